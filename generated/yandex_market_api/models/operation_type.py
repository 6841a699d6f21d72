"""OperationType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["OperationType"]


class OperationType(OpenEnum):
    """What an operation changes."""

    ORDER_RECIPIENT_UPDATE = "ORDER_RECIPIENT_UPDATE"
    """Another recipient (updateOrder with `customer`)."""
    ORDER_DELIVERY_INTERVAL_UPDATE = "ORDER_DELIVERY_INTERVAL_UPDATE"
    """Another window of delivery (updateOrder with `deliveryInterval`)."""
    ORDER_STATUS_UPDATE = "ORDER_STATUS_UPDATE"
    """Cancellation of an order by a new status."""
    RETURN_CANCELLATION = "RETURN_CANCELLATION"
    """A return is called off; no operation here starts one."""
