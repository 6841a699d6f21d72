"""OrderItemInstanceType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["OrderItemInstanceType"]


class OrderItemInstanceType(OpenEnum):
    """Kinds of codes for single units."""

    CIS = "CIS"
    """Marking code, required."""
    CIS_OPTIONAL = "CIS_OPTIONAL"
    """Marking code, not yet required."""
    UIN = "UIN"
    """Jewellery number."""
    RNPT = "RNPT"
    """Batch number of a traceable import."""
    GTD = "GTD"
    """Number of the customs declaration."""
