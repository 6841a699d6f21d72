"""OrderDeliveryType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["OrderDeliveryType"]


class OrderDeliveryType(OpenEnum):
    """Way of delivery."""

    DELIVERY = "DELIVERY"
    """Courier."""
    PICKUP = "PICKUP"
    """The buyer fetches it."""
    POST = "POST"
    """Mail."""
    DIGITAL = "DIGITAL"
    """Digital goods, nothing to carry."""
    UNKNOWN = "UNKNOWN"
    """Not known."""
