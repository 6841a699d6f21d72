"""Arguments: taken in the forms that people have, refused before anything is sent."""

from __future__ import annotations

import datetime
import functools
from enum import Enum
from typing import Any

import pytest
from yandex_market import ArgumentError
from yandex_market._arguments import checked
from yandex_market.models import (
    Customer,
    DeliveryDateInterval,
    DeliveryInterval,
    OrderStatsStatusType,
    OrderStatusType,
    TimeInterval,
)

from tests.twins import PERSON, STARTED, Script, Twin, answer

EMPTY_PAGE = answer(200, {"status": "OK", "result": {"orders": []}})
INTERVAL = {
    "deliveryDateInterval": {"fromDate": "2026-04-03", "toDate": "2026-04-04"},
    "deliveryTimeInterval": {"fromTime": "10:00", "toTime": "18:00"},
}


class Colour(Enum):
    RED = "RED"
    DELIVERED = "DELIVERED"


def sent_filters(twin: Twin, **filters: Any) -> Any:
    """What these filters put into the body."""
    script = Script(EMPTY_PAGE)
    twin.items(twin.scripted(script).orders.stats(21, **filters))
    return script.bodies[0]


def refused(twin: Twin, call: Any) -> str:
    """The text of the refusal; nothing may have been sent."""
    script = Script(answer(500))
    market = twin.scripted(script)
    with pytest.raises(ArgumentError) as caught:
        twin.run(lambda: call(market))
    assert len(script) == 0
    return str(caught.value)


# --- what is taken -----------------------------------------------------------------------------


def test_no_filters_send_no_body(twin: Twin) -> None:
    assert sent_filters(twin) is None
    assert sent_filters(twin, date_from=None, statuses=None) is None


def test_dates_are_taken_as_dates_or_as_text(twin: Twin) -> None:
    sent = sent_filters(twin, date_from=datetime.date(2026, 3, 1), date_to="2026-03-31")
    assert sent == {"dateFrom": "2026-03-01", "dateTo": "2026-03-31"}
    assert sent_filters(twin, update_from="2026-03-01", update_to="2026-03-01") == {
        "updateFrom": "2026-03-01",
        "updateTo": "2026-03-01",
    }


def test_enums_are_taken_as_members_or_as_text_and_newer_members_go_out_as_they_are(
    twin: Twin,
) -> None:
    statuses = [OrderStatsStatusType.LOST, "DELIVERED", OrderStatsStatusType("BRAND_NEW")]
    assert sent_filters(twin, statuses=statuses) == {"statuses": ["LOST", "DELIVERED", "BRAND_NEW"]}
    assert sent_filters(twin, statuses=[Colour.DELIVERED]) == {"statuses": ["DELIVERED"]}


def test_lists_are_taken_as_any_sequence_or_set(twin: Twin) -> None:
    for orders in ([7], (7,), {7}, frozenset({7}), {7: None}.keys(), range(7, 8)):
        assert sent_filters(twin, orders=orders, has_cis=False) == {"orders": [7], "hasCis": False}


@pytest.mark.parametrize(
    "customer",
    [
        PERSON,
        {**PERSON, "middleName": None},
        Customer(first_name="Аглая", last_name="Неверова", phone="+70001234567"),
    ],
    ids=["mapping", "mapping with null", "model"],
)
def test_a_customer_is_taken_as_a_model_or_as_a_mapping(twin: Twin, customer: Any) -> None:
    script = Script(STARTED)
    market = twin.scripted(script)
    twin.run(lambda: market.orders.update(21, 5, customer=customer))
    assert script.bodies == [{"order": {"id": 5, "customer": PERSON}}]
    assert script.requests[0].headers["content-type"] == "application/json"


