"""For tests of programs that use this client. All of it needs the extra `mock`.

A market that behaves, and no waiting for it:

    mock = MockMarket(orders=100)                       # from yandex_market.mock
    market = connect(mock)                              # no socket; pauses move mock.clock

Answers word for word, and what was asked:

    script = Script(refusal(503, "Busy"), answer({"order": sample(Order, status="PICKUP")}))
    market = connect(script)
    assert market.orders.get(21740001, 501234567).status == "PICKUP"
    assert [sent.path for sent in script.requests] == 2 * ["/v2/campaigns/21740001/orders/501234567"]
    assert script.left == 0

Models alone, for functions that take them:

    order = sample(OrdersStatsOrder, status="RETURNED", payments=[])
"""

from __future__ import annotations

import datetime
import heapq
import itertools
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypedDict, TypeVar
from urllib.parse import parse_qsl

import anyio

from .client import AsyncYandexMarket, YandexMarket
from .models import Model

if TYPE_CHECKING:
    from typing import Unpack

    from httpx import AsyncBaseTransport, AsyncClient, BaseTransport, Client

    from .mock import MockMarket
    from .mock.clock import Clock as ShopClock
    from .mock.exchange import Request, Response
    from .mock.transports import AsyncMockTransport, MockTransport
    from .options import Clock
    from .quotas import AsyncQuotaStore, QuotaStore
    from .retrying import RetryPolicy

MOMENT = 0.001
"""Seconds of real time in which other threads can say that they sleep, too."""
ROUNDS = 32
"""The same for tasks: so often the event loop goes round."""


class _Event(Protocol):
    def set(self) -> object: ...


EventT = TypeVar("EventT", bound=_Event)
ModelT = TypeVar("ModelT", bound=Model)


class _Timed(Protocol):
    @property
    def clock(self) -> ShopClock: ...


class MockClock:
    """The time of a MockMarket or Script as a client's clock: a pause moves the mock's clock and takes no time.

    Pauses of several threads or tasks overlap, as they would in real time.
    """

    def __init__(self, mock: _Timed) -> None:
        self._clock = mock.clock
        self._threads = _Sleepers[threading.Event](threading.Event)
        self._tasks = _Sleepers[anyio.Event](anyio.Event)

    def monotonic(self) -> float:
        """Seconds of the mock's clock, which never goes back."""
        return self._clock.now().timestamp()

    def now(self) -> datetime.datetime:
        """The mock's time of day."""
        return self._clock.now()

    def sleep(self, seconds: float) -> None:
        """Move the mock's clock, unless another thread does."""
        me = self._threads.add(self._clock.now() + datetime.timedelta(seconds=seconds))
        try:
            while self._clock.now() < me.end:
                if not self._threads.is_first(me):
                    me.woken.wait()
                    continue
                known = self._threads.added
                time.sleep(MOMENT)
                self._move(me.end, self._threads, known)
        finally:
            self._threads.remove(me)

    async def async_sleep(self, seconds: float) -> None:
        """Move the mock's clock, unless another task does."""
        me = self._tasks.add(self._clock.now() + datetime.timedelta(seconds=seconds))
        try:
            while self._clock.now() < me.end:
                if not self._tasks.is_first(me):
                    await me.woken.wait()
                    continue
                known = self._tasks.added
                for _ in range(ROUNDS):
                    await anyio.sleep(0)
                self._move(me.end, self._tasks, known)
        finally:
            self._tasks.remove(me)

    def _move(self, end: datetime.datetime, sleepers: _Sleepers[Any], known: int) -> None:
        """To the end of the shortest sleep, when no other one came meanwhile."""
        with sleepers.lock:
            step = (end - self._clock.now()).total_seconds()
            if sleepers.added == known and step > 0:
                self._clock.advance(seconds=step)


class _Sleeper(Generic[EventT]):
    def __init__(self, end: datetime.datetime, number: int, woken: EventT) -> None:
        self.end = end
        self.number = number
        self.woken = woken
        self.awake = False

    def __lt__(self, other: _Sleeper[EventT]) -> bool:
        return (self.end, self.number) < (other.end, other.number)


