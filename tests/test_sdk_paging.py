"""Listings: every item once and in order, nothing asked for needlessly, and a way on after errors."""

from __future__ import annotations

import gc
import json
import weakref
from typing import Any

import httpx
import pytest
from yandex_market import (
    ArgumentError,
    BadRequestError,
    ConfigurationError,
    PageLoopError,
    ResponseDecodeError,
    ServerError,
)
from yandex_market.mock import MockMarket

from tests.twins import NOW, Script, Twin, answer, refusal


class Shelf:
    """getOrdersStats over pages given as lists of ids; a token names the page it leads to."""

    def __init__(self, *pages: list[int], end: Any = None) -> None:
        self.pages = pages
        self.end = end  # the paging object of the last page
        self.next: dict[int, Any] = {}  # page index → another token than the regular one
        self.broken: dict[int, httpx.Response] = {}  # page index → what it answers instead
        self.asked: list[int] = []
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        index = int(request.url.params.get("page_token", "page0").removeprefix("page"))
        self.asked.append(index)
        self.requests.append(request)
        if index in self.broken:
            return self.broken[index]
        result: dict[str, Any] = {"orders": [{"id": one} for one in self.pages[index]]}
        if index + 1 < len(self.pages) or index in self.next:
            token = self.next.get(index, f"page{index + 1}")
            result["paging"] = {"nextPageToken": token}
        elif self.end is not None:
            result["paging"] = self.end
        return httpx.Response(200, json={"status": "OK", "result": result})


def listing(twin: Twin, shelf: Shelf, **arguments: Any) -> Any:
    return twin.scripted(shelf).orders.stats(21, **arguments)


def ids(orders: list[Any]) -> list[int]:
    return [order.id for order in orders]


def test_every_order_of_the_mock_comes_once_and_in_order_whatever_the_page_size(
    twin: Twin,
) -> None:
    mock = MockMarket(orders=200, now=NOW, quotas="off")
    market, store = twin.connect(mock), mock.campaign_ids[0]
    at_once = ids(twin.items(market.orders.stats(store, page_size=200)))
    assert len(at_once) == len(set(at_once)) > 50
    for page_size in (1, 7, None):
        assert ids(twin.items(market.orders.stats(store, page_size=page_size))) == at_once


def test_stores_are_listed_page_by_page_over_real_http(twin: Twin) -> None:
    mock = MockMarket(orders=50, now=NOW)
    with mock.serve() as url:
        market = twin.market(mock.api_key, base_url=url)
        stores = twin.items(market.campaigns.list(page_size=3))
        twin.close(market)
    assert ids(stores) == mock.campaign_ids
    assert {store.business.id for store in stores} == {mock.business_id}
    assert [entry.query.get("limit") for entry in mock.requests] == ["3", "3", "3"]


def test_an_empty_page_in_the_middle_does_not_end_a_listing(twin: Twin) -> None:
    shelf = Shelf([1], [], [], [2])
    assert ids(twin.items(listing(twin, shelf))) == [1, 2]


@pytest.mark.parametrize(
    "end", [None, {}, {"nextPageToken": None}, {"nextPageToken": ""}], ids=repr
)
def test_a_missing_null_or_empty_token_ends_a_listing(twin: Twin, end: Any) -> None:
    shelf = Shelf([1], [2], end=end)
    pages = twin.items(listing(twin, shelf).pages())
    assert [(ids(page.items), page.next_token, page.number) for page in pages] == [
        ([1], "page1", 1),
        ([2], None, 2),
    ]
    assert shelf.asked == [0, 1]


@pytest.mark.parametrize("back_to", [0, 1, 2, 3])
def test_a_token_seen_before_raises_page_loop_error_after_its_page_is_delivered(
    twin: Twin, back_to: int
) -> None:
    shelf = Shelf([0], [1], [2], [3])
    shelf.next[3] = f"page{back_to}"
    delivered: list[Any] = []
    # "page0" is a token that was not asked with, so that circle closes one page later.
    last = [0, 1, 2, 3, 0] if back_to == 0 else [0, 1, 2, 3]
    with pytest.raises(PageLoopError) as caught:
        twin.items(listing(twin, shelf), into=delivered)
    assert ids(delivered) == last == shelf.asked
    assert caught.value.resume_token == f"page{last[-1]}"
    assert "campaign 21" in str(caught.value)


def test_a_token_to_resume_from_that_leads_to_itself_is_followed_no_further(twin: Twin) -> None:
    shelf = Shelf([0], [1])
    shelf.next[1] = "page1"
    with pytest.raises(PageLoopError):
        twin.items(listing(twin, shelf).pages(resume_from="page1"))
    assert shelf.asked == [1]


