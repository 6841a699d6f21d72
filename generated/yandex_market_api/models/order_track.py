"""OrderTrack: generated from the document; edit openapi/ and regenerate."""

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
    read_integer,
    read_object,
    read_text,
    unknown_fields,
    unread,
    write_value,
)

__all__ = ["OrderTrack"]


@define(kw_only=True, repr=False, weakref_slot=False)
class OrderTrack(Model):
    """A tracking number."""

    track_code: str | None = None
    """The number as the carrier knows it."""
    delivery_service_id: int
    """Id of the delivery service it belongs to."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("track_code", "trackCode", write_value, False, False),
        FieldInfo("delivery_service_id", "deliveryServiceId", write_value, True, False),
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
            value = get("trackCode")
            if value is None:
                self.track_code = None
            else:
                found += 1
                self.track_code = value if value.__class__ is str else read_text(value)
            value = get("deliveryServiceId")
            if value is None:
                self.delivery_service_id = missing(cls, "deliveryServiceId")
            else:
                found += 1
                self.delivery_service_id = value if value.__class__ is int else read_integer(value)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in OrderTrack.FIELDS)
