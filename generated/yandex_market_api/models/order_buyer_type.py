"""OrderBuyerType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["OrderBuyerType"]


class OrderBuyerType(OpenEnum):
    """Who buys."""

    PERSON = "PERSON"
    """A private person."""
    BUSINESS = "BUSINESS"
    """An organisation."""
