"""UpdateOrder: generated from the document; edit openapi/ and regenerate."""

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
    read_integer,
    read_object,
    unknown_fields,
    unread,
    write_value,
)
from .customer import Customer
from .delivery_interval import DeliveryInterval

__all__ = ["UpdateOrder"]


@define(kw_only=True, repr=False, weakref_slot=False)
class UpdateOrder(Model):
    """The id of the order, and only the parts that shall change."""

    id: int
    """Order to change."""
    delivery_interval: DeliveryInterval | None = None
    """New window of delivery, for courier delivery alone; it must be one that
    getOrderUpdateOptions offers."""
    customer: Customer | None = None
    """New recipient; first name, last name and phone are needed even if only one of them is new."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("id", "id", write_value, True, False),
        FieldInfo("delivery_interval", "deliveryInterval", write_value, False, False),
        FieldInfo("customer", "customer", write_value, False, False),
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
            value = get("id")
            if value is None:
                self.id = missing(cls, "id")
            else:
                found += 1
                self.id = value if value.__class__ is int else read_integer(value)
            value = get("deliveryInterval")
            if value is None:
                self.delivery_interval = None
            else:
                found += 1
                self.delivery_interval = DeliveryInterval.from_dict(value)
            value = get("customer")
            if value is None:
                self.customer = None
            else:
                found += 1
                self.customer = Customer.from_dict(value)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in UpdateOrder.FIELDS)
