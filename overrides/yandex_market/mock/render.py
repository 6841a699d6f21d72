"""The wire forms of stores and orders. One neutral order goes in, so that every form agrees.

Which sums must agree, all exact: getOrder's `itemsTotal` is the sum of price times count; in the
statistics the BUYER totals of the original goods add up to it, the BUYER, CASHBACK and MARKETPLACE
totals to `buyerItemsTotalBeforeDiscount`, and payments less refunds to what the buyer kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from .exchange import Json
from .life import DAY
from .shop import BUSINESS_ID, BUSINESS_NAME, CLIENT_ID, ORGANISATIONS, Town
from .world import NO_CHANGE, Change, Interval, Line, Order, Person, Store, moscow

_DAY, _MOMENT = "%d-%m-%Y", "%d-%m-%Y %H:%M:%S"
_DELIVERED = ("DELIVERED", "PARTIALLY_DELIVERED", "PARTIALLY_RETURNED", "RETURNED")
_CARRIERS = {"DBS": (9301, "Собственная служба доставки"), "Express": (1005, "Экспресс-доставка")}
_MARKET_CARRIER = (1003937, "Доставка Маркета")


def rubles(kopecks: int) -> int | float:
    """An amount as a JSON number. The float prints as exactly these two decimals."""
    return kopecks // 100 if kopecks % 100 == 0 else kopecks / 100


def campaign(store: Store) -> Json:
    """A store as getCampaigns lists it."""
    return {
        "domain": store.plan.name,
        "id": store.plan.campaign_id,
        "clientId": CLIENT_ID,
        "business": {"id": BUSINESS_ID, "name": BUSINESS_NAME},
        "placementType": store.plan.placement,
        "apiAvailability": "AVAILABLE",
    }


def interval(offer: Interval) -> Json:
    """A delivery interval as updateOrder takes it."""
    return {
        "deliveryDateInterval": {
            "fromDate": offer.first.isoformat(),
            "toDate": offer.last.isoformat(),
        },
        "deliveryTimeInterval": {"fromTime": offer.begin, "toTime": offer.end},
    }


# -- getOrder ----------------------------------------------------------------------------------


def order(of: Order, change: Change = NO_CHANGE) -> Json:
    """An order as getOrder gives it."""
    life, model = of.life, of.store.plan.model
    goods = sum(line.price * line.count for line in of.lines)
    points = sum(line.points * line.count for line in of.lines)
    before = sum(line.before * line.count for line in of.lines)
    wire: Json = {
        "id": of.id,
        "status": life.state.status,
        "substatus": life.state.substatus,
        "creationDate": moscow(life.created).strftime(_MOMENT),
        "updatedAt": moscow(max(life.updated, change.at)).strftime(_MOMENT),
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
    if model == "DBS" and life.state.status in ("DELIVERY", "PICKUP"):
        wire["cancelRequested"] = of.cancel_requested
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
        wire["partnerWarehouseId"] = f"wh-{of.store.number}"
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
            wire["instances"] = [
                # The full code goes on after a group separator, which JSON must escape.
                {"cis": code, "cisFull": f"{code}\x1d91EE11\x1d92bW9jayBjb2Rl"}
                for code in _codes(line, line.count)
            ]
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


def _codes(line: Line, count: int) -> list[str]:
    """Marking codes: a goods number and a serial number, invented, one per unit."""
    return [f"0104600000{line.number:06}21m{line.id}{unit:02}" for unit in range(count)]


def _buyer(of: Order, change: Change) -> Json:
    wire: Json = {"id": str(of.buyer_id), "type": "BUSINESS" if of.life.business else "PERSON"}
    if of.life.business:
        wire["lastName"] = ORGANISATIONS[of.buyer_id % len(ORGANISATIONS)]
    elif of.store.plan.model in ("DBS", "LaaS"):  # elsewhere the Market deals with the buyer
        person = change.recipient or of.buyer
        wire |= {"lastName": person.family, "firstName": person.given}
        if person.patronymic:
            wire["middleName"] = person.patronymic
    return wire


def _delivery(of: Order, change: Change) -> Json:
    life, model = of.life, of.store.plan.model
    carrier, service = _CARRIERS.get(model, _MARKET_CARRIER)
    wire: Json = {
        "type": life.kind,
        "serviceName": service,
        "price": rubles(of.delivery_total),
        "deliveryPartnerType": "SHOP" if model == "DBS" else "YANDEX_MARKET",
        "dates": _dates(of, change.interval or of.interval),
        "region": _region(of.town),
        "deliveryServiceId": carrier,
        "dispatchType": _dispatch(life.kind, model),
        "estimated": False,
    }
    if life.kind != "PICKUP" or model in ("DBS", "LaaS"):
        wire["address"] = _address(of, change.recipient or of.buyer)
    if life.kind == "PICKUP":
        wire |= _pickup(of)
    if model != "FBY":
        wire["shipments"] = [_shipment(of, carrier)]
    if model == "DBS":
        wire["vat"] = of.store.plan.vat
        wire["liftType"] = "NOT_NEEDED"
    if model == "Express" and life.state.status == "PROCESSING":
        wire |= {"eacType": "COURIER_TO_MERCHANT"}
    if model == "Express" and life.packed:
        wire["courier"] = {"fullName": "Курьер Экспресса", "vehicleDescription": "Белый фургон"}
    if life.state.status in ("DELIVERY", "PICKUP"):
        wire["tracks"] = _tracks(of, carrier)
    return wire


def _dispatch(kind: str, model: str) -> str:
    if kind != "PICKUP":
        return "BUYER"
    return "SHOP_OUTLET" if model == "DBS" else "MARKET_BRANDED_OUTLET"


def _pickup(of: Order) -> Json:
    wire: Json = {}
    if of.store.plan.model == "DBS":
        wire["outletCode"] = f"shop-{of.house % 9 + 1}"
    else:
        wire["logisticPointId"] = 10_000_000 + of.house
    if of.life.state.status == "PICKUP":
        wire["outletStorageLimitDate"] = moscow(of.life.arrival + 7 * DAY).strftime(_DAY)
        if of.store.plan.model == "LaaS":
            wire["receiveCode"] = f"{of.buyer_id % 1_000_000:06}"
    return wire


def _dates(of: Order, planned: Interval) -> Json:
    wire = {"fromDate": planned.first.strftime(_DAY), "toDate": planned.last.strftime(_DAY)}
    if of.life.kind == "DELIVERY":
        wire |= {"fromTime": planned.begin, "toTime": planned.end}
    if of.life.state.status == "PICKUP" or of.life.state.stats in _DELIVERED:
        wire["realDeliveryDate"] = moscow(of.life.arrival).strftime(_DAY)
    return wire


def _region(town: Town) -> Json:
    parent: Json | None = None
    for number, name, kind in reversed(((town.id, town.name, "CITY"), *town.above)):
        region: Json = {"id": number, "name": name, "type": kind}
        if parent:
            region["parent"] = parent
        parent = region
    return parent or {}


def _address(of: Order, recipient: Person) -> Json:
    latitude, longitude = of.town.gps
    wire: Json = {
        "country": "Россия",
        "city": of.town.name,
        "street": of.street,
        "house": str(of.house),
        "gps": {
            "latitude": round(latitude + of.flat / 10_000, 4),
            "longitude": round(longitude + of.house / 10_000, 4),
        },
    }
    if of.life.kind == "POST":
        wire["postcode"] = of.town.postcode
    if of.life.kind == "DELIVERY":
        wire |= {"apartment": str(of.flat), "floor": str(of.flat % 16 + 1), "entrance": "1"}
    if of.store.plan.model in ("DBS", "LaaS"):  # those who deliver need to know to whom
        wire |= {"recipient": recipient.full_name, "phone": recipient.phone}
    return wire


def _tracks(of: Order, carrier: int) -> list[Json]:
    return [{"trackCode": f"TR{of.id}", "deliveryServiceId": carrier}]


def _shipment(of: Order, carrier: int) -> Json:
    moment = moscow(of.life.shipment)
    wire: Json = {"id": of.id - 40_000_000_000, "shipmentDate": moment.strftime(_DAY)}
    if of.store.plan.model == "Express":
        wire["shipmentTime"] = moment.strftime("%H:%M")
    if of.store.plan.model == "DBS" and of.life.packed:
        wire["tracks"] = _tracks(of, carrier)
    if of.life.packed:
        wire["boxes"] = [{"id": of.id * 10 + 1, "fulfilmentId": f"{of.id}-1"}]
    return wire


# -- getOrdersStats ----------------------------------------------------------------------------


def stats(of: Order, today: date) -> Json:
    """An order as getOrdersStats gives it. `today`: later payment orders are not known yet."""
    life, plan = of.life, of.store.plan
    wire: Json = {
        "id": of.id,
        "creationDate": moscow(life.created).date().isoformat(),
        "statusUpdateDate": _status_moment(of),
        "status": life.state.stats,
        "paymentType": _stats_payment_type(of),
        "fake": life.fake,
        "buyerType": "BUSINESS" if life.business else "PERSON",
        "deliveryRegion": {"id": of.town.id, "name": of.town.name},
        "items": _stats_items(of),
        "payments": _payments(of, today),
        "commissions": _commissions(of),
        "currency": "RUR",
    }
    if of.external_id:
        wire["partnerOrderId"] = of.external_id
    if life.state.stats == "PARTIALLY_DELIVERED":
        wire["initialItems"] = [_goods(of, line, line.count) for line in of.lines]
    subsidies = _accruals(of)
    if subsidies:
        wire["subsidies"] = subsidies
    if plan.model == "DBS" and of.delivery_total:
        wire["items"].append(_delivery_item(of))
    return wire


def _status_moment(of: Order) -> str:
    """Moscow time without offset; up to three decimals of a second, as seen in real answers."""
    thousandths = of.buyer_id % 1000
    fraction = f".{thousandths:03}".rstrip("0") if thousandths else ""
    return moscow(of.life.updated).strftime("%Y-%m-%dT%H:%M:%S") + fraction


def _stats_payment_type(of: Order) -> str:
    if of.life.state.stats in ("UNPAID", "CANCELLED_BEFORE_PROCESSING"):
        return "UNKNOWN"
    return "PREPAID" if of.life.prepaid else "POSTPAID"


def _kept(of: Order, line: Line) -> int:
    """Units that the statistics count: refused ones are removed, returned ones are not."""
    return line.count - (line.undone if of.life.state.stats == "PARTIALLY_DELIVERED" else 0)


def _stats_items(of: Order) -> list[Json]:
    return [_stats_item(of, line, _kept(of, line)) for line in of.lines if _kept(of, line)]


def _stats_item(of: Order, line: Line, count: int) -> Json:
    wire = _goods(of, line, count)
    if line.undone:
        wire["details"] = [_detail(of, line)]
    return wire


def _goods(of: Order, line: Line, count: int) -> Json:
    wire: Json = {
        "offerName": line.offer.name,
        "marketSku": 101_000_000_000 + line.number * 7_919,
        "shopSku": line.offer.sku,
        "count": count,
        "prices": _prices(line, count),
        "warehouse": {"id": 300_000 + of.store.number, "name": of.store.plan.warehouse},
        "initialCount": line.count,
    }
    if line.offer.marked and of.life.has_codes:
        wire["cisList"] = _codes(line, count)
    if line.bid:
        wire["bidFee"] = line.bid
    if line.discount and line.number % 3 == 0:
        wire["cofinanceThreshold"] = rubles(line.before)
        wire["cofinanceValue"] = rubles(line.discount // 2)
    return wire


def _prices(line: Line, count: int) -> list[Json]:
    parts = (("BUYER", line.price), ("CASHBACK", line.points), ("MARKETPLACE", line.discount))
    return [
        {"type": kind, "costPerItem": rubles(unit), "total": rubles(unit * count)}
        for kind, unit in parts
        if unit or kind == "BUYER"
    ]


def _detail(of: Order, line: Line) -> Json:
    refused = of.life.state.stats == "PARTIALLY_DELIVERED"
    wire: Json = {"itemStatus": "REJECTED" if refused else "RETURNED", "itemCount": line.undone}
    if of.store.plan.model == "FBY":  # only the Market's own warehouse inspects what came back
        wire["updateDate"] = moscow(of.life.updated).date().isoformat()
        wire["stockType"] = "DEFECT" if line.number % 4 == 0 else "FIT"
    return wire


def _delivery_item(of: Order) -> Json:
    """Paid delivery of a DBS store comes as goods of this name."""
    amount = rubles(of.delivery_total)
    return {
        "offerName": "Доставка",
        "count": 1,
        "initialCount": 1,
        "prices": [{"type": "BUYER", "costPerItem": amount, "total": amount}],
    }


def _payments(of: Order, today: date) -> list[Json]:
    """What the buyer paid and got back. A payment is known from the hand-over on; test orders
    cost nothing.
    """
    stats_status = of.life.state.stats
    received = stats_status in _DELIVERED
    on_the_way = stats_status in ("DELIVERY", "PICKUP", "CANCELLED_IN_DELIVERY", "LOST")
    if of.life.fake or not (received or (of.life.prepaid and on_the_way)):
        return []
    delivery = of.delivery_total if of.store.plan.model == "DBS" else 0
    # Money for refused units never moved if the buyer pays on receipt; otherwise it went back.
    refused = stats_status == "PARTIALLY_DELIVERED"
    paid = delivery + _worth(
        (line, _kept(of, line) if refused and not of.life.prepaid else line.count)
        for line in of.lines
    )
    back = 0
    if stats_status in ("CANCELLED_IN_DELIVERY", "LOST"):
        back = paid
    elif not refused or of.life.prepaid:
        back = _worth((line, line.undone) for line in of.lines)
    first = of.life.shipment if of.life.prepaid else of.life.delivered
    payments = [_payment(of, 1, "PAYMENT", paid, moscow(first).date(), today)]
    if back:
        payments.append(_payment(of, 2, "REFUND", back, moscow(of.life.updated).date(), today))
    return payments


def _worth(lines: Iterable[tuple[Line, int]]) -> int:
    return sum(line.price * count for line, count in lines)


def _payment(of: Order, number: int, kind: str, total: int, day: date, today: date) -> Json:
    wire: Json = {
        "id": f"{of.id}{number}",
        "date": day.isoformat(),
        "type": kind,
        "source": "BUYER",
        "total": rubles(total),
    }
    settled = day + timedelta(days=3)
    if settled <= today:
        wire["paymentOrder"] = {
            "id": f"{settled.toordinal() % 1_000_000:06}",
            "date": settled.isoformat(),
        }
    return wire


def _commissions(of: Order) -> list[Json]:
    """Services charged, once the order was handed over."""
    life, model = of.life, of.store.plan.model
    if life.fake or not life.packed or life.state.status == "PROCESSING":
        return []
    goods = sum(line.before * line.count for line in of.lines)
    amounts = {
        "FEE": goods * 12 // 100,
        "PAYMENT_TRANSFER": goods * 16 // 1000,
        "AUCTION_PROMOTION": sum(
            line.before * line.count * line.bid // 10_000 for line in of.lines
        ),
    }
    if model == "Express":
        amounts["EXPRESS_DELIVERY_TO_CUSTOMER"] = min(max(goods * 5 // 100, 99_00), 400_00)
    elif model != "DBS":
        amounts["DELIVERY_TO_CUSTOMER"] = min(max(goods * 45 // 1000, 69_00), 350_00)
    if model == "FBS":
        amounts["SORTING"] = 30_00
    if life.state.stats in ("RETURNED", "PARTIALLY_RETURNED", "CANCELLED_IN_DELIVERY"):
        amounts["RETURN_PROCESSING"] = 15_00 if model == "FBY" else 60_00
    return [{"type": kind, "actual": rubles(sum_)} for kind, sum_ in amounts.items() if sum_]


def _accruals(of: Order) -> list[Json]:
    """Points granted for discounts on what was delivered; withdrawn for what came back. Amounts
    have no sign: the operation type says which way.
    """
    if of.life.fake or of.life.state.stats not in _DELIVERED:
        return []
    granted = {
        "YANDEX_CASHBACK": sum(line.points * _kept(of, line) for line in of.lines),
        "SUBSIDY": sum(line.discount * _kept(of, line) for line in of.lines),
        "DELIVERY": of.delivery_subsidy,
    }
    wire = _operations("ACCRUAL", granted)
    if of.life.state.stats in ("RETURNED", "PARTIALLY_RETURNED"):
        withdrawn = {
            "YANDEX_CASHBACK": sum(line.points * line.undone for line in of.lines),
            "SUBSIDY": sum(line.discount * line.undone for line in of.lines),
        }
        wire += _operations("DEDUCTION", withdrawn)
    return wire


def _operations(kind: str, amounts: dict[str, int]) -> list[Json]:
    return [
        {"operationType": kind, "type": source, "amount": rubles(amount)}
        for source, amount in amounts.items()
        if amount
    ]
