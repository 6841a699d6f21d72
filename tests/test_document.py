"""The OpenAPI document says what the vendor says, in its own words, and is well-formed.

The document under test is the bundle that ships with the generated package. `facts/` holds what it
must agree with, `openapi/sources.yaml` every place where it knowingly does not.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from openapi_spec_validator import validate
from ruamel.yaml import YAML

REPOSITORY = Path(__file__).parent.parent
FACTS = Path(__file__).parent / "facts"
BUNDLE = REPOSITORY / "generated" / "yandex_market_api" / "openapi.yaml"

DOCUMENT: dict[str, Any] = yaml.safe_load(BUNDLE.read_text(encoding="utf-8"))
SOURCES = yaml.safe_load((REPOSITORY / "openapi" / "sources.yaml").read_text(encoding="utf-8"))
DEVIATIONS: dict[str, str] = {row["pointer"]: row["kind"] for row in SOURCES["deviations"]}
SCHEMA_FACTS = yaml.safe_load((FACTS / "schemas.yaml").read_text(encoding="utf-8"))
SEEDS = [
    yaml.safe_load((FACTS / f"{name}.yaml").read_text(encoding="utf-8"))
    for name in ("getOperations", "getOrdersStats", "getOrder", "updateOrder")
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
EXTENSIONS = {
    "x-effect",
    "x-quota",
    "x-scopes",
    "x-models",
    "x-paging",
    "x-window",
    "x-starts",
    "x-sunset",
    "x-replaced-by",
    "x-aliases",
    "x-enum-descriptions",
    "x-personal",
    "x-flat",
}
PERSONAL = {
    "firstName",
    "lastName",
    "middleName",
    "phone",
    "phoneExtension",
    "fullName",
    "recipient",
    "notes",
    "street",
    "house",
    "apartment",
    "postcode",
    "gps",
    "latitude",
    "longitude",
    "vehicleNumber",
    "receiveCode",
    "eacCode",
}
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


def nodes(node: Any = DOCUMENT, where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every mapping of the document with its pointer; values of examples are left out."""
    if isinstance(node, list):
        for index, inner in enumerate(node):
            yield from nodes(inner, f"{where}/{index}")
    elif isinstance(node, dict):
        yield where, node
        is_example = where.rpartition("/")[0].endswith("/examples")
        for key, inner in node.items():
            if not (is_example and key == "value"):
                yield from nodes(inner, f"{where}/{str(key).replace('/', '~1')}")


def schema_errors(schema: dict[str, Any], value: Any) -> list[str]:
    validator = jsonschema_rs.Draft202012Validator(
        schema | {"components": DOCUMENT["components"]}, validate_formats=True
    )
    return [error.message for error in validator.iter_errors(value)]


# ------------------------------------------------------------------------------ facts


def differences(fact: dict[str, Any], schema: dict[str, Any] | None) -> Iterator[str]:
    """What a schema lacks of a seed's fact; a zero in an example may be of either number type."""
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
        else:
            agrees = schema.get(key) == stated
        if not agrees:
            yield f"{key} should be {stated!r}, is {schema.get(key)!r}"


