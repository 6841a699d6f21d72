"""OrdersStatsCommission: generated from the document; edit openapi/ and regenerate."""

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
from .orders_stats_commission_type import OrdersStatsCommissionType

__all__ = ["OrdersStatsCommission"]


@define(kw_only=True, repr=False, weakref_slot=False)
class OrdersStatsCommission(Model):
    """One charged service, for the order as a whole."""

    type_: OrdersStatsCommissionType | None = None
    """Which service."""
    actual: Decimal | None = None
    """Sum billed when the order was created, two decimals."""
    additional_properties: dict[str, Any] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("type_", "type", write_value, False, False),
        FieldInfo("actual", "actual", write_value, False, False),
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
            self.type_ = OrdersStatsCommissionType.read(value)
            key = "actual"
            value = get(key)
            self.actual = read_decimal(value)
        except DecodeError as error:
            raise error.under(key) from None
        self.additional_properties = (
            {} if _KNOWN.issuperset(source) else unknown_fields(source, _KNOWN)
        )
        return self


_KNOWN = frozenset(f.wire for f in OrdersStatsCommission.FIELDS)
