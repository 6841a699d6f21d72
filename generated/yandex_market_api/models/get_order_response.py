"""GetOrderResponse: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import Factory, define

from .._wire import (
    DecodeError,
    FieldInfo,
    Model,
    read_model,
    read_object,
    unknown_fields,
    write_value,
)
from .order import Order

__all__ = ["GetOrderResponse"]


@define(kw_only=True, repr=False, weakref_slot=False)
class GetOrderResponse(Model):
    """The order, without a `status` envelope."""

    order: Order | None = None
    """The order."""
    additional_properties: dict[str, Any] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("order", "order", write_value, False, False),
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
            key = "order"
            value = get(key)
            self.order = read_model(value, Order.from_dict)
        except DecodeError as error:
            raise error.under(key) from None
        self.additional_properties = (
            {} if _KNOWN.issuperset(source) else unknown_fields(source, _KNOWN)
        )
        return self


_KNOWN = frozenset(f.wire for f in GetOrderResponse.FIELDS)
