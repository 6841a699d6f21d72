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
    read_integer,
    read_list,
    read_object,
    read_text,
    unknown_fields,
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
    additional_properties: dict[str, Any] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("items", "items", write_value, True, False),
        FieldInfo("box_id", "boxId", write_value, True, False),
        FieldInfo("barcode", "barcode", write_value, True, False),
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
            key = "items"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.items = read_list(value, BusinessOrderBoxLayoutItem.from_dict)
            key = "boxId"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.box_id = value if value.__class__ is int else read_integer(value)
            key = "barcode"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.barcode = value if value.__class__ is str else read_text(value)
        except DecodeError as error:
            raise error.under(key) from None
        self.additional_properties = (
            {} if _KNOWN.issuperset(source) else unknown_fields(source, _KNOWN)
        )
        return self


_KNOWN = frozenset(f.wire for f in BusinessOrderBoxLayout.FIELDS)
