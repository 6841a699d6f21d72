"""Give an order another recipient, wait until it has one, and go on later if that takes long.

    python examples/change_recipient.py

Runs on a mock market. For your own LaaS store: `YandexMarket()` for `connect(mock)`, and your ids.
This writes: try it on the mock first.
"""

from __future__ import annotations

from yandex_market import OutcomeUnknownError, WaitFailedError, WaitTimeoutError
from yandex_market.mock import MockMarket
from yandex_market.models import Customer
from yandex_market.testing import connect


def main() -> None:
    """Change, wait, look."""
    mock = MockMarket(orders=2_000)
    store = mock.campaign_id("LaaS")
    order_id = next(i for i in mock.order_ids(store) if mock.offered_intervals(i))
    anna = Customer(first_name="Анна", last_name="Петрова", phone="+70000000001")
    with connect(mock) as market:
        try:
            update = market.orders.update(store, order_id, customer=anna)
        except OutcomeUnknownError as error:
            # It may have happened: look at the order before asking a second time.
            print("not known whether it arrived:", error)
            return
        print("accepted, and runs as", [operation.id for operation in update.operations])
        try:
            update.wait(deadline=0.01)  # too short on purpose: 300 would do
        except WaitFailedError as error:
            print("turned down:", error)
            return
        except WaitTimeoutError as error:
            print("not yet:", [(one.type, one.status) for one in error.operations])
            # Types and ids are all that is needed: another process could do this tomorrow.
            done = market.operations.wait(mock.business_id, error.operations, deadline=600)
            print("now:", [(str(one.type_), str(one.status)) for one in done])
        order = market.orders.list(mock.business_id, order_ids=[order_id]).first()
        assert order is not None
        print(f"order {order.order_id} is {order.status}, and its recipient has changed")


if __name__ == "__main__":
    main()
