"""Sums of an order's statistics: signs, exactness, and what is no goods."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yandex_market import models, money
from yandex_market.mock import MockMarket
from yandex_market.testing import connect, sample

from tests.twins import NOW

KINDS = ["ACCRUAL", "DEDUCTION"]
AMOUNTS = st.decimals(min_value=0, max_value=10**15, places=2)


def order(**fields: object) -> models.OrdersStatsOrder:
    return sample(models.OrdersStatsOrder, **fields)


def subsidy(kind: object, amount: object) -> dict[str, object]:
    return {"operationType": kind, "type": "SUBSIDY", "amount": amount}


@given(st.lists(st.tuples(st.sampled_from(KINDS), AMOUNTS), min_size=1))
def test_points_taken_back_count_down_to_the_last_digit(
    entries: list[tuple[str, Decimal]],
) -> None:
    one = order(subsidies=[subsidy(kind, amount) for kind, amount in entries])
    by_kind = {kind: sum((a for k, a in entries if k == kind), Decimal()) for kind in KINDS}
    assert money.subsidies(one) == by_kind["ACCRUAL"] - by_kind["DEDUCTION"]
    assert type(money.subsidies(one)) is Decimal


def test_a_refund_counts_down_and_a_payment_without_a_sum_is_nothing() -> None:
    entries = [{"type": "PAYMENT", "total": 1000}, {"type": "REFUND", "total": "0.1"}]
    one = order(payments=[*entries, {"type": "PAYMENT"}])
    assert money.paid(one) == Decimal("999.9")
    assert [money.signed(payment) for payment in one.payments] == [1000, Decimal("-0.1"), 0]


def test_the_kind_that_has_the_sign_is_not_the_kind_of_discount() -> None:
    taken = order(subsidies=[subsidy("DEDUCTION", 5) | {"type": "DELIVERY"}]).subsidies
    assert taken is not None
    assert money.signed(taken[0]) == -5


@pytest.mark.parametrize("kind", ["CORRECTION", None])
def test_of_an_unknown_kind_nobody_guesses_the_sign(kind: str | None) -> None:
    one = order(subsidies=[{k: v for k, v in subsidy(kind, 5).items() if v is not None}])
    with pytest.raises(ValueError, match="which sign"):
        money.subsidies(one)


def test_an_order_without_entries_sums_to_nothing() -> None:
    for one in (
        order(payments=[], subsidies=[], commissions=[]),
        order(payments=None, subsidies=None, commissions=None),
    ):
        assert [money.paid(one), money.subsidies(one), money.fees(one)] == [0, 0, 0]


@pytest.mark.parametrize(
    ("name", "goods"),
    [
        ("Доставка", False),
        (" доставка ", False),
        ("Подъём на этаж", False),
        ("Подъем", False),
        ("Подъёмник автомобильный", True),
        ("Книга «Доставка»", True),
        (None, True),
    ],
)
def test_a_service_among_the_items_is_known_by_its_name(name: str | None, goods: bool) -> None:
    item = sample(models.OrdersStatsItem, offer_name=name, shop_sku="KETTLE-17-GL")
    assert money.is_goods(item) is goods


def test_what_the_buyer_paid_is_the_price_of_goods_and_services_in_the_market() -> None:
    mock = MockMarket(orders=1_000, now=NOW, quotas="off")
    dbs = mock.campaign_id("DBS")
    delivered = list(connect(mock).orders.stats(dbs, statuses=["DELIVERED"]))
    with_delivery = [o for o in delivered if not all(map(money.is_goods, o.items))]
    assert with_delivery
    for one in with_delivery:
        prices = (p for item in one.items for p in item.prices or () if p.type_ == "BUYER")
        assert money.paid(one) in (0, sum((p.total or 0 for p in prices), Decimal()))
    assert any(money.paid(one) for one in with_delivery)
