"""Rules about the `x-` extensions: well-formed, and true of the schemas that they speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import yaml

from tools.bundle import Document
from tools.lint_spec.reading import SCHEMA_KINDS, Checks, Operation, Rule, Spec, last, owner, types

FORMS: dict[str, Document] = yaml.safe_load(
    Path(__file__).with_name("extensions.yaml").read_text(encoding="utf-8")
)
READ_ONLY = ":read-only"
DATE = re.compile(r"\d{4}-\d\d-\d\d|\d\d[-.]\d\d[-.]\d{4}")


def known(spec: Spec) -> Checks:
    """Each extension is one of ours, stands where it belongs, and is explained in SOURCES.md."""
    for where, kind, node in spec.nodes:
        for name in (key for key in node if str(key).startswith("x-")):
            if name not in FORMS:
                yield where, f"{name} is not known: describe it in extensions.yaml and SOURCES.md"
            else:
                place = FORMS[name]["where"]
                yield where, "" if place in _places(kind, node) else f"{name} belongs to: {place}"
    for file, text in spec.files.items():
        if file == "SOURCES.md":
            for name in FORMS:
                yield file, "" if f"`{name}`" in text else f"does not explain `{name}`"


def _places(kind: str, node: Document) -> set[str]:
    found = {"operation"} if "operationId" in node else set()
    found |= {"root"} if "openapi" in node and not kind else set()
    found |= {"parameter"} if kind == "parameters" else set()
    found |= {"property"} if kind == "properties" else set()
    return found | ({"schema"} if kind in SCHEMA_KINDS else set())


def form(spec: Spec) -> Checks:
    """Each extension holds what it may hold, and those that every operation needs are there."""
    for where, _, node in spec.nodes:
        for name in FORMS.keys() & node.keys():
            yield where, "; ".join(_form_errors(name, node[name]))
    needing = {"root": [("", spec.document)]}
    needing["operation"] = [(operation.where, operation.node) for operation in spec.operations]
    for name, told in FORMS.items():
        for where, node in needing[told["where"]] if told.get("wanted") else ():
            yield where, "" if name in node else f"has no {name}: add it"


def _form_errors(name: str, value: Any) -> list[str]:
    return [f"{name}: {error.message}" for error in _validator(name).iter_errors(value)]


@cache
def _validator(name: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(FORMS[name]["value"], validate_formats=True)


def stating(spec: Spec, name: str) -> Iterator[tuple[Operation, Any]]:
    """Operations with that extension and its value; malformed ones are the business of `form`."""
    for operation in spec.operations:
        if name in operation.node and not _form_errors(name, operation.node[name]):
            yield operation, operation.node[name]


def effect(spec: Spec) -> Checks:
    """A GET changes nothing."""
    for operation, stated in stating(spec, "x-effect"):
        fault = "x-effect says write, and a GET changes nothing"
        yield operation.where, fault if stated == "write" and operation.method == "get" else ""


def scopes(spec: Spec) -> Checks:
    """A scope for reading only lets nobody change anything."""
    for operation, stated in stating(spec, "x-scopes"):
        for scope in stated:
            changes = scope.endswith(READ_ONLY) and operation.node.get("x-effect") != "read"
            yield operation.where, f"x-scopes lets {scope} change something" if changes else ""


def paging(spec: Spec) -> Checks:
    """Items and token are found in the answer, parameters among the inputs; no paged listing lacks it."""
    listings = list(stating(spec, "x-paging"))
    token_names = {paging["token-parameter"] for _, paging in listings}
    for operation, stated in listings:
        for key, wanted in (("items", "array"), ("next-token", "string")):
            schema = spec.place(operation, stated[key])
            yield operation.where, _leads(f"x-paging/{key}", stated[key], schema, wanted)
        for key, wanted in (("token-parameter", "string"), ("limit-parameter", "integer")):
            schema = spec.inputs(operation).get(stated[key])
            yield operation.where, _leads(f"x-paging/{key}", stated[key], schema, wanted)
        others = ", ".join(sorted(token_names - {stated["token-parameter"]}))
        fault = f"x-paging/token-parameter is {stated['token-parameter']}, elsewhere {others}"
        yield operation.where, fault if others else ""
    for operation in spec.operations:
        paged = sorted(token_names & set(spec.inputs(operation)))
        fault = f"takes {', '.join(paged)} and has no x-paging: add it"
        yield operation.where, fault if paged and "x-paging" not in operation.node else ""


def _leads(what: str, target: str, schema: Document | None, wanted: str) -> str:
    if schema is None:
        return f"{what}: {target} leads nowhere"
    return "" if types(schema) == {wanted} else f"{what}: {target} is no {wanted}"


def window(spec: Spec) -> Checks:
    """Pairs are inputs of one date format; each input stands in one pair; what is open-ended begins one."""
    for operation, stated in stating(spec, "x-window"):
        inputs = spec.inputs(operation)
        ends = [name for pair in stated["pairs"] for name in (pair["from"], pair["to"])]
        for pair in stated["pairs"]:
            forms = [inputs.get(name, {}).get("format") for name in (pair["from"], pair["to"])]
            fault = "" if forms[0] == forms[1] else f"x-window: {pair} have two formats: {forms}"
            for name in (pair["from"], pair["to"]):
                if name not in inputs:
                    fault = f"x-window: {name} is no input"
                elif not str(inputs[name].get("format")).startswith("date"):
                    fault = f"x-window: {name} is no date"
                elif ends.count(name) > 1:
                    fault = f"x-window: {name} stands in two pairs"
            yield operation.where, fault
        begins = [pair["from"] for pair in stated["pairs"]]
        for name in stated.get("open-ended", ()):
            fault = "" if name in begins else f"x-window: {name} is open-ended and begins no pair"
            yield operation.where, fault


def starts(spec: Spec) -> Checks:
    """A write starts operations, and its answer has their ids and types."""
    for operation, pointer in stating(spec, "x-starts"):
        fault = "x-starts needs `x-effect: write`"
        yield operation.where, "" if operation.node.get("x-effect") == "write" else fault
        schema = spec.place(operation, pointer)
        yield operation.where, _leads("x-starts", pointer, schema, "array")
        if schema is not None and "items" in schema:
            fields = spec.resolved(schema["items"]).get("properties", {}).keys()
            lacking = ", ".join(sorted({"id", "type"} - fields))
            yield operation.where, f"x-starts: {pointer} has no {lacking}" if lacking else ""


def sunset(spec: Spec) -> Checks:
    """What ends is deprecated, declines before it ends, and names a successor that stays."""
    for operation, stated in stating(spec, "x-sunset"):
        fault = f"x-sunset degrades on {stated['degrades']}, not before it ends"
        yield operation.where, "" if stated["degrades"] < stated["ends"] else fault
        for key in ("deprecated", "x-replaced-by"):
            yield operation.where, "" if operation.node.get(key) else f"x-sunset wants {key} too"
    staying = {o.id for o in spec.operations if "x-sunset" not in o.node}
    for operation, successor in stating(spec, "x-replaced-by"):
        fault = f"x-replaced-by names {successor}, which is no operation here that stays"
        yield operation.where, "" if successor in staying else fault


def sunset_words(spec: Spec) -> Checks:
    """The description of what ends has the dates of x-sunset, no other, and the successor's name."""
    for operation, stated in stating(spec, "x-sunset"):
        words = operation.node.get("description", "")
        told, dates = set(DATE.findall(words)), {stated["degrades"], stated["ends"]}
        fault = f"the description has the dates {sorted(told)}, x-sunset {sorted(dates)}"
        yield operation.where, "" if told == dates else fault
        successor = operation.node.get("x-replaced-by", "")
        fault = f"the description does not name {successor}, which takes over"
        yield operation.where, "" if successor in words else fault


