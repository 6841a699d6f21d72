"""The course of an order's life: which states it goes through, and when.

Cheap on purpose (one hash), because filters by status look at nothing else. The two families of
statuses (getOrder's and the statistics') are decided together here, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from .dice import Dice, weighted
from .moments import DAY, HOUR, MINUTE

LONGEST_LIFE = 31 * DAY  # no order changes by itself later than this after its creation

_FATES = weighted(
    ("DELIVERED", 795),
    ("PARTIALLY_DELIVERED", 30),
    ("PARTIALLY_RETURNED", 25),
    ("RETURNED", 30),
    ("CANCELLED_BEFORE_PROCESSING", 30),
    ("CANCELLED_IN_PROCESSING", 50),
    ("CANCELLED_IN_DELIVERY", 35),
    ("LOST", 5),
)
_KINDS = {
    "FBS": weighted(("PICKUP", 700), ("DELIVERY", 300)),
    "FBY": weighted(("PICKUP", 700), ("DELIVERY", 300)),
    "DBS": weighted(("DELIVERY", 560), ("PICKUP", 240), ("POST", 140), ("DIGITAL", 60)),
    "Express": weighted(("DELIVERY", 1000)),
    "LaaS": weighted(("DELIVERY", 600), ("PICKUP", 400)),
}
# What can become of an order that has no parcel.
_OF_DIGITAL = frozenset({"DELIVERED", "CANCELLED_BEFORE_PROCESSING", "CANCELLED_IN_PROCESSING"})
_REASONS = {
    "CANCELLED_BEFORE_PROCESSING": (
        "USER_NOT_PAID",
        "RESERVATION_EXPIRED",
        "RESERVATION_FAILED",
        "USER_CHANGED_MIND",
        "USER_PLACED_OTHER_ORDER",
        "USER_WANTED_ANOTHER_PAYMENT_METHOD",
        "USER_FORGOT_TO_USE_BONUS",
        "USER_FRAUD",
        "PENDING_EXPIRED",
        "SHOP_PENDING_CANCELLED",
    ),
    "CANCELLED_IN_PROCESSING": (
        "USER_CHANGED_MIND",
        "USER_BOUGHT_CHEAPER",
        "USER_WANTS_TO_CHANGE_ADDRESS",
        "USER_WANTS_TO_CHANGE_DELIVERY_DATE",
        "SHOP_FAILED",
        "REPLACING_ORDER",
        "MISSING_ITEM",
        "TOO_LONG_DELIVERY",
    ),
    "CANCELLED_IN_DELIVERY": (
        "USER_REFUSED_PRODUCT",
        "USER_REFUSED_QUALITY",
        "USER_REFUSED_DELIVERY",
        "USER_UNREACHABLE",
        "DELIVERY_SERVICE_UNDELIVERED",
        "DAMAGED_BOX",
        "BROKEN_ITEM",
        "WRONG_ITEM",
    ),
    "LOST": ("DELIVERY_SERVICE_LOST", "SORTING_CENTER_LOST"),
}
# Other reasons, where the way to the buyer is another.
_NOT_FETCHED = (
    "PICKUP_EXPIRED",
    "USER_HAS_NO_TIME_TO_PICKUP_ORDER",
    "USER_REFUSED_PRODUCT",
    "FULL_NOT_RANSOM",
    "PICKUP_POINT_CLOSED",
)
_NO_COURIER = ("CANCELLED_COURIER_NOT_FOUND", "COURIER_NOT_COME_FOR_ORDER", "USER_CHANGED_MIND")
_UNPACKED = frozenset(
    {"PENDING", "RESERVED", "UNPAID", "CANCELLED_BEFORE_PROCESSING", "CANCELLED_IN_PROCESSING"}
)
# How long after its creation an order can have such a status. It spares a search for the young
# ones from looking at the old.
YOUNGER_THAN = {
    "PENDING": 91 * MINUTE,
    "RESERVED": 91 * MINUTE,
    "UNPAID": 91 * MINUTE,
    "PROCESSING": 50 * HOUR,
    "DELIVERY": 242 * HOUR,
    "PICKUP": 314 * HOUR,
}
TERMINAL = frozenset({"DELIVERED", "CANCELLED", "PARTIALLY_RETURNED", "RETURNED"})


class State(NamedTuple):
    """Where an order stands, in the words of both status families."""

    status: str
    substatus: str
    stats: str


# Moments of a life, in the order of `live`'s tuple.
_CREATED, _STARTED, _HALFWAY, _READY, _SHIPMENT, _HANDED, _ARRIVAL, _DELIVERED, _RETURNED = range(9)
_Course = tuple[tuple[int, str], ...]

_TO_THE_DOOR: _Course = (
    (_CREATED, "WAITING"),
    (_STARTED, "STARTED"),
    (_READY, "READY_TO_SHIP"),
    (_SHIPMENT, "SHIPPED"),
    (_HANDED, "DELIVERY"),
)
# Where nobody waits at a pick-up point, hand-over follows arrival at once and hides PICKUP.
_TO_THE_BUYER: _Course = (*_TO_THE_DOOR, (_ARRIVAL, "PICKUP"), (_DELIVERED, "DELIVERED"))
_COURSES: dict[str, _Course] = {
    "DELIVERED": _TO_THE_BUYER,
    "PARTIALLY_DELIVERED": _TO_THE_BUYER,
    "RETURNED": (*_TO_THE_BUYER, (_RETURNED, "RETURNED")),
    "PARTIALLY_RETURNED": (*_TO_THE_BUYER, (_RETURNED, "RETURNED")),
    "CANCELLED_BEFORE_PROCESSING": ((_CREATED, "WAITING"), (_STARTED, "CANCELLED")),
    "CANCELLED_IN_PROCESSING": (*_TO_THE_DOOR[:2], (_HALFWAY, "CANCELLED")),
    "CANCELLED_IN_DELIVERY": (*_TO_THE_BUYER[:-1], (_DELIVERED, "CANCELLED")),
    "LOST": (*_TO_THE_DOOR, (_ARRIVAL, "CANCELLED")),
}
_STATES = {
    "STARTED": State("PROCESSING", "STARTED", "PROCESSING"),
    "READY_TO_SHIP": State("PROCESSING", "READY_TO_SHIP", "PROCESSING"),
    "SHIPPED": State("PROCESSING", "SHIPPED", "PROCESSING"),
    "DELIVERY": State("DELIVERY", "DELIVERY_SERVICE_RECEIVED", "DELIVERY"),
    "PICKUP": State("PICKUP", "PICKUP_SERVICE_RECEIVED", "PICKUP"),
}


class Life(NamedTuple):
    """An order's life as far as it has come. Moments are seconds since 1970."""

    created: int
    updated: int
    state: State
    kind: str  # how it is delivered, an OrderDeliveryType
    business: bool  # bought by an organisation
    fake: bool  # a test order
    marked: bool  # has goods that carry marking codes
    prepaid: bool
    shipment: int  # when the store hands it over, or would
    arrival: int  # when it reaches the buyer's door or the pick-up point, or would
    delivered: int  # when the buyer gets it, or would

    @property
    def packed(self) -> bool:
        """Whether the goods have been put into boxes."""
        return (
            self.state.stats not in _UNPACKED
            and self.state.substatus != "STARTED"
            and self.kind != "DIGITAL"
        )

    @property
    def finished(self) -> int | None:
        """When the buyer got it or it was cancelled; None if neither has happened."""
        if self.state.status not in TERMINAL:
            return None
        return self.updated if self.state.status == "CANCELLED" else self.delivered

    @property
    def has_codes(self) -> bool:
        """Whether marking codes are known: they come with packing."""
        return self.marked and self.packed


