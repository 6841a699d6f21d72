"""OrderItemUnitStatusType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["OrderItemUnitStatusType"]


class OrderItemUnitStatusType(OpenEnum):
    """What has become of single units."""

    CREATED = "CREATED"
    """Ordered, not yet shipped."""
    SHIPPED = "SHIPPED"
    """With the delivery service."""
    CANCELLED = "CANCELLED"
    """Cancelled, or taken out of the order."""
    DELIVERED_TO_BUYER = "DELIVERED_TO_BUYER"
    """With the buyer."""
    LOST = "LOST"
    """This unit got lost on its way."""
    REJECTED = "REJECTED"
    """Not redeemed."""
    RETURNED = "RETURNED"
    """Came back."""
