"""The only code that does I/O: it carries out what the flows ask for, blocking or async.

Besides the generated client, nothing else knows httpx's clients.
"""

from __future__ import annotations

import contextvars
import datetime
import functools
import inspect
import itertools
import logging
import os
import queue
import threading
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import anyio
import httpx

from ._calls import Answer, Lost, Request
from ._commands import (
    Acquire,
    Command,
    Flow,
    Gather,
    Hold,
    Now,
    PageFlow,
    PageReady,
    Send,
    Sleep,
)
from .errors import ConfigurationError, MarketError
from .options import Clock
from .quotas import AsyncQuotaStore, Grant, MemoryQuota, QuotaStore, Wait

if TYPE_CHECKING:
    import asyncio  # when it runs, only by the async twin: it would double what this package loads

    from ._gate import Entry

logger = logging.getLogger("yandex_market")

T = TypeVar("T")
Step = TypeVar("Step")
LineT = TypeVar("LineT")
ReaderT = TypeVar("ReaderT")
ClientT = TypeVar("ClientT", bound=httpx.Client | httpx.AsyncClient)

# The service has not seen the request: no connection, no slot in the pool, no such address.
NOT_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)
GATHERING = 0.02
"""Seconds that threads get to join what one of them is about to ask."""
PART_AHEAD = 8
"""Pages of a part that are fetched ahead, when nobody says how many. Pages come in the order of the
parts, so with fewer the other parts would soon stand still."""
SENDING = 0.001
"""Seconds that a thread leaves to the one that fetches pages, before it makes models: while it works
the interpreter would lend itself to the other only every few milliseconds."""
LAST_REQUEST = 1.0
"""Seconds that the end of a listing waits for a request that went out ahead and is not needed."""
ROUNDS = 16
"""So often the event loop goes round for others: enough for what only waits for its turn there."""
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


class _PerProcess(Generic[LineT]):
    """Named locks, made when first needed, anew after a fork: one may be held at that moment."""

    def __init__(self, make: Callable[[], LineT]) -> None:
        self._make = make
        self._made: dict[tuple[int, str], LineT] = {}

    def get(self, name: str) -> LineT:
        """The line of this name."""
        key = (os.getpid(), name)
        return self._made.get(key) or self._made.setdefault(key, self._make())


class _Pools(Generic[ClientT]):
    """httpx clients, made when first needed, anew after a fork; one for reads, one for writes.

    The API does not promise Keep-Alive: a connection that idled may be closed just as a request goes
    out on it. A read is then repeated; a write may not be, so writes never share idle connections.
    """

    def __init__(self, make: Callable[[httpx.Limits], ClientT], given: ClientT | None) -> None:
        self._make = make
        self._given = given
        self._clients: dict[tuple[int, bool], ClientT] = {}
        self._making = _PerProcess(threading.Lock)
        self._closed = False

    def get(self, fresh_connection: bool) -> ClientT:
        """The client to send with."""
        if self._closed or (self._given is not None and self._given.is_closed):
            raise ConfigurationError("this client is closed; make another one")
        if self._given is not None:
            return self._given
        key = (os.getpid(), fresh_connection)
        if key not in self._clients:
            with self._making.get("pool"):  # threads that begin together make one, which takes long
                if key not in self._clients:
                    idle = 0 if fresh_connection else 20
                    made = self._make(httpx.Limits(max_keepalive_connections=idle))
                    self._clients[key] = made
        return self._clients[key]

    def take_all(self) -> list[ClientT]:
        """Close for good; returns this process's own clients, for closing."""
        self._closed = True
        clients, self._clients = self._clients, {}
        return [client for (pid, _), client in clients.items() if pid == os.getpid()]


class _Line:
    """Callers of one kind: whose turn it is, and whether a request of theirs came back."""

    def __init__(self) -> None:
        self.turn = threading.Lock()
        self.freed = threading.Event()


class _AsyncLine:
    """The same for tasks."""

    def __init__(self) -> None:
        self.turn = anyio.Semaphore(1)
        self.freed = anyio.Event()


