"""OrdersStatsPriceType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["OrdersStatsPriceType"]


class OrdersStatsPriceType(OpenEnum):
    """Who covers a part of the price."""

    BUYER = "BUYER"
    """The buyer, after all discounts."""
    CASHBACK = "CASHBACK"
    """Points of the Plus programme."""
    MARKETPLACE = "MARKETPLACE"
    """The Market, through coupons."""
