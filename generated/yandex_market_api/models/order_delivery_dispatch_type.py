"""OrderDeliveryDispatchType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["OrderDeliveryDispatchType"]


class OrderDeliveryDispatchType(OpenEnum):
    """Where a parcel is handed out."""

    UNKNOWN = "UNKNOWN"
    """Not known."""
    BUYER = "BUYER"
    """At the buyer's door."""
    MARKET_BRANDED_OUTLET = "MARKET_BRANDED_OUTLET"
    """Pick-up point of the Market."""
    SHOP_OUTLET = "SHOP_OUTLET"
    """Outlet of the store."""
