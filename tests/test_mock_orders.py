"""One order, four ways to read it: that they agree, and follow the document to the letter."""

from __future__ import annotations

import copy
import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import httpx
import jsonschema_rs
import pytest
from yandex_market.mock import MockMarket
from yandex_market.mock.rules import document

NOW = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)
SEEDS = (1, 8, 21)
PERSON = {"firstName": "Вера", "lastName": "Соснина", "phone": "+70001112233"}
BUSINESS_PATH = "/v1/businesses/{0.mock.business_id}/orders"
NO_ORDERS = {"orderIds": [1]}
FINAL = ("DELIVERED", "CANCELLED", "RETURNED", "PARTIALLY_RETURNED")


class Reader:
    """A market, read with exact numbers."""

    def __init__(self, mock: MockMarket) -> None:
        self.mock = mock
        self.http = httpx.Client(
            transport=mock.transport(), base_url="http://mock", headers={"Api-Key": mock.api_key}
        )

    def get(self, path: str, **query: Any) -> Any:
        return self.exact(self.http.get(path, params=query))

    def post(self, path: str, body: Any) -> Any:
        return self.exact(self.http.post(path, json=body))

    @staticmethod
    def exact(answer: httpx.Response) -> Any:
        assert answer.status_code == 200, answer.text
        return json.loads(answer.content, parse_float=Decimal)

    def business(self, ids: list[int], fake: bool) -> list[Any]:
        path = f"/v1/businesses/{self.mock.business_id}/orders"
        found: list[Any] = self.post(path, {"orderIds": ids, "fake": fake})["orders"]
        return found

    def order(self, campaign_id: int, order_id: int) -> Any:
        return self.get(f"/v2/campaigns/{campaign_id}/orders/{order_id}")["order"]

    def buyer(self, campaign_id: int, order_id: int) -> httpx.Response:
        return self.http.get(f"/v2/campaigns/{campaign_id}/orders/{order_id}/buyer")

    def options(self, order_id: int, campaign_id: int | None = None) -> httpx.Response:
        store = campaign_id or self.mock.campaign_id("LaaS")
        path = f"/v1/campaigns/{store}/orders/update-options"
        return self.http.post(path, json={"id": order_id})

    def offered(self, order_id: int) -> list[Any]:
        result = self.exact(self.options(order_id))["result"]
        found: list[Any] = result["deliveryIntervals"]["availableDeliveryIntervals"]
        return found

    def update(self, order_id: int, **change: Any) -> httpx.Response:
        path = f"/v1/campaigns/{self.mock.campaign_id('LaaS')}/orders/update"
        return self.http.post(path, json={"order": {"id": order_id, **change}})

    def quadruples(self) -> Iterator[tuple[str, Any, Any, Any, Any]]:
        """(model, business form, getOrder's, getOrders', statistics') of all orders; None where a
        list does not have the order.
        """
        for campaign_id, model in self.mock.models.items():
            ids = self.mock.order_ids(campaign_id)
            for begin in range(0, len(ids), 50):
                yield from self._chunk(campaign_id, model, ids[begin : begin + 50])

    def _chunk(self, campaign_id: int, model: str, ids: list[int]) -> Iterator[tuple[Any, ...]]:
        business: dict[int, Any] = {}
        listed: dict[int, Any] = {}
        stats: dict[int, Any] = {}
        for fake in (False, True):
            business |= {one["orderId"]: one for one in self.business(ids, fake)}
            found = self.get(
                f"/v2/campaigns/{campaign_id}/orders", orderIds=ids, fake=str(fake).lower()
            )["orders"]
            listed |= {one["id"]: one for one in found}
        if model != "LaaS":
            path = f"/v2/campaigns/{campaign_id}/stats/orders"
            stats = {one["id"]: one for one in self.post(path, {"orders": ids})["result"]["orders"]}
        for i in ids:
            yield model, business[i], self.order(campaign_id, i), listed.get(i), stats.get(i)


@pytest.fixture(scope="module")
def quadruples() -> list[tuple[str, Any, Any, Any, Any]]:
    """Hundreds of orders of all stores, of several markets."""
    markets = (MockMarket(orders=350, seed=seed, now=NOW, quotas="off") for seed in SEEDS)
    return [one for mock in markets for one in Reader(mock).quadruples()]


