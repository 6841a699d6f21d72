"""BusinessOrderCourierDelivery: generated from the document; edit openapi/ and regenerate."""

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
from .business_order_delivery_address import BusinessOrderDeliveryAddress
from .region import Region

__all__ = ["BusinessOrderCourierDelivery"]


@define(kw_only=True, repr=False, weakref_slot=False)
class BusinessOrderCourierDelivery(Model):
    """Where a courier brings the order."""

    address: BusinessOrderDeliveryAddress | None = None
    """Address of the buyer."""
    region: Region | None = None
    """Region of delivery."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("address", "address", write_value, False, False),
        FieldInfo("region", "region", write_value, False, False),
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
            value = get("address")
            if value is None:
                self.address = None
            else:
                found += 1
                self.address = BusinessOrderDeliveryAddress.from_dict(value)
            value = get("region")
            if value is None:
                self.region = None
            else:
                found += 1
                self.region = Region.from_dict(value)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in BusinessOrderCourierDelivery.FIELDS)
