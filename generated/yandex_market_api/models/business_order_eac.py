"""BusinessOrderEac: generated from the document; edit openapi/ and regenerate."""

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
from .order_delivery_eac_type import OrderDeliveryEacType

__all__ = ["BusinessOrderEac"]


@define(kw_only=True, repr=False, weakref_slot=False)
class BusinessOrderEac(Model):
    """Code that confirms a hand-over between store and courier."""

    eac_type: OrderDeliveryEacType
    """Which way the code goes."""
    eac_code: str | None = None
    """The code itself, for MERCHANT_TO_COURIER."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("eac_type", "eacType", write_value, True, False),
        FieldInfo("eac_code", "eacCode", write_value, False, True),
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
            value = get("eacType")
            if value is None:
                self.eac_type = missing(cls, "eacType")
            else:
                found += 1
                self.eac_type = (
                    _OrderDeliveryEacType[value]
                    if value.__class__ is str
                    else OrderDeliveryEacType._read(value)
                )
            value = get("eacCode")
            if value is None:
                self.eac_code = None
            else:
                found += 1
                self.eac_code = value if value.__class__ is str else read_text(value)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in BusinessOrderEac.FIELDS)
_OrderDeliveryEacType = OrderDeliveryEacType._by_value
