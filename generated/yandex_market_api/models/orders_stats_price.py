"""OrdersStatsPrice: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Self

from attrs import Factory, define

from .._wire import (
    DecodeError,
    FieldInfo,
    Model,
    read_decimal,
    read_object,
    unknown_fields,
    write_value,
)
from .orders_stats_price_type import OrdersStatsPriceType

__all__ = ["OrdersStatsPrice"]


@define(kw_only=True, repr=False, weakref_slot=False)
class OrdersStatsPrice(Model):
    """One part of a price."""

    type_: OrdersStatsPriceType | None = None
    """Who covers this part."""
    cost_per_item: Decimal | None = None
    """For one unit, VAT included, two decimals."""
    total: Decimal | None = None
    """For all units of the line, VAT included, two decimals."""
    additional_properties: dict[str, Any] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("type_", "type", write_value, False, False),
        FieldInfo("cost_per_item", "costPerItem", write_value, False, False),
        FieldInfo("total", "total", write_value, False, False),
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
            key = "type"
            value = get(key)
            self.type_ = OrdersStatsPriceType.read(value)
            key = "costPerItem"
            value = get(key)
            self.cost_per_item = read_decimal(value)
            key = "total"
            value = get(key)
            self.total = read_decimal(value)
        except DecodeError as error:
            raise error.under(key) from None
        self.additional_properties = (
            {} if _KNOWN.issuperset(source) else unknown_fields(source, _KNOWN)
        )
        return self


_KNOWN = frozenset(f.wire for f in OrdersStatsPrice.FIELDS)
