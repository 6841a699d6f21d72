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
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

import anyio
import httpx

from . import _flow
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
ReaderT = TypeVar("ReaderT", bound="_PartReader | _AsyncPartReader")
ClientT = TypeVar("ClientT", bound=httpx.Client | httpx.AsyncClient)
# A page, what went wrong with it, or the end of its part.
Fetched: TypeAlias = PageReady | BaseException | None

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

    One part alone is read by its own rule. Of several, `at_once` are fetched at the same time. Those that
    are whole wait for their turn, no more of them than are fetched.
    """

    def __init__(
        self, flows: Iterator[PageFlow], make: Callable[[PageFlow, bool], ReaderT], at_once: int
    ) -> None:
        begun = list(itertools.islice(flows, 2))
        self.several = len(begun) > 1
        self._flows = itertools.chain(begun, flows)
        self._make = make
        self._at_once = at_once
        self._number = 0
        self.open: deque[ReaderT] = deque()
        """The readers of the parts begun, the first one's turn first."""

    def due(self) -> ReaderT | None:
        """The reader whose turn it is, with others begun as far as may be; None at the end."""
        room = int(not self.open)
        if self.several:
            whole = sum(one.is_whole for one in self.open)
            room = self._at_once - len(self.open) + min(whole, self._at_once)
        self.open += (
            self._make(flow, self.several) for flow in itertools.islice(self._flows, room)
        )
        return self.open[0] if self.open else None

    def numbered(self, page: PageReady) -> PageReady:
        """Pages count on from part to part."""
        self._number += 1
        return replace(page, number=self._number)


