"""Turn what callers give into wire values, and refuse what the document says the API would refuse.

The schemas come from the table of operations. Texts name the argument and the rule, and never hold a
string that was given, since it may be somebody's name or phone.
"""

from __future__ import annotations

import contextlib
import datetime
import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import Enum
from typing import Any

from yandex_market_api.operations import Argument, OperationSpec, Window

from .errors import ArgumentError
from .models import MOSCOW

Schema = Mapping[str, Any]

_INTEGERS = {"int32": 2**31, "int64": 2**63}


def wire_arguments(
    spec: OperationSpec, arguments: Mapping[str, Any], filters: Mapping[str, Any]
) -> list[tuple[Argument, Any]]:
    """Checked wire values of the arguments that are not None.

    `arguments` are named by the program, `filters` by its user. Raises ArgumentError.
    """
    for name in filters:
        if name not in spec.filters:
            raise ArgumentError(f"there is no filter {name!r}{_instead_of(name, spec)}")
    given = {**arguments, **filters}
    limit = spec.paging.limit_parameter if spec.paging else ""
    values: list[tuple[Argument, Any]] = []
    for argument in spec.arguments:
        name = argument.name
        label = "page_size" if name == limit else name
        if given.get(name) is not None:
            values.append((argument, checked(given[name], argument.schema, label)))
        elif argument.required:
            raise ArgumentError(f"{label} is required")
    if spec.window:
        _check_window(spec.window, {a.wire[-1]: (a, v) for a, v in values})
    return values


@dataclass(frozen=True, slots=True)
class LongSpan:
    """Two date filters further apart than one request may ask for, to be asked for in windows.

    Ends are kept exclusive here, so that windows meet without a gap or an overlap.
    """

    start: Argument
    end: Argument
    first: Any
    """A date or a time, as the two filters hold."""
    last: Any
    step: datetime.timedelta
    own_day: datetime.timedelta
    """How much further the wire's end reaches: a day where the end is included."""

    def windows(self, since: Any = None) -> Iterator[tuple[Any, Any]]:
        """From the start, or from a moment, to the end: oldest first."""
        begin = self.first if since is None else since
        while begin < self.last:
            end = self.last if self.last - begin <= self.step else begin + self.step
            yield begin, end
            begin = end

    def wire(self, window: tuple[Any, Any]) -> list[tuple[Argument, Any]]:
        """The wire values that ask for a window."""
        begin, end = window
        return [
            (argument, checked(moment, argument.schema, argument.name))
            for argument, moment in ((self.start, begin), (self.end, end - self.own_day))
        ]

    def named(self, name: str) -> tuple[Any, Any]:
        """The window of this name. Raises ArgumentError when it is none of this span."""
        begin, end = (
            _moment(self.start, checked(text, self.start.schema, "its window"))
            for text in name.partition("..")[::2]
        )
        if not (self.first <= begin < end <= self.last and end - begin <= self.step):
            raise ArgumentError("the window lies outside of the span that is asked for")
        return begin, end


def name_of(window: tuple[Any, Any]) -> str:
    """What a window is called in tokens."""
    return "..".join(moment.isoformat() for moment in window)


def long_span(
    spec: OperationSpec,
    filters: Mapping[str, Any],
    now: datetime.datetime,
) -> LongSpan | None:
    """The span that takes more than one request; None when none does.

    A start without an end reaches to the end of today in Moscow, or to this moment for times; one
    that is open-ended is left to the API. Raises ArgumentError when there are two such spans.
    """
    if spec.window is None or spec.window.days is None:
        return None
    by_wire = {argument.wire[-1]: argument for argument in spec.arguments}
    spans = [
        _span(spec.window, spec.window.days, by_wire[start], by_wire[end], filters, now)
        for start, end in spec.window.pairs
        if filters.get(by_wire[start].name) is not None
        and (filters.get(by_wire[end].name) is not None or start not in spec.window.open_ended)
    ]
    long = [span for span in spans if span.last - span.first > span.step]
    if len(long) > 1:
        names = " and ".join(span.start.name for span in long)
        raise ArgumentError(
            f"{names}: only one kind of date may span more than {spec.window.days} days"
        )
    return long[0] if long else None


