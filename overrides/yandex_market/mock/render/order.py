"""Orders as getOrder and getOrders give them, and their buyers.

`itemsTotal` is the sum of price times count. With the goods' subsidies it adds up to
`buyerItemsTotalBeforeDiscount`.
"""

from __future__ import annotations

from ..exchange import Json
from ..moments import DAY, day_first, day_first_and_time, day_of, hours_and_minutes
from ..shop import ORGANISATIONS
from ..world import NO_CHANGE, Change, Line, Order, Person
from . import parts
from .parts import rubles

_PROMOS = (
    "DIRECT_DISCOUNT",
    "MARKET_PROMOCODE",
    "MARKET_COUPON",
    "MARKET_BLUE",
    "BLUE_FLASH",
    "BLUE_SET",
    "PERCENT_DISCOUNT",
    "CHEAPEST_AS_GIFT",
    "SPREAD_DISCOUNT_COUNT",
    "SPREAD_DISCOUNT_RECEIPT",
    "DISCOUNT_BY_PAYMENT_TYPE",
)
_OF_THE_SHOP = ("DIRECT_DISCOUNT", "MARKET_PROMOCODE")
# The Market deals with the buyer, but where the shop delivers or sells.
_KNOWS_THE_BUYER = ("DBS", "LaaS")


def order(of: Order, change: Change = NO_CHANGE) -> Json:
    """An order as getOrder gives it."""
    life = of.life
    before = points = discounts = 0
    for line in of.lines:
        before += line.before * line.count
        points += line.points * line.count
        discounts += line.discount * line.count
    goods = before - points - discounts
    wire: Json = {
        "id": of.id,
        "status": life.state.status,
        "substatus": life.state.substatus,
        "creationDate": day_first_and_time(life.created),
        "updatedAt": day_first_and_time(parts.updated(of, change)),
        "currency": "RUR",
        "itemsTotal": rubles(goods),
        "deliveryTotal": rubles(of.delivery_total),
        "buyerItemsTotal": rubles(goods + points),
        "buyerTotal": rubles(goods + points + of.delivery_total),
        "buyerItemsTotalBeforeDiscount": rubles(before),
        "buyerTotalBeforeDiscount": rubles(before + of.delivery_total),
        "paymentType": "PREPAID" if life.prepaid else "POSTPAID",
        "paymentMethod": of.method,
        "fake": life.fake,
        "items": [_item(of, line) for line in of.lines],
        "delivery": _delivery(of, change),
        "buyer": _buyer(of, change),
        "taxSystem": of.store.plan.tax_system,
    }
    subsidies = _by_kind(
        ("YANDEX_CASHBACK", points),
        ("SUBSIDY", discounts),
        ("DELIVERY", of.delivery_subsidy),
    )
    if subsidies:
        wire["subsidies"] = subsidies
    if of.external_id:
        wire["externalOrderId"] = of.external_id
    if of.note:
        wire["notes"] = of.note
    if of.asks_to_cancel is not None:
        wire["cancelRequested"] = of.asks_to_cancel
    if life.state.status in ("PENDING", "RESERVED"):
        wire["expiryDate"] = day_first_and_time(life.created + DAY)
    return wire


def _by_kind(*amounts: tuple[str, int]) -> list[Json]:
    return [{"type": kind, "amount": rubles(amount)} for kind, amount in amounts if amount]


def _item(of: Order, line: Line) -> Json:
    help_given = (line.discount + line.points) * line.count
    wire: Json = {
        "id": line.id,
        "offerId": line.offer.sku,
        "offerName": line.offer.name,
        "price": rubles(line.price),
        "buyerPrice": rubles(line.before - line.discount),
        "buyerPriceBeforeDiscount": rubles(line.before),
        "priceBeforeDiscount": rubles(line.before),
        "count": line.count,
        "vat": parts.vat(of, line),
        "shopSku": line.offer.sku,
        "subsidy": rubles(help_given),
    }
    if of.store.plan.model in ("FBY", "LaaS"):
        wire["partnerWarehouseId"] = parts.warehouse(of)
    subsidies = _by_kind(
        ("YANDEX_CASHBACK", line.points * line.count), ("SUBSIDY", line.discount * line.count)
    )
    if subsidies:
        wire["subsidies"] = subsidies
    if line.discount:
        wire["promos"] = [_promo(line)]
    wire |= parts.required(line)
    if told := parts.instances(of, line):
        wire["instances"] = told
    if line.offer.tags:
        wire["tags"] = list(line.offer.tags)
    if line.undone:
        refused = of.life.state.stats == "PARTIALLY_DELIVERED"
        wire["details"] = [
            {
                "itemCount": line.undone,
                "itemStatus": "REJECTED" if refused else "RETURNED",
                "updateDate": day_first(day_of(of.life.updated)),
            }
        ]
    return wire


