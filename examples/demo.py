"""The whole line in one run: generate, serve, list, page, add up, update, fail.

`nox -s demo` runs this against the mock market over real HTTP on this machine and needs no network.
`nox -s demo -- --live` does the part that only reads against the real service, with the key in
YANDEX_MARKET_API_KEY.
"""

from __future__ import annotations

import argparse
import logging
import os
import shutil
import sys
import tempfile
import textwrap
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table
from yandex_market import (
    ConfigurationError,
    ForbiddenError,
    MarketError,
    OperationState,
    OrderUpdate,
    QuotaExceededError,
    YandexMarket,
)
from yandex_market.mock import MockMarket
from yandex_market.models import (
    MOSCOW,
    Campaign,
    Customer,
    DeliveryPrice,
    ItemPrice,
    Order,
    OrderPrice,
    OrdersStatsOrder,
    OrdersStatsPriceType,
    PlacementType,
)
from yandex_market.testing import MockClock

ROOT = Path(__file__).resolve().parent.parent
ORDERS = 23_804  # of which the biggest store has exactly 10,000
NOON = datetime(2026, 11, 20, 12, tzinfo=MOSCOW)  # a clock that stands gives the same figures daily
LIVE_PAGES = 5
WIDTH, INDENT = 80, 3


class Screen:
    """Where the demo writes: 80 columns, numbered steps, colours on a terminal only."""

    def __init__(self) -> None:
        self.is_terminal = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
        self.console = Console(
            width=min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns),
            force_terminal=self.is_terminal,
            highlight=False,
            markup=False,
            emoji=False,
        )
        self.steps = 0

    def step(self, title: str, text: str) -> None:
        """The heading of a step, and a sentence on what there is to see."""
        self.steps += 1
        self.console.print(f"\n{self.steps}  {title}", style="bold cyan")
        self.say(text, style="dim")

    def say(self, text: str, *, style: str = "", deeper: int = 0) -> None:
        """A paragraph."""
        margin = " " * (INDENT + deeper)
        shape = textwrap.TextWrapper(
            self.console.width,
            initial_indent=margin,
            subsequent_indent=margin,
            break_on_hyphens=False,
        )
        self.console.print(shape.fill(text), style=style)

    def show(self, table: RenderableType) -> None:
        """A table."""
        self.console.print(Padding(table, (0, 0, 0, INDENT), expand=False))

    def bar(self, part: Decimal) -> str:
        """A bar for a part of 1, never empty; finer where the output knows the letters for it."""
        room = max(self.console.width - 59, 1)  # what the figures leave
        if "utf" not in self.console.encoding:
            return "#" * max(round(part * room), 1)
        whole, rest = divmod(max(round(part * room * 8), 1), 8)
        return "█" * whole + " ▏▎▍▌▋▊▉"[rest].strip()


class ShopClock(MockClock):
    """The shop's time for the client: pauses take real seconds, and the mock's clock moves along."""

    def sleep(self, seconds: float) -> None:
        """Wait, for real and in the mock."""
        time.sleep(seconds)
        super().sleep(seconds)


def main() -> int:
    """Run the demo; 0 when everything is as it should be."""
    parser = argparse.ArgumentParser(description="The whole line, on the mock market.")
    parser.add_argument("--live", action="store_true", help="only read, from the real service")
    live = parser.parse_args().live
    if sys.stdout.encoding and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")  # names are Russian, and not every output is
    try:
        return read_live(Screen()) if live else show_all(Screen())
    except MarketError as error:
        print(f"\n{type(error).__name__}: {error}", file=sys.stderr)
        return 2 if isinstance(error, ConfigurationError) else 1


def open_shop() -> MockMarket:
    """The mock market of this demo: always the same one."""
    return MockMarket(orders=ORDERS, now=NOON)


def show_all(screen: Screen) -> int:
    """All steps, on the mock market."""
    is_current = regenerate(screen)
    mock = open_shop()
    # A proxy set for this machine must not be asked for the machine itself.
    direct = ",".join(filter(None, [os.environ.get("NO_PROXY", ""), "127.0.0.1"]))
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = direct
    with (
        mock.serve() as url,
        YandexMarket(mock.api_key, base_url=url, clock=ShopClock(mock)) as market,
    ):
        counts = {number: len(mock.order_ids(number)) for number in mock.campaign_ids}
        stores = list_stores(screen, market, f"the mock market at {url}", counts)
        store = first_usable(stores)
        orders = walk(screen, market, store, total=counts[store])
        add_up(screen, orders)
        order = show_order(screen, market, business_of(stores), orders)
        change(screen, market, mock, stores)
        trouble(screen, market, mock, store, order)
    screen.console.print("\nNext: open README.md for a tour to type along.", style="bold")
    return 0 if is_current else 1


