"""A long run through a bad network: every order arrives exactly once, memory stays flat, nothing is left.

    python -m tests.soak [orders] [--traced] [--sockets] [--share 0.05] [--seed 1]

Both clients read all orders of a mock market twice: the statistics of each store (`orders.stats`), and
the orders of the business over four months, which go out in windows (`orders.list`). A share of the
requests fails in one of the ways of `faults.py`; what the client's own two attempts do not mend, this
goes on with by the error's `.resume_token`. Pauses and stalls move the mock's clock and take no time.
With `--sockets` the market is served on loopback, and the connections are real.

Ends with 1 when an order is missing, came twice or was misread; when memory grew; or when a thread, a
task, an open answer, an open file or socket, a held lock, or a grant of the quota is left at the end.
Memory is counted in Python's blocks, or with `--traced`, which is several times slower, in bytes.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime
import gc
import logging
import sys
import time
import tracemalloc
from array import array
from bisect import bisect_left
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import httpx
from yandex_market import AsyncYandexMarket, MarketError, Page, Pager, RetryPolicy, YandexMarket
from yandex_market.mock import MockMarket
from yandex_market.paging import AsyncPager
from yandex_market.testing import async_connect, connect

from .faults import KINDS, UNHEARD_OF, AsyncBadTransport, BadTransport, Faults, is_odd
from .leaks import Leaks

NOW = datetime.datetime(2026, 4, 2, 9, 30, tzinfo=datetime.UTC)
SINCE, UNTIL = datetime.date(2025, 12, 1), datetime.date(2026, 4, 3)
"""All days on which the mock's orders were made: five windows."""
WAYS, TWINS = ("orders.stats", "orders.list"), ("sync", "async")
PAGE = 50
PARTS = 10
SLACK_BYTES, SLACK_BLOCKS = 3 * 2**20, 30_000
"""The last tenth's peak may be so much above the second's: a few pages, which come and go."""
TWO_ATTEMPTS = RetryPolicy(attempts=2, max_wait=3600.0)  # few, so that resuming has work to do


def listings(market: YandexMarket | AsyncYandexMarket, mock: MockMarket, way: str) -> list[Any]:
    """The pagers, of either twin, that give every order of the way once."""
    if way == "orders.stats":
        return [market.orders.stats(store, page_size=PAGE) for store in stores_of(mock, way)]
    both = (False, True)  # without a filter there are no test orders
    return [
        market.orders.list(
            mock.business_id,
            page_size=PAGE,
            creation_date_from=SINCE,
            creation_date_to=UNTIL,
            fake=fake,
        )
        for fake in both
    ]


def stores_of(mock: MockMarket, way: str) -> list[int]:
    """The stores whose orders come; a LaaS store has no statistics."""
    lacking = "LaaS" if way == "orders.stats" else None
    return [store for store, model in mock.models.items() if model != lacking]


@dataclass
class Tally:
    """What arrived: a counter per order, without keeping anything of the orders themselves."""

    ids: array[int]
    traced: bool
    seen: bytearray = field(init=False)
    total: int = 0
    misread: int = 0
    resumed: int = 0
    parts: list[tuple[int, int]] = field(default_factory=list)
    """Memory in use at the end of each tenth, and the peak in it."""
    peak: int = 0

    def __post_init__(self) -> None:
        self.seen = bytearray(len(self.ids))

    def take(self, page: Page[Any]) -> None:
        """Count the orders of a page."""
        for order in page.items:
            number = getattr(order, "order_id", None) or getattr(order, "id", None) or 0
            place = bisect_left(self.ids, number)
            if place == len(self.ids) or self.ids[place] != number:
                self.misread += 1
                continue
            self.seen[place] = min(self.seen[place] + 1, 255)
            self.misread += (order.status == UNHEARD_OF) is not is_odd(number)
        self.total += len(page.items)
        self.peak = max(self.peak, self.in_use())
        if self.total * PARTS >= len(self.ids) * (len(self.parts) + 1):
            gc.collect()
            self.parts.append((self.in_use(), self.peak))
            self.peak = 0

    def in_use(self) -> int:
        """Memory in use: bytes, or blocks."""
        return tracemalloc.get_traced_memory()[0] if self.traced else sys.getallocatedblocks()

    @property
    def missing(self) -> int:
        """Orders that never came."""
        return self.seen.count(0)

    @property
    def repeated(self) -> int:
        """Orders that came more than once."""
        return len(self.seen) - self.seen.count(0) - self.seen.count(1)

    @property
    def is_whole(self) -> bool:
        """Whether every order came exactly once, and as it was sent."""
        wrong = self.missing + self.repeated + self.misread
        return not wrong and self.total == len(self.ids)

    @property
    def is_flat(self) -> bool:
        """Whether the peak stays where it was, once all is warm."""
        peaks = [peak for _, peak in self.parts]
        slack = SLACK_BYTES if self.traced else SLACK_BLOCKS
        return len(peaks) == PARTS and peaks[-1] - peaks[1] <= slack


