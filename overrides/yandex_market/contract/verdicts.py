"""What a law or a property comes to: held, broken, or not run, with the evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .exchange import Exchange

State = Literal["held", "broken", "not run"]


class BrokenError(AssertionError):
    """The server breaks a promise. `expected` says which, `found` what came instead."""

    def __init__(
        self, expected: str, found: str, *evidence: Exchange, rule: str | None = None
    ) -> None:
        super().__init__(expected, found, *evidence)
        self.expected = expected
        self.found = found
        self.evidence = evidence
        self.rule = rule

    def __str__(self) -> str:
        lines = [f"expected: {self.expected}", f"found:    {self.found}"]
        return "\n".join([*lines, *(one.describe() for one in self.evidence)])


class NotRunError(Exception):
    """The law cannot be tried on this target; the text says why."""


@dataclass(slots=True)
class Verdict:
    """What one law came to on one operation. `evidence` holds requests with their answers."""

    law: str
    operation: str
    state: State
    reason: str = ""
    expected: str = ""
    found: str = ""
    evidence: tuple[Exchange, ...] = ()
    requests: int = 0
    seconds: float = 0.0

    @property
    def name(self) -> str:
        """The name of its test: law and operation."""
        return f"{self.law}[{self.operation}]"


def require(holds: bool, expected: str, found: str, *evidence: Exchange) -> None:
    """Raise BrokenError unless it holds."""
    if not holds:
        raise BrokenError(expected, found, *evidence)
