"""CurrencyValue: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Self

from attrs import Factory, define

from .._wire import (
    DecodeError,
    FieldInfo,
    Model,
    missing,
    read_decimal,
    read_object,
    unknown_fields,
    write_value,
)
from .currency_type import CurrencyType

__all__ = ["CurrencyValue"]


@define(kw_only=True, repr=False, weakref_slot=False)
class CurrencyValue(Model):
    """A sum with its currency."""

    value: Decimal
    """The sum in whole units of the currency, with a fraction for kopecks."""
    currency_id: CurrencyType
    """Currency; the rouble is RUR."""
    additional_properties: dict[str, Any] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("value", "value", write_value, True, False),
        FieldInfo("currency_id", "currencyId", write_value, True, False),
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
            key = "value"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.value = read_decimal(value)
            key = "currencyId"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.currency_id = CurrencyType.read(value)
        except DecodeError as error:
            raise error.under(key) from None
        self.additional_properties = (
            {} if _KNOWN.issuperset(source) else unknown_fields(source, _KNOWN)
        )
        return self


_KNOWN = frozenset(f.wire for f in CurrencyValue.FIELDS)
