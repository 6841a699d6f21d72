"""The mock over real HTTP and through httpx transports: the same market by every way in."""

from __future__ import annotations

import http.client
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import anyio
import httpx
import pytest
from yandex_market.mock import MockMarket
from yandex_market.mock.serving import _listen

NOW = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def mock() -> MockMarket:
    return MockMarket(orders=500, now=NOW)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def in_process(mock: MockMarket) -> httpx.Client:
    headers = {"Api-Key": mock.api_key}
    return httpx.Client(transport=mock.transport(), base_url="http://mock", headers=headers)


def test_http_and_the_transport_give_the_same_answers(mock: MockMarket) -> None:
    store = mock.campaign_ids[0]
    requests: list[tuple[str, str, dict[str, object]]] = [
        ("GET", f"/v2/campaigns/{store}/orders/{mock.order_ids(store)[0]}", {}),
        ("POST", f"/v2/campaigns/{store}/stats/orders?limit=5", {"json": {"hasCis": True}}),
        ("GET", "/v2/campaigns%2F?limit=%D0%B6", {}),
        ("GET", "/v2/campaigns?limit=%D0%B6", {}),
        ("HEAD", "/v2/campaigns", {}),
        ("PUT", "/v2/campaigns", {}),
        ("POST", f"/v2/campaigns/{store}/stats/orders", {"content": b"x" * 600_000}),
    ]
    mock_too = MockMarket(orders=500, now=NOW)
    headers = {"Api-Key": mock.api_key}
    with mock.serve() as url, httpx.Client(base_url=url, headers=headers) as http:
        for method, path, arguments in requests:
            real = http.request(method, path, **arguments)  # type: ignore[arg-type]  # mixed kinds
            near = in_process(mock_too).request(method, path, **arguments)  # type: ignore[arg-type]  # mixed kinds
            assert (real.status_code, real.content) == (near.status_code, near.content)
            for name, value in near.headers.items():
                assert real.headers[name] == value


def test_several_markets_are_served_at_once_and_from_any_thread(mock: MockMarket) -> None:
    other = MockMarket(orders=100, seed=9, now=NOW)
    found: list[int] = []

    def elsewhere() -> None:
        with other.serve() as url:
            found.append(httpx.get(f"{url}/v2/campaigns").status_code)

    with mock.serve() as one, mock.serve() as two:
        assert type(one) is str
        assert one != two
        assert one.startswith("http://127.0.0.1:")
        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
        for url in (one, two):
            answer = httpx.get(f"{url}/v2/campaigns", headers={"Api-Key": mock.api_key})
            assert answer.status_code == 200
    assert found == [401]
    assert len(mock.requests) == 2


def test_the_server_is_gone_when_the_block_ends_even_with_an_idle_connection(
    mock: MockMarket,
) -> None:
    with httpx.Client(headers={"Api-Key": mock.api_key}) as client:
        with mock.serve() as url:
            assert client.get(f"{url}/v2/campaigns").status_code == 200
        with pytest.raises(httpx.ConnectError):
            httpx.get(url)
    assert not [one for one in threading.enumerate() if one.name == f"mock at {url}"]


def test_a_taken_port_is_an_error_at_once(mock: MockMarket) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(OSError, match=r"\[Errno"),
        mock.serve(port=taken.getsockname()[1]),
    ):
        raise AssertionError("it must not start")


def test_the_parts_of_an_answer_do_not_wait_for_each_other_on_a_kept_connection() -> None:
    listener, _ = _listen("127.0.0.1", 0)
    with listener, socket.create_connection(listener.getsockname()):
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_many_threads_get_whole_answers() -> None:
    mock = MockMarket(orders=500, now=NOW, quotas="off")
    store = mock.campaign_ids[0]
    ids = mock.order_ids(store)[:40]
    client = in_process(mock)

    def ask(order_id: int) -> int:
        answer = client.get(f"/v2/campaigns/{store}/orders/{order_id}")
        return int(answer.json()["order"]["id"])

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, ids * 5)) == ids * 5
    assert len(mock.requests) == 200


@pytest.mark.anyio
async def test_the_async_transport_lets_requests_overlap(mock: MockMarket) -> None:
    headers = {"Api-Key": mock.api_key}
    mock.faults.add(latency=1, times=4)
    statuses: list[int] = []
    async with httpx.AsyncClient(
        transport=mock.async_transport(), base_url="http://mock", headers=headers
    ) as client:

        async def ask() -> None:
            statuses.append((await client.get("/v2/campaigns")).status_code)

        with anyio.fail_after(3.5):  # four seconds, one after the other
            async with anyio.create_task_group() as group:
                for _ in range(5):
                    group.start_soon(ask)
    assert sorted(statuses) == [200] * 4 + [420]  # four at a time is what getCampaigns allows


@pytest.mark.anyio
async def test_the_application_speaks_asgi(mock: MockMarket) -> None:
    transport = httpx.ASGITransport(app=mock.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://mock") as client:
        answer = await client.get("/v2/campaigns", headers={"Api-Key": mock.api_key})
    assert len(answer.json()["campaigns"]) == 7
    sent: list[str] = []
    messages = iter([{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}])

    async def receive() -> dict[str, str]:
        return next(messages)

    async def send(message: object) -> None:
        assert isinstance(message, dict)
        sent.append(message["type"])

    await mock.app({"type": "lifespan"}, receive, send)
    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]


@pytest.mark.parametrize("status", [204, 304])
def test_an_answer_that_has_no_body_leaves_the_connection_open(
    mock: MockMarket, status: int
) -> None:
    headers = {"Api-Key": mock.api_key, "X-Mock-Fault": f"status={status}; body=x"}
    with mock.serve() as url:
        connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=30)
        connection.connect()
        connection.auto_open = 0  # what the market closes stays closed
        for _ in range(5):
            connection.request("GET", "/v2/campaigns", headers=headers)
            answer = connection.getresponse()
            assert (answer.status, answer.read()) == (status, b"")
            assert answer.headers["Content-Length"] is None
        connection.close()
