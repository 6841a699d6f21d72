"""Stores of several cabinets under one OAuth token, each cabinet with its own limits.

    python examples/several_cabinets.py

With OAuth, the limits of a paid subscription count only when the header X-Business-Id names the
cabinet; an Api-Key belongs to one cabinet and needs no header.
Runs on a mock market. For your own stores: `YandexMarket(oauth_token=...)` for `connect(mock, ...)`.
"""

from __future__ import annotations

from collections import defaultdict

from yandex_market import BadRequestError, ForbiddenError, YandexMarket
from yandex_market.mock import MockMarket
from yandex_market.models import ApiAvailabilityStatusType
from yandex_market.testing import connect


def stores_by_cabinet(market: YandexMarket) -> dict[int, list[int]]:
    """Campaign ids by business id: methods take one or the other, and never "the shop's id"."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for store in market.campaigns.list():
        # A store whose API is switched off answers 403 until somebody switches it on.
        usable = store.api_availability == ApiAvailabilityStatusType.AVAILABLE
        if usable and store.id and store.business and store.business.id:
            found[store.business.id].append(store.id)
    return dict(found)


def main() -> None:
    """Count the orders of each cabinet that are to be packed."""
    mock = MockMarket(orders=2_000)
    with connect(mock, oauth_token=mock.oauth_token) as market:
        for business_id, stores in stores_by_cabinet(market).items():
            # The same connections and quotas, and one more header on every call.
            cabinet = market.with_options(headers={"X-Business-Id": str(business_id)})
            waiting = sum(1 for _ in cabinet.orders.list(business_id, statuses=["PROCESSING"]))
            print(f"cabinet {business_id}: {len(stores)} stores, {waiting} orders to pack")
            try:
                cabinet.orders.stats(mock.foreign_campaign_id).first()
            except (BadRequestError, ForbiddenError) as error:
                print(f"a store of another cabinet: {error}")


if __name__ == "__main__":
    main()
