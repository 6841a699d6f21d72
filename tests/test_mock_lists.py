"""Lists of orders in the mock: every filter, spans of dates, paging, what is hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from yandex_market.mock import MockMarket
from yandex_market.mock.life import YOUNGER_THAN, states_of
from yandex_market.mock.world import World

NOW = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)
MONTH_AGO = "2026-03-03"  # 30 days before the day of NOW in Moscow
Fits = Callable[[Any], bool]


class Desk:
    """A market, and what can be asked of its lists."""

    def __init__(self, mock: MockMarket) -> None:
        self.mock = mock
        self.http = httpx.Client(
            transport=mock.transport(), base_url="http://mock", headers={"Api-Key": mock.api_key}
        )
        self.business_url = f"/v1/businesses/{mock.business_id}/orders"

    def store_url(self, campaign_id: int) -> str:
        return f"/v2/campaigns/{campaign_id}/orders"

    def business(self, **body: Any) -> list[Any]:
        return self._pull(
            lambda params: self.http.post(self.business_url, json=body, params=params)
        )

    def store(self, campaign_id: int, **query: Any) -> list[Any]:
        url = self.store_url(campaign_id)
        return self._pull(lambda params: self.http.get(url, params={**query, **params}))

    def _pull(self, ask: Callable[[dict[str, Any]], httpx.Response]) -> list[Any]:
        found: list[Any] = []
        params: dict[str, Any] = {"limit": 50}
        while True:
            answer = ask(params)
            assert answer.status_code == 200, answer.text
            found += answer.json()["orders"]
            if "nextPageToken" not in answer.json()["paging"]:
                return found
            params["page_token"] = answer.json()["paging"]["nextPageToken"]

    def by_ids(self, ids: list[int]) -> list[Any]:
        """All orders with these ids as getBusinessOrders gives them, test orders too."""
        chunks = [ids[begin : begin + 50] for begin in range(0, len(ids), 50)]
        found = [
            order
            for chunk in chunks
            for fake in (False, True)
            for order in self.business(orderIds=chunk, fake=fake)
        ]
        numbers = {campaign_id: n for n, campaign_id in enumerate(self.mock.campaign_ids)}
        return sorted(
            found,
            key=lambda one: (
                -stamp(one["creationDate"]),
                numbers[one["campaignId"]],
                -one["orderId"],
            ),
        )


def stamp(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def shown(value: object) -> str:
    """A parameter in a test's name, the same in each process: not the address of a function."""
    return "" if callable(value) else str(value)[:60]


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk(MockMarket(orders=1000, seed=6, now=NOW, quotas="off"))


@pytest.fixture(scope="module")
def everything(desk: Desk) -> list[Any]:
    """Every order of the market, newest first, as getBusinessOrders gives it."""
    ids = [i for campaign_id in desk.mock.campaign_ids for i in desk.mock.order_ids(campaign_id)]
    return desk.by_ids(ids)


@pytest.fixture(scope="module")
def of_dbs(desk: Desk) -> list[Any]:
    """Every order of the first DBS store as getOrder gives it, newest first."""
    campaign_id = desk.mock.campaign_id("DBS")
    return [order_of(desk, campaign_id, i) for i in desk.mock.order_ids(campaign_id)]


def order_of(desk: Desk, campaign_id: int, order_id: int) -> Any:
    return desk.http.get(f"{desk.store_url(campaign_id)}/{order_id}").json()["order"]


def refused(response: httpx.Response) -> list[str]:
    assert response.status_code == 400, response.text
    return [error["message"] for error in response.json()["errors"]]


# -- getBusinessOrders -------------------------------------------------------------------------


def test_all_ids_of_all_stores_are_found_by_id_however_old_and_each_once(
    desk: Desk, everything: list[Any]
) -> None:
    expected = {i for one in desk.mock.campaign_ids for i in desk.mock.order_ids(one)}
    assert len(everything) == 1000
    assert {one["orderId"] for one in everything} == expected


def test_without_filters_the_real_orders_of_the_last_30_days_come_newest_first(
    desk: Desk, everything: list[Any]
) -> None:
    found = desk.business()
    assert found == [
        one for one in everything if one["creationDate"] >= MONTH_AGO and not one["fake"]
    ]
    assert len({one["campaignId"] for one in found}) == 7
    assert found[0]["creationDate"].startswith("2026-04-02")  # today's are among them
    assert len(found) < len(everything)


def is_recent(one: dict[str, Any]) -> bool:
    return bool(one["creationDate"] >= MONTH_AGO and not one["fake"])


