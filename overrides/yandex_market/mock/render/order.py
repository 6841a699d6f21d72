"""Orders as getOrder and getOrders give them, and their buyers.

`itemsTotal` is the sum of price times count. With the goods' subsidies it adds up to
`buyerItemsTotalBeforeDiscount`.
"""

from __future__ import annotations

from ..exchange import Json
from ..life import DAY
from ..shop import ORGANISATIONS
from ..world import NO_CHANGE, Change, Line, Order, Person, moscow
from . import parts
from .parts import rubles

_DAY, _MOMENT = "%d-%m-%Y", "%d-%m-%Y %H:%M:%S"
# The Market deals with the buyer, but where the shop delivers or sells.
_KNOWS_THE_BUYER = ("DBS", "LaaS")


def order(of: Order, change: Change = NO_CHANGE) -> Json:
    """An order as getOrder gives it."""
    life = of.life
    goods = sum(line.price * line.count for line in of.lines)
    points = sum(line.points * line.count for line in of.lines)
    before = sum(line.before * line.count for line in of.lines)
    wire: Json = {
        "id": of.id,
        "status": life.state.status,
        "substatus": life.state.substatus,
        "creationDate": moscow(life.created).strftime(_MOMENT),
        "updatedAt": parts.updated(of, change).strftime(_MOMENT),
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
        ("SUBSIDY", sum(line.discount * line.count for line in of.lines)),
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
        wire["expiryDate"] = moscow(life.created + DAY).strftime(_MOMENT)
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
        "vat": line.offer.vat or of.store.plan.vat,
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
    if line.offer.marked:
        wire["requiredInstanceTypes"] = ["CIS"]
        if of.life.has_codes:
            wire["instances"] = parts.instances(line)
    if line.undone:
        refused = of.life.state.stats == "PARTIALLY_DELIVERED"
        wire["details"] = [
            {
                "itemCount": line.undone,
                "itemStatus": "REJECTED" if refused else "RETURNED",
                "updateDate": moscow(of.life.updated).strftime(_DAY),
            }
        ]
    return wire


def _promo(line: Line) -> Json:
    return {
        "type": "MARKET_PROMOCODE" if line.number % 2 else "DIRECT_DISCOUNT",
        "discount": rubles(line.discount * line.count),
        "subsidy": rubles(line.discount * line.count),
        "marketPromoId": f"promo-{line.number:04}",
    }


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
        "dates": parts.dates(of, change.interval or of.interval, _DAY),
        "region": parts.region(of.town),
        "deliveryServiceId": carrier,
        "dispatchType": parts.dispatch(life.kind, model),
        "estimated": of.provisional,
    }
    if parts.has_address(of):
        wire["address"] = _address(of, change.recipient or of.buyer)
    if life.kind == "PICKUP":
        wire |= _pickup(of)
    if model != "FBY":
        wire["shipments"] = [_shipment(of)]
    if model == "DBS":
        wire["vat"] = of.store.plan.vat
        wire["liftType"] = "NOT_NEEDED"
    if model == "Express" and life.state.status == "PROCESSING":
        wire |= {"eacType": "COURIER_TO_MERCHANT"}
    if model == "Express" and life.packed:
        wire["courier"] = parts.courier()
    if life.state.status in ("DELIVERY", "PICKUP"):
        wire["tracks"] = parts.tracks(of)
    return wire


def _pickup(of: Order) -> Json:
    wire = parts.outlet(of)
    if day := parts.kept_until(of):
        wire["outletStorageLimitDate"] = day.strftime(_DAY)
    if code := parts.receive_code(of):
        wire["receiveCode"] = code
    return wire


def _address(of: Order, recipient: Person) -> Json:
    wire = parts.address(of)
    if of.store.plan.model in _KNOWS_THE_BUYER:
        wire |= {"recipient": recipient.full_name, "phone": recipient.phone}
    return wire


def _shipment(of: Order) -> Json:
    moment = moscow(of.life.shipment)
    wire: Json = {"id": parts.shipment_id(of), "shipmentDate": moment.strftime(_DAY)}
    if of.store.plan.model == "Express":
        wire["shipmentTime"] = moment.strftime("%H:%M")
    if of.store.plan.model == "DBS" and of.life.packed:
        wire["tracks"] = parts.tracks(of)
    if of.life.packed:
        box_id, barcode = parts.box(of)
        wire["boxes"] = [{"id": box_id, "fulfilmentId": barcode}]
    return wire
