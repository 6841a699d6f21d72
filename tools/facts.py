"""One OpenAPI document as facts: where a reference ends, what a schema says in all, how facts compare.

Two words cover most comparisons: what is *widened* allows more than before, *narrowed* allows less.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tools.bundle import HTTP_METHODS, BundleError, Document, resolve


class Place(NamedTuple):
    """A node of one document, with the pointer to it."""

    node: Any
    pointer: str

    def down(self, *steps: str | int) -> Place:
        """What stands below, None if nothing does."""
        node: Any = self.node
        for step in steps:
            try:
                node = node[step]
            except (KeyError, IndexError, TypeError):
                node = None
        return Place(node, self.pointer + "".join(f"/{escaped(step)}" for step in steps))


def escaped(step: str | int) -> str:
    """One step of a JSON pointer."""
    return str(step).replace("~", "~0").replace("/", "~1")


# --- comparing single facts --------------------------------------------------------------------


def lower_bound(before: Any, after: Any) -> str:
    """A smallest value: a larger one, or one where there was none, allows less."""
    return "narrowed" if before is None or (after is not None and after > before) else "widened"


def upper_bound(before: Any, after: Any) -> str:
    """A largest value: a smaller one, or one where there was none, allows less."""
    return "narrowed" if before is None or (after is not None and after < before) else "widened"


def switch(before: Any, after: Any) -> str:
    """A yes or no that allows more when it is yes."""
    return "widened" if after else "narrowed"


def restriction(before: Any, after: Any) -> str:
    """A rule that is there or not; two different rules cannot be put in an order."""
    return "narrowed" if before is None else "widened" if after is None else "changed"


def permission(before: Any, after: Any) -> str:
    """The opposite: something more is allowed where it is there."""
    return {"narrowed": "widened", "widened": "narrowed"}.get(restriction(before, after), "changed")


def effect(before: Any, after: Any) -> str:
    """A write may not be repeated as a read may."""
    return "narrowed" if after == "write" else "widened" if before == "write" else "changed"


def presence(before: Any, after: Any) -> str:
    """Something that is there or not."""
    return "added" if before is None else "removed" if after is None else "changed"


def format_change(before: Any, after: Any) -> str:
    """Formats of numbers have a size; those of text cannot be compared."""
    wider = (("int32", "int64"), ("float", "double"))
    if (before, after) in wider:
        return "widened"
    return "narrowed" if (after, before) in wider else restriction(before, after)


def type_change(before: tuple[str, ...], after: tuple[str, ...]) -> str:
    """More types, or numbers where whole numbers were, allow more; no type at all allows all."""

    def covers(wide: tuple[str, ...], narrow: tuple[str, ...]) -> bool:
        taken = {*wide, "integer"} if "number" in wide else set(wide)
        return not wide or (bool(narrow) and set(narrow) <= taken)

    return (
        "widened" if covers(after, before) else "narrowed" if covers(before, after) else "changed"
    )


Comparison = Callable[[Any, Any], str]
# Keywords of a schema, what is said when they are absent, and how two values of one compare.
SCHEMA_FACTS: dict[str, tuple[Any, Comparison]] = {
    "type": ((), type_change),
    "nullable": (False, switch),
    "format": (None, format_change),
    "minimum": (None, lower_bound),
    "exclusiveMinimum": (None, lower_bound),
    "minLength": (None, lower_bound),
    "minItems": (None, lower_bound),
    "minProperties": (None, lower_bound),
    "maximum": (None, upper_bound),
    "exclusiveMaximum": (None, upper_bound),
    "maxLength": (None, upper_bound),
    "maxItems": (None, upper_bound),
    "maxProperties": (None, upper_bound),
    "pattern": (None, restriction),
    "multipleOf": (None, restriction),
    "not": (None, restriction),
    "uniqueItems": (False, lambda before, after: "narrowed" if after else "widened"),
    "default": (None, presence),
    "deprecated": (False, lambda before, after: "added" if after else "removed"),
    "readOnly": (False, lambda before, after: "added" if after else "removed"),
    "writeOnly": (False, lambda before, after: "added" if after else "removed"),
}
PARAMETER_FACTS: dict[str, tuple[Any, Comparison]] = {
    "required": (False, lambda before, after: "added" if after else "removed"),
    "deprecated": (False, lambda before, after: "added" if after else "removed"),
    "style": (None, lambda before, after: "changed"),
    "explode": (None, lambda before, after: "changed"),
    "allowReserved": (False, switch),
    "allowEmptyValue": (False, switch),
    "x-over-maximum": (None, permission),
}
OPERATION_FACTS: dict[str, tuple[Any, Comparison]] = {
    "operationId": (None, presence),
    "deprecated": (False, lambda before, after: "added" if after else "removed"),
    "x-effect": (None, effect),
    "x-paging": (None, presence),
    "x-starts": (None, presence),
    "x-replaced-by": (None, presence),
}


@dataclass
class Flat:
    """A schema with its references followed and its `allOf` merged; each part knows where it stands."""

    facts: dict[str, tuple[Any, str]] = field(default_factory=dict)
    properties: dict[str, Place] = field(default_factory=dict)
    required: dict[str, str] = field(default_factory=dict)
    enum: Place | None = None
    items: Place | None = None
    others: Place | None = None  # additionalProperties
    choices: dict[str, list[Place]] = field(default_factory=dict)

    def take(self, place: Place) -> None:
        """What one schema says itself, over what it inherits."""
        schema = place.node
        self.facts |= {key: (value, place.pointer) for key, value in _facts(schema).items()}
        for name in schema.get("properties") or {}:
            self.properties[name] = place.down("properties", name)
        self.required |= dict.fromkeys(schema.get("required") or (), place.pointer)
        if "const" in schema:
            self.enum = Place([schema["const"]], f"{place.pointer}/const")
        if "enum" in schema:
            self.enum = place.down("enum")
        if "items" in schema:
            self.items = place.down("items")
        if "additionalProperties" in schema:
            self.others = place.down("additionalProperties")
        for key in {"oneOf", "anyOf"} & schema.keys():
            self.choices[key] = [place.down(key, i) for i in range(len(schema[key] or ()))]


class Side:
    """One of the two documents."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def settled(self, place: Place) -> Place:
        """Where a chain of references ends."""
        for _ in range(20):
            reference = place.node.get("$ref") if isinstance(place.node, dict) else None
            if not isinstance(reference, str):
                return place
            place = Place(resolve(self.document, reference), reference.removeprefix("#"))
        raise BundleError(f"{place.pointer}: references that never end")

    def operations(self) -> dict[tuple[str, str], Place]:
        """Each operation by path and method."""
        paths = Place(self.document, "").down("paths")
        return {
            (path, method): paths.down(path, method)
            for path, item in (paths.node or {}).items()
            for method in HTTP_METHODS
            if method in (item or {})
        }

    def parameters(self, path: str, operation: Place) -> list[tuple[Place, str]]:
        """Each parameter where it is written, and where the operation names it; its own come last."""
        found: dict[tuple[str, str], tuple[Place, str]] = {}
        item = Place(self.document, "").down("paths", path)
        for holder in (item.down("parameters"), operation.down("parameters")):
            for index in range(len(holder.node or ())):
                place = self.settled(holder.down(index))
                name = str(place.node.get("name"))
                site = f"{operation.pointer}/parameters/{escaped(name)}"
                is_inline = place.pointer.startswith(holder.pointer)
                place = Place(place.node, site) if is_inline else place
                found[name, str(place.node.get("in"))] = place, site
        return list(found.values())

    def security(self, operation: Place) -> tuple[set[str], str]:
        """The alternatives, each as text, and where they stand."""
        own = operation.node.get("security")
        stated = self.document.get("security", []) if own is None else own
        alternatives = {
            " and ".join(f"{name} {' '.join(sorted(scopes or ()))}".strip() for name, scopes in sorted(one.items()))
            for one in stated
        }  # fmt: skip
        return alternatives, "/security" if own is None else f"{operation.pointer}/security"

    def flat(self, place: Place) -> Flat:
        """All that the schema at a place says. Raises BundleError for a reference to nothing."""
        flat = Flat()
        self._merge(place, flat, ())
        return flat

    def _merge(self, place: Place, flat: Flat, seen: tuple[str, ...]) -> None:
        schema = place.node
        if not isinstance(schema, dict):
            return
        reference = schema.get("$ref")
        if isinstance(reference, str) and reference not in seen:
            target = Place(resolve(self.document, reference), reference.removeprefix("#"))
            self._merge(target, flat, (*seen, reference))
        for index in range(len(schema.get("allOf") or ())):
            self._merge(place.down("allOf", index), flat, seen)
        flat.take(place)


def _facts(schema: Mapping[str, Any]) -> Document:
    """The keywords of a schema, those of OpenAPI 3.0 said as in 3.1."""
    facts = {key: schema[key] for key in SCHEMA_FACTS if key in schema}
    if "type" in facts:
        listed = facts["type"] if isinstance(facts["type"], list) else [facts["type"]]
        facts["type"] = tuple(sorted(kind for kind in listed if kind != "null"))
        if "null" in listed:
            facts["nullable"] = True
    for exclusive, plain in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        # In 3.0 a mark beside the bound.
        if isinstance(facts.get(exclusive), bool) and facts.pop(exclusive) and plain in facts:
            facts[exclusive] = facts.pop(plain)
    return facts