BUSINESS_FILTERS: list[tuple[dict[str, Any], Fits]] = [
    ({"programTypes": ["EXPRESS"]}, lambda one: one["programType"] == "EXPRESS"),
    ({"programTypes": ["DBS", "FBY"]}, lambda one: one["programType"] in ("DBS", "FBY")),
    (
        {"campaignIds": [21_000_102, 21_000_107]},
        lambda one: one["campaignId"] in (21_000_102, 21_000_107),
    ),
    ({"statuses": ["PROCESSING"]}, lambda one: one["status"] == "PROCESSING"),
    ({"statuses": ["PENDING"]}, lambda one: one["status"] == "PENDING"),
    ({"statuses": ["PICKUP"]}, lambda one: one["status"] == "PICKUP"),
    (
        {"statuses": ["DELIVERY", "CANCELLED"]},
        lambda one: one["status"] in ("DELIVERY", "CANCELLED"),
    ),
    ({"substatuses": ["USER_CHANGED_MIND"]}, lambda one: one["substatus"] == "USER_CHANGED_MIND"),
    ({"sourcePlatforms": ["OTHER"]}, lambda one: one["sourcePlatform"] == "OTHER"),
    ({"sourcePlatforms": ["MARKET", "OZON"]}, lambda one: one["sourcePlatform"] == "MARKET"),
    ({"waitingForCancellationApprove": True}, lambda one: one.get("cancelRequested") is True),
    (
        {"statuses": ["DELIVERED"], "programTypes": ["FBS"], "campaignIds": [21_000_101]},
        lambda one: one["status"] == "DELIVERED" and one["campaignId"] == 21_000_101,
    ),
]


@pytest.mark.parametrize(("body", "fits"), BUSINESS_FILTERS, ids=shown)
def test_a_filter_of_the_business_list_gives_those_that_fit_and_no_other(
    desk: Desk, everything: list[Any], body: dict[str, Any], fits: Fits
) -> None:
    expected = [one for one in everything if is_recent(one) and fits(one)]
    assert desk.business(**body) == expected
    assert 0 < len(expected) < sum(map(is_recent, everything))


def test_filters_that_say_nothing_filter_nothing(desk: Desk) -> None:
    nothing: dict[str, Any] = {"statuses": None, "orderIds": None, "dates": {}, "fake": False}
    nothing |= {"waitingForCancellationApprove": False, "campaignIds": None}
    assert desk.business(**nothing) == desk.business()


def test_test_orders_are_hidden_unless_they_are_asked_for_and_then_alone(
    desk: Desk, everything: list[Any]
) -> None:
    fake = [one for one in everything if one["fake"]]
    recent = [one for one in fake if one["creationDate"] >= MONTH_AGO]
    assert desk.business(fake=True) == recent
    ids = [one["orderId"] for one in fake[:20]]
    assert desk.business(orderIds=ids) == []
    assert desk.business(orderIds=ids, fake=True) == fake[:20]
    assert recent


def test_the_shops_own_numbers_find_their_orders(desk: Desk, everything: list[Any]) -> None:
    numbered = [one for one in everything if "externalOrderId" in one and not one["fake"]]
    assert len({one["externalOrderId"] for one in numbered}) == len(numbered)
    wanted = numbered[::29]
    names = [one["externalOrderId"] for one in wanted]
    assert desk.business(externalOrderIds=[*names, "ДВ-1", "ДВ-999999999", "no such"]) == wanted
    both = desk.business(externalOrderIds=names, orderIds=[wanted[0]["orderId"], 5])
    assert both == wanted[:1]
    without = next(one for one in everything if "externalOrderId" not in one)
    number = 100_000 + (without["orderId"] - 54_000_000_000) // 11
    assert desk.business(externalOrderIds=[f"ДВ-{number}"]) == []


