"""Orders as getBusinessOrders gives them.

Sums are of all units: a line's `payment` and `subsidy` add up to its price before discounts, and
`cashback` is the part of the subsidy that stands for Plus points. The order's own sums are those of
its lines; delivery stands apart.
"""

from __future__ import annotations

from ..exchange import Json
from ..moments import day_of, hours_and_minutes, iso, iso_and_time
from ..world import NO_CHANGE, Change, Line, Order
from . import parts
from .parts import rubles

_MOSCOW = "+03:00"
_PROGRAMS = {"Express": "EXPRESS", "LaaS": "LAAS"}  # the others are called as their models
# What has become of all units of a line; refused and returned ones are told apart below.
_UNITS = {
    "DELIVERY": "SHIPPED",
    "PICKUP": "SHIPPED",
    "DELIVERED": "DELIVERED_TO_BUYER",
    "PARTIALLY_DELIVERED": "DELIVERED_TO_BUYER",
    "PARTIALLY_RETURNED": "DELIVERED_TO_BUYER",
    "RETURNED": "DELIVERED_TO_BUYER",
    "CANCELLED_BEFORE_PROCESSING": "CANCELLED",
    "CANCELLED_IN_PROCESSING": "CANCELLED",
    "CANCELLED_IN_DELIVERY": "CANCELLED",
    "LOST": "LOST",
}


def program(model: str) -> str:
    """The placement model as this family calls it."""
    return _PROGRAMS.get(model, model)


def platform(model: str) -> str:
    """Where the order was placed: on the Market, or elsewhere and brought in by the shop."""
    return "OTHER" if model == "LaaS" else "MARKET"


def business_order(of: Order, change: Change = NO_CHANGE) -> Json:
    """An order as getBusinessOrders gives it."""
    life, plan = of.life, of.store.plan
    wire: Json = {
        "orderId": of.id,
        "campaignId": plan.campaign_id,
        "programType": program(plan.model),
        "status": life.state.status,
        "substatus": life.state.substatus,
        "creationDate": iso_and_time(life.created) + _MOSCOW,
        "updateDate": iso_and_time(parts.updated(of, change)) + _MOSCOW,
        "paymentType": "PREPAID" if life.prepaid else "POSTPAID",
        "paymentMethod": of.method,
        "fake": life.fake,
        "items": [_item(of, line) for line in of.lines],
        "prices": _prices(*of.lines) | {"delivery": _delivery_price(of)},
        "delivery": _delivery(of, change),
        "sourcePlatform": platform(plan.model),
    }
    if of.external_id:
        wire["externalOrderId"] = of.external_id
    if plan.model == "DBS":
        wire["services"] = {"liftType": of.lift}
    if plan.model in ("FBS", "FBY"):
        wire["buyerType"] = "BUSINESS" if life.business else "PERSON"
    if of.note:
        wire["notes"] = of.note
    if of.asks_to_cancel is not None:
        wire["cancelRequested"] = of.asks_to_cancel
    return wire


def _item(of: Order, line: Line) -> Json:
    wire: Json = {
        "id": line.id,
        "offerId": line.offer.sku,
        "offerName": line.offer.name,
        "count": line.count,
        "prices": _prices(line) | {"vat": parts.vat(of, line)},
        "itemStatuses": _unit_statuses(of, line),
    }
    wire |= parts.required(line)
    if told := parts.instances(of, line):
        wire["instances"] = told
    if line.offer.tags:
        wire["tags"] = list(line.offer.tags)
    return wire


def _unit_statuses(of: Order, line: Line) -> list[Json]:
    stats = of.life.state.stats
    shipped = of.life.state.substatus == "SHIPPED"
    counts = {_UNITS.get(stats, "SHIPPED" if shipped else "CREATED"): line.count - line.undone}
    counts["REJECTED" if stats == "PARTIALLY_DELIVERED" else "RETURNED"] = line.undone
    return [{"status": status, "count": count} for status, count in counts.items() if count]


