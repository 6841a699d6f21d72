"""ApiAvailabilityStatusType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["ApiAvailabilityStatusType"]


class ApiAvailabilityStatusType(OpenEnum):
    """Whether the API serves a store. Every value but AVAILABLE means 403 on calls for it."""

    AVAILABLE = "AVAILABLE"
    """Calls are served."""
    DISABLED_BY_INACTIVITY = "DISABLED_BY_INACTIVITY"
    """Nothing on sale for 90 days or more."""
    DISABLED_BY_NO_ACTIVE_CONTRACT = "DISABLED_BY_NO_ACTIVE_CONTRACT"
    """No contract in force with the Market."""
    MANUALLY_DISABLED = "MANUALLY_DISABLED"
    """Switched off by the seller."""
    DISABLED_BY_NO_PLACEMENT_TYPE = "DISABLED_BY_NO_PLACEMENT_TYPE"
    """No placement model is set up."""
