"""What goes in and out of the mock: a request, an answer, and a refusal with the vendor's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import lru_cache
from typing import Any, Literal

import orjson

Json = dict[str, Any]
Headers = tuple[tuple[str, str], ...]

# The vendor shows one code only (UNAUTHORIZED); the others are named after their status.
CODES = {
    400: "BAD_REQUEST",
    401: "UNAUTHORIZED",
    403: "FORBIDDEN",
    404: "NOT_FOUND",
    405: "METHOD_NOT_ALLOWED",
    415: "UNSUPPORTED_MEDIA_TYPE",
    420: "LIMIT_EXCEEDED",
    423: "LOCKED",
    499: "CLIENT_CLOSED_REQUEST",
    500: "INTERNAL_SERVER_ERROR",
    503: "SERVICE_UNAVAILABLE",
}
# What an injected status says when the test gives no message of its own.
MESSAGES = {
    400: "Illegal input at 'request'",
    401: "Api-Key token is invalid",
    403: "Access denied",
    404: "Resource not found",
    423: "Campaign is in business migration",
    503: "Service temporarily unavailable. Please, try again later",
}


@dataclass(slots=True)  # neither is this, nor an answer, frozen: that doubles the time to make one
class Request:
    """One request. `path` and `query` are still percent-encoded, header names are lower case."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    body_size: int = 0  # bytes sent; `body` may hold less of a body that is too big
    client: str | None = None  # the address it came from; None in process


@dataclass(frozen=True, slots=True)
class Trouble:
    """What the adapter does to the connection instead of sending the whole answer.

    refuse: as if nobody listened; reset: the connection breaks, nothing comes; stall: nothing comes for
    `amount` seconds, then the connection closes; truncate: it closes after `amount` bytes of the body.
    """

    kind: Literal["refuse", "reset", "stall", "truncate"]
    amount: float = 0


@dataclass(slots=True)
class Response:
    """One answer. `delay` is how many seconds of real time the adapter waits before sending it."""

    status: int  # 0: there is none, the request was not processed
    headers: Headers
    body: bytes
    delay: float = 0.0
    trouble: Trouble | None = None


class RefusalError(Exception):
    """An answer that is not a success: a status and one message per finding."""

    def __init__(
        self, status: int, *messages: str, code: str | None = None, headers: Headers = ()
    ) -> None:
        super().__init__(status, *messages)
        self.status = status
        self.messages = messages
        self.code = code or CODES.get(status, f"HTTP_{status}")
        self.headers = headers

    def envelope(self) -> Json:
        """The vendor's error envelope."""
        errors = [{"code": self.code, "message": message} for message in self.messages]
        return {"status": "ERROR", "errors": errors}


def to_bytes(value: Json) -> bytes:
    """JSON as it goes over the wire: UTF-8, nothing escaped that need not be."""
    return orjson.dumps(value)


def http_date(moment: datetime) -> str:
    """A moment as headers tell it."""
    return _of_second(int(moment.timestamp()))


@lru_cache(maxsize=256)
def _of_second(second: int) -> str:
    return format_datetime(datetime.fromtimestamp(second, UTC), usegmt=True)
