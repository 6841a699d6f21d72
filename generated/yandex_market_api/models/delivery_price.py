"""DeliveryPrice: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import Factory, define

from .._wire import (
    DecodeError,
    FieldInfo,
    Model,
    read_model,
    read_object,
    unknown_fields,
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
    additional_properties: dict[str, Any] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("payment", "payment", write_value, False, False),
        FieldInfo("subsidy", "subsidy", write_value, False, False),
        FieldInfo("vat", "vat", write_value, False, False),
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
            key = "payment"
            value = get(key)
            self.payment = read_model(value, CurrencyValue.from_dict)
            key = "subsidy"
            value = get(key)
            self.subsidy = read_model(value, CurrencyValue.from_dict)
            key = "vat"
            value = get(key)
            self.vat = OrderVatType.read(value)
        except DecodeError as error:
            raise error.under(key) from None
        self.additional_properties = (
            {} if _KNOWN.issuperset(source) else unknown_fields(source, _KNOWN)
        )
        return self


_KNOWN = frozenset(f.wire for f in DeliveryPrice.FIELDS)
