"""For tests of programs that use this client: a client on a mock market, without waiting.

from yandex_market.mock import MockMarket
from yandex_market.testing import connect

mock = MockMarket(orders=100)
market = connect(mock)          # no socket; its pauses move mock.clock and take no time
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from .client import AsyncYandexMarket, YandexMarket

if TYPE_CHECKING:
    from .mock import MockMarket


class MockClock:
    """The mock's time as a client's clock: a pause moves the mock's clock and returns at once."""

    def __init__(self, mock: MockMarket) -> None:
        self._clock = mock.clock

    def monotonic(self) -> float:
        """Seconds of the mock's clock, which never goes back."""
        return self._clock.now().timestamp()

    def now(self) -> datetime.datetime:
        """The mock's time of day."""
        return self._clock.now()

    def sleep(self, seconds: float) -> None:
        """Move the mock's clock."""
        self._clock.advance(seconds=seconds)

    async def async_sleep(self, seconds: float) -> None:
        """Move the mock's clock."""
        self._clock.advance(seconds=seconds)


def connect(mock: MockMarket, **settings: Any) -> YandexMarket:
    """A blocking client on this mock, in process; `settings` as for YandexMarket."""
    defaults: dict[str, Any] = {"transport": mock.transport(), "clock": MockClock(mock)}
    return YandexMarket(mock.api_key, **(defaults | settings))


def async_connect(mock: MockMarket, **settings: Any) -> AsyncYandexMarket:
    """An async client on this mock, in process; `settings` as for AsyncYandexMarket."""
    defaults: dict[str, Any] = {"transport": mock.async_transport(), "clock": MockClock(mock)}
    return AsyncYandexMarket(mock.api_key, **(defaults | settings))
