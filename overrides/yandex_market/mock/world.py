"""The world: stores, and orders computed from (seed, store, index) when somebody asks for them.

Nothing is stored but changes, so a million orders cost what a thousand do. Index 0 is the newest
order of a store, and orders only get older as the index grows; a span of dates is therefore a span
of indexes, found by bisection, and lists of orders run from the newest to the oldest.

How far an order has come is judged at the moment the market opened. Orders do not age while the
clock moves: pages stay consistent, and nothing changes an order but an operation. Sums are whole
kopecks, moments are seconds since 1970.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import blake2b
from typing import overload

from .dice import Dice, key_of, weighted
from .life import TERMINAL, Life, Nature, drawn_nature, live
from .moments import DAY, MINUTE, day_of
from .shop import (
    DIGITAL,
    FAMILY_NAMES,
    LIGHT,
    MARKED,
    MEN,
    NOTES,
    OFFERS,
    PLAIN,
    STORES,
    STREETS,
    TOWNS,
    WOMEN,
    Offer,
    StorePlan,
    Town,
)

MAX_ORDERS = 100_000_000
_FIRST_ID = 54_000_000_000
SLOTS_AT_LEAST = 16  # slots of all stores interleave; with more stores than this, as many as stores

# Places on the way from the newest order to the oldest, of 4096, and how old orders are there:
# business grows, so the last week holds a fifth of the orders, the last month more than half.
_AGES = ((0, 10 * MINUTE), (820, 7 * DAY), (2254, 30 * DAY), (4096, 120 * DAY))

_LINES = weighted((1, 700), (2, 200), (3, 100))
_COUNTS = weighted((1, 750), (2, 180), (3, 70))
_DELIVERY_PRICES = {
    "DBS": (0, 199_00, 349_50, 590_00),
    "Express": (0, 149_00, 199_00),
    "LaaS": (0,),
}
_PREPAID = weighted(
    ("YANDEX", 520),
    ("SBP", 270),
    ("BNPL_TBYB", 130),
    ("EXTERNAL_CERTIFICATE", 20),
    ("CREDIT", 20),
    ("MICROCREDIT", 20),
    ("TINKOFF_INSTALLMENTS", 20),
)
_ON_RECEIPT = weighted(
    ("CARD_ON_DELIVERY", 330),
    ("CASH_ON_DELIVERY", 330),
    ("BOUND_CARD_ON_DELIVERY", 280),
    ("BNPL_ON_DELIVERY", 30),
    ("BNPL_BANK_ON_DELIVERY", 30),
)
# Carrying bulky goods up, by a DBS store: how, and kopecks for each floor.
_LIFTS = (("NOT_NEEDED", 0), ("MANUAL", 250_00), ("ELEVATOR", 50_00), ("CARGO_ELEVATOR", 30_00))
_SPANS = tuple(timedelta(days=days) for days in range(3))
SLOTS = (("10:00", "14:00"), ("14:00", "18:00"), ("18:00", "22:00"))
DAYS_OFFERED = 5
# Of a DBS store alone: orders that a buyer may still want to cancel, and those whose date of delivery
# may still move.
ON_ITS_WAY = frozenset({"DELIVERY", "PICKUP"})
NOT_SENT_YET = frozenset({"PENDING", "PROCESSING"})
# The shop numbers its orders itself; the numbers of all stores together grow with time.
_FIRST_NUMBER = 100_000
_EXTERNAL_ID = re.compile(r"ДВ-([0-9]{6,12})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Store:
    """A store with its number in the business and the count of its orders."""

    plan: StorePlan
    number: int
    orders: int


@dataclass(slots=True)  # not frozen: made anew for each answer, in half the time
class Person:
    """A buyer or a recipient."""

    family: str
    given: str
    patronymic: str | None
    phone: str

    @property
    def full_name(self) -> str:
        """The parts that are there, family name first."""
        return " ".join(filter(None, (self.family, self.given, self.patronymic)))


@dataclass(slots=True)  # not frozen: made anew for each answer, in half the time
class Line:
    """One line of an order. Kopecks per unit: price = before - discount - points."""

    id: int
    number: int  # of the offer
    offer: Offer
    count: int
    undone: int  # units refused at hand-over or returned later
    before: int
    discount: int  # paid by the Market
    points: int  # paid with Plus points
    bid: int  # percent times 100

    @property
    def price(self) -> int:
        """What the buyer pays in money."""
        return self.before - self.discount - self.points


@dataclass(slots=True)  # not frozen: made anew for each answer, in half the time
class Interval:
    """When a courier comes: days, both included, and a window of each."""

    first: date
    last: date
    begin: str
    end: str


@dataclass(slots=True)  # not frozen: made anew for each answer, in half the time
class Order:
    """One order, neutral: every wire form is rendered from this, so that sums agree."""

    id: int
    store: Store
    life: Life
    lines: tuple[Line, ...]
    delivery_total: int
    delivery_subsidy: int
    buyer: Person
    buyer_id: int
    method: str  # OrderPaymentMethodType
    town: Town
    street: str
    house: int
    flat: int
    interval: Interval
    external_id: str | None
    note: str | None
    cancel_requested: bool
    provisional: bool  # the delivery date may still change
    proxy_phone: str  # forwards to the buyer; given to the shop instead of the buyer's own
    trusted: bool  # the Market has checked with the buyer already
    lift: str  # how goods get to the floor, an OrderLiftType
    lift_price: int  # a part of delivery_total

    @property
    def asks_to_cancel(self) -> bool | None:
        """Whether the buyer wants it cancelled on its way; None where nobody would be asked."""
        may_ask = self.store.plan.model == "DBS" and self.life.state.status in ON_ITS_WAY
        return self.cancel_requested if may_ask else None


@dataclass(frozen=True, slots=True)
class Change:
    """What finished operations have made of an order, and when the last of them did."""

    at: int
    recipient: Person | None = None
    interval: Interval | None = None


NO_CHANGE = Change(0)


class OrderIds(Sequence[int]):
    """The ids of a store's orders, newest first, computed one by one."""

    def __init__(self, world: World, store: Store) -> None:
        self._world = world
        self._store = store

    def __len__(self) -> int:
        return self._store.orders

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> list[int]: ...
    def __getitem__(self, index: int | slice) -> int | list[int]:
        places = range(len(self))[index]
        if isinstance(places, int):
            return self._world.order_id(self._store, places)
        return [self._world.order_id(self._store, place) for place in places]

    def __contains__(self, value: object) -> bool:
        return isinstance(value, int) and self._world.index_of(self._store, value) is not None

    def __repr__(self) -> str:
        return f"<{len(self)} order ids of campaign {self._store.plan.campaign_id}>"


