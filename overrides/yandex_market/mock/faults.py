"""Injected trouble: which requests it meets, what it does to them, how long it lasts.

A fault applies to requests that found a route and brought a good key, before quotas and validation. The
words that say what it does are in `fault_words`. A request may bring its own in the header X-Mock-Fault,
which goes before those in force and does not use them up.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from types import EllipsisType
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qsl

from yandex_market_api.operations import OPERATIONS, OperationSpec

from . import spoiling
from .exchange import MESSAGES, Headers, Json, RefusalError, Request, Trouble
from .fault_words import HEADER, WORDS, Words, forms, read_header, read_words, spelled
from .limits import Limits, Place, crowded, exhausted, rate_headers

if TYPE_CHECKING:
    from typing import Unpack

_HTML = (
    b"<!doctype html>\n<html><head><title>Bad gateway</title></head>"
    b"<body><h1>Bad gateway</h1><p>Injected by the mock.</p></body></html>\n"
)
_BREAKING = ("refuse", "reset", "stall", "truncate")
_SPOILING = (
    "change", "remove", "unknown_enum", "extra_field", "missing_field", "null", "repeat_token",
    "duplicate",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scope:
    """Which requests a fault is for: those that everything given here fits."""

    operation: str | None = None
    method: str | None = None
    path: str | None = None
    query: Mapping[str, str] = field(default_factory=dict)
    campaign: int | None = None
    match: Callable[[Request], object] | None = None

    def fits(self, request: Request, operation: str, place: Place) -> bool:
        """Whether it is one of them."""
        if self.operation not in (None, operation) or self.method not in (None, request.method):
            return False
        if self.campaign is not None and place != ("campaignId", self.campaign):
            return False
        if self.path is not None and not fnmatchcase(request.path, self.path):
            return False
        if self.query:
            given = set(parse_qsl(request.query, keep_blank_values=True, errors="replace"))
            if not given.issuperset(self.query.items()):
                return False
        return self.match is None or bool(self.match(request))

    def __str__(self) -> str:
        parts = [self.operation or "any operation", self.method, self.path]
        parts += [f"{name}={value}" for name, value in self.query.items()]
        parts += [f"campaign {self.campaign}" if self.campaign else None]
        parts += ["matched by a function" if self.match else None]
        return ", ".join(filter(None, parts))


@dataclass(slots=True, kw_only=True)
class Fault:
    """One kind of trouble. `left` requests it is still good for (None: no end), `hits` it has met."""

    number: int = 0
    scope: Scope = Scope()
    left: int | None = None
    probability: float | None = None
    hits: int = 0

    status: int | None = None
    kind: Literal["parallel", "resource"] = "parallel"
    wait: float = 3600.0
    message: str | None = None
    code: str | None = None
    headers: Headers = ()
    body: bytes | None = None
    html: bool = False
    content_type: str | None = None
    change: Mapping[str, object] | None = None
    remove: tuple[str, ...] = ()
    unknown_enum: str | None = None
    extra_field: str | None = None
    missing_field: str | None = None
    null: str | None = None
    repeat_token: bool = False
    duplicate: bool = False
    latency: float = 0.0
    stall: float | None = None
    refuse: bool = False
    reset: Literal["before", "after"] | None = None
    truncate: int | Literal["half"] | None = None

    _dice: random.Random = field(default_factory=random.Random, repr=False)

    def __post_init__(self) -> None:
        instead = self.status is not None or self.body is not None or self.html
        if (
            self.status is not None
            and self.status < 300
            and not (self.body is not None or self.html)
        ):
            raise ValueError(f"status {self.status} needs a body, or is none of a fault")
        if self.html and self.body is not None:
            raise ValueError("a fault has a body or is an HTML page, not both")
        if instead and self.spoils:
            raise ValueError(
                "a fault has a status or a body, or it changes a good answer, not both"
            )
        if len([name for name in _BREAKING if getattr(self, name) not in (None, False)]) > 1:
            raise ValueError(f"a fault can be one of {', '.join(_BREAKING)}, not several")
        breaks = self.trouble(0) is not None
        if not (instead or self.spoils or breaks or self.latency or self.added):
            raise ValueError("a fault needs a word that does something, such as status=503")

    @property
    def spoils(self) -> bool:
        """Whether it changes a good answer, rather than standing in its place or beside it."""
        return any(getattr(self, name) not in (None, False, (), {}) for name in _SPOILING)

    @property
    def added(self) -> Headers:
        """Headers to add, or to put in place of those of the same name."""
        own: Headers = (("Content-Type", "text/html; charset=utf-8"),) if self.html else ()
        if self.content_type is not None:
            own = (("Content-Type", self.content_type),)
        return own + self.headers

    def instead(
        self, operation: str, place: Place, limits: Limits, now: datetime
    ) -> tuple[int, bytes] | None:
        """Status and body in place of the operation's, which is not run; None if it is to run.
        Raises RefusalError for a status in the vendor's envelope.
        """
        if self.refuse or self.reset == "before":
            return 0, b""
        if self.html:
            return self.status or 502, _HTML
        if self.body is not None:
            return self.status or 200, self.body
        if self.status is None:
            return None
        if self.status == 420:
            raise self._too_much(operation, place, limits, now)
        text = self.message or MESSAGES.get(self.status, "Injected by the mock")
        raise RefusalError(self.status, text, code=self.code)

    def _too_much(
        self, operation: str, place: Place, limits: Limits, now: datetime
    ) -> RefusalError:
        headers: Headers = ()
        if self.kind == "parallel":
            text = crowded(limits.parallel(operation), place)
        else:
            amount = limits.amount(operation)
            text = exhausted(operation, amount, place)
            headers = rate_headers(amount, 0, now + timedelta(seconds=self.wait))
        return RefusalError(420, self.message or text, code=self.code, headers=headers)

    def spoil(self, answer: Json, spec: OperationSpec, token: str | None) -> bool:
        """Change a good answer in place; `token` is the page token that came with the request. False,
        and nothing done, if the answer has no such place.
        """
        done = [
            spoiling.change(answer, self.change or {}),
            spoiling.remove(answer, self.remove),
            self.repeat_token and spoiling.repeat_token(answer, token, spec),
            self.duplicate and spoiling.duplicate(answer, spec),
        ]
        for name in ("unknown_enum", "extra_field", "null", "missing_field"):
            pointer = getattr(self, name)
            if pointer is not None:
                done.append(getattr(spoiling, name)(answer, pointer, spec))
        return any(done)

    def trouble(self, size: int) -> Trouble | None:
        """What to do to the connection; `size` is that of the body in bytes."""
        if self.refuse:
            return Trouble("refuse")
        if self.reset:
            return Trouble("reset")
        if self.stall is not None:
            return Trouble("stall", self.stall)
        if self.truncate is not None:
            part = size // 2 if self.truncate == "half" else self.truncate
            return Trouble("truncate", max(min(part, size - 1), 0))
        return None

    def __str__(self) -> str:
        """What it does, as the header spells it."""
        values = {word: getattr(self, word.attribute) for word in WORDS.values()}
        default = Fault.__dataclass_fields__
        return "; ".join(
            spelled(word, value)
            for word, value in values.items()
            if value != default[word.attribute].default and value != {}
        )


class Faults:
    """The faults in force; the oldest that fits a request is used. `seed` is for those with a
    probability: which of the requests in a row they meet is the same for the same seed.
    """

    def __init__(self, seed: int = 0) -> None:
        self._seed = seed
        self._count = 0
        self._active: list[Fault] = []
        self._lock = threading.RLock()  # `match` is the test's own function

    def add(
        self,
        operation: str | None = None,
        status: int | None = None,
        times: int | EllipsisType | None = ...,
        *,
        probability: float | None = None,
        match: Callable[[Request], object] | None = None,
        method: str | None = None,
        path: str | None = None,
        query: Mapping[str, str] | None = None,
        campaign: int | None = None,
        **words: Unpack[Words],
    ) -> Fault:
        """Make the next requests go wrong: `faults.add("getOrder", 503, times=2)`.

        Which requests: those to `operation`, with this `method`, this `path` (`*` stands for
        anything), these parameters in the `query`, of the store `campaign`, for which `match` gives
        true; what is not given fits any. How many of them: `times`, None for no end; one if it is not
        given. With `probability` each is met with this chance only, by dice of the mock's seed, and
        then there is no end unless `times` says so.

        What happens:
            status: answer so (300 to 599) in the vendor's envelope, with `message` and `code` if
                given. For 420, `kind` says which: "parallel" (over at once) or "resource" (the window
                is used up and ends in `wait` seconds by the mock's clock; an hour if not given).
            body, html: answer with these bytes, or an HTML page, and `status` (200, 502 if not given).
            headers, content_type: added to the answer; they replace those of the same name.
            change, remove: values set in a good answer, or taken out of it, by JSON pointer, where `*`
                stands for every element: `change={"/result/orders/*/status": "BRAND_NEW"}`.
            unknown_enum, extra_field, missing_field, null: the same by JSON pointer, or with True at a
                place that the document knows in the first record of the answer.
            repeat_token, duplicate: the page's next token is the one that was sent; its first item
                comes twice. Good answers without such a place are left alone, and a fault stays
                until it meets one that has it.
            latency: seconds of real time before the answer goes out.
            stall: nothing comes for so many seconds (True: 60), then the connection closes. In process
                this takes no real time: the mock's clock moves until the client's patience ends.
            refuse, reset: the connection is refused; it breaks "before" the request is processed or
                "after" it, when the state has changed and the answer is lost.
            truncate: the connection closes after so many bytes of the body (True: half of it).

        Returns:
            The fault; its `hits` counts the requests that it met.

        Raises:
            ValueError: an unknown operation or word, a value that it cannot have, a fault that does
                nothing, or words that exclude each other.
        """
        if operation is not None and operation not in OPERATIONS:
            names = ", ".join(OPERATIONS)
            raise ValueError(f"there is no operation {operation!r}; there are {names}")
        if times is ...:
            times = None if probability is not None else 1
        if times is not None and (not isinstance(times, int) or times < 1):
            raise ValueError("times must be at least 1, or None for no end")
        if probability is not None and not 0 < probability <= 1:
            raise ValueError("probability must be above 0, and 1 at most")
        values = read_words({"status": status, **words})
        scope = Scope(
            operation, method and method.upper(), path, dict(query or {}), campaign, match
        )
        with self._lock:
            number = self._count + 1
            dice = random.Random(f"{self._seed} {number}")
            fault = Fault(
                number=number,
                scope=scope,
                left=times,
                probability=probability,
                _dice=dice,
                **values,
            )
            self._count = number
            self._active.append(fault)
        return fault

    def remove(self, number: int) -> None:
        """Take the fault with this number away. Raises KeyError if there is none."""
        with self._lock:
            for fault in self._active:
                if fault.number == number:
                    self._active.remove(fault)
                    return
        raise KeyError(number)

    def clear(self) -> None:
        """Take all faults away."""
        with self._lock:
            self._active.clear()
            self._count = 0

    def reseed(self, seed: int) -> None:
        """Other dice for faults to come."""
        self._seed = seed

    def __iter__(self) -> Iterator[Fault]:
        """Those in force, oldest first."""
        with self._lock:
            return iter(list(self._active))

    def __len__(self) -> int:
        return len(self._active)

    def choose(self, request: Request, operation: str, place: Place) -> Fault | None:
        """The fault for this request, not used up yet. Raises RefusalError 400 for a header that
        spells none.
        """
        header = request.headers.get(HEADER)
        if header is not None:
            return _of_header(header)
        if not self._active:
            return None
        with self._lock:
            for fault in self._active:
                if fault.scope.fits(request, operation, place) and _falls(fault):
                    return fault
        return None

    def use(self, fault: Fault) -> None:
        """Count one use; the last one takes the fault away."""
        with self._lock:
            fault.hits += 1
            if fault.left is not None:
                fault.left -= 1
                if fault.left <= 0 and fault in self._active:
                    self._active.remove(fault)


def _falls(fault: Fault) -> bool:
    return fault.probability is None or fault._dice.random() < fault.probability


def _of_header(text: str) -> Fault:
    try:
        return Fault(left=1, **read_header(text))
    except ValueError as error:
        message = f"X-Mock-Fault: {error}. Faults, parted by ';': {forms()}"
        raise RefusalError(400, message) from None
