"""The HTTP answer beside each result: headers, attempts, what is left of the quota, all the JSON.

    python examples/raw_answers.py

Runs on a mock market. For your own store: `YandexMarket()` for `connect(mock)`, and its campaign id.
"""

from __future__ import annotations

from yandex_market import BadRequestError
from yandex_market.mock import MockMarket
from yandex_market.testing import connect


def main() -> None:
    """One call, one listing, one refusal."""
    mock = MockMarket(orders=2_000)
    store = mock.campaign_id("LaaS")
    order_id = next(i for i in mock.order_ids(store) if mock.offered_intervals(i))
    with connect(mock) as market:
        mock.faults.add("getOrderUpdateOptions", 503)
        answer = market.raw.orders.update_options(store, order_id)
        print(f"{len(answer.value)} intervals: HTTP {answer.response.status_code}")
        print(f"sent {answer.attempts} times, {len(answer.response.content)} bytes")

        # A listing gives each item with the answer that it came in.
        mock.faults.add("getOrdersStats", change={"/result/orders/*/giftWrap": True})
        one = market.raw.orders.stats(mock.campaign_ids[0], page_size=10).first()
        assert one is not None
        if limit := one.rate_limit:
            print(f"quota of this method: {limit}")
        # Fields that are newer than this client are kept, by their names on the wire.
        print("unknown fields:", one.value.additional_properties)
        print("as JSON:", one.value.to_json()[:60], "...")

        try:
            market.orders.update_options(store, 1)
        except BadRequestError as error:
            print(error)
            print(error.status, error.errors, error.headers["content-type"], error.body[:40])


if __name__ == "__main__":
    main()
