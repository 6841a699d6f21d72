"""Waiting for started operations: until DONE, FAILED, or the deadline; never without a way on."""

from __future__ import annotations

import asyncio
import functools
import itertools
import json
import pickle
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

import anyio
import httpx
import pytest
from yandex_market import (
    ArgumentError,
    AsyncYandexMarket,
    BadRequestError,
    OperationState,
    OutcomeUnknownError,
    Poll,
    QuotaExceededError,
    RetryPolicy,
    ServerError,
    UnauthorizedError,
    WaitError,
    WaitFailedError,
    WaitTimeoutError,
)
from yandex_market._drivers import SyncDriver
from yandex_market._waits import Board, Waiter
from yandex_market.mock import MockMarket
from yandex_market.models import OperationType
from yandex_market.waiting import as_poll, check_deadline, states_of

from tests.twins import (
    KEY,
    NOW,
    PERSON,
    STARTED,
    STORES,
    RecordingClock,
    Script,
    Twin,
    answer,
    quota_spent,
    refusal,
)

RECIPIENT, INTERVAL = "ORDER_RECIPIENT_UPDATE", "ORDER_DELIVERY_INTERVAL_UPDATE"
EVEN = Poll(first=1.0, growth=2.0, cap=8.0, jitter=lambda upper: upper)
"""Polls whose gaps have no chance in them."""


class Ledger:
    """getOperations by a function from (poll number, type, id) to a status; None: left out."""

    def __init__(self, status: Callable[[int, str, str], str | None]) -> None:
        self.status = status
        self.polls: list[tuple[str, list[str]]] = []
        self.lookups = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v2/campaigns":
            self.lookups += 1
            return STORES(request)
        if request.url.path.endswith("/orders/update"):
            return STARTED(request)
        assert request.url.path == "/v1/businesses/900/operations"
        body = json.loads(request.content)
        kind, names = body["operationType"], body["operationIds"]
        self.polls.append((kind, names))
        found = [(name, self.status(len(self.polls), kind, name)) for name in names]
        operations = [
            {"id": name, "type": kind, "status": status}
            for name, status in reversed(found)  # no order is promised
            if status is not None
        ]
        return httpx.Response(200, json={"status": "OK", "result": {"operations": operations}})


@dataclass(frozen=True)
class Started:
    id: str
    type: str = RECIPIENT


def wait(twin: Twin, market: Any, operations: Any, deadline: Any = 600.0, poll: Any = EVEN) -> Any:
    return twin.run(lambda: market.operations.wait(900, operations, deadline=deadline, poll=poll))


def laas_order(mock: MockMarket) -> tuple[int, int, dict[str, Any]]:
    """A store, one of its orders that can be updated, and an interval that it offers."""
    store = mock.campaign_id("LaaS")
    for order_id in mock.order_ids(store):
        if offered := mock.offered_intervals(order_id):
            return store, order_id, offered[0]
    raise AssertionError("the mock has no such order")


# --- the whole line against the mock -----------------------------------------------------------


def test_an_update_of_recipient_and_interval_waits_for_both_operations_and_shows_in_the_order(
    twin: Twin,
) -> None:
    mock = MockMarket(orders=500, now=NOW)
    market, (store, order_id, interval) = twin.connect(mock), laas_order(mock)
    update = twin.run(
        lambda: market.orders.update(store, order_id, customer=PERSON, delivery_interval=interval)
    )
    assert {one.type_ for one in update.operations} == {RECIPIENT, INTERVAL}
    assert [entry.operation for entry in mock.requests] == ["updateOrder"]
    done = twin.run(lambda: update.wait(deadline=300))
    assert [one.id for one in done] == [one.id for one in update.operations]
    assert {one.status for one in done} == {"DONE"}
    order = twin.run(lambda: market.orders.get(store, order_id))
    assert order.delivery.address.phone == PERSON["phone"]


def test_a_failed_operation_raises_with_the_states_of_all(twin: Twin) -> None:
    mock = MockMarket(orders=500, now=NOW)
    market, (store, order_id, interval) = twin.connect(mock), laas_order(mock)
    update = twin.run(
        lambda: market.orders.update(store, order_id, customer=PERSON, delivery_interval=interval)
    )
    mock.fail_operation(update.operations[0].id)
    with pytest.raises(WaitFailedError, match=r"update\.wait: failed: .*FAILED") as caught:
        twin.run(lambda: update.wait(deadline=300))
    assert caught.value.operations == (
        OperationState(update.operations[0].type_, update.operations[0].id, "FAILED"),
        OperationState(update.operations[1].type_, update.operations[1].id, "IN_PROGRESS"),
    )