class Reader:
    """The pages of a listing, part by part.

    While the part whose turn it is has none, pages of the later ones are read, for the interpreter has
    nothing else to do.
    """

    def __init__(
        self, driver: SyncDriver, flows: Iterator[PageFlow], prefetch: int | None, at_once: int
    ) -> None:
        self._came = came = threading.Event()
        self._parts = _Parts[_PartReader](
            flows, lambda flow, now: _PartReader(driver, flow, prefetch, now, came), at_once
        )

    def take(self) -> PageReady | None:
        """The next page, with its items; None at the end."""
        while (part := self._parts.due()) is not None:
            if self._parts.several and self._waits_for(part):
                continue
            page = part.take()
            if page is not None:
                return self._parts.numbered(page)
            self._parts.open.popleft().end()
        return None

    def _waits_for(self, part: _PartReader) -> bool:
        """Whether its page has not come; then one of another part was read, or something else came."""
        self._came.clear()
        if part.has_page():
            return False
        if not any(one.read_ahead() for one in self._parts.open):
            self._came.wait()
            time.sleep(SENDING)  # the next request goes out before this page is read
        return True

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
    cannot hand over any more it drops. Each page that comes is told by `came`.
    """

    def __init__(
        self,
        driver: SyncDriver,
        flow: PageFlow,
        prefetch: int | None,
        now: bool,
        came: threading.Event,
    ) -> None:
        self._driver = driver
        self._flow = flow
        self._prefetch = prefetch
        self._worker: threading.Thread | None = None
        self._hatch = _Hatch(came, threading.Semaphore(_room(prefetch, now)))
        self._read: deque[Fetched] = deque()
        if now:
            self._start()

    @property
    def is_whole(self) -> bool:
        """Whether all of its pages were fetched."""
        return self._hatch.whole.is_set()

    def has_page(self) -> bool:
        """Whether `take` need not wait."""
        return bool(self._read) or not self._hatch.pages.empty()

    def read_ahead(self) -> bool:
        """Read a page that came; whether there was one."""
        if self._hatch.pages.empty():
            return False
        self._read.append(self._with_items(self._hatch.pages.get()))
        return True

    def take(self) -> PageReady | None:
        """The next page, with its items; None at the end."""
        if self._worker is None:
            page = self._driver.next_page(self._flow)
            if page is not None and _goes_ahead(page, self._prefetch):
                self._start()
            return _handed_over(self._with_items(page))
        self._hatch.room.release()
        if not self._read:
            waited = self._hatch.pages.empty()
            found = self._hatch.pages.get()
            if waited:
                time.sleep(SENDING)  # the next request goes out before this page is read
            self._read.append(self._with_items(found))
        return _handed_over(self._read.popleft())

    def _with_items(self, found: Fetched) -> Fetched:
        try:
            if isinstance(found, PageReady):
                return self._driver.run(_flow.read_page(found))
        except Exception as error:  # raised when it is taken
            return error
        return found

    def stop(self) -> None:
        """Ask for no other page."""
        self._hatch.stopped.set()
        self._hatch.room.release()

    def end(self, seconds: float = LAST_REQUEST) -> None:
        """Stop, and wait a moment for a request that is on its way."""
        self.stop()
        if self._worker is None:
            return self._flow.close()
        return self._worker.join(seconds)

    def _start(self) -> None:
        work = _worker_of(self._driver, self._flow, self._hatch)
        self._worker = threading.Thread(target=work, daemon=True, name="yandex-market-pages")
        self._worker.start()


@dataclass(frozen=True, slots=True)
class _Hatch:
    """What the reader of a part shares with the thread that fetches its pages."""

    came: threading.Event
    """Set with each page; one for all parts."""
    room: threading.Semaphore
    """How many pages may still wait to be taken."""
    pages: queue.SimpleQueue[Fetched] = field(default_factory=queue.SimpleQueue)
    whole: threading.Event = field(default_factory=threading.Event)
    """Set when all pages were fetched."""
    stopped: threading.Event = field(default_factory=threading.Event)

    def hand(self, found: Fetched) -> None:
        """Give a page, an error or the end to the reader."""
        self.pages.put(found)
        self.came.set()


def _worker_of(driver: SyncDriver, flow: PageFlow, hatch: _Hatch) -> Callable[[], None]:
    """What the thread does. It must not hold the reader, which ends it when nobody reads on."""

    def work() -> None:
        try:
            while not (hatch.stopped.is_set() or hatch.whole.is_set()):
                hatch.room.acquire()
                page = driver.next_page(flow, hatch.stopped)
                if page is None:
                    hatch.whole.set()
                hatch.hand(page)
        except BaseException as error:  # raised where the page is taken
            hatch.hand(error)
        finally:
            flow.close()

    return functools.partial(contextvars.copy_context().run, work)


def _handed_over(found: Fetched) -> PageReady | None:
    if isinstance(found, BaseException):
        raise found
    return found


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
        import asyncio

        self._came = came = asyncio.Event()
        self._parts = _Parts[_AsyncPartReader](
            flows, lambda flow, now: _AsyncPartReader(driver, flow, prefetch, now, came), at_once
        )

    async def take(self) -> PageReady | None:
        """The next page, with its items; None at the end."""
        while (part := self._parts.due()) is not None:
            if self._parts.several and await self._waits_for(part):
                continue
            page = await part.take()
            if page is not None:
                return self._parts.numbered(page)
            await self._parts.open.popleft().end()
        return None

    async def _waits_for(self, part: _AsyncPartReader) -> bool:
        """See Reader."""
        self._came.clear()
        if part.has_page():
            return False
        for one in self._parts.open:
            if await one.read_ahead():
                break
        else:
            await self._came.wait()
        await _let_others_run()
        return True

    async def close(self) -> None:
        """Stop."""
        for part in self._parts.open:
            part.stop()
        for part in self._parts.open:
            await part.end()


class _AsyncPartReader:
    """The pages of one part, as by _PartReader, but a task fetches them."""

    def __init__(
        self,
        driver: AsyncDriver,
        flow: PageFlow,
        prefetch: int | None,
        now: bool,
        came: asyncio.Event,
    ) -> None:
        import asyncio

        self._asyncio = asyncio
        self._driver = driver
        self._flow = flow
        self._prefetch = prefetch
        self._worker: asyncio.Task[None] | None = None
        self._pages: asyncio.Queue[Fetched] = asyncio.Queue()
        self._read: deque[Fetched] = deque()
        self._room = asyncio.Semaphore(_room(prefetch, now))
        self.is_whole = False
        """Whether all of its pages were fetched."""
        self._came = came
        if now:
            self._start()

    def has_page(self) -> bool:
        """See _PartReader."""
        return bool(self._read) or not self._pages.empty()

    async def read_ahead(self) -> bool:
        """See _PartReader."""
        if self._pages.empty():
            return False
        self._read.append(await self._with_items(self._pages.get_nowait()))
        return True

    async def take(self) -> PageReady | None:
        """The next page, with its items; None at the end."""
        if self._worker is None:
            page = await self._driver.next_page(self._flow)
            if page is not None and _goes_ahead(page, self._prefetch):
                self._start()
                await _let_others_run()  # the next request goes out before this page is read
            return _handed_over(await self._with_items(page))
        self._room.release()
        if not self._read:
            found = await self._pages.get()
            await _let_others_run()
            self._read.append(await self._with_items(found))
        return _handed_over(self._read.popleft())

    async def _with_items(self, found: Fetched) -> Fetched:
        try:
            if isinstance(found, PageReady):
                return await self._driver.run(_flow.read_page(found))
        except Exception as error:  # raised when it is taken
            return error
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
        try:
            while not self.is_whole:
                await self._room.acquire()
                page = await self._driver.next_page(self._flow)
                self.is_whole = page is None
                self._pages.put_nowait(page)
                self._came.set()
        except Exception as error:  # raised where the page is taken
            self._pages.put_nowait(error)
            self._came.set()


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
