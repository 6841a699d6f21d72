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
    read_list,
    read_object,
    read_text,
    unknown_fields,
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
    additional_properties: dict[str, Any] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("operation_type", "operationType", write_value, True, False),
        FieldInfo("operation_ids", "operationIds", write_value, True, False),
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
            key = "operationType"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.operation_type = OperationType.read(value)
            key = "operationIds"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.operation_ids = read_list(value, read_text)
        except DecodeError as error:
            raise error.under(key) from None
        self.additional_properties = (
            {} if _KNOWN.issuperset(source) else unknown_fields(source, _KNOWN)
        )
        return self


_KNOWN = frozenset(f.wire for f in GetOperationsRequest.FIELDS)
