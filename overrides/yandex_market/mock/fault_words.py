"""The words that say what goes wrong: one table and one parser for Python, JSON and the header.

    mock.faults.add("getOrder", status=503, latency=0.2)                 # Python: _ for -
    {"operation": "getOrder", "status": 503, "latency": 0.2}             # POST /_mock/faults
    X-Mock-Fault: status=503; latency=0.2                                # on a request, for that one

In the header words are parted by `;`, a value follows `=` and may be percent-encoded. A word whose value
stands in brackets works without one too: `truncate`, or `truncate=100`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypedDict
from urllib.parse import quote, unquote

HEADER = "x-mock-fault"
_LONGEST = 1_000_000_000  # seconds; calendars end some time


class Words(TypedDict, total=False):
    """The words as keyword arguments of `faults.add`, beside `status`. What each does: `WORDS`."""

    kind: Literal["parallel", "resource"]
    wait: float | None
    message: str | None
    code: str | None
    headers: Mapping[str, str] | None
    body: bytes | str | None
    html: bool
    content_type: str | bool
    change: Mapping[str, object] | None
    remove: Sequence[str]
    unknown_enum: str | bool
    extra_field: str | bool
    missing_field: str | bool
    null: str | bool
    repeat_token: bool
    duplicate: bool
    latency: float
    stall: float | bool
    refuse: bool
    reset: Literal["before", "after", True]
    truncate: int | bool


@dataclass(frozen=True, slots=True)
class Word:
    """One word: how it is written, what it does, how its value is read.

    `read` raises ValueError with what it expected. `alone` is the value of the bare word, None if it
    needs one. Words that hold more than a text are for Python and JSON only (`in_header`).
    """

    name: str
    value: str
    says: str
    read: Callable[[object], object]
    alone: object = None
    in_header: bool = True

    @property
    def form(self) -> str:
        """As the header spells it: `stall[=SECONDS]`."""
        if not self.value:
            return self.name
        return f"{self.name}={self.value}" if self.alone is None else f"{self.name}[={self.value}]"

    @property
    def attribute(self) -> str:
        """As Python spells it."""
        return self.name.replace("-", "_")


def _whole(value: object, low: int, high: float, what: str) -> int:
    if isinstance(value, str) and value.isascii() and value.isdecimal():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise ValueError(what)
    return value


def _status(value: object) -> int:
    return _whole(value, 200, 599, "a status from 200 to 599")


def _seconds(value: object) -> float:
    try:
        number = float(value) if isinstance(value, int | float | str) else math.nan
    except ValueError:
        number = math.nan
    if isinstance(value, bool) or not 0 <= number <= _LONGEST:
        raise ValueError(f"seconds, from 0 to {_LONGEST}")
    return number


def _bytes_or_half(value: object) -> int | str:
    return value if value == "half" else _whole(value, 0, math.inf, "a number of bytes")


def _text(value: object) -> str:
    if not isinstance(value, str) or value.encode(errors="ignore").decode() != value:
        raise ValueError("a text")
    return value


def _line(value: object) -> str:
    if not isinstance(value, str) or not value or not value.isprintable() or not value.isascii():
        raise ValueError("a text of one line in ASCII")
    return value


def _body(value: object) -> bytes:
    if isinstance(value, bytes):
        return value
    return _text(value).encode()


def _pointer(value: object) -> str:
    if not isinstance(value, str) or (value and not value.startswith("/")):
        raise ValueError("a JSON pointer, such as /order/status")
    return value


def _pointers(value: object) -> tuple[str, ...]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise ValueError("a list of JSON pointers")
    return tuple(_pointer(one) for one in value)


def _changes(value: object) -> dict[str, object]:
    if not isinstance(value, Mapping):
        raise ValueError("values by JSON pointer")
    return {_pointer(pointer): new for pointer, new in value.items()}


def _headers(value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, Mapping):
        raise ValueError("texts by name of a header")
    return tuple((_line(name), _line(text)) for name, text in value.items())


def _yes(value: object) -> bool:
    if value is not True and value not in ("true", ""):
        raise ValueError("no value, or true")
    return True


def _one_of(*choices: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if not isinstance(value, str) or value not in choices:
            raise ValueError(" or ".join(choices))
        return value

    return read


_RECORD = "; alone: of the first record"
WORDS: Mapping[str, Word] = {
    word.name: word
    for word in (
        Word("status", "CODE", "answer with this status in the vendor's envelope", _status),
        Word("kind", "parallel|resource", "which 420: too many at once, which is over soon, or the"
             " window used up", _one_of("parallel", "resource")),
        Word("wait", "SECONDS", "when the used-up window of a 420 ends; an hour if not said", _seconds),
        Word("message", "TEXT", "the text of the error", _text),
        Word("code", "TEXT", "the code of the error", _text),
        Word("body", "TEXT", "answer with these bytes, status 200 if none is said", _body),
        Word("html", "", "answer with an HTML page, status 502 if none is said", _yes, True),
        Word("content-type", "TYPE", "another content type; alone: text/plain", _line, "text/plain"),
        Word("unknown-enum", "POINTER", "an enum value that no document knows" + _RECORD, _pointer, ""),
        Word("extra-field", "POINTER", "a field that no document knows" + _RECORD, _pointer, ""),
        Word("missing-field", "POINTER", "a field left out; alone: the first required one of the first"
             " record", _pointer, ""),
        Word("null", "POINTER", "null in place of a value; alone: of the first required field of the"
             " first record", _pointer, ""),
        Word("repeat-token", "", "the next page token is the one that was sent", _yes, True),
        Word("duplicate", "", "the first record of the page comes twice", _yes, True),
        Word("latency", "SECONDS", "the answer leaves so much later, in real time", _seconds),
        Word("stall", "SECONDS", "nothing comes, then the connection closes; alone: after 60 s", _seconds,
             60.0),
        Word("refuse", "", "the connection is refused; over HTTP, where it stands already, it is reset",
             _yes, True),
        Word("reset", "before|after", "the connection breaks before the request is processed, or after"
             " it; alone: before", _one_of("before", "after"), "before"),
        Word("truncate", "BYTES", "the connection closes after so much of the body; alone: half",
             _bytes_or_half, "half"),
        Word("change", "", "values set in a good answer, by JSON pointer; * stands for every element",
             _changes, in_header=False),
        Word("remove", "", "JSON pointers of what is taken out of a good answer", _pointers,
             in_header=False),
        Word("headers", "", "headers to add or replace", _headers, in_header=False),
    )
}  # fmt: skip


def read_words(given: Mapping[str, object]) -> dict[str, Any]:
    """The attributes of a Fault that the words ask for, however they were written: a text is read as in
    the header, `True` as the bare word, `None` and `False` as if the word were not there.

    Raises:
        ValueError: an unknown word, or a value that it cannot have.
    """
    values = {}
    for name, value in given.items():
        word = WORDS.get(name.replace("_", "-"))
        if word is None:
            raise ValueError(f"there is no fault {name!r}; the words are {', '.join(WORDS)}")
        if value is None or value is False:
            continue
        if value is True and word.alone is not None:
            value = word.alone
        try:
            values[word.attribute] = word.read(value)
        except ValueError as expected:
            raise ValueError(f"fault {word.name!r} takes {expected}, not {value!r}") from None
    return values


def read_header(text: str) -> dict[str, Any]:
    """The same for the value of the header.

    Raises:
        ValueError: it follows no grammar, or as `read_words`.
    """
    given: dict[str, object] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        name, has_value, value = part.partition("=")
        word = WORDS.get(name.strip().lower())
        if word is None or not word.in_header or (not has_value and word.alone is None):
            raise ValueError(f"{part[:60]!r} is no fault")
        given[word.name] = unquote(value.strip()) if has_value else True
    return read_words(given)


def forms() -> str:
    """All words as the header spells them."""
    return ", ".join(word.form for word in WORDS.values() if word.in_header)


def spelled(word: Word, value: object) -> str:
    """A word with its value, as the header spells it; of what the header cannot say, the word alone."""
    if not word.in_header or value is True or value == "":
        return word.name
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    text = str(value).removesuffix(".0") if isinstance(value, float) else str(value)
    return f"{word.name}={quote(text, safe=' /*:,.+')}"
