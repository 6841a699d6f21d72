"""Reading and writing JSON values: what every generated model shares.

Answers are read the way real ones come: unknown enum values and fields are kept, a missing required
field reads as None with one warning per place, numbers are exact, times are aware. A value that
cannot be read at all raises DecodeError, which names the path and the type found, never the value.
"""

from __future__ import annotations

import datetime
import gc
import json
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, NoReturn, Self, TypeVar

MOSCOW = datetime.timezone(datetime.timedelta(hours=3), "MSK")
"""Moscow time, UTC+3 all year: the zone of every time that the API sends without one."""

M = TypeVar("M", bound="Model")

logger = logging.getLogger("yandex_market.decoding")


class DecodeError(ValueError):
    """An answer holds a value that cannot be read.

    `path` holds the keys and indexes from the top of the answer; `found` is the Python type found.
    """

    def __init__(self, expected: str, found: str, path: tuple[str | int, ...] = ()) -> None:
        super().__init__(expected, found, path)
        self.expected = expected
        self.found = found
        self.path = path

    def __str__(self) -> str:
        place = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in self.path)
        return f"{place.lstrip('.') or 'the answer'}: expected {self.expected}, found {self.found}"

    def under(self, key: str | int) -> DecodeError:
        """The same error, seen from one level up."""
        return DecodeError(self.expected, self.found, (key, *self.path))


# --- missing required fields -----------------------------------------------------------------

_process_places: set[tuple[str, str]] = set()
_places: ContextVar[set[tuple[str, str]]] = ContextVar("places", default=_process_places)


@contextmanager
def reporting_into(places: set[tuple[str, str]]) -> Iterator[None]:
    """Remember in `places` which missing fields were reported, instead of once per process."""
    token = _places.set(places)
    try:
        yield
    finally:
        _places.reset(token)


def missing(model: type[Model], key: str) -> Any:
    """Log, once per place, that a required field is missing or null; what it is read as: None."""
    places = _places.get()
    place = (model.__name__, key)
    if place not in places:
        places.add(place)
        logger.warning(
            "%s.%s is required by the document but missing or null: read as None", *place
        )
    return None


# --- reading ---------------------------------------------------------------------------------


def _unreadable(expected: str, value: Any) -> NoReturn:
    raise DecodeError(expected, "list" if isinstance(value, list) else type(value).__name__)


