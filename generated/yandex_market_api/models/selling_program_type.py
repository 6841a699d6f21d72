"""SellingProgramType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["SellingProgramType"]


class SellingProgramType(OpenEnum):
    """How a store trades. Finer than what getCampaigns says, where Express stores are FBS."""

    FBY = "FBY"
    """The Market stores and delivers."""
    FBS = "FBS"
    """The seller stores, the Market delivers."""
    DBS = "DBS"
    """The seller stores and delivers."""
    EXPRESS = "EXPRESS"
    """As FBS, but fetched by a courier at once."""
    LAAS = "LAAS"
    """The Market delivers orders that were sold elsewhere."""