def aliases(spec: Spec) -> Checks:
    """Another name of a parameter is the name of no other input."""
    for operation in spec.operations:
        taken = set(spec.inputs(operation))
        for parameter in spec.parameters(operation):
            stated = parameter.get("x-aliases", ())
            for alias in stated if isinstance(stated, list) else ():
                fault = f"x-aliases: {alias} is also an input of its own"
                yield operation.where, fault if alias in taken else ""


def over_maximum(spec: Spec) -> Checks:
    """What is cut at a maximum has one."""
    for where, kind, node in spec.nodes:
        if kind == "parameters" and "x-over-maximum" in node:
            fault = "x-over-maximum without a maximum in the schema"
            yield where, "" if "maximum" in spec.resolved(node["schema"]) else fault


def flat(spec: Spec) -> Checks:
    """What is flat is an object, and part of a request."""
    bodies = [spec.body(o.node.get("requestBody", {})).get("schema", {}) for o in spec.operations]
    starting = [body["$ref"].removeprefix("#") for body in bodies if "$ref" in body]
    requests = {name for start in starting for name in spec.reachable(start)}
    for where, _, node in spec.schemas:
        if "x-flat" in node:
            is_object = bool(spec.resolved(node).get("properties"))
            yield where, "" if is_object else "x-flat on what is no object with properties"
            yield where, "" if owner(where) in requests else "x-flat outside of requests"


def personal(spec: Spec) -> Checks:
    """Personal data is marked wherever it stands; a name marked once is marked everywhere."""
    told = FORMS["x-personal"]
    properties = [(where, node) for where, kind, node in spec.nodes if kind == "properties"]
    marked = {last(where) for where, node in properties if "x-personal" in node}
    wanted = (marked | set(told["always"])) - set(told["by-place"])
    for where, node in properties:
        if last(where) in wanted:
            fault = "is personal data by its name: add `x-personal: true`"
            yield where, "" if node.get("x-personal") else fault


RULES: dict[str, Rule] = {
    "extensions-known": known,
    "extensions-form": form,
    "effect": effect,
    "scopes": scopes,
    "paging": paging,
    "window": window,
    "starts": starts,
    "sunset": sunset,
    "sunset-words": sunset_words,
    "aliases": aliases,
    "over-maximum": over_maximum,
    "flat": flat,
    "personal": personal,
}
