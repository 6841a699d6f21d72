"""What the orders of a month brought, by status, from the statistics of a store.

    python examples/revenue_by_status.py

Amounts bear no sign; their kind has it: a REFUND is money that went back, a DEDUCTION takes points
away that an ACCRUAL gave. Fees are charged for an order as a whole and not told by item.
Runs on a mock market. For your own store: `YandexMarket()` for `connect(mock)`, and its campaign id.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from decimal import Decimal

from yandex_market.mock import MockMarket
from yandex_market.models import MOSCOW, OrdersStatsOrder
from yandex_market.testing import connect

SIGNS = {"PAYMENT": 1, "REFUND": -1, "ACCRUAL": 1, "DEDUCTION": -1}
NOTHING = Decimal()


def money(order: OrdersStatsOrder) -> dict[str, Decimal]:
    """What an order brought and cost so far; exact, to the kopeck."""
    sums = {"paid": NOTHING, "subsidies": NOTHING, "fees": NOTHING}
    for payment in order.payments:
        sums["paid"] += SIGNS.get(str(payment.type_), 0) * (payment.total or NOTHING)
    for subsidy in order.subsidies or ():
        sums["subsidies"] += SIGNS.get(str(subsidy.operation_type), 0) * (subsidy.amount or NOTHING)
    for fee in order.commissions:
        sums["fees"] -= fee.actual or NOTHING
    return sums


def main() -> None:
    """Print a line per status."""
    mock = MockMarket(orders=5_000)
    today = datetime.datetime.now(MOSCOW).date()
    last = today.replace(day=1) - datetime.timedelta(days=1)
    counts: Counter[str] = Counter()
    totals: defaultdict[str, defaultdict[str, Decimal]]
    totals = defaultdict(lambda: defaultdict(Decimal))
    with connect(mock) as market:
        first = last.replace(day=1)
        for order in market.orders.stats(mock.campaign_ids[0], date_from=first, date_to=last):
            if not order.fake:  # test orders are listed, too
                counts[str(order.status)] += 1
                for name, amount in money(order).items():
                    totals[str(order.status)][name] += amount
    print(f"Orders of {last:%Y-%m} by status")
    for status, count in counts.most_common():
        amounts = ", ".join(f"{name} {amount:,.2f}" for name, amount in totals[status].items())
        print(f"{status:28}{count:5}  {amounts}")


if __name__ == "__main__":
    main()
