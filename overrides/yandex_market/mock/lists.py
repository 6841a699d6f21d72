"""Lists of orders: what getBusinessOrders and getOrders are asked for, and how it is found.

Both requests become one `Wanted`. A walk goes over its stores together, from the newest order to
the oldest, and looks at as few orders as it can: it starts where the page starts and ends where no
order can fit any more. So a page of a million orders costs what a page of a thousand does.

A place is one number for an order: its index and the number of its store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from typing import Any

from . import render
from .life import LONGEST_LIFE, YOUNGER_THAN, Life, Nature, State, kinds_of, states_of
from .moments import DAY
from .periods import ALWAYS, OF_BUSINESS, OF_STORE, Span
from .world import NO_CHANGE, NOT_SENT_YET, ON_ITS_WAY, Store, World

_SHOWN_FOR = 30 * DAY  # so long getOrders shows what was delivered or cancelled
_Row = tuple[int, int, int, Life]  # minus the moment of creation, number of the store, index, life


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What an order of the list must be. None and empty sets stand for "whatever"."""

    stores: tuple[Store, ...]
    created: Span = ALWAYS
    shipped: Span = ALWAYS
    updated: Span = ALWAYS
    finished: Span = ALWAYS  # if it is
    ids: frozenset[int] | None = None
    external_ids: frozenset[str] | None = None
    statuses: frozenset[str] = frozenset()
    substatuses: frozenset[str] = frozenset()
    fake: bool = False
    marked: bool = False
    business: bool | None = None
    dispatch: str | None = None
    provisional: bool = False
    asks_to_cancel: bool = False


def of_business(body: Mapping[str, Any], world: World) -> Wanted:
    """What a request to getBusinessOrders wants."""
    models, campaigns, platforms = (
        frozenset(body.get(name) or ())
        for name in ("programTypes", "campaignIds", "sourcePlatforms")
    )
    ids, external_ids = body.get("orderIds"), body.get("externalOrderIds")
    created, shipped, updated = OF_BUSINESS.spans(
        body.get("dates") or {}, world.today, named=bool(ids or external_ids)
    )
    return Wanted(
        stores=tuple(
            store
            for store in world.stores
            if (not models or render.program(store.plan.model) in models)
            and (not campaigns or store.plan.campaign_id in campaigns)
            and (not platforms or render.platform(store.plan.model) in platforms)
        ),
        created=created,
        shipped=shipped,
        updated=updated,
        ids=frozenset(map(int, ids)) if ids else None,  # JSON may write 5 as 5.0
        external_ids=frozenset(external_ids) if external_ids else None,
        statuses=frozenset(body.get("statuses") or ()),
        substatuses=frozenset(body.get("substatuses") or ()),
        fake=body.get("fake", False),
        asks_to_cancel=body.get("waitingForCancellationApprove", False),
    )


def of_store(query: Mapping[str, Any], store: Store, world: World) -> Wanted:
    """What a request to getOrders wants. Beside `orderIds` the other filters apply as well: that
    they should not be given together is advice, and what the service does then is not documented.
    """
    ids = query.get("orderIds")
    created, shipped, updated = OF_STORE.spans(query, world.today, named=bool(ids))
    buyer = query.get("buyerType")
    return Wanted(
        stores=(store,),
        created=created,
        shipped=shipped,
        updated=updated,
        finished=Span(world.opened - _SHOWN_FOR, None),
        ids=frozenset(ids) if ids else None,
        statuses=frozenset(query.get("status", ())),
        substatuses=frozenset(query.get("substatus", ())),
        fake=query.get("fake", False),
        marked=query.get("hasCis", False),
        business=None if buyer is None else buyer == "BUSINESS",
        dispatch=query.get("dispatchType"),
        provisional=query.get("onlyEstimatedDelivery", False),
        asks_to_cancel=query.get("onlyWaitingForCancellationApprove", False),
    )


def at(world: World, place: int) -> tuple[Store, int]:
    """The store and the index that a place stands for."""
    index, number = divmod(place, world.slots)
    return world.stores[number], index


def walk(world: World, wanted: Wanted, start: int = 0) -> Iterator[int]:
    """The places of all orders that fit, newest first; `start` is the first one to look at."""
    for _, number, index, life in merge(*_lanes(world, wanted, start)):
        if _fits(world, wanted, world.stores[number], index, life):
            yield index * world.slots + number


def _lanes(world: World, wanted: Wanted, start: int) -> Iterator[Iterator[_Row]]:
    """The orders of each store that may fit. Of orders made in the same second, those of the first
    store come first.
    """
    moment, number, begin = None, 0, 0
    if start:
        begin, number = divmod(start, world.slots)
        moment = world.created(world.stores[number], begin)
    for store in wanted.stores:
        possible = _possible(wanted, store.plan.model)
        if not possible:
            continue
        reach = _reach(world, wanted, possible)
        end = reach.end
        if moment is not None:
            latest = moment if store.number < number else moment + 1
            end = latest if end is None else min(end, latest)
        span = world.span(store, reach.begin, end)
        if start and store.number == number:
            span = range(max(span.start, begin), span.stop)
        fits = _nature(wanted, store, possible)
        yield _lane(world, store, _named(world, wanted, store, span), fits)


