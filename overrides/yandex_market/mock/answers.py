"""The operations themselves: what each adds to the document's rules, and what it answers.

An operation has two halves. `check` looks at the request alone and returns findings for the 400.
`run` is called when the request is sound and the caller may use the store: it answers, or refuses
because of what the world looks like (404, or 400 for a state that does not allow it).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from . import lists, render, stats_lists
from .clock import Clock
from .exchange import Json, RefusalError
from .ledger import Ledger
from .life import TERMINAL
from .periods import ALWAYS, OF_BUSINESS, OF_STORE, day
from .rules import Call, shown
from .tokens import Tokens
from .world import NO_CHANGE, Change, Interval, Order, Person, World

Listing = tuple[object, ...]  # what a page token is bound to

CAMPAIGNS_AT_MOST = 100
STATS_BY_DEFAULT = 100
ORDERS_AT_MOST = 50
_BEING_FULFILLED = ("PROCESSING", "DELIVERY", "PICKUP")
_OLD_STYLE = frozenset({"page", "pageSize"})
_NEW_STYLE = frozenset({"page_token", "limit"})


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
        self._counted: tuple[lists.Wanted, list[int]] | None = None
        self.operations = {
            "getCampaigns": Operation(self._check_campaigns, self._campaigns),
            "getBusinessOrders": Operation(self._check_business_orders, self._business_orders),
            "getOrders": Operation(self._check_orders, self._orders),
            "getOrder": Operation(_nothing_more, self._order),
            "getOrderBuyerInfo": Operation(_nothing_more, self._buyer),
            "getOrdersStats": Operation(self._check_stats, self._stats),
            "getOrderUpdateOptions": Operation(_nothing_more, self._options),
            "updateOrder": Operation(_check_update, self._update),
            "getOperations": Operation(_nothing_more, self._operations),
        }

    def _position(self, call: Call, listing: Listing) -> int | None:
        """Where the page begins, None for a token that this listing never gave out."""
        if "page_token" not in call.query:
            return 0
        return self._tokens.read(call.query["page_token"], *listing)

    def _check_token(self, call: Call, listing: Callable[[Call], Listing]) -> list[str]:
        """A token is judged only when the rest could be read: it is bound to the filters."""
        if call.findings or self._position(call, listing(call)) is not None:
            return []
        return ["Bad page token"]

    # -- getCampaigns --------------------------------------------------------------------------

    def _check_campaigns(self, call: Call) -> list[str]:
        return self._check_token(call, _campaigns_listing)

    def _campaigns(self, call: Call) -> Answer:
        stores = self._world.stores
        if _counts_pages(call.query):
            places, pager = _counted_page(len(stores), call.query, CAMPAIGNS_AT_MOST)
            shops = [render.campaign(store) for store in stores[places]]
            return Answer({"campaigns": shops, "pager": pager})
        start = self._position(call, _campaigns_listing(call)) or 0
        end = start + call.query.get("limit", CAMPAIGNS_AT_MOST)
        paging = {}
        if end < len(stores):
            paging["nextPageToken"] = self._tokens.issue(end, *_campaigns_listing(call))
        page = [render.campaign(store) for store in stores[start:end]]
        return Answer({"campaigns": page, "paging": paging})

    # -- getBusinessOrders ---------------------------------------------------------------------

    def _check_business_orders(self, call: Call) -> list[str]:
        dates = (call.body or {}).get("dates") or {}
        findings = OF_BUSINESS.findings(dates, self._world.today)
        return findings + self._check_token(call, _business_listing)

    def _business_orders(self, call: Call) -> Answer:
        foreign = [
            str(campaign_id)
            for campaign_id in call.body.get("campaignIds") or ()
            if campaign_id not in self._world.by_campaign
        ]
        if foreign:
            raise RefusalError(403, f"No access to campaigns: '{', '.join(foreign)}'")
        wanted = lists.of_business(call.body, self._world)
        places, paging = self._page(call, wanted, _business_listing(call))
        orders = [render.business_order(*self._as_it_stands(place)) for place in places]
        return Answer({"orders": orders, "paging": paging}, len(orders))

    def _page(self, call: Call, wanted: lists.Wanted, listing: Listing) -> tuple[list[int], Json]:
        """The places on the page that the call asks for, and its `paging`."""
        walk = lists.walk(self._world, wanted, self._position(call, listing) or 0)
        page = list(islice(walk, call.query.get("limit", ORDERS_AT_MOST)))
        following = next(walk, None)
        if following is None:
            return page, {}
        return page, {"nextPageToken": self._tokens.issue(following, *listing)}

    def _as_it_stands(self, place: int) -> tuple[Order, Change]:
        order = self._world.order(*lists.at(self._world, place))
        return order, self._world.changes.get(order.id, NO_CHANGE)

    # -- getOrders -----------------------------------------------------------------------------

    def _check_orders(self, call: Call) -> list[str]:
        findings = OF_STORE.findings(call.query, self._world.today)
        return findings + self._check_token(call, _store_listing)

    def _orders(self, call: Call) -> Answer:
        store = self._world.by_campaign[call.path["campaignId"]]
        wanted = lists.of_store(call.query, store, self._world)
        wire: Json = {}
        if _counts_pages(call.query):  # the counters need them all
            every = self._every(wanted)
            span, wire["pager"] = _counted_page(len(every), call.query, ORDERS_AT_MOST)
            places = every[span]
        else:
            places, wire["paging"] = self._page(call, wanted, _store_listing(call))
        orders = [render.order(*self._as_it_stands(place)) for place in places]
        return Answer({**wire, "orders": orders}, len(orders))

    def _every(self, wanted: lists.Wanted) -> list[int]:
        """All places of a list. The last one is kept, because it is asked for page by page; not
        one by moments of change, which may have moved since.
        """
        if self._counted is None or self._counted[0] != wanted or wanted.updated != ALWAYS:
            self._counted = wanted, list(lists.walk(self._world, wanted))
        return self._counted[1]

    # -- getOrder, getOrderBuyerInfo -----------------------------------------------------------

    def _order(self, call: Call) -> Answer:
        order = self._find(call.path["campaignId"], call.path["orderId"], 404)
        change = self._world.changes.get(order.id, NO_CHANGE)
        return Answer({"order": render.order(order, change)})

    def _buyer(self, call: Call) -> Answer:
        order = self._find(call.path["campaignId"], call.path["orderId"], 404)
        status = order.life.state.status
        if status not in _BEING_FULFILLED:
            raise RefusalError(400, f"Order is not in shop-processing status (actual: '{status}').")
        return Answer({"status": "OK", "result": render.buyer_info(order)})

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
            if begin in body and end in body and day(body[end]) < day(body[begin]):
                findings.append(f"Date field '{end}' must be greater or equal to '{begin}'!")
        if body.keys() & {"dateFrom", "dateTo"} and body.keys() & {"updateFrom", "updateTo"}:
            findings.append(
                'Periods "orderDate" and "orderUpdate" can\'t be specified simultaneously!'
            )
        return findings + self._check_token(call, _stats_listing)

    def _stats(self, call: Call) -> Answer:
        store = self._world.by_campaign[call.path["campaignId"]]
        listing = _stats_listing(call)
        start = self._position(call, listing) or 0
        limit = call.query.get("limit", STATS_BY_DEFAULT)
        page: list[int] = []
        paging = {}
        for index in stats_lists.walk(self._world, store, call.body or {}, start):
            if len(page) == limit:
                paging["nextPageToken"] = self._tokens.issue(index, *listing)
                break
            page.append(index)
        today = self._world.today
        orders = [render.stats(self._world.order(store, index), today) for index in page]
        return Answer({"status": "OK", "result": {"orders": orders, "paging": paging}}, len(orders))

    # -- getOrderUpdateOptions, updateOrder ----------------------------------------------------

    def _options(self, call: Call) -> Answer:
        # No 404 is documented here nor for updateOrder, so an unknown order is a 400.
        order = self._find(call.path["campaignId"], int(call.body["id"]), 400)
        intervals = [render.interval(interval) for interval in self._world.offered(order)]
        options = {"deliveryIntervals": {"availableDeliveryIntervals": intervals}}
        return Answer({"status": "OK", "result": options})

    def _update(self, call: Call) -> Answer:
        wanted = call.body["order"]
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
            {
                "id": self._ledger.start(kind, order.id, self._applying(order.id, change)).id,
                "type": kind,
            }
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
            day(days["fromDate"]), day(days["toDate"]), times["fromTime"], times["toTime"]
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


def _counts_pages(query: Mapping[str, Any]) -> bool:
    """Whether pages are asked for by number. One style at a time: the token's wins."""
    return bool(query.keys() & _OLD_STYLE) and not query.keys() & _NEW_STYLE


