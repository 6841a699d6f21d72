"""The market over real HTTP: an ASGI application, and uvicorn around it.

uvicorn is imported only when somebody serves.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import anyio

from .clock import MOSCOW
from .engine import Engine
from .exchange import Request, Response, Trouble
from .extra import not_installed
from .journal import Entry
from .rules import MAX_BODY

if TYPE_CHECKING:
    import uvicorn

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_START_WITHIN = 10.0  # seconds
_STOP_WITHIN = 5
# Where the scope's state has the connection, when our own server runs the app.
_CONNECTION = "yandex_market.mock.connection"


class App:
    """The market as an ASGI application. Below `/_mock/` it answers this machine only, unless
    `open_controls`.
    """

    def __init__(self, engine: Engine, *, open_controls: bool = False) -> None:
        self._engine = engine
        self._open_controls = open_controls

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve one request, or the server's start and end. Raises ValueError for web sockets."""
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        elif scope["type"] == "http":
            request = await _read(scope, receive, trusted=self._open_controls)
            if request is not None:
                with self._engine.exchange(request) as response:
                    if self._engine.limits.counting:
                        await anyio.sleep(0)  # what arrives together is then in flight together
                    await _reply(response, scope, receive, send)
        else:
            raise ValueError(f"the mock does not speak {scope['type']!r}")


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


async def _read(scope: Message, receive: Receive, *, trusted: bool) -> Request | None:
    """The whole request; None when the client went away first. Of a body that is too big the rest
    is read and dropped, so that the client gets to its answer.
    """
    body, size, more = b"", 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        chunk = message.get("body", b"")
        size += len(chunk)
        body += chunk[: max(MAX_BODY - len(body), 0)]
        more = message.get("more_body", False)
    given = list(scope["headers"])
    headers = {_name(name): value.decode("latin-1") for name, value in given}
    if len(headers) < len(given):  # of two with the same name the first counts
        headers |= {_name(name): value.decode("latin-1") for name, value in reversed(given)}
    raw_path = scope.get("raw_path") or quote(scope["path"]).encode()
    return Request(
        scope["method"],
        raw_path.partition(b"?")[0].decode("latin-1"),
        scope["query_string"].decode("latin-1"),
        headers,
        body,
        size,
        None if trusted else (scope.get("client") or (None,))[0],
    )


async def _reply(response: Response, scope: Message, receive: Receive, send: Send) -> None:
    if response.delay and await _gone(receive, within=response.delay):
        return
    if response.trouble:
        await _break(response, response.trouble, scope, receive, send)
        return
    await send(_start(response))
    await send({"type": "http.response.body", "body": response.body})


def _start(response: Response) -> Message:
    headers = [_wire(header) for header in response.headers]
    return {"type": "http.response.start", "status": response.status, "headers": headers}


@lru_cache(maxsize=256)
def _name(name: bytes) -> str:
    """A header's name as the market wants it."""
    return name.decode("latin-1").lower()


@lru_cache(maxsize=4096)
def _wire(header: tuple[str, str]) -> tuple[bytes, bytes]:
    """A header as ASGI wants it. Most were sent before."""
    name, value = header
    return name.lower().encode("latin-1"), value.encode("latin-1")


async def _gone(receive: Receive, within: float | None = None) -> bool:
    """Wait until the client has gone, or for so many seconds; whether it has."""
    with anyio.move_on_after(within):
        while (await receive())["type"] != "http.disconnect":
            pass
        return True
    return False


async def _break(
    response: Response, trouble: Trouble, scope: Message, receive: Receive, send: Send
) -> None:
    """Do to the connection what the fault says. ASGI has no words for that, so our server hands over
    the connection; under another one the answer begins and then breaks off with an exception.
    """
    if trouble.kind == "stall" and await _gone(receive, within=trouble.amount):
        return
    connection: asyncio.Transport | None = (scope.get("state") or {}).get(_CONNECTION)
    if trouble.kind == "truncate":
        await send(_start(response))
        part = response.body[: int(trouble.amount)]
        await send({"type": "http.response.body", "body": part, "more_body": True})
    elif connection is None:
        await send(
            {"type": "http.response.start", "status": 500, "headers": [(b"content-length", b"1")]}
        )
    if connection is None:
        raise ConnectionAbortedError(f"the mock was asked to break this answer: {trouble.kind}")
    if trouble.kind in ("refuse", "reset"):
        _send_reset_on_close(connection)
        connection.abort()
    else:
        connection.close()
    await _gone(receive)


