"""The protocol without I/O: flows answered by a script, with a clock that only sleeps move.

No socket, no thread, no event loop: each test plays the driver and sees every command.
"""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from yandex_market import (
    MarketError,
    NotFoundError,
    OperationState,
    OutcomeUnknownError,
    PageLoopError,
    ParallelLimitError,
    Poll,
    QuotaExceededError,
    RetryPolicy,
    WaitError,
    WaitTimeoutError,
    YandexMarket,
)
from yandex_market import _flow as flows
from yandex_market._calls import Answer, Call, Lost
from yandex_market._commands import Acquire, Gather, Hold, Now, PageReady, Send, Sleep
from yandex_market.quotas import Grant, Wait

from tests.twins import FULL_PAUSES, KEY, NOW, PERSON

WALL = NOW.timestamp()


class Turn:
    """The head of a line."""

    def __init__(self, player: Player, line: str) -> None:
        self.player, self.line = player, line

    def release(self) -> None:
        self.player.held.remove(self.line)


class Player:
    """Plays the driver: answers commands by the script, notes them, and moves the clock.

    `outcomes` come of sending, in order, the last one for ever; `grants` is what the quota store
    says, likewise; a line that is named in `crowded` is not reached in time.
    """

    def __init__(
        self,
        *outcomes: Any,
        grants: tuple[Any, ...] = (Grant(1),),
        crowded: tuple[str, ...] = (),
    ) -> None:
        self.outcomes, self.grants, self.crowded = list(outcomes), list(grants), crowded
        self.passed = 0.0
        self.sent: list[Send] = []
        self.slept: list[float] = []
        self.held: list[str] = []
        self.begun: list[float] = []

    def run(self, flow: Any) -> Any:
        """The flow's result."""
        return self.pages(flow)[1]

    def pages(self, flow: Any, take: int | None = None) -> tuple[list[PageReady], Any]:
        """The pages of a listing, all or the first few, and the flow's result."""
        pages: list[PageReady] = []
        reply: Any = None
        try:
            while take is None or len(pages) < take:
                command = flow.send(reply)
                reply = None
                if isinstance(command, PageReady):
                    pages.append(command)
                else:
                    reply = self.answer(command)
        except StopIteration as end:
            return pages, end.value
        flow.close()
        return pages, None

    def answer(self, command: Any) -> Any:
        match command:
            case Now():
                return self.passed, WALL + self.passed
            case Sleep(seconds):
                self.slept.append(seconds)
                self.passed += seconds
            case Hold(line, seconds):
                return self.turn(line, seconds)
            case Acquire():
                return self.leave(command)
            case Send():
                assert [line for line in self.held if line.startswith("gate")] == []
                self.sent.append(command)
                self.begun.append(self.passed)
                outcome = self.next(self.outcomes)
                return outcome(self) if callable(outcome) else outcome
            case _:
                assert isinstance(command, Gather)
        return None

    def turn(self, line: str, seconds: float | None) -> Turn | None:
        if any(line.startswith(name) for name in self.crowded):
            assert seconds is not None
            self.passed += max(seconds, 0.0)
            return None
        assert line not in self.held, "a flow that stands in a line it holds would never go on"
        self.held.append(line)
        return Turn(self, line)

    def leave(self, asked: Acquire) -> Grant | Wait:
        answer: Grant | Wait = self.next(self.grants)
        if isinstance(answer, Wait) and not answer.spent:
            self.passed += min(1.0, max(asked.seconds, 0.0))
        return answer

    @staticmethod
    def next(script: list[Any]) -> Any:
        return script.pop(0) if len(script) > 1 else script[0]


def body(status: int, document: Any, **headers: str) -> Answer:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, names, json.dumps(document).encode(), response=None)


def stalled(player: Player) -> Lost:
    """No answer until the attempt's own time-out."""
    player.passed += player.sent[-1].request.timeout
    return Lost(True, TimeoutError())


