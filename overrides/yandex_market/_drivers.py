"""The only code that does I/O: it carries out what the flows ask for, blocking or async.

Besides the generated client, nothing else knows httpx's clients.
"""

from __future__ import annotations

import datetime
import logging
import os
import time
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from typing import Any, Generic, TypeVar

import anyio
import httpx

from ._calls import Answer, Lost, Request
from ._flow import Command, Flow, Now, PageFlow, PageReady, Send, Sleep
from .errors import ConfigurationError, MarketError
from .options import Clock

logger = logging.getLogger("yandex_market")

T = TypeVar("T")
Step = TypeVar("Step")
ClientT = TypeVar("ClientT", bound=httpx.Client | httpx.AsyncClient)

# The service has not seen the request: no connection, no slot in the pool, no such address.
NOT_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)
LOGGED_HEADERS = (
    "content-type",
    "x-ratelimit-resource-limit",
    "x-ratelimit-resource-remaining",
    "x-ratelimit-resource-until",
)


class SystemClock:
    """The machine's clocks."""

    def monotonic(self) -> float:
        """Seconds of the machine's steady clock."""
        return time.monotonic()

    def now(self) -> datetime.datetime:
        """The time of day in UTC."""
        return datetime.datetime.now(datetime.UTC)

    def sleep(self, seconds: float) -> None:
        """Block this thread."""
        time.sleep(seconds)

    async def async_sleep(self, seconds: float) -> None:
        """Suspend this task."""
        await anyio.sleep(seconds)


class _Pools(Generic[ClientT]):
    """httpx clients, made when first needed, anew after a fork; one for reads, one for writes.

    The API does not promise Keep-Alive: a connection that idled may be closed just as a request goes
    out on it. A read is then repeated; a write may not be, so writes never share idle connections.
    """

    def __init__(self, make: Callable[[httpx.Limits], ClientT], given: ClientT | None) -> None:
        self._make = make
        self._given = given
        self._clients: dict[tuple[int, bool], ClientT] = {}
        self._closed = False

    def get(self, fresh_connection: bool) -> ClientT:
        """The client to send with."""
        if self._closed or (self._given is not None and self._given.is_closed):
            raise ConfigurationError("this client is closed; make another one")
        if self._given is not None:
            return self._given
        key = (os.getpid(), fresh_connection)
        if key not in self._clients:
            idle = 0 if fresh_connection else 20
            made = self._make(httpx.Limits(max_keepalive_connections=idle))
            # No lock, which a fork could copy while it is held: of two threads here at once, one
            # drops what it made, which has no connections yet.
            self._clients.setdefault(key, made)
        return self._clients[key]

    def take_all(self) -> list[ClientT]:
        """Close for good; returns this process's own clients, for closing."""
        self._closed = True
        clients, self._clients = self._clients, {}
        return [client for (pid, _), client in clients.items() if pid == os.getpid()]


class SyncDriver:
    """Carries out flows with blocking calls; safe to share between threads."""

    def __init__(
        self,
        clock: Clock | None,
        transport: httpx.BaseTransport | None,
        http_client: httpx.Client | None,
    ) -> None:
        _check_ways(transport, http_client, httpx.BaseTransport, httpx.Client)
        self.clock = clock or SystemClock()
        self._pools = _Pools(
            lambda limits: httpx.Client(transport=transport, limits=limits), http_client
        )

    def run(self, flow: Flow[T]) -> T:
        """Run a flow to its end; its result."""
        try:
            command = next(flow)
            while True:
                command = _resume(flow, self._do(command))
        except StopIteration as end:
            result: T = end.value
            return result

    def next_page(self, flow: PageFlow) -> PageReady | None:
        """Run a listing up to its next page; None at its end."""
        try:
            command = next(flow)
            while not isinstance(command, PageReady):
                command = _resume(flow, self._do(command))
        except StopIteration:
            return None
        return command

    def close(self) -> None:
        """Close the connections; a client that the caller gave stays open."""
        for client in self._pools.take_all():
            client.close()

    def _do(self, command: Command) -> Any:
        match command:
            case Now():
                return self.clock.monotonic(), self.clock.now().timestamp()
            case Sleep(seconds):
                return self.clock.sleep(seconds)
            case Send(request):
                try:
                    client = self._pools.get(request.fresh_connection)
                    response = client.send(
                        _built(client, request), stream=True, follow_redirects=False
                    )
                    response.stream = _InTime(response.stream, request.timeout)
                    try:
                        response.read()
                    finally:
                        response.close()
                except httpx.HTTPError as error:
                    return _lost(error)
                except (httpx.InvalidURL, UnicodeError) as error:
                    return _bad_address(error)
                except MarketError as error:  # this client is closed
                    return error
                return _answer(request, response)


