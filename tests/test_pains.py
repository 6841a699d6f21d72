"""What users of this API have suffered from with other clients, one by one: here it is gone.

| trouble                                          | tests below                      |
|--------------------------------------------------|----------------------------------|
| the limit is HTTP 420, which few clients know    | "limit"                          |
| paging: tokens in wrong places, pages repeated   | "paging"                         |
| dates in many forms, with and without a zone     | "dates"                          |
| the server's words are lost                      | "words"                          |
| campaign, business and "shop" ids are mixed up   | "ids"                            |
| windows of 30 days whose end does not count      | "windows"                        |
| which header the key belongs in                  | "key"                            |
| a new enum value costs the whole page            | "new values"                     |
| money by way of floats, signs forgotten          | "money"                          |
| nothing to try things on                         | "sandbox"                        |
| the API moves on, and nobody tells               | "changes"                        |
| an API that is switched off is asked for ever    | "switched off"                   |
| a 200 that is an error                           | "false success"                  |

Details have tests elsewhere; each test here is the whole story in short.
"""

from __future__ import annotations

import datetime
import logging
from decimal import Decimal

import pytest
from yandex_market import (
    ApiDisabledError,
    ArgumentError,
    ConfigurationError,
    ForbiddenError,
    OperationState,
    PageLoopError,
    QuotaExceededError,
    RetryPolicy,
    ServerError,
    StatusError,
    SunsetWarning,
    UnauthorizedError,
    WaitFailedError,
    YandexMarket,
    money,
)
from yandex_market.mock import MockMarket
from yandex_market.models import MOSCOW, BusinessOrder, Order, OrdersStatsOrder
from yandex_market.testing import Script, answer, connect, refusal, sample

from examples.revenue_by_status import account

NOW = datetime.datetime(2026, 11, 20, 12, tzinfo=MOSCOW)
TODAY = NOW.date()
DAY = datetime.timedelta(days=1)


def shop(orders: int = 600) -> tuple[MockMarket, YandexMarket, int]:
    """A mock market at noon, a client on it, and its biggest store."""
    mock = MockMarket(orders=orders, now=NOW)
    return mock, connect(mock), mock.campaign_ids[0]


# -- limit -----------------------------------------------------------------------------------------


def test_a_spent_quota_is_waited_out_until_the_moment_that_the_server_names(
    caplog: pytest.LogCaptureFixture,
) -> None:
    mock, market, store = shop()
    mock.faults.add("getOrdersStats", 420, kind="resource", wait=40)
    with caplog.at_level(logging.WARNING, "yandex_market"):
        assert market.orders.stats(store).first() is not None
    assert mock.clock.now() - NOW >= datetime.timedelta(seconds=40)
    assert "quota spent" in caplog.text


def test_a_limit_that_lasts_too_long_is_an_error_with_the_moment_of_its_end() -> None:
    mock, market, store = shop()
    mock.faults.add("getOrdersStats", 420, kind="resource", wait=3600)
    with pytest.raises(QuotaExceededError) as caught:
        market.orders.stats(store).first()
    assert caught.value.status == 420
    assert caught.value.retry_at == NOW + datetime.timedelta(hours=1)


# -- paging ----------------------------------------------------------------------------------------


def test_every_order_of_a_listing_comes_once_whatever_envelope_its_pages_have() -> None:
    mock, market, store = shop()
    # The one has its orders under `result`, the other beside it; the tokens too differ in place.
    stats = [order.id for order in market.orders.stats(store, page_size=50)]
    assert sorted(filter(None, stats)) == sorted(mock.order_ids(store))
    month = [order.order_id for order in market.orders.list(mock.business_id, page_size=10)]
    assert len(month) == len(set(month)) > 20


def test_the_token_of_a_page_goes_into_the_query_and_the_filters_go_with_it() -> None:
    first = {"orders": [sample(BusinessOrder)], "paging": {"nextPageToken": "t2"}}
    script = Script(answer(first), answer({"orders": []}))
    assert len(list(connect(script).orders.list(918273, statuses=["PICKUP"]))) == 1
    second = script.requests[1]
    assert "t2" in (second.query.get("page_token"), second.query.get("pageToken"))
    assert second.json() == script.requests[0].json() == {"statuses": ["PICKUP"]}


