"""Methods that will end: told in time, once, where the caller's line is, and never too early."""

from __future__ import annotations

import datetime
import inspect
import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yandex_market
from yandex_market import ArgumentError, SunsetWarning, YandexMarket
from yandex_market._sunset import METHODS
from yandex_market.mock import MockMarket
from yandex_market_api.operations import OPERATIONS

from tests.twins import ORDER, PERSON, STARTED, STORES, RecordingClock, Script, Twin, answer

FIRST_DAY = datetime.datetime(2026, 12, 18, 21, 0, tzinfo=datetime.UTC)  # midnight in Moscow
SECOND = datetime.timedelta(seconds=1)
GET = (
    "orders.get (getOrder) degrades from 2027-01-18 and ends on 2027-04-12; "
    "use orders.list (getBusinessOrders)"
)
LIST_IN_STORE = (
    "orders.list_in_store (getOrders) degrades from 2027-01-18 and ends on 2027-04-12; "
    "use orders.list (getBusinessOrders)"
)


@contextmanager
def noting() -> Iterator[list[warnings.WarningMessage]]:
    """Every warning, whatever the filters say."""
    with warnings.catch_warnings(record=True) as noted:
        warnings.simplefilter("always")
        yield noted


def market_at(twin: Twin, moment: datetime.datetime, *steps: Any) -> Any:
    return twin.scripted(Script(*(steps or (ORDER,))), clock=RecordingClock(moment))


def get(twin: Twin, market: Any) -> None:
    twin.run(lambda: market.orders.get(21, 5))


def test_a_warning_comes_from_30_days_before_by_the_day_in_moscow_and_the_client_s_clock(
    twin: Twin,
) -> None:
    with noting() as noted:
        get(twin, market_at(twin, FIRST_DAY - SECOND))
    assert noted == []
    for moment in (FIRST_DAY, FIRST_DAY + datetime.timedelta(days=500)):
        with noting() as noted:
            get(twin, market_at(twin, moment))
        assert [(str(w.message), w.category) for w in noted] == [(GET, SunsetWarning)]


def test_a_client_on_a_mock_goes_by_the_mock_s_clock(twin: Twin) -> None:
    mock = MockMarket(orders=50, now=FIRST_DAY - SECOND)
    market = twin.connect(mock)
    store = mock.campaign_ids[0]
    order_id = mock.order_ids(store)[0]
    with noting() as noted:
        twin.run(lambda: market.orders.get(store, order_id))
        assert noted == []
        mock.clock.advance(seconds=1)
        twin.run(lambda: market.orders.get(store, order_id))
    assert [str(w.message) for w in noted] == [GET]


def test_each_method_is_told_of_once_per_client(twin: Twin) -> None:
    with noting() as noted:
        market = market_at(twin, FIRST_DAY, ORDER, ORDER, answer(200, {"orders": []}))
        for _ in range(2):
            get(twin, market)
        for _ in range(2):
            twin.items(market.orders.list_in_store(21))
        get(twin, market_at(twin, FIRST_DAY))
    assert [str(w.message) for w in noted] == [GET, LIST_IN_STORE, GET]


def test_a_listing_is_told_of_when_it_is_made_and_not_page_by_page(twin: Twin) -> None:
    pages = Script(
        answer(200, {"orders": [{"id": 1}], "paging": {"nextPageToken": "b"}}),
        answer(200, {"orders": []}),
    )
    market = twin.scripted(pages, clock=RecordingClock(FIRST_DAY))
    with noting() as noted:
        listing = market.orders.list_in_store(21)
    assert (len(noted), len(pages)) == (1, 0)
    with noting() as noted:
        assert len(twin.items(listing)) == 1
    assert (noted, len(pages)) == ([], 2)


def test_the_warning_points_at_the_line_of_the_caller(twin: Twin) -> None:
    market = market_at(twin, FIRST_DAY)

    async def awaiting() -> None:
        await market.orders.get(21, 5)  # the caller's line, async

    def blocking() -> None:
        market.orders.get(21, 5)  # the caller's line, sync

    def listing() -> None:
        market.orders.list_in_store(21)  # the caller's line, either

    with noting() as noted:
        twin.run(awaiting) if twin.is_async else blocking()
        listing()
    source = Path(__file__).read_text(encoding="utf-8").splitlines()
    assert [Path(w.filename) for w in noted] == [Path(__file__)] * 2
    lines = [source[w.lineno - 1].strip() for w in noted]
    prefix, word = ("await ", "async") if twin.is_async else ("", "sync")
    assert lines == [
        f"{prefix}market.orders.get(21, 5)  # the caller's line, {word}",
        "market.orders.list_in_store(21)  # the caller's line, either",
    ]


