"""BusinessOrderBoxLayoutItem: generated from the document; edit openapi/ and regenerate."""

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
    unknown_fields,
    unread,
    write_value,
)
from .brief_order_item_instance import BriefOrderItemInstance
from .business_order_box_layout_partial_count import BusinessOrderBoxLayoutPartialCount

__all__ = ["BusinessOrderBoxLayoutItem"]


@define(kw_only=True, repr=False, weakref_slot=False)
class BusinessOrderBoxLayoutItem(Model):
    """What lies in a box of one line: whole units (`fullCount`) or a part of one unit
    (`partialCount`)."""

    id: int
    """Line id, the `id` of an entry of the order's `items`."""
    full_count: int | None = None
    """Whole units in this box."""
    partial_count: BusinessOrderBoxLayoutPartialCount | None = None
    """Which part of a unit spread over several boxes this is."""
    instances: list[BriefOrderItemInstance] | None = None
    """Marking codes that the seller sent for the units in this box."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("id", "id", write_value, True, False),
        FieldInfo("full_count", "fullCount", write_value, False, False),
        FieldInfo("partial_count", "partialCount", write_value, False, False),
        FieldInfo("instances", "instances", write_value, False, False),
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
            value = get("fullCount")
            if value is None:
                self.full_count = None
            else:
                found += 1
                self.full_count = value if value.__class__ is int else read_integer(value)
            value = get("partialCount")
            if value is None:
                self.partial_count = None
            else:
                found += 1
                self.partial_count = BusinessOrderBoxLayoutPartialCount.from_dict(value)
            value = get("instances")
            if value is None:
                self.instances = None
            else:
                found += 1
                self.instances = read_list(value, BriefOrderItemInstance.from_dict)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in BusinessOrderBoxLayoutItem.FIELDS)