class _Sleepers(Generic[EventT]):
    """Who sleeps, the first to wake up first."""

    def __init__(self, event: Callable[[], EventT]) -> None:
        self.lock = threading.Lock()
        self.added = 0
        self._event = event
        self._numbers = itertools.count()
        self._heap: list[_Sleeper[EventT]] = []

    def add(self, end: datetime.datetime) -> _Sleeper[EventT]:
        one = _Sleeper(end, next(self._numbers), self._event())
        with self.lock:
            self.added += 1
            heapq.heappush(self._heap, one)
        return one

    def is_first(self, one: _Sleeper[EventT]) -> bool:
        return self._heap[0] is one

    def remove(self, one: _Sleeper[EventT]) -> None:
        """It is awake; the next one is told that it is the first."""
        with self.lock:
            one.awake = True
            while self._heap and self._heap[0].awake:
                heapq.heappop(self._heap)
            if self._heap:
                self._heap[0].woken.set()


# -- answers word for word -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sent:
    """One request that a Script was asked to answer.

    Attributes:
        method: `GET` or `POST`.
        path: without the host, such as `/v2/campaigns`.
        query: parameters and their values, not escaped.
        headers: names in lower case; keys are blotted out.
        body: bytes as sent; see `json`.
    """

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    def json(self) -> object:
        """The body, parsed; None when there is none."""
        return json.loads(self.body) if self.body else None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a Script: its `status`, `body` and `headers`; `answer` and `refusal` make them."""

    status: int
    body: bytes = field(repr=False)
    headers: Mapping[str, str]


def answer(
    body: Model | Mapping[str, object] | bytes = b"",
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """An answer with this body: a model or a mapping goes out as JSON, bytes as they are.

    Mappings may hold models, as in `answer({"order": sample(Order)})`.
    """
    if isinstance(body, bytes):
        return Answer(status, body, dict(headers or {}))
    content = _Body(body.to_dict() if isinstance(body, Model) else body).to_json()
    return Answer(status, content.encode(), {"content-type": "application/json", **(headers or {})})


def refusal(
    status: int, message: str, code: str = "ERROR", *, headers: Mapping[str, str] | None = None
) -> Answer:
    """An error in the API's envelope."""
    envelope = {"status": "ERROR", "errors": [{"code": code, "message": message}]}
    return answer(envelope, status=status, headers=headers)


class Script:
    """A service that gives these answers in this order, and raises what is an exception.

    An `httpx.ReadTimeout("...")` in place of an answer is a request whose answer got lost. One
    request too many is an AssertionError; `left` tells of answers that nobody asked for. `connect`
    takes a Script like a MockMarket. Safe to use from many threads.

    Args:
        *steps: what to answer.
        now: where the clock stands; real time without it. Pauses of the client move it.
    """

    def __init__(self, *steps: Answer | Exception, now: datetime.datetime | None = None) -> None:
        from .mock.clock import Clock
        from .mock.keys import Keys

        self.api_key: str = Keys(0).api_key
        """A key of the right form, which opens nothing."""
        self.clock: Clock = Clock(now)
        """Its time: `clock.advance(minutes=5)` moves it."""
        self.requests: list[Sent] = []
        """What was asked, oldest first."""
        self._steps = steps
        self._lock = threading.Lock()

    @property
    def left(self) -> int:
        """How many answers were not asked for yet."""
        return max(len(self._steps) - len(self.requests), 0)

    def transport(self) -> MockTransport:
        """A transport for httpx.Client that answers from here."""
        from .mock.transports import MockTransport

        return MockTransport(self)

    def async_transport(self) -> AsyncMockTransport:
        """A transport for httpx.AsyncClient that answers from here."""
        from .mock.transports import AsyncMockTransport

        return AsyncMockTransport(self)

    @contextmanager
    def exchange(self, request: Request) -> Iterator[Response]:
        """Answer one request: what the transports call."""
        from .mock.exchange import Response

        step = self._next(_sent(request))
        if isinstance(step, Exception):
            raise step
        yield Response(step.status, tuple(step.headers.items()), step.body)

    def _next(self, sent: Sent) -> Answer | Exception:
        with self._lock:
            self.requests.append(sent)
            number = len(self.requests)
        if number > len(self._steps):
            raise AssertionError(
                f"the script has {len(self._steps)} answers, and request {number} came: "
                f"{sent.method} {sent.path}"
            )
        return self._steps[number - 1]

    def __repr__(self) -> str:
        return f"<Script: {len(self._steps)} answers, {self.left} left>"


class _Body(Model):
    """Any JSON object, written as models are: every number exact."""

    FIELDS: ClassVar = ()

    def __init__(self, fields: Mapping[str, object]) -> None:
        self.additional_properties = {name: _plain(value) for name, value in fields.items()}


def _plain(value: object) -> object:
    if isinstance(value, Model):
        return value.to_dict()
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple) else value


