"""Our document beside the vendor's published one: `python -m tools.upstream PATH [--all] [--json]`.

PATH is a copy of the vendor's spec: a folder with a file for each component, or one bundled file. Nothing
is downloaded. Operations are met by address, fields by their place in requests and answers; names of
schemas and all words are left aside. A difference that a row of `openapi/sources.yaml` explains is
matched to it; a row that explains nothing any more is stale.

Exit codes: 0 everything is explained; 1 something is not; 2 a document cannot be read; 3 everything is
explained, and rows are stale.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.bundle import BundleError, Document, load
from tools.changes import ANSWER, CALL, REQUEST, Change, compare
from tools.documents import REPOSITORY, read
from tools.specdiff import VERDICTS, WORDS, Finding, judge, said

SPEC = "vendor spec"  # how a row names the published spec as its source
# Kinds of rows that say why the document differs from the spec; tests/test_document.py knows more.
DIFFERING = ("seed kept", "status added", "wire form", "regrouped", "left out")
ELSEWHERE = (
    "gap filled"  # explains a difference where it was filled from another source than the spec
)
OUT_OF_SCOPE = "out of scope"  # whole operations that are left out
# What the spec has no keyword for and says in prose, if at all.
UNSAID = ("x-effect", "x-paging", "x-starts", "window ")


@dataclass(frozen=True)
class Row:
    """A line of `sources.yaml`."""

    pointer: str
    kind: str
    what: str
    why: str
    source: str
    date: str

    @property
    def counts(self) -> bool:
        """Whether it may explain a difference from the vendor's spec."""
        elsewhere = self.kind == ELSEWHERE and SPEC not in self.source
        return self.kind in (*DIFFERING, OUT_OF_SCOPE) or elsewhere

    @property
    def must_explain(self) -> bool:
        """Whether it is stale when it explains nothing.

        What is left out may wait for the spec to tell of it, or be a schema of the vendor, whose
        names do not count here: tests/test_document.py knows them.
        """
        is_schema = re.fullmatch(r"/components/schemas/\w+", self.pointer) is not None
        waits = self.kind == "left out" and (SPEC not in self.source or is_schema)
        return self.kind in (*DIFFERING, OUT_OF_SCOPE) and not waits

    def covers(self, pointer: str) -> bool:
        """Whether the place is the row's or below it."""
        return pointer == self.pointer or pointer.startswith(f"{self.pointer}/")


@dataclass
class Comparison:
    """What was found: each difference with the rows that explain it, and the rows left over."""

    differences: list[tuple[Finding, list[Row]]] = field(default_factory=list)
    stale: list[Row] = field(default_factory=list)
    neighbours: list[str] = field(default_factory=list)  # not described, in a group that we cover

    @property
    def unexplained(self) -> list[Finding]:
        """What no row explains, the most dangerous first."""
        return [finding for finding, rows in self.differences if not rows]

    @property
    def code(self) -> int:
        """The exit code."""
        return 1 if self.unexplained else 3 if self.stale else 0


def rows_of(file: Path) -> list[Row]:
    """The rows of `sources.yaml`. Raises BundleError."""
    try:
        return [Row(**row) for row in load(file)["deviations"]]
    except (KeyError, TypeError) as error:
        raise BundleError(f"{file}: a row lacks or has too much: {error}") from None


def compared(ours: Document, theirs: Document, rows: Sequence[Row]) -> Comparison:
    """Each difference, as callers who trust our document meet it at the vendor's server."""
    result = Comparison()
    used: set[Row] = set()
    for change in compare(ours, theirs):
        if _unsaid(change):
            continue
        explaining = explanations(change, rows)
        used.update(explaining)
        for side in (CALL, REQUEST, ANSWER):
            if any(use.side == side for use in change.uses):
                result.differences.append((judge(change, side), explaining))
    result.differences.sort(key=lambda pair: _danger(pair[0]))
    result.stale = [row for row in rows if row.must_explain and row not in used]
    result.neighbours = _neighbours(ours, theirs)
    return result


def explanations(change: Change, rows: Sequence[Row]) -> list[Row]:
    """The rows that explain a change where it is, or else each of the places that lead to it."""
    whole = change.what == "operation" and change.action == "added"
    able = [row for row in rows if row.counts and (row.kind == OUT_OF_SCOPE) is whole]
    here = [row for row in able if row.covers(change.pointer)]
    at_sites = [[row for row in able if row.covers(site)] for site in change.sites]
    if (at_sites and all(at_sites)) or here:
        here += [row for found in at_sites for row in found]
    return list(dict.fromkeys(here))