def test_after_a_timeout_another_client_goes_on_with_the_operations_of_the_error(
    twin: Twin,
) -> None:
    mock = MockMarket(orders=500, now=NOW)
    market, (store, order_id, _) = twin.connect(mock), laas_order(mock)
    update = twin.run(lambda: market.orders.update(store, order_id, customer=PERSON))
    gone = answer(200, {"status": "OK", "result": {"operations": []}})
    mock.faults.add("getOperations", body=gone(httpx.Request("POST", "/")).content, times=None)
    with pytest.raises(WaitTimeoutError, match=r"still running after 5 s: .*: unknown") as caught:
        twin.run(lambda: update.wait(deadline=5))
    mock.faults.clear()
    kept = pickle.loads(pickle.dumps(caught.value)).operations  # noqa: S301 - our own bytes
    another = twin.connect(mock)
    done = twin.run(lambda: another.operations.wait(mock.business_id, kept, deadline=300))
    assert [(one.id, one.status) for one in done] == [(update.operations[0].id, "DONE")]


# --- what is polled ----------------------------------------------------------------------------


def test_operations_come_back_in_the_order_given_and_done_ones_are_not_polled_again(
    twin: Twin,
) -> None:
    ledger = Ledger(lambda poll, kind, name: "DONE" if name != "b" or poll > 2 else "IN_PROGRESS")
    done = wait(twin, twin.scripted(ledger), [Started("c"), Started("b"), Started("a")])
    assert [one.id for one in done] == ["c", "b", "a"]
    assert ledger.polls == [(RECIPIENT, ["c", "b", "a"]), (RECIPIENT, ["b"]), (RECIPIENT, ["b"])]


def test_types_are_polled_apart_and_more_than_100_ids_are_split(twin: Twin) -> None:
    ledger = Ledger(lambda poll, kind, name: "DONE")
    started = [Started(f"r{i}") for i in range(150)] + [Started("i0", INTERVAL)]
    done = wait(twin, twin.scripted(ledger), started)
    assert [one.id for one in done] == [one.id for one in started]
    assert [(kind, len(names)) for kind, names in ledger.polls] == [
        (RECIPIENT, 100),
        (RECIPIENT, 50),
        (INTERVAL, 1),
    ]


def test_the_same_operation_given_twice_is_polled_once_and_returned_twice(twin: Twin) -> None:
    ledger = Ledger(lambda poll, kind, name: "DONE")
    done = wait(twin, twin.scripted(ledger), [Started("a"), Started("a")])
    assert [one.id for one in done] == ["a", "a"]
    assert ledger.polls == [(RECIPIENT, ["a"])]


def test_no_operations_need_no_poll(twin: Twin) -> None:
    ledger = Ledger(lambda poll, kind, name: "DONE")
    assert wait(twin, twin.scripted(ledger), []) == []
    assert ledger.polls == []


def test_an_operation_is_anything_with_a_type_and_an_id_even_of_a_type_newer_than_the_document(
    twin: Twin,
) -> None:
    ledger = Ledger(lambda poll, kind, name: "DONE")
    given = [
        SimpleNamespace(type_=OperationType.ORDER_STATUS_UPDATE, id="a"),
        OperationState("BRAND_NEW", "b", "DONE"),  # what it was then says nothing about now
    ]
    wait(twin, twin.scripted(ledger), given)
    assert ledger.polls == [("ORDER_STATUS_UPDATE", ["a"]), ("BRAND_NEW", ["b"])]


def test_ids_missing_from_an_answer_are_asked_for_again(twin: Twin) -> None:
    ledger = Ledger(lambda poll, kind, name: "DONE" if name == "a" or poll > 3 else None)
    done = wait(twin, twin.scripted(ledger), [Started("a"), Started("b")])
    assert [one.id for one in done] == ["a", "b"]
    assert [names for _, names in ledger.polls] == [["a", "b"], ["b"], ["b"], ["b"]]


