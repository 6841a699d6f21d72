"""The protocol, written once: calls, pages and waits as generators that do no I/O.

A flow yields commands and is sent their results; the drivers carry them out, one with blocking calls
and one with async ones. There is no clock, no sleep and no HTTP here, so a flow can be tested with a
list of prepared results.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias

from . import _calls, _gate
from ._calls import Answer, Call, Lost, Reply
from ._commands import Flow, Now, PageFlow, PageReady, Send, Sleep
from .errors import MarketError, PageLoopError
from .retrying import Failure

logger = logging.getLogger("yandex_market")

Examine: TypeAlias = Callable[[Call, Answer | Lost, int], Reply | tuple[Failure, MarketError]]


def call(request: Call, examine: Examine = _calls.examine) -> Flow[Reply]:
    """Send until it succeeds, may not be repeated, or the policy's patience is at its end."""
    settings = request.settings
    wire = request.request(settings.timeout)
    started, _ = yield Now()
    attempt = 0
    while True:
        attempt += 1
        entry = yield from _gate.admitted(request, started, attempt)
        steady, _ = yield Now()
        if settings.deadline is not None:
            left = max(settings.deadline - (steady - started), 0.001)
            wire = replace(wire, timeout=min(settings.timeout, left))
        outcome: Answer | Lost = yield Send(wire, entry)
        result = examine(request, outcome, attempt)
        if isinstance(result, Reply):
            if request.seen is not None:
                request.seen.last = result
            return result
        failure, error = result
        steady, wall = yield Now()
        pause = settings.retry.pause(
            failure, attempt, steady - started, request.spec.effect, _quota_wait(error, wall)
        )
        if pause is None or is_late(settings.deadline, steady - started + pause):
            raise error
        level = logging.WARNING if failure is Failure.QUOTA else logging.INFO
        text = "%s: attempt %d: %s; the next one goes out in %.1f s"
        logger.log(level, text, request.label, attempt, failure.value, pause)
        yield Sleep(pause)


def pages(listing: Call, token: str | None, examine: Examine = _calls.examine) -> PageFlow:
    """Page after page from `token` on; ends on a missing, null or empty token only."""
    seen = {token}
    number = 0
    while True:
        number += 1
        try:
            reply: Reply = yield from call(listing.with_token(token), examine)
        except MarketError as error:
            error.resume_token = token
            raise
        following = _calls.next_token(listing, reply.answer, reply.parsed)
        yield PageReady(reply, token, following, number)
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


def pages_ahead(listing: Call, token: str | None) -> PageFlow:
    """The same, with the models left for the reader to make, so that the next page can be on its
    way meanwhile.
    """
    return pages(listing, token, _calls.glance)


def items_of(page: PageReady) -> list[Any]:
    """The items of a page. Errors carry the token of this page."""
    try:
        return _calls.items_of(page.reply.whole())
    except MarketError as error:
        error.resume_token = page.token
        raise


def read(request: Call, *names: str) -> Flow[Any]:
    """One call, and the value at these attributes of its answer."""
    reply: Reply = yield from call(request)
    return reply.require(*names)


def read_list(request: Call, *names: str) -> Flow[list[Any]]:
    """One call, and the items of the list at these attributes of its answer, nulls left out."""
    found = yield from read(request, *names)
    return [item for item in found if item is not None]


def is_late(deadline: float | None, moment: float) -> bool:
    """Whether a moment, in seconds from the start, is not within the deadline."""
    return deadline is not None and moment >= deadline


def _quota_wait(error: MarketError, wall: float) -> float | None:
    retry_at = getattr(error, "retry_at", None)
    return None if retry_at is None else retry_at.timestamp() - wall