def _lane(
    world: World, store: Store, indexes: Sequence[int], fits: Callable[[Nature], bool]
) -> Iterator[_Row]:
    for index in indexes:
        life = world.life(store, index, fits)
        if life is not None:
            yield -life.created, store.number, index, life


def _possible(wanted: Wanted, model: str) -> dict[str, list[State]]:
    """By fate: the states of such orders that are wanted. Nothing if no order of the model can fit."""
    for_dbs = wanted.asks_to_cancel or wanted.provisional
    handed_out = {render.dispatch(kind, model) for kind in kinds_of(model)}
    if (for_dbs and model != "DBS") or wanted.dispatch not in (None, *handed_out):
        return {}
    found = {
        fate: [state for state in states if _is_in_state(wanted, state)]
        for fate, states in states_of(model).items()
    }
    return {fate: states for fate, states in found.items() if states}


def _is_in_state(wanted: Wanted, state: State) -> bool:
    return (
        (not wanted.statuses or state.status in wanted.statuses)
        and (not wanted.substatuses or state.substatus in wanted.substatuses)
        and (not wanted.asks_to_cancel or state.status in ON_ITS_WAY)
        and (not wanted.provisional or state.status in NOT_SENT_YET)
    )


def _nature(
    wanted: Wanted, store: Store, possible: Mapping[str, object]
) -> Callable[[Nature], bool]:
    """What the nature of an order tells already: most that do not fit are known by it."""
    model = store.plan.model
    kinds = {k for k in kinds_of(model) if wanted.dispatch in (None, render.dispatch(k, model))}

    def fits(nature: Nature) -> bool:
        return (
            nature.fake == wanted.fake
            and nature.fate in possible
            and nature.kind in kinds
            and (nature.marked or not wanted.marked)
            and wanted.business in (None, nature.business)
        )

    return fits


def _named(world: World, wanted: Wanted, store: Store, span: range) -> Sequence[int]:
    """Of the span, the indexes that are asked for by id; all of it when no ids are given."""
    if wanted.ids is None and wanted.external_ids is None:
        return span
    chosen = []
    if wanted.ids is not None:
        chosen.append({world.index_of(store, one) for one in wanted.ids})
    if wanted.external_ids is not None:
        chosen.append({world.index_of_external(store, one) for one in wanted.external_ids})
    return sorted(i for i in set.intersection(*chosen) if i is not None and i in span)


def _reach(world: World, wanted: Wanted, possible: Mapping[str, Sequence[State]]) -> Span:
    """When an order can have been made, if it is to fit. Sharp for dates of creation; for the rest
    it follows from how long orders live.
    """
    ends = [wanted.created.end, wanted.shipped.end, wanted.updated.end]
    begins = [wanted.created.begin]
    if wanted.shipped.begin is not None:
        begins.append(wanted.shipped.begin - LONGEST_LIFE)
    if wanted.updated.begin is not None:  # an operation changes an order after the market opened
        begins.append(min(wanted.updated.begin, world.opened) - LONGEST_LIFE)
    if wanted.finished.begin is not None:
        begins.append(wanted.finished.begin - LONGEST_LIFE)
    statuses = {state.status for states in possible.values() for state in states}
    if statuses <= YOUNGER_THAN.keys():
        begins.append(world.opened - max(YOUNGER_THAN[status] for status in statuses))
    begin = max((moment for moment in begins if moment is not None), default=None)
    return Span(begin, min((moment for moment in ends if moment is not None), default=None))


def _fits(world: World, wanted: Wanted, store: Store, index: int, life: Life) -> bool:
    """Whether the order is wanted, if its nature is; what costs most is asked last."""
    return (
        _is_in_state(wanted, life.state)
        and _in_time(world, wanted, store, index, life)
        and _more_closely(world, wanted, store, index)
    )


def _in_time(world: World, wanted: Wanted, store: Store, index: int, life: Life) -> bool:
    """The moment of creation need not be asked: the walk keeps to it."""
    if life.finished is not None and life.finished not in wanted.finished:
        return False
    # What lies in the Market's own warehouse is not the shop's to ship, and codes are no parcel.
    if wanted.shipped != ALWAYS and (store.plan.model == "FBY" or life.kind == "DIGITAL"):
        return False
    if life.shipment not in wanted.shipped:
        return False
    if wanted.updated == ALWAYS:
        return True
    change = world.changes.get(world.order_id(store, index), NO_CHANGE)
    return max(life.updated, change.at) in wanted.updated


def _more_closely(world: World, wanted: Wanted, store: Store, index: int) -> bool:
    if not (wanted.provisional or wanted.asks_to_cancel):
        return True
    order = world.order(store, index)
    cancelling = order.asks_to_cancel or not wanted.asks_to_cancel
    return cancelling and (order.provisional or not wanted.provisional)