@pytest.fixture
def reader() -> Reader:
    return Reader(MockMarket(orders=600, seed=4, now=NOW))


def strict(name: str) -> Any:
    """A judge of one schema of the document that also refuses what the document does not name."""
    schemas = copy.deepcopy(document()["components"]["schemas"])
    composed = {"ApiResponse", "ApiErrorResponse"}  # parts of others, which add their own
    for schema in schemas.values():
        parts = [part for part in schema.get("allOf", ()) if "$ref" in part]
        composed |= {part["$ref"].rpartition("/")[2] for part in parts}
        if "allOf" in schema:
            schema["unevaluatedProperties"] = False
    for title, schema in schemas.items():
        if "properties" in schema and title not in composed and "allOf" not in schema:
            schema["additionalProperties"] = False
    root = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": schemas}}
    return jsonschema_rs.Draft202012Validator(root, validate_formats=True)


def plain(value: Any) -> Any:
    """The value with numbers that the judge knows."""
    return json.loads(json.dumps(value, default=float))


def iso(text: str | None) -> str | None:
    """A day or moment of getOrder as ISO 8601 in Moscow."""
    if text is None:
        return None
    day, _, time = text.partition(" ")
    return "-".join(reversed(day.split("-"))) + (f"T{time}+03:00" if time else "")


def amount(holder: Any, name: str) -> Any:
    """A sum of the business form, nought where it is left out; always in roubles."""
    value = holder.get(name, {"value": 0, "currencyId": "RUR"})
    assert value["currencyId"] == "RUR"
    return value["value"]


# -- validity ----------------------------------------------------------------------------------


def test_every_order_is_valid_and_nothing_is_in_it_that_the_document_does_not_name(
    quadruples: list[tuple[str, Any, Any, Any, Any]],
) -> None:
    business, order = strict("BusinessOrder"), strict("Order")
    for _, of_business, of_order, _, _ in quadruples:
        business.validate(plain(of_business))
        order.validate(plain(of_order))
    with pytest.raises(jsonschema_rs.ValidationError):
        business.validate({**plain(quadruples[0][1]), "unheard": 1})


@pytest.mark.parametrize(
    ("schema", "ask"),
    [
        ("GetBusinessOrdersResponse", lambda r, _: r.post(BUSINESS_PATH.format(r), {})),
        ("GetBusinessOrdersResponse", lambda r, _: r.post(BUSINESS_PATH.format(r), NO_ORDERS)),
        ("GetOrdersResponse", lambda r, s: r.get(f"/v2/campaigns/{s}/orders")),
        ("GetOrdersResponse", lambda r, s: r.get(f"/v2/campaigns/{s}/orders", page=1)),
        ("GetOrderBuyerInfoResponse", lambda r, _: r.exact(some_buyer(r))),
        ("GetOrderUpdateOptionsResponse", lambda r, _: r.exact(some_options(r))),
    ],
)
def test_every_answer_is_valid_as_a_whole(
    reader: Reader, schema: str, ask: Callable[[Reader, int], Any]
) -> None:
    strict(schema).validate(plain(ask(reader, reader.mock.campaign_ids[0])))


def some_buyer(reader: Reader) -> httpx.Response:
    dbs = reader.mock.campaign_id("DBS")
    answers = (reader.buyer(dbs, order_id) for order_id in reader.mock.order_ids(dbs))
    return next(answer for answer in answers if answer.status_code == 200)


def some_options(reader: Reader) -> httpx.Response:
    return reader.options(reader.mock.order_ids(reader.mock.campaign_id("LaaS"))[0])


# -- coherence ---------------------------------------------------------------------------------


def test_the_list_of_a_store_holds_the_very_order_that_get_order_gives(
    quadruples: list[tuple[str, Any, Any, Any, Any]],
) -> None:
    assert all(listed in (None, order) for _, _, order, listed, _ in quadruples)
    assert sum(listed is not None for _, _, _, listed, _ in quadruples) > 400


