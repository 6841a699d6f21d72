"""Quotas: what goes out keeps within them, uses them up, and never waits longer than it may."""

from __future__ import annotations

import datetime
import functools
import json
import os
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import anyio
import httpx
import pytest
from yandex_market import (
    AsyncYandexMarket,
    CallOptions,
    ConfigurationError,
    Grant,
    MarketError,
    MemoryQuota,
    ParallelLimitError,
    QuotaExceededError,
    RateLimit,
    RetryPolicy,
    Wait,
    YandexMarket,
)
from yandex_market.mock import MockMarket
from yandex_market.quotas import LONGEST, read_rate_limit, window_of
from yandex_market.testing import MockClock, async_connect, connect
from yandex_market_api.operations import Quota

from tests.twins import (
    KEY,
    NOW,
    ORDER,
    STORES,
    RecordingClock,
    Script,
    Twin,
    answer,
    quota_spent,
)

START = NOW.timestamp()
REQUESTS = Quota(amount=3, per="hour", counts="requests", parallel=2)
PATIENT = RetryPolicy(max_wait=7200.0)


def told(limit: int, remaining: int, minutes: float) -> RateLimit:
    return RateLimit(limit, remaining, NOW + datetime.timedelta(minutes=minutes))


def statuses(mock: MockMarket) -> Counter[int]:
    return Counter(entry.status for entry in mock.requests)


# --- the whole line ----------------------------------------------------------------------------


class Busy(httpx.BaseTransport):
    """A transport on which requests really overlap: each takes a moment of real time."""

    def __init__(self, mock: MockMarket) -> None:
        self._inner = mock.transport()
        self._flying = 0
        self.most = 0
        self._lock = threading.Lock()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        with self._lock:
            self._flying += 1
            self.most = max(self.most, self._flying)
        try:
            return self._inner.handle_request(request)
        finally:
            with self._lock:
                self._flying -= 1


def windows(mock: MockMarket) -> list[int]:
    """How many requests each window of an hour took, but for the last, which has not ended."""
    starts: list[datetime.datetime] = []
    counts: list[int] = []
    for entry in mock.requests:
        if not starts or entry.at >= starts[-1] + datetime.timedelta(hours=1):
            starts.append(entry.at)
            counts.append(0)
        counts[-1] += 1
    return counts[:-1]


def test_sixteen_threads_meet_no_420_and_use_up_every_window() -> None:
    mock = MockMarket(orders=400, now=NOW, quotas={"getOrder": {"amount": 100, "parallel": 4}})
    mock.faults.add("getOrder", latency=0.001, times=None)
    store, transport = mock.campaign_ids[0], Busy(mock)
    ids = [mock.order_ids(store)[i % 100] for i in range(350)]
    market = connect(mock, transport=transport, retry=PATIENT)
    with ThreadPoolExecutor(16) as threads:
        found = list(threads.map(lambda order_id: market.orders.get(store, order_id).id, ids))
    assert found == ids
    assert statuses(mock) == {200: 350}
    assert len(windows(mock)) == 3
    assert min(windows(mock)) > 95
    assert transport.most == 4


@pytest.mark.anyio
async def test_sixty_four_tasks_meet_no_420_and_use_up_every_window() -> None:
    mock = MockMarket(orders=400, now=NOW, quotas={"getOrder": {"amount": 100, "parallel": 4}})
    store = mock.campaign_ids[0]
    ids = iter([mock.order_ids(store)[i % 100] for i in range(350)])
    async with async_connect(mock, retry=PATIENT) as market, anyio.create_task_group() as tasks:

        async def work() -> None:
            for order_id in ids:
                assert (await market.orders.get(store, order_id)).id == order_id

        for _ in range(64):
            tasks.start_soon(work)
    assert statuses(mock) == {200: 350}
    assert len(windows(mock)) == 3
    assert min(windows(mock)) > 95


def test_a_budget_of_orders_is_used_up_by_orders_and_not_by_requests(twin: Twin) -> None:
    mock = MockMarket(orders=2_000, now=NOW, quotas={"getOrdersStats": 300})
    market, store = twin.connect(mock, retry=PATIENT), mock.campaign_ids[0]
    found = twin.items(market.orders.stats(store, page_size=20))
    assert len(found) > 450
    assert set(statuses(mock)) == {200}
    assert all(count == 15 for count in windows(mock))
    assert len(windows(mock)) == (len(found) - 1) // 300


