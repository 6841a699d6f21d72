"""Reading long answers by way of msgspec's structs: what `from_dict` makes of them, in less time.

msgspec checks names and types while it parses. What it lets through needs no second look: a
function made for each model copies the fields. An answer with anything else in it (an unknown
field, a null in an array, a number as text) is refused at its first such value, and `from_dict`
reads it as it reads all answers where msgspec is not installed: models and errors are the same.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache
from types import GenericAlias
from typing import Any, NamedTuple

import attrs

from . import models
from ._wire import DAYS, Model, OpenEnum, missing, new, read_decimal, read_time


@cache
def quick_reader(model: Any) -> Callable[[bytes], Any] | None:
    """Reads a body as this model, or raises any exception; None where there is no quick way."""
    if Model not in model.__bases__:  # a subclass may read in its own way
        return None
    try:
        from msgspec.json import Decoder
    except ImportError:
        return None
    parsed, read = _how_to_read(model.__name__, dict(_SCALARS))
    parse = Decoder(parsed, float_hook=Decimal).decode
    return lambda content: read(parse(content))


class _How(NamedTuple):
    """How values of one type are read: what msgspec parses them as, and what makes ours of that."""

    parsed: Any
    read: Any = None
    """None when nothing is left to do."""


_SCALARS = {
    "str": _How(str),
    "int": _How(int),
    "bool": _How(bool),
    # Not as Decimal: msgspec would take texts like "NaN" for one.
    "Decimal": _How(Any, read_decimal),
    "datetime.date": _How(str, DAYS.__getitem__),
    "datetime.datetime": _How(str, read_time),
}


def _how_to_read(kind: str, known: dict[str, _How]) -> _How:
    """By the text of an annotation, each of which is worked out once."""
    if kind not in known:
        if kind.startswith("list["):
            parsed, read = _how_to_read(kind[5:-1], known)
            known[kind] = _How(GenericAlias(list, (parsed,)), read and _each(read))
        elif issubclass(named := getattr(models, kind), OpenEnum):
            known[kind] = _How(str, named._by_value.__getitem__)
        else:
            known[kind] = _How(Any, named.from_dict)  # where it is found inside itself
            known[kind] = _how_to_read_object(named, known)
    return known[kind]


def _each(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda values: list(map(read, values))


def _how_to_read_object(model: Any, known: dict[str, _How]) -> _How:
    """A struct with the fields of the model, and a function that copies them: straight code."""
    from msgspec import defstruct

    fields, lines = [], ["self = new(model)"]
    scope = {"model": model, "new": new, "missing": missing, "Decimal": Decimal}
    annotations = {attribute.name: attribute.type for attribute in attrs.fields(model)}
    for f in model.FIELDS:
        kind = annotations[f.name].removesuffix(" | None")
        parsed, read = _how_to_read(kind, known)
        fields.append((f.name, parsed if parsed is Any else parsed | None, None))
        scope[f"read_{f.name}"] = read
        value = f"read_{f.name}(v)" if read else "v"
        if kind == "Decimal":  # a call less for the most of them
            value = f"v if v.__class__ is Decimal else {value}"
        if read or f.required:
            absent = f"missing(model, {f.wire!r})" if f.required else "None"
            lines.append(f"self.{f.name} = {absent} if (v := source.{f.name}) is None else {value}")
        else:
            lines.append(f"self.{f.name} = source.{f.name}")
    exec("\n    ".join(["def read(source):", *lines, "return self"]), scope)
    names = {f.name: f.wire for f in model.FIELDS}
    struct = defstruct(  # no garbage: JSON holds no cycles
        model.__name__, fields, rename=names, forbid_unknown_fields=True, gc=False
    )
    return _How(struct, scope["read"])
