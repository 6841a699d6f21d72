"""What the document says, ready to be asked: operations, schemas of answers, names of fields.

Everything comes from the table `yandex_market_api.operations` and the bundle `openapi.yaml`, so
that a bound, a window or a status is written down once, in the YAML.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from importlib import resources
from typing import Any, TypeAlias

import jsonschema_rs
from yandex_market_api.operations import OPERATIONS, Argument, OperationSpec

Json: TypeAlias = Any  # what json.loads gives

MAX_BODY = 512 * 1024  # bytes; description of the answer 400 in common.yaml
DAY_FIRST = "%d-%m-%Y"
_RATE = (
    "X-RateLimit-Resource-Limit",
    "X-RateLimit-Resource-Remaining",
    "X-RateLimit-Resource-Until",
)
_BOUNDS = {"int32": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1)}
_SHOWN = 4  # findings that a message names


@cache
def document() -> Json:
    """The bundle, with the bounds of int32 and int64 written out."""
    bundle: Json = json.loads(
        resources.files("yandex_market_api").joinpath("openapi.json").read_bytes()
    )
    _bound(bundle)
    return bundle


def _bound(node: Json) -> None:
    if isinstance(node, dict):
        if node.get("format") in _BOUNDS and "integer" in (node.get("type"), *_listed(node)):
            low, high = _BOUNDS[node["format"]]
            node["minimum"] = max(low, node.get("minimum", low))
            node["maximum"] = min(high, node.get("maximum", high))
        for child in node.values():
            _bound(child)
    elif isinstance(node, list):
        for child in node:
            _bound(child)


def _listed(node: Mapping[str, Json]) -> tuple[str, ...]:
    kind = node.get("type")
    return tuple(kind) if isinstance(kind, list) else ()


def resolved(node: Json) -> Json:
    """The node, or what its `$ref` points at."""
    while isinstance(node, dict) and "$ref" in node:
        target = document()
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step.replace("~1", "/").replace("~0", "~")]
        node = target
    return node


def node(operation: str) -> Json:
    """The operation as it stands in the document."""
    spec = OPERATIONS[operation]
    return document()["paths"][spec.path][spec.method.lower()]


@cache
def parameters(operation: str) -> tuple[Json, ...]:
    """The parameters of the operation, those of its path included."""
    shared = document()["paths"][OPERATIONS[operation].path].get("parameters", [])
    return tuple(resolved(one) for one in shared + node(operation).get("parameters", []))


def request_schema(operation: str) -> Json | None:
    """The schema of the body, None for an operation without one."""
    if "requestBody" not in node(operation):
        return None
    return resolved(node(operation)["requestBody"])["content"]["application/json"]["schema"]


def arguments(operation: str) -> dict[str, Argument]:
    """The arguments of the operation by name."""
    return {one.name: one for one in OPERATIONS[operation].arguments}


def rate_headers(operation: str, status: int) -> tuple[str, ...]:
    """The headers about quotas that this answer is documented with."""
    response = resolved(node(operation)["responses"].get(str(status), {}))
    return tuple(name for name in _RATE if name in response.get("headers", {}))


def find(method: str, path: str) -> OperationSpec | None:
    """The operation that a request line means."""
    given = path.strip("/").split("/")
    found = []
    for spec in OPERATIONS.values():
        own = spec.path.strip("/").split("/")
        if len(own) == len(given) and all(
            a.startswith("{") or a == b for a, b in zip(own, given, strict=True)
        ):
            found.append(spec)
    found.sort(key=lambda spec: spec.path.count("{"))
    right = [spec for spec in found if spec.method.upper() == method.upper()]
    return right[0] if right else None


def at(value: Json, pointer: str) -> Json:
    """What a JSON pointer of the table leads to, None where there is nothing."""
    for step in pointer.removeprefix("/").split("/"):
        value = value.get(step) if isinstance(value, dict) else None
    return value


class Schema:
    """A schema of the document, to judge values by; formats are checked."""

    def __init__(self, schema: Json) -> None:
        root = {**schema, "components": {"schemas": document()["components"]["schemas"]}}
        self._validator = jsonschema_rs.Draft202012Validator(
            root, validate_formats=True, formats=_FORMATS
        )

    def findings(self, value: Json) -> list[str]:
        """What is wrong, as `/path: message`, the first few."""
        found = []
        for error in self._validator.iter_errors(value):
            path = "".join(f"/{step}" for step in error.instance_path)
            found.append(f"{path or '/'}: {_short(error.message)}")
            if len(found) == _SHOWN:
                break
        return found

    def accepts(self, value: Json) -> bool:
        """Whether the value is right."""
        return bool(self._validator.is_valid(value))


def _short(text: str) -> str:
    return text if len(text) < 200 else f"{text[:200]}…"


@cache
def answer_schema(operation: str, status: int) -> Schema | None:
    """How an answer must look, None where the document has no body for it."""
    response = resolved(node(operation)["responses"].get(str(status), {}))
    content = response.get("content", {}).get("application/json")
    return Schema(content["schema"]) if content else None


@cache
def parameter_schema(operation: str, name: str) -> Schema:
    """How a parameter's value must look."""
    return Schema(next(one["schema"] for one in parameters(operation) if one["name"] == name))


@cache
def body_schema(operation: str) -> Schema | None:
    """How a request's body must look."""
    schema = request_schema(operation)
    return Schema(schema) if schema else None


@cache
def error_schema() -> Schema:
    """How every refusal must look."""
    return Schema({"$ref": "#/components/schemas/ApiErrorResponse"})


@cache
def personal_fields() -> frozenset[str]:
    """Names of fields that hold personal data (`x-personal`)."""
    return frozenset(_personal(document()["components"]["schemas"]))


def _personal(node: Json) -> Iterator[str]:
    if isinstance(node, dict):
        for name, child in node.get("properties", {}).items():
            if isinstance(child, dict) and child.get("x-personal"):
                yield name
        for child in node.values():
            yield from _personal(child)
    elif isinstance(node, list):
        for child in node:
            yield from _personal(child)


def strict_json(content: bytes) -> Json:
    """JSON as its standard has it. Raises ValueError with what is wrong: no UTF-8, NaN, a name
    given twice in one object.
    """
    return json.loads(
        content.decode("utf-8"), parse_constant=_no_constant, object_pairs_hook=_no_doubles
    )


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON number")


def _no_doubles(pairs: list[tuple[str, Json]]) -> Json:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return value


def _is_day_first(text: str) -> bool:
    return _parses(text, DAY_FIRST)


def _is_moment_day_first(text: str) -> bool:
    # "A bare day is possible", says the description of `expiryDate`.
    return _parses(text, f"{DAY_FIRST} %H:%M:%S") or _parses(text, DAY_FIRST)


def _parses(text: str, form: str) -> bool:
    try:
        datetime.strptime(text, form)
    except ValueError:
        return False
    return True


def _is_moscow(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return bool(_ISO_DAY.fullmatch(text))


_FORMATS = {
    "date": _is_day,
    "date-dd-MM-yyyy": _is_day_first,
    "date-dd-MM-yyyy-HH-mm-ss": _is_moment_day_first,
    "date-time-moscow": _is_moscow,
}
