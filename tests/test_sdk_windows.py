"""Listings of several parts: long spans of dates in windows, and the statistics of several stores."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from typing import Any

import httpx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from yandex_market import (
    ArgumentError,
    NotFoundError,
    PageLoopError,
    ResponseDecodeError,
    ServerError,
)
from yandex_market._arguments import long_span, name_of
from yandex_market.mock import MockMarket
from yandex_market.models import MOSCOW
from yandex_market.testing import connect
from yandex_market_api.operations import OPERATIONS

from tests.twins import NOW, RecordingClock, Script, Twin, answer

DAY = datetime.timedelta(1)
HERE = NOW.astimezone(MOSCOW)
TODAY = HERE.date()
SPEC = OPERATIONS["getBusinessOrders"]
EMPTY = answer(200, {"orders": []})


def days_ago(days: int) -> datetime.date:
    return TODAY - days * DAY


QUARTER = {"creation_date_from": days_ago(75), "creation_date_to": TODAY}
FIRST, SECOND, THIRD = (str(days_ago(days)) for days in (75, 45, 15))
# The orders of that quarter: window → its pages. The one in the middle is empty.
PAGES: dict[str, list[list[int]]] = {FIRST: [[1, 2], [3]], SECOND: [[]], THIRD: [[4], [], [5, 6]]}
PLACES = [(begin, page) for begin, pages in PAGES.items() for page in range(len(pages))]


class Server:
    """getBusinessOrders over pages of ids for each window; notes which ones are asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []
        self.broken: dict[tuple[str, int], httpx.Response] = {}
        self.next: dict[tuple[str, int], str] = {}

    def __call__(self, request: httpx.Request) -> httpx.Response:
        begin = json.loads(request.content)["dates"]["creationDateFrom"]
        index = int(request.url.params.get("page_token", "p0").removeprefix("p"))
        place = (begin, index)
        self.asked.append(place)
        if place in self.broken:
            return self.broken[place]
        token = f"p{index + 1}" if index + 1 < len(PAGES[begin]) else ""
        paging = {"nextPageToken": self.next.get(place, token)}
        orders = [{"orderId": one} for one in PAGES[begin][index]]
        return httpx.Response(200, json={"orders": orders, "paging": paging})


def ids(orders: list[Any]) -> list[int]:
    return [order.order_id for order in orders]


def ids_in(pages: list[Any]) -> list[int]:
    return [order.order_id for page in pages for order in page.items]


def windows_sent(twin: Twin, **filters: Any) -> list[dict[str, Any]]:
    """The date filters of each request of a listing without orders."""
    script = Script(EMPTY)
    assert twin.items(twin.scripted(script).orders.list(900, prefetch=0, **filters)) == []
    return [body.get("dates", {}) for body in script.bodies]


def pairs_of(sent: list[dict[str, Any]], kind: str) -> list[tuple[Any, Any]]:
    return [(dates.get(f"{kind}DateFrom"), dates.get(f"{kind}DateTo")) for dates in sent]


# --- which windows ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["creation", "shipment"])
def test_a_long_span_of_days_goes_out_in_windows_that_meet_oldest_first(
    twin: Twin, kind: str
) -> None:
    ends = {f"{kind}_date_from": "2026-01-01", f"{kind}_date_to": datetime.date(2026, 3, 3)}
    assert pairs_of(windows_sent(twin, **ends), kind) == [
        ("2026-01-01", "2026-01-31"),
        ("2026-01-31", "2026-03-02"),
        ("2026-03-02", "2026-03-03"),
    ]


def test_a_long_span_of_times_goes_out_in_windows_that_meet_to_the_moment(twin: Twin) -> None:
    begin = datetime.datetime(2026, 1, 1, 9, 30, 15, 250_000, tzinfo=datetime.UTC)
    sent = windows_sent(twin, update_date_from=begin, update_date_to=begin + 31 * DAY)
    assert pairs_of(sent, "update") == [
        ("2026-01-01T12:30:15.25+03:00", "2026-01-31T12:30:15.25+03:00"),
        ("2026-01-31T12:30:15.25+03:00", "2026-02-01T12:30:15.25+03:00"),
    ]


@pytest.mark.parametrize(("days", "requests"), [(1, 1), (30, 1), (31, 2), (60, 2), (61, 3)])
def test_there_are_as_few_windows_as_the_document_allows(
    twin: Twin, days: int, requests: int
) -> None:
    sent = windows_sent(twin, creation_date_from=days_ago(days), creation_date_to=TODAY)
    assert len(sent) == requests