class Nature(NamedTuple):
    """What is settled about an order from its start."""

    fate: str  # how it ends, in the words of the statistics
    kind: str
    business: bool
    fake: bool
    marked: bool
    prepaid: bool


def drawn_nature(model: str, dice: Dice, *, pinned: bool) -> Nature:
    """The first draws of a life.

    `pinned`: a real order that a courier will bring, in processing already, whatever the dice say.
    """
    fate, kind = dice.pick(_FATES), dice.pick(_KINDS[model])
    fake, business = dice.chance(1), dice.chance(5) and model in ("FBS", "FBY")
    marked, prepaid = dice.chance(12), dice.chance(70)
    if pinned:
        fate, kind, fake = "DELIVERED", "DELIVERY", False
    if kind == "DIGITAL":
        fate = fate if fate in _OF_DIGITAL else "DELIVERED"
        marked, prepaid = False, True
    return Nature(fate, kind, business, fake, marked, prepaid)


def kinds_of(model: str) -> list[str]:
    """How orders of the model are delivered."""
    return list(dict.fromkeys(_KINDS[model]))


@cache
def states_of(model: str) -> dict[str, frozenset[State]]:
    """By fate: every state in which an order of the model can be found."""
    return {
        fate: frozenset(
            _state(stage, fate, model, kind, bills, reason)
            for _, stage in course
            for kind in kinds_of(model)
            for bills in (False, model in ("FBS", "FBY"))
            for reason in _reasons(fate, model, kind)
        )
        for fate, course in _COURSES.items()
    }


