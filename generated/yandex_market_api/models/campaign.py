"""Campaign: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import Factory, define

from .._wire import (
    DecodeError,
    FieldInfo,
    Model,
    new,
    read_integer,
    read_object,
    read_text,
    unknown_fields,
    unread,
    write_value,
)
from .api_availability_status_type import ApiAvailabilityStatusType
from .business import Business
from .placement_type import PlacementType

__all__ = ["Campaign"]


@define(kw_only=True, repr=False, weakref_slot=False)
class Campaign(Model):
    """A store, called a campaign in this API."""

    domain: str | None = None
    """Name of the store."""
    id: int | None = None
    """The id that paths with `campaignId` ask for."""
    client_id: int | None = None
    """Deprecated. Payer in the billing system of Yandex; of no use in this API."""
    business: Business | None = None
    """The cabinet that the store belongs to."""
    placement_type: PlacementType | None = None
    """How the store trades; Express stores are listed as FBS."""
    api_availability: ApiAvailabilityStatusType | None = None
    """Whether the API serves this store, and if not, why."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("domain", "domain", write_value, False, False),
        FieldInfo("id", "id", write_value, False, False),
        FieldInfo("client_id", "clientId", write_value, False, False),
        FieldInfo("business", "business", write_value, False, False),
        FieldInfo("placement_type", "placementType", write_value, False, False),
        FieldInfo("api_availability", "apiAvailability", write_value, False, False),
    )

    @classmethod
    def from_dict(cls, source: Mapping[str, object]) -> Self:
        """Read a parsed JSON object. Raises DecodeError, with the path, for a value of no use."""
        if source.__class__ is not dict:
            source = read_object(source)
        self = new(cls)
        get: Any = source.get
        found = 0
        try:
            value = get("domain")
            if value is None:
                self.domain = None
            else:
                found += 1
                self.domain = value if value.__class__ is str else read_text(value)
            value = get("id")
            if value is None:
                self.id = None
            else:
                found += 1
                self.id = value if value.__class__ is int else read_integer(value)
            value = get("clientId")
            if value is None:
                self.client_id = None
            else:
                found += 1
                self.client_id = value if value.__class__ is int else read_integer(value)
            value = get("business")
            if value is None:
                self.business = None
            else:
                found += 1
                self.business = Business.from_dict(value)
            value = get("placementType")
            if value is None:
                self.placement_type = None
            else:
                found += 1
                self.placement_type = (
                    _PlacementType[value] if value.__class__ is str else PlacementType._read(value)
                )
            value = get("apiAvailability")
            if value is None:
                self.api_availability = None
            else:
                found += 1
                self.api_availability = (
                    _ApiAvailabilityStatusType[value]
                    if value.__class__ is str
                    else ApiAvailabilityStatusType._read(value)
                )
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in Campaign.FIELDS)
_ApiAvailabilityStatusType = ApiAvailabilityStatusType._by_value
_PlacementType = PlacementType._by_value
