"""OrderDeliveryPartnerType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["OrderDeliveryPartnerType"]


class OrderDeliveryPartnerType(OpenEnum):
    """Who deals with the carrier."""

    SHOP = "SHOP"
    """The store deals with its own carrier."""
    YANDEX_MARKET = "YANDEX_MARKET"
    """The Market does."""
    UNKNOWN = "UNKNOWN"
    """Not known."""
