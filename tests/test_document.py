"""The OpenAPI document says what the vendor says; test_lint_spec.py is about how it says it.

The document under test is the bundle that ships with the generated package. `facts/` holds what it
must agree with, `openapi/sources.yaml` every place where it knowingly does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

REPOSITORY = Path(__file__).parent.parent
FACTS = Path(__file__).parent / "facts"
BUNDLE = REPOSITORY / "generated" / "yandex_market_api" / "openapi.yaml"

DOCUMENT: dict[str, Any] = yaml.safe_load(BUNDLE.read_text(encoding="utf-8"))
SOURCES = yaml.safe_load((REPOSITORY / "openapi" / "sources.yaml").read_text(encoding="utf-8"))
DEVIATIONS: dict[str, str] = {row["pointer"]: row["kind"] for row in SOURCES["deviations"]}
# Kinds of deviations that account for a difference from the vendor's newest state; the others say
# why the document follows it.
EXPLAINING = ("seed kept", "status added", "wire form", "reshaped", "regrouped", "left out")

FACTS_OF = {p.stem: yaml.safe_load(p.read_text(encoding="utf-8")) for p in FACTS.glob("*.yaml")}
OPERATION_FACTS: dict[str, dict[str, Any]] = FACTS_OF["operations"]
SCHEMA_FACTS: dict[str, dict[str, Any]] = {
    name: fact
    for file in ("schemas", "business-orders-schemas")
    for name, fact in FACTS_OF[file].items()
}
SEEDED = ("getOperations", "getOrdersStats", "getOrder", "updateOrder")
SEEDS: list[dict[str, Any]] = [FACTS_OF[name] for name in SEEDED]
PAGES: list[dict[str, Any]] = [
    facts for name, facts in sorted(FACTS_OF.items()) if "operation" in facts and name not in SEEDED
]

OPERATIONS: dict[str, dict[str, Any]] = {
    operation["operationId"]: {"path": path, "method": method.upper(), **operation}
    for path, item in DOCUMENT["paths"].items()
    for method, operation in item.items()
}
# fmt: off (one name a line would fill a screen)
KEYWORDS = (
    "type",
    "format",
    "enum",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
)
# fmt: on


# ------------------------------------------------------------------------------ finding things


def pointed(pointer: str) -> Any:
    """What a JSON pointer leads to in the document, or None."""
    node: Any = DOCUMENT
    for token in pointer.lstrip("#/").split("/"):
        key = token.replace("~1", "/").replace("~0", "~")
        if not isinstance(node, dict) or key not in node:
            return None
        node = node[key]
    return node


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    """A node with its `$ref` followed (siblings win) and its `allOf` merged."""
    if "$ref" in node:
        target = resolved(pointed(node["$ref"]))
        node = target | {key: value for key, value in node.items() if key != "$ref"}
    merged = {key: value for key, value in node.items() if key != "allOf"}
    for part in map(resolved, node.get("allOf", ())):
        properties = part.get("properties", {}) | merged.get("properties", {})
        required = part.get("required", []) + merged.get("required", [])
        merged = part | merged | {"properties": properties, "required": required}
    return merged


def referred(node: dict[str, Any]) -> str | None:
    """Name of the component that a `$ref` leads to."""
    return str(node["$ref"]).rpartition("/")[2] if "$ref" in node else None


def leaf(schema: dict[str, Any], path: str) -> dict[str, Any] | None:
    """The schema at `result.orders[].id`, with the mark whether it is required there."""
    node = resolved(schema)
    for step in re.findall(r"[^.\[\]]+|\[\]", path):
        inner = node.get("items") if step == "[]" else node.get("properties", {}).get(step)
        if inner is None:
            return None
        node = resolved(inner) | {"required-here": step in node.get("required", ())}
    return node


def body(operation: dict[str, Any], status: str | None = None) -> dict[str, Any]:
    """Schema of the request, or of the answer with that status."""
    holder = operation["requestBody"] if status is None else operation["responses"][status]
    schema: dict[str, Any] = resolved(holder)["content"]["application/json"]["schema"]
    return schema


def schema_errors(schema: dict[str, Any], value: Any) -> list[str]:
    validator = jsonschema_rs.Draft202012Validator(
        schema | {"components": DOCUMENT["components"]}, validate_formats=True
    )
    return [error.message for error in validator.iter_errors(value)]


# ------------------------------------------------------------------------------ facts

Row = tuple[str, Any, Any]  # pointer into the document, what a source states, what is there


def explanation(pointer: str) -> str | None:
    """The deviation that explains a difference: at its pointer, or around it."""
    while pointer:
        if DEVIATIONS.get(pointer) in EXPLAINING:
            return pointer
        pointer = pointer.rpartition("/")[0]
    return None


def pointer_to(operation: dict[str, Any]) -> str:
    path = operation["path"].replace("/", "~1")
    return f"/paths/{path}/{operation['method'].lower()}"


def items_of(schema: dict[str, Any]) -> str | None:
    """Name of the component that items of an array refer to, or their type and format."""
    items = schema.get("items", {})
    return referred(items) or " ".join(items[key] for key in ("type", "format") if key in items)


def differences(fact: dict[str, Any], schema: dict[str, Any] | None) -> Iterator[str]:
    """What a schema lacks of a fact; a zero in an example may be of either number type."""
    if schema is None:
        yield "missing"
        return
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    for key, stated in fact.items():
        if key == "type":
            agrees = stated in types or (stated == "number" and "integer" in types)
        elif key == "enum":  # newer values may have come since
            agrees = set(stated) <= set(schema.get("enum", ()))
        elif key == "seen":
            agrees = not schema_errors(schema, stated)
        elif key == "required":
            agrees = schema["required-here"] is stated
        elif key == "items":
            agrees = items_of(schema) == stated
        else:
            agrees = schema.get(key) == stated
        if not agrees:
            yield f"{key} should be {stated!r}, is {schema.get(key)!r}"


def parameters_of(operation: dict[str, Any]) -> dict[str, tuple[str, dict[str, Any]]]:
    """Each parameter with its pointer, by its name and by the other names that the server takes."""
    found = {}
    for index, entry in enumerate(operation["parameters"]):
        inline = f"{pointer_to(operation)}/parameters/{index}"
        place = entry["$ref"].removeprefix("#") if "$ref" in entry else inline
        parameter = resolved(entry)
        for name in (parameter["name"], *parameter.get("x-aliases", ())):
            found[name] = (place, parameter)
    return found


def parameter_form(parameter: dict[str, Any]) -> dict[str, Any]:
    """The schema of a parameter, with what is said beside it."""
    return resolved(parameter["schema"]) | {
        "in": parameter["in"],
        "ref": referred(parameter["schema"]),
        "required-here": parameter.get("required", False),
        "deprecated": parameter.get("deprecated", False),
        "over-maximum": parameter.get("x-over-maximum"),
    }


def page_differences(page: dict[str, Any]) -> tuple[int, list[tuple[str, str]]]:
    """How many facts a page states of its operation; pointer and text of those that differ."""
    operation = OPERATIONS[page["operation"]]
    parameters = parameters_of(operation)
    checked = 0
    found: list[tuple[str, str]] = []

    def compare(what: str, fact: dict[str, Any], schema: Any, pointer: str = "") -> None:
        nonlocal checked
        checked += len(fact)
        where = f"{page['operation']} {what}"
        found.extend((pointer, f"{where}: {text}") for text in differences(fact, schema))

    for fact in page["parameters"]:
        name = fact["name"]
        pointer, there = parameters.get(name, ("", None))
        own = {key: value for key, value in fact.items() if key != "name"}
        compare(f"parameter {name}", own, there and parameter_form(there), f"{pointer}/schema")
        if there:
            compare(f"parameter {name}", {"name": name}, there | {"type": None}, f"{pointer}/name")
    for path, fact in page.get("request", {}).items():
        compare(f"request {path}", fact, leaf(body(operation), path))
    for path, fact in page["answer"].items():
        compare(f"answer {path}", fact, leaf(body(operation, "200"), path))
    for status in map(str, page["errors"]):
        for path, fact in page["error-body"].items():
            compare(f"{status} {path}", fact, leaf(body(operation, status), path))
    stated: dict[str, Any] = {key: page[key] for key in ("method", "path")}
    stated |= {key: sorted(page[key]) for key in ("scopes", "models") if key in page}
    stated |= {f"quota {key}": value for key, value in page.get("quota", {}).items()}
    plain = {
        "type": None,
        "method": operation["method"],
        "path": operation["path"],
        "scopes": sorted(operation["x-scopes"]),
        "models": sorted(operation["x-models"]),
        **{f"quota {key}": value for key, value in operation["x-quota"].items()},
    }
    compare("itself", stated, plain)
    return checked, found


def test_every_fact_of_the_seeds_is_in_the_document() -> None:
    results = [page_differences(seed) for seed in SEEDS]
    found = [text for _, rows in results for _, text in rows]
    print(f"\nseed facts: {sum(n for n, _ in results)} checked, {len(found)} differences")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["operation"])
def test_every_fact_of_an_operation_without_a_seed_is_in_the_document(page: Any) -> None:
    checked, found = page_differences(page)
    unlisted = [text for pointer, text in found if not explanation(pointer)]
    counts = f"{checked} checked, {len(found)} differ, {len(unlisted)} unlisted"
    print(f"\n{page['operation']} facts: {counts}")
    assert not unlisted, "\n".join(unlisted)


def test_there_are_facts_of_every_operation_and_of_every_parameter() -> None:
    assert {page["operation"] for page in SEEDS + PAGES} == set(OPERATIONS) == set(OPERATION_FACTS)
    for page in SEEDS + PAGES:
        there = parameters_of(OPERATIONS[page["operation"]])
        stated = {there[parameter["name"]][0] for parameter in page["parameters"]}
        assert stated == {pointer for pointer, _ in there.values()}, page["operation"]


def stated_form(fact: dict[str, Any]) -> dict[str, Any]:
    """A field of the vendor's tables as comparable keywords."""
    form = {key: value for key, value in fact.items() if key in KEYWORDS}
    form |= {key: fact.get(key, False) for key in ("required", "nullable", "deprecated")}
    return form | {"ref": fact.get("ref"), "items": fact.get("items")}


