"""TimeInterval: generated from the document; edit openapi/ and regenerate."""

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

__all__ = ["TimeInterval"]


@define(kw_only=True, repr=False, weakref_slot=False)
class TimeInterval(Model):
    """Hours of delivery; which time zone they are in is not documented."""

    from_time: str
    """Beginning, HH:MM."""
    to_time: str
    """End, HH:MM."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("from_time", "fromTime", write_value, True, False),
        FieldInfo("to_time", "toTime", write_value, True, False),
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
            value = get("fromTime")
            if value is None:
                self.from_time = missing(cls, "fromTime")
            else:
                found += 1
                self.from_time = value if value.__class__ is str else read_text(value)
            value = get("toTime")
            if value is None:
                self.to_time = missing(cls, "toTime")
            else:
                found += 1
                self.to_time = value if value.__class__ is str else read_text(value)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in TimeInterval.FIELDS)