@pytest.mark.parametrize(
    ("dates", "fits"),
    [
        (
            {"creationDateFrom": "2026-03-10", "creationDateTo": "2026-03-15"},
            lambda one: "2026-03-10" <= one["creationDate"][:10] < "2026-03-15",
        ),
        (
            {"creationDateFrom": "2026-01-10", "creationDateTo": "2026-02-09"},
            lambda one: "2026-01-10" <= one["creationDate"][:10] < "2026-02-09",
        ),
        (
            {"creationDateFrom": "2026-03-10", "creationDateTo": "2026-03-10"},
            lambda one: one["creationDate"].startswith("2026-03-10"),
        ),
        ({"creationDateFrom": MONTH_AGO}, lambda one: one["creationDate"] >= MONTH_AGO),
        ({"creationDateFrom": "2026-04-02"}, lambda one: one["creationDate"] >= "2026-04-02"),
        (
            {"creationDateTo": "2026-03-01"},
            lambda one: "2026-01-30" <= one["creationDate"][:10] < "2026-03-01",
        ),
        (
            {"shipmentDateFrom": "2026-03-20", "shipmentDateTo": "2026-03-22"},
            lambda one: "2026-03-20" <= shipment_of(one) < "2026-03-22",
        ),
        ({"shipmentDateFrom": "2026-04-02"}, lambda one: shipment_of(one) >= "2026-04-02"),
        ({"shipmentDateTo": "2026-01-15"}, lambda one: "" < shipment_of(one) < "2026-01-15"),
        (
            {
                "updateDateFrom": "2026-03-20T10:00:00+03:00",
                "updateDateTo": "2026-03-22T00:00:00Z",
            },
            lambda one: 1773990000 <= stamp(one["updateDate"]) < 1774137600,
        ),
        (
            {"updateDateFrom": "2026-04-01T00:00:00.5Z"},
            lambda one: stamp(one["updateDate"]) >= 1775001600.5,
        ),
        (
            {"updateDateTo": "2026-01-12T00:00:00Z"},
            lambda one: stamp(one["updateDate"]) < 1768176000,
        ),
        (
            {
                "creationDateFrom": "2026-03-10",
                "creationDateTo": "2026-03-20",
                "shipmentDateFrom": "2026-03-12",
                "shipmentDateTo": "2026-03-13",
                "updateDateFrom": "2026-03-15T00:00:00Z",
            },
            lambda one: (
                "2026-03-10" <= one["creationDate"][:10] < "2026-03-20"
                and shipment_of(one) == "2026-03-12"
                and stamp(one["updateDate"]) >= 1773532800
            ),
        ),
    ],
    ids=shown,
)
def test_spans_hold_their_begin_and_not_their_end_in_moscow_days(
    desk: Desk, everything: list[Any], dates: dict[str, str], fits: Fits
) -> None:
    expected = [one for one in everything if not one["fake"] and fits(one)]
    assert desk.business(dates=dates) == expected
    assert expected


def test_a_span_of_changes_holds_its_first_second_and_not_its_last(
    desk: Desk, everything: list[Any]
) -> None:
    one = next(one for one in everything if one["status"] == "DELIVERED" and not one["fake"])
    moment = datetime.fromisoformat(one["updateDate"])
    before, after = (moment + timedelta(seconds=step) for step in (-1, 1))
    for begin, end, inside in ((moment, after, True), (before, moment, False)):
        dates = {"updateDateFrom": begin.isoformat(), "updateDateTo": end.isoformat()}
        assert (one in desk.business(dates=dates)) == inside


def shipment_of(one: Any) -> str:
    return str(one["delivery"].get("shipment", {}).get("shipmentDate", ""))


TOO_LONG = "Invalid filters: interval between '{}From' and '{}To' is more than '30' days."


@pytest.mark.parametrize(
    ("dates", "messages"),
    [
        ({"creationDateFrom": "2026-03-01", "creationDateTo": "2026-03-31"}, []),
        (
            {"creationDateFrom": "2026-03-01", "creationDateTo": "2026-04-01"},
            [TOO_LONG.format("creationDate", "creationDate")],
        ),
        # A lone beginning reaches to today.
        ({"creationDateFrom": "2026-03-02"}, [TOO_LONG.format("creationDate", "creationDate")]),
        ({"creationDateFrom": "2027-01-01"}, []),
        (
            {"shipmentDateFrom": "2026-03-01", "shipmentDateTo": "2026-04-01"},
            [TOO_LONG.format("shipmentDate", "shipmentDate")],
        ),
        (
            {
                "updateDateFrom": "2026-03-01T00:00:00Z",
                "updateDateTo": "2026-03-31T00:00:01Z",
            },
            [TOO_LONG.format("updateDate", "updateDate")],
        ),
        (
            {"creationDateFrom": "2026-03-02", "creationDateTo": "2026-03-01"},
            ["Order creation start date is required to be less than end date"],
        ),
        (
            {"shipmentDateFrom": "2026-03-02", "shipmentDateTo": "2026-03-01"},
            ["Order shipment start date is required to be less than end date"],
        ),
        (
            {
                "updateDateFrom": "2026-03-02T00:00:00Z",
                "updateDateTo": "2026-03-02T03:00:00+03:00",
            },
            ["Order update start is required to be less than end date"],
        ),
        (
            {
                "creationDateFrom": "2026-01-02",
                "creationDateTo": "2026-04-01",
                "shipmentDateFrom": "2026-03-02",
                "shipmentDateTo": "2026-03-01",
            },
            [
                TOO_LONG.format("creationDate", "creationDate"),
                "Order shipment start date is required to be less than end date",
            ],
        ),
    ],
    ids=shown,
)
def test_a_span_too_long_or_upside_down_is_refused_and_all_of_them_together(
    desk: Desk, dates: dict[str, str], messages: list[str]
) -> None:
    response = desk.http.post(desk.business_url, json={"dates": dates})
    assert messages == ([] if response.status_code == 200 else refused(response))


