"""OrdersStatsPaymentOrder: generated from the document; edit openapi/ and regenerate."""

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
    read_text,
    unknown_fields,
    unread,
    write_date,
    write_value,
)

__all__ = ["OrdersStatsPaymentOrder"]


@define(kw_only=True, repr=False, weakref_slot=False)
class OrdersStatsPaymentOrder(Model):
    """A bank payment order."""

    id: str | None = None
    """Number of the payment order, a string."""
    date: datetime.date | None = None
    """Its day, YYYY-MM-DD."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("id", "id", write_value, False, False),
        FieldInfo("date", "date", write_date, False, False),
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
                self.id = value if value.__class__ is str else read_text(value)
            value = get("date")
            if value is None:
                self.date = None
            else:
                found += 1
                self.date = DAYS[value] if value.__class__ is str else read_date(value)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in OrdersStatsPaymentOrder.FIELDS)