def test_a_poll_that_lacks_types_and_statuses_or_holds_nulls_is_no_end_of_a_wait(
    twin: Twin,
) -> None:
    def poll(*operations: Any) -> Any:
        return answer(200, {"status": "OK", "result": {"operations": list(operations)}})

    script = Script(
        poll(None, {"id": "a"}),
        poll({"id": "a", "status": "LATER_INVENTED", "type": RECIPIENT}),
        poll({"id": "a", "status": "DONE"}),
    )
    done = wait(twin, twin.scripted(script), [Started("a")])
    assert [(one.id, one.status, one.type_) for one in done] == [("a", "DONE", None)]
    assert len(script) == 3


# --- time --------------------------------------------------------------------------------------


def test_gaps_between_polls_grow_up_to_the_cap(twin: Twin) -> None:
    clock = RecordingClock()
    market = twin.scripted(Ledger(lambda n, k, i: "DONE" if n > 6 else "IN_PROGRESS"), clock=clock)
    wait(twin, market, [Started("a")])
    assert clock.sleeps == [1.0, 2.0, 4.0, 8.0, 8.0, 8.0]


def test_half_of_a_gap_is_sure_and_the_other_half_is_left_to_chance() -> None:
    assert Poll(jitter=lambda upper: 0.0).jittered(8.0) == 4.0
    assert all(4.0 <= Poll().jittered(8.0) <= 8.0 for _ in range(50))


def test_a_poll_given_in_seconds_is_the_first_gap_and_may_exceed_the_usual_cap(
    twin: Twin,
) -> None:
    clock = RecordingClock()
    market = twin.scripted(Ledger(lambda n, k, i: "DONE" if n > 3 else "IN_PROGRESS"), clock=clock)
    wait(twin, market, [Started("a")], poll=60)
    assert len(clock.sleeps) == 3
    assert all(30.0 <= gap <= 60.0 for gap in clock.sleeps)


def test_the_last_poll_happens_at_the_deadline_itself(twin: Twin) -> None:
    clock = RecordingClock()
    ledger = Ledger(lambda poll, kind, name: "IN_PROGRESS")
    with pytest.raises(WaitTimeoutError) as caught:
        wait(twin, twin.scripted(ledger, clock=clock), [Started("a")], deadline=10)
    assert clock.sleeps == [1.0, 2.0, 4.0, 3.0]
    assert len(ledger.polls) == 5
    assert caught.value.operations == (OperationState(RECIPIENT, "a", "IN_PROGRESS"),)
    assert "operations.wait: still running after 10 s" in str(caught.value)


def test_an_operation_may_be_a_mapping_with_a_type_and_an_id(twin: Twin) -> None:
    market = twin.scripted(Ledger(lambda poll, kind, name: "DONE"))
    done = wait(twin, market, [{"id": "a", "type": RECIPIENT}])
    assert [operation.id for operation in done] == ["a"]


def test_an_update_is_asked_for_again_within_a_second_unless_told_otherwise(twin: Twin) -> None:
    clock, ledger = RecordingClock(), Ledger(lambda poll, kind, name: "IN_PROGRESS")
    market = twin.scripted(ledger, clock=clock)
    update = twin.run(lambda: market.orders.update(21, 5, customer=PERSON))
    with pytest.raises(WaitTimeoutError):
        twin.run(lambda: update.wait(deadline=60))
    assert 0.5 <= clock.sleeps[0] <= 1.0


def test_others_ask_for_a_wait_from_half_a_gap_before_its_turn_and_not_earlier() -> None:
    key = OperationState(RECIPIENT, "a")
    one, board = Waiter((key,)), Board()
    board.join(one)
    one.rest(now=100.0, pause=1.0, gap=1.0)
    assert board.others(RECIPIENT, [], 100, now=100.5) == []
    assert board.others(RECIPIENT, [], 100, now=100.51) == [key]


def test_the_look_up_of_a_business_stops_where_it_finds_it(twin: Twin) -> None:
    lookups: list[str] = []

    def endless(request: httpx.Request) -> httpx.Response:
        if request.url.path != "/v2/campaigns":
            return ledger(request)
        lookups.append(request.url.params.get("page", "1"))
        found = {"campaigns": [{"id": 21, "business": {"id": 900}}]}
        paging = {"pager": {"currentPage": 1, "pagesCount": 9}, "paging": {"nextPageToken": "more"}}
        return httpx.Response(200, json=found | paging)

    ledger = Ledger(lambda poll, kind, name: "DONE")
    market = twin.scripted(endless)
    update = twin.run(lambda: market.orders.update(21, 5, customer=PERSON))
    twin.run(lambda: update.wait(deadline=60))
    assert len(lookups) == 1


