"""OrdersStatsSubsidyOperationType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["OrdersStatsSubsidyOperationType"]


class OrdersStatsSubsidyOperationType(OpenEnum):
    """Sign of a subsidy."""

    ACCRUAL = "ACCRUAL"
    """Points granted."""
    DEDUCTION = "DEDUCTION"
    """Points taken back."""