def test_a_creation_start_alone_reaches_to_the_end_of_today_in_moscow(twin: Twin) -> None:
    sent = windows_sent(twin, creation_date_from=days_ago(40))
    tomorrow = str(TODAY + DAY)
    assert pairs_of(sent, "creation") == [
        (str(days_ago(40)), str(days_ago(10))),
        (str(days_ago(10)), tomorrow),
    ]


def test_today_is_the_day_in_moscow_by_the_clock_of_the_client(twin: Twin) -> None:
    script = Script(EMPTY)
    night = datetime.datetime(2026, 4, 2, 21, 0, tzinfo=datetime.UTC)  # the 3rd in Moscow
    market = twin.scripted(script, clock=RecordingClock(night))
    twin.items(market.orders.list(900, creation_date_from="2026-03-01"))
    assert [body["dates"]["creationDateTo"] for body in script.bodies] == [
        "2026-03-31",
        "2026-04-04",
    ]


def test_an_update_start_alone_reaches_to_this_moment(twin: Twin) -> None:
    sent = windows_sent(twin, update_date_from=HERE - 31 * DAY)
    assert pairs_of(sent, "update") == [
        ((HERE - 31 * DAY).isoformat(), (HERE - DAY).isoformat()),
        ((HERE - DAY).isoformat(), HERE.isoformat()),
    ]


@pytest.mark.parametrize(
    "filters",
    [
        {"creation_date_from": days_ago(29)},
        {"creation_date_from": TODAY + 90 * DAY},
        {"update_date_from": HERE - 30 * DAY},
        {"shipment_date_from": days_ago(400)},
        {"creation_date_to": days_ago(400)},
        {},
        {"order_ids": [1]},
    ],
    ids=str,
)
def test_what_one_request_can_ask_for_goes_out_as_it_is(
    twin: Twin, filters: dict[str, Any]
) -> None:
    (sent,) = windows_sent(twin, **filters)
    assert len(sent) == sum("_date_" in name for name in filters)


def test_a_short_pair_and_other_filters_go_out_with_every_window(twin: Twin) -> None:
    script, statuses = Script(EMPTY), ["DELIVERED"]
    short = {"shipment_date_from": "2026-03-01", "shipment_date_to": "2026-03-31"}
    listing = twin.scripted(script).orders.list(
        900, statuses=statuses, order_ids=[7], page_size=9, **short, **QUARTER
    )
    statuses.append("LOST")  # the listing took its filters when it was made
    twin.items(listing)
    assert len(script) == 3
    for request, body in zip(script, script.bodies, strict=True):
        assert (body["statuses"], body["orderIds"]) == (["DELIVERED"], [7])
        assert pairs_of([body["dates"]], "shipment") == [("2026-03-01", "2026-03-31")]
        assert request.url.params.multi_items() == [("limit", "9")]


@pytest.mark.parametrize(
    "other",
    [
        {"shipment_date_from": "2026-01-01", "shipment_date_to": "2026-03-01"},
        {"update_date_from": HERE - 31 * DAY},
    ],
    ids=str,
)
def test_two_long_pairs_are_refused(twin: Twin, other: dict[str, Any]) -> None:
    script = Script(EMPTY)
    text = f"creation_date_from and {next(iter(other))}: only one kind of date may span more than"
    with pytest.raises(ArgumentError, match=f"orders.list: {text} 30 days"):
        twin.scripted(script).orders.list(900, **QUARTER, **other)
    assert len(script) == 0


@pytest.mark.parametrize(
    ("filters", "text"),
    [
        ({"creation_date_from": "2026-01-32"}, "creation_date_from: expected a date"),
        ({"statuses": ["DELIVERD"]}, "the document knows no such value"),
        ({"statues": ["DELIVERED"]}, "there is no filter 'statues'"),
        ({"page_size": 51}, "page_size must be at most 50"),
    ],
)
def test_what_else_is_wrong_with_a_long_listing_is_told_at_once(
    twin: Twin, filters: dict[str, Any], text: str
) -> None:
    market = twin.scripted(Script(EMPTY))
    with pytest.raises(ArgumentError, match=text):
        market.orders.list(900, **{**QUARTER, **filters})


def test_the_greatest_years_can_be_asked_for(twin: Twin) -> None:
    far = {"creation_date_from": "9999-11-15", "creation_date_to": "9999-12-31"}
    assert pairs_of(windows_sent(twin, **far), "creation") == [
        ("9999-11-15", "9999-12-15"),
        ("9999-12-15", "9999-12-31"),
    ]


