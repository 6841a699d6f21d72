"""The market's own answers judged by the document: status, headers, content type and body.

Switched on by the environment variable `YANDEX_MARKET_MOCK_STRICT=1`; the project's tests do that. A
field or a header that the document does not name is a flaw too. An answer with a flaw becomes a 500
that says what it is.
"""

from __future__ import annotations

import copy
import json
import os
import threading
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Any

import jsonschema_rs
from yandex_market_api.operations import OPERATIONS

from .exchange import Json, Response
from .rules import document, mappings, resolved

SWITCH = "YANDEX_MARKET_MOCK_STRICT"
_ANY = "getCampaigns"  # stands for a request that found no operation: 404 and 405 are alike for all
_OURS = frozenset({501})  # the mock lacks an operation: no answer of the vendor's
_OF_HTTP = frozenset({"content-type", "content-length", "date"})  # no document describes these
_DAY, _MOMENT = "%d-%m-%Y", "%d-%m-%Y %H:%M:%S"


class Judge:
    """Judges answers and remembers what it found."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.judged = 0
        self.flaws: list[str] = []

    def __call__(self, operation: str | None, method: str, answer: Response) -> list[str]:
        """What the document does not allow in this answer. `operation`: None if it found none."""
        if answer.status in _OURS:
            return []
        place = f"{operation or 'no operation'} {answer.status}"
        flaws = [f"{place}: {flaw}" for flaw in _flaws(operation or _ANY, method, answer)]
        with self._lock:
            self.judged += 1
            self.flaws += flaws
        return flaws


JUDGE = Judge()  # one for all markets of the process


def judge() -> Judge | None:
    """The judge, if the environment asks for it."""
    return JUDGE if os.environ.get(SWITCH, "0") not in ("", "0") else None


def _flaws(operation: str, method: str, answer: Response) -> Iterator[str]:
    documented = _documented(operation).get(str(answer.status))
    if documented is None:
        yield "the document has no such status"
        return
    headers = {name.lower(): value for name, value in answer.headers}
    yield from _of_headers(documented, headers)
    media_type = headers.get("content-type", "").partition(";")[0]
    if media_type not in documented["content"]:
        yield f"the document has no content type {media_type!r}"
    elif method != "HEAD":
        if headers.get("content-length") != str(len(answer.body)):
            yield "Content-Length is not that of the body"
        for error in _body(operation, answer.status).iter_errors(json.loads(answer.body)):
            yield f"/{'/'.join(map(str, error.instance_path))}: {error.message}"


def _of_headers(documented: Json, headers: Mapping[str, str]) -> Iterator[str]:
    nodes = {name.lower(): resolved(node) for name, node in documented.get("headers", {}).items()}
    for name in sorted(nodes.keys() - headers.keys()):
        yield f"the header {name} is missing"
    for name in sorted(headers.keys() - nodes.keys() - _OF_HTTP):
        yield f"the document has no header {name}"
    for name in sorted(nodes.keys() & headers.keys()):
        schema, text = resolved(nodes[name]["schema"]), headers[name]
        whole = schema["type"] == "integer" and text.isascii() and text.isdigit()
        if not jsonschema_rs.is_valid(schema, int(text) if whole else text):
            yield f"the header {name} may not be {text!r}"


@cache
def _documented(operation: str) -> dict[str, Json]:
    """The answers of an operation by status."""
    spec = OPERATIONS[operation]
    node = document()["paths"][spec.path][spec.method.lower()]
    return {status: resolved(answer) for status, answer in node["responses"].items()}


@cache
def _body(operation: str, status: int) -> jsonschema_rs.Draft202012Validator:
    schema = _documented(operation)[str(status)]["content"]["application/json"]["schema"]
    root = {**schema, "components": {"schemas": document()["components"]["schemas"]}}
    root = copy.deepcopy(root)
    _close(root)
    formats = {
        "date-dd-MM-yyyy": lambda text: _reads(text, _DAY),
        "date-dd-MM-yyyy-HH-mm-ss": lambda text: _reads(text, _MOMENT) or _reads(text, _DAY),
        "date-time-moscow": lambda text: datetime.fromisoformat(text).tzinfo is None,
    }
    return jsonschema_rs.Draft202012Validator(root, validate_formats=True, formats=formats)


def _close(root: Json) -> None:
    """Let objects have no other fields than those that are named. Parts of an `allOf` leave that to
    the whole.
    """
    parts: list[Any] = [part for node in mappings(root) for part in node.get("allOf", ())]
    open_ones = [_resolved_in(root, part) for part in parts] + parts
    for node in list(mappings(root)):
        if "allOf" in node:
            node["unevaluatedProperties"] = False
        elif "properties" in node and "type" in node and not any(node is one for one in open_ones):
            node["additionalProperties"] = False


def _resolved_in(root: Json, node: Json) -> Json:
    """What the node's `$ref` means in this copy of the schemas."""
    if "$ref" not in node:
        return node
    found: Json = root["components"]["schemas"][node["$ref"].rpartition("/")[2]]
    return found


def _reads(text: str, form: str) -> bool:
    try:
        datetime.strptime(text, form)
    except ValueError:
        return False
    return True
