"""Pages whose end tells the next one's token: asked for at once, read later, and never misread."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from yandex_market import ResponseDecodeError, StatusError, _calls
from yandex_market.mock import MockMarket
from yandex_market_api.operations import OPERATIONS

from tests.test_sdk_paging import Shelf, ids, listing
from tests.twins import NOW, Twin

STATS = OPERATIONS["getOrdersStats"]


def token_of(body: bytes) -> str | None:
    found = _calls._unread(STATS, body)
    return found.next_token if found else None


def page(paging: Any, **more: Any) -> dict[str, Any]:
    return {"status": "OK", "result": {"orders": [{"id": 1}], "paging": paging}, **more}


LISTINGS: dict[str, Callable[[Any, MockMarket], Any]] = {
    "getCampaigns": lambda market, mock: market.campaigns.list(page_size=2),
    "getBusinessOrders": lambda market, mock: market.orders.list(mock.business_id, page_size=9),
    "getOrdersStats": lambda market, mock: market.orders.stats(mock.campaign_ids[0], page_size=9),
}
TOKEN_FIRST = {"getOrders"}  # it writes the token before the orders


def test_every_listing_has_a_line_here() -> None:
    assert LISTINGS.keys() | TOKEN_FIRST == {n for n, spec in OPERATIONS.items() if spec.paging}


@pytest.mark.parametrize("operation", LISTINGS)
def test_only_the_last_page_of_a_listing_is_parsed_to_know_how_to_go_on(
    twin: Twin, operation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mock = MockMarket(orders=120, now=NOW, quotas="off")
    market, parsed = twin.connect(mock), []
    decoded = _calls._decoded

    def watched(answer: Any) -> Any:
        parsed.append(answer.body)
        return decoded(answer)

    monkeypatch.setattr(_calls, "_decoded", watched)
    assert twin.items(LISTINGS[operation](market, mock))
    assert [entry.operation for entry in mock.requests].count(operation) > 2
    assert len(parsed) == 1


@pytest.mark.parametrize("written", [{"separators": (",", ":")}, {}, {"indent": 2}])
@pytest.mark.parametrize("more", [{}, {"prevPageToken": None}, {"prevPageToken": "b"}])
def test_the_token_is_seen_however_json_is_laid_out(
    written: dict[str, Any], more: dict[str, Any]
) -> None:
    for paging in ({"nextPageToken": "a=="} | more, more | {"nextPageToken": "a=="}):
        assert token_of(json.dumps(page(paging), **written).encode() + b" \n") == "a=="


def test_no_part_of_a_page_is_taken_for_a_whole_one() -> None:
    whole = page({"nextPageToken": "a"})
    whole["result"]["orders"] = [
        {"partnerOrderId": '{"paging":{"nextPageToken":"no"}}}'},
        {"x": {}},
    ]
    body = json.dumps(whole).encode()
    assert token_of(body) == "a"
    assert [cut for cut in range(len(body)) if token_of(body[:cut])] == []


KEYS = st.sampled_from(["nextPageToken", "orders", "x", '"', "\\"])
TEXTS = st.text(st.sampled_from('"\\{}[]:, \nя')) | st.sampled_from(
    ["nextPageToken", '"paging":{"nextPageToken":"a"}}}', '\\"paging":{"nextPageToken":"a"}}}']
)
VALUES = st.recursive(
    st.none() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)
TOKENS = st.none() | st.just("") | st.just("a-_=") | TEXTS | st.integers()
PAGINGS = st.none() | st.fixed_dictionaries(
    {}, optional={"prevPageToken": TOKENS, "nextPageToken": TOKENS, "x": VALUES}
)
RESULTS = st.fixed_dictionaries(
    {}, optional={"orders": st.lists(VALUES), "paging": PAGINGS, "x": VALUES}
)
ANSWERS = st.fixed_dictionaries(
    {}, optional={"status": TEXTS, "result": RESULTS | VALUES, "x": VALUES}
)


@given(
    ANSWERS.flatmap(lambda one: st.permutations(list(one.items()))), st.booleans(), st.booleans()
)
def test_what_the_end_tells_is_what_the_whole_says(
    fields: list[tuple[str, Any]], plain: bool, spaced: bool
) -> None:
    answer = dict(fields)
    body = json.dumps(answer, ensure_ascii=plain, indent=1 if spaced else None).encode()
    found = _calls._unread(STATS, body)
    if found is not None:
        call: Any = type("Call", (), {"spec": STATS})
        assert found.next_token == _calls.next_token(call, answer)


def test_an_answer_that_ends_with_the_token_of_something_else_is_not_taken_for_a_page(
    twin: Twin,
) -> None:
    odd = {"status": "OK", "result": {"orders": []}, "x": {"paging": {"nextPageToken": "page1"}}}
    shelf = Shelf([0], [1])
    shelf.broken[0] = httpx.Response(200, json=odd)
    with pytest.raises(
        ResponseDecodeError, match=r"at result\.paging\.nextPageToken: expected the"
    ):
        twin.items(listing(twin, shelf))


@pytest.mark.parametrize("prefetch", [0, 1])
def test_a_page_that_says_error_is_one_though_it_tells_a_token(twin: Twin, prefetch: int) -> None:
    shelf = Shelf([0], [1], [2])
    wrong = page({"nextPageToken": "page2"}) | {"status": "ERROR", "errors": [{"code": "SICK"}]}
    shelf.broken[1] = httpx.Response(200, json=wrong)
    pager = listing(twin, shelf, prefetch=prefetch)
    with pytest.raises(StatusError, match="SICK") as caught:
        twin.items(pager)
    assert (caught.value.status, caught.value.resume_token) == (200, "page1")


NO_JSON = b'{"result": {"orders": [half], "paging": {"nextPageToken": "page2"}}}'


def test_a_page_that_ended_like_one_and_is_no_json_is_asked_for_again(twin: Twin) -> None:
    shelf, tries = Shelf([0], [1], [2]), 0

    def answering(request: httpx.Request) -> httpx.Response:
        nonlocal tries
        first = "page1" in str(request.url) and not tries
        tries += first
        return httpx.Response(200, content=NO_JSON) if first else shelf(request)

    market = twin.scripted(answering)
    pages = twin.items(market.orders.stats(21, prefetch=1).pages())
    assert [ids(page.items) for page in pages] == [[0], [1], [2]]
    assert [page.next_token for page in pages] == ["page1", "page2", None]
    assert pages[1].response.json()["result"]["orders"] == [{"id": 1}]


def test_a_page_that_is_never_json_fails_and_says_where_to_go_on(twin: Twin) -> None:
    shelf = Shelf([0], [1], [2])
    shelf.broken[1] = httpx.Response(200, content=NO_JSON)
    with pytest.raises(ResponseDecodeError, match="expected JSON") as caught:
        twin.items(listing(twin, shelf, prefetch=1))
    assert caught.value.resume_token == "page1"
    assert caught.value.body == NO_JSON
    assert shelf.asked.count(1) == 5
