"""Every request as an OpenTelemetry span: httpx's own instrumentation is all that it takes.

    python -m pip install opentelemetry-sdk opentelemetry-instrumentation-httpx
    python examples/opentelemetry_spans.py

Each attempt is a span of its own, below one for the whole job; the headers, which hold the key, are not
recorded. Runs on a mock market served on this machine; the exporter is the place for your collector.
"""

from __future__ import annotations

from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from yandex_market import RetryPolicy, YandexMarket
from yandex_market.mock import MockMarket


def main() -> None:
    """A listing whose first page fails once, and the spans of it."""
    spans = InMemorySpanExporter()  # in your program: OTLPSpanExporter, in a BatchSpanProcessor
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(spans))
    HTTPXClientInstrumentor().instrument(tracer_provider=provider)
    mock = MockMarket(orders=2_000)
    mock.faults.add("getOrdersStats", 503)
    tracer = provider.get_tracer("my-shop")
    with (
        mock.serve() as url,
        YandexMarket(mock.api_key, base_url=url, retry=RetryPolicy(base=0.01)) as market,
        tracer.start_as_current_span("nightly report"),
    ):
        stores = mock.campaign_ids[:2]  # several stores are read at the same time, by threads
        count = sum(1 for _ in market.orders.stats_of(stores, page_size=200))
    print(f"{count} orders")
    for span in spans.get_finished_spans():
        attributes = span.attributes or {}
        status = attributes.get("http.status_code") or attributes.get("http.response.status_code")
        below = f" below span {span.parent.span_id:x}" if span.parent else ""
        print(f"{span.name} {status or ''}{below}")


if __name__ == "__main__":
    main()
