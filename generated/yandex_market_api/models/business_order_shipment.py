"""BusinessOrderShipment: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import Factory, define

from .._wire import (
    DecodeError,
    FieldInfo,
    Model,
    missing,
    read_date,
    read_integer,
    read_object,
    read_text,
    unknown_fields,
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
    additional_properties: dict[str, Any] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("id", "id", write_value, False, False),
        FieldInfo("shipment_date", "shipmentDate", write_date, True, False),
        FieldInfo("shipment_time", "shipmentTime", write_value, False, False),
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
            key = "id"
            value = get(key)
            self.id = value if value.__class__ is int else read_integer(value)
            key = "shipmentDate"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.shipment_date = read_date(value)
            key = "shipmentTime"
            value = get(key)
            self.shipment_time = value if value.__class__ is str else read_text(value)
        except DecodeError as error:
            raise error.under(key) from None
        self.additional_properties = (
            {} if _KNOWN.issuperset(source) else unknown_fields(source, _KNOWN)
        )
        return self


_KNOWN = frozenset(f.wire for f in BusinessOrderShipment.FIELDS)
