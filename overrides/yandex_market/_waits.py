"""Waiting for started operations, many waits at once: they share what they ask.

Each wait sleeps its own gaps. Before it asks, it stands in line; when its turn comes, others may have
asked for it, else it asks for its own operations and, up to a full request, for those of the others.
So a thousand waits cost ten polls a round, and no wait depends on another: there is no leader, and a
wait that fails or is given up leaves the rest as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from yandex_market_api.operations import OPERATIONS

from . import _flow
from ._calls import Call
from ._commands import Flow, Gather, Held, Hold, Now, PageReady, Sleep
from .errors import (
    BadRequestError,
    NotSentError,
    OutcomeUnknownError,
    WaitError,
    WaitFailedError,
    WaitTimeoutError,
)
from .waiting import OperationState, Poll

if TYPE_CHECKING:
    from .models import Operation

OPERATION_IDS = next(
    a.schema for a in OPERATIONS["getOperations"].arguments if a.name == "operation_ids"
)
POLL_BATCH: int = OPERATION_IDS["maxItems"]
"""How many ids one poll may name, by the document."""
LAST_POLL = 1.0
"""Seconds that a poll has even when the wait's deadline is nearer, so that the last one can succeed."""

GATHERINGS = 10
"""So often a wait lets others join, as long as they come, before it asks for the first time."""

MakePoll: TypeAlias = Callable[[str, Sequence[str]], Call]
"""The getOperations call for operations of one type, no more than one call can name."""


@dataclass(eq=False, slots=True)
class Waiter:
    """One wait: its operations, and what was heard of them, whoever asked."""

    keys: tuple[OperationState, ...]
    latest: dict[OperationState, Operation] = field(default_factory=dict)
    heard: set[OperationState] = field(default_factory=set)
    """Asked for since the wait last went to sleep."""
    missing: dict[OperationState, float] = field(default_factory=dict)
    """Not in the last answer, and since when."""
    due: float = 0.0
    """When it wakes up, by the steady clock; past while it is awake."""
    soon: float = float("-inf")
    """From when on others may ask for it, too: not just after it has been heard of."""

    def rest(self, now: float, pause: float, gap: float) -> None:
        """It goes to sleep, and wants to hear again after that."""
        self.heard.clear()
        self.due = now + pause
        self.soon = self.due - gap / 2

    def running(self) -> list[OperationState]:
        """Those that have not ended."""
        return [k for k in self.keys if not self.state(k).is_final]

    def unheard(self, kind: str) -> list[OperationState]:
        """Those of a type to ask for."""
        return [k for k in self.running() if k.type == kind and k not in self.heard]

    def state(self, key: OperationState) -> OperationState:
        """An operation with what was last heard of it."""
        status = self.latest[key].status if key in self.latest else None
        return key if status is None else replace(key, status=str(status))

    def hear(self, key: OperationState, found: Operation | None, moment: float) -> None:
        """Note what an answer said; nothing, when the answer left it out."""
        if found is None:
            self.missing.setdefault(key, moment)
        else:
            self.missing.pop(key, None)
            self.latest[key] = found
        self.heard.add(key)


class Board:
    """The waits of one business that run at the same time.

    Without a lock, which a fork could copy while it is held: each step here is a single change of a
    dictionary, and a wait that joins or leaves meanwhile loses nothing by it.
    """

    def __init__(self) -> None:
        self._waits: dict[int, Waiter] = {}

    def __len__(self) -> int:
        return len(self._waits)

    def join(self, wait: Waiter) -> None:
        """Ask for this one's operations too from now on."""
        self._waits[id(wait)] = wait

    def leave(self, wait: Waiter) -> None:
        """Ask for them no more."""
        del self._waits[id(wait)]

    def others(
        self, kind: str, own: Iterable[OperationState], room: int, now: float
    ) -> list[OperationState]:
        """What other waits ask for now or soon, the most urgent first, as far as there is room."""
        taken = dict.fromkeys(own)
        found: list[OperationState] = []
        ready = [wait for wait in list(self._waits.values()) if wait.soon < now]
        for wait in sorted(ready, key=lambda wait: wait.due):
            if len(found) >= room:
                break
            new = [key for key in wait.unheard(kind) if key not in taken]
            taken.update(dict.fromkeys(new))
            found += new
        return found[:room]

    def tell(self, asked: Sequence[OperationState], found: list[Operation], moment: float) -> None:
        """Tell every wait what an answer said. Nobody promises its order or that it is complete."""
        by_id = {operation.id: operation for operation in found}
        keys = set(asked)
        for wait in list(self._waits.values()):
            for key in keys.intersection(wait.keys):
                wait.hear(key, by_id.get(key.id), moment)


def wait(
    label: str,
    poll_for: MakePoll,
    board: Board,
    line: str,
    operations: Sequence[OperationState],
    deadline: float,
    poll: Poll,
) -> Flow[list[Operation]]:
    """Poll until all operations are DONE; raises when one FAILED or the deadline (seconds) passed.

    `line` is the name under which waits of the same business stand in line.
    """
    keys = [OperationState(o.type, o.id) for o in operations]
    mine = Waiter(tuple(dict.fromkeys(keys)))
    board.join(mine)
    try:
        yield from _rounds(label, mine, _Asking(poll_for, board, line, mine), deadline, poll)
    finally:
        board.leave(mine)
    return [mine.latest[key] for key in keys]


