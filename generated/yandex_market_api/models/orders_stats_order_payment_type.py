"""OrdersStatsOrderPaymentType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["OrdersStatsOrderPaymentType"]


class OrdersStatsOrderPaymentType(OpenEnum):
    """When the buyer pays, as statistics tell it."""

    POSTPAID = "POSTPAID"
    """After receipt."""
    PREPAID = "PREPAID"
    """Before receipt."""
    UNKNOWN = "UNKNOWN"
    """Not known, mostly on cancelled or unpaid orders."""
