"""OrdersStatsDetails: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import Factory, define

from .._wire import (
    DecodeError,
    FieldInfo,
    Model,
    read_date,
    read_integer,
    read_object,
    unknown_fields,
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
    additional_properties: dict[str, Any] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("item_status", "itemStatus", write_value, False, False),
        FieldInfo("item_count", "itemCount", write_value, False, False),
        FieldInfo("update_date", "updateDate", write_date, False, False),
        FieldInfo("stock_type", "stockType", write_value, False, False),
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
            key = "itemStatus"
            value = get(key)
            self.item_status = OrdersStatsItemStatusType.read(value)
            key = "itemCount"
            value = get(key)
            self.item_count = value if value.__class__ is int else read_integer(value)
            key = "updateDate"
            value = get(key)
            self.update_date = read_date(value)
            key = "stockType"
            value = get(key)
            self.stock_type = OrdersStatsStockType.read(value)
        except DecodeError as error:
            raise error.under(key) from None
        self.additional_properties = (
            {} if _KNOWN.issuperset(source) else unknown_fields(source, _KNOWN)
        )
        return self


_KNOWN = frozenset(f.wire for f in OrdersStatsDetails.FIELDS)