def test_a_listing_that_repeats_itself_ends_with_an_error() -> None:
    page = {"orders": [sample(BusinessOrder)], "paging": {"nextPageToken": "same"}}
    script = Script(*[answer(page)] * 3)
    with pytest.raises(PageLoopError):
        list(connect(script).orders.list(918273))


# -- dates -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("fraction", ["", ".1", ".12", ".123", ".123456"])
def test_one_moment_in_each_form_of_the_api_is_one_aware_datetime(fraction: str) -> None:
    moment = datetime.datetime(2026, 11, 6, 18, 32, 7, tzinfo=MOSCOW)
    texts = {"creationDate": "06-11-2026 18:32:07"}
    script = Script(answer({"order": {**sample(Order).to_dict(), **texts}}), now=NOW)
    assert connect(script).orders.get(21, 5).creation_date == moment
    micro = int((fraction[1:] or "0").ljust(6, "0"))
    for zone in ("", "+03:00"):
        text = f"2026-11-06T18:32:07{fraction}{zone}"
        stats = sample(OrdersStatsOrder, status_update_date=text).status_update_date
        assert stats == moment.replace(microsecond=micro)


def test_one_kind_of_date_is_taken_and_sent_in_the_form_that_each_method_wants() -> None:
    day = datetime.date(2026, 11, 6)
    empty = answer({"status": "OK", "orders": [], "result": {"orders": []}})
    script = Script(empty, empty, empty, now=NOW)
    market = connect(script)
    market.orders.stats(21, date_from=day).first()
    market.orders.list_in_store(21, from_date=day).first()
    market.orders.list(918273, creation_date_from=day).first()
    assert script.requests[0].json() == {"dateFrom": "2026-11-06"}
    assert script.requests[1].query["fromDate"] == "06-11-2026"
    assert script.requests[2].json() == {"dates": {"creationDateFrom": "2026-11-06"}}


# -- words -----------------------------------------------------------------------------------------


def test_the_words_of_the_server_are_in_the_error_be_they_json_or_html() -> None:
    script = Script(
        refusal(400, "'dateFrom' must not be null", "BAD_REQUEST"),
        answer(b"<html><title>502 Bad Gateway</title></html>", status=502),
    )
    market = connect(script, retry=RetryPolicy(attempts=1))
    with pytest.raises(StatusError, match="'dateFrom' must not be null") as caught:
        market.campaigns.list().first()
    assert caught.value.errors == (("BAD_REQUEST", "'dateFrom' must not be null"),)
    with pytest.raises(ServerError, match="502") as broken:
        market.campaigns.list().first()
    assert b"Bad Gateway" in broken.value.body


# -- ids -------------------------------------------------------------------------------------------


def test_a_business_id_in_place_of_a_campaign_id_is_told_how_to_find_the_right_one() -> None:
    mock, market, store = shop()
    with pytest.raises(
        ForbiddenError, match=r"campaign id of this key's stores, as campaigns\.list"
    ):
        market.orders.stats(mock.business_id).first()
    found = market.campaigns.list().first()
    assert found is not None
    assert found.id == store
    assert found.business is not None
    assert found.business.id == mock.business_id


# -- windows ---------------------------------------------------------------------------------------


def test_a_long_span_is_asked_for_in_windows_and_no_order_is_lost_or_comes_twice() -> None:
    mock, market, _ = shop()
    start, end = TODAY - 92 * DAY, TODAY + DAY
    whole = market.orders.list(
        mock.business_id, creation_date_from=start, creation_date_to=end, page_size=50
    )
    days = [order.creation_date.astimezone(MOSCOW).date() for order in whole]
    assert TODAY - 90 * DAY > min(days) >= start
    assert max(days) == TODAY  # the end does not count, so tomorrow takes today in
    one_by_one = 0
    for number in range(31):
        first, after = start + 3 * number * DAY, start + 3 * (number + 1) * DAY
        one_by_one += sum(
            1
            for _ in market.orders.list(
                mock.business_id, creation_date_from=first, creation_date_to=after, page_size=50
            )
        )
    assert len(days) == one_by_one > 100


