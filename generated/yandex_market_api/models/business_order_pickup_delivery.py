"""BusinessOrderPickupDelivery: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import Factory, define

from .._wire import (
    DAYS,
    DecodeError,
    FieldInfo,
    Model,
    new,
    read_date,
    read_integer,
    read_object,
    read_text,
    unknown_fields,
    unread,
    write_date,
    write_value,
)
from .business_order_delivery_address import BusinessOrderDeliveryAddress
from .region import Region

__all__ = ["BusinessOrderPickupDelivery"]


@define(kw_only=True, repr=False, weakref_slot=False)
class BusinessOrderPickupDelivery(Model):
    """The pick-up point or outlet where the buyer fetches the order."""

    address: BusinessOrderDeliveryAddress | None = None
    """Address of the point."""
    region: Region | None = None
    """Region of the point."""
    logistic_point_id: int | None = None
    """Id of the point, if it is one of the Market."""
    outlet_code: str | None = None
    """The seller's own id of the outlet."""
    outlet_storage_limit_date: datetime.date | None = None
    """Last day of storage at the point, YYYY-MM-DD; set with PICKUP, can be moved once."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("address", "address", write_value, False, False),
        FieldInfo("region", "region", write_value, False, False),
        FieldInfo("logistic_point_id", "logisticPointId", write_value, False, False),
        FieldInfo("outlet_code", "outletCode", write_value, False, False),
        FieldInfo("outlet_storage_limit_date", "outletStorageLimitDate", write_date, False, False),
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
            value = get("logisticPointId")
            if value is None:
                self.logistic_point_id = None
            else:
                found += 1
                self.logistic_point_id = value if value.__class__ is int else read_integer(value)
            value = get("outletCode")
            if value is None:
                self.outlet_code = None
            else:
                found += 1
                self.outlet_code = value if value.__class__ is str else read_text(value)
            value = get("outletStorageLimitDate")
            if value is None:
                self.outlet_storage_limit_date = None
            else:
                found += 1
                self.outlet_storage_limit_date = (
                    DAYS[value] if value.__class__ is str else read_date(value)
                )
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in BusinessOrderPickupDelivery.FIELDS)
