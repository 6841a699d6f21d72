"""BusinessOrderShipment: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import Factory, define

from .._wire import (
    DAYS,
    DecodeError,
    FieldInfo,
    Model,
    missing,
    new,
    read_date,
    read_integer,
    read_object,
    read_text,
    unknown_fields,
    unread,
    write_date,
    write_value,
)

__all__ = ["BusinessOrderShipment"]


@define(kw_only=True, repr=False, weakref_slot=False)
class BusinessOrderShipment(Model):
    """When the order must be handed over to delivery."""

    id: int | None = None
    """Shipment id; null or missing as long as there is none."""
    shipment_date: datetime.date
    """Day to ship, YYYY-MM-DD."""
    shipment_time: str | None = None
    """Time of day to ship by, HH:MM, seconds may follow; null where none is set."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("id", "id", write_value, False, False),
        FieldInfo("shipment_date", "shipmentDate", write_date, True, False),
        FieldInfo("shipment_time", "shipmentTime", write_value, False, False),
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
            value = get("id")
            if value is None:
                self.id = None
            else:
                found += 1
                self.id = value if value.__class__ is int else read_integer(value)
            value = get("shipmentDate")
            if value is None:
                self.shipment_date = missing(cls, "shipmentDate")
            else:
                found += 1
                self.shipment_date = DAYS[value] if value.__class__ is str else read_date(value)
            value = get("shipmentTime")
            if value is None:
                self.shipment_time = None
            else:
                found += 1
                self.shipment_time = value if value.__class__ is str else read_text(value)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in BusinessOrderShipment.FIELDS)
