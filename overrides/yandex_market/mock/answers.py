"""The operations themselves: what each adds to the document's rules, and what it answers.

An operation has two halves. `check` looks at the request alone and returns findings for the 400.
`run` is called when the request is sound and the caller may use the store: it answers, or refuses
because of what the world looks like (404, or 400 for a state that does not allow it).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from . import render
from .clock import Clock
from .exchange import Json, RefusalError
from .ledger import Ledger
from .life import LONGEST_LIFE, TERMINAL
from .rules import Call, shown
from .tokens import Tokens
from .world import NO_CHANGE, Change, Interval, Order, Person, Store, World, midnight, moscow

CAMPAIGNS_AT_MOST = 100
STATS_BY_DEFAULT = 100


@dataclass(frozen=True, slots=True)
class Answer:
    """A good answer, and how many orders it holds (some quotas count these)."""

    json: Json
    orders: int = 0


@dataclass(frozen=True, slots=True)
class Operation:
    """The two halves of an operation."""

    check: Callable[[Call], list[str]]
    run: Callable[[Call], Answer]


class Answers:
    """All operations over one world."""

    def __init__(self, world: World, ledger: Ledger, clock: Clock) -> None:
        self._world = world
        self._ledger = ledger
        self._clock = clock
        self._tokens = Tokens(world.secret)
        self.operations = {
            "getCampaigns": Operation(self._check_campaigns, self._campaigns),
            "getOrder": Operation(_nothing_more, self._order),
            "getOrdersStats": Operation(self._check_stats, self._stats),
            "updateOrder": Operation(_check_update, self._update),
            "getOperations": Operation(_nothing_more, self._operations),
        }

    def _position(self, call: Call, *listing: object) -> int | None:
        """Where the page begins, None for a token that this listing never gave out."""
        if "page_token" not in call.query:
            return 0
        return self._tokens.read(call.query["page_token"], *listing)

    # -- getCampaigns --------------------------------------------------------------------------

    def _check_campaigns(self, call: Call) -> list[str]:
        known = self._position(call, "getCampaigns") is not None
        return [] if known else ["Bad page token"]

    def _campaigns(self, call: Call) -> Answer:
        """One style of paging at a time: the token's wins, the counted pages are the old one."""
        stores = self._world.stores
        old_style = call.query.keys() & {"page", "pageSize"}
        if old_style and not call.query.keys() & {"page_token", "limit"}:
            return Answer(_counted_page(stores, call.query))
        start = self._position(call, "getCampaigns") or 0
        end = start + call.query.get("limit", CAMPAIGNS_AT_MOST)
        paging = {}
        if end < len(stores):
            paging["nextPageToken"] = self._tokens.issue(end, "getCampaigns")
        page = [render.campaign(store) for store in stores[start:end]]
        return Answer({"campaigns": page, "paging": paging})

    # -- getOrder ------------------------------------------------------------------------------

    def _order(self, call: Call) -> Answer:
        order = self._find(call.path["campaignId"], call.path["orderId"], 404)
        change = self._world.changes.get(order.id, NO_CHANGE)
        return Answer({"order": render.order(order, change)})

    def _find(self, campaign_id: int, order_id: int, status: int) -> Order:
        store = self._world.by_campaign[campaign_id]
        index = self._world.index_of(store, order_id)
        if index is None:
            message = f"Order not found: partnerId = '{campaign_id}', orderId = '{order_id}'"
            raise RefusalError(status, message)
        return self._world.order(store, index)

    # -- getOrdersStats ------------------------------------------------------------------------

    def _check_stats(self, call: Call) -> list[str]:
        body = call.body or {}
        findings = []
        for begin, end in (("dateFrom", "dateTo"), ("updateFrom", "updateTo")):
            if begin in body and end in body and _day(body[end]) < _day(body[begin]):
                findings.append(f"Date field '{end}' must be greater or equal to '{begin}'!")
        if body.keys() & {"dateFrom", "dateTo"} and body.keys() & {"updateFrom", "updateTo"}:
            findings.append(
                'Periods "orderDate" and "orderUpdate" can\'t be specified simultaneously!'
            )
        if not call.findings and self._position(call, *_stats_listing(call)) is None:
            findings.append("Bad page token")
        return findings

    def _stats(self, call: Call) -> Answer:
        store = self._world.by_campaign[call.path["campaignId"]]
        listing = _stats_listing(call)
        start = self._position(call, *listing) or 0
        limit = call.query.get("limit", STATS_BY_DEFAULT)
        page: list[int] = []
        paging = {}
        for index in self._matching(store, call.body or {}, start):
            if len(page) == limit:
                paging["nextPageToken"] = self._tokens.issue(index, *listing)
                break
            page.append(index)
        today = moscow(self._world.opened).date()
        orders = [render.stats(self._world.order(store, index), today) for index in page]
        return Answer({"status": "OK", "result": {"orders": orders, "paging": paging}}, len(orders))

    def _matching(self, store: Store, body: Json, start: int) -> Iterator[int]:
        """Indexes from `start` on of the orders that meet every filter, newest first.

        Test orders are among them, marked `fake`: unlike order lists, the statistics have no
        filter that would bring them back.
        """
        world = self._world
        begin, end = _span(body, "dateFrom", "dateTo")
        changed_from, changed_to = _span(body, "updateFrom", "updateTo")
        if changed_from is not None:
            begin = changed_from - LONGEST_LIFE
        if changed_to is not None:
            end = changed_to
        span = world.span(store, begin, end)
        candidates: Sequence[int] = range(max(span.start, start), span.stop)
        if body.get("orders"):
            named = (world.index_of(store, int(number)) for number in body["orders"])
            candidates = sorted({i for i in named if i is not None and i in candidates})
        statuses = frozenset(body.get("statuses") or ())
        for index in candidates:
            if statuses and world.stats_status(store, index) not in statuses:
                continue
            life = world.life(store, index)
            if changed_from is not None and life.updated < changed_from:
                continue
            if changed_to is not None and life.updated >= changed_to:
                continue
            if body.get("hasCis") not in (None, life.has_codes):
                continue
            yield index

    # -- updateOrder ---------------------------------------------------------------------------

    def _update(self, call: Call) -> Answer:
        wanted = call.body["order"]
        # No 404 is documented here, so an unknown order is a 400.
        order = self._find(call.path["campaignId"], int(wanted["id"]), 400)
        if order.life.state.status in TERMINAL:
            raise RefusalError(400, f"Order '{order.id}' is in terminal state")
        changes: dict[str, dict[str, Any]] = {}
        if "customer" in wanted:
            changes["ORDER_RECIPIENT_UPDATE"] = {"recipient": _person(wanted["customer"])}
        if "deliveryInterval" in wanted:
            interval = self._accepted(order, wanted["deliveryInterval"])
            changes["ORDER_DELIVERY_INTERVAL_UPDATE"] = {"interval": interval}
        operations = [
            {"id": self._ledger.start(kind, self._applying(order.id, change)).id, "type": kind}
            for kind, change in changes.items()
        ]
        return Answer({"status": "OK", "result": {"operations": operations}})

    def _accepted(self, order: Order, wire: Json) -> Interval:
        if order.life.kind != "DELIVERY":
            raise RefusalError(
                400,
                f"Delivery dates can't be updated for '{order.life.kind}' order"
                f" with id '{order.id}'",
            )
        days, times = wire["deliveryDateInterval"], wire["deliveryTimeInterval"]
        wanted = Interval(
            _day(days["fromDate"]), _day(days["toDate"]), times["fromTime"], times["toTime"]
        )
        if wanted not in self._world.offered(order):
            raise RefusalError(
                400, f"The requested delivery interval is not valid for order '{order.id}'"
            )
        return wanted

    def _applying(self, order_id: int, change: dict[str, Any]) -> Callable[[], None]:
        """What makes the change, to be called when its operation is done."""

        def apply() -> None:
            before = self._world.changes.get(order_id, NO_CHANGE)
            at = int(self._clock.now().timestamp())
            changed: Change = replace(before, at=at, **change)
            self._world.changes[order_id] = changed

        return apply

    # -- getOperations -------------------------------------------------------------------------

    def _operations(self, call: Call) -> Answer:
        """Unknown ids, and ids of another type, are left out."""
        kind = call.body["operationType"]
        polled = [self._ledger.poll(name, kind) for name in call.body["operationIds"]]
        operations = [
            {"id": one.id, "type": one.type, "status": one.status} for one in polled if one
        ]
        return Answer({"status": "OK", "result": {"operations": operations}})