@pytest.mark.anyio
async def test_several_listings_at_once_keep_within_a_budget_of_orders() -> None:
    quotas = {"getOrdersStats": {"amount": 400, "parallel": 4}}
    mock = MockMarket(orders=2_000, now=NOW, quotas=quotas)
    store, found = mock.campaign_ids[0], Counter[int]()
    async with async_connect(mock, retry=PATIENT) as market, anyio.create_task_group() as tasks:

        async def walk() -> None:
            async for order in market.orders.stats(store, page_size=10):
                found[order.id or 0] += 1

        for _ in range(6):
            tasks.start_soon(walk)
    assert set(found.values()) == {6}
    assert set(statuses(mock)) == {200}
    assert min(windows(mock)) >= 38


def test_clients_that_share_a_store_share_the_budget() -> None:
    mock = MockMarket(orders=400, now=NOW, quotas={"getOrder": {"amount": 40, "parallel": 4}})
    mock.faults.add("getOrder", latency=0.001, times=None)
    store, shared, clock = mock.campaign_ids[0], MemoryQuota(), MockClock(mock)
    markets = [connect(mock, quota=shared, clock=clock, retry=PATIENT) for _ in range(4)]
    ids = list(mock.order_ids(store)[:100])
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda i: markets[i % 4].orders.get(store, ids[i]), range(100)))
    assert statuses(mock) == {200: 100}


# --- patience ----------------------------------------------------------------------------------


def spend(twin: Twin, mock: MockMarket, market: Any, times: int) -> Callable[..., Any]:
    store = mock.campaign_ids[0]
    order_id = mock.order_ids(store)[0]

    def get(**options: Any) -> Any:
        given = CallOptions(**options)
        return twin.run(lambda: market.orders.get(store, order_id, options=given))

    for _ in range(times):
        get()
    return get


@pytest.mark.parametrize(
    "options", [{"deadline": 60.0}, {"retry": RetryPolicy(max_wait=3500.0)}, {"deadline": 3600.0}]
)
def test_a_spent_quota_that_outlasts_patience_fails_at_once_and_nothing_is_sent(
    twin: Twin, options: dict[str, Any]
) -> None:
    mock = MockMarket(orders=100, now=NOW, quotas={"getOrder": 3})
    get = spend(twin, mock, twin.connect(mock), 3)
    with pytest.raises(QuotaExceededError, match="quota is spent until 2026-04-02T10:30:00Z") as at:
        get(**options)
    error = at.value
    assert str(error).endswith(
        "is too long to wait (campaign 21000101, order "
        f"{mock.order_ids(mock.campaign_ids[0])[0]}, attempt 1 not sent)"
    )
    assert (error.status, error.attempts, error.operation) == (420, 0, "getOrder")
    assert error.retry_at == NOW + datetime.timedelta(hours=1)
    assert error.rate_limit == RateLimit(None, 0, error.retry_at)
    assert (len(mock.requests), mock.clock.now()) == (3, NOW)


def test_a_call_about_no_store_that_finds_its_quota_spent_tells_of_the_attempt_alone(
    twin: Twin,
) -> None:
    mock = MockMarket(orders=100, now=NOW, quotas={"getCampaigns": 1})
    market = twin.connect(mock, retry=RetryPolicy(max_wait=0))
    twin.run(market.campaigns.list().first)
    with pytest.raises(QuotaExceededError) as caught:
        twin.run(market.campaigns.list().first)
    assert str(caught.value) == (
        "campaigns.list: the quota is spent until 2026-04-02T10:30:00Z, "
        "which is too long to wait (attempt 1 not sent)"
    )


def test_a_quota_that_is_spent_for_less_than_patience_is_waited_out(
    twin: Twin, caplog: pytest.LogCaptureFixture
) -> None:
    mock = MockMarket(orders=100, now=NOW, quotas={"getOrder": 3})
    get = spend(twin, mock, twin.connect(mock), 3)
    get(deadline=3601.0, retry=RetryPolicy(attempts=1, max_wait=3600.0))
    assert mock.clock.now() == NOW + datetime.timedelta(hours=1)
    assert statuses(mock) == {200: 4}
    assert "orders.get: quota spent; attempt 1 goes out in 3600.0 s" in caplog.messages