def _rounds(label: str, mine: Waiter, asking: _Asking, deadline: float, poll: Poll) -> Flow[None]:
    started, _ = yield Now()
    gap, left = poll.first, deadline
    if mine.keys:
        yield from asking.gather()
    while True:
        try:
            for kind in dict.fromkeys(k.type for k in mine.running()):
                yield from asking.ask(kind, max(left, LAST_POLL))
        except (NotSentError, OutcomeUnknownError) as error:
            steady, _ = yield Now()
            if not _flow.is_late(deadline, steady - started):
                raise
            raise _over(label, f"no answer, and {deadline:g} s have passed", mine) from error
        steady, _ = yield Now()
        if _has_ended(label, mine, poll, steady):
            return
        left = deadline - (steady - started)
        if left <= 0:
            raise _over(label, f"still running after {deadline:g} s", mine)
        pause = min(left, poll.jittered(gap))
        mine.rest(steady, pause, gap)
        yield Sleep(pause)
        left -= pause
        gap = min(poll.cap, gap * poll.growth)


def _has_ended(label: str, mine: Waiter, poll: Poll, now: float) -> bool:
    """Whether all are DONE. Raises when one FAILED, or is unknown for longer than the grace."""
    states = [mine.state(key) for key in mine.keys]
    if any(s.status == "FAILED" for s in states):
        raise WaitFailedError(_summary(label, "failed", states), operations=states)
    lost = [k for k, since in list(mine.missing.items()) if now - since >= poll.grace]
    if lost:
        text = f"missing from all answers for {poll.grace:g} s"
        raise WaitError(_summary(label, text, [mine.state(k) for k in lost]), operations=states)
    return all(s.is_final for s in states)


@dataclass(frozen=True, slots=True)
class _Asking:
    """How one wait asks."""

    poll_for: MakePoll
    board: Board
    line: str
    mine: Waiter

    def gather(self) -> Flow[None]:
        """Let waits that began at the same time join before the first one asks."""
        for _ in range(GATHERINGS):
            known = len(self.board)
            yield Gather()
            if len(self.board) == known:
                return

    def ask(self, kind: str, seconds: float) -> Flow[None]:
        """See to it that all of this type were asked for, by this wait or another."""
        held: Held | None = yield Hold(f"{self.line} {kind}", seconds)
        if held is None:
            return  # the deadline is near; what was heard till now is what there is
        try:
            while own := self.mine.unheard(kind)[:POLL_BATCH]:
                steady, _ = yield Now()
                others = self.board.others(kind, own, POLL_BATCH - len(own), steady)
                yield from self._poll(kind, own, others, seconds)
        finally:
            held.release()

    def _poll(
        self,
        kind: str,
        own: list[OperationState],
        others: list[OperationState],
        seconds: float,
    ) -> Flow[None]:
        try:
            found = yield from self._found(kind, own + others, seconds)
        except BadRequestError:
            if not others:
                raise
            others = []  # an id of theirs may be what is wrong
            found = yield from self._found(kind, own, seconds)
        steady, _ = yield Now()
        self.board.tell(own + others, found, steady)

    def _found(self, kind: str, keys: list[OperationState], seconds: float) -> Flow[list[Any]]:
        call = self.poll_for(kind, [key.id for key in keys]).within(seconds)
        return _flow.read_list(call, "result", "operations")


# --- the campaign's business -----------------------------------------------------------------


def business_of(
    stores: Call, campaign_id: int, known: dict[int, int], seconds: float
) -> Flow[int | None]:
    """The business that owns a campaign, by walking the stores; None when it is not among them.

    Waits that look at the same time walk once: what one finds is noted in `known`.
    """
    if campaign_id in known:
        return known[campaign_id]
    held: Held | None = yield Hold("stores", seconds)
    if held is None:
        return None
    try:
        if campaign_id not in known:
            yield from _walk(stores, campaign_id, known)
        return known.get(campaign_id)
    finally:
        held.release()


def _walk(stores: Call, campaign_id: int, known: dict[int, int]) -> Flow[None]:
    walk = _flow.pages(stores, None)
    reply: Any = None
    try:
        while campaign_id not in known:
            command = walk.send(reply)
            reply = None
            if isinstance(command, PageReady):
                page = yield from _flow.read_page(command)
                for store in page.items:
                    if store.id is not None and store.business and store.business.id is not None:
                        known[store.id] = store.business.id
            else:
                reply = yield command
    except StopIteration:
        return
    finally:
        walk.close()


def wait_for_update(
    find: Flow[int | None],
    wait_in: Callable[[int, float], Flow[list[Operation]]],
    campaign_id: int,
    operations: Sequence[OperationState],
    deadline: float,
) -> Flow[list[Operation]]:
    """Find the campaign's business, then wait there; both within the deadline (seconds)."""
    started, _ = yield Now()
    business_id = yield from find
    steady, _ = yield Now()
    rest = max(deadline - (steady - started), 0.0)
    if business_id is None and not rest:
        text = f"update.wait: campaign {campaign_id} was not looked up within {deadline:g} s"
        raise WaitTimeoutError(text, operations=operations)
    if business_id is None:
        raise WaitError(
            f"update.wait: campaign {campaign_id} is not among the stores that this key sees; "
            "pass the business id to operations.wait",
            operations=operations,
        )
    return (yield from wait_in(business_id, rest))


def _over(label: str, what: str, mine: Waiter) -> WaitTimeoutError:
    states = [mine.state(key) for key in mine.keys]
    return WaitTimeoutError(_summary(label, what, states), operations=states)


def _summary(label: str, what: str, states: Sequence[OperationState]) -> str:
    listed = ", ".join(f"{s.type} {s.id}: {s.status or 'unknown'}" for s in states[:5])
    more = f" and {len(states) - 5} more" if len(states) > 5 else ""
    return f"{label}: {what}: {listed}{more}"
