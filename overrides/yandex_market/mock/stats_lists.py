"""Which orders getOrdersStats is asked for, and how they are found.

Test orders are among them, marked `fake`: unlike order lists, the statistics have no filter that would
bring them back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .exchange import Json
from .life import LONGEST_LIFE, YOUNGER_THAN, Life, Nature, states_of
from .moments import DAY, midnight
from .periods import Span, day
from .world import Store, World


@dataclass(frozen=True, slots=True)
class WantedStats:
    """What an order must be. An empty set and None stand for "whatever"."""

    created: Span
    updated: Span
    statuses: frozenset[str]
    fates: frozenset[str]  # with which an order can have one of the statuses
    has_codes: bool | None

    def nature(self, nature: Nature) -> bool:
        """Whether an order of this nature can fit."""
        return nature.fate in self.fates and (nature.marked or not self.has_codes)

    def fits(self, life: Life) -> bool:
        """Whether the order fits; the walk keeps to the moment of creation."""
        return (
            (not self.statuses or life.state.stats in self.statuses)
            and life.updated in self.updated
            and self.has_codes in (None, life.has_codes)
        )


def walk(world: World, store: Store, body: Json, start: int) -> Iterator[int]:
    """Indexes from `start` on of the orders that meet every filter, newest first."""
    wanted = _wanted(body, store.plan.model)
    reach = _reach(world, wanted)
    span = world.span(store, reach.begin, reach.end)
    places: Sequence[int] = range(max(span.start, start), span.stop)
    if body.get("orders"):  # JSON may write 5 as 5.0
        named = (world.index_of(store, int(number)) for number in body["orders"])
        places = sorted({index for index in named if index is not None and index in places})
    for index in places if wanted.fates else ():
        life = world.life(store, index, wanted.nature)
        if life is not None and wanted.fits(life):
            yield index


def _wanted(body: Json, model: str) -> WantedStats:
    statuses = frozenset(body.get("statuses") or ())
    fates = frozenset(
        fate
        for fate, states in states_of(model).items()
        if not statuses or any(state.stats in statuses for state in states)
    )
    created, updated = _span(body, "dateFrom", "dateTo"), _span(body, "updateFrom", "updateTo")
    return WantedStats(created, updated, statuses, fates, body.get("hasCis"))


def _span(body: Json, begin: str, end: str) -> Span:
    """The moments that a pair of days means: Moscow days, both included."""
    first = midnight(day(body[begin])) if begin in body else None
    last = midnight(day(body[end])) + DAY if end in body else None
    return Span(first, last)


def _reach(world: World, wanted: WantedStats) -> Span:
    """When an order can have been made, if it is to fit."""
    begins, ends = [wanted.created.begin], [wanted.created.end, wanted.updated.end]
    if wanted.updated.begin is not None:
        begins.append(wanted.updated.begin - LONGEST_LIFE)
    if wanted.statuses and wanted.statuses <= YOUNGER_THAN.keys():
        begins.append(world.opened - max(YOUNGER_THAN[status] for status in wanted.statuses))
    begin = max((moment for moment in begins if moment is not None), default=None)
    return Span(begin, min((moment for moment in ends if moment is not None), default=None))
