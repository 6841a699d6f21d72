"""HTTP 420, the API's "too many requests": waited out, or told at once, as you decide.

    python examples/limits_and_deadlines.py

Runs on a mock market, whose pauses take no time. For your own store: `YandexMarket()` for
`connect(mock)`, and its campaign id.
"""

from __future__ import annotations

import logging
import sys

from yandex_market import CallOptions, QuotaExceededError, RetryPolicy
from yandex_market.mock import MockMarket
from yandex_market.testing import connect


def main() -> None:
    """Four ways that a limit can go."""
    # The client says on its own why it waits.
    logging.basicConfig(stream=sys.stdout, format="  log: %(message)s")
    mock = MockMarket(orders=2_000)
    store = mock.campaign_ids[0]
    with connect(mock) as market:
        print("too many requests at the same moment: a short pause, and again")
        mock.faults.add("getOrdersStats", 420, kind="parallel")
        market.orders.stats(store).first()

        print("the quota is spent for 40 seconds: the call waits for the end of the window")
        mock.faults.add("getOrdersStats", 420, kind="resource", wait=40)
        market.orders.stats(store).first()

        print("it is spent for 40 more, and somebody waits for a web page: no later than in 5")
        mock.faults.add("getOrdersStats", 420, kind="resource", wait=40)
        hurried = CallOptions(deadline=5)
        try:
            market.orders.stats(store, options=hurried).first()
        except QuotaExceededError as error:
            print("  not before", error.retry_at and f"{error.retry_at:%H:%M:%S}")
        mock.clock.advance(minutes=1)

        print("a job of the night has time: up to two hours for a window")
        patient = market.with_options(retry=RetryPolicy(max_wait=7_200))
        mock.faults.add("getOrdersStats", 420, kind="resource", wait=5_400)
        print("  first order:", bool(patient.orders.stats(store).first()))


if __name__ == "__main__":
    main()
