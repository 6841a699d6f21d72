"""The document as rules: which path is which operation, and which values it takes.

Everything is read from the bundle, so a bound or an enum value is written down once. All findings
of a request are reported together, in the vendor's message templates. Path, query and body go
through the same judge: texts become JSON values first, by the type that the document gives them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property
from importlib import resources
from typing import Any
from urllib.parse import parse_qsl, unquote

import jsonschema_rs
from yandex_market_api.operations import OPERATIONS

from .exchange import Json, RefusalError, Request

MAX_BODY_KB = 512
MAX_BODY = MAX_BODY_KB * 1024
_INTEGER = re.compile(r"-?[0-9]{1,20}", re.ASCII)
_BOUNDS = {"int32": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1)}
_SAYING_NOTHING = frozenset({"format", "title", "description", "example", "examples", "default"})
_SHOWN = 100  # characters of a refused value that a message repeats
_TEMPLATES = {
    "minimum": "'{path}' must be greater than or equal to '{bound}' (rejected value: '{value}')",
    "maximum": "'{path}' must be less than or equal to '{bound}' (rejected value: '{value}')",
    "pattern": "'{path}' must match '{bound}' (rejected value: '{value}')",
}
# The vendor words one of them in another way for parameters.
_OF_PARAMETERS = _TEMPLATES | {
    "maximum": "Parameter {path} must be less than or equal to '{bound}' (rejected value: '{value}')"
}
DAY_FIRST = "%d-%m-%Y"
_SIZES = {
    "minItems": ("minItems", "maxItems", "size"),
    "maxItems": ("minItems", "maxItems", "size"),
    "minLength": ("minLength", "maxLength", "value"),
    "maxLength": ("minLength", "maxLength", "value"),
}


@dataclass(slots=True)  # not frozen: made anew for each request, in half the time
class Call:
    """A request that was understood, or the part of it that was. `findings` says what was not."""

    path: Mapping[str, int]
    query: Mapping[str, Any]
    body: Any  # the parsed JSON; None when there is none or it is not valid
    findings: list[str] = field(default_factory=list)


@cache
def document() -> Json:
    """The bundle, with the bounds of int32 and int64 written out (JSON Schema knows no such
    formats).
    """
    bundle: Json = json.loads(
        resources.files("yandex_market_api").joinpath("openapi.json").read_bytes()
    )
    _bound(bundle)
    return bundle


class Schema:
    """A schema of the document, ready to judge values: `$ref`s and formats included."""

    def __init__(self, schema: Json, templates: Mapping[str, str] = _TEMPLATES) -> None:
        self._root = {**schema, "components": {"schemas": document()["components"]["schemas"]}}
        self._templates = templates
        self._validator = jsonschema_rs.Draft202012Validator(
            self._root, validate_formats=True, formats={"date-dd-MM-yyyy": _is_day_first}
        )

    def findings(self, value: Any) -> list[str]:
        """What is wrong with the value, in the vendor's words. Raises ValueError or
        RecursionError for what JSON Schema cannot look at.
        """
        if self._validator.is_valid(value):
            return []
        errors = list(self._validator.iter_errors(value))
        # A text that misses its pattern need not be told that it is no date either.
        shapeless = [e.instance_path for e in errors if e.kind.name == "pattern"]
        return [
            self._finding(error)
            for error in errors
            if error.kind.name != "format" or error.instance_path not in shapeless
        ]

    def _finding(self, error: jsonschema_rs.ValidationError) -> str:
        rule, value = error.kind.name, error.instance
        *above, last = error.instance_path or ["body"]
        path = ".".join(str(step) for step in (*above, last))
        if rule == "required":
            missing = error.kind.as_dict()["property"]
            path = f"{path}.{missing}" if error.instance_path else missing
            return f"'{path}' must not be null (rejected value: null)"
        if value is None and error.instance_path and not isinstance(last, int):
            return f"'{path}' must not be null (rejected value: null)"
        if value is None and isinstance(last, int):
            parent = ".".join(str(step) for step in above)
            return f"'{parent}' elements must be not null (rejected value: 'null')"
        if rule in self._templates:
            bound = error.kind.as_dict().popitem()[1]
            return self._templates[rule].format(path=path, bound=bound, value=shown(value))
        if rule in _SIZES:
            low, high, word = _SIZES[rule]
            schema = self._owner(error.schema_path)
            limits = f"'{schema.get(low, 0)}' and '{schema.get(high, 2**31 - 1)}'"
            what = len(value) if isinstance(value, list) else shown(value)
            return f"'{path}' size must be between {limits} (rejected {word}: '{what}')"
        return f"Illegal input at '{path}'"

    def _owner(self, path: list[str | int]) -> Json:
        """The schema that the broken rule stands in."""
        node: Any = self._root
        for step in path[:-1]:
            node = node[step]
        return node if isinstance(node, dict) else {}


def resolved(node: Any) -> Any:
    """The node itself, or what its `$ref` points at."""
    while isinstance(node, dict) and "$ref" in node:
        target: Any = document()
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step.replace("~1", "/").replace("~0", "~")]
        node = target
    return node


class Parameter:
    """A parameter of the path or the query under all its names."""

    def __init__(self, node: Json) -> None:
        self.name: str = node["name"]
        self.place: str = node["in"]
        self.names: tuple[str, ...] = (self.name, *node.get("x-aliases", ()))
        self._schema: Json = resolved(node["schema"])
        self._many = self._schema.get("type") == "array"
        self._unit: Json = resolved(self._schema["items"]) if self._many else self._schema
        self._cut: int | None = None
        if node.get("x-over-maximum") == "cut":
            self._cut = self._schema["maximum"]
        self._bounds = _only_bounds(self._schema)

    @cached_property
    def _judge(self) -> Schema:
        # As the property of an object, so that findings name the parameter.
        return Schema({"type": "object", "properties": {self.name: self._schema}}, _OF_PARAMETERS)

    def read(self, texts: list[str], findings: list[str]) -> Any:
        """The value that the texts spell, None when there is none or it is not allowed.

        A list comes as a repeated key. A single value may be repeated too, but only as itself.
        """
        if self._bounds and len(texts) == 1:  # most parameters are numbers that fit
            number = integer(texts[0], self._schema.get("format", "int64"))
            if number is not None and self._bounds[0] <= number <= self._bounds[1]:
                return number
        if not self._many and len(set(texts)) > 1:
            findings.append(f"Illegal input at '{self.name}'")
            return None
        try:
            values = [_value(self._unit, text) for text in texts]
        except ValueError as error:
            findings.append(f"Type mismatch: '{shown(error.args[0])}'")
            return None
        value = values if self._many else values[0]
        if self._cut is not None:
            value = min(value, self._cut)
        flaws = self._judge.findings({self.name: value})
        findings += flaws
        return None if flaws else value


def _only_bounds(schema: Json) -> tuple[int, int] | None:
    """The bounds, if the schema asks for a whole number between two and for nothing else."""
    asked = {name for name in schema if not name.startswith("x-")} - _SAYING_NOTHING
    if asked != {"type", "minimum", "maximum"} or schema["type"] != "integer":
        return None
    return schema["minimum"], schema["maximum"]


class Route:
    """One operation of the document: its path, parameters and body."""

    def __init__(self, operation: str) -> None:
        self.spec = OPERATIONS[operation]
        self.operation = operation
        self.method = self.spec.method.upper()
        self.segments = self.spec.path.strip("/").split("/")
        places = list(enumerate(self.segments))
        self._fixed = [(at, own) for at, own in places if not own.startswith("{")]
        self._open = [(at, own[1:-1]) for at, own in places if own.startswith("{")]
        self._node: Json = document()["paths"][self.spec.path][self.method.lower()]

    def match(self, segments: list[str]) -> dict[str, str] | None:
        """The path's values as text, None if this is another path of the same length."""
        for at, own in self._fixed:
            if segments[at] != own:
                return None
        return {name: segments[at] for at, name in self._open}

    @cached_property
    def parameters(self) -> dict[str, list[Parameter]]:
        """The parameters by their place, which is path or query."""
        shared = document()["paths"][self.spec.path].get("parameters", [])
        places: dict[str, list[Parameter]] = {"path": [], "query": []}
        for node in shared + self._node.get("parameters", []):
            parameter = Parameter(resolved(node))
            places[parameter.place].append(parameter)
        return places

    @cached_property
    def _body(self) -> Schema | None:
        if "requestBody" not in self._node:
            return None
        content = resolved(self._node["requestBody"])["content"]
        return Schema(content["application/json"]["schema"])

    @property
    def _body_required(self) -> bool:
        return bool(resolved(self._node["requestBody"]).get("required"))

    def read(self, request: Request, path: Mapping[str, str]) -> Call:
        """Understand a request. Raises RefusalError 415 alone; all else is in the findings."""
        if self._body is not None:
            _check_content_type(request)
        findings: list[str] = []
        values = self._values("path", {k: [v] for k, v in path.items()}, findings)
        query = self._values("query", _query(request.query, findings), findings)
        body = self._read_body(request, findings)
        return Call(values, query, body, findings)

    def _values(
        self, place: str, given: Mapping[str, list[str]], findings: list[str]
    ) -> dict[str, Any]:
        values: dict[str, Any] = {}
        if not given:
            return values
        for parameter in self.parameters[place]:
            texts = [text for name in parameter.names for text in given.get(name, ())]
            if texts and (value := parameter.read(texts, findings)) is not None:
                values[parameter.name] = value
        return values

    def _read_body(self, request: Request, findings: list[str]) -> Any:
        if self._body is None:
            return None
        size = max(request.body_size, len(request.body))
        if size > MAX_BODY:
            findings.append(
                "The request is too big: Maximum allowed request size must be less than"
                f" {MAX_BODY_KB} KB, but passed {size / 1024 / 1024:.2f} MB"
            )
            return None
        if not request.body.strip():
            if self._body_required:
                findings.append("Required request body is missing")
            return None
        try:
            body = _parse(request.body)
            flaws = self._body.findings(body)
        except RefusalError as flaw:
            flaws = list(flaw.messages)
        except (ValueError, RecursionError) as error:
            deep = isinstance(error, RecursionError)
            flaws = [f"JSON: {'nested too deep' if deep else 'not Unicode'}"]
        findings += flaws
        return None if flaws else body