@given(
    sizes=st.lists(st.integers(1, 60), min_size=1, max_size=4),
    name=st.sampled_from(["page_token", "pageToken"]),
    body=st.sampled_from(
        [
            {"dates": {"creationDateFrom": "2026-03-25"}},
            {"statuses": ["PROCESSING"]},
            {"programTypes": ["DBS", "LAAS"], "dates": {"creationDateFrom": "2026-03-15"}},
        ]
    ),
)
@settings(max_examples=8)
def test_pages_of_the_business_list_put_together_equal_the_list(
    desk: Desk, sizes: list[int], name: str, body: Any
) -> None:
    whole = desk.business(**body)
    found: list[Any] = []
    token: dict[str, str] = {}
    for turn in range(12):  # small pages: so many are enough
        limit = sizes[turn % len(sizes)]
        params = {"limit": str(limit), **token}
        answer = desk.http.post(desk.business_url, json=body, params=params).json()
        found += answer["orders"]
        if "nextPageToken" not in answer["paging"]:
            assert found == whole
            return
        assert len(answer["orders"]) == min(limit, 50)
        token = {name: answer["paging"]["nextPageToken"]}
    assert found == whole[: len(found)]


def test_orders_of_one_second_are_neither_lost_nor_doubled_between_pages() -> None:
    desk = Desk(MockMarket(orders=5_000_000, seed=2, now=NOW, quotas="off"))
    body = {"dates": {"creationDateFrom": "2026-04-01", "creationDateTo": "2026-04-02"}}
    found: list[Any] = []
    params = {"limit": "7"}
    for _ in range(20):
        answer = desk.http.post(desk.business_url, json=body, params=params).json()
        found += answer["orders"]
        params["page_token"] = answer["paging"]["nextPageToken"]
    at_once = [
        desk.http.post(desk.business_url, json=body).json(),
    ]
    for _ in range(2):
        params = {"page_token": at_once[-1]["paging"]["nextPageToken"]}
        at_once.append(desk.http.post(desk.business_url, json=body, params=params).json())
    whole = [one for page in at_once for one in page["orders"]]
    assert found == whole[:140]
    assert len({one["creationDate"] for one in found}) < len(found)  # some share their second
    assert len({one["orderId"] for one in found}) == len(found)


