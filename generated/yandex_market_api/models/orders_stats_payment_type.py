"""OrdersStatsPaymentType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["OrdersStatsPaymentType"]


class OrdersStatsPaymentType(OpenEnum):
    """Direction of a settlement."""

    PAYMENT = "PAYMENT"
    """Money was paid."""
    REFUND = "REFUND"
    """Money was given back."""
