"""ApiErrorResponse: generated from the document; edit openapi/ and regenerate."""

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
    read_list,
    read_object,
    unknown_fields,
    unread,
    write_value,
)
from .api_error import ApiError
from .api_response_status_type import ApiResponseStatusType

__all__ = ["ApiErrorResponse"]


@define(kw_only=True, repr=False, weakref_slot=False)
class ApiErrorResponse(Model):
    """The envelope with what went wrong; all error statuses share it."""

    status: ApiResponseStatusType
    """Whether the server did what was asked."""
    errors: list[ApiError] | None = None
    """One entry per finding; may be null or missing, so fall back to the HTTP status."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("status", "status", write_value, True, False),
        FieldInfo("errors", "errors", write_value, False, False),
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
            value = get("errors")
            if value is None:
                self.errors = None
            else:
                found += 1
                self.errors = read_list(value, ApiError.from_dict)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in ApiErrorResponse.FIELDS)
_ApiResponseStatusType = ApiResponseStatusType._by_value
