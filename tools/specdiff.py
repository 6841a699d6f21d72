"""What a change of the document means: `python -m tools.specdiff OLD NEW [--json]`.

OLD and NEW are folders, files or git revisions. For each change: what, where, on which side, what it
means for callers who keep to the old document while the server follows the new one, and for servers
that keep to the old one while callers follow the new. The last line is the version step that callers
are due: `step: major` (breaking), `step: minor` (risky, additive, deprecated), `step: patch` (words
alone) or `step: none`.

Exit codes: 0 compared, whatever the verdict; 2 a document cannot be read.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tools.bundle import BundleError, Document, resolve
from tools.changes import ANSWER, CALL, REQUEST, Change, Use, compare
from tools.documents import read
from tools.facts import escaped

BREAKING, RISKY, DEPRECATED, ADDITIVE, WORDS = VERDICTS = (
    "breaking", "risky", "deprecated", "additive", "documentation",
)  # fmt: skip
STEPS = {BREAKING: "major", RISKY: "minor", DEPRECATED: "minor", ADDITIVE: "minor", WORDS: "patch"}

# For what of a change: what it is to who sends, and to who reads. Callers send requests and read
# answers, servers the other way round; so `enum value removed` is breaking in a request and harmless
# in an answer by one row. Calls as such (operations, quotas, scopes) are sent by callers.
# fmt: off
BY_ACTION = {
    "widened": (ADDITIVE, BREAKING),
    "narrowed": (BREAKING, ADDITIVE),
    "changed": (BREAKING, BREAKING),
}
RULES: dict[tuple[str, str], tuple[str, str]] = {
    # Readers are told to expect values that they do not know, so a new one is no break.
    ("enum value", "added"): (ADDITIVE, RISKY),
    ("enum value", "removed"): (BREAKING, ADDITIVE),
    ("enum", "widened"): (ADDITIVE, RISKY),
    ("alternative", "added"): (ADDITIVE, RISKY),
    ("alternative", "removed"): (BREAKING, ADDITIVE),
    ("field", "added"): (ADDITIVE, ADDITIVE),
    ("required field", "added"): (BREAKING, ADDITIVE),
    ("field", "removed"): (BREAKING, BREAKING),
    ("required field", "removed"): (BREAKING, BREAKING),
    ("required", "added"): (BREAKING, ADDITIVE),
    ("required", "removed"): (ADDITIVE, BREAKING),
    ("field deprecated", "added"): (DEPRECATED, DEPRECATED),
    ("field deprecated", "removed"): (ADDITIVE, ADDITIVE),
    ("default", "added"): (RISKY, WORDS),
    ("default", "removed"): (RISKY, WORDS),
    ("default", "changed"): (RISKY, WORDS),
    ("readOnly", "added"): (BREAKING, WORDS),
    ("readOnly", "removed"): (ADDITIVE, WORDS),
    ("writeOnly", "added"): (WORDS, BREAKING),
    ("writeOnly", "removed"): (WORDS, ADDITIVE),

    ("parameter", "added"): (ADDITIVE, ADDITIVE),
    ("required parameter", "added"): (BREAKING, ADDITIVE),
    ("parameter", "removed"): (BREAKING, ADDITIVE),
    ("required parameter", "removed"): (BREAKING, BREAKING),
    ("parameter required", "added"): (BREAKING, ADDITIVE),
    ("parameter required", "removed"): (ADDITIVE, BREAKING),
    ("parameter deprecated", "added"): (DEPRECATED, DEPRECATED),
    ("parameter deprecated", "removed"): (ADDITIVE, ADDITIVE),
    # A parameter that the other side still knows by its old name; without, it is one gone and one new.
    ("parameter name", "changed"): (ADDITIVE, BREAKING),
    ("alias", "added"): (ADDITIVE, ADDITIVE),
    ("alias", "removed"): (BREAKING, ADDITIVE),
    ("body", "added"): (ADDITIVE, ADDITIVE),
    ("required body", "added"): (BREAKING, ADDITIVE),
    ("body", "removed"): (BREAKING, ADDITIVE),
    ("required body", "removed"): (BREAKING, BREAKING),
    ("body required", "added"): (BREAKING, ADDITIVE),
    ("body required", "removed"): (ADDITIVE, BREAKING),
    ("media type", "added"): (ADDITIVE, RISKY),
    ("media type", "removed"): (BREAKING, BREAKING),

    # An answer that callers did not know of: they treat it as any unknown one.
    ("success status", "added"): (ADDITIVE, RISKY),
    ("success status", "removed"): (BREAKING, BREAKING),
    ("error status", "added"): (ADDITIVE, RISKY),
    ("error status", "removed"): (BREAKING, ADDITIVE),
    ("header", "added"): (ADDITIVE, ADDITIVE),
    ("header", "removed"): (BREAKING, BREAKING),
    ("header required", "added"): (BREAKING, ADDITIVE),
    ("header required", "removed"): (ADDITIVE, BREAKING),
    ("header deprecated", "added"): (DEPRECATED, DEPRECATED),
    ("header deprecated", "removed"): (ADDITIVE, ADDITIVE),

    ("operation", "added"): (ADDITIVE, ADDITIVE),
    ("operation", "removed"): (BREAKING, ADDITIVE),
    ("operation deprecated", "added"): (DEPRECATED, DEPRECATED),
    ("operation deprecated", "removed"): (ADDITIVE, ADDITIVE),
    ("operationId", "added"): (ADDITIVE, WORDS),
    ("operationId", "removed"): (BREAKING, WORDS),
    ("operationId", "changed"): (BREAKING, WORDS),
    ("sunset", "added"): (DEPRECATED, DEPRECATED),
    ("sunset", "narrowed"): (RISKY, ADDITIVE),
    ("sunset", "widened"): (ADDITIVE, ADDITIVE),
    ("sunset", "removed"): (ADDITIVE, ADDITIVE),
    ("x-replaced-by", "added"): (WORDS, WORDS),
    ("x-replaced-by", "changed"): (WORDS, WORDS),
    ("x-replaced-by", "removed"): (WORDS, WORDS),
    ("tag", "added"): (WORDS, WORDS),
    ("tag", "removed"): (WORDS, WORDS),
    ("scope", "added"): (ADDITIVE, ADDITIVE),
    ("scope", "removed"): (BREAKING, ADDITIVE),
    ("security", "added"): (ADDITIVE, BREAKING),
    ("security", "removed"): (BREAKING, ADDITIVE),
    ("security scheme", "added"): (ADDITIVE, ADDITIVE),
    ("security scheme", "removed"): (BREAKING, ADDITIVE),
    ("placement model", "added"): (ADDITIVE, ADDITIVE),
    ("placement model", "removed"): (BREAKING, ADDITIVE),
    # Calls beyond a quota are late, not wrong: 420 is a documented answer, and headers tell the limit.
    ("quota", "narrowed"): (RISKY, ADDITIVE),
    ("quota", "widened"): (ADDITIVE, RISKY),
    ("quota unit", "changed"): (RISKY, RISKY),
    ("parallel quota", "narrowed"): (RISKY, ADDITIVE),
    ("parallel quota", "widened"): (ADDITIVE, RISKY),
    ("x-parallel", "narrowed"): (RISKY, ADDITIVE),
    ("x-parallel", "widened"): (ADDITIVE, RISKY),
    ("x-paging", "added"): (ADDITIVE, ADDITIVE),
    ("x-paging", "removed"): (BREAKING, BREAKING),
    ("x-starts", "added"): (ADDITIVE, ADDITIVE),
    ("x-starts", "removed"): (BREAKING, BREAKING),
    ("server", "added"): (ADDITIVE, ADDITIVE),
    ("server", "removed"): (BREAKING, ADDITIVE),
    ("default server", "changed"): (RISKY, WORDS),

    ("words", "changed"): (WORDS, WORDS),
    ("keyword", "changed"): (RISKY, RISKY),
}
# fmt: on
# Keywords that say something about the wire and that `changes` does not compare.
NOT_COMPARED = {
    "if",
    "then",
    "else",
    "patternProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "contains",
    "minContains",
    "maxContains",
    "prefixItems",
    "unevaluatedProperties",
    "unevaluatedItems",
    "contentEncoding",
    "contentMediaType",
    "discriminator",
    "callbacks",
    "webhooks",
    "jsonSchemaDialect",
    "encoding",
}  # fmt: skip
MEANS = {
    ("sends", BREAKING): "what was accepted may be refused or ignored",
    ("sends", RISKY): "accepted, under other conditions",
    ("sends", ADDITIVE): "all that was accepted still is",
    ("reads", BREAKING): "what was promised may not come",
    ("reads", RISKY): "something unknown may come",
    ("reads", ADDITIVE): "all that was promised still comes",
}


@dataclass(frozen=True)
class Finding:
    """A change on one side of the calls, with its verdicts."""

    change: Change
    side: str
    callers: str
    servers: str

    @property
    def operations(self) -> list[str]:
        """Whom it meets, without repetition."""
        uses = [use for use in self.change.uses if use.side == self.side]
        return list(dict.fromkeys(use.operation for use in uses if use.operation))

    @property
    def path(self) -> str:
        """The way to it in the first of its operations."""
        return next((use.path.strip() for use in self.change.uses if use.side == self.side), "")

    def data(self) -> dict[str, Any]:
        """For programs."""
        change = self.change
        return {
            "what": change.what, "action": change.action, "pointer": change.pointer,
            "before": change.before, "after": change.after, "side": self.side, "path": self.path,
            "operations": self.operations, "callers": self.callers, "servers": self.servers,
        }  # fmt: skip


def findings(old: Document, new: Document) -> list[Finding]:
    """Every change with its verdicts, the worst for callers first."""
    changes = compare(old, new)
    changes += wording(old, new, changes)
    found = [
        judge(change, side)
        for change in changes
        for side in (CALL, REQUEST, ANSWER)
        if any(use.side == side for use in change.uses)
    ]
    return sorted(found, key=lambda one: (VERDICTS.index(one.callers), VERDICTS.index(one.servers)))


def judge(change: Change, side: str) -> Finding:
    """What a change means on one side."""
    rule = RULES.get((change.what, change.action)) or BY_ACTION.get(change.action)
    if rule is None:
        raise KeyError(f"no rule for {change.what} {change.action}")
    sends, reads = rule
    callers, servers = (reads, sends) if side == ANSWER else (sends, reads)
    return Finding(change, side, callers, servers)


def step(found: Sequence[Finding]) -> str:
    """The version step that callers are due."""
    worst = min((VERDICTS.index(one.callers) for one in found), default=None)
    return "none" if worst is None else STEPS[VERDICTS[worst]]


# --- what is left: words, and the form of the document ------------------------------------------


def wording(old: Document, new: Document, known: Sequence[Change]) -> list[Change]:
    """Each place whose text differs, and that no change on the wire tells of."""
    told = {place for change in known for place in (change.pointer, *change.sites)}
    above = {place[:end] for place in told for end in range(len(place)) if place[end] == "/"} | told
    found = []
    for pointer, before, after in _texts(old, new, "", (old, new)):
        steps = pointer.split("/")
        below = any("/".join(steps[:end]) in told for end in range(2, len(steps) + 1))
        if not below and pointer not in above:
            what = "keyword" if NOT_COMPARED & set(steps) else "words"
            uses = (Use("", CALL, ""),)
            found.append(Change(what, "changed", pointer, before, after, uses))
    return found


def _texts(old: Any, new: Any, pointer: str, documents: tuple[Any, Any]) -> Iterator[tuple[str, Any, Any]]:  # fmt: skip
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(key for key in new if key not in old)]:
            below = f"{pointer}/{escaped(key)}"
            if key in old and key in new:
                yield from _texts(old[key], new[key], below, documents)
            else:
                yield below, old.get(key), new.get(key)
    elif isinstance(old, list) and isinstance(new, list):
        first, second = _members(old, documents[0]), _members(new, documents[1])
        if first is None or second is None:
            first, second = dict(enumerate(old)), dict(enumerate(new))
        yield from _texts(first, second, pointer, documents)
    elif old != new or type(old) is not type(new):
        yield pointer, old, new


def _members(values: list[Any], document: Any) -> dict[Any, Any] | None:
    """A list by the names of its members, where these are all different: its order says nothing."""
    named = {}
    for value in values:
        name = value
        if isinstance(value, dict):
            target = resolve(document, value["$ref"]) if "$ref" in value else value
            name = target.get("name", value.get("$ref")) if isinstance(target, dict) else None
        if name is None or isinstance(name, list) or name in named:
            return None
        named[name] = value
    return named


# --- telling people ------------------------------------------------------------------------------


def said(change: Change) -> str:
    """What changed, in a few words: `enum value added: LOST`."""
    before, after = _short(change.before), _short(change.after)
    text = f"{change.what} {change.action}"
    if change.action == "added" and change.after not in (True, None):
        return f"{text}: {after}"
    if change.action == "removed" and change.before not in (True, None):
        return f"{text}: {before}"
    return text if change.action in ("added", "removed") else f"{text}: {before} → {after}"


def _short(value: Any) -> str:
    if value is None or value == () or value == []:
        return "none"
    if isinstance(value, tuple):
        return " or ".join(map(str, value))
    text = value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:57]}..."


def lines(finding: Finding) -> Iterator[str]:
    """One change for a person to read."""
    side = finding.side if finding.operations else "document"
    yield f"{finding.callers:<13} {side:<8} {said(finding.change)}"
    names = finding.operations
    if names:
        more = f" (and {len(names) - 3} more)" if len(names) > 3 else ""
        yield f"{'':<13} at {', '.join(names[:3])}{more}" + (f": {finding.path}" * bool(finding.path))  # fmt: skip
    yield f"{'':<13} {finding.change.pointer}"
    if finding.change.what not in ("words", "keyword"):
        roles = ("reads", "sends") if finding.side == ANSWER else ("sends", "reads")
        told = [
            f"{who}: {verdict}" + (f" ({text})" if (text := MEANS.get((role, verdict))) else "")
            for who, role, verdict in zip(("callers", "servers"), roles, (finding.callers, finding.servers), strict=True)
        ]  # fmt: skip
        yield f"{'':<13} {'; '.join(told)}"


def report(found: Sequence[Finding]) -> str:
    """Everything for people; the last line is the step."""
    text = [line for finding in found for line in (*lines(finding), "")]
    counts = Counter(finding.callers for finding in found)
    text.append(", ".join(f"{counts[v]} {v}" for v in VERDICTS if counts[v]) or "no change")
    return "\n".join([*text, f"step: {step(found)}"])


def draft(found: Sequence[Finding]) -> str:
    """The changes as a fragment of the changelog; empty when there is nothing to tell users."""
    told: dict[str, list[Finding]] = {}
    for finding in found:
        if finding.callers != WORDS:
            told.setdefault(", ".join(finding.operations) or "The service", []).append(finding)
    rows = []
    for names, ones in told.items():
        parts = [
            f"{said(one.change)}" + (f" (`{one.path}`, {one.side})" if one.path else "")
            for one in ones
        ]
        rows.append(f"* {names}: " + "; ".join(parts) + ".")
    return "\n".join(rows) + "\n" if rows else ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, prog="python -m tools.specdiff", formatter_class=argparse.RawDescriptionHelpFormatter
    )  # fmt: skip
    parser.add_argument("old", help="a folder, a file or a git revision")
    parser.add_argument("new", help="another one")
    parser.add_argument("--json", action="store_true", help="for programs; the step is in it")
    asked = parser.parse_args(arguments)
    try:
        found = findings(read(asked.old), read(asked.new))
    except BundleError as error:
        print(f"not compared: {error}", file=sys.stderr)
        return 2
    if asked.json:
        data = {"changes": [one.data() for one in found], "step": step(found)}
        print(json.dumps(data, indent=2, ensure_ascii=False, default=str))
    else:
        print(report(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