ORDER = body(200, {"order": {"id": 5}})
BROKEN = body(500, {})
UNSENT = Lost(False, ConnectionError())
NO_ANSWER = Lost(True, ConnectionError())
STARTED = body(200, {"status": "OK", "result": {"operations": []}})
BUSY = Wait(WALL, spent=False)


def spent(seconds: float) -> Wait:
    return Wait(WALL + seconds, spent=True)


def core(**options: Any) -> Any:
    return YandexMarket(KEY, **({"retry": FULL_PAUSES} | options))._core


def get(**options: Any) -> Call:
    asked = {"campaign_id": 21, "order_id": 5}
    call: Call = core(**options).call("orders.get", "getOrder", asked)
    return call


def update(**options: Any) -> Call:
    asked = {"campaign_id": 21, "order_id": 5, "customer": PERSON, "delivery_interval": None}
    call: Call = core(**options).call("orders.update", "updateOrder", asked)
    return call


def stats() -> Call:
    call: Call = core().call("orders.stats", "getOrdersStats", {"campaign_id": 21})
    return call


def page(token: str | None, *ids: int) -> Answer:
    orders = [{"id": i} for i in ids]
    paging = {} if token is None else {"nextPageToken": token}
    return body(200, {"status": "OK", "result": {"orders": orders, "paging": paging}})


# --- calls -------------------------------------------------------------------------------------


def test_a_call_that_succeeds_holds_nothing_and_sleeps_not() -> None:
    player = Player(ORDER)
    assert player.run(flows.read(get(), "order")).id == 5
    assert (len(player.sent), player.slept, player.held) == (1, [], [])


FAILURES: dict[str, tuple[Any, bool]] = {
    "not sent": (UNSENT, True),
    "no answer": (NO_ANSWER, False),
    "broken": (BROKEN, False),
    "stalled": (stalled, False),
}
"""What may happen to a request, and whether the service certainly did nothing."""


@settings(max_examples=150)
@given(
    st.lists(st.sampled_from(sorted(FAILURES)), max_size=8),
    st.booleans(),
    st.integers(1, 6),
    st.one_of(st.none(), st.floats(0.5, 60.0)),
)
def test_no_call_is_sent_too_often_too_late_or_when_it_may_have_been_carried_out(
    failures: list[str], writes: bool, attempts: int, deadline: float | None
) -> None:
    policy = RetryPolicy(attempts=attempts, jitter=lambda upper: upper)
    options = {"retry": policy, "deadline": deadline, "timeout": 10.0}
    call = update(**options) if writes else get(**options)
    player = Player(*(FAILURES[f][0] for f in failures), STARTED if writes else ORDER)
    try:
        player.run(flows.call(call))
        succeeded = True
    except MarketError:
        succeeded = False
    sent = len(player.sent)
    assert sent <= attempts
    assert succeeded is (sent == len(failures) + 1)
    assert player.held == []
    if deadline is not None:
        assert all(moment < deadline for moment in player.begun)
        assert player.passed <= deadline + 0.001 * sent
    met = failures[:sent] if not succeeded else failures
    if writes:
        unsure = [f for f in met if not FAILURES[f][1]]
        assert unsure == ([] if succeeded else met[-1:] if unsure else [])


def test_each_attempt_has_its_time_out_or_what_is_left_of_the_deadline() -> None:
    player = Player(stalled)
    with pytest.raises(OutcomeUnknownError):
        player.run(flows.call(get(timeout=10.0, deadline=15.0)))
    assert [send.request.timeout for send in player.sent] == [10.0, 4.5]
    assert player.passed == 15.0


@pytest.mark.parametrize("ends", [0, 1, 2, 3, 4, 5, 6, 7])
def test_a_flow_that_is_closed_at_any_step_gives_back_what_it_holds(ends: int) -> None:
    player, flow, reply = Player(BROKEN, ORDER, grants=(spent(60), Grant(1))), None, None
    flow = flows.call(get())
    for _ in range(ends):
        reply = player.answer(flow.send(reply))
    flow.close()
    held = [reply.line] if isinstance(reply, Turn) else []  # handed over, never received
    assert player.held == held


