"""RegionType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["RegionType"]


class RegionType(OpenEnum):
    """Kind of a region. Some codes mislead: VILLAGE is a town, REPUBLIC any subject of the
    federation."""

    OTHER = "OTHER"
    """Kind not known."""
    CONTINENT = "CONTINENT"
    """Asia, Europe and the like."""
    REGION = "REGION"
    """Region, not told more closely."""
    COUNTRY = "COUNTRY"
    """A state, such as Russia."""
    COUNTRY_DISTRICT = "COUNTRY_DISTRICT"
    """Area of the size of an oblast."""
    REPUBLIC = "REPUBLIC"
    """Subject of the federation."""
    CITY = "CITY"
    """Large city."""
    VILLAGE = "VILLAGE"
    """Town or village."""
    CITY_DISTRICT = "CITY_DISTRICT"
    """Part of a city."""
    SUBWAY_STATION = "SUBWAY_STATION"
    """Metro station."""
    REPUBLIC_AREA = "REPUBLIC_AREA"
    """District of a subject of the federation."""
