"""Limits: the server says what is left, counts honestly, and refuses with 420 when it is spent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from yandex_market_api.operations import OPERATIONS

from ..answers import server_time
from ..exchange import Exchange
from ..market import Market
from ..target import rate_limit
from ..verdicts import NotRunError, require
from .law import ALL, READS, law

_HEADERS = "openapi.yaml: X-RateLimit-Resource-*"
_MOST = 3200  # requests that spending a quota may cost
_BY_REQUEST = tuple(name for name in READS if OPERATIONS[name].quota.counts == "requests")
_BY_ORDERS = tuple(name for name in READS if OPERATIONS[name].quota.counts == "orders")


def _left(exchange: Exchange) -> tuple[int, int]:
    told = rate_limit(exchange.headers)
    require(told is not None, "the three quota headers", "not all, or not readable", exchange)
    assert told is not None
    return told[0], told[1]


def _two(market: Market, operation: str, **change: object) -> tuple[Exchange, Exchange]:
    """Two requests in the same window; once more if it turned over in between."""
    for _ in range(3):
        one = market.send_sound(operation, **change)
        two = market.send_sound(operation, **change)
        if one.headers.get("X-RateLimit-Resource-Until") == two.headers.get(
            "X-RateLimit-Resource-Until"
        ):
            return one, two
    raise NotRunError("the window turned over each time")


@law(
    "limits.headers",
    "Refusals carry the quota headers as good answers do",
    source=_HEADERS,
    why="Refused requests spend quota too: a client must see it.",
    over=ALL,
)
def headers(market: Market, operation: str) -> None:
    for key in (True, None):
        exchange = market.send_sound(operation, key=key)
        _left(exchange)


@law(
    "limits.falling",
    "What is left falls by one with each request",
    source=_HEADERS,
    why="A client that trusts the header runs into a wall.",
    over=_BY_REQUEST,
)
def falling(market: Market, operation: str) -> None:
    one, two = _two(market, operation)
    (limit, before), (_, after) = _left(one), _left(two)
    require(after < before <= limit, "less is left after the second request",
            f"{before}, then {after}", one, two)  # fmt: skip
    if market.target.is_mock:
        require(after == before - 1, "one less", f"{before}, then {after}", one, two)


@law(
    "limits.refused-count",
    "Refused requests spend quota too",
    source="openapi.yaml: LimitExceeded",
    why="A loop of wrong requests must be seen to cost something.",
    over=("getOrders", "getBusinessOrders", "getOperations"),
)
def refused_count(market: Market, operation: str) -> None:
    wrong = {"query": {"limit": "x"}} if operation != "getOperations" else {"body": {}}
    one, two = _two(market, operation, **wrong)
    require(two.status == 400, "400", str(two.status), two)
    (_, before), (_, after) = _left(one), _left(two)
    require(after < before, "less is left after a refused request",
            f"{before}, then {after}", one, two)  # fmt: skip


@law(
    "limits.by-orders",
    "Where orders are counted, what is left falls by the orders of the answer",
    source="openapi.yaml: x-quota of getOrdersStats",
    why="Imports plan their spans by it.",
    over=_BY_ORDERS,
)
def by_orders(market: Market, operation: str) -> None:
    listing = market.listing(operation)
    one = listing.ask(limit=1)
    two = listing.ask(limit=5)
    if one.headers.get("X-RateLimit-Resource-Until") != two.headers.get(
        "X-RateLimit-Resource-Until"
    ):
        raise NotRunError("the window turned over in between")
    count = len(listing.read(two).items)
    if not count:
        raise NotRunError("no orders")
    (_, before), (_, after) = _left(one), _left(two)
    require(before - after >= count, f"{count} less after an answer of {count} orders",
            f"{before}, then {after}", one, two)  # fmt: skip


@law(
    "limits.spent",
    "When nothing is left the answer is 420 until the moment that Until names, elsewhere it is not",
    source="openapi.yaml: LimitExceeded",
    why="420 is what tells a client to stop, and for how long.",
    over=("getCampaigns",),
)
def spent(market: Market, operation: str) -> None:
    if not market.target.is_mock:
        raise NotRunError("it uses up a quota: on a mock alone")
    name, asked, other = _to_be_spent(market, operation)
    exchange = market.call(name, **asked, pace=False)
    limit, left = _left(exchange)
    budget = market.target.max_requests
    if left > _MOST or (budget is not None and left > budget - market.target.count - 50):
        raise NotRunError(f"{left} requests are left: too many to use up")
    for _ in range(left):
        exchange = market.target.call(name, **asked, pace=False)
        require(exchange.status != 420, "420 only when nothing is left",
                f"420 with {_left(exchange)[1]} left", exchange)  # fmt: skip
    last = exchange
    require(_left(last)[1] == 0, "Remaining 0 after the last one", str(_left(last)[1]), last)
    exchange = market.call(name, **asked, pace=False)
    require(
        exchange.status == 420, f"420 after {limit} requests", str(exchange.status), last, exchange
    )
    told = rate_limit(exchange.headers)
    require(told is not None and told[1] == 0, "Remaining 0 with the 420", f"{told}", exchange)
    assert told is not None
    require(told[2] > server_time(exchange) - timedelta(seconds=1), "Until in the future",
            exchange.headers["X-RateLimit-Resource-Until"], exchange)  # fmt: skip
    elsewhere = market.call(*other)
    require(elsewhere.status != 420, "no 420 elsewhere", "420", exchange, elsewhere)
    if market.target.controls is not None:
        again = market.call(name, **asked)  # the target moves the clock past Until first
        require(again.status != 420, "no 420 after Until", "420", exchange, again)


def _to_be_spent(
    market: Market, operation: str
) -> tuple[str, dict[str, Any], tuple[str, dict[str, Any]]]:
    """What to ask until nothing is left, and what must not suffer by it. Where the clock can be
    moved it may be a quota that is needed later; else that of a store to spare.
    """
    if market.target.controls is not None:
        path = market.attempt("getOrders")["path"]
        return operation, {}, ("getOrders", path)
    stores = market.stores("getOrderBuyerInfo")
    if len(stores) < 2:
        raise NotRunError("one DBS store only: its quota is needed for the rest")
    busy = market.sound("getOrderBuyerInfo")["path"]["campaignId"]
    spare = next(store.campaign for store in stores if store.campaign != busy)
    path = {"campaignId": spare, "orderId": 9_000_000_000_000_001}
    other = ("getOrderBuyerInfo", {**path, "campaignId": busy})
    return "getOrderBuyerInfo", {"path": path}, other


@law(
    "limits.apart",
    "Requests for one store do not use up what another has",
    source="openapi.yaml: x-quota; counted by store or business",
    why="One busy store would stop the others.",
    over=("getOrder",),
)
def apart(market: Market, operation: str) -> None:
    stores = market.stores(operation)
    if len(stores) < 2:
        raise NotRunError("one store only")
    one, two = ({"campaignId": s.campaign, "orderId": 9_000_000_000_000_001} for s in stores[:2])
    first = market.call(operation, one)
    market.call(operation, two)
    market.call(operation, two)
    second = market.call(operation, one)
    if first.headers.get("X-RateLimit-Resource-Until") != second.headers.get(
        "X-RateLimit-Resource-Until"
    ):
        raise NotRunError("the window turned over in between")
    (_, before), (_, after) = _left(first), _left(second)
    if not market.target.is_mock:
        raise NotRunError("others may use the store meanwhile: on a mock alone")
    require(before - after == 1, "one less", f"{before}, then {after}", first, second)
