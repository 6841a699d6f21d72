"""OrderItemDetail: generated from the document; edit openapi/ and regenerate."""

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
    unknown_fields,
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
    additional_properties: dict[str, Any] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("item_count", "itemCount", write_value, True, False),
        FieldInfo("item_status", "itemStatus", write_value, True, False),
        FieldInfo("update_date", "updateDate", write_day_first, True, False),
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
            key = "itemCount"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.item_count = value if value.__class__ is int else read_integer(value)
            key = "itemStatus"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.item_status = OrderItemStatusType.read(value)
            key = "updateDate"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.update_date = read_date(value)
        except DecodeError as error:
            raise error.under(key) from None
        self.additional_properties = (
            {} if _KNOWN.issuperset(source) else unknown_fields(source, _KNOWN)
        )
        return self


_KNOWN = frozenset(f.wire for f in OrderItemDetail.FIELDS)
