"""What the client's tests share: one test body for both clients, scripted answers, recorded time.

    def test_something(twin: Twin) -> None:
        market = twin.connect(mock)
        order = twin.run(lambda: market.orders.get(21, 5))

`twin` comes from conftest.py and runs each body twice, once with the blocking client and once with
the async one.
"""

from __future__ import annotations

import asyncio
import datetime
import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import httpx
from yandex_market import AsyncYandexMarket, RetryPolicy, YandexMarket
from yandex_market.mock import MockMarket
from yandex_market.testing import async_connect, connect

KEY = "ACMA:ThisKeyIsMadeUpForTestsOnly0000000000000:abcdef12"
NOW = datetime.datetime(2026, 4, 2, 9, 30, tzinfo=datetime.UTC)

FULL_PAUSES = RetryPolicy(jitter=lambda upper: upper)
"""The default policy without chance: each pause is its upper bound."""

Answer = Callable[[httpx.Request], httpx.Response]


class Twin:
    """One of the two clients, driven from plain test functions."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._runner = asyncio.Runner() if name == "async" else None
        self._markets: list[Any] = []

    @property
    def is_async(self) -> bool:
        return self._runner is not None

    # -- clients ---------------------------------------------------------------------------------

    def connect(self, mock: MockMarket, **settings: Any) -> Any:
        """A client on the mock market; its pauses take no time."""
        return self._kept((async_connect if self.is_async else connect)(mock, **settings))

    def scripted(self, answer: Answer, **settings: Any) -> Any:
        """A client whose requests this function answers; time is recorded, not spent."""
        given = {"api_key": KEY, "clock": RecordingClock(), "retry": FULL_PAUSES}
        transport = httpx.MockTransport(answer)
        return self.market(**(given | {"transport": transport} | settings))

    def market(self, *args: Any, **settings: Any) -> Any:
        """A client as asked."""
        kind = AsyncYandexMarket if self.is_async else YandexMarket
        return self._kept(kind(*args, **settings))

    def http_client(self, **settings: Any) -> Any:
        """An httpx client of the fitting kind."""
        return httpx.AsyncClient(**settings) if self.is_async else httpx.Client(**settings)

    def _kept(self, market: Any) -> Any:
        self._markets.append(market)
        return market

    # -- driving ---------------------------------------------------------------------------------

    def run(self, call: Callable[[], Any]) -> Any:
        """The call's result, awaited in the async twin."""
        if self._runner is None:
            return call()

        async def awaited() -> Any:
            return await call()

        return self._runner.run(awaited())

    def items(self, listing: Any, take: int | None = None, into: list[Any] | None = None) -> Any:
        """Items of a pager or of `.pages()`: all, or the first few and then a break.

        With `into`, they are put there one by one, so that a test sees those before an error.
        """
        items: list[Any] = [] if into is None else into
        if self._runner is None:
            for item in listing:
                items.append(item)
                if len(items) == take:
                    break
            return items

        async def walk() -> list[Any]:
            async for item in listing:
                items.append(item)
                if len(items) == take:
                    break
            return items

        return self._runner.run(walk())

    def close(self, market: Any) -> None:
        """Close a client."""
        self.run(market.aclose if self.is_async else market.close)

    def done(self) -> None:
        """Close whatever was made."""
        for market in self._markets:
            self.close(market)
        if self._runner is not None:
            self._runner.close()


class RecordingClock:
    """Stands still at a moment but for sleeps, which it notes."""

    def __init__(self, start: datetime.datetime = NOW) -> None:
        self.start = start
        self.sleeps: list[float] = []
        self.passed = 0.0

    def monotonic(self) -> float:
        return 5_000.0 + self.passed  # a steady clock begins anywhere

    def now(self) -> datetime.datetime:
        return self.start + datetime.timedelta(seconds=self.passed)

    def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.passed += seconds

    async def async_sleep(self, seconds: float) -> None:
        self.sleep(seconds)
        await asyncio.sleep(0)


class Script:
    """Answers in the order given, the last one for ever; notes the requests."""

    def __init__(self, *steps: Answer | Exception) -> None:
        self._steps = list(steps)
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        step = self._steps.pop(0) if len(self._steps) > 1 else self._steps[0]
        if isinstance(step, Exception):
            raise step
        return step(request)

    @property
    def bodies(self) -> list[Any]:
        """The JSON bodies sent; None where there was none."""
        return [json.loads(r.content, parse_float=Decimal) if r.content else None for r in self]

    def __iter__(self) -> Any:
        return iter(self.requests)

    def __len__(self) -> int:
        return len(self.requests)


def answer(status: int, body: Any = b"", headers: Mapping[str, str] | None = None) -> Answer:
    """A step that answers so; a body that is not bytes goes out as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return lambda request: httpx.Response(status, content=content, headers=headers)


def refusal(
    status: int, message: str, code: str = "CODE", headers: Mapping[str, str] | None = None
) -> Answer:
    """A step that answers with the vendor's error envelope."""
    envelope = {"status": "ERROR", "errors": [{"code": code, "message": message}]}
    return answer(status, envelope, headers)


ORDER = answer(200, {"order": {"id": 5}})
"""The answer of getOrder, as far as most tests care."""
STARTED = answer(
    200,
    {"status": "OK", "result": {"operations": [{"id": "op1", "type": "ORDER_RECIPIENT_UPDATE"}]}},
)
"""The answer of updateOrder."""
STORES = answer(200, {"campaigns": [{"id": 21, "business": {"id": 900}}]})
"""The answer of getCampaigns: one store."""
PERSON = {"firstName": "Аглая", "lastName": "Неверова", "phone": "+70001234567"}
"""A recipient."""
PARALLEL = refusal(420, "Hit rate limit of 4 parallel requests for campaignId 21")


def quota_spent(until: str | None) -> Answer:
    """The 420 of a spent quota."""
    headers = {"X-RateLimit-Resource-Limit": "100", "X-RateLimit-Resource-Remaining": "0"}
    if until is not None:
        headers["X-RateLimit-Resource-Until"] = until
    text = "Hit rate limit of '100' requests per 'hour' for resource 'getOrder' for campaignId 21"
    return refusal(420, text, headers=headers)
