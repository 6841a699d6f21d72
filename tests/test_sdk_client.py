"""Clients: how they are set up, what they send with, and who may share them."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any

import anyio
import httpx
import pytest
from yandex_market import (
    AsyncYandexMarket,
    CallOptions,
    ConfigurationError,
    NotSentError,
    OutcomeUnknownError,
    RetryPolicy,
    YandexMarket,
    __version__,
)
from yandex_market._drivers import SystemClock
from yandex_market.mock import MockMarket
from yandex_market.options import KEY_VARIABLE, LOG_VARIABLE, URL_VARIABLE
from yandex_market.testing import async_connect, connect

from tests.twins import KEY, NOW, ORDER, PERSON, STARTED, STORES, RecordingClock, Script, Twin


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (KEY_VARIABLE, URL_VARIABLE, LOG_VARIABLE):
        monkeypatch.delenv(name, raising=False)


def sent(twin: Twin, *args: Any, **settings: Any) -> httpx.Request:
    """The request for one order from a client that is set up like this."""
    script = Script(ORDER)
    market = twin.market(*args, transport=httpx.MockTransport(script), **settings)
    twin.run(lambda: market.orders.get(21, 5))
    return script.requests[0]


# --- keys --------------------------------------------------------------------------------------


def test_the_key_comes_from_the_argument_or_else_from_the_environment(
    twin: Twin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY_VARIABLE, "from-environment")
    assert sent(twin).headers["api-key"] == "from-environment"
    assert sent(twin, "given").headers["api-key"] == "given"


def test_an_oauth_token_is_sent_as_bearer_alone_or_beside_the_key(
    twin: Twin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY_VARIABLE, "from-environment")
    alone = sent(twin, oauth_token="token")
    assert alone.headers["authorization"] == "Bearer token"
    assert "api-key" not in alone.headers
    both = sent(twin, "given", oauth_token="token")
    assert (both.headers["api-key"], both.headers["authorization"]) == ("given", "Bearer token")


@pytest.mark.parametrize("key", ["", " ", "a b", "key\n", "\tkey", "ключ", 5, b"key"])
def test_a_key_that_no_key_can_be_is_refused_whatever_the_environment_holds(
    twin: Twin, key: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for environment in (None, "fine"):
        if environment:
            monkeypatch.setenv(KEY_VARIABLE, environment)
        with pytest.raises(ConfigurationError, match="api_key") as caught:
            twin.market(key)
        with pytest.raises(ConfigurationError, match="oauth_token"):
            twin.market("fine", oauth_token=key)
        assert not str(key).strip() or str(key) not in str(caught.value)


@pytest.mark.parametrize("key", ["", "has space", "line\n"])
def test_a_bad_key_in_the_environment_is_refused_too(
    twin: Twin, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY_VARIABLE, key)
    with pytest.raises(ConfigurationError, match="api_key"):
        twin.market()


def test_without_any_key_the_text_says_where_to_get_one(twin: Twin) -> None:
    with pytest.raises(ConfigurationError, match=f"set {KEY_VARIABLE}"):
        twin.market()


# --- addresses ---------------------------------------------------------------------------------


def test_the_address_comes_from_the_argument_the_environment_or_the_document(
    twin: Twin, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = "/v2/campaigns/21/orders/5"
    assert str(sent(twin, KEY).url) == f"https://api.partner.market.yandex.ru{path}"
    monkeypatch.setenv(URL_VARIABLE, "https://proxy.example/market/")
    assert str(sent(twin, KEY).url) == f"https://proxy.example/market{path}"
    assert (
        str(sent(twin, KEY, base_url="https://other.example").url) == f"https://other.example{path}"
    )


@pytest.mark.parametrize(
    "url", ["http://localhost:8080", "http://127.0.0.1:1", "http://[::1]:80", "http://a.localhost"]
)
def test_plain_http_to_this_machine_is_fine(twin: Twin, url: str) -> None:
    assert str(sent(twin, KEY, base_url=url).url).startswith("http://")


@pytest.mark.parametrize(
    "url", ["http://api.example", "http://127.0.0.1.example", "http://10.0.0.1", "HTTP://x.example"]
)
def test_plain_http_to_elsewhere_needs_allow_http(twin: Twin, url: str) -> None:
    with pytest.raises(ConfigurationError, match="allow_http"):
        twin.market(KEY, base_url=url)
    assert sent(twin, KEY, base_url=url, allow_http=True).url.scheme == "http"


@pytest.mark.parametrize(
    "url",
    [
        "api.example",
        "ftp://api.example",
        "https://",
        "https://me:secret@api.example",
        "https://api.example?x=1",
        "https://api.example#x",
        "https://api.example:99999",
        "https://api.example:port",
        "https://[::1",
        "https://api example",
        "https://a..b",
        f"https://{'a' * 70}.example",
        "https://api.example\n",
        5,
    ],
)
def test_an_address_that_is_none_is_refused_without_showing_it(twin: Twin, url: Any) -> None:
    with pytest.raises(ConfigurationError, match="base_url") as caught:
        twin.market(KEY, base_url=url)
    assert "secret" not in str(caught.value)


def test_an_address_that_only_httpx_sees_through_is_a_configuration_error_too(twin: Twin) -> None:
    market = twin.market(KEY, base_url="https://xn--a.example")
    with pytest.raises(ConfigurationError, match="base_url: not an address"):
        twin.run(lambda: market.orders.get(21, 5))


# --- headers, times ----------------------------------------------------------------------------


def test_the_user_agent_names_the_package_the_document_and_the_program(twin: Twin) -> None:
    own = sent(twin, KEY).headers["user-agent"]
    assert own.startswith(f"yandex-market-sdk/{__version__} (spec ")
    assert sent(twin, KEY, app="shop-sync/2.0").headers["user-agent"] == f"{own} shop-sync/2.0"
    for app in ("line\nbreak", "программа"):
        with pytest.raises(ConfigurationError, match="app"):
            twin.market(KEY, app=app)


def test_timeouts_reach_the_transport(twin: Twin) -> None:
    def every(seconds: float) -> dict[str, float]:
        return dict.fromkeys(("connect", "read", "write", "pool"), seconds)

    assert sent(twin, KEY).extensions["timeout"] == every(30.0)
    assert sent(twin, KEY, timeout=2.5).extensions["timeout"] == every(2.5)
    assert sent(twin, KEY, deadline=1.0).extensions["timeout"]["read"] == pytest.approx(
        1.0, abs=0.5
    )


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), float("inf"), "5", True])
@pytest.mark.parametrize("name", ["timeout", "deadline"])
def test_times_are_positive_numbers_of_seconds(twin: Twin, name: str, seconds: Any) -> None:
    with pytest.raises(ConfigurationError, match=name):
        twin.market(KEY, **{name: seconds})
    with pytest.raises(ConfigurationError, match=name):
        CallOptions(**{name: seconds})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Api-Key", "x"),
        ("authorization", "x"),
        ("Host", "evil.example"),
        ("User-Agent", "mine"),
        (1, "x"),
        ("Content-Type", "text/plain"),
        ("Transfer-Encoding", "chunked"),
        ("X-Id", "a\r\nApi-Key: b"),
        ("X-Id", "ключ"),
        ("X-Id", 5),
        ("", "x"),
    ],
)
def test_a_call_may_not_set_the_headers_of_the_client_nor_break_the_request(
    name: str, value: Any
) -> None:
    with pytest.raises(ConfigurationError, match="CallOptions"):
        CallOptions(headers={name: value})


def test_headers_of_a_call_do_not_show_in_its_options() -> None:
    assert "secret" not in repr(CallOptions(headers={"Cookie": "secret"}))


# --- transports, connections -------------------------------------------------------------------


def test_a_transport_and_a_client_at_once_are_refused(twin: Twin) -> None:
    transport = httpx.MockTransport(Script(ORDER))
    given = twin.http_client(transport=transport)
    with pytest.raises(ConfigurationError, match="either transport or http_client"):
        twin.market(KEY, transport=transport, http_client=given)


def ask(twin: Twin, options: Any) -> None:
    twin.run(lambda: twin.scripted(Script(ORDER)).orders.get(21, 5, options=options))


def test_what_is_no_policy_no_options_and_no_transport_for_this_client_is_refused(
    twin: Twin,
) -> None:
    other = MockMarket(orders=0).transport() if twin.is_async else MockMarket(0).async_transport()
    wrong: list[dict[str, Any]] = [
        {"retry": "x"}, {"timeout": None}, {"transport": other}, {"http_client": object()},
    ]  # fmt: skip
    for settings in wrong:
        with pytest.raises(ConfigurationError, match=next(iter(settings))):
            twin.market(KEY, **settings)
    for options in ({"timeout": 3}, "x"):
        with pytest.raises(ConfigurationError, match="CallOptions"):
            ask(twin, options)
    for broken in ({"retry": "x"}, {"headers": ["a"]}):
        with pytest.raises(ConfigurationError, match=r"retry|headers"):
            CallOptions(**broken)


def test_a_client_that_was_given_and_is_closed_says_so(twin: Twin) -> None:
    given = twin.http_client(transport=httpx.MockTransport(Script(ORDER)))
    market = twin.market(KEY, http_client=given)
    twin.run(given.aclose if twin.is_async else given.close)
    with pytest.raises(ConfigurationError, match="closed"):
        twin.run(lambda: market.orders.get(21, 5))


def test_a_client_that_was_given_is_used_and_stays_open(twin: Twin) -> None:
    given = twin.http_client(transport=httpx.MockTransport(Script(ORDER)))
    market = twin.market(KEY, http_client=given)
    assert twin.run(lambda: market.orders.get(21, 5)).id == 5
    twin.close(market)
    assert not given.is_closed


def test_a_closed_client_says_so(twin: Twin) -> None:
    market = twin.scripted(Script(ORDER))
    twin.run(lambda: market.orders.get(21, 5))
    twin.close(market)
    with pytest.raises(ConfigurationError, match="closed"):
        twin.run(lambda: market.orders.get(21, 5))


def test_with_closes_the_client() -> None:
    with YandexMarket(KEY, transport=httpx.MockTransport(Script(ORDER))) as market:
        market.orders.get(21, 5)
    with pytest.raises(ConfigurationError, match="closed"):
        market.orders.get(21, 5)


@pytest.mark.anyio
async def test_async_with_closes_the_client() -> None:
    async with AsyncYandexMarket(KEY, transport=httpx.MockTransport(Script(ORDER))) as market:
        await market.orders.get(21, 5)
    with pytest.raises(ConfigurationError, match="closed"):
        await market.orders.get(21, 5)


class Wire:
    """A bare HTTP/1.1 server that keeps connections open and counts them."""

    def __init__(self) -> None:
        self.connections = 0
        self.requests: list[bytes] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._listener.settimeout(10)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        try:
            while True:
                connection, _ = self._listener.accept()
                self.connections += 1
                self._open.append(connection)
                threading.Thread(target=self._talk, args=(connection,), daemon=True).start()
        except OSError:
            return  # closed

    def _talk(self, connection: socket.socket) -> None:
        request = httpx.Request("GET", self.url)
        with connection:
            while data := self._read(connection):
                self.requests.append(data)
                body = (STARTED if data.startswith(b"POST") else ORDER)(request).content
                head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n"
                connection.sendall(head.encode() + body)

    def _read(self, connection: socket.socket) -> bytes:
        data = b""
        while b"\r\n\r\n" not in data:
            try:
                chunk = connection.recv(65536)
            except OSError:
                return b""
            if not chunk:
                return b""
            data += chunk
        head, _, body = data.partition(b"\r\n\r\n")
        length = next(
            (
                int(line[15:])
                for line in head.lower().split(b"\r\n")
                if line[:15] == b"content-length:"
            ),
            0,
        )
        while len(body) < length:
            body += connection.recv(65536)
        return data

    def close(self) -> None:
        self._listener.close()
        for connection in self._open:
            connection.close()


@contextmanager
def wire() -> Iterator[Wire]:
    server = Wire()
    try:
        yield server
    finally:
        server.close()


def test_reads_share_a_connection_and_every_write_opens_its_own(twin: Twin) -> None:
    with wire() as server:
        market = twin.market(KEY, base_url=server.url)
        for _ in range(3):
            twin.run(lambda: market.orders.get(21, 5))
        assert server.connections == 1
        for _ in range(3):
            twin.run(lambda: market.orders.update(21, 5, customer=PERSON))
        assert server.connections == 4
        twin.run(lambda: market.orders.get(21, 5))
        assert (server.connections, len(server.requests)) == (4, 7)
        twin.close(market)


def test_a_proxy_of_the_environment_is_used_as_httpx_does(
    twin: Twin, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy", "http_proxy"):
        monkeypatch.delenv(name, raising=False)
    with wire() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        market = twin.market(KEY, base_url="http://market.example", allow_http=True)
        assert twin.run(lambda: market.orders.get(21, 5)).id == 5
        twin.close(market)
    asked = b"GET http://market.example/v2/campaigns/21/orders/5 HTTP/1.1"
    assert [request.partition(b"\r\n")[0] for request in proxy.requests] == [asked]


def test_threads_that_begin_together_make_one_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    real, made = httpx.Client, []
    second = threading.Barrier(2)

    def make(**settings: Any) -> httpx.Client:
        with suppress(threading.BrokenBarrierError):
            second.wait(0.2)  # for another thread that makes one as well
        made.append(real(**settings))
        return made[-1]

    monkeypatch.setattr("yandex_market._drivers.httpx.Client", make)
    with wire() as server, YandexMarket(KEY, base_url=server.url) as market:
        threads = [threading.Thread(target=market.orders.get, args=(21, n)) for n in range(1, 9)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (len(made), len(server.requests)) == (1, 8)


def drip(listener: socket.socket) -> None:
    """Answer each connection with a body that never ends, a byte at a time."""
    with suppress(OSError):
        while True:
            connection, _ = listener.accept()
            with connection, suppress(OSError):
                connection.recv(65536)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
                for _ in range(100):
                    connection.sendall(b" ")
                    time.sleep(0.05)


def test_an_answer_that_comes_in_drops_ends_with_its_timeout(twin: Twin) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=drip, args=(listener,), daemon=True).start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        market = twin.market(KEY, base_url=url, timeout=0.3, retry=RetryPolicy(attempts=1))
        started = time.monotonic()
        with pytest.raises(OutcomeUnknownError, match="ReadTimeout"):
            twin.run(lambda: market.orders.get(21, 5))
        assert time.monotonic() - started < 4  # the body alone would take 5 s
        twin.close(market)


def test_nothing_listening_is_not_sent_and_a_stall_is_an_unknown_outcome(twin: Twin) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        settings: dict[str, Any] = {"retry": RetryPolicy(attempts=1), "timeout": 0.2}
        market = twin.market(KEY, base_url=f"http://127.0.0.1:{port}", **settings)
        with pytest.raises(OutcomeUnknownError, match="ReadTimeout"):
            twin.run(lambda: market.orders.update(21, 5, customer=PERSON))
        twin.close(market)
    market = twin.market(KEY, base_url=f"http://127.0.0.1:{port}", **settings)
    with pytest.raises(NotSentError, match="ConnectError"):
        twin.run(lambda: market.orders.update(21, 5, customer=PERSON))
    twin.close(market)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork")
def test_after_a_fork_the_child_opens_its_own_connections() -> None:
    # A process of its own: this one may have threads, and forking then is no good.
    program = """
