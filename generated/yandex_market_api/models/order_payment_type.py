"""OrderPaymentType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["OrderPaymentType"]


class OrderPaymentType(OpenEnum):
    """When the buyer pays."""

    PREPAID = "PREPAID"
    """When ordering."""
    POSTPAID = "POSTPAID"
    """On receipt."""
    UNKNOWN = "UNKNOWN"
    """Not known."""
