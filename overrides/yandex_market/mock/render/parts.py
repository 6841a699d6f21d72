"""What the forms of an order share: amounts, codes, places, carriers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ..exchange import Json
from ..moments import DAY, day_of, midnight
from ..shop import Town
from ..world import Change, Interval, Line, Order, floor

# The statuses of the statistics in which the buyer has got the goods.
RECEIVED = ("DELIVERED", "PARTIALLY_DELIVERED", "PARTIALLY_RETURNED", "RETURNED")
_CARRIERS = {"DBS": (9301, "Собственная служба доставки"), "Express": (1005, "Экспресс-доставка")}
_MARKET_CARRIER = (1003937, "Доставка Маркета")
_RATE_ROSE = midnight(date(2026, 1, 1))  # of 20 per cent
_EAC = ("MERCHANT_TO_COURIER", "COURIER_TO_MERCHANT", "CHECKING_BY_MERCHANT")


def rubles(kopecks: int) -> int | float:
    """An amount as a JSON number. The float prints as exactly these two decimals."""
    return kopecks // 100 if kopecks % 100 == 0 else kopecks / 100


def updated(of: Order, change: Change) -> int:
    """When the order changed last."""
    return max(of.life.updated, change.at)


def vat(of: Order, line: Line | None = None) -> str:
    """The rate of a line, or of the delivery, on the day of the order."""
    rate = (line.offer.vat if line else None) or of.store.plan.vat
    return "VAT_20" if rate == "VAT_22" and of.life.created < _RATE_ROSE else rate


def codes(line: Line, count: int) -> list[str]:
    """Marking codes: a goods number and a serial number, invented, one per unit."""
    return [f"0104600000{line.number:06}21m{line.id}{unit:02}" for unit in range(count)]


def required(line: Line) -> Json:
    """What the shop must tell of each unit, if anything."""
    return {"requiredInstanceTypes": [line.offer.papers]} if line.offer.papers else {}


def instances(of: Order, line: Line) -> list[Json]:
    """What the shop has told of each unit: that comes with packing."""
    if not (line.offer.papers and of.life.packed):
        return []
    return [_instance(line, unit) for unit in range(line.count)]


def _instance(line: Line, unit: int) -> Json:
    """The full marking code goes on after a group separator, which JSON must escape."""
    if line.offer.marked:
        code = codes(line, unit + 1)[unit]
        return {"cis": code, "cisFull": f"{code}\x1d91EE11\x1d92bW9jayBjb2Rl"}
    number = (line.id * 100 + unit) % 10**12
    wire: Json = {}
    if line.offer.papers == "UIN":
        wire["uin"] = f"{6430 * 10**12 + number}"
    elif line.offer.papers == "RNPT":
        wire["rnpt"] = f"10702030/{number % 310_000:06}/{number % 10**7:07}/001"
    elif line.offer.papers == "GTD":
        wire["gtd"] = f"10702030/{number % 310_000:06}/{number % 10**7:07}"
    if line.offer.country:
        wire["countryCode"] = line.offer.country
    return wire


def carrier(of: Order) -> tuple[int, str]:
    """Id and name of who delivers."""
    return _CARRIERS.get(of.store.plan.model, _MARKET_CARRIER)


def partner(of: Order) -> str:
    """Who deals with the carrier."""
    return "SHOP" if of.store.plan.model == "DBS" else "YANDEX_MARKET"


def courier(of: Order) -> Json:
    """The courier who comes for the parcel: name and car of nobody real."""
    return {
        "fullName": "Курьер Экспресса",
        "phone": f"+7002{of.buyer_id % 10_000_000:07}",
        "phoneExtension": f"{of.flat:04}",
        "vehicleNumber": f"А{of.flat:03}АА 00",
        "vehicleDescription": "Белый фургон",
    }


def eac(of: Order) -> Json:
    """How store and courier make sure of each other at the hand-over of an Express order."""
    if of.store.plan.model != "Express" or of.life.state.status != "PROCESSING":
        return {}
    kind = _EAC[of.house % 3]
    code = {"eacCode": f"{of.buyer_id % 10_000:04}"} if kind == "MERCHANT_TO_COURIER" else {}
    return {"eacType": kind, **code}


def dispatch(kind: str, model: str) -> str:
    """Where the parcel is handed out."""
    if kind != "PICKUP":
        return "BUYER"
    return "SHOP_OUTLET" if model == "DBS" else "MARKET_BRANDED_OUTLET"


def is_shipped(of: Order) -> bool:
    """Whether the shop has a parcel to hand over: not from a warehouse of the Market, and no codes."""
    return of.store.plan.model != "FBY" and of.life.kind != "DIGITAL"


def warehouse(of: Order) -> str:
    """The warehouse as the shop calls it."""
    return f"wh-{of.store.number}"


def dates(of: Order, planned: Interval, form: Callable[[date], str]) -> Json:
    """When it is delivered, days in this form."""
    wire = {"fromDate": form(planned.first), "toDate": form(planned.last)}
    if of.life.kind == "DELIVERY":
        wire |= {"fromTime": planned.begin, "toTime": planned.end}
    if of.life.state.status == "PICKUP" or of.life.state.stats in RECEIVED:
        wire["realDeliveryDate"] = form(day_of(of.life.arrival))
    return wire


def kept_until(of: Order) -> date | None:
    """The last day at the pick-up point, known once it is there."""
    if of.life.state.status != "PICKUP":
        return None
    return day_of(of.life.arrival + 7 * DAY)


def outlet(of: Order) -> Json:
    """Which pick-up point: the shop's own, or one of the Market."""
    if of.store.plan.model == "DBS":
        return {"outletCode": f"shop-{of.house % 9 + 1}"}
    return {"logisticPointId": 10_000_000 + of.house}


