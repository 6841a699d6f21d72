"""Orders as getOrdersStats gives them.

The BUYER totals of the original goods add up to getOrder's `itemsTotal`; the BUYER, CASHBACK and
MARKETPLACE totals to its `buyerItemsTotalBeforeDiscount`; payments less refunds are what the buyer
kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from ..exchange import Json
from ..moments import day_of, iso, iso_and_time
from ..shop import CENTRE
from ..world import Line, Order
from .parts import RECEIVED, codes, rubles

_NOT_HANDED_OVER = (
    "UNPAID",
    "PENDING",
    "PROCESSING",
    "CANCELLED_BEFORE_PROCESSING",
    "CANCELLED_IN_PROCESSING",
)


def stats(of: Order, today: date) -> Json:
    """An order as getOrdersStats gives it. `today`: later payment orders are not known yet."""
    life, plan = of.life, of.store.plan
    wire: Json = {
        "id": of.id,
        "creationDate": iso(day_of(life.created)),
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
    return iso_and_time(of.life.updated) + fraction


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
        wire["cisList"] = codes(line, count)
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
        wire["updateDate"] = iso(day_of(of.life.updated))
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
    received = stats_status in RECEIVED
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
    payments = [_payment(of, 1, "PAYMENT", paid, day_of(first), today)]
    if back:
        payments.append(_payment(of, 2, "REFUND", back, day_of(of.life.updated), today))
    return payments


def _worth(lines: Iterable[tuple[Line, int]]) -> int:
    return sum(line.price * count for line, count in lines)


def _payment(of: Order, number: int, kind: str, total: int, day: date, today: date) -> Json:
    wire: Json = {
        "id": f"{of.id}{number}",
        "date": iso(day),
        "type": kind,
        "source": "BUYER",
        "total": rubles(total),
    }
    settled = day + timedelta(days=3)
    if settled <= today:
        wire["paymentOrder"] = {
            "id": f"{settled.toordinal() % 1_000_000:06}",
            "date": iso(settled),
        }
    return wire


def _commissions(of: Order) -> list[Json]:
    """Services charged, once the order was handed over."""
    life, model = of.life, of.store.plan.model
    if life.fake or life.state.stats in _NOT_HANDED_OVER:
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
        if of.town.above[1] != CENTRE:
            amounts["CROSSREGIONAL_DELIVERY"] = goods // 100
    if model == "FBS":  # parcels are brought to a sorting centre, or fetched from the smaller store
        amounts["INTAKE_SORTING" if of.store.number else "SORTING"] = 30_00
    if any(line.points for line in of.lines):
        amounts["LOYALTY_PARTICIPATION_FEE"] = goods // 100
    if not life.prepaid and life.state.stats in RECEIVED:
        amounts["AGENCY"] = goods // 100
    if life.state.stats in ("RETURNED", "PARTIALLY_RETURNED", "CANCELLED_IN_DELIVERY"):
        amounts["RETURN_PROCESSING"] = 15_00 if model == "FBY" else 60_00
        if model == "FBS" and of.house % 3 == 0:
            amounts["RETURNED_ORDERS_STORAGE"] = 45_00
    return [{"type": kind, "actual": rubles(sum_)} for kind, sum_ in amounts.items() if sum_]


def _accruals(of: Order) -> list[Json]:
    """Points granted for discounts on what was delivered; withdrawn for what came back. Amounts
    have no sign: the operation type says which way.
    """
    if of.life.fake or of.life.state.stats not in RECEIVED:
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
