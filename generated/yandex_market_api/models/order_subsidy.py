"""OrderSubsidy: generated from the document; edit openapi/ and regenerate."""

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
from .order_subsidy_type import OrderSubsidyType

__all__ = ["OrderSubsidy"]


@define(kw_only=True, repr=False, weakref_slot=False)
class OrderSubsidy(Model):
    """Payment to the seller for a discount on the whole order."""

    type_: OrderSubsidyType
    """Which discount."""
    amount: Decimal
    """Sum, VAT included."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
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
            value = get("type")
            if value is None:
                self.type_ = missing(cls, "type")
            else:
                found += 1
                self.type_ = (
                    _OrderSubsidyType[value]
                    if value.__class__ is str
                    else OrderSubsidyType._read(value)
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


_KNOWN = frozenset(f.wire for f in OrderSubsidy.FIELDS)
_OrderSubsidyType = OrderSubsidyType._by_value