def receive_code(of: Order) -> str | None:
    """What the buyer says at the pick-up point; the shop passes it on in the LaaS model."""
    waiting = of.life.state.status == "PICKUP" and of.store.plan.model == "LaaS"
    return f"{of.buyer_id % 1_000_000:06}" if waiting else None


@lru_cache(maxsize=64)
def region(town: Town) -> Json:
    """The town with all that is around it. One object for all: not to be changed."""
    parent: Json | None = None
    for number, name, kind in reversed(((town.id, town.name, "CITY"), *town.above)):
        one: Json = {"id": number, "name": name, "type": kind}
        if parent:
            one["parent"] = parent
        parent = one
    return parent or {}


def has_address(of: Order) -> bool:
    """Whether the address is told: the Market's own pick-up points are known by their id, and codes
    go to no place.
    """
    if of.life.kind == "DIGITAL":
        return False
    return of.life.kind != "PICKUP" or of.store.plan.model in ("DBS", "LaaS")


def address(of: Order) -> Json:
    """Where it is delivered to."""
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
    if of.town.districts:
        wire["district"], wire["subway"] = of.town.districts[of.house % len(of.town.districts)]
    if of.house % 5 == 0:
        wire["block"] = str(of.flat % 4 + 1)
    if of.life.kind == "DELIVERY":
        wire |= {
            "apartment": str(of.flat),
            "floor": str(floor(of.flat)),
            "entrance": str(of.flat % 3 + 1),
            "entryphone": f"{of.flat}К",
        }
    return wire


def tracks(of: Order) -> list[Json]:
    """The tracking number."""
    return [{"trackCode": f"TR{of.id}", "deliveryServiceId": carrier(of)[0]}]


def shipment_id(of: Order) -> int:
    """The number of the shipment."""
    return of.id - 40_000_000_000


@dataclass(slots=True)  # not frozen: made anew for each answer, in half the time
class Box:
    """One box: whole lines, or a part (number, of so many) of one unit of a line."""

    id: int
    barcode: str
    lines: tuple[Line, ...]
    part: tuple[int, int] | None = None


def boxes(of: Order) -> list[Box]:
    """What the order is packed into: everything into one box, but for what fills several itself."""
    if not of.life.packed:
        return []
    contents: list[tuple[tuple[Line, ...], tuple[int, int] | None]] = [(of.lines, None)]
    big = [line for line in of.lines if line.offer.parts > 1]
    if big:
        common = tuple(line for line in of.lines if line.offer.parts == 1)
        contents = [(common, None)] if common else []
        for line in big:
            numbers = [(part, line.offer.parts) for part in range(1, line.offer.parts + 1)]
            contents += [((line,), number) for _ in range(line.count) for number in numbers]
    return [
        Box(of.id * 1000 + number, f"{of.id}-{number}", lines, part)
        for number, (lines, part) in enumerate(contents, 1)
    ]