def _counted_page(total: int, query: Mapping[str, Any], at_most: int) -> tuple[slice, Json]:
    """The old style of paging: the part of the list on this page, and its counters. No lower
    bounds are documented, so odd numbers are moved to 1.
    """
    size = min(max(query.get("pageSize", at_most), 1), at_most)
    number = max(query.get("page", 1), 1)
    begin = (number - 1) * size
    end = max(min(begin + size, total), begin)
    pager = {
        "total": total,
        "from": begin + 1,
        "to": end,
        "currentPage": number,
        "pagesCount": -(-total // size),
        "pageSize": size,
    }
    return slice(begin, end), pager


def _campaigns_listing(_: Call) -> Listing:
    return ("getCampaigns",)


def _business_listing(call: Call) -> Listing:
    """The business and the filters, the page size not."""
    filters = {name: value for name, value in (call.body or {}).items() if value is not None}
    return ("getBusinessOrders", call.path["businessId"], filters)


def _store_listing(call: Call) -> Listing:
    """The store and the filters, the page size not."""
    paging = _OLD_STYLE | _NEW_STYLE
    filters = {name: value for name, value in call.query.items() if name not in paging}
    return ("getOrders", call.path["campaignId"], filters)


def _stats_listing(call: Call) -> Listing:
    """The store and the filters, the page size not."""
    filters = {name: value for name, value in (call.body or {}).items() if value is not None}
    return ("getOrdersStats", call.path["campaignId"], filters)


def _person(customer: Json) -> Person:
    return Person(
        customer["lastName"],
        customer["firstName"],
        customer.get("middleName"),
        customer["phone"],
    )
