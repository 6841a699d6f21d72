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
    read_integer,
    read_list,
    read_model,
    read_object,
    unknown_fields,
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
    additional_properties: dict[str, Any] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("id", "id", write_value, True, False),
        FieldInfo("full_count", "fullCount", write_value, False, False),
        FieldInfo("partial_count", "partialCount", write_value, False, False),
        FieldInfo("instances", "instances", write_value, False, False),
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
            key = "id"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.id = value if value.__class__ is int else read_integer(value)
            key = "fullCount"
            value = get(key)
            self.full_count = value if value.__class__ is int else read_integer(value)
            key = "partialCount"
            value = get(key)
            self.partial_count = read_model(value, BusinessOrderBoxLayoutPartialCount.from_dict)
            key = "instances"
            value = get(key)
            self.instances = read_list(value, BriefOrderItemInstance.from_dict)
        except DecodeError as error:
            raise error.under(key) from None
        self.additional_properties = (
            {} if _KNOWN.issuperset(source) else unknown_fields(source, _KNOWN)
        )
        return self


_KNOWN = frozenset(f.wire for f in BusinessOrderBoxLayoutItem.FIELDS)
