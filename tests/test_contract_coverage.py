"""Every operation, every documented answer and every parameter is seen, and the report counts them."""

from __future__ import annotations

import pytest
from yandex_market.contract import Market, Target, answers, laws
from yandex_market.contract.market import _path
from yandex_market.contract.seen import Seen
from yandex_market.mock import MockMarket
from yandex_market_api.operations import OPERATIONS


def everything_seen() -> Seen:
    """What all laws see by themselves; the answers that only trouble brings, by injected faults."""
    mock = MockMarket(orders=600, quotas={"getCampaigns": 300})
    target = Target("http://mock", mock.api_key, transport=mock.transport(), allow_writes=True)
    target.is_mock = True
    market = Market(target)
    for law, operation in laws.cases():
        laws.judge(market, law, operation)
    mock.reset()
    for operation, statuses in target.seen.responses().items():
        for status in (status for status, count in statuses.items() if not count):
            mock.faults.add(operation=operation, status=status, kind="resource")
            path = {"orderId": 1, **_path(operation, market.stores(operation)[0])}
            exchange = target.call(operation, path, pace=False)
            assert exchange.status == status
            if status < 500:
                answers.check(exchange)
    return target.seen


def test_every_operation_response_and_parameter_is_seen(capsys: pytest.CaptureFixture[str]) -> None:
    seen = everything_seen()
    with capsys.disabled():
        print(f"\ncontract coverage: {seen.summary()}")
    assert {name for name, _ in seen.answers} == set(OPERATIONS)
    assert [
        (n, s) for n, row in seen.responses().items() for s, count in row.items() if not count
    ] == []
    assert [
        (n, p) for n, row in seen.parameters().items() for p, count in row.items() if not count
    ] == []


def test_coverage_counts_what_was_seen_and_nothing_else() -> None:
    mock = MockMarket(orders=20)
    target = Target("http://mock", mock.api_key, transport=mock.transport())
    target.call("getCampaigns", query={"pageToken": "x", "limit": 5})
    target.send("DELETE", "/v2/campaigns")
    target.send("GET", "/nowhere")
    seen = target.seen
    assert {key: count for key, count in seen.answers.items() if count} == {
        ("getCampaigns", 400): 1, ("getCampaigns", 405): 1,
    }  # fmt: skip
    assert seen.parameters()["getCampaigns"] == {
        "page_token": 1,
        "limit": 1,
        "page": 0,
        "pageSize": 0,
    }
    assert seen.elsewhere == 1
    assert seen.summary().startswith("operations 1/9, documented responses 2/99, parameters 2/")