def test_a_page_of_a_huge_market_looks_at_few_orders(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(MockMarket(orders=1_000_000, now=NOW, quotas="off"))
    looks = 0
    life, created = World.life, World.created

    def counted(method: Callable[..., Any]) -> Callable[..., Any]:
        def look(*arguments: Any) -> Any:
            nonlocal looks
            looks += 1
            return method(*arguments)

        return look

    monkeypatch.setattr(World, "life", counted(life))
    monkeypatch.setattr(World, "created", counted(created))
    body: dict[str, Any] = {}
    params: dict[str, str] = {}
    for _ in range(3):
        looks = 0
        answer = desk.http.post(desk.business_url, json=body, params=params).json()
        assert len(answer["orders"]) == 50
        assert looks < 500
        params["page_token"] = answer["paging"]["nextPageToken"]
    for body in (
        {"dates": {"creationDateFrom": "2026-01-10", "creationDateTo": "2026-01-30"}},
        {"externalOrderIds": ["ДВ-612343", "ДВ-112342", "none"]},
        {"orderIds": [desk.mock.order_ids(21_000_101)[300_000]]},
    ):
        looks = 0
        assert desk.http.post(desk.business_url, json=body).status_code == 200
        assert looks < 500
    looks = 0  # what waits to be confirmed is young: the old need not be looked at
    found = desk.business(statuses=["PENDING"], fake=True, programTypes=["FBS", "DBS"])
    assert looks < 5_000
    assert all(one["status"] == "PENDING" for one in found)


@pytest.mark.parametrize(
    ("body", "looks_at_most"),
    [
        ({"statuses": ["PLACING"]}, 0),
        ({"substatuses": ["PACKAGING"]}, 0),
        ({"statuses": ["DELIVERED"], "substatuses": ["SHOP_FAILED"]}, 0),
        ({"statuses": ["DELIVERY"], "substatuses": ["COURIER_RECEIVED"]}, 30_000),
    ],
    ids=shown,
)
def test_of_a_huge_market_only_orders_that_can_be_in_the_state_are_looked_at(
    monkeypatch: pytest.MonkeyPatch, body: dict[str, Any], looks_at_most: int
) -> None:
    desk = Desk(MockMarket(orders=1_000_000, now=NOW, quotas="off"))
    looks = Counter[str]()
    life = World.life

    def counted(self: World, *arguments: Any) -> Any:
        looks["life"] += 1
        return life(self, *arguments)

    monkeypatch.setattr(World, "life", counted)
    answer = desk.http.post(desk.business_url, json=body).json()
    assert len(answer["orders"]) == (50 if looks_at_most else 0)
    assert looks["life"] <= looks_at_most


def test_every_state_of_an_order_is_one_that_the_searches_expect() -> None:
    world = World(20_000, 3, NOW)
    for store in world.stores:
        for index in range(0, store.orders, 3):
            state = world.order(store, index).life.state
            assert any(state in states for states in states_of(store.plan.model).values())


def test_no_status_lasts_longer_than_the_searches_rely_on(everything: list[Any]) -> None:
    seen = set()
    for one in everything:
        status = one["status"]
        if status in YOUNGER_THAN:
            seen.add(status)
            assert NOW.timestamp() - stamp(one["creationDate"]) < YOUNGER_THAN[status]
    assert seen >= {"PENDING", "PROCESSING", "DELIVERY", "PICKUP"}


def test_a_whole_number_may_be_written_with_a_fraction_of_nought(desk: Desk) -> None:
    order = desk.business()[0]
    found = desk.business(orderIds=[float(order["orderId"])], campaignIds=[order["campaignId"]])
    assert found == [order]
    assert desk.business(campaignIds=[float(order["campaignId"])])[0] == order
    laas = desk.mock.campaign_id("LaaS")
    body = {"id": float(desk.mock.order_ids(laas)[0])}
    url = f"/v1/campaigns/{laas}/orders/update-options"
    assert desk.http.post(url, json=body).status_code == 200


@pytest.mark.parametrize(
    "moment",
    ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2026-03-01t00:00:00.123456789z"],
)
def test_moments_at_the_ends_of_the_calendar_do_not_break_the_market(
    desk: Desk, moment: str
) -> None:
    for name in ("updateDateFrom", "updateDateTo"):
        answer = desk.http.post(desk.business_url, json={"dates": {name: moment}})
        assert answer.status_code == 200, answer.text
    for day in ("0001-01-01", "9999-12-31"):
        for name in ("creationDateTo", "shipmentDateFrom", "shipmentDateTo"):
            answer = desk.http.post(desk.business_url, json={"dates": {name: day}})
            assert answer.status_code == 200, answer.text


# -- getOrders ---------------------------------------------------------------------------------


def iso(text: str) -> str:
    """A date or moment of getOrder in an order that sorts."""
    day, _, time = text.partition(" ")
    return "-".join(reversed(day.split("-"))) + (f" {time}" if time else "")


def shipped(one: Any) -> str:
    """The day of shipment; empty for codes, which are no parcel."""
    for shipment in one["delivery"].get("shipments", ()):
        return iso(shipment["shipmentDate"])
    return ""


STORE_FILTERS: list[tuple[dict[str, Any], Fits]] = [
    ({"status": ["PROCESSING"]}, lambda one: one["status"] == "PROCESSING"),
    (
        {"status": ["DELIVERY", "CANCELLED"]},
        lambda one: one["status"] in ("DELIVERY", "CANCELLED"),
    ),
    ({"substatus": ["STARTED", "SHIPPED"]}, lambda one: one["substatus"] in ("STARTED", "SHIPPED")),
    ({"dispatchType": "SHOP_OUTLET"}, lambda one: one["delivery"]["dispatchType"] == "SHOP_OUTLET"),
    (
        {"hasCis": "true"},
        lambda one: any(
            kind.startswith("CIS")
            for item in one["items"]
            for kind in item.get("requiredInstanceTypes", ())
        ),
    ),
    ({"onlyWaitingForCancellationApprove": "true"}, lambda one: one.get("cancelRequested") is True),
    ({"onlyEstimatedDelivery": "true"}, lambda one: one["delivery"]["estimated"]),
    (
        {"fromDate": "20-03-2026", "toDate": "25-03-2026"},
        lambda one: "2026-03-20" <= iso(one["creationDate"])[:10] < "2026-03-25",
    ),
    (
        {"fromDate": "20-03-2026", "toDate": "20-03-2026"},
        lambda one: iso(one["creationDate"])[:10] == "2026-03-20",
    ),
]


@pytest.mark.parametrize(("query", "fits"), STORE_FILTERS, ids=shown)
def test_a_filter_of_the_list_of_a_store_gives_those_that_fit_and_no_other(
    desk: Desk, of_dbs: list[Any], query: dict[str, Any], fits: Fits
) -> None:
    recent = [one for one in of_dbs if iso(one["creationDate"]) >= MONTH_AGO and not one["fake"]]
    expected = [one for one in recent if fits(one)]
    found = desk.store(desk.mock.campaign_id("DBS"), **query)
    assert found == expected
    assert 0 < len(expected) < len(recent)


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        (
            {"supplierShipmentDateFrom": "20-03-2026", "supplierShipmentDateTo": "22-03-2026"},
            lambda one: "2026-03-20" <= shipped(one) < "2026-03-22",
        ),
        ({"supplierShipmentDateFrom": "02-04-2026"}, lambda one: shipped(one) >= "2026-04-02"),
        (
            {
                "updatedAtFrom": "2026-03-20T00:00:00+03:00",
                "updatedAtTo": "2026-03-22T00:00:00+03:00",
            },
            lambda one: "2026-03-20" <= iso(one["updatedAt"]) < "2026-03-22",
        ),
    ],
    ids=shown,
)
def test_dates_of_shipment_and_change_reach_beyond_the_default_days(
    desk: Desk, of_dbs: list[Any], query: dict[str, Any], fits: Fits
) -> None:
    expected = [one for one in of_dbs if not one["fake"] and fits(one)]
    assert desk.store(desk.mock.campaign_id("DBS"), **query) == expected
    assert expected


