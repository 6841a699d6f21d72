"""`market.raw`: the same methods, each result with the HTTP answer that it came in."""

from __future__ import annotations

import inspect
import pickle
from typing import Any

import httpx
import pytest
from yandex_market import NotFoundError, RateLimit, Raw, campaigns, operations, orders, raw
from yandex_market.mock import MockMarket

from tests.test_sdk_paging import Shelf
from tests.twins import NOW, ORDER, PERSON, STARTED, Script, Twin, answer, refusal

PAIRS = [
    (campaigns.Campaigns, raw.RawCampaigns, raw.AsyncRawCampaigns),
    (orders.Orders, raw.RawOrders, raw.AsyncRawOrders),
    (operations.Operations, raw.RawOperations, raw.AsyncRawOperations),
]
NO_REQUEST = {"wait"}
"""Methods that are no request of their own."""


def methods(kind: type) -> set[str]:
    return {n for n, _ in inspect.getmembers(kind, inspect.isfunction) if not n.startswith("_")}


@pytest.mark.parametrize(("plain", "sync", "twin"), PAIRS, ids=lambda kind: kind.__name__)
def test_every_method_that_sends_a_request_has_its_raw_namesake(
    plain: type, sync: type, twin: type
) -> None:
    assert methods(sync) == methods(twin) == methods(plain) - NO_REQUEST
    for name in methods(sync):
        ours, theirs = inspect.signature(getattr(sync, name)), getattr(plain, name)
        assert ours.parameters == inspect.signature(theirs).parameters
        assert "Raw[" in str(ours.return_annotation)
        assert getattr(sync, name).__doc__ == getattr(twin, name).__doc__ == theirs.__doc__


def test_a_raw_result_has_the_value_the_answer_the_attempts_and_the_quota(twin: Twin) -> None:
    mock = MockMarket(orders=100, now=NOW)
    mock.faults.add("getOrder", status=500, times=2)
    market, store = twin.connect(mock), mock.campaign_ids[0]
    order_id = mock.order_ids(store)[0]
    found = twin.run(lambda: market.raw.orders.get(store, order_id))
    assert type(found) is Raw
    assert found.value == twin.run(lambda: market.orders.get(store, order_id))
    assert (found.response.status_code, found.attempts) == (200, 3)
    limit = found.rate_limit
    assert isinstance(limit, RateLimit)
    assert (limit.limit or 0) - (limit.remaining or 0) == 1
    assert "response" not in repr(found)


def test_a_raw_update_can_be_waited_for(twin: Twin) -> None:
    done = answer(200, {"result": {"operations": [{"id": "op1", "status": "DONE"}]}})
    stores = answer(200, {"campaigns": [{"id": 21, "business": {"id": 900}}]})
    market = twin.scripted(Script(STARTED, stores, done))
    update = twin.run(lambda: market.raw.orders.update(21, 5, customer=PERSON))
    assert update.response.request.method == "POST"
    assert update.value.operations[0].id == "op1"
    assert twin.run(lambda: update.value.wait(deadline=60))[0].status == "DONE"


def test_a_raw_result_of_several_requests_has_the_last_answer(twin: Twin) -> None:
    empty = answer(200, {"result": {"operations": []}})
    market = twin.scripted(Script(empty, empty, answer(500), empty))
    ids = [f"op{i}" for i in range(250)]
    found = twin.run(lambda: market.raw.operations.get(900, "ORDER_RECIPIENT_UPDATE", ids))
    assert (found.value, found.attempts, found.rate_limit) == ([], 2, None)
    assert b'"op249"' in found.response.request.content


@pytest.mark.parametrize("prefetch", [0, 2])
def test_a_raw_listing_gives_each_item_with_the_answer_it_came_in(
    twin: Twin, prefetch: int
) -> None:
    market = twin.scripted(Shelf([1, 2], [3]))
    pager = market.raw.orders.stats(21, prefetch=prefetch)
    found = twin.items(pager)
    assert [one.value.id for one in found] == [1, 2, 3]
    assert found[0].response is found[1].response is not found[2].response
    assert twin.run(pager.first).value.id == 1
    (first, second) = twin.items(pager.pages())
    assert [len(page.items) for page in (first, second)] == [2, 1]
    assert first.items[0].response is first.response


def test_a_raw_method_raises_what_the_method_raises(twin: Twin) -> None:
    market = twin.scripted(Script(refusal(404, "Order not found")))
    with pytest.raises(NotFoundError, match=r"orders\.get: 404"):
        twin.run(lambda: market.raw.orders.get(21, 5))


def test_raw_of_a_copy_has_the_options_of_the_copy(twin: Twin) -> None:
    script = Script(ORDER)
    market = twin.scripted(script).with_options(timeout=2.0, headers={"X-Business-Id": "7"})
    found = twin.run(lambda: market.raw.orders.get(21, 5))
    assert found.response.request.headers["x-business-id"] == "7"
    assert script.requests[0].extensions["timeout"]["read"] == 2.0


def test_calls_at_the_same_time_do_not_mix_up_their_answers(twin: Twin) -> None:
    def echo(request: httpx.Request) -> httpx.Response:
        number = int(request.url.path.rsplit("/", 1)[1])
        return httpx.Response(200, json={"order": {"id": number}})

    view: Any = twin.scripted(echo).raw.orders
    first = twin.run(lambda: view.get(21, 5))
    second = twin.run(lambda: view.get(21, 6))
    assert (first.value.id, first.response.json()) == (5, {"order": {"id": 5}})
    assert (second.value.id, second.response.json()) == (6, {"order": {"id": 6}})


def test_raw_results_compare_by_what_was_read_and_pickle() -> None:
    one, other = (Raw(1, httpx.Response(status), 1, None) for status in (200, 500))
    assert one == other != Raw(2, one.response, 1, None)
    assert pickle.loads(pickle.dumps(one)).value == 1  # noqa: S301 - our own bytes
