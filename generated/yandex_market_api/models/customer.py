"""Customer: generated from the document; edit openapi/ and regenerate."""

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

__all__ = ["Customer"]


@define(kw_only=True, repr=False, weakref_slot=False)
class Customer(Model):
    """The person who receives the order."""

    first_name: str
    """Given name."""
    last_name: str
    """Family name."""
    middle_name: str | None = None
    """Patronymic."""
    phone: str
    """Phone number in international form: a plus, then digits without spaces or hyphens."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("first_name", "firstName", write_value, True, True),
        FieldInfo("last_name", "lastName", write_value, True, True),
        FieldInfo("middle_name", "middleName", write_value, False, True),
        FieldInfo("phone", "phone", write_value, True, True),
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
            value = get("firstName")
            if value is None:
                self.first_name = missing(cls, "firstName")
            else:
                found += 1
                self.first_name = value if value.__class__ is str else read_text(value)
            value = get("lastName")
            if value is None:
                self.last_name = missing(cls, "lastName")
            else:
                found += 1
                self.last_name = value if value.__class__ is str else read_text(value)
            value = get("middleName")
            if value is None:
                self.middle_name = None
            else:
                found += 1
                self.middle_name = value if value.__class__ is str else read_text(value)
            value = get("phone")
            if value is None:
                self.phone = missing(cls, "phone")
            else:
                found += 1
                self.phone = value if value.__class__ is str else read_text(value)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in Customer.FIELDS)
