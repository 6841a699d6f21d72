"""ApiError: generated from the document; edit openapi/ and regenerate."""

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

__all__ = ["ApiError"]


@define(kw_only=True, repr=False, weakref_slot=False)
class ApiError(Model):
    """One thing that went wrong."""

    code: str
    """Short machine-readable name, such as UNAUTHORIZED. No closed list is published."""
    message: str | None = None
    """Text for a human, made from a template whose wording changes over time: show it, never
    compare it."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("code", "code", write_value, True, False),
        FieldInfo("message", "message", write_value, False, False),
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
            value = get("code")
            if value is None:
                self.code = missing(cls, "code")
            else:
                found += 1
                self.code = value if value.__class__ is str else read_text(value)
            value = get("message")
            if value is None:
                self.message = None
            else:
                found += 1
                self.message = value if value.__class__ is str else read_text(value)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in ApiError.FIELDS)
