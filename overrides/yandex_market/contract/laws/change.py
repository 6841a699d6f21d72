"""Change: an update starts operations, and shows when they are done, not before.

Everything here changes orders, so it runs with `--allow-writes` alone, and then on test orders or
on a server that says it is a mock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ..exchange import Exchange
from ..facts import Json
from ..market import Market, Store
from ..verdicts import NotRunError, require
from .law import law

_SOURCE = "openapi.yaml: updateOrder, getOperations"
_RECIPIENT, _INTERVAL = "ORDER_RECIPIENT_UPDATE", "ORDER_DELIVERY_INTERVAL_UPDATE"
_OVER = ("updateOrder",)
_POLLS = 40
_ENDED = ("DELIVERED", "CANCELLED", "RETURNED", "PARTIALLY_RETURNED")


def _orders(market: Market) -> Iterator[tuple[Store, Json]]:
    """Orders of LaaS stores that may be changed here. Raises NotRunError when writes are off."""
    market.target.may_write(fake=True)
    for store in market.stores("updateOrder"):
        yield from ((store, order) for order in market.test_orders(store))
        if market.target.is_mock:
            yield from ((store, order) for order in market.orders(store))


def _changeable(market: Market) -> tuple[Store, int, list[Json]]:
    """An order that is offered intervals, and these; one that no law has changed, if there is one."""
    used: list[int] = market.keep("changed orders", list)
    options = market.keep("offers", dict)
    again = None
    for store, order in _orders(market):
        number = order["orderId"]
        if order["status"] in _ENDED or order["delivery"]["type"] != "DELIVERY":
            continue
        if number not in options:
            options[number] = _offered(market, store, number)
        if len(options[number]) < 2:
            continue
        if number not in used:
            used.append(number)
            return store, number, options[number]
        again = again or (store, number, options[number])
    if again is None:
        raise NotRunError("no LaaS store has an order that may be changed here")
    return again


def _offered(market: Market, store: Store, order: int) -> list[Json]:
    exchange = market.call(
        "getOrderUpdateOptions", {"campaignId": store.campaign}, body={"id": order}
    )
    require(exchange.status == 200, "200", str(exchange.status), exchange)
    return exchange.at("/result/deliveryIntervals/availableDeliveryIntervals") or []


def _update(market: Market, store: Store, order: int, **changes: Json) -> Exchange:
    path = {"campaignId": store.campaign}
    return market.call("updateOrder", path, body={"order": {"id": order, **changes}})


def _started(exchange: Exchange, *kinds: str) -> dict[str, str]:
    """Type → id of the started operations, which must be of these types."""
    require(exchange.status == 200, "200", str(exchange.status), exchange)
    operations = exchange.at("/result/operations") or []
    found = sorted(one["type"] for one in operations)
    require(found == sorted(kinds), f"started: {', '.join(kinds)}", ", ".join(found), exchange)
    ids = {one["id"] for one in operations}
    require(len(ids) == len(operations), "an id for each operation", f"{ids}", exchange)
    return {one["type"]: one["id"] for one in operations}


def _state(market: Market, store: Store, kind: str, operation: str) -> tuple[str | None, Exchange]:
    body = {"operationType": kind, "operationIds": [operation]}
    exchange = market.call("getOperations", {"businessId": store.business}, body=body)
    require(exchange.status == 200, "200", str(exchange.status), exchange)
    for one in exchange.at("/result/operations") or []:
        if one["id"] == operation:
            require(one["type"] == kind, f"the type {kind}", one["type"], exchange)
            return one["status"], exchange
    return None, exchange


def _read(market: Market, store: Store, order: int) -> tuple[Json, Exchange]:
    exchange = market.call("getOrder", {"campaignId": store.campaign, "orderId": order})
    require(exchange.status == 200, "200", str(exchange.status), exchange)
    return exchange.json["order"], exchange


def _person(name: str) -> dict[str, str]:
    return {"firstName": name, "lastName": "Проверкина", "phone": "+70001112233"}


def _recipient(order: Json) -> str | None:
    address = order["delivery"].get("address") or {}
    return address.get("recipient")


def _window(order: Json) -> tuple[str | None, ...]:
    dates = order["delivery"]["dates"]
    return tuple(dates.get(name) for name in ("fromDate", "toDate", "fromTime", "toTime"))


def _as_window(interval: Json) -> tuple[str | None, ...]:
    days, hours = interval["deliveryDateInterval"], interval["deliveryTimeInterval"]
    first, last = ("-".join(reversed(days[name].split("-"))) for name in ("fromDate", "toDate"))
    return first, last, hours["fromTime"], hours["toTime"]


def _other(market: Market, store: Store, order: int, offers: list[Json]) -> Json:
    """An offered interval that the order has not now."""
    now = _window(_read(market, store, order)[0])
    for one in offers:
        if not _shows_window(now, one):
            return one
    raise NotRunError("the order is offered what it has")


def _shows_window(window: tuple[str | None, ...], interval: Json) -> bool:
    wanted = _as_window(interval)
    from_day, to_day, from_hour, to_hour = window
    given = (from_day, to_day or from_day, (from_hour or "")[:5], (to_hour or "")[:5])
    return given == tuple((text or "")[:10] for text in wanted)


def _follow(
    market: Market, store: Store, order: int, kind: str, operation: str,
    shows: Callable[[Json], bool],
) -> list[Exchange]:  # fmt: skip
    """Read the order, ask for the operation, again and again until it is over: the change must not
    show while the operation is still IN_PROGRESS afterwards, and must show once it is DONE.
    """
    for poll in range(_POLLS):
        before, read = _read(market, store, order)
        state, polled = _state(market, store, kind, operation)
        if state is None:
            require(poll > 0, "the operation under its id and type", "nothing", polled)
        if state == "IN_PROGRESS" or state is None:
            require(not shows(before), "no change while the operation is IN_PROGRESS",
                    "it shows already", read, polled)  # fmt: skip
            market.target.pause(poll)
            continue
        after, reread = _read(market, store, order)
        if state == "DONE":
            require(shows(after), "the change in the order: its operation is DONE",
                    "the order as before", polled, reread)  # fmt: skip
        else:
            require(not shows(after), "no change: its operation FAILED", "it shows",
                    polled, reread)  # fmt: skip
        return [polled, reread]
    raise NotRunError(f"the operation was IN_PROGRESS still after {_POLLS} polls")


@law(
    "change.recipient",
    "A new recipient shows when its operation is DONE, and not before",
    source=_SOURCE,
    why="A parcel goes to whom the order names; who reads DONE stops looking.",
    over=_OVER,
    writes=True,
)
def recipient(market: Market, operation: str) -> None:
    store, order, _ = _changeable(market)
    name = f"Анна {market.target.count}"
    exchange = _update(market, store, order, customer=_person(name))
    started = _started(exchange, _RECIPIENT)[_RECIPIENT]
    _follow(market, store, order, _RECIPIENT, started, lambda one: name in (_recipient(one) or ""))


@law(
    "change.interval",
    "An offered interval is accepted, and shows when its operation is DONE, and not before",
    source=_SOURCE,
    why="The courier comes when the order says.",
    over=_OVER,
    writes=True,
)
def interval(market: Market, operation: str) -> None:
    store, order, offers = _changeable(market)
    wanted = _other(market, store, order, offers)
    exchange = _update(market, store, order, deliveryInterval=wanted)
    started = _started(exchange, _INTERVAL)[_INTERVAL]
    _follow(
        market, store, order, _INTERVAL, started, lambda one: _shows_window(_window(one), wanted)
    )


@law(
    "change.both",
    "Two changes at once start two operations, each known under its own type alone",
    source=_SOURCE,
    why="A client waits for each of them by its type.",
    over=_OVER,
    writes=True,
)
def both(market: Market, operation: str) -> None:
    store, order, offers = _changeable(market)
    wanted = _other(market, store, order, offers)
    name = f"Вера {market.target.count}"
    exchange = _update(market, store, order, customer=_person(name), deliveryInterval=wanted)
    started = _started(exchange, _RECIPIENT, _INTERVAL)
    state, polled = _state(market, store, _RECIPIENT, started[_INTERVAL])
    require(state is None, "nothing under the other type", f"{state}", polled)
    _follow(market, store, order, _INTERVAL, started[_INTERVAL],
            lambda one: _shows_window(_window(one), wanted))  # fmt: skip
    _follow(market, store, order, _RECIPIENT, started[_RECIPIENT],
            lambda one: name in (_recipient(one) or ""))  # fmt: skip


@law(
    "change.everywhere",
    "A change shows in every list as in the order itself",
    source="openapi.yaml: getBusinessOrders, getOrders, getOrder",
    why="One program changes the order, another reads the list.",
    over=_OVER,
    writes=True,
)
def everywhere(market: Market, operation: str) -> None:
    store, order, offers = _changeable(market)
    before, _ = _read(market, store, order)
    wanted = _other(market, store, order, offers)
    exchange = _update(market, store, order, deliveryInterval=wanted)
    started = _started(exchange, _INTERVAL)[_INTERVAL]
    _follow(
        market, store, order, _INTERVAL, started, lambda one: _shows_window(_window(one), wanted)
    )
    after, read = _read(market, store, order)
    filters = {"order_ids": [order], "fake": after["fake"]}
    listed = market.listing_of("getBusinessOrders", store).page(filters)
    dates = listed.items[0]["delivery"]["dates"] if listed.items else {}
    days = wanted["deliveryDateInterval"]
    require(dates.get("fromDate") == days["fromDate"], f"fromDate {days['fromDate']} in the list",
            f"{dates}", listed.exchange)  # fmt: skip
    for name in ("status", "items", "creationDate", "itemsTotal", "paymentType"):
        require(before[name] == after[name], f"{name} as before", f"{after[name]}", read)
    if "updatedAt" in before:
        when = ("".join(reversed(one["updatedAt"][:10].split("-"))) + one["updatedAt"][10:]
                for one in (before, after))  # fmt: skip
        require(next(when) <= next(when), "updatedAt not before the last one",
                after["updatedAt"], read)  # fmt: skip


@law(
    "change.once",
    "An operation that is over stays as it is",
    source="openapi.yaml: OperationStatusType (DONE and FAILED are final)",
    why="Who has seen DONE goes on.",
    over=_OVER,
    writes=True,
)
def final(market: Market, operation: str) -> None:
    store, order, _ = _changeable(market)
    exchange = _update(market, store, order, customer=_person(f"Ольга {market.target.count}"))
    started = _started(exchange, _RECIPIENT)[_RECIPIENT]
    seen: list[str | None] = []
    for poll in range(_POLLS):
        state, polled = _state(market, store, _RECIPIENT, started)
        if seen and seen[-1] in ("DONE", "FAILED"):
            require(state == seen[-1], f"{seen[-1]} still", f"{state}", polled)
        seen.append(state)
        if seen[-3:] in (["DONE"] * 3, ["FAILED"] * 3):
            return
        if state == "IN_PROGRESS":
            market.target.pause(poll)
    raise NotRunError(f"the operation was not over after {_POLLS} polls")


@law(
    "change.failed",
    "An operation that FAILED leaves the order as it was",
    source="openapi.yaml: OperationStatusType",
    why="Half a change is worse than none.",
    over=_OVER,
    writes=True,
)
def failed(market: Market, operation: str) -> None:
    controls = market.target.controls
    if controls is None:
        raise NotRunError("nothing makes an operation fail here (a mock's controls do)")
    store, order, _ = _changeable(market)
    before, _ = _read(market, store, order)
    exchange = _update(market, store, order, customer=_person(f"Лев {market.target.count}"))
    started = _started(exchange, _RECIPIENT)[_RECIPIENT]
    controls.fail_operation(started)
    state, polled = _state(market, store, _RECIPIENT, started)
    require(state == "FAILED", "FAILED", f"{state}", polled)
    after, read = _read(market, store, order)
    require(before == after, "the order as before", "another", polled, read)


@law(
    "change.ended",
    "An order that has come to its end refuses with 400 and starts nothing",
    source="openapi.yaml: updateOrder",
    why="A change that can never come true must not look started.",
    over=_OVER,
    writes=True,
)
def ended(market: Market, operation: str) -> None:
    for store, order in _orders(market):
        if order["status"] in _ENDED:
            exchange = _update(market, store, order["orderId"], customer=_person("Игорь"))
            require(exchange.status == 400, f"400 for an order that is {order['status']}",
                    str(exchange.status), exchange)  # fmt: skip
            return
    raise NotRunError("no order that may be tried has come to its end")


@law(
    "change.not-offered",
    "An interval that was not offered is a 400, and the order stays as it is",
    source="openapi.yaml: UpdateOrder.deliveryInterval",
    why="A delivery nobody can make would be promised to the buyer.",
    over=_OVER,
    writes=True,
)
def not_offered(market: Market, operation: str) -> None:
    store, order, offers = _changeable(market)
    before, _ = _read(market, store, order)
    wrong = {**offers[0], "deliveryTimeInterval": {"fromTime": "03:00", "toTime": "03:30"}}
    far = {"deliveryDateInterval": {"fromDate": "2099-01-01", "toDate": "2099-01-01"},
           "deliveryTimeInterval": offers[0]["deliveryTimeInterval"]}  # fmt: skip
    for one in (wrong, far):
        exchange = _update(market, store, order, deliveryInterval=one)
        require(exchange.status == 400, "400 for an interval that was not offered",
                str(exchange.status), exchange)  # fmt: skip
    after, read = _read(market, store, order)
    require(before == after, "the order as before", "another", read)


@law(
    "change.nothing",
    "An update without a change is a 400",
    source="openapi.yaml: UpdateOrder; error table of updateOrder",
    why="A program that forgot the change would take a 200 for success.",
    over=_OVER,
    writes=True,
)
def nothing(market: Market, operation: str) -> None:
    store, order, _ = _changeable(market)
    exchange = _update(market, store, order)
    require(exchange.status == 400, "400", str(exchange.status), exchange)


@law(
    "change.unknown-order",
    "An update of an order that does not exist is refused",
    source="openapi.yaml: updateOrder",
    why="An operation would be waited for that is about nothing.",
    over=_OVER,
    writes=True,
)
def unknown_order(market: Market, operation: str) -> None:
    market.target.may_write(fake=True)
    store = market.stores(operation)[0]
    exchange = _update(market, store, 9_000_000_000_000_001, customer=_person("Анна"))
    require(exchange.status in (400, 404), "400 or 404", str(exchange.status), exchange)


@law(
    "change.not-by-strangers",
    "A refused update (no key, foreign store) changes nothing",
    source="openapi.yaml: Unauthorized, Forbidden",
    why="A check that comes after the change is none.",
    over=_OVER,
    writes=True,
)
def not_by_strangers(market: Market, operation: str) -> None:
    store, order, offers = _changeable(market)
    wanted = _other(market, store, order, offers)
    before, _ = _read(market, store, order)
    body: dict[str, Any] = {"order": {"id": order, "deliveryInterval": wanted}}
    for path, key, status in (
        ({"campaignId": store.campaign}, None, 401),
        ({"campaignId": market.foreign_campaign()}, True, 403),
    ):
        exchange = market.call(operation, path, body=body, key=key)
        require(exchange.status == status, str(status), str(exchange.status), exchange)
    market.target.pause(0)
    after, read = _read(market, store, order)
    require(before == after, "the order as before", "another", read)
