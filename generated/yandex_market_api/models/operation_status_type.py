"""OperationStatusType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["OperationStatusType"]


class OperationStatusType(OpenEnum):
    """State of an operation. DONE and FAILED are final."""

    IN_PROGRESS = "IN_PROGRESS"
    """Not finished yet; ask again later."""
    DONE = "DONE"
    """Finished; the change is in force."""
    FAILED = "FAILED"
    """Finished without the change."""
