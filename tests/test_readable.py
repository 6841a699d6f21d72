"""The page for people says what the extensions say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from tools.bundle import bundle, operations
from tools.readable import facts, readable

SMALL = yaml.safe_load((Path(__file__).parent / "small_spec.yaml").read_text(encoding="utf-8"))
OPERATIONS: dict[str, Any] = {o["operationId"]: o for _, _, o in operations(SMALL)}
STATED = {
    "x-effect",  # the descriptions say it
    "x-quota", "x-models", "x-scopes", "x-window", "x-paging", "x-starts", "x-sunset",
    "x-replaced-by",
}  # fmt: skip


def test_each_extension_of_an_operation_is_a_sentence() -> None:
    assert list(facts(OPERATIONS["findParcels"])) == [
        "**Quota**: 10 requests an hour, 2 calls at once.",
        "**Stores**: FBS.",
        "**Any one of these scopes**: `all-methods`, `all-methods:read-only`.",
        "**Spans**: `dayFrom` to `dayTo`; the end is exclusive, 30 days at most.",
        "**Paging**: items at `/orders`; send `/next` as `page_token`.",
        "**Sunset**: degrades from 2027-01-18, ends on 2027-04-12; use sendParcel.",
    ]
    assert list(facts(OPERATIONS["sendParcel"]))[-1] == (
        "**Starts operations**: their ids and types are at `/operations`."
    )


def test_spans_without_a_limit_that_exclude_each_other_say_so() -> None:
    window = {
        "pairs": [{"from": "a", "to": "b"}, {"from": "c", "to": "d"}],
        "end": "inclusive",
        "exclusive-pairs": True,
    }
    stated = list(facts(OPERATIONS["sendParcel"] | {"x-window": window}))
    spans = "**Spans**: `a` to `b`, `c` to `d`; the end is inclusive, one of them at a time."
    assert spans in stated
    stated = list(facts(OPERATIONS["sendParcel"] | {"x-window": window | {"open-ended": ["c"]}}))
    assert f"{spans} Without its end, `c` reaches into the future." in stated


def test_no_extension_of_an_operation_is_forgotten() -> None:
    document = bundle(Path(__file__).parent.parent / "openapi")
    used = {key for _, _, o in operations(document) for key in o if key.startswith("x-")}
    assert used == STATED


def test_words_of_enum_values_get_the_name_that_redoc_reads_and_all_else_stays() -> None:
    shown = readable(SMALL)
    status = shown["components"]["schemas"]["StatusType"]
    assert status["x-enumDescriptions"] == {"NEW": "Not sent yet.", "SENT": "On its way."}
    assert "x-enum-descriptions" not in status
    found = shown["paths"]["/parcels/find"]["post"]
    words = SMALL["paths"]["/parcels/find"]["post"]["description"]
    assert found["description"].startswith(f"{words}\n\n**Quota**")
    assert found["responses"] == SMALL["paths"]["/parcels/find"]["post"]["responses"]
    assert OPERATIONS["findParcels"]["description"] == words  # a copy was changed