def test_ids_states_and_dates_agree(quadruples: list[tuple[str, Any, Any, Any, Any]]) -> None:
    for model, one, order, _, stats in quadruples:
        assert one["orderId"] == order["id"]
        for name in ("status", "substatus", "paymentType", "paymentMethod", "fake"):
            assert one[name] == order[name]
        for name in ("externalOrderId", "notes", "cancelRequested"):
            assert one.get(name) == order.get(name)
        assert one["creationDate"] == iso(order["creationDate"])
        assert one["updateDate"] == iso(order["updatedAt"])
        assert one["programType"] == {"Express": "EXPRESS", "LaaS": "LAAS"}.get(model, model)
        assert one["sourcePlatform"] == ("OTHER" if model == "LaaS" else "MARKET")
        assert one.get("buyerType") in (None, order["buyer"]["type"])
        assert ("buyerType" in one) == (model in ("FBS", "FBY"))
        if stats:
            assert one["creationDate"][:10] == stats["creationDate"]
            assert one.get("externalOrderId") == stats.get("partnerOrderId")


def test_lines_and_sums_agree(quadruples: list[tuple[str, Any, Any, Any, Any]]) -> None:
    seen = Counter[str]()
    for _, one, order, _, stats in quadruples:
        prices = one["prices"]
        assert [line["id"] for line in one["items"]] == [line["id"] for line in order["items"]]
        for line, twin in zip(one["items"], order["items"], strict=True):
            for name in (
                "offerId",
                "offerName",
                "count",
                "requiredInstanceTypes",
                "instances",
                "tags",
            ):
                assert line.get(name) == twin.get(name)
            by_kind = {each["type"]: each["amount"] for each in twin.get("subsidies", ())}
            assert amount(line["prices"], "payment") == twin["price"] * twin["count"]
            assert amount(line["prices"], "subsidy") == sum(by_kind.values())
            assert amount(line["prices"], "cashback") == by_kind.get("YANDEX_CASHBACK", 0)
            assert line["prices"]["vat"] == twin["vat"]
            seen.update(line["prices"].keys())
        for name in ("payment", "subsidy", "cashback"):
            assert amount(prices, name) == sum(amount(x["prices"], name) for x in one["items"])
        assert amount(prices, "payment") == order["itemsTotal"]
        before = amount(prices, "payment") + amount(prices, "subsidy")
        assert before == order["buyerItemsTotalBeforeDiscount"]
        assert amount(prices["delivery"], "payment") == order["deliveryTotal"]
        of_delivery = [x["amount"] for x in order.get("subsidies", ()) if x["type"] == "DELIVERY"]
        assert amount(prices["delivery"], "subsidy") == sum(of_delivery)
        assert prices["delivery"].get("vat") == order["delivery"].get("vat")
        if stats:
            goods = [each for each in stats["items"] if each["offerName"] != "Доставка"]
            original = stats.get("initialItems", goods)
            totals = Counter[str]()
            for each in original:
                totals.update({price["type"]: price["total"] for price in each["prices"]})
            assert amount(prices, "payment") == totals["BUYER"]
            assert amount(prices, "cashback") == totals["CASHBACK"]
            help_given = totals["CASHBACK"] + totals["MARKETPLACE"]
            assert amount(prices, "subsidy") == help_given
    assert seen["cashback"] > 20
    assert seen["payment"] > seen["subsidy"] > seen["cashback"]


UNITS = {
    "DELIVERY": "SHIPPED",
    "PICKUP": "SHIPPED",
    "DELIVERED": "DELIVERED_TO_BUYER",
    "CANCELLED_BEFORE_PROCESSING": "CANCELLED",
    "CANCELLED_IN_PROCESSING": "CANCELLED",
    "CANCELLED_IN_DELIVERY": "CANCELLED",
    "LOST": "LOST",
    "PENDING": "CREATED",
    "UNPAID": "CREATED",
}


def test_what_became_of_the_units_fits_the_statistics(
    quadruples: list[tuple[str, Any, Any, Any, Any]],
) -> None:
    seen: set[str] = set()
    for _, one, order, _, stats in quadruples:
        for line, twin in zip(one["items"], order["items"], strict=True):
            units = {each["status"]: each["count"] for each in line["itemStatuses"]}
            assert len(units) == len(line["itemStatuses"])
            assert sum(units.values()) == line["count"]
            assert min(units.values()) > 0
            seen |= units.keys()
            for detail in twin.get("details", ()):
                assert units[detail["itemStatus"]] == detail["itemCount"]
            if stats and stats["status"] in UNITS:
                assert units == {UNITS[stats["status"]]: line["count"]}
            if stats and stats["status"] == "RETURNED":
                assert units == {"RETURNED": line["count"]}
            if stats and stats["status"] == "PROCESSING":
                shipped = one["substatus"] == "SHIPPED"
                assert units == {"SHIPPED" if shipped else "CREATED": line["count"]}
    everything = {"CREATED", "SHIPPED", "CANCELLED", "DELIVERED_TO_BUYER", "REJECTED", "RETURNED"}
    assert seen >= everything


