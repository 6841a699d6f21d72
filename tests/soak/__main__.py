"""A long run through a bad network: every order arrives exactly once, and memory stays flat.

    python -m tests.soak [orders] [--traced] [--share 0.05] [--seed 1]

Both clients walk the statistics of all stores of a mock market, page by page. A share of the requests
fails in one of the ways of `faults.py`; what the client's own two attempts do not mend, this goes on
with by the error's `.resume_token`. Pauses move the mock's clock and take no time. Ends with 1 when an
order is missing, came twice or was misread, or when memory grew. Memory is counted in Python's blocks,
or with `--traced`, which is ten times slower, in bytes.
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
from dataclasses import dataclass, field

from yandex_market import MarketError, Page, RetryPolicy
from yandex_market.mock import MockMarket
from yandex_market.models import OrdersStatsOrder
from yandex_market.testing import async_connect, connect

from .faults import KINDS, UNHEARD_OF, AsyncBadTransport, BadTransport, Faults, is_odd

NOW = datetime.datetime(2026, 4, 2, 9, 30, tzinfo=datetime.UTC)
PAGE = 50
QUARTERS = 4
SLACK_BYTES, SLACK_BLOCKS = 2 * 2**20, 20_000
"""The last quarter's peak may be so much above the first one's: a few pages, which come and go."""
TWO_ATTEMPTS = RetryPolicy(attempts=2, max_wait=3600.0)  # few, so that resuming has work to do


@dataclass
class Tally:
    """What arrived: a counter per order, without keeping anything of the orders themselves."""

    ids: array[int]
    traced: bool
    seen: bytearray = field(init=False)
    total: int = 0
    misread: int = 0
    resumed: int = 0
    quarters: list[tuple[int, int]] = field(default_factory=list)
    """Memory at the end of each quarter, and the peak in it."""
    peak: int = 0

    def __post_init__(self) -> None:
        self.seen = bytearray(len(self.ids))

    def take(self, page: Page[OrdersStatsOrder]) -> None:
        """Count the orders of a page."""
        for order in page.items:
            place = bisect_left(self.ids, order.id or 0)
            if place == len(self.ids) or self.ids[place] != order.id:
                self.misread += 1
                continue
            self.seen[place] = min(self.seen[place] + 1, 255)
            self.misread += (order.status == UNHEARD_OF) is not is_odd(self.ids[place])
        self.total += len(page.items)
        self.measure()

    def measure(self) -> None:
        """Note the memory in use now, and whether a quarter is over."""
        self.peak = max(self.peak, self.in_use())
        if self.total * QUARTERS >= len(self.ids) * (len(self.quarters) + 1):
            gc.collect()
            self.quarters.append((self.in_use(), self.peak))
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
    def is_flat(self) -> bool:
        """Whether the peak stays where it was."""
        peaks = [peak for _, peak in self.quarters]
        slack = SLACK_BYTES if self.traced else SLACK_BLOCKS
        return len(peaks) == QUARTERS and peaks[-1] - peaks[0] <= slack


def walk(mock: MockMarket, faults: Faults, stores: list[int], tally: Tally) -> None:
    """One store after another, two pages ahead."""
    bad = BadTransport(faults)
    with connect(mock, transport=bad, timeout=1.0, retry=TWO_ATTEMPTS) as market:
        for store in stores:
            pager, token, ended = market.orders.stats(store, page_size=PAGE), None, False
            while not ended:
                try:
                    for page in pager.pages(resume_from=token, prefetch=2):
                        tally.take(page)
                    ended = True
                except MarketError as error:
                    token = error.resume_token
                    tally.resumed += 1


async def async_walk(mock: MockMarket, faults: Faults, stores: list[int], tally: Tally) -> None:
    """All stores at once, one page ahead each."""
    bad = AsyncBadTransport(faults)

    async def one(store: int) -> None:
        pager, token, ended = market.orders.stats(store, page_size=PAGE), None, False
        while not ended:
            try:
                async for page in pager.pages(resume_from=token, prefetch=1):
                    tally.take(page)
                ended = True
            except MarketError as error:
                token = error.resume_token
                tally.resumed += 1

    connected = async_connect(mock, transport=bad, timeout=1.0, retry=TWO_ATTEMPTS)
    async with connected as market, asyncio.TaskGroup() as group:
        for store in stores:
            group.create_task(one(store))


def soak(twin: str, orders: int, share: float, seed: int, traced: bool) -> bool:
    """One twin's run and its table; whether all held."""
    # Three in 25 orders are the LaaS store's, which has no statistics.
    mock = MockMarket(orders=orders * 25 // 22 + 1, now=NOW)
    stores = [c for c, model in mock.models.items() if model != "LaaS"]
    tally = Tally(array("q", sorted(i for store in stores for i in mock.order_ids(store))), traced)
    faults = Faults(mock, share, seed)
    if traced:
        tracemalloc.start()
    began = time.perf_counter()
    if twin == "sync":
        walk(mock, faults, stores, tally)
    else:
        asyncio.run(async_walk(mock, faults, stores, tally))
    took = time.perf_counter() - began
    tracemalloc.stop()
    report(twin, tally, faults, took, (mock.clock.now() - NOW).total_seconds())
    complete = tally.missing == tally.repeated == tally.misread == 0
    return complete and tally.is_flat and tally.total == len(tally.ids)


def report(twin: str, tally: Tally, faults: Faults, took: float, waited: float) -> None:
    """What was injected, and what came of it."""
    injected = faults.injected.total()
    unit, scale = ("MiB", 2**20) if tally.traced else ("1000 blocks", 1000)
    print(f"\n{twin}: {tally.total} orders of {len(tally.ids)}, {faults.requests} requests")
    print(
        f"  missing {tally.missing}, repeated {tally.repeated}, misread {tally.misread}; "
        f"with an unheard-of status {sum(map(is_odd, tally.ids))}"
    )
    print(f"  faults {injected} ({injected / faults.requests:.1%}):")
    for kind in KINDS:
        print(f"    {kind:26}{faults.injected[kind]:6}")
    print(f"  mended by the client {injected - tally.resumed}, by resuming {tally.resumed}")
    print(f"  {took:.1f} s of real time, {waited:.0f} s of the mock's")
    print(f"  memory, {unit}: quarter      end     peak")
    for number, (end, peak) in enumerate(tally.quarters, 1):
        print(f"{number:25}{end / scale:9.1f}{peak / scale:9.1f}")


def main() -> int:
    """Both twins."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("orders", type=int, nargs="?", default=200_000)
    parser.add_argument("--traced", action="store_true", help="memory in bytes; slow")
    parser.add_argument("--share", type=float, default=0.05, help="of requests that fail")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    logging.getLogger("yandex_market").setLevel(logging.ERROR)
    run = (asked.orders, asked.share, asked.seed, asked.traced)
    results = [soak(twin, *run) for twin in ("sync", "async")]
    print("\nheld" if all(results) else "\nFAILED")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
