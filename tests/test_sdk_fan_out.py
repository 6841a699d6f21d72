"""Several parts of a listing at the same time: stores, and windows of dates; in order all the same."""

from __future__ import annotations

import asyncio
import datetime
import json
import threading
import time
from collections import Counter
from typing import Any

import anyio
import httpx
import pytest
from yandex_market import (
    AsyncYandexMarket,
    MemoryQuota,
    ResponseDecodeError,
    RetryPolicy,
    ServerError,
    _calls,
)
from yandex_market.mock import MockMarket
from yandex_market_api.operations import PARALLEL

from tests.test_sdk_ahead import Walk, no_worker_is_left, workers
from tests.twins import NOW, Twin

STORES = list(range(21, 33))
YEAR = {"creation_date_from": "2025-04-01", "creation_date_to": "2026-04-01"}
PATIENCE = 10
"""Seconds of real time after which a test fails that would otherwise wait for ever."""


class Market:
    """So many pages of one order in each store or window; answers once `together` are asked for.

    `asked` counts the requests by part, `most` is how many were on their way at the same time.
    """

    def __init__(self, pages: int = 1, together: int = 1) -> None:
        self.asked: Counter[str] = Counter()
        self.broken: set[tuple[str, int]] = set()
        self.odd: set[tuple[str, int]] = set()
        self.most = 0
        self._pages = pages
        self._together = together
        self._flying = 0
        self._enough = threading.Event()
        self._lock = threading.Lock()

    def transport(self, twin: Twin) -> httpx.MockTransport:
        return httpx.MockTransport(self._answer_async if twin.is_async else self._answer)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self._arrive(request)
        assert self._enough.wait(PATIENCE)
        return self._leave(request)

    async def _answer_async(self, request: httpx.Request) -> httpx.Response:
        self._arrive(request)
        with anyio.fail_after(PATIENCE):
            while not self._enough.is_set():
                await anyio.sleep(0.001)
        return self._leave(request)

    def _arrive(self, request: httpx.Request) -> None:
        with self._lock:
            self.asked[part_of(request)] += 1
            self._flying += 1
            self.most = max(self.most, self._flying)
            if self._flying >= self._together:
                self._enough.set()

    def _leave(self, request: httpx.Request) -> httpx.Response:
        with self._lock:
            self._flying -= 1
        part, page = part_of(request), int(request.url.params.get("page_token", 0))
        if (part, page) in self.broken:
            return httpx.Response(500)
        more = {"nextPageToken": str(page + 1)} if page + 1 < self._pages else {}
        if "/campaigns/" in str(request.url):
            odd = (part, page) in self.odd
            orders = ["no order"] if odd else [{"id": int(part) * 100 + page}]
            result = {"orders": orders, "paging": more}
            return httpx.Response(200, json={"status": "OK", "result": result})
        return httpx.Response(200, json={"orders": [{"orderId": page}], "paging": more})


def part_of(request: httpx.Request) -> str:
    """The store, or the first day of the window."""
    if "/campaigns/" in str(request.url):
        return request.url.path.split("/")[3]
    return str(json.loads(request.content)["dates"]["creationDateFrom"])


def connected(twin: Twin, market: Market, **settings: Any) -> Any:
    return twin.market(
        "A-key-of-no-use",
        transport=market.transport(twin),
        retry=RetryPolicy(attempts=1),
        **settings,
    )


def asked_comes_to(twin: Twin, market: Market, expected: dict[str, int]) -> dict[str, int]:
    """What was asked for once `expected` could be reached, and a moment later."""
    latest = time.monotonic() + PATIENCE
    while True:
        twin.run(lambda: anyio.sleep(0.02)) if twin.is_async else time.sleep(0.02)
        if market.asked.total() >= sum(expected.values()) or time.monotonic() > latest:
            twin.run(lambda: anyio.sleep(0.02)) if twin.is_async else time.sleep(0.05)
            return dict(market.asked)


def test_up_to_eight_stores_are_read_at_the_same_time_and_come_in_order(twin: Twin) -> None:
    market = Market(pages=3, together=8)
    pages = twin.items(connected(twin, market).orders.stats_of(STORES).pages())
    found = [order.id for page in pages for order in page.items]
    assert found == [store * 100 + page for store in STORES for page in range(3)]
    assert [page.number for page in pages] == list(range(1, 37))
    assert market.most == 8
    assert no_worker_is_left()


