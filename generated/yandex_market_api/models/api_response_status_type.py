"""ApiResponseStatusType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["ApiResponseStatusType"]


class ApiResponseStatusType(OpenEnum):
    """Outcome of a call as the server sees it."""

    OK = "OK"
    """Done."""
    ERROR = "ERROR"
    """Refused or failed; see `errors`."""
