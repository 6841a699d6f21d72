"""Region: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import Factory, define

from .._wire import (
    DecodeError,
    FieldInfo,
    Model,
    missing,
    read_integer,
    read_model,
    read_object,
    read_text,
    unknown_fields,
    write_value,
)
from .region_type import RegionType

__all__ = ["Region"]


@define(kw_only=True, repr=False, weakref_slot=False)
class Region(Model):
    """A region with the chain of regions that contain it."""

    id: int
    """Region id in the geography of Yandex."""
    name: str
    """Name of the region."""
    type_: RegionType
    """Kind of the region."""
    parent: Region | None = None
    """The region around this one, and so on up to the country."""
    additional_properties: dict[str, Any] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("id", "id", write_value, True, False),
        FieldInfo("name", "name", write_value, True, False),
        FieldInfo("type_", "type", write_value, True, False),
        FieldInfo("parent", "parent", write_value, False, False),
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
            key = "id"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.id = value if value.__class__ is int else read_integer(value)
            key = "name"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.name = value if value.__class__ is str else read_text(value)
            key = "type"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.type_ = RegionType.read(value)
            key = "parent"
            value = get(key)
            self.parent = read_model(value, Region.from_dict)
        except DecodeError as error:
            raise error.under(key) from None
        self.additional_properties = (
            {} if _KNOWN.issuperset(source) else unknown_fields(source, _KNOWN)
        )
        return self


_KNOWN = frozenset(f.wire for f in Region.FIELDS)
