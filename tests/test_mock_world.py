"""The mock's world: what exists, and that every form of it agrees with the others."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import httpx
import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from yandex_market.mock import MockMarket
from yandex_market.mock.rules import document

NOW = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)
MOSCOW = timedelta(hours=3)
CANCELLED = ("CANCELLED_BEFORE_PROCESSING", "CANCELLED_IN_PROCESSING", "CANCELLED_IN_DELIVERY")


def client_of(mock: MockMarket) -> httpx.Client:
    return httpx.Client(
        transport=mock.transport(), base_url="http://mock", headers={"Api-Key": mock.api_key}
    )


def exact(response: httpx.Response) -> Any:
    assert response.status_code == 200, response.text
    return json.loads(response.content, parse_float=Decimal)


def stats(client: httpx.Client, campaign_id: int, **filters: Any) -> Iterator[Any]:
    params = {"limit": "200"}
    while True:
        response = client.post(
            f"/v2/campaigns/{campaign_id}/stats/orders", params=params, json=filters
        )
        result = exact(response)["result"]
        yield from result["orders"]
        if "nextPageToken" not in result["paging"]:
            return
        params["page_token"] = result["paging"]["nextPageToken"]


@pytest.fixture(scope="module")
def mock() -> MockMarket:
    return MockMarket(orders=3000, seed=7, now=NOW, quotas="off")


@pytest.fixture(scope="module")
def client(mock: MockMarket) -> httpx.Client:
    return client_of(mock)


@pytest.fixture(scope="module")
def orders(mock: MockMarket, client: httpx.Client) -> list[tuple[str, Any, Any]]:
    """(placement model, getOrder's form, the statistics' form or None) of many orders."""
    found = []
    for campaign_id, model in mock.models.items():
        is_laas = model == "LaaS"
        by_id = {} if is_laas else {one["id"]: one for one in stats(client, campaign_id)}
        for order_id in mock.order_ids(campaign_id)[:: 1 if is_laas else 3]:
            order = exact(client.get(f"/v2/campaigns/{campaign_id}/orders/{order_id}"))["order"]
            found.append((model, order, by_id.get(order_id)))
    return found


def test_the_orders_of_all_stores_add_up_and_the_first_store_has_a_quarter_at_least() -> None:
    for count in [*range(0, 300), 10_000, 1_000_000]:
        mock = MockMarket(orders=count, now=NOW)
        sizes = [len(mock.order_ids(campaign_id)) for campaign_id in mock.campaign_ids]
        assert sum(sizes) == count
        assert min(sizes) >= 0
        assert sizes[0] * 4 >= count
        assert count < 24 or min(sizes) >= 2


def test_there_is_a_store_of_every_placement_model_and_express_is_fbs_on_the_wire(
    mock: MockMarket, client: httpx.Client
) -> None:
    campaigns = {one["id"]: one for one in exact(client.get("/v2/campaigns"))["campaigns"]}
    assert list(campaigns) == mock.campaign_ids
    assert campaigns[mock.campaign_ids[0]]["placementType"] == "FBS"
    wire = {"FBS": "FBS", "FBY": "FBY", "DBS": "DBS", "Express": "FBS", "LaaS": "LAAS"}
    for model, placement in wire.items():
        assert campaigns[mock.campaign_id(model)]["placementType"] == placement
    assert {one["business"]["id"] for one in campaigns.values()} == {mock.business_id}


def test_the_same_seed_and_now_give_the_same_bytes_and_another_seed_does_not() -> None:
    def answers(seed: int) -> list[bytes]:
        mock = MockMarket(orders=500, seed=seed, now=NOW)
        client = client_of(mock)
        ids = [mock.order_ids(campaign_id)[3] for campaign_id in mock.campaign_ids]
        pages = [client.post(f"/v2/campaigns/{mock.campaign_ids[0]}/stats/orders?limit=50")]
        pages += [
            client.get(f"/v2/campaigns/{campaign_id}/orders/{order_id}")
            for campaign_id, order_id in zip(mock.campaign_ids, ids, strict=True)
        ]
        return [bytes(str(page.headers), "utf-8") + page.content for page in pages]

    assert answers(7) == answers(7)
    assert answers(7) != answers(8)


GOLDEN = "75c150b9434dfa1c555f7d7803629bb2676861997c20b975f208c6437c826a2e"
DIGEST = """
from datetime import UTC, datetime
from hashlib import sha256

