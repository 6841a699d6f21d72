"""OrdersStatsPayment: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Self

from attrs import Factory, define

from .._wire import (
    DecodeError,
    FieldInfo,
    Model,
    read_date,
    read_decimal,
    read_model,
    read_object,
    read_text,
    unknown_fields,
    write_date,
    write_value,
)
from .orders_stats_payment_order import OrdersStatsPaymentOrder
from .orders_stats_payment_source_type import OrdersStatsPaymentSourceType
from .orders_stats_payment_type import OrdersStatsPaymentType

__all__ = ["OrdersStatsPayment"]


@define(kw_only=True, repr=False, weakref_slot=False)
class OrdersStatsPayment(Model):
    """One settlement."""

    id: str | None = None
    """Settlement id, a string."""
    date: datetime.date | None = None
    """Day of the settlement, YYYY-MM-DD."""
    type_: OrdersStatsPaymentType | None = None
    """Direction of the money."""
    source: OrdersStatsPaymentSourceType | None = None
    """Where the money came from."""
    total: Decimal | None = None
    """Sum, two decimals; `type` tells its direction."""
    payment_order: OrdersStatsPaymentOrder | None = None
    """Bank document it was paid with; missing until then."""
    additional_properties: dict[str, Any] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("id", "id", write_value, False, False),
        FieldInfo("date", "date", write_date, False, False),
        FieldInfo("type_", "type", write_value, False, False),
        FieldInfo("source", "source", write_value, False, False),
        FieldInfo("total", "total", write_value, False, False),
        FieldInfo("payment_order", "paymentOrder", write_value, False, False),
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
            key = "id"
            value = get(key)
            self.id = value if value.__class__ is str else read_text(value)
            key = "date"
            value = get(key)
            self.date = read_date(value)
            key = "type"
            value = get(key)
            self.type_ = OrdersStatsPaymentType.read(value)
            key = "source"
            value = get(key)
            self.source = OrdersStatsPaymentSourceType.read(value)
            key = "total"
            value = get(key)
            self.total = read_decimal(value)
            key = "paymentOrder"
            value = get(key)
            self.payment_order = read_model(value, OrdersStatsPaymentOrder.from_dict)
        except DecodeError as error:
            raise error.under(key) from None
        self.additional_properties = (
            {} if _KNOWN.issuperset(source) else unknown_fields(source, _KNOWN)
        )
        return self


_KNOWN = frozenset(f.wire for f in OrdersStatsPayment.FIELDS)
