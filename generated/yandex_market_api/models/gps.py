"""Gps: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Self

from attrs import Factory, define

from .._wire import (
    DecodeError,
    FieldInfo,
    Model,
    missing,
    new,
    read_decimal,
    read_object,
    unknown_fields,
    unread,
    write_value,
)

__all__ = ["Gps"]


@define(kw_only=True, repr=False, weakref_slot=False)
class Gps(Model):
    """A point on the map."""

    latitude: Decimal
    """Degrees north of the equator."""
    longitude: Decimal
    """Degrees east of Greenwich."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("latitude", "latitude", write_value, True, True),
        FieldInfo("longitude", "longitude", write_value, True, True),
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
            value = get("latitude")
            if value is None:
                self.latitude = missing(cls, "latitude")
            else:
                found += 1
                self.latitude = (
                    value
                    if value.__class__ is Decimal
                    else Decimal(value)
                    if value.__class__ is int
                    else read_decimal(value)
                )
            value = get("longitude")
            if value is None:
                self.longitude = missing(cls, "longitude")
            else:
                found += 1
                self.longitude = (
                    value
                    if value.__class__ is Decimal
                    else Decimal(value)
                    if value.__class__ is int
                    else read_decimal(value)
                )
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in Gps.FIELDS)
