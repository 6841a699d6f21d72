"""The tests of the application: the pytest plugin's market, scripted answers, samples."""

from __future__ import annotations

import datetime

import pytest
from parcel_report import by_status, first_store, is_open, move, paid
from yandex_market.mock import MockMarket
from yandex_market.models import BusinessOrder
from yandex_market.testing import connect, sample


def test_the_wheel_is_what_is_tested() -> None:
    import yandex_market

    assert "site-packages" in str(yandex_market.__file__)


def test_payments_of_a_store_add_up(market_mock: MockMarket) -> None:
    with connect(market_mock) as market:
        assert paid(market, market_mock.campaign_ids[0], datetime.date(2020, 1, 1)) > 0


@pytest.mark.market_mock(orders=500)
def test_orders_are_counted_by_status(market_mock: MockMarket) -> None:
    with connect(market_mock) as market:
        counts = by_status(market, market_mock.business_id)
    assert counts["DELIVERED"] > 0


def test_a_delivery_is_moved(market_mock: MockMarket) -> None:
    store = market_mock.campaign_id("LaaS")
    order = next(i for i in market_mock.order_ids(store) if market_mock.offered_intervals(i))
    with connect(market_mock) as market:
        assert move(market, store, order) == "moved"


def test_stores_are_read_over_http_by_the_async_twin(market_mock: MockMarket) -> None:
    with market_mock.serve() as url:
        assert first_store(url, market_mock.api_key) == market_mock.campaign_ids[0]


def test_a_status_newer_than_the_program_is_open() -> None:
    assert is_open(sample(BusinessOrder, status="LOST_IN_SPACE"))
    assert not is_open(sample(BusinessOrder, status="DELIVERED"))
