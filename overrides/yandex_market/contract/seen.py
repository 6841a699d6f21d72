"""Coverage: which documented answers and parameters a run has seen, and which not."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from yandex_market_api.operations import OPERATIONS

from . import facts
from .exchange import Exchange
from .facts import Json


@dataclass
class Seen:
    """Counts of answers by (operation, status) and of arguments that were sent."""

    answers: Counter[tuple[str, int]] = field(default_factory=Counter)
    arguments: Counter[tuple[str, str]] = field(default_factory=Counter)
    elsewhere: int = 0  # requests to addresses that are no operation

    def add(self, exchange: Exchange) -> None:
        """Count one exchange. A wrong method counts for the operations at that address."""
        path = urlsplit(exchange.url).path
        if "/_mock/" in path:
            return
        operation = exchange.operation
        if operation is None:
            near = self._near(path)
            for name in near:
                self.answers[name, exchange.status] += 1
            self.elsewhere += not near
            return
        self.answers[operation, exchange.status] += 1
        for name in _sent(operation, exchange):
            self.arguments[operation, name] += 1

    def merge(self, other: Seen) -> None:
        """Add what another run has seen."""
        self.answers += other.answers
        self.arguments += other.arguments
        self.elsewhere += other.elsewhere

    @staticmethod
    def _near(path: str) -> list[str]:
        for method in ("GET", "POST"):
            if spec := facts.find(method, _documented(path)):
                return [spec.id]
        return []

    def responses(self) -> dict[str, dict[int, int]]:
        """For each operation its documented statuses, with how often each was seen."""
        return {
            name: {status: self.answers[name, status] for status in spec.statuses}
            for name, spec in OPERATIONS.items()
        }

    def parameters(self) -> dict[str, dict[str, int]]:
        """For each operation its arguments, with how often each was sent."""
        return {
            name: {one: self.arguments[name, one] for one in _names(name)} for name in OPERATIONS
        }

    def summary(self) -> str:
        """`operations 9/9, responses 99/99, parameters 58/58`."""
        responses = [n for row in self.responses().values() for n in row.values()]
        arguments = [n for row in self.parameters().values() for n in row.values()]
        operations = {name for name, _ in self.answers}
        return (
            f"operations {len(operations)}/{len(OPERATIONS)}, "
            f"documented responses {sum(map(bool, responses))}/{len(responses)}, "
            f"parameters {sum(map(bool, arguments))}/{len(arguments)}"
        )


def _documented(path: str) -> str:
    """The path of the address under test, without a prefix that the target's URL may have."""
    start = max(path.rfind("/v1/"), path.rfind("/v2/"))
    return path[start:] if start >= 0 else path


def _names(operation: str) -> list[str]:
    own = [one["name"] for one in facts.parameters(operation)]
    body = [".".join(a.wire) for a in OPERATIONS[operation].arguments if a.location == "body"]
    return own + body


def _sent(operation: str, exchange: Exchange) -> set[str]:
    query = {name for name, _ in parse_qsl(urlsplit(exchange.url).query, keep_blank_values=True)}
    body = _body(exchange.content)
    sent = set()
    for one in facts.parameters(operation):
        names = {one["name"], *one.get("x-aliases", ())}
        if one["in"] == "path" or names & query:
            sent.add(one["name"])
    for argument in OPERATIONS[operation].arguments:
        if argument.location == "body" and _holds(body, argument.wire):
            sent.add(".".join(argument.wire))
    return sent


def _body(content: bytes) -> Json:
    try:
        return json.loads(content) if content else None
    except (ValueError, RecursionError):
        return None


def _holds(value: Json, steps: tuple[str, ...]) -> bool:
    for step in steps:
        if not isinstance(value, dict) or step not in value:
            return False
        value = value[step]
    return True