def test_the_log_tells_it_too_in_one_line(twin: Twin, caplog: pytest.LogCaptureFixture) -> None:
    market = market_at(twin, FIRST_DAY)
    with noting():
        get(twin, market)
        get(twin, market)
    told = [(r.levelno, r.message) for r in caplog.records if r.name == "yandex_market"]
    assert told == [(logging.WARNING, GET)]


def test_where_warnings_are_errors_nothing_was_sent(twin: Twin) -> None:
    script = Script(ORDER)
    market = twin.scripted(script, clock=RecordingClock(FIRST_DAY))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(SunsetWarning, match="degrades from 2027-01-18"):
            get(twin, market)
    assert len(script) == 0


def test_a_call_that_is_refused_is_not_told_of(twin: Twin) -> None:
    market = market_at(twin, FIRST_DAY)
    with noting() as noted, pytest.raises(ArgumentError):
        twin.run(lambda: market.orders.get(21, "5"))
    assert noted == []


STAYING: dict[str, tuple[Any, Callable[[Any], Any]]] = {
    "getCampaigns": (STORES, lambda m: m.campaigns.list()),
    "getBusinessOrders": (answer(200, {"orders": []}), lambda m: m.orders.list(900)),
    "getOrdersStats": (answer(200, {"result": {"orders": []}}), lambda m: m.orders.stats(21)),
    "getOrderBuyerInfo": (
        answer(200, {"result": {"id": "b1"}}),
        lambda m: m.orders.buyer(21, 5),
    ),
    "getOrderUpdateOptions": (
        answer(200, {"result": {"deliveryIntervals": {"availableDeliveryIntervals": []}}}),
        lambda m: m.orders.update_options(21, 5),
    ),
    "updateOrder": (STARTED, lambda m: m.orders.update(21, 5, customer=PERSON)),
    "getOperations": (
        answer(200, {"result": {"operations": []}}),
        lambda m: m.operations.get(900, "RETURN_CANCELLATION", ["a"]),
    ),
}


def test_every_operation_is_tried_here_or_has_an_end() -> None:
    ending = {spec.id for spec in OPERATIONS.values() if spec.sunset}
    assert ending == {"getOrder", "getOrders"}
    assert set(STAYING) == set(OPERATIONS) - ending


@pytest.mark.parametrize("operation", STAYING)
def test_a_method_without_an_end_never_warns(twin: Twin, operation: str) -> None:
    step, ask = STAYING[operation]
    script = Script(step)
    market = twin.scripted(script, clock=RecordingClock(FIRST_DAY.replace(year=2035)))
    with noting() as noted:
        if operation in ("getCampaigns", "getBusinessOrders", "getOrdersStats"):
            twin.items(ask(market))
        else:
            twin.run(lambda: ask(market))
    assert noted == []
    assert len(script) == 1


def test_every_successor_is_named_as_the_method_that_calls_it() -> None:
    assert set(METHODS) == {s.replaced_by for s in OPERATIONS.values() if s.replaced_by}
    with YandexMarket("key") as market:
        for operation, name in METHODS.items():
            resource, method = name.split(".")
            words = inspect.getdoc(getattr(getattr(market, resource), method)) or ""
            assert words.endswith(f"Source: {operation}.")


def test_docstrings_give_the_dates_of_the_document() -> None:
    for spec, method in (
        (OPERATIONS["getOrder"], yandex_market.orders.Orders.get),
        (OPERATIONS["getOrders"], yandex_market.orders.Orders.list_in_store),
    ):
        assert spec.sunset
        source = (
            f"Source: {spec.id} (degrades from {spec.sunset.degrades}, ends on {spec.sunset.ends})."
        )
        assert source in str(method.__doc__)


def test_this_suite_goes_on_after_that_day(twin: Twin) -> None:
    # No `noting()` here: pytest's own filters hold, under which a warning is an error but for ours.
    market = market_at(twin, FIRST_DAY, ORDER, answer(200, {"orders": []}))
    get(twin, market)
    twin.items(market.orders.list_in_store(21))
    with pytest.raises(DeprecationWarning):
        warnings.warn("another one", DeprecationWarning, stacklevel=1)
