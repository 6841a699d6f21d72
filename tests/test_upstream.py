"""upstream finds what differs from the vendor's spec, by place and not by name, and knows the reasons.

The vendor here is made of our own document, said as a vendor says it: OpenAPI 3.0, a file for each
component, other names of schemas, other words for quotas, scopes and dates of end.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tools import upstream
from tools.bundle import BundleError, Document, bundle, operations
from tools.documents import adopt, read
from tools.upstream import Comparison, Row, compared

REPOSITORY = Path(__file__).parent.parent
OURS = bundle(REPOSITORY / "openapi")
ORDERS = "/v2/campaigns/{campaignId}/orders"
STATS = "/v2/campaigns/{campaignId}/stats/orders"


def vendors_words(document: Document) -> Document:
    """The document in OpenAPI 3.0 and with the vendor's extensions."""
    theirs: Document = _renamed(copy.deepcopy(document))
    theirs["openapi"] = "3.0.3"
    for _, _, operation in operations(theirs):
        quota, sunset = operation.pop("x-quota"), operation.pop("x-sunset", None)
        limit = {"amount": quota["amount"], "period": f"{quota['per']}s", "period-duration": 1}
        orders = quota["counts"] == "orders"
        operation["x-resource-limit-config"] = {
            "path": "resp.result.orders" if orders else "resp", "parallel-limit-value": quota["parallel"],
            "none": limit, "medium": limit,
        }  # fmt: skip
        operation["x-auth-scopes"] = operation.pop("x-scopes")
        operation["tags"] += [model.lower() for model in operation.pop("x-models")]
        if sunset:
            operation["x-deprecation-config"] = {
                "degradation-start-date": sunset["degrades"], "shutdown-date": sunset["ends"],
                "replacement-operation-id": operation.pop("x-replaced-by"),
            }  # fmt: skip
    for parameter in theirs["components"]["parameters"].values():
        if parameter.pop("x-over-maximum", None):
            parameter["x-transform"] = "truncateLimit"
    return theirs


def _renamed(node: Any) -> Any:
    """Schemas called ...DTO, null as 3.0 says it."""
    if isinstance(node, list):
        return [_renamed(item) for item in node]
    if not isinstance(node, dict):
        return node
    changed = {key: _renamed(value) for key, value in node.items()}
    if isinstance(changed.get("$ref"), str) and "/schemas/" in changed["$ref"]:
        changed["$ref"] += "DTO"
    if isinstance(changed.get("type"), list) and "null" in changed["type"]:
        (changed["type"],) = [kind for kind in changed["type"] if kind != "null"]
        changed["nullable"] = True
    if isinstance(changed.get("schemas"), dict):
        changed["schemas"] = {f"{name}DTO": schema for name, schema in changed["schemas"].items()}
    return changed


def write_files(theirs: Document, folder: Path) -> None:
    """A folder with a file for each component and each path."""

    def referring(node: Any, up: str) -> Any:
        if isinstance(node, list):
            return [referring(item, up) for item in node]
        if not isinstance(node, dict):
            return node
        return {
            key: f"{up}{value.removeprefix('#/')}.yaml" if key == "$ref" else referring(value, up)
            for key, value in node.items()
        }

    def write(name: str, content: Any) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        text = yaml.safe_dump(content, allow_unicode=True)
        (folder / name).write_text(text, encoding="utf-8")

    paths = {}
    for index, (path, item) in enumerate(theirs["paths"].items()):
        write(f"paths/{index}.yaml", referring(item, "../"))
        paths[path] = {"$ref": f"paths/{index}.yaml"}
    for section, entries in theirs["components"].items():
        if section != "securitySchemes":
            for name, entry in entries.items():
                write(f"components/{section}/{name}.yaml", referring(entry, "../../"))
    schemes = {"securitySchemes": theirs["components"]["securitySchemes"]}
    write("openapi.yaml", theirs | {"paths": paths, "components": schemes})


def beside(change: Callable[[Document], None], rows: list[Row] | None = None) -> Comparison:
    """Our document beside the same one in the vendor's words, changed at one place."""
    theirs = vendors_words(OURS)
    change(theirs)
    return compared(OURS, adopt(theirs), rows or [])


def schema(theirs: Document, name: str) -> Any:
    return theirs["components"]["schemas"][f"{name}DTO"]


def test_the_same_document_in_other_files_words_and_names_is_no_difference(tmp_path: Path) -> None:
    write_files(vendors_words(OURS), tmp_path / "openapi")
    result = compared(OURS, read(str(tmp_path)), [])
    assert [upstream.told(finding) for finding, _ in result.differences] == []
    assert result.code == 0


def test_a_bundled_file_serves_as_well_as_a_folder(tmp_path: Path) -> None:
    file = tmp_path / "bundled.yaml"
    file.write_text(yaml.safe_dump(vendors_words(OURS), allow_unicode=True), encoding="utf-8")
    assert compared(OURS, read(str(file)), []).differences == []