class SyncDriver:
    """Carries out flows with blocking calls; safe to share between threads."""

    def __init__(
        self,
        clock: Clock | None,
        transport: httpx.BaseTransport | None,
        http_client: httpx.Client | None,
        quota: QuotaStore | None = None,
    ) -> None:
        _check_ways(transport, http_client, httpx.BaseTransport, httpx.Client)
        _check_store(quota)
        self.clock = clock or SystemClock()
        self._store: QuotaStore = MemoryQuota() if quota is None else quota
        self._lines = _PerProcess(_Line)
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
        finally:
            flow.close()  # interrupted or cancelled, it gives back what it holds

    def reader(self, flows: Iterator[PageFlow], prefetch: int | None, at_once: int) -> Reader:
        """The pages of a listing, a flow for each of its parts."""
        return Reader(self, flows, prefetch, at_once)

    def next_page(self, flow: PageFlow, stopped: threading.Event | None = None) -> PageReady | None:
        """Run a listing up to its next page; None at its end, or when it is to stop."""
        try:
            command = next(flow)
            while not isinstance(command, PageReady):
                # Not before a Now, which may stand between leave to send and sending.
                if stopped is not None and stopped.is_set() and not isinstance(command, Now):
                    if isinstance(command, Send):  # leave was given, and nobody needs it
                        self._release(command.entry, Lost(False, InterruptedError()))
                    flow.close()
                    return None
                command = _resume(flow, self._do(command, stopped))
        except StopIteration:
            return None
        except BaseException:
            flow.close()
            raise
        return command

    def close(self) -> None:
        """Close the connections; a client that the caller gave stays open."""
        for client in self._pools.take_all():
            client.close()

    def _do(self, command: Command, stopped: threading.Event | None = None) -> Any:
        match command:
            case Now():
                return self.clock.monotonic(), self.clock.now().timestamp()
            case Sleep(seconds):
                if stopped is not None and isinstance(self.clock, SystemClock):
                    return stopped.wait(seconds)  # nobody waits for this thread any more
                return self.clock.sleep(seconds)
            case Hold(line, seconds):
                turn = self._lines.get(line).turn
                return turn if turn.acquire(timeout=_patience(seconds)) else None
            case Acquire():
                return self._acquire(command)
            case Gather():
                return self._gather()
            case Send(request, entry):
                outcome = None
                try:
                    outcome = self._exchange(request)
                    return outcome
                finally:
                    self._release(entry, outcome)

    def _gather(self) -> None:
        time.sleep(GATHERING)

    def _acquire(self, asked: Acquire) -> Grant | Wait:
        freed = self._lines.get(asked.key).freed
        freed.clear()  # only one of this driver asks at a time, so no news get lost
        now = self._wall()
        answer = self._store.acquire(asked.key, asked.quota, asked.cost, now)
        if isinstance(answer, Wait) and not answer.spent:
            freed.wait(max(min(answer.until - now, asked.seconds), 0.0))
        return answer

    def _release(self, entry: Entry, outcome: object) -> None:
        cost, told = entry.settled(outcome)
        try:
            self._store.release(entry.key, entry.grant, cost, told, self._wall())
        except Exception as error:  # the answer matters more than the count
            _could_not_release(error)
        self._lines.get(entry.key).freed.set()

    def _wall(self) -> float:
        return self.clock.now().timestamp()

    def _exchange(self, request: Request) -> Answer | Lost | MarketError:
        try:
            client = self._pools.get(request.fresh_connection)
            response = client.send(_built(client, request), stream=True, follow_redirects=False)
            response.stream = _InTime(response.stream, request.timeout)
            try:
                response.read()
            finally:
                response.close()
                response.stream = _IS_READ
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
        quota: QuotaStore | AsyncQuotaStore | None = None,
    ) -> None:
        _check_ways(transport, http_client, httpx.AsyncBaseTransport, httpx.AsyncClient)
        _check_store(quota)
        self.clock = clock or SystemClock()
        self._store: QuotaStore | AsyncQuotaStore = MemoryQuota() if quota is None else quota
        self._lines = _PerProcess(_AsyncLine)
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
        finally:
            flow.close()  # interrupted or cancelled, it gives back what it holds

    def reader(self, flows: Iterator[PageFlow], prefetch: int | None, at_once: int) -> AsyncReader:
        """The pages of a listing, a flow for each of its parts."""
        return AsyncReader(self, flows, prefetch, at_once)

    def ahead(self, prefetch: int | None) -> int | None:
        """How far a listing may run ahead: as asked in asyncio, whose tasks it takes; elsewhere not.

        Raises ConfigurationError where it was asked for and cannot be.
        """
        import asyncio

        try:
            asyncio.get_running_loop()
        except RuntimeError:
            if prefetch:
                text = "prefetch: pages are fetched ahead by asyncio alone; here leave it out"
                raise ConfigurationError(text) from None
            return 0
        return prefetch

    async def next_page(self, flow: PageFlow) -> PageReady | None:
        """Run a listing up to its next page; None at its end."""
        try:
            command = next(flow)
            while not isinstance(command, PageReady):
                command = _resume(flow, await self._do(command))
        except StopIteration:
            return None
        except BaseException:
            flow.close()
            raise
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
            case Hold(line, seconds):
                turn = self._lines.get(line).turn
                with anyio.move_on_after(seconds):
                    await turn.acquire()
                    return turn
                return None
            case Acquire():
                return await self._acquire(command)
            case Gather():
                return await _let_others_run()
            case Send(request, entry):
                outcome = None
                try:
                    outcome = await self._exchange(request)
                    return outcome
                finally:
                    with anyio.CancelScope(shield=True):
                        await self._release(entry, outcome)

    async def _acquire(self, asked: Acquire) -> Grant | Wait:
        freed = self._lines.get(asked.key).freed = anyio.Event()
        now = self._wall()
        answer = self._store.acquire(asked.key, asked.quota, asked.cost, now)
        if inspect.isawaitable(answer):
            answer = await answer
        if isinstance(answer, Wait) and not answer.spent:
            with anyio.move_on_after(max(min(answer.until - now, asked.seconds), 0.0)):
                await freed.wait()
        return answer

    async def _release(self, entry: Entry, outcome: object) -> None:
        cost, told = entry.settled(outcome)
        try:
            over = self._store.release(entry.key, entry.grant, cost, told, self._wall())
            if over is not None:
                await over
        except Exception as error:  # the answer matters more than the count
            _could_not_release(error)
        self._lines.get(entry.key).freed.set()

    def _wall(self) -> float:
        return self.clock.now().timestamp()

    async def _exchange(self, request: Request) -> Answer | Lost | MarketError:
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
                response.stream = _IS_READ
        except httpx.HTTPError as error:
            return _lost(error)
        except (httpx.InvalidURL, UnicodeError) as error:
            return _bad_address(error)
        except MarketError as error:  # this client is closed
            return error
        return _answer(request, response)


