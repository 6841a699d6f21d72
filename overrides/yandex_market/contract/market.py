"""The server as a market: its stores, a listing page by page, samples that laws share.

What is asked once is kept, so that a law costs few requests of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import Any, TypeVar

from yandex_market_api.operations import OPERATIONS, OperationSpec

from . import answers, facts
from .exchange import Exchange
from .facts import Json
from .target import Query, Target
from .verdicts import BrokenError, NotRunError, require

MOSCOW = timezone(timedelta(hours=3))
LISTINGS = tuple(name for name, spec in OPERATIONS.items() if spec.paging)
_PAGES = 12  # of a walk; what is longer is looked at in part
_STORES = 12  # stores that are looked at, at most
_ENOUGH = 12  # items that make a sample worth looking at
_SPANS = (1, 2, 4, 8, 16, 28)  # days
_PLACEMENTS = {"Express": "FBS", "LaaS": "LAAS"}
_LASTING = ("campaigns", "changed orders")
Filters = Mapping[str, Any]
T = TypeVar("T")


@dataclass(frozen=True)
class Store:
    """A store as getCampaigns lists it."""

    campaign: int
    business: int
    placement: str


@dataclass(frozen=True)
class Page:
    """One page of a listing."""

    exchange: Exchange
    items: list[Json]
    token: str | None


@dataclass
class Walk:
    """Pages one after the other. `whole`: whether the last one was reached."""

    pages: list[Page]
    whole: bool

    @property
    def items(self) -> list[Json]:
        """The items of all pages."""
        return [item for page in self.pages for item in page.items]

    @property
    def exchanges(self) -> list[Exchange]:
        """The requests with their answers."""
        return [page.exchange for page in self.pages]


@dataclass
class Listing:
    """A listing of one store or business: asks for pages in the words of the table."""

    market: Market
    operation: str
    path: Mapping[str, int]
    store: Store

    @property
    def spec(self) -> OperationSpec:
        """The operation's row of the table."""
        return OPERATIONS[self.operation]

    @property
    def most(self) -> int:
        """The biggest page."""
        return int(facts.arguments(self.operation)["limit"].schema["maximum"])

    @property
    def ids(self) -> str:
        """The filter by ids."""
        return "orders" if "orders" in facts.arguments(self.operation) else "order_ids"

    def key(self, item: Json) -> object:
        """The id of an item."""
        return item.get("orderId", item.get("id"))

    def ask(
        self,
        filters: Filters | None = None,
        *,
        limit: int | None = None,
        token: str | None = None,
        extra: Query = (),
        path: Mapping[str, int] | None = None,
    ) -> Exchange:
        """One request for a page, whatever comes of it."""
        query, body = self._written(filters or {})
        if limit is not None:
            query.append(("limit", str(limit)))
        if token is not None:
            query.append(("page_token", token))
        query += list(extra.items() if isinstance(extra, Mapping) else extra)
        sent = None if self.spec.method.upper() == "GET" else body
        return self.market.call(self.operation, path or self.path, query=query, body=sent)

    def page(self, filters: Filters | None = None, **how: Any) -> Page:
        """A page that must be answered with 200."""
        return self.read(self.ask(filters, **how))

    def read(self, exchange: Exchange) -> Page:
        """An answer as a page. Raises BrokenError unless it is a 200 with a list."""
        paging = self.spec.paging
        assert paging is not None
        require(exchange.status == 200, "200", str(exchange.status), exchange)
        items, token = exchange.at(paging.items), exchange.at(paging.next_token)
        require(isinstance(items, list), f"a list at {paging.items}", "none", exchange)
        return Page(exchange, items, token or None)

    def walk(
        self, filters: Filters | None = None, *, limit: int | None = None, most: int = _PAGES
    ) -> Walk:
        """The pages from the first on; a token that comes again breaks the law of paging."""
        pages, seen = [self.page(filters, limit=limit)], set[str]()
        while (token := pages[-1].token) is not None and len(pages) < most:
            require(token not in seen, "a new token with every page",
                    "a token that was given out before", pages[-1].exchange)  # fmt: skip
            seen.add(token)
            pages.append(self.page(filters, limit=limit, token=token))
        return Walk(pages, whole=pages[-1].token is None)

    def _written(self, filters: Filters) -> tuple[list[tuple[str, str]], dict[str, Json]]:
        """Filters by their names in the table, as query and body."""
        arguments = facts.arguments(self.operation)
        query: list[tuple[str, str]] = []
        body: dict[str, Json] = {}
        for name, value in filters.items():
            argument = arguments[name]
            written = _wire(value, argument.schema)
            if argument.location == "query":
                values = written if isinstance(written, list) else [written]
                query += [(argument.wire[0], _query_text(one)) for one in values]
                continue
            place = body
            for step in argument.wire[:-1]:
                place = place.setdefault(step, {})
            place[argument.wire[-1]] = written
        return query, body


