"""Injected faults: which requests they meet, and what they do, in process and over HTTP alike."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
import yandex_market.mock
from hypothesis import given
from hypothesis import strategies as st
from yandex_market import CallOptions, ForbiddenError, PageLoopError
from yandex_market.mock import MockMarket
from yandex_market.mock.fault_words import WORDS, read_header, read_words, spelled
from yandex_market.testing import connect
from yandex_market_api.operations import OPERATIONS

NOW = datetime(2026, 4, 2, 9, 30, 20, tzinfo=UTC)
PERSON = {"firstName": "Вера", "lastName": "Соснина", "phone": "+70001112233"}
GUIDE = Path(yandex_market.mock.__file__).with_name("README.md").read_text(encoding="utf-8")


@pytest.fixture
def mock() -> MockMarket:
    return MockMarket(orders=300, now=NOW)


@pytest.fixture(params=["in process", "over HTTP"])
def client(request: pytest.FixtureRequest, mock: MockMarket) -> Iterator[httpx.Client]:
    """The two ways to the market: a fault looks the same on both."""
    headers = {"Api-Key": mock.api_key}
    if request.param == "in process":
        with httpx.Client(transport=mock.transport(), base_url="http://m", headers=headers) as near:
            yield near
    else:
        with mock.serve() as url, httpx.Client(base_url=url, headers=headers) as far:
            yield far


def near(mock: MockMarket) -> httpx.Client:
    headers = {"Api-Key": mock.api_key}
    return httpx.Client(transport=mock.transport(), base_url="http://m", headers=headers)


def statuses(client: httpx.Client, path: str, count: int) -> list[int]:
    return [client.get(path).status_code for _ in range(count)]


# -- what happens ----------------------------------------------------------------------------------


def update(client: httpx.Client, mock: MockMarket, **headers: str) -> httpx.Response:
    store = mock.campaign_id("LaaS")
    order = next(one for one in mock.order_ids(store) if mock.offered_intervals(one))
    path = f"/v1/campaigns/{store}/orders/update"
    body = {"order": {"id": order, "customer": PERSON}}
    return client.post(path, json=body, headers=headers)


def started(mock: MockMarket) -> int:
    state = near(mock).get("/_mock/operations").json()
    return len(state["operations"])


def test_a_reset_before_loses_the_request_and_one_after_it_only_the_answer(
    mock: MockMarket, client: httpx.Client
) -> None:
    mock.faults.add("updateOrder", reset="before")
    with pytest.raises(httpx.ReadError):
        update(client, mock)
    assert started(mock) == 0
    mock.faults.add("updateOrder", reset="after")
    with pytest.raises(httpx.ReadError):
        update(client, mock)
    assert started(mock) == 1
    assert update(client, mock).status_code == 200
    assert [(entry.status, entry.fault) for entry in mock.requests] == [
        (0, "reset=before"), (200, "reset=after"), (200, None)
    ]  # fmt: skip


def test_a_refused_connection_was_never_sent(mock: MockMarket) -> None:
    mock.faults.add(refuse=True)
    with pytest.raises(httpx.ConnectError):
        near(mock).get("/v2/campaigns")
    mock.faults.add(refuse=True)
    with mock.serve() as url, pytest.raises(httpx.ReadError):  # it stands already when HTTP begins
        httpx.get(f"{url}/v2/campaigns", headers={"Api-Key": mock.api_key})
    assert [entry.status for entry in mock.requests] == [0, 0]


@pytest.mark.parametrize(("truncate", "part"), [(True, 0.5), (40, None), (10**9, None), (0, None)])
def test_a_truncated_body_is_shorter_than_its_content_length(
    mock: MockMarket, client: httpx.Client, truncate: int | bool, part: float | None
) -> None:
    whole = len(client.get("/v2/campaigns").content)
    mock.faults.add(truncate=truncate)
    expected = int(whole * part) if part else min(truncate, whole - 1)
    received = b""
    with pytest.raises(httpx.RemoteProtocolError), client.stream("GET", "/v2/campaigns") as answer:  # noqa: PT012 - what came before it breaks is the point
        assert (answer.status_code, answer.headers["Content-Length"]) == (200, str(whole))
        for chunk in answer.iter_raw():
            received += chunk
    assert len(received) == expected
    assert client.get("/v2/campaigns").status_code == 200


def test_a_stall_outlasts_the_clients_patience_or_ends_without_an_answer(
    mock: MockMarket, client: httpx.Client
) -> None:
    mock.faults.add(stall=60)
    with pytest.raises(httpx.ReadTimeout):
        client.get("/v2/campaigns", timeout=0.1)
    mock.faults.add(stall=0.05)
    with pytest.raises(httpx.RemoteProtocolError):
        client.get("/v2/campaigns")
    assert client.get("/v2/campaigns").status_code == 200
    assert [round(entry.latency) for entry in mock.requests] == [60, 0, 0]


def test_in_process_a_stall_moves_the_clock_of_the_market_and_takes_no_real_time(
    mock: MockMarket,
) -> None:
    mock.faults.add(stall=3600, times=2)
    for patience in (20.0, 7000.0):
        with pytest.raises(httpx.TransportError):
            near(mock).get("/v2/campaigns", timeout=patience)
    assert mock.clock.now() - NOW == timedelta(seconds=20 + 3600)


def test_latency_beyond_the_clients_patience_is_a_timeout(
    mock: MockMarket, client: httpx.Client
) -> None:
    mock.faults.add(latency=30)
    with pytest.raises(httpx.ReadTimeout):
        client.get("/v2/campaigns", timeout=0.05)


@pytest.mark.anyio
async def test_the_async_transport_breaks_in_the_same_ways(mock: MockMarket) -> None:
    headers = {"Api-Key": mock.api_key}
    errors: dict[str, type[Exception]] = {
        "refuse": httpx.ConnectError,
        "reset": httpx.ReadError,
        "reset=after": httpx.ReadError,
        "stall": httpx.ReadTimeout,
        "truncate": httpx.RemoteProtocolError,
        "latency=30": httpx.ReadTimeout,
    }
    async with httpx.AsyncClient(
        transport=mock.async_transport(), base_url="http://m", headers=headers, timeout=0.05
    ) as client:
        for fault, error in errors.items():
            with pytest.raises(error):
                await client.get("/v2/campaigns", headers={"X-Mock-Fault": fault})
        assert (await client.get("/v2/campaigns")).status_code == 200
        await anyio.lowlevel.checkpoint()


def test_an_html_page_comes_with_its_type_and_a_status(
    mock: MockMarket, client: httpx.Client
) -> None:
    mock.faults.add(html=True)
    mock.faults.add(html=True, status=200)
    mock.faults.add(content_type=True)
    bad, good, odd = (client.get("/v2/campaigns") for _ in range(3))
    assert (bad.status_code, good.status_code, odd.status_code) == (502, 200, 200)
    assert bad.headers["Content-Type"] == good.headers["Content-Type"] == "text/html; charset=utf-8"
    assert bad.text.startswith("<!doctype html>")
    assert odd.headers["Content-Type"] == "text/plain"
    assert len(odd.json()["campaigns"]) == 7


def test_every_status_is_an_answer(mock: MockMarket, client: httpx.Client) -> None:
    statuses = [*range(300, 309), *range(400, 432), 451, 499, *range(500, 512), 599]
    for status in statuses:
        answer = client.get("/v2/campaigns", headers={"X-Mock-Fault": f"status={status}"})
        assert answer.status_code == status
    for status in (200, 201, 204):
        answer = client.get("/v2/campaigns", headers={"X-Mock-Fault": f"status={status}; body=x"})
        assert (answer.status_code, answer.text) == (status, "" if status == 204 else "x")
    assert client.get("/v2/campaigns").status_code == 200


# -- spoilt answers: every operation has a record to spoil -------------------------------------------


def requests_of_all(mock: MockMarket) -> dict[str, Callable[[dict[str, str]], httpx.Response]]:
    """A good request to each operation."""
    client = near(mock)
    fbs, dbs, laas = (mock.campaign_id(model) for model in ("FBS", "DBS", "LaaS"))
    movable = next(one for one in mock.order_ids(laas) if mock.offered_intervals(one))
    away = next(
        one for one in mock.order_ids(dbs)
        if client.get(f"/v2/campaigns/{dbs}/orders/{one}/buyer").status_code == 200
    )  # fmt: skip
    operation = update(client, mock).json()["result"]["operations"][0]
    business = f"/v1/businesses/{mock.business_id}"
    poll = {"operationType": operation["type"], "operationIds": [operation["id"]]}

    def to(method: str, path: str, body: Any = None) -> Callable[[dict[str, str]], httpx.Response]:
        return lambda headers: client.request(method, path, json=body, headers=headers)

    return {
        "getCampaigns": to("GET", "/v2/campaigns"),
        "getOrdersStats": to("POST", f"/v2/campaigns/{fbs}/stats/orders", {}),
        "getOrder": to("GET", f"/v2/campaigns/{fbs}/orders/{mock.order_ids(fbs)[0]}"),
        "updateOrder": lambda headers: update(client, mock, **headers),
        "getOrderUpdateOptions": to(
            "POST", f"/v1/campaigns/{laas}/orders/update-options", {"id": movable}
        ),
        "getOrderBuyerInfo": to("GET", f"/v2/campaigns/{dbs}/orders/{away}/buyer"),
        "getOrders": to("GET", f"/v2/campaigns/{fbs}/orders"),
        "getBusinessOrders": to("POST", f"{business}/orders", {}),
        "getOperations": to("POST", f"{business}/operations", poll),
    }


@pytest.mark.parametrize("word", ["extra-field", "missing-field", "null", "unknown-enum"])
def test_every_operation_has_a_record_in_which_one_thing_is_wrong(
    mock: MockMarket, word: str
) -> None:
    requests = requests_of_all(mock)
    assert requests.keys() == OPERATIONS.keys()
    untouched = set()
    for name, request in requests.items():
        good, bad = unsteady(request({})), unsteady(request({"X-Mock-Fault": word}))
        wrong = differences(good, bad)
        if not wrong:
            untouched.add(name)
            continue
        (((was, now), place),) = [(pair, place) for place, pair in wrong.items()]
        assert place.count("/") >= 2, "the envelope stays whole"
        assert {
            "extra-field": was is None and "fromALaterVersion" in place,
            "missing-field": was is not None and now is None,
            "null": was is not None and now == "null",
            "unknown-enum": isinstance(was, str) and now == "FROM_A_LATER_VERSION",
        }[word], place
    without_enums = {"getOrderUpdateOptions"}
    assert untouched <= (without_enums if word == "unknown-enum" else set())


def unsteady(answer: httpx.Response) -> Any:
    """The answer, without what two polls or two updates differ in anyway."""
    assert answer.status_code == 200
    return json.loads(re.sub(r'"[0-9a-f]{32}"|"IN_PROGRESS"|"DONE"', '"any"', answer.text))


def differences(good: Any, bad: Any, path: str = "") -> dict[str, tuple[Any, Any]]:
    """By JSON pointer: what was there and what is (None: nothing; "null": null)."""
    if isinstance(good, dict) and isinstance(bad, dict):
        found = {}
        for name in good.keys() | bad.keys():
            if name not in bad:
                found[f"{path}/{name}"] = (good[name], None)
            elif name not in good:
                found[f"{path}/{name}"] = (None, bad[name])
            else:
                found |= differences(good[name], bad[name], f"{path}/{name}")
        return found
    if isinstance(good, list) and isinstance(bad, list) and len(good) == len(bad):
        found = {}
        for place, pair in enumerate(zip(good, bad, strict=True)):
            found |= differences(*pair, f"{path}/{place}")
        return found
    return {} if good == bad else {path: (good, "null" if bad is None else bad)}


def test_a_pointer_names_the_places_and_a_star_all_of_them(mock: MockMarket) -> None:
    client = near(mock)

    def campaigns(fault: str) -> list[Any]:
        answer = client.get("/v2/campaigns", headers={"X-Mock-Fault": fault})
        return list(answer.json()["campaigns"])

    assert {one["domain"] for one in campaigns("null=/campaigns/*/domain")} == {None}
    assert "domain" not in campaigns("missing-field=/campaigns/2/domain")[2]
    assert {
        one["placementType"] for one in campaigns("unknown-enum=/campaigns/*/placementType")
    } == {"FROM_A_LATER_VERSION"}
    assert [i for i, one in enumerate(campaigns("extra-field=/campaigns/3")) if len(one) > 6] == [3]
    assert len(campaigns("missing-field=/campaigns/*")) == 0
    assert len(campaigns("null=/nowhere/0/at")) == 7


def test_a_repeated_token_makes_a_listing_that_never_ends(mock: MockMarket) -> None:
    mock.faults.add("getOrdersStats", repeat_token=True)
    with connect(mock) as market, pytest.raises(PageLoopError):
        market.orders.stats(mock.campaign_ids[0], page_size=10).collect(limit=1000)
    assert len(mock.requests) == 2  # the first page has no token to repeat, and does not use it up


def test_a_duplicated_order_comes_twice_on_one_page(mock: MockMarket) -> None:
    mock.faults.add("getOrdersStats", duplicate=True)
    with connect(mock) as market:
        ids = [order.id for order in market.orders.stats(mock.campaign_ids[0], page_size=10)]
    assert ids[0] == ids[1]
    assert len(ids) == len(set(ids)) + 1 == len(mock.order_ids(mock.campaign_ids[0])) + 1


def test_a_spoilt_answer_costs_and_changes_as_the_good_one_does(mock: MockMarket) -> None:
    update(near(mock), mock, **{"X-Mock-Fault": "unknown-enum"})
    assert started(mock) == 1
    assert [(entry.cost, entry.fault) for entry in mock.requests] == [(1, "unknown-enum")]


# -- which requests it meets -----------------------------------------------------------------------


def test_a_fault_is_for_requests_that_everything_given_fits(mock: MockMarket) -> None:
    client, (first, second) = near(mock), mock.campaign_ids[:2]
    one, two = (f"/v2/campaigns/{store}/orders" for store in (first, second))
    mock.faults.add(status=500, times=None, campaign=second)
    mock.faults.add(status=501, times=None, path=f"/v2/*/{first}/orders", query={"page": "2"})
    mock.faults.add(status=502, times=None, method="post")
    mock.faults.add(
        status=503, times=None, match=lambda request: request.headers.get("x-who") == "me"
    )
    assert statuses(client, two, 1) == [500]
    assert statuses(client, f"{one}?page=2&pageSize=1", 1) == [501]
    assert statuses(client, f"{one}?page=1&pageSize=1", 1) == [200]
    assert client.post(f"/v2/campaigns/{first}/stats/orders").status_code == 502
    assert client.get("/v2/campaigns", headers={"X-Who": "me"}).status_code == 503
    assert statuses(client, "/v2/campaigns", 1) == [200]


def test_a_fault_counts_what_it_met_and_can_be_taken_away(mock: MockMarket) -> None:
    client = near(mock)
    fault, other = mock.faults.add(status=500, times=None), mock.faults.add(status=501)
    assert statuses(client, "/v2/campaigns", 3) == [500, 500, 500]
    assert (fault.hits, other.hits, len(mock.faults)) == (3, 0, 2)
    mock.faults.remove(fault.number)
    assert statuses(client, "/v2/campaigns", 2) == [501, 200]
    assert list(mock.faults) == []
    with pytest.raises(KeyError):
        mock.faults.remove(fault.number)


def test_the_dice_of_a_probability_are_those_of_the_seed() -> None:
    def met(seed: int) -> list[int]:
        mock = MockMarket(orders=10, seed=seed, now=NOW)
        mock.faults.add("getCampaigns", status=503, probability=0.3)
        mock.faults.add("getCampaigns", status=500, probability=0.3, times=2)
        return statuses(near(mock), "/v2/campaigns", 100)

    assert met(1) == met(1) != met(2)
    assert 15 <= met(1).count(503) <= 45
    assert met(1).count(500) == 2


def test_the_header_goes_before_faults_in_force_and_leaves_them_alone(mock: MockMarket) -> None:
    client, fault = near(mock), mock.faults.add(status=500)
    assert client.get("/v2/campaigns", headers={"X-Mock-Fault": "status=503"}).status_code == 503
    assert fault.hits == 0
    assert statuses(client, "/v2/campaigns", 2) == [500, 200]


def test_the_client_brings_faults_with_its_options(mock: MockMarket) -> None:
    options = CallOptions(headers={"X-Mock-Fault": "status=403"})
    with connect(mock) as market, pytest.raises(ForbiddenError):
        market.campaigns.list(options=options).first()


# -- the words -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ("bogus", "'bogus' is no fault"),
        ("status", "'status' is no fault"),  # it needs a value
        ("status=abc", "takes a status from 200 to 599, not 'abc'"),
        ("status=200", "needs a body"),
        ("reset=never", "takes before or after, not 'never'"),
        ("stall=-1", "takes seconds, from 0 to 1000000000"),
        ("null=status", "takes a JSON pointer"),
        ("reset; stall", "one of refuse, reset, stall, truncate"),
        ("status=500; null", "not both"),
        ("message=late", "needs a word that does something"),
        ("change=1", "is no fault"),
        ("", "needs a word that does something"),
    ],
)
def test_a_header_that_spells_no_fault_is_a_400_that_lists_the_words(
    mock: MockMarket, client: httpx.Client, fault: str, says: str
) -> None:
    answer = client.get("/v2/campaigns", headers={"X-Mock-Fault": fault})
    (error,) = answer.json()["errors"]
    assert answer.status_code == 400
    assert says in error["message"]
    _, _, listed = error["message"].partition("Faults, parted by ';': ")
    assert listed.split(", ") == [word.form for word in WORDS.values() if word.in_header]


@pytest.mark.parametrize(
    "wrong",
    [{"bogus": 1}, {"status": True}, {"latency": "soon"}, {"latency": float("nan")}, {"status": 420, "wait": 1e300}, {"remove": "/a"},
     {"change": {"a": 1}}, {"headers": {"X": "a\nb"}}, {"status": 500, "times": 0},
     {"status": 500, "probability": 0}, {"html": True, "body": b""}, {"message": "\ud800"}, {"content_type": "ж"}],
)  # fmt: skip
def test_words_and_values_that_do_not_exist_are_refused(
    mock: MockMarket, wrong: dict[str, Any]
) -> None:
    with pytest.raises(ValueError, match=r"fault|times|probability"):
        mock.faults.add(**wrong)
    assert len(mock.faults) == 0


TEXTS = st.text(st.characters(exclude_categories=["C"], max_codepoint=0x4FF), min_size=1)
SECONDS = st.integers(0, 10**6).map(lambda n: n / 8)
POINTERS = st.sampled_from(["", "/a", "/a/*/b c"])
VALUES: dict[str, st.SearchStrategy[object]] = {
    "status": st.integers(300, 599), "kind": st.sampled_from(["parallel", "resource"]),
    "wait": SECONDS, "message": TEXTS, "code": TEXTS, "body": TEXTS.map(str.encode),
    "html": st.just(True), "content-type": st.just("text/x; charset=utf-8"),
    "unknown-enum": POINTERS, "extra-field": POINTERS, "missing-field": POINTERS, "null": POINTERS,
    "repeat-token": st.just(True), "duplicate": st.just(True), "latency": SECONDS,
    "stall": SECONDS, "refuse": st.just(True), "reset": st.sampled_from(["before", "after"]),
    "truncate": st.integers(0, 10**6) | st.just("half"),
}  # fmt: skip


@given(st.fixed_dictionaries({}, optional=VALUES))
def test_the_header_says_all_that_python_can(words: dict[str, object]) -> None:
    header = "; ".join(spelled(WORDS[name], value) for name, value in words.items())
    header.encode("ascii")
    assert read_header(header) == read_words(words)
    assert VALUES.keys() == {name for name, word in WORDS.items() if word.in_header}


def test_the_guide_tells_of_every_word_in_its_form() -> None:
    table = GUIDE.split("| word |")[1].split("\n\n")[0].replace("\\|", "|")
    for word in WORDS.values():
        bare = word.form.replace("[=POINTER]", "")
        assert f"`{bare}`" in table or f"`{word.name}`" in table, word.form
    named = {re.split(r"[\[=]", name)[0] for name in re.findall(r"`([\w-]+[^`]*)`", table)}
    assert named - {"text/plain"} <= WORDS.keys()


def test_the_journal_tells_what_a_client_met(mock: MockMarket) -> None:
    mock.faults.add("getCampaigns", reset="after", times=2)
    with connect(mock) as market:
        assert len(list(market.campaigns.list())) == 7
    assert [entry.fault for entry in mock.requests] == ["reset=after", "reset=after", None]