@pytest.mark.parametrize("growth", [1.0, 1])
def test_gaps_need_not_grow(growth: float) -> None:
    assert Poll(growth=growth).growth == 1


def test_long_lists_of_operations_are_cut_in_the_text_and_whole_in_the_attribute(
    twin: Twin,
) -> None:
    market = twin.scripted(Ledger(lambda poll, kind, name: None))
    for number, told in ((1, 1), (5, 5), (6, 5), (8, 5)):
        with pytest.raises(WaitTimeoutError) as caught:
            wait(twin, market, [Started(f"o{i}") for i in range(number)], deadline=1)
        listed = ", ".join(f"{RECIPIENT} o{i}: unknown" for i in range(told))
        more = f" and {number - told} more" if number > told else ""
        assert str(caught.value) == f"operations.wait: still running after 1 s: {listed}{more}"
        assert len(caught.value.operations) == number


@pytest.mark.parametrize("answered", [0, 1, 3])
def test_polls_that_get_no_answer_end_with_the_deadline_and_keep_the_operations(
    twin: Twin, answered: int
) -> None:
    clock, ledger = RecordingClock(), Ledger(lambda poll, kind, name: "IN_PROGRESS")

    def stalled(request: httpx.Request) -> httpx.Response:
        if len(ledger.polls) < answered:
            return ledger(request)
        clock.passed += request.extensions["timeout"]["read"]
        raise httpx.ReadTimeout("stalled")

    with pytest.raises(
        WaitTimeoutError, match=r"^operations\.wait: no answer, and 40 s have passed"
    ) as caught:
        wait(twin, twin.scripted(stalled, clock=clock), [Started("a")], deadline=40)
    last = "IN_PROGRESS" if answered else None
    assert caught.value.operations == (OperationState(RECIPIENT, "a", last),)
    assert isinstance(caught.value.__cause__, OutcomeUnknownError)
    assert clock.passed == pytest.approx(40, abs=0.01)


def test_no_answer_long_before_the_deadline_is_raised_as_such(twin: Twin) -> None:
    with pytest.raises(Exception, match="no answer: ReadTimeout") as caught:
        wait(twin, twin.scripted(Script(httpx.ReadTimeout("x"))), [Started("a")])
    assert not isinstance(caught.value, WaitError)


def test_a_quota_that_outlasts_the_deadline_fails_at_once(twin: Twin) -> None:
    clock = RecordingClock()
    script = Script(quota_spent("Thu, 02 Apr 2026 09:34:00 GMT"))  # in four minutes
    with pytest.raises(QuotaExceededError) as caught:
        wait(twin, twin.scripted(script, clock=clock), [Started("a")], deadline=60)
    assert caught.value.retry_at is not None
    assert clock.sleeps == []


@pytest.mark.parametrize("deadline", [0, -1, float("nan"), float("inf"), None, "60", True])
def test_a_deadline_is_a_positive_number_of_seconds(twin: Twin, deadline: Any) -> None:
    market = twin.scripted(Script(answer(500)))
    with pytest.raises(ArgumentError, match="deadline"):
        wait(twin, market, [Started("a")], deadline=deadline)


@pytest.mark.parametrize("poll", [0, -1, "1", None])
def test_a_poll_is_a_positive_number_of_seconds(twin: Twin, poll: Any) -> None:
    with pytest.raises(ArgumentError, match="poll"):
        wait(twin, twin.scripted(Script(answer(500))), [Started("a")], poll=poll)


@pytest.mark.parametrize("odd", [{"first": 0}, {"first": 9, "cap": 1}, {"growth": 0.5}], ids=repr)
def test_a_poll_whose_gaps_shrink_or_vanish_is_refused(odd: dict[str, float]) -> None:
    with pytest.raises(ArgumentError, match=r"^Poll: .*above 0$"):
        Poll(**odd)  # type: ignore[arg-type]  # floats, none of them the function


