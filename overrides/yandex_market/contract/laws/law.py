"""What a law is, and the list of all of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from yandex_market_api.operations import OPERATIONS

from ..market import Market
from ..verdicts import BrokenError, NotRunError, Verdict

ALL = tuple(OPERATIONS)
READS = tuple(name for name, spec in OPERATIONS.items() if spec.effect == "read")
_OF_MOVING_THINGS = ("paging", "filters", "coherence")
Check = Callable[[Market, str], None]


@dataclass(frozen=True)
class Law:
    """A promise about behaviour.

    `id` is `family.name`; `sentence` says what holds, `source` where that is documented, `why` what
    goes wrong for a client where it does not. `operations` are what it is tried on, one case each.
    `check` raises BrokenError when it is broken, NotRunError when the target cannot show it.
    """

    id: str
    sentence: str
    source: str
    why: str
    operations: tuple[str, ...]
    writes: bool
    check: Check

    @property
    def family(self) -> str:
        """The first part of the id."""
        return self.id.partition(".")[0]

    def __call__(self, market: Market, operation: str) -> None:
        """Try the law on one operation. Raises BrokenError or NotRunError."""
        self.check(market, operation)

    def __repr__(self) -> str:
        return f"<Law {self.id}>"


# In the order they are tried: what is cheapest and breaks most comes first.
FAMILIES = (
    "envelope", "access", "paging", "filters", "coherence", "change", "robustness", "limits",
)  # fmt: skip
LAWS: dict[str, Law] = {}


def law(
    name: str,
    sentence: str,
    *,
    source: str,
    why: str,
    over: tuple[str, ...],
    writes: bool = False,
) -> Callable[[Check], Law]:
    """Make a law of a function and put it on the list."""

    def register(check: Check) -> Law:
        if name in LAWS:
            raise ValueError(f"two laws are called {name}")
        LAWS[name] = Law(name, sentence, source, why, over, writes, check)
        return LAWS[name]

    return register


def cases(*ids: str) -> list[tuple[Law, str]]:
    """All laws with their operations, or those of these ids or families. Raises KeyError for an
    unknown one.
    """
    for unknown in set(ids) - set(LAWS) - set(FAMILIES):
        raise KeyError(unknown)
    return [
        (one, operation)
        for one in sorted(LAWS.values(), key=lambda one: FAMILIES.index(one.family))
        if not ids or one.id in ids or one.family in ids
        for operation in one.operations
    ]


def judge(market: Market, one: Law, operation: str) -> Verdict:
    """Try a law and say what it came to."""
    verdict = Verdict(one.id, operation, "held")
    before, started = market.target.count, time.perf_counter()
    try:
        _try(market, one, operation)
    except NotRunError as reason:
        verdict.state, verdict.reason = "not run", str(reason)
    except BrokenError as broken:
        verdict.state = "broken"
        verdict.expected, verdict.found = broken.expected, broken.found
        verdict.evidence, verdict.reason = broken.evidence, broken.rule or ""
    verdict.requests = market.target.count - before
    verdict.seconds = time.perf_counter() - started
    return verdict


def _try(market: Market, one: Law, operation: str) -> None:
    """The law; once more, on fresh samples, where an order may have moved on in between. What no
    answer may ever be (`rule`) is not forgiven.
    """
    try:
        return _readable(market, one, operation)
    except BrokenError as broken:
        if broken.rule is not None or one.family not in _OF_MOVING_THINGS:
            raise
    market.forget_samples()
    return _readable(market, one, operation)


def _readable(market: Market, one: Law, operation: str) -> None:
    try:
        one(market, operation)
    except (KeyError, TypeError, AttributeError, ValueError, IndexError) as odd:
        # An answer that passes the schema and still has not what the law needs.
        raise BrokenError(
            "an answer that the law can read", f"{type(odd).__name__}: {odd}"
        ) from odd
