"""Pages fetched ahead: the same listing, sooner; nothing left running when nobody reads on."""

from __future__ import annotations

import asyncio
import gc
import threading
import time
from typing import Any

import anyio
import httpx
import pytest
from yandex_market import (
    ArgumentError,
    AsyncYandexMarket,
    ConfigurationError,
    Grant,
    MemoryQuota,
    PageLoopError,
    ResponseDecodeError,
    RetryPolicy,
    ServerError,
    Wait,
    YandexMarket,
    _calls,
    _drivers,
)
from yandex_market.mock import MockMarket
from yandex_market.testing import async_connect, connect
from yandex_market_api.operations import OPERATIONS, PARALLEL

from tests.test_sdk_paging import Shelf, ids, listing
from tests.twins import KEY, NOW, Twin

PAGES = tuple([i] for i in range(20))


def workers() -> list[threading.Thread]:
    return [t for t in threading.enumerate() if t.name == "yandex-market-pages"]


def no_worker_is_left() -> bool:
    """Whether the threads end; a busy machine may take its time."""
    for thread in workers():
        thread.join(10)
    return workers() == []


def asked_by(twin: Twin, shelf: Shelf, pages: int) -> list[int]:
    """What was asked for when what runs ahead had time to ask for so many pages, and for more."""
    latest = time.monotonic() + 10
    while True:
        twin.run(lambda: anyio.sleep(0.02)) if twin.is_async else time.sleep(0.05)
        if len(shelf.asked) >= pages or time.monotonic() > latest:
            return shelf.asked


@pytest.mark.parametrize("prefetch", [1, 3, 8, True])
def test_prefetched_listings_give_the_same_items_in_the_same_order(
    twin: Twin, prefetch: int
) -> None:
    mock = MockMarket(orders=200, now=NOW, quotas="off")
    market, store = twin.connect(mock), mock.campaign_ids[0]
    plain = twin.items(market.orders.stats(store, page_size=7))
    assert twin.items(market.orders.stats(store, page_size=7, prefetch=prefetch)) == plain
    stores = market.campaigns.list(page_size=2, prefetch=prefetch)
    assert ids(twin.items(stores)) == ids(twin.items(stores)) == mock.campaign_ids
    assert no_worker_is_left()