def seed_differences(seed: dict[str, Any]) -> tuple[int, list[str]]:
    """How many facts a seed states, and those that the document does not have."""
    operation = OPERATIONS[seed["operation"]]
    parameters = {p["name"]: p for p in map(resolved, operation["parameters"])}
    checked = 0
    found: list[str] = []

    def compare(where: str, fact: dict[str, Any], schema: dict[str, Any] | None) -> None:
        nonlocal checked
        checked += len(fact)
        found.extend(f"{seed['operation']} {where}: {text}" for text in differences(fact, schema))

    for parameter in seed["parameters"]:
        there = parameters.get(parameter["name"], {"schema": {"type": None}, "in": None})
        schema = resolved(there["schema"])
        schema |= {"in": there["in"], "required-here": there.get("required", False)}
        fact = {key: value for key, value in parameter.items() if key != "name"}
        compare(f"parameter {parameter['name']}", fact, schema)
    for path, fact in seed.get("request", {}).items():
        compare(f"request {path}", fact, leaf(body(operation), path))
    for path, fact in seed["answer"].items():
        compare(f"answer {path}", fact, leaf(body(operation, "200"), path))
    for status in map(str, seed["errors"]):
        for path, fact in seed["error-body"].items():
            compare(f"{status} {path}", fact, leaf(body(operation, status), path))
    plain: dict[str, Any] = {
        "method": operation["method"],
        "path": operation["path"],
        "scopes": operation["x-scopes"],
        **{f"quota {key}": value for key, value in operation["x-quota"].items()},
    }
    stated: dict[str, Any]
    stated = {key: seed[key] for key in ("method", "path", "scopes") if key in seed}
    stated |= {f"quota {key}": value for key, value in seed["quota"].items()}
    checked += len(stated)
    found.extend(
        f"{seed['operation']} {key}: should be {value!r}, is {plain[key]!r}"
        for key, value in stated.items()
        if (sorted(plain[key]) if key == "scopes" else plain[key])
        != (sorted(value) if key == "scopes" else value)
    )
    return checked, found


def test_every_fact_of_the_operation_without_a_seed_is_in_the_document() -> None:
    facts = yaml.safe_load((FACTS / "getCampaigns.yaml").read_text(encoding="utf-8"))
    checked, found = seed_differences(facts)
    print(f"\ngetCampaigns facts: {checked} checked, {len(found)} differences")
    assert not found, "\n".join(found)


def test_every_fact_of_the_seeds_is_in_the_document() -> None:
    results = [seed_differences(seed) for seed in SEEDS]
    found = [text for _, texts in results for text in texts]
    print(f"\nseed facts: {sum(n for n, _ in results)} checked, {len(found)} differences")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed["operation"])
def test_parameters_and_statuses_beyond_the_seed_are_listed_as_deviations(seed: Any) -> None:
    operation = OPERATIONS[seed["operation"]]
    names = {resolved(parameter)["name"] for parameter in operation["parameters"]}
    assert names == {parameter["name"] for parameter in seed["parameters"]}
    path = operation["path"].replace("/", "~1")
    for status in set(operation["responses"]) - {"200"} - set(map(str, seed["errors"])):
        pointer = f"/paths/{path}/{operation['method'].lower()}/responses/{status}"
        assert DEVIATIONS.get(pointer) == "status added"


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
    items = schema.get("items", {})
    plain_items = " ".join(items[key] for key in ("type", "format") if key in items)
    return form | {
        "required": required,
        "nullable": nullable,
        "deprecated": schema.get("deprecated", False),
        "ref": referred(schema),
        "items": referred(items) or plain_items or None,
    }


