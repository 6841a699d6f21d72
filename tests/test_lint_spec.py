"""The document has no lint findings, and every rule finds what it is there to find."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tools.lint_spec import RULES, Finding, lint
from tools.lint_spec.extensions import FORMS
from tools.lint_spec.reading import Spec, read, tokens
from tools.lint_spec.words import hashes

REPOSITORY = Path(__file__).parent.parent
SHINGLES = Path(__file__).parent / "facts" / "seed_shingles.txt"
SMALL = (Path(__file__).parent / "small_spec.yaml").read_text(encoding="utf-8")


def findings(spec: Spec) -> list[Finding]:
    return [finding for _, _, found in lint(spec) for finding in found]


# ------------------------------------------------------------------------------ our document


@pytest.fixture(scope="module")
def results() -> dict[str, tuple[int, list[Finding]]]:
    spec = read(REPOSITORY / "openapi", SHINGLES)
    return {name: (checked, found) for name, checked, found in lint(spec)}


@pytest.mark.parametrize("rule", RULES)
def test_the_document_keeps_the_rule(
    rule: str, results: dict[str, tuple[int, list[Finding]]]
) -> None:
    assert rule in results, "the document is not OpenAPI, see the rule `openapi`"
    checked, found = results[rule]
    print(f"\n{rule}: {checked} checked, {len(found)} findings")
    assert checked > 0
    assert not found


def test_hashes_are_made_as_those_of_the_sources_were() -> None:
    seeds = set(SHINGLES.read_text(encoding="ascii").split())
    # A row of names that a source is known to have.
    assert hashes("ORDER_RECIPIENT_UPDATE, ORDER_DELIVERY_INTERVAL_UPDATE, ORDER_STATUS") & seeds


def test_each_name_listed_as_personal_is_in_the_document() -> None:
    document = read(REPOSITORY / "openapi", SHINGLES)
    names = {where.rpartition("/")[2] for where, kind, _ in document.nodes if kind == "properties"}
    assert set(FORMS["x-personal"]["always"]) - names == set()


# ------------------------------------------------------------------------------ the rules

Edit = Callable[[Any], None]
GONE: Any = object()
BAD_REQUEST = "#/components/responses/BadRequest"
FIND, SEND = "/paths/~1parcels~1find/post", "/paths/~1parcels~1send/post"
SCHEMAS = "/components/schemas"
PARCEL = f"{SCHEMAS}/Parcel"
ANSWER = f"{FIND}/responses/200/content/application~1json"
ORDER = f"{ANSWER}/examples/First/value/orders/0"
SOURCES = " ".join(f"`{name}`" for name in FORMS)


def small() -> Any:
    return json.loads(json.dumps(yaml.safe_load(SMALL)))  # by way of JSON: nothing is shared


def put(pointer: str, value: Any) -> Edit:
    """Sets what the pointer leads to, or takes it away."""

    def edit(document: Any) -> None:
        node = document
        *way, last = tokens(pointer)
        for step in way:
            node = node[int(step) if isinstance(node, list) else step]
        if value is GONE:
            del node[last]
        else:
            node[last] = value

    return edit


def other_answer(document: Any) -> None:
    """One operation answers 400 by a component of its own."""
    document["components"]["responses"]["Other"] = document["components"]["responses"]["BadRequest"]
    put(f"{SEND}/responses/400/$ref", "#/components/responses/Other")(document)


TEXT = {"type": "string", "description": "A text."}

# (rule, what is broken in the small document, where the finding is, words of it)
BREACHES: list[tuple[str, Edit, str, str]] = [
    ("openapi", put("/openapi", "3.0.3"), "/openapi", "3.1.0"),
    ("openapi", put("/info/title", GONE), "/info", '"title" is a required property'),
    ("openapi", put(f"{PARCEL}/type", "thing"), f"{PARCEL}/type", "thing"),
    ("openapi", put(f"{SCHEMAS}/Day/pattern", "^[$"), f"{SCHEMAS}/Day/pattern", "expression"),
    ("openapi", put(f"{PARCEL}/properties/id/minimum", "1"), f"{PARCEL}/properties/id/minimum",
     "number"),
    ("names", put(f"{PARCEL}/properties/order_no", TEXT), f"{PARCEL}/properties/order_no", "camel"),
    ("names", put("/components/parameters/Limit/name", "max_size"), "/components/parameters/Limit",
     "'max_size' should be camelCase"),
    ("names", put(f"{SCHEMAS}/StatusType/enum", ["NEW", "SENT", "sent"]), f"{SCHEMAS}/StatusType",
     "'sent' should be UPPER_SNAKE"),
    ("names", put("/tags/0/name", "Parcels"), "/tags", "kebab-case"),
    ("names", put(f"{ANSWER}/examples/first", {"summary": "A", "value": {"orders": []}}),
     f"{ANSWER}/examples/first", "PascalCase"),
    ("operation-names", put(f"{SEND}/tags", ["letters"]), SEND, "'letters' is not among those"),
    ("operation-names", put(f"{SEND}/operationId", "postParcel"), SEND, "PostParcelResponse"),
    ("operation-names", put(f"{SEND}/operationId", "SendParcel"), SEND, "should be camelCase"),
    ("types-agree", put(f"{SCHEMAS}/Started/properties/status", {"type": "integer"} | {
        "format": "int32", "description": "A number."}),
     f"{SCHEMAS}/Started/properties/status", "of type number, but string in"),
    ("null", put(f"{PARCEL}/properties/id/nullable", True), f"{PARCEL}/properties/id", "nullable"),
    ("null", put(f"{SCHEMAS}/FindParcelsResponse/properties/next/type", ["null", "string"]),
     f"{SCHEMAS}/FindParcelsResponse/properties/next", "one type, then null"),
    ("null", put(f"{PARCEL}/properties/size", {"anyOf": [TEXT], "description": "Its size."}),
     f"{PARCEL}/properties/size", "anyOf"),
    ("formats", put(f"{PARCEL}/properties/id/format", "int46"), f"{PARCEL}/properties/id", "int46"),
    ("formats", put(f"{SCHEMAS}/Day/pattern", GONE), f"{SCHEMAS}/Day", "give a pattern"),
    ("formats", put(f"{PARCEL}/properties/sentAt", TEXT), f"{PARCEL}/properties/sentAt", "date"),
    ("schemas-sound", put(f"{PARCEL}/required", ["id", "name"]), PARCEL, "requires name"),
    ("schemas-sound", put(f"{PARCEL}/properties/id/minimum", 100), f"{PARCEL}/properties/id",
     "minimum is above maximum"),
    ("schemas-sound", put(f"{SCHEMAS}/Day/pattern", "^[0-9-]+"), f"{SCHEMAS}/Day", "both ends"),
    ("components-used", put(f"{SCHEMAS}/Bag", TEXT), f"{SCHEMAS}/Bag", "used nowhere"),
    ("cycles", put(f"{SCHEMAS}/Started/properties/after", {"$ref": f"#{SCHEMAS}/Started"} | {
        "description": "The one before."}),
     f"{SCHEMAS}/Started/properties/after", "Started leads back to itself"),
    ("errors", put(f"{SEND}/responses/400", GONE), f"{SEND}/responses/400", "declare it"),
    ("errors", put(f"{FIND}/responses/400", {"description": "No."}), f"{FIND}/responses/400",
     "should hold ApiErrorResponse"),
    ("error-components", put(f"{SEND}/responses/404", {"$ref": BAD_REQUEST}),
     f"{SEND}/responses/404", "BadRequest, which is the answer for 400"),
    ("error-components", other_answer,
     f"{SEND}/responses/400", "refers to Other, elsewhere to BadRequest"),
    ("error-components", put(f"{SEND}/responses/404", {"description": "No."}),
     f"{SEND}/responses/404", "refer to the shared answer"),
    ("limit-headers", put(f"{SEND}/responses/200/headers", {}), f"{SEND}/responses/200",
     "lacks X-RateLimit-Left"),
    ("descriptions-present", put(f"{FIND}/description", ""), FIND, "no description"),
    ("descriptions-present", put(f"{FIND}/summary", GONE), FIND, "no summary"),
    ("descriptions-present", put(f"{FIND}/requestBody/description", GONE), f"{FIND}/requestBody",
     "no description"),
    ("descriptions-present", put(f"{PARCEL}/properties/place/description", GONE),
     f"{PARCEL}/properties/place", "no description"),
    ("descriptions-present", put("/components/headers/X-RateLimit-Left/description", GONE),
     "/components/headers/X-RateLimit-Left", "no description"),
    ("descriptions-present", put("/components/examples/BadToken/summary", GONE),
     "/components/examples/BadToken", "no summary"),
    ("enum-words", put(f"{SCHEMAS}/StatusType/x-enum-descriptions/NEW", GONE),
     f"{SCHEMAS}/StatusType", "NEW has no words"),
    ("enum-words", put(f"{SCHEMAS}/StatusType/x-enum-descriptions/OLD", "Old."),
     f"{SCHEMAS}/StatusType", "OLD, which is no value"),
    ("enum-words-telling", put(f"{SCHEMAS}/StatusType/x-enum-descriptions/SENT", "It was sent."),
     f"{SCHEMAS}/StatusType", "SENT: 'It was sent.' only repeats"),
    ("plain-english", put(f"{SCHEMAS}/Day/description", "День."), f"{SCHEMAS}/Day/description",
     "plain English"),
    ("plain-english", put(f"{SCHEMAS}/Day/description", "TODO tell."),
     f"{SCHEMAS}/Day/description", "unfinished (TODO)"),
    ("plain-english", put(f"{SCHEMAS}/Day/description", "A <b>day</b>."),
     f"{SCHEMAS}/Day/description", "markup"),
    ("plain-english", put(f"{SCHEMAS}/Day/description", "A day"), f"{SCHEMAS}/Day/description",
     "full stop"),
    ("plain-english", put(f"{SCHEMAS}/StatusType/x-enum-descriptions/NEW", "New"),
     f"{SCHEMAS}/StatusType/x-enum-descriptions/NEW", "full stop"),
    ("plain-english", put(f"{FIND}/summary", "Find."), f"{FIND}/summary", "leave out"),
    ("examples-valid", put(f"{ORDER}/id", 100), f"{ANSWER}/examples/First", "/orders/0/id: 100"),
    ("examples-valid", put(f"{ORDER}/status", "LOST"), f"{ANSWER}/examples/First", "LOST"),
    ("examples-valid", put(f"{FIND}/requestBody/content/application~1json/examples/Day/value",
                           {"dates": {"dayTo": "31-06-2026"}}),
     f"{FIND}/requestBody/content/application~1json/examples/Day", "31-06-2026"),
    ("examples-valid", put("/components/headers/X-RateLimit-Left/schema/examples", ["3"]),
     "/components/headers/X-RateLimit-Left/schema/examples/0", "is not of type"),
    ("examples-declared", put(f"{ORDER}/stauts", "NEW"), f"{ANSWER}/examples/First",
     "/orders/0/stauts"),
    ("examples-enough", put(f"{ANSWER}/examples/Last", GONE), f"{FIND}/responses/200", "1 example:"),
    ("examples-enough", put(f"{FIND}/responses/400", {"description": "No."}),
     f"{FIND}/responses/400", "0 examples:"),
    ("examples-enough", put(f"{FIND}/requestBody/content/application~1json/examples", {}),
     f"{FIND}/requestBody", "0 examples:"),
    ("examples-coherent", put(f"{ORDER}/creationDate", "29-06-2026"),
     f"{SEND}/responses/200/content/application~1json/examples/Same", "order 7 has creationDate"),
    ("examples-coherent", put(f"{ORDER}/creationDate", "30-06-2025"),
     f"{SEND}/responses/200/content/application~1json/examples/Same", "'2025-06-30'"),
    ("examples-coherent", put(f"{ORDER}/boxes/0/count", 3),
     f"{SEND}/responses/200/content/application~1json/examples/Same", "order 7 has boxes/0/count"),
    ("examples-coherent", put(f"{ORDER}/prices/payment/value", 6),
     f"{SEND}/responses/200/content/application~1json/examples/Same", "order 7 has itemsTotal 5"),
    ("examples-made-up", put(f"{ORDER}/phone", "+79161234567"),
     f"{ANSWER}/examples/First/orders/0/phone", "+79161234567 may be somebody's"),
    ("examples-made-up", put(f"{ORDER}/phone", "84951234567"),
     f"{ANSWER}/examples/First/orders/0/phone", "84951234567 may be somebody's"),
    ("examples-made-up", put(f"{ORDER}/receiveCode", "ask +7 (916) 123-45-67"),
     f"{ANSWER}/examples/First/orders/0/receiveCode", "+7 (916) 123-45-67 may"),
    ("examples-made-up", put(f"{FIND}/summary", "Write to ann@shop.ru"), f"{FIND}/summary",
     "ann@shop.ru may be"),
    ("extensions-known", put("/info/x-parallel", 4), "/info", "belongs to: root"),
    ("extensions-form", put("/x-parallel", GONE), "", "has no x-parallel"),
    ("extensions-form", put("/x-parallel", "4"), "", "x-parallel"),
    ("extensions-known", put(f"{FIND}/x-speed", "fast"), FIND, "x-speed is not known"),
    ("extensions-known", put(f"{PARCEL}/x-personal", True), PARCEL, "belongs to: property"),
    ("extensions-form", put(f"{FIND}/x-effect", "reads"), FIND, "x-effect"),
    ("extensions-form", put(f"{FIND}/x-effect", GONE), FIND, "has no x-effect"),
    ("extensions-form", put(f"{FIND}/x-quota/amount", 0), FIND, "x-quota"),
    ("extensions-form", put(f"{FIND}/x-quota/counts", "calls"), FIND, "x-quota"),
    ("extensions-form", put(f"{FIND}/x-scopes", ["some-methods"]), FIND, "x-scopes"),
    ("extensions-form", put(f"{FIND}/x-models", ["FBX"]), FIND, "x-models"),
    ("extensions-form", put(f"{FIND}/x-window/days", "30"), FIND, "x-window"),
    ("extensions-form", put(f"{FIND}/x-sunset/ends", "12-04-2027"), FIND, "x-sunset"),
    ("extensions-form", put("/components/parameters/Limit/x-over-maximum", "refuse"),
     "/components/parameters/Limit", "x-over-maximum"),
    ("extensions-form", put("/components/parameters/PageToken/x-aliases", []),
     "/components/parameters/PageToken", "x-aliases"),
    ("extensions-form", put(f"{PARCEL}/properties/id/x-personal", False),
     f"{PARCEL}/properties/id", "x-personal"),
    ("scopes", put(f"{SEND}/x-scopes", ["all-methods", "all-methods:read-only"]), SEND,
     "lets all-methods:read-only change"),
    ("effect", put("/paths/~1parcels", {"get": small()["paths"]["/parcels/send"]["post"] | {
        "operationId": "getParcels"}}), "/paths/~1parcels/get", "a GET changes nothing"),
    ("paging", put(f"{FIND}/x-paging/items", "/result/orders"), FIND, "/result/orders leads nowh"),
    ("paging", put(f"{FIND}/x-paging/items", "/next"), FIND, "/next is no array"),
    ("paging", put(f"{FIND}/x-paging/next-token", "/more"), FIND, "/more leads nowhere"),
    ("paging", put(f"{FIND}/x-paging/limit-parameter", "size"), FIND, "size leads nowhere"),
    ("paging", put(f"{SEND}/parameters", [{"$ref": "#/components/parameters/PageToken"}]), SEND,
     "takes page_token and has no x-paging"),
    ("starts", put(f"{SCHEMAS}/Started/properties/type", GONE), SEND, "/operations has no type"),
    ("window", put(f"{FIND}/x-window/pairs/0/to", "dayUntil"), FIND, "dayUntil is no input"),
    ("window", put(f"{FIND}/x-window/pairs/0/to", "limit"), FIND, "limit is no date"),
    ("window", put(f"{FIND}/x-window/pairs/0/to", "dayFrom"), FIND, "stands in two pairs"),
    ("window", put(f"{FIND}/x-window/open-ended", ["dayTo"]), FIND, "dayTo is open-ended and beg"),
    ("extensions-form", put(f"{FIND}/x-window/open-ended", []), FIND, "x-window"),
    ("window", put(f"{SCHEMAS}/Dates/properties/dayTo", {"type": "string", "format": "date"} | {
        "description": "The day after the last."}), FIND, "two formats"),
    ("starts", put(f"{SEND}/x-starts", "/result"), SEND, "/result leads nowhere"),
    ("starts", put(f"{SEND}/x-effect", "read"), SEND, "x-effect: write"),
    ("starts", put(f"{SEND}/x-starts", "/order"), SEND, "/order is no array"),
    ("sunset", put(f"{FIND}/x-sunset/degrades", "2027-04-12"), FIND, "not before it ends"),
    ("sunset", put(f"{FIND}/deprecated", False), FIND, "wants deprecated"),
    ("sunset", put(f"{FIND}/x-replaced-by", GONE), FIND, "wants x-replaced-by"),
    ("sunset", put(f"{FIND}/x-replaced-by", "getParcels"), FIND, "names getParcels"),
    ("sunset", put(f"{FIND}/x-replaced-by", "findParcels"), FIND, "no operation here that stays"),
    ("sunset-words", put(f"{FIND}/x-sunset/ends", "2027-04-13"), FIND, "'2027-04-13'"),
    ("sunset-words", put(f"{FIND}/description", "2027-01-18, 2027-04-12 and 12.04.2027; sendParcel."),
     FIND, "'12.04.2027'"),
    ("sunset-words", put(f"{FIND}/description", "Declines from 2027-01-18, ends on 2027-04-12."),
     FIND, "does not name sendParcel"),
    ("aliases", put("/components/parameters/PageToken/x-aliases", ["limit"]), FIND, "also an input"),
    ("over-maximum", put("/components/parameters/Limit/schema/maximum", GONE),
     "/components/parameters/Limit", "without a maximum"),
    ("flat", put(f"{SCHEMAS}/Dates/properties/dayTo/x-flat", True),
     f"{SCHEMAS}/Dates/properties/dayTo", "no object"),
    ("flat", put(f"{PARCEL}/properties/place/x-flat", True), f"{PARCEL}/properties/place",
     "outside of requests"),
    ("personal", put(f"{PARCEL}/properties/receiveCode/x-personal", GONE),
     f"{PARCEL}/properties/receiveCode", "personal data by its name"),
    ("personal", put(f"{PARCEL}/properties/status/x-personal", True),
     f"{SCHEMAS}/ApiErrorResponse/properties/status", "personal data by its name"),
]  # fmt: skip


def test_the_small_document_is_clean_and_every_rule_looks_at_it() -> None:
    spec = Spec(small(), {"small.yaml": SMALL, "SOURCES.md": SOURCES}, frozenset({"a hash"}))
    results = list(lint(spec))
    assert [name for name, checked, _ in results if not checked] == []
    assert [finding for _, _, found in results for finding in found] == []
    assert [name for name, _, _ in results] == list(RULES)


@pytest.mark.parametrize(
    ("rule", "edit", "where", "words"), BREACHES, ids=[f"{b[0]}-{b[3]}" for b in BREACHES]
)
def test_a_breach_is_found_where_it_is(rule: str, edit: Edit, where: str, words: str) -> None:
    document = small()
    edit(document)
    found = [finding for finding in findings(Spec(document)) if finding.rule == rule]
    assert [(finding.where, words in finding.text) for finding in found] == [(where, True)], found


def test_every_rule_has_a_breach_that_it_finds() -> None:
    of_texts = {"yaml-versions", "line-length", "own-words"}  # below
    assert {rule for rule, *_ in BREACHES} | of_texts == set(RULES)


@pytest.mark.parametrize(
    ("scalar", "words"),
    [
        ("10:00", "600 under YAML 1.1, '10:00' under 1.2"),
        ("NO", "False under YAML 1.1, 'NO' under 1.2"),
        ("2026-11-21", "datetime.date(2026, 11, 21)"),
        ("0o17", "'0o17' under YAML 1.1, 15 under 1.2"),
        ("012", "10 under YAML 1.1, 12 under 1.2"),
        ("1e3", "'1e3' under YAML 1.1, 1000.0 under 1.2"),
    ],
)
def test_a_scalar_that_two_yaml_versions_read_differently_is_found(scalar: str, words: str) -> None:
    texts = {"a.yaml": f"list: [fine, {scalar}, 'NO']\n{scalar}: key\n"}
    (one, other) = [f for f in findings(Spec(small(), texts)) if f.rule == "yaml-versions"]
    assert (one.where, words in one.text) == ("a.yaml#/list/1", True)
    assert other.where.startswith("a.yaml#/")
    quoted = {"a.yaml": f"list: [fine, '{scalar}', 'NO']\n'{scalar}': key\n"}
    assert not findings(Spec(small(), quoted))


def test_a_key_that_comes_twice_is_found() -> None:
    (found,) = findings(Spec(small(), {"a.yaml": "one: 1\none: 2\n"}))
    assert (found.rule, found.where) == ("yaml-versions", "a.yaml")
    assert "duplicate" in found.text


def test_a_line_that_is_too_long_is_found_unless_it_is_a_pattern() -> None:
    long = "x" * 100
    texts = {"a.yaml": f"a: 1\nb: {long}\npattern: {long}\n", "b.md": long * 2 + SOURCES}
    texts |= {"SOURCES.md": SOURCES}
    (found,) = findings(Spec(small(), texts))
    assert (found.rule, found.where) == ("line-length", "a.yaml")
    assert "line 2 has 103 characters" in found.text


def test_eight_words_in_a_row_of_a_source_are_found_and_seven_are_not() -> None:
    source = "The parcel leaves the house on a rainy autumn day"
    document = small()
    document["components"]["schemas"]["Parcel"]["description"] = (
        "So: the PARCEL leaves the house, on a wet (autumn) day."  # seven, then another word
    )
    assert not findings(Spec(document, seeds=frozenset(hashes(source))))
    document["components"]["schemas"]["Parcel"]["description"] = (
        "So: the PARCEL leaves the house, on a rainy (autumn) evening."
    )
    (found,) = findings(Spec(document, seeds=frozenset(hashes(source))))
    assert (found.rule, found.where) == ("own-words", f"{PARCEL}/description")
    prose = {"SOURCES.md": f"{SOURCES} Parcels: {source}."}
    (found,) = findings(Spec(small(), prose, frozenset(hashes(source))))
    assert (found.rule, found.where) == ("own-words", "SOURCES.md")


def test_an_extension_that_the_sources_page_does_not_explain_is_found() -> None:
    texts = {"SOURCES.md": SOURCES.replace("`x-flat`", "")}
    (found,) = findings(Spec(small(), texts))
    assert (found.rule, found.text) == ("extensions-known", "does not explain `x-flat`")


# ------------------------------------------------------------------------------ the command


def run(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tools.lint_spec", str(folder)]
    return subprocess.run(
        command, cwd=REPOSITORY, capture_output=True, encoding="utf-8", check=False
    )


def write(folder: Path, text: str) -> Path:
    (folder / "openapi.yaml").write_text(text, encoding="utf-8")
    return folder


def test_the_command_counts_and_is_content_with_a_clean_folder(tmp_path: Path) -> None:
    done = run(write(tmp_path, SMALL))
    assert (done.returncode, done.stderr) == (0, "")
    *rules, total = done.stdout.splitlines()
    assert [line.split()[0] for line in rules] == list(RULES)
    assert total.startswith(f"{len(RULES)} rules, ")
    assert total.endswith(" checks, 0 findings")


def test_the_command_names_file_and_line_of_a_finding_in_our_folder(tmp_path: Path) -> None:
    folder = tmp_path / "openapi"
    shutil.copytree(REPOSITORY / "openapi", folder)
    common = folder / "common.yaml"
    text = common.read_text(encoding="utf-8").replace(
        "  schemas:\n", "  schemas:\n    LeftOver: {type: string, description: A word.}\n\n", 1
    )
    common.write_text(text, encoding="utf-8")
    line = text.partition("LeftOver")[0].count("\n") + 1
    done = run(folder)
    assert done.returncode == 1
    place = f"openapi/common.yaml:{line}: /components/schemas/LeftOver"
    assert f"components-used: {place}: is used nowhere: remove it" in done.stderr.splitlines()


def test_the_command_names_file_and_line_of_a_scalar(tmp_path: Path) -> None:
    text = SMALL.replace('version: "1"', "version: '1', x-hour: 10:00")
    line = text.partition("x-hour")[0].count("\n") + 1
    done = run(write(tmp_path, text))
    assert done.returncode == 1
    place = f"{tmp_path.name}/openapi.yaml:{line}: /info/x-hour"
    assert f"yaml-versions: {place}: 600 under YAML 1.1, '10:00' under 1.2: " in done.stderr
    assert f"extensions-known: {tmp_path.name}/openapi.yaml:{line}: /info: x-hour" in done.stderr


def test_the_command_says_why_files_make_no_document(tmp_path: Path) -> None:
    done = run(write(tmp_path, "openapi: 3.1.0\nopenapi: 3.1.0\n"))
    assert done.returncode == 1
    assert done.stderr.startswith("bundle: ")
    assert "'openapi' comes twice" in done.stderr
