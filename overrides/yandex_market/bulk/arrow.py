"""Rows as Arrow: column by column, straight from the models, without a dict for each order."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from .columns import AFTER_POINT, DIGITS, EXTRA, STORE, Column, json_text, schema
from .extra import needed
from .planning import Kind, Partition

if TYPE_CHECKING:
    import pyarrow as pa
else:
    pa = needed("pyarrow")

MISFIT = (pa.ArrowInvalid, OverflowError, UnicodeEncodeError)

_PLAIN: Mapping[str, pa.DataType] = {
    "integer": pa.int64(),
    "decimal": pa.decimal128(DIGITS, AFTER_POINT),
    "text": pa.string(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "time": pa.timestamp("us", tz="Europe/Moscow"),
    "json": pa.string(),
}


def arrow_schema(kind: Kind, *, personal: bool = True) -> pa.Schema:
    """The columns of a kind of rows as an Arrow schema."""
    return pa.schema([_field(c) for c in schema(kind, personal=personal)])


def record_batch(
    partition: Partition, items: Sequence[Any], *, personal: bool = True
) -> pa.RecordBatch:
    """Orders of a partition as a record batch."""
    columns = schema(partition.kind, personal=personal)
    arrays = _arrays(columns, items, partition.place)
    return pa.RecordBatch.from_arrays(
        arrays, schema=arrow_schema(partition.kind, personal=personal)
    )


def _field(column: Column) -> pa.Field:
    return pa.field(column.name, _type(column))


def _type(column: Column) -> pa.DataType:
    if column.type == "struct":
        return pa.struct([_field(c) for c in column.fields])
    if column.item is not None:
        return pa.list_(_type(column.item))
    return _PLAIN[column.type]


def _arrays(columns: Sequence[Column], items: Sequence[Any], store: int = 0) -> list[pa.Array]:
    """An array for each column of these models (or Nones)."""
    misfits: dict[int, dict[str, Any]] = {}
    arrays = []
    for column in columns:
        if column.name == EXTRA:
            continue  # the last one: what the others could not hold goes there
        values = (
            [store] * len(items) if column.attribute == STORE else _each(column.attribute, items)
        )
        arrays.append(_array(column, values, misfits))
    unknown = _each(columns[-1].attribute, items)
    texts = [
        json_text({**(more or {}), **misfits.get(place, {})}) if more or misfits else None
        for place, more in enumerate(unknown)
    ]
    arrays.append(pa.array(texts, pa.string()))
    return arrays


def _each(attribute: str, items: Sequence[Any]) -> list[Any]:
    if not attribute:
        return [None] * len(items)
    get: Callable[[Any], Any] = attrgetter(attribute)
    try:
        return list(map(get, items))
    except AttributeError:  # some are None
        return [None if item is None else get(item) for item in items]


def _array(column: Column, values: list[Any], misfits: dict[int, dict[str, Any]]) -> pa.Array:
    if column.type == "struct":
        return pa.StructArray.from_arrays(
            _arrays(column.fields, values),
            fields=[_field(c) for c in column.fields],
            mask=pa.array([v is None for v in values], pa.bool_()),
        )
    if column.item is not None:
        return _list(column.item, values)
    if column.type == "json":
        values = [json_text(v) for v in values]
    try:
        return pa.array(values, _PLAIN[column.type])
    except MISFIT:
        return _fitting(column, values, misfits)


def _list(item: Column, values: list[Any]) -> pa.Array:
    offsets = itertools.accumulate((len(v) if v else 0 for v in values), initial=0)
    flat = list(itertools.chain.from_iterable(v for v in values if v))
    misfits: dict[int, dict[str, Any]] = {}  # of a list of plain values: there is no place for them
    return pa.ListArray.from_arrays(
        pa.array(offsets, pa.int32()),
        _array(item, flat, misfits),
        mask=pa.array([v is None for v in values], pa.bool_()),
    )


def _fitting(column: Column, values: list[Any], misfits: dict[int, dict[str, Any]]) -> pa.Array:
    """The values that the type holds; the others are null here and go to `extra` as they came."""
    kept = list(values)
    for place, value in enumerate(values):
        try:
            pa.array([value], _PLAIN[column.type])
        except MISFIT:
            kept[place] = None
            misfits.setdefault(place, {})[column.name] = value
    return pa.array(kept, _PLAIN[column.type])