def test_where_the_end_is_included_windows_end_a_day_before_the_next_one() -> None:
    assert SPEC.window
    inclusive = replace(SPEC, window=replace(SPEC.window, end="inclusive", days=10))
    ends = {"creation_date_from": "2026-03-01", "creation_date_to": "2026-03-11"}
    span = long_span(inclusive, ends, NOW)
    assert span
    assert [[value for _, value in span.wire(window)] for window in span.windows()] == [
        ["2026-03-01", "2026-03-10"],
        ["2026-03-11", "2026-03-11"],
    ]
    assert long_span(inclusive, {**ends, "creation_date_to": "2026-03-10"}, NOW) is None
    assert long_span(OPERATIONS["getOrdersStats"], {"date_from": "2000-01-01"}, NOW) is None


# --- one listing --------------------------------------------------------------------------------


@pytest.mark.parametrize("prefetch", [0, 1, 3])
def test_the_windows_make_one_listing_whose_pages_count_on(twin: Twin, prefetch: int) -> None:
    server = Server()
    listing = twin.scripted(server).orders.list(900, prefetch=prefetch, **QUARTER)
    assert repr(listing).endswith("Pager orders.list (business 900)>")
    pages = twin.items(listing.pages())
    assert [(page.number, ids(page.items)) for page in pages] == [
        (1, [1, 2]), (2, [3]), (3, []), (4, [4]), (5, []), (6, [5, 6]),
    ]  # fmt: skip
    assert [page.next_token is None for page in pages] == [False] * 5 + [True]
    assert (server.asked if prefetch == 0 else sorted(server.asked)) == PLACES
    assert ids(twin.items(listing)) == [1, 2, 3, 4, 5, 6]


def test_no_window_is_asked_for_that_is_not_needed(twin: Twin) -> None:
    server = Server()
    listing = twin.scripted(server).orders.list(900, **QUARTER)
    assert server.asked == []
    assert twin.run(listing.first).order_id == 1
    assert ids(twin.run(lambda: listing.collect(limit=3))) == [1, 2, 3]
    assert server.asked == [PLACES[0], *PLACES[:2]]


@pytest.mark.parametrize("prefetch", [0, 3])
@pytest.mark.parametrize("failing", PLACES, ids=str)
def test_after_a_failure_on_any_page_resuming_gives_exactly_the_rest(
    twin: Twin, failing: tuple[str, int], prefetch: int
) -> None:
    server = Server()
    server.broken[failing] = httpx.Response(500)
    orders = twin.scripted(server).orders
    before: list[Any] = []
    with pytest.raises(ServerError) as caught:
        twin.items(orders.list(900, prefetch=prefetch, **QUARTER), into=before)
    server.broken.clear()
    server.asked.clear()
    again = orders.list(900, prefetch=prefetch, **QUARTER)  # as another process would make it
    rest = twin.items(again.pages(resume_from=caught.value.resume_token))
    assert ids(before) + ids_in(rest) == [1, 2, 3, 4, 5, 6]
    assert sorted(server.asked) == PLACES[PLACES.index(failing) :]


@pytest.mark.parametrize("prefetch", [0, 3])
@pytest.mark.parametrize("taken", range(1, 6))
def test_the_next_token_of_any_page_gives_exactly_the_rest(
    twin: Twin, taken: int, prefetch: int
) -> None:
    listing = twin.scripted(Server()).orders.list(900, **QUARTER)
    pages = twin.items(listing.pages(prefetch=prefetch), take=taken)
    rest = twin.items(listing.pages(resume_from=pages[-1].next_token, prefetch=prefetch))
    assert ids_in(pages) + ids_in(rest) == [1, 2, 3, 4, 5, 6]
    assert [page.number for page in rest] == list(range(1, 7 - taken))


@pytest.mark.parametrize("prefetch", [0, 2])
def test_a_page_that_cannot_be_read_tells_the_token_of_the_next_one(
    twin: Twin, prefetch: int
) -> None:
    server = Server()
    body = {"orders": ["no object"], "paging": {"nextPageToken": "p1"}}
    server.broken[THIRD, 0] = httpx.Response(200, json=body)
    listing = twin.scripted(server).orders.list(900, prefetch=prefetch, **QUARTER)
    with pytest.raises(ResponseDecodeError) as caught:
        twin.items(listing)
    assert ids_in(twin.items(listing.pages(resume_from=caught.value.next_token))) == [5, 6]
    server.broken.clear()
    rest = twin.items(listing.pages(resume_from=caught.value.resume_token))
    assert ids_in(rest) == [4, 5, 6]