def _span(
    window: Window,
    days: int,
    start: Argument,
    end: Argument,
    filters: Mapping[str, Any],
    now: datetime.datetime,
) -> LongSpan:
    own_day = datetime.timedelta(days=1 if window.end == "inclusive" else 0)
    first, last = (
        _moment(argument, checked(filters[argument.name], argument.schema, argument.name))
        if filters.get(argument.name) is not None
        else None
        for argument in (start, end)
    )
    last = _next_moment(end, now) if last is None else last + own_day
    return LongSpan(start, end, first, last, datetime.timedelta(days), own_day)


def _next_moment(argument: Argument, now: datetime.datetime) -> Any:
    """The first date or time that has not begun."""
    here = now.astimezone(MOSCOW)
    if argument.schema["format"] == "date-time":
        return here
    return here.date() + datetime.timedelta(1)


def checked(value: Any, schema: Schema, label: str) -> Any:
    """The wire form of one value. Raises ArgumentError when the schema does not allow it."""
    return _CHECKS[schema["type"]](value, schema, label)


def _integer(value: Any, schema: Schema, label: str) -> int:
    try:
        if isinstance(value, bool):
            raise TypeError
        number = operator.index(value)
    except TypeError:
        raise _refused(label, "an integer", value) from None
    bound = _INTEGERS.get(schema.get("format", ""), 2**63)
    if not -bound <= number < bound:
        raise ArgumentError(f"{label} does not fit into {schema.get('format', 'int64')}")
    if number < schema.get("minimum", number):
        raise ArgumentError(f"{label} must be at least {schema['minimum']}, not {number}")
    if number > schema.get("maximum", number):
        raise ArgumentError(f"{label} must be at most {schema['maximum']}, not {number}")
    return number


def _boolean(value: Any, schema: Schema, label: str) -> bool:
    if not isinstance(value, bool):
        raise _refused(label, "True or False", value)
    return value


def _string(value: Any, schema: Schema, label: str) -> str:
    if schema.get("format") in _TIMES:
        return _TIMES[schema["format"]](value, label)
    text = value.value if isinstance(value, Enum) else value
    if not isinstance(text, str):
        raise _refused(label, "a string", value)
    # A member of an open enum that is newer than the document was made on purpose: it is sent.
    if "enum" in schema and text not in schema["enum"] and getattr(value, "is_known", True):
        hint = _close_to(text, schema["enum"])
        raise ArgumentError(f"{label}: the document knows no such value{hint}")
    if len(text) < schema.get("minLength", 0):
        raise ArgumentError(f"{label} must have at least {schema['minLength']} characters")
    if len(text) > schema.get("maxLength", len(text)):
        raise ArgumentError(f"{label} must have at most {schema['maxLength']} characters")
    pattern = schema.get("pattern")
    # `$` of the schema's dialect is the very end; Python's also matches before a line end.
    if pattern and not re.search(re.sub(r"\$$", r"\\Z", pattern), text):
        raise ArgumentError(f"{label} must match {pattern}")
    return text


def _date(value: Any, label: str) -> datetime.date:
    if isinstance(value, datetime.datetime):
        raise ArgumentError(f"{label}: expected a date; of a time, pass its .date() in Moscow time")
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            pass
    raise ArgumentError(f"{label}: expected a date, as datetime.date or 'YYYY-MM-DD'")


def _day(value: Any, label: str) -> str:
    return _date(value, label).isoformat()


def _day_first(value: Any, label: str) -> str:
    # Given year first like every other date: 03-04-2026 would leave open which is the month.
    day = _date(value, label)
    return f"{day.day:02}-{day.month:02}-{day.year:04}"


def _time(value: Any, label: str) -> str:
    moment = value
    if isinstance(value, str):
        with contextlib.suppress(ValueError):
            moment = datetime.datetime.fromisoformat(value)
    if not isinstance(moment, datetime.datetime):
        raise ArgumentError(
            f"{label}: expected a time with its offset, as an aware datetime.datetime or as text "
            "like '2026-04-02T09:30:00+03:00'"
        )
    if moment.utcoffset() is None:
        raise ArgumentError(
            f"{label}: which time zone? Give the time an offset: +03:00 in text, "
            "tzinfo=yandex_market.models.MOSCOW in a datetime"
        )
    try:
        return moment.astimezone(MOSCOW).isoformat()  # the zone in which the API answers
    except OverflowError:
        raise ArgumentError(f"{label}: out of the range of years that Python knows") from None


