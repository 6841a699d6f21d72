"""The mock's clock: frozen at a given moment, or real time; both can be moved forward by hand."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone

_LAST = datetime(9000, 12, 31, tzinfo=UTC)  # calendars end in 9999, and some dates lie ahead
MOSCOW = timezone(timedelta(hours=3), "MSK")  # no daylight saving since 2014


class Clock:
    """Time as the mock sees it.

    `now` given (an aware datetime): the clock stands there until `advance`. Without it the clock
    runs with real time, plus what it was advanced by. Raises ValueError for a naive datetime.
    """

    def __init__(self, now: datetime | None = None) -> None:
        if now is not None and now.tzinfo is None:
            raise ValueError("now must be an aware datetime, e.g. datetime(..., tzinfo=UTC)")
        self._frozen_at = now.astimezone(UTC) if now else None
        self._moved = timedelta()
        self._lock = threading.Lock()

    @property
    def frozen(self) -> bool:
        """Whether it stands still between two advances."""
        return self._frozen_at is not None

    def now(self) -> datetime:
        """The current moment, aware, in UTC."""
        return (self._frozen_at or datetime.now(UTC)) + self._moved

    def advance(
        self, *, seconds: float = 0, minutes: float = 0, hours: float = 0, days: float = 0
    ) -> datetime:
        """Move forward and return the new moment. Raises ValueError for a step back, or one beyond the
        year 9000.
        """
        try:
            step = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        except OverflowError:
            step = timedelta.max
        if step < timedelta():
            raise ValueError("the clock only moves forward")
        with self._lock:
            if step > _LAST - self.now():
                raise ValueError("the clock ends with the year 9000")
            self._moved += step
            return self.now()

    def reset(self) -> None:
        """Forget what the clock was advanced by."""
        with self._lock:
            self._moved = timedelta()
