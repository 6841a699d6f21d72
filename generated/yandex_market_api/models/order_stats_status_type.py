"""OrderStatsStatusType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["OrderStatsStatusType"]


class OrderStatsStatusType(OpenEnum):
    """Status of an order in statistics. Not the list that getOrder uses."""

    CANCELLED_BEFORE_PROCESSING = "CANCELLED_BEFORE_PROCESSING"
    """Cancelled before work on it began."""
    CANCELLED_IN_DELIVERY = "CANCELLED_IN_DELIVERY"
    """Cancelled on its way."""
    CANCELLED_IN_PROCESSING = "CANCELLED_IN_PROCESSING"
    """Cancelled while being packed."""
    DELIVERY = "DELIVERY"
    """With the delivery service."""
    DELIVERED = "DELIVERED"
    """With the buyer."""
    PARTIALLY_DELIVERED = "PARTIALLY_DELIVERED"
    """Part of it was not redeemed; shown only after those goods are back in the warehouse."""
    PARTIALLY_RETURNED = "PARTIALLY_RETURNED"
    """Part of it came back."""
    PENDING = "PENDING"
    """Waits for confirmation."""
    PICKUP = "PICKUP"
    """Waits at the pick-up point."""
    PROCESSING = "PROCESSING"
    """Being packed."""
    RESERVED = "RESERVED"
    """Goods are reserved."""
    RETURNED = "RETURNED"
    """All of it came back."""
    UNKNOWN = "UNKNOWN"
    """Not known."""
    UNPAID = "UNPAID"
    """Waits for the payment of an organisation."""
    LOST = "LOST"
    """Lost on its way."""