def _send_reset_on_close(connection: asyncio.Transport) -> None:
    """With no time to linger, closing a socket sends a reset instead of a farewell."""
    no_time = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
    with connection.get_extra_info("socket").dup() as same:
        same.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, no_time)


def print_entry(entry: Entry) -> None:
    """One line of the journal, as the command prints it."""
    query = "&".join(f"{name}={value}" for name, value in entry.query.items())
    what = f"{entry.path}?{query}" if query else entry.path
    what = "".join(sign if sign.isprintable() else "?" for sign in what)  # a terminal obeys others
    notes = f"  fault {entry.fault}" if entry.fault else ""
    print(
        f"{entry.at.astimezone(MOSCOW):%H:%M:%S}  {entry.status or '---'}  {entry.method:<4} {what}"
        f"  {entry.operation or '-'}, cost {entry.cost}, {entry.latency * 1000:.1f} ms{notes}",
        flush=True,
    )


@contextmanager
def serve(app: App, host: str, port: int, log: bool) -> Iterator[str]:
    """Serve from a thread of its own and give the URL; the server is gone when the block ends."""
    listener, url = _listen(host, port)
    with listener:
        server = _server(app, log)
        thread = threading.Thread(
            target=server.run, kwargs={"sockets": [listener]}, name=f"mock at {url}", daemon=True
        )
        thread.start()
        _wait_until_started(server, thread)
        try:
            yield url
        finally:
            server.should_exit = True
            thread.join()


def serve_forever(
    app: App, host: str, port: int, log: bool, ready: Callable[[str], None] | None
) -> None:
    """Serve from this thread until interrupted; `ready` is told the URL first."""
    listener, url = _listen(host, port)
    with listener:
        if ready:
            ready(url)
        _server(app, log).run(sockets=[listener])


def _listen(host: str, port: int) -> tuple[socket.socket, str]:
    """A listening socket (so that the port is known, and taken, before the server starts)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, port), family=family)
    # Inherited by connections: the head of an answer and its body do not wait for each other's receipt.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    shown = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - one that can be opened
    shown = f"[{shown}]" if family == socket.AF_INET6 else shown
    return listener, f"http://{shown}:{listener.getsockname()[1]}"


def _server(app: App, log: bool) -> uvicorn.Server:
    try:
        import uvicorn
    except ModuleNotFoundError as error:
        raise not_installed(error) from None

    config = uvicorn.Config(
        app,
        log_config=None,  # loggers stay as they are
        log_level="error" if log else "critical",
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        date_header=False,  # the market's answers bear the date of the market's clock
        timeout_graceful_shutdown=_STOP_WITHIN,
    )
    config.load()
    config.http_protocol_class = _with_connection(config.http_protocol_class)
    return uvicorn.Server(config)


def _with_connection(protocol: type[asyncio.Protocol]) -> type[asyncio.Protocol]:
    """The same protocol, which tells the application which connection a request came by."""

    def connection_made(self: Any, transport: asyncio.BaseTransport) -> None:
        self.app_state = {**self.app_state, _CONNECTION: transport}
        protocol.connection_made(self, transport)

    return type(protocol.__name__, (protocol,), {"connection_made": connection_made})


def _wait_until_started(server: uvicorn.Server, thread: threading.Thread) -> None:
    pause, waited = threading.Event(), 0.0
    while not server.started:
        if not thread.is_alive() or waited > _START_WITHIN:
            raise RuntimeError("the mock's HTTP server did not start")
        pause.wait(0.005)
        waited += 0.005
