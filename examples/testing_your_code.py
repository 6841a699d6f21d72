"""Tests of your own code without the service: a market that behaves, trouble, scripts, samples.

    python -m pytest examples/testing_your_code.py

Needs pytest and the extra `mock`; no key, no network, and no waiting.
"""

from __future__ import annotations

import pytest
from yandex_market import ServerError, YandexMarket
from yandex_market.mock import MockMarket
from yandex_market.models import BusinessOrder
from yandex_market.testing import Script, answer, connect, refusal, sample


def is_late(order: BusinessOrder) -> bool:
    """Your code: an order that somebody has to look after."""
    return order.status == "PROCESSING" and bool(order.cancel_requested)


def to_look_after(market: YandexMarket, business_id: int) -> list[int]:
    """Your code: the ids of all such orders."""
    return [order.order_id for order in market.orders.list(business_id) if is_late(order)]


def test_a_rule_on_one_order() -> None:
    """A sample is enough: a whole, valid model, of which only the fields that matter are named."""
    assert is_late(sample(BusinessOrder, status="PROCESSING", cancel_requested=True))
    assert not is_late(sample(BusinessOrder, status="DELIVERED", cancel_requested=True))


def test_all_orders_of_a_market_that_stumbles() -> None:
    """The mock has stores, pages and quotas; faults say what goes wrong, once if not said else."""
    mock = MockMarket(orders=500)
    market = connect(mock)
    first = market.orders.list(mock.business_id).collect(limit=1)[0]
    mock.faults.add("getBusinessOrders", 503, times=2)
    late = {"/orders/0/status": "PROCESSING", "/orders/0/cancelRequested": True}
    mock.faults.add("getBusinessOrders", change=late)
    assert first.order_id in to_look_after(market, mock.business_id)


def test_a_service_that_stays_down() -> None:
    """A script answers word for word; one request more than it has answers fails the test."""
    script = Script(*[refusal(503, "Busy")] * 4)
    with pytest.raises(ServerError, match="Busy"):
        to_look_after(connect(script), 918273)


def test_what_is_asked() -> None:
    """It keeps the requests, too."""
    script = Script(answer({"orders": [sample(BusinessOrder, status="PICKUP")]}))
    assert to_look_after(connect(script), 918273) == []
    assert [sent.path for sent in script.requests] == ["/v1/businesses/918273/orders"]