def read_live(screen: Screen) -> int:
    """The steps that only read, on the real service."""
    with YandexMarket(app="demo") as market:
        stores = list_stores(screen, market, repr(market))
        store = first_usable(stores)
        orders = walk(screen, market, store, max_pages=LIVE_PAGES)
        if orders:
            add_up(screen, orders)
            show_order(screen, market, business_of(stores), orders)
    return 0


def regenerate(screen: Screen) -> bool:
    """Make the generated client in a temporary folder; whether it equals the one in place."""
    screen.step(
        "Generate the client anew",
        "From openapi/ into a temporary folder, compared with generated/ file by file.",
    )
    if not (ROOT / "tools").is_dir():
        screen.say("skipped: the sources of the package are not here")
        return True
    started = time.perf_counter()
    sys.path.insert(0, str(ROOT))  # the tools are no part of the installed package
    from tools.compare import differences
    from tools.generate import GenerationError, generate

    with tempfile.TemporaryDirectory() as scratch:
        fresh = Path(scratch) / "generated"
        try:
            generate(ROOT, fresh)
        except (GenerationError, ValueError, OSError) as error:
            screen.say(f"not generated: {error}", style="red")
            return False
        files = sum(path.is_file() for path in fresh.rglob("*"))
        changed = differences(fresh, ROOT / "generated")
    seconds = time.perf_counter() - started
    if changed:
        first, more = changed[0].partition("\n")[0], len(changed) - 1
        screen.say(f"generated/ differs: {first}{f' and {more} more' if more else ''}", style="red")
        screen.say("See all with nox -s drift; make it anew with nox -s generate.")
        return False
    screen.say(f"equals generated/: {files} files, {seconds:.1f} s", style="green")
    return True


def list_stores(
    screen: Screen, market: YandexMarket, place: str, counts: Mapping[int, int] | None = None
) -> list[Campaign]:
    """The stores as a table; `counts` has the numbers of their orders, which the API does not."""
    screen.step("List the stores", f"From {place}, with campaigns.list.")
    stores = list(market.campaigns.list())
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="dim")
    for header in ("campaign", "name", "model", "API"):
        table.add_column(header)
    if counts is not None:
        table.add_column("orders", justify="right")
    for store in stores:
        row = (store.id, store.domain, store.placement_type, store.api_availability)
        number = () if counts is None else (f"{counts[store.id or 0]:,}",)
        table.add_row(*("-" if value is None else str(value) for value in row), *number)
    screen.show(table)
    return stores


def first_usable(stores: Sequence[Campaign]) -> int:
    """The first store with statistics; LaaS stores have none, their orders are sold elsewhere."""
    for store in stores:
        if store.api_availability == "AVAILABLE" and store.placement_type != PlacementType.LAAS:
            assert store.id is not None
            return store.id
    raise SystemExit("none of these stores has statistics to read")


def walk(
    screen: Screen,
    market: YandexMarket,
    campaign_id: int,
    *,
    total: int | None = None,
    max_pages: int | None = None,
) -> list[OrdersStatsOrder]:
    """The orders of a store from its statistics, with a bar that moves on a terminal."""
    what = "All pages" if max_pages is None else f"The first {max_pages} pages at most"
    screen.step(
        "Walk the pages of a store", f"{what} of campaign {campaign_id}, with orders.stats."
    )
    orders: list[OrdersStatsOrder] = []
    pages, started, rate = 0, time.perf_counter(), 0.0
    columns = (
        TextColumn(" " * (INDENT - 1)),
        BarColumn(bar_width=40, complete_style="cyan", finished_style="green"),
        TextColumn("{task.completed:,} orders, {task.fields[rate]:,.0f} per second"),
    )
    with Progress(*columns, console=screen.console, disable=not screen.is_terminal) as progress:
        bar = progress.add_task("", total=total, rate=rate)
        # Where only some pages are wanted, none is asked for ahead.
        ahead = None if max_pages is None else 0
        for page in market.orders.stats(campaign_id, page_size=200, prefetch=ahead).pages():
            orders += page.items
            pages, rate = page.number, len(orders) / (time.perf_counter() - started)
            progress.update(bar, completed=len(orders), rate=rate)
            if pages == max_pages:
                break
    seconds = time.perf_counter() - started
    screen.say(
        f"{len(orders):,} orders on {pages} pages in {seconds:.1f} s, {rate:,.0f} per second",
        style="green",
    )
    return orders