def test_filters_and_page_size_go_out_with_every_page_and_the_token_only_in_the_query(
    twin: Twin,
) -> None:
    shelf = Shelf([1], [2], [3])
    statuses = ["DELIVERED"]
    pager = listing(twin, shelf, page_size=1, date_from="2026-03-01", statuses=statuses)
    statuses.append("LOST")  # the pager took its filters when it was made
    twin.items(pager)
    assert [json.loads(request.content) for request in shelf.requests] == [
        {"dateFrom": "2026-03-01", "statuses": ["DELIVERED"]}
    ] * 3
    assert [dict(request.url.params) for request in shelf.requests] == [
        {"limit": "1"},
        {"limit": "1", "page_token": "page1"},
        {"limit": "1", "page_token": "page2"},
    ]


def test_a_pager_asks_for_nothing_before_it_is_iterated_and_a_break_stops_it(twin: Twin) -> None:
    shelf = Shelf([1, 2], [3], [4])
    pager = listing(twin, shelf, prefetch=0)
    assert shelf.asked == []
    assert ids(twin.items(pager, take=2)) == [1, 2]
    assert shelf.asked == [0]
    assert ids(twin.items(pager, take=3)) == [1, 2, 3]
    assert shelf.asked == [0, 0, 1]


def test_a_pager_can_be_iterated_again_from_the_start(twin: Twin) -> None:
    shelf = Shelf([1], [2])
    pager = listing(twin, shelf)
    twin.items(pager, take=1)
    assert ids(twin.items(pager)) == ids(twin.items(pager)) == [1, 2]


@pytest.mark.parametrize("failing", [0, 1, 2])
def test_after_a_failure_on_a_page_resuming_gives_exactly_the_rest(
    twin: Twin, failing: int
) -> None:
    shelf = Shelf([1, 2], [3], [4, 5])
    shelf.broken[failing] = httpx.Response(500)
    pager = listing(twin, shelf)
    before: list[Any] = []
    with pytest.raises(ServerError) as caught:
        twin.items(pager, into=before)
    assert caught.value.resume_token == (f"page{failing}" if failing else None)
    shelf.broken.clear()
    rest = twin.items(pager.pages(resume_from=caught.value.resume_token))
    assert ids(before) + [order.id for page in rest for order in page.items] == [1, 2, 3, 4, 5]


def test_a_page_that_cannot_be_read_tells_the_token_of_the_next_one(twin: Twin) -> None:
    shelf = Shelf([1], [2], [3])
    body = {"result": {"orders": ["no object"], "paging": {"nextPageToken": "page2"}}}
    shelf.broken[1] = httpx.Response(200, json={"status": "OK", **body})
    pager = listing(twin, shelf)
    before: list[Any] = []
    with pytest.raises(ResponseDecodeError) as caught:
        twin.items(pager, into=before)
    error = caught.value
    assert (error.path, error.found) == ("result.orders[0]", "str")
    assert (error.resume_token, error.next_token) == ("page1", "page2")
    after = twin.items(pager.pages(resume_from=error.next_token))
    assert ids(before) + ids(after[0].items) == [1, 3]


def test_a_page_without_its_envelope_is_an_error_and_not_the_end(twin: Twin) -> None:
    script = Script(answer(200, {"status": "OK", "result": None}))
    with pytest.raises(ResponseDecodeError, match="found nothing") as caught:
        twin.items(twin.scripted(script).orders.stats(21))
    assert (caught.value.path, caught.value.next_token) == ("result", None)


