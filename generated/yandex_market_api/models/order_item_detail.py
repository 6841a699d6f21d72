"""OrderItemDetail: generated from the document; edit openapi/ and regenerate."""

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
    unknown_fields,
    unread,
    write_day_first,
    write_value,
)
from .order_item_status_type import OrderItemStatusType

__all__ = ["OrderItemDetail"]


@define(kw_only=True, repr=False, weakref_slot=False)
class OrderItemDetail(Model):
    """Units of a line that did not stay with the buyer."""

    item_count: int
    """How many units."""
    item_status: OrderItemStatusType
    """What happened to them."""
    update_date: datetime.date
    """When, DD-MM-YYYY."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("item_count", "itemCount", write_value, True, False),
        FieldInfo("item_status", "itemStatus", write_value, True, False),
        FieldInfo("update_date", "updateDate", write_day_first, True, False),
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
            value = get("itemCount")
            if value is None:
                self.item_count = missing(cls, "itemCount")
            else:
                found += 1
                self.item_count = value if value.__class__ is int else read_integer(value)
            value = get("itemStatus")
            if value is None:
                self.item_status = missing(cls, "itemStatus")
            else:
                found += 1
                self.item_status = (
                    _OrderItemStatusType[value]
                    if value.__class__ is str
                    else OrderItemStatusType._read(value)
                )
            value = get("updateDate")
            if value is None:
                self.update_date = missing(cls, "updateDate")
            else:
                found += 1
                self.update_date = DAYS[value] if value.__class__ is str else read_date(value)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in OrderItemDetail.FIELDS)
_OrderItemStatusType = OrderItemStatusType._by_value
