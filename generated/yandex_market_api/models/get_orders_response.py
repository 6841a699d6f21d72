"""GetOrdersResponse: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import Factory, define

from .._wire import (
    DecodeError,
    FieldInfo,
    Model,
    missing,
    read_list,
    read_model,
    read_object,
    unknown_fields,
    write_value,
)
from .flipping_pager import FlippingPager
from .order import Order
from .packaging_forward_scrolling_pager import PackagingForwardScrollingPager

__all__ = ["GetOrdersResponse"]


@define(kw_only=True, repr=False, weakref_slot=False)
class GetOrdersResponse(Model):
    """One page of orders, without a `status` envelope."""

    pager: FlippingPager | None = None
    """Counters of the old page-number style, if that style was used."""
    orders: list[Order]
    """The orders of this page; may be empty."""
    paging: PackagingForwardScrollingPager | None = None
    """Where the next page begins."""
    additional_properties: dict[str, Any] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("pager", "pager", write_value, False, False),
        FieldInfo("orders", "orders", write_value, True, False),
        FieldInfo("paging", "paging", write_value, False, False),
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
            key = "pager"
            value = get(key)
            self.pager = read_model(value, FlippingPager.from_dict)
            key = "orders"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.orders = read_list(value, Order.from_dict)
            key = "paging"
            value = get(key)
            self.paging = read_model(value, PackagingForwardScrollingPager.from_dict)
        except DecodeError as error:
            raise error.under(key) from None
        self.additional_properties = (
            {} if _KNOWN.issuperset(source) else unknown_fields(source, _KNOWN)
        )
        return self


_KNOWN = frozenset(f.wire for f in GetOrdersResponse.FIELDS)
