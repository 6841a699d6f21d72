"""OrderDatesFilter: generated from the document; edit openapi/ and regenerate."""

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
    read_object,
    read_time,
    unknown_fields,
    unread,
    write_date,
    write_time,
)

__all__ = ["OrderDatesFilter"]


@define(kw_only=True, repr=False, weakref_slot=False)
class OrderDatesFilter(Model):
    """Spans of dates. The beginning of each is included, its end is not; one that ends before it
    begins is refused. Not documented: whether the default days of placing also bound a search
    by ids, shipping or change, and in which time zone a day begins."""

    creation_date_from: datetime.date | None = None
    """First day of the span in which orders were placed, YYYY-MM-DD, included. Default: 30 days
    before today. The span has 30 days at most."""
    creation_date_to: datetime.date | None = None
    """End of the span in which orders were placed, YYYY-MM-DD; this day is not included.
    Default: today; whether today's orders then come is not documented, so name tomorrow to be
    sure of them. If it is the day of `creationDateFrom`, that one day is searched."""
    shipment_date_from: datetime.date | None = None
    """First day of the span in which orders are to be shipped (`shipmentDate`), YYYY-MM-DD,
    included. The span has 30 days at most."""
    shipment_date_to: datetime.date | None = None
    """End of the span in which orders are to be shipped (`shipmentDate`), YYYY-MM-DD; this day
    is not included. If it is the day of `shipmentDateFrom`, that one day is searched."""
    update_date_from: datetime.datetime | None = None
    """First moment of the span in which orders last changed, ISO 8601 with an offset, included.
    The span has 30 days at most."""
    update_date_to: datetime.datetime | None = None
    """End of the span in which orders last changed, ISO 8601 with an offset; this moment is not
    included and must be later than `updateDateFrom`."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("creation_date_from", "creationDateFrom", write_date, False, False),
        FieldInfo("creation_date_to", "creationDateTo", write_date, False, False),
        FieldInfo("shipment_date_from", "shipmentDateFrom", write_date, False, False),
        FieldInfo("shipment_date_to", "shipmentDateTo", write_date, False, False),
        FieldInfo("update_date_from", "updateDateFrom", write_time, False, False),
        FieldInfo("update_date_to", "updateDateTo", write_time, False, False),
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
            value = get("creationDateFrom")
            if value is None:
                self.creation_date_from = None
            else:
                found += 1
                self.creation_date_from = (
                    DAYS[value] if value.__class__ is str else read_date(value)
                )
            value = get("creationDateTo")
            if value is None:
                self.creation_date_to = None
            else:
                found += 1
                self.creation_date_to = DAYS[value] if value.__class__ is str else read_date(value)
            value = get("shipmentDateFrom")
            if value is None:
                self.shipment_date_from = None
            else:
                found += 1
                self.shipment_date_from = (
                    DAYS[value] if value.__class__ is str else read_date(value)
                )
            value = get("shipmentDateTo")
            if value is None:
                self.shipment_date_to = None
            else:
                found += 1
                self.shipment_date_to = DAYS[value] if value.__class__ is str else read_date(value)
            value = get("updateDateFrom")
            if value is None:
                self.update_date_from = None
            else:
                found += 1
                self.update_date_from = read_time(value)
            value = get("updateDateTo")
            if value is None:
                self.update_date_to = None
            else:
                found += 1
                self.update_date_to = read_time(value)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in OrderDatesFilter.FIELDS)
