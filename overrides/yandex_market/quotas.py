"""What the API says of its limits: the `X-RateLimit-Resource-*` headers of each answer."""

from __future__ import annotations

import datetime
import email.utils
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RateLimit:
    """The budget of one resource as an answer told it; None for what it did not tell."""

    limit: int | None
    """Requests (or orders) per window."""
    remaining: int | None
    """How many of them are left."""
    until: datetime.datetime | None
    """The moment, aware, at which the window ends."""


def read_rate_limit(headers: Mapping[str, str]) -> RateLimit | None:
    """Read the headers (lower-case names); None when the answer has none of them."""
    limit = _whole(headers.get("x-ratelimit-resource-limit"))
    remaining = _whole(headers.get("x-ratelimit-resource-remaining"))
    until = _moment(headers.get("x-ratelimit-resource-until"))
    if limit is None and remaining is None and until is None:
        return None
    return RateLimit(limit, remaining, until)


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None


def _moment(text: str | None) -> datetime.datetime | None:
    """RFC 822, as documented, or ISO 8601; anything else is as good as absent."""
    if not text:
        return None
    for parse in (email.utils.parsedate_to_datetime, datetime.datetime.fromisoformat):
        try:
            moment = parse(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    return None
