"""DeliveryDateInterval: generated from the document; edit openapi/ and regenerate."""

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
    unknown_fields,
    unread,
    write_date,
)

__all__ = ["DeliveryDateInterval"]


@define(kw_only=True, repr=False, weakref_slot=False)
class DeliveryDateInterval(Model):
    """Days of delivery, both ends included."""

    from_date: datetime.date
    """First day, YYYY-MM-DD."""
    to_date: datetime.date
    """Last day, YYYY-MM-DD; the same as the first for a single day."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("from_date", "fromDate", write_date, True, False),
        FieldInfo("to_date", "toDate", write_date, True, False),
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
                self.to_date = missing(cls, "toDate")
            else:
                found += 1
                self.to_date = DAYS[value] if value.__class__ is str else read_date(value)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in DeliveryDateInterval.FIELDS)