def test_a_delivery_interval_is_taken_as_a_model_or_as_a_mapping_with_dates(twin: Twin) -> None:
    days = DeliveryDateInterval(
        from_date=datetime.date(2026, 4, 3), to_date=datetime.date(2026, 4, 4)
    )
    model = DeliveryInterval(
        delivery_date_interval=days,
        delivery_time_interval=TimeInterval(from_time="10:00", to_time="18:00"),
    )
    dated = {**INTERVAL, "deliveryDateInterval": {
        "fromDate": datetime.date(2026, 4, 3), "toDate": datetime.date(2026, 4, 4),
    }}  # fmt: skip
    script = Script(STARTED)
    market = twin.scripted(script)
    for interval in (model, INTERVAL, dated):
        twin.run(functools.partial(market.orders.update, 21, 5, delivery_interval=interval))
    assert script.bodies == [{"order": {"id": 5, "deliveryInterval": INTERVAL}}] * 3


def test_operation_ids_are_taken_in_any_number_and_sent_in_order(twin: Twin) -> None:
    script = Script(answer(200, {"result": {"operations": [{"id": "x"}]}}))
    market = twin.scripted(script)
    ids = [f"op{i}" for i in range(201)]
    found = twin.run(lambda: market.operations.get(900, "RETURN_CANCELLATION", ids))
    assert [len(body["operationIds"]) for body in script.bodies] == [100, 100, 1]
    assert [i for body in script.bodies for i in body["operationIds"]] == ids
    assert [one.id for one in found] == ["x"] * 3


# --- what is refused ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filters", "text"),
    [
        ({"date_form": "2026-03-01"}, "no filter 'date_form'; did you mean 'date_from'?"),
        ({"zzz": 1}, "there is no filter 'zzz'"),
        ({"page_token": "t"}, "there is no filter 'page_token'; use .pages(resume_from=...)"),
        ({"limit": 5}, "there is no filter 'limit'; use page_size"),
        ({"label": "x"}, "there is no filter 'label'"),
        ({"date_from": "01-03-2026"}, "date_from: expected a date"),
        ({"date_from": "2026-02-30"}, "date_from: expected a date"),
        ({"date_from": "2026-3-1"}, "date_from: expected a date"),
        ({"date_from": 20260301}, "date_from: expected a date"),
        ({"date_from": datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)}, "pass its .date()"),
        ({"date_from": "2026-03-02", "date_to": "2026-03-01"}, "date_to must not be before date_f"),
        ({"update_from": "2026-03-02", "update_to": "2026-03-01"}, "update_to must not be before"),
        ({"date_from": "2026-03-02", "update_to": "2026-03-05"}, "date_from and update_to exclude"),
        ({"statuses": "DELIVERED"}, "statuses: expected a list, not str"),
        ({"statuses": b"DELIVERED"}, "statuses: expected a list, not bytes"),
        ({"statuses": (s for s in "AB")}, "statuses: expected a list, not generator"),
        ({"statuses": []}, "statuses must have at least 1 items, or be None"),
        ({"statuses": ["DELIVRED"]}, "statuses[0]: the document knows no such value; did you mean"),
        ({"statuses": ["LOST", "X"]}, "statuses[1]: the document knows no such value"),
        ({"statuses": [OrderStatusType.CANCELLED]}, "statuses[0]: the document knows no such"),
        ({"statuses": [Colour.RED]}, "statuses[0]: the document knows no such value"),
        ({"statuses": [5]}, "statuses[0]: expected a string, not int"),
        ({"statuses": ["LOST", "LOST"]}, "statuses must not hold an item twice"),
        ({"orders": 5}, "orders: expected a list, not int"),
        ({"orders": ["5"]}, "orders[0]: expected an integer, not str"),
        ({"orders": [True]}, "orders[0]: expected an integer, not bool"),
        ({"orders": [5.0]}, "orders[0]: expected an integer, not float"),
        ({"orders": [2**63]}, "orders[0] does not fit into int64"),
        ({"has_cis": "yes"}, "has_cis: expected True or False, not str"),
        ({"has_cis": 1}, "has_cis: expected True or False, not int"),
    ],
)  # fmt: skip
def test_filters_that_the_api_would_refuse_never_leave_the_client(
    twin: Twin, filters: dict[str, Any], text: str
) -> None:
    told = refused(twin, lambda market: market.orders.stats(21, **filters))
    assert told.startswith("orders.stats: ")
    assert text in told


