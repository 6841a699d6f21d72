"""Join the files under `openapi/` into one self-contained OpenAPI document.

The sources are a folder of YAML files, a domain each. The bundle has the same content with every
component in one place and every `$ref` local, in an order that depends on the sources alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

Document = dict[str, Any]

ROOT = "openapi.yaml"
HTTP_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


class BundleError(ValueError):
    """The sources do not make one document; the text says which file, where, and what is wrong."""


def load(path: Path) -> Document:
    """Read one YAML file that must hold a mapping."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BundleError(f"{path}: no such file") from None
    except yaml.YAMLError as error:
        raise BundleError(f"{path}: not YAML: {error}") from error
    if not isinstance(content, dict):
        raise BundleError(f"{path}: expected a mapping at the top, found {type(content).__name__}")
    return content


def bundle(folder: Path) -> Document:
    """The whole document of `folder`, as plain data. Raises BundleError."""
    root = load(folder / ROOT)
    parts = {path.name: load(path) for path in sorted(folder.glob("*.yaml"))}
    parts = {name: part for name, part in parts.items() if name == ROOT or _is_part(part)}
    document: Document = {key: value for key, value in root.items() if key != "components"}
    document["paths"] = {
        path: _path_item(path, item, parts) for path, item in root.get("paths", {}).items()
    }
    document["components"] = _components(parts)
    document = _with_local_refs(document)
    _check_refs(document)
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
    if name not in parts:
        raise BundleError(
            f"{ROOT}: paths[{path!r}]: $ref to {name!r}, which is not one of the files"
        )
    return resolve(parts[name], f"#{pointer}")


def _components(parts: dict[str, Document]) -> Document:
    merged: Document = {}
    origin: dict[tuple[str, str], str] = {}
    for file, part in parts.items():
        for section, entries in part.get("components", {}).items():
            for name, entry in entries.items():
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


def _check_refs(document: Document) -> None:
    stack: list[Any] = [document]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            if isinstance(node.get("$ref"), str):
                resolve(document, node["$ref"])
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)


def _check_paths(document: Document, parts: dict[str, Document]) -> None:
    # A generator given path items it cannot see makes an empty client and says nothing.
    written = {
        path for name, part in parts.items() if name != ROOT for path in part.get("paths", {})
    }
    for path in sorted(written - set(document["paths"])):
        raise BundleError(f"{ROOT}: path {path!r} is described in a file but not listed in `paths`")
    if not any(True for _ in operations(document)):
        raise BundleError(f"{ROOT}: no operation at all")