@contextmanager
def _collector_resting() -> Iterator[None]:
    """Without the garbage collector: JSON and models hold no cycles, and it would look for them in
    vain many times a page. Where it is off already it stays so.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_collector_resting()
def loads(content: bytes | str) -> Any:
    """Parse JSON with exact numbers. Raises DecodeError when it is not whole, plain JSON.

    By msgspec where that is installed; what it refuses is for the standard library to judge.
    """
    quick = _quick_loads()
    if quick is not None:
        with suppress(Exception):  # its errors have other bases in other versions
            return quick(content)
    try:
        return json.loads(content, parse_float=Decimal, parse_constant=_no_constant)
    except RecursionError:
        raise _too_deep() from None
    except (ValueError, ArithmeticError) as error:
        # Not JSON, not UTF-8, or a number that Python has no room for.
        # json.JSONDecodeError holds the whole text: keep the place, drop the text.
        place = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise DecodeError("JSON", f"something else{place}" if content else "nothing") from None


@cache
def _quick_loads() -> Callable[[bytes | str], Any] | None:
    try:
        from msgspec.json import Decoder
    except ImportError:
        return None
    return Decoder(float_hook=Decimal).decode


LONG = 50_000
"""Bytes of an answer from which on it pays to make structs for its models."""


@_collector_resting()
def decode(content: bytes, model: type[M], parsed: Any = None) -> M:
    """Read the body of an answer. Raises DecodeError, and nothing else, for one of no use.

    `parsed` is what `loads` made of it, for who has looked at it before.
    """
    if parsed is None and len(content) >= LONG:
        from ._quick import quick_reader

        hashable: Any = model  # which mypy does not see
        read: Callable[[bytes], M] | None = quick_reader(hashable)
        if read is not None:
            with suppress(Exception):  # what it does not read is for the other way to judge
                return read(content)
    try:
        return model.from_dict(_passing(loads(content)) if parsed is None else parsed)
    except RecursionError:
        raise _too_deep() from None


class _Passing(list[Any]):
    """An array that nobody else looks at: `read_list` lets go of each item once it is read.

    To free a page of JSON at its end, when it has left the processor's cache, takes a third of the
    time that parsing it took; and models can have the memory that was freed before them.
    """


def _passing(answer: Any) -> Any:
    """The same with the arrays in it and in its objects as `_Passing`: a page is one of them."""
    for part in (answer, *answer.values()) if answer.__class__ is dict else ():
        if part.__class__ is dict:
            part |= {k: _Passing(v) for k, v in part.items() if v.__class__ is list}
    return answer


def _too_deep() -> DecodeError:
    return DecodeError("JSON of ordinary depth", "deeper nesting than Python can follow")


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def read_object(value: Any) -> Mapping[str, Any]:
    """An object; anything else is of no use."""
    return value if isinstance(value, Mapping) else _unreadable("an object", value)


def read_list(value: Any, read: Callable[[Any], Any]) -> Any:
    """An array, each item by `read`; a null item stays None."""
    if value is None:
        return None
    items = value
    if value.__class__ is _Passing:
        value.reverse()
        items = (value.pop() for _ in range(len(value)))
    elif value.__class__ is not list:
        _unreadable("an array", value)
    return [_read_item(index, item, read) for index, item in enumerate(items)]


def _read_item(index: int, item: Any, read: Callable[[Any], Any]) -> Any:
    try:
        return None if item is None else read(item)
    except DecodeError as error:
        raise error.under(index) from None


def read_text(value: Any) -> Any:
    """A string; a number is taken as its text."""
    if value is None or value.__class__ is str:
        return value
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return str(value)
    return _unreadable("a string", value)


def read_integer(value: Any) -> Any:
    """An integer; a whole number in another spelling (`12.0`, `"12"`) is taken too."""
    if value is None or value.__class__ is int:
        return value
    number = read_decimal(value, "an integer")
    # The size comes first: int() of "1e999999999" would take all memory.
    if number.adjusted() > 30 or number != number.to_integral_value():
        _unreadable("an integer", value)
    return int(number)


def read_decimal(value: Any, expected: str = "a number") -> Any:
    """An exact number; the text of one is taken too."""
    kind = value.__class__
    if kind is Decimal or value is None:
        return value
    if kind is int:
        return Decimal(value)
    if kind is float:
        return Decimal(repr(value))  # only when a caller parsed the JSON itself
    # Python's own notation allows more than JSON's: other digits, underscores, thousands of digits.
    if kind is str and value.isascii() and "_" not in value and len(value) < 1000:
        try:
            number = Decimal(value)
        except InvalidOperation:
            _unreadable(expected, value)
        if number.is_finite():
            return number
    return _unreadable(expected, value)


def read_boolean(value: Any) -> Any:
    """A boolean; its text is taken too."""
    if value is None or value.__class__ is bool:
        return value
    if value == "true" or value == "false":
        return value == "true"
    return _unreadable("a boolean", value)


def read_date(value: Any) -> Any:
    """A day, `YYYY-MM-DD` or `DD-MM-YYYY`; a time after it is dropped."""
    if value is None:
        return None
    if value.__class__ is str:
        try:
            day = datetime.date.fromisoformat(_year_first(value[:10]))
        except ValueError:
            pass
        else:
            if value[10:11] in ("", "T", " "):
                return day
    return _unreadable("a date", value)


def read_time(value: Any) -> Any:
    """A moment, ISO 8601 or `DD-MM-YYYY HH:MM:SS`; without an offset it is Moscow time."""
    if value is None:
        return None
    if value.__class__ is str:
        try:
            time = datetime.datetime.fromisoformat(
                value if value[4:5] == "-" else _year_first(value[:10]) + value[10:]
            )
        except ValueError:
            pass
        else:
            # A fifth of the time that replace(tzinfo=MOSCOW) takes.
            return time if time.tzinfo else time.combine(time, time.time(), MOSCOW)
    return _unreadable("a date and time", value)


class _Days(dict[str, datetime.date]):
    """Text of a day → the day. The days of a listing are few, so most are read once and shared."""

    MOST = 4096

    def __missing__(self, text: str) -> Any:
        day = read_date(text)
        if len(self) >= self.MOST:
            self.clear()
        self[text] = day
        return day


DAYS = _Days()


def _year_first(day: str) -> str:
    if day[2:3] == "-" and day[5:6] == "-":
        return f"{day[6:10]}-{day[3:5]}-{day[:2]}"
    return day


new = object.__new__
"""Makes an object without its fields, for `from_dict` to fill."""


def unknown_fields(source: Mapping[str, object], known: frozenset[str]) -> dict[str, object]:
    """The fields that the document does not know."""
    return {key: _kept(value) for key, value in source.items() if key not in known}


def _kept(value: Any) -> Any:
    """A value as it is kept: in plain arrays and objects."""
    if value.__class__ is dict:
        return {key: _kept(below) for key, below in value.items()}
    return list(value) if value.__class__ is _Passing else value


def unread(model: Model) -> str:
    """The wire name of the field that a model was about to read: the first one without a value."""
    return next(f.wire for f in model.FIELDS if not hasattr(model, f.name))


# --- writing ---------------------------------------------------------------------------------


def write_value(value: Any) -> Any:
    """The plain JSON form of a value."""
    if isinstance(value, Model):
        return value.to_dict()
    if isinstance(value, (list, tuple)):
        return [write_value(item) for item in value]
    if isinstance(value, Mapping):
        return {key: write_value(item) for key, item in value.items()}
    if isinstance(value, OpenEnum):
        return value.value
    if isinstance(value, datetime.datetime):
        return write_time(value)
    return write_date(value) if isinstance(value, datetime.date) else value


def write_date(value: Any) -> Any:
    """`YYYY-MM-DD`."""
    return value.isoformat() if isinstance(value, datetime.date) else value


def write_time(value: Any) -> Any:
    """ISO 8601 with its offset."""
    if not isinstance(value, datetime.datetime):
        return write_date(value)
    aware = value if value.tzinfo else value.replace(tzinfo=MOSCOW)
    text = aware.replace(microsecond=0).isoformat()
    zone = text[19:].replace("+00:00", "Z")
    # Fractions as the API writes them: as many digits as are needed.
    fraction = f".{value.microsecond:06}".rstrip("0").rstrip(".")
    return f"{text[:19]}{fraction}{zone}"


def write_moscow(value: Any) -> Any:
    """ISO 8601, without an offset for Moscow time."""
    text = write_time(value)
    return text.removesuffix("+03:00") if isinstance(text, str) else text


def write_day_first(value: Any) -> Any:
    """`DD-MM-YYYY`."""
    return f"{value:%d-%m-}{value.year:04}" if isinstance(value, datetime.date) else value


def write_day_first_moscow(value: Any) -> Any:
    """`DD-MM-YYYY HH:MM:SS`, Moscow time."""
    if not isinstance(value, datetime.datetime):
        return write_day_first(value)
    try:
        local = value.astimezone(MOSCOW) if value.tzinfo else value
    except OverflowError:  # the last hours of the year 9999 are no reason to fail
        local = value
    return f"{write_day_first(local)} {local:%H:%M:%S}"


def encode(body: Model) -> bytes:
    """A body as it is sent; half of a surrogate pair goes as its escape, UTF-8 has none."""
    return body.to_json().encode("utf-8", "backslashreplace")


def dumps(value: object) -> str:
    """JSON text with exact numbers. Raises ValueError for a number that JSON cannot say."""
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{encode_basestring(k)}:{dumps(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(dumps, value)) + "]"
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError("JSON has no number for infinity or NaN")
        return str(value)
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


# --- what models and enums are ----------------------------------------------------------------


class FieldInfo(NamedTuple):
    """A field of a model: its name, its name on the wire, its writer, and two facts about it."""

    name: str
    wire: str
    write: Callable[[Any], Any]
    required: bool
    personal: bool


class Model:
    """What all models have in common: back to the wire, and a repr without personal data."""

    __slots__ = ()

    FIELDS: ClassVar[tuple[FieldInfo, ...]]
    additional_properties: dict[str, object]

    if not TYPE_CHECKING:  # a type checker would take it for any attribute

        def __getattr__(self, name: str) -> object:
            """`additional_properties` of an object that was read without any: made when asked for.

            Most objects never need theirs, which would be a fifth of their size.
            """
            if name != "additional_properties":
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            self.additional_properties = unknown = {}
            return unknown

    def to_dict(self) -> dict[str, object]:
        """The wire form as plain JSON values, numbers exact (int and Decimal).

        Fields that are None are left out: null and absent mean the same in this API.
        """
        known = ((f, getattr(self, f.name)) for f in self.FIELDS)
        wire: dict[str, object] = {
            f.wire: f.write(value) for f, value in known if value is not None
        }
        wire.update(self.additional_properties)
        return wire

    def to_json(self) -> str:
        """The wire form as JSON text, every number exact."""
        return dumps(self.to_dict())

    @classmethod
    def from_dict(cls, source: Mapping[str, object]) -> Self:
        """Read a parsed JSON object."""
        raise TypeError(f"{cls.__name__} is not a generated model")

    def __repr__(self) -> str:
        shown = (
            f"{f.name}={'...' if f.personal else repr(value)}"
            for f in self.FIELDS
            if (value := getattr(self, f.name, None)) is not None
        )
        return f"{type(self).__name__}({', '.join(shown)})"


class _Members(dict[str, Any]):
    """Value → member; an unknown value gives a member of its own, which is not kept."""

    def __init__(self, enum: type[OpenEnum]) -> None:
        super().__init__(enum._value2member_map_)
        self._enum = enum

    def __missing__(self, value: str) -> Any:
        return self._enum(value)


class OpenEnum(StrEnum):
    """Strings with known values; another value is kept and equals its own string."""

    _by_value: ClassVar[Mapping[str, Any]]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls._by_value = _Members(cls)

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_ = value
        unknown._value_ = value
        return unknown

    @classmethod
    def _read(cls, value: object) -> Any:
        """The member for a JSON value. Raises DecodeError when it is not a string."""
        if isinstance(value, str):
            return cls._by_value[value]
        return None if value is None else _unreadable("a string", value)

    @property
    def is_known(self) -> bool:
        """Whether the document lists this value."""
        return self._value_ in type(self)._value2member_map_