@pytest.mark.parametrize(
    "operations",
    [5, ["op1"], [Started("")], [SimpleNamespace(id="a", type=None)], [SimpleNamespace(type="T")]],
    ids=repr,
)
def test_what_has_no_type_and_id_is_refused_before_anything_is_sent(
    twin: Twin, operations: Any
) -> None:
    script = Script(answer(500))
    with pytest.raises(ArgumentError):
        wait(twin, twin.scripted(script), operations)
    assert len(script) == 0


@pytest.mark.parametrize("grace", [5.0, 7.0, 30.0])
def test_an_operation_that_no_answer_holds_is_given_up_after_the_grace(
    twin: Twin, grace: float
) -> None:
    clock = RecordingClock()
    ledger = Ledger(lambda poll, kind, name: "IN_PROGRESS" if name == "b" else None)
    poll = replace(EVEN, grace=grace)
    text = f"^operations.wait: missing from all answers for {grace:g} s: {RECIPIENT} typo: unknown$"
    with pytest.raises(WaitError, match=text) as at:
        wait(twin, twin.scripted(ledger, clock=clock), [Started("typo"), Started("b")], poll=poll)
    assert type(at.value) is WaitError
    assert at.value.operations == (
        OperationState(RECIPIENT, "typo"), OperationState(RECIPIENT, "b", "IN_PROGRESS"),
    )  # fmt: skip
    polls = (0.0, 1.0, 3.0, 7.0, 15.0, 23.0, 31.0)
    assert clock.passed == min(moment for moment in polls if moment >= grace)


def test_the_grace_begins_anew_whenever_an_answer_holds_the_operation(twin: Twin) -> None:
    ledger = Ledger(lambda n, kind, name: "DONE" if n > 12 else "IN_PROGRESS" if n % 3 else None)
    wait(twin, twin.scripted(ledger), [Started("a")], poll=replace(EVEN, grace=10.0))
    assert len(ledger.polls) == 13


# --- many waits at once ------------------------------------------------------------------------


def together(
    twin: Twin, calls: Sequence[Callable[[], Any]], over: Callable[[], None] = lambda: None
) -> list[Any]:
    """Results or errors of calls that are made at the same time, in threads or tasks.

    `over` is called at the end of each.
    """
    start = threading.Barrier(len(calls))

    def settled(call: Callable[[], Any]) -> Any:
        start.wait(30)
        try:
            return call()
        except Exception as error:
            return error
        finally:
            over()

    async def awaited(call: Callable[[], Any]) -> Any:
        try:
            return await call()
        finally:
            over()

    async def gathered() -> list[Any]:
        return await asyncio.gather(*map(awaited, calls), return_exceptions=True)

    if twin.is_async:
        found: list[Any] = twin.run(gathered)
        return found
    joined, all_joined = itertools.count(), threading.Barrier(len(calls))

    def gather(driver: SyncDriver) -> None:
        if next(joined) < len(calls):
            all_joined.wait(30)

    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(len(calls)) as threads:
        # Threads get a moment of real time to join; here they have it however busy the machine is.
        patch.setattr(SyncDriver, "_gather", gather)
        return list(threads.map(settled, calls))


def waits(market: Any, names: Sequence[str], **settings: Any) -> list[Callable[[], Any]]:
    given = {"deadline": 600.0, "poll": EVEN} | settings
    return [
        functools.partial(market.operations.wait, 900, [Started(name)], **given) for name in names
    ]


class Lockstep(RecordingClock):
    """Time for so many waits at once: it goes on when all of them sleep, up to the next to wake."""

    def __init__(self, waits: int) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._waits = waits
        self._asleep: list[tuple[float, Callable[[], None]]] = []

    def sleep(self, seconds: float) -> None:
        woken = threading.Event()
        self._lie_down(seconds, woken.set)
        assert woken.wait(30)

    async def async_sleep(self, seconds: float) -> None:
        woken = asyncio.Event()
        self._lie_down(seconds, woken.set)
        await woken.wait()

    def over(self) -> None:
        """A wait has ended."""
        with self._lock:
            self._waits -= 1
            self._go_on()

    def _lie_down(self, seconds: float, wake: Callable[[], None]) -> None:
        with self._lock:
            self._asleep.append((self.passed + seconds, wake))
            self._go_on()

    def _go_on(self) -> None:
        if self._waits and len(self._asleep) == self._waits:
            self.passed = min(end for end, _ in self._asleep)
            for _, wake in (one for one in self._asleep if one[0] <= self.passed):
                wake()
            self._asleep = [one for one in self._asleep if one[0] > self.passed]


