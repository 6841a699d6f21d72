"""OrdersStatsItemStatusType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["OrdersStatsItemStatusType"]


class OrdersStatsItemStatusType(OpenEnum):
    """What happened to units that did not stay with the buyer."""

    REJECTED = "REJECTED"
    """Ordered but not redeemed."""
    RETURNED = "RETURNED"
    """Came back after redemption."""
