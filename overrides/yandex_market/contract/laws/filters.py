"""Filters: each narrows, narrows right, and leaves nothing out.

`FITS` says what each filter looks at in an item. The rest is read from the table: which filters
there are, which come in pairs, whether ends count, how long a span may be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from yandex_market_api.operations import OPERATIONS

from .. import facts
from ..facts import Json
from ..market import LISTINGS, MOSCOW, Listing, Market, creation_pair, pairs
from ..verdicts import NotRunError, require
from .law import law

Look = Callable[[Json], Any]

_LISTS = tuple(name for name in LISTINGS if OPERATIONS[name].window)
_LIMITED = tuple(name for name in _LISTS if (window := OPERATIONS[name].window) and window.days)
_COUNTED = tuple(
    name
    for name in _LISTS
    if any(argument.schema.get("maxItems") for argument in facts.arguments(name).values())
)
_SOURCE = "openapi.yaml: filters of each listing"


def _moscow(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=MOSCOW)).astimezone(MOSCOW)


def _day_first(text: str) -> datetime:
    form = f"{facts.DAY_FIRST} %H:%M:%S" if " " in text else facts.DAY_FIRST
    return datetime.strptime(text, form).replace(tzinfo=MOSCOW)


def _shipped(order: Json) -> date | None:
    for shipment in order["delivery"].get("shipments") or ():
        if "shipmentDate" in shipment:
            return _day_first(shipment["shipmentDate"]).date()
    return None


def _shipment_day(order: Json) -> date | None:
    text = (order["delivery"].get("shipment") or {}).get("shipmentDate")
    return date.fromisoformat(text) if text else None


def _marked(order: Json) -> bool:
    # CIS and CIS_OPTIONAL; other papers (UIN, RNPT, GTD) are asked for too, and are no marking.
    kinds = (kind for item in order["items"] for kind in item.get("requiredInstanceTypes") or ())
    return any(kind.startswith("CIS") for kind in kinds)


def _has_codes(order: Json) -> bool:
    lines = [*order["items"], *(order.get("initialItems") or ())]
    return any(item.get("cisList") for item in lines)


def _asks_to_cancel(order: Json) -> bool:
    return bool(order.get("cancelRequested")) and order["status"] in ("DELIVERY", "PICKUP")


# Filter → what it looks at in an item. A pair of dates stands under the name of its beginning.
FITS: Mapping[str, Mapping[str, Look]] = {
    "getBusinessOrders": {
        "order_ids": lambda order: order["orderId"],
        "external_order_ids": lambda order: order.get("externalOrderId"),
        "program_types": lambda order: order.get("programType"),
        "campaign_ids": lambda order: order["campaignId"],
        "statuses": lambda order: order["status"],
        "substatuses": lambda order: order["substatus"],
        "creation_date_from": lambda order: _moscow(order["creationDate"]).date(),
        "shipment_date_from": _shipment_day,
        "update_date_from": lambda order: _moscow(order["updateDate"]),
        "fake": lambda order: order["fake"],
        "waiting_for_cancellation_approve": _asks_to_cancel,
        "source_platforms": lambda order: order.get("sourcePlatform"),
    },
    "getOrders": {
        "order_ids": lambda order: order["id"],
        "status": lambda order: order["status"],
        "substatus": lambda order: order["substatus"],
        "from_date": lambda order: _day_first(order["creationDate"]).date(),
        "supplier_shipment_date_from": _shipped,
        "updated_at_from": lambda order: _day_first(order["updatedAt"]),
        "dispatch_type": lambda order: order["delivery"].get("dispatchType"),
        "fake": lambda order: order["fake"],
        "has_cis": _marked,
        "only_waiting_for_cancellation_approve": _asks_to_cancel,
        "only_estimated_delivery": lambda order: bool(order["delivery"].get("estimated")),
        "buyer_type": lambda order: order["buyer"]["type"],
    },
    "getOrdersStats": {
        "date_from": lambda order: date.fromisoformat(order["creationDate"]),
        "orders": lambda order: order["id"],
        "statuses": lambda order: order["status"],
        "has_cis": _has_codes,
    },
}


def _plain(operation: str) -> list[str]:
    """The filters that are no ends of a pair."""
    ends = {name for pair in pairs(operation) for name in pair}
    return [name for name in FITS[operation] if name not in ends]


def _is_list(operation: str, name: str) -> bool:
    return bool(facts.arguments(operation)[name].schema.get("type") == "array")


def _is_flag(operation: str, name: str) -> bool:
    return bool(facts.arguments(operation)[name].schema.get("type") == "boolean")


def _value(operation: str, name: str, items: list[Json]) -> Any:
    """A value that some items have and others have not, the most frequent one; None if none does."""
    look = FITS[operation][name]
    found = Counter(value for item in items if (value := look(item)) is not None)
    telling = [(count, value) for value, count in found.items() if count < len(items)]
    if _is_flag(operation, name):
        return True
    return max(telling, key=lambda pair: pair[0])[1] if telling else None


def _expect(
    listing: Listing, filters: dict[str, Any], fits: Callable[[Json], bool], base: list[Json],
    *, whole: bool, what: str,
) -> None:  # fmt: skip
    """The listing under these filters is what fits of the base: nothing else, nothing less."""
    walk = listing.walk(filters, limit=listing.most)
    wrong = [listing.key(item) for item in walk.items if not fits(item)]
    require(not wrong, f"{what}: only orders that fit", f"others too: {wrong[:5]}",
            *walk.exchanges[:2])  # fmt: skip
    if whole and walk.whole:
        expected = {listing.key(item) for item in base if fits(item)}
        found = {listing.key(item) for item in walk.items}
        require(found == expected, f"{what}: all {len(expected)} orders that fit",
                f"missing {list(expected - found)[:5]}, added {list(found - expected)[:5]}",
                *walk.exchanges[:2])  # fmt: skip


@law(
    "filters.narrow",
    "Each filter gives the orders that fit it, all of them and no others",
    source=_SOURCE,
    why="A filter that is ignored or too narrow gives a wrong list that looks right.",
    over=_LISTS,
)
def narrow(market: Market, operation: str) -> None:
    listing, filters, walk = market.settled(operation)
    for name in _plain(operation):
        if name in filters:
            continue  # test orders have a law of their own
        value = _value(operation, name, walk.items)
        if value is None:
            continue
        look = FITS[operation][name]
        asked = {**filters, name: [value] if _is_list(operation, name) else value}
        _expect(listing, asked, lambda item, look=look, value=value: look(item) == value,  # type: ignore[misc]  # mypy knows no defaults of a lambda
                walk.items, whole=walk.whole, what=f"{name}={value}")  # fmt: skip


@law(
    "filters.any-of",
    "Several values of one filter give the orders that fit any of them",
    source=_SOURCE,
    why="Only the first value, or only the last, would count.",
    over=_LISTS,
)
def any_of(market: Market, operation: str) -> None:
    listing, filters, walk = market.settled(operation)
    tried = 0
    for name in _plain(operation):
        look = FITS[operation][name]
        if not _is_list(operation, name):
            continue
        values = [value for value in dict.fromkeys(map(look, walk.items)) if value is not None][:2]
        if len(values) < 2:
            continue
        tried += 1
        _expect(listing, {**filters, name: values},
                lambda item, look=look, values=values: look(item) in values,  # type: ignore[misc]  # as above
                walk.items, whole=walk.whole, what=f"{name}={values}")  # fmt: skip
    if not tried:
        raise NotRunError("the sample has no two values of any filter")


@law(
    "filters.together",
    "Two filters together give the orders that fit both",
    source=_SOURCE,
    why="Joined by 'or', the list is too long; with one ignored, it is wrong.",
    over=_LISTS,
)
def together(market: Market, operation: str) -> None:
    listing, filters, walk = market.settled(operation)
    chosen = {
        name: value
        for name in _plain(operation)
        if _is_list(operation, name)
        and "order" not in name
        and (value := _value(operation, name, walk.items)) is not None
    }
    if len(chosen) < 2:
        chosen |= {"has_cis": True} if "has_cis" in FITS[operation] else {}
    names = list(chosen)[:2]
    if len(names) < 2:
        raise NotRunError("the sample is too uniform for two filters")
    looks = FITS[operation]
    asked = {n: [chosen[n]] if _is_list(operation, n) else chosen[n] for n in names}
    _expect(listing, {**filters, **asked},
            lambda item: all(looks[name](item) == chosen[name] for name in names),
            walk.items, whole=walk.whole, what=f"{asked}")  # fmt: skip


@law(
    "filters.ends",
    "A span begins with its first day and ends as documented: with the last day, or before it",
    source="openapi.yaml: x-window of each listing",
    why="An end that counts where it should not gives orders twice when span follows span.",
    over=_LISTS,
)
def span_ends(market: Market, operation: str) -> None:
    listing, filters, walk = market.settled(operation)
    window = listing.spec.window
    assert window is not None
    tried = 0
    for begin, end in pairs(operation):
        look = FITS[operation].get(begin)
        values = sorted(v for item in walk.items if look and (v := look(item)) is not None)
        if not look or not values:
            continue
        tried += 1
        middle = values[len(values) // 2]
        step = timedelta(seconds=1) if isinstance(middle, datetime) else timedelta(days=1)
        base = {} if window.exclusive_pairs else filters
        inclusive = window.end == "inclusive"
        for first, last in ((middle, middle + step), (middle - step, middle)):
            reach = last + step if inclusive else last

            def fits(item: Json, look: Look = look, first: Any = first, reach: Any = reach) -> bool:
                value = look(item)
                return value is not None and first <= value < reach

            _expect(listing, {**base, begin: first, end: last}, fits, walk.items,
                    whole=walk.whole and _inside(filters, operation, begin, first, reach),
                    what=f"{begin}={first}, {end}={last}")  # fmt: skip
    if not tried:
        raise NotRunError("no order of the sample has a date")


def _inside(filters: dict[str, Any], operation: str, begin: str, first: Any, reach: Any) -> bool:
    """Whether the sample holds all orders of the span, so that what is missing can be told."""
    of_creation, end = creation_pair(operation)
    if begin != of_creation:
        return True  # the sample's own span is asked for as well
    window = OPERATIONS[operation].window
    last = (
        filters[end] + timedelta(days=1) if window and window.end == "inclusive" else filters[end]
    )
    return bool(filters[of_creation] <= first and reach <= last)


@law(
    "filters.split",
    "A span cut in two gives the same orders as the whole, each of them once",
    source="openapi.yaml: x-window of each listing",
    why="Imports go span by span; orders at the seams would be lost or doubled.",
    over=_LISTS,
)
def split(market: Market, operation: str) -> None:
    window = OPERATIONS[operation].window
    assert window is not None
    inclusive = window.end == "inclusive"
    listing = market.listing(operation)
    today = market.today
    tried = 0
    for begin, end in pairs(operation):
        is_moment = facts.arguments(operation)[begin].schema.get("format") == "date-time"
        for days in (2, 6, 14, 28):
            last = today - timedelta(days=1)
            seam, first = last - timedelta(days=days // 2), last - timedelta(days=days)
            ends: list[Any] = [first, seam, last]
            if is_moment:
                ends = [datetime(d.year, d.month, d.day, tzinfo=MOSCOW) for d in ends]
            after = ends[1] + timedelta(days=1) if inclusive else ends[1]
            more = {"fake": False} if "fake" in facts.arguments(operation) else {}
            whole = listing.walk({begin: ends[0], end: ends[2], **more}, limit=listing.most)
            if len(whole.items) >= 4 or not whole.whole:
                break
        if not whole.whole or not whole.items:
            continue
        tried += 1
        parts = [
            listing.walk({begin: a, end: b, **more}, limit=listing.most)
            for a, b in ((ends[0], ends[1]), (after, ends[2]))
        ]
        joined = sorted(str(listing.key(item)) for part in parts for item in part.items)
        expected = sorted(str(listing.key(item)) for item in whole.items)
        require(joined == expected, f"{begin}: {len(expected)} orders in two spans",
                f"{len(joined)} of them, {len(set(joined))} different",
                whole.pages[0].exchange, *(part.pages[0].exchange for part in parts))  # fmt: skip
    if not tried:
        raise NotRunError("no span of a size that can be read whole has orders")


@law(
    "filters.too-long",
    "A span longer than documented is a 400, and the longest one is not",
    source="openapi.yaml: x-window of each listing",
    why="Cut without a word, it would leave orders out.",
    over=_LIMITED,
)
def too_long(market: Market, operation: str) -> None:
    listing = market.listing(operation)
    window = OPERATIONS[operation].window
    assert window is not None
    assert window.days is not None
    for begin, end in pairs(operation):
        is_moment = facts.arguments(operation)[begin].schema.get("format") == "date-time"
        last: Any = market.today
        if is_moment:
            last = datetime(last.year, last.month, last.day, tzinfo=MOSCOW)
        right = listing.ask({begin: last - timedelta(days=window.days), end: last}, limit=1)
        require(right.status == 200, f"200 for {window.days} days of {begin}",
                str(right.status), right)  # fmt: skip
        wrong = listing.ask({begin: last - timedelta(days=window.days + 1), end: last}, limit=1)
        require(wrong.status == 400, f"400 for {window.days + 1} days of {begin}",
                str(wrong.status), wrong)  # fmt: skip


@law(
    "filters.upside-down",
    "A span that ends before it begins is a 400",
    source="openapi.yaml: x-window of each listing, OrderDatesFilter",
    why="An empty list would look as if there were no orders.",
    over=_LISTS,
)
def upside_down(market: Market, operation: str) -> None:
    listing = market.listing(operation)
    for begin, end in pairs(operation):
        is_moment = facts.arguments(operation)[begin].schema.get("format") == "date-time"
        last: Any = market.today - timedelta(days=3)
        if is_moment:
            last = datetime(last.year, last.month, last.day, tzinfo=MOSCOW)
        exchange = listing.ask({begin: last, end: last - timedelta(days=2)}, limit=1)
        require(exchange.status == 400, f"400: {end} is before {begin}",
                str(exchange.status), exchange)  # fmt: skip


@law(
    "filters.one-pair",
    "Two pairs of dates that exclude each other are a 400",
    source="openapi.yaml: x-window of getOrdersStats",
    why="One of them would be ignored without a word.",
    over=tuple(n for n in _LISTS if (w := OPERATIONS[n].window) and w.exclusive_pairs),
)
def one_pair(market: Market, operation: str) -> None:
    listing = market.listing(operation)
    (begin, end), (other, _) = pairs(operation)
    day = market.today - timedelta(days=2)
    for filters in ({begin: day, end: day, other: day}, {end: day, other: day}):
        exchange = listing.ask(filters, limit=1)
        require(exchange.status == 400, "400 for two pairs", str(exchange.status), exchange)


@law(
    "filters.test-orders",
    "Test orders come when they are asked for and not otherwise",
    source="openapi.yaml: fake of getOrders and getBusinessOrders",
    why="A test order among real ones is packed and shipped.",
    over=("getBusinessOrders", "getOrders"),
)
def test_orders(market: Market, operation: str) -> None:
    listing = market.listing(operation)
    begin, end = creation_pair(operation)
    span = {begin: market.today - timedelta(days=29), end: market.today + timedelta(days=1)}
    # getBusinessOrders has no documented default, so it is asked for real orders in so many words.
    real = {**span, "fake": False} if operation == "getBusinessOrders" else span
    for filters, fake in ((real, False), ({**span, "fake": True}, True)):
        walk = listing.walk(filters, limit=listing.most, most=4)
        wrong = [listing.key(item) for item in walk.items if item["fake"] is not fake]
        require(not wrong, f"orders with fake={fake} alone", f"others too: {wrong[:5]}",
                *walk.exchanges[:2])  # fmt: skip
    _shows_what_the_other_shows(market, operation, span)


def _shows_what_the_other_shows(market: Market, operation: str, span: dict[str, Any]) -> None:
    """Test orders of one list are in the other as well. Those that were over long ago may be left out."""
    other = "getOrders" if operation == "getBusinessOrders" else "getBusinessOrders"
    days = list(span.values())
    for store in market.stores(operation):
        there, here = market.listing_of(other, store), market.listing_of(operation, store)
        dates = dict(zip(creation_pair(other), days, strict=True))
        of_store = {"campaign_ids": [store.campaign]} if other == "getBusinessOrders" else {}
        known = there.page({**dates, **of_store, "fake": True}, limit=there.most)
        changed = FITS[other]["update_date_from" if of_store else "updated_at_from"]
        recent = market.today - timedelta(days=28)
        keys = {there.key(order) for order in known.items if changed(order).date() > recent}
        if not keys:
            continue
        of_store = {} if of_store else {"campaign_ids": [store.campaign]}
        shown = here.page({**span, **of_store, "fake": True}, limit=here.most)
        missing = keys - {here.key(order) for order in shown.items}
        require(not missing or shown.token is not None, f"the test orders that {other} shows",
                f"missing {list(missing)[:5]}", known.exchange, shown.exchange)  # fmt: skip


@law(
    "filters.unknown-id",
    "An id that no order has gives an empty list, not an error and not all orders",
    source=_SOURCE,
    why="Who looks up one order must not get ten thousand.",
    over=_LISTS,
)
def unknown_id(market: Market, operation: str) -> None:
    listing = market.listing(operation)
    page = listing.page({listing.ids: [9_000_000_000_000_001]})
    require(not page.items, "no orders", f"{len(page.items)}", page.exchange)
    require(page.token is None, "no token", "a token", page.exchange)


@law(
    "filters.empty-list",
    "An empty list of values is a 400 where the document says so",
    source="openapi.yaml: GetBusinessOrdersRequest, GetOrdersStatsRequest",
    why="Read as 'no filter', a program that looks up nothing gets everything.",
    over=("getBusinessOrders", "getOrdersStats"),
)
def empty_list(market: Market, operation: str) -> None:
    listing = market.listing(operation)
    for name, argument in facts.arguments(operation).items():
        if argument.schema.get("minItems"):
            exchange = listing.ask({name: []}, limit=1)
            require(exchange.status == 400, f"400 for an empty {name}",
                    str(exchange.status), exchange)  # fmt: skip


@law(
    "filters.too-many",
    "A list with one value more than documented is a 400",
    source="openapi.yaml: maxItems of each filter",
    why="Cut without a word, values beyond the bound would be left out.",
    over=_COUNTED,
)
def too_many(market: Market, operation: str) -> None:
    listing = market.listing(operation)
    for name, argument in facts.arguments(operation).items():
        most, kind = argument.schema.get("maxItems"), argument.schema.get("items", {}).get("type")
        if not most:
            continue
        values = [9_000_000_000_000_000 + n for n in range(most + 1)]
        if name == "campaign_ids":
            continue  # foreign stores are refused on their own account
        exchange = listing.ask({name: [str(v) for v in values] if kind == "string" else values})
        require(exchange.status == 400, f"400 for {most + 1} values of {name}",
                str(exchange.status), exchange)  # fmt: skip


@law(
    "filters.default-span",
    "Without dates the list begins 30 days ago",
    source="openapi.yaml: creationDateFrom of getBusinessOrders",
    why="Who relies on the default must know what it leaves out.",
    over=("getBusinessOrders",),
)
def default_span(market: Market, operation: str) -> None:
    listing = market.listing(operation)
    begin, _ = creation_pair(operation)
    look = FITS[operation][begin]
    for store in market.stores(operation)[::-1]:  # small stores can be read to the end
        walk = listing.walk({"campaign_ids": [store.campaign]}, limit=listing.most, most=8)
        first = market.today - timedelta(days=31)
        old = [listing.key(item) for item in walk.items if look(item) < first]
        require(not old, f"no orders from before {first}", f"{old[:5]}", walk.exchanges[-1])
        if walk.whole:
            return
