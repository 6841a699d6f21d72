"""OrderItemInstance: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import Factory, define

from .._wire import (
    DecodeError,
    FieldInfo,
    Model,
    new,
    read_object,
    read_text,
    unknown_fields,
    unread,
    write_value,
)

__all__ = ["OrderItemInstance"]


@define(kw_only=True, repr=False, weakref_slot=False)
class OrderItemInstance(Model):
    """Codes of one unit; which of them are needed stands in `requiredInstanceTypes`."""

    cis: str | None = None
    """Marking code without its cryptographic tail."""
    cis_full: str | None = None
    """Marking code with its cryptographic tail."""
    uin: str | None = None
    """Jewellery number, 16 characters."""
    rnpt: str | None = None
    """Batch number of a traceable import: four groups, a slash between them."""
    gtd: str | None = None
    """Number of the customs declaration: three groups, a slash between them."""
    country_code: str | None = None
    """Where the unit was made."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("cis", "cis", write_value, False, False),
        FieldInfo("cis_full", "cisFull", write_value, False, False),
        FieldInfo("uin", "uin", write_value, False, False),
        FieldInfo("rnpt", "rnpt", write_value, False, False),
        FieldInfo("gtd", "gtd", write_value, False, False),
        FieldInfo("country_code", "countryCode", write_value, False, False),
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
            value = get("cis")
            if value is None:
                self.cis = None
            else:
                found += 1
                self.cis = value if value.__class__ is str else read_text(value)
            value = get("cisFull")
            if value is None:
                self.cis_full = None
            else:
                found += 1
                self.cis_full = value if value.__class__ is str else read_text(value)
            value = get("uin")
            if value is None:
                self.uin = None
            else:
                found += 1
                self.uin = value if value.__class__ is str else read_text(value)
            value = get("rnpt")
            if value is None:
                self.rnpt = None
            else:
                found += 1
                self.rnpt = value if value.__class__ is str else read_text(value)
            value = get("gtd")
            if value is None:
                self.gtd = None
            else:
                found += 1
                self.gtd = value if value.__class__ is str else read_text(value)
            value = get("countryCode")
            if value is None:
                self.country_code = None
            else:
                found += 1
                self.country_code = value if value.__class__ is str else read_text(value)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in OrderItemInstance.FIELDS)
