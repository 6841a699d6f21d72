"""Operation: generated from the document; edit openapi/ and regenerate."""

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
from .operation_status_type import OperationStatusType
from .operation_type import OperationType

__all__ = ["Operation"]


@define(kw_only=True, repr=False, weakref_slot=False)
class Operation(Model):
    """An operation and how far it has come."""

    id: str
    """The id that was asked about."""
    type_: OperationType
    """What the operation changes."""
    status: OperationStatusType
    """How far it has come. A failed one gives no reason."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("id", "id", write_value, True, False),
        FieldInfo("type_", "type", write_value, True, False),
        FieldInfo("status", "status", write_value, True, False),
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
                self.id = missing(cls, "id")
            else:
                found += 1
                self.id = value if value.__class__ is str else read_text(value)
            value = get("type")
            if value is None:
                self.type_ = missing(cls, "type")
            else:
                found += 1
                self.type_ = (
                    _OperationType[value] if value.__class__ is str else OperationType._read(value)
                )
            value = get("status")
            if value is None:
                self.status = missing(cls, "status")
            else:
                found += 1
                self.status = (
                    _OperationStatusType[value]
                    if value.__class__ is str
                    else OperationStatusType._read(value)
                )
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in Operation.FIELDS)
_OperationStatusType = OperationStatusType._by_value
_OperationType = OperationType._by_value