def test_delivery_agrees(quadruples: list[tuple[str, Any, Any, Any, Any]]) -> None:
    seen = Counter[str]()
    for model, one, order, _, _ in quadruples:
        here, there = one["delivery"], order["delivery"]
        seen.update(here.keys())
        for name in (
            "type", "serviceName", "deliveryServiceId", "deliveryPartnerType", "dispatchType",
            "estimated", "receiveCode",
        ):  # fmt: skip
            assert here.get(name) == there.get(name)
        days = {name: iso(there["dates"].get(name)) for name in here["dates"] if "Date" in name}
        times = {name: text for name, text in there["dates"].items() if "Time" in name}
        assert here["dates"] == days | times
        assert here["dates"].keys() == there["dates"].keys()
        assert ("courier" in here) != ("pickup" in here)
        assert ("pickup" in here) == (here["type"] == "PICKUP")
        place = here.get("courier") or here["pickup"]
        assert place["region"] == there["region"]
        address = {k: v for k, v in there.get("address", {}).items() if k not in PERSONAL}
        assert place.get("address", {}) == address
        assert place.get("outletCode") == there.get("outletCode")
        until = iso(there.get("outletStorageLimitDate"))
        assert place.get("outletStorageLimitDate") == until
        assert ("receiveBarcode" in here) == ("receiveCode" in here)
        assert one.get("services", {}).get("liftType") == there.get("liftType")
        warehouses = {
            line.get("partnerWarehouseId", here["warehouseId"]) for line in order["items"]
        }
        assert warehouses == {here["warehouseId"]}
        for name in ("eacType", "eacCode"):
            assert here.get("transfer", {}).get("eac", {}).get(name) == there.get(name)
        assert here.get("transfer", {}).get("courier") == there.get("courier")
        assert model == "Express" or "transfer" not in here
        assert model == "LaaS" or "receiveCode" not in here
    assert min(seen[name] for name in ("receiveCode", "transfer", "tracks", "boxesLayout")) > 0


PERSONAL = ("recipient", "phone", "building", "estate")  # what one form alone tells of an address


def test_shipments_boxes_and_tracks_agree(
    quadruples: list[tuple[str, Any, Any, Any, Any]],
) -> None:
    for model, one, order, _, _ in quadruples:
        here, there = one["delivery"], order["delivery"]
        has_parcel = model != "FBY" and here["type"] != "DIGITAL"
        assert ("shipment" in here) == ("shipments" in there) == has_parcel
        (shipment,) = there.get("shipments", [{}])
        assert here.get("shipment", {}).get("id") == shipment.get("id")
        assert here.get("shipment", {}).get("shipmentDate") == iso(shipment.get("shipmentDate"))
        assert here.get("shipment", {}).get("shipmentTime") == shipment.get("shipmentTime")
        assert here.get("tracks") == there.get("tracks", shipment.get("tracks"))
        boxes = [(box["boxId"], box["barcode"]) for box in here.get("boxesLayout", ())]
        assert boxes == [(box["id"], box["fulfilmentId"]) for box in shipment.get("boxes", ())]
        packed = [each for box in here.get("boxesLayout", ()) for each in box["items"]]
        if packed:
            assert in_boxes(packed) == {line["id"]: line["count"] for line in one["items"]}
        for box in here.get("boxesLayout", ()):
            assert len(box["items"]) == 1 or all("fullCount" in each for each in box["items"])
        for each in packed:
            (line,) = (line for line in one["items"] if line["id"] == each["id"])
            sent = [
                {name: text for name, text in told.items() if name != "cisFull"}
                for told in line.get("instances", ())
            ]
            assert each.get("instances", []) == sent