def test_spans_that_no_window_can_take_apart_are_refused_before_anything_is_sent() -> None:
    mock, market, _ = shop()
    with pytest.raises(ArgumentError, match="30 days"):
        market.orders.list(
            mock.business_id,
            creation_date_from=TODAY - 92 * DAY,
            creation_date_to=TODAY,
            shipment_date_from=TODAY - 92 * DAY,
            shipment_date_to=TODAY,
        )
    assert len(mock.requests) == 0


# -- key -------------------------------------------------------------------------------------------


def test_a_key_and_a_token_go_each_into_the_header_that_is_theirs() -> None:
    mock = MockMarket(orders=100, now=NOW)
    script = Script(answer({"campaigns": []}), answer({"campaigns": []}))
    YandexMarket(mock.api_key, transport=script.transport()).campaigns.list().first()
    YandexMarket(oauth_token="y0_made-up", transport=script.transport()).campaigns.list().first()
    names = [{"api-key", "authorization"} & set(sent.headers) for sent in script.requests]
    assert names == [{"api-key"}, {"authorization"}]


def test_a_key_of_the_wrong_kind_is_told_apart_from_one_that_may_not() -> None:
    mock = MockMarket(orders=100, now=NOW)
    token = YandexMarket("y0_made-up", transport=mock.transport())
    with pytest.raises(UnauthorizedError, match=r"prefix.*OAuth token is given as oauth_token"):
        token.campaigns.list().first()
    with pytest.raises(ConfigurationError, match="pass it as api_key") as refused:
        YandexMarket(oauth_token=mock.api_key)
    assert mock.api_key not in str(refused.value)
    narrow = YandexMarket(mock.add_key({"promotion"}), transport=mock.transport())
    assert narrow.campaigns.list().first() is not None
    with pytest.raises(ForbiddenError, match="inventory-and-order-processing"):
        narrow.orders.stats(mock.campaign_ids[0]).first()


# -- new values ------------------------------------------------------------------------------------


def test_a_status_that_is_new_costs_neither_the_page_nor_its_own_name() -> None:
    mock, market, store = shop()
    mock.faults.add("getOrdersStats", change={"/result/orders/0/status": "SENT_BY_DRONE"})
    orders = market.orders.stats(store, page_size=20).collect(limit=20)
    assert len(orders) == 20
    status = orders[0].status
    assert status == "SENT_BY_DRONE"
    assert status is not None
    assert not status.is_known
    assert orders[0].to_dict()["status"] == "SENT_BY_DRONE"


# -- money -----------------------------------------------------------------------------------------


def test_money_is_exact_from_the_answer_to_the_sum_and_back() -> None:
    text = b'{"operationType": "DEDUCTION", "type": "SUBSIDY", "amount": %s}'
    body = b'{"status": "OK", "result": {"orders": [{"id": 1, "subsidies": [%s, %s]}]}}' % (
        text % b"0.10",
        text % b"12345678901234567.89",
    )
    order = connect(Script(answer(body))).orders.stats(21).first()
    assert order is not None
    amounts = [one.amount for one in order.subsidies or ()]
    assert amounts == [Decimal("0.10"), Decimal("12345678901234567.89")]
    assert all(type(amount) is Decimal for amount in amounts)
    assert '"amount":12345678901234567.89' in order.to_json()


