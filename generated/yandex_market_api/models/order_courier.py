"""OrderCourier: generated from the document; edit openapi/ and regenerate."""

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

__all__ = ["OrderCourier"]


@define(kw_only=True, repr=False, weakref_slot=False)
class OrderCourier(Model):
    """The courier who fetches or brings the order."""

    full_name: str | None = None
    """Full name."""
    phone: str | None = None
    """Phone number."""
    phone_extension: str | None = None
    """Extension to dial after the phone number."""
    vehicle_number: str | None = None
    """Plate of the car."""
    vehicle_description: str | None = None
    """Make and colour of the car."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("full_name", "fullName", write_value, False, True),
        FieldInfo("phone", "phone", write_value, False, True),
        FieldInfo("phone_extension", "phoneExtension", write_value, False, True),
        FieldInfo("vehicle_number", "vehicleNumber", write_value, False, True),
        FieldInfo("vehicle_description", "vehicleDescription", write_value, False, True),
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
            value = get("fullName")
            if value is None:
                self.full_name = None
            else:
                found += 1
                self.full_name = value if value.__class__ is str else read_text(value)
            value = get("phone")
            if value is None:
                self.phone = None
            else:
                found += 1
                self.phone = value if value.__class__ is str else read_text(value)
            value = get("phoneExtension")
            if value is None:
                self.phone_extension = None
            else:
                found += 1
                self.phone_extension = value if value.__class__ is str else read_text(value)
            value = get("vehicleNumber")
            if value is None:
                self.vehicle_number = None
            else:
                found += 1
                self.vehicle_number = value if value.__class__ is str else read_text(value)
            value = get("vehicleDescription")
            if value is None:
                self.vehicle_description = None
            else:
                found += 1
                self.vehicle_description = value if value.__class__ is str else read_text(value)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in OrderCourier.FIELDS)