def document_form(schema: dict[str, Any], required: bool) -> dict[str, Any]:
    """A property of the document as the same keywords."""
    form = {key: value for key, value in schema.items() if key in KEYWORDS}
    nullable = isinstance(schema.get("type"), list) and "null" in schema["type"]
    if nullable:
        (form["type"],) = set(schema["type"]) - {"null"}
    return form | {
        "required": required,
        "nullable": nullable,
        "deprecated": schema.get("deprecated", False),
        "ref": referred(schema),
        "items": items_of(schema) or None,
    }


def table_rows(name: str, fact: dict[str, Any]) -> Iterator[Row]:
    """What a table of the vendor states of a schema, beside what the document has."""
    where = f"/components/schemas/{name}"
    schema = DOCUMENT["components"]["schemas"].get(name)
    if schema is None:
        yield where, fact, None
    elif "enum" in fact:
        yield f"{where}/enum", fact["enum"], schema.get("enum")
    elif "scalar" in fact:
        for key in KEYWORDS:
            yield f"{where}/{key}", fact["scalar"].get(key), schema.get(key)
    else:
        parts = schema.get("allOf", ())
        stated_bases = [fact["extends"]] if "extends" in fact else []
        bases = [referred(part) for part in parts if "$ref" in part]
        yield f"{where}/allOf", stated_bases, bases
        own = next((part for part in parts if "$ref" not in part), schema)
        stated_fields = fact["fields"]
        if bases != stated_bases:  # no base in common: compare with all that is inherited
            own = resolved(schema)
            for base in stated_bases:
                stated_fields = SCHEMA_FACTS[base]["fields"] | stated_fields
        properties, required = own.get("properties", {}), own.get("required", [])
        for field in stated_fields | properties:
            stated = stated_fields.get(field)
            found = properties.get(field)
            yield (
                f"{where}/properties/{field}",
                stated and stated_form(stated),
                found and document_form(found, field in required),
            )