import os, sys
from yandex_market import YandexMarket
market = YandexMarket("key", base_url=sys.argv[1])
assert market.orders.get(21, 5).id == 5
child = os.fork()
if child == 0:
    ok = market.orders.get(21, 5).id == 5
    market.close()
    os._exit(0 if ok else 1)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
assert market.orders.get(21, 5).id == 5  # the parent's connection is as it was
market.close()
"""
    with wire() as server:
        done = subprocess.run(
            [sys.executable, "-c", program, server.url],
            capture_output=True, text=True, timeout=30, check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )  # fmt: skip
        assert (done.returncode, done.stderr.count("Error")) == (0, 0), done.stderr
        assert (server.connections, len(server.requests)) == (2, 3)


# --- sharing -----------------------------------------------------------------------------------


def test_eight_threads_share_one_client() -> None:
    mock = MockMarket(orders=400, now=NOW, quotas="off")
    store = mock.campaign_ids[0]
    ids = list(mock.order_ids(store)[:40])
    with (
        mock.serve() as url,
        YandexMarket(mock.api_key, base_url=url) as market,
        ThreadPoolExecutor(8) as threads,
    ):
        orders = list(threads.map(lambda order_id: market.orders.get(store, order_id), ids))
    assert [order.id for order in orders] == ids


@pytest.mark.anyio
async def test_many_tasks_share_one_client() -> None:
    mock = MockMarket(orders=400, now=NOW, quotas="off")
    store = mock.campaign_ids[0]
    ids, found = list(mock.order_ids(store)[:40]), {}
    with mock.serve() as url:
        async with AsyncYandexMarket(mock.api_key, base_url=url) as market:

            async def fetch(order_id: int) -> None:
                found[order_id] = (await market.orders.get(store, order_id)).id

            async with anyio.create_task_group() as tasks:
                for order_id in ids:
                    tasks.start_soon(fetch, order_id)
    assert found == {order_id: order_id for order_id in ids}


@pytest.mark.anyio
async def test_a_cancelled_call_leaves_the_client_usable() -> None:
    mock = MockMarket(orders=100, now=NOW)
    store = mock.campaign_ids[0]
    order_id = mock.order_ids(store)[0]
    mock.faults.add("getOrder", latency=1)
    with mock.serve() as url:
        async with AsyncYandexMarket(mock.api_key, base_url=url) as market:
            with anyio.move_on_after(0.3) as scope:
                await market.orders.get(store, order_id)
            assert scope.cancelled_caught
            assert (await market.orders.get(store, order_id)).id == order_id


@pytest.mark.anyio
async def test_a_wait_and_a_listing_can_be_cancelled() -> None:
    class Held(RecordingClock):
        async def async_sleep(self, seconds: float) -> None:
            await anyio.sleep_forever()

    running = httpx.Response(200, json={"result": {"operations": []}})
    script = Script(lambda request: running, lambda request: httpx.Response(500), STORES)
    transport = httpx.MockTransport(script)
    async with AsyncYandexMarket(KEY, transport=transport, clock=Held()) as market:
        started = [type("Started", (), {"id": "a", "type": "RETURN_CANCELLATION"})()]
        with anyio.move_on_after(0.05) as scope:
            await market.operations.wait(900, started, deadline=60)
        assert scope.cancelled_caught
        with anyio.move_on_after(0.05) as scope:
            await market.campaigns.list().first()  # a 500, and the pause after it
        assert scope.cancelled_caught
        assert [one.id for one in await market.campaigns.list().collect(limit=9)] == [21]


# --- the rest ----------------------------------------------------------------------------------


def test_the_log_variable_shows_the_log_on_stderr_and_knows_its_levels(
    twin: Twin, monkeypatch: pytest.MonkeyPatch
) -> None:
    logger = logging.getLogger("yandex_market")
    level, handlers = logger.level, list(logger.handlers)
    try:
        monkeypatch.setenv(LOG_VARIABLE, "debug")
        twin.market(KEY)
        twin.market(KEY)
        assert logger.level == logging.DEBUG
        assert len(logger.handlers) == len(handlers) + 1
        monkeypatch.setenv(LOG_VARIABLE, "loud")
        with pytest.raises(ConfigurationError, match=LOG_VARIABLE):
            twin.market(KEY)
    finally:
        logger.setLevel(level)
        logger.handlers[:] = handlers


@pytest.mark.anyio
async def test_the_machines_clock_waits_and_never_goes_back() -> None:
    clock = SystemClock()
    before, moment = clock.monotonic(), clock.now()
    clock.sleep(0.01)
    await clock.async_sleep(0.01)
    assert clock.monotonic() - before >= 0.02
    assert moment.tzinfo is not None
    assert clock.now() >= moment


def test_pauses_of_a_connected_client_move_the_clock_of_the_mock(twin: Twin) -> None:
    mock = MockMarket(orders=100, now=NOW)
    mock.faults.add("getCampaigns", status=420, kind="resource", wait=120)
    stores = twin.items(twin.connect(mock).campaigns.list())
    assert [store.id for store in stores] == mock.campaign_ids
    assert (mock.clock.now() - NOW).total_seconds() == 120


def test_a_connected_client_takes_settings_of_its_own() -> None:
    mock = MockMarket(orders=10, now=NOW)
    for make in (connect, async_connect):
        market: Any = make(mock, base_url="https://mock.example", app="x/1")
        assert repr(market) == f"{type(market).__name__}('https://mock.example')"


def test_a_market_that_is_interrupted_stops_at_once() -> None:
    """Ctrl-C during a pause is no answer and no retry: it goes up as it is."""

    class Interrupted(RecordingClock):
        def sleep(self, seconds: float) -> None:
            signal.raise_signal(signal.SIGINT)

    script = Script(lambda request: httpx.Response(500))
    market = YandexMarket(KEY, transport=httpx.MockTransport(script), clock=Interrupted())
    # A program started in the background ignores the signal; this test is not about that.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            market.orders.get(21, 5)
    finally:
        signal.signal(signal.SIGINT, before)
    assert len(script) == 1