def table_differences(name: str, fact: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """(pointer, stated, found) for each difference between a table of the vendor and a schema."""
    where = f"/components/schemas/{name}"
    schema = DOCUMENT["components"]["schemas"].get(name, {})
    if "enum" in fact:
        yield f"{where}/enum", fact["enum"], schema.get("enum")
    elif "scalar" in fact:
        for key in KEYWORDS:
            yield f"{where}/{key}", fact["scalar"].get(key), schema.get(key)
    else:
        parts = schema.get("allOf", ())
        bases = [referred(part) for part in parts if "$ref" in part]
        yield f"{where}/allOf", [fact["extends"]] if "extends" in fact else [], bases
        own = next((part for part in parts if "$ref" not in part), schema)
        properties, required = own.get("properties", {}), own.get("required", [])
        for field in fact["fields"] | properties:
            stated = fact["fields"].get(field)
            found = properties.get(field)
            yield (
                f"{where}/properties/{field}",
                stated and stated_form(stated),
                found and document_form(found, field in required),
            )


def test_every_fact_of_the_vendors_tables_is_in_the_document_or_listed_as_a_deviation() -> None:
    compared = [row for name, fact in SCHEMA_FACTS.items() for row in table_differences(name, fact)]
    different = {pointer: (stated, found) for pointer, stated, found in compared if stated != found}
    unlisted = {pointer: pair for pointer, pair in different.items() if pointer not in DEVIATIONS}
    counts = f"{len(compared)} compared, {len(different)} differ, {len(unlisted)} unlisted"
    print(f"\ntable facts: {counts}")
    assert not unlisted


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


# ------------------------------------------------------------------------------ form


def test_the_bundle_is_valid_openapi_3_1() -> None:
    assert DOCUMENT["openapi"] == "3.1.0"
    validate(DOCUMENT)


def examples() -> Iterator[tuple[str, dict[str, Any], Any]]:
    for where, node in nodes():
        if "schema" in node:
            for name, example in node.get("examples", {}).items():
                yield f"{where}/{name}", node["schema"], resolved(example)["value"]
        elif isinstance(node.get("examples"), list):
            for value in node["examples"]:
                yield where, node, value


def test_every_example_is_valid_against_its_own_schema() -> None:
    checked = [(where, schema_errors(schema, value)) for where, schema, value in examples()]
    print(f"\nexamples: {len(checked)} checked")
    assert not [(where, errors) for where, errors in checked if errors]


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=list(OPERATIONS))
def test_each_operation_shows_two_requests_two_answers_and_every_error(operation: Any) -> None:
    def shown(holder: Any) -> int:
        return len(resolved(holder)["content"]["application/json"].get("examples", {}))

    if "requestBody" in operation:
        assert shown(operation["requestBody"]) >= 2
    for status, response in operation["responses"].items():
        assert shown(response) >= (2 if status == "200" else 1)


def test_everything_has_a_description() -> None:
    silent = []
    for where, node in nodes():
        parent, _, name = where.rpartition("/")
        is_component = re.fullmatch(r"/components/(?!examples)\w+", parent) is not None
        is_property = parent.endswith("/properties")
        is_response = parent.endswith("/responses") and "$ref" not in node
        described = is_component or is_property or is_response or name == "requestBody"
        if (described or "operationId" in node) and not node.get("description"):
            silent.append(where)
        if "operationId" in node and not node.get("summary"):
            silent.append(f"{where}/summary")
        if "enum" in node and name != "CurrencyType":
            words = node.get("x-enum-descriptions", {})
            silent += [f"{where}: {value}" for value in node["enum"] if not words.get(value)]
            silent += [
                f"{where}: {value} is no value" for value in words if value not in node["enum"]
            ]
    assert not silent