def test_a_list_has_no_more_items_than_the_document_allows() -> None:
    schema = {"type": "array", "items": {"type": "integer"}, "maxItems": 2}
    assert checked([1, 2], schema, "ids") == [1, 2]
    with pytest.raises(ArgumentError, match="ids must have at most 2 items, not 3"):
        checked([1, 2, 3], schema, "ids")


@pytest.mark.parametrize(
    ("campaign_id", "order_id", "text"),
    [
        ("21", 5, "campaign_id: expected an integer, not str"),
        (0, 5, "campaign_id must be at least 1, not 0"),
        (True, 5, "campaign_id: expected an integer, not bool"),
        (None, 5, "campaign_id is required"),
        (21, None, "order_id is required"),
        (21, 2**63, "order_id does not fit into int64"),
        (21, "5/../7", "order_id: expected an integer, not str"),
    ],
)
def test_ids_are_integers(twin: Twin, campaign_id: Any, order_id: Any, text: str) -> None:
    assert text in refused(twin, lambda market: market.orders.get(campaign_id, order_id))


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({}, "nothing to change"),
        ({"customer": {}}, "customer.firstName is required"),
        ({"customer": {**PERSON, "phone": None}}, "customer.phone is required"),
        ({"customer": {**PERSON, "phone": "8 916 1234567"}}, "customer.phone must match ^"),
        ({"customer": {**PERSON, "phone": "+70001234567\n"}}, "customer.phone must match ^"),
        ({"customer": {**PERSON, "phone": "+1"}}, "customer.phone must have at least 5 char"),
        ({"customer": {**PERSON, "phone": 70001234567}}, "customer.phone: expected a string, not"),
        ({"customer": {**PERSON, "firstName": ""}}, "customer.firstName must have at least 1 c"),
        ({"customer": {**PERSON, "lastName": "Я" * 513}}, "customer.lastName must have at most"),
        ({"customer": {**PERSON, "first_name": "A"}}, "customer has no field 'first_name'"),
        ({"customer": "Аглая"}, "customer: expected a model or a mapping with the wire names"),
        ({"customer": Customer(first_name="A", last_name="B", phone="916")}, "customer.phone"),
        ({"delivery_interval": INTERVAL["deliveryDateInterval"]}, "has no field 'fromDate'"),
        (
            {"delivery_interval": {**INTERVAL, "deliveryTimeInterval": {"fromTime": "9:00"}}},
            "delivery_interval.deliveryTimeInterval.toTime is required",
        ),
        (
            {
                "delivery_interval": {
                    **INTERVAL,
                    "deliveryTimeInterval": {"fromTime": "24:00", "toTime": "10:00"},
                }
            },
            "delivery_interval.deliveryTimeInterval.fromTime must match",
        ),
    ],
)
def test_changes_that_the_api_would_refuse_never_leave_the_client_nor_show_the_person(
    twin: Twin, change: dict[str, Any], text: str
) -> None:
    told = refused(twin, lambda market: market.orders.update(21, 5, **change))
    assert told.startswith("orders.update: ")
    assert text in told
    assert not any(value in told for value in ("916", "Аглая", "Неверова"))


@pytest.mark.parametrize(
    ("kind", "ids", "text"),
    [
        ("RETURN_CANCELLATION", [], "operation_ids must have at least 1 items"),
        ("RETURN_CANCELLATION", "op1", "operation_ids: expected a list, not str"),
        ("RETURN_CANCELLATION", 5, "operation_ids: expected a list, not int"),
        ("RETURN_CANCELLATION", [5], "operation_ids[0]: expected a string, not int"),
        ("RETURN_CANCELLATION", ["a"] * 2, "operation_ids must not hold an item twice"),
        ("RETURN_CANCELATION", ["a"], "operation_type: the document knows no such value; did you"),
        (None, ["a"], "operation_type is required"),
    ],
)
def test_operations_are_asked_for_by_a_known_type_and_distinct_ids(
    twin: Twin, kind: Any, ids: Any, text: str
) -> None:
    told = refused(twin, lambda market: market.operations.get(900, kind, ids))
    assert told.startswith("operations.get: ")
    assert text in told