@pytest.mark.parametrize("listed", [{}, {"orders": None}, {"orders": [None]}], ids=repr)
def test_a_page_whose_list_is_missing_or_holds_null_is_logged_and_passed_over(
    twin: Twin, listed: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    shelf = Shelf([1], [2], [3])
    paging = {"paging": {"nextPageToken": "page2"}}
    shelf.broken[1] = httpx.Response(200, json={"status": "OK", "result": listed | paging})
    assert ids(twin.items(listing(twin, shelf))) == [1, 3]
    told = [m for m in caplog.messages if "OrdersStats.orders" in m or "null items" in m]
    assert len(told) == 1


def test_a_page_cut_in_half_has_no_next_token_but_its_own(twin: Twin) -> None:
    shelf = Shelf([1], [2])
    shelf.broken[1] = httpx.Response(200, content=b'{"status":"OK","result":{"orders":[')
    with pytest.raises(ResponseDecodeError) as caught:
        twin.items(listing(twin, shelf))
    assert (caught.value.resume_token, caught.value.next_token) == ("page1", None)
    assert caught.value.body == b'{"status":"OK","result":{"orders":['


@pytest.mark.parametrize("body", [b"[1]", b'{"result":{"orders":7}}', b'{"result":[]}'])
def test_a_page_of_another_shape_has_no_next_token_either(twin: Twin, body: bytes) -> None:
    with pytest.raises(ResponseDecodeError) as caught:
        twin.items(twin.scripted(Script(answer(200, body))).orders.stats(21))
    assert caught.value.next_token is None


def test_first_asks_for_as_many_pages_as_it_takes_to_find_an_item(twin: Twin) -> None:
    shelf = Shelf([], [7, 8], [9])
    pager = listing(twin, shelf)
    assert twin.run(pager.first).id == 7
    assert shelf.asked == [0, 1]
    assert twin.run(listing(twin, Shelf([])).first) is None


@pytest.mark.parametrize(
    ("limit", "asked"), [(0, []), (1, [0]), (2, [0]), (3, [0, 1]), (99, [0, 1])]
)
def test_collect_takes_no_more_than_its_limit_and_asks_for_no_page_too_many(
    twin: Twin, limit: int, asked: list[int]
) -> None:
    shelf = Shelf([1, 2], [3, 4])
    collected = twin.run(lambda: listing(twin, shelf).collect(limit=limit))
    assert ids(collected) == [1, 2, 3, 4][:limit]
    assert shelf.asked == asked


@pytest.mark.parametrize("limit", [-1, 1.5, None, "3"])
def test_collect_refuses_a_limit_that_is_no_count(twin: Twin, limit: Any) -> None:
    pager = listing(twin, Shelf([1]))
    with pytest.raises(ArgumentError, match=r"^limit: expected a number of items, 0 or more$"):
        twin.run(lambda: pager.collect(limit=limit))


@pytest.mark.parametrize("page_size", [0, 201, -5, "50", True, 10.0])
def test_a_page_size_out_of_bounds_is_refused_before_anything_is_sent(
    twin: Twin, page_size: Any
) -> None:
    shelf = Shelf([1])
    with pytest.raises(ArgumentError, match="page_size"):
        listing(twin, shelf, page_size=page_size)
    with pytest.raises(ArgumentError, match="page_size must be at most 100, not 101"):
        twin.scripted(shelf).campaigns.list(page_size=101)
    assert shelf.asked == []


def test_a_page_holds_the_http_response_it_came_with(twin: Twin) -> None:
    (page,) = twin.items(listing(twin, Shelf([1])).pages())
    assert page.response.status_code == 200
    assert "response" not in repr(page)


def test_a_bad_page_token_is_a_bad_request_with_that_token_to_look_at(twin: Twin) -> None:
    mock = MockMarket(orders=200, now=NOW)
    pager = twin.connect(mock).orders.stats(mock.campaign_ids[0])
    with pytest.raises(BadRequestError, match="Bad page token") as caught:
        twin.items(pager.pages(resume_from="made up"))
    assert caught.value.resume_token == "made up"
    assert caught.value.operation == "getOrdersStats"


def test_closing_the_client_in_the_middle_leaves_a_token_to_resume_from(twin: Twin) -> None:
    market = twin.scripted(Shelf([1], [2]))
    pager = market.orders.stats(21)
    twin.close(market)
    with pytest.raises(ConfigurationError, match="closed") as caught:
        twin.items(pager.pages(resume_from="page1"))
    assert caught.value.resume_token == "page1"


def test_a_store_page_with_an_error_envelope_is_an_error_though_its_status_is_200(
    twin: Twin,
) -> None:
    market = twin.scripted(Script(refusal(200, "Campaigns are away")))
    with pytest.raises(Exception, match=r"campaigns\.list: 200 CODE: Campaigns are away") as caught:
        twin.items(market.campaigns.list())
    assert getattr(caught.value, "status", None) == 200


def test_a_pager_shows_what_it_lists(twin: Twin) -> None:
    assert "orders.stats (campaign 21)" in repr(listing(twin, Shelf([1])))


@pytest.mark.parametrize("prefetch", [0, 2])
def test_a_page_s_answer_is_let_go_without_the_help_of_the_garbage_collector(
    twin: Twin, prefetch: int
) -> None:
    shelf, answers = Shelf([1], [2], [3]), []

    def watched(request: httpx.Request) -> httpx.Response:
        response = shelf(request)
        answers.append(weakref.ref(response))
        return response

    pager = twin.scripted(watched).orders.stats(21, prefetch=prefetch)
    gc.disable()
    try:
        assert ids(twin.items(pager)) == [1, 2, 3]
        assert [answer() for answer in answers] == [None, None, None]
    finally:
        gc.enable()
