"""specdiff tells every change of the document, and says of it what a careful reader would."""

from __future__ import annotations

import copy
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tools import specdiff
from tools.bundle import BundleError, Document, bundle
from tools.changes import Change, compare
from tools.documents import read
from tools.specdiff import RULES, VERDICTS, Finding, findings, report, step

REPOSITORY = Path(__file__).parent.parent
HERE = Path(__file__).parent
PAIRS: list[dict[str, Any]] = yaml.safe_load(
    (HERE / "specdiff_pairs.yaml").read_text(encoding="utf-8")
)
SMALL: Document = yaml.safe_load((HERE / "small_spec.yaml").read_text(encoding="utf-8"))
JSON_SCHEMA: Document = {"content": {"application/json": {"schema": {}}}}


def with_part(at: str, part: Any) -> Document:
    """A document of one operation, with `part` at one place."""
    operation: dict[str, Any] = {
        "operationId": "findParcels",
        "responses": {"200": copy.deepcopy(JSON_SCHEMA)},
    }
    if at == "answer":
        operation["responses"]["200"]["content"]["application/json"]["schema"] = part
    elif at == "request":
        operation["requestBody"] = copy.deepcopy(JSON_SCHEMA)
        operation["requestBody"]["content"]["application/json"]["schema"] = part
    elif at == "parameters":
        operation["parameters"] = part
    elif at == "answers":
        operation["responses"] = part
    elif at == "operation":
        operation |= part
    document: Document = {"paths": {"/parcels": {"post": operation}}}
    return document | ({"paths": part} if at == "paths" else part if at == "document" else {})


def worst(verdicts: Iterator[str]) -> str:
    return min(verdicts, key=VERDICTS.index, default="none")


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["rule"])
def test_a_careful_reader_would_say_the_same_of(pair: dict[str, Any]) -> None:
    old, new = (with_part(pair["at"], pair[key]) for key in ("before", "after"))
    found = findings(old, new)
    verdicts = (worst(f.callers for f in found), worst(f.servers for f in found))
    assert verdicts == (pair["callers"], pair["servers"]), report(found)
    steps = {"breaking": "major", "documentation": "patch", "none": "none"}
    assert report(found).splitlines()[-1] == f"step: {steps.get(pair['callers'], 'minor')}"
    sides = {"answer": "answer", "answers": "answer", "request": "request", "parameters": "request"}
    if pair["at"] in sides and pair["callers"] not in ("none", "documentation"):
        told = [f for f in found if f.callers == pair["callers"] and f.change.what != "keyword"]
        assert {f.side for f in told} <= {sides[pair["at"]]}
        assert all(f.operations == ["findParcels"] for f in told)


def test_the_table_is_large_and_has_every_rule_once() -> None:
    assert len(PAIRS) >= 80
    assert len({pair["rule"] for pair in PAIRS}) == len(PAIRS)


def test_a_change_of_a_shared_schema_is_told_once_for_each_side() -> None:
    old = bundle(REPOSITORY / "openapi")
    new = copy.deepcopy(old)
    new["components"]["schemas"]["OrderStatusType"]["enum"].append("LOST")
    found = findings(old, new)
    assert [(f.side, f.callers) for f in found] == [("answer", "risky"), ("request", "additive")]
    assert {"getOrder", "getOrders", "getBusinessOrders"} <= set(found[0].operations)
    assert found[0].change.pointer == "/components/schemas/OrderStatusType/enum/LOST"
    assert found[0].path == "200 order.status"
    assert specdiff.draft(found).startswith("* getOrder")


def test_a_schema_that_holds_itself_is_walked_once() -> None:
    old = bundle(REPOSITORY / "openapi")
    new = copy.deepcopy(old)
    new["components"]["schemas"]["Region"]["properties"]["name"]["maxLength"] = 9
    (change,) = compare(old, new)
    assert change.pointer == "/components/schemas/Region/properties/name/maxLength"


def test_a_reference_in_a_circle_is_an_error_and_no_endless_walk() -> None:
    loop = {"components": {"schemas": {"A": {"$ref": "#/components/schemas/A"}}}}
    document = with_part("answer", {"$ref": "#/components/schemas/A"}) | loop
    with pytest.raises(BundleError, match="never end"):
        findings(document, copy.deepcopy(document))


# --- properties --------------------------------------------------------------------------------

