"""What the sums in an order's statistics mean: `from yandex_market import money`.

    for order in market.orders.stats(store):
        order.id, money.paid(order), money.subsidies(order), money.fees(order)

| sum                 | of                                | says                                     |
|---------------------|-----------------------------------|------------------------------------------|
| `paid(order)`       | `order.payments`                  | what came in, less what was given back   |
| `subsidies(order)`  | `order.subsidies`                 | points that lower the fees, less those   |
|                     |                                   | that were taken back                     |
| `fees(order)`       | `order.commissions`               | what the Market charged, for the order   |
|                     |                                   | as a whole; no source tells it by item   |

All are in `order.currency`, exact, and change until the order has come to its end. The API gives amounts
without a sign, and their kind has it: `signed` tells it for one entry. `bid_fee` of an item is no sum:
what the sales boost cost is the commission AUCTION_PROMOTION. Of an item's `prices`, BUYER is what the
buyer pays, and CASHBACK and MARKETPLACE what others pay for them.

Delivery and carrying upstairs may stand among the items: `is_goods` tells them from goods.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import (
        OrdersStatsItem,
        OrdersStatsOrder,
        OrdersStatsPayment,
        OrdersStatsSubsidy,
    )

__all__ = ("fees", "is_goods", "paid", "signed", "subsidies")

NOTHING = Decimal()
SIGNS = {"PAYMENT": 1, "REFUND": -1, "ACCRUAL": 1, "DEDUCTION": -1}

# The name of delivery is documented; that of carrying upstairs is not, so its usual forms count.
SERVICES = re.compile(r"доставка|подъ[её]м( на этаж)?", re.IGNORECASE)


def signed(entry: OrdersStatsPayment | OrdersStatsSubsidy) -> Decimal:
    """The amount of a payment or subsidy with its sign: REFUND and DEDUCTION count down.

    A payment without a sum, which is possible, is 0.

    Raises:
        ValueError: the kind is missing or newer than this package, so that nobody knows its sign; a
            wrong total would be worse.
    """
    kind = getattr(entry, "operation_type", None) or getattr(entry, "type_", None)
    if str(kind) not in SIGNS:
        raise ValueError(f"which sign has {kind or 'an amount without a kind'}? Count it yourself")
    amount = getattr(entry, "amount", None) or getattr(entry, "total", None) or NOTHING
    return SIGNS[str(kind)] * amount


def paid(order: OrdersStatsOrder) -> Decimal:
    """Payments less refunds, in `order.currency`. Raises ValueError as `signed` does."""
    return sum(map(signed, order.payments or ()), NOTHING)


def subsidies(order: OrdersStatsOrder) -> Decimal:
    """Points granted less points taken back, in `order.currency`. Raises ValueError as `signed` does."""
    return sum(map(signed, order.subsidies or ()), NOTHING)


def fees(order: OrdersStatsOrder) -> Decimal:
    """What the Market charged for its services, in `order.currency`; more than 0."""
    return sum((fee.actual or NOTHING for fee in order.commissions or ()), NOTHING)


def is_goods(item: OrdersStatsItem) -> bool:
    """Whether an item is goods, and not the delivery or the carrying upstairs that may stand beside them.

    It goes by the name, for a service may repeat the `shop_sku` of the goods.
    """
    return SERVICES.fullmatch((item.offer_name or "").strip()) is None
