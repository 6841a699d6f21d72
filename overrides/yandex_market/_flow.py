"""The protocol, written once: calls, pages and waits as generators that do no I/O.

A flow yields commands and is sent their results; the drivers carry them out, one with blocking calls
and one with async ones. There is no clock, no sleep and no HTTP here, so a flow can be tested with a
list of prepared results.
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from . import _calls, _gate
from ._calls import Answer, Call, Lost, Parts, Reply
from ._commands import Command, Flow, Now, PageFlow, PageReady, Send, Sleep
from .errors import ArgumentError, MarketError, PageLoopError, ResponseDecodeError
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


MARK = "|"
"""In tokens of a listing of parts: between the name of the part and the server's own token."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One call of a listing; `after` is the token of the next one's first page."""

    call: Call
    name: str | None
    after: str | None

    def token(self, of_server: str | None) -> str | None:
        """What callers see of a token of the server; None is the first page."""
        return of_server if self.name is None else f"{self.name}{MARK}{of_server or ''}"

    def next_token(self, of_server: str | None) -> str | None:
        """What follows a page that told this token."""
        return self.token(of_server) if of_server else self.after


def pages(listing: Call | Parts, token: str | None, examine: Examine = _calls.examine) -> PageFlow:
    """Page after page from `token` on; ends on a missing, null or empty token only.

    Raises ArgumentError at once for a token that is none of a listing of parts.
    """
    parts, of_server = _begun(listing, token)
    return _walk(parts, of_server, examine)


def pages_ahead(listing: Call | Parts, token: str | None) -> Iterator[PageFlow]:
    """The same as a flow for each part, so that several can be read at the same time.

    Models are left for the reader to make: the next page can be on its way meanwhile.
    """
    parts, of_server = _begun(listing, token)
    tokens = itertools.chain([of_server], itertools.repeat(None))
    return (_walk([part], own, _calls.glance) for part, own in zip(parts, tokens, strict=False))


def _begun(listing: Call | Parts, token: str | None) -> tuple[Iterable[_Part], str | None]:
    """The parts from the one that the token names on, and the server's own token in it."""
    if isinstance(listing, Call):
        return [_Part(listing, None, None)], token
    name, mark, of_server = (None, "", None) if token is None else token.partition(MARK)
    try:
        if token is not None and not mark:
            raise ArgumentError("it names no part")
        named = listing.beginning_with(name)
    except ArgumentError as error:
        text = f"{listing.label}: resume_from: not a token of this listing: {error}"
        raise ArgumentError(text) from None
    return _parts_of(named), of_server or None


def _parts_of(named: Iterable[tuple[str, Call]]) -> Generator[_Part, None, None]:
    for one, following in itertools.pairwise(itertools.chain(named, [None])):
        assert one is not None
        name, call = one
        yield _Part(call, name, following and f"{following[0]}{MARK}")


def _walk(parts: Iterable[_Part], token: str | None, examine: Examine) -> PageFlow:
    number = 0
    for part in parts:
        number = yield from _walk_part(part, token, number, examine)
        token = None


def _walk_part(
    part: _Part, token: str | None, number: int, examine: Examine
) -> Generator[Command | PageReady, Any, int]:
    """The pages of one part, counted on from `number`; the last one's number."""
    seen = {token}
    before = number
    while True:
        number += 1
        here = part.token(token)
        try:
            reply: Reply = yield from call(part.call.with_token(token), examine)
        except MarketError as error:
            error.resume_token = here
            if isinstance(error, ResponseDecodeError) and error.next_token:
                error.next_token = part.token(error.next_token)
            raise
        following = _calls.next_token(part.call, reply.parsed)
        yield PageReady(reply, here, part.next_token(following), number)
        if following is None:
            return number
        if following in seen:
            raise _loop(part, number - before, here)
        seen.add(following)
        token = following


def _loop(part: _Part, number: int, token: str | None) -> PageLoopError:
    place = f"page {number}" if part.name is None else f"page {number} of {part.name}"
    loop = PageLoopError(
        f"{part.call.label}: {place} gave out a page token that was seen before; "
        f"going on would never end ({part.call.subject})"
    )
    loop.resume_token = token
    return loop


def read_page(page: PageReady) -> Flow[PageReady]:
    """The same with its items. Errors carry the token of this page.

    One that only ended like a page, and is no JSON, is asked for again like any half answer.
    """
    try:
        reply = page.reply.whole()
        if reply is None:
            logger.info("%s: a page is no JSON; it is asked for again", page.reply.call.label)
            reply = yield from call(page.reply.call)
        return replace(page, reply=reply, items=_calls.items_of(reply))
    except MarketError as error:
        error.resume_token = page.token
        if isinstance(error, ResponseDecodeError) and error.next_token:
            error.next_token = page.next_token
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
