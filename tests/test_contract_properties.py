"""Schemathesis on the healthy mock finds nothing, and on servers with defects what it is for."""

from __future__ import annotations

import pytest
from yandex_market.contract import Market, Target, properties, ruling
from yandex_market.contract.exchange import Exchange
from yandex_market.contract.ruling import Judge
from yandex_market.mock import MockMarket

from tests.mutants import HEALTHY, server
from tests.mutants.defects import DEFECTS


@pytest.mark.timeout(600)  # a slow machine is no finding
def test_all_phases_and_checks_find_nothing_on_the_mock() -> None:
    run = properties.run(server(HEALTHY), seed=1, examples=3)
    assert [(one.name, one.found) for one in run.verdicts() if one.state != "held"] == []
    assert {check for check, _ in run.checked} == set(properties.CHECKS)


@pytest.mark.parametrize(
    ("name", "check"),
    [("both-pairs", "domain_rules"), ("money-as-string", "response_schema_conformance")],
)
def test_a_server_with_a_defect_fails_the_check_about_it(name: str, check: str) -> None:
    defect = DEFECTS[name]
    run = properties.run(server(defect), seed=1, examples=3, operations=defect.properties)
    broken = run.verdict(check, defect.properties[0])
    assert broken.state == "broken"
    assert broken.evidence


def test_reads_alone_leave_updates_alone_and_a_budget_ends_the_run() -> None:
    mock = MockMarket(orders=300)
    market = Market(
        Target("http://mock", mock.api_key, transport=mock.transport(), max_requests=150)
    )
    run = properties.run(market, seed=1, examples=3)
    assert market.target.count == 150
    assert not [one for one in mock.requests if one.operation == "updateOrder"]
    assert run.stopped == "the budget of 150 requests is used up"
    assert {one.state for one in run.verdicts()} == {"not run"}


# -- rules that no schema can say --------------------------------------------------------------------


@pytest.fixture(scope="module")
def judge() -> Judge:
    mock = MockMarket(orders=300)
    return ruling.judge(Market(Target("http://mock", mock.api_key, transport=mock.transport())))


OURS, LAAS, BUSINESS = 21_000_101, 21_000_106, 7_100_200


@pytest.mark.parametrize(
    ("operation", "path", "query", "body", "statuses"),
    [
        ("getOrders", {"campaignId": OURS}, {}, None, {200}),
        ("getOrders", {"campaignId": OURS}, {"limit": 51}, None, {200}),
        ("getOrders", {"campaignId": OURS}, {"limit": 0}, None, {400, 403, 404}),
        ("getOrders", {"campaignId": 1}, {}, None, {403}),
        ("getOrders", {"campaignId": OURS}, {"page_token": "x"}, None, {400, 403, 404}),
        ("getOrders", {"campaignId": OURS}, {"fromDate": "02-01-2026", "toDate": "01-01-2026"}, None,
         {400, 403, 404}),
        ("getOrders", {"campaignId": OURS}, {"fromDate": "01-01-2026", "toDate": "31-01-2026"}, None, {200}),
        ("getOrders", {"campaignId": OURS}, {"fromDate": "01-01-2026", "toDate": "01-02-2026"}, None,
         {400, 403, 404}),
        ("getOrdersStats", {"campaignId": OURS}, {"limit": 201}, {}, {400, 403, 404}),
        ("getOrdersStats", {"campaignId": OURS}, {}, {"dateFrom": "2026-01-01", "updateTo": "2026-01-01"},
         {400, 403, 404}),
        ("getOrdersStats", {"campaignId": OURS}, {}, {"dateFrom": "2026-01-01", "dateTo": "2026-12-01"},
         {200}),
        ("getOrdersStats", {"campaignId": LAAS}, {}, {}, {400}),
        ("getBusinessOrders", {"businessId": BUSINESS}, {}, {"campaignIds": [OURS, 1]}, {403}),
        ("getBusinessOrders", {"businessId": 1}, {}, {}, {403}),
        ("updateOrder", {"campaignId": LAAS}, {}, {"order": {"id": 5}}, {400, 403, 404}),
        ("getOperations", {"businessId": BUSINESS}, {},
         {"operationType": "RETURN_CANCELLATION", "operationIds": ["x"]}, {200}),
    ],
)  # fmt: skip
def test_a_request_is_ruled_by_the_documents_rules(
    judge: Judge, operation: str, path: dict[str, int], query: dict[str, object],
    body: object, statuses: set[int],
) -> None:  # fmt: skip
    market = judge._market
    exchange: Exchange = market.target.call(operation, path, query=query, body=body)
    rule = judge.rule(exchange)
    assert rule.statuses == statuses, rule.why
    assert rule.allows(exchange.status)