def _wire(value: Any, schema: Mapping[str, Any]) -> Json:
    if isinstance(value, datetime):
        return value.astimezone(MOSCOW).isoformat(timespec="seconds")
    if isinstance(value, date):
        day_first = schema.get("format") == "date-dd-MM-yyyy"
        return value.strftime(facts.DAY_FIRST) if day_first else value.isoformat()
    return list(value) if isinstance(value, (list, tuple, set)) else value


def _query_text(value: Json) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


@dataclass
class Market:
    """What laws are given: the target, its stores, and what was read of them already."""

    target: Target
    business: int | None = None
    campaign: int | None = None
    _kept: dict[object, Any] = field(default_factory=dict)

    def call(
        self, operation: str, path: Mapping[str, object] | None = None, **how: Any
    ) -> Exchange:
        """One request, its answer checked against what holds for every answer."""
        return answers.check(self.target.call(operation, path, **how))

    def send(self, method: str, address: str, **how: Any) -> Exchange:
        """One request to any address, its answer checked as far as the document goes."""
        return answers.check(self.target.send(method, address, **how))

    def keep(self, name: object, make: Callable[[], T]) -> T:
        """What was made once under this name. A finding on the way is raised once, as such; for the
        laws after it there is nothing to begin with.
        """
        if name not in self._kept:
            try:
                self._kept[name] = make()
            except NotRunError as reason:
                self._kept[name] = reason
            except BrokenError as broken:
                self._kept[name] = NotRunError(f"a finding stands in the way: {broken.found}"[:200])
                raise
        value = self._kept[name]
        if isinstance(value, NotRunError):
            raise value
        found: T = value
        return found

    def forget_samples(self) -> None:
        """Forget orders and lists that were read; stores stay known."""
        self._kept = {name: kept for name, kept in self._kept.items() if name in _LASTING}

    @property
    def today(self) -> date:
        """The day in Moscow, by the server's clock."""
        first = self.keep("campaigns", self._read_stores)[1]
        return answers.server_time(first).astimezone(MOSCOW).date()

    # -- stores --------------------------------------------------------------------------------

    def all_stores(self) -> list[Store]:
        """The stores that getCampaigns lists and the API serves."""
        return self.keep("campaigns", self._read_stores)[0]

    def _read_stores(self) -> tuple[list[Store], Exchange]:
        self.target.look_for_mock()
        listing = Listing(self, "getCampaigns", {}, Store(0, 0, ""))
        walk = listing.walk(most=20)
        stores = [
            Store(one["id"], one["business"]["id"], one.get("placementType", ""))
            for one in walk.items
            if one.get("apiAvailability", "AVAILABLE") == "AVAILABLE"
            and "id" in one
            and "id" in one.get("business", {})
        ]
        return stores, walk.pages[0].exchange

    def stores(self, operation: str) -> list[Store]:
        """The stores that the operation serves, those asked for by option only. Raises NotRunError
        when there is none.
        """
        models = OPERATIONS[operation].models
        placements = {_PLACEMENTS.get(model, model) for model in models}
        stores = [
            store
            for store in self.all_stores()
            if store.placement in placements
            and self.campaign in (None, store.campaign)
            and self.business in (None, store.business)
        ]
        if not stores:
            raise NotRunError(f"no store of the models {', '.join(models)}")
        return stores[:_STORES]

    def others(self, operation: str) -> list[Store]:
        """Stores of models that the operation does not serve."""
        served = {_PLACEMENTS.get(model, model) for model in OPERATIONS[operation].models}
        return [store for store in self.all_stores() if store.placement not in served]

    def foreign_campaign(self) -> int:
        """The id of a store that is not among ours."""
        return 1 + max((store.campaign for store in self.all_stores()), default=0) * 3

    def foreign_business(self) -> int:
        """The id of a business that is not ours."""
        return 1 + max((store.business for store in self.all_stores()), default=0) * 3

    # -- listings ------------------------------------------------------------------------------

    def listing(self, operation: str) -> Listing:
        """The operation as a listing of the store with most to show."""
        return self.keep(("listing", operation), lambda: self._pick_listing(operation))

    def listing_of(self, operation: str, store: Store) -> Listing:
        """The operation as a listing of this store."""
        return Listing(self, operation, _path(operation, store), store)

    def _pick_listing(self, operation: str) -> Listing:
        if operation == "getCampaigns":
            return Listing(self, operation, {}, Store(0, 0, ""))
        best: tuple[int, Listing] | None = None
        seen = set()
        for store in self.stores(operation):
            listing = self.listing_of(operation, store)
            place = tuple(listing.path.values())
            if place in seen:
                continue
            seen.add(place)
            page = listing.page(limit=listing.most)
            size = len(page.items) + (page.token is not None)
            if best is None or size > best[0]:
                best = size, listing
            if page.token is not None:
                break
        assert best is not None
        return best[1]

    def settled(self, operation: str) -> tuple[Listing, dict[str, Any], Walk]:
        """A listing with filters under which nothing moves any more (days that are over), and what
        it gives. Raises NotRunError when there is too little to look at.
        """
        return self.keep(("settled", operation), lambda: self._settle(operation))

    def _settle(self, operation: str) -> tuple[Listing, dict[str, Any], Walk]:
        listing = self.listing(operation)
        if not listing.spec.window:
            walk = listing.walk()
            return listing, {}, walk
        begin, end = creation_pair(operation)
        last = self.today - timedelta(days=1)
        walk, filters = Walk([], whole=True), dict[str, Any]()
        for days in _SPANS:
            inclusive = listing.spec.window.end == "inclusive"
            filters = {begin: last - timedelta(days=days - 1)}
            filters[end] = last if inclusive else last + timedelta(days=1)
            if "fake" in facts.arguments(operation):
                filters["fake"] = False
            walk = listing.walk(filters, limit=listing.most)
            if len(walk.items) >= _ENOUGH:
                break
        if len(walk.items) < 2:
            raise NotRunError(f"{operation}: fewer than two orders in the last {_SPANS[-1]} days")
        return listing, filters, walk

    def bounded(self, operation: str) -> tuple[Listing, dict[str, Any], Walk]:
        """As `settled`, but a list that can be read to its end: of orders by their ids where a day
        has too many of them.
        """
        listing, filters, walk = self.settled(operation)
        if walk.whole or operation == "getCampaigns":
            return listing, filters, walk
        return self.keep(("bounded", operation), lambda: self._bound(listing, walk))

    @staticmethod
    def _bound(listing: Listing, walk: Walk) -> tuple[Listing, dict[str, Any], Walk]:
        keys = [listing.key(item) for item in walk.items[:40]]
        filters: dict[str, Any] = {listing.ids: keys}
        return listing, filters, listing.walk(filters, limit=listing.most)

    # -- orders --------------------------------------------------------------------------------

    def orders(self, store: Store) -> list[Json]:
        """Orders of a store as getBusinessOrders gives them, newest first, one page."""
        return self.keep(("orders", store), lambda: self._orders(store, fake=False))

    def test_orders(self, store: Store) -> list[Json]:
        """Test orders of a store, one page."""
        return self.keep(("test orders", store), lambda: self._orders(store, fake=True))

    def _orders(self, store: Store, *, fake: bool) -> list[Json]:
        listing = self.listing_of("getBusinessOrders", store)
        return listing.page({"campaign_ids": [store.campaign], "fake": fake}, limit=50).items

    def an_order(self, operation: str) -> tuple[Store, int]:
        """A store that the operation serves and an order in it. Raises NotRunError."""

        def look() -> tuple[Store, int]:
            for store in self.stores(operation):
                if orders := self.orders(store):
                    return store, orders[0]["orderId"]
            raise NotRunError("no store that fits has an order")

        return self.keep(("an order", OPERATIONS[operation].models), look)

    def sound(self, operation: str) -> dict[str, Any]:
        """Arguments of `call` for a request that must be answered with 200, without changing
        anything. Raises NotRunError where the market has nothing to ask about.
        """
        if operation == "getCampaigns":
            return {}
        if operation == "getOperations":
            store = self.stores(operation)[0]
            asked = {"operationType": "ORDER_RECIPIENT_UPDATE", "operationIds": ["0"]}
            return {"path": _path(operation, store), "body": asked}
        if operation == "getOrderBuyerInfo":
            return self.keep("buyer", self._sound_buyer)
        if operation == "updateOrder":
            raise NotRunError("a right update would change an order")
        if operation in LISTINGS:
            listing = self.listing(operation)
            body: Json = {} if listing.spec.method.upper() == "POST" else None
            return {"path": listing.path, "query": {"limit": 1}, "body": body}
        store, order = self.an_order(operation)
        if operation == "getOrderUpdateOptions":
            return {"path": _path(operation, store), "body": {"id": order}}
        return {"path": {**_path(operation, store), "orderId": order}}

    def _sound_buyer(self) -> dict[str, Any]:
        for store in self.stores("getOrderBuyerInfo"):
            for order in self.orders(store):
                if order["status"] in ("PROCESSING", "DELIVERY", "PICKUP"):
                    path = {"campaignId": store.campaign, "orderId": order["orderId"]}
                    return {"path": path}
        raise NotRunError("no DBS store has an order in processing or delivery")

    def attempt(self, operation: str) -> dict[str, Any]:
        """Arguments of `call` for a request that is right in form and changes nothing, whatever
        its answer; for laws about what comes before the request itself is looked at.
        """
        if operation == "getOrderBuyerInfo":
            try:
                return self.sound(operation)
            except NotRunError:
                store = self.stores(operation)[0]
                return {"path": {"campaignId": store.campaign, "orderId": 9_000_000_000_000_001}}
        if operation != "updateOrder":
            return self.sound(operation)
        store = self.stores(operation)[0]
        customer = {"firstName": "Test", "lastName": "Test", "phone": "+70000000000"}
        # No order has this id: even a server that skips its checks has nothing to change.
        order = {"id": 9_000_000_000_000_001, "customer": customer}
        return {"path": _path(operation, store), "body": {"order": order}}

    def send_sound(self, operation: str, **change: Any) -> Exchange:
        """Send `attempt`, with changes."""
        return self.call(operation, **{**self.attempt(operation), **change})


def _path(operation: str, store: Store) -> dict[str, int]:
    path = OPERATIONS[operation].path
    ids = {"campaignId": store.campaign, "businessId": store.business}
    return {name: value for name, value in ids.items() if f"{{{name}}}" in path}


def creation_pair(operation: str) -> tuple[str, str]:
    """The filters of the first pair of dates: when orders were placed."""
    return next(iter(pairs(operation)))


def pairs(operation: str) -> Iterator[tuple[str, str]]:
    """The pairs of date filters, by their names in the table."""
    window = OPERATIONS[operation].window
    names = {one.wire[-1]: one.name for one in OPERATIONS[operation].arguments}
    for begin, end in window.pairs if window else ():
        yield names[begin], names[end]