_TIMES: Mapping[str, Callable[[Any, str], str]] = {
    "date": _day,
    "date-dd-MM-yyyy": _day_first,
    "date-time": _time,
}


def _array(value: Any, schema: Schema, label: str) -> list[Any]:
    if isinstance(value, (str, bytes)) or not isinstance(value, (Sequence, Set)):
        raise _refused(label, "a list", value)
    items = [checked(item, schema["items"], f"{label}[{i}]") for i, item in enumerate(value)]
    if len(items) < schema.get("minItems", 0):
        raise ArgumentError(f"{label} must have at least {schema['minItems']} items, or be None")
    if len(items) > schema.get("maxItems", len(items)):
        raise ArgumentError(
            f"{label} must have at most {schema['maxItems']} items, not {len(items)}"
        )
    if schema.get("uniqueItems") and len(set(items)) != len(items):
        raise ArgumentError(f"{label} must not hold an item twice")
    return items


def _object(value: Any, schema: Schema, label: str) -> dict[str, Any]:
    to_dict = getattr(value, "to_dict", None)
    content = to_dict() if to_dict and not isinstance(value, type) else value
    if not isinstance(content, Mapping):
        raise _refused(label, "a model or a mapping with the wire names", value)
    properties: Mapping[str, Schema] = schema["properties"]
    for name in content:
        if name not in properties:
            raise ArgumentError(f"{label} has no field {name!r}; it has {', '.join(properties)}")
    for name in schema["required"]:
        if content.get(name) is None:
            raise ArgumentError(f"{label}.{name} is required")
    return {
        name: checked(content[name], rule, f"{label}.{name}")
        for name, rule in properties.items()
        if content.get(name) is not None
    }


_CHECKS: Mapping[str, Callable[[Any, Schema, str], Any]] = {
    "integer": _integer,
    "boolean": _boolean,
    "string": _string,
    "array": _array,
    "object": _object,
}


def _refused(label: str, expected: str, value: Any) -> ArgumentError:
    return ArgumentError(f"{label}: expected {expected}, not {type(value).__name__}")


def _instead_of(name: str, spec: OperationSpec) -> str:
    if spec.paging and name == spec.paging.token_parameter:
        return "; use .pages(resume_from=...)"
    if spec.paging and name == spec.paging.limit_parameter:
        return "; use page_size"
    return _close_to(name, spec.filters)


def _close_to(text: str, known: Sequence[str]) -> str:
    import difflib  # only who mistypes a name needs it

    close = difflib.get_close_matches(text, known, n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def _check_window(window: Window, given: Mapping[str, tuple[Argument, Any]]) -> None:
    used = [pair for pair in window.pairs if any(end in given for end in pair)]
    if window.exclusive_pairs and len(used) > 1:
        names = " and ".join(given[next(e for e in pair if e in given)][0].name for pair in used)
        raise ArgumentError(f"{names} exclude each other: filter by one kind of date")
    for start, end in used:
        if start in given and end in given:
            _check_span(window, given[start], given[end])


def _check_span(window: Window, start: tuple[Argument, str], end: tuple[Argument, str]) -> None:
    first, last = _moment(*start), _moment(*end)
    start_name, end_name = start[0].name, end[0].name
    if last < first:
        raise ArgumentError(f"{end_name} must not be before {start_name}")
    # The API widens the same day twice to a whole day; the same moment twice holds nothing.
    if first == last and isinstance(first, datetime.datetime) and window.end == "exclusive":
        raise ArgumentError(f"{end_name} must be after {start_name}")
    own_day = datetime.timedelta(days=1 if window.end == "inclusive" else 0)
    if window.days is not None and last - first + own_day > datetime.timedelta(window.days):
        raise ArgumentError(
            f"{start_name} and {end_name} may span at most {window.days} days; ask in several steps"
        )


def _moment(argument: Argument, wire: str) -> Any:
    """A checked wire value as what it says: a date or a time."""
    kind = argument.schema["format"]
    if kind == "date-time":
        return datetime.datetime.fromisoformat(wire)
    year_first = f"{wire[6:]}-{wire[3:5]}-{wire[:2]}" if kind == "date-dd-MM-yyyy" else wire
    return datetime.date.fromisoformat(year_first)
