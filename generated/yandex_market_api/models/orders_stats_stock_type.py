"""OrdersStatsStockType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["OrdersStatsStockType"]


class OrdersStatsStockType(OpenEnum):
    """Condition of returned units."""

    FIT = "FIT"
    """Fit for sale."""
    DEFECT = "DEFECT"
    """Damaged."""
    EXPIRED = "EXPIRED"
    """Shelf life is over."""