@cache
def _routes() -> dict[int, list[Route]]:
    """All operations by the length of their paths, which all markets share. The more of a path is
    fixed, the sooner it is tried.
    """
    routes: dict[int, list[Route]] = {}
    for operation in sorted(OPERATIONS, key=lambda name: OPERATIONS[name].path.count("{")):
        route = Route(operation)
        routes.setdefault(len(route.segments), []).append(route)
    return routes


def find(request: Request) -> tuple[Route, dict[str, str]]:
    """The operation and its path values. Raises RefusalError 404 or 405."""
    segments = _segments(request.path)
    routes = _routes().get(len(segments), [])
    method = "GET" if request.method == "HEAD" else request.method
    for route in routes:
        if route.method == method and (path := route.match(segments)) is not None:
            return route, path
    allowed = {route.method for route in routes if route.match(segments) is not None}
    if not allowed:
        raise RefusalError(404, "Resource not found")
    allowed |= {"HEAD"} if "GET" in allowed else set()
    raise RefusalError(
        405,
        f"Request method '{request.method}' not supported",
        headers=(("Allow", ", ".join(sorted(allowed))),),
    )


def integer(text: str, kind: str = "int64") -> int | None:
    """A whole number in plain digits, None for anything else: no spaces, no underscores, no
    digits of other scripts, nothing beyond the kind's bounds.
    """
    if not _INTEGER.fullmatch(text):
        return None
    number, (low, high) = int(text), _BOUNDS[kind]
    return number if low <= number <= high else None


