"""Quotas: windows of an hour per operation and store (or business), and the parallel gate.

The figures come from the operations table. What a window counts is spent by refused requests too;
the parallel gate counts answers that are still on their way out, so it only ever closes when
answers are delayed or really overlap.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from yandex_market_api.operations import OPERATIONS

from .clock import Clock
from .exchange import Headers, RefusalError, http_date

Quotas = Literal["documented", "off"] | Mapping[str, int | Mapping[str, int]]
Place = tuple[str, int]  # ("campaignId", 21000101) or ("businessId", ...)

WINDOW = timedelta(hours=1)
_PRUNE_AT = 10_000  # windows kept before those that are over are thrown away


@dataclass(slots=True)
class Window:
    """One running window: when it ends and how much of it is used."""

    until: datetime
    used: int = 0


class Limits:
    """Counts what is spent and refuses what is too much. Raises ValueError for odd quotas."""

    def __init__(self, quotas: Quotas, clock: Clock) -> None:
        self._clock = clock
        self._counting = quotas != "off"
        self._amounts = {name: spec.quota.amount for name, spec in OPERATIONS.items()}
        self._parallel = {name: spec.quota.parallel for name, spec in OPERATIONS.items()}
        if isinstance(quotas, str):
            if quotas not in ("documented", "off"):
                raise ValueError(f"quotas must be 'documented', 'off' or a mapping, not {quotas!r}")
        else:
            self._override(quotas)
        self._windows: dict[tuple[str, Place], Window] = {}
        self._in_flight: dict[tuple[str, Place], int] = {}

    def _override(self, quotas: Mapping[str, int | Mapping[str, int]]) -> None:
        for name, given in quotas.items():
            if name not in OPERATIONS:
                raise ValueError(f"quotas: there is no operation {name!r}")
            figures = given if isinstance(given, Mapping) else {"amount": given}
            if not all(isinstance(f, int) and f >= 0 for f in figures.values()):
                raise ValueError(f"quotas: {name!r} needs whole numbers, 0 or more")
            if unknown := set(figures) - {"amount", "parallel"}:
                raise ValueError(f"quotas: {name!r} has unknown figures {sorted(unknown)}")
            self._amounts[name] = figures.get("amount", self._amounts[name])
            self._parallel[name] = figures.get("parallel", self._parallel[name])

    @property
    def counting(self) -> bool:
        """Whether anything is ever refused."""
        return self._counting

    def amount(self, operation: str) -> int:
        """What one window of the operation grants."""
        return self._amounts[operation]

    def parallel(self, operation: str) -> int:
        """How many requests of the operation may be in flight."""
        return self._parallel[operation]

    def headers(self, operation: str | None, place: Place, now: datetime) -> Headers:
        """The three headers of every answer. A path that leads nowhere has a quota of its own,
        always full, because the vendor says every answer and names no exception.
        """
        limit = self._amounts.get(operation or "", 1000)
        window = self._windows.get((operation or "", place))
        if window is None or window.until <= now:
            return rate_headers(limit, limit, _window_end(now))
        return rate_headers(limit, limit - window.used, window.until)

    def admit(self, operation: str, place: Place) -> None:
        """Let a request in, or refuse it with 420."""
        if not self._counting:
            return
        parallel, amount = self._parallel[operation], self._amounts[operation]
        if self._in_flight.get((operation, place), 0) >= parallel:
            raise RefusalError(420, crowded(parallel, place))
        if self._window(operation, place).used >= amount:
            raise RefusalError(420, exhausted(operation, amount, place))

    def spend(self, operation: str, place: Place, cost: int) -> None:
        """Count what an admitted request cost."""
        if self._counting:
            self._window(operation, place).used += cost

    def enter(self, operation: str, place: Place) -> None:
        """An answer is on its way out."""
        key = operation, place
        self._in_flight[key] = self._in_flight.get(key, 0) + 1

    def leave(self, operation: str, place: Place) -> None:
        """The answer is out."""
        left = self._in_flight.pop((operation, place)) - 1
        if left:
            self._in_flight[operation, place] = left

    def windows(self) -> list[tuple[str, Place, Window]]:
        """What runs now: operation, place, window."""
        now = self._clock.now()
        return [(*key, window) for key, window in self._windows.items() if window.until > now]

    def clear(self) -> None:
        """Forget what was spent; what is in flight stays."""
        self._windows.clear()

    def _window(self, operation: str, place: Place) -> Window:
        now = self._clock.now()
        window = self._windows.get((operation, place))
        if window is None or window.until <= now:
            if len(self._windows) >= _PRUNE_AT:
                self._windows = {k: w for k, w in self._windows.items() if w.until > now}
            window = self._windows[operation, place] = Window(_window_end(now))
        return window


def crowded(parallel: int, place: Place) -> str:
    """What the 420 of the parallel gate says."""
    name, number = place
    return f"Hit rate limit of {parallel} parallel requests for {name} {number}"


def exhausted(operation: str, amount: int, place: Place) -> str:
    """What the 420 of a used-up window says."""
    name, number = place
    return (
        f"Hit rate limit of '{amount}' requests per 'hour'"
        f" for resource '{operation}' for {name} {number}"
    )


def rate_headers(limit: int, remaining: int, until: datetime) -> Headers:
    """The vendor's three headers; the moment is an HTTP date, not a number of seconds."""
    return (
        ("X-RateLimit-Resource-Limit", str(limit)),
        ("X-RateLimit-Resource-Remaining", str(max(remaining, 0))),
        ("X-RateLimit-Resource-Until", http_date(until)),
    )


def _window_end(now: datetime) -> datetime:
    """An hour on, at the full minute that real answers show."""
    end = now + WINDOW
    return end.replace(second=0, microsecond=0)
