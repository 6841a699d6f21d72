"""OrdersStatsDetails: generated from the document; edit openapi/ and regenerate."""

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
    read_object,
    unknown_fields,
    unread,
    write_date,
    write_value,
)
from .orders_stats_item_status_type import OrdersStatsItemStatusType
from .orders_stats_stock_type import OrdersStatsStockType

__all__ = ["OrdersStatsDetails"]


@define(kw_only=True, repr=False, weakref_slot=False)
class OrdersStatsDetails(Model):
    """What became of some units of a line."""

    item_status: OrdersStatsItemStatusType | None = None
    """What happened to them."""
    item_count: int | None = None
    """How many units."""
    update_date: datetime.date | None = None
    """FBY alone: the day the return was processed, YYYY-MM-DD."""
    stock_type: OrdersStatsStockType | None = None
    """FBY alone: the condition the units were found in, once a warehouse of the Market has
    processed the return."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("item_status", "itemStatus", write_value, False, False),
        FieldInfo("item_count", "itemCount", write_value, False, False),
        FieldInfo("update_date", "updateDate", write_date, False, False),
        FieldInfo("stock_type", "stockType", write_value, False, False),
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
            value = get("itemStatus")
            if value is None:
                self.item_status = None
            else:
                found += 1
                self.item_status = (
                    _OrdersStatsItemStatusType[value]
                    if value.__class__ is str
                    else OrdersStatsItemStatusType._read(value)
                )
            value = get("itemCount")
            if value is None:
                self.item_count = None
            else:
                found += 1
                self.item_count = value if value.__class__ is int else read_integer(value)
            value = get("updateDate")
            if value is None:
                self.update_date = None
            else:
                found += 1
                self.update_date = DAYS[value] if value.__class__ is str else read_date(value)
            value = get("stockType")
            if value is None:
                self.stock_type = None
            else:
                found += 1
                self.stock_type = (
                    _OrdersStatsStockType[value]
                    if value.__class__ is str
                    else OrdersStatsStockType._read(value)
                )
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in OrdersStatsDetails.FIELDS)
_OrdersStatsItemStatusType = OrdersStatsItemStatusType._by_value
_OrdersStatsStockType = OrdersStatsStockType._by_value
