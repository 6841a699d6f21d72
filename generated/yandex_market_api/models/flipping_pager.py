"""FlippingPager: generated from the document; edit openapi/ and regenerate."""

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
    unknown_fields,
    unread,
    write_value,
)

__all__ = ["FlippingPager"]


@define(kw_only=True, repr=False, weakref_slot=False)
class FlippingPager(Model):
    """Counters of the old page-number style, deprecated along with `page` and `pageSize`."""

    total: int | None = None
    """How many entries there are on all pages together."""
    from_: int | None = None
    """Position of the first entry of this page."""
    to: int | None = None
    """Position of the last entry of this page."""
    current_page: int | None = None
    """Number of this page, counted from 1."""
    pages_count: int | None = None
    """How many pages there are."""
    page_size: int | None = None
    """How many entries fit on a page."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("total", "total", write_value, False, False),
        FieldInfo("from_", "from", write_value, False, False),
        FieldInfo("to", "to", write_value, False, False),
        FieldInfo("current_page", "currentPage", write_value, False, False),
        FieldInfo("pages_count", "pagesCount", write_value, False, False),
        FieldInfo("page_size", "pageSize", write_value, False, False),
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
            value = get("total")
            if value is None:
                self.total = None
            else:
                found += 1
                self.total = value if value.__class__ is int else read_integer(value)
            value = get("from")
            if value is None:
                self.from_ = None
            else:
                found += 1
                self.from_ = value if value.__class__ is int else read_integer(value)
            value = get("to")
            if value is None:
                self.to = None
            else:
                found += 1
                self.to = value if value.__class__ is int else read_integer(value)
            value = get("currentPage")
            if value is None:
                self.current_page = None
            else:
                found += 1
                self.current_page = value if value.__class__ is int else read_integer(value)
            value = get("pagesCount")
            if value is None:
                self.pages_count = None
            else:
                found += 1
                self.pages_count = value if value.__class__ is int else read_integer(value)
            value = get("pageSize")
            if value is None:
                self.page_size = None
            else:
                found += 1
                self.page_size = value if value.__class__ is int else read_integer(value)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in FlippingPager.FIELDS)
