"""Rules about words: they are there, plain English, and our own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from tools.lint_spec.reading import Checks, Rule, Spec, enum_words, escape, last

DESCRIBED = frozenset({
    "links",
    "info", "servers", "tags", "securitySchemes", "schemas", "properties", "parameters", "headers",
    "responses", "requestBody",
})  # fmt: skip
# An enum that speaks for itself.
WORDLESS = frozenset({"CurrencyType"})
UNFINISHED = re.compile(r"\b(TODO|FIXME|TBD|XXX)\b", re.IGNORECASE)
MARKUP = re.compile(r"</?[a-z]+[ />]|\*\*|__|\]\(|&[a-z]+;|https?://|^\s*#", re.MULTILINE)
# Values of the API stand in backticks and are what they are.
CODE = re.compile(r"`[^`\n]*`")
# What an English text needs beyond ASCII.
SIGNS = "–—‘’“”…×±≤≥"
RUN = 8
# Words that add nothing to a name.
FILLERS = frozenset({
    "a", "an", "and", "been", "by", "has", "have", "is", "it", "its", "no", "not", "of", "on", "or",
    "the", "to", "was", "were",
})  # fmt: skip


def present(spec: Spec) -> Checks:
    """Everything a reader meets has a description, operations and examples a summary."""
    for where, kind, node in spec.nodes:
        wanted = set()
        if kind in DESCRIBED and ("$ref" not in node or kind == "properties"):
            wanted.add("description")
        if "operationId" in node and kind != "links":
            wanted |= {"summary", "description"}
        if kind == "examples" and "$ref" not in node:
            wanted.add("summary")
        for key in sorted(wanted):
            yield where, "" if str(node.get(key) or "").strip() else f"has no {key}: write one"


def each_value(spec: Spec) -> Checks:
    """Each value of an enum has words, and words have a value."""
    for where, _, schema in spec.schemas:
        if "enum" not in schema or last(where) in WORDLESS:
            continue
        words = enum_words(schema)
        for value in schema["enum"]:
            yield where, "" if words.get(value) else f"{value} has no words in x-enum-descriptions"
        for value in words:
            fault = f"x-enum-descriptions tells of {value}, which is no value: remove it"
            yield where, "" if value in schema["enum"] else fault


def telling_value(spec: Spec) -> Checks:
    """Words for a value say more than its name does."""
    for where, _, schema in spec.schemas:
        for value, text in enum_words(schema).items():
            said = set(re.findall(r"[a-z0-9]+", str(text).lower().replace("-", ""))) - FILLERS
            fault = f"{value}: {text!r} only repeats the name: say what it means"
            yield where, fault if said <= set(value.lower().split("_")) else ""


def plain_english(spec: Spec) -> Checks:
    """No other language, no markup, nothing unfinished; sentences end, headings do not."""
    for where, text in texts(spec):
        yield where, "; ".join(_faults(text, is_heading=last(where) in ("summary", "title")))


def _faults(text: str, is_heading: bool) -> Iterator[str]:
    words = CODE.sub("", text)
    foreign = sorted({char for char in words if not char.isascii() and char not in SIGNS})
    if foreign:
        yield f"has {''.join(foreign)!r}: write plain English"
    if found := UNFINISHED.search(text):
        yield f"is unfinished ({found[0]}): write it"
    if found := MARKUP.search(words):
        yield f"has markup ({found[0].strip()!r}): write plain text"
    if text != text.strip():
        yield "begins or ends with a space: remove it"
    if is_heading and text.endswith("."):
        yield "is a heading: leave out the full stop"
    if not is_heading and not text.rstrip('"').endswith("."):
        yield "does not end with a full stop: end the sentence"


def own(spec: Spec) -> Checks:
    """No eight words in a row are those of a source; SOURCES.md counts as well."""
    prose = [(name, text) for name, text in spec.files.items() if name.endswith(".md")]
    for where, text in [*texts(spec), *prose]:
        fault = f"has {RUN} words in a row of a source: say it in our own words"
        yield where, fault if hashes(text) & spec.seeds else ""


def hashes(text: str) -> set[str]:
    """Hashes of all runs of eight words, letter case and punctuation aside."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    runs = (" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1))
    return {hashlib.sha256(run.encode()).hexdigest()[:16] for run in runs}


def texts(spec: Spec) -> Iterator[tuple[str, str]]:
    """Each text of the document with the pointer to it."""
    for where, _, node in spec.nodes:
        for key in ("title", "summary", "description"):
            if isinstance(node.get(key), str):
                yield f"{where}/{key}", node[key]
        for value, text in enum_words(node).items():
            yield f"{where}/x-enum-descriptions/{escape(value)}", str(text)


RULES: dict[str, Rule] = {
    "descriptions-present": present,
    "enum-words": each_value,
    "enum-words-telling": telling_value,
    "plain-english": plain_english,
    "own-words": own,
}
