"""Paging: a walk over the pages gives every item once, and tokens are good for one walk."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from .. import facts
from ..market import LISTINGS, Listing, Market, Page
from ..verdicts import BrokenError, NotRunError, require
from .law import law

_TOKENS = "openapi.yaml: PageToken, PackagingForwardScrollingPager"
_LIMITS = "openapi.yaml: parameter limit of each listing"
_OLD = tuple(
    name for name in LISTINGS if "pageSize" in {one["name"] for one in facts.parameters(name)}
)


def _keys(listing: Listing, items: list[Any]) -> list[object]:
    return [listing.key(item) for item in items]


def _sizes(count: int, most: int) -> list[int]:
    """Page sizes to try: one that does not divide, one that does, one that fits exactly."""
    wanted = {max(count // 3, 1), max(count // 2, 1), count - 1, count}
    return sorted(size for size in wanted if 1 <= size <= most)


def _first_page(market: Market, operation: str) -> tuple[Listing, dict[str, Any], Page]:
    """A page with a token after it."""
    listing, filters, walk = market.bounded(operation)
    if len(walk.items) < 2:
        raise NotRunError("fewer than two items: there is no second page")
    page = listing.page(filters, limit=1)
    require(page.token is not None, "a token after the first of several items", "none",
            page.exchange)  # fmt: skip
    return listing, filters, page


@law(
    "paging.joined",
    "The pages joined are the same list, whatever the page size",
    source=_TOKENS,
    why="An import that pages would miss orders, or count them twice.",
    over=LISTINGS,
)
def joined(market: Market, operation: str) -> None:
    listing, filters, whole = market.bounded(operation)
    wanted = _keys(listing, whole.items)
    for size in _sizes(len(wanted), listing.most):
        walk = listing.walk(filters, limit=size, most=30)
        found = _keys(listing, walk.items)
        expected = wanted if walk.whole else wanted[: len(found)]
        missing = [key for key in expected if key not in set(found)]
        added = [key for key in found if key not in set(wanted)]
        if not whole.whole:
            added = []
        require(not missing and not added, f"the same {len(wanted)} items with limit={size}",
                f"missing {missing[:5]}, added {added[:5]}", *walk.exchanges[:4])  # fmt: skip
        require(found[: len(expected)] == expected, f"the same order of items with limit={size}",
                "another order", *walk.exchanges[:3])  # fmt: skip


@law(
    "paging.once",
    "No item comes twice in a walk",
    source=_TOKENS,
    why="Orders would be counted twice.",
    over=LISTINGS,
)
def once(market: Market, operation: str) -> None:
    listing, filters, whole = market.bounded(operation)
    size = max(1, min(listing.most, len(whole.items) // 4))
    walk = listing.walk(filters, limit=size, most=30)
    for name, pages in (("small", walk), ("big", whole)):
        found = _keys(listing, pages.items)
        twice = sorted({str(key) for key in found if found.count(key) > 1})
        require(not twice, f"every item once in {name} pages", f"twice: {twice[:5]}",
                *pages.exchanges[:4])  # fmt: skip


@law(
    "paging.size",
    "No page holds more than the limit",
    source=_LIMITS,
    why="Clients reserve room, and quotas count, by the page.",
    over=LISTINGS,
)
def size_kept(market: Market, operation: str) -> None:
    listing, filters, whole = market.bounded(operation)
    for size in (1, 2, max(1, len(whole.items) // 2)):
        if size > listing.most:
            continue
        walk = listing.walk(filters, limit=size, most=3)
        for page in walk.pages:
            require(len(page.items) <= size, f"{size} items at most",
                    str(len(page.items)), page.exchange)  # fmt: skip


@law(
    "paging.default-size",
    "Without a limit a page holds what is documented, and never more than the biggest page",
    source=_LIMITS,
    why="Who leaves the limit out relies on the default.",
    over=LISTINGS,
)
def default_size(market: Market, operation: str) -> None:
    listing, filters, whole = market.bounded(operation)
    schema = next(one["schema"] for one in facts.parameters(operation) if one["name"] == "limit")
    most = schema.get("default", schema["maximum"])
    page = listing.page(filters)
    require(len(page.items) <= most, f"{most} items at most", str(len(page.items)), page.exchange)
    if "default" in schema and whole.whole:
        expected = min(most, len(whole.items))
        require(len(page.items) == expected, f"{expected} items",
                str(len(page.items)), page.exchange)  # fmt: skip


@law(
    "paging.over-maximum",
    "A limit over the maximum is cut without a word where the document says so, else refused",
    source="openapi.yaml: limit of each listing, x-over-maximum",
    why="A client that asks for too much gets less, or is told; the document says which.",
    over=LISTINGS,
)
def over_maximum(market: Market, operation: str) -> None:
    listing = market.listing(operation)
    exchange = listing.ask(limit=listing.most + 1)
    parameter = next(one for one in facts.parameters(operation) if one["name"] == "limit")
    if parameter.get("x-over-maximum") == "cut":
        page = listing.read(exchange)
        require(len(page.items) <= listing.most, f"{listing.most} items at most",
                str(len(page.items)), exchange)  # fmt: skip
    else:
        require(exchange.status == 400, f"400 for limit={listing.most + 1}",
                str(exchange.status), exchange)  # fmt: skip


@law(
    "paging.bad-limit",
    "A limit of nought, below it, or no number at all is a 400",
    source=_LIMITS,
    why="Read as something else, it makes an endless walk of empty pages.",
    over=LISTINGS,
)
def bad_limit(market: Market, operation: str) -> None:
    listing = market.listing(operation)
    for text in ("0", "-1", "ten", "1.5", ""):
        exchange = listing.ask(extra=[("limit", text)])
        require(exchange.status == 400, f"400 for limit={text!r}", str(exchange.status), exchange)


@law(
    "paging.ends",
    "The last page has no token, and a walk comes to it",
    source=_TOKENS,
    why="A walk that never ends uses up the quota and fills the disk.",
    over=LISTINGS,
)
def ends(market: Market, operation: str) -> None:
    listing, filters, whole = market.bounded(operation)
    if not whole.whole:
        raise NotRunError("the shortest span has more pages than a law may read")
    pages = [listing.page(filters, limit=1)]
    most, tokens = len(whole.items) + 2, set[str]()
    while (token := pages[-1].token) is not None:
        require(token not in tokens, "a new token with every page", "a token again",
                pages[-1].exchange)  # fmt: skip
        require(len(pages) < most, f"the end after {len(whole.items)} pages of one item",
                f"{len(pages)} pages and a token still", pages[-1].exchange)  # fmt: skip
        tokens.add(token)
        pages.append(listing.page(filters, limit=1, token=token))


@law(
    "paging.exact-end",
    "A last page that is full has no token after it",
    source=_TOKENS,
    why="A token that leads to an empty page costs a request, and walks that stop at it are wrong.",
    over=LISTINGS,
)
def exact_end(market: Market, operation: str) -> None:
    listing, filters, whole = market.bounded(operation)
    count = len(whole.items)
    if not whole.whole or count > listing.most:  # a list of our own making, of known length
        count = min(count, 10)
        filters = {listing.ids: _keys(listing, whole.items[:count])}
    if not count:
        raise NotRunError("there is nothing to list")
    page = listing.page(filters, limit=count)
    require(page.token is None, f"no token: limit={count} gives all", "a token", page.exchange)


@law(
    "paging.token-again",
    "The same token gives the same page again",
    source=_TOKENS,
    why="A walk goes on after a lost answer by asking again with the same token.",
    over=LISTINGS,
)
def token_again(market: Market, operation: str) -> None:
    listing, filters, first = _first_page(market, operation)
    one = listing.page(filters, limit=1, token=first.token)
    two = listing.page(filters, limit=1, token=first.token)
    require(_keys(listing, one.items) == _keys(listing, two.items), "the same items",
            f"{_keys(listing, two.items)} after {_keys(listing, one.items)}",
            one.exchange, two.exchange)  # fmt: skip
    require(_keys(listing, one.items) != _keys(listing, first.items), "another page than the first",
            "the first page again", first.exchange, one.exchange)  # fmt: skip


@law(
    "paging.token-both-names",
    "The token counts under its other name too",
    source="openapi.yaml: PageToken, x-aliases",
    why="Clients of both ages are in use.",
    over=LISTINGS,
)
def token_both_names(market: Market, operation: str) -> None:
    listing, filters, first = _first_page(market, operation)
    assert first.token is not None
    one = listing.page(filters, limit=1, token=first.token)
    two = listing.page(filters, limit=1, extra=[("pageToken", first.token)])
    require(_keys(listing, one.items) == _keys(listing, two.items), "the same page for pageToken",
            f"{_keys(listing, two.items)}", one.exchange, two.exchange)  # fmt: skip


@law(
    "paging.token-tampered",
    "A token that was changed, cut or made up is a 400",
    source="openapi.yaml: BadRequest, example BadPageToken",
    why="Read as 'from the start', it makes a walk that repeats itself without a word.",
    over=LISTINGS,
)
def token_tampered(market: Market, operation: str) -> None:
    listing, filters, first = _first_page(market, operation)
    token = first.token
    assert token is not None
    middle = len(token) // 2
    other = "A" if token[middle] != "A" else "B"
    changed = token[:middle] + other + token[middle + 1 :]
    for wrong in (changed, token[:-3], token + "AAAA", "made-up", "0"):
        exchange = listing.ask(filters, limit=1, token=wrong)
        require(exchange.status == 400, "400 for a token that was never given out",
                str(exchange.status), exchange)  # fmt: skip


@law(
    "paging.token-bound",
    "A token is good for the filters it was given out with alone",
    source="openapi.yaml: PageToken (all other parameters must stay the same)",
    why="With other filters it would point into another list: orders are missed without a word.",
    over=tuple(name for name in LISTINGS if name != "getCampaigns"),
)
def token_bound(market: Market, operation: str) -> None:
    listing, filters, first = _first_page(market, operation)
    name = "statuses" if "statuses" in facts.arguments(operation) else "status"
    for other in ({**filters, name: ["DELIVERED"]}, {}):
        exchange = listing.ask(other, limit=1, token=first.token)
        require(exchange.status == 400, "400 for a token of other filters",
                str(exchange.status), exchange)  # fmt: skip


@law(
    "paging.token-bound-to-place",
    "A token is good for its own store and operation alone",
    source="openapi.yaml: PageToken",
    why="Pages of another store would be taken for this one's.",
    over=LISTINGS,
)
def token_bound_to_place(market: Market, operation: str) -> None:
    listing, filters, first = _first_page(market, operation)
    tried = 0
    for other in LISTINGS:
        if other == operation:
            continue
        try:
            exchange = market.listing(other).ask({}, limit=1, token=first.token)
        except NotRunError:
            continue
        tried += 1
        require(exchange.status == 400, f"400 in {other} for a token of {operation}",
                str(exchange.status), first.exchange, exchange)  # fmt: skip
    if "campaignId" in listing.path:
        for store in market.stores(operation):
            if store.campaign != listing.store.campaign:
                there = market.listing_of(operation, store)
                exchange = there.ask(filters, limit=1, token=first.token)
                require(exchange.status == 400, "400 in another store",
                        str(exchange.status), first.exchange, exchange)  # fmt: skip
                tried += 1
                break
    if not tried:
        raise NotRunError("no other listing and no other store")


@law(
    "paging.old-style",
    "Pages by number join to the same list, and their counters are right",
    source="openapi.yaml: Page, PageSize, FlippingPager",
    why="Older programs page by number.",
    over=_OLD,
)
def old_style(market: Market, operation: str) -> None:
    listing, filters, whole = market.bounded(operation)
    total = len(whole.items)
    if not whole.whole or not total:
        raise NotRunError("the sample is not a whole list")
    size = max(1, min(listing.most, (total + 2) // 3))
    found: list[object] = []
    for number in range(1, -(-total // size) + 1):
        exchange = listing.ask(filters, extra=[("page", str(number)), ("pageSize", str(size))])
        page = listing.read(exchange)
        found += _keys(listing, page.items)
        pager = (exchange.json or {}).get("pager") or {}
        expected = {"total": total, "currentPage": number, "pagesCount": -(-total // size)}
        told = {name: pager.get(name, value) for name, value in expected.items()}
        require(bool(pager) and told == expected, f"pager {expected}", f"{pager}", exchange)
    wanted = _keys(listing, whole.items)
    if found != wanted:
        raise BrokenError("the list that tokens give", f"{len(found)} items, or in another order")


@law(
    "paging.token-wins",
    "Beside a token the page number is ignored",
    source="openapi.yaml: Page, PageToken",
    why="Programs that send both would go astray.",
    over=_OLD,
)
def token_wins(market: Market, operation: str) -> None:
    listing, filters, first = _first_page(market, operation)
    one = listing.page(filters, limit=1, token=first.token)
    two = listing.page(filters, limit=1, token=first.token, extra=[("page", "1")])
    require(_keys(listing, one.items) == _keys(listing, two.items), "the token's page",
            f"{_keys(listing, two.items)}", one.exchange, two.exchange)  # fmt: skip


@law(
    "paging.steady",
    "The same question twice has the same answer",
    source="openapi.yaml: PageToken",
    why="Nothing can be compared or repeated where lists shuffle.",
    over=LISTINGS,
)
def steady(market: Market, operation: str) -> None:
    listing, filters, _ = market.bounded(operation)
    one, two = (listing.page(filters, limit=listing.most) for _ in range(2))
    for before, after in pairwise((one, two)):
        require(before.items == after.items, "the same items, word for word", "others",
                before.exchange, after.exchange)  # fmt: skip
