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
    read_decimal,
    read_object,
    unknown_fields,
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
    additional_properties: dict[str, Any] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("latitude", "latitude", write_value, True, True),
        FieldInfo("longitude", "longitude", write_value, True, True),
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
            key = "latitude"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.latitude = read_decimal(value)
            key = "longitude"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.longitude = read_decimal(value)
        except DecodeError as error:
            raise error.under(key) from None
        self.additional_properties = (
            {} if _KNOWN.issuperset(source) else unknown_fields(source, _KNOWN)
        )
        return self


_KNOWN = frozenset(f.wire for f in Gps.FIELDS)
