"""Ways through the document that the rules share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from tools.bundle import Document, bundle, dump, operations, resolve

# Mappings from names that we chose to things: their keys are no words of OpenAPI.
NAME_MAPS = frozenset({
    "paths", "properties", "schemas", "parameters", "headers", "responses", "requestBodies",
    "examples", "content", "securitySchemes", "links",
})  # fmt: skip
# Where a mapping is a schema; `examples` and `x-...` inside it are values.
SCHEMA_KINDS = frozenset({"schemas", "properties", "schema", "items", "allOf"})
VALUES = frozenset({"enum", "default", "required", "example", "const", "security"})

Checks = Iterator[tuple[str, str]]


@dataclass(frozen=True)
class Operation:
    """An operation with its address; `where` is the JSON pointer to it."""

    where: str
    path: str
    method: str
    node: Document

    @property
    def id(self) -> str:
        """Its operationId."""
        return str(self.node.get("operationId", ""))

    @property
    def responses(self) -> dict[str, Document]:
        """Its answers by status."""
        stated: dict[str, Document] = self.node.get("responses", {})
        return stated


@dataclass
class Spec:
    """The bundled document, the texts of the files it was made of, and hashes of the sources' words."""

    document: Document
    files: dict[str, str] = field(default_factory=dict)
    seeds: frozenset[str] = frozenset()

    @cached_property
    def nodes(self) -> list[tuple[str, str, Document]]:
        """(pointer, kind, mapping) of every mapping of OpenAPI; the kind is the key it stands under."""
        return list(_nodes(self.document, "", ""))

    @cached_property
    def schemas(self) -> list[tuple[str, str, Document]]:
        """The same for schemas alone, those inside others included."""
        return [row for row in self.nodes if row[1] in SCHEMA_KINDS]

    @cached_property
    def operations(self) -> list[Operation]:
        """All operations in the document's order."""
        return [
            Operation(f"/paths/{escape(path)}/{method}", path, method, node)
            for path, method, node in operations(self.document)
        ]

    @cached_property
    def references(self) -> list[tuple[str, str, str]]:
        """(pointer, component or path that it lies in, component that it leads to) of each `$ref`."""
        return [
            (where, owner(where), node["$ref"].removeprefix("#"))
            for where, _, node in self.nodes
            if "$ref" in node
        ]

    def reachable(self, start: str) -> set[str]:
        """Pointers of that component and of all that it leads to."""
        found: set[str] = set()
        waiting = [start]
        while waiting:
            if (name := waiting.pop()) not in found:
                found.add(name)
                waiting += [target for _, source, target in self.references if source == name]
        return found

    def resolved(self, node: Document) -> Document:
        """A mapping with its `$ref` followed (siblings win) and its `allOf` merged."""
        if "$ref" in node:
            target = self.resolved(resolve(self.document, node["$ref"]))
            node = target | {key: value for key, value in node.items() if key != "$ref"}
        merged = {key: value for key, value in node.items() if key != "allOf"}
        for part in map(self.resolved, node.get("allOf", ())):
            properties = part.get("properties", {}) | merged.get("properties", {})
            required = [*part.get("required", ()), *merged.get("required", ())]
            merged = part | merged | {"properties": properties, "required": required}
        return merged

    def parameters(self, operation: Operation) -> list[Document]:
        """Its parameters, references followed."""
        return [self.resolved(p) for p in operation.node.get("parameters", ())]

    def body(self, holder: Document) -> Document:
        """The JSON part of a request body or a response: schema and examples."""
        part: Document = self.resolved(holder).get("content", {}).get("application/json", {})
        return part

    def inputs(self, operation: Operation) -> dict[str, Document]:
        """Schemas of query parameters and of the body's fields, those of `x-flat` objects included."""
        found = {
            p["name"]: self.resolved(p["schema"])
            for p in self.parameters(operation)
            if p["in"] == "query"
        }
        body = self.body(operation.node.get("requestBody", {})).get("schema", {})
        return found | dict(self._fields(body))

    def _fields(self, schema: Document) -> Iterator[tuple[str, Document]]:
        for name, inner in self.resolved(schema).get("properties", {}).items():
            yield name, self.resolved(inner)
            if inner.get("x-flat"):
                yield from self._fields(inner)

    def place(self, operation: Operation, pointer: str) -> Document | None:
        """The schema that a JSON pointer into the 200 answer leads to."""
        schema = self.body(operation.responses.get("200", {})).get("schema")
        for name in tokens(pointer):
            schema = schema and self.resolved(schema).get("properties", {}).get(name)
        return schema and self.resolved(schema)


Rule = Callable[[Spec], Checks]


def read(folder: Path, shingles: Path) -> Spec:
    """The document of that folder with all that rules look at. Raises BundleError."""
    document = bundle(folder)
    paths = sorted([*folder.glob("*.yaml"), *folder.glob("*.md")])
    files = {path.name: path.read_text(encoding="utf-8") for path in paths}
    seeds = frozenset(shingles.read_text(encoding="ascii").split())
    return Spec(document, files | {"the bundle": dump(document)}, seeds)


def _nodes(node: Any, where: str, kind: str) -> Iterator[tuple[str, str, Document]]:
    if isinstance(node, list):
        for index, inner in enumerate(node):
            yield from _nodes(inner, f"{where}/{index}", kind)
    elif isinstance(node, dict):
        yield where, kind, node
        for key, inner in node.items():
            place = f"{where}/{escape(key)}"
            is_map = key in NAME_MAPS and isinstance(inner, dict) and kind != "links"
            if is_map:
                for name, entry in inner.items():
                    yield from _nodes(entry, f"{place}/{escape(name)}", key)
            elif not is_value(kind, key):
                yield from _nodes(inner, place, key)


def is_value(kind: str, key: str) -> bool:
    """Whether what stands under this key is data of the API and no part of the description."""
    is_example = (kind == "examples" and key == "value") or key == "examples"
    of_link = kind == "links" and key in ("parameters", "requestBody")  # expressions
    return is_example or of_link or key in VALUES or str(key).startswith("x-")


def escape(key: object) -> str:
    """A key as a token of a JSON pointer."""
    return str(key).replace("~", "~0").replace("/", "~1")


def tokens(pointer: str) -> list[str]:
    """The keys that a JSON pointer goes through."""
    return [t.replace("~1", "/").replace("~0", "~") for t in pointer.split("/")[1:]]


def owner(pointer: str) -> str:
    """The component that a pointer lies in, or the operation."""
    return "/".join(pointer.split("/")[:4])


def last(pointer: str) -> str:
    """The last key of a JSON pointer."""
    return tokens(pointer)[-1] if "/" in pointer else ""


def enum_words(schema: Document) -> dict[str, Any]:
    """Its words for enum values; what is no mapping is the business of `extensions-form`."""
    stated = schema.get("x-enum-descriptions")
    return stated if isinstance(stated, dict) else {}


def types(schema: Document) -> set[str]:
    """JSON types that a schema allows, null aside."""
    stated = schema.get("type", "object" if "properties" in schema else ())
    return {stated} if isinstance(stated, str) else set(stated) - {"null"}
