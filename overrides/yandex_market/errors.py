"""What calls raise. Everything is a MarketError; the subclass tells what to do about it.

    MarketError
    ├── ConfigurationError          the client cannot be made: key, address, options
    ├── ArgumentError               the document says the API would refuse this (also a ValueError)
    ├── NotSentError                the request never left: safe to send again
    ├── OutcomeUnknownError         it left, no answer came: a write may have happened
    ├── ResponseDecodeError         an answer came that cannot be read (`.body`)
    ├── StatusError                 the API answered with an error
    │   ├── BadRequestError 400, UnauthorizedError 401, NotFoundError 404, LockedError 423
    │   ├── ForbiddenError 403      → ApiDisabledError, MethodSunsetError
    │   ├── RateLimitError 420      → ParallelLimitError, QuotaExceededError (`.retry_at`)
    │   └── ServerError 5xx
    ├── PageLoopError               a listing repeats itself
    └── WaitError                   → WaitFailedError, WaitTimeoutError (`.operations`)

    SunsetWarning                   no error: a method in use ends soon, and what replaces it

Texts hold the operation, the status, the server's own words and ids; never a key or personal data.
Bodies stay out of texts and are kept in attributes. All errors pickle and copy.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .quotas import RateLimit
    from .waiting import OperationState


class MarketError(Exception):
    """Anything that this package raises on purpose."""

    resume_token: str | None = None
    """Set by a pager: the token of the page that failed; `pages(resume_from=...)` goes on there.
    None on the first page."""

    def __reduce__(self) -> tuple[Any, ...]:
        # Subclasses take keyword arguments, which the default way of pickling would lose.
        return _rebuild, (type(self), self.args, self.__dict__.copy())


def _rebuild(
    kind: type[MarketError], args: tuple[Any, ...], attributes: dict[str, Any]
) -> MarketError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(attributes)
    return error


class ConfigurationError(MarketError):
    """The client cannot be made as asked; the text says what to change."""


class ArgumentError(MarketError, ValueError):
    """An argument that the document says the API would refuse; nothing was sent."""


class NotSentError(MarketError):
    """The request never reached the service (no connection); it is safe to send it again."""


class OutcomeUnknownError(MarketError):
    """The request left but its answer did not arrive: a write may or may not have happened."""


class ResponseDecodeError(MarketError):
    """An answer that cannot be read. The text has the field's path and the type found."""

    def __init__(
        self,
        message: str,
        *,
        operation: str,
        path: str,
        found: str,
        body: bytes,
        status: int,
        next_token: str | None = None,
    ) -> None:
        super().__init__(message)
        self.operation = operation
        """operationId, as in the document."""
        self.path = path
        """Where in the answer, like `result.orders[3].items`; empty for the whole answer."""
        self.found = found
        """What was found there, in JSON's terms."""
        self.body = body
        """The answer's bytes as received."""
        self.status = status
        """HTTP status."""
        self.next_token = next_token
        """In a pager: the token of the page after this one, if the answer still told it."""


class StatusError(MarketError):
    """The API answered with an error: an HTTP status, or `status: ERROR` in a 200 (status 200)."""

    def __init__(
        self,
        message: str,
        *,
        status: int,
        operation: str,
        errors: Sequence[tuple[str | None, str | None]] = (),
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        attempts: int = 1,
        rate_limit: RateLimit | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        """HTTP status."""
        self.operation = operation
        """operationId, as in the document."""
        self.errors: tuple[tuple[str | None, str | None], ...] = tuple(errors)
        """(code, message) pairs as the server gave them, in order; empty when the body has none."""
        self.body = body
        """The answer's bytes as received: JSON, HTML, cut off or empty."""
        self.headers: dict[str, str] = dict(headers or {})
        """Headers of the answer, names in lower case."""
        self.attempts = attempts
        """How often the request was sent."""
        self.rate_limit = rate_limit
        """What the answer told of the quota."""


class BadRequestError(StatusError):
    """400: the request breaks a rule, and the server names it."""


class UnauthorizedError(StatusError):
    """401: no key, or one that the API does not know."""


class ForbiddenError(StatusError):
    """403: the key may not do this here, or the store or cabinet is not its own."""


class ApiDisabledError(ForbiddenError):
    """403 for good: the API is switched off for this store or cabinet."""


class MethodSunsetError(ForbiddenError):
    """403 now and then: the method is on its way out; the text names the one to use."""


class SunsetWarning(DeprecationWarning):
    """Told once per client from 30 days before a method begins to fail; nothing is wrong yet."""


class NotFoundError(StatusError):
    """404: no such order, store or method."""


class LockedError(StatusError):
    """423: not usable for this store now; minutes to hours."""


class RateLimitError(StatusError):
    """420 (or 429): too many requests."""

    retry_at: datetime.datetime | None = None
    """When a request may succeed again, if the server told."""


class ParallelLimitError(RateLimitError):
    """420: too many requests at the same moment."""


class QuotaExceededError(RateLimitError):
    """420: the hour's budget is spent."""


class ServerError(StatusError):
    """5xx, or 499: the service failed."""


class PageLoopError(MarketError):
    """A listing gave out a page token a second time: going on would never end."""


class WaitError(MarketError):
    """Started operations did not all succeed."""

    def __init__(self, message: str, *, operations: Sequence[OperationState]) -> None:
        super().__init__(message)
        self.operations: tuple[OperationState, ...] = tuple(operations)
        """Type, id and last known state of each; `operations.wait` takes them as they are."""


class WaitFailedError(WaitError):
    """At least one operation ended as FAILED."""


class WaitTimeoutError(WaitError):
    """The deadline passed while operations were still running."""


_BY_STATUS: dict[int, type[StatusError]] = {
    400: BadRequestError,
    401: UnauthorizedError,
    403: ForbiddenError,
    404: NotFoundError,
    420: RateLimitError,
    423: LockedError,
    429: RateLimitError,
    499: ServerError,
}

# Codes are hardly documented, so these read the text too; they only choose a subclass.
_REFINED: dict[type[StatusError], tuple[tuple[str, type[StatusError]], ...]] = {
    ForbiddenError: (
        ("is deprecated and is occasionally forbidden", MethodSunsetError),
        ("API_DISABLED", ApiDisabledError),
        ("API for campaign", ApiDisabledError),
        ("API for business", ApiDisabledError),
    ),
    RateLimitError: (
        ("parallel requests", ParallelLimitError),
        ("requests per", QuotaExceededError),
    ),
}


def status_error_class(status: int, text: str) -> type[StatusError]:
    """The class for a status and the server's words."""
    base = _BY_STATUS.get(status, ServerError if status >= 500 else StatusError)
    return next((kind for words, kind in _REFINED.get(base, ()) if words in text), base)