class Shared(Ledger):
    """A ledger for many at once: operations end at a moment, and not by the number of polls.

    It answers once `complete` says that all are there: threads may begin late on a busy machine.
    """

    def __init__(self, clock: Lockstep, status: Callable[[float, str], str | None]) -> None:
        self._lock = threading.Lock()
        self.complete: Callable[[], bool] = lambda: True
        super().__init__(lambda poll, kind, name: status(clock.passed, name))

    def __call__(self, request: httpx.Request) -> httpx.Response:
        time.sleep(0.002)  # so that requests of threads overlap
        latest = time.monotonic() + 30
        while not self.complete() and time.monotonic() < latest:
            time.sleep(0.001)
        with self._lock:
            return super().__call__(request)


@pytest.mark.parametrize("jitter", [EVEN.jitter, Poll().jitter], ids=["even", "jittered"])
def test_a_thousand_waits_at_once_cost_ten_polls_a_round(
    twin: Twin, jitter: Callable[[float], float]
) -> None:
    clock = Lockstep(1_000)
    ledger = Shared(clock, lambda passed, _: "DONE" if passed > 10 else "NEW")
    names = [f"op{i}" for i in range(1_000)]
    market = twin.scripted(ledger, clock=clock)
    begun: set[int] = set()

    def all_have_begun() -> bool:
        begun.add(len(market._core.boards[900]))
        return twin.is_async or max(begun) == 1_000

    ledger.complete = all_have_begun
    found = together(twin, waits(market, names, poll=replace(EVEN, jitter=jitter)), clock.over)
    assert [done[0].id for done in found] == names
    # Rounds are after 0, 1, 3, 7 and 15 seconds, or with half of each gap left to chance up to two
    # more; in threads, the first request may go out before the last waits begin.
    rounds = 5 if jitter is EVEN.jitter else 7
    assert len(ledger.polls) <= 10 * rounds + 1
    assert max(len(asked) for _, asked in ledger.polls) == 100


def test_many_updates_share_one_look_up_of_the_business(twin: Twin) -> None:
    clock = Lockstep(50)
    ledger = Shared(clock, lambda passed, name: "DONE")
    market = twin.scripted(ledger, clock=clock)
    updates = [twin.run(lambda: market.orders.update(21, 5, customer=PERSON)) for _ in range(50)]
    found = together(
        twin, [functools.partial(u.wait, deadline=60, poll=EVEN) for u in updates], clock.over
    )
    assert {done[0].status for done in found} == {"DONE"}
    assert ledger.lookups == 1
    assert len(ledger.polls) < 10


def test_each_wait_ends_with_its_own_operations_and_its_own_error(twin: Twin) -> None:
    fates = {"done": "DONE", "failed": "FAILED", "slow": "IN_PROGRESS", "typo": None}
    clock = Lockstep(len(fates))
    market = twin.scripted(Shared(clock, lambda passed, name: fates[name]), clock=clock)
    calls = waits(market, list(fates), deadline=60.0, poll=replace(EVEN, grace=20.0))
    done, failed, slow, typo = together(twin, calls, clock.over)
    assert [one.status for one in done] == ["DONE"]
    assert type(failed) is WaitFailedError
    assert failed.operations == (OperationState(RECIPIENT, "failed", "FAILED"),)
    assert type(slow) is WaitTimeoutError
    assert type(typo) is WaitError


