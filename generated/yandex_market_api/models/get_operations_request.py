"""GetOperationsRequest: generated from the document; edit openapi/ and regenerate."""

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
    read_text,
    unknown_fields,
    unread,
    write_value,
)
from .operation_type import OperationType

__all__ = ["GetOperationsRequest"]


@define(kw_only=True, repr=False, weakref_slot=False)
class GetOperationsRequest(Model):
    """Which operations to look up."""

    operation_type: OperationType
    """The type that all the ids share; operations of two types take two calls."""
    operation_ids: list[str]
    """Ids as they came from the method that started the operations."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("operation_type", "operationType", write_value, True, False),
        FieldInfo("operation_ids", "operationIds", write_value, True, False),
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
            value = get("operationType")
            if value is None:
                self.operation_type = missing(cls, "operationType")
            else:
                found += 1
                self.operation_type = (
                    _OperationType[value] if value.__class__ is str else OperationType._read(value)
                )
            value = get("operationIds")
            if value is None:
                self.operation_ids = missing(cls, "operationIds")
            else:
                found += 1
                self.operation_ids = read_list(value, read_text)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in GetOperationsRequest.FIELDS)
_OperationType = OperationType._by_value