def _unsaid(change: Change) -> bool:
    # A tier names a parallel limit only where it differs from the general one.
    silent = change.what == "parallel quota" and change.after is None
    return silent or change.what.startswith(UNSAID)


def _danger(finding: Finding) -> tuple[int, int]:
    return VERDICTS.index(finding.callers), VERDICTS.index(finding.servers)


def _neighbours(ours: Document, theirs: Document) -> list[str]:
    def listed(document: Document) -> dict[str, set[str]]:
        operations = [op for item in document["paths"].values() for op in item.values() if isinstance(op, dict)]  # fmt: skip
        return {str(op.get("operationId")): set(op.get("tags") or ()) for op in operations}

    described = listed(ours)
    groups = set().union(*described.values())
    return [name for name, tags in listed(theirs).items() if name not in described and tags & groups]  # fmt: skip


# --- telling people ------------------------------------------------------------------------------

NAMED = {"added": "missing", "removed": "surplus"}


def told(finding: Finding) -> str:
    """One difference in a few words, ours first: `format: date-dd-MM-yyyy → date`."""
    text = said(finding.change)
    for action, name in NAMED.items():
        text = text.replace(f"{finding.change.what} {action}", f"{name} {finding.change.what}", 1)
    for action in ("widened", "narrowed", "changed"):
        text = text.replace(f" {action}: ", " differs: ", 1)
    return text


def table(result: Comparison, everything: bool) -> Iterator[str]:
    """Differences grouped by operation, those with the most dangerous one first."""
    groups: dict[str, list[tuple[Finding, list[Row]]]] = {}
    for finding, rows in result.differences:
        if everything or not rows:
            name = finding.operations[0] if finding.operations else "the document"
            is_scope = finding.change.what == "operation" and finding.change.action == "added"
            groups.setdefault("not described" if is_scope else name, []).append((finding, rows))
    for name, entries in groups.items():
        yield name
        for finding, rows in entries:
            danger = "" if finding.callers == WORDS else finding.callers
            others = len(finding.operations) - 1
            where = finding.path + (f" (and {others} more operations)" if others > 0 else "")
            yield f"  {danger:<10} {finding.side:<8} {told(finding)}" + (f"  at {where}" * bool(where))  # fmt: skip
            yield f"  {'':<10} {'':<8} {finding.change.pointer}"
            for row in rows if everything and name != "not described" else ():
                yield f"  {'':<10} {'':<8} explained {row.date}, {row.kind}: {row.why}"
        yield ""


def summary(result: Comparison) -> Iterator[str]:
    """The figures, and what to do."""
    scope = sum(1 for f, _ in result.differences if f.change.what == "operation" and f.change.action == "added")  # fmt: skip
    total, open_ = len(result.differences) - scope, len(result.unexplained)
    yield f"{total} differences, {open_} unexplained; {scope} operations not described"
    if result.neighbours:
        yield f"not described in groups that we cover: {', '.join(sorted(result.neighbours))}"
    for row in result.stale:
        yield f"stale: {row.pointer} ({row.kind}, {row.date}) explains no difference any more: delete the row"  # fmt: skip
    if open_:
        yield "Mend the document, or add a row to openapi/sources.yaml and SOURCES.md that says why it differs."  # fmt: skip


def data(result: Comparison) -> dict[str, Any]:
    """Everything for programs."""
    return {
        "differences": [
            {**finding.data(), "ours": finding.change.before, "vendor": finding.change.after,
             "explained-by": [row.pointer for row in rows]}
            for finding, rows in result.differences
        ],
        "stale": [row.pointer for row in result.stale],
        "neighbours": result.neighbours,
        "unexplained": dict(Counter(finding.callers for finding in result.unexplained)),
    }  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, prog="python -m tools.upstream", formatter_class=argparse.RawDescriptionHelpFormatter
    )  # fmt: skip
    parser.add_argument("path", type=Path, help="the vendor's spec: a folder or a file")
    parser.add_argument("--all", action="store_true", help="show what is explained, too")
    parser.add_argument("--json", action="store_true", help="for programs")
    asked = parser.parse_args(arguments)
    try:
        if not asked.path.exists():
            raise BundleError(f"{asked.path}: no such file or folder")
        rows = rows_of(REPOSITORY / "openapi" / "sources.yaml")
        result = compared(read(str(REPOSITORY / "openapi")), read(str(asked.path)), rows)
    except BundleError as error:
        print(f"not compared: {error}", file=sys.stderr)
        return 2
    if asked.json:
        print(json.dumps(data(result), indent=2, ensure_ascii=False, default=str))
    else:
        print("\n".join([*table(result, asked.all), *summary(result)]))
    return result.code


if __name__ == "__main__":
    sys.exit(main())
