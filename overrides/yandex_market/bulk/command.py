"""`yandex-market export`: orders into a file, for a person at a terminal and for cron."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import datetime
import gc
import sys
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from ..errors import ArgumentError, ConfigurationError, MarketError
from .extra import needed
from .patience import PATIENCE
from .planning import TAIL, Kind

if TYPE_CHECKING:
    from .exporting import Export, State, Summary, Watch

CHART_DAYS = 31
CHART_WIDTH = 40
AGAIN = "What was pulled is kept: run the same command again to go on."


def describe(parser: argparse.ArgumentParser) -> None:
    """Give the parser of `export` its arguments."""
    parser.description = (
        "Pull orders of all stores that the key sees into a file. Stopped in any way, the same "
        "command goes on where it was. The key is read from YANDEX_MARKET_API_KEY, and the address of "
        "a mock from YANDEX_MARKET_BASE_URL."
    )
    parser.epilog = (
        "A DuckDB file keeps what it has: orders are merged by order id, and days that are pulled "
        "already are pulled again for the last --tail days alone. Other files are replaced."
    )
    parser.set_defaults(run=run)
    parser.add_argument(
        "kind",
        choices=("stats", "orders"),
        help="stats: what was paid, charged and returned, some 40 minutes behind; orders: as they stand",
    )
    option = parser.add_argument
    option("--to", required=True, metavar="FILE", help=".parquet, .ndjson, .csv or .duckdb")
    option(
        "--since", required=True, metavar="DAY", type=_day, help="first day in Moscow, YYYY-MM-DD"
    )
    option(
        "--until",
        metavar="DAY",
        type=_day,
        help="the day after the last one: not included; without it tomorrow, so that today is taken in",
    )
    option(
        "--by",
        choices=("created", "updated"),
        default="created",
        help="days of creation, or of the last change (default: created)",
    )
    option(
        "--campaign",
        metavar="ID",
        type=int,
        action="append",
        default=[],
        help="only this store; repeat it for more",
    )
    option(
        "--business",
        metavar="ID",
        type=int,
        action="append",
        default=[],
        help="only stores of this business; repeat it for more",
    )
    option(
        "--tail",
        metavar="DAYS",
        type=_count,
        default=TAIL,
        help=f"for DuckDB: known days to pull again, for late changes (default: {TAIL})",
    )
    option("--no-personal", action="store_true", help="leave out what tells of persons")
    option(
        "--workers", metavar="N", type=_count, default=8, help="parts pulled at a time (default: 8)"
    )
    option(
        "--redis",
        metavar="URL",
        help="share the quotas with other processes, such as redis://localhost",
    )
    option("--quiet", action="store_true", help="no progress and no summary")


def run(options: argparse.Namespace) -> int:
    """Carry out the command; 0 done, 1 failed, 130 interrupted."""
    # Pages of models come and go, few of them in cycles: to look for these so often costs a quarter.
    gc.freeze()
    gc.set_threshold(20_000, 5, 5)
    try:
        with _progress(options.quiet) as watch, _job(options, watch) as job:
            asyncio.run(_pull(job, options))
            summary = job.write()  # here, and not in the event loop, Ctrl-C is heard at once
    except (ArgumentError, ConfigurationError) as error:
        return _said(f"yandex-market: {error}", code=1)
    except (MarketError, OSError) as error:
        return _said(f"yandex-market: {error}", AGAIN, code=1)
    except KeyboardInterrupt:
        return _said("interrupted", AGAIN, code=130)
    if not options.quiet:
        print(told(summary))
    return 0


def _job(options: argparse.Namespace, watch: Watch) -> Export:
    from .exporting import Export

    return Export(
        options.kind,
        options.to,
        options.since,
        options.until,
        by=options.by,
        campaigns=options.campaign,
        businesses=options.business,
        tail=options.tail,
        personal=not options.no_personal,
        workers=options.workers,
        watch=watch,
    )


async def _pull(job: Export, options: argparse.Namespace) -> None:
    from ..client import AsyncYandexMarket

    async with contextlib.AsyncExitStack() as stack:
        quota = None
        if options.redis:
            from .redis import AsyncRedisQuota

            quota = AsyncRedisQuota(options.redis)
            stack.push_async_callback(quota.aclose)
        market = AsyncYandexMarket(retry=PATIENCE, quota=quota)
        await job.pull(await stack.enter_async_context(market))


# -- what is shown -----------------------------------------------------------------------------


@contextlib.contextmanager
def _progress(quiet: bool) -> Iterator[Watch]:
    """A bar on stderr, where that is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda state: None
        return
    rich, console = needed("rich.progress"), needed("rich.console")
    columns = (
        rich.BarColumn(bar_width=10),
        rich.TextColumn("{task.description}"),
        rich.TimeRemainingColumn(compact=True),
    )
    with rich.Progress(*columns, console=console.Console(stderr=True), transient=True) as bar:
        task = bar.add_task("beginning", total=None)

        def watch(state: State) -> None:
            seconds = bar.tasks[0].elapsed or 0.0
            line = "writing the file" if state.writing else news(state, seconds)
            bar.update(task, description=line, total=state.partitions or None, completed=state.done)

        yield watch


def news(state: State, seconds: float) -> str:
    """A line on how far it is, `seconds` after it began."""
    rate = (state.orders - state.found) / seconds if seconds else 0.0
    parts = [
        f"{state.places_done}/{_places(state.kind, state.places)}",
        f"{state.done}/{state.partitions} windows",
        f"{state.orders:,} orders",
        f"{rate:,.0f}/s",
    ]
    if state.rate_limit and state.rate_limit.remaining is not None:
        parts.append(f"quota {state.rate_limit.remaining:,}")
    return " ".join(parts)


def told(summary: Summary) -> str:
    """What an export did, and a chart of the revenue by day."""
    rate = summary.orders / summary.seconds if summary.seconds else 0.0
    lines = [
        f"{summary.path}: {summary.orders:,} orders of {_places(summary.kind, summary.places)} in {summary.seconds:.1f} s ({rate:,.0f}/s)"
        + (", going on from an earlier run" if summary.resumed else "")
    ]
    if summary.left_out:
        stores = ", ".join(map(str, summary.left_out))
        lines.append(f"left out, for the API has no such data of them: {stores}")
    return "\n".join([*lines, *chart(summary.revenue)])


def _places(kind: Kind, number: int) -> str:
    one, more = ("store", "stores") if kind == "stats" else ("business", "businesses")
    return f"{number} {one if number == 1 else more}"


def chart(revenue: Mapping[datetime.date, Decimal]) -> list[str]:
    """Lines with a bar for each of the last days that have orders."""
    days = sorted(revenue)[-CHART_DAYS:]
    most = max((revenue[day] for day in days), default=Decimal(0))
    if most <= 0:
        return []
    widest = len(f"{most:,.2f}")
    lines = ["", f"Revenue by day of creation, last {len(days)} days of {len(revenue)}:"]
    for day in days:
        bar = "█" * max(round(revenue[day] / most * CHART_WIDTH), 0)
        lines.append(f"  {day}  {revenue[day]:>{widest},.2f}  {bar}")
    return lines


def _said(*lines: str, code: int) -> int:
    print(*lines, sep="\n", file=sys.stderr)
    return code


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"expected a day such as 2026-11-30, not {text!r}"
        ) from None


def _count(text: str) -> int:
    if text.isdecimal():
        return int(text)
    raise argparse.ArgumentTypeError(f"expected a whole number, not {text!r}")