def test_waits_of_different_types_and_businesses_do_not_mix(twin: Twin) -> None:
    asked: list[tuple[str, str, list[str]]] = []

    def service(request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        asked.append((request.url.path, body["operationType"], sorted(body["operationIds"])))
        found = [{"id": name, "status": "DONE"} for name in body["operationIds"]]
        return httpx.Response(200, json={"result": {"operations": found}})

    market = twin.scripted(service)
    calls = [
        functools.partial(market.operations.wait, business, [Started(name, kind)], deadline=60)
        for business in (900, 901)
        for kind in (RECIPIENT, INTERVAL)
        for name in ("a", "b")
    ]
    together(twin, calls)
    assert sorted(asked) == [
        (f"/v1/businesses/{business}/operations", kind, ["a", "b"])
        for business in (900, 901)
        for kind in sorted((RECIPIENT, INTERVAL))
    ]


def test_an_id_that_the_service_refuses_fails_its_own_wait_alone(twin: Twin) -> None:
    def service(request: httpx.Request) -> httpx.Response:
        names = json.loads(request.content)["operationIds"]
        if "bad" in names:
            return refusal(400, "Bad id")(request)
        found = [{"id": name, "status": "DONE"} for name in names]
        return httpx.Response(200, json={"result": {"operations": found}})

    clock = RecordingClock()
    market = twin.scripted(service, clock=clock)
    good, bad, other = together(twin, waits(market, ["good", "bad", "other"]))
    assert (good[0].id, other[0].id) == ("good", "other")
    assert type(bad) is BadRequestError
    assert clock.sleeps == []  # each heard of its own at once


def test_a_wait_whose_polls_fail_leaves_the_others_to_ask_for_themselves(twin: Twin) -> None:
    fails = iter([answer(500)])
    done = answer(
        200, {"result": {"operations": [{"id": n, "status": "DONE"} for n in ("a", "b", "c")]}}
    )
    market = twin.scripted(
        lambda request: next(fails, done)(request), retry=RetryPolicy(attempts=1)
    )
    found = together(twin, waits(market, ["a", "b", "c"]))
    assert sorted(type(one).__name__ for one in found) == ["ServerError", "list", "list"]


def test_a_wait_leaves_nothing_behind(twin: Twin) -> None:
    ledger = Ledger(lambda poll, kind, name: None if name == "lost" else "DONE")
    market = twin.scripted(ledger)
    wait(twin, market, [Started("a")])
    with pytest.raises(WaitTimeoutError):
        wait(twin, market, [Started("lost")], deadline=3)
    wait(twin, market, [Started("b")])
    assert [names for _, names in ledger.polls][-1] == ["b"]
    assert all(not board._waits for board in market._core.boards.values())


@pytest.mark.anyio
async def test_a_cancelled_wait_lets_the_others_go_on() -> None:
    began, askers = anyio.Event(), []

    async def service(request: httpx.Request) -> httpx.Response:
        names = json.loads(request.content)["operationIds"]
        askers.append(names[0])  # its own operation comes first
        if not began.is_set():
            began.set()
            await anyio.sleep_forever()
        found = [{"id": name, "status": "DONE"} for name in names]
        return httpx.Response(200, json={"result": {"operations": found}})

    async with AsyncYandexMarket(KEY, transport=httpx.MockTransport(service)) as market:
        tasks = {
            name: asyncio.ensure_future(
                market.operations.wait(900, [Started(name)], deadline=60, poll=0.01)
            )
            for name in "abc"
        }
        await began.wait()
        cancelled = tasks.pop(askers[0])
        cancelled.cancel()
        with anyio.fail_after(5):
            for name, task in tasks.items():
                assert (await task)[0].id == name
        assert cancelled.cancelled()


def test_waiting_starts_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(self: Any) -> None:
        raise AssertionError("a thread was started")

    monkeypatch.setattr(threading.Thread, "start", refused)
    market = Twin("sync").scripted(Ledger(lambda poll, kind, name: "DONE" if poll > 2 else None))
    assert market.operations.wait(900, [Started("a")], deadline=60)[0].id == "a"


# --- the campaign's business -------------------------------------------------------------------


def test_the_business_is_looked_up_at_the_first_wait_and_once_per_client(twin: Twin) -> None:
    ledger = Ledger(lambda poll, kind, name: "DONE")
    market = twin.scripted(ledger)
    updates = [twin.run(lambda: market.orders.update(21, 5, customer=PERSON)) for _ in range(3)]
    assert ledger.lookups == 0
    for update in updates:
        done = twin.run(functools.partial(update.wait, deadline=60))
        assert done[0].status == "DONE"
    assert (ledger.lookups, len(ledger.polls)) == (1, 3)


def test_the_business_is_found_on_whatever_page_the_store_stands(twin: Twin) -> None:
    def page(stores: list[Any], token: str | None) -> Any:
        return answer(200, {"campaigns": stores, "paging": {"nextPageToken": token}})

    other = {"id": 20, "business": {"id": 1}}
    script = Script(
        STARTED,
        page([None, other], "more"),
        page([{"id": 21}], "more still"),  # a store that does not tell its business
        answer(500),
        page([{"id": 21, "business": {"id": 900}}], None),
        answer(200, {"result": {"operations": [{"id": "op1", "status": "DONE"}]}}),
    )
    market = twin.scripted(script)
    update = twin.run(lambda: market.orders.update(21, 5, customer=PERSON))
    twin.run(lambda: update.wait(deadline=60))
    assert script.requests[-1].url.path == "/v1/businesses/900/operations"


def test_a_store_that_the_key_does_not_see_is_a_wait_error_with_the_operations(
    twin: Twin,
) -> None:
    market = twin.scripted(Script(STARTED, answer(200, {"campaigns": []})))
    update = twin.run(lambda: market.orders.update(21, 5, customer=PERSON))
    with pytest.raises(
        WaitError,
        match=r"among the stores that this key sees; pass the business id to operations\.wait$",
    ) as caught:
        twin.run(lambda: update.wait(deadline=60))
    assert caught.value.operations == (OperationState(RECIPIENT, "op1"),)


def test_looking_up_the_business_takes_from_the_same_deadline(twin: Twin) -> None:
    clock = RecordingClock()
    ledger = Ledger(lambda poll, kind, name: "IN_PROGRESS")

    def slow_stores(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v2/campaigns":
            clock.passed += 7
        return ledger(request)

    market = twin.scripted(slow_stores, clock=clock)
    update = twin.run(lambda: market.orders.update(21, 5, customer=PERSON))
    with pytest.raises(WaitTimeoutError):
        twin.run(lambda: update.wait(deadline=10, poll=EVEN))
    assert clock.passed == pytest.approx(10)


def test_a_failing_look_up_is_raised_as_update_wait(twin: Twin) -> None:
    market = twin.scripted(Script(STARTED, refusal(401, "Api-Key token is revoked")))
    update = twin.run(lambda: market.orders.update(21, 5, customer=PERSON))
    with pytest.raises(UnauthorizedError, match=r"^update\.wait: 401 .*revoked"):
        twin.run(lambda: update.wait(deadline=60))


def test_a_failing_poll_is_repeated_like_any_read(twin: Twin) -> None:
    done = answer(200, {"result": {"operations": [{"id": "a", "status": "DONE"}]}})
    script = Script(answer(503), answer(500), done)
    assert wait(twin, twin.scripted(script), [Started("a")])[0].status == "DONE"
    with pytest.raises(ServerError):
        wait(twin, twin.scripted(Script(answer(500))), [Started("a")])


def test_an_update_shows_its_operations_and_no_person(twin: Twin) -> None:
    started = [{"id": "op1", "type": RECIPIENT}, {"id": "op2", "type": INTERVAL}]
    operations = [None, *started]
    script = Script(answer(200, {"status": "OK", "result": {"operations": operations}}))
    market = twin.scripted(script, api_key=KEY)
    update = twin.run(lambda: market.orders.update(21, 5, customer=PERSON))
    assert repr(update) == (
        f"{'Async' * twin.is_async}OrderUpdate(campaign 21, order 5: "
        "ORDER_RECIPIENT_UPDATE op1, ORDER_DELIVERY_INTERVAL_UPDATE op2)"
    )
    assert (update.campaign_id, update.order_id) == (21, 5)


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (
            lambda: OperationState.of(object()),
            "an operation has a type and an id, both strings",
        ),
        (
            lambda: states_of(5),  # type: ignore[arg-type]
            "operations: expected a list of them; of an update, its `.operations`",
        ),
        (lambda: as_poll(0), "poll: expected a positive number of seconds, or a Poll"),
        (lambda: check_deadline(0), "deadline: expected a positive number of seconds"),
    ],
)
def test_what_cannot_be_waited_for_is_told_in_whole(call: Callable[[], Any], text: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        call()
    assert str(caught.value) == text


def test_the_last_state_known_is_kept_from_whatever_names_an_operation() -> None:
    told = {"type": RECIPIENT, "id": "1", "status": "FAILED"}
    assert OperationState.of(told) == OperationState(RECIPIENT, "1", "FAILED")
    assert OperationState.of(Started("1")) == OperationState(RECIPIENT, "1", None)
