"""What other libraries and headers do for this client, without a line of code in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from yandex_market import BadRequestError, CallOptions, RetryPolicy
from yandex_market.mock import MockMarket

from tests.twins import NOW, Twin


@pytest.fixture
def spans() -> Iterator[tuple[TracerProvider, InMemorySpanExporter]]:
    """What OpenTelemetry sees of httpx, switched off again afterwards."""
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    HTTPXClientInstrumentor().instrument(tracer_provider=provider)
    yield provider, exporter
    HTTPXClientInstrumentor().uninstrument()
    provider.shutdown()


def test_opentelemetry_sees_each_attempt_below_the_callers_span_and_never_the_key(
    twin: Twin, spans: tuple[TracerProvider, InMemorySpanExporter], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    provider, exporter = spans
    mock = MockMarket(orders=500, now=NOW, quotas="off")
    mock.faults.add("getOrdersStats", 503)
    with mock.serve() as url, provider.get_tracer("test").start_as_current_span("report"):
        market = twin.market(mock.api_key, base_url=url, retry=RetryPolicy(base=0.001))
        # Read ahead and in parallel: what fetches the pages knows the caller's span too.
        twin.items(market.orders.stats_of(mock.campaign_ids[:2], page_size=50))
        twin.close(market)
    *sent, report = exporter.get_finished_spans()
    assert len(sent) == len(mock.requests) > 4
    assert report.context is not None
    assert {one.parent and one.parent.span_id for one in sent} == {report.context.span_id}
    statuses = [(one.attributes or {})["http.status_code"] for one in sent]
    assert set(statuses) == {200, 503}
    assert statuses.count(503) == 1
    assert all(mock.api_key not in one.to_json() for one in sent)


def test_a_cabinet_is_named_by_a_header_for_one_call_or_for_a_whole_client(twin: Twin) -> None:
    mock = MockMarket(orders=200, now=NOW)
    market = twin.connect(mock, oauth_token=mock.oauth_token)
    header = {"X-Business-Id": str(mock.business_id)}
    cabinet = market.with_options(headers=header)
    named = CallOptions(headers=header)
    twin.run(cabinet.campaigns.list().first)
    twin.run(market.campaigns.list(options=named).first)
    twin.run(market.campaigns.list().first)
    told = [entry.headers.get("x-business-id") for entry in mock.requests]
    assert told == [str(mock.business_id), str(mock.business_id), None]


def test_a_cabinet_that_is_not_that_of_the_call_is_refused_in_the_services_words(
    twin: Twin,
) -> None:
    mock = MockMarket(orders=200, now=NOW)
    wrong = {"X-Business-Id": str(mock.business_id + 1)}
    market = twin.connect(mock, oauth_token=mock.oauth_token).with_options(headers=wrong)
    with pytest.raises(BadRequestError, match="X-Business-Id"):
        twin.run(market.orders.list(mock.business_id).first)