def _prices(*lines: Line) -> Json:
    """What is nought is left out, but for the payment."""
    points = sum(line.points * line.count for line in lines)
    discounts = sum(line.discount * line.count for line in lines)
    wire = {"payment": _value(sum(line.price * line.count for line in lines))}
    if discounts + points:
        wire["subsidy"] = _value(discounts + points)
    if points:
        wire["cashback"] = _value(points)
    return wire


def _delivery_price(of: Order) -> Json:
    wire: Json = {"payment": _value(of.delivery_total)}
    if of.delivery_subsidy:
        wire["subsidy"] = _value(of.delivery_subsidy)
    if of.store.plan.model == "DBS":
        wire["vat"] = parts.vat(of)
    return wire


def _value(kopecks: int) -> Json:
    return {"value": rubles(kopecks), "currencyId": "RUR"}


def _delivery(of: Order, change: Change) -> Json:
    life, model = of.life, of.store.plan.model
    carrier, service = parts.carrier(of)
    wire: Json = {
        "type": life.kind,
        "serviceName": service,
        "deliveryServiceId": carrier,
        "warehouseId": parts.warehouse(of),
        "deliveryPartnerType": parts.partner(of),
        "dispatchType": parts.dispatch(life.kind, model),
        "dates": parts.dates(of, change.interval or of.interval, iso),
        "estimated": of.provisional,
    }
    wire |= _whereto(of)
    if parts.is_shipped(of):
        wire["shipment"] = _shipment(of)
        if boxes := parts.boxes(of):
            wire["boxesLayout"] = [_box(of, box) for box in boxes]
    if life.kind == "DIGITAL":
        wire["digitalGoods"] = _digital(of)
    if model == "Express" and (transfer := _transfer(of)):
        wire["transfer"] = transfer
    if life.state.status in ("DELIVERY", "PICKUP") or (model == "DBS" and life.packed):
        wire["tracks"] = parts.tracks(of)
    if code := parts.receive_code(of):
        wire |= {"receiveCode": code, "receiveBarcode": f"{of.id}-{code}"}
    return wire


def _whereto(of: Order) -> Json:
    """A post office is told as the address of a courier: there is no third place for it."""
    place: Json = {"region": parts.region(of.town)}
    if parts.has_address(of):
        place["address"] = parts.address(of)
    if of.life.kind != "PICKUP":
        return {"courier": place}
    place |= parts.outlet(of)
    if day := parts.kept_until(of):
        place["outletStorageLimitDate"] = iso(day)
    return {"pickup": place}


def _shipment(of: Order) -> Json:
    moment = of.life.shipment
    wire: Json = {"id": parts.shipment_id(of), "shipmentDate": iso(day_of(moment))}
    if of.store.plan.model == "Express":
        wire["shipmentTime"] = hours_and_minutes(moment)
    return wire


def _transfer(of: Order) -> Json:
    """What store and courier know of each other, in the Express model."""
    wire: Json = {}
    if of.life.packed:
        wire["courier"] = parts.courier(of)
    if eac := parts.eac(of):
        wire["eac"] = eac
    return wire


def _digital(of: Order) -> Json:
    """How the buyer gets a digital good. The account in Steam is nobody's: real numbers are longer."""
    wire: Json = {"type": of.lines[0].offer.handed}
    if wire["type"] == "STEAM_GIFT":
        wire["steamLink"] = f"https://steamcommunity.com/profiles/{of.buyer_id}"
    return wire


def _box(of: Order, box: parts.Box) -> Json:
    items = [_packed(of, line, box.part) for line in box.lines]
    return {"boxId": box.id, "barcode": box.barcode, "items": items}


def _packed(of: Order, line: Line, part: tuple[int, int] | None) -> Json:
    if part:
        return {"id": line.id, "partialCount": {"current": part[0], "total": part[1]}}
    wire: Json = {"id": line.id, "fullCount": line.count}
    if told := parts.instances(of, line):
        wire["instances"] = [
            {name: text for name, text in one.items() if name != "cisFull"} for one in told
        ]
    return wire
