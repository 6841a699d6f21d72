"""OrderVatType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["OrderVatType"]


class OrderVatType(OpenEnum):
    """VAT rate. Fractions such as 20/120 are the rates computed out of a sum with VAT."""

    NO_VAT = "NO_VAT"
    """Exempt; certain services alone."""
    VAT_0 = "VAT_0"
    """0 %, exports and the like."""
    VAT_10 = "VAT_10"
    """10 %, some food and medical goods."""
    VAT_10_110 = "VAT_10_110"
    """10/110, for prepayments."""
    VAT_20 = "VAT_20"
    """20 %, standard rate from 2019 to 2025."""
    VAT_20_120 = "VAT_20_120"
    """20/120, for prepayments."""
    VAT_18 = "VAT_18"
    """18 %, standard rate until 2018."""
    VAT_18_118 = "VAT_18_118"
    """18/118, for prepayments until 2018."""
    VAT_12 = "VAT_12"
    """12 %, Uzbekistan."""
    VAT_05 = "VAT_05"
    """5 %, simplified regime."""
    VAT_07 = "VAT_07"
    """7 %, simplified regime."""
    VAT_22 = "VAT_22"
    """22 %, standard rate since 2026."""
    UNKNOWN_VALUE = "UNKNOWN_VALUE"
    """Not known."""