@pytest.mark.parametrize("prefetch", [0, 2])
def test_a_token_seen_before_in_its_window_raises_and_in_another_window_does_not(
    twin: Twin, prefetch: int
) -> None:
    server = Server()  # p1 comes in the first and in the third window
    server.next[THIRD, 2] = "p1"
    listing = twin.scripted(server).orders.list(900, prefetch=prefetch, **QUARTER)
    seen: list[Any] = []
    with pytest.raises(PageLoopError, match=rf"page 3 of {THIRD}.*business 900") as caught:
        twin.items(listing, into=seen)
    assert ids(seen) == [1, 2, 3, 4, 5, 6]
    server.next.clear()
    rest = twin.items(listing.pages(resume_from=caught.value.resume_token))
    assert ids_in(rest) == [5, 6]


@pytest.mark.parametrize(
    "token",
    [
        "p1", "", "|", "|p1", "x|p1", f"{FIRST}|", f"{FIRST}..|", f"{FIRST}..{SECOND}",
        f"{SECOND}..{FIRST}|", f"{FIRST}..{FIRST}|", f"{FIRST}..{THIRD}|", "21|p1",
        f"{days_ago(76)}..{days_ago(46)}|p1", f"{THIRD}..{TODAY + DAY}|",
    ],
)  # fmt: skip
def test_a_token_that_is_none_of_a_long_listing_is_refused_at_once(twin: Twin, token: str) -> None:
    server = Server()
    listing = twin.scripted(server).orders.list(900, **QUARTER)
    if not token:  # as the end of a listing, which is where an empty token comes from
        assert ids_in(twin.items(listing.pages(resume_from=token))) == [1, 2, 3, 4, 5, 6]
        return
    with pytest.raises(ArgumentError, match=r"orders\.list: resume_from: not a token of this"):
        listing.pages(resume_from=token)
    assert server.asked == []


def test_a_token_without_a_part_is_told_in_whole(twin: Twin) -> None:
    listing = twin.scripted(Server()).orders.list(900, **QUARTER)
    with pytest.raises(ArgumentError) as caught:
        listing.pages(resume_from="p1")
    text = "orders.list: resume_from: not a token of this listing: it names no part"
    assert str(caught.value) == text


def test_a_token_of_the_server_may_hold_any_letter(twin: Twin) -> None:
    asked = []

    def answering(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.params.get("page_token"))
        return stats_server(request)

    listing = twin.scripted(answering).orders.stats_of([21, 22], prefetch=0)
    twin.items(listing.pages(resume_from="21|of|21"))
    assert asked == ["of|21", None]


@pytest.mark.parametrize("prefetch", [0, 2])
def test_a_last_page_that_cannot_be_read_tells_of_no_page_after_it(
    twin: Twin, prefetch: int
) -> None:
    server = Server()
    server.broken[FIRST, 1] = httpx.Response(200, json={"orders": ["no object"]})
    with pytest.raises(ResponseDecodeError) as caught:
        twin.items(twin.scripted(server).orders.list(900, prefetch=prefetch, **QUARTER))
    assert caught.value.next_token is None


def test_a_listing_of_one_window_keeps_the_tokens_of_the_server(twin: Twin) -> None:
    server = Server()
    month = {"creation_date_from": FIRST, "creation_date_to": SECOND}
    pages = twin.items(twin.scripted(server).orders.list(900, **month).pages())
    assert [page.next_token for page in pages] == ["p1", None]


def test_a_listing_until_now_goes_on_later_with_the_window_that_failed_and_what_came_since(
    twin: Twin,
) -> None:
    script, span = Script(EMPTY, answer(500)), {"update_date_from": HERE - 31 * DAY}
    with pytest.raises(ServerError) as caught:
        twin.items(twin.scripted(script).orders.list(900, **span, prefetch=0))
    later, clock = Script(EMPTY), RecordingClock(NOW + DAY)
    again = twin.scripted(later, clock=clock).orders.list(900, **span, prefetch=0)
    twin.items(again.pages(resume_from=caught.value.resume_token))
    assert pairs_of([body["dates"] for body in later.bodies], "update") == [
        ((HERE - DAY).isoformat(), HERE.isoformat()),
        (HERE.isoformat(), (HERE + DAY).isoformat()),
    ]


