"""One request with its answer: what laws look at, and what the report shows as evidence."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import httpx

from . import facts
from .facts import Json

KEY_VARIABLE = "YANDEX_MARKET_CONTRACT_API_KEY"
_SECRET = ("api-key", "authorization")
_LONGEST = 1500  # characters of an answer that are shown
_MASK = "***"


@dataclass(frozen=True)
class Exchange:
    """A request and its answer. `operation` is None for addresses that the document has not.

    Neither the repr nor anything shown holds the key; personal fields of answers are masked.
    """

    operation: str | None
    method: str
    url: str
    request_headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)
    status: int
    headers: httpx.Headers = field(repr=False)
    body: bytes = field(repr=False)
    seconds: float = 0.0

    @cached_property
    def json(self) -> Json:
        """The answer's JSON, None where it is none."""
        try:
            return facts.strict_json(self.body)
        except (ValueError, RecursionError):
            return None

    def at(self, pointer: str) -> Json:
        """The part of the answer that a pointer of the table leads to."""
        return facts.at(self.json, pointer)

    @property
    def curl(self) -> str:
        """The request as a command; the key stands in a variable."""
        parts = ["curl", "-i", "--path-as-is"]
        if self.method != "GET":
            parts += ["-X", self.method] if self.method != "HEAD" else ["--head"]
        parts.append(shlex.quote(self.url))
        text = " ".join(parts)
        for name, value in self.request_headers.items():
            lower = name.lower()
            if lower == "api-key" and value:
                text += f' -H "{name}: ${KEY_VARIABLE}"'
            elif lower in _SECRET:
                text += f" -H '{name}: {_MASK}'"
            elif lower not in (
                "host",
                "user-agent",
                "content-length",
                "connection",
                "accept-encoding",
            ):
                text += f" -H {shlex.quote(f'{name}: {value}')}"
        if self.content:
            shown = self.content[:_LONGEST].decode("utf-8", "backslashreplace")
            more = "" if len(self.content) <= _LONGEST else f"… ({len(self.content)} bytes)"
            text += f" --data-binary {shlex.quote(shown + more)}"
        return text

    @property
    def answer(self) -> str:
        """Status, headers that matter and body, shortened; personal fields are masked."""
        lines = [str(self.status)]
        lines += [
            f"{name}: {value}"
            for name, value in self.headers.items()
            if name.lower() in ("content-type", "allow", "date")
            or name.lower().startswith("x-ratelimit")
        ]
        if self.json is not None:
            text = json.dumps(_masked(self.json), ensure_ascii=False)
        else:
            text = self.body.decode("utf-8", "backslashreplace")
        return "\n".join([*lines, "", text if len(text) < _LONGEST else f"{text[:_LONGEST]}…"])

    def describe(self) -> str:
        """Request and answer, to be read in a terminal."""
        answer = self.answer.replace("\n", "\n    ")
        return f"  $ {self.curl}\n    {answer}"


def _masked(value: Json, name: str = "") -> Json:
    """The value with personal fields covered. `id` is one of a buyer alone, or nothing could be told."""
    if isinstance(value, dict):
        personal = facts.personal_fields()
        if name != "buyer" and value.keys().isdisjoint({"phone", "lastName"}):
            personal -= {"id"}
        return {
            key: _MASK if key in personal and child is not None else _masked(child, key)
            for key, child in value.items()
        }
    return [_masked(child, name) for child in value] if isinstance(value, list) else value