def in_boxes(packed: list[Any]) -> dict[int, float]:
    """How many units of each line lie in the boxes; each part of a unit lies there as often."""
    found = {each["id"]: each["fullCount"] for each in packed if "fullCount" in each}
    split = Counter(
        (each["id"], each["partialCount"]["current"], each["partialCount"]["total"])
        for each in packed
        if "partialCount" in each
    )
    for (line, current, total), count in split.items():
        assert 1 <= current <= total
        assert all(split[line, part, total] == count for part in range(1, total + 1))
        found[line] = count
    return found


def test_provisional_dates_are_weeks_ahead_and_of_orders_not_sent_yet() -> None:
    reader = Reader(MockMarket(orders=4000, seed=2, now=NOW, quotas="off"))
    dbs = reader.mock.campaign_id("DBS")
    path = f"/v2/campaigns/{dbs}/orders"
    found = reader.get(path, onlyEstimatedDelivery="true")["orders"]
    assert found
    for one in found:
        assert one["status"] in ("PENDING", "PROCESSING")
        begin = datetime.fromisoformat(str(iso(one["delivery"]["dates"]["fromDate"])))
        placed = datetime.fromisoformat(str(iso(one["creationDate"])).partition("T")[0])
        assert 31 <= (begin - placed).days <= 60


# -- changes -----------------------------------------------------------------------------------


def test_a_change_shows_in_every_read_and_moves_the_order_in_time(reader: Reader) -> None:
    laas = reader.mock.campaign_id("LaaS")
    order_id = reader.mock.order_ids(laas)[0]
    (before,) = reader.business([order_id], False)
    interval = reader.offered(order_id)[-1]
    answer = reader.exact(reader.update(order_id, customer=PERSON, deliveryInterval=interval))
    reader.mock.clock.advance(days=45)  # also when much time has passed
    for operation in answer["result"]["operations"]:
        with pytest.raises(ValueError, match="is DONE already"):
            reader.mock.finish_operation(operation["id"])
    (after,) = reader.business([order_id], False)
    order = reader.order(laas, order_id)
    day = interval["deliveryDateInterval"]["fromDate"]
    dates = {"fromDate": day, "toDate": day, **interval["deliveryTimeInterval"]}
    assert after["delivery"]["dates"] == dates
    assert iso(order["delivery"]["dates"]["fromDate"]) == day
    assert after["updateDate"] == iso(order["updatedAt"]) == "2026-05-17T12:30:00+03:00"
    rest = {"delivery": {**after["delivery"], "dates": None}, "updateDate": None}
    assert {**after, **rest} == {
        **before,
        "updateDate": None,
        "delivery": {**before["delivery"], "dates": None},
    }
    path = f"/v1/businesses/{reader.mock.business_id}/orders"
    changed = {"updateDateFrom": "2026-05-17T00:00:00+03:00"}
    assert reader.post(path, {"dates": changed})["orders"] == [after]
    query = {"updatedAtFrom": "2026-05-17T12:30:00+03:00"}
    for page in ({}, {"page": 1}):
        listed = reader.get(f"/v2/campaigns/{laas}/orders", **query, **page)["orders"]
        assert listed == [order]


def test_counted_pages_know_of_changes_made_between_them(reader: Reader) -> None:
    laas = reader.mock.campaign_id("LaaS")
    order_id = reader.mock.order_ids(laas)[0]
    path = f"/v2/campaigns/{laas}/orders"
    query = {"updatedAtFrom": "2026-04-02T12:30:00+03:00", "page": 1}
    assert reader.get(path, **query)["pager"]["total"] == 0
    reader.exact(reader.update(order_id, customer=PERSON))
    reader.mock.clock.advance(minutes=5)
    assert [one["id"] for one in reader.get(path, **query)["orders"]] == [order_id]


# -- getOrderBuyerInfo -------------------------------------------------------------------------


