"""Stores, and the delivery intervals that an order can be moved to."""

from __future__ import annotations

from ..exchange import Json
from ..shop import BUSINESS_ID, BUSINESS_NAME, CLIENT_ID
from ..world import Interval, Store


def campaign(store: Store) -> Json:
    """A store as getCampaigns lists it."""
    return {
        "domain": store.plan.name,
        "id": store.plan.campaign_id,
        "clientId": CLIENT_ID,
        "business": {"id": BUSINESS_ID, "name": BUSINESS_NAME},
        "placementType": store.plan.placement,
        "apiAvailability": "AVAILABLE",
    }


def interval(offer: Interval) -> Json:
    """A delivery interval as updateOrder takes it."""
    return {
        "deliveryDateInterval": {
            "fromDate": offer.first.isoformat(),
            "toDate": offer.last.isoformat(),
        },
        "deliveryTimeInterval": {"fromTime": offer.begin, "toTime": offer.end},
    }