def test_what_was_taken_back_is_subtracted_in_the_example_that_people_copy() -> None:
    body = {
        "payments": [{"type": "PAYMENT", "total": 1000}, {"type": "REFUND", "total": 400}],
        "subsidies": [
            {"operationType": "ACCRUAL", "amount": 300},
            {"operationType": "DEDUCTION", "amount": 50},
        ],
        "commissions": [{"type": "FEE", "actual": 70.5}],
    }
    order = sample(OrdersStatsOrder, **{name: list(value) for name, value in body.items()})
    sums = [money.paid(order), money.subsidies(order), money.fees(order)]
    assert sums == [600, 250, Decimal("70.5")]
    assert {**account(order), "units": None} == {
        "paid": 600, "subsidies": 250, "fees": Decimal("-70.5"), "units": None,
    }  # fmt: skip


def test_delivery_among_the_items_is_told_from_goods() -> None:
    order = sample(OrdersStatsOrder)
    names = [item.offer_name for item in order.items]
    assert names[-1] == "Доставка"
    assert [item.offer_name for item in order.items if money.is_goods(item)] == names[:-1]


# -- sandbox ---------------------------------------------------------------------------------------


def test_a_change_of_an_order_can_be_tried_from_the_request_to_its_effect() -> None:
    mock, market, _ = shop(2_000)
    laas = mock.campaign_id("LaaS")
    order_id = next(one for one in mock.order_ids(laas) if mock.offered_intervals(one))
    interval = market.orders.update_options(laas, order_id)[-1]
    assert interval.delivery_date_interval is not None
    market.orders.update(laas, order_id, delivery_interval=interval).wait(deadline=300)
    order = market.orders.list(mock.business_id, order_ids=[order_id]).first()
    assert order is not None
    assert order.delivery.dates is not None
    assert order.delivery.dates.from_date == interval.delivery_date_interval.from_date


# -- changes ---------------------------------------------------------------------------------------


def test_a_method_that_ends_soon_says_so_in_time_and_names_its_successor() -> None:
    script = Script(answer({"order": sample(Order)}), now=NOW + 30 * DAY)
    with pytest.warns(SunsetWarning, match=r"orders\.list \(getBusinessOrders\)"):
        connect(script).orders.get(21, 5)


def test_long_ids_new_fields_and_missing_ones_are_read() -> None:
    mock, market, store = shop()
    mock.faults.add(
        "getOrdersStats",
        change={"/result/orders/0/id": 59_876_543_210, "/result/orders/0/giftWrap": True},
        remove=["/result/orders/0/paymentType"],
    )
    order = market.orders.stats(store).first()
    assert order is not None
    assert (order.id, order.payment_type) == (59_876_543_210, None)
    assert order.additional_properties == {"giftWrap": True}
    mock.faults.add("getCampaigns", remove=["/campaigns/*/clientId"])
    assert [one.id for one in market.campaigns.list()] == mock.campaign_ids


# -- switched off ----------------------------------------------------------------------------------


def test_an_api_that_is_switched_off_has_an_error_of_its_own_and_is_asked_once() -> None:
    mock, market, store = shop()
    mock.faults.add("getOrdersStats", 403, code="API_DISABLED", message="API_DISABLED")
    with pytest.raises(ApiDisabledError) as caught:
        market.orders.stats(store).first()
    assert (caught.value.attempts, len(mock.requests)) == (1, 1)


# -- false success ---------------------------------------------------------------------------------


def test_a_200_that_says_error_is_an_error() -> None:
    script = Script(refusal(200, "Something broke", "INTERNAL"))
    with pytest.raises(StatusError, match="Something broke") as caught:
        connect(script).orders.stats(21).first()
    assert caught.value.status == 200


def test_of_several_changes_one_that_failed_is_not_hidden_by_those_that_are_done() -> None:
    kind, states = "ORDER_RECIPIENT_UPDATE", {"a": "DONE", "b": "FAILED"}
    polled = [{"id": one, "type": kind, "status": state} for one, state in states.items()]
    market = connect(Script(answer({"status": "OK", "result": {"operations": polled}}), now=NOW))
    started = [OperationState(kind, one) for one in states]
    with pytest.raises(WaitFailedError) as caught:
        market.operations.wait(918273, started, deadline=60)
    assert {one.id: one.status for one in caught.value.operations} == states
