"""OrderShipment: generated from the document; edit openapi/ and regenerate."""

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
    new,
    read_date,
    read_integer,
    read_list,
    read_object,
    read_text,
    unknown_fields,
    unread,
    write_day_first,
    write_value,
)
from .order_parcel_box import OrderParcelBox
from .order_track import OrderTrack

__all__ = ["OrderShipment"]


@define(kw_only=True, repr=False, weakref_slot=False)
class OrderShipment(Model):
    """A parcel of the order."""

    id: int | None = None
    """Deprecated. Parcel id of the Market; no longer of use."""
    shipment_date: datetime.date | None = None
    """Day the store must ship, DD-MM-YYYY; the Market may move it, and `updatedAt` with it.
    Missing on orders of organisations until the day of delivery is agreed on."""
    shipment_time: str | None = None
    """Express alone: be packed and READY_TO_SHIP by this time, HH:MM. It may appear 5 to 10
    minutes after the order does: ask again until then."""
    tracks: list[OrderTrack] | None = None
    """DBS alone: tracking numbers of the parcel."""
    boxes: list[OrderParcelBox] | None = None
    """Boxes the parcel consists of."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("id", "id", write_value, False, False),
        FieldInfo("shipment_date", "shipmentDate", write_day_first, False, False),
        FieldInfo("shipment_time", "shipmentTime", write_value, False, False),
        FieldInfo("tracks", "tracks", write_value, False, False),
        FieldInfo("boxes", "boxes", write_value, False, False),
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
                self.shipment_date = None
            else:
                found += 1
                self.shipment_date = DAYS[value] if value.__class__ is str else read_date(value)
            value = get("shipmentTime")
            if value is None:
                self.shipment_time = None
            else:
                found += 1
                self.shipment_time = value if value.__class__ is str else read_text(value)
            value = get("tracks")
            if value is None:
                self.tracks = None
            else:
                found += 1
                self.tracks = read_list(value, OrderTrack.from_dict)
            value = get("boxes")
            if value is None:
                self.boxes = None
            else:
                found += 1
                self.boxes = read_list(value, OrderParcelBox.from_dict)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in OrderShipment.FIELDS)
