"""OrderItemStatusType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["OrderItemStatusType"]


class OrderItemStatusType(OpenEnum):
    """What happened to units that did not stay with the buyer."""

    REJECTED = "REJECTED"
    """Not redeemed."""
    RETURNED = "RETURNED"
    """Came back after redemption."""