def _nothing_more(_: Call) -> list[str]:
    return []


def _check_update(call: Call) -> list[str]:
    order = (call.body or {}).get("order")
    if order is None or order.keys() & {"customer", "deliveryInterval"}:
        return []
    return [f"'order' must not be empty (rejected value: '{shown(order)}')"]


def _counted_page(stores: Sequence[Store], query: Any) -> Json:
    """The old style of paging. No lower bounds are documented, so odd numbers are moved to 1."""
    size = min(max(query.get("pageSize", CAMPAIGNS_AT_MOST), 1), CAMPAIGNS_AT_MOST)
    number = max(query.get("page", 1), 1)
    page = stores[(number - 1) * size : number * size]
    pager = {
        "total": len(stores),
        "from": (number - 1) * size + 1,
        "to": (number - 1) * size + len(page),
        "currentPage": number,
        "pagesCount": -(-len(stores) // size),
        "pageSize": size,
    }
    return {"campaigns": [render.campaign(store) for store in page], "pager": pager}


def _stats_listing(call: Call) -> tuple[object, ...]:
    """What a token of the statistics is bound to: store and filters, the page size not."""
    filters = {name: value for name, value in (call.body or {}).items() if value is not None}
    return ("getOrdersStats", call.path["campaignId"], filters)


def _span(body: Json, begin: str, end: str) -> tuple[int | None, int | None]:
    """The moments that a pair of days means: Moscow days, both included."""
    first = midnight(_day(body[begin])) if begin in body else None
    last = midnight(_day(body[end])) + 86_400 if end in body else None
    return first, last


def _day(text: str) -> date:
    """The day. Raises RefusalError 400 for a year that no calendar here knows."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RefusalError(400, f"Illegal input at '{shown(text)}'") from None


def _person(customer: Json) -> Person:
    return Person(
        customer["lastName"],
        customer["firstName"],
        customer.get("middleName"),
        customer["phone"],
    )
