"""What the orders of a month brought, by status, from the statistics of a store.

    python examples/revenue_by_status.py

Amounts bear no sign; their kind has it: a REFUND is money that went back, a DEDUCTION takes points
away that an ACCRUAL gave. `yandex_market.money` knows them, and which items are no goods. Fees are
charged for an order as a whole and not told by item.
Runs on a mock market. For your own store: `YandexMarket()` for `connect(mock)`, and its campaign id.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from decimal import Decimal

from yandex_market import money
from yandex_market.mock import MockMarket
from yandex_market.models import MOSCOW, OrdersStatsOrder
from yandex_market.testing import connect


def account(order: OrdersStatsOrder) -> dict[str, Decimal]:
    """What an order brought and cost so far; exact, to the kopeck."""
    return {
        "paid": money.paid(order),
        "subsidies": money.subsidies(order),
        "fees": -money.fees(order),
        "units": Decimal(sum(item.count or 0 for item in order.items if money.is_goods(item))),
    }


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
                for name, amount in account(order).items():
                    totals[str(order.status)][name] += amount
    print(f"Orders of {last:%Y-%m} by status")
    for status, count in counts.most_common():
        amounts = ", ".join(f"{name} {amount:,.2f}" for name, amount in totals[status].items())
        print(f"{status:28}{count:5}  {amounts}")


if __name__ == "__main__":
    main()
