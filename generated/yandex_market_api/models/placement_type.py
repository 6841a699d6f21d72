"""PlacementType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["PlacementType"]


class PlacementType(OpenEnum):
    """How a store trades."""

    FBS = "FBS"
    """The seller stores, the Market delivers (Express included)."""
    FBY = "FBY"
    """The Market stores and delivers."""
    DBS = "DBS"
    """The seller stores and delivers."""
    LAAS = "LAAS"
    """The Market delivers orders that were sold elsewhere."""