def _sent(request: Request) -> Sent:
    secret = ("api-key", "authorization")
    headers = {n: "***" if n in secret else value for n, value in request.headers.items()}
    query = dict(parse_qsl(request.query, keep_blank_values=True))
    return Sent(request.method, request.path, query, headers, request.body)


# -- sample models ---------------------------------------------------------------------------------


def sample(kind: type[ModelT], /, **fields: object) -> ModelT:
    """A model as the document's fullest example of it has it, with these fields changed.

    Values are read as those of an answer are: `status="DELIVERED"` becomes the enum's member,
    `creation_date="2026-11-06"` a date, a mapping of wire names a model; None takes a field away.
    Each call makes a new object.

    Raises:
        TypeError: the model has no such field.
        LookupError: it is no model of the document.
        ValueError: the field cannot hold this value.
    """
    if kind.__name__ not in _examples():
        raise LookupError(f"the document has no example of {kind.__name__}; call the class itself")
    wire = dict(_examples()[kind.__name__])
    known = {one.name: one for one in kind.FIELDS}
    for name, value in fields.items():
        if name not in known:
            raise TypeError(f"{kind.__name__} has no field {name!r}")
        wire[known[name].wire] = known[name].write(value)
    # None is an absent field here, as everywhere.
    return kind.from_dict({key: value for key, value in wire.items() if value is not None})


@cache
def _examples() -> Mapping[str, Mapping[str, Any]]:
    """By name of the schema: the example with the most fields, the first of several such ones."""
    from .mock.rules import document

    found: dict[str, Any] = {}
    schemas = document()["components"]["schemas"]
    for content in _contents(document()):
        for example in content.get("examples", {}).values():
            _note(content["schema"], example.get("value"), schemas, found)
    return found


def _contents(node: Any) -> Iterator[Mapping[str, Any]]:
    """Every body in the document that has a schema."""
    if isinstance(node, dict):
        for name, inner in node.items():
            if name == "content":
                yield from inner.values()
            else:
                yield from _contents(inner)


def _note(
    schema: Mapping[str, Any], value: Any, schemas: Mapping[str, Any], found: dict[str, Any]
) -> None:
    """Keep what this value shows of each schema in it."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        if isinstance(value, dict) and _size(value) > _size(found.get(name)):
            found[name] = value
        _note(schemas.get(name, {}), value, schemas, found)
    for part in schema.get("allOf", ()):
        _note(part, value, schemas, found)
    if isinstance(value, list):
        for item in value:
            _note(schema.get("items", {}), item, schemas, found)
    elif isinstance(value, dict):
        for name, inner in schema.get("properties", {}).items():
            _note(inner, value.get(name), schemas, found)


def _size(value: Any) -> int:
    """How many values there are in a value."""
    if isinstance(value, dict):
        return 1 + sum(map(_size, value.values()))
    return 1 + sum(map(_size, value)) if isinstance(value, list) else int(value is not None)


# -- clients ---------------------------------------------------------------------------------------


class Settings(TypedDict, total=False):
    """What both clients can be told besides their key."""

    oauth_token: str | None
    base_url: str | None
    timeout: float
    deadline: float | None
    retry: RetryPolicy
    clock: Clock | None
    app: str | None
    allow_http: bool


class SyncSettings(Settings, total=False):
    """The arguments of YandexMarket."""

    quota: QuotaStore | None
    transport: BaseTransport | None
    http_client: Client | None


class AsyncSettings(Settings, total=False):
    """The arguments of AsyncYandexMarket."""

    quota: QuotaStore | AsyncQuotaStore | None
    transport: AsyncBaseTransport | None
    http_client: AsyncClient | None


def connect(mock: MockMarket | Script, **settings: Unpack[SyncSettings]) -> YandexMarket:
    """A blocking client on this mock or script, in process; its pauses take no time.

    Args:
        mock: what answers.
        **settings: as for YandexMarket.
    """
    settings.setdefault("clock", MockClock(mock))
    if settings.get("http_client") is None:
        settings.setdefault("transport", mock.transport())
    return YandexMarket(mock.api_key, **settings)


def async_connect(
    mock: MockMarket | Script, **settings: Unpack[AsyncSettings]
) -> AsyncYandexMarket:
    """An async client on this mock or script, in process; its pauses take no time.

    Args:
        mock: what answers.
        **settings: as for AsyncYandexMarket.
    """
    settings.setdefault("clock", MockClock(mock))
    if settings.get("http_client") is None:
        settings.setdefault("transport", mock.async_transport())
    return AsyncYandexMarket(mock.api_key, **settings)