def test_raw_orders_of_a_long_listing_come_with_the_answer_of_their_own_page(twin: Twin) -> None:
    found = twin.items(twin.scripted(Server()).raw.orders.list(900, **QUARTER))
    assert [one.value.order_id for one in found] == [1, 2, 3, 4, 5, 6]
    assert len({id(one.response) for one in found}) == 4


# --- against all orders of a market -------------------------------------------------------------


@pytest.fixture(scope="module")
def mock() -> MockMarket:
    """One market for the tests that only read."""
    return MockMarket(orders=250, now=NOW, quotas="off")


@pytest.fixture(scope="module")
def everything(mock: MockMarket) -> list[Any]:
    """All its orders but the test orders, asked for by their numbers."""
    known = [number for store in mock.campaign_ids for number in mock.order_ids(store)]
    batches = [known[i : i + 50] for i in range(0, len(known), 50)]
    with connect(mock) as market:
        found = [market.orders.list(mock.business_id, order_ids=batch) for batch in batches]
        return [order for batch in found for order in batch if not order.fake]


def moment_of(order: Any, kind: str) -> Any:
    if kind == "shipment":
        shipment = order.delivery and order.delivery.shipment
        return shipment and shipment.shipment_date
    if kind == "update":
        return order.update_date
    return order.creation_date.astimezone(MOSCOW).date()


def ends_of(kind: str, begin: float, length: float | None) -> tuple[Any, Any]:
    """A span from so many days before now on; times are as fine as floats make them."""
    if kind == "update":
        first = HERE - datetime.timedelta(begin)
        return first, None if length is None else first + datetime.timedelta(length, 1)
    first_day = TODAY - datetime.timedelta(round(begin))
    return first_day, None if length is None else first_day + datetime.timedelta(1 + int(length))


@pytest.mark.parametrize("prefetch", [0, 3])
@pytest.mark.parametrize("kind", ["creation", "shipment", "update"])
def test_any_span_gives_each_of_its_orders_once(
    twin: Twin, mock: MockMarket, everything: list[Any], kind: str, prefetch: int
) -> None:
    orders = twin.connect(mock).orders
    dated = [(moment_of(order, kind), order.order_id) for order in everything]

    @settings(max_examples=15)
    @given(st.floats(-5, 150), st.floats(0, 170) | st.none(), st.sampled_from([11, None]))
    @example(150.0, None, None)
    def holds(begin: float, length: float | None, page_size: int | None) -> None:
        first, last = ends_of(kind, begin, length)
        dates = {f"{kind}_date_from": first, f"{kind}_date_to": last}
        listing = orders.list(mock.business_id, page_size=page_size, prefetch=prefetch, **dates)
        assert sorted(ids(twin.items(listing))) == sorted(
            number
            for moment, number in dated
            if moment is not None and first <= moment and (last is None or moment < last)
        )

    holds()
    assert len(dated) > 200


@given(
    st.dates(datetime.date(2000, 1, 1), datetime.date(2030, 1, 1)),
    st.integers(31, 2000),
    st.data(),
)
def test_windows_meet_fit_and_go_on_from_the_name_of_any_of_them(
    first: datetime.date, days: int, data: st.DataObject
) -> None:
    ends = {"creation_date_from": first, "creation_date_to": first + days * DAY}
    span = long_span(SPEC, ends, NOW)
    assert span
    windows = list(span.windows())
    assert [windows[0][0], *(end for _, end in windows)] == [
        *(begin for begin, _ in windows),
        first + days * DAY,
    ]
    assert all(DAY <= end - begin <= 30 * DAY for begin, end in windows)
    at = data.draw(st.integers(0, len(windows) - 1))
    assert span.named(name_of(windows[at])) == windows[at]
    assert list(span.windows(windows[at][1])) == windows[at + 1 :]


# --- the statistics of several stores -----------------------------------------------------------


def store_of(request: httpx.Request) -> int:
    return int(request.url.path.split("/")[3])


def stats_server(request: httpx.Request) -> httpx.Response:
    """Two pages in stores 21 and 23, one without orders in store 22."""
    store = store_of(request)
    page = request.url.params.get("page_token", "")
    orders = [] if store == 22 else [{"id": store * 10 + (2 if page else 1)}]
    more = store != 22 and not page
    paging = {"nextPageToken": f"of {store}"} if more else {}
    return httpx.Response(
        200, json={"status": "OK", "result": {"orders": orders, "paging": paging}}
    )