from yandex_market.mock import MockMarket
from yandex_market.mock.exchange import Request

mock = MockMarket(orders=20_000, seed=7, now=datetime(2026, 4, 2, 9, 30, tzinfo=UTC), quotas="off")
headers = {"api-key": mock.api_key, "content-type": "application/json"}
digest = sha256()


def ask(method, path, query="", body=b""):
    answer = mock.handle(Request(method, path, query, headers, body))
    assert answer.status == 200, answer.body
    digest.update(repr(answer.headers).encode() + answer.body)


ask("GET", "/v2/campaigns")
ask("POST", f"/v1/businesses/{mock.business_id}/orders", body=b"{}")
for store, model in mock.models.items():
    for order_id in mock.order_ids(store)[:60]:
        ask("GET", f"/v2/campaigns/{store}/orders/{order_id}")
    ask("GET", f"/v2/campaigns/{store}/orders")
    if model != "LaaS":
        ask("POST", f"/v2/campaigns/{store}/stats/orders", "limit=200")
print(digest.hexdigest())
"""


def test_the_bytes_are_the_same_on_every_machine_and_in_every_process() -> None:
    """A changed world changes the digest: put the new one here, and say so in the changelog."""
    for hash_seed in ("0", "4711"):
        run = subprocess.run(
            [sys.executable, "-c", DIGEST],
            env={**os.environ, "PYTHONHASHSEED": hash_seed, "TZ": f"Asia/Tokyo{hash_seed}"},
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.stdout.strip() == GOLDEN


@given(st.integers(1, 2_000_000), st.integers(0, 1000), st.data())
@settings(max_examples=60)
def test_order_ids_have_11_digits_and_lead_back_to_one_order_of_one_store(
    count: int, seed: int, data: st.DataObject
) -> None:
    mock = MockMarket(orders=count, seed=seed, now=NOW)
    ids = mock.order_ids(mock.campaign_ids[0])
    place = data.draw(st.integers(0, len(ids) - 1))
    order_id = ids[place]
    assert len(str(order_id)) == 11
    assert [order_id in mock.order_ids(c) for c in mock.campaign_ids] == [True] + [False] * 6
    assert place == 0 or ids[place - 1] > order_id  # newest first
    assert ids[place - len(ids)] == order_id


def test_every_store_has_orders_of_the_last_30_days_and_older_ones(mock: MockMarket) -> None:
    client = client_of(mock)
    month_ago = NOW + MOSCOW - timedelta(days=30)
    for campaign_id in mock.campaign_ids:
        ids = mock.order_ids(campaign_id)
        newest, oldest = (
            datetime.strptime(
                exact(client.get(f"/v2/campaigns/{campaign_id}/orders/{one}"))["order"][
                    "creationDate"
                ],
                "%d-%m-%Y %H:%M:%S",
            ).replace(tzinfo=UTC)
            for one in (ids[0], ids[-1])
        )
        assert oldest < month_ago < newest


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("count", [60, 1000, 1_000_000])
def test_in_any_market_a_laas_order_can_be_updated_and_the_first_store_has_delivered_ones(
    seed: int, count: int
) -> None:
    mock = MockMarket(orders=count, seed=seed, now=NOW)
    client = client_of(mock)
    laas = mock.campaign_id("LaaS")
    order_id = mock.order_ids(laas)[0]
    interval = mock.offered_intervals(order_id)[-1]
    order = {"id": order_id, "customer": PERSON, "deliveryInterval": interval}
    answer = client.post(f"/v1/campaigns/{laas}/orders/update", json={"order": order})
    assert len(exact(answer)["result"]["operations"]) == 2
    delivered = client.post(
        f"/v2/campaigns/{mock.campaign_ids[0]}/stats/orders?limit=1",
        json={"statuses": ["DELIVERED"]},
    )
    assert exact(delivered)["result"]["orders"]


PERSON = {"firstName": "Вера", "lastName": "Соснина", "phone": "+70001112233"}


@pytest.mark.parametrize("name", ["GetOrderResponse", "GetOrdersStatsResponse"])
def test_every_order_is_valid_against_the_document(
    name: str, orders: list[tuple[str, Any, Any]]
) -> None:
    schemas = document()["components"]
    validator = jsonschema_rs.Draft202012Validator(
        {"$ref": f"#/components/schemas/{name}", "components": schemas}, validate_formats=True
    )
    known = schemas["schemas"]
    for _, order, of_stats in orders:
        if name == "GetOrderResponse":
            validator.validate({"order": order})
            assert order.keys() <= known["Order"]["properties"].keys()
            assert order["delivery"].keys() <= known["OrderDelivery"]["properties"].keys()
            for item in order["items"]:
                assert item.keys() <= known["OrderItem"]["properties"].keys()
        elif of_stats:
            validator.validate({"status": "OK", "result": {"orders": [of_stats]}})
            assert of_stats.keys() <= known["OrdersStatsOrder"]["properties"].keys()
            for item in of_stats["items"]:
                assert item.keys() <= known["OrdersStatsItem"]["properties"].keys()


def test_the_sums_of_an_order_add_up(orders: list[tuple[str, Any, Any]]) -> None:
    for _, order, _ in orders:
        items = order["items"]
        assert order["itemsTotal"] == sum(item["price"] * item["count"] for item in items)
        assert order["buyerItemsTotalBeforeDiscount"] == sum(
            item["buyerPriceBeforeDiscount"] * item["count"] for item in items
        )
        assert order["buyerTotal"] == order["buyerItemsTotal"] + order["deliveryTotal"]
        given = {one["type"]: one["amount"] for one in order.get("subsidies", ())}
        for kind in ("SUBSIDY", "YANDEX_CASHBACK"):
            assert given.get(kind, 0) == sum(
                one["amount"]
                for item in items
                for one in item.get("subsidies", ())
                if one["type"] == kind
            )
        goods_help = given.get("SUBSIDY", 0) + given.get("YANDEX_CASHBACK", 0)
        assert order["itemsTotal"] + goods_help == order["buyerItemsTotalBeforeDiscount"]


def prices(items: list[Any], kind: str | None = None) -> Any:
    return sum(
        price["total"]
        for item in items
        for price in item["prices"]
        if kind in (None, price["type"])
    )


def test_the_statistics_agree_with_the_order(orders: list[tuple[str, Any, Any]]) -> None:
    seen = 0
    for model, order, of_stats in orders:
        if of_stats is None:
            continue
        seen += 1
        goods = [one for one in of_stats["items"] if one["offerName"] != "Доставка"]
        original = of_stats.get("initialItems", goods)
        assert prices(original, "BUYER") == order["itemsTotal"]
        assert prices(original) == order["buyerItemsTotalBeforeDiscount"]
        assert [one["shopSku"] for one in original] == [one["offerId"] for one in order["items"]]
        paid_delivery = order["deliveryTotal"] if model == "DBS" else 0
        assert prices(of_stats["items"], "BUYER") == prices(goods, "BUYER") + paid_delivery
        assert of_stats["creationDate"] == "-".join(
            reversed(order["creationDate"].split(" ")[0].split("-"))
        )
        assert of_stats["fake"] == order["fake"]
        assert of_stats.get("partnerOrderId") == order.get("externalOrderId")
        assert of_stats["buyerType"] == order["buyer"]["type"]
    assert seen > 500


def test_the_two_status_families_agree(orders: list[tuple[str, Any, Any]]) -> None:
    seen = set()
    for _, order, of_stats in orders:
        if of_stats is None:
            continue
        status = of_stats["status"]
        seen.add(status)
        if status in CANCELLED or status == "LOST":
            assert order["status"] == "CANCELLED"
        elif status == "PARTIALLY_DELIVERED":
            assert order["status"] == "DELIVERED"
        else:
            assert order["status"] == status
    assert {"PENDING", "PROCESSING", "DELIVERY", "PICKUP", "DELIVERED", "RETURNED"} <= seen
    assert {"PARTIALLY_DELIVERED", "PARTIALLY_RETURNED", *CANCELLED} <= seen


def test_payments_less_refunds_are_what_the_buyer_kept(
    orders: list[tuple[str, Any, Any]],
) -> None:
    for _, _, of_stats in orders:
        if of_stats is None:
            continue
        balance = sum(
            one["total"] * (1 if one["type"] == "PAYMENT" else -1) for one in of_stats["payments"]
        )
        status = of_stats["status"]
        if of_stats["fake"] or status in ("PENDING", "PROCESSING", "UNPAID", *CANCELLED, "LOST"):
            assert balance == 0
        elif status in ("DELIVERED", "PARTIALLY_DELIVERED"):
            assert balance == prices(of_stats["items"], "BUYER")
        elif status in ("RETURNED", "PARTIALLY_RETURNED"):
            back = sum(
                detail["itemCount"] * price["costPerItem"]
                for item in of_stats["items"]
                for detail in item.get("details", ())
                for price in item["prices"]
                if price["type"] == "BUYER"
            )
            assert back > 0
            assert balance == prices(of_stats["items"], "BUYER") - back


def test_money_moves_only_where_it_belongs(orders: list[tuple[str, Any, Any]]) -> None:
    operations = set()
    for _, _, of_stats in orders:
        if of_stats is None:
            continue
        early = of_stats["status"] in ("PENDING", "UNPAID", "PROCESSING", *CANCELLED[:2])
        if early or of_stats["fake"]:
            assert of_stats["payments"] == of_stats["commissions"] == []
            assert "subsidies" not in of_stats
        elif of_stats["status"] == "DELIVERED":
            assert of_stats["payments"]
            assert of_stats["commissions"]
        for one in of_stats.get("subsidies", ()):
            assert one["amount"] > 0
            operations.add(one["operationType"])
            back = of_stats["status"] in ("RETURNED", "PARTIALLY_RETURNED")
            assert one["operationType"] == "ACCRUAL" or back
    assert operations == {"ACCRUAL", "DEDUCTION"}


def test_fields_of_one_model_stay_in_stores_of_that_model(
    orders: list[tuple[str, Any, Any]],
) -> None:
    seen = set()
    for model, order, _ in orders:
        delivery = order["delivery"]
        for field, holder, models in (
            ("receiveCode", delivery, ("LaaS",)),
            ("outletCode", delivery, ("DBS",)),
            ("cancelRequested", order, ("DBS",)),
            ("eacType", delivery, ("Express",)),
            ("liftType", delivery, ("DBS",)),
            ("courier", delivery, ("Express",)),
            ("partnerWarehouseId", order["items"][0], ("FBY", "LaaS")),
        ):
            if field in holder:
                seen.add(field)
                assert model in models
        assert model == "DBS" or delivery["type"] not in ("DIGITAL", "POST")
        times = [one.get("shipmentTime") for one in delivery.get("shipments", ())]
        assert not any(times) or model == "Express"
        assert ("fromTime" in delivery["dates"]) == (delivery["type"] == "DELIVERY")
    assert seen >= {"receiveCode", "outletCode", "cancelRequested", "partnerWarehouseId"}


def test_about_one_order_in_a_hundred_is_a_test_order_and_the_ids_include_them(
    mock: MockMarket, client: httpx.Client
) -> None:
    campaign_id = mock.campaign_ids[0]
    found = list(stats(client, campaign_id))
    assert [one["id"] for one in found] == list(mock.order_ids(campaign_id))
    assert 0.002 < sum(one["fake"] for one in found) / len(found) < 0.03


def test_a_million_orders_start_at_once_and_any_of_them_is_there() -> None:
    mock = MockMarket(orders=1_000_000, now=NOW)
    ids = mock.order_ids(mock.campaign_ids[0])
    client = client_of(mock)
    for place in (0, 123_456, -1):
        response = client.get(f"/v2/campaigns/{mock.campaign_ids[0]}/orders/{ids[place]}")
        assert exact(response)["order"]["id"] == ids[place]


@pytest.mark.parametrize(
    "arguments",
    [{"orders": -1}, {"orders": 10**12}, {"now": datetime(2026, 4, 2)}, {"quotas": "none"}],
)
def test_arguments_that_make_no_market_are_refused(arguments: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"orders|aware|quotas"):
        MockMarket(**arguments)


def test_there_are_as_many_stores_as_asked_for_each_with_orders_of_its_own() -> None:
    market = MockMarket(orders=20_000, now=NOW, stores=41)
    ids = [set(market.order_ids(store)) for store in market.campaign_ids]
    assert len(ids) == 41
    assert sum(map(len, ids)) == len(set.union(*ids)) == 20_000
    assert min(map(len, ids)) > 100
    assert len(ids[0]) >= 20_000 / 4
    assert list(market.models.values()).count("LaaS") == 1
    one = market.order_ids(market.campaign_ids[-1])
    assert one[3] in one
    with pytest.raises(ValueError, match="stores must be between 7 and"):
        MockMarket(stores=6)


def every_form(mock: MockMarket, store: int, client: httpx.Client) -> Iterator[tuple[Any, Any]]:
    """(getOrder's form, the business form) of the real orders of a store."""
    path = f"/v1/businesses/{mock.business_id}/orders"
    ids = mock.order_ids(store)
    for begin in range(0, len(ids), 50):
        found = exact(client.post(path, json={"orderIds": ids[begin : begin + 50]}))["orders"]
        for one in found:
            order = client.get(f"/v2/campaigns/{store}/orders/{one['orderId']}")
            yield exact(order)["order"], one


def test_codes_are_sold_without_parcel_address_or_way_back(
    mock: MockMarket, client: httpx.Client
) -> None:
    kinds = set()
    for order, one in every_form(mock, mock.campaign_id("DBS"), client):
        delivery = one["delivery"]
        assert ("digitalGoods" in delivery) == (delivery["type"] == "DIGITAL")
        if delivery["type"] != "DIGITAL":
            continue
        kinds.add(delivery["digitalGoods"]["type"])
        assert ("steamLink" in delivery["digitalGoods"]) == (
            delivery["digitalGoods"]["type"] == "STEAM_GIFT"
        )
        assert not {"shipment", "tracks", "boxesLayout"} & delivery.keys()
        assert not {"address", "shipments", "tracks"} & order["delivery"].keys()
        assert order["deliveryTotal"] == 0
        assert order["status"] not in ("DELIVERY", "PICKUP", "RETURNED", "PARTIALLY_RETURNED")
    assert kinds == {"EMAIL", "ACTIVATION_CODE", "STEAM_GIFT", "CHAT"}


def test_papers_seals_and_large_goods_show_where_they_belong(
    mock: MockMarket, client: httpx.Client
) -> None:
    papers, tags, lifts = set[str](), set[str](), set[str]()
    parts = set[int]()
    for order, one in every_form(mock, mock.campaign_id("DBS"), client):
        lifts.add(order["delivery"]["liftType"])
        if "liftPrice" in order["delivery"]:
            assert order["delivery"]["liftPrice"] <= order["deliveryTotal"]
        for line in order["items"]:
            tags.update(line.get("tags", ()))
            for told in line.get("instances", ()):
                papers.update(told)
                assert line["requiredInstanceTypes"]
        for box in one["delivery"].get("boxesLayout", ()):
            split = (each["partialCount"] for each in box["items"] if "partialCount" in each)
            parts.update(each["total"] for each in split)
    assert papers == {"cis", "cisFull", "uin", "rnpt", "gtd", "countryCode"}
    assert tags == {"ULTIMA", "SAFE_TAG"}
    assert parts == {2, 3}
    assert lifts >= {"NOT_NEEDED", "MANUAL", "ELEVATOR", "CARGO_ELEVATOR", "FREE"}


def test_the_tax_rate_is_that_of_the_day_of_the_order() -> None:
    mock = MockMarket(orders=300, now=datetime(2026, 2, 1, 12, tzinfo=UTC))
    found = set()
    for order, _ in every_form(mock, mock.campaign_ids[0], client_of(mock)):
        year = order["creationDate"][6:10]
        found |= {(year, line["vat"]) for line in order["items"]}
    assert found <= {("2025", "VAT_20"), ("2026", "VAT_22"), ("2025", "VAT_10"), ("2026", "VAT_10")}
    assert {("2025", "VAT_20"), ("2026", "VAT_22")} <= found
