"""DigitalGoodsDeliveryDetails: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import Factory, define

from .._wire import (
    DecodeError,
    FieldInfo,
    Model,
    missing,
    new,
    read_object,
    read_text,
    unknown_fields,
    unread,
    write_value,
)
from .digital_goods_delivery_type import DigitalGoodsDeliveryType

__all__ = ["DigitalGoodsDeliveryDetails"]


@define(kw_only=True, repr=False, weakref_slot=False)
class DigitalGoodsDeliveryDetails(Model):
    """How digital goods get to the buyer."""

    type_: DigitalGoodsDeliveryType
    """Way of handing them over."""
    steam_link: str | None = None
    """The buyer's Steam account as a link; for STEAM_GIFT alone."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("type_", "type", write_value, True, False),
        FieldInfo("steam_link", "steamLink", write_value, False, True),
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
                    _DigitalGoodsDeliveryType[value]
                    if value.__class__ is str
                    else DigitalGoodsDeliveryType._read(value)
                )
            value = get("steamLink")
            if value is None:
                self.steam_link = None
            else:
                found += 1
                self.steam_link = value if value.__class__ is str else read_text(value)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in DigitalGoodsDeliveryDetails.FIELDS)
_DigitalGoodsDeliveryType = DigitalGoodsDeliveryType._by_value