@pytest.mark.parametrize("prefetch", [0, 3])
def test_the_statistics_of_several_stores_are_theirs_one_after_the_other(
    twin: Twin, mock: MockMarket, prefetch: int
) -> None:
    orders, laas = twin.connect(mock).orders, mock.campaign_id("LaaS")
    stores = [store for store in reversed(mock.campaign_ids) if store != laas]
    filters = {"date_from": days_ago(90), "statuses": ["DELIVERED"]}
    apart = [o for s in stores for o in twin.items(orders.stats(s, **filters))]
    together = orders.stats_of(stores, page_size=7, prefetch=prefetch, **filters)
    assert twin.items(together) == twin.items(together) == apart
    assert len(stores) > 2
    assert len(apart) > 40


@pytest.mark.parametrize("prefetch", [0, 3])
@pytest.mark.parametrize("failing", range(5))
def test_statistics_that_fail_go_on_with_the_store_and_page_that_failed(
    twin: Twin, failing: int, prefetch: int
) -> None:
    place = [(21, ""), (21, "of 21"), (22, ""), (23, ""), (23, "of 23")][failing]
    broken = [place]

    def failing_once(request: httpx.Request) -> httpx.Response:
        asked = store_of(request), request.url.params.get("page_token", "")
        if asked in broken:
            broken.remove(asked)
            return httpx.Response(400)
        return stats_server(request)

    listing = twin.scripted(failing_once).orders.stats_of((21, 22, 23), prefetch=prefetch)
    before: list[Any] = []
    with pytest.raises(Exception, match=r"orders\.stats_of: 400 .*campaign 2") as caught:
        twin.items(listing, into=before)
    token = getattr(caught.value, "resume_token", None)
    assert token is not None
    assert token.startswith(str(place[0]))
    rest = twin.items(listing.pages(resume_from=token))
    found = [o.id for o in before] + [o.id for page in rest for o in page.items]
    assert found == [211, 212, 231, 232]


def test_a_token_of_another_store_or_of_none_is_refused_at_once(twin: Twin) -> None:
    listing = twin.scripted(stats_server).orders.stats_of([21, 22])
    for token in ("23|", "21", "|", "2026-03-01..2026-03-31|x"):
        with pytest.raises(ArgumentError, match=r"orders\.stats_of: resume_from: not a token"):
            listing.pages(resume_from=token)


def test_breaking_out_asks_for_no_other_store(twin: Twin) -> None:
    script = Script(stats_server)
    listing = twin.scripted(script).orders.stats_of([21, 22, 23], prefetch=0)
    assert len(script) == 0
    assert twin.run(listing.first).id == 211
    assert [o.id for o in twin.items(listing, take=2)] == [211, 212]
    assert {store_of(request) for request in script} == {21}


def test_several_stores_are_named_once_each_and_none_gives_nothing(twin: Twin) -> None:
    script = Script(stats_server)
    orders = twin.scripted(script).orders
    assert repr(orders.stats_of([21, 23])).endswith("Pager orders.stats_of (campaigns 21, 23)>")
    assert twin.items(orders.stats_of([])) == []
    for stores, text in (
        ([21, 21], "campaign_ids must not hold an item twice"),
        (21, "campaign_ids: expected a list, not int"),
        (["21"], r"campaign_ids\[0\]: expected an integer"),
        ([0], r"campaign_ids\[0\] must be at least 1"),
    ):
        with pytest.raises(ArgumentError, match=rf"orders\.stats_of: {text}"):
            orders.stats_of(stores)
    with pytest.raises(ArgumentError, match=r"orders\.stats_of: page_size must be at most 200"):
        orders.stats_of([21], page_size=201)
    assert len(script) == 0


def test_raw_statistics_of_several_stores_come_with_their_answers(twin: Twin) -> None:
    found = twin.items(twin.scripted(stats_server).raw.orders.stats_of([21, 23]))
    assert [one.value.id for one in found] == [211, 212, 231, 232]
    assert len({id(one.response) for one in found}) == 4


def test_a_store_that_does_not_exist_is_an_error_in_its_place(twin: Twin) -> None:
    def one_is_gone(request: httpx.Request) -> httpx.Response:
        gone = "/22/" in request.url.path
        return httpx.Response(404) if gone else stats_server(request)

    seen: list[Any] = []
    with pytest.raises(NotFoundError, match="campaign 22"):
        twin.items(twin.scripted(one_is_gone).orders.stats_of([21, 22, 23]), into=seen)
    assert [o.id for o in seen] == [211, 212]
