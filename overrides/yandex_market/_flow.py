"""The protocol, written once: calls, pages and waits as generators that do no I/O.

A flow yields commands and is sent their results; the drivers carry them out, one with blocking calls
and one with async ones. There is no clock, no sleep and no HTTP here, so a flow can be tested with a
list of prepared results.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from . import _calls
from ._calls import Answer, Call, Lost, Reply, Request
from .errors import (
    MarketError,
    NotSentError,
    OutcomeUnknownError,
    PageLoopError,
    WaitError,
    WaitFailedError,
    WaitTimeoutError,
)
from .retrying import Failure
from .waiting import OperationState, Poll

if TYPE_CHECKING:
    from .models import Operation

logger = logging.getLogger("yandex_market")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Now:
    """Answered with the time: (seconds of a steady clock, seconds since 1970)."""


@dataclass(frozen=True, slots=True)
class Send:
    """Answered with an Answer or Lost."""

    request: Request


@dataclass(frozen=True, slots=True)
class Sleep:
    """Answered when so many seconds have passed."""

    seconds: float


@dataclass(frozen=True, slots=True)
class PageReady:
    """A page for the caller; answered when the caller asks for the next one."""

    reply: Reply
    items: list[Any]
    next_token: str | None
    number: int


Command: TypeAlias = Now | Send | Sleep
Flow: TypeAlias = Generator[Command, Any, T]
PageFlow: TypeAlias = Generator[Command | PageReady, Any, None]


def call(request: Call) -> Flow[Reply]:
    """Send until it succeeds, may not be repeated, or the policy's patience is at its end."""
    settings = request.settings
    started, _ = yield Now()
    steady, attempt = started, 0
    while True:
        attempt += 1
        timeout = settings.timeout
        if settings.deadline is not None:
            timeout = min(timeout, max(settings.deadline - (steady - started), 0.001))
        outcome: Answer | Lost = yield Send(request.request(timeout))
        result = _calls.examine(request, outcome, attempt)
        if isinstance(result, Reply):
            return result
        failure, error = result
        steady, wall = yield Now()
        pause = settings.retry.pause(
            failure, attempt, steady - started, request.spec.effect, _quota_wait(error, wall)
        )
        if pause is None or _is_late(settings.deadline, steady - started + pause):
            raise error
        level = logging.WARNING if failure is Failure.QUOTA else logging.INFO
        text = "%s: attempt %d: %s; the next one goes out in %.1f s"
        logger.log(level, text, request.label, attempt, failure.value, pause)
        yield Sleep(pause)
        steady, _ = yield Now()


def pages(listing: Call, token: str | None) -> PageFlow:
    """Page after page from `token` on; ends on a missing, null or empty token only."""
    seen = {token}
    number = 0
    while True:
        number += 1
        try:
            reply: Reply = yield from call(listing.with_token(token))
            items = _calls.items_of(reply)
        except MarketError as error:
            error.resume_token = token
            raise
        following = _calls.next_token(listing, reply.answer, reply.parsed)
        yield PageReady(reply, items, following, number)
        if following is None:
            return
        if following in seen:
            loop = PageLoopError(
                f"{listing.label}: page {number} gave out a page token that was seen before; "
                f"going on would never end ({listing.subject})"
            )
            loop.resume_token = token
            raise loop
        seen.add(following)
        token = following


def read(request: Call, *names: str) -> Flow[Any]:
    """One call, and the value at these attributes of its answer."""
    reply: Reply = yield from call(request)
    return reply.require(*names)


def read_list(request: Call, *names: str) -> Flow[list[Any]]:
    """One call, and the items of the list at these attributes of its answer, nulls left out."""
    found = yield from read(request, *names)
    return [item for item in found if item is not None]


def find_business(stores: Call, campaign_id: int) -> Flow[int | None]:
    """The business that owns a campaign, by walking the stores; None when it is not among them."""
    walk = pages(stores, None)
    reply: Any = None
    while True:
        try:
            command = walk.send(reply)
        except StopIteration:
            return None
        if not isinstance(command, PageReady):
            reply = yield command
            continue
        reply = None
        for campaign in command.items:
            if campaign is not None and campaign.id == campaign_id and campaign.business:
                business: int | None = campaign.business.id
                return business