def test_the_buyer_is_that_of_the_order_with_a_number_that_is_not_the_buyers_own(
    reader: Reader,
) -> None:
    dbs = reader.mock.campaign_id("DBS")
    told, trusted, statuses = {}, set(), Counter[str]()
    for order_id in reader.mock.order_ids(dbs):
        order, answer = reader.order(dbs, order_id), reader.buyer(dbs, order_id)
        statuses[order["status"]] += 1
        if order["status"] not in ("PROCESSING", "DELIVERY", "PICKUP"):
            assert answer.status_code == 400
            assert answer.json()["errors"] == [
                {
                    "code": "BAD_REQUEST",
                    "message": "Order is not in shop-processing status"
                    f" (actual: '{order['status']}').",
                }
            ]
            continue
        result = answer.json()["result"]
        phone = result.pop("phone")
        trusted.add(result.pop("trusted"))
        assert result == order["buyer"]
        assert phone != order["delivery"]["address"]["phone"]
        assert reader.buyer(dbs, order_id).json() == answer.json()
        told[order_id] = phone
    assert len(set(told.values())) == len(told) > 5
    assert trusted == {True, False}
    assert statuses.keys() >= {"PROCESSING", "DELIVERY", "DELIVERED", "CANCELLED"}


def test_the_buyer_of_an_unknown_order_is_404_and_of_other_stores_refused(reader: Reader) -> None:
    dbs, fbs = reader.mock.campaign_id("DBS"), reader.mock.campaign_ids[0]
    for order_id in (5, reader.mock.order_ids(fbs)[0]):
        answer = reader.buyer(dbs, order_id)
        assert answer.status_code == 404
        text = f"Order not found: partnerId = '{dbs}', orderId = '{order_id}'"
        assert answer.json()["errors"][0]["message"] == text
    answer = reader.buyer(fbs, reader.mock.order_ids(fbs)[0])
    assert answer.status_code == 400
    assert "Allowed campaign types: 'DBS'" in answer.json()["errors"][0]["message"]


# -- getOrderUpdateOptions ---------------------------------------------------------------------


def test_the_options_are_what_an_update_accepts_before_and_after_a_change(reader: Reader) -> None:
    laas = reader.mock.campaign_id("LaaS")
    order_id = reader.mock.order_ids(laas)[0]
    for _ in range(2):
        offered = reader.offered(order_id)
        assert offered == reader.mock.offered_intervals(order_id) != []
        day = offered[0]["deliveryDateInterval"]["fromDate"]
        other = copy.deepcopy(offered[0])
        other["deliveryTimeInterval"]["toTime"] = "23:00"
        assert reader.update(order_id, deliveryInterval=other).status_code == 400
        other = {**offered[0], "deliveryDateInterval": {"fromDate": day, "toDate": "2027-01-01"}}
        assert reader.update(order_id, deliveryInterval=other).status_code == 400
        for interval in offered:
            assert reader.update(order_id, deliveryInterval=interval).status_code == 200
        reader.mock.clock.advance(minutes=5)


def test_where_no_update_is_accepted_the_options_are_empty(reader: Reader) -> None:
    laas = reader.mock.campaign_id("LaaS")
    some = reader.mock.offered_intervals(reader.mock.order_ids(laas)[0])[0]
    seen = Counter[bool]()
    for order_id in reader.mock.order_ids(laas):
        order, offered = reader.order(laas, order_id), reader.offered(order_id)
        may = order["delivery"]["type"] == "DELIVERY" and order["status"] not in FINAL
        assert bool(offered) == may
        if not may:
            assert reader.update(order_id, deliveryInterval=some).status_code == 400
        seen[may] += 1
    assert min(seen[True], seen[False]) > 3


def test_the_options_of_an_unknown_order_are_refused_as_an_update_of_it_is(reader: Reader) -> None:
    laas, fbs = reader.mock.campaign_id("LaaS"), reader.mock.campaign_ids[0]
    for order_id in (5, reader.mock.order_ids(fbs)[0]):
        answer = reader.options(order_id)
        assert answer.status_code == 400
        assert answer.json() == reader.update(order_id, customer=PERSON).json()
        text = f"Order not found: partnerId = '{laas}', orderId = '{order_id}'"
        assert answer.json()["errors"][0]["message"] == text
    answer = reader.options(reader.mock.order_ids(fbs)[0], fbs)
    assert answer.status_code == 400
    assert "Allowed campaign types: 'LaaS'" in answer.json()["errors"][0]["message"]


def test_asking_for_options_changes_nothing(reader: Reader) -> None:
    laas = reader.mock.campaign_id("LaaS")
    order_id = reader.mock.order_ids(laas)[0]
    before = reader.order(laas, order_id)
    reader.offered(order_id)
    reader.mock.clock.advance(minutes=5)
    assert reader.order(laas, order_id) == before