class _Parts(Generic[ReaderT]):
    """What both readers know of the parts of a listing: which to read next, and the page's number.

    One part alone is read by its own rule. Of several, `at_once` are read at the same time.
    """

    def __init__(
        self, flows: Iterator[PageFlow], make: Callable[[PageFlow, bool], ReaderT], at_once: int
    ) -> None:
        begun = list(itertools.islice(flows, 2))
        self._several = len(begun) > 1
        self._flows = itertools.chain(begun, flows)
        self._make = make
        self._at_once = at_once
        self._number = 0
        self.open: deque[ReaderT] = deque()
        """The readers of the parts begun, the first one's turn first."""

    def due(self) -> ReaderT | None:
        """The reader whose turn it is, with others begun as far as may be; None at the end."""
        room = self._at_once - len(self.open) if self._several else not self.open
        self.open += (
            self._make(flow, self._several) for flow in itertools.islice(self._flows, room)
        )
        return self.open[0] if self.open else None

    def numbered(self, page: PageReady) -> PageReady:
        """Pages count on from part to part."""
        self._number += 1
        return replace(page, number=self._number)


class Reader:
    """The pages of a listing, part by part."""

    def __init__(
        self, driver: SyncDriver, flows: Iterator[PageFlow], prefetch: int | None, at_once: int
    ) -> None:
        self._parts = _Parts[_PartReader](
            flows, lambda flow, now: _PartReader(driver, flow, prefetch, now), at_once
        )

    def take(self) -> PageReady | None:
        """The next page; None at the end."""
        while (part := self._parts.due()) is not None:
            page = part.take()
            if page is not None:
                return self._parts.numbered(page)
            self._parts.open.popleft().end()
        return None

    def close(self) -> None:
        """Stop. Requests that are on their way get a moment to end."""
        for part in self._parts.open:
            part.stop()
        latest = time.monotonic() + LAST_REQUEST
        for part in self._parts.open:
            part.end(max(latest - time.monotonic(), 0.0))


class _PartReader:
    """The pages of one part; a thread fetches up to `prefetch` of them before they are taken.

    It starts when the first page was taken, or at once where several parts are read. With None it
    fetches one, and starts when the second was taken: a caller who goes that far will go on. What it
    cannot hand over any more it drops.
    """

    def __init__(self, driver: SyncDriver, flow: PageFlow, prefetch: int | None, now: bool) -> None:
        self._driver = driver
        self._flow = flow
        self._prefetch = prefetch
        self._worker: threading.Thread | None = None
        self._pages: queue.SimpleQueue[PageReady | BaseException | None] = queue.SimpleQueue()
        self._room = threading.Semaphore(_room(prefetch, now))
        self._stopped = threading.Event()
        if now:
            self._start()

    def take(self) -> PageReady | None:
        """The next page; None at the end."""
        if self._worker is None:
            page = self._driver.next_page(self._flow)
            if page is not None and _goes_ahead(page, self._prefetch):
                self._start()
            return page
        waited = self._pages.empty()
        found = self._pages.get()
        self._room.release()
        if isinstance(found, BaseException):
            raise found
        if waited:
            time.sleep(SENDING)  # the next request goes out before this page is read
        return found

    def stop(self) -> None:
        """Ask for no other page."""
        self._stopped.set()
        self._room.release()

    def end(self, seconds: float = LAST_REQUEST) -> None:
        """Stop, and wait a moment for a request that is on its way."""
        self.stop()
        if self._worker is None:
            return self._flow.close()
        return self._worker.join(seconds)

    def _start(self) -> None:
        work = _worker_of(self._driver, self._flow, self._pages, self._room, self._stopped)
        self._worker = threading.Thread(target=work, daemon=True, name="yandex-market-pages")
        self._worker.start()