def test_without_filters_a_store_shows_its_real_orders_of_the_last_30_days(
    desk: Desk, of_dbs: list[Any]
) -> None:
    campaign_id = desk.mock.campaign_id("DBS")
    recent = [one for one in of_dbs if iso(one["creationDate"]) >= MONTH_AGO]
    assert desk.store(campaign_id) == [one for one in recent if not one["fake"]]
    assert desk.store(campaign_id, hasCis="false", fake="false") == desk.store(campaign_id)


def test_test_orders_of_a_store_come_alone(desk: Desk) -> None:
    campaign_id = desk.mock.campaign_ids[0]
    found = desk.store(campaign_id, fake="true")
    assert found
    assert all(one["fake"] for one in found)
    assert found == [order_of(desk, campaign_id, one["id"]) for one in found]


@pytest.mark.parametrize("buyer", ["PERSON", "BUSINESS"])
def test_organisations_and_people_are_told_apart(desk: Desk, buyer: str) -> None:
    campaign_id = desk.mock.campaign_ids[0]
    whole = desk.store(campaign_id)
    found = desk.store(campaign_id, buyerType=buyer)
    assert found == [one for one in whole if one["buyer"]["type"] == buyer]
    assert 0 < len(found) < len(whole)


def test_what_was_delivered_or_cancelled_more_than_30_days_ago_is_not_in_the_list_of_a_store(
    desk: Desk, of_dbs: list[Any]
) -> None:
    campaign_id = desk.mock.campaign_id("DBS")
    lost = [one for one in of_dbs if "2026-01-10" <= iso(one["creationDate"]) < "2026-02-09"]
    assert lost
    assert desk.store(campaign_id, fromDate="10-01-2026", toDate="09-02-2026") == []
    assert desk.store(campaign_id, orderIds=[one["id"] for one in lost[:50]]) == []


def test_the_30_days_are_counted_to_the_second_from_the_delivery_or_the_cancellation() -> None:
    desk = Desk(MockMarket(orders=4000, seed=6, now=NOW, quotas="off"))
    store = desk.mock.campaign_ids[0]
    shown = {one["id"] for one in desk.store(store, fromDate="20-02-2026", toDate="03-03-2026")}
    dates = {"creationDateFrom": "2026-02-20", "creationDateTo": "2026-03-03"}
    every = desk.business(campaignIds=[store], dates=dates)
    final = [one for one in every if one["status"] in ("DELIVERED", "CANCELLED")]
    for one in final:  # for these the last change is the end
        recent = one["updateDate"] >= "2026-03-03T12:30:00"
        assert (one["orderId"] in shown) == recent
    for status in ("DELIVERED", "CANCELLED"):
        some = {one["orderId"] for one in final if one["status"] == status}
        assert some & shown
        assert some - shown


