"""Business: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import Factory, define

from .._wire import (
    DecodeError,
    FieldInfo,
    Model,
    new,
    read_integer,
    read_object,
    read_text,
    unknown_fields,
    unread,
    write_value,
)

__all__ = ["Business"]


@define(kw_only=True, repr=False, weakref_slot=False)
class Business(Model):
    """A cabinet."""

    id: int | None = None
    """The id that paths with `businessId` ask for."""
    name: str | None = None
    """Name of the cabinet."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("id", "id", write_value, False, False),
        FieldInfo("name", "name", write_value, False, False),
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
                self.id = value if value.__class__ is int else read_integer(value)
            value = get("name")
            if value is None:
                self.name = None
            else:
                found += 1
                self.name = value if value.__class__ is str else read_text(value)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in Business.FIELDS)
