"""OrdersStatsPayment: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Self

from attrs import Factory, define

from .._wire import (
    DAYS,
    DecodeError,
    FieldInfo,
    Model,
    new,
    read_date,
    read_decimal,
    read_object,
    read_text,
    unknown_fields,
    unread,
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
    additional_properties: dict[str, object] = Factory(dict)
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
            value = get("type")
            if value is None:
                self.type_ = None
            else:
                found += 1
                self.type_ = (
                    _OrdersStatsPaymentType[value]
                    if value.__class__ is str
                    else OrdersStatsPaymentType._read(value)
                )
            value = get("source")
            if value is None:
                self.source = None
            else:
                found += 1
                self.source = (
                    _OrdersStatsPaymentSourceType[value]
                    if value.__class__ is str
                    else OrdersStatsPaymentSourceType._read(value)
                )
            value = get("total")
            if value is None:
                self.total = None
            else:
                found += 1
                self.total = (
                    value
                    if value.__class__ is Decimal
                    else Decimal(value)
                    if value.__class__ is int
                    else read_decimal(value)
                )
            value = get("paymentOrder")
            if value is None:
                self.payment_order = None
            else:
                found += 1
                self.payment_order = OrdersStatsPaymentOrder.from_dict(value)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in OrdersStatsPayment.FIELDS)
_OrdersStatsPaymentSourceType = OrdersStatsPaymentSourceType._by_value
_OrdersStatsPaymentType = OrdersStatsPaymentType._by_value
