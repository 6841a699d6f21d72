"""Waiting for changes that run in the background: what a started update gives back.

A 200 for an update means "accepted": the change shows only when its operations are DONE, minutes
later as a rule. `update.wait()` polls getOperations; another process can go on with
`operations.wait`, which takes anything with a type and an id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING

from ._twins import copy_docstrings
from .errors import ArgumentError
from .options import is_seconds
from .retrying import full_jitter

if TYPE_CHECKING:
    from ._commands import Flow
    from ._core import Core
    from ._drivers import AsyncDriver, SyncDriver
    from .models import Operation, StartedOperation

FINAL = ("DONE", "FAILED")


@dataclass(frozen=True, slots=True)
class OperationState:
    """An operation and what was last heard of it; keep it to go on waiting elsewhere."""

    type: str
    """Kind of change, such as ORDER_RECIPIENT_UPDATE."""
    id: str
    """What the service calls it; only together with the type does it say what to ask for."""
    status: str | None = None
    """IN_PROGRESS, DONE, FAILED, or a later value; None when no answer named it yet."""

    @property
    def is_final(self) -> bool:
        """Whether it has ended."""
        return self.status in FINAL

    @classmethod
    def of(cls, operation: object) -> OperationState:
        """Of anything with an `id` and a `type_` or `type`, or a mapping with these keys.

        Raises ArgumentError.
        """
        if isinstance(operation, Mapping):
            operation = SimpleNamespace(**operation)
        kind = getattr(operation, "type_", None) or getattr(operation, "type", None)
        name = getattr(operation, "id", None)
        if not (isinstance(kind, str) and isinstance(name, str) and name):
            raise ArgumentError("an operation has a type and an id, both strings")
        status = getattr(operation, "status", None)
        return cls(str(kind), name, None if status is None else str(status))


def states_of(operations: Iterable[object]) -> list[OperationState]:
    """Types and ids to wait for. Raises ArgumentError."""
    if not isinstance(operations, Iterable):
        raise ArgumentError("operations: expected a list of them; of an update, its `.operations`")
    return [OperationState.of(operation) for operation in operations]


@dataclass(frozen=True, slots=True)
class Poll:
    """The gaps between polls.

    Attributes:
        first: seconds before the second poll.
        growth: each further gap is longer by this factor, 1 or more.
        cap: seconds; no gap is longer.
        grace: seconds for which an operation may be missing from the answers: just started, it may
            not be known everywhere yet.
        jitter: takes the half of a gap that is left to chance, in seconds, and returns the pause.
    """

    first: float = 1.0
    growth: float = 1.5
    cap: float = 15.0
    grace: float = 120.0
    jitter: Callable[[float], float] = full_jitter

    def __post_init__(self) -> None:
        given = (self.first, self.growth, self.cap, self.grace)
        right = all(is_seconds(number) for number in given)
        if not right or self.cap < self.first or self.growth < 1:
            raise ArgumentError("Poll: 0 < first <= cap seconds, growth at least 1, grace above 0")

    def jittered(self, gap: float) -> float:
        """Half of the gap for sure, the other half at random."""
        return gap / 2 + self.jitter(gap / 2)


def as_poll(poll: float | Poll) -> Poll:
    """A Poll from the seconds of its first gap. Raises ArgumentError."""
    if isinstance(poll, Poll):
        return poll
    if not is_seconds(poll):
        raise ArgumentError("poll: expected a positive number of seconds, or a Poll")
    return Poll(first=poll, cap=max(poll, Poll().cap))


def check_deadline(deadline: float) -> float:
    """Refuse a deadline that is not a positive number of seconds. Raises ArgumentError."""
    if not is_seconds(deadline):
        raise ArgumentError("deadline: expected a positive number of seconds")
    return deadline


class _Update:
    """What both twins of an update hold."""

    def __init__(
        self, core: Core, campaign_id: int, order_id: int, operations: Sequence[StartedOperation]
    ) -> None:
        self._core = core
        self.campaign_id = campaign_id
        self.order_id = order_id
        self.operations: tuple[StartedOperation, ...] = tuple(operations)
        """The operations that the update started, one per kind of change: `id` and `type_`."""

    def _waiting(self, deadline: float, poll: float | Poll) -> Flow[list[Operation]]:
        return self._core.waiting_for_update(self.campaign_id, self.operations, deadline, poll)

    def __repr__(self) -> str:
        started = ", ".join(f"{o.type_} {o.id}" for o in self.operations)
        return (
            f"{type(self).__name__}(campaign {self.campaign_id}, order {self.order_id}: {started})"
        )


class OrderUpdate(_Update):
    """An accepted update of an order."""

    def __init__(
        self,
        core: Core,
        driver: SyncDriver,
        campaign_id: int,
        order_id: int,
        operations: Sequence[StartedOperation],
    ) -> None:
        super().__init__(core, campaign_id, order_id, operations)
        self._driver = driver

    def wait(self, *, deadline: float, poll: float | Poll = 1.0) -> list[Operation]:
        """Wait until every operation of this update is DONE.

        Args:
            deadline: seconds for the whole wait.
            poll: seconds before the second poll, growing from there; or a Poll.

        Returns:
            The operations as last polled, in the order of `operations`.

        Raises:
            WaitFailedError: an operation FAILED; the API gives no reason.
            WaitTimeoutError: the deadline passed; `.operations` says what to go on with.
            WaitError: the campaign's business could not be found, or an operation was missing from
                all answers for longer than the grace of `Poll`.
            StatusError and others: as for every call.

        Waits at the same time share their polls, and stand on their own otherwise.

        Source: getOperations; the campaign's business comes from getCampaigns, once per client.
        """
        return self._driver.run(self._waiting(deadline, poll))


class AsyncOrderUpdate(_Update):
    """An accepted update of an order."""

    def __init__(
        self,
        core: Core,
        driver: AsyncDriver,
        campaign_id: int,
        order_id: int,
        operations: Sequence[StartedOperation],
    ) -> None:
        super().__init__(core, campaign_id, order_id, operations)
        self._driver = driver

    async def wait(self, *, deadline: float, poll: float | Poll = 1.0) -> list[Operation]:
        """See OrderUpdate.wait."""
        return await self._driver.run(self._waiting(deadline, poll))


copy_docstrings(OrderUpdate, AsyncOrderUpdate)
