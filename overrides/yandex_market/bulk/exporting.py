"""An export: a plan carried out into a stage, and from there into a file, whole.

    async with AsyncYandexMarket() as market:
        done = await export(market, "stats", "orders.duckdb", since="2026-11-01")

Several partitions are pulled at a time. Whatever stops it, the same call goes on where it was and ends
with the same file. Each order is there once; of an order that came twice, as it was pulled last.
"""

from __future__ import annotations

import datetime
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import anyio

from ..errors import ArgumentError, BadRequestError
from ..models import Campaign
from ..quotas import RateLimit
from .extra import needed
from .fetching import afetch
from .planning import TAIL, By, Kind, Partition, day, places_of, plan, today
from .staging import Stage, keys, read
from .writing import Known, Target, target

if TYPE_CHECKING:
    import pyarrow as pa

    from ..client import AsyncYandexMarket

CHUNK = 2_000
"""Orders after which a chunk is written: so many are pulled again at most when a run is killed."""
SECONDS = 5.0
"""After which a chunk is written too, however slow the pages come."""
WORKERS = 8
"""Partitions pulled at a time."""


@dataclass(slots=True)
class State:
    """How far an export is, for who watches."""

    kind: Kind
    partitions: int = 0
    places: int = 0
    """Stores, or businesses."""
    done: int = 0
    """Partitions."""
    places_done: int = 0
    orders: int = 0
    """Pulled, those of earlier runs included."""
    found: int = 0
    """Of these, pulled by earlier runs."""
    rate_limit: RateLimit | None = None
    """As the last answer told it."""
    writing: bool = False
    """All is pulled; the file is being written."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What an export did."""

    kind: Kind
    path: Path
    orders: int
    """In the file; for a database, merged into it."""
    places: int
    seconds: float
    resumed: bool
    """Whether an earlier run had begun it."""
    revenue: Mapping[datetime.date, Decimal] = field(repr=False)
    """Day of creation → money of buyers: payments less refunds for `stats`, prices of orders that are
    not cancelled for `orders`."""
    left_out: Sequence[int] = ()
    """Stores that the API does not serve, or whose kind has no such data."""


Watch = Callable[[State], None]


async def export(
    market: AsyncYandexMarket,
    kind: Kind,
    to: Path | str,
    since: datetime.date | str,
    until: datetime.date | str | None = None,
    *,
    by: By = "created",
    campaigns: Sequence[int] = (),
    businesses: Sequence[int] = (),
    tail: int = TAIL,
    days: int | None = None,
    personal: bool = True,
    workers: int = WORKERS,
    watch: Watch = lambda state: None,
) -> Summary:
    """Pull orders into a file: Parquet, NDJSON, CSV or DuckDB, by the ending of its name.

    Args:
        market: the client; its quota store may be shared with other processes.
        kind: `stats` or `orders`.
        to: the file. A DuckDB file keeps what it has: orders are merged by their id, and days that it
            knows already are pulled again for the last `tail` days alone. Other files are replaced.
        since: the first day, in Moscow.
        until: the day after the last one; without it tomorrow.
        by: days of creation, or of the last change.
        campaigns: these stores alone; else all that the key sees and the API serves.
        businesses: the stores of these alone.
        tail: days to pull again.
        days: the longest span of one partition.
        personal: False leaves out the columns that tell of persons.
        workers: partitions pulled at a time.
        watch: called with the state whenever it changes.

    Raises:
        ConfigurationError: the file's name, or another export to it that is at work.
        ArgumentError: the span, or a store that the key does not see.
        MarketError: a request failed for good; the same call goes on from there.

    Source: getOrdersStats, getBusinessOrders.
    """
    job = Export(
        kind, to, since, until, by=by, campaigns=campaigns, businesses=businesses, tail=tail,
        days=days, personal=personal, workers=workers, watch=watch,
    )  # fmt: skip
    with job:
        await job.pull(market)
        return job.write()


