"""A bad network in front of the mock market: a seeded share of the requests goes wrong."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from email.utils import format_datetime

import httpx
from yandex_market.mock import MockMarket

UNHEARD_OF = "FROM_A_LATER_VERSION"
STALL = 30.0
"""Seconds that a stalled answer would take."""


def is_odd(order_id: int) -> bool:
    """Whether the soak's server gives this order a status that no document knows."""
    return order_id % 20 == 0


class Faults:
    """What happens to a request on its way; the same for both kinds of transport."""

    def __init__(self, mock: MockMarket, share: float, seed: int) -> None:
        self.mock = mock
        self.share = share
        self.dice = random.Random(seed)
        self.injected: Counter[str] = Counter()
        self.requests = 0
        self.open = 0
        """Answers whose body was not closed."""

    def before(self, request: httpx.Request) -> str | None:
        """Choose a fault, or none; some of them end the request before the server sees it."""
        self.requests += 1
        self.mock.requests.clear()  # what the mock remembers is not the client's memory
        if self.dice.random() >= self.share:
            return None
        kind = self.dice.choice(KINDS)
        self.injected[kind] += 1
        if kind == "reset before it was sent":
            raise httpx.ConnectError("reset", request=request)
        return kind

    def after(
        self, kind: str | None, request: httpx.Request, answer: httpx.Response
    ) -> httpx.Response:
        """The server has seen the request; what of its answer arrives."""
        if kind is None:
            return _with_odd_statuses(answer, request)
        if kind == "reset before the answer":
            raise httpx.ReadError("reset", request=request)
        if kind == "stall of 30 s":
            patience: float = request.extensions["timeout"]["read"]
            self.mock.clock.advance(seconds=min(patience, STALL))
            if patience < STALL:
                raise httpx.ReadTimeout("stalled", request=request)
            return answer
        if kind == "half a body":
            half = answer.content[: len(answer.content) // 2]
            return httpx.Response(200, content=half, request=request)
        return self._refusal(kind, request)

    def watched(self, answer: httpx.Response) -> httpx.Response:
        """The answer, as it goes to the client, with a body whose closing is noted."""
        body = _Body(self, answer.content)
        headers = {k: v for k, v in answer.headers.items() if k.startswith(("content-t", "x-"))}
        return httpx.Response(answer.status_code, headers=headers, stream=body)

    def _refusal(self, kind: str, request: httpx.Request) -> httpx.Response:
        if kind == "502 in HTML":
            return httpx.Response(502, content=b"<html>Bad Gateway</html>", request=request)
        status, words = REFUSALS[kind]
        headers = {}
        if kind == "420 quota spent":
            until = self.mock.clock.now() + timedelta(seconds=30)
            headers["X-RateLimit-Resource-Until"] = format_datetime(until, usegmt=True)
        envelope = {"status": "ERROR", "errors": [{"code": "INJECTED", "message": words}]}
        return httpx.Response(status, json=envelope, headers=headers, request=request)


REFUSALS = {
    "500": (500, "Something is broken"),
    "503": (503, "Come back later"),
    "420 too many at once": (420, "Hit rate limit of 4 parallel requests for campaignId 1"),
    "420 quota spent": (420, "Hit rate limit of '9' requests per 'hour' for campaignId 1"),
}
KINDS = (
    *REFUSALS,
    "reset before it was sent",
    "reset before the answer",
    "half a body",
    "502 in HTML",
    "stall of 30 s",
)


def _with_odd_statuses(answer: httpx.Response, request: httpx.Request) -> httpx.Response:
    if answer.status_code != 200:
        return answer
    document = json.loads(answer.content)
    for order in document.get("result", document)["orders"]:
        if is_odd(order.get("orderId") or order["id"]):
            order["status"] = UNHEARD_OF
    headers = {k: v for k, v in answer.headers.items() if k.startswith("x-")}
    return httpx.Response(200, json=document, headers=headers, request=request)


class _Body(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body in two pieces that tells when it is closed."""

    def __init__(self, faults: Faults, content: bytes) -> None:
        self._faults = faults
        self._pieces = content[: len(content) // 2], content[len(content) // 2 :]
        self._closed = False
        faults.open += 1

    def __iter__(self) -> Iterator[bytes]:
        yield from self._pieces

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self._pieces:
            yield piece

    def close(self) -> None:
        self._faults.open -= not self._closed
        self._closed = True

    async def aclose(self) -> None:
        self.close()


class BadTransport(httpx.BaseTransport):
    """For the blocking client."""

    def __init__(self, faults: Faults, inner: httpx.BaseTransport) -> None:
        self._faults = faults
        self._inner = inner

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        kind = self._faults.before(request)
        answer = self._inner.handle_request(request)
        answer.read()
        answer.close()
        return self._faults.watched(self._faults.after(kind, request, answer))

    def close(self) -> None:
        self._inner.close()


class AsyncBadTransport(httpx.AsyncBaseTransport):
    """For the async client."""

    def __init__(self, faults: Faults, inner: httpx.AsyncBaseTransport) -> None:
        self._faults = faults
        self._inner = inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        kind = self._faults.before(request)
        answer = await self._inner.handle_async_request(request)
        await answer.aread()
        await answer.aclose()
        return self._faults.watched(self._faults.after(kind, request, answer))

    async def aclose(self) -> None:
        await self._inner.aclose()
