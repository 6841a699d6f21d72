"""OrdersStats: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import Factory, define

from .._wire import (
    DecodeError,
    FieldInfo,
    Model,
    missing,
    new,
    read_list,
    read_object,
    unknown_fields,
    unread,
    write_value,
)
from .orders_stats_order import OrdersStatsOrder
from .packaging_forward_scrolling_pager import PackagingForwardScrollingPager

__all__ = ["OrdersStats"]


@define(kw_only=True, repr=False, weakref_slot=False)
class OrdersStats(Model):
    """A page of order statistics."""

    orders: list[OrdersStatsOrder]
    """Orders of this page; may be empty."""
    paging: PackagingForwardScrollingPager | None = None
    """Where the next page begins. Here it sits inside `result`, unlike in other listings."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("orders", "orders", write_value, True, False),
        FieldInfo("paging", "paging", write_value, False, False),
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
            value = get("orders")
            if value is None:
                self.orders = missing(cls, "orders")
            else:
                found += 1
                self.orders = read_list(value, OrdersStatsOrder.from_dict)
            value = get("paging")
            if value is None:
                self.paging = None
            else:
                found += 1
                self.paging = PackagingForwardScrollingPager.from_dict(value)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in OrdersStats.FIELDS)
