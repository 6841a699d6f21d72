"""Values that are newer than this client: the API adds statuses, and your program must not stop.

    python examples/unknown_values.py

Runs on a mock market. For your own store: `YandexMarket()` for `connect(mock)`, and its campaign id.
"""

from __future__ import annotations

from yandex_market import ArgumentError
from yandex_market.mock import MockMarket
from yandex_market.models import OrderStatsStatusType as Status
from yandex_market.testing import connect


def box(status: Status | None) -> str:
    """What your shop does with a status; whatever you do not know has a place of its own."""
    match status:
        case Status.DELIVERED | Status.PARTIALLY_DELIVERED:
            return "sold"
        case Status.RETURNED | Status.PARTIALLY_RETURNED:
            return "came back"
        case None:
            return "no status at all"
        case _ if not status.is_known:
            return f"new to us: look at {status.value}"
        case _:
            return "on its way, or cancelled"


def main() -> None:
    """Read, compare, ask for such a value."""
    mock = MockMarket(orders=2_000)
    mock.faults.add("getOrdersStats", change={"/result/orders/0/status": "SENT_BY_DRONE"})
    with connect(mock) as market:
        orders = market.orders.stats(mock.campaign_ids[0], page_size=5).collect(limit=5)
        for order in orders:
            print(order.id, order.status, "->", box(order.status))
        # It equals its own string, and goes back to JSON as it came.
        drone = orders[0]
        print(drone.status == "SENT_BY_DRONE", drone.to_dict()["status"])

        # As an argument, a plain string that the document does not know is a typo until you say so.
        try:
            market.orders.stats(mock.campaign_ids[0], statuses=["SENT_BY_DRNE"])
        except ArgumentError as error:
            print(error)
        print(market.orders.stats(mock.campaign_ids[0], statuses=[Status("SENT_BY_DRONE")]))


if __name__ == "__main__":
    main()
