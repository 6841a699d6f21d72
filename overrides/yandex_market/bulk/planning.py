"""What to pull, cut into parts: a store (or a business) and a span of Moscow days each.

The parts of a plan cover its span without gap or overlap and know nothing of a client, so that a plan can
be made in one place and carried out in many: by tasks, processes, machines.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal, Self, get_args

from yandex_market_api.operations import OPERATIONS, OperationSpec

from ..errors import ArgumentError
from ..models import MOSCOW

if TYPE_CHECKING:
    from ..models import Campaign

Kind = Literal["stats", "orders"]
"""`stats`: orders with what was paid and charged, by store; `orders`: orders as they stand, by business."""
By = Literal["created", "updated"]

OPERATION_OF: Mapping[Kind, str] = {"stats": "getOrdersStats", "orders": "getBusinessOrders"}
_PAIRS: Mapping[tuple[Kind, By], str] = {
    ("stats", "created"): "dateFrom",
    ("stats", "updated"): "updateFrom",
    ("orders", "created"): "creationDateFrom",
    ("orders", "updated"): "updateDateFrom",
}
TAIL = 7
"""Days before the end of what is known already that are pulled again: orders change for a while."""
DAYS = 30
"""Length of a window where the API has no limit of its own."""
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Partition:
    """The orders of one place that were created, or changed, in a span of Moscow days.

    Plain values only: it can be pickled, compared, hashed, and sent as JSON (`to_dict`, `from_dict`).
    """

    kind: Kind
    place: int
    """The campaign id for `stats`, the business id for `orders`."""
    begin: datetime.date
    """The first day."""
    end: datetime.date
    """The day after the last one: not included."""
    by: By = "created"
    """Whether the days are those of creation or of the last change."""
    campaigns: tuple[int, ...] = ()
    """`orders` alone: only orders of these stores; all of the business when empty."""

    def __post_init__(self) -> None:
        if self.kind not in get_args(Kind) or self.by not in get_args(By):
            raise ArgumentError("Partition: kind is stats or orders, by is created or updated")
        if not self.begin < self.end:
            raise ArgumentError(f"Partition: {self.end} is not after {self.begin}")
        if self.kind == "stats" and self.campaigns:
            raise ArgumentError("Partition: campaigns are for orders; of stats, place is the store")

    @property
    def id(self) -> str:
        """A name for files, tasks and states: the same for the same partition, whoever made it."""
        stores = "".join(f"-{store}" for store in self.campaigns)
        return f"{self.kind}-{self.place}-{self.by}-{self.begin}-{self.end}{stores}"

    @property
    def filters(self) -> dict[str, Any]:
        """The arguments of `orders.stats` or `orders.list` that ask for it."""
        spec = OPERATIONS[OPERATION_OF[self.kind]]
        assert spec.window is not None
        pair = next(p for p in spec.window.pairs if p[0] == _PAIRS[self.kind, self.by])
        start, end = (next(a for a in spec.arguments if a.wire[-1] == wire) for wire in pair)
        last = self.end - _DAY if spec.window.end == "inclusive" else self.end
        asked: dict[str, Any] = {start.name: self.begin, end.name: last}
        if start.schema["format"] == "date-time":
            asked = {name: _midnight(day) for name, day in asked.items()}
        if self.campaigns:
            asked["campaign_ids"] = list(self.campaigns)
        return asked

    def to_dict(self) -> dict[str, Any]:
        """Itself as plain JSON values."""
        values = asdict(self)
        dates = {"begin": self.begin.isoformat(), "end": self.end.isoformat()}
        return {**values, **dates, "campaigns": list(self.campaigns)}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """What `to_dict` gave. Raises ArgumentError for anything else."""
        try:
            dates = {name: datetime.date.fromisoformat(values[name]) for name in ("begin", "end")}
            return cls(**{**values, **dates, "campaigns": tuple(values.get("campaigns", ()))})
        except (TypeError, ValueError, KeyError) as error:
            raise ArgumentError(f"Partition.from_dict: not a partition: {error}") from None


def plan(
    kind: Kind,
    places: Iterable[int],
    since: datetime.date | str,
    until: datetime.date | str | None = None,
    *,
    by: By = "created",
    days: int | None = None,
    campaigns: Iterable[int] = (),
    known_until: datetime.date | str | Mapping[int, datetime.date] | None = None,
    tail: int = TAIL,
) -> list[Partition]:
    """Cut a span of days into partitions: by place, oldest first.

    Args:
        kind: `stats` (getOrdersStats, by store) or `orders` (getBusinessOrders, by business).
        places: campaign ids for `stats`, business ids for `orders`; each counts once.
        since: the first day, in Moscow.
        until: the day after the last one; without it tomorrow, so that today is taken in.
        by: days of creation, or of the last change.
        days: the longest span of one partition; without it what the API takes at most, else 30.
        campaigns: for `orders`, only those of these stores (50 at most).
        known_until: the day up to which everything is pulled already, for all places or for each: the
            plan then begins `tail` days before it.
        tail: days to pull again, for statuses and commissions that come late.

    Raises:
        ArgumentError: the span is empty, or longer parts are wanted than the API takes.
    """
    longest = _longest(OPERATIONS[OPERATION_OF[_checked(kind)]], days)
    first, end = day("since", since), _end(until)
    if not first < end:
        raise ArgumentError(
            f"plan: until ({end}) must be after since ({first}); it is not included"
        )
    if tail < 0:
        raise ArgumentError("plan: tail is a number of days, 0 or more")
    stores = tuple(dict.fromkeys(campaigns))
    return [
        Partition(kind, place, begin, stop, by, stores)
        for place in dict.fromkeys(places)
        for begin, stop in _windows(_start(place, first, known_until, tail), end, longest)
    ]


def places_of(kind: Kind, campaigns: Iterable[Campaign]) -> list[int]:
    """The places that `plan` takes, of stores as `campaigns.list()` gives them: those that the API
    serves and whose placement model the operation is for.
    """
    models = {model.upper() for model in OPERATIONS[OPERATION_OF[_checked(kind)]].models}
    served = (
        store
        for store in campaigns
        if store.api_availability in (None, "AVAILABLE") and store.placement_type in (None, *models)
    )
    found = (store if kind == "stats" else store.business for store in served)
    return list(dict.fromkeys(place.id for place in found if place and place.id))


def today() -> datetime.date:
    """The day in Moscow."""
    return datetime.datetime.now(MOSCOW).date()


def _windows(
    begin: datetime.date, end: datetime.date, days: int
) -> Iterator[tuple[datetime.date, datetime.date]]:
    while begin < end:
        # Not past the calendar: `begin + days` may have no date.
        stop = begin + datetime.timedelta(min(days, (end - begin).days))
        yield begin, stop
        begin = stop


def _start(
    place: int,
    first: datetime.date,
    known_until: datetime.date | str | Mapping[int, datetime.date] | None,
    tail: int,
) -> datetime.date:
    known = known_until.get(place) if isinstance(known_until, Mapping) else known_until
    if known is None:
        return first
    return max(first, day("known_until", known) - datetime.timedelta(tail))


def _longest(spec: OperationSpec, days: int | None) -> int:
    most = spec.window.days if spec.window else None
    if days is None:
        return most or DAYS
    if days < 1 or (most is not None and days > most):
        raise ArgumentError(
            f"plan: days must be from 1 to {most or 'as many as you like'}, not {days}"
        )
    return days


def _checked(kind: Kind) -> Kind:
    if kind not in OPERATION_OF:
        raise ArgumentError(f"plan: kind is one of {', '.join(OPERATION_OF)}, not {kind!r}")
    return kind


def _end(until: datetime.date | str | None) -> datetime.date:
    return today() + _DAY if until is None else day("until", until)


def day(name: str, value: datetime.date | str) -> datetime.date:
    """The day of an argument of this name. Raises ArgumentError."""
    if isinstance(value, datetime.datetime):
        raise ArgumentError(f"plan: {name}: expected a day, not a time")
    if isinstance(value, datetime.date):
        return value
    try:
        return datetime.date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ArgumentError(f"plan: {name}: expected a day such as 2026-11-30") from None


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), MOSCOW)
