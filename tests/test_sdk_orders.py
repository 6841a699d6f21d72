"""Orders: what each method sends, what it gives back, and what it refuses to send."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, assert_type

import httpx
import pytest
from yandex_market import (
    ArgumentError,
    BadRequestError,
    NotFoundError,
    Pager,
    QuotaExceededError,
    ResponseDecodeError,
    YandexMarket,
)
from yandex_market.mock import MockMarket
from yandex_market.models import (
    MOSCOW,
    BusinessOrder,
    DeliveryInterval,
    Order,
    OrderBuyer,
    OrderBuyerType,
    OrderDeliveryDispatchType,
    OrderSourcePlatformType,
    OrderStatusType,
    OrderSubstatusType,
    SellingProgramType,
)
from yandex_market_api.operations import OPERATIONS

from tests.twins import KEY, NOW, Script, Twin, answer, quota_spent, refusal

EMPTY = answer(200, {"orders": []})
MARCH = datetime.date(2026, 3, 1)
NOON = datetime.datetime(2026, 3, 2, 12, 0, tzinfo=MOSCOW)
UTC_NIGHT = datetime.datetime(2026, 3, 9, 21, 30, 15, 250_000, tzinfo=datetime.UTC)
NAIVE = NOON.replace(tzinfo=None)

# filter → (what a caller gives, what goes out); one entry for every filter of the operation
IN_BUSINESS: Mapping[str, tuple[Any, Any]] = {
    "order_ids": ([1, 2], [1, 2]),
    "external_order_ids": (("A-1",), ["A-1"]),
    "program_types": ([SellingProgramType.LAAS, "FBY"], ["LAAS", "FBY"]),
    "campaign_ids": ({21}, [21]),
    "statuses": ([OrderStatusType("BRAND_NEW"), "DELIVERED"], ["BRAND_NEW", "DELIVERED"]),
    "substatuses": ([OrderSubstatusType.SHIPPED], ["SHIPPED"]),
    "creation_date_from": (datetime.date(2026, 3, 10), "2026-03-10"),
    "creation_date_to": ("2026-03-31", "2026-03-31"),
    "shipment_date_from": ("2026-03-01", "2026-03-01"),
    "shipment_date_to": (MARCH, "2026-03-01"),
    "update_date_from": (UTC_NIGHT, "2026-03-10T00:30:15.25+03:00"),
    "update_date_to": ("2026-03-12T11:00:00+02:00", "2026-03-12T12:00:00+03:00"),
    "fake": (True, True),
    "waiting_for_cancellation_approve": (False, False),
    "source_platforms": ([OrderSourcePlatformType.OTHER], ["OTHER"]),
}
IN_STORE: Mapping[str, tuple[Any, list[tuple[str, str]]]] = {
    "order_ids": ((1, 2), [("orderIds", "1"), ("orderIds", "2")]),
    "status": (
        ["DELIVERED", OrderStatusType.PICKUP],
        [("status", "DELIVERED"), ("status", "PICKUP")],
    ),
    "substatus": ([OrderSubstatusType("BRAND_NEW")], [("substatus", "BRAND_NEW")]),
    "from_date": (MARCH, [("fromDate", "01-03-2026")]),
    "to_date": ("2026-03-31", [("toDate", "31-03-2026")]),
    "supplier_shipment_date_from": ("2026-02-28", [("supplierShipmentDateFrom", "28-02-2026")]),
    "supplier_shipment_date_to": (MARCH, [("supplierShipmentDateTo", "01-03-2026")]),
    "updated_at_from": ("2026-03-01T21:30:15Z", [("updatedAtFrom", "2026-03-02T00:30:15+03:00")]),
    "updated_at_to": (NOON, [("updatedAtTo", "2026-03-02T12:00:00+03:00")]),
    "dispatch_type": (
        OrderDeliveryDispatchType.SHOP_OUTLET,
        [("dispatchType", "SHOP_OUTLET")],
    ),
    "fake": (True, [("fake", "true")]),
    "has_cis": (False, [("hasCis", "false")]),
    "only_waiting_for_cancellation_approve": (
        True,
        [("onlyWaitingForCancellationApprove", "true")],
    ),
    "only_estimated_delivery": (False, [("onlyEstimatedDelivery", "false")]),
    "buyer_type": (OrderBuyerType.BUSINESS, [("buyerType", "BUSINESS")]),
}


def listed(twin: Twin, method: str, script: Any = None, **arguments: Any) -> httpx.Request:
    """The one request of a listing."""
    script = script or Script(EMPTY)
    owner = 900 if method == "list" else 21
    assert twin.items(getattr(twin.scripted(script).orders, method)(owner, **arguments)) == []
    (request,) = script.requests
    assert isinstance(request, httpx.Request)
    return request


def body_of(request: httpx.Request) -> Any:
    return json.loads(request.content)


# --- the wire form of filters ------------------------------------------------------------------


def test_the_samples_here_cover_every_filter_of_both_listings() -> None:
    assert set(IN_BUSINESS) == set(OPERATIONS["getBusinessOrders"].filters)
    assert set(IN_STORE) == set(OPERATIONS["getOrders"].filters)


@pytest.mark.parametrize("name", IN_BUSINESS)
def test_a_filter_of_a_business_goes_into_the_body_with_dates_in_an_object_of_their_own(
    twin: Twin, name: str
) -> None:
    given, sent = IN_BUSINESS[name]
    wire = next(a.wire for a in OPERATIONS["getBusinessOrders"].arguments if a.name == name)
    assert wire[:-1] == (("dates",) if "_date_" in name else ())
    expected: Any = {wire[-1]: sent}
    request = listed(twin, "list", **{name: given})
    assert body_of(request) == ({"dates": expected} if wire[:-1] else expected)
    assert (request.method, request.url.raw_path) == ("POST", b"/v1/businesses/900/orders")


@pytest.mark.parametrize("name", IN_STORE)
def test_a_filter_of_a_store_goes_into_the_query_with_lists_as_repeated_keys(
    twin: Twin, name: str
) -> None:
    given, sent = IN_STORE[name]
    request = listed(twin, "list_in_store", **{name: given})
    assert request.url.params.multi_items() == sent
    assert (request.method, request.url.path) == ("GET", "/v2/campaigns/21/orders")
    assert request.content == b""


def test_all_filters_of_a_business_go_out_together(twin: Twin) -> None:
    request = listed(
        twin, "list", page_size=7, **{n: given for n, (given, _) in IN_BUSINESS.items()}
    )
    sent = body_of(request)
    assert len(sent.pop("dates")) + len(sent) == len(IN_BUSINESS)
    assert request.url.params.multi_items() == [("limit", "7")]


def test_an_offset_is_escaped_in_a_query_where_a_plus_means_a_space(twin: Twin) -> None:
    query = listed(twin, "list_in_store", updated_at_from=NOON).url.query
    assert query == b"updatedAtFrom=2026-03-02T12%3A00%3A00%2B03%3A00"


def test_a_listing_without_filters_sends_what_the_document_requires_and_no_more(
    twin: Twin,
) -> None:
    business = listed(twin, "list", fake=None)
    assert (business.content, business.url.query) == (b"{}", b"")
    store = listed(twin, "list_in_store", fake=None)
    assert (store.content, store.url.query) == (b"", b"")


# --- what is refused ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filters", "text"),
    [
        ({"from_date": "01-03-2026"}, "from_date: expected a date, as datetime.date or 'YYYY-MM"),
        ({"to_date": NOON}, "to_date: expected a date; of a time, pass its .date() in Moscow time"),
        ({"updated_at_from": MARCH}, "updated_at_from: expected a time with its offset"),
        ({"updated_at_from": "yesterday"}, "updated_at_from: expected a time with its offset"),
        ({"updated_at_from": 1_772_000_000}, "updated_at_from: expected a time with its offset"),
        ({"updated_at_from": "2026-03-02T12:00:00"}, "updated_at_from: which time zone? Give"),
        ({"updated_at_to": "2026-03-02"}, "updated_at_to: which time zone?"),
        ({"updated_at_to": NAIVE}, "tzinfo=yandex_market.models.MOSCOW"),
        ({"updated_at_to": "9999-12-31T23:00:00Z"}, "updated_at_to: out of the range of years"),
        ({"status": "DELIVERED"}, "status: expected a list, not str"),
        ({"status": ["DELIVERD"]}, "status[0]: the document knows no such value; did you mean"),
        ({"order_ids": []}, "order_ids must have at least 1 items"),
        ({"order_ids": range(1, 52)}, "order_ids must have at most 50 items, not 51"),
        ({"fake": "true"}, "fake: expected True or False, not str"),
        ({"page": 2}, "there is no filter 'page'"),
        ({"statuses": ["DELIVERED"]}, "no filter 'statuses'; did you mean 'status'?"),
        ({"page_size": 51}, "page_size must be at most 50, not 51"),
        (
            {"from_date": "2026-03-02", "to_date": MARCH},
            "to_date must not be before from_date",
        ),
        (
            # Day first these two would compare the other way round.
            {"from_date": "2026-02-28", "to_date": "2026-04-01"},
            "from_date and to_date may span at most 30 days",
        ),
    ],
)
def test_filters_of_a_store_that_the_api_would_refuse_never_leave_the_client(
    twin: Twin, filters: dict[str, Any], text: str
) -> None:
    script = Script(answer(500))
    with pytest.raises(ArgumentError) as caught:
        twin.scripted(script).orders.list_in_store(21, **filters)
    assert str(caught.value).startswith("orders.list_in_store: ")
    assert text in str(caught.value)
    assert len(script) == 0


@pytest.mark.parametrize("kind", ["creation_date", "shipment_date", "update_date"])
def test_a_span_of_dates_ends_after_it_starts(twin: Twin, kind: str) -> None:
    start, end = f"{kind}_from", f"{kind}_to"
    market = twin.scripted(Script(answer(500)))

    def told(days: int, seconds: int = 0) -> str:
        last: Any = NOON + datetime.timedelta(days, seconds)
        first: Any = NOON
        if kind != "update_date":
            first, last = first.date(), last.date()
        try:
            market.orders.list(900, **{start: first, end: last})
        except ArgumentError as error:
            return str(error)
        return ""

    assert told(30) == told(1) == ""
    assert told(31) == told(30, 1) == ""  # asked for in windows
    assert told(-1) == f"orders.list: {end} must not be before {start}"
    if kind == "update_date":
        assert told(0, 1) == ""
        assert told(0) == f"orders.list: {end} must be after {start}"
    else:
        assert told(0) == ""  # the API takes the same day twice for that day


@pytest.mark.parametrize(
    ("start", "end", "first"),
    [
        ("from_date", "to_date", MARCH),
        ("supplier_shipment_date_from", "supplier_shipment_date_to", MARCH),
        ("updated_at_from", "updated_at_to", NOON),
    ],
)
def test_a_span_of_a_store_s_orders_is_no_longer_than_documented(
    twin: Twin, start: str, end: str, first: Any
) -> None:
    window = OPERATIONS["getOrders"].window
    assert window
    assert window.days == 30
    market = twin.scripted(Script(answer(500)))
    market.orders.list_in_store(21, **{start: first, end: first + datetime.timedelta(30)})
    with pytest.raises(ArgumentError, match=f"{start} and {end} may span at most 30 days"):
        market.orders.list_in_store(21, **{start: first, end: first + datetime.timedelta(31)})


def test_times_are_compared_as_moments_whatever_their_offsets(twin: Twin) -> None:
    market = twin.scripted(Script(answer(500)))
    later = "2026-03-02T09:30:00Z"  # which is 12:30 in Moscow
    market.orders.list(900, update_date_from=NOON, update_date_to=later)
    with pytest.raises(ArgumentError, match="update_date_to must not be before"):
        market.orders.list(900, update_date_from=later, update_date_to=NOON)


def test_one_end_of_a_span_and_several_spans_at_once_are_fine(twin: Twin) -> None:
    dates = {"creation_date_to": MARCH, "shipment_date_from": MARCH, "update_date_to": NOON}
    assert len(body_of(listed(twin, "list", **dates))["dates"]) == 3


# --- pages -------------------------------------------------------------------------------------


def shelf(request: httpx.Request) -> httpx.Response:
    """Three pages, the one in the middle empty, with the token at the top of the answer."""
    token = request.url.params.get("page_token")
    name = "orderId" if "businesses" in request.url.path else "id"
    pages: dict[Any, Any] = {
        None: {"orders": [{name: 1}, {name: 2}], "paging": {"nextPageToken": "b"}},
        "b": {"orders": [], "paging": {"nextPageToken": "c"}},
        "c": {"orders": [{name: 3}], "paging": {}},
    }
    return httpx.Response(200, json=pages[token])


def ids_of(orders: list[Any]) -> list[int]:
    return [o.order_id if isinstance(o, BusinessOrder) else o.id for o in orders]


def test_the_listing_of_a_business_sends_its_body_again_with_every_token(twin: Twin) -> None:
    script = Script(shelf)
    listing = twin.scripted(script).orders.list(900, statuses=["DELIVERED"], page_size=2)
    assert repr(listing).endswith("Pager orders.list (business 900)>")
    assert ids_of(twin.items(listing)) == [1, 2, 3]
    assert script.bodies == [{"statuses": ["DELIVERED"]}] * 3
    assert [dict(r.url.params) for r in script] == [
        {"limit": "2"}, {"limit": "2", "page_token": "b"}, {"limit": "2", "page_token": "c"},
    ]  # fmt: skip


def test_the_listing_of_a_store_sends_its_query_again_with_every_token(twin: Twin) -> None:
    script = Script(shelf)
    statuses = ["DELIVERED", "PICKUP"]
    listing = twin.scripted(script).orders.list_in_store(21, status=statuses)
    assert repr(listing).endswith("Pager orders.list_in_store (campaign 21)>")
    assert ids_of(twin.items(listing)) == [1, 2, 3]
    assert [r.url.params.get_list("status") for r in script] == [statuses] * 3
    assert [r.url.params.get("page_token") for r in script] == [None, "b", "c"]


@pytest.mark.parametrize("method", ["list", "list_in_store"])
def test_a_listing_that_fails_goes_on_with_the_page_that_failed(twin: Twin, method: str) -> None:
    script = Script(shelf, shelf, quota_spent(None), shelf)
    listing = getattr(twin.scripted(script, deadline=0.1).orders, method)(21)
    seen: list[Any] = []
    with pytest.raises(QuotaExceededError) as caught:
        twin.items(listing, into=seen)
    rest = twin.items(listing.pages(resume_from=caught.value.resume_token))
    assert ids_of(seen + [order for page in rest for order in page.items]) == [1, 2, 3]


# --- what comes back ---------------------------------------------------------------------------


def test_orders_of_a_business_come_as_models_with_exact_sums_and_aware_times(twin: Twin) -> None:
    body = (
        b'{"orders": [{"orderId": 1, "campaignId": 21, "status": "BRAND_NEW", "fake": false,'
        b' "creationDate": "2026-03-02T12:00:00+03:00",'
        b' "prices": {"payment": {"value": 0.1, "currencyId": "RUR"}}}]}'
    )
    listing = twin.scripted(Script(answer(200, body))).orders.list(900)
    (order,) = twin.items(listing)
    assert type(order) is BusinessOrder
    assert order.status == "BRAND_NEW"
    assert not order.status.is_known
    assert order.creation_date == NOON
    assert order.creation_date.tzinfo is not None
    assert order.prices
    assert order.prices.payment
    assert order.prices.payment.value == Decimal("0.1")


def test_orders_of_a_store_are_what_get_returns(twin: Twin) -> None:
    wire = {"id": 5, "creationDate": "02-03-2026 12:00:00"}
    script = Script(
        answer(200, {"orders": [wire], "pager": {"total": 1}}), answer(200, {"order": wire})
    )
    market = twin.scripted(script)
    (order,) = twin.items(market.orders.list_in_store(21))
    assert type(order) is Order
    assert order.creation_date == NOON
    assert order == twin.run(lambda: market.orders.get(21, 5))


def test_the_buyer_comes_without_the_envelope_and_stays_out_of_texts(twin: Twin) -> None:
    person = {"id": "b1", "firstName": "Аглая", "phone": "+70001234567", "trusted": True}
    script = Script(answer(200, {"status": "OK", "result": {**person, "type": "PERSON"}}))
    buyer = twin.run(lambda: twin.scripted(script).orders.buyer(21, 5))
    assert type(buyer) is OrderBuyer
    assert (buyer.phone, buyer.trusted, buyer.type_) == ("+70001234567", True, "PERSON")
    assert not any(text in repr(buyer) for text in ("Аглая", "1234567"))
    (request,) = script.requests
    assert (request.method, request.url.path) == ("GET", "/v2/campaigns/21/orders/5/buyer")


def interval(day: str) -> dict[str, Any]:
    return {
        "deliveryDateInterval": {"fromDate": day, "toDate": day},
        "deliveryTimeInterval": {"fromTime": "10:00", "toTime": "18:00"},
    }


def choices(*intervals: Any) -> Any:
    found = {"deliveryIntervals": {"availableDeliveryIntervals": list(intervals)}}
    return answer(200, {"status": "OK", "result": found})


def test_update_options_are_a_list_of_intervals_that_update_takes_as_they_are(twin: Twin) -> None:
    started = {"operations": [{"id": "op1", "type": "ORDER_DELIVERY_INTERVAL_UPDATE"}]}
    script = Script(
        choices(interval("2026-04-03"), None, interval("2026-04-04")),
        answer(200, {"status": "OK", "result": started}),
    )
    market = twin.scripted(script)
    offered = twin.run(lambda: market.orders.update_options(21, 5))
    assert [type(one) for one in offered] == [DeliveryInterval] * 2
    twin.run(lambda: market.orders.update(21, 5, delivery_interval=offered[1]))
    asked, changed = script.bodies
    assert asked == {"id": 5}
    assert changed["order"]["deliveryInterval"] == interval("2026-04-04")
    assert script.requests[0].url.path == "/v1/campaigns/21/orders/update-options"


def test_an_order_that_cannot_be_moved_has_no_update_options(twin: Twin) -> None:
    market = twin.scripted(Script(choices()))
    assert twin.run(lambda: market.orders.update_options(21, 5)) == []


@pytest.mark.parametrize(
    ("method", "body", "path"),
    [
        ("buyer", {"status": "OK"}, "result"),
        ("update_options", {"status": "OK"}, "result"),
        ("update_options", {"result": {}}, "result.delivery_intervals"),
        ("update_options", {"result": {"deliveryIntervals": []}}, "result.deliveryIntervals"),
    ],
)
def test_an_answer_without_what_was_asked_for_is_an_error_with_its_place(
    twin: Twin, method: str, body: Any, path: str
) -> None:
    market = twin.scripted(Script(answer(200, body)))
    with pytest.raises(ResponseDecodeError) as caught:
        twin.run(lambda: getattr(market.orders, method)(21, 5))
    assert caught.value.path == path
    assert str(caught.value).startswith(f"orders.{method}: cannot read the answer at {path}: ")


@pytest.mark.parametrize("method", ["buyer", "update_options"])
@pytest.mark.parametrize(
    ("status", "text", "kind"),
    [
        (400, "Order is not in shop-processing status (actual: 'DELIVERED').", BadRequestError),
        (404, "Order not found: partnerId = '21', orderId = '5'", NotFoundError),
    ],
)
def test_a_refusal_tells_the_method_the_server_s_words_and_the_ids(
    twin: Twin, method: str, status: int, text: str, kind: type[Exception]
) -> None:
    market = twin.scripted(Script(refusal(status, text, "CODE")))
    with pytest.raises(kind) as caught:
        twin.run(lambda: getattr(market.orders, method)(21, 5))
    assert str(caught.value) == (
        f"orders.{method}: {status} CODE: {text} (campaign 21, order 5, attempt 1)"
    )


@pytest.mark.parametrize("method", ["buyer", "update_options"])
def test_asking_about_an_order_is_repeated_like_any_read(twin: Twin, method: str) -> None:
    good = {"result": {"deliveryIntervals": {"availableDeliveryIntervals": []}, "id": "b1"}}
    script = Script(answer(503), httpx.ReadTimeout("slow"), answer(200, good))
    market = twin.scripted(script)
    twin.run(lambda: getattr(market.orders, method)(21, 5))
    assert len(script) == 3


@pytest.mark.parametrize("method", ["buyer", "update_options"])
@pytest.mark.parametrize(
    ("campaign_id", "order_id", "text"),
    [
        (None, 5, "campaign_id is required"),
        (0, 5, "campaign_id must be at least 1, not 0"),
        (21, None, "order_id is required"),
        (21, "5", "order_id: expected an integer, not str"),
    ],
)
def test_ids_that_are_none_are_refused_by_the_name_of_the_argument(
    twin: Twin, method: str, campaign_id: Any, order_id: Any, text: str
) -> None:
    script = Script(answer(500))
    market = twin.scripted(script)
    with pytest.raises(ArgumentError) as caught:
        twin.run(lambda: getattr(market.orders, method)(campaign_id, order_id))
    assert str(caught.value) == f"orders.{method}: {text}"
    assert len(script) == 0


# --- with the mock market ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def mock() -> MockMarket:
    """One market for the tests that only read."""
    return MockMarket(orders=1_500, now=NOW, quotas="off")


MONTH = {"creation_date_from": "2026-03-04", "creation_date_to": "2026-04-03"}


def test_pages_of_any_size_make_the_same_listing(twin: Twin, mock: MockMarket) -> None:
    orders = twin.connect(mock).orders
    whole = ids_of(twin.items(orders.list(mock.business_id, **MONTH)))
    assert len(whole) == len(set(whole)) > 300
    assert ids_of(twin.items(orders.list(mock.business_id, page_size=37, **MONTH))) == whole
    store = mock.campaign_ids[0]
    whole = ids_of(twin.items(orders.list_in_store(store)))
    assert len(whole) == len(set(whole)) > 100
    assert ids_of(twin.items(orders.list_in_store(store, page_size=13))) == whole


@pytest.mark.parametrize(
    ("filters", "belongs"),
    [
        (
            {"statuses": ["DELIVERED", "CANCELLED"]},
            lambda o: o.status in ("DELIVERED", "CANCELLED"),
        ),
        ({"program_types": ["DBS"]}, lambda o: o.program_type == "DBS"),
        ({"source_platforms": ["OTHER"]}, lambda o: o.source_platform == "OTHER"),
        (
            {"update_date_from": NOON, "update_date_to": NOON + datetime.timedelta(days=9)},
            lambda o: NOON <= o.update_date < NOON + datetime.timedelta(days=9),
        ),
        (
            {"creation_date_from": "2026-03-20", "creation_date_to": datetime.date(2026, 3, 22)},
            lambda o: o.creation_date.astimezone(MOSCOW).date().day in (20, 21),
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_the_mock_of_a_business_takes_filters_as_the_client_sends_them(
    twin: Twin, mock: MockMarket, filters: dict[str, Any], belongs: Callable[[Any], bool]
) -> None:
    orders = twin.connect(mock).orders
    everything = twin.items(orders.list(mock.business_id, **MONTH))
    found = twin.items(orders.list(mock.business_id, **{**MONTH, **filters}))
    assert ids_of(found) == [o.order_id for o in everything if belongs(o)]
    assert 0 < len(found) < len(everything)


@pytest.mark.parametrize(
    ("filters", "belongs"),
    [
        ({"status": ["DELIVERED", "PICKUP"]}, lambda o: o.status in ("DELIVERED", "PICKUP")),
        ({"substatus": ["STARTED"]}, lambda o: o.substatus == "STARTED"),
        ({"dispatch_type": "BUYER"}, lambda o: o.delivery.dispatch_type == "BUYER"),
        (
            {"from_date": "2026-03-20", "to_date": datetime.date(2026, 3, 30)},
            lambda o: 20 <= o.creation_date.day < 30,
        ),
        (
            {"updated_at_from": "2026-03-20T12:00:00Z", "updated_at_to": NOW},
            lambda o: datetime.datetime(2026, 3, 20, 12, tzinfo=datetime.UTC) <= o.updated_at < NOW,
        ),
        ({"has_cis": True}, None),
        ({"fake": True}, None),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_the_mock_of_a_store_takes_filters_as_the_client_sends_them(
    twin: Twin, mock: MockMarket, filters: dict[str, Any], belongs: Callable[[Any], bool] | None
) -> None:
    orders, store = twin.connect(mock).orders, mock.campaign_ids[0]
    everything = twin.items(orders.list_in_store(store))
    found = twin.items(orders.list_in_store(store, **filters))
    assert 0 < len(found) < len(everything)
    if belongs:
        assert ids_of(found) == [o.id for o in everything if belongs(o)]
    assert all(o.fake is filters.get("fake", False) for o in found)


def test_the_same_order_is_found_by_its_id_in_both_listings(twin: Twin, mock: MockMarket) -> None:
    orders, store = twin.connect(mock).orders, mock.campaign_ids[0]
    one = twin.items(orders.list_in_store(store), take=1)[0]
    (again,) = twin.items(orders.list_in_store(store, order_ids=[one.id]))
    (other,) = twin.items(orders.list(mock.business_id, order_ids=[one.id]))
    assert again == one == twin.run(lambda: orders.get(store, one.id))
    assert (other.order_id, other.campaign_id, other.status) == (one.id, store, one.status)
    assert other.creation_date == one.creation_date


def test_the_buyer_of_an_order_on_its_way_can_be_reached_and_of_a_finished_one_cannot(
    twin: Twin, mock: MockMarket
) -> None:
    orders, store = twin.connect(mock).orders, mock.campaign_id("DBS")
    known = twin.items(orders.list_in_store(store))
    on_its_way = next(o for o in known if o.status == "DELIVERY")
    buyer = twin.run(lambda: orders.buyer(store, on_its_way.id))
    assert buyer.phone
    assert (buyer.id, buyer.first_name) == (on_its_way.buyer.id, on_its_way.buyer.first_name)
    finished = next(o for o in known if o.status == "DELIVERED")
    with pytest.raises(BadRequestError, match="not in shop-processing status"):
        twin.run(lambda: orders.buyer(store, finished.id))
    with pytest.raises(NotFoundError, match="Order not found"):
        twin.run(lambda: orders.buyer(store, 5))


def test_an_interval_that_is_offered_can_be_taken(twin: Twin) -> None:
    mock = MockMarket(orders=200, now=NOW, quotas="off")
    orders, store = twin.connect(mock).orders, mock.campaign_id("LaaS")
    order_id = next(i for i in mock.order_ids(store) if mock.offered_intervals(i))
    offered = twin.run(lambda: orders.update_options(store, order_id))
    assert [one.to_dict() for one in offered] == mock.offered_intervals(order_id)
    chosen = offered[-1]
    update = twin.run(lambda: orders.update(store, order_id, delivery_interval=chosen))
    twin.run(lambda: update.wait(deadline=600))
    dates = twin.run(lambda: orders.get(store, order_id)).delivery.dates
    assert (dates.from_date, dates.to_date) == (
        chosen.delivery_date_interval.from_date,
        chosen.delivery_date_interval.to_date,
    )
    with pytest.raises(BadRequestError):
        twin.run(lambda: orders.update_options(store, 5))


def test_type_checkers_know_what_each_method_gives_and_takes() -> None:
    """The assertions about types are for mypy, which checks this file; the rest runs."""
    script = Script(EMPTY, EMPTY, answer(200, {"result": {"id": "b1"}}), choices())
    with YandexMarket(KEY, transport=httpx.MockTransport(script)) as market:
        business = market.orders.list(
            900, creation_date_from=MARCH, creation_date_to="2026-03-31", statuses=["DELIVERED"]
        )
        assert_type(business, Pager[BusinessOrder])
        store = market.orders.list_in_store(21, updated_at_from=NOON, status=["DELIVERED"])
        assert_type(store, Pager[Order])
        assert list(business) == []
        assert list(store) == []
        assert_type(market.orders.buyer(21, 5), OrderBuyer)
        assert_type(market.orders.update_options(21, 5), list[DeliveryInterval])
    assert len(script) == 4
