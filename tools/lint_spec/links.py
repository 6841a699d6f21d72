"""Rules about `links`: where one answer leads to another request, which contract tests follow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tools.bundle import Document
from tools.lint_spec.reading import Checks, Operation, Rule, Spec, tokens

_NEXT = "NextPage"


def links(spec: Spec) -> Checks:
    """Links lead to operations and parameters that exist, by expressions that lead somewhere."""
    by_id = {operation.id: operation for operation in spec.operations}
    for operation in spec.operations:
        for name, link in _links(operation).items():
            where = f"{operation.where}/responses/200/links/{name}"
            target = by_id.get(link.get("operationId", ""))
            if target is None:
                yield where, f"leads to {link.get('operationId')!r}, which is no operation here"
                continue
            known = {parameter["name"] for parameter in spec.parameters(target)}
            for parameter, expression in link.get("parameters", {}).items():
                fault = "" if parameter in known else f"{target.id} has no parameter {parameter!r}"
                yield where, fault or _fault(spec, operation, expression)
            for expression in _expressions(link.get("requestBody")):
                yield where, _fault(spec, operation, expression)


def next_page(spec: Spec) -> Checks:
    """Every listing has the link NextPage, which hands on the token and nothing less than all filters."""
    for operation in spec.operations:
        paging = operation.node.get("x-paging")
        if not paging:
            continue
        link = _links(operation).get(_NEXT, {})
        given = link.get("parameters", {})
        yield operation.where, "" if link else f"a listing wants the link {_NEXT}"
        token = f"$response.body#{paging['next-token']}"
        fault = "" if given.get(paging["token-parameter"]) == token else f"{_NEXT} wants {token}"
        yield operation.where, fault if link else ""
        for parameter in spec.parameters(operation) if link else ():
            name = parameter["name"]
            wanted = f"$request.{parameter['in']}.{name}"
            styles = (paging["token-parameter"], paging["limit-parameter"], "page", "pageSize")
            fault = "" if given.get(name) == wanted else f"{_NEXT} wants {name}: {wanted}"
            yield operation.where, "" if name in styles else fault
        if link and "requestBody" in operation.node:
            same = link.get("requestBody") == "$request.body"
            yield operation.where, "" if same else f"{_NEXT} wants requestBody: $request.body"


def _links(operation: Operation) -> Document:
    stated: Document = operation.responses.get("200", {}).get("links", {})
    return stated


def _expressions(node: Any) -> Iterator[str]:
    if isinstance(node, str) and node.startswith("$"):
        yield node
    for inner in (
        node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    ):
        yield from _expressions(inner)


def _fault(spec: Spec, operation: Operation, expression: str) -> str:
    """What is wrong with an expression: it must lead into what this operation sends or answers."""
    head, _, pointer = str(expression).partition("#")
    if head == "$response.body":
        schema = spec.body(operation.responses.get("200", {})).get("schema", {})
    elif head == "$request.body":
        schema = spec.body(operation.node.get("requestBody", {})).get("schema", {})
    else:
        places = {f"$request.{one['in']}.{one['name']}" for one in spec.parameters(operation)}
        return "" if expression in places else f"{expression} leads nowhere"
    for step in tokens(pointer):
        schema = spec.resolved(schema)
        schema = schema.get("items") if step.isdecimal() else schema.get("properties", {}).get(step)
        if schema is None:
            return f"{expression} leads nowhere"
    return "" if schema else f"{expression} leads nowhere"


RULES: dict[str, Rule] = {"links": links, "next-page": next_page}
