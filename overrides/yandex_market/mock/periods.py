"""Dates as filters of order lists: three pairs, by creation, shipment and last change.

Which pairs there are and how far apart their ends may be stands in the document (`x-window`). An
end is exclusive; the same day twice means that day. Documented for creation: the default is from
30 days ago to today. Our reading, where nothing is documented: a day begins at midnight in Moscow;
a missing end does not cut off the orders of today; the default holds only where neither dates nor
ids are given; a lone end of creation reaches back 30 days.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from yandex_market_api.operations import OPERATIONS

from .exchange import RefusalError
from .moments import DAY, midnight
from .rules import DAY_FIRST, shown


@dataclass(frozen=True, slots=True)
class Span:
    """Moments from `begin` to before `end`; None leaves an end open."""

    begin: float | None
    end: float | None

    def __contains__(self, moment: float) -> bool:
        begun = self.begin is None or moment >= self.begin
        return begun and (self.end is None or moment < self.end)


ALWAYS = Span(None, None)


T = TypeVar("T")


def day(text: str) -> date:
    """The day of a text in ISO 8601. Raises RefusalError 400 for a year that no calendar here
    knows.
    """
    return _read(date.fromisoformat, text)


def _day_first(text: str) -> date:
    return _read(lambda given: datetime.strptime(given, DAY_FIRST).date(), text)


def _moment(text: str) -> float:
    return _read(lambda given: datetime.fromisoformat(given.upper()).timestamp(), text)


def _read(read: Callable[[str], T], text: str) -> T:
    try:
        return read(text)
    except ValueError:
        raise RefusalError(400, f"Illegal input at '{shown(text)}'") from None


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two filters that make a span. `day`: how their days are read, None for moments."""

    begin: str
    end: str
    day: Callable[[str], date] | None
    upside_down: str

    def ends(self, given: Mapping[str, Any]) -> tuple[float | None, float | None]:
        """Both ends as moments, None for one that is not given."""
        begin, end = (
            self._moment(given[name]) if given.get(name) is not None else None
            for name in (self.begin, self.end)
        )
        return begin, end

    def span(self, given: Mapping[str, Any]) -> Span:
        """The moments that fit. The same day twice means that day."""
        begin, end = self.ends(given)
        return Span(begin, end + DAY if self.day and end is not None and begin == end else end)

    def _moment(self, text: str) -> float:
        return midnight(self.day(text)) if self.day else _moment(text)


class Periods:
    """The three pairs of an operation (creation, shipment, change, as in the document), and its
    words for spans that are no good. In these, `begin` and `end` stand for the names of the
    filters, `first` and `last` for what they hold.
    """

    def __init__(
        self, operation: str, day: Callable[[str], date], too_long: str, *upside_down: str
    ) -> None:
        window = OPERATIONS[operation].window
        assert window is not None
        assert window.days is not None
        self._days = window.days
        self._too_long = too_long
        self._pairs = [
            _Pair(*names, how, words)
            for names, how, words in zip(window.pairs, (day, day, None), upside_down, strict=True)
        ]

    def findings(self, given: Mapping[str, Any], today: date) -> list[str]:
        """What is wrong with the spans. Raises RefusalError 400 for what is no date at all."""
        found = []
        for place, pair in enumerate(self._pairs):
            begin, end = pair.ends(given)
            if place == 0 and begin is not None and end is None:
                end = max(begin, midnight(today))
            if begin is None or end is None:
                continue
            if end < begin or (end == begin and not pair.day):
                words = pair.upside_down
            elif end - begin > self._days * DAY:
                words = self._too_long
            else:
                continue
            first, last = given.get(pair.begin), given.get(pair.end)
            found.append(
                words.format(
                    begin=pair.begin, end=pair.end, first=first, last=last, days=self._days
                )
            )
        return found

    def spans(
        self, given: Mapping[str, Any], today: date, *, named: bool
    ) -> tuple[Span, Span, Span]:
        """When orders must have been made, shipped and changed. `named`: ids are given too."""
        created, shipped, updated = (pair.span(given) for pair in self._pairs)
        if created.begin is None and created.end is not None:
            created = Span(created.end - self._days * DAY, created.end)
        if not named and created == shipped == updated == ALWAYS:
            created = Span(midnight(today) - self._days * DAY, None)
        return created, shipped, updated


OF_BUSINESS = Periods(
    "getBusinessOrders",
    day,
    "Invalid filters: interval between '{begin}' and '{end}' is more than '{days}' days.",
    "Order creation start date is required to be less than end date",
    "Order shipment start date is required to be less than end date",
    "Order update start is required to be less than end date",
)
# No words are known for a span of getOrders that is upside down: these are the common ones.
OF_STORE = Periods(
    "getOrders",
    _day_first,
    "Too long time period. Maximum is '{days}' days",
    "'{end}' must be greater than or equal to '{first}' (rejected value: '{last}')",
    "'{end}' must be greater than or equal to '{first}' (rejected value: '{last}')",
    "'{end}' must be greater than '{first}' (rejected value: '{last}')",
)