Point = tuple[tuple[str | int, ...], str]


def points(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place of a document below its top."""
    inside = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()  # fmt: skip
    for key, value in inside:
        yield (*path, key)
        yield from points(value, (*path, key))


def edited(document: Document, path: tuple[str | int, ...], edit: str) -> Document:
    """The document with one point changed."""
    changed = copy.deepcopy(document)
    *above, last = path
    holder: Any = changed
    for key in above:
        holder = holder[key]
    value = holder[last]
    if edit == "delete":
        del holder[last]
    elif isinstance(value, bool):
        holder[last] = not value
    elif isinstance(value, int | float):
        holder[last] = value + 1
    elif isinstance(value, str):
        holder[last] = value + "x"
    elif isinstance(value, list):
        value.append(copy.deepcopy(value[0]) if value and isinstance(value[0], dict) else "added")
    else:
        value["x-added"] = "by a test"
    return changed


EDITS: list[Point] = [(path, edit) for path in points(SMALL) for edit in ("delete", "change")]


def compared(old: Document, new: Document) -> list[Finding] | None:
    """What is found; None if the edit left a reference to nothing, which is refused."""
    try:
        return findings(old, new)
    except BundleError:
        return None


@pytest.mark.parametrize("document", [SMALL, bundle(REPOSITORY / "openapi")], ids=["small", "ours"])
def test_a_document_differs_in_nothing_from_itself(document: Document) -> None:
    assert findings(document, copy.deepcopy(document)) == []
    assert step([]) == "none"


def test_every_single_edit_of_a_small_document_is_found_and_has_a_rule() -> None:
    """Both ways round; `judge` raises for a change that no rule knows."""
    missed = []
    for path, edit in EDITS:
        other = edited(SMALL, path, edit)
        if compared(SMALL, other) == [] or compared(other, SMALL) == []:
            missed.append((path, edit))
    assert missed == []
    assert len(EDITS) > 700
    assert {verdict for rule in RULES.values() for verdict in rule} <= set(VERDICTS)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(EDITS), min_size=1, max_size=3))
def test_swapping_the_documents_swaps_added_and_removed(edits: list[Point]) -> None:
    new = SMALL
    for path, edit in edits:
        try:
            new = edited(new, path, edit)
        except (KeyError, IndexError, TypeError):  # an earlier edit took it away
            assume(False)
    try:
        there, back = compare(SMALL, new), compare(new, SMALL)
    except BundleError:
        assume(False)

    # As a set: what is one schema in one of them may be several in the other.
    def told(changes: list[Change]) -> set[tuple[str, ...]]:
        return {(c.what, c.action, repr(c.before), repr(c.after)) for c in changes}

    assert told(there) == told([change.mirrored() for change in back])


# --- the command -------------------------------------------------------------------------------


def test_the_command_reads_folders_files_and_revisions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bundled = REPOSITORY / "generated" / "yandex_market_api" / "openapi.yaml"
    changed = tmp_path / "changed.yaml"
    text = bundled.read_text(encoding="utf-8")
    changed.write_text(text.replace("x-parallel: 4", "x-parallel: 2"), encoding="utf-8")
    assert specdiff.main([str(REPOSITORY / "openapi"), str(changed)]) == 0
    shown = capsys.readouterr().out
    assert "x-parallel narrowed: 4 → 2" in shown
    assert shown.splitlines()[-1] == "step: minor"
    assert specdiff.main([str(bundled), str(changed), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["step"] == "minor"
    assert data["changes"][0]["pointer"] == "/x-parallel"


def test_a_revision_of_git_is_a_document(tmp_path: Path) -> None:
    (tmp_path / "openapi").mkdir()
    root = {"openapi": "3.1.0", **with_part("answer", {"type": "string"})}
    (tmp_path / "openapi" / "openapi.yaml").write_text(yaml.safe_dump(root), encoding="utf-8")
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "One", "--no-gpg-sign"]):
        subprocess.run([*git, *command], check=True)
    assert findings(read("HEAD", tmp_path), read(str(tmp_path))) == []
    with pytest.raises(BundleError, match="neither a file, a folder nor a git revision"):
        read("--no-such-thing", tmp_path)


def test_what_cannot_be_read_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert specdiff.main([str(tmp_path), str(tmp_path)]) == 2
    assert "no openapi.yaml here" in capsys.readouterr().err
