"""What the forms of an order share: amounts, codes, places, carriers."""

from __future__ import annotations

from datetime import date, datetime

from ..exchange import Json
from ..life import DAY
from ..shop import Town
from ..world import Change, Interval, Line, Order, moscow

# The statuses of the statistics in which the buyer has got the goods.
RECEIVED = ("DELIVERED", "PARTIALLY_DELIVERED", "PARTIALLY_RETURNED", "RETURNED")
_CARRIERS = {"DBS": (9301, "Собственная служба доставки"), "Express": (1005, "Экспресс-доставка")}
_MARKET_CARRIER = (1003937, "Доставка Маркета")


def rubles(kopecks: int) -> int | float:
    """An amount as a JSON number. The float prints as exactly these two decimals."""
    return kopecks // 100 if kopecks % 100 == 0 else kopecks / 100


def updated(of: Order, change: Change) -> datetime:
    """When the order changed last."""
    return moscow(max(of.life.updated, change.at))


def codes(line: Line, count: int) -> list[str]:
    """Marking codes: a goods number and a serial number, invented, one per unit."""
    return [f"0104600000{line.number:06}21m{line.id}{unit:02}" for unit in range(count)]


def instances(line: Line) -> list[Json]:
    """The marking codes of all units. The full code goes on after a group separator, which JSON
    must escape.
    """
    return [
        {"cis": code, "cisFull": f"{code}\x1d91EE11\x1d92bW9jayBjb2Rl"}
        for code in codes(line, line.count)
    ]


def carrier(of: Order) -> tuple[int, str]:
    """Id and name of who delivers."""
    return _CARRIERS.get(of.store.plan.model, _MARKET_CARRIER)


def partner(of: Order) -> str:
    """Who deals with the carrier."""
    return "SHOP" if of.store.plan.model == "DBS" else "YANDEX_MARKET"


def courier() -> Json:
    """The courier who comes for the parcel."""
    return {"fullName": "Курьер Экспресса", "vehicleDescription": "Белый фургон"}


def dispatch(kind: str, model: str) -> str:
    """Where the parcel is handed out."""
    if kind != "PICKUP":
        return "BUYER"
    return "SHOP_OUTLET" if model == "DBS" else "MARKET_BRANDED_OUTLET"


def warehouse(of: Order) -> str:
    """The warehouse as the shop calls it."""
    return f"wh-{of.store.number}"


def dates(of: Order, planned: Interval, form: str) -> Json:
    """When it is delivered, days in this form."""
    wire = {"fromDate": planned.first.strftime(form), "toDate": planned.last.strftime(form)}
    if of.life.kind == "DELIVERY":
        wire |= {"fromTime": planned.begin, "toTime": planned.end}
    if of.life.state.status == "PICKUP" or of.life.state.stats in RECEIVED:
        wire["realDeliveryDate"] = moscow(of.life.arrival).strftime(form)
    return wire


def kept_until(of: Order) -> date | None:
    """The last day at the pick-up point, known once it is there."""
    if of.life.state.status != "PICKUP":
        return None
    return moscow(of.life.arrival + 7 * DAY).date()


def outlet(of: Order) -> Json:
    """Which pick-up point: the shop's own, or one of the Market."""
    if of.store.plan.model == "DBS":
        return {"outletCode": f"shop-{of.house % 9 + 1}"}
    return {"logisticPointId": 10_000_000 + of.house}


def receive_code(of: Order) -> str | None:
    """What the buyer says at the pick-up point; the shop passes it on in the LaaS model."""
    waiting = of.life.state.status == "PICKUP" and of.store.plan.model == "LaaS"
    return f"{of.buyer_id % 1_000_000:06}" if waiting else None


def region(town: Town) -> Json:
    """The town with all that is around it."""
    parent: Json | None = None
    for number, name, kind in reversed(((town.id, town.name, "CITY"), *town.above)):
        one: Json = {"id": number, "name": name, "type": kind}
        if parent:
            one["parent"] = parent
        parent = one
    return parent or {}


def has_address(of: Order) -> bool:
    """Whether the address is told: the Market's own pick-up points are known by their id."""
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
    if of.life.kind == "DELIVERY":
        wire |= {"apartment": str(of.flat), "floor": str(of.flat % 16 + 1), "entrance": "1"}
    return wire


def tracks(of: Order) -> list[Json]:
    """The tracking number."""
    return [{"trackCode": f"TR{of.id}", "deliveryServiceId": carrier(of)[0]}]


def shipment_id(of: Order) -> int:
    """The number of the shipment."""
    return of.id - 40_000_000_000


def box(of: Order) -> tuple[int, str]:
    """Id and bar code of the one box that everything is put into."""
    return of.id * 10 + 1, f"{of.id}-1"
