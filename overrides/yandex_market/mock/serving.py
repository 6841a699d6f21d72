"""The market over real HTTP: an ASGI application, and uvicorn around it.

uvicorn is imported only when somebody serves.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import anyio

from .core import Core
from .exchange import Request, Response
from .extra import not_installed
from .rules import MAX_BODY

if TYPE_CHECKING:
    import uvicorn

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_START_WITHIN = 10.0  # seconds
_STOP_WITHIN = 5


class App:
    """The market as an ASGI application."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve one request, or the server's start and end. Raises ValueError for web sockets."""
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        elif scope["type"] == "http":
            request = await _read(scope, receive)
            if request is not None:
                with self._core.exchange(request) as response:
                    await _reply(response, send)
        else:
            raise ValueError(f"the mock does not speak {scope['type']!r}")


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


async def _read(scope: Message, receive: Receive) -> Request | None:
    """The whole request; None when the client went away first. Of a body that is too big the rest
    is read and dropped, so that the client gets to its answer.
    """
    body, size, more = bytearray(), 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        chunk = message.get("body", b"")
        size += len(chunk)
        body += chunk[: max(MAX_BODY - len(body), 0)]
        more = message.get("more_body", False)
    headers: dict[str, str] = {}
    for name, value in scope["headers"]:
        headers.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))
    raw_path = scope.get("raw_path") or quote(scope["path"]).encode()
    return Request(
        scope["method"],
        raw_path.partition(b"?")[0].decode("latin-1"),
        scope["query_string"].decode("latin-1"),
        headers,
        bytes(body),
        size,
    )


async def _reply(response: Response, send: Send) -> None:
    # Without a delay too: requests that arrive together are then in flight together.
    await anyio.sleep(response.delay)
    headers = [
        (name.lower().encode("latin-1"), value.encode("latin-1"))
        for name, value in response.headers
    ]
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    await send({"type": "http.response.body", "body": response.body})


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
    shown = f"[{host}]" if family == socket.AF_INET6 else host
    return listener, f"http://{shown}:{listener.getsockname()[1]}"


def _server(app: App, log: bool) -> uvicorn.Server:
    try:
        import uvicorn
    except ModuleNotFoundError as error:
        raise not_installed(error) from None

    config = uvicorn.Config(
        app,
        log_config=uvicorn.config.LOGGING_CONFIG if log else None,  # None: loggers stay as they are
        log_level="info" if log else "critical",
        access_log=log,
        lifespan="off",
        ws="none",
        server_header=False,
        date_header=False,  # the market's answers bear the date of the market's clock
        timeout_graceful_shutdown=_STOP_WITHIN,
    )
    return uvicorn.Server(config)


def _wait_until_started(server: uvicorn.Server, thread: threading.Thread) -> None:
    pause, waited = threading.Event(), 0.0
    while not server.started:
        if not thread.is_alive() or waited > _START_WITHIN:
            raise RuntimeError("the mock's HTTP server did not start")
        pause.wait(0.005)
        waited += 0.005
