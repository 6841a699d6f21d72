"""Coherence: an order is the same order wherever it is read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from .. import facts
from ..exchange import Exchange
from ..facts import Json
from ..market import MOSCOW, Market, Store
from ..verdicts import NotRunError, require
from .law import law

_FOUR = "openapi.yaml: Order, BusinessOrder, OrdersStatsOrder"
_EACH = 4  # orders of a store that are looked at
# Status of an order → what the statistics may call it.
_STATS = {
    "CANCELLED": {"CANCELLED_BEFORE_PROCESSING", "CANCELLED_IN_PROCESSING", "CANCELLED_IN_DELIVERY",
                  "LOST"},
    "DELIVERED": {"DELIVERED", "PARTIALLY_DELIVERED"},
    "DELIVERY": {"DELIVERY", "LOST"},
    "PLACING": {"UNPAID", "RESERVED", "PENDING"},
}  # fmt: skip


def _samples(market: Market, operation: str) -> Iterator[tuple[Store, Json]]:
    """Orders of each store, of as many different statuses as there are."""
    found = False
    for store in market.stores(operation):
        orders = market.orders(store)
        by_status = {(o["status"], o["delivery"]["type"]): o for o in orders}
        chosen = {o["orderId"]: o for o in [*by_status.values(), *market.test_orders(store)[:1]]}
        for order in list(chosen.values())[:_EACH]:
            found = True
            yield store, order
    if not found:
        raise NotRunError("no store has an order")


def _fresh(market: Market, store: Store, order: Json) -> Json:
    """The order as getBusinessOrders gives it now. Raises BrokenError when it gives none."""
    filters = {"order_ids": [order["orderId"]], "fake": order["fake"]}
    page = market.listing_of("getBusinessOrders", store).page(filters)
    require(len(page.items) == 1, "the order by its id", f"{len(page.items)} orders", page.exchange)
    return page.items[0]


def _single(market: Market, store: Store, order: Json) -> tuple[Json, Exchange]:
    path = {"campaignId": store.campaign, "orderId": order["orderId"]}
    exchange = market.call("getOrder", path)
    require(exchange.status == 200, "200 for an order of the list", str(exchange.status), exchange)
    return exchange.json["order"], exchange


def _same(what: str, one: object, other: object, *evidence: Exchange) -> None:
    require(one == other, f"the same {what}", f"{one!r} and {other!r}", *evidence)


def _moment(text: str) -> datetime:
    return datetime.strptime(text, f"{facts.DAY_FIRST} %H:%M:%S").replace(tzinfo=MOSCOW)


def _iso(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(MOSCOW)


def _day(text: str) -> date:
    return datetime.strptime(text, facts.DAY_FIRST).date()


def _money(value: object) -> Decimal:
    return Decimal(str(value))


@law(
    "coherence.one-order",
    "getOrder and getBusinessOrders tell of the same order: status, times, lines, sums, delivery",
    source=_FOUR,
    why="getBusinessOrders replaces getOrder: what differs breaks on the day of the change.",
    over=("getOrder",),
)
def one_order(market: Market, operation: str) -> None:
    for store, listed in _samples(market, operation):
        new = _fresh(market, store, listed)
        old, exchange = _single(market, store, new)
        _same("id", old["id"], new["orderId"], exchange)
        for name in ("status", "substatus", "fake", "paymentType", "paymentMethod", "notes",
                     "externalOrderId", "cancelRequested"):  # fmt: skip
            _same(name, old.get(name), new.get(name), exchange)
        _same("creationDate", _moment(old["creationDate"]), _iso(new["creationDate"]), exchange)
        if "updatedAt" in old and "updateDate" in new:
            _same("time of change", _moment(old["updatedAt"]), _iso(new["updateDate"]), exchange)
        _same("lines", _lines(old), _lines(new), exchange)
        if "prices" in new and "payment" in new["prices"]:
            _same("sum of the goods", _money(old["itemsTotal"]),
                  _money(new["prices"]["payment"]["value"]), exchange)  # fmt: skip
        _same_delivery(old["delivery"], new["delivery"], exchange)
        if "buyerType" in new:
            _same("kind of buyer", old["buyer"]["type"], new["buyerType"], exchange)


def _lines(order: Json) -> list[tuple[Any, ...]]:
    return [(i["id"], i["offerId"], i["offerName"], i["count"]) for i in order["items"]]


def _same_delivery(old: Json, new: Json, exchange: Exchange) -> None:
    for name in ("type", "serviceName", "deliveryServiceId", "deliveryPartnerType",
                 "dispatchType", "estimated"):  # fmt: skip
        _same(f"delivery.{name}", old.get(name), new.get(name), exchange)
    for name in ("fromDate", "toDate"):
        if name in old["dates"] or name in new["dates"]:
            _same(f"delivery.dates.{name}", _day(old["dates"][name]),
                  date.fromisoformat(new["dates"][name]), exchange)  # fmt: skip
    for name in ("fromTime", "toTime"):
        _same(f"delivery.dates.{name}", (old["dates"].get(name) or "")[:5],
              (new["dates"].get(name) or "")[:5], exchange)  # fmt: skip
    shipments = [s for s in old.get("shipments") or () if "shipmentDate" in s]
    if shipments and "shipmentDate" in new.get("shipment", {}):
        _same("day of shipment", _day(shipments[0]["shipmentDate"]),
              date.fromisoformat(new["shipment"]["shipmentDate"]), exchange)  # fmt: skip


@law(
    "coherence.list-and-single",
    "An order in getOrders is the order that getOrder gives, field by field",
    source="openapi.yaml: GetOrdersResponse, GetOrderResponse",
    why="Programs read the list and take it for the order.",
    over=("getOrders",),
)
def list_and_single(market: Market, operation: str) -> None:
    tried = 0
    for store, sample in _samples(market, operation):
        filters: dict[str, Any] = {"order_ids": [sample["orderId"]], "fake": sample["fake"]}
        page = market.listing_of(operation, store).page(filters)
        if not page.items:
            continue  # delivered or cancelled long ago: getOrders leaves it out
        tried += 1
        _same("number of orders", len(page.items), 1, page.exchange)
        single, exchange = _single(market, store, sample)
        for name in sorted(single.keys() | page.items[0].keys()):
            _same(name, single.get(name), page.items[0].get(name), page.exchange, exchange)
    if not tried:
        raise NotRunError("getOrders shows none of the sample's orders")


@law(
    "coherence.statistics",
    "getOrdersStats tells of the same order: day, status of its family, lines, kind of buyer",
    source=_FOUR,
    why="Accounts are settled by the statistics.",
    over=("getOrdersStats",),
)
def statistics(market: Market, operation: str) -> None:
    for store, order in _samples(market, operation):
        page = market.listing_of(operation, store).page({"orders": [order["orderId"]]})
        # "Up to 40 minutes late": what is newer than that may not be there yet.
        if not page.items and not market.target.is_mock:
            continue
        _same("number of orders", len(page.items), 1, page.exchange)
        stats = page.items[0]
        _same("id", stats["id"], order["orderId"], page.exchange)
        _same("day", stats["creationDate"], _iso(order["creationDate"]).date().isoformat(),
              page.exchange)  # fmt: skip
        if "fake" in stats:
            _same("fake", stats["fake"], order["fake"], page.exchange)
        status = order["status"]
        require(stats["status"] in _STATS.get(status, {status}), f"a status that means {status}",
                stats["status"], page.exchange)  # fmt: skip
        lines = {item.get("shopSku"): item for item in stats.get("initialItems") or stats["items"]}
        for item in order["items"]:
            line = lines.get(item["offerId"], {})
            count = line.get("initialCount", line.get("count"))
            _same(f"count of {item['offerId']}", count, item["count"], page.exchange)
        if "buyerType" in stats and "buyerType" in order:
            _same("kind of buyer", stats["buyerType"], order["buyerType"], page.exchange)


@law(
    "coherence.buyer",
    "getOrderBuyerInfo tells of the buyer that the order names",
    source="openapi.yaml: OrderBuyer, OrderBuyerSummary",
    why="A call to the wrong buyer gives one person's order away to another.",
    over=("getOrderBuyerInfo",),
)
def buyer(market: Market, operation: str) -> None:
    path = market.sound(operation)["path"]
    exchange = market.call(operation, path)
    require(exchange.status == 200, "200", str(exchange.status), exchange)
    single = market.call("getOrder", path)
    require(single.status == 200, "200", str(single.status), single)
    told, known = exchange.json["result"], single.json["order"]["buyer"]
    for name in ("id", "type"):
        if name in told and name in known:
            _same(f"buyer.{name}", told[name], known[name], exchange, single)


@law(
    "coherence.buyer-only-then",
    "The buyer is told while an order is worked on, else the answer is a 400",
    source="openapi.yaml: getOrderBuyerInfo",
    why="Phone numbers of buyers must not be open for ever.",
    over=("getOrderBuyerInfo",),
)
def buyer_only_then(market: Market, operation: str) -> None:
    for store in market.stores(operation):
        for order in market.orders(store):
            if order["status"] in ("DELIVERED", "CANCELLED", "RETURNED"):
                path = {"campaignId": store.campaign, "orderId": order["orderId"]}
                exchange = market.call(operation, path)
                require(exchange.status == 400, f"400 for an order that is {order['status']}",
                        str(exchange.status), exchange)  # fmt: skip
                return
    raise NotRunError("no order of a DBS store has come to its end")


@law(
    "coherence.sums",
    "The sums of an order add up: lines to the goods, lines before discounts to the whole",
    source="openapi.yaml: Order.itemsTotal, OrderItem.price, count",
    why="Invoices are made of these numbers.",
    over=("getOrder",),
)
def sums(market: Market, operation: str) -> None:
    for store, sample in _samples(market, operation):
        order, exchange = _single(market, store, sample)
        goods = sum((_money(i["price"]) * i["count"] for i in order["items"]), Decimal())
        _same("itemsTotal and sum of price × count", _money(order["itemsTotal"]), goods, exchange)
        before = sum(
            (_money(i["buyerPriceBeforeDiscount"]) * i["count"] for i in order["items"]), Decimal()
        )
        _same("buyerItemsTotalBeforeDiscount and sum of the lines",
              _money(order["buyerItemsTotalBeforeDiscount"]), before, exchange)  # fmt: skip
        for total, part in (("buyerTotal", "buyerItemsTotal"),):
            if total in order and part in order:
                whole = _money(order[part]) + _money(order["deliveryTotal"])
                _same(f"{total} and {part} + deliveryTotal", _money(order[total]), whole, exchange)


@law(
    "coherence.stores",
    "Orders of a business belong to stores that getCampaigns lists, under the right model",
    source="openapi.yaml: BusinessOrder.campaignId, programType; Campaign",
    why="Calls for one order need its store.",
    over=("getBusinessOrders",),
)
def stores(market: Market, operation: str) -> None:
    known = {store.campaign: store.placement for store in market.all_stores()}
    _, _, walk = market.settled(operation)
    for page in walk.pages:
        for order in page.items:
            placement = known.get(order["campaignId"])
            require(placement is not None, "a store that getCampaigns lists",
                    str(order["campaignId"]), page.exchange)  # fmt: skip
            program = {"EXPRESS": "FBS"}.get(order["programType"], order["programType"])
            _same("model", program, placement, page.exchange)


@law(
    "coherence.times",
    "Times are in order: created before changed, delivery from before to",
    source="openapi.yaml: BusinessOrder, BusinessOrderDeliveryDates",
    why="Programs that ask for changes since a moment rely on it.",
    over=("getBusinessOrders",),
)
def times(market: Market, operation: str) -> None:
    _, _, walk = market.settled(operation)
    for page in walk.pages:
        for order in page.items:
            made, changed = (
                _iso(order["creationDate"]),
                _iso(order.get("updateDate", order["creationDate"])),
            )
            require(made <= changed, "creationDate <= updateDate",
                    f"{made} and {changed} in {order['orderId']}", page.exchange)  # fmt: skip
            dates = order["delivery"]["dates"]
            last = dates.get("toDate", dates["fromDate"])
            require(dates["fromDate"] <= last, "fromDate <= toDate",
                    f"{dates} in {order['orderId']}", page.exchange)  # fmt: skip


@law(
    "coherence.operations-asked-for",
    "getOperations answers about the ids it was asked for, each once, and invents none",
    source="openapi.yaml: GetOperationsResult, Operation",
    why="A made-up state ends a wait that should go on.",
    over=("getOperations",),
)
def operations_asked_for(market: Market, operation: str) -> None:
    asked = market.sound(operation)
    body = {"operationType": "ORDER_RECIPIENT_UPDATE", "operationIds": ["nobody-1", "nobody-2"]}
    exchange = market.call(operation, asked["path"], body=body)
    require(exchange.status == 200, "200 for unknown ids", str(exchange.status), exchange)
    found = exchange.at("/result/operations")
    require(not found, "no operation: nobody has started these", f"{found}", exchange)


@law(
    "coherence.offers",
    "Offered intervals run forwards, and an order that takes none is offered none",
    source="openapi.yaml: DeliveryInterval, getOrderUpdateOptions",
    why="A shop shows them to the buyer.",
    over=("getOrderUpdateOptions",),
)
def offers(market: Market, operation: str) -> None:
    store = market.stores(operation)[0]
    orders = market.orders(store)[:20]
    if not orders:
        raise NotRunError("the store has no orders")
    for order in orders:
        exchange = market.call(
            operation, {"campaignId": store.campaign}, body={"id": order["orderId"]}
        )
        require(exchange.status == 200, "200", str(exchange.status), exchange)
        options = exchange.at("/result/deliveryIntervals/availableDeliveryIntervals") or []
        for one in options:
            days, hours = one["deliveryDateInterval"], one["deliveryTimeInterval"]
            require(days["fromDate"] <= days["toDate"] and hours["fromTime"] < hours["toTime"],
                    "an interval that runs forwards", f"{one}", exchange)  # fmt: skip
        if (
            order["status"] in ("DELIVERED", "CANCELLED", "RETURNED")
            or order["delivery"]["type"] != "DELIVERY"
        ):
            require(not options, f"nothing to choose: {order['status']}, {order['delivery']['type']}",
                    f"{len(options)} intervals", exchange)  # fmt: skip