def _worker_of(
    driver: SyncDriver,
    flow: PageFlow,
    pages: queue.SimpleQueue[PageReady | BaseException | None],
    room: threading.Semaphore,
    stopped: threading.Event,
) -> Callable[[], None]:
    """What the thread does. It must not hold the reader, which ends it when nobody reads on."""

    def work() -> None:
        page: PageReady | None = None
        try:
            while not stopped.is_set():
                room.acquire()
                page = driver.next_page(flow, stopped)
                pages.put(page)
                if page is None:
                    break
        except BaseException as error:  # raised where the page is taken
            pages.put(error)
        finally:
            flow.close()

    return functools.partial(contextvars.copy_context().run, work)


def _room(prefetch: int | None, now: bool) -> int:
    """How many pages of a part may wait to be taken."""
    return prefetch if prefetch is not None else PART_AHEAD if now else 1


def _goes_ahead(page: PageReady, prefetch: int | None) -> bool:
    """Whether the pages after this one are to be fetched before they are asked for."""
    wanted = page.number > 1 if prefetch is None else prefetch > 0
    return wanted and page.next_token is not None


class AsyncReader:
    """The same with tasks."""

    def __init__(
        self, driver: AsyncDriver, flows: Iterator[PageFlow], prefetch: int | None, at_once: int
    ) -> None:
        self._parts = _Parts[_AsyncPartReader](
            flows, lambda flow, now: _AsyncPartReader(driver, flow, prefetch, now), at_once
        )

    async def take(self) -> PageReady | None:
        """The next page; None at the end."""
        while (part := self._parts.due()) is not None:
            page = await part.take()
            if page is not None:
                return self._parts.numbered(page)
            await self._parts.open.popleft().end()
        return None

    async def close(self) -> None:
        """Stop."""
        for part in self._parts.open:
            part.stop()
        for part in self._parts.open:
            await part.end()


class _AsyncPartReader:
    """The pages of one part, as by _PartReader, but a task fetches them."""

    def __init__(
        self, driver: AsyncDriver, flow: PageFlow, prefetch: int | None, now: bool
    ) -> None:
        import asyncio

        self._asyncio = asyncio
        self._driver = driver
        self._flow = flow
        self._prefetch = prefetch
        self._worker: asyncio.Task[None] | None = None
        self._pages: asyncio.Queue[PageReady | Exception | None] = asyncio.Queue()
        self._room = asyncio.Semaphore(_room(prefetch, now))
        if now:
            self._start()

    async def take(self) -> PageReady | None:
        """The next page; None at the end."""
        if self._worker is None:
            page = await self._driver.next_page(self._flow)
            if page is not None and _goes_ahead(page, self._prefetch):
                self._start()
                await _let_others_run()  # the next request goes out before this page is read
            return page
        found = await self._pages.get()
        self._room.release()
        if isinstance(found, Exception):
            raise found
        await _let_others_run()
        return found

    def stop(self) -> None:
        """Give up what is on its way."""
        if self._worker is not None:
            self._worker.cancel()

    async def end(self) -> None:
        """Stop, and wait until all is given back."""
        self.stop()
        if self._worker is not None:
            await self._asyncio.wait([self._worker])
        self._flow.close()

    def _start(self) -> None:
        self._worker = self._asyncio.create_task(self._work())

    async def _work(self) -> None:
        page: PageReady | None = None
        try:
            while True:
                await self._room.acquire()
                page = await self._driver.next_page(self._flow)
                self._pages.put_nowait(page)
                if page is None:
                    return
        except Exception as error:  # raised where the page is taken
            self._pages.put_nowait(error)


# What an answer that was read has instead of its stream. httpx's refers back to the answer, so that its
# body, half a megabyte, would stay until the garbage collector comes.
_IS_READ = httpx.ByteStream(b"")


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


async def _let_others_run() -> None:
    for _ in range(ROUNDS):
        await anyio.sleep(0)


def _patience(seconds: float | None) -> float:
    """As a lock takes it: -1 is for ever."""
    return -1 if seconds is None else min(max(seconds, 0.0), threading.TIMEOUT_MAX)


def _check_store(quota: object) -> None:
    methods = [getattr(quota, name, None) for name in ("acquire", "release")]
    if quota is not None and not all(callable(method) for method in methods):
        raise ConfigurationError("quota: expected a QuotaStore, with acquire and release")


def _could_not_release(error: Exception) -> None:
    logger.warning("the quota store was not told of an answer: %s", type(error).__name__)


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