class Export:
    """An export in two steps, for a program that has a say between them: see `export`.

    While the `with` block runs, no other process can export to the same file.
    """

    def __init__(
        self,
        kind: Kind,
        to: Path | str,
        since: datetime.date | str,
        until: datetime.date | str | None = None,
        *,
        by: By = "created",
        campaigns: Sequence[int] = (),
        businesses: Sequence[int] = (),
        tail: int = TAIL,
        days: int | None = None,
        personal: bool = True,
        workers: int = WORKERS,
        watch: Watch = lambda state: None,
    ) -> None:
        if workers < 1:
            raise ArgumentError("export: workers is a number of partitions, 1 or more")
        self._into = target(Path(to), kind, personal=personal)
        self._stage = Stage(self._into.path)
        self._since, self._until = day("since", since), until
        self._by, self._tail, self._days = by, tail, days
        self._campaigns, self._businesses = tuple(campaigns), tuple(businesses)
        self._workers, self._watch = workers, watch
        self._partitions: list[Partition] = []
        self._left_out: list[int] = []
        self._state = State(kind)
        self._resumed = False
        self._started = time.monotonic()

    def __enter__(self) -> Self:
        self._ours = self._stage.held()
        self._ours.__enter__()
        return self

    def __exit__(self, *raised: object) -> None:
        self._ours.__exit__(None, None, None)

    async def pull(self, market: AsyncYandexMarket) -> None:
        """Bring all orders into the stage, as far as they are not there from an earlier run."""
        kind = self._into.kind
        seen = [store async for store in market.campaigns.list()]
        chosen = _chosen(seen, self._campaigns, self._businesses)
        self._left_out = [s.id for s in chosen if s.id and not places_of(kind, [s])]
        places = places_of(kind, chosen)
        self._partitions = plan(
            kind, places, self._since, self._until, by=self._by, days=self._days, tail=self._tail,
            campaigns=self._stores, known_until=self._known_until(),
        )  # fmt: skip
        self._resumed = self._stage.begin(_identity(self._partitions, self._into))
        self._state = State(kind, len(self._partitions), len(places))
        await _Pull(market, self._stage, self._state, self._into.personal, self._watch).all(
            self._partitions, self._workers
        )

    def write(self) -> Summary:
        """Make the file of what is in the stage, and remove that."""
        self._state.writing = True
        self._watch(self._state)
        revenue: dict[datetime.date, Decimal] = defaultdict(Decimal)
        orders = 0

        def counted() -> Iterator[pa.RecordBatch]:
            nonlocal orders
            for batch in unique(self._stage, self._partitions):
                orders += len(batch)
                add_revenue(self._into.kind, batch, revenue)
                yield batch

        self._into.write(counted(), self._stage.path, self._known())
        self._stage.remove()
        return Summary(
            kind=self._into.kind,
            path=self._into.path,
            orders=orders,
            places=self._state.places,
            seconds=time.monotonic() - self._started,
            resumed=self._resumed,
            revenue=dict(sorted(revenue.items())),
            left_out=self._left_out,
        )

    @property
    def _stores(self) -> tuple[int, ...]:
        """Stores to tell apart within a business."""
        return self._campaigns if self._into.kind == "orders" else ()

    # What is pulled of some stores of a business says nothing of the business.

    def _known_until(self) -> Mapping[int, datetime.date]:
        return {} if self._stores else self._into.known_until(self._by, self._since)

    def _known(self) -> list[Known]:
        """What the file will hold; of today, more is to come."""
        if self._stores:
            return []
        ends = {p.place: min(p.end, today()) for p in self._partitions}  # the last one's stays
        return [Known(place, self._by, self._since, end) for place, end in ends.items()]


def _identity(partitions: Sequence[Partition], into: Target) -> dict[str, Any]:
    """What makes two runs the same export."""
    from .. import __version__

    return {
        "version": __version__,
        "personal": into.personal,
        "kind": into.kind,
        "partitions": [p.to_dict() for p in partitions],
    }


def _chosen(
    seen: Sequence[Campaign], campaigns: Sequence[int], businesses: Sequence[int]
) -> list[Campaign]:
    """The stores to pull. Raises ArgumentError for one that the key does not see."""
    if unknown := set(campaigns) - {store.id for store in seen}:
        raise ArgumentError(f"export: the key does not see store {min(unknown)}")
    if unknown := set(businesses) - {store.business.id for store in seen if store.business}:
        raise ArgumentError(f"export: the key does not see business {min(unknown)}")
    return [
        store
        for store in seen
        if (not campaigns or store.id in campaigns)
        and (not businesses or (store.business and store.business.id in businesses))
    ]