# --- the gate ----------------------------------------------------------------------------------


def test_a_budget_that_is_spent_is_slept_out_to_its_end() -> None:
    player = Player(ORDER, grants=(spent(60), Grant(1)))
    player.run(flows.call(get()))
    assert (len(player.sent), player.slept, player.held) == (1, [60.0], [])


def test_a_budget_that_ended_meanwhile_is_not_slept_for() -> None:
    player = Player(ORDER, grants=(spent(-1), Grant(1)))
    player.run(flows.call(get()))
    assert (len(player.sent), player.slept) == (1, [])


def test_who_stands_behind_the_sleeper_for_too_long_asks_again_and_is_refused() -> None:
    player = Player(ORDER, grants=(spent(60), spent(120)), crowded=("rest",))
    with pytest.raises(QuotaExceededError, match="too long to wait") as caught:
        player.run(flows.call(get(deadline=61.0)))
    assert caught.value.retry_at == NOW + datetime.timedelta(seconds=120)
    assert (player.sent, player.slept, player.held) == ([], [], [])


def test_a_line_that_does_not_move_within_the_deadline_refuses_and_sends_nothing() -> None:
    player = Player(ORDER, crowded=("gate",))
    with pytest.raises(ParallelLimitError, match="so many others are in flight") as caught:
        player.run(flows.call(get(deadline=3.0)))
    assert (player.sent, player.passed, caught.value.attempts) == ([], 3.0, 0)


def test_a_store_that_stays_busy_to_the_deadline_refuses_and_frees_the_line() -> None:
    player = Player(ORDER, grants=(BUSY,))
    with pytest.raises(ParallelLimitError):
        player.run(flows.call(get(deadline=2.5)))
    assert (player.sent, player.passed, player.held) == ([], 2.5, [])


def test_a_store_that_is_busy_for_a_while_is_asked_until_it_grants() -> None:
    player = Player(ORDER, grants=(BUSY, BUSY, BUSY, Grant(1)))
    player.run(flows.call(get(deadline=9.0)))
    assert (len(player.sent), player.passed, player.slept) == (1, 3.0, [])


# --- pages -------------------------------------------------------------------------------------


def test_pages_follow_the_tokens_and_an_empty_page_is_not_the_end() -> None:
    player = Player(page("a", 1), page("b"), page(None, 2))
    pages, _ = player.pages(flows.pages(stats(), None))
    assert [(p.token, p.next_token, p.number) for p in pages] == [
        (None, "a", 1), ("a", "b", 2), ("b", None, 3)
    ]  # fmt: skip
    assert [[o.id for o in player.run(flows.read_page(p)).items] for p in pages] == [[1], [], [2]]


def test_a_page_that_fails_is_named_by_the_error_and_the_listing_goes_on_there() -> None:
    player = Player(page("a", 1), body(404, {}))
    with pytest.raises(NotFoundError) as caught:
        player.pages(flows.pages(stats(), None))
    assert caught.value.resume_token == "a"
    player = Player(page(None, 2))
    rest, _ = player.pages(flows.pages(stats(), caught.value.resume_token))
    assert [[o.id for o in player.run(flows.read_page(p)).items] for p in rest] == [[2]]


@pytest.mark.parametrize("tokens", [["a", "a"], ["a", "b", "a"], ["a", "b", "b"]])
def test_a_token_that_comes_twice_ends_the_listing_with_an_error(tokens: list[str]) -> None:
    player = Player(*(page(token) for token in tokens))
    with pytest.raises(PageLoopError) as caught:
        player.pages(flows.pages(stats(), None))
    assert len(player.sent) == len(tokens)
    assert caught.value.resume_token == tokens[-2]
    text = f"orders.stats: page {len(tokens)} gave out a page token that was seen before;"
    assert str(caught.value).startswith(text)


