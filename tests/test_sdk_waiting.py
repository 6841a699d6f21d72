"""Waiting for started operations: until DONE, FAILED, or the deadline; never without a way on."""

from __future__ import annotations

import functools
import json
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from yandex_market import (
    ArgumentError,
    OperationState,
    OutcomeUnknownError,
    Poll,
    QuotaExceededError,
    ServerError,
    UnauthorizedError,
    WaitError,
    WaitFailedError,
    WaitTimeoutError,
)
from yandex_market.mock import MockMarket
from yandex_market.models import OperationType

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


def test_long_lists_of_operations_are_cut_in_the_text_and_whole_in_the_attribute(
    twin: Twin,
) -> None:
    market = twin.scripted(Ledger(lambda poll, kind, name: None))
    with pytest.raises(WaitTimeoutError, match=r"and 3 more$") as caught:
        wait(twin, market, [Started(f"o{i}") for i in range(8)], deadline=1)
    assert len(caught.value.operations) == 8


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

    with pytest.raises(WaitTimeoutError, match="no answer, and 40 s have passed") as caught:
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
    with pytest.raises(ArgumentError, match="Poll"):
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
    with pytest.raises(WaitError, match="campaign 21 is not among the stores") as caught:
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
    operations = [None, {"id": "op1", "type": RECIPIENT}]
    script = Script(answer(200, {"status": "OK", "result": {"operations": operations}}))
    market = twin.scripted(script, api_key=KEY)
    update = twin.run(lambda: market.orders.update(21, 5, customer=PERSON))
    assert "(campaign 21, order 5: ORDER_RECIPIENT_UPDATE op1)" in repr(update)
    assert (update.campaign_id, update.order_id) == (21, 5)
