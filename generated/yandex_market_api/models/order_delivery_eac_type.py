"""OrderDeliveryEacType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["OrderDeliveryEacType"]


class OrderDeliveryEacType(OpenEnum):
    """Which way the code of a courier hand-over goes."""

    MERCHANT_TO_COURIER = "MERCHANT_TO_COURIER"
    """The store names the code to the courier; not in use now."""
    COURIER_TO_MERCHANT = "COURIER_TO_MERCHANT"
    """The courier names the code to the store."""
    CHECKING_BY_MERCHANT = "CHECKING_BY_MERCHANT"
    """The store checks the code on its own."""