def test_a_listing_asks_for_no_page_before_it_is_wanted() -> None:
    player = Player(page("a", 1), page("b", 2), page(None, 3))
    pages, _ = player.pages(flows.pages(stats(), None), take=2)
    assert (len(pages), len(player.sent)) == (2, 2)


# --- waits -------------------------------------------------------------------------------------

ONE = OperationState("ORDER_RECIPIENT_UPDATE", "op1")
EVEN_GAPS = Poll(first=1.0, growth=2.0, cap=4.0, jitter=lambda upper: upper)


def polled(status: str) -> Answer:
    operation = {"id": "op1", "type": ONE.type, "status": status}
    return body(200, {"status": "OK", "result": {"operations": [operation]}})


STORES = body(200, {"campaigns": [{"id": 21, "business": {"id": 900}}]})


def waiting(deadline: float) -> Any:
    return core().waiting(900, [ONE], deadline, EVEN_GAPS)


def waiting_for_update(deadline: float) -> Any:
    return core().waiting_for_update(21, [ONE], deadline, EVEN_GAPS)


def test_gaps_between_polls_grow_up_to_the_cap() -> None:
    player = Player(*[polled("IN_PROGRESS")] * 5, polled("DONE"))
    (done,) = player.run(waiting(60.0))
    assert (done.id, done.status) == ("op1", "DONE")
    assert (player.slept, player.held) == ([1.0, 2.0, 4.0, 4.0, 4.0], [])


def test_a_wait_ends_at_its_deadline_with_a_last_poll() -> None:
    player = Player(polled("IN_PROGRESS"))
    with pytest.raises(WaitTimeoutError) as caught:
        player.run(waiting(5.0))
    assert (player.slept, len(player.sent)) == ([1.0, 2.0, 2.0], 4)
    assert [(o.id, o.status) for o in caught.value.operations] == [("op1", "IN_PROGRESS")]


def test_a_wait_whose_turn_to_ask_never_comes_ends_at_its_deadline_and_says_what_it_knows() -> None:
    player = Player(polled("DONE"), crowded=("polls",))
    with pytest.raises(WaitTimeoutError) as caught:
        player.run(waiting(5.0))
    assert (player.sent, player.passed, player.held) == ([], 5.0, [])
    assert [(o.id, o.status) for o in caught.value.operations] == [("op1", None)]


def test_a_wait_that_cannot_look_up_its_business_in_time_says_so() -> None:
    player = Player(STORES, crowded=("stores",))
    with pytest.raises(
        WaitTimeoutError, match="campaign 21 was not looked up within 5 s"
    ) as caught:
        player.run(waiting_for_update(5.0))
    assert (player.sent, player.passed, caught.value.operations) == ([], 5.0, (ONE,))


def test_a_store_that_the_key_does_not_see_ends_the_wait() -> None:
    player = Player(body(200, {"campaigns": []}))
    with pytest.raises(WaitError, match="not among the stores"):
        player.run(waiting_for_update(5.0))
    assert player.held == []


def test_the_time_that_the_look_up_took_is_off_the_deadline() -> None:
    def slowly(player: Player) -> Answer:
        player.passed += 4.0
        return STORES

    player = Player(slowly, polled("IN_PROGRESS"))
    with pytest.raises(WaitTimeoutError):
        player.run(waiting_for_update(5.0))
    assert (player.slept, player.passed) == ([1.0], 5.0)


def test_who_waits_for_the_look_up_of_another_takes_what_it_found() -> None:
    market = core()

    class FoundByAnother(Player):
        def turn(self, line: str, seconds: float | None) -> Turn | None:
            market.businesses[21] = 900
            return super().turn(line, seconds)

    player = FoundByAnother(polled("DONE"))
    (done,) = player.run(market.waiting_for_update(21, [ONE], 5.0, EVEN_GAPS))
    assert (done.status, len(player.sent)) == ("DONE", 1)