def test_a_page_is_asked_for_while_the_one_before_it_is_not_yet_made_into_models(
    twin: Twin, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [threading.Event() for _ in range(3)]
    shelf, made = Shelf([0], [1], [2]), 0
    parse = _calls._parse

    def answering(request: httpx.Request) -> httpx.Response:
        response = shelf(request)
        asked[shelf.asked[-1]].set()
        return response

    def making(call: Any, answer: Any, content: Any) -> Any:
        nonlocal made
        assert asked[min(made + 1, 2)].wait(0 if twin.is_async else 10)
        made += 1
        return parse(call, answer, content)

    monkeypatch.setattr(_calls, "_parse", making)
    market = twin.scripted(answering)
    assert ids(twin.items(market.orders.stats(21, prefetch=1))) == [0, 1, 2]
    assert made == 3


@pytest.mark.parametrize(("prefetch", "asked"), [(1, 2), (3, 4), (8, 9)])
def test_no_more_pages_are_fetched_ahead_than_asked_for(
    twin: Twin, prefetch: int, asked: int
) -> None:
    shelf = Shelf(*PAGES)
    market = twin.scripted(shelf)
    walk = Walk(twin, market.orders.stats(21, prefetch=prefetch))
    assert walk.next().id == 0
    assert asked_by(twin, shelf, asked) == list(range(asked))
    assert walk.next().id == 1
    assert asked_by(twin, shelf, asked + 1) == list(range(asked + 1))
    walk.close()
    assert asked_by(twin, shelf, asked + 1) == list(range(asked + 1))
    assert no_worker_is_left()


def test_left_to_itself_a_listing_runs_one_page_ahead_from_the_second_on(twin: Twin) -> None:
    shelf = Shelf(*PAGES)
    walk = Walk(twin, listing(twin, shelf))
    assert walk.next().id == 0
    assert asked_by(twin, shelf, 1) == [0]  # the first page may be all that is wanted
    assert walk.next().id == 1
    assert asked_by(twin, shelf, 3) == [0, 1, 2]
    assert walk.next().id == 2
    assert asked_by(twin, shelf, 4) == [0, 1, 2, 3]
    walk.close()
    assert no_worker_is_left()


def test_every_listing_has_room_in_its_parallel_limit_for_a_page_ahead() -> None:
    paged = [spec for spec in OPERATIONS.values() if spec.paging]
    assert paged
    assert all(min(spec.quota.parallel, PARALLEL) > 1 for spec in paged)


def test_without_prefetch_no_page_is_asked_for_before_it_is_due(twin: Twin) -> None:
    shelf = Shelf(*PAGES)
    walk = Walk(twin, listing(twin, shelf, prefetch=0))
    for due in range(4):
        assert walk.next().id == due
        assert asked_by(twin, shelf, due + 1) == list(range(due + 1))
    walk.close()


class Walk:
    """An iterator of a pager, driven by hand in both twins."""

    def __init__(self, twin: Twin, pager: Any) -> None:
        self._twin = twin
        self._walk = pager.__aiter__() if twin.is_async else iter(pager)

    def next(self) -> Any:
        if self._twin.is_async:
            return self._twin.run(self._walk.__anext__)
        return next(self._walk)

    def close(self) -> None:
        self._twin.run(self._walk.aclose) if self._twin.is_async else self._walk.close()


@pytest.mark.parametrize("prefetch", [-1, 9, 1.5, "2"])
def test_how_far_to_run_ahead_is_a_number_of_pages_up_to_eight(twin: Twin, prefetch: Any) -> None:
    market = twin.scripted(Shelf([1]))
    for make in (market.orders.stats, lambda _, **more: market.campaigns.list(**more)):
        with pytest.raises(ArgumentError, match="prefetch: expected a number of pages, 0 to 8"):
            make(21, prefetch=prefetch)


def test_a_walk_may_run_ahead_otherwise_than_its_listing(twin: Twin) -> None:
    shelf = Shelf(*PAGES)
    pager = listing(twin, shelf, prefetch=3)
    pages = twin.items(pager.pages(resume_from="page5", prefetch=0), take=1)
    assert (ids(pages[0].items), pages[0].number, asked_by(twin, shelf, 1)) == ([5], 1, [5])
    pages = twin.items(pager.pages(resume_from="page18"))
    assert [(page.number, page.next_token) for page in pages] == [(1, "page19"), (2, None)]
    with pytest.raises(ArgumentError, match="prefetch"):
        pager.pages(prefetch=9)


def test_first_and_collect_ask_for_no_page_that_they_do_not_take(twin: Twin) -> None:
    shelf = Shelf(*PAGES)
    pager = listing(twin, shelf, prefetch=8)
    assert twin.run(pager.first).id == 0
    assert ids(twin.run(lambda: pager.collect(limit=2))) == [0, 1]
    assert asked_by(twin, shelf, 3) == [0, 0, 1]


def test_a_listing_of_one_page_starts_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(self: Any) -> None:
        raise AssertionError("a thread was started")

    monkeypatch.setattr(threading.Thread, "start", refused)
    with YandexMarket(KEY, transport=httpx.MockTransport(Shelf([1, 2]))) as market:
        assert ids(list(market.orders.stats(21, prefetch=4))) == [1, 2]


# --- failures ----------------------------------------------------------------------------------


@pytest.mark.parametrize("failing", [0, 1, 4])
def test_after_a_failure_on_any_page_resuming_gives_exactly_the_rest(
    twin: Twin, failing: int
) -> None:
    shelf = Shelf(*PAGES[:7])
    shelf.broken[failing] = httpx.Response(500)
    pager = listing(twin, shelf, prefetch=3)
    before: list[Any] = []
    with pytest.raises(ServerError) as caught:
        twin.items(pager, into=before)
    assert ids(before) == list(range(failing))
    assert caught.value.resume_token == (f"page{failing}" if failing else None)
    shelf.broken.clear()
    rest = twin.items(pager.pages(resume_from=caught.value.resume_token))
    assert [order.id for page in rest for order in page.items] == list(range(failing, 7))


def test_a_page_that_cannot_be_read_is_an_error_in_its_place_with_both_tokens(
    twin: Twin,
) -> None:
    shelf = Shelf(*PAGES[:5])
    body = {"result": {"orders": ["no object"], "paging": {"nextPageToken": "page3"}}}
    shelf.broken[2] = httpx.Response(200, json={"status": "OK", **body})
    pager = listing(twin, shelf, prefetch=2)
    before: list[Any] = []
    with pytest.raises(ResponseDecodeError) as caught:
        twin.items(pager, into=before)
    assert ids(before) == [0, 1]
    assert (caught.value.resume_token, caught.value.next_token) == ("page2", "page3")
    after = twin.items(pager.pages(resume_from=caught.value.next_token))
    assert [order.id for page in after for order in page.items] == [3, 4]


@pytest.mark.parametrize(
    "broken",
    [
        httpx.Response(200, content=b'{"result":'),
        httpx.Response(200, content=b"[]"),
        httpx.Response(200, json={"status": "ERROR", "errors": [{"code": "X"}]}),
        httpx.Response(200, json={"status": "OK"}),
    ],
)
def test_an_answer_that_is_no_page_fails_in_the_same_way_ahead_or_not(
    twin: Twin, broken: httpx.Response
) -> None:
    errors = []
    for prefetch in (0, 2):
        shelf = Shelf(*PAGES[:4])
        shelf.broken[1] = broken
        before: list[Any] = []
        with pytest.raises(Exception) as caught:  # noqa: PT011 - compared below
            twin.items(listing(twin, shelf, prefetch=prefetch), into=before)
        assert ids(before) == [0]
        errors.append((type(caught.value), str(caught.value), caught.value.__dict__))
    assert errors[0] == errors[1]
    assert errors[0][2]["resume_token"] == "page1"


@pytest.mark.parametrize("back_to", range(1, 12))
def test_a_token_repeated_at_any_distance_ends_a_prefetched_listing(
    twin: Twin, back_to: int
) -> None:
    shelf = Shelf(*PAGES[:12])
    shelf.next[11] = f"page{back_to}"
    delivered: list[Any] = []
    with pytest.raises(PageLoopError) as caught:
        twin.items(listing(twin, shelf, prefetch=8), into=delivered)
    assert ids(delivered) == list(range(12)) == shelf.asked
    assert caught.value.resume_token == "page11"


# --- the end of what runs ahead ----------------------------------------------------------------


def test_breaking_out_stops_a_pause_that_is_taken_ahead() -> None:
    """Real time: the pause before page 1 is asked for again would last eight seconds."""
    shelf = Shelf(*PAGES[:3])
    shelf.broken[1] = httpx.Response(500)
    slow = RetryPolicy(base=8.0, jitter=lambda upper: upper)
    with YandexMarket(KEY, transport=httpx.MockTransport(shelf), retry=slow) as market:
        started = time.monotonic()
        for _ in market.orders.stats(21, prefetch=2):
            while len(shelf.asked) < 2:
                time.sleep(0.001)
            break
        gc.collect()
        assert no_worker_is_left()
        assert time.monotonic() - started < 4
    assert shelf.asked == [0, 1]


def test_a_listing_that_is_dropped_half_read_leaves_no_thread() -> None:
    with YandexMarket(KEY, transport=httpx.MockTransport(Shelf(*PAGES))) as market:
        walk = iter(market.orders.stats(21, prefetch=4))
        next(walk)
        assert len(workers()) == 1
        del walk
        gc.collect()
        assert no_worker_is_left()


def test_an_error_in_the_loop_of_the_caller_stops_the_thread() -> None:
    def read(market: YandexMarket) -> None:
        for order in market.orders.stats(21, prefetch=4):
            raise RuntimeError(f"of the caller, at {order.id}")

    with YandexMarket(KEY, transport=httpx.MockTransport(Shelf(*PAGES))) as market:
        with pytest.raises(RuntimeError, match="at 0"):
            read(market)
        gc.collect()
        assert no_worker_is_left()


def test_leave_that_comes_when_nobody_reads_on_goes_back_unspent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stopped, stop = threading.Event(), _drivers._PartReader.stop

    class Slow(MemoryQuota):
        """Gives leave for the second page once the reader has stopped."""

        asked = 0

        def acquire(self, *args: Any) -> Grant | Wait:
            self.asked += 1
            assert self.asked == 1 or stopped.wait(10)
            return super().acquire(*args)

    def stopping(reader: Any) -> None:
        stop(reader)
        stopped.set()

    monkeypatch.setattr(_drivers._PartReader, "stop", stopping)
    quota, shelf = Slow(), Shelf(*PAGES)
    transport = httpx.MockTransport(shelf)
    with YandexMarket(KEY, transport=transport, quota=quota) as market:
        walk: Any = iter(market.orders.stats(21, prefetch=1))
        next(walk)
        walk.close()
        assert no_worker_is_left()
    (budget,) = quota._mine().budgets.values()
    assert (quota.asked, shelf.asked) == (2, [0])
    assert (budget.flying, budget.reserved, budget.used) == (0, 0, 1)


@pytest.mark.anyio
async def test_breaking_out_cancels_the_task_and_its_request() -> None:
    before, cancelled, shelf = asyncio.all_tasks(), anyio.Event(), Shelf(*PAGES)

    async def second_page_hangs(request: httpx.Request) -> httpx.Response:
        response = shelf(request)
        if shelf.asked[-1] == 1:
            try:
                await anyio.sleep_forever()
            finally:
                cancelled.set()
        return response

    transport = httpx.MockTransport(second_page_hangs)
    async with AsyncYandexMarket(KEY, transport=transport) as market:
        async for order in market.orders.stats(21, prefetch=2):
            assert order.id == 0
            break
        with anyio.fail_after(5):
            await cancelled.wait()
            while asyncio.all_tasks() - before:
                await anyio.sleep(0)


@pytest.mark.anyio
async def test_a_cancelled_reader_cancels_the_task() -> None:
    before, shelf = asyncio.all_tasks(), Shelf(*PAGES)

    async def slow(request: httpx.Request) -> httpx.Response:
        await anyio.sleep(0.01 if not shelf.asked else 60)
        return shelf(request)

    async with AsyncYandexMarket(KEY, transport=httpx.MockTransport(slow)) as market:
        with anyio.move_on_after(0.2) as scope:
            async for _ in market.orders.stats(21, prefetch=2):
                pass
        assert scope.cancelled_caught
        with anyio.fail_after(5):
            while asyncio.all_tasks() - before:
                await anyio.sleep(0)


def test_closing_the_client_while_pages_are_fetched_ahead_ends_the_listing_with_a_token(
    twin: Twin,
) -> None:
    shelf = Shelf(*PAGES)
    market = twin.scripted(shelf)
    walk = Walk(twin, market.orders.stats(21, prefetch=1))
    assert walk.next().id == 0
    assert asked_by(twin, shelf, 2) == [0, 1]
    twin.close(market)
    assert walk.next().id == 1
    with pytest.raises(ConfigurationError, match="closed") as caught:
        walk.next()
    assert caught.value.resume_token == "page2"


def test_pages_ahead_keep_within_the_quota(twin: Twin) -> None:
    mock = MockMarket(orders=300, now=NOW, quotas={"getOrdersStats": {"amount": 40}})
    make = async_connect if twin.is_async else connect
    market = make(mock, retry=RetryPolicy(max_wait=3600.0))
    pager: Any = market.orders.stats(mock.campaign_ids[0], page_size=10, prefetch=8)
    assert len(twin.items(pager)) > 60
    assert {entry.status for entry in mock.requests} == {200}
