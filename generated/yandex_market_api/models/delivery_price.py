"""DeliveryPrice: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import Factory, define

from .._wire import (
    DecodeError,
    FieldInfo,
    Model,
    new,
    read_object,
    unknown_fields,
    unread,
    write_value,
)
from .currency_value import CurrencyValue
from .order_vat_type import OrderVatType

__all__ = ["DeliveryPrice"]


@define(kw_only=True, repr=False, weakref_slot=False)
class DeliveryPrice(Model):
    """Price of delivery with carrying the goods up, in the currency of the store: `payment` plus
    `subsidy`."""

    payment: CurrencyValue | None = None
    """What the buyer pays of it."""
    subsidy: CurrencyValue | None = None
    """What the Market pays of it to the seller."""
    vat: OrderVatType | None = None
    """VAT rate of delivery."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("payment", "payment", write_value, False, False),
        FieldInfo("subsidy", "subsidy", write_value, False, False),
        FieldInfo("vat", "vat", write_value, False, False),
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
            value = get("payment")
            if value is None:
                self.payment = None
            else:
                found += 1
                self.payment = CurrencyValue.from_dict(value)
            value = get("subsidy")
            if value is None:
                self.subsidy = None
            else:
                found += 1
                self.subsidy = CurrencyValue.from_dict(value)
            value = get("vat")
            if value is None:
                self.vat = None
            else:
                found += 1
                self.vat = (
                    _OrderVatType[value] if value.__class__ is str else OrderVatType._read(value)
                )
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in DeliveryPrice.FIELDS)
_OrderVatType = OrderVatType._by_value
