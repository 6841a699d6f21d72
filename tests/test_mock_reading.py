"""Reading from the mock: paging, tokens and filters."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from yandex_market.mock import MockMarket

NOW = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def mock() -> MockMarket:
    return MockMarket(orders=1200, seed=3, now=NOW, quotas="off")


@pytest.fixture(scope="module")
def client(mock: MockMarket) -> httpx.Client:
    return httpx.Client(
        transport=mock.transport(), base_url="http://mock", headers={"Api-Key": mock.api_key}
    )


def page(client: httpx.Client, campaign_id: int, body: Any = None, **params: Any) -> Any:
    url = f"/v2/campaigns/{campaign_id}/stats/orders"
    response = (
        client.post(url, params=params, json=body) if body else client.post(url, params=params)
    )
    assert response.status_code == 200, response.text
    return response.json()["result"]


def pull(client: httpx.Client, campaign_id: int, body: Any = None) -> list[Any]:
    found: list[Any] = []
    token: dict[str, str] = {}
    while True:
        result = page(client, campaign_id, body, limit=200, **token)
        found += result["orders"]
        if "nextPageToken" not in result["paging"]:
            return found
        token = {"page_token": result["paging"]["nextPageToken"]}


@pytest.fixture(scope="module")
def everything(mock: MockMarket, client: httpx.Client) -> list[Any]:
    """All statistics of the first store, in one pull."""
    return pull(client, mock.campaign_ids[0])


def refused(response: httpx.Response) -> list[str]:
    assert response.status_code == 400, response.text
    assert response.json()["status"] == "ERROR"
    return [error["message"] for error in response.json()["errors"]]


@given(
    sizes=st.lists(st.integers(1, 200), min_size=1, max_size=5),
    name=st.sampled_from(["page_token", "pageToken"]),
    statuses=st.sampled_from([None, ["DELIVERED", "PENDING"], ["RETURNED"]]),
)
@settings(max_examples=15)
def test_pages_of_any_sizes_put_together_equal_one_big_pull(
    mock: MockMarket,
    client: httpx.Client,
    everything: list[Any],
    sizes: list[int],
    name: str,
    statuses: list[str] | None,
) -> None:
    campaign_id = mock.campaign_ids[0]
    whole = [one for one in everything if statuses is None or one["status"] in statuses]
    body = {"statuses": statuses} if statuses else None
    found: list[Any] = []
    token: dict[str, str] = {}
    turn = 0
    while True:
        limit = sizes[turn % len(sizes)]
        turn += 1
        result = page(client, campaign_id, body, limit=limit, **token)
        found += result["orders"]
        following = result["paging"].get("nextPageToken")
        if following is None:
            break
        assert len(result["orders"]) == limit
        token = {name: following}
        if turn > 12:  # small pages: enough was seen
            assert found == whole[: len(found)]
            return
    assert found == whole


def test_without_a_limit_a_page_holds_100_orders_and_without_a_body_all_are_walked(
    mock: MockMarket, client: httpx.Client, everything: list[Any]
) -> None:
    campaign_id = mock.campaign_ids[0]
    assert len(page(client, campaign_id)["orders"]) == 100
    assert [one["id"] for one in everything] == list(mock.order_ids(campaign_id))


def test_the_last_page_has_no_token_even_when_it_is_full(
    mock: MockMarket, client: httpx.Client
) -> None:
    campaign_id = mock.campaign_id("Express")
    count = len(mock.order_ids(campaign_id))
    assert count <= 200
    assert page(client, campaign_id, limit=count)["paging"] == {}


@pytest.mark.parametrize(
    "change",
    [
        "letter",
        "cut",
        "empty",
        "other store",
        "other filters",
        "other operation",
        "other market",
        "not ASCII",
    ],
)
def test_a_token_that_this_listing_did_not_give_out_is_refused_with_400(
    mock: MockMarket, client: httpx.Client, change: str
) -> None:
    campaign_id, body = mock.campaign_ids[0], {"statuses": ["DELIVERED"]}
    token = page(client, campaign_id, body, limit=10)["paging"]["nextPageToken"]
    url = f"/v2/campaigns/{campaign_id}/stats/orders"
    if change == "letter":
        token = token[:-1] + ("A" if token[-1] != "A" else "B")
    elif change == "cut":
        token = token[:-4]
    elif change == "empty":
        token = ""
    elif change == "other store":
        url = f"/v2/campaigns/{mock.campaign_ids[1]}/stats/orders"
    elif change == "other filters":
        body = {"statuses": ["RETURNED"]}
    elif change == "other operation":
        token = client.get("/v2/campaigns?limit=2").json()["paging"]["nextPageToken"]
    elif change == "other market":
        other = MockMarket(orders=1200, seed=4, now=NOW)
        with httpx.Client(transport=other.transport(), base_url="http://mock") as elsewhere:
            elsewhere.headers["Api-Key"] = other.api_key
            token = page(elsewhere, campaign_id, body, limit=10)["paging"]["nextPageToken"]
    else:
        token = "ж" * 32
    assert refused(client.post(url, params={"page_token": token}, json=body)) == ["Bad page token"]


def test_tokens_give_nothing_away_and_every_character_counts(
    mock: MockMarket, client: httpx.Client
) -> None:
    campaign_id = mock.campaign_ids[0]
    token = page(client, campaign_id, limit=10)["paging"]["nextPageToken"]
    url = f"/v2/campaigns/{campaign_id}/stats/orders"
    for place in range(len(token)):
        changed = token[:place] + ("x" if token[place] != "x" else "y") + token[place + 1 :]
        assert refused(client.post(url, params={"page_token": changed})) == ["Bad page token"]


def test_stores_come_by_token_and_by_counted_pages(mock: MockMarket, client: httpx.Client) -> None:
    by_token: list[int] = []
    params: dict[str, Any] = {"limit": 3}
    while True:
        answer = client.get("/v2/campaigns", params=params).json()
        assert "pager" not in answer
        by_token += [one["id"] for one in answer["campaigns"]]
        if "nextPageToken" not in answer["paging"]:
            break
        params["page_token"] = answer["paging"]["nextPageToken"]
    by_number: list[int] = []
    for number in (1, 2, 3):
        answer = client.get("/v2/campaigns", params={"page": number, "pageSize": 3}).json()
        assert (answer["pager"]["pagesCount"], answer["pager"]["currentPage"]) == (3, number)
        by_number += [one["id"] for one in answer["campaigns"]]
    assert by_token == by_number == mock.campaign_ids


def test_a_token_wins_over_a_counted_page(client: httpx.Client) -> None:
    answer = client.get("/v2/campaigns", params={"page": 2, "pageSize": 3, "limit": 5}).json()
    assert len(answer["campaigns"]) == 5
    assert "pager" not in answer


def test_both_ends_of_a_span_of_creation_days_are_included(
    mock: MockMarket, client: httpx.Client, everything: list[Any]
) -> None:
    campaign_id = mock.campaign_ids[0]
    for first, last in (("2026-03-20", "2026-03-24"), ("2026-03-31", "2026-03-31")):
        found = pull(client, campaign_id, {"dateFrom": first, "dateTo": last})
        assert found == [one for one in everything if first <= one["creationDate"] <= last]
        assert found
    half_open = pull(client, campaign_id, {"dateFrom": "2026-03-20"})
    assert half_open == [one for one in everything if one["creationDate"] >= "2026-03-20"]


def test_days_begin_at_midnight_in_moscow(mock: MockMarket, client: httpx.Client) -> None:
    campaign_id = mock.campaign_ids[0]
    days = [(datetime(2026, 3, 1) + timedelta(days=n)).date().isoformat() for n in range(33)]
    day_by_day = [
        one
        for day in days[::-1]
        for one in pull(client, campaign_id, {"dateFrom": day, "dateTo": day})
    ]
    at_once = pull(client, campaign_id, {"dateFrom": days[0], "dateTo": days[-1]})
    assert [one["id"] for one in day_by_day] == [one["id"] for one in at_once]
    for one in at_once[::20]:
        order = client.get(f"/v2/campaigns/{campaign_id}/orders/{one['id']}").json()["order"]
        day, month, year = order["creationDate"][:10].split("-")
        assert one["creationDate"] == f"{year}-{month}-{day}"


def test_both_ends_of_a_span_of_change_days_are_included(
    mock: MockMarket, client: httpx.Client, everything: list[Any]
) -> None:
    campaign_id = mock.campaign_ids[0]
    first, last = "2026-03-20", "2026-03-22"
    found = pull(client, campaign_id, {"updateFrom": first, "updateTo": last})
    expected = [one for one in everything if first <= one["statusUpdateDate"][:10] <= last]
    assert found == expected
    assert found
    assert any(one["creationDate"] < first for one in found)


def test_filters_by_status_ids_and_marking_codes_filter(
    mock: MockMarket, client: httpx.Client, everything: list[Any]
) -> None:
    campaign_id = mock.campaign_ids[0]
    for status in ("DELIVERED", "PENDING", "CANCELLED_IN_PROCESSING", "RETURNED"):
        found = pull(client, campaign_id, {"statuses": [status]})
        assert found == [one for one in everything if one["status"] == status]
    ids = mock.order_ids(campaign_id)
    wanted = [ids[5], ids[200], 1, mock.order_ids(mock.campaign_ids[1])[0]]
    assert [one["id"] for one in pull(client, campaign_id, {"orders": wanted})] == [
        ids[5],
        ids[200],
    ]
    marked = pull(client, campaign_id, {"hasCis": True})
    assert marked == [one for one in everything if any("cisList" in i for i in one["items"])]
    assert marked
    rest = pull(client, campaign_id, {"hasCis": False, "statuses": None})
    assert rest == [one for one in everything if one not in marked]


def test_filters_apply_together(
    mock: MockMarket, client: httpx.Client, everything: list[Any]
) -> None:
    campaign_id = mock.campaign_ids[0]
    body = {"dateFrom": "2026-03-01", "dateTo": "2026-03-20", "statuses": ["DELIVERED"]}
    found = pull(client, campaign_id, body)
    assert found == [
        one
        for one in everything
        if "2026-03-01" <= one["creationDate"] <= "2026-03-20" and one["status"] == "DELIVERED"
    ]


def test_the_two_date_pairs_exclude_each_other(mock: MockMarket, client: httpx.Client) -> None:
    url = f"/v2/campaigns/{mock.campaign_ids[0]}/stats/orders"
    text = 'Periods "orderDate" and "orderUpdate" can\'t be specified simultaneously!'
    body = {"dateFrom": "2026-03-01", "updateTo": "2026-03-02"}
    assert refused(client.post(url, json=body)) == [text]


@pytest.mark.parametrize("pair", [("dateFrom", "dateTo"), ("updateFrom", "updateTo")])
def test_an_end_before_its_beginning_is_refused(
    mock: MockMarket, client: httpx.Client, pair: tuple[str, str]
) -> None:
    url = f"/v2/campaigns/{mock.campaign_ids[0]}/stats/orders"
    body = {pair[0]: "2026-03-02", pair[1]: "2026-03-01"}
    text = f"Date field '{pair[1]}' must be greater or equal to '{pair[0]}'!"
    assert refused(client.post(url, json=body)) == [text]


@pytest.mark.parametrize("day", ["0000-01-01", "0001-01-01", "9999-12-31"])
def test_days_at_the_ends_of_the_calendar_do_not_break_the_market(
    mock: MockMarket, client: httpx.Client, day: str
) -> None:
    url = f"/v2/campaigns/{mock.campaign_ids[0]}/stats/orders"
    for name in ("dateFrom", "dateTo", "updateFrom", "updateTo"):
        assert client.post(url, json={name: day}).status_code in (200, 400)


def test_more_than_200_orders_a_page_are_refused(mock: MockMarket, client: httpx.Client) -> None:
    url = f"/v2/campaigns/{mock.campaign_ids[0]}/stats/orders"
    assert refused(client.post(url, params={"limit": 201})) == [
        "Parameter limit must be less than or equal to '200' (rejected value: '201')"
    ]


def test_an_order_of_another_store_and_no_order_at_all_are_404(
    mock: MockMarket, client: httpx.Client
) -> None:
    mine, other = mock.campaign_ids[:2]
    for order_id in (mock.order_ids(other)[0], 5, -5, mock.order_ids(mine)[0] + 1):
        response = client.get(f"/v2/campaigns/{mine}/orders/{order_id}")
        assert response.status_code == 404
        assert response.json()["errors"][0]["message"] == (
            f"Order not found: partnerId = '{mine}', orderId = '{order_id}'"
        )


def test_statistics_are_closed_to_the_laas_store(mock: MockMarket, client: httpx.Client) -> None:
    response = client.post(f"/v2/campaigns/{mock.campaign_id('LaaS')}/stats/orders")
    assert response.status_code == 400
    assert "Campaign type is not allowed" in response.json()["errors"][0]["message"]


def test_a_stale_token_of_orders_that_are_gone_is_refused_and_one_before_a_reset_is_not() -> None:
    mock = MockMarket(orders=1200, seed=3, now=NOW)
    store = mock.campaign_ids[0]
    with httpx.Client(transport=mock.transport(), base_url="http://mock") as client:
        client.headers["Api-Key"] = mock.api_key
        token = page(client, store, limit=10)["paging"]["nextPageToken"]
        url = f"/v2/campaigns/{store}/stats/orders"
        mock.reset()  # the orders stay
        assert client.post(url, params={"page_token": token}, json={}).status_code == 200
        mock.reseed(4)
        assert refused(client.post(url, params={"page_token": token}, json={})) == [
            "Bad page token"
        ]