@pytest.mark.anyio
async def test_of_many_calls_that_wait_for_the_same_window_one_sleeps_for_all() -> None:
    class Overlapping(RecordingClock):
        async def async_sleep(self, seconds: float) -> None:
            self.sleeps.append(seconds)
            end = self.passed + seconds
            await anyio.sleep(0.02)  # others come here meanwhile, if they do
            self.passed = max(self.passed, end)

    script = Script(quota_spent("Thu, 02 Apr 2026 09:32:00 GMT"), ORDER)
    clock = Overlapping()
    transport = httpx.MockTransport(script)
    async with AsyncYandexMarket(KEY, transport=transport, clock=clock) as market:
        with pytest.raises(QuotaExceededError):
            await market.orders.get(21, 5, options=CallOptions(deadline=1.0))
        async with anyio.create_task_group() as tasks:
            for _ in range(20):
                tasks.start_soon(market.orders.get, 21, 5)
    assert clock.sleeps == [120.0]
    assert len(script) == 21


def test_the_quota_of_one_store_says_nothing_of_another_nor_of_another_operation(
    twin: Twin,
) -> None:
    mock = MockMarket(orders=1_000, now=NOW, quotas={"getOrder": 1, "getOrdersStats": 1})
    market = twin.connect(mock, retry=RetryPolicy(max_wait=0))
    for store in (mock.campaign_ids[0], mock.campaign_id("DBS")):
        order_id = mock.order_ids(store)[0]
        twin.run(functools.partial(market.orders.get, store, order_id))
        twin.run(market.orders.stats(store, page_size=1).first)
    assert statuses(mock) == {200: 4}


def test_a_420_closes_the_gate_for_the_calls_that_follow(twin: Twin) -> None:
    script = Script(quota_spent("Thu, 02 Apr 2026 09:32:00 GMT"), ORDER)
    market = twin.scripted(script, deadline=60.0)
    for _ in range(2):
        with pytest.raises(QuotaExceededError):
            twin.run(lambda: market.orders.get(21, 5))
    assert len(script) == 1


def test_without_headers_the_client_counts_by_itself(twin: Twin) -> None:
    page = answer(200, {"status": "OK", "result": {"orders": [{"id": 1}] * 2}})
    script, clock = Script(page), RecordingClock()
    quota = MemoryQuota()
    market = twin.scripted(script, clock=clock, quota=quota)
    twin.items(market.orders.stats(21, page_size=5))
    key = "getOrdersStats/campaignId/21"
    few = Quota(amount=2, per="hour", counts="orders", parallel=4)
    # The store keeps the amount that it met first; three more would fit into a fresh one.
    (process,) = quota._processes.values()
    assert process.budgets[key].used == 2
    process.budgets[key].amount = 2
    assert quota.acquire(key, few, 1, START) == Wait(START + 3600, spent=True)


@pytest.mark.parametrize(
    "outcome",
    [
        ORDER, answer(500), answer(404), answer(200, b"["), answer(200, b"[]"),
        httpx.ConnectError("x"), httpx.ReadTimeout("x"), httpx.InvalidURL("x"), ValueError("odd"),
    ],
)  # fmt: skip
def test_whatever_comes_of_a_request_its_place_is_free_again(twin: Twin, outcome: Any) -> None:
    quota = MemoryQuota()
    market = twin.scripted(Script(outcome), quota=quota, retry=RetryPolicy(attempts=1))
    for _ in range(8):  # more than may be in flight
        with suppress(MarketError, ValueError):
            twin.run(lambda: market.orders.get(21, 5, options=CallOptions(deadline=5.0)))
    (process,) = quota._processes.values()
    (budget,) = process.budgets.values()
    assert (budget.flying, budget.reserved) == (0, 0)
    assert budget.used == (0 if isinstance(outcome, httpx.ConnectError | httpx.InvalidURL) else 8)