class World:
    """All that can be looked up. `orders` in all stores together; `opened` is the moment they are
    judged at. Raises ValueError for a count that is negative or beyond MAX_ORDERS.
    """

    def __init__(
        self, orders: int, seed: int, opened: datetime, stores: Sequence[StorePlan] = STORES
    ) -> None:
        if not 0 <= orders <= MAX_ORDERS:
            raise ValueError(f"orders must be between 0 and {MAX_ORDERS}, not {orders}")
        self.opened = int(opened.timestamp())
        self.secret = key_of("market", seed, orders, self.opened)
        self._orders_key = key_of("orders", seed)
        self._keyed = blake2b(key=self._orders_key)
        self.stores = _share_out(orders, stores)
        self.slots = max(len(stores), SLOTS_AT_LEAST)
        self.by_campaign = {store.plan.campaign_id: store for store in self.stores}
        self.changes: dict[int, Change] = {}

    @property
    def today(self) -> date:
        """The day in Moscow on which all orders are judged."""
        return day_of(self.opened)

    # Ids: rank (how many orders of the store are older) and store make a slot; a slot owns eleven
    # ids of which one, picked by the seed, exists. So ids grow with time and most numbers are none.

    def order_id(self, store: Store, index: int) -> int:
        """The id of the order at this index: 11 digits."""
        slot = self._slot(store, index)
        return _FIRST_ID + slot * 11 + self._spot(slot)

    def index_of(self, store: Store, order_id: int) -> int | None:
        """Where the order stands in its store; None if the store has no such order."""
        slot, spot = divmod(order_id - _FIRST_ID, 11)
        return self._index(store, slot) if spot == self._spot(slot) else None

    def index_of_external(self, store: Store, external_id: str) -> int | None:
        """Where the order with this number of the shop's own stands in its store, None if there
        is none.
        """
        found = _EXTERNAL_ID.fullmatch(external_id)
        index = self._index(store, int(found[1]) - _FIRST_NUMBER) if found else None
        if index is None or self.order(store, index).external_id != external_id:
            return None
        return index

    def _slot(self, store: Store, index: int) -> int:
        return (store.orders - 1 - index) * self.slots + store.number

    def _index(self, store: Store, slot: int) -> int | None:
        rank, number = divmod(slot, self.slots)
        if number != store.number or not 0 <= rank < store.orders:
            return None
        return store.orders - 1 - rank

    def _spot(self, slot: int) -> int:
        return (slot * 2_654_435_761 + self._orders_key[0]) % 4093 % 11

    def find(self, order_id: int) -> Order | None:
        """The order with this id, in whichever store it is."""
        for store in self.stores:
            index = self.index_of(store, order_id)
            if index is not None:
                return self.order(store, index)
        return None

    def span(self, store: Store, begin: float | None, end: float | None) -> range:
        """The indexes of the orders made in [begin, end); None leaves that end open."""
        places = range(store.orders)
        first, last = 0, store.orders
        if end is not None:
            first = bisect_left(places, True, key=lambda i: self.created(store, i) < end)
        if begin is not None:
            last = bisect_left(places, True, key=lambda i: self.created(store, i) < begin)
        return range(first, last)

    def created(self, store: Store, index: int) -> int:
        """When the order was made."""
        return self._moment(store, index, Dice(self._keyed, store.number, index))

    def _moment(self, store: Store, index: int, dice: Dice) -> int:
        """When the order was made. The newest and the oldest are pinned to the ends of the scale,
        so that even a store with a few orders has some of the last month and older ones.
        """
        place = (index << 12) + dice.below(4096)
        if index == 0:
            place = 0
        elif index == store.orders - 1:
            place = store.orders << 12
        low, young = _AGES[0]
        for high, old in _AGES[1:]:
            if place <= high * store.orders:
                break
            low, young = high, old
        past = (place - low * store.orders) * (old - young) // ((high - low) * store.orders)
        return self.opened - young - past

    def life(self, store: Store, index: int, fits: Callable[[Nature], bool]) -> Life | None:
        """How far the order has come: what filters ask. None if its nature does not fit already."""
        return self._live(store, index, fits)[0]

    def _live(
        self, store: Store, index: int, fits: Callable[[Nature], bool]
    ) -> tuple[Life | None, Dice]:
        dice = Dice(self._keyed, store.number, index)
        created = self._moment(store, index, dice)
        model = store.plan.model
        # Every LaaS store has an order that can be changed in every way: its newest one.
        pinned = model == "LaaS" and index == 0
        nature = drawn_nature(model, dice, pinned=pinned)
        if not fits(nature):
            return None, dice
        return live(model, nature, created, self.opened, dice, pinned=pinned), dice

    def order(self, store: Store, index: int) -> Order:
        """The whole order."""
        life, dice = self._live(store, index, _any_nature)
        assert life is not None
        order_id = self.order_id(store, index)
        delivery_total = dice.pick(_DELIVERY_PRICES.get(store.plan.model, (0, 0, 99_00)))
        if life.kind == "DIGITAL":
            delivery_total = 0
        helped = store.plan.model == "DBS" and life.kind != "DIGITAL" and dice.chance(30)
        provisional = _may_be_provisional(store, life) and dice.chance(20)
        day = day_of(life.arrival + (31 * DAY if provisional else 0))
        begin, end = dice.pick(SLOTS)
        lines = tuple(_lines(life, store.plan.model, order_id, dice))
        flat = dice.between(1, 240)
        lift, lift_price = _lift(store, life, lines, flat)
        return Order(
            id=order_id,
            store=store,
            life=life,
            lines=lines,
            delivery_total=delivery_total + lift_price,
            delivery_subsidy=150_00 if helped else 0,
            buyer=_person(dice),
            buyer_id=dice.between(10_000_000, 1_999_999_999),
            method=_method(life, dice),
            town=dice.pick(TOWNS),
            street=dice.pick(STREETS),
            house=dice.between(1, 120),
            flat=flat,
            interval=Interval(day, day + dice.pick(_SPANS), begin, end),
            external_id=self._external_id(store, index) if dice.chance(25) else None,
            note=dice.pick(NOTES) if dice.chance(8) else None,
            cancel_requested=dice.chance(15),
            provisional=provisional,
            proxy_phone=f"+7001{dice.below(10_000_000):07}",
            trusted=dice.chance(60),
            lift=lift,
            lift_price=lift_price,
        )

    def _external_id(self, store: Store, index: int) -> str:
        return f"ДВ-{_FIRST_NUMBER + self._slot(store, index)}"

    def offered(self, order: Order) -> list[Interval]:
        """The intervals that an order can be moved to: none unless a courier is yet to bring it."""
        if order.life.kind != "DELIVERY" or order.life.state.status in TERMINAL:
            return []
        start = max(order.interval.first, self.today)
        days = [start + timedelta(days=ahead) for ahead in range(1, DAYS_OFFERED + 1)]
        return [Interval(day, day, begin, end) for day in days for begin, end in SLOTS]


