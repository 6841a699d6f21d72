"""Your own httpx client beneath: a proxy, certificates, and hooks that time every request.

    python examples/own_http_client.py

Runs on a mock market. For the real service, make the client with what you need instead of
`transport`: `httpx.Client(proxy="http://proxy.local:3128", verify=ssl_context, event_hooks=...)`.
"""

from __future__ import annotations

import time
from collections import defaultdict

import httpx
from yandex_market import YandexMarket
from yandex_market.mock import MockMarket


class Spans:
    """Seconds per request, by path: where an OpenTelemetry tracer would start and end spans."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, list[float]] = defaultdict(list)

    def begin(self, request: httpx.Request) -> None:
        """Before a request leaves. Its headers hold the key: do not record them."""
        request.extensions["began"] = time.perf_counter()

    def end(self, response: httpx.Response) -> None:
        """When an answer begins to come in; each attempt of a call counts on its own."""
        spent = time.perf_counter() - response.request.extensions["began"]
        name = f"{response.request.method} {response.request.url.path} {response.status_code}"
        self.seconds[name].append(spent)


def main() -> None:
    """Some calls, and what the hooks saw of them."""
    mock = MockMarket(orders=2_000)
    spans = Spans()
    with (
        httpx.Client(  # stays yours: nobody else closes it
            transport=mock.transport(),
            event_hooks={"request": [spans.begin], "response": [spans.end]},
        ) as http,
        YandexMarket(mock.api_key, http_client=http, app="my-shop/1.0") as market,
    ):
        market.campaigns.list().first()
        mock.faults.add("getOrdersStats", 503)  # the second attempt has a span of its own
        market.orders.stats(mock.campaign_ids[0], page_size=100).collect(limit=300)
    for name, seconds in spans.seconds.items():
        print(f"{len(seconds)} x {name}, {1000 * max(seconds):.1f} ms at most")


if __name__ == "__main__":
    main()