def test_windows_of_a_business_are_read_as_many_at_a_time_as_its_limit_allows(twin: Twin) -> None:
    market = Market(pages=2, together=PARALLEL)
    orders = twin.items(connected(twin, market).orders.list(900, **YEAR))
    assert [order.order_id for order in orders] == [0, 1] * len(market.asked)
    assert len(market.asked) == 13
    assert market.most == PARALLEL


def test_with_no_prefetch_one_part_is_read_after_the_other(twin: Twin) -> None:
    market = Market(pages=2)
    orders = connected(twin, market).orders
    assert len(twin.items(orders.stats_of(STORES, prefetch=0))) == 24
    assert len(twin.items(orders.list(900, prefetch=0, **YEAR))) == 26
    assert market.most == 1


def test_first_and_collect_ask_for_no_part_that_they_do_not_need(twin: Twin) -> None:
    market = Market()
    listing = connected(twin, market).orders.stats_of(STORES, prefetch=8)
    assert twin.run(listing.first).id == 2100
    assert [order.id for order in twin.run(lambda: listing.collect(limit=2))] == [2100, 2200]
    assert market.asked == {"21": 2, "22": 1}


def test_a_single_part_is_read_like_any_listing(twin: Twin) -> None:
    market = Market(pages=3)
    walk = Walk(twin, connected(twin, market).orders.stats_of([21]))
    assert walk.next().id == 2100
    assert asked_comes_to(twin, market, {"21": 1}) == {"21": 1}
    walk.close()


@pytest.mark.parametrize("prefetch", [None, 1, 4])
def test_each_part_is_read_no_further_ahead_than_told(twin: Twin, prefetch: int | None) -> None:
    ahead = prefetch or 8
    market = Market(pages=12)
    walk = Walk(twin, connected(twin, market).orders.stats_of(STORES, prefetch=prefetch))
    assert walk.next().id == 2100
    expected = {"21": ahead + 1} | {str(store): ahead for store in STORES[1:8]}
    assert asked_comes_to(twin, market, expected) == expected
    walk.close()


def test_a_part_that_is_whole_makes_room_for_another_before_it_is_read(twin: Twin) -> None:
    market = Market(pages=2)
    walk = Walk(twin, connected(twin, market).orders.list(900, **YEAR))
    walk.next()
    asked_comes_to(twin, market, {"at least": 2 * PARALLEL})
    walk.next()
    assert len(asked_comes_to(twin, market, {"at least": 4 * PARALLEL})) == 2 * PARALLEL
    walk.next()  # the first one was read to its end
    assert len(asked_comes_to(twin, market, {"at least": 4 * PARALLEL + 2})) == 2 * PARALLEL + 1
    walk.close()