def _any_nature(_: Nature) -> bool:
    return True


def _share_out(orders: int, stores: Sequence[StorePlan]) -> tuple[Store, ...]:
    """The stores with their counts; the first gets what the shares of the others leave.

    As soon as there are 24 orders (four for each store but one), no store has less than two.
    """
    least = 2 if orders >= 4 * (len(stores) - 1) else 0
    whole = max(
        100, sum(plan.share for plan in stores) * 100 // 58
    )  # of more stores, each gets less
    counts = [max(orders * plan.share // whole, least) for plan in stores[1:]]
    counts.insert(0, orders - sum(counts))
    pairs = zip(stores, counts, strict=True)
    return tuple(Store(plan, number, count) for number, (plan, count) in enumerate(pairs))


def _may_be_provisional(store: Store, life: Life) -> bool:
    """Goods that travel for a month or two get their date when they leave."""
    early = life.state.status in NOT_SENT_YET
    return store.plan.model == "DBS" and life.kind == "DELIVERY" and early


def floor(flat: int) -> int:
    """On which floor a flat is."""
    return flat % 16 + 1


def _lift(store: Store, life: Life, lines: Sequence[Line], flat: int) -> tuple[str, int]:
    bulky = any(line.offer.parts > 1 for line in lines)
    if not (bulky and store.plan.model == "DBS" and life.kind == "DELIVERY"):
        return "NOT_NEEDED", 0
    if flat % 5 == 4:
        return "FREE", 0
    lift, price = _LIFTS[flat % 5]
    return lift, price * floor(flat)


def _lines(life: Life, model: str, order_id: int, dice: Dice) -> Iterator[Line]:
    stats = life.state.stats
    partial = stats in ("PARTIALLY_DELIVERED", "PARTIALLY_RETURNED")
    kinds = dice.pick(_LINES)
    common = PLAIN if model in ("FBS", "DBS") else LIGHT
    if life.kind == "DIGITAL":
        kinds, common = 1, DIGITAL
    place = dice.below(len(common))
    for position in range(kinds):
        pool = MARKED if life.marked and position == 0 else common
        number = pool[(place + position) % len(pool)]
        count = dice.pick(_COUNTS)
        undone = count if stats == "RETURNED" else 0
        if partial and position == 0:
            # One unit stays at least, unless another line stays whole: then this one may go.
            count = count if kinds > 1 else count + 1
            undone = count if kinds > 1 else 1
        before = OFFERS[number].price * dice.between(9_000, 11_000) // 10_000
        yield Line(
            id=order_id * 10 + position,
            number=number,
            offer=OFFERS[number],
            count=count,
            undone=undone,
            before=before,
            discount=before * dice.between(3, 20) // 100 if dice.chance(35) else 0,
            points=before * dice.between(1, 10) // 10_000 * 100 if dice.chance(15) else 0,
            bid=dice.between(1, 15) * 50 if dice.chance(20) else 0,
        )


def _person(dice: Dice) -> Person:
    names = dice.pick((MEN, WOMEN))
    given, patronymic = dice.pick(names)
    family = dice.pick(FAMILY_NAMES) + ("а" if names is WOMEN else "")
    return Person(family, given, patronymic, f"+7000{dice.below(10_000_000):07}")


def _method(life: Life, dice: Dice) -> str:
    method = dice.pick(_PREPAID if life.prepaid else _ON_RECEIPT)
    if life.business:
        return "B2B_ACCOUNT_PREPAYMENT" if life.prepaid else "B2B_ACCOUNT_POSTPAYMENT"
    return method
