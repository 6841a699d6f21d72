"""BusinessOrderBoxLayout: generated from the document; edit openapi/ and regenerate."""

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
from .business_order_box_layout_item import BusinessOrderBoxLayoutItem

__all__ = ["BusinessOrderBoxLayout"]


@define(kw_only=True, repr=False, weakref_slot=False)
class BusinessOrderBoxLayout(Model):
    """A box, with what lies in it."""

    items: list[BusinessOrderBoxLayoutItem]
    """Contents; a single entry if the box holds a part of something large."""
    box_id: int
    """Box id on the Market."""
    barcode: str
    """The seller's own id of the box."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("items", "items", write_value, True, False),
        FieldInfo("box_id", "boxId", write_value, True, False),
        FieldInfo("barcode", "barcode", write_value, True, False),
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
            value = get("items")
            if value is None:
                self.items = missing(cls, "items")
            else:
                found += 1
                self.items = read_list(value, BusinessOrderBoxLayoutItem.from_dict)
            value = get("boxId")
            if value is None:
                self.box_id = missing(cls, "boxId")
            else:
                found += 1
                self.box_id = value if value.__class__ is int else read_integer(value)
            value = get("barcode")
            if value is None:
                self.barcode = missing(cls, "barcode")
            else:
                found += 1
                self.barcode = value if value.__class__ is str else read_text(value)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in BusinessOrderBoxLayout.FIELDS)
