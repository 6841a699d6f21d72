"""GetOrderBuyerInfoResponse: generated from the document; edit openapi/ and regenerate."""

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
    unknown_fields,
    unread,
    write_value,
)
from .api_response_status_type import ApiResponseStatusType
from .order_buyer import OrderBuyer

__all__ = ["GetOrderBuyerInfoResponse"]


@define(kw_only=True, repr=False, weakref_slot=False)
class GetOrderBuyerInfoResponse(Model):
    """The envelope around the buyer."""

    status: ApiResponseStatusType
    """Whether the server did what was asked."""
    result: OrderBuyer | None = None
    """The buyer; may be missing when `status` is ERROR."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("status", "status", write_value, True, False),
        FieldInfo("result", "result", write_value, False, False),
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
            value = get("status")
            if value is None:
                self.status = missing(cls, "status")
            else:
                found += 1
                self.status = (
                    _ApiResponseStatusType[value]
                    if value.__class__ is str
                    else ApiResponseStatusType._read(value)
                )
            value = get("result")
            if value is None:
                self.result = None
            else:
                found += 1
                self.result = OrderBuyer.from_dict(value)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in GetOrderBuyerInfoResponse.FIELDS)
_ApiResponseStatusType = ApiResponseStatusType._by_value