# -- pulling -----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Pull:
    """Brings partitions into the stage, several at a time."""

    market: AsyncYandexMarket
    stage: Stage
    state: State
    personal: bool
    watch: Watch

    async def all(self, partitions: Sequence[Partition], workers: int) -> None:
        """Each partition, to its end."""
        left = Counter(partition.place for partition in partitions)
        waiting = iter(_spread(partitions))

        async def work() -> None:
            for partition in waiting:
                await self._one(partition)
                left[partition.place] -= 1
                self.state.done += 1
                self.state.places_done += not left[partition.place]
                self.watch(self.state)

        self.watch(self.state)
        try:
            async with anyio.create_task_group() as tasks:
                for _ in range(workers):
                    tasks.start_soon(work)
        except BaseExceptionGroup as group:
            raise _first_of(group) from None

    async def _one(self, partition: Partition) -> None:
        so_far = self.stage.progress(partition)
        self._count_found(so_far.orders)
        if so_far.done:
            return
        try:
            await self._append(partition, so_far.next_token)
        except BadRequestError as error:
            if so_far.next_token is None or error.resume_token != so_far.next_token:
                raise
            # The server knows the token no more: tokens need not live for ever.
            self._count_found(-so_far.orders)
            self.stage.drop(partition)
            await self._append(partition, None)

    async def _append(self, partition: Partition, token: str | None) -> None:
        """Pull a partition from the token on, and keep it chunk by chunk."""
        batches: list[pa.RecordBatch] = []
        written = time.monotonic()
        async for batch in afetch(partition, self.market, resume_from=token):
            batches.append(batch.to_arrow(personal=self.personal))
            late = time.monotonic() - written > SECONDS
            if batch.next_token is None or late or sum(map(len, batches)) >= CHUNK:
                self.stage.add(partition, batches, batch.next_token)
                batches, written = [], time.monotonic()
            self.state.orders += len(batch.items)
            self.state.rate_limit = batch.rate_limit or self.state.rate_limit
            self.watch(self.state)

    def _count_found(self, orders: int) -> None:
        self.state.orders += orders
        self.state.found += orders


def _spread(partitions: Sequence[Partition]) -> list[Partition]:
    """The first of each place, then the second of each: quotas and gates are counted by place."""
    met: Counter[int] = Counter()
    order = []
    for partition in partitions:
        order.append((met[partition.place], partition))
        met[partition.place] += 1
    return [partition for _, partition in sorted(order, key=itemgetter(0))]


def _first_of(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """What callers are told: one error, as if partitions were pulled one after the other."""
    error = group.exceptions[0]
    return _first_of(error) if isinstance(error, BaseExceptionGroup) else error


# -- writing -----------------------------------------------------------------------------------


def unique(stage: Stage, partitions: Sequence[Partition]) -> Iterator[pa.RecordBatch]:
    """All orders of a stage in the order of the plan, each once: as it came last."""
    pa, compute = needed("pyarrow"), needed("pyarrow.compute")
    chunks = [chunk for partition in partitions for chunk in stage.chunks(partition)]
    ids = pa.chunked_array([part for chunk in chunks for part in keys(chunk).chunks], pa.int64())
    places = pa.table({"id": ids, "at": pa.array(range(len(ids)), pa.int64())})
    last = places.group_by("id").aggregate([("at", "max")])["at_max"]
    twice = len(last) < len(ids)
    start = 0
    for chunk in chunks:
        table = read(chunk)
        if twice:
            here = pa.array(range(start, start + len(table)), pa.int64())
            start += len(table)
            table = table.filter(compute.is_in(here, value_set=last.combine_chunks()))
        yield from table.to_batches()


def add_revenue(kind: Kind, batch: pa.RecordBatch, revenue: dict[datetime.date, Decimal]) -> None:
    """Add what buyers paid for these orders to the sums by day of creation."""
    pa, compute = needed("pyarrow"), needed("pyarrow.compute")
    days = batch["creationDate"]
    if kind == "stats":
        payments = compute.list_flatten(batch["payments"])
        of_type, total = (compute.struct_field(payments, name) for name in ("type", "total"))
        days = compute.take(days, compute.list_parent_indices(batch["payments"]))
        sums = compute.if_else(compute.equal(of_type, "REFUND"), compute.negate(total), total)
    else:
        days = compute.cast(compute.local_timestamp(days), pa.date32())
        paid = compute.struct_field(batch["prices"], ["payment", "value"])
        counts = compute.not_equal(batch["status"], "CANCELLED")
        sums = compute.if_else(counts, paid, None)
    by_day = pa.table({"day": days, "sum": sums}).group_by("day").aggregate([("sum", "sum")])
    for made, total in zip(by_day["day"].to_pylist(), by_day["sum_sum"].to_pylist(), strict=True):
        if made is not None and total is not None:
            revenue[made] += total
