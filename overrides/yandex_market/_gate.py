"""The way to the service: a call goes out when its quota has room, and not before.

There is a gate per operation and store (or business, or key). Calls of one gate stand in line; the
first one asks the quota store. When the window's budget is spent, all leave the line, and one sleeps
for all; who cannot wait that long fails at once.
"""

from __future__ import annotations

import datetime
import hashlib
import logging
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

from . import _calls
from ._calls import Answer, Call, Lost
from ._commands import Acquire, Flow, Held, Hold, Now, Sleep
from .errors import MarketError, ParallelLimitError, QuotaExceededError, RateLimitError
from .quotas import Grant, RateLimit, Wait, read_rate_limit

logger = logging.getLogger("yandex_market")

PATIENT = 1e6
"""Seconds that a call without a deadline stands in line."""
BLINK = 0.001
"""The shortest sleep: less might be no time at all to a clock, which would then never move on."""

LATEST = datetime.datetime(9999, 12, 31, 23, 59, 59, tzinfo=datetime.UTC).timestamp()
"""The last second that a datetime can name: a quota store may say that it never opens again."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A grant in use: what to tell the store when the request is over."""

    call: Call
    key: str
    grant: Grant

    def settled(self, outcome: object) -> tuple[int, RateLimit | None]:
        """What was spent, as far as is known, and what the answer told.

        `outcome` is what came of sending; None when it was given up on the way.
        """
        if isinstance(outcome, Answer):
            told = read_rate_limit(outcome.headers)
            counted = told is None and self.call.spec.quota.counts == "orders"
            return _calls.count_items(self.call, outcome) if counted else 1, told
        if isinstance(outcome, MarketError) or (isinstance(outcome, Lost) and not outcome.sent):
            return 0, None
        return self.grant.cost, None  # it may have been carried out


def admitted(call: Call, started: float, attempt: int) -> Flow[Entry]:
    """Wait for room in the quota; raises when there is none within the call's patience.

    `started` is the steady clock's time at which the call began, `attempt` the one to come.
    """
    key, cost = key_of(call), _most(call)
    while True:
        steady, wall = yield Now()
        left = PATIENT
        if call.settings.deadline is not None:
            left = call.settings.deadline - (steady - started)
        answer = yield from _asked(call, key, cost, left)
        if isinstance(answer, Grant):
            return Entry(call, key, answer)
        if answer is None:
            text = "no request could be sent in time, for so many others are in flight"
            raise _refused(ParallelLimitError, call, text, attempt)
        wait = answer.until - wall
        if wait >= left or steady - started + wait > call.settings.retry.max_wait:
            raise _spent(call, answer.until, attempt)
        text = "%s: quota spent; attempt %d goes out in %.1f s"
        logger.warning(text, call.label, attempt, max(wait, 0.0))
        yield from _rest(key, answer.until, left)


def _asked(
    call: Call, key: str, cost: int, seconds: float
) -> Generator[Any, Any, Grant | Wait | None]:
    """Stand in line and ask until there is room or the budget is spent; None: not in time."""
    steady, _ = yield Now()
    end = steady + seconds
    held: Held | None = yield Hold(f"gate {key}", seconds)
    if held is None:
        return None
    try:
        while True:
            steady, _ = yield Now()
            answer: Grant | Wait = yield Acquire(key, call.spec.quota, cost, end - steady)
            if isinstance(answer, Grant) or answer.spent:
                return answer
            steady, _ = yield Now()
            if steady >= end:
                return None
    finally:
        held.release()


def _rest(key: str, until: float, seconds: float) -> Flow[None]:
    """Sleep to the end of the window. One sleeps; the others stand behind it and then go on."""
    held: Held | None = yield Hold(f"rest {key}", seconds)
    if held is None:
        return
    try:
        _, wall = yield Now()
        if wall < until:
            yield Sleep(max(until - wall, BLINK))
    finally:
        held.release()


def key_of(call: Call) -> str:
    """What a quota is counted for: the operation, and its store or business, else the key."""
    for name, wire in (("campaign_id", "campaignId"), ("business_id", "businessId")):
        if name in call.parameters:
            return f"{call.spec.id}/{wire}/{call.parameters[name]}"
    secret = "\n".join(f"{n}:{v}" for n, v in sorted(call.settings.credentials.items()))
    return f"{call.spec.id}/key/{hashlib.sha256(secret.encode()).hexdigest()[:12]}"


def _most(call: Call) -> int:
    """The most that one request can cost."""
    if call.spec.quota.counts == "requests" or call.spec.paging is None:
        return 1
    limit = call.spec.paging.limit_parameter
    schema = next(a.schema for a in call.spec.arguments if a.name == limit)
    return int(call.parameters.get(limit) or schema["maximum"])


def _spent(call: Call, until: float, attempt: int) -> RateLimitError:
    moment = datetime.datetime.fromtimestamp(min(until, LATEST), datetime.UTC)
    text = f"the quota is spent until {moment:%Y-%m-%dT%H:%M:%SZ}, which is too long to wait"
    error = _refused(QuotaExceededError, call, text, attempt)
    error.retry_at = moment
    error.rate_limit = RateLimit(None, 0, moment)
    return error


def _refused(kind: type[RateLimitError], call: Call, text: str, attempt: int) -> RateLimitError:
    last = f"attempt {attempt} not sent"
    context = f"{call.subject}, {last}" if call.subject else last
    return kind(
        f"{call.label}: {text} ({context})",
        status=420,
        operation=call.spec.id,
        attempts=attempt - 1,
    )