def hashes(text: str) -> set[str]:
    """Hashes of all runs of eight words, letter case and punctuation aside."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    runs = (" ".join(words[start : start + 8]) for start in range(len(words) - 7))
    return {hashlib.sha256(run.encode()).hexdigest()[:16] for run in runs}


def test_no_description_shares_eight_words_in_a_row_with_a_seed() -> None:
    seeds = set((FACTS / "seed_shingles.txt").read_text(encoding="ascii").split())
    # A row of names that a seed is known to have: shows that hashes are made the same way.
    assert hashes("ORDER_RECIPIENT_UPDATE, ORDER_DELIVERY_INTERVAL_UPDATE, ORDER_STATUS") & seeds
    texts = [(REPOSITORY / "openapi" / "SOURCES.md").read_text(encoding="utf-8")]
    for _, node in nodes():
        texts += [node[key] for key in ("summary", "description") if isinstance(node.get(key), str)]
        texts += node.get("x-enum-descriptions", {}).values()
    print(f"\ntexts: {len(texts)} compared with {len(seeds)} runs of words")
    assert not [text for text in texts if hashes(text) & seeds]


def test_every_component_is_used() -> None:
    used = {node["$ref"] for _, node in nodes() if "$ref" in node}
    used |= {
        f"#/components/securitySchemes/{name}" for each in DOCUMENT["security"] for name in each
    }
    present = {
        f"#/components/{section}/{name}"
        for section, entries in DOCUMENT["components"].items()
        for name in entries
    }
    assert present == used


@pytest.mark.parametrize(
    "path", [*sorted((REPOSITORY / "openapi").glob("*.yaml")), BUNDLE], ids=lambda path: path.name
)
def test_scalars_read_alike_under_yaml_1_1_and_1_2(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    old, new = yaml.safe_load(text), YAML(typ="safe", pure=True).load(text)
    assert json.dumps(old) == json.dumps(new)  # a date or a bytes value is an error here


# ------------------------------------------------------------------------------ extensions


def having(extension: str) -> list[dict[str, Any]]:
    return [operation for operation in OPERATIONS.values() if extension in operation]


def place(operation: dict[str, Any], pointer: str) -> dict[str, Any]:
    """The schema that a JSON pointer into the 200 answer leads to."""
    found = leaf(body(operation, "200"), pointer[1:].replace("/", "."))
    assert found is not None, f"{operation['operationId']}: {pointer} leads nowhere in the answer"
    return found


def inputs(operation: dict[str, Any]) -> set[str]:
    """Names of the query parameters and of the fields of the body."""
    names = {p["name"] for p in map(resolved, operation["parameters"]) if p["in"] == "query"}
    fields = resolved(body(operation)).get("properties", {}) if "requestBody" in operation else {}
    return names | set(fields)


def test_only_known_extensions_are_used() -> None:
    assert {key for _, node in nodes() for key in node if str(key).startswith("x-")} == EXTENSIONS


def test_each_operation_says_its_effect_quota_scopes_and_models() -> None:
    for operation in OPERATIONS.values():
        assert operation["x-effect"] in ("read", "write")
        assert operation["x-effect"] == "read" or operation["method"] != "GET"
        quota = operation["x-quota"]
        assert set(quota) == {"amount", "per", "counts", "parallel"}
        assert min(quota["amount"], quota["parallel"]) > 0
        assert quota["per"] == "hour"
        assert quota["counts"] in ("requests", "orders")
        assert "all-methods" in operation["x-scopes"]
        assert set() < set(operation["x-models"]) <= {"FBY", "FBS", "DBS", "Express", "LaaS"}


def test_paging_leads_to_items_and_token_of_the_answer_and_to_parameters() -> None:
    assert having("x-paging") == [o for o in OPERATIONS.values() if "page_token" in inputs(o)]
    for operation in having("x-paging"):
        paging = operation["x-paging"]
        assert set(paging) == {"items", "next-token", "token-parameter", "limit-parameter"}
        assert place(operation, paging["items"])["type"] == "array"
        assert place(operation, paging["next-token"])["type"] == "string"
        assert {paging["token-parameter"], paging["limit-parameter"]} <= inputs(operation)


def test_started_operations_of_a_write_have_id_and_type() -> None:
    for operation in having("x-starts"):
        assert operation["x-effect"] == "write"
        started = place(operation, operation["x-starts"])["items"]
        assert {"id", "type"} <= set(resolved(started)["properties"])


def test_windows_are_pairs_of_inputs() -> None:
    for operation in having("x-window"):
        window = operation["x-window"]
        assert set(window) - {"days"} == {"pairs", "end", "exclusive-pairs"}
        assert window["end"] in ("inclusive", "exclusive")
        for pair in window["pairs"]:
            assert set(pair) == {"from", "to"}
            assert set(pair.values()) <= inputs(operation)


def test_a_sunset_is_deprecated_declines_before_it_ends_and_names_its_successor() -> None:
    for operation in having("x-sunset"):
        sunset = operation["x-sunset"]
        assert date.fromisoformat(sunset["degrades"]) < date.fromisoformat(sunset["ends"])
        assert operation["deprecated"] is True
        assert operation["x-replaced-by"]


def test_personal_data_is_marked() -> None:
    fields = [
        (f"{where}/{name}", schema)
        for where, node in nodes()
        if where.endswith("/properties")
        for name, schema in node.items()
        if name in PERSONAL
    ]
    assert {where.rpartition("/")[2] for where, _ in fields} == PERSONAL
    assert not [where for where, schema in fields if schema.get("x-personal") is not True]