class Waiting(Market):
    """The second page of the first store comes when a page of `later` was read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, later: str) -> None:
        super().__init__(pages=2)
        self.read = threading.Event()
        parse = _calls._parse

        def watched(call: Any, answer: Any, content: Any) -> Any:
            if later in call.subject:
                self.read.set()
            return parse(call, answer, content)

        monkeypatch.setattr(_calls, "_parse", watched)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        assert not self._is_held(request) or self.read.wait(PATIENCE)
        return super()._answer(request)

    async def _answer_async(self, request: httpx.Request) -> httpx.Response:
        with anyio.fail_after(PATIENCE):
            while self._is_held(request) and not self.read.is_set():
                await anyio.sleep(0.001)
        return await super()._answer_async(request)

    def _is_held(self, request: httpx.Request) -> bool:
        return part_of(request) == "21" and "page_token" in request.url.params


def test_pages_of_later_parts_are_read_while_the_first_one_is_waited_for(
    twin: Twin, monkeypatch: pytest.MonkeyPatch
) -> None:
    market = Waiting(monkeypatch, "22")
    found = twin.items(connected(twin, market).orders.stats_of(STORES))
    assert [order.id for order in found] == [s * 100 + page for s in STORES for page in range(2)]


def test_what_cannot_be_read_ahead_is_an_error_in_its_turn(
    twin: Twin, monkeypatch: pytest.MonkeyPatch
) -> None:
    market = Waiting(monkeypatch, "23")
    market.odd = {("23", 1)}
    before: list[Any] = []
    with pytest.raises(ResponseDecodeError, match="campaign 23") as caught:
        twin.items(connected(twin, market).orders.stats_of(STORES), into=before)
    assert [order.id for order in before] == [2100, 2101, 2200, 2201, 2300]
    assert caught.value.resume_token == "23|1"
    assert no_worker_is_left()


def test_breaking_out_stops_all_requests_and_gives_everything_back(twin: Twin) -> None:
    quota = MemoryQuota()
    market = Market(pages=12)
    walk = Walk(twin, connected(twin, market, quota=quota).orders.stats_of(STORES))
    walk.next()
    walk.close()
    assert no_worker_is_left()
    asked = dict(market.asked)
    if twin.is_async:
        assert twin.run(others) == 0
    else:
        time.sleep(0.02)
    assert market.asked == asked
    counts = quota._mine()
    assert {key: b.flying for key, b in counts.budgets.items() if b.flying} == {}


@pytest.mark.anyio
async def test_a_fan_out_that_is_cancelled_has_ended_all_its_tasks_when_its_scope_is_left() -> None:
    quota = MemoryQuota()
    market = Market(together=9)  # eight are asked for, so none is answered
    before = asyncio.all_tasks()
    transport = httpx.MockTransport(market._answer_async)
    async with AsyncYandexMarket("A-key", transport=transport, quota=quota) as client:
        with anyio.CancelScope() as scope:
            watching = asyncio.create_task(cancelled_when_busy(scope, market))
            async for _ in client.orders.stats_of(STORES):
                pass
        assert scope.cancelled_caught
        assert asyncio.all_tasks() <= before | {watching}
        assert not any(budget.flying for budget in quota._mine().budgets.values())
        await watching


async def cancelled_when_busy(scope: anyio.CancelScope, market: Market) -> None:
    while market.most < 8:
        await anyio.sleep(0)
    scope.cancel()


async def others() -> int:
    """How many tasks there are besides this one."""
    return len(asyncio.all_tasks()) - 1


def test_an_error_comes_in_its_turn_and_names_the_page_to_go_on_with(twin: Twin) -> None:
    market = Market(pages=2)
    market.broken = {("23", 1)}
    listing = connected(twin, market).orders.stats_of(STORES)
    before: list[Any] = []
    with pytest.raises(ServerError, match="campaign 23") as caught:
        twin.items(listing, into=before)
    assert [order.id for order in before] == [2100, 2101, 2200, 2201, 2300]
    assert no_worker_is_left()
    market.broken.clear()
    rest = twin.items(listing.pages(resume_from=caught.value.resume_token))
    after = [order.id for page in rest for order in page.items]
    assert after == [2301] + [s * 100 + page for s in STORES[3:] for page in range(2)]
    assert rest[0].number == 1


def test_a_listing_dropped_half_read_leaves_no_thread() -> None:
    twin = Twin("sync")
    walk = iter(connected(twin, Market(pages=12)).orders.stats_of(STORES))
    next(walk)
    assert len(workers()) == 8
    del walk
    assert no_worker_is_left()
    twin.done()


def test_parts_at_the_same_time_meet_no_limit_of_the_market(twin: Twin) -> None:
    tight = {"amount": 60, "parallel": 4}
    mock = MockMarket(
        orders=2_000, now=NOW, quotas={"getOrdersStats": tight, "getBusinessOrders": tight}
    )
    market = twin.connect(mock, retry=RetryPolicy(max_wait=7200.0))
    laas = mock.campaign_id("LaaS")
    stores = [store for store in mock.campaign_ids if store != laas]
    stats = twin.items(market.orders.stats_of(stores, page_size=10))
    begin = NOW.date() - datetime.timedelta(days=120)
    dates = {"creation_date_from": begin, "creation_date_to": NOW.date()}
    listed = twin.items(market.orders.list(mock.business_id, page_size=10, **dates))
    assert len({order.id for order in stats}) == len(stats) > 1_000
    assert len({order.order_id for order in listed}) == len(listed) > 1_000
    assert {entry.status for entry in mock.requests} == {200}