def walk(pagers: list[Pager[Any]], tally: Tally) -> None:
    """One listing after another, two pages ahead."""
    for pager in pagers:
        token, ended = None, False
        while not ended:
            try:
                for page in pager.pages(resume_from=token, prefetch=2):
                    tally.take(page)
                ended = True
            except MarketError as error:
                token = error.resume_token
                tally.resumed += 1


async def async_walk(pagers: list[AsyncPager[Any]], tally: Tally) -> None:
    """All listings at once, one page ahead each."""

    async def one(pager: AsyncPager[Any]) -> None:
        token, ended = None, False
        while not ended:
            try:
                async for page in pager.pages(resume_from=token, prefetch=1):
                    tally.take(page)
                ended = True
            except MarketError as error:
                token = error.resume_token
                tally.resumed += 1

    async with asyncio.TaskGroup() as group:
        for pager in pagers:
            group.create_task(one(pager))


@dataclass
class Run:
    """One client, one way to read all orders."""

    twin: str
    way: str
    mock: MockMarket
    faults: Faults
    tally: Tally
    url: str | None
    leaks: Leaks = field(default_factory=Leaks)
    took: float = 0.0

    def __call__(self) -> bool:
        """Do it, and tell of it; whether all held."""
        self.leaks.begin()
        if self.tally.traced:
            tracemalloc.start()
        began = time.perf_counter()
        if self.twin == "sync":
            self._sync()
        else:
            asyncio.run(self._async())
        self.took = time.perf_counter() - began
        tracemalloc.stop()
        self.leaks.end(self.faults)
        self._report()
        return self.tally.is_whole and self.tally.is_flat and not self.leaks.found

    def _settings(self) -> Any:
        settings = {"timeout": 1.0, "retry": TWO_ATTEMPTS, "quota": self.leaks.quota}
        return settings if self.url is None else {**settings, "base_url": self.url}

    def _sync(self) -> None:
        inner = self.mock.transport() if self.url is None else httpx.HTTPTransport()
        bad = BadTransport(self.faults, inner)
        with connect(self.mock, transport=bad, **self._settings()) as market:
            walk(listings(market, self.mock, self.way), self.tally)
        self.leaks.look_at(market)

    async def _async(self) -> None:
        inner = self.mock.async_transport() if self.url is None else httpx.AsyncHTTPTransport()
        bad = AsyncBadTransport(self.faults, inner)
        async with async_connect(self.mock, transport=bad, **self._settings()) as market:
            await async_walk(listings(market, self.mock, self.way), self.tally)
        self.leaks.look_at(market)
        self.leaks.look_at_tasks()

    def _report(self) -> None:
        tally, faults = self.tally, self.faults
        injected = faults.injected.total()
        waited = (self.mock.clock.now() - NOW).total_seconds()
        print(f"\n{self.way}, {self.twin}: {tally.total} orders of {len(tally.ids)},", end=" ")
        print(f"{faults.requests} requests")
        print(
            f"  missing {tally.missing}, repeated {tally.repeated}, misread {tally.misread};",
            end=" ",
        )
        print(f"with an unheard-of status {sum(map(is_odd, tally.ids))}")
        print(f"  faults {injected} ({injected / faults.requests:.1%}):")
        for kind in KINDS:
            print(f"    {kind:26}{faults.injected[kind]:6}")
        print(f"  mended by the client {injected - tally.resumed}, by resuming {tally.resumed}")
        print(f"  {self.took:.1f} s of real time, {waited:.0f} s of the mock's")
        print(f"  left at the end: {self.leaks}")
        unit, scale = ("MiB", 2**20) if tally.traced else ("1000 blocks", 1000)
        print(f"  memory, {unit}: tenth      end     peak")
        for number, (end, peak) in enumerate(tally.parts, 1):
            print(f"{number:25}{end / scale:9.2f}{peak / scale:9.2f}", flush=True)


def soak(twin: str, way: str, asked: argparse.Namespace) -> bool:
    """One run on a market of its own."""
    # Three in 25 orders are the LaaS store's, which has no statistics.
    orders = asked.orders * 25 // 22 + 1 if way == "orders.stats" else asked.orders
    mock = MockMarket(orders=orders, now=NOW)
    ids = array("q", sorted(i for store in stores_of(mock, way) for i in mock.order_ids(store)))
    tally = Tally(ids, asked.traced)
    with ExitStack() as stack:
        url = stack.enter_context(mock.serve()) if asked.sockets else None
        return Run(twin, way, mock, Faults(mock, asked.share, asked.seed), tally, url)()


def main() -> int:
    """Both clients, both ways."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("orders", type=int, nargs="?", default=200_000)
    parser.add_argument("--way", choices=WAYS, action="append", help="this one alone")
    parser.add_argument("--twin", choices=TWINS, action="append", help="this one alone")
    parser.add_argument("--traced", action="store_true", help="memory in bytes; slow")
    parser.add_argument("--sockets", action="store_true", help="over HTTP on loopback")
    parser.add_argument("--share", type=float, default=0.05, help="of requests that fail")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    logging.getLogger("yandex_market").setLevel(logging.ERROR)
    results = [soak(twin, way, asked) for way in asked.way or WAYS for twin in asked.twin or TWINS]
    print("\nheld" if all(results) else "\nFAILED")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
