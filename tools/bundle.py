"""Join the files under `openapi/` into one self-contained OpenAPI document.

The sources are a folder of YAML files, a domain each. The bundle has the same content with every
component in one place and every `$ref` local, in an order that depends on the sources alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from yaml.constructor import ConstructorError

Document = dict[str, Any]

ROOT = "openapi.yaml"
HTTP_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


class BundleError(ValueError):
    """The sources do not make one document; the text says which file, where, and what is wrong."""


class _Loader(yaml.SafeLoader):
    """YAML that says each key once; plain PyYAML would keep the last of two silently."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
            if key.value in seen:
                place = key.start_mark
                raise ConstructorError(None, None, f"the key {key.value!r} comes twice", place)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def load(path: Path) -> Document:
    """Read one YAML file that must hold a mapping. Raises BundleError."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a SafeLoader
    except OSError as error:
        raise BundleError(f"{path}: {(error.strerror or 'cannot be read').lower()}") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BundleError(f"{path}: not YAML: {error}") from error
    return _mapping(content, f"{path}: at the top")


def _mapping(value: Any, place: str) -> Document:
    if not isinstance(value, dict):
        raise BundleError(f"{place}: expected a mapping, found {type(value).__name__}")
    return value


def bundle(folder: Path) -> Document:
    """The whole document of `folder`, as plain data. Raises BundleError."""
    root = load(folder / ROOT)
    parts = {path.name: load(path) for path in sorted(folder.glob("*.yaml"))}
    parts = {name: part for name, part in parts.items() if name == ROOT or _is_part(part)}
    for name, part in parts.items():
        _check_refs(part, name, parts)
    document: Document = {key: value for key, value in root.items() if key != "components"}
    document["paths"] = {
        path: _path_item(path, item, parts)
        for path, item in _mapping(root.get("paths"), f"{ROOT}: paths").items()
    }
    document["components"] = _components(parts)
    document = _with_local_refs(document)
    _check_refs(document, "the bundle", {"the bundle": document})
    _check_paths(document, parts)
    return document


def operations(document: Document) -> Iterator[tuple[str, str, Document]]:
    """(path, method, operation) of each operation, in the document's order."""
    for path, item in document["paths"].items():
        for method in HTTP_METHODS:
            if method in item:
                yield path, method, item[method]


def resolve(document: Document, ref: str) -> Any:
    """What a local `$ref` points at. Raises BundleError when nothing is there."""
    node: Any = document
    if not ref.startswith("#/"):
        raise BundleError(f"$ref {ref!r} is not local")
    for token in ref[2:].split("/"):
        key = token.replace("~1", "/").replace("~0", "~")
        if not isinstance(node, dict) or key not in node:
            raise BundleError(f"$ref {ref!r} leads nowhere ({key!r} is missing)")
        node = node[key]
    return node


def dump(document: Document) -> str:
    """The document as YAML text, in the order of the data."""
    head = (
        "# Made by tools/bundle.py from openapi/*.yaml: edit those, then run `nox -s generate`.\n"
    )
    return head + yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=110)


def _is_part(content: Document) -> bool:
    # Other YAML files (the data of SOURCES.md) live in the same folder.
    return "components" in content or "paths" in content


def _path_item(path: str, item: Any, parts: dict[str, Document]) -> Any:
    ref = item.get("$ref") if isinstance(item, dict) else None
    if ref is None:
        return item
    name, _, pointer = ref.partition("#")
    return _mapping(resolve(parts[name or ROOT], f"#{pointer}"), f"{ROOT}: paths[{path!r}]")


def _components(parts: dict[str, Document]) -> Document:
    merged: Document = {}
    origin: dict[tuple[str, str], str] = {}
    for file, part in parts.items():
        sections = _mapping(part.get("components", {}), f"{file}: components")
        for section, entries in sections.items():
            for name, entry in _mapping(entries, f"{file}: components.{section}").items():
                if (section, name) in origin:
                    raise BundleError(
                        f"{file}: components.{section}.{name} is already in {origin[section, name]}"
                    )
                origin[section, name] = file
                merged.setdefault(section, {})[name] = entry
    return {section: dict(sorted(merged[section].items())) for section in sorted(merged)}


def _with_local_refs(node: Any) -> Any:
    if isinstance(node, list):
        return [_with_local_refs(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: "#" + value.partition("#")[2]
        if key == "$ref" and isinstance(value, str)
        else _with_local_refs(value)
        for key, value in node.items()
    }


def _check_refs(node: Any, place: str, parts: dict[str, Document]) -> None:
    """Each `$ref` below `node` must lead somewhere; `place` is its file, then the keys down to it."""
    if isinstance(node, dict):
        ref = node.get("$ref")
        if isinstance(ref, str):
            name, _, pointer = ref.partition("#")
            # Written without a file, it means the file that it stands in.
            name = name or place.partition(": ")[0]
            if name not in parts:
                raise BundleError(f"{place}: $ref to {name!r}, which is not one of the files")
            try:
                resolve(parts[name], f"#{pointer}")
            except BundleError as error:
                raise BundleError(f"{place}: in {name}: {error}") from None
        for key, value in node.items():
            _check_refs(value, f"{place}{'/' if ': ' in place else ': '}{key}", parts)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            _check_refs(value, f"{place}/{index}", parts)


def _check_paths(document: Document, parts: dict[str, Document]) -> None:
    # A generator given path items it cannot see makes an empty client and says nothing.
    for name, part in parts.items():
        for path in _mapping(part.get("paths", {}), f"{name}: paths"):
            if path not in document["paths"]:
                raise BundleError(f"{name}: path {path!r} is not listed in `paths` of {ROOT}")
    ids = [str(operation.get("operationId")) for _, _, operation in operations(document)]
    for operation_id in ids:
        if ids.count(operation_id) > 1:
            raise BundleError(f"{ROOT}: two operations have the operationId {operation_id!r}")
    if not ids:
        raise BundleError(f"{ROOT}: no operation at all")