def _drop_parameter(theirs: Document) -> None:
    theirs["paths"][ORDERS]["get"]["parameters"].pop(0)


CHANGES: dict[str, tuple[Callable[[Document], Any], str, str]] = {
    "missing": (
        lambda t: schema(t, "Order")["properties"].update(weight={"type": "number"}),
        "missing field: weight", "/components/schemas/Order/properties/weight"),
    "surplus": (
        lambda t: schema(t, "Order")["properties"].pop("notes"),
        "surplus field: notes", "/components/schemas/Order/properties/notes"),
    "type": (
        lambda t: schema(t, "Order")["properties"]["fake"].update(type="string"),
        "type differs: boolean → string", "/components/schemas/Order/properties/fake/type"),
    "format": (
        lambda t: schema(t, "OrderItem")["properties"]["count"].update(format="int64"),
        "format differs: none → int64", "/components/schemas/OrderItem/properties/count/format"),
    "required": (
        lambda t: schema(t, "Order")["required"].remove("fake"),
        "surplus required", "/components/schemas/Order/required/fake"),
    "nullable": (
        lambda t: schema(t, "Order")["properties"]["items"].update(nullable=True),
        "nullable differs: false → true", "/components/schemas/Order/properties/items/type"),
    "enum": (
        lambda t: schema(t, "OrderStatusType")["enum"].append("LOST"),
        "missing enum value: LOST", "/components/schemas/OrderStatusType/enum/LOST"),
    "bounds": (
        lambda t: schema(t, "GetOperationsRequest")["properties"]["operationIds"].update(maxItems=50),
        "maxItems differs: 100 → 50",
        "/components/schemas/GetOperationsRequest/properties/operationIds/maxItems"),
    "parameter": (
        _drop_parameter,
        "surplus required parameter: campaignId", f"/paths/{ORDERS.replace('/', '~1')}/get/parameters/campaignId"),
    "alias": (
        lambda t: t["components"]["parameters"]["PageToken"].pop("x-aliases"),
        "surplus alias: pageToken", "/components/parameters/PageToken/x-aliases/pageToken"),
    "over the limit": (
        lambda t: t["components"]["parameters"]["OrdersLimit"].pop("x-transform"),
        "x-over-maximum differs: cut → none", "/components/parameters/OrdersLimit/x-over-maximum"),
    "response status": (
        lambda t: t["paths"][STATS]["post"]["responses"].pop("404"),
        "surplus error status: 404", f"/paths/{STATS.replace('/', '~1')}/post/responses/404"),
    "security": (
        lambda t: t.update(security=[{"ApiKey": []}]),
        "surplus security: OAuth market:partner-api", "/security/OAuth market:partner-api"),
    "scopes": (
        lambda t: t["paths"][STATS]["post"]["x-auth-scopes"].append("pricing"),
        "missing scope: pricing", f"/paths/{STATS.replace('/', '~1')}/post/x-scopes/pricing"),
    "deprecation": (
        lambda t: t["paths"][STATS]["post"].update(deprecated=True),
        "missing operation deprecated", f"/paths/{STATS.replace('/', '~1')}/post/deprecated"),
    "days of the end": (
        lambda t: t["paths"][ORDERS]["get"]["x-deprecation-config"].update({"shutdown-date": "2027-05-01"}),
        "sunset differs: 2027-04-12 → 2027-05-01", f"/paths/{ORDERS.replace('/', '~1')}/get/x-sunset/ends"),
    "quota": (
        lambda t: t["paths"][ORDERS]["get"]["x-resource-limit-config"]["none"].update(amount=500),
        "quota differs: 10000 → 500", f"/paths/{ORDERS.replace('/', '~1')}/get/x-quota/amount"),
    "models": (
        lambda t: t["paths"][STATS]["post"]["tags"].append("laas"),
        "missing placement model: LaaS", f"/paths/{STATS.replace('/', '~1')}/post/x-models/LaaS"),
    "address": (
        lambda t: t["paths"].update({"/v3/orders": t["paths"].pop(ORDERS)}),
        f"address differs: GET {ORDERS} → GET /v3/orders", f"/paths/{ORDERS.replace('/', '~1')}/get"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_difference_of_one_place_is_found_there(name: str) -> None:
    change, text, pointer = CHANGES[name]
    result = beside(change)
    found = {(upstream.told(f), f.change.pointer) for f, _ in result.differences}
    assert found == {(text, pointer)}
    assert result.code == 1


def test_a_field_deep_in_an_answer_is_told_by_its_path() -> None:
    change, *_ = CHANGES["bounds"]
    ((finding, _),) = beside(change).differences
    assert (finding.path, finding.side) == ("operationIds", "request")
    assert finding.operations == ["getOperations"]


def row(pointer: str, kind: str = "seed kept", source: str = "vendor spec") -> Row:
    return Row(pointer, kind, "what", "why", source, "2026-11-27")


def test_a_row_explains_the_difference_at_its_place_and_below() -> None:
    change, _, pointer = CHANGES["type"]
    for place in (pointer, pointer.rpartition("/")[0]):
        assert beside(change, [row(place)]).code == 0
    assert beside(change, [row("/components/schemas/Order/properties/fa")]).code == 1


def test_a_row_at_a_place_that_refers_to_a_schema_explains_only_that_place() -> None:
    """TimeOfDay differs wherever it is used: rows for some of the places are not enough."""

    def change(theirs: Document) -> None:
        schema(theirs, "TimeOfDay").update(format="time")

    sites = beside(change).differences[0][0].change.sites
    assert len(sites) > 2
    assert beside(change, [row(site) for site in sites]).code == 0
    assert beside(change, [row(site) for site in sites[1:]]).code == 1
    whole = beside(change, [row("/components/schemas/TimeOfDay", "wire form"), row(sites[0])])
    assert whole.code == 0


def test_a_row_that_explains_nothing_any_more_is_stale() -> None:
    result = beside(lambda _: None, [row("/x-parallel"), row("/servers", "gap filled", "a page")])
    assert ([stale.pointer for stale in result.stale], result.code) == (["/x-parallel"], 3)


def test_what_is_left_out_until_the_spec_tells_of_it_is_not_stale() -> None:
    pointer = "/components/schemas/UpdateOrder/properties/extendStoragePeriod"
    waiting = row(pointer, "left out", "documentation of updateOrder")
    assert beside(lambda _: None, [waiting]).code == 0
    assert beside(lambda _: None, [row(pointer, "left out")]).code == 3

    def told(theirs: Document) -> None:
        schema(theirs, "UpdateOrder")["properties"]["extendStoragePeriod"] = {"type": "boolean"}

    assert beside(told).code == 1
    assert beside(told, [waiting]).code == 0


def test_operations_out_of_scope_are_counted_and_those_of_our_groups_named() -> None:
    def change(theirs: Document) -> None:
        tags = {"operationId": "getReturns", "tags": ["orders", "fbs"], "responses": {}}
        theirs["paths"]["/v2/returns"] = {"get": tags}

    scope = row("/paths", "out of scope")
    result = beside(change, [scope])
    assert (result.neighbours, result.code) == (["getReturns"], 0)
    assert beside(lambda _: None, [scope]).code == 3
    type_change, *_ = CHANGES["deprecation"]
    explained = [rows for _, rows in beside(type_change, [scope]).differences]
    assert explained == [[]]  # it explains whole operations, not what is in them


def test_the_most_dangerous_operation_comes_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = vendors_words(OURS)
    CHANGES["enum"][0](theirs)
    CHANGES["type"][0](theirs)
    file = tmp_path / "theirs.yaml"
    file.write_text(yaml.safe_dump(theirs, allow_unicode=True), encoding="utf-8")
    monkeypatch.setattr(upstream, "rows_of", lambda _: [])
    assert upstream.main([str(file)]) == 1
    shown = capsys.readouterr().out
    assert shown.index("breaking   answer   type differs") < shown.index("risky      answer   missing enum")  # fmt: skip
    assert "3 differences, 3 unexplained; 0 operations not described" in shown
    assert upstream.main([str(file), "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["unexplained"] == {"breaking": 1, "risky": 1, "additive": 1}


def test_what_is_no_document_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert upstream.main([str(tmp_path / "none")]) == 2
    assert "no such file or folder" in capsys.readouterr().err
    broken = tmp_path / "sources.yaml"
    broken.write_text("deviations: [{pointer: /x}]", encoding="utf-8")
    with pytest.raises(BundleError, match="a row lacks or has too much"):
        upstream.rows_of(broken)


@pytest.mark.parametrize(
    ("root", "fault"),
    [
        ("paths: {/a: {$ref: gone.yaml}}", "no such file"),
        ("paths: {/a: {$ref: '#/x/y'}}", "nothing there"),
        ("info: {}", "no paths"),
        ("- a", "expected a mapping"),
        ("a: b: c", "not YAML"),
        ("paths: {/a: {$ref: openapi.yaml#/paths/~1a}}", "circle"),
    ],
)
def test_a_broken_folder_is_refused_with_the_place(tmp_path: Path, root: str, fault: str) -> None:
    (tmp_path / "components").mkdir()
    (tmp_path / "openapi.yaml").write_text(root, encoding="utf-8")
    with pytest.raises(BundleError, match=fault) as refusal:
        read(str(tmp_path))
    assert "openapi.yaml" in str(refusal.value) or "gone.yaml" in str(refusal.value)