def operation_rows(name: str, fact: dict[str, Any]) -> Iterator[Row]:
    """What the vendor states of an operation as a whole, beside what the document has."""
    operation = OPERATIONS[name]
    where = pointer_to(operation)
    yield f"{where}/deprecated", fact["deprecated"], operation.get("deprecated", False)
    yield f"{where}/tags", [fact["tag"]], operation["tags"]
    yield f"{where}/x-flat", fact.get("flat", []), flat_objects(operation)
    for key in ("quota", "sunset", "replaced-by", "paging", "window"):
        yield f"{where}/x-{key}", fact.get(key), operation.get(f"x-{key}")
    for key in ("scopes", "models"):
        yield f"{where}/x-{key}", sorted(fact[key]), sorted(operation[f"x-{key}"])
    declared = {int(status) for status in operation["responses"]} - {200}
    for status in sorted(declared | set(fact["errors"])):
        pointer = f"{where}/responses/{status}"
        response = operation["responses"].get(str(status), {})
        if pointer not in DEVIATIONS and "$ref" in response:  # the same for all operations
            pointer = response["$ref"].removeprefix("#")
        yield pointer, status in fact["errors"], status in declared


def flat_objects(operation: dict[str, Any]) -> list[str]:
    """Fields of the request whose own fields are arguments, however deep, dotted."""

    def within(schema: dict[str, Any], at: str) -> Iterator[str]:
        for name, inner in resolved(schema).get("properties", {}).items():
            if inner.get("x-flat"):
                yield at + name
            yield from within(inner, f"{at}{name}.")

    return list(within(body(operation), "")) if "requestBody" in operation else []


