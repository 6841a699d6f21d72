"""httpx transports that answer from the market in this process: no socket, no server.

Injected trouble shows as the exception that httpx raises over a real connection.
"""

from __future__ import annotations

import math
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractContextManager
from typing import Protocol

import anyio
import httpx

from .clock import Clock
from .exchange import Request, Response


class Answering(Protocol):
    """What a transport needs of a market."""

    @property
    def clock(self) -> Clock:
        """Its time, which a stall moves."""

    def exchange(self, request: Request) -> AbstractContextManager[Response]:
        """Answer one request, which is in flight until the block is left."""


def to_request(request: httpx.Request) -> Request:
    """An httpx request, its body read already, as the core takes it."""
    path, _, query = request.url.raw_path.partition(b"?")
    headers: dict[str, str] = {}
    for name, value in request.headers.raw:
        headers.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))
    return Request(
        request.method,
        path.decode("latin-1"),
        query.decode("latin-1"),
        headers,
        request.content,
        len(request.content),
    )


class MockTransport(httpx.BaseTransport):
    """For `httpx.Client`, and for the sync client."""

    def __init__(self, market: Answering) -> None:
        self._market = market

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        request.read()
        with self._market.exchange(to_request(request)) as response:
            pause = min(response.delay, _patience(request))
            if pause:
                time.sleep(pause)
            return _to_httpx(response, request, self._market.clock)


class AsyncMockTransport(httpx.AsyncBaseTransport):
    """For `httpx.AsyncClient`, and for the async client."""

    def __init__(self, market: Answering) -> None:
        self._market = market

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        await request.aread()
        with self._market.exchange(to_request(request)) as response:
            # Without a delay too: a real transport lets other tasks run here.
            await anyio.sleep(min(response.delay, _patience(request)))
            return _to_httpx(response, request, self._market.clock)


def _patience(request: httpx.Request) -> float:
    """Seconds that the client waits for bytes of the answer."""
    seconds = request.extensions.get("timeout", {}).get("read")
    return math.inf if seconds is None else float(seconds)


def _to_httpx(response: Response, request: httpx.Request, clock: Clock) -> httpx.Response:
    """What the client sees once the delay is over. Raises what breaks on the way."""
    patience, trouble = _patience(request), response.trouble
    if response.delay >= patience:
        raise httpx.ReadTimeout("The read operation timed out", request=request)
    if trouble is None:
        return httpx.Response(
            response.status, headers=response.headers, content=response.body, request=request
        )
    if trouble.kind == "refuse":
        raise httpx.ConnectError("[Errno 111] Connection refused", request=request)
    if trouble.kind == "reset":
        raise httpx.ReadError("[Errno 104] Connection reset by peer", request=request)
    if trouble.kind == "stall":
        clock.advance(seconds=min(trouble.amount, patience))
        if patience <= trouble.amount:
            raise httpx.ReadTimeout("The read operation timed out", request=request)
        text = "Server disconnected without sending a response."
        raise httpx.RemoteProtocolError(text, request=request)
    cut = _Cut(response.body, int(trouble.amount), request)
    return httpx.Response(response.status, headers=response.headers, stream=cut, request=request)


class _Cut(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that breaks off."""

    def __init__(self, body: bytes, size: int, request: httpx.Request) -> None:
        self._part = body[:size]
        self._error = httpx.RemoteProtocolError(
            "peer closed connection without sending complete message body"
            f" (received {size} bytes, expected {len(body)})",
            request=request,
        )

    def __iter__(self) -> Iterator[bytes]:
        yield self._part
        raise self._error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._part
        raise self._error
