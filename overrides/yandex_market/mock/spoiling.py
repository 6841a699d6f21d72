"""Good answers made wrong: values changed, added, taken out, repeated.

Each function changes the answer in place and tells whether it found anything to change. Where the test
names no place, the document does: the record of an answer is the first item of its page, or what it
holds beneath its envelope.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from yandex_market_api.operations import OperationSpec

from .exchange import Json
from .rules import document, resolved

UNHEARD_OF = "FROM_A_LATER_VERSION"
"""The enum value that no document knows."""
NEW_FIELD = "fromALaterVersion"
"""The field that no document knows."""

_Slot = tuple[Any, Any]  # a container, and the name or position in it
_Steps = tuple[str | int, ...]


def change(answer: Json, changes: Mapping[str, object]) -> bool:
    """Set values; the last step of a pointer may be a new name in an object that exists."""
    places = [(slot, new) for pointer, new in changes.items() for slot in _slots(answer, pointer)]
    for (parent, name), new in places:
        parent[name] = deepcopy(new)
    return bool(places)


def remove(answer: Json, pointers: Sequence[str]) -> bool:
    """Take values out."""
    doomed = [slot for pointer in pointers for slot in _slots(answer, pointer, new=False)]
    for parent, name in reversed(doomed):  # so that positions in a list stay what they were
        del parent[name]
    return bool(doomed)


def unknown_enum(answer: Json, pointer: str, spec: OperationSpec) -> bool:
    """An enum value of a later version."""
    slots = _slots(answer, pointer, new=False) if pointer else _first_enum(answer, spec)
    for parent, name in slots:
        parent[name] = UNHEARD_OF
    return bool(slots)


def extra_field(answer: Json, pointer: str, spec: OperationSpec) -> bool:
    """A field of a later version in an object."""
    steps = _record(answer, spec) if not pointer else None
    objects = [_at(answer, steps)] if steps is not None else []
    if pointer:
        objects = [parent[name] for parent, name in _slots(answer, pointer, new=False)]
    objects = [one for one in objects if isinstance(one, dict)]
    for one in objects:
        one[NEW_FIELD] = {"why": ["nobody", "knows"]}
    return bool(objects)


def missing_field(answer: Json, pointer: str, spec: OperationSpec) -> bool:
    """A field left out."""
    return remove(answer, [pointer or _required(answer, spec)])


def null(answer: Json, pointer: str, spec: OperationSpec) -> bool:
    """Null in place of a value."""
    slots = _slots(answer, pointer or _required(answer, spec), new=False)
    for parent, name in slots:
        parent[name] = None
    return bool(slots)


def repeat_token(answer: Json, token: str | None, spec: OperationSpec) -> bool:
    """The token that was sent, as the one of the next page."""
    if token is None or spec.paging is None:
        return False
    *above, last = _steps(spec.paging.next_token)
    parent = _at(answer, above)
    if not isinstance(parent, dict):
        return False
    parent[last] = token
    return True


def duplicate(answer: Json, spec: OperationSpec) -> bool:
    """The first item of the page, twice."""
    items = _at(answer, _steps(spec.paging.items)) if spec.paging else None
    if not isinstance(items, list) or not items:
        return False
    items.insert(1, deepcopy(items[0]))
    return True


# -- what the document tells -----------------------------------------------------------------------


def _record(answer: Json, spec: OperationSpec) -> _Steps | None:
    """Where the first record stands."""
    if spec.paging:
        items = _steps(spec.paging.items)
        return (*items, 0) if _at(answer, items) else None
    steps: _Steps = ()
    node: Any = {name: value for name, value in answer.items() if name != "status"}
    while len(node) == 1 or (node and isinstance(node, list)):
        step: str | int = 0 if isinstance(node, list) else next(iter(node))
        if not isinstance(node[step], dict | list):
            break
        node, steps = node[step], (*steps, step)
    return steps if isinstance(node, dict) and node and steps else None


def _required(answer: Json, spec: OperationSpec) -> str:
    """A pointer to the first required field of the record; to nothing if there is no record."""
    steps = _record(answer, spec)
    if steps is None:
        return "/-"
    record = _at(answer, steps)
    schema = _schema(spec, steps)
    required = [name for part in _parts(schema) for name in part.get("required", ())]
    name = next((name for name in required if name in record), next(iter(record)))
    return "".join(f"/{step}" for step in (*steps, name))


def _first_enum(answer: Json, spec: OperationSpec) -> list[_Slot]:
    steps = _record(answer, spec)
    if steps is None:
        return []
    found = _enums(_at(answer, steps), _schema(spec, steps))
    return [slot] if (slot := next(found, None)) else []


def _enums(value: Any, schema: Json) -> Iterator[_Slot]:
    """The places of enum values, those of an object itself before those deeper in it."""
    children = value.items() if isinstance(value, dict) else enumerate(value)
    inner = [(name, child, _child(schema, name)) for name, child in children]
    for name, child, kind in inner:
        if isinstance(child, str) and any("enum" in part for part in _parts(kind)):
            yield value, name
    for _, child, kind in inner:
        if isinstance(child, dict | list):
            yield from _enums(child, kind)


def _schema(spec: OperationSpec, steps: _Steps) -> Json:
    operation = document()["paths"][spec.path][spec.method.lower()]
    good = resolved(operation["responses"]["200"])
    schema: Json = good["content"]["application/json"]["schema"]
    for step in steps:
        schema = _child(schema, step)
    return schema


def _child(schema: Json, step: str | int) -> Json:
    for part in _parts(schema):
        child: Json | None = (
            part.get("items") if isinstance(step, int) else part.get("properties", {}).get(step)
        )
        if child is not None:
            return child
    return {}


def _parts(schema: Json) -> Iterator[Json]:
    """The schema and all that it is made of."""
    node: Json = resolved(schema)
    yield node
    for word in ("allOf", "anyOf", "oneOf"):
        for part in node.get(word, ()):
            yield from _parts(part)


# -- JSON pointers ---------------------------------------------------------------------------------


def _steps(pointer: str) -> list[str]:
    return pointer.removeprefix("/").split("/")


def _at(node: Any, steps: Sequence[str | int]) -> Any:
    """What stands there; None if nothing does."""
    for step in steps:
        if isinstance(node, dict):
            node = node.get(step)
        else:
            node = node[step] if isinstance(node, list) and isinstance(step, int) else None
    return node


def _slots(node: Any, pointer: str, *, new: bool = True) -> list[_Slot]:
    """Container and name (or position) of every place that the pointer means, `*` being every element.
    With `new` the last step may be a name that is not there yet.
    """
    *steps, last = _steps(pointer)
    nodes = [node]
    for step in steps:
        nodes = [parent[name] for parent in nodes for name in _names(parent, step, new=False)]
    return [(parent, name) for parent in nodes for name in _names(parent, last, new=new)]


def _names(parent: Any, step: str, *, new: bool) -> list[Any]:
    if isinstance(parent, list):
        places = range(len(parent))
        if step == "*":
            return list(places)
        return [int(step)] if step.isdecimal() and int(step) in places else []
    if isinstance(parent, dict):
        if step == "*":
            return list(parent)
        return [step] if new or step in parent else []
    return []