UNSTATED = [name for name in DOCUMENT["components"]["schemas"] if name not in SCHEMA_FACTS]
TABLES: list[Row] = [
    ("/x-parallel", FACTS_OF["service"]["parallel"], DOCUMENT.get("x-parallel")),
    *((f"/components/schemas/{name}", None, "a schema of ours") for name in UNSTATED),
    *(row for name, fact in SCHEMA_FACTS.items() for row in table_rows(name, fact)),
    *(row for name, fact in OPERATION_FACTS.items() for row in operation_rows(name, fact)),
]


def test_every_fact_of_the_vendors_tables_is_in_the_document_or_listed_as_a_deviation() -> None:
    different = [row for row in TABLES if row[1] != row[2]]
    unlisted = [row for row in different if not explanation(row[0])]
    counts = f"{len(TABLES)} compared, {len(different)} differ, {len(unlisted)} unlisted"
    print(f"\ntable facts: {counts}")
    assert not unlisted


def test_each_deviation_still_explains_a_difference() -> None:
    differing = [pointer for pointer, stated, found in TABLES if stated != found]
    differing += [pointer for page in PAGES for pointer, _ in page_differences(page)[1]]
    explained = {explanation(pointer) for pointer in differing}
    # What is left out leads nowhere, and only some of it stands in a table.
    claimed = {p for p, kind in DEVIATIONS.items() if kind in EXPLAINING and kind != "left out"}
    print(f"\ndeviations: {len(claimed)} claim a difference, {len(claimed - explained)} stale")
    assert claimed <= explained


def test_a_newer_fact_is_in_the_vendors_tables_and_in_no_seed() -> None:
    compared = {pointer: stated == found for pointer, stated, found in TABLES}
    paths = [path for seed in SEEDS for path in (*seed.get("request", {}), *seed["answer"])]
    facts = [fact for seed in SEEDS for path, fact in seed["answer"].items()]
    shown = {value for fact in facts for value in (*fact.get("enum", ()), fact.get("seen"))}
    for row in SOURCES["deviations"]:
        if row["kind"] == "newer fact":
            pointer, name = row["pointer"], row["pointer"].rpartition("/")[2]
            assert compared[pointer], f"{pointer}: the document does not follow the vendor here"
            if name == "enum":
                values = set(re.findall(r"[A-Z]+_[A-Z_0-9]+|[A-Z]{4,}", row["what"]))
                assert values, f"{pointer}: which values?"
                assert values <= set(pointed(pointer)), pointer
                assert not values & shown, f"{pointer}: a seed has it"
            elif "/properties/" in pointer:
                assert not [path for path in paths if path.endswith(f".{name}")], pointer


def test_deviations_lead_into_the_document_and_what_is_left_out_is_not_there() -> None:
    wrong = [
        pointer
        for pointer, kind in DEVIATIONS.items()
        if (pointed(pointer) is None) is not (kind == "left out")
    ]
    assert not wrong


def test_the_table_for_people_and_the_one_for_programs_are_the_same() -> None:
    text = (REPOSITORY / "openapi" / "SOURCES.md").read_text(encoding="utf-8")
    shown = [line for line in text.partition("## Deviations")[2].splitlines() if line[:3] == "| `"]
    columns = ("kind", "what", "why", "source", "date")
    assert shown == [
        " | ".join((f"| `{row['pointer']}`", *(row[key] for key in columns))) + " |"
        for row in SOURCES["deviations"]
    ]
