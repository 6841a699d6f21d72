"""OrdersStatsSubsidy: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Self

from attrs import Factory, define

from .._wire import (
    DecodeError,
    FieldInfo,
    Model,
    missing,
    new,
    read_decimal,
    read_object,
    unknown_fields,
    unread,
    write_value,
)
from .orders_stats_subsidy_operation_type import OrdersStatsSubsidyOperationType
from .orders_stats_subsidy_type import OrdersStatsSubsidyType

__all__ = ["OrdersStatsSubsidy"]


@define(kw_only=True, repr=False, weakref_slot=False)
class OrdersStatsSubsidy(Model):
    """Points that lower the fees, or the taking back of such."""

    operation_type: OrdersStatsSubsidyOperationType
    """ACCRUAL adds the amount, DEDUCTION subtracts it."""
    type_: OrdersStatsSubsidyType
    """Which discount the points make up for."""
    amount: Decimal
    """Points, two decimals, never negative: `operationType` holds the sign."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("operation_type", "operationType", write_value, True, False),
        FieldInfo("type_", "type", write_value, True, False),
        FieldInfo("amount", "amount", write_value, True, False),
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
            value = get("operationType")
            if value is None:
                self.operation_type = missing(cls, "operationType")
            else:
                found += 1
                self.operation_type = (
                    _OrdersStatsSubsidyOperationType[value]
                    if value.__class__ is str
                    else OrdersStatsSubsidyOperationType._read(value)
                )
            value = get("type")
            if value is None:
                self.type_ = missing(cls, "type")
            else:
                found += 1
                self.type_ = (
                    _OrdersStatsSubsidyType[value]
                    if value.__class__ is str
                    else OrdersStatsSubsidyType._read(value)
                )
            value = get("amount")
            if value is None:
                self.amount = missing(cls, "amount")
            else:
                found += 1
                self.amount = (
                    value
                    if value.__class__ is Decimal
                    else Decimal(value)
                    if value.__class__ is int
                    else read_decimal(value)
                )
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in OrdersStatsSubsidy.FIELDS)
_OrdersStatsSubsidyOperationType = OrdersStatsSubsidyOperationType._by_value
_OrdersStatsSubsidyType = OrdersStatsSubsidyType._by_value
