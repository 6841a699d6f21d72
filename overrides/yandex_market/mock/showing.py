"""What the controls show of a market, as JSON. Only looks; whoever calls holds the engine's lock."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge
from itertools import chain, islice
from typing import TYPE_CHECKING

from yandex_market_api.operations import OPERATIONS

from . import shop
from .exchange import Json
from .fault_words import WORDS
from .faults import Fault
from .journal import Entry
from .ledger import BY_CLOCK, BY_POLLS
from .moments import moscow
from .render.parts import rubles
from .world import NO_CHANGE, Order, Store, World

if TYPE_CHECKING:
    from .engine import Engine

_AT_A_GLANCE = 100


def state(engine: Engine) -> Json:
    """All that is small: what exists, and how things stand."""
    return {
        "seed": engine.seed,
        "orders": engine.orders,
        "api_key": engine.keys.api_key,
        "business_id": shop.BUSINESS_ID,
        "stores": [_store(store) for store in engine.world.stores],
        "clock": clock(engine),
        "operations": operations(engine)[:_AT_A_GLANCE],
        "quotas": quotas(engine)[:_AT_A_GLANCE],
        "faults": faults(engine),
        "requests": len(engine.journal),
    }


def _store(store: Store) -> Json:
    return {
        "campaign_id": store.plan.campaign_id,
        "name": store.plan.name,
        "model": store.plan.model,
        "orders": store.orders,
    }


def clock(engine: Engine) -> Json:
    """The market's time."""
    now = engine.clock.now()
    return {"now": now.isoformat(), "frozen": engine.clock.frozen}


def operations(engine: Engine) -> list[Json]:
    """All started operations, newest first. `ends` is when the clock alone ends one."""
    return [
        {
            "id": one.id,
            "type": one.type,
            "order_id": one.order_id,
            "status": one.status,
            "started": one.at.isoformat(),
            "ends": (one.at + BY_CLOCK).isoformat(),
            "polls_left": max(BY_POLLS - one.polls, 0) if one.status == "IN_PROGRESS" else 0,
        }
        for one in reversed(engine.core.ledger.everything())
    ]


def quotas(engine: Engine) -> list[Json]:
    """The windows that run, by operation and then by store."""
    return [
        {
            "operation": operation,
            "for": place[0],
            "id": place[1],
            "used": window.used,
            "limit": engine.limits.amount(operation),
            "until": window.until.isoformat(),
        }
        for operation, place, window in sorted(engine.limits.windows(), key=lambda one: one[:2])
    ]


def faults(engine: Engine) -> list[Json]:
    """The faults in force, oldest first."""
    return [fault(one) for one in engine.faults]


def fault(one: Fault) -> Json:
    """A fault: what it does in the words of the header, and for which requests."""
    return {
        "number": one.number,
        "operation": one.scope.operation,
        "scope": str(one.scope),
        "fault": str(one),
        "left": one.left,
        "probability": one.probability,
        "hits": one.hits,
    }


def words() -> list[Json]:
    """The table of faults."""
    return [
        {"word": word.form, "says": word.says, "in_header": word.in_header}
        for word in WORDS.values()
    ]


def entry(one: Entry) -> Json:
    """A line of the journal."""
    return {
        "number": one.number,
        "at": one.at.isoformat(),
        "method": one.method,
        "path": one.path,
        "query": dict(one.query),
        "operation": one.operation,
        "status": one.status,
        "cost": one.cost,
        "latency": round(one.latency, 6),
        "fault": one.fault,
    }


def orders(engine: Engine, campaign: int, at_most: int) -> list[Json]:
    """Orders of a store (0: of all): those that operations have changed first, then the newest."""
    world = engine.world
    stores = [world.by_campaign[campaign]] if campaign else list(world.stores)
    newest = merge(*(_newest(world, store) for store in stores), key=lambda one: -one.life.created)
    fresh = (order for order in newest if order.id not in world.changes)
    chosen = islice(chain(_changed(world, stores), fresh), at_most)
    return [_order(world, order) for order in chosen]


def _changed(world: World, stores: list[Store]) -> Iterator[Order]:
    """The one that changed last comes first."""
    for number in sorted(world.changes, key=lambda number: -world.changes[number].at):
        for store in stores:
            index = world.index_of(store, number)
            if index is not None:
                yield world.order(store, index)


def _newest(world: World, store: Store) -> Iterator[Order]:
    return (world.order(store, index) for index in range(store.orders))


def _order(world: World, order: Order) -> Json:
    change = world.changes.get(order.id, NO_CHANGE)
    interval = change.interval or order.interval
    status, substatus, _ = order.life.state
    total = sum(line.price * line.count for line in order.lines) + order.delivery_total
    return {
        "id": order.id,
        "campaign_id": order.store.plan.campaign_id,
        "model": order.store.plan.model,
        "status": status,
        "substatus": substatus,
        "created": moscow(order.life.created).isoformat(),
        "goods": [{"name": line.offer.name, "count": line.count} for line in order.lines],
        "total": rubles(total),
        "recipient": (change.recipient or order.buyer).full_name,
        "delivery": {
            "kind": order.life.kind,
            "from": interval.first.isoformat(),
            "to": interval.last.isoformat(),
            "begin": interval.begin,
            "end": interval.end,
        },
        "fake": order.life.fake,
        "updatable": bool(world.offered(order)) and order.store.plan.model in _UPDATABLE,
        "changed": moscow(change.at).isoformat() if change.at else None,
    }


_UPDATABLE = frozenset(OPERATIONS["updateOrder"].models)
