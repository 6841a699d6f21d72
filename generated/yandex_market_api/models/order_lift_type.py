"""OrderLiftType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["OrderLiftType"]


class OrderLiftType(OpenEnum):
    """How goods get to the floor."""

    NOT_NEEDED = "NOT_NEEDED"
    """Not wanted."""
    MANUAL = "MANUAL"
    """By the stairs."""
    ELEVATOR = "ELEVATOR"
    """Passenger lift."""
    CARGO_ELEVATOR = "CARGO_ELEVATOR"
    """Goods lift."""
    FREE = "FREE"
    """Any way, at no charge."""
    UNKNOWN = "UNKNOWN"
    """Not known."""
