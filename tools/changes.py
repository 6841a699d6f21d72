"""What differs on the wire between two documents: walked side by side, from each operation down.

Schemas are met by their place in a request or an answer, never by their name. A difference inside a
shared schema is one `Change` at that schema, with every use of it; so a recursion ends where it began.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from tools.bundle import Document
from tools.facts import (
    OPERATION_FACTS,
    PARAMETER_FACTS,
    SCHEMA_FACTS,
    Comparison,
    Flat,
    Place,
    Side,
    escaped,
    presence,
    restriction,
    upper_bound,
)  # fmt: skip

CALL, REQUEST, ANSWER = "call", "request", "answer"
MIRRORED = {"added": "removed", "removed": "added", "widened": "narrowed", "narrowed": "widened", "changed": "changed"}  # fmt: skip


class Use(NamedTuple):
    """Where a caller or a server meets a change: operation, side, and the way down from there."""

    operation: str
    side: str
    path: str


@dataclass(frozen=True)
class Change:
    """One difference. `pointer` leads into the old document, or to where the new part would stand."""

    what: str
    action: str
    pointer: str
    before: Any
    after: Any
    uses: tuple[Use, ...] = ()
    sites: tuple[str, ...] = ()  # the places that refer to the schema at `pointer`

    def mirrored(self) -> Change:
        """The same difference, the other way round."""
        action = MIRRORED[self.action]
        return replace(self, action=action, before=self.after, after=self.before)


def compare(old: Document, new: Document) -> list[Change]:
    """Every difference that a caller or a server can meet, in the order of the old document."""
    walk = _Walk(old, new)
    walk.documents()
    return walk.changes()


# --- the walk ----------------------------------------------------------------------------------


class _Walk:
    def __init__(self, old: Document, new: Document) -> None:
        self.old, self.new = Side(old), Side(new)
        self.found: dict[tuple[str, ...], tuple[Change, dict[Use, None], dict[str, None]]] = {}
        self.seen: set[tuple[str, str, str, str]] = set()

    def changes(self) -> list[Change]:
        return [
            replace(change, uses=tuple(uses), sites=tuple(site for site in sites if site))
            for change, uses, sites in self.found.values()
        ]

    def add(
        self, what: str, action: str, at: str, pair: Sequence[Any], use: Use, site: str = ""
    ) -> None:
        """Note one difference, or one more use of it. `pair`: what was there, and what is."""
        values = (json.dumps(value, default=str, sort_keys=True) for value in pair)
        change = Change(what, action, at, *pair)
        _, uses, sites = self.found.setdefault((what, action, at, *values), (change, {}, {}))
        uses[use] = sites[site] = None

    def named(
        self, what: str, at: str, pair: Sequence[Iterable[Any]], use: Use, site: str = ""
    ) -> None:
        """Members of a set that came or went; the order says nothing."""
        old, new = ({str(value): value for value in values} for values in pair)
        for text in [*old, *(text for text in new if text not in old)]:
            values = (old.get(text), new.get(text))
            if (text in old) != (text in new):
                action = "added" if text in new else "removed"
                self.add(what, action, f"{at}/{escaped(text)}", values, use, site)

    def facts(
        self, rules: Mapping[str, tuple[Any, Comparison]], before: Place, after: Place, use: Use, kind: str, site: str = ""
    ) -> None:  # fmt: skip
        """Plain keywords of a parameter or an operation."""
        for key, (absent, comparison) in rules.items():
            old, new = before.node.get(key, absent), after.node.get(key, absent)
            if old != new:
                what = f"{kind} {key}" if key in ("required", "deprecated") else key
                self.add(
                    what, comparison(old, new), f"{before.pointer}/{key}", (old, new), use, site
                )

    def documents(self) -> None:
        everywhere = Use("", CALL, "")
        servers = [
            [str(server.get("url")) for server in side.document.get("servers") or ()]
            for side in (self.old, self.new)
        ]
        self.named("server", "/servers", servers, everywhere)
        if set(servers[0]) == set(servers[1]) and servers[0][:1] != servers[1][:1]:
            self.add("default server", "changed", "/servers/0", (servers[0][0], servers[1][0]), everywhere)  # fmt: skip
        limits = [side.document.get("x-parallel") for side in (self.old, self.new)]
        if limits[0] != limits[1]:
            self.add("x-parallel", upper_bound(*limits), "/x-parallel", limits, everywhere)
        self.security_schemes(everywhere)
        for before, after, path_before, path_after in self.pairs():
            self.operation(before, after, path_before, path_after)

    def security_schemes(self, use: Use) -> None:
        at = "/components/securitySchemes"
        old, new = (
            {
                name: _without_words(scheme)
                for name, scheme in (Place(s.document, "").down("components", "securitySchemes").node or {}).items()
            }
            for s in (self.old, self.new)
        )  # fmt: skip
        for name in [*old, *(name for name in new if name not in old)]:
            if old.get(name) != new.get(name):
                pair = (old.get(name), new.get(name))
                self.add("security scheme", presence(*pair), f"{at}/{name}", pair, use)

    def pairs(self) -> Iterator[tuple[Place, Place, str, str]]:
        """The operations of both, by address, else by operationId; those of one alone are noted."""
        old, new = self.old.operations(), self.new.operations()
        lone = {operation_name(new[key], *key): key for key in new if key not in old}
        for key, before in old.items():
            name = operation_name(before, *key)
            other = key if key in new else lone.pop(name, None)
            if other is None:
                self.add("operation", "removed", before.pointer, (name, None), Use(name, CALL, ""))
                continue
            if other != key:
                texts = [f"{method.upper()} {path}" for path, method in (key, other)]
                use, moved = Use(name, CALL, ""), new[other].pointer
                self.add("address", "changed", before.pointer, texts, use, moved)
            yield before, new[other], key[0], other[0]
        for name, key in lone.items():
            self.add("operation", "added", new[key].pointer, (None, name), Use(name, CALL, ""))

    def operation(self, before: Place, after: Place, path_before: str, path_after: str) -> None:
        name = operation_name(before, path_before, before.pointer.rpartition("/")[2])
        use = Use(name, CALL, "")
        self.facts(OPERATION_FACTS, before, after, use, "operation")
        for key, what in (("tags", "tag"), ("x-scopes", "scope"), ("x-models", "placement model")):
            values = (before.node.get(key) or (), after.node.get(key) or ())
            self.named(what, before.down(key).pointer, values, use)
        (security, at), (other, _) = self.old.security(before), self.new.security(after)
        self.named("security", at, (sorted(security), sorted(other)), use)
        self.quota(before.down("x-quota"), after.down("x-quota"), use)
        self.window(before.down("x-window"), after.down("x-window"), use)
        self.sunset(before.down("x-sunset"), after.down("x-sunset"), use)
        self.parameters(
            self.old.parameters(path_before, before), self.new.parameters(path_after, after),
            before.down("parameters").pointer, name,
        )  # fmt: skip
        self.body(before.down("requestBody"), after.down("requestBody"), name)
        self.answers(before.down("responses"), after.down("responses"), name)

    def quota(self, before: Place, after: Place, use: Use) -> None:
        old, new = before.node or {}, after.node or {}
        units = [(quota.get("per"), quota.get("counts")) for quota in (old, new)]
        if old and new and units[0] != units[1]:
            self.add("quota unit", "changed", before.pointer, (old, new), use)
        elif old.get("amount") != new.get("amount"):
            amounts = (old.get("amount"), new.get("amount"))
            self.add("quota", upper_bound(*amounts), f"{before.pointer}/amount", amounts, use)
        if (parallel := (old.get("parallel"), new.get("parallel")))[0] != parallel[1]:
            at = f"{before.pointer}/parallel"
            self.add("parallel quota", upper_bound(*parallel), at, parallel, use)

    def window(self, before: Place, after: Place, use: Use) -> None:
        old, new = before.node or {}, after.node or {}
        for key, comparison in (
            ("days", upper_bound),
            ("exclusive-pairs", restriction),
            ("end", restriction),
            ("pairs", restriction),
        ):
            values = (old.get(key) or None, new.get(key) or None)
            if values[0] != values[1]:
                at = f"{before.pointer}/{key}"
                self.add(f"window {key}", comparison(*values), at, values, use)

    def sunset(self, before: Place, after: Place, use: Use) -> None:
        old, new = before.node or {}, after.node or {}
        for key in ("degrades", "ends"):
            days = (old.get(key), new.get(key))
            if days[0] != days[1]:
                action = presence(*days)
                if action == "changed":
                    action = "widened" if str(days[1]) > str(days[0]) else "narrowed"
                self.add("sunset", action, f"{before.pointer}/{key}", days, use)

    def parameters(
        self, before: list[tuple[Place, str]], after: list[tuple[Place, str]], at: str, name: str
    ) -> None:
        """Matched by name and place, else by another name that one of them takes."""
        left = list(after)
        matches: dict[int, Place] = {}
        for by_alias in (False, True):
            for index, (place, _) in enumerate(before):
                match = next((o for o in left if _same(place.node, o[0].node, by_alias)), None)
                if index not in matches and match:
                    matches[index] = match[0]
                    left.remove(match)
        for index, (place, site) in enumerate(before):
            other = matches.get(index)
            title = str(place.node.get("name"))
            use = Use(name, REQUEST, f"parameter {title}")
            if other is None:
                what = "required parameter" if place.node.get("required") else "parameter"
                self.add(what, "removed", site, (title, None), use, place.pointer)
            else:
                self.parameter(place, other, use, site)
        for place, _ in left:
            title = str(place.node.get("name"))
            what = "required parameter" if place.node.get("required") else "parameter"
            use = Use(name, REQUEST, f"parameter {title}")
            self.add(what, "added", f"{at}/{escaped(title)}", (None, title), use, place.pointer)

    def parameter(self, before: Place, after: Place, use: Use, site: str) -> None:
        self.facts(PARAMETER_FACTS, before, after, use, "parameter", site)
        names = [sorted(_names(place.node)) for place in (before, after)]
        if before.node.get("name") != after.node.get("name"):
            at, values = f"{before.pointer}/name", (before.node.get("name"), after.node.get("name"))
            self.add("parameter name", "changed", at, values, use, site)
        self.named("alias", f"{before.pointer}/x-aliases", names, use, site)
        schemas = [_schema_of(place) for place in (before, after)]
        self.schema(schemas[0], schemas[1], use, site)

    def body(self, before: Place, after: Place, name: str) -> None:
        use = Use(name, REQUEST, "body")
        if before.node is None or after.node is None:
            for side, place, action in (
                (self.old, before, "removed"), (self.new, after, "added"),
            ):  # fmt: skip
                if place.node is not None:
                    is_required = side.settled(place).node.get("required", False)
                    what = "required body" if is_required else "body"
                    pair = ("a body", None) if action == "removed" else (None, "a body")
                    self.add(what, action, before.pointer, pair, use)
            return
        old, new = self.old.settled(before), self.new.settled(after)
        marks = (old.node.get("required", False), new.node.get("required", False))
        if marks[0] != marks[1]:
            action = "added" if marks[1] else "removed"
            self.add("body required", action, f"{before.pointer}/required", marks, use)
        self.content(old, new, Use(name, REQUEST, ""))

    def answers(self, before: Place, after: Place, name: str) -> None:
        old, new = before.node or {}, after.node or {}
        for status in [*old, *(status for status in new if status not in old)]:
            kind = "success status" if str(status)[:1] == "2" else "error status"
            use = Use(name, ANSWER, f"{status} ")
            pair = (before.down(status), after.down(status))
            if status not in old or status not in new:
                side, there = (self.old, pair[0]) if status in old else (self.new, pair[1])
                values = (status if status in old else None, status if status in new else None)
                at, site = pair[0].pointer, side.settled(there).pointer
                self.add(kind, presence(*values), at, values, use, site if site != at else "")
                continue
            first, second = self.old.settled(pair[0]), self.new.settled(pair[1])
            self.headers(first.down("headers"), second.down("headers"), use)
            self.content(first, second, use)

    def headers(self, before: Place, after: Place, use: Use) -> None:
        old, new = before.node or {}, after.node or {}
        for name in [*old, *(name for name in new if name not in old)]:
            pair = (before.down(name), after.down(name))
            if name in old and name in new:
                first, second = self.old.settled(pair[0]), self.new.settled(pair[1])
                inner = Use(use.operation, ANSWER, f"header {name}")
                self.facts(PARAMETER_FACTS, first, second, inner, "header", pair[0].pointer)
                self.schema(_schema_of(first), _schema_of(second), inner, pair[0].pointer)
            else:
                side, there = (self.old, pair[0]) if name in old else (self.new, pair[1])
                values = (name if name in old else None, name if name in new else None)
                # One header that every answer has: one change, at the header.
                at = side.settled(there).pointer
                inner = Use(use.operation, ANSWER, f"header {name}")
                self.add("header", presence(*values), at, values, inner, pair[0].pointer)

    def content(self, before: Place, after: Place, use: Use) -> None:
        before, after = before.down("content"), after.down("content")
        old, new = before.node or {}, after.node or {}
        self.named("media type", before.pointer, (old, new), use)
        for media in old:
            if media in new:
                first, second = before.down(media, "schema"), after.down(media, "schema")
                self.schema(first, second, use)

    def schema(self, before: Place, after: Place, use: Use, site: str = "") -> None:
        """Two schemas that meet at one place. `site`: what leads there, if it is no schema."""
        pair = (self.old.settled(before), self.new.settled(after))
        old, new = self.old.flat(before), self.new.flat(after)
        at, origin = pair[0].pointer, before.pointer
        site = origin if origin != at else site
        self.schema_facts(old, new, at, use, site)
        self.enums(old.enum, new.enum, at, use, site)
        key = (at, pair[1].pointer, use.operation, use.side)
        if key in self.seen:
            return
        self.seen.add(key)
        self.fields(old, new, at, use)
        if old.items or new.items:
            inner = use._replace(path=f"{use.path}[]")
            self.schema(old.items or Place({}, f"{at}/items"), new.items or Place({}, ""), inner)
        self.others(old.others, new.others, at, use)
        self.choices(old.choices, new.choices, at, use)

    def schema_facts(self, old: Flat, new: Flat, at: str, use: Use, site: str) -> None:
        for key, (absent, comparison) in SCHEMA_FACTS.items():
            (first, where), (second, _) = old.facts.get(key, (absent, at)), new.facts.get(key, (absent, at))  # fmt: skip
            if first != second:
                pointer = f"{where}/{'type' if key == 'nullable' else key}"
                what = f"field {key}" if key == "deprecated" else key
                self.add(what, comparison(first, second), pointer, (first, second), use, site)

    def enums(self, old: Place | None, new: Place | None, at: str, use: Use, site: str) -> None:
        lists = [
            None if place is None else [v for v in place.node or () if v is not None]
            for place in (old, new)
        ]
        if lists[0] is not None and lists[1] is not None:
            self.named("enum value", old.pointer if old else at, (lists[0], lists[1]), use, site)
        elif lists[0] is not lists[1]:
            pointer = old.pointer if old else f"{at}/enum"
            self.add("enum", restriction(*lists), pointer, lists, use, site)

    def fields(self, old: Flat, new: Flat, at: str, use: Use) -> None:
        for name in [*old.properties, *(name for name in new.properties if name not in old.properties)]:  # fmt: skip
            inner = _deeper(use, name)
            first, second = old.properties.get(name), new.properties.get(name)
            if first and second:
                self.schema(first, second, inner)
            elif first:
                what = "required field" if name in old.required else "field"
                self.add(what, "removed", first.pointer, (name, None), inner)
            elif second:
                what = "required field" if name in new.required else "field"
                self.add(what, "added", f"{at}/properties/{escaped(name)}", (None, name), inner)
        for name in [*old.required, *(name for name in new.required if name not in old.required)]:
            # With a field that came or went goes its mark; a mark without any field is one too.
            known = (name in old.properties, name in new.properties)
            if (name in old.required) != (name in new.required) and known[0] == known[1]:
                marks = (name in old.required, name in new.required)
                where = old.required.get(name, at)
                inner = _deeper(use, name)
                action = "added" if marks[1] else "removed"
                self.add("required", action, f"{where}/required/{escaped(name)}", marks, inner)

    def others(self, old: Place | None, new: Place | None, at: str, use: Use) -> None:
        """`additionalProperties`: absent means anything goes, as `true` does."""
        pair = [True if place is None else place.node for place in (old, new)]
        if isinstance(pair[0], dict) and isinstance(pair[1], dict) and old and new:
            self.schema(old, new, _deeper(use, "*"))
        elif pair[0] != pair[1]:
            opened = pair[1] is True or pair[0] is False
            pointer = old.pointer if old else f"{at}/additionalProperties"
            self.add("additionalProperties", "widened" if opened else "narrowed", pointer, pair, use)  # fmt: skip

    def choices(self, old: dict[str, list[Place]], new: dict[str, list[Place]], at: str, use: Use) -> None:  # fmt: skip
        for key in ("oneOf", "anyOf"):
            first, second = old.get(key), new.get(key)
            if first is None and second is None:
                continue
            if first is None or second is None:
                values = [None if p is None else [_label(c, i) for i, c in enumerate(p)] for p in (first, second)]  # fmt: skip
                self.add(key, restriction(*values), f"{at}/{key}", values, use)
                continue
            known = {_label(choice, index): choice for index, choice in enumerate(second)}
            labels = {_label(choice, index): choice for index, choice in enumerate(first)}
            self.named("alternative", f"{at}/{key}", (labels, known), use)
            for label, choice in labels.items():
                if label in known:
                    self.schema(choice, known[label], use)


def operation_name(place: Place, path: str, method: str) -> str:
    """Its operationId, or the address of an operation that has none."""
    return str(place.node.get("operationId") or f"{method.upper()} {path}")


def _deeper(use: Use, name: str) -> Use:
    """One field further down: `200 result`, then `200 result.orders`."""
    dot = "" if use.path == "" or use.path.endswith(" ") else "."
    return use._replace(path=f"{use.path}{dot}{name}")


def _names(parameter: Document) -> set[str]:
    return {str(parameter.get("name")), *(parameter.get("x-aliases") or ())}


def _same(one: Document, other: Document, by_alias: bool) -> bool:
    same = bool(_names(one) & _names(other)) if by_alias else one.get("name") == other.get("name")
    return same and one.get("in") == other.get("in")


def _schema_of(holder: Place) -> Place:
    """The schema of a parameter or header, which may also stand below one media type."""
    content = holder.node.get("content") or {}
    below = holder.down("content", next(iter(content)), "schema") if content else holder.down("schema")  # fmt: skip
    return Place(below.node or {}, below.pointer)


def _label(choice: Place, index: int) -> str:
    node = choice.node if isinstance(choice.node, dict) else {}
    return str(node["$ref"]).rpartition("/")[2] if "$ref" in node else str(index)


def _without_words(node: Any) -> Any:
    if not isinstance(node, dict):
        return node
    return {key: _without_words(value) for key, value in node.items() if key not in ("description", "x-inline", "scopes")} | (
        {"scopes": sorted(node["scopes"])} if isinstance(node.get("scopes"), dict) else {}
    )  # fmt: skip
