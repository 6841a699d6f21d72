"""httpx transports that answer from the market in this process: no socket, no server."""

from __future__ import annotations

import time

import anyio
import httpx

from .core import Core
from .exchange import Request, Response


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


def _to_httpx(response: Response, request: httpx.Request) -> httpx.Response:
    return httpx.Response(
        response.status, headers=response.headers, content=response.body, request=request
    )


class MockTransport(httpx.BaseTransport):
    """For `httpx.Client`, and for the sync client."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        request.read()
        with self._core.exchange(to_request(request)) as response:
            if response.delay:
                time.sleep(response.delay)
            return _to_httpx(response, request)


class AsyncMockTransport(httpx.AsyncBaseTransport):
    """For `httpx.AsyncClient`, and for the async client."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        await request.aread()
        with self._core.exchange(to_request(request)) as response:
            # Without a delay too: a real transport lets other tasks run here.
            await anyio.sleep(response.delay)
            return _to_httpx(response, request)
