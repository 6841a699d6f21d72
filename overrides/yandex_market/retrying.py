"""Whether a failed request goes out again, and after what pause: a pure decision.

Safety comes from the document's `x-effect`, never from the HTTP verb: a POST can be a read, and a
write that may have arrived is never repeated.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from .errors import ArgumentError

Effect = Literal["read", "write"]


class Failure(Enum):
    """What went wrong with one attempt, as far as sending again is concerned."""

    NOT_SENT = "not sent"
    """No connection: the service has not seen the request."""
    NO_ANSWER = "no answer"
    """It left, and no answer, half an answer, or an unreadable one came back."""
    SERVER = "server error"
    """5xx or 499."""
    PARALLEL_LIMIT = "parallel limit"
    """420 because of other requests in flight: passes in a moment."""
    QUOTA = "quota spent"
    """420 until the window ends."""
    SUNSET = "sunset"
    """The 403 that a deprecated method answers now and then."""
    FINAL = "final"
    """Any other refusal: it would be the same again."""


def full_jitter(upper: float) -> float:
    """A random pause between 0 and `upper` seconds: many clients then spread out."""
    return random.uniform(0.0, upper)


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How patient a call is.

    Attributes:
        attempts: how often a request is sent at most, the first time included.
        base: seconds; the first pause lies between 0 and this, each further one doubles the bound.
        cap: seconds; no pause of this kind is longer.
        max_wait: seconds; a spent quota is waited out only when its window ends sooner.
        jitter: takes the bound in seconds and returns the pause.
    """

    attempts: int = 4
    base: float = 0.5
    cap: float = 8.0
    max_wait: float = 300.0
    jitter: Callable[[float], float] = full_jitter

    def __post_init__(self) -> None:
        if not isinstance(self.attempts, int) or self.attempts < 1:
            raise ArgumentError("RetryPolicy: attempts must be a whole number, at least 1")
        for seconds in (self.base, self.cap, self.max_wait):
            if not isinstance(seconds, int | float) or not seconds >= 0:
                raise ArgumentError("RetryPolicy: base, cap and max_wait are seconds, 0 or more")

    def pause(
        self,
        failure: Failure,
        attempt: int,
        elapsed: float,
        effect: Effect,
        quota_wait: float | None = None,
    ) -> float | None:
        """Seconds to wait before sending again; None to give up.

        Args:
            failure: what happened.
            attempt: the number of the attempt that failed, from 1.
            elapsed: seconds since the call began.
            effect: `x-effect` of the operation.
            quota_wait: seconds until the quota's window ends, when the server told.
        """
        if attempt >= self.attempts or not _may_repeat(failure, effect):
            return None
        doubled = 2.0 ** min(attempt - 1, 1000)  # a float ends soon after that
        backoff = self.jitter(min(self.cap, self.base * doubled))
        if failure is not Failure.QUOTA:
            return backoff
        # Past or absent: the clocks differ or the server did not say; then a short pause will do.
        wait = backoff if quota_wait is None or quota_wait <= 0 else quota_wait
        return wait if elapsed + wait <= self.max_wait else None


def _may_repeat(failure: Failure, effect: Effect) -> bool:
    if failure in (Failure.NOT_SENT, Failure.PARALLEL_LIMIT, Failure.QUOTA):
        return True  # the service did nothing
    return failure is not Failure.FINAL and effect == "read"
