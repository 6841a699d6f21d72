"""Rules about examples: enough of them, valid, with declared fields only, and one story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import jsonschema_rs

from tools.bundle import Document
from tools.lint_spec.reading import Checks, Rule, Spec, escape, last
from tools.lint_spec.words import texts


def _readable(pattern: str) -> Any:
    def check(value: str) -> bool:
        try:
            datetime.strptime(value, pattern)
        except ValueError:
            return False
        return True

    return check


def _is_iso_moment(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return "T" in value


# Formats of this API; a pattern says what they look like, these know that June has thirty days.
OWN_FORMATS = {
    "date-dd-MM-yyyy": _readable("%d-%m-%Y"),
    "date-dd-MM-yyyy-HH-mm-ss": _readable("%d-%m-%Y %H:%M:%S"),
    "date-time-moscow": _is_iso_moment,
}
# A date or a moment as any answer writes it.
MOMENT = re.compile(r"(?:(\d{4})-(\d\d)-(\d\d)|(\d\d)-(\d\d)-(\d{4}))(?:[T ]([\d:]+))?.*")
# The same sum has one place in one listing and another in the next.
SAME_SUM = {"prices/payment/value": "itemsTotal"}
# Numbers that no operator gives out, and domains that nobody can own (RFC 2606).
PHONE, MADE_UP_PHONE = re.compile(r"\+\d[\d ()-]{5,}\d"), re.compile(r"\+7000\d{7}")
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
MADE_UP_MAIL = re.compile(r".*@example\.(com|net|org)")


def examples(spec: Spec) -> Iterator[tuple[str, Document, Any]]:
    """(pointer, schema, value) of every example and default, wherever it may stand."""
    for where, _, node in spec.nodes:
        if "schema" in node:
            for name, example in node.get("examples", {}).items():
                value = spec.resolved(example).get("value")
                yield f"{where}/examples/{escape(name)}", node["schema"], value
        elif isinstance(node.get("examples"), list):
            for index, value in enumerate(node["examples"]):
                yield f"{where}/examples/{index}", node, value
        if "default" in node:
            yield f"{where}/default", node, node["default"]


def valid(spec: Spec) -> Checks:
    """Each example is what its schema asks for, formats of this API included."""
    for where, schema, value in examples(spec):
        errors = schema_errors(spec.document, schema, value)
        yield where, f"breaks its schema: {'; '.join(errors)}" if errors else ""


def schema_errors(document: Document, schema: Document, value: Any) -> list[str]:
    """What a validator has to say."""
    validator = jsonschema_rs.Draft202012Validator(
        schema | {"components": document["components"]}, formats=OWN_FORMATS, validate_formats=True
    )
    found = []
    for error in validator.iter_errors(value):
        at = "".join(f"/{step}" for step in error.instance_path)
        found.append(f"{at}: {error.message}" if at else error.message)
    return found


def declared(spec: Spec) -> Checks:
    """Examples hold no field that the schema does not know: schemas are open, so validators let it pass."""
    for where, schema, value in examples(spec):
        fields = ", ".join(undeclared(spec, schema, value))
        yield where, f"has fields that its schema does not declare: {fields}" if fields else ""


def undeclared(spec: Spec, schema: Document, value: Any, at: str = "") -> Iterator[str]:
    """Places of the fields that are nowhere in the schema."""
    known = spec.resolved(schema)
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield from undeclared(spec, known.get("items", {}), inner, f"{at}/{index}")
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name in known.get("properties", {}):
                yield from undeclared(spec, known["properties"][name], inner, f"{at}/{name}")
            else:
                yield f"{at}/{name}"


def enough(spec: Spec) -> Checks:
    """Each request, each answer and each error shows two examples or more."""
    for operation in spec.operations:
        holders = {f"responses/{s}": r for s, r in operation.responses.items()}
        if "requestBody" in operation.node:
            holders["requestBody"] = operation.node["requestBody"]
        for name, holder in holders.items():
            shown = len(spec.body(holder).get("examples", {}))
            fault = f"shows {shown} example{'s' * (shown != 1)}: two or more are wanted"
            yield f"{operation.where}/{name}", "" if shown >= 2 else fault


def coherent(spec: Spec) -> Checks:
    """An order that several answers show is the same order in all of them, wherever they say the same."""
    seen: dict[tuple[Any, str], tuple[str, Any]] = {}
    for operation in spec.operations:
        where = f"{operation.where}/responses/200"
        shown = spec.body(operation.responses.get("200", {})).get("examples", {})
        for name, example in shown.items():
            for order in _orders(spec.resolved(example).get("value")):
                for key, told in _story(order):
                    place = f"{where}/content/application~1json/examples/{escape(name)}"
                    first, before = seen.setdefault((order["id"], key), (place, told))
                    fault = f"order {order['id']} has {key} {told!r}, but {before!r} in {first}"
                    yield place, "" if _agree(told, before) else fault


def _orders(value: Any) -> Iterator[Document]:
    """The orders of an answer, however deep, each with its id as `id`."""
    for name, inner in value.items() if isinstance(value, dict) else ():
        listed = inner if isinstance(inner, list) else [inner]
        for entry in listed if name in ("order", "orders") else ():
            if isinstance(entry, dict) and ("orderId" in entry or "id" in entry):
                yield entry | {"id": entry.get("orderId", entry.get("id"))}
        yield from _orders(inner)


def _story(node: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    """Each plain value of an order with its place: `items/0/count`."""
    if isinstance(node, dict | list):
        for step, inner in node.items() if isinstance(node, dict) else enumerate(node):
            yield from _story(inner, f"{at}/{step}")
    else:
        place = at.removeprefix("/")
        yield SAME_SUM.get(place, place), _moment(node) if isinstance(node, str) else node


def _moment(text: str) -> str:
    """A date or a moment as YYYY-MM-DD HH:MM:SS, as far as told; other texts as they are."""
    if not (found := MOMENT.fullmatch(text)):
        return text
    year, month, day, day_first, its_month, its_year, time = found.groups()
    date = f"{year or its_year}-{month or its_month}-{day or day_first}"
    return f"{date} {time}" if time else date


def _agree(one: Any, other: Any) -> bool:
    """Equal; of moments one may be told more closely than the other."""
    if isinstance(one, str) and isinstance(other, str) and MOMENT.fullmatch(one):
        return one.startswith(other) or other.startswith(one)
    return bool(one == other)


def made_up(spec: Spec) -> Checks:
    """Phone numbers and mail addresses are nobody's, in examples and in words."""
    shown = [row for where, _, value in examples(spec) for row in _texts(value, where)]
    for where, text in [*shown, *texts(spec)]:
        phones = [text] if last(where) == "phone" else PHONE.findall(text)
        real = [phone for phone in phones if not MADE_UP_PHONE.fullmatch(phone)]
        real += [mail for mail in MAIL.findall(text) if not MADE_UP_MAIL.fullmatch(mail)]
        fault = "may be somebody's: write +7000 and seven digits, or @example.org"
        yield where, f"{', '.join(real)} {fault}" if real else ""


def _texts(value: Any, at: str) -> Iterator[tuple[str, str]]:
    """Each text of an example with its place."""
    if isinstance(value, dict | list):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(inner, f"{at}/{escape(step)}")
    elif isinstance(value, str):
        yield at, value


RULES: dict[str, Rule] = {
    "examples-valid": valid,
    "examples-declared": declared,
    "examples-enough": enough,
    "examples-coherent": coherent,
    "examples-made-up": made_up,
}
