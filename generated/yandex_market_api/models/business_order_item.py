"""BusinessOrderItem: generated from the document; edit openapi/ and regenerate."""

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
    read_list,
    read_object,
    read_text,
    unknown_fields,
    unread,
    write_value,
)
from .item_price import ItemPrice
from .order_item_instance import OrderItemInstance
from .order_item_instance_type import OrderItemInstanceType
from .order_item_tag_type import OrderItemTagType
from .order_item_unit_status import OrderItemUnitStatus

__all__ = ["BusinessOrderItem"]


@define(kw_only=True, repr=False, weakref_slot=False)
class BusinessOrderItem(Model):
    """A line of the order, with all of its units."""

    id: int
    """Line id, unique within its order; boxes refer to it."""
    offer_id: str
    """Seller's article number."""
    offer_name: str
    """Product name."""
    count: int
    """Units in the line."""
    prices: ItemPrice | None = None
    """Sums for all units of the line together; divide by `count` for one unit."""
    instances: list[OrderItemInstance] | None = None
    """Marking codes by unit, as the seller sent them (FBY: with the supply); missing until then."""
    required_instance_types: list[OrderItemInstanceType] | None = None
    """Which codes the seller must supply for each unit."""
    item_statuses: list[OrderItemUnitStatus] | None = None
    """How many units are in which state; missing where that is not known."""
    tags: list[OrderItemTagType] | None = None
    """Marks of special goods."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("id", "id", write_value, True, False),
        FieldInfo("offer_id", "offerId", write_value, True, False),
        FieldInfo("offer_name", "offerName", write_value, True, False),
        FieldInfo("count", "count", write_value, True, False),
        FieldInfo("prices", "prices", write_value, False, False),
        FieldInfo("instances", "instances", write_value, False, False),
        FieldInfo("required_instance_types", "requiredInstanceTypes", write_value, False, False),
        FieldInfo("item_statuses", "itemStatuses", write_value, False, False),
        FieldInfo("tags", "tags", write_value, False, False),
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
            value = get("offerId")
            if value is None:
                self.offer_id = missing(cls, "offerId")
            else:
                found += 1
                self.offer_id = value if value.__class__ is str else read_text(value)
            value = get("offerName")
            if value is None:
                self.offer_name = missing(cls, "offerName")
            else:
                found += 1
                self.offer_name = value if value.__class__ is str else read_text(value)
            value = get("count")
            if value is None:
                self.count = missing(cls, "count")
            else:
                found += 1
                self.count = value if value.__class__ is int else read_integer(value)
            value = get("prices")
            if value is None:
                self.prices = None
            else:
                found += 1
                self.prices = ItemPrice.from_dict(value)
            value = get("instances")
            if value is None:
                self.instances = None
            else:
                found += 1
                self.instances = read_list(value, OrderItemInstance.from_dict)
            value = get("requiredInstanceTypes")
            if value is None:
                self.required_instance_types = None
            else:
                found += 1
                self.required_instance_types = read_list(value, OrderItemInstanceType._read)
            value = get("itemStatuses")
            if value is None:
                self.item_statuses = None
            else:
                found += 1
                self.item_statuses = read_list(value, OrderItemUnitStatus.from_dict)
            value = get("tags")
            if value is None:
                self.tags = None
            else:
                found += 1
                self.tags = read_list(value, OrderItemTagType._read)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in BusinessOrderItem.FIELDS)
