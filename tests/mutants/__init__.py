"""Proof of the contract suite's strength: servers with a defect each, and which law catches it.

`nox -s contract_mutants` runs the whole suite against each of them and writes TABLE.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from yandex_market.contract import Market, Target, Verdict, laws, properties
from yandex_market.mock import MockMarket

from .defects import DEFECTS, Defect
from .proxy import InProcess, Proxy

HEALTHY = Defect("None: the healthy mock")
_NARROW = ("pricing:read-only",)
_ENOUGH = 12  # laws that a defect breaks; what breaks more is known well enough
_SMALL_QUOTA = 300  # so that using it up takes little time, and the laws before do not


@dataclass
class Caught:
    """What the suite said of a server."""

    laws: list[str] = field(default_factory=list)  # broken ones, with their operations
    held: int = 0
    not_run: int = 0

    @property
    def by(self) -> list[str]:
        """The laws without their operations, each once."""
        return list(dict.fromkeys(name.partition("[")[0] for name in self.laws))

    def note(self, verdict: Verdict) -> None:
        """Count a verdict."""
        self.held += verdict.state == "held"
        self.not_run += verdict.state == "not run"
        self.laws += [verdict.name] if verdict.state == "broken" else []


class Controls:
    """The mock's controls, as over HTTP."""

    def __init__(self, mock: MockMarket, *, fails_wrong: bool) -> None:
        self._mock = mock
        self._fails_wrong = fails_wrong

    def fail_operation(self, operation_id: str) -> None:
        """End an operation with FAILED; the wrong way makes its change first."""
        if self._fails_wrong:
            self._mock.finish_operation(operation_id)
            self._mock.__dict__.setdefault("failed_wrongly", set()).add(operation_id)
        else:
            self._mock.fail_operation(operation_id)

    def advance(self, seconds: float) -> None:
        """Move the clock."""
        self._mock.clock.advance(seconds=seconds)


def server(defect: Defect, *, orders: int = 600, seed: int = 7) -> Market:
    """A fresh server with this defect, as the suite sees it."""
    settings: dict[str, Any] = {"quotas": {"getCampaigns": _SMALL_QUOTA}, **(defect.market or {})}
    mock = MockMarket(orders=orders, seed=seed, **settings)
    narrow = mock.add_key(_NARROW)
    if defect.prepare:
        defect.prepare(mock)
    target = Target(
        "http://mutant",
        mock.api_key,
        transport=InProcess(Proxy(mock, defect.spoil)),
        allow_writes=True,
        narrow_key=narrow,
        narrow_scopes=_NARROW,
        controls=Controls(mock, fails_wrong=defect.fails_wrong),
        sleep=lambda seconds: None,
    )
    return Market(target)


def try_all(defect: Defect, *only: str) -> Caught:
    """All laws (or these ids or families) and, where the defect is about them, the properties."""
    market, caught = server(defect), Caught()
    for law, operation in laws.cases(*only):
        caught.note(laws.judge(market, law, operation))
        if len(caught.by) >= _ENOUGH and not defect.properties:
            return caught
    if not only and (defect.properties or defect is HEALTHY):
        chosen = defect.properties or None
        run = properties.run(server(defect), seed=1, examples=15, operations=chosen)
        for verdict in run.verdicts():
            if not chosen or verdict.operation in chosen:
                caught.note(verdict)
    return caught


def try_by_name(name: str) -> Caught:
    """`try_all` for another process, which knows names alone."""
    return try_all(DEFECTS[name])