def _promo(line: Line) -> Json:
    kind = _PROMOS[line.number % len(_PROMOS)]
    wire: Json = {
        "type": kind,
        "discount": rubles(line.discount * line.count),
        "subsidy": rubles(line.discount * line.count),
        "marketPromoId": f"promo-{line.number:04}",
    }
    if kind in _OF_THE_SHOP:
        wire["shopPromoId"] = f"АКЦИЯ-{line.number:04}"
    return wire


def _buyer(of: Order, change: Change) -> Json:
    wire: Json = {"id": str(of.buyer_id), "type": "BUSINESS" if of.life.business else "PERSON"}
    if of.life.business:
        wire["lastName"] = ORGANISATIONS[of.buyer_id % len(ORGANISATIONS)]
    elif of.store.plan.model in _KNOWS_THE_BUYER:
        person = change.recipient or of.buyer
        wire |= {"lastName": person.family, "firstName": person.given}
        if person.patronymic:
            wire["middleName"] = person.patronymic
    return wire


def buyer_info(of: Order) -> Json:
    """The buyer as getOrderBuyerInfo tells: as in the order, and how to call."""
    return {**_buyer(of, NO_CHANGE), "phone": of.proxy_phone, "trusted": of.trusted}


def _delivery(of: Order, change: Change) -> Json:
    life, model = of.life, of.store.plan.model
    carrier, service = parts.carrier(of)
    wire: Json = {
        "type": life.kind,
        "serviceName": service,
        "price": rubles(of.delivery_total),
        "deliveryPartnerType": parts.partner(of),
        "dates": parts.dates(of, change.interval or of.interval, day_first),
        "region": parts.region(of.town),
        "deliveryServiceId": carrier,
        "dispatchType": parts.dispatch(life.kind, model),
        "estimated": of.provisional,
    }
    if parts.has_address(of):
        wire["address"] = _address(of, change.recipient or of.buyer)
    if life.kind == "PICKUP":
        wire |= _pickup(of)
    if parts.is_shipped(of):
        wire["shipments"] = [_shipment(of)]
    if model == "DBS":
        wire["vat"] = parts.vat(of)
        wire["liftType"] = of.lift
        if of.lift_price:
            wire["liftPrice"] = rubles(of.lift_price)
    wire |= parts.eac(of)
    if model == "Express" and life.packed:
        wire["courier"] = parts.courier(of)
    if life.state.status in ("DELIVERY", "PICKUP"):
        wire["tracks"] = parts.tracks(of)
    return wire


def _pickup(of: Order) -> Json:
    wire = parts.outlet(of)
    if day := parts.kept_until(of):
        wire["outletStorageLimitDate"] = day_first(day)
    if code := parts.receive_code(of):
        wire["receiveCode"] = code
    return wire


def _address(of: Order, recipient: Person) -> Json:
    wire = parts.address(of)
    if of.house % 11 == 0:
        wire["building"] = str(of.house % 3 + 1)
    if of.house % 17 == 0:
        wire["estate"] = str(of.house % 5 + 1)
    if of.store.plan.model in _KNOWS_THE_BUYER:
        wire |= {"recipient": recipient.full_name, "phone": recipient.phone}
    return wire


def _shipment(of: Order) -> Json:
    moment = of.life.shipment
    wire: Json = {"id": parts.shipment_id(of), "shipmentDate": day_first(day_of(moment))}
    if of.store.plan.model == "Express":
        wire["shipmentTime"] = hours_and_minutes(moment)
    if of.store.plan.model == "DBS" and of.life.packed:
        wire["tracks"] = parts.tracks(of)
    if boxes := parts.boxes(of):
        wire["boxes"] = [{"id": box.id, "fulfilmentId": box.barcode} for box in boxes]
    return wire
