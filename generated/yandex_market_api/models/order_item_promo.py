"""OrderItemPromo: generated from the document; edit openapi/ and regenerate."""

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
    read_text,
    unknown_fields,
    unread,
    write_value,
)
from .order_promo_type import OrderPromoType

__all__ = ["OrderItemPromo"]


@define(kw_only=True, repr=False, weakref_slot=False)
class OrderItemPromo(Model):
    """A promotion applied to a line."""

    type_: OrderPromoType
    """Kind of promotion."""
    discount: Decimal | None = None
    """What the buyer saves, in the currency of the buyer."""
    subsidy: Decimal
    """What the Market pays the seller for it."""
    shop_promo_id: str | None = None
    """Id of the promotion in the seller's system."""
    market_promo_id: str | None = None
    """Id of the promotion on the Market."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("type_", "type", write_value, True, False),
        FieldInfo("discount", "discount", write_value, False, False),
        FieldInfo("subsidy", "subsidy", write_value, True, False),
        FieldInfo("shop_promo_id", "shopPromoId", write_value, False, False),
        FieldInfo("market_promo_id", "marketPromoId", write_value, False, False),
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
                    _OrderPromoType[value]
                    if value.__class__ is str
                    else OrderPromoType._read(value)
                )
            value = get("discount")
            if value is None:
                self.discount = None
            else:
                found += 1
                self.discount = (
                    value
                    if value.__class__ is Decimal
                    else Decimal(value)
                    if value.__class__ is int
                    else read_decimal(value)
                )
            value = get("subsidy")
            if value is None:
                self.subsidy = missing(cls, "subsidy")
            else:
                found += 1
                self.subsidy = (
                    value
                    if value.__class__ is Decimal
                    else Decimal(value)
                    if value.__class__ is int
                    else read_decimal(value)
                )
            value = get("shopPromoId")
            if value is None:
                self.shop_promo_id = None
            else:
                found += 1
                self.shop_promo_id = value if value.__class__ is str else read_text(value)
            value = get("marketPromoId")
            if value is None:
                self.market_promo_id = None
            else:
                found += 1
                self.market_promo_id = value if value.__class__ is str else read_text(value)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in OrderItemPromo.FIELDS)
_OrderPromoType = OrderPromoType._by_value
