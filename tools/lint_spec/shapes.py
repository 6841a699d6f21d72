"""Rules about form: valid OpenAPI, YAML read alike by all, names, types, formats, references, errors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import yaml
from openapi_spec_validator import OpenAPIV31SpecValidator
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from tools.bundle import Document
from tools.lint_spec.examples import OWN_FORMATS
from tools.lint_spec.reading import SCHEMA_KINDS, Checks, Rule, Spec, escape, last, types

VERSION = "3.1.0"
WIDTH = 100
CAMEL = re.compile(r"[a-z][a-z0-9]*([A-Z][a-z0-9]*)*")
PASCAL = re.compile(r"([A-Z][a-z0-9]*)+(?<!DTO)")
UPPER_SNAKE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")
KEBAB = re.compile(r"[a-z]+(-[a-z]+)*")
TRAIN = re.compile(r"[A-Z][A-Za-z]*(-[A-Z][A-Za-z]*)*")
# The one wire name of another style: the server takes `pageToken` too, yet the sources say this.
SNAKE_PARAMETERS = frozenset({"page_token"})

FORMATS = frozenset({"date", "date-time", "int32", "int64", *OWN_FORMATS})
DATED_NAME = re.compile(r"(^d|D)ate$|(Date|Time|At)(From|To)?$|Until$|^(date|update)(From|To)$")
BOUNDS = (("minimum", "maximum"), ("minLength", "maxLength"), ("minItems", "maxItems"))
# Property names that mean a different thing in each schema.
MEANING_MANY = frozenset({"id", "prices", "subsidy"})

ERROR_SCHEMA = "#/components/schemas/ApiErrorResponse"
# A region holds the region around it.
MEANT_CYCLES = frozenset({("/components/schemas/Region", "/components/schemas/Region")})


def openapi(spec: Spec) -> Checks:
    """The document is valid OpenAPI of the version that our tools are tested with."""
    version = spec.document.get("openapi")
    yield "/openapi", "" if version == VERSION else f"is {version!r}: we write OpenAPI {VERSION}"
    broken = [fault for where, _, schema in spec.schemas for fault in _schema_faults(where, schema)]
    yield from broken
    # The validator says less well where a schema is broken, so it waits until none is.
    for error in () if broken else OpenAPIV31SpecValidator(spec.document).iter_errors():
        where = "".join(f"/{escape(step)}" for step in error.absolute_path)
        if where != "/openapi":
            yield where, f"is not valid OpenAPI: {error.message.partition(chr(10))[0]}"


def _schema_faults(where: str, schema: Document) -> Checks:
    """What keeps this from being a schema; those inside it speak for themselves."""
    own = {
        key: value for key, value in schema.items() if key not in ("properties", "items", "allOf")
    }
    try:
        jsonschema_rs.meta.validate(own)
        re.compile(schema.get("pattern", ""))
    except re.error as error:
        yield f"{where}/pattern", f"is not a regular expression: {error}"
    except jsonschema_rs.ValidationError as error:
        at = "".join(f"/{escape(step)}" for step in error.instance_path)
        yield where + at, f"is not valid in a schema: {error.message}"


def yaml_versions(spec: Spec) -> Checks:
    """Every scalar is the same value for readers of YAML 1.1 and 1.2, and each key stands once."""
    for name, text in spec.files.items():
        if not name.endswith(".md"):
            yield from _yaml_differences(name, text)


def line_length(spec: Spec) -> Checks:
    """Lines of the sources fit on a screen; a pattern cannot be broken."""
    for name, text in spec.files.items():
        for number, line in enumerate(text.splitlines(), 1) if name.endswith(".yaml") else ():
            fault = f"line {number} has {len(line)} characters: break it at {WIDTH}"
            too_long = len(line) > WIDTH and not line.strip().startswith("pattern: ")
            yield name, fault if too_long else ""


def _yaml_differences(name: str, text: str) -> Checks:
    try:
        new = YAML(typ="safe", pure=True).load(text)  # refuses a key that comes twice
        old = yaml.safe_load(text)
    except (YAMLError, yaml.YAMLError) as error:
        yield name, f"cannot be read: {' '.join(str(error).split())}"
        return
    for where, was, now in _scalars(old, new, ""):
        plain = was is None or type(was) in (str, int, float, bool)
        alike = plain and type(was) is type(now) and was == now
        fault = f"{was!r} under YAML 1.1, {now!r} under 1.2: put it in quotes"
        yield f"{name}#{where}", "" if alike else fault


def _scalars(old: Any, new: Any, where: str) -> Iterator[tuple[str, Any, Any]]:
    """Scalars in pairs; where the shapes differ the pair stands for all below it."""
    if isinstance(old, dict) and isinstance(new, dict) and len(old) == len(new):
        for (was, left), (now, right) in zip(old.items(), new.items(), strict=True):
            yield f"{where}/{escape(was)}", was, now
            yield from _scalars(left, right, f"{where}/{escape(was)}")
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (left, right) in enumerate(zip(old, new, strict=True)):
            yield from _scalars(left, right, f"{where}/{index}")
    else:
        yield where, old, new


def naming(spec: Spec) -> Checks:
    """One style for each sort of name, so that generated names have one style too."""
    styles = {
        "schemas": (PASCAL, "PascalCase without DTO"),
        "responses": (re.compile(rf"\d\d\d|{PASCAL.pattern}"), "a status or PascalCase"),
        "examples": (PASCAL, "PascalCase"),
        "properties": (CAMEL, "camelCase"),
        "headers": (TRAIN, "Train-Case"),
    }
    for where, kind, node in spec.nodes:
        if kind in styles:
            yield where, _style(last(where), *styles[kind])
        if kind == "parameters" and node.get("name") not in SNAKE_PARAMETERS and "name" in node:
            yield where, _style(node["name"], CAMEL, "camelCase")
        if kind in SCHEMA_KINDS:
            for value in node.get("enum", ()):
                yield where, _style(str(value), UPPER_SNAKE, "UPPER_SNAKE")
    for tag in spec.document.get("tags", ()):
        yield "/tags", _style(tag["name"], KEBAB, "kebab-case")


def _style(name: str, style: re.Pattern[str], words: str) -> str:
    return "" if style.fullmatch(name) else f"{name!r} should be {words}"


def operation_naming(spec: Spec) -> Checks:
    """Operation ids are unique camelCase; request and answer are named after them; tags are declared."""
    ids = [operation.id for operation in spec.operations]
    tags = {tag["name"] for tag in spec.document.get("tags", ())}
    for operation in spec.operations:
        yield operation.where, _style(operation.id, CAMEL, "camelCase")
        yield operation.where, f"{operation.id} comes twice" if ids.count(operation.id) > 1 else ""
        stem = operation.id[:1].upper() + operation.id[1:]
        bodies = {"Request": "requestBody" in operation.node and operation.node["requestBody"]}
        bodies["Response"] = operation.responses.get("200")
        for suffix, holder in bodies.items():
            if holder:
                ref = spec.body(holder).get("schema", {}).get("$ref", "no name")
                fault = f"its schema should be called {stem}{suffix}, is {ref.rpartition('/')[2]}"
                yield operation.where, "" if ref.endswith(f"/{stem}{suffix}") else fault
        for tag in operation.node.get("tags", ()):
            fault = f"the tag {tag!r} is not among those at the top: declare it"
            yield operation.where, "" if tag in tags else fault


def agreeing_types(spec: Spec) -> Checks:
    """A wire name has one family of types in all schemas, as readers expect."""
    seen: dict[str, tuple[str, set[str]]] = {}
    for where, kind, node in spec.nodes:
        name = last(where)
        if kind == "properties" and name not in MEANING_MANY:
            family = {"number" if t == "integer" else t for t in types(spec.resolved(node))}
            first, before = seen.setdefault(name, (where, family))
            fault = f"is of type {_or(family)}, but {_or(before)} in {first}"
            yield where, "" if family == before else fault


def _or(stated: set[str]) -> str:
    return " or ".join(sorted(stated)) or "none"


def null(spec: Spec) -> Checks:
    """Null is one more entry of `type`, never a keyword or an alternative."""
    for where, _, schema in spec.schemas:
        stated = schema.get("type")
        several = isinstance(stated, list) and (len(stated) != 2 or stated[1] != "null")
        yield where, f"`type: {stated}` should be one type, then null" if several else ""
        for keyword in ("nullable", "anyOf", "oneOf"):
            fault = f"uses {keyword}: say null as `type: [..., 'null']`, and one schema otherwise"
            yield where, fault if keyword in schema else ""


def formats(spec: Spec) -> Checks:
    """Formats are known; one that is ours has a pattern; what is named like a date has either."""
    for where, kind, schema in spec.schemas:
        stated = schema.get("format")
        if stated is not None:
            fault = f"the format {stated!r} is unknown: use one of {', '.join(sorted(FORMATS))}"
            yield where, "" if stated in FORMATS else fault
        if stated in OWN_FORMATS:
            fault = f"no validator knows {stated!r}: give a pattern beside it"
            yield where, "" if "pattern" in schema else fault
        if kind == "properties" and DATED_NAME.search(last(where)):
            full = spec.resolved(schema)
            exact = "format" in full or "pattern" in full or types(full) != {"string"}
            yield where, "" if exact else "is named like a date: give a format or a pattern"


def sound(spec: Spec) -> Checks:
    """Required fields are declared, bounds leave room, patterns speak of the whole text."""
    for where, _, schema in spec.schemas:
        declared = spec.resolved(schema).get("properties", {})
        for name in schema.get("required", ()):
            yield where, "" if name in declared else f"requires {name}, which is not declared"
        for low, high in BOUNDS:
            if low in schema and high in schema:
                yield where, f"{low} is above {high}" if schema[low] > schema[high] else ""
        if "pattern" in schema:
            whole = schema["pattern"].startswith("^") and schema["pattern"].endswith("$")
            yield where, "" if whole else "tie the pattern to both ends: ^...$"


def used(spec: Spec) -> Checks:
    """No component is left over."""
    targets = {target for _, _, target in spec.references}
    for each in spec.document.get("security", ()):
        targets |= {f"/components/securitySchemes/{name}" for name in each}
    for section, entries in spec.document["components"].items():
        for name in entries:
            where = f"/components/{section}/{name}"
            yield where, "" if where in targets else "is used nowhere: remove it"


def cycles(spec: Spec) -> Checks:
    """No component leads back to itself, but for the cycles that are meant."""
    for where, start, end in spec.references:
        closes = (start, end) not in MEANT_CYCLES and start in spec.reachable(end)
        yield where, f"{last(start)} leads back to itself by {last(end)}" if closes else ""


def errors(spec: Spec) -> Checks:
    """All operations declare the same error statuses, with one schema."""
    declared = {s for o in spec.operations for s in o.responses if s != "200"}
    for operation in spec.operations:
        for status in sorted(declared):
            where = f"{operation.where}/responses/{status}"
            response = operation.responses.get(status)
            if response is None:
                yield where, "is missing here, and other operations have it: declare it"
                continue
            ref = spec.body(response).get("schema", {}).get("$ref")
            yield where, "" if ref == ERROR_SCHEMA else f"should hold {last(ERROR_SCHEMA)}"


def error_components(spec: Spec) -> Checks:
    """An error status has one shared answer and that answer one status; 400 alone has words of its own."""
    component: dict[str, str] = {}
    status_of: dict[str, str] = {}
    for operation in spec.operations:
        errors = {s: r for s, r in operation.responses.items() if s != "200"}
        for status, response in errors.items():
            name, fault = last(response.get("$ref", "")), ""
            if not name:
                fault = "" if status == "400" else "is written out: refer to the shared answer"
            elif (other := status_of.setdefault(name, status)) != status:
                fault = f"refers to {name}, which is the answer for {other}"
            elif (usual := component.setdefault(status, name)) != name:
                fault = f"refers to {name}, elsewhere to {usual}"
            yield f"{operation.where}/responses/{status}", fault


def limit_headers(spec: Spec) -> Checks:
    """Headers that one answer of the API has come with all of them: what tells of quotas above all."""
    wanted = {
        name for name in spec.document["components"].get("headers", ()) if "RateLimit" in name
    }
    for operation in spec.operations:
        for status, response in operation.responses.items():
            lacking = ", ".join(sorted(wanted - set(spec.resolved(response).get("headers", ()))))
            yield f"{operation.where}/responses/{status}", f"lacks {lacking}" if lacking else ""


RULES: dict[str, Rule] = {
    "openapi": openapi,
    "yaml-versions": yaml_versions,
    "line-length": line_length,
    "names": naming,
    "operation-names": operation_naming,
    "types-agree": agreeing_types,
    "null": null,
    "formats": formats,
    "schemas-sound": sound,
    "components-used": used,
    "cycles": cycles,
    "errors": errors,
    "error-components": error_components,
    "limit-headers": limit_headers,
}