LAST_POLL = 1.0
"""Seconds that a poll has even when the wait's deadline is nearer, so that the last one can succeed."""

MakePolls: TypeAlias = Callable[[str, Sequence[str]], list[Call]]
"""The getOperations calls for operations of one type: as many as it takes."""


def wait(
    label: str,
    polls: MakePolls,
    operations: Sequence[OperationState],
    deadline: float,
    poll: Poll,
) -> Flow[list[Operation]]:
    """Poll until all operations are DONE; raises when one FAILED or the deadline (seconds) passed."""
    latest: dict[OperationState, Operation] = {}
    keys = [OperationState(o.type, o.id) for o in operations]
    started, _ = yield Now()
    gap = poll.first
    left = deadline
    while True:
        running = [k for k in dict.fromkeys(keys) if not _state(k, latest).is_final]
        try:
            yield from _poll(polls, running, max(left, LAST_POLL), latest)
        except (NotSentError, OutcomeUnknownError) as error:
            steady, _ = yield Now()
            if not _is_late(deadline, steady - started):
                raise
            states = [_state(k, latest) for k in keys]
            text = f"no answer, and {deadline:g} s have passed"
            raise WaitTimeoutError(_summary(label, text, states), operations=states) from error
        states = [_state(k, latest) for k in keys]
        if any(s.status == "FAILED" for s in states):
            raise WaitFailedError(_summary(label, "failed", states), operations=states)
        if all(s.is_final for s in states):
            return [latest[k] for k in keys]
        steady, _ = yield Now()
        left = deadline - (steady - started)
        if left <= 0:
            text = f"still running after {deadline:g} s"
            raise WaitTimeoutError(_summary(label, text, states), operations=states)
        pause = min(left, poll.jittered(gap))
        yield Sleep(pause)
        left -= pause
        gap = min(poll.cap, gap * poll.growth)


def _poll(
    polls: MakePolls,
    running: Sequence[OperationState],
    seconds: float,
    latest: dict[OperationState, Operation],
) -> Flow[None]:
    """Ask once for all of these, type by type, and note the answers in `latest`."""
    for kind in dict.fromkeys(k.type for k in running):
        for asked in polls(kind, [k.id for k in running if k.type == kind]):
            found = yield from read_list(asked.within(seconds), "result", "operations")
            # Neither the order nor completeness is promised: match by id.
            latest.update({OperationState(kind, o.id): o for o in found})


def wait_for_update(
    find: Flow[int | None],
    polls_in: Callable[[int], MakePolls],
    campaign_id: int,
    operations: Sequence[OperationState],
    deadline: float,
    poll: Poll,
) -> Flow[list[Operation]]:
    """Find the campaign's business, then wait there; both within the deadline (seconds)."""
    started, _ = yield Now()
    business_id = yield from find
    if business_id is None:
        raise WaitError(
            f"update.wait: campaign {campaign_id} is not among the stores that this key sees; "
            "pass the business id to operations.wait",
            operations=operations,
        )
    steady, _ = yield Now()
    rest = max(deadline - (steady - started), 0.0)
    return (yield from wait("update.wait", polls_in(business_id), operations, rest, poll))


def _is_late(deadline: float | None, moment: float) -> bool:
    return deadline is not None and moment >= deadline


def _quota_wait(error: MarketError, wall: float) -> float | None:
    retry_at = getattr(error, "retry_at", None)
    return None if retry_at is None else retry_at.timestamp() - wall


def _state(key: OperationState, latest: dict[OperationState, Operation]) -> OperationState:
    status = latest[key].status if key in latest else None
    return key if status is None else replace(key, status=str(status))


def _summary(label: str, what: str, states: Sequence[OperationState]) -> str:
    listed = ", ".join(f"{s.type} {s.id}: {s.status or 'unknown'}" for s in states[:5])
    more = f" and {len(states) - 5} more" if len(states) > 5 else ""
    return f"{label}: {what}: {listed}{more}"