def test_ids_find_orders_of_the_store_whatever_their_day(desk: Desk, of_dbs: list[Any]) -> None:
    campaign_id = desk.mock.campaign_id("DBS")
    older = desk.store(campaign_id, fromDate="10-02-2026", toDate="03-03-2026")
    strangers = list(desk.mock.order_ids(desk.mock.campaign_ids[0])[:3])
    wanted = [one["id"] for one in older[:5]]
    assert desk.store(campaign_id, orderIds=[*wanted, *strangers, 7]) == older[:5]
    assert desk.store(campaign_id, orderIds=strangers) == []


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"fromDate": "01-03-2026", "toDate": "31-03-2026"}, None),
        (
            {"fromDate": "01-03-2026", "toDate": "01-04-2026"},
            "Too long time period. Maximum is '30' days",
        ),
        ({"fromDate": "02-03-2026"}, "Too long time period. Maximum is '30' days"),
        (
            {"supplierShipmentDateFrom": "01-03-2026", "supplierShipmentDateTo": "01-04-2026"},
            "Too long time period. Maximum is '30' days",
        ),
        (
            {"fromDate": "02-03-2026", "toDate": "01-03-2026"},
            "'toDate' must be greater than or equal to '02-03-2026' (rejected value: '01-03-2026')",
        ),
        (
            {"updatedAtFrom": "2026-03-01T00:00:00Z", "updatedAtTo": "2026-03-01T00:00:00Z"},
            "'updatedAtTo' must be greater than '2026-03-01T00:00:00Z'"
            " (rejected value: '2026-03-01T00:00:00Z')",
        ),
    ],
    ids=shown,
)
def test_a_span_of_a_store_is_30_days_at_most(
    desk: Desk, query: dict[str, str], message: str | None
) -> None:
    response = desk.http.get(desk.store_url(desk.mock.campaign_ids[0]), params=query)
    assert (None if response.status_code == 200 else refused(response)) == (
        [message] if message else None
    )


def test_pages_of_a_store_come_by_token_and_by_number_and_agree(desk: Desk) -> None:
    campaign_id = desk.mock.campaign_id("DBS")
    url = desk.store_url(campaign_id)
    whole = desk.store(campaign_id)
    pages = -(-len(whole) // 20)
    counted: list[Any] = []
    for number in range(1, pages + 1):
        answer = desk.http.get(url, params={"page": number, "pageSize": 20}).json()
        assert "paging" not in answer
        assert answer["pager"] == {
            "total": len(whole),
            "from": (number - 1) * 20 + 1,
            "to": min(number * 20, len(whole)),
            "currentPage": number,
            "pagesCount": pages,
            "pageSize": 20,
        }
        counted += answer["orders"]
    assert counted == whole
    assert pages > 2
    beyond = desk.http.get(url, params={"page": 10_000}).json()
    assert (beyond["orders"], beyond["pager"]["total"]) == ([], len(whole))
    few = desk.http.get(url, params={"page": 1, "pageSize": 7, "status": "DELIVERED"}).json()
    assert few["orders"] == desk.store(campaign_id, status="DELIVERED")[:7]
    big = desk.http.get(url, params={"pageSize": 1000}).json()
    assert big["orders"] == whole[:50]


def test_beside_a_limit_or_a_token_the_number_of_a_page_is_ignored(desk: Desk) -> None:
    url = desk.store_url(desk.mock.campaign_ids[0])
    answer = desk.http.get(url, params={"page": 2, "pageSize": 3, "limit": 5}).json()
    assert len(answer["orders"]) == 5
    assert "pager" not in answer
    token = answer["paging"]["nextPageToken"]
    following = desk.http.get(url, params={"page": 9, "page_token": token, "limit": 5}).json()
    assert following["orders"] == desk.store(desk.mock.campaign_ids[0])[5:10]


@pytest.mark.parametrize("limit", ["51", "1000", "2147483647"])
def test_more_than_50_orders_a_page_are_cut_to_50_without_a_word(desk: Desk, limit: str) -> None:
    params = {"limit": limit}
    for answer in (
        desk.http.get(desk.store_url(desk.mock.campaign_ids[0]), params=params),
        desk.http.post(desk.business_url, json={}, params=params),
    ):
        assert answer.status_code == 200
        assert len(answer.json()["orders"]) == 50


# -- tokens ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    ["letter", "other filters", "other dates", "of a store", "of stores", "of the statistics"],
)
def test_a_token_belongs_to_its_operation_and_filters(desk: Desk, change: str) -> None:
    body: dict[str, Any] = {"statuses": ["DELIVERED"]}
    store = desk.mock.campaign_ids[0]
    answer = desk.http.post(desk.business_url, json=body).json()
    token = answer["paging"]["nextPageToken"]
    if change == "letter":
        token = ("A" if token[0] != "A" else "B") + token[1:]
    elif change == "other filters":
        body = {"statuses": ["CANCELLED"]}
    elif change == "other dates":
        body = {**body, "dates": {"creationDateFrom": "2026-03-25"}}
    elif change == "of a store":
        answer = desk.http.get(desk.store_url(store), params={"status": "DELIVERED"}).json()
        token = answer["paging"]["nextPageToken"]
    elif change == "of stores":
        token = desk.http.get("/v2/campaigns?limit=2").json()["paging"]["nextPageToken"]
    else:
        answer = desk.http.post(f"/v2/campaigns/{store}/stats/orders", json=body).json()
        token = answer["result"]["paging"]["nextPageToken"]
    response = desk.http.post(desk.business_url, json=body, params={"page_token": token})
    assert refused(response) == ["Bad page token"]