def live(model: str, nature: Nature, created: int, now: int, dice: Dice, *, pinned: bool) -> Life:
    """The life of an order made at `created`, as it stands at `now`."""
    fate, kind, business, fake, marked, prepaid = nature
    pace = 24 if model == "Express" else 1  # what takes others days takes Express hours
    confirming = dice.between(10 * MINUTE, 90 * MINUTE) // pace
    started = created + (5 * MINUTE if pinned else confirming)
    ready = started + dice.between(HOUR, 20 * HOUR) // pace
    shipment = ready + dice.between(2 * HOUR, 24 * HOUR) // pace
    handed = shipment + dice.between(HOUR, 4 * HOUR) // pace
    arrival = handed + dice.between(12 * HOUR, 96 * HOUR) * (2 if model == "LaaS" else 1) // pace
    if kind == "DIGITAL":  # nothing is packed or carried: the buyer has it when the store sends it
        shipment = handed = arrival = ready
    delivered = arrival + (dice.between(2 * HOUR, 72 * HOUR) if kind == "PICKUP" else 0)
    returned = delivered + dice.between(3 * DAY, 14 * DAY)
    halfway = (started + ready) // 2
    moments = (
        created, started, halfway, ready, shipment, handed, arrival, delivered, returned
    )  # fmt: skip
    reason = dice.pick(_reasons(fate, model, kind))
    updated, stage = _reached(_COURSES[fate], moments, now)
    state = _state(stage, fate, model, kind, business and prepaid, reason)
    return Life(
        created, updated, state, kind, business, fake, marked, prepaid, shipment, arrival, delivered
    )


def _reached(course: _Course, moments: Sequence[int], now: int) -> tuple[int, str]:
    """The last stage that has begun, and when. No order is from the future, so one has."""
    return next((moments[at], stage) for at, stage in reversed(course) if moments[at] <= now)


def _reasons(fate: str, model: str, kind: str) -> tuple[str, ...]:
    """Why such an order may have been cancelled, in substatuses."""
    if fate == "CANCELLED_IN_DELIVERY" and kind == "PICKUP":
        return _NOT_FETCHED
    if fate == "CANCELLED_IN_PROCESSING" and model == "Express":
        return _NO_COURIER
    return _REASONS.get(fate, ("STARTED",))


@cache
def _state(stage: str, fate: str, model: str, kind: str, bills: bool, reason: str) -> State:
    """The stage in the words of both families. `bills`: an organisation that pays before."""
    if stage == "WAITING":
        return _waiting(model, bills)
    if stage == "DELIVERY" and model == "Express":
        return State("DELIVERY", "COURIER_RECEIVED", "DELIVERY")
    if stage == "CANCELLED":
        return State("CANCELLED", reason, fate)
    if stage == "RETURNED":
        return State(fate, _received(model, kind), fate)
    if stage == "DELIVERED":  # for getOrder also when a part was refused
        stats = fate if fate == "PARTIALLY_DELIVERED" else "DELIVERED"
        return State("DELIVERED", _received(model, kind), stats)
    return _STATES[stage]


def _waiting(model: str, bills: bool) -> State:
    if bills:
        return State("UNPAID", "AWAIT_PAYMENT", "UNPAID")
    if model == "LaaS":
        return State("RESERVED", "AWAIT_CONFIRMATION", "RESERVED")
    return State("PENDING", "AWAIT_CONFIRMATION", "PENDING")


def _received(model: str, kind: str) -> str:
    if kind == "PICKUP":
        return "PICKUP_USER_RECEIVED"
    return "DELIVERY_SERVICE_DELIVERED" if model == "DBS" else "DELIVERED_USER_RECEIVED"
