"""GetOrderUpdateOptionsResponse: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import Factory, define

from .._wire import (
    DecodeError,
    FieldInfo,
    Model,
    missing,
    read_model,
    read_object,
    unknown_fields,
    write_value,
)
from .api_response_status_type import ApiResponseStatusType
from .order_update_options import OrderUpdateOptions

__all__ = ["GetOrderUpdateOptionsResponse"]


@define(kw_only=True, repr=False, weakref_slot=False)
class GetOrderUpdateOptionsResponse(Model):
    """The envelope around the choices."""

    status: ApiResponseStatusType
    """Whether the server did what was asked."""
    result: OrderUpdateOptions | None = None
    """The choices; may be missing when `status` is ERROR."""
    additional_properties: dict[str, Any] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("status", "status", write_value, True, False),
        FieldInfo("result", "result", write_value, False, False),
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
            key = "status"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.status = ApiResponseStatusType.read(value)
            key = "result"
            value = get(key)
            self.result = read_model(value, OrderUpdateOptions.from_dict)
        except DecodeError as error:
            raise error.under(key) from None
        self.additional_properties = (
            {} if _KNOWN.issuperset(source) else unknown_fields(source, _KNOWN)
        )
        return self


_KNOWN = frozenset(f.wire for f in GetOrderUpdateOptionsResponse.FIELDS)
