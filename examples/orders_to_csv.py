"""New orders of all stores since yesterday, as CSV.

    python examples/orders_to_csv.py > orders.csv

Runs on a mock market. For your own stores: `with YandexMarket() as market:`, the key being in the
variable YANDEX_MARKET_API_KEY.
"""

from __future__ import annotations

import csv
import datetime
import sys
from collections.abc import Iterable
from typing import TextIO

from yandex_market import YandexMarket
from yandex_market.mock import MockMarket
from yandex_market.models import MOSCOW, BusinessOrder
from yandex_market.testing import connect


def businesses(market: YandexMarket) -> list[int]:
    """The cabinets of all stores that the key sees, each once."""
    found = (store.business for store in market.campaigns.list())
    return list(dict.fromkeys(one.id for one in found if one and one.id))


def write(orders: Iterable[BusinessOrder], file: TextIO) -> None:
    """A line per item: a spreadsheet can add up orders, but cannot take them apart."""
    table = csv.writer(file)
    table.writerow(["order", "store", "created", "status", "offer", "count", "paid", "subsidy"])
    for order in orders:
        head = [order.order_id, order.campaign_id, order.creation_date.isoformat(), order.status]
        for item in order.items:
            # Both are for all units of the line: money of the buyer, and what the Market adds.
            paid = item.prices.payment.value if item.prices and item.prices.payment else ""
            subsidy = item.prices.subsidy.value if item.prices and item.prices.subsidy else ""
            table.writerow([*head, item.offer_id, item.count, paid, subsidy])


def main() -> None:
    """Write the orders of each cabinet to stdout."""
    today = datetime.datetime.now(MOSCOW).date()  # the API's days are Moscow's, wherever this runs
    day = datetime.timedelta(days=1)
    with connect(MockMarket(orders=2_000)) as market:
        for business_id in businesses(market):
            # The end is not included: without tomorrow, orders of today would be missing.
            orders = market.orders.list(
                business_id, creation_date_from=today - day, creation_date_to=today + day
            )
            write(orders, sys.stdout)


if __name__ == "__main__":
    main()
