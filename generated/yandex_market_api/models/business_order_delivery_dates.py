"""BusinessOrderDeliveryDates: generated from the document; edit openapi/ and regenerate."""

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
    read_object,
    read_text,
    unknown_fields,
    unread,
    write_date,
    write_value,
)

__all__ = ["BusinessOrderDeliveryDates"]


@define(kw_only=True, repr=False, weakref_slot=False)
class BusinessOrderDeliveryDates(Model):
    """Window of delivery. Days are YYYY-MM-DD here, not DD-MM-YYYY as in getOrder; the zone of
    the times is not documented."""

    from_date: datetime.date
    """First possible day."""
    to_date: datetime.date | None = None
    """Last possible day; if missing, `fromDate` is the only one."""
    from_time: str | None = None
    """Beginning of the hours, for courier delivery alone; whole hours, or 23:59."""
    to_time: str | None = None
    """End of the hours, for courier delivery alone; whole hours, 23:59 at the latest."""
    real_delivery_date: datetime.date | None = None
    """Day the order truly reached the outlet or the buyer."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("from_date", "fromDate", write_date, True, False),
        FieldInfo("to_date", "toDate", write_date, False, False),
        FieldInfo("from_time", "fromTime", write_value, False, False),
        FieldInfo("to_time", "toTime", write_value, False, False),
        FieldInfo("real_delivery_date", "realDeliveryDate", write_date, False, False),
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
            value = get("fromDate")
            if value is None:
                self.from_date = missing(cls, "fromDate")
            else:
                found += 1
                self.from_date = DAYS[value] if value.__class__ is str else read_date(value)
            value = get("toDate")
            if value is None:
                self.to_date = None
            else:
                found += 1
                self.to_date = DAYS[value] if value.__class__ is str else read_date(value)
            value = get("fromTime")
            if value is None:
                self.from_time = None
            else:
                found += 1
                self.from_time = value if value.__class__ is str else read_text(value)
            value = get("toTime")
            if value is None:
                self.to_time = None
            else:
                found += 1
                self.to_time = value if value.__class__ is str else read_text(value)
            value = get("realDeliveryDate")
            if value is None:
                self.real_delivery_date = None
            else:
                found += 1
                self.real_delivery_date = (
                    DAYS[value] if value.__class__ is str else read_date(value)
                )
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in BusinessOrderDeliveryDates.FIELDS)