def shown(value: Any) -> str:
    """A refused value as a message repeats it."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text[:_SHOWN].encode("utf-8", "replace").decode()


def _segments(path: str) -> list[str]:
    """The parts of a path; a suffix `.json` says nothing new."""
    try:
        parts = path.removeprefix("/").removesuffix(".json").split("/")
        return [unquote(part, errors="strict") for part in parts] if "%" in path else parts
    except UnicodeDecodeError:
        return []


def _query(text: str, findings: list[str]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    if not text:
        return values
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict")
    except ValueError:
        findings.append("Illegal input at 'query'")
        return {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return values


def _value(schema: Json, text: str) -> Any:
    """The JSON value that a text spells. Raises ValueError with the text when it spells none."""
    kind = schema.get("type")
    if kind == "integer":
        number = integer(text, schema.get("format", "int64"))
        if number is None:
            raise ValueError(text)
        return number
    if kind == "boolean":
        if text not in ("true", "false"):
            raise ValueError(text)
        return text == "true"
    return text


def _is_day_first(text: str) -> bool:
    """Whether the calendar has this day."""
    try:
        datetime.strptime(text, DAY_FIRST)
    except ValueError:
        return False
    return True


def _check_content_type(request: Request) -> None:
    """Without the header the vendor guesses; we guess JSON."""
    given = request.headers.get("content-type", "")
    media_type = given.partition(";")[0].strip().lower()
    if request.body and media_type not in ("", "application/json"):
        raise RefusalError(415, f"Content type '{shown(given)}' not supported")


def _parse(body: bytes) -> Any:
    """Strict JSON in UTF-8. Raises RefusalError with the vendor's words."""
    try:
        text = body.decode("utf-8")
        return json.loads(text, parse_constant=_no_constant, parse_float=_finite)
    except UnicodeDecodeError:
        raise RefusalError(400, "JSON: invalid UTF-8") from None
    except json.JSONDecodeError as error:
        if error.pos >= len(text.rstrip()):
            raise RefusalError(400, "Unexpected end of content") from None
        place = f"line {error.lineno}, column {error.colno}"
        raise RefusalError(400, f"JSON: {error.msg} at {place}") from None


def _no_constant(name: str) -> float:
    raise RefusalError(400, f"JSON: {name} is not a number")


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise RefusalError(400, f"JSON: {shown(text)} is out of range")
    return number


def _bound(node: Any) -> None:
    for part in mappings(node):
        kind = part.get("format")
        if part.get("type") == "integer" and isinstance(kind, str) and kind in _BOUNDS:
            low, high = _BOUNDS[kind]
            part.setdefault("minimum", low)
            part.setdefault("maximum", high)


def mappings(node: Any) -> Iterator[Json]:
    """All objects in the node, itself included."""
    if isinstance(node, dict):
        yield node
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for child in children:
        yield from mappings(child)
