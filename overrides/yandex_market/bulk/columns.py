"""The schema of rows, derived from the models, and so from the document.

A column is named as the field is on the wire; nested objects are structs, arrays are lists. Two columns
are our own: `campaignId` and `orderId`, in every kind, so that rows of both kinds meet. A struct of a
model also has `extra`: JSON text with what the document does not know, or a number that the column's
type cannot hold; null as a rule.
"""

from __future__ import annotations

import datetime
import functools
import types
import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal

from .. import models
from ..models import Model
from .planning import Kind

Type = Literal["integer", "decimal", "text", "boolean", "date", "time", "json", "struct", "list"]
KEY = "orderId"
STORE = "campaignId"
EXTRA = "extra"
DIGITS, AFTER_POINT = 38, 9
"""Of a decimal: what DuckDB, Spark and Parquet hold at most, and more than money needs."""

_MODEL_OF: Mapping[Kind, str] = {"stats": "OrdersStatsOrder", "orders": "BusinessOrder"}
_PLAIN: Mapping[type, Type] = {
    bool: "boolean",
    int: "integer",
    str: "text",
    Decimal: "decimal",
    datetime.date: "date",
    datetime.datetime: "time",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type, and what is inside a struct or a list."""

    name: str
    type: Type
    """`integer` has 64 bits, `decimal` 38 digits of which 9 follow the point, `time` an offset."""
    attribute: str
    """Of the model, where the value stands; empty when it is not to be taken from there."""
    fields: tuple[Column, ...] = ()
    """Of a struct."""
    item: Column | None = None
    """Of a list."""
    personal: bool = False
    """Whether the document says that it tells of a person."""

    def __str__(self) -> str:
        return f"{self.name} {self._shape()}"

    def _shape(self) -> str:
        if self.type == "struct":
            return f"struct({', '.join(map(str, self.fields))})"
        return f"{self.item._shape()}[]" if self.item else self.type


@functools.cache
def schema(kind: Kind, *, personal: bool = True) -> tuple[Column, ...]:
    """The columns of a kind of rows, in order; `personal=False` leaves out what tells of persons."""
    model: type[Model] = getattr(models, _MODEL_OF[kind])
    columns = _columns(model, (model,), personal)
    if kind == "stats":  # these do not say which store they are of, and call the key `id`
        key = next(c for c in columns if c.name == "id")
        rest = tuple(c for c in columns if c is not key)
        return (Column(STORE, "integer", STORE), replace(key, name=KEY), *rest)
    return columns


def row(item: Model, columns: Sequence[Column], store: int) -> dict[str, Any]:
    """An order as a row of plain Python values: Decimal, date, aware datetime, dicts and lists.

    `store` is the campaign id, for orders that do not tell it.
    """
    return {c.name: store if c.attribute == STORE else _plain(item, c) for c in columns}


def _plain(of: Model, column: Column) -> Any:
    return _value(getattr(of, column.attribute), column) if column.attribute else None


def _value(value: Any, column: Column) -> Any:
    if value is None:
        return None
    if column.type == "struct":
        return {c.name: _plain(value, c) for c in column.fields}
    if column.item is not None:
        return [_value(one, column.item) for one in value]
    if column.type == "json":
        return json_text(value)
    return str(value) if column.type == "text" else value  # an enum's member as plain text


def json_text(value: Any) -> str | None:
    """A model or a mapping as JSON text; None for an empty one."""
    plain = value.to_dict() if isinstance(value, Model) else value
    return models.dumps(plain) if plain else None


def _columns(model: type[Model], inside: tuple[type, ...], personal: bool) -> tuple[Column, ...]:
    hints = typing.get_type_hints(model)
    found = tuple(
        replace(_column(f.wire, f.name, hints[f.name], inside, personal), personal=f.personal)
        for f in model.FIELDS
        if personal or not f.personal
    )
    # What the document does not know may be personal as well.
    return (*found, Column(EXTRA, "json", "additional_properties" if personal else ""))


def _column(
    name: str, attribute: str, hint: Any, inside: tuple[type, ...], personal: bool
) -> Column:
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        hint = next(a for a in typing.get_args(hint) if a is not types.NoneType)
    if typing.get_origin(hint) is list:
        item = _column(name, attribute, typing.get_args(hint)[0], inside, personal)
        return Column(name, "list", attribute, item=item)
    if not isinstance(hint, type):
        return Column(name, "json", attribute)
    if issubclass(hint, Model) and hint not in inside:
        fields = _columns(hint, (*inside, hint), personal)
        return Column(name, "struct", attribute, fields=fields)
    for plain, of_type in _PLAIN.items():
        if issubclass(hint, plain) and (plain is not datetime.date or hint is plain):
            return Column(name, of_type, attribute)
    return Column(name, "json", attribute)  # a region within a region, and so on