def add_up(screen: Screen, orders: Sequence[OrdersStatsOrder]) -> None:
    """Revenue by status, exact, as a table with bars."""
    real = [order for order in orders if not order.fake]
    screen.step(
        "Add up the revenue by status",
        "The BUYER totals of the items of each order: what its goods cost the buyer after "
        "discounts, to the kopeck. Only some of it is earned: what was cancelled, returned or "
        f"lost has rows of its own. {len(orders) - len(real)} test orders are left out.",
    )
    count: Counter[str] = Counter()
    revenue: defaultdict[str, Decimal] = defaultdict(Decimal)
    for order in real:
        count[str(order.status)] += 1
        revenue[str(order.status)] += goods_total(order)
    currency = "/".join(sorted({str(order.currency) for order in real}))
    largest = max(revenue.values(), default=Decimal()) or Decimal(1)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("status")
    table.add_column("orders", justify="right")
    table.add_column(currency, justify="right")
    table.add_column("", style="cyan", no_wrap=True)
    for status in sorted(revenue, key=lambda name: revenue[name], reverse=True):
        amount = revenue[status]
        table.add_row(status, f"{count[status]:,}", money(amount), screen.bar(amount / largest))
    table.add_row("all", f"{len(real):,}", money(sum(revenue.values(), Decimal())), style="bold")
    screen.show(table)


def goods_total(order: OrdersStatsOrder) -> Decimal:
    """What the goods of an order cost the buyer, discounts taken off."""
    prices = (price for item in order.items for price in item.prices or ())
    parts = (price.total for price in prices if price.type_ == OrdersStatsPriceType.BUYER)
    return sum((part for part in parts if part is not None), Decimal())


def money(amount: Decimal) -> str:
    """An amount with its kopecks."""
    return f"{amount:,.2f}"


def business_of(stores: Sequence[Campaign]) -> int:
    """The cabinet that all stores of a key belong to."""
    business = stores[0].business
    assert business is not None
    assert business.id is not None
    return business.id


def show_order(
    screen: Screen, market: YandexMarket, business_id: int, orders: Sequence[OrdersStatsOrder]
) -> int:
    """One order in full: the first with several lines. Its id."""
    chosen = next((order for order in orders if len(order.items) > 1), orders[0])
    assert chosen.id is not None
    screen.step("Look at one order", f"Number {chosen.id} as it stands now, with orders.list.")
    # The cabinet's orders, without the 30 days that a search without ids covers.
    order = market.orders.list(business_id, order_ids=[chosen.id]).first()
    if order is None:
        screen.say("It is not listed any more.")
        return chosen.id
    screen.say(
        f"{order.status} ({order.substatus}), "
        f"made {order.creation_date:%Y-%m-%d %H:%M}, {order.payment_type}"
    )
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    for justify in ("right", "left", "right"):
        table.add_column(justify=justify)
    for item in order.items:
        table.add_row(f"{item.count} x", item.offer_name, money(paid(item.prices)))
    delivery = paid(order.prices and order.prices.delivery)
    table.add_row("", "delivery", money(delivery))
    table.add_row("", "total", money(paid(order.prices) + delivery), style="bold")
    screen.show(table)
    return order.order_id


def paid(prices: ItemPrice | OrderPrice | DeliveryPrice | None) -> Decimal:
    """What the buyer pays in money: a line for all its units, an order without its delivery."""
    return prices.payment.value if prices and prices.payment else Decimal()


