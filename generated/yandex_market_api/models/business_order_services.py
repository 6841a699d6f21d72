"""BusinessOrderServices: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import Factory, define

from .._wire import (
    DecodeError,
    FieldInfo,
    Model,
    read_object,
    unknown_fields,
    write_value,
)
from .order_lift_type import OrderLiftType

__all__ = ["BusinessOrderServices"]


@define(kw_only=True, repr=False, weakref_slot=False)
class BusinessOrderServices(Model):
    """Services that were ordered along with the goods."""

    lift_type: OrderLiftType | None = None
    """How the goods get to the floor."""
    additional_properties: dict[str, Any] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("lift_type", "liftType", write_value, False, False),
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
            key = "liftType"
            value = get(key)
            self.lift_type = OrderLiftType.read(value)
        except DecodeError as error:
            raise error.under(key) from None
        self.additional_properties = (
            {} if _KNOWN.issuperset(source) else unknown_fields(source, _KNOWN)
        )
        return self


_KNOWN = frozenset(f.wire for f in BusinessOrderServices.FIELDS)
