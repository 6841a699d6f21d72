"""BusinessOrderServices: generated from the document; edit openapi/ and regenerate."""

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
from .order_lift_type import OrderLiftType

__all__ = ["BusinessOrderServices"]


@define(kw_only=True, repr=False, weakref_slot=False)
class BusinessOrderServices(Model):
    """Services that were ordered along with the goods."""

    lift_type: OrderLiftType | None = None
    """How the goods get to the floor."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("lift_type", "liftType", write_value, False, False),
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
            value = get("liftType")
            if value is None:
                self.lift_type = None
            else:
                found += 1
                self.lift_type = (
                    _OrderLiftType[value] if value.__class__ is str else OrderLiftType._read(value)
                )
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in BusinessOrderServices.FIELDS)
_OrderLiftType = OrderLiftType._by_value