class AsyncDriver:
    """Carries out flows with async calls; safe to share between tasks of one event loop."""

    def __init__(
        self,
        clock: Clock | None,
        transport: httpx.AsyncBaseTransport | None,
        http_client: httpx.AsyncClient | None,
    ) -> None:
        _check_ways(transport, http_client, httpx.AsyncBaseTransport, httpx.AsyncClient)
        self.clock = clock or SystemClock()
        self._pools = _Pools(
            lambda limits: httpx.AsyncClient(transport=transport, limits=limits), http_client
        )

    async def run(self, flow: Flow[T]) -> T:
        """Run a flow to its end; its result."""
        try:
            command = next(flow)
            while True:
                command = _resume(flow, await self._do(command))
        except StopIteration as end:
            result: T = end.value
            return result

    async def next_page(self, flow: PageFlow) -> PageReady | None:
        """Run a listing up to its next page; None at its end."""
        try:
            command = next(flow)
            while not isinstance(command, PageReady):
                command = _resume(flow, await self._do(command))
        except StopIteration:
            return None
        return command

    async def close(self) -> None:
        """Close the connections; a client that the caller gave stays open."""
        for client in self._pools.take_all():
            await client.aclose()

    async def _do(self, command: Command) -> Any:
        match command:
            case Now():
                return self.clock.monotonic(), self.clock.now().timestamp()
            case Sleep(seconds):
                return await self.clock.async_sleep(seconds)
            case Send(request):
                try:
                    client = self._pools.get(request.fresh_connection)
                    response = await client.send(
                        _built(client, request), stream=True, follow_redirects=False
                    )
                    response.stream = _InTime(response.stream, request.timeout)
                    try:
                        await response.aread()
                    finally:
                        await response.aclose()
                except httpx.HTTPError as error:
                    return _lost(error)
                except (httpx.InvalidURL, UnicodeError) as error:
                    return _bad_address(error)
                except MarketError as error:  # this client is closed
                    return error
                return _answer(request, response)


class _InTime(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that must be whole within so many seconds: httpx alone times each piece apart."""

    def __init__(self, stream: Any, seconds: float) -> None:
        self._stream = stream
        self._end = time.monotonic() + seconds

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._stream:
            yield self._checked(chunk)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._stream:
            yield self._checked(chunk)

    def _checked(self, chunk: bytes) -> bytes:
        if time.monotonic() > self._end:
            raise httpx.ReadTimeout("the answer came in too slowly")
        return chunk

    def close(self) -> None:
        self._stream.close()

    async def aclose(self) -> None:
        await self._stream.aclose()


def _resume(flow: Generator[Step, Any, Any], result: object) -> Step:
    """Go on with a result; an error is raised inside the flow, which adds what it knows."""
    return flow.throw(result) if isinstance(result, MarketError) else flow.send(result)


def _check_ways(
    transport: object, http_client: object, kind_of_transport: type, kind_of_client: type
) -> None:
    if transport is not None and http_client is not None:
        raise ConfigurationError("give either transport or http_client: the latter has its own")
    for name, given, kind in (
        ("transport", transport, kind_of_transport),
        ("http_client", http_client, kind_of_client),
    ):
        if given is not None and not isinstance(given, kind):
            raise ConfigurationError(f"{name}: expected an httpx.{kind.__name__} for this client")


def _bad_address(error: Exception) -> ConfigurationError:
    return ConfigurationError(
        f"base_url: not an address that can be called: {type(error).__name__}"
    )


def _built(client: httpx.Client | httpx.AsyncClient, request: Request) -> httpx.Request:
    return client.build_request(
        request.method,
        request.url,
        params=request.params,
        headers=request.headers,
        content=request.content,
        timeout=request.timeout,
    )


def _answer(request: Request, response: httpx.Response) -> Answer:
    headers = {name.lower(): value for name, value in response.headers.items()}
    if logger.isEnabledFor(logging.DEBUG):
        shown = {name: headers[name] for name in LOGGED_HEADERS if name in headers}
        logger.debug("%s %s: %d %s", request.method, request.url, response.status_code, shown)
    return Answer(response.status_code, headers, response.content, response)


def _lost(error: httpx.HTTPError) -> Lost:
    logger.debug("no answer: %s", type(error).__name__)
    return Lost(not isinstance(error, NOT_SENT), error)
