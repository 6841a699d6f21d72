"""BusinessOrderDeliveryAddress: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import Factory, define

from .._wire import (
    DecodeError,
    FieldInfo,
    Model,
    new,
    read_object,
    read_text,
    unknown_fields,
    unread,
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
    additional_properties: dict[str, object] = Factory(dict)
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
    def from_dict(cls, source: Mapping[str, object]) -> Self:
        """Read a parsed JSON object. Raises DecodeError, with the path, for a value of no use."""
        if source.__class__ is not dict:
            source = read_object(source)
        self = new(cls)
        get: Any = source.get
        found = 0
        try:
            value = get("country")
            if value is None:
                self.country = None
            else:
                found += 1
                self.country = value if value.__class__ is str else read_text(value)
            value = get("postcode")
            if value is None:
                self.postcode = None
            else:
                found += 1
                self.postcode = value if value.__class__ is str else read_text(value)
            value = get("city")
            if value is None:
                self.city = None
            else:
                found += 1
                self.city = value if value.__class__ is str else read_text(value)
            value = get("district")
            if value is None:
                self.district = None
            else:
                found += 1
                self.district = value if value.__class__ is str else read_text(value)
            value = get("subway")
            if value is None:
                self.subway = None
            else:
                found += 1
                self.subway = value if value.__class__ is str else read_text(value)
            value = get("street")
            if value is None:
                self.street = None
            else:
                found += 1
                self.street = value if value.__class__ is str else read_text(value)
            value = get("house")
            if value is None:
                self.house = None
            else:
                found += 1
                self.house = value if value.__class__ is str else read_text(value)
            value = get("block")
            if value is None:
                self.block = None
            else:
                found += 1
                self.block = value if value.__class__ is str else read_text(value)
            value = get("entrance")
            if value is None:
                self.entrance = None
            else:
                found += 1
                self.entrance = value if value.__class__ is str else read_text(value)
            value = get("entryphone")
            if value is None:
                self.entryphone = None
            else:
                found += 1
                self.entryphone = value if value.__class__ is str else read_text(value)
            value = get("floor")
            if value is None:
                self.floor = None
            else:
                found += 1
                self.floor = value if value.__class__ is str else read_text(value)
            value = get("apartment")
            if value is None:
                self.apartment = None
            else:
                found += 1
                self.apartment = value if value.__class__ is str else read_text(value)
            value = get("gps")
            if value is None:
                self.gps = None
            else:
                found += 1
                self.gps = Gps.from_dict(value)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in BusinessOrderDeliveryAddress.FIELDS)
