"""The laws hold on the healthy mock, and each says what it is."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from yandex_market.contract import BrokenError, Market, NotRunError, Target, laws
from yandex_market.contract.laws.law import FAMILIES
from yandex_market.mock import MockMarket

from tests.mutants import HEALTHY, server, try_all
from tests.mutants.defects import DEFECTS


@pytest.fixture(scope="module")
def market() -> Market:
    return server(HEALTHY)


@pytest.mark.parametrize(
    ("law", "operation"), laws.cases(), ids=[f"{law.id}-{op}" for law, op in laws.cases()]
)
def test_the_mock_keeps_the_law(market: Market, law: laws.Law, operation: str) -> None:
    verdict = laws.judge(market, law, operation)
    assert verdict.state == "held", (verdict.reason, verdict.expected, verdict.found)


def test_every_family_of_the_contract_has_laws_with_sentence_source_and_reason() -> None:
    assert {law.family for law in laws.LAWS.values()} == set(FAMILIES)
    for law in laws.LAWS.values():
        assert law.sentence
        assert law.source
        assert law.why
        assert law.operations


def test_laws_can_be_chosen_by_id_and_by_family_and_an_unknown_one_is_an_error() -> None:
    assert {law.id for law, _ in laws.cases("paging.once")} == {"paging.once"}
    assert {law.family for law, _ in laws.cases("limits", "access")} == {"limits", "access"}
    with pytest.raises(KeyError):
        laws.cases("paging.twice")


# One defect of each family; all of them run in a session of their own.
KILLED = {
    "missing-on-page-three": "envelope.every-item",
    "key-present": "access.wrong-key",
    "dropped-on-page-two": "paging.joined",
    "inclusive-made-exclusive": "filters.ends",
    "count-differs": "coherence.one-order",
    "done-too-early": "change.recipient",
    "options-500": "robustness.other-methods",
    "never-420": "limits.spent",
}


@pytest.mark.parametrize("name", KILLED)
def test_a_server_with_a_defect_breaks_the_law_about_it(name: str) -> None:
    family = KILLED[name].partition(".")[0]
    assert KILLED[name] in try_all(DEFECTS[name], family).by


def test_there_are_defects_enough_and_each_has_a_sentence() -> None:
    assert len(DEFECTS) >= 60
    assert len({one.sentence for one in DEFECTS.values()}) == len(DEFECTS)


# -- what a target may do --------------------------------------------------------------------------


def read_only(mock: MockMarket, **settings: Any) -> Market:
    return Market(Target("http://mock", mock.api_key, transport=mock.transport(), **settings))


def test_without_leave_to_write_no_law_sends_a_write_that_could_change_something() -> None:
    mock = MockMarket(orders=400)
    market = read_only(mock)
    verdicts = [
        laws.judge(market, law, op) for law, op in laws.cases("change", "access", "robustness")
    ]
    assert {v.state for v in verdicts if v.law.startswith("change.")} == {"not run"}
    written = [one for one in mock.requests if one.operation == "updateOrder"]
    assert written, "laws about access try it"
    assert {one.status for one in written} <= {400, 401, 403, 415}


def test_writes_go_to_test_orders_alone_on_a_server_that_is_no_mock() -> None:
    mock = MockMarket(orders=5000)
    inner, changed = mock.transport(), list[int]()

    def remember(request: httpx.Request) -> httpx.Response:
        if request.url.path.startswith("/_mock/"):  # how a mock is known
            return httpx.Response(404)
        response = inner.handle_request(request)
        if request.url.path.endswith("/orders/update") and response.status_code == 200:
            changed.append(json.loads(request.content)["order"]["id"])
        return response

    def wait(seconds: float) -> None:
        mock.clock.advance(seconds=seconds)

    target = Target(
        "http://real", mock.api_key, transport=httpx.MockTransport(remember), allow_writes=True,
        sleep=wait,
    )  # fmt: skip
    market = Market(target)
    verdicts = [laws.judge(market, law, operation) for law, operation in laws.cases("change")]
    assert [one.found for one in verdicts if one.state == "broken"] == []
    (store,) = market.stores("updateOrder")
    fakes = {order["orderId"] for order in market.test_orders(store)}
    assert fakes
    assert set(changed) <= fakes


def test_what_the_budget_leaves_no_room_for_is_not_run_and_says_so() -> None:
    market = read_only(MockMarket(orders=400), max_requests=20)
    verdicts = [laws.judge(market, law, op) for law, op in laws.cases()]
    assert market.target.count == 20
    late = verdicts[-1]
    assert (late.state, late.reason) == ("not run", "the budget of 20 requests is used up")
    assert not [one for one in verdicts if one.state == "broken"]


def test_a_spent_quota_is_waited_for_if_the_wait_is_short_and_else_not_run() -> None:
    mock = MockMarket(orders=100, quotas={"getCampaigns": 3})
    slept: list[float] = []
    market = read_only(mock, sleep=slept.append)
    for _ in range(3):
        market.call("getCampaigns")
    with pytest.raises(NotRunError, match="quota of getCampaigns"):
        market.call("getCampaigns")
    assert slept == []


def test_a_420_that_is_not_over_though_quota_is_left_breaks_the_contract() -> None:
    mock = MockMarket(orders=100)
    mock.faults.add(operation="getCampaigns", status=420, kind="parallel", times=None)
    market = read_only(mock, sleep=lambda seconds: None)
    with pytest.raises(BrokenError, match="420"):
        market.call("getCampaigns")


def test_a_finding_in_the_stores_is_told_once_and_the_laws_after_it_are_not_run() -> None:
    caught = try_all(DEFECTS["broken-to-begin-with"])
    assert caught.laws
    assert caught.not_run > 200
    assert len(caught.laws) < 20


def test_neither_key_nor_personal_data_is_in_what_a_failure_shows() -> None:
    mock = MockMarket(orders=400)
    market = read_only(mock)
    exchange = market.call("getOrderBuyerInfo", market.sound("getOrderBuyerInfo")["path"])
    told = exchange.json["result"]
    shown = str(BrokenError("a", "b", exchange)) + repr(exchange) + repr(market.target)
    assert mock.api_key not in shown
    assert told["phone"] not in shown
    assert "$YANDEX_MARKET_CONTRACT_API_KEY" in shown
