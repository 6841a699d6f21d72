"""OrderStatusType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["OrderStatusType"]


class OrderStatusType(OpenEnum):
    """Stage of an order. Values outside this list may come and need no handling."""

    PLACING = "PLACING"
    """Being placed; nothing is reserved yet."""
    RESERVED = "RESERVED"
    """Reserved, a draft still (LaaS)."""
    UNPAID = "UNPAID"
    """Placed, payment is due."""
    PROCESSING = "PROCESSING"
    """Being packed."""
    DELIVERY = "DELIVERY"
    """With the delivery service."""
    PICKUP = "PICKUP"
    """Waits at the pick-up point."""
    DELIVERED = "DELIVERED"
    """With the buyer."""
    CANCELLED = "CANCELLED"
    """Cancelled; the substatus says why."""
    PENDING = "PENDING"
    """Waits for the seller."""
    PARTIALLY_RETURNED = "PARTIALLY_RETURNED"
    """Part of it came back."""
    RETURNED = "RETURNED"
    """All of it came back."""
    UNKNOWN = "UNKNOWN"
    """Not known."""
