"""The controls below /_mock/, and who may use them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
import yandex_market.mock
from hypothesis import given, settings
from hypothesis import strategies as st
from yandex_market.mock import MockMarket
from yandex_market.mock.exchange import Request
from yandex_market.mock.fault_words import WORDS
from yandex_market.mock.serving import App

NOW = datetime(2026, 4, 2, 9, 30, 20, tzinfo=UTC)
PERSON = {"firstName": "Вера", "lastName": "Соснина", "phone": "+70001112233"}
GUIDE = Path(yandex_market.mock.__file__).with_name("README.md").read_text(encoding="utf-8")


@pytest.fixture
def mock(monkeypatch: pytest.MonkeyPatch) -> MockMarket:
    monkeypatch.setattr(
        "yandex_market.mock.ledger.BY_PATIENCE", 1e9
    )  # only the clock ends operations
    return MockMarket(orders=300, now=NOW)


@pytest.fixture
def client(mock: MockMarket) -> Iterator[httpx.Client]:
    headers = {"Api-Key": mock.api_key}
    with mock.serve() as url, httpx.Client(base_url=url, headers=headers) as client:
        yield client


def start(mock: MockMarket, client: httpx.Client) -> tuple[int, str]:
    """Start a change of a recipient: the order and the operation."""
    store = mock.campaign_id("LaaS")
    order = mock.order_ids(store)[0]
    body = {"order": {"id": order, "customer": PERSON}}
    answer = client.post(f"/v1/campaigns/{store}/orders/update", json=body).json()
    return order, answer["result"]["operations"][0]["id"]


def test_the_state_tells_what_there_is_and_how_it_stands(
    mock: MockMarket, client: httpx.Client
) -> None:
    client.get("/v2/campaigns")
    order, operation = start(mock, client)
    mock.faults.add("getOrder", status=503, times=2)
    state = client.get("/_mock/state").json()
    assert (state["seed"], state["orders"], state["requests"]) == (7, 300, 2)
    assert state["api_key"] == mock.api_key
    assert state["business_id"] == mock.business_id
    assert [store["campaign_id"] for store in state["stores"]] == mock.campaign_ids
    assert sum(store["orders"] for store in state["stores"]) == 300
    assert state["clock"] == {"now": "2026-04-02T09:30:20+00:00", "frozen": True}
    assert state["operations"] == [
        {
            "id": operation, "type": "ORDER_RECIPIENT_UPDATE", "order_id": order,
            "status": "IN_PROGRESS", "started": "2026-04-02T09:30:20+00:00",
            "ends": "2026-04-02T09:32:20+00:00", "polls_left": 2,
        }
    ]  # fmt: skip
    assert state["quotas"] == [
        {"operation": "getCampaigns", "for": "businessId", "id": mock.business_id, "used": 1,
         "limit": 1000, "until": "2026-04-02T10:30:00+00:00"},
        {"operation": "updateOrder", "for": "campaignId", "id": mock.campaign_id("LaaS"), "used": 1,
         "limit": 10000, "until": "2026-04-02T10:30:00+00:00"},
    ]  # fmt: skip
    assert state["faults"] == [
        {"number": 1, "operation": "getOrder", "scope": "getOrder", "fault": "status=503", "left": 2,
         "probability": None, "hits": 0}
    ]  # fmt: skip


def test_controls_need_no_key_spend_nothing_and_leave_no_trace(
    mock: MockMarket, client: httpx.Client
) -> None:
    mock.faults.add(status=500, times=None)
    for path in ("/_mock/state", "/_mock/", "/_mock/nothing", "/_mock"):
        del client.headers["Api-Key"]
        answer = client.get(path)
        client.headers["Api-Key"] = mock.api_key
        assert answer.status_code == {"/_mock/nothing": 404, "/_mock": 308}.get(path, 200)
    assert len(mock.requests) == 0
    assert client.get("/_mock/state").json()["quotas"] == []
    assert client.get("/_mockery").status_code == 404
    assert [entry.path for entry in mock.requests] == ["/_mockery"]


def test_the_clock_moves_and_finishes_operations(mock: MockMarket, client: httpx.Client) -> None:
    start(mock, client)
    assert (
        client.post("/_mock/clock", json={"minutes": 1}).json()["now"]
        == "2026-04-02T09:31:20+00:00"
    )
    (operation,) = client.get("/_mock/operations").json()["operations"]
    assert operation["status"] == "IN_PROGRESS"
    client.post("/_mock/clock", json={"hours": 1, "seconds": 0.5})
    (operation,) = client.get("/_mock/operations").json()["operations"]
    assert operation["status"] == "DONE"
    assert client.get("/_mock/clock").json() == {
        "now": "2026-04-02T10:31:20.500000+00:00",
        "frozen": True,
    }
    assert not MockMarket(orders=10).handle(Request("GET", "/_mock/clock")).body.count(b"true")


def test_an_operation_can_be_ended_by_hand_once(mock: MockMarket, client: httpx.Client) -> None:
    order, operation = start(mock, client)
    ended = client.post(f"/_mock/operations/{operation}", json={"status": "FAILED"})
    assert [one["status"] for one in ended.json()["operations"]] == ["FAILED"]
    again = client.post(f"/_mock/operations/{operation}", json={"status": "DONE"})
    assert (again.status_code, again.json()) == (
        409,
        {"error": f"operation {operation} is FAILED already"},
    )
    _, operation = start(mock, client)
    client.post(f"/_mock/operations/{operation}", json={"status": "DONE"})
    changed = client.get("/_mock/orders?limit=1").json()["orders"][0]
    assert (changed["id"], changed["recipient"]) == (order, "Соснина Вера")
    assert changed["changed"] == "2026-04-02T12:30:20+03:00"


def test_orders_show_the_changed_ones_and_then_the_newest_of_a_store(
    mock: MockMarket, client: httpx.Client
) -> None:
    store = mock.campaign_ids[0]
    found = client.get(f"/_mock/orders?campaign={store}&limit=5").json()["orders"]
    assert [one["id"] for one in found] == mock.order_ids(store)[:5]
    order = client.get(f"/v2/campaigns/{store}/orders/{found[0]['id']}").json()["order"]
    assert (found[0]["status"], found[0]["substatus"]) == (order["status"], order["substatus"])
    assert found[0]["total"] == order["itemsTotal"] + order["deliveryTotal"]
    everywhere = client.get("/_mock/orders?limit=200").json()["orders"]
    assert [one["created"] for one in everywhere] == sorted(
        (one["created"] for one in everywhere), reverse=True
    )
    assert len({one["id"] for one in everywhere}) == 200
    assert client.get("/_mock/orders?campaign=5").status_code == 404


def test_the_journal_is_read_piece_by_piece(mock: MockMarket, client: httpx.Client) -> None:
    for page in (1, 2, 3):
        client.get(f"/v2/campaigns?page={page}", headers={"X-Mock-Fault": "latency=0.001"})
    entries = client.get("/_mock/journal?after=1&limit=5").json()["entries"]
    assert [(one["number"], one["query"]) for one in entries] == [
        (2, {"page": "2"}),
        (3, {"page": "3"}),
    ]
    assert client.get("/_mock/journal?limit=1").json()["entries"] == entries[1:]
    assert client.get("/_mock/journal?after=3").json() == {"entries": []}
    assert {k: v for k, v in entries[0].items() if k not in ("number", "query", "latency")} == {
        "at": "2026-04-02T09:30:20+00:00", "method": "GET", "path": "/v2/campaigns",
        "operation": "getCampaigns", "status": 200, "cost": 1, "fault": "latency=0.001",
    }  # fmt: skip
    assert entries[0]["latency"] >= 0.001
    assert client.delete("/_mock/journal").json() == {"entries": []}
    client.get("/v2/campaigns")
    assert [one["number"] for one in client.get("/_mock/journal").json()["entries"]] == [4]
    assert mock.api_key not in client.get("/_mock/journal").text


def test_faults_are_added_listed_and_taken_away(mock: MockMarket, client: httpx.Client) -> None:
    asked: dict[str, Any] = {
        "operation": "getCampaigns", "times": 2, "status": "420", "kind": "resource",
        "query": {"page": "1"}, "method": "GET", "path": "/v2/*",
    }  # fmt: skip
    assert client.post("/_mock/faults", json=asked).json()["fault"] == "status=420; kind=resource"
    client.post(
        "/_mock/faults",
        json={"unknown-enum": True, "times": None, "campaign": mock.campaign_ids[0]},
    )
    found = client.get("/_mock/faults").json()
    assert [(one["scope"], one["left"]) for one in found["faults"]] == [
        ("getCampaigns, GET, /v2/*, page=1", 2), (f"any operation, campaign {mock.campaign_ids[0]}", None)
    ]  # fmt: skip
    assert client.get("/v2/campaigns?page=1").status_code == 420
    assert [one["number"] for one in client.delete("/_mock/faults/1").json()["faults"]] == [2]
    assert client.delete("/_mock/faults/1").status_code == 404
    assert client.delete("/_mock/faults").json()["faults"] == []
    assert client.get("/v2/campaigns?page=1").status_code == 200


def test_another_seed_is_another_market_under_the_same_keys(
    mock: MockMarket, client: httpx.Client
) -> None:
    start(mock, client)
    mock.clock.advance(days=3)
    assert client.post("/_mock/seed", json={"seed": 9, "orders": 500}).json() == {
        "seed": 9,
        "orders": 500,
    }
    fresh = MockMarket(orders=500, seed=9, now=NOW)
    store = mock.campaign_ids[0]
    assert mock.order_ids(store)[:50] == fresh.order_ids(store)[:50]
    path = f"/v2/campaigns/{store}/orders/{mock.order_ids(store)[0]}"
    with httpx.Client(transport=fresh.transport(), base_url="http://m") as other:
        same = other.get(path, headers={"Api-Key": fresh.api_key})
    assert client.get(path).content == same.content
    state = client.get("/_mock/state").json()
    assert (state["operations"], state["clock"]["now"]) == ([], NOW.isoformat())
    refused = client.post("/_mock/seed", json={"seed": 1, "orders": -1})
    assert (refused.status_code, client.get("/_mock/seed").json()["seed"]) == (400, 9)
    assert repr(mock) == "<MockMarket: 500 orders, seed 9>"


def test_reset_goes_back_to_the_start(mock: MockMarket, client: httpx.Client) -> None:
    before = client.get("/_mock/state").json()
    start(mock, client)
    mock.faults.add(status=500)
    client.post("/_mock/clock", json={"days": 1})
    assert client.post("/_mock/reset").json() == client.get("/_mock/state").json() == before
    assert client.get("/_mock/orders?limit=1").json()["orders"][0]["changed"] is None


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "says"),
    [
        ("POST", "clock", {"minutes": -5}, 400, "only moves forward"),
        ("POST", "clock", {"minutes": True}, 400, "numbers of seconds, minutes, hours, days"),
        ("POST", "clock", {"weeks": 1}, 400, "seconds, minutes, hours, days"),
        ("POST", "clock", {"days": 1e12}, 400, "ends with the year 9000"),
        ("POST", "clock", {}, 400, "expected numbers"),
        ("POST", "clock", [5], 400, "must be a JSON object"),
        ("POST", "seed", {"orders": 5}, 400, '{"seed": 8}'),
        ("POST", "seed", {"seed": "x"}, 400, '{"seed": 8}'),
        ("POST", "operations/none", {"status": "DONE"}, 404, "no operation 'none'"),
        ("POST", "operations/none", {"status": "LATER"}, 400, '{"status": "FAILED"}'),
        ("POST", "faults", {"status": 99}, 400, "a status from 200 to 599"),
        ("POST", "faults", {"bogus": 1}, 400, "no 'bogus' of a fault; there are operation"),
        (
            "POST",
            "faults",
            {"status": 500, "operation": "getNothing"},
            400,
            "there are getCampaigns",
        ),
        ("POST", "faults", {"status": 500, "query": {"page": 1}}, 400, "texts by name"),
        ("POST", "faults", {"status": 500, "times": "2"}, 400, "null for no end"),
        ("POST", "faults", {"status": 500, "match": "x"}, 400, "no 'match' of a fault"),
        ("POST", "faults", {"status": 500, "self": 1}, 400, "no 'self' of a fault"),
        ("GET", "journal?limit=ten", None, 400, "limit must be a whole number"),
        ("GET", "nothing", None, 404, "there are /_mock/state"),
        ("GET", "operations/a/b", None, 405, "takes POST, not GET"),
        ("PUT", "clock", {}, 405, "takes GET, POST, not PUT"),
        ("POST", "", {}, 405, "takes GET, HEAD, not POST"),
    ],
)
def test_what_cannot_be_done_is_a_sentence_as_json(
    mock: MockMarket, method: str, path: str, body: object, status: int, says: str
) -> None:
    with httpx.Client(transport=mock.transport(), base_url="http://m") as client:
        answer = client.request(method, f"/_mock/{path}", json=body)
        broken = client.post("/_mock/clock", content=b"{")
    assert (answer.status_code, answer.json().keys()) == (status, {"error"})
    assert says in answer.json()["error"]
    assert (broken.status_code, broken.json()) == (400, {"error": "the body is no JSON"})


# -- who may -----------------------------------------------------------------------------------------


async def asked_from(
    mock: MockMarket,
    client: tuple[str, int] | None,
    headers: dict[str, str],
    *,
    open_controls: bool = False,
) -> int:
    app: App = mock.app if not open_controls else App(mock._engine, open_controls=True)
    scope = {
        "type": "http", "method": "POST", "path": "/_mock/reset", "raw_path": b"/_mock/reset",
        "query_string": b"", "client": client,
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return int(sent[0]["status"])


@pytest.mark.anyio
async def test_the_controls_answer_this_machine_only_unless_they_are_opened(
    mock: MockMarket,
) -> None:
    for peer in (("127.0.0.1", 5), ("127.8.0.1", 5), ("::1", 5), None):
        assert await asked_from(mock, peer, {"host": "localhost:8080"}) == 200
    for peer in (("192.168.0.7", 5), ("2001:db8::1", 5), ("testclient", 5)):
        assert await asked_from(mock, peer, {"host": "localhost:8080"}) == 403
        assert await asked_from(mock, peer, {"host": "box.lan"}, open_controls=True) == 200
        foreign = {"host": "box.lan", "origin": "http://evil.example"}
        assert await asked_from(mock, peer, foreign, open_controls=True) == 403


@pytest.mark.anyio
async def test_a_page_of_another_site_cannot_use_the_browser_of_this_machine(
    mock: MockMarket,
) -> None:
    here = ("127.0.0.1", 5)
    for host in ("127.0.0.1:8080", "[::1]:8080", "localhost", "mock.localhost:80", "mock"):
        assert await asked_from(mock, here, {"host": host}) == 200
        assert await asked_from(mock, here, {"host": host, "origin": f"http://{host}"}) == 200
        assert await asked_from(mock, here, {"host": host, "origin": "http://evil.example"}) == 403
        assert await asked_from(mock, here, {"host": host, "origin": "null"}) == 403
    for host in (
        "evil.example:8080",
        "127.0.0.1.evil.example",
        "[evil.example",
    ):  # a name that leads here
        assert await asked_from(mock, here, {"host": host, "origin": f"http://{host}"}) == 403


def test_a_mock_on_all_addresses_tells_one_that_can_be_opened(mock: MockMarket) -> None:
    with mock.serve(host="0.0.0.0") as url:  # noqa: S104 - for the length of a request
        assert url.startswith("http://127.0.0.1:")
        assert httpx.get(f"{url}/_mock/clock").status_code == 200
        port = url.rpartition(":")[2]
        assert httpx.get(f"http://0.0.0.0:{port}/_mock/clock").status_code == 200


TEXTS = st.text(st.characters(exclude_categories=[]), max_size=5)  # halves of surrogate pairs, too
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)
NAMES = st.sampled_from(
    [*WORDS, *(word.attribute for word in WORDS.values()), "operation", "times", "probability", "method", "path",
     "query", "campaign", "match", "self", "seed", "orders", "minutes", "days", "status"]
) | st.text(max_size=5)  # fmt: skip
FUZZED = MockMarket(orders=30, now=NOW)


@settings(max_examples=300)
@given(
    st.sampled_from(["GET", "POST", "DELETE"]),
    st.sampled_from(
        [
            "faults",
            "faults/1",
            "clock",
            "seed",
            "operations/x",
            "reset",
            "journal?after=x",
            "orders",
        ]
    ),
    st.dictionaries(NAMES, JSON | TEXTS, max_size=4) | JSON,
)
def test_no_body_breaks_a_control(method: str, path: str, body: object) -> None:
    place, _, query = path.partition("?")
    content = json.dumps(body).encode()
    answer = FUZZED.handle(Request(method, f"/_mock/{place}", query, body=content))
    assert answer.status in (200, 400, 404, 405)
    json.loads(answer.body)
    if FUZZED._engine.orders > 1000:  # a market of many orders is none to look at often
        FUZZED.reseed(1, 30)
    state = FUZZED.handle(Request("GET", "/_mock/state"))
    assert state.status == 200
    json.loads(state.body)


def test_page_and_controls_forbid_what_they_do_not_need(client: httpx.Client) -> None:
    for path in ("", "page.css", "page.js", "icon.svg", "state", "nothing"):
        headers = client.get(f"/_mock/{path}").headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; ")
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert (headers["X-Content-Type-Options"], headers["Cache-Control"]) == (
            "nosniff",
            "no-store",
        )


def test_the_page_fetches_nothing_from_elsewhere(client: httpx.Client) -> None:
    page = client.get("/_mock/").text
    parts = [
        client.get(f"/_mock/{name}").text for name in re.findall(r'(?:src|href)="([\w.]+)"', page)
    ]
    assert len(parts) == 4
    for text in (page, *parts):
        addresses = set(re.findall(r"(?:https?:)?//[\w.-]+\.[\w/]+", text))
        assert addresses <= {"http://www.w3.org/2000/svg"}
        assert not re.search(
            r"innerHTML|insertAdjacentHTML|document\.write|\beval\b| style=| on\w+=\"", text
        )


def test_the_guide_lists_every_control(mock: MockMarket) -> None:
    for path, methods in mock._engine.controls._actions.items():
        for method in methods:
            shown = path.replace("/*", "/(ID|1)")
            option = "-X DELETE .*" if method == "DELETE" else ""
            assert re.search(rf"{option}/_mock/{shown}\b", GUIDE), (method, path)
