"""OrderTaxSystemType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["OrderTaxSystemType"]


class OrderTaxSystemType(OpenEnum):
    """Tax regime of a store."""

    OSN = "OSN"
    """General regime."""
    USN = "USN"
    """Simplified, on income."""
    USN_MINUS_COST = "USN_MINUS_COST"
    """Simplified, on income less expenses."""
    ENVD = "ENVD"
    """Imputed income."""
    ECHN = "ECHN"
    """Agricultural."""
    PSN = "PSN"
    """Patent."""
    NPD = "NPD"
    """Professional income of the self-employed."""
    AUSN = "AUSN"
    """Automated simplified, on income."""
    AUSN_MINUS_COST = "AUSN_MINUS_COST"
    """Automated simplified, on income less expenses."""
    UNKNOWN_VALUE = "UNKNOWN_VALUE"
    """Not known."""
