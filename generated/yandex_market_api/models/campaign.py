"""Campaign: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import Factory, define

from .._wire import (
    DecodeError,
    FieldInfo,
    Model,
    read_integer,
    read_model,
    read_object,
    read_text,
    unknown_fields,
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
    additional_properties: dict[str, Any] = Factory(dict)
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
    def from_dict(cls, source: Mapping[str, Any]) -> Self:
        """Read a parsed JSON object. Raises DecodeError, with the path, for a value of no use."""
        if source.__class__ is not dict:
            source = read_object(source)
        self = cls.__new__(cls)
        get = source.get
        key = ""
        try:
            key = "domain"
            value = get(key)
            self.domain = value if value.__class__ is str else read_text(value)
            key = "id"
            value = get(key)
            self.id = value if value.__class__ is int else read_integer(value)
            key = "clientId"
            value = get(key)
            self.client_id = value if value.__class__ is int else read_integer(value)
            key = "business"
            value = get(key)
            self.business = read_model(value, Business.from_dict)
            key = "placementType"
            value = get(key)
            self.placement_type = PlacementType.read(value)
            key = "apiAvailability"
            value = get(key)
            self.api_availability = ApiAvailabilityStatusType.read(value)
        except DecodeError as error:
            raise error.under(key) from None
        self.additional_properties = (
            {} if _KNOWN.issuperset(source) else unknown_fields(source, _KNOWN)
        )
        return self


_KNOWN = frozenset(f.wire for f in Campaign.FIELDS)
