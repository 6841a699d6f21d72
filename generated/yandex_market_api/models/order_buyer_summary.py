"""OrderBuyerSummary: generated from the document; edit openapi/ and regenerate."""

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
from .order_buyer_type import OrderBuyerType

__all__ = ["OrderBuyerSummary"]


@define(kw_only=True, repr=False, weakref_slot=False)
class OrderBuyerSummary(Model):
    """Who ordered, without a phone number."""

    id: str | None = None
    """Buyer id, a string."""
    last_name: str | None = None
    """Family name."""
    first_name: str | None = None
    """Given name."""
    middle_name: str | None = None
    """Patronymic."""
    type_: OrderBuyerType
    """Whether a person or an organisation buys; organisations do so in FBS and FBY stores that
    sell to them."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("id", "id", write_value, False, True),
        FieldInfo("last_name", "lastName", write_value, False, True),
        FieldInfo("first_name", "firstName", write_value, False, True),
        FieldInfo("middle_name", "middleName", write_value, False, True),
        FieldInfo("type_", "type", write_value, True, False),
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
                self.id = None
            else:
                found += 1
                self.id = value if value.__class__ is str else read_text(value)
            value = get("lastName")
            if value is None:
                self.last_name = None
            else:
                found += 1
                self.last_name = value if value.__class__ is str else read_text(value)
            value = get("firstName")
            if value is None:
                self.first_name = None
            else:
                found += 1
                self.first_name = value if value.__class__ is str else read_text(value)
            value = get("middleName")
            if value is None:
                self.middle_name = None
            else:
                found += 1
                self.middle_name = value if value.__class__ is str else read_text(value)
            value = get("type")
            if value is None:
                self.type_ = missing(cls, "type")
            else:
                found += 1
                self.type_ = (
                    _OrderBuyerType[value]
                    if value.__class__ is str
                    else OrderBuyerType._read(value)
                )
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in OrderBuyerSummary.FIELDS)
_OrderBuyerType = OrderBuyerType._by_value
