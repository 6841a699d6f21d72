"""Days and moments in Moscow, and how the API writes them.

Moments are whole seconds since 1970. Moscow has been three hours ahead since 2014, so a day is a
division. Days and their texts are kept: many orders share few days.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from .clock import MOSCOW

MINUTE, HOUR, DAY = 60, 3600, 86_400
_AHEAD = 3 * HOUR
_FIRST = date(1970, 1, 1).toordinal()


def moscow(moment: int) -> datetime:
    """The moment as Moscow time."""
    return datetime.fromtimestamp(moment, MOSCOW)


def midnight(day: date) -> int:
    """The moment at which the day begins in Moscow."""
    return (day.toordinal() - _FIRST) * DAY - _AHEAD


def day_of(moment: int) -> date:
    """The day in Moscow."""
    return _day((moment + _AHEAD) // DAY)


@lru_cache(maxsize=1024)
def iso(day: date) -> str:
    """YYYY-MM-DD."""
    return day.isoformat()


@lru_cache(maxsize=1024)
def day_first(day: date) -> str:
    """DD-MM-YYYY."""
    return f"{day:%d-%m-}{day.year:04}"


def day_first_and_time(moment: int) -> str:
    """DD-MM-YYYY HH:MM:SS."""
    return f"{day_first(day_of(moment))} {_time(moment)}"


def iso_and_time(moment: int) -> str:
    """YYYY-MM-DDTHH:MM:SS, without the offset."""
    return f"{iso(day_of(moment))}T{_time(moment)}"


def hours_and_minutes(moment: int) -> str:
    """HH:MM."""
    return _of_minute((moment + _AHEAD) % DAY // MINUTE)


def _time(moment: int) -> str:
    minutes, seconds = divmod((moment + _AHEAD) % DAY, 60)
    return f"{_of_minute(minutes)}:{seconds:02}"


@lru_cache(maxsize=DAY // MINUTE)
def _of_minute(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


@lru_cache(maxsize=1024)
def _day(number: int) -> date:
    return date.fromordinal(number + _FIRST)
