"""For tests of programs that use this client: a client on a mock market, without waiting.

from yandex_market.mock import MockMarket
from yandex_market.testing import connect

mock = MockMarket(orders=100)
market = connect(mock)          # no socket; its pauses move mock.clock and take no time
"""

from __future__ import annotations

import datetime
import heapq
import itertools
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

import anyio

from .client import AsyncYandexMarket, YandexMarket

if TYPE_CHECKING:
    from .mock import MockMarket

MOMENT = 0.001
"""Seconds of real time in which other threads can say that they sleep, too."""
ROUNDS = 32
"""The same for tasks: so often the event loop goes round."""


class _Event(Protocol):
    def set(self) -> object: ...


EventT = TypeVar("EventT", bound=_Event)


class MockClock:
    """The mock's time as a client's clock: a pause moves the mock's clock and takes no time.

    Pauses of several threads or tasks overlap, as they would in real time.
    """

    def __init__(self, mock: MockMarket) -> None:
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


def connect(mock: MockMarket, **settings: Any) -> YandexMarket:
    """A blocking client on this mock, in process; `settings` as for YandexMarket."""
    defaults: dict[str, Any] = {"transport": mock.transport(), "clock": MockClock(mock)}
    return YandexMarket(mock.api_key, **(defaults | settings))


def async_connect(mock: MockMarket, **settings: Any) -> AsyncYandexMarket:
    """An async client on this mock, in process; `settings` as for AsyncYandexMarket."""
    defaults: dict[str, Any] = {"transport": mock.async_transport(), "clock": MockClock(mock)}
    return AsyncYandexMarket(mock.api_key, **(defaults | settings))
