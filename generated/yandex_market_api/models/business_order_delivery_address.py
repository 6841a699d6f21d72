"""BusinessOrderDeliveryAddress: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import Factory, define

from .._wire import (
    DecodeError,
    FieldInfo,
    Model,
    read_model,
    read_object,
    read_text,
    unknown_fields,
    write_value,
)
from .gps import Gps

__all__ = ["BusinessOrderDeliveryAddress"]


@define(kw_only=True, repr=False, weakref_slot=False)
class BusinessOrderDeliveryAddress(Model):
    """Address of delivery. Any part may be missing; who receives there is not told."""

    country: str | None = None
    """Country."""
    postcode: str | None = None
    """Postal code."""
    city: str | None = None
    """City or other settlement."""
    district: str | None = None
    """District within the city."""
    subway: str | None = None
    """Nearest metro station."""
    street: str | None = None
    """Street."""
    house: str | None = None
    """House number."""
    block: str | None = None
    """Block of the house ("korpus")."""
    entrance: str | None = None
    """Entrance."""
    entryphone: str | None = None
    """Code of the door phone."""
    floor: str | None = None
    """Floor, a string."""
    apartment: str | None = None
    """Flat or office."""
    gps: Gps | None = None
    """Place on the map."""
    additional_properties: dict[str, Any] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("country", "country", write_value, False, False),
        FieldInfo("postcode", "postcode", write_value, False, True),
        FieldInfo("city", "city", write_value, False, False),
        FieldInfo("district", "district", write_value, False, True),
        FieldInfo("subway", "subway", write_value, False, True),
        FieldInfo("street", "street", write_value, False, True),
        FieldInfo("house", "house", write_value, False, True),
        FieldInfo("block", "block", write_value, False, True),
        FieldInfo("entrance", "entrance", write_value, False, True),
        FieldInfo("entryphone", "entryphone", write_value, False, True),
        FieldInfo("floor", "floor", write_value, False, True),
        FieldInfo("apartment", "apartment", write_value, False, True),
        FieldInfo("gps", "gps", write_value, False, True),
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
            key = "country"
            value = get(key)
            self.country = value if value.__class__ is str else read_text(value)
            key = "postcode"
            value = get(key)
            self.postcode = value if value.__class__ is str else read_text(value)
            key = "city"
            value = get(key)
            self.city = value if value.__class__ is str else read_text(value)
            key = "district"
            value = get(key)
            self.district = value if value.__class__ is str else read_text(value)
            key = "subway"
            value = get(key)
            self.subway = value if value.__class__ is str else read_text(value)
            key = "street"
            value = get(key)
            self.street = value if value.__class__ is str else read_text(value)
            key = "house"
            value = get(key)
            self.house = value if value.__class__ is str else read_text(value)
            key = "block"
            value = get(key)
            self.block = value if value.__class__ is str else read_text(value)
            key = "entrance"
            value = get(key)
            self.entrance = value if value.__class__ is str else read_text(value)
            key = "entryphone"
            value = get(key)
            self.entryphone = value if value.__class__ is str else read_text(value)
            key = "floor"
            value = get(key)
            self.floor = value if value.__class__ is str else read_text(value)
            key = "apartment"
            value = get(key)
            self.apartment = value if value.__class__ is str else read_text(value)
            key = "gps"
            value = get(key)
            self.gps = read_model(value, Gps.from_dict)
        except DecodeError as error:
            raise error.under(key) from None
        self.additional_properties = (
            {} if _KNOWN.issuperset(source) else unknown_fields(source, _KNOWN)
        )
        return self


_KNOWN = frozenset(f.wire for f in BusinessOrderDeliveryAddress.FIELDS)
