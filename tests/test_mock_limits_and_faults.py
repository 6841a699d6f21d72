"""Quotas, injected faults and the journal of the mock."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import pytest
from yandex_market.mock import MockMarket

NOW = datetime(2026, 4, 2, 9, 30, 20, tzinfo=UTC)
LIMIT, REMAINING = "X-RateLimit-Resource-Limit", "X-RateLimit-Resource-Remaining"
UNTIL = "X-RateLimit-Resource-Until"


def market(quotas: Any = "documented") -> tuple[MockMarket, httpx.Client]:
    mock = MockMarket(orders=300, now=NOW, quotas=quotas)
    headers = {"Api-Key": mock.api_key}
    return mock, httpx.Client(transport=mock.transport(), base_url="http://mock", headers=headers)


def text_of(response: httpx.Response) -> str:
    return str(response.json()["errors"][0]["message"])


def test_every_answer_carries_the_three_headers_and_the_date_of_the_clock() -> None:
    mock, client = market()
    store = mock.campaign_ids[0]
    answers = [
        client.get("/v2/campaigns"),
        client.get(f"/v2/campaigns/{store}/orders/1"),
        client.get("/nowhere"),
        client.delete("/v2/campaigns"),
        client.get("/v2/campaigns", headers={"Api-Key": "bad"}),
        client.get("/v2/campaigns?limit=0"),
        client.get("/v2/campaigns/5/orders/5"),
        client.post(f"/v2/campaigns/{store}/stats/orders", content=b"x", headers={
            "Content-Type": "text/plain"}),
    ]  # fmt: skip
    assert [a.status_code for a in answers] == [200, 404, 404, 405, 401, 400, 403, 415]
    for answer in answers:
        assert int(answer.headers[LIMIT]) >= int(answer.headers[REMAINING]) >= 0
        assert answer.headers[UNTIL] == "Thu, 02 Apr 2026 10:30:00 GMT"
        assert parsedate_to_datetime(answer.headers["Date"]) == NOW


def test_documented_quotas_are_those_of_the_document_and_refused_requests_spend_too() -> None:
    mock, client = market()
    order = f"/v2/campaigns/{mock.campaign_ids[0]}/orders"
    assert client.get("/v2/campaigns").headers[LIMIT] == "1000"
    assert client.get(f"{order}/1").headers[REMAINING] == "99999"
    assert client.get(f"{order}/abc").headers[REMAINING] == "99998"
    assert client.get(f"{order}/1", headers={"Api-Key": ""}).headers[REMAINING] == "99998"


def test_statistics_spend_a_piece_of_the_quota_for_every_order() -> None:
    mock, client = market()
    answer = client.post(f"/v2/campaigns/{mock.campaign_ids[0]}/stats/orders?limit=70")
    assert (answer.headers[LIMIT], answer.headers[REMAINING]) == ("1000000", "999930")


def test_over_the_quota_is_420_until_the_window_ends_store_by_store() -> None:
    mock, client = market({"getOrder": {"amount": 2}})
    first, second = mock.campaign_ids[:2]
    url = f"/v2/campaigns/{first}/orders/{mock.order_ids(first)[0]}"
    assert [client.get(url).status_code for _ in range(4)] == [200, 200, 420, 420]
    answer = client.get(url)
    assert text_of(answer) == (
        f"Hit rate limit of '2' requests per 'hour' for resource 'getOrder' for campaignId {first}"
    )
    assert answer.headers[REMAINING] == "0"
    other = f"/v2/campaigns/{second}/orders/{mock.order_ids(second)[0]}"
    assert client.get(other).status_code == 200
    mock.clock.advance(minutes=59)
    assert client.get(url).status_code == 420
    until = parsedate_to_datetime(answer.headers[UNTIL])
    mock.clock.advance(seconds=(until - mock.clock.now()).total_seconds())
    assert client.get(url).status_code == 200


def test_quotas_can_be_switched_off() -> None:
    _, client = market("off")
    answers = [client.get("/v2/campaigns") for _ in range(1100)]
    assert {answer.status_code for answer in answers} == {200}
    assert answers[-1].headers[REMAINING] == answers[-1].headers[LIMIT] == "1000"


def test_a_number_alone_is_the_amount_of_a_quota() -> None:
    _, client = market({"getCampaigns": 2})
    assert [client.get("/v2/campaigns").status_code for _ in range(3)] == [200, 200, 420]


@pytest.mark.parametrize(
    "quotas",
    [
        {"getNothing": {}},
        {"getOrder": {"amonut": 1}},
        {"getOrder": -1},
        {"getOrder": {"amount": "9"}},
    ],
)
def test_quotas_that_mean_nothing_are_refused(quotas: Mapping[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"getNothing|amonut|getOrder"):
        MockMarket(quotas=quotas)


def test_more_requests_in_flight_than_allowed_are_420_of_the_other_kind() -> None:
    mock, client = market({"getOrder": {"parallel": 2}})
    store = mock.campaign_ids[0]
    url = f"/v2/campaigns/{store}/orders/{mock.order_ids(store)[0]}"
    mock.faults.add("getOrder", latency=2, times=2)  # real seconds: the third one must meet them
    slow = [threading.Thread(target=client.get, args=(url,)) for _ in range(2)]
    for thread in slow:
        thread.start()
    while len(mock.requests) < 2:
        time.sleep(0.005)
    refused = client.get(url)
    assert refused.status_code == 420
    assert text_of(refused) == f"Hit rate limit of 2 parallel requests for campaignId {store}"
    for thread in slow:
        thread.join()
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("status", [302, 400, 401, 403, 404, 420, 423, 499, 500, 502, 503])
def test_an_injected_status_answers_in_the_vendors_envelope_and_is_used_up(status: int) -> None:
    mock, client = market()
    mock.faults.add("getCampaigns", status=status, times=2)
    assert client.get("/v2/campaigns/1/orders/1").status_code == 403
    answers = [client.get("/v2/campaigns") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [status, status, 200]
    body = answers[0].json()
    assert body["status"] == "ERROR"
    assert body["errors"][0]["message"]
    assert (body["errors"][0]["code"] == "UNAUTHORIZED") == (status == 401)


def test_an_injected_420_is_of_the_asked_kind() -> None:
    mock, client = market()
    mock.faults.add(status=420)
    mock.faults.add(status=420, kind="resource", wait=5)
    parallel, resource = client.get("/v2/campaigns"), client.get("/v2/campaigns")
    assert "parallel requests" in text_of(parallel)
    assert parallel.headers[REMAINING] != "0"
    assert "requests per 'hour'" in text_of(resource)
    assert resource.headers[REMAINING] == "0"
    assert parsedate_to_datetime(resource.headers[UNTIL]) == NOW + timedelta(seconds=5)


def test_a_fault_without_an_operation_meets_any_and_lasts_until_cleared() -> None:
    mock, client = market()
    mock.faults.add(status=503, times=None, message="Пауза", code="PAUSE", headers={"X-Why": "t"})
    store = mock.campaign_ids[0]
    for url in ["/v2/campaigns", f"/v2/campaigns/{store}/orders/1"] * 3:
        answer = client.get(url)
        assert answer.json()["errors"] == [{"code": "PAUSE", "message": "Пауза"}]
        assert (answer.status_code, answer.headers["X-Why"]) == (503, "t")
    mock.faults.clear()
    assert client.get("/v2/campaigns").status_code == 200


def test_a_fault_stands_in_for_the_operation_which_does_not_run() -> None:
    mock, client = market()
    store = mock.campaign_id("LaaS")
    order_id = mock.order_ids(store)[0]
    mock.faults.add("updateOrder", status=500)
    person = {"firstName": "Вера", "lastName": "Соснина", "phone": "+70001112233"}
    body = {"order": {"id": order_id, "customer": person}}
    assert client.post(f"/v1/campaigns/{store}/orders/update", json=body).status_code == 500
    mock.clock.advance(minutes=5)
    order = client.get(f"/v2/campaigns/{store}/orders/{order_id}").json()["order"]
    assert order["buyer"]["lastName"] != "Соснина"


def test_a_good_answer_can_be_changed_at_any_place() -> None:
    mock, client = market()
    url = f"/v2/campaigns/{mock.campaign_ids[0]}/stats/orders?limit=3"
    good = client.post(url).json()["result"]["orders"]
    mock.faults.add(
        "getOrdersStats",
        change={
            "/result/orders/0/status": "BRAND_NEW",
            "/result/orders/*/brandNew": [1],
            "/result/orders/1/items/0/prices": None,
        },
        remove=["/result/orders/2/currency"],
    )
    mock.faults.add("getOrdersStats", change={"/result/nowhere/0/status": "X"})
    bad = client.post(url).json()["result"]["orders"]
    assert bad[0]["status"] == "BRAND_NEW"
    assert [one.pop("brandNew") for one in bad] == [[1]] * 3
    assert bad[1]["items"][0]["prices"] is None
    assert "currency" not in bad[2]
    assert client.post(url).json()["result"]["orders"] == good


def test_a_change_waits_for_an_answer_that_has_the_place() -> None:
    mock, client = market()
    mock.faults.add("getCampaigns", change={"/campaigns/0/placementType": "NEW"})
    assert client.get("/v2/campaigns?limit=0").status_code == 400
    assert client.get("/v2/campaigns").json()["campaigns"][0]["placementType"] == "NEW"
    assert client.get("/v2/campaigns").json()["campaigns"][0]["placementType"] == "FBS"


def test_a_fault_can_answer_with_any_bytes_and_headers() -> None:
    mock, client = market()
    html = b"<html>502</html>"
    mock.faults.add(status=502, body=html, headers={"content-type": "text/html"})
    mock.faults.add(body=b'{"campaigns": [')
    answer = client.get("/v2/campaigns")
    assert (answer.status_code, answer.content) == (502, html)
    assert answer.headers.get_list("Content-Type") == ["text/html"]
    cut = client.get("/v2/campaigns")
    assert (cut.status_code, cut.content) == (200, b'{"campaigns": [')


@pytest.mark.parametrize(
    "fault",
    [{"operation": "getNothing", "status": 500}, {}, {"status": 200}, {"status": 99},
     {"status": 500, "change": {"/a": 1}}],
)  # fmt: skip
def test_faults_that_make_no_sense_are_refused(fault: dict[str, Any]) -> None:
    mock, _ = market()
    with pytest.raises(ValueError, match=r"operation|fault|status"):
        mock.faults.add(**fault)


def test_the_journal_tells_what_was_asked_without_secrets() -> None:
    mock, client = market()
    client.get("/v2/campaigns", params={"limit": 3})
    client.get("/nowhere?a=1&a=2", headers={"Authorization": f"Bearer {mock.oauth_token}"})
    known, lost = mock.requests
    assert (known.method, known.path, known.operation) == ("GET", "/v2/campaigns", "getCampaigns")
    assert (known.status, known.query, known.at) == (200, {"limit": "3"}, NOW)
    assert (lost.operation, lost.status, lost.query) == (None, 404, {"a": "1,2"})
    assert mock.requests[-1] is lost
    assert known.headers["api-key"] == lost.headers["authorization"] == "***"
    assert mock.api_key not in repr(list(mock.requests))
    assert mock.oauth_token not in repr(list(mock.requests))
    mock.requests.clear()
    assert len(mock.requests) == 0
