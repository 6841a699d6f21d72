"""OrderItemTagType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["OrderItemTagType"]


class OrderItemTagType(OpenEnum):
    """Marks of special goods."""

    ULTIMA = "ULTIMA"
    """Premium goods."""
    SAFE_TAG = "SAFE_TAG"
    """Goods under a seal that shows a swap on return."""
