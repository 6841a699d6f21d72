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
    new,
    read_decimal,
    read_object,
    unknown_fields,
    unread,
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
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("value", "value", write_value, True, False),
        FieldInfo("currency_id", "currencyId", write_value, True, False),
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
            value = get("value")
            if value is None:
                self.value = missing(cls, "value")
            else:
                found += 1
                self.value = (
                    value
                    if value.__class__ is Decimal
                    else Decimal(value)
                    if value.__class__ is int
                    else read_decimal(value)
                )
            value = get("currencyId")
            if value is None:
                self.currency_id = missing(cls, "currencyId")
            else:
                found += 1
                self.currency_id = (
                    _CurrencyType[value] if value.__class__ is str else CurrencyType._read(value)
                )
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in CurrencyValue.FIELDS)
_CurrencyType = CurrencyType._by_value
