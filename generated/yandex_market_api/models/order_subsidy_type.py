"""OrderSubsidyType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["OrderSubsidyType"]


class OrderSubsidyType(OpenEnum):
    """Which discount on an order the Market pays for."""

    YANDEX_CASHBACK = "YANDEX_CASHBACK"
    """Discount for a Plus subscription."""
    SUBSIDY = "SUBSIDY"
    """Discount of the Market: promotion, coupon, code."""
    DELIVERY = "DELIVERY"
    """Discount on delivery (DBS)."""
