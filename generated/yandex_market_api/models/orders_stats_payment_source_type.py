"""OrdersStatsPaymentSourceType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["OrdersStatsPaymentSourceType"]


class OrdersStatsPaymentSourceType(OpenEnum):
    """Where the money of a settlement came from."""

    BUYER = "BUYER"
    """Money of the buyer, or money given back to them."""
    CASHBACK = "CASHBACK"
    """Out of use."""
    MARKETPLACE = "MARKETPLACE"
    """Out of use."""
    MARKET_CESSION = "MARKET_CESSION"
    """The buyer's debt was assigned."""
    SPLIT = "SPLIT"
    """Out of use."""