def test_a_request_that_cannot_be_made_takes_no_place(
    twin: Twin, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unmade(module: str) -> Any:
        raise ValueError("odd")

    quota = MemoryQuota()
    market = twin.scripted(Script(ORDER), quota=quota)
    monkeypatch.setattr("yandex_market._calls._endpoint", unmade)
    with pytest.raises(ValueError, match="odd"):
        twin.run(lambda: market.orders.get(21, 5))
    assert quota._processes == {}


@pytest.mark.anyio
async def test_a_cancelled_call_frees_its_place_and_its_turn() -> None:
    quota, held = MemoryQuota(), anyio.Event()

    async def never(request: httpx.Request) -> httpx.Response:
        held.set()
        await anyio.sleep_forever()
        raise AssertionError

    transport = httpx.MockTransport(never)
    async with (
        AsyncYandexMarket(KEY, transport=transport, quota=quota) as market,
        anyio.create_task_group() as tasks,
    ):
        for _ in range(10):  # some of them are sent, some stand in line
            tasks.start_soon(market.orders.get, 21, 5)
        await held.wait()
        await anyio.sleep(0.01)
        tasks.cancel_scope.cancel()
    (process,) = quota._processes.values()
    (budget,) = process.budgets.values()
    assert (budget.flying, budget.reserved) == (0, 0)
    transport = httpx.MockTransport(Script(ORDER))
    async with AsyncYandexMarket(KEY, transport=transport, quota=quota) as market:
        assert (await market.orders.get(21, 5)).id == 5


@pytest.mark.anyio
async def test_who_finds_no_place_within_the_deadline_fails_then_and_sends_nothing() -> None:
    requests: list[httpx.Request] = []

    async def slow(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        await anyio.sleep(0.5)
        return ORDER(request)

    failed: list[MarketError] = []
    async with AsyncYandexMarket(KEY, transport=httpx.MockTransport(slow)) as market:

        async def get(deadline: float | None) -> None:
            try:
                await market.orders.get(21, 5, options=CallOptions(deadline=deadline))
            except MarketError as error:
                failed.append(error)

        async with anyio.create_task_group() as tasks:
            for _ in range(6):
                tasks.start_soon(get, None)
            await anyio.sleep(0.05)
            tasks.start_soon(get, 0.05)
            tasks.start_soon(get, 0.05)
    assert [type(error) for error in failed] == [ParallelLimitError] * 2
    assert "so many others are in flight (campaign 21, order 5" in str(failed[0])
    assert len(requests) == 6


# --- stores ------------------------------------------------------------------------------------


class Shared:
    """A store whose state is text, as it would be in a database; figures of its own."""

    def __init__(self, amount: int) -> None:
        self.amount = amount
        self.text = "{}"
        self.keys: set[str] = set()

    def acquire(self, key: str, quota: Quota, cost: int, now: float) -> Grant | Wait:
        state = json.loads(self.text)
        used, flying = state.get(key, (0, 0))
        self.keys.add(key)
        if used >= self.amount:
            return Wait(now + 50, spent=True)
        if flying >= quota.parallel:
            return Wait(now + 0.01, spent=False)
        self.text = json.dumps(state | {key: (used, flying + 1)})
        return Grant(cost, id=f"{key} {used}")

    def release(
        self, key: str, grant: Grant, cost: int, told: RateLimit | None, now: float
    ) -> None:
        state = json.loads(self.text)
        assert grant.id.startswith(key)
        used, flying = state[key]
        self.text = json.dumps(state | {key: (used + cost, flying - 1)})


class AsyncShared:
    """The same, decided elsewhere."""

    def __init__(self, amount: int) -> None:
        self.store = Shared(amount)

    async def acquire(self, key: str, quota: Quota, cost: int, now: float) -> Grant | Wait:
        await anyio.sleep(0)
        return self.store.acquire(key, quota, cost, now)

    async def release(
        self, key: str, grant: Grant, cost: int, told: RateLimit | None, now: float
    ) -> None:
        await anyio.sleep(0)
        self.store.release(key, grant, cost, told, now)


def test_a_store_of_ones_own_decides(twin: Twin) -> None:
    quota = Shared(2)
    market = twin.scripted(Script(ORDER), quota=quota, deadline=10.0)
    for _ in range(2):
        twin.run(lambda: market.orders.get(21, 5))
    with pytest.raises(QuotaExceededError) as caught:
        twin.run(lambda: market.orders.get(21, 5))
    assert caught.value.retry_at == NOW + datetime.timedelta(seconds=50)


@pytest.mark.anyio
async def test_the_async_client_takes_a_store_that_must_be_awaited() -> None:
    quota = AsyncShared(12)
    transport = httpx.MockTransport(Script(ORDER))
    async with AsyncYandexMarket(KEY, transport=transport, quota=quota) as market:
        async with anyio.create_task_group() as tasks:
            for _ in range(12):
                tasks.start_soon(market.orders.get, 21, 5)
        with pytest.raises(QuotaExceededError):
            await market.orders.get(21, 5, options=CallOptions(deadline=10.0))
    assert json.loads(quota.store.text) == {"getOrder/campaignId/21": [12, 0]}


@pytest.mark.anyio
async def test_a_store_that_must_be_awaited_hears_of_a_cancelled_request_too() -> None:
    quota, held = AsyncShared(9), anyio.Event()

    async def never(request: httpx.Request) -> httpx.Response:
        held.set()
        await anyio.sleep_forever()
        raise AssertionError

    transport = httpx.MockTransport(never)
    async with (
        AsyncYandexMarket(KEY, transport=transport, quota=quota) as market,
        anyio.create_task_group() as tasks,
    ):
        tasks.start_soon(market.orders.get, 21, 5)
        await held.wait()
        tasks.cancel_scope.cancel()
    assert json.loads(quota.store.text) == {"getOrder/campaignId/21": [1, 0]}


def test_a_store_that_fails_to_note_an_answer_does_not_cost_the_answer(
    twin: Twin, caplog: pytest.LogCaptureFixture
) -> None:
    class Forgetful(MemoryQuota):
        def release(self, *args: Any) -> None:
            raise ConnectionResetError("redis://user:secret@host")

    market = twin.scripted(Script(ORDER), quota=Forgetful())
    assert twin.run(lambda: market.orders.get(21, 5)).id == 5
    assert "the quota store was not told of an answer: ConnectionResetError" in caplog.messages
    assert "secret" not in caplog.text


def test_what_is_no_store_is_refused(twin: Twin) -> None:
    with pytest.raises(ConfigurationError, match="quota"):
        twin.market(KEY, quota=object())


def test_calls_about_no_store_are_counted_for_the_key_which_does_not_show(twin: Twin) -> None:
    quota = Shared(9)
    for key in (KEY, KEY + "x"):
        twin.items(twin.scripted(Script(STORES), api_key=key, quota=quota).campaigns.list())
    assert len(quota.keys) == 2
    assert all(key.startswith("getCampaigns/key/") and "ACMA" not in key for key in quota.keys)


# --- the store in memory -----------------------------------------------------------------------


def test_as_many_as_the_parallel_limit_are_in_flight_and_each_release_admits_one() -> None:
    quota = MemoryQuota()
    one, two = (quota.acquire("k", REQUESTS, 1, START) for _ in range(2))
    assert (one, two) == (Grant(1), Grant(1))
    assert quota.acquire("k", REQUESTS, 1, START) == Wait(START + 0.05, spent=False)
    quota.release("k", Grant(1), 0, None, START)
    assert quota.acquire("k", REQUESTS, 1, START) == Grant(1)


def test_at_most_four_requests_are_in_flight_for_one_store_whatever_they_ask() -> None:
    quota, six = MemoryQuota(), Quota(amount=9, per="hour", counts="requests", parallel=6)
    for operation in ("a", "b", "c", "a"):
        assert quota.acquire(f"{operation}/campaignId/21", six, 1, START) == Grant(1)
    assert quota.acquire("d/campaignId/21", six, 1, START) == Wait(START + 0.05, spent=False)
    for elsewhere in ("campaignId/22", "businessId/21"):
        assert quota.acquire(f"d/{elsewhere}", six, 1, START) == Grant(1)
    quota.release("b/campaignId/21", Grant(1), 1, None, START)
    assert quota.acquire("d/campaignId/21", six, 1, START) == Grant(1)


def test_a_window_that_is_spent_opens_again_when_it_ends() -> None:
    quota = MemoryQuota()
    for _ in range(3):
        assert quota.acquire("k", REQUESTS, 1, START) == Grant(1)
        quota.release("k", Grant(1), 1, None, START)
    assert quota.acquire("k", REQUESTS, 1, START + 10) == Wait(START + 3600, spent=True)
    assert quota.acquire("k", REQUESTS, 1, START + 3600) == Grant(1)


def left_in(quota: MemoryQuota, of: Quota, now: float) -> int:
    """How many requests, one after another, the running window still grants; takes them all."""
    for taken in range(of.amount + 1):
        answer = quota.acquire("k", of, 1, now)
        if not isinstance(answer, Grant):
            return taken
        quota.release("k", answer, 1, None, now)
    raise AssertionError("it grants more than its amount")


def test_the_window_after_a_spent_one_grants_the_whole_amount() -> None:
    quota = MemoryQuota()
    assert left_in(quota, REQUESTS, START) == REQUESTS.amount
    assert left_in(quota, REQUESTS, START + 3600) == REQUESTS.amount


def test_the_server_s_count_goes_before_our_own_in_a_window_whose_end_we_guessed() -> None:
    quota, ten = MemoryQuota(), Quota(amount=10, per="hour", counts="requests", parallel=4)
    later = START + 1800
    for at, answered in (
        (START, told(10, 0, 30)),
        (later, None),
        (later, None),
        (later, told(10, 9, 90)),
    ):
        assert quota.acquire("k", ten, 1, at) == Grant(1)
        quota.release("k", Grant(1), 1, answered, at)
    assert left_in(quota, ten, later) == 9


def test_what_is_in_flight_may_take_the_rest_so_others_wait_for_its_answer() -> None:
    quota, orders = MemoryQuota(), Quota(amount=100, per="hour", counts="orders", parallel=4)
    assert quota.acquire("k", orders, 80, START) == Grant(80)
    assert quota.acquire("k", orders, 80, START) == Grant(80)  # 20 are left for sure
    assert quota.acquire("k", orders, 80, START) == Wait(START + 0.05, spent=False)
    quota.release("k", Grant(80), 5, None, START)
    assert quota.acquire("k", orders, 80, START) == Grant(80)  # 15 are left for sure


@pytest.mark.parametrize(
    ("answers", "left"),
    [
        ([told(10, 4, 30)], 4),
        ([told(10, 4, 30), told(10, 3, 30)], 3),
        ([told(10, 3, 30), told(10, 4, 30)], 3),  # the first one overtook the second
        ([told(10, 0, 30), told(10, 9, 45)], 9),  # a new window
        ([told(10, 3, 30), told(10, 9, -1)], 2),  # an old one: says nothing
        ([None, None], 1),
        ([RateLimit(10, 4, None)], 2),
        ([RateLimit(None, 0, NOW)], 2),
        ([told(10, 99, 30)], 10),
    ],
)
def test_the_headers_of_the_last_window_are_believed_and_counting_fills_the_gaps(
    answers: list[RateLimit | None], left: int
) -> None:
    quota = MemoryQuota()
    for one in answers:
        assert quota.acquire("k", REQUESTS, 1, START) == Grant(1)
        quota.release("k", Grant(1), 1, one, START)
        if one and one.remaining == 0 and one.limit:
            assert quota.acquire("k", REQUESTS, 1, START) == Wait(START + 1800, spent=True)
            break
    else:
        for _ in range(left):
            assert quota.acquire("k", REQUESTS, 1, START) == Grant(1)
            quota.release("k", Grant(1), 1, None, START)
        spent = quota.acquire("k", REQUESTS, 1, START)
        assert isinstance(spent, Wait)
        assert spent.spent


def spend_all(quota: MemoryQuota, told_last: RateLimit | None = None) -> None:
    for answered in (None, None, told_last):
        assert quota.acquire("k", REQUESTS, 1, START) == Grant(1)
        quota.release("k", Grant(1), 1, answered, START)


@pytest.mark.parametrize(
    "until",
    [
        datetime.datetime(
            9999, 12, 31, 23, 59, 59, tzinfo=datetime.timezone(-datetime.timedelta(hours=1))
        ),
        NOW + datetime.timedelta(days=1),
        NOW + datetime.timedelta(hours=2, seconds=1),
    ],
)
def test_a_window_that_ends_absurdly_late_is_not_believed(until: datetime.datetime) -> None:
    quota = MemoryQuota()
    spend_all(quota, RateLimit(3, 0, until))
    assert quota.acquire("k", REQUESTS, 1, START) == Wait(START + 3600, spent=True)


def test_a_window_may_end_later_than_it_should_by_as_much_as_clocks_differ() -> None:
    quota = MemoryQuota()
    spend_all(quota, told(3, 0, 119))
    assert quota.acquire("k", REQUESTS, 1, START) == Wait(START + 119 * 60, spent=True)


def test_a_limit_of_nothing_holds_for_its_window_and_not_for_ever() -> None:
    quota = MemoryQuota()
    spend_all(quota, told(0, 0, 30))
    assert quota.acquire("k", REQUESTS, 1, START + 1799) == Wait(START + 1800, spent=True)
    assert quota.acquire("k", REQUESTS, 1, START + 1800) == Grant(1)


def test_a_clock_that_is_put_back_does_not_close_the_gate_until_it_has_caught_up() -> None:
    quota = MemoryQuota()
    spend_all(quota)
    yesterday = START - 86_400
    assert quota.acquire("k", REQUESTS, 1, yesterday) == Grant(1)
    quota.release("k", Grant(1), 3, None, yesterday)
    assert quota.acquire("k", REQUESTS, 1, yesterday) == Wait(yesterday + 3600, spent=True)


def test_a_clock_that_is_put_back_a_little_gives_no_second_budget() -> None:
    quota = MemoryQuota()
    spend_all(quota)
    assert quota.acquire("k", REQUESTS, 1, START - 60) == Wait(START + 3600, spent=True)


@pytest.mark.parametrize("until", ["9999-12-31T23:59:59-23:59", "Fri, 31 Dec 9999 23:59:59 -0100"])
def test_an_absurd_end_of_the_window_fails_one_call_and_not_those_that_follow(
    twin: Twin, until: str
) -> None:
    script = Script(quota_spent(until), ORDER)
    market = twin.scripted(script)
    with pytest.raises(QuotaExceededError):
        twin.run(lambda: market.orders.get(21, 5))
    assert twin.run(lambda: market.orders.get(21, 5)).id == 5


def test_a_store_that_never_opens_again_is_a_spent_quota(twin: Twin) -> None:
    class Shut(MemoryQuota):
        def acquire(self, key: str, quota: Quota, cost: int, now: float) -> Grant | Wait:
            return Wait(float("inf"), spent=True)

    script = Script(ORDER)
    market = twin.scripted(script, quota=Shut())
    with pytest.raises(QuotaExceededError, match="spent until 9999-12-31") as caught:
        twin.run(lambda: market.orders.get(21, 5))
    assert caught.value.retry_at is not None
    assert len(script) == 0


def test_places_without_a_request_in_flight_are_not_kept() -> None:
    quota = MemoryQuota()
    for campaign in range(5):
        key = f"getOrder/campaignId/{campaign}"
        quota.acquire(key, REQUESTS, 1, START)
        quota.release(key, Grant(1), 1, None, START)
    (process,) = quota._processes.values()
    assert not process.flying


def test_budgets_of_windows_that_are_over_are_dropped_when_there_are_very_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("yandex_market.quotas.MANY", 5)
    quota, kept = MemoryQuota(), []
    for i in range(20):
        assert quota.acquire(str(i), REQUESTS, 1, START + i * 3600) == Grant(1)
        if i != 3:
            quota.release(str(i), Grant(1), 1, None, START + i * 3600)
        (process,) = quota._processes.values()
        kept.append(len(process.budgets))
    assert max(kept) == 5
    assert kept[:6] == [1, 2, 3, 4, 5, 2]  # a window that ends now is over
    assert "3" in process.budgets  # still in flight


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork")
def test_after_a_fork_requests_of_the_parent_do_not_hold_up_the_child(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    quota = MemoryQuota()
    for _ in range(2):
        quota.acquire("k", REQUESTS, 1, START)
    monkeypatch.setattr(os, "getpid", lambda: -1)  # as a child sees it
    assert quota.acquire("k", REQUESTS, 1, START) == Grant(1)
    quota.release("elsewhere", Grant(1), 1, None, START)


def test_a_copy_with_other_options_shares_connections_and_quotas(twin: Twin) -> None:
    script = Script(ORDER)
    market = twin.scripted(script, quota=Shared(2), deadline=10.0)
    other = market.with_options(timeout=3.0, app="b/2", headers={"X-Business-Id": "9"})
    twin.run(lambda: market.orders.get(21, 5))
    twin.run(lambda: other.orders.get(21, 5))
    for one in (market, other):
        with pytest.raises(QuotaExceededError):
            twin.run(functools.partial(one.orders.get, 21, 5))
    first, second = script.requests
    assert second.headers["user-agent"] == first.headers["user-agent"] + " b/2"
    assert (first.headers.get("x-business-id"), second.headers["x-business-id"]) == (None, "9")
    assert second.extensions["timeout"]["read"] == 3.0
    assert first.extensions["timeout"]["read"] == 10.0
    assert type(other) is (AsyncYandexMarket if twin.is_async else YandexMarket)


def test_options_of_a_copy_are_checked_and_none_lifts_the_deadline(twin: Twin) -> None:
    market = twin.scripted(Script(ORDER), deadline=10.0)
    lifted, kept = market.with_options(deadline=None), market.with_options(timeout=5.0)
    assert (lifted._settings.deadline, kept._settings.deadline) == (None, 10.0)
    for odd in ({"timeout": -1}, {"retry": "x"}, {"app": "ы"}, {"headers": {"Api-Key": "k"}}):
        with pytest.raises(ConfigurationError):
            market.with_options(**odd)
    with pytest.raises(ConfigurationError, match="no 'transport'; there are timeout, deadline"):
        market.with_options(transport=None)


def test_closing_a_copy_closes_both(twin: Twin) -> None:
    market = twin.scripted(Script(ORDER))
    twin.close(market.with_options(timeout=3.0))
    with pytest.raises(ConfigurationError, match="closed"):
        twin.run(lambda: market.orders.get(21, 5))


# --- the window that an answer tells of ----------------------------------------------------------

AT = 1_000_000.0


def window_told(
    limit: int | None = 100, remaining: int | None = 40, ends_in: float = 60.0
) -> RateLimit:
    until = datetime.datetime.fromtimestamp(AT + ends_in, datetime.UTC)
    return RateLimit(limit, remaining, until)


@pytest.mark.parametrize(
    ("answer", "window"),
    [
        (window_told(), (100, 60, AT + 60)),
        (window_told(ends_in=1), (100, 60, AT + 1)),
        (window_told(ends_in=LONGEST), (100, 60, AT + LONGEST)),
        (window_told(ends_in=0), None),
        (window_told(ends_in=LONGEST + 1), None),
        (window_told(limit=None), None),
        (window_told(remaining=None), None),
        (RateLimit(100, 40, None), None),
        (None, None),
    ],
)
def test_a_window_counts_when_all_of_it_is_told_and_it_may_be_running(
    answer: RateLimit | None, window: tuple[int, int, float] | None
) -> None:
    assert window_of(answer, AT) == window


@pytest.mark.parametrize(
    ("text", "limit"),
    [("0", 0), ("9" * 18, 10**18 - 1), ("9" * 19, None), ("-1", None), ("1.5", None), ("٣", None)],
)
def test_a_limit_is_a_whole_number_of_no_absurd_length(text: str, limit: int | None) -> None:
    read = read_rate_limit({"x-ratelimit-resource-limit": text})
    assert read == (None if limit is None else RateLimit(limit, None, None))


def test_what_was_used_of_one_window_is_not_used_of_the_next() -> None:
    store, quota = MemoryQuota(), Quota(100, "hour", "requests", 4)
    for remaining, ends_in in ((10, 60.0), (97, 120.0)):
        grant = store.acquire("getOrder/campaignId/21", quota, 1, AT)
        assert isinstance(grant, Grant)
        answer = window_told(remaining=remaining, ends_in=ends_in)
        store.release("getOrder/campaignId/21", grant, 1, answer, AT)
    (budget,) = store._mine().budgets.values()
    assert (budget.used, budget.until) == (3, AT + 120)


def test_a_window_of_the_longest_kind_is_kept_to_its_end() -> None:
    store, quota = MemoryQuota(), Quota(100, "hour", "requests", 4)
    for _ in range(2):
        grant = store.acquire("getOrder/campaignId/21", quota, 1, AT)
        assert isinstance(grant, Grant)
        answer = window_told(remaining=40, ends_in=LONGEST)
        store.release("getOrder/campaignId/21", grant, 1, answer, AT)
    (budget,) = store._mine().budgets.values()
    budget.roll(AT)
    assert (budget.used, budget.told) == (60, True)


def test_each_store_business_and_key_is_counted_apart_by_requests_or_by_orders(twin: Twin) -> None:
    asked: list[tuple[str, int]] = []

    class Noting(MemoryQuota):
        def acquire(self, key: str, quota: Quota, cost: int, now: float) -> Grant | Wait:
            asked.append((key, cost))
            return super().acquire(key, quota, cost, now)

    def answering(request: httpx.Request) -> httpx.Response:
        empty = {"order": {"id": 5}, "orders": [], "campaigns": [], "result": {"orders": []}}
        return httpx.Response(200, json={"status": "OK"} | empty)

    market = twin.scripted(answering, quota=Noting())
    twin.run(lambda: market.orders.get(21, 5))
    twin.run(market.orders.list(900, page_size=30).first)
    twin.run(market.orders.stats(21, page_size=30).first)
    twin.run(market.orders.stats(22).first)
    twin.run(market.campaigns.list().first)
    *apart, (of_key, cost) = asked
    assert apart == [
        ("getOrder/campaignId/21", 1),
        ("getBusinessOrders/businessId/900", 1),
        ("getOrdersStats/campaignId/21", 30),
        ("getOrdersStats/campaignId/22", 200),  # the most that a page can hold
    ]
    assert of_key.startswith("getCampaigns/key/")
    assert KEY not in of_key
    assert cost == 1