def change(
    screen: Screen, market: YandexMarket, mock: MockMarket, stores: Sequence[Campaign]
) -> None:
    """Another recipient and another day for an order, and the wait until both are in place."""
    store = next(store for store in stores if store.placement_type == PlacementType.LAAS)
    assert store.id is not None
    assert store.business is not None
    assert store.business.id is not None
    order_id = mock.order_ids(store.id)[0]
    screen.step(
        "Change an order and wait",
        f"Order {order_id} of the LaaS store gets another recipient and delivery interval. "
        "The 200 only says accepted: two operations run, and the order changes when they end.",
    )
    before = market.orders.get(store.id, order_id)
    started = market.orders.update(
        store.id,
        order_id,
        customer=Customer(first_name="Мария", last_name="Новосёлова", phone="+70005550101"),
        delivery_interval=market.orders.update_options(store.id, order_id)[-1],
    )
    watch(screen, market, store.business.id, started)
    started.wait(deadline=60)  # this alone would do; it raises if one of them failed
    compare(screen, before, market.orders.get(store.id, order_id))


def watch(screen: Screen, market: YandexMarket, business_id: int, update: OrderUpdate) -> None:
    """Print the state of each operation whenever it changes, until all have ended, or 10 s."""
    begin = time.perf_counter()
    states = [OperationState.of(operation) for operation in update.operations]
    while not all(state.is_final for state in states) and time.perf_counter() < begin + 10:
        for place, old in enumerate(states):
            for operation in market.operations.get(business_id, old.type, [old.id]):
                states[place] = new = OperationState.of(operation)
                if new != old:
                    style = "green" if new.status == "DONE" else "yellow"
                    seconds = time.perf_counter() - begin
                    screen.say(f"{seconds:4.1f} s  {new.type:<32}{new.status}", style=style)
        time.sleep(0.5)


def compare(screen: Screen, before: Order, after: Order) -> None:
    """What the update changed."""
    table = Table(box=None, pad_edge=False, padding=(0, 4, 0, 0), header_style="dim")
    table.add_column("", style="dim")
    table.add_column("before")
    table.add_column("after", style="green")
    for name, old, new in zip(
        ("recipient", "phone", "days", "hours"), facts(before), facts(after), strict=True
    ):
        table.add_row(name, old, new)
    screen.console.print()
    screen.show(table)


def facts(order: Order) -> tuple[str, str, str, str]:
    """To whom and when an order is brought."""
    address, dates = order.delivery.address, order.delivery.dates
    assert address is not None
    days = dict.fromkeys(str(day) for day in (dates.from_date, dates.to_date) if day)
    return (
        address.recipient or "-",
        address.phone or "-",
        " to ".join(days),
        f"{dates.from_time} to {dates.to_time}",
    )


def trouble(
    screen: Screen, market: YandexMarket, mock: MockMarket, campaign_id: int, order_id: int
) -> None:
    """What a caller sees when the service does something else than usual."""
    screen.step(
        "When things go wrong", "The mock is told to misbehave; this is what the caller sees."
    )

    mock.faults.add("getOrder", change={"/order/status": "SENT_BY_DRONE"})
    status = market.orders.get(campaign_id, order_id).status
    screen.say("A status newer than the client: kept, and equal to its own string.")
    screen.say(
        f'order.status == "SENT_BY_DRONE": {status == "SENT_BY_DRONE"}, '
        f"order.status.is_known: {status.is_known}",
        style="green",
        deeper=2,
    )

    mock.faults.add("getOrder", 420, kind="resource", wait=2)
    screen.say("The hour's quota is spent for 2 more seconds: the client waits, and logs it.")
    begin = time.perf_counter()
    with log_on(screen):
        market.orders.get(campaign_id, order_id)
    screen.say(f"answered after {time.perf_counter() - begin:.1f} s", style="green", deeper=2)

    mock.faults.add("getOrder", 420, kind="resource", wait=3600)
    screen.say("It is spent for another hour: too long to wait, so the caller decides.")
    try:
        market.orders.get(campaign_id, order_id)
    except QuotaExceededError as error:
        show_error(screen, error)
        screen.say(f"error.retry_at: {error.retry_at}", style="red", deeper=2)

    screen.say("Somebody else's store:")
    try:
        market.orders.get(mock.foreign_campaign_id, order_id)
    except ForbiddenError as error:
        show_error(screen, error)


def show_error(screen: Screen, error: MarketError) -> None:
    """An error as a traceback would end."""
    screen.say(f"{type(error).__name__}: {error}", style="red", deeper=2)


@contextmanager
def log_on(screen: Screen) -> Iterator[None]:
    """Show the client's log for a while."""

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            screen.say(f"{record.levelname} {record.getMessage()}", style="yellow", deeper=2)

    handler, logger = Handler(), logging.getLogger("yandex_market")
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


if __name__ == "__main__":
    sys.exit(main())
