"""OrderSourcePlatformType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["OrderSourcePlatformType"]


class OrderSourcePlatformType(OpenEnum):
    """Marketplace that an order came from."""

    MARKET = "MARKET"
    """Placed on the Market."""
    OZON = "OZON"
    """Placed on Ozon."""
    WILDBERRIES = "WILDBERRIES"
    """Placed on Wildberries."""
    OTHER = "OTHER"
    """Created by the seller (LaaS)."""
