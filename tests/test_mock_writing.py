"""Changing orders in the mock: updateOrder, and operations that end before anything changes."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from yandex_market.mock import MockMarket

NOW = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)
RECIPIENT = "ORDER_RECIPIENT_UPDATE"
INTERVAL = "ORDER_DELIVERY_INTERVAL_UPDATE"
PERSON = {
    "firstName": "Вера",
    "lastName": "Соснина",
    "middleName": "Львовна",
    "phone": "+70001112233",
}


class Shop:
    """The LaaS store of a market, and what can be asked of it."""

    def __init__(self, mock: MockMarket) -> None:
        self.mock = mock
        self.store = mock.campaign_id("LaaS")
        self.http = httpx.Client(
            transport=mock.transport(), base_url="http://mock", headers={"Api-Key": mock.api_key}
        )

    def order(self, order_id: int) -> Any:
        answer = self.http.get(f"/v2/campaigns/{self.store}/orders/{order_id}")
        assert answer.status_code == 200
        return answer.json()["order"]

    def update(self, order_id: int, store: int | None = None, **change: Any) -> httpx.Response:
        url = f"/v1/campaigns/{store or self.store}/orders/update"
        return self.http.post(url, json={"order": {"id": order_id, **change}})

    def start(self, order_id: int, **change: Any) -> list[dict[str, str]]:
        answer = self.update(order_id, **change)
        assert answer.status_code == 200, answer.text
        operations: list[dict[str, str]] = answer.json()["result"]["operations"]
        return operations

    def poll(self, kind: str, *ids: str) -> dict[str, str]:
        answer = self.http.post(
            f"/v1/businesses/{self.mock.business_id}/operations",
            json={"operationType": kind, "operationIds": list(ids)},
        )
        assert answer.status_code == 200, answer.text
        return {one["id"]: one["status"] for one in answer.json()["result"]["operations"]}

    def find(self, kind: str | None = None, *, terminal: bool = False) -> int:
        """An order of this kind of delivery, finished or not."""
        finished = ("DELIVERED", "CANCELLED", "RETURNED", "PARTIALLY_RETURNED")
        for order_id in self.mock.order_ids(self.store):
            order = self.order(order_id)
            fits = kind in (None, order["delivery"]["type"])
            if fits and (order["status"] in finished) == terminal:
                return order_id
        raise AssertionError("no such order")


@pytest.fixture
def shop() -> Shop:
    return Shop(MockMarket(orders=1000, now=NOW))


def message(answer: httpx.Response) -> str:
    assert answer.status_code == 400, answer.text
    (error,) = answer.json()["errors"]
    return str(error["message"])


def test_each_kind_of_change_starts_one_operation(shop: Shop) -> None:
    order_id = shop.find("DELIVERY")
    interval = shop.mock.offered_intervals(order_id)[0]
    both = shop.start(order_id, customer=PERSON, deliveryInterval=interval)
    assert [one["type"] for one in both] == [RECIPIENT, INTERVAL]
    assert len({one["id"] for one in both}) == 2
    assert [one["type"] for one in shop.start(order_id, customer=PERSON)] == [RECIPIENT]


def test_the_first_poll_says_in_progress_and_the_second_done_and_only_then_the_order_changes(
    shop: Shop,
) -> None:
    order_id = shop.find()
    before = shop.order(order_id)
    (operation,) = shop.start(order_id, customer=PERSON)
    assert shop.poll(RECIPIENT, operation["id"]) == {operation["id"]: "IN_PROGRESS"}
    assert shop.order(order_id) == before
    assert shop.poll(RECIPIENT, operation["id"]) == {operation["id"]: "DONE"}
    after = shop.order(order_id)
    assert after["delivery"]["address"]["recipient"] == "Соснина Вера Львовна"
    assert after["delivery"]["address"]["phone"] == "+70001112233"
    assert (after["buyer"]["lastName"], after["buyer"]["firstName"]) == ("Соснина", "Вера")
    assert after["updatedAt"] == "02-04-2026 12:30:00"


def test_nothing_but_the_asked_change_happens(shop: Shop) -> None:
    order_id = shop.find("DELIVERY")
    before = shop.order(order_id)
    interval = shop.mock.offered_intervals(order_id)[2]
    (operation,) = shop.start(order_id, deliveryInterval=interval)
    shop.mock.finish_operation(operation["id"])
    after = shop.order(order_id)
    day = interval["deliveryDateInterval"]["fromDate"]
    wire = "-".join(reversed(day.split("-")))
    times = interval["deliveryTimeInterval"]
    assert after["delivery"].pop("dates") == {"fromDate": wire, "toDate": wire, **times}
    before["delivery"].pop("dates")
    after.pop("updatedAt")
    before.pop("updatedAt")
    assert after == before


def test_a_second_change_keeps_the_first(shop: Shop) -> None:
    order_id = shop.find("DELIVERY")
    interval = shop.mock.offered_intervals(order_id)[1]
    for change in ({"customer": PERSON}, {"deliveryInterval": interval}):
        (operation,) = shop.start(order_id, **change)
        shop.mock.finish_operation(operation["id"])
    after = shop.order(order_id)["delivery"]
    assert after["address"]["recipient"] == "Соснина Вера Львовна"
    assert after["dates"]["fromTime"] == interval["deliveryTimeInterval"]["fromTime"]


def test_polls_of_another_type_do_not_count_and_see_nothing(shop: Shop) -> None:
    (operation,) = shop.start(shop.find(), customer=PERSON)
    for _ in range(3):
        assert shop.poll(INTERVAL, operation["id"]) == {}
    assert shop.poll(RECIPIENT, operation["id"]) == {operation["id"]: "IN_PROGRESS"}


def test_unknown_operation_ids_are_left_out(shop: Shop) -> None:
    (operation,) = shop.start(shop.find(), customer=PERSON)
    answer = shop.poll(RECIPIENT, "no-such-operation", operation["id"])
    assert list(answer) == [operation["id"]]


def test_operations_are_done_when_the_clock_has_moved_five_minutes(shop: Shop) -> None:
    order_id = shop.find()
    (operation,) = shop.start(order_id, customer=PERSON)
    shop.mock.clock.advance(seconds=1)
    assert shop.order(order_id)["buyer"]["lastName"] != "Соснина"
    shop.mock.clock.advance(minutes=5)
    assert shop.order(order_id)["buyer"]["lastName"] == "Соснина"
    assert shop.poll(RECIPIENT, operation["id"]) == {operation["id"]: "DONE"}


def test_operations_are_done_after_three_seconds_of_real_time(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    order_id = shop.find()
    shop.start(order_id, customer=PERSON)
    real = time.monotonic
    monkeypatch.setattr(time, "monotonic", lambda: real() + 2.5)
    assert shop.order(order_id)["buyer"]["lastName"] != "Соснина"
    monkeypatch.setattr(time, "monotonic", lambda: real() + 3.0)
    assert shop.order(order_id)["buyer"]["lastName"] == "Соснина"


def test_a_failed_operation_changes_nothing_and_stays_failed(shop: Shop) -> None:
    order_id = shop.find()
    before = shop.order(order_id)
    (operation,) = shop.start(order_id, customer=PERSON)
    shop.mock.fail_operation(operation["id"])
    shop.mock.clock.advance(hours=1)
    for _ in range(3):
        assert shop.poll(RECIPIENT, operation["id"]) == {operation["id"]: "FAILED"}
    assert shop.order(order_id) == before
    with pytest.raises(ValueError, match="FAILED already"):
        shop.mock.finish_operation(operation["id"])
    with pytest.raises(KeyError):
        shop.mock.finish_operation("no-such-operation")


def test_a_finished_order_cannot_be_changed(shop: Shop) -> None:
    order_id = shop.find(terminal=True)
    assert message(shop.update(order_id, customer=PERSON)) == (
        f"Order '{order_id}' is in terminal state"
    )


def test_an_unknown_order_is_a_400(shop: Shop) -> None:
    other = shop.mock.order_ids(shop.mock.campaign_ids[0])[0]
    for order_id in (1, -1, other):
        assert message(shop.update(order_id, customer=PERSON)).startswith("Order not found")


def test_only_offered_intervals_are_accepted(shop: Shop) -> None:
    order_id = shop.find("DELIVERY")
    offered = shop.mock.offered_intervals(order_id)
    assert len(offered) > 3
    for interval in offered:
        assert shop.update(order_id, deliveryInterval=interval).status_code == 200
    odd = {**offered[0], "deliveryTimeInterval": {"fromTime": "03:00", "toTime": "04:00"}}
    text = f"The requested delivery interval is not valid for order '{order_id}'"
    assert message(shop.update(order_id, deliveryInterval=odd)) == text


def test_an_order_that_has_ended_is_offered_nothing(shop: Shop) -> None:
    assert shop.mock.offered_intervals(shop.find("DELIVERY", terminal=True)) == []
    with pytest.raises(KeyError):
        shop.mock.offered_intervals(1)


def test_only_courier_orders_have_an_interval_to_change(shop: Shop) -> None:
    order_id = shop.find("PICKUP")
    assert shop.mock.offered_intervals(order_id) == []
    interval = shop.mock.offered_intervals(shop.find("DELIVERY"))[0]
    assert message(shop.update(order_id, deliveryInterval=interval)) == (
        f"Delivery dates can't be updated for 'PICKUP' order with id '{order_id}'"
    )


def test_a_refused_update_starts_nothing(shop: Shop) -> None:
    order_id = shop.find("PICKUP")
    before = shop.order(order_id)
    interval = shop.mock.offered_intervals(shop.find("DELIVERY"))[0]
    answer = shop.update(order_id, customer=PERSON, deliveryInterval=interval)
    assert answer.status_code == 400
    shop.mock.clock.advance(minutes=5)
    assert shop.order(order_id) == before


def test_an_update_without_any_change_is_refused(shop: Shop) -> None:
    assert "'order' must not be empty" in message(shop.update(shop.find()))


def test_only_the_laas_store_takes_updates(shop: Shop) -> None:
    for model in ("FBS", "FBY", "DBS", "Express"):
        store = shop.mock.campaign_id(model)
        order_id = shop.mock.order_ids(store)[0]
        answer = shop.update(order_id, store=store, customer=PERSON)
        assert answer.status_code == 400
        assert "Campaign type is not allowed" in message(answer)


def test_all_findings_of_a_bad_body_come_at_once(shop: Shop) -> None:
    customer = {"firstName": "", "phone": "12"}
    answer = shop.update(shop.find(), customer=customer)
    found = sorted(error["message"] for error in answer.json()["errors"])
    assert found == [
        "'order.customer.firstName' size must be between '1' and '512' (rejected value: '')",
        "'order.customer.lastName' must not be null (rejected value: null)",
        "'order.customer.phone' must match '^\\+[0-9]+$' (rejected value: '12')",
        "'order.customer.phone' size must be between '5' and '16' (rejected value: '12')",
    ]


def test_reset_brings_the_orders_back_and_forgets_the_operations(shop: Shop) -> None:
    order_id = shop.find()
    before = shop.order(order_id)
    (operation,) = shop.start(order_id, customer=PERSON)
    shop.mock.clock.advance(minutes=5)
    assert shop.order(order_id) != before
    shop.mock.reset()
    assert shop.order(order_id) == before
    assert shop.poll(RECIPIENT, operation["id"]) == {}
    assert shop.mock.clock.now() == NOW
    assert len(shop.mock.requests) == 2


def test_a_running_clock_runs_and_a_frozen_one_stands() -> None:
    frozen = MockMarket(orders=10, now=NOW).clock
    assert frozen.now() == frozen.now() == NOW
    assert frozen.advance(hours=2, minutes=1) == NOW + timedelta(hours=2, minutes=1)
    with pytest.raises(ValueError, match="forward"):
        frozen.advance(seconds=-1)
    running = MockMarket(orders=10).clock
    assert abs(running.now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert running.advance(days=1) - datetime.now(UTC) > timedelta(hours=23)