def test_a_token_of_a_store_is_none_of_another_or_of_other_filters(desk: Desk) -> None:
    mine, other = desk.mock.campaign_ids[:2]
    url = desk.store_url(mine)
    answer = desk.http.get(url, params={"status": ["DELIVERED", "CANCELLED"], "limit": 9}).json()
    token = {"page_token": answer["paging"]["nextPageToken"]}
    same = {"status": ["DELIVERED", "CANCELLED"], "limit": 20, **token}
    assert desk.http.get(url, params=same).status_code == 200
    for elsewhere, query in (
        (url, {**token, "status": ["DELIVERED"]}),
        (url, {**same, "fake": "true"}),
        (desk.store_url(other), same),
    ):
        assert refused(desk.http.get(elsewhere, params=query)) == ["Bad page token"]


def test_a_token_is_judged_beside_dates_that_are_wrong(desk: Desk) -> None:
    dates = {"creationDateFrom": "2026-03-02", "creationDateTo": "2026-03-01"}
    response = desk.http.post(
        desk.business_url, json={"dates": dates}, params={"page_token": "x" * 32}
    )
    assert refused(response) == [
        "Order creation start date is required to be less than end date",
        "Bad page token",
    ]


@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize("list_of", ["business", "store"])
def test_paging_stays_consistent_while_orders_change_under_it(list_of: str, size: int) -> None:
    """Between two pages an order on a page seen, and one on a page to come, get a new recipient and
    interval, which also makes them the last changed ones.
    """
    desk = Desk(MockMarket(orders=1000, now=NOW))
    mock, store = desk.mock, desk.mock.campaign_id("LaaS")
    statuses = ["RESERVED", "PENDING", "PROCESSING", "DELIVERY", "PICKUP"]
    if list_of == "store":
        listed = desk.store(store, status=statuses)
    else:
        listed = desk.business(campaignIds=[store], statuses=statuses)
    expected = [order.get("orderId") or order["id"] for order in listed]
    movable = [one for one in expected if mock.offered_intervals(one)]
    seen, to_come = movable[0], movable[-1]
    assert expected.index(to_come) >= expected.index(seen) + 2 * size
    changed: set[int] = set()

    def change(order_id: int) -> None:
        order = {
            "id": order_id,
            "deliveryInterval": mock.offered_intervals(order_id)[-1],
            "customer": {"lastName": "Ольхина", "firstName": "Вера", "phone": "+70001112233"},
        }
        answer = desk.http.post(f"/v1/campaigns/{store}/orders/update", json={"order": order})
        for one in answer.json()["result"]["operations"]:
            mock.finish_operation(one["id"])
        changed.add(order_id)

    found: list[int] = []
    params: dict[str, Any] = {"limit": size}
    while params.get("page_token", "first"):
        if list_of == "store":
            url, query = desk.store_url(store), {"status": statuses, **params}
            answer = desk.http.get(url, params=query).json()
        else:
            body = {"campaignIds": [store], "statuses": statuses}
            answer = desk.http.post(desk.business_url, json=body, params=params).json()
        for order in answer["orders"]:
            found.append(order.get("orderId") or order["id"])
            moved = order["delivery"]["dates"].get("fromTime") == "18:00"
            assert moved or found[-1] not in changed  # pages to come show the change
        mock.clock.advance(seconds=1)
        if seen in found and not changed:
            change(seen)
            change(to_come)
        params["page_token"] = answer["paging"].get("nextPageToken")
    assert found == expected
    assert changed == {seen, to_come}
