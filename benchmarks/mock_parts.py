"""Where the CPU of a getOrder in the mock goes: its parts, each measured alone.

    python -m benchmarks.mock_parts

For random orders among 10,000; the least of many rounds counts, so that a busy machine changes it little.
Parts alone find the processor's caches warm, so that together they cost more than their sum. The table is
printed and written to benchmarks/MOCK-PARTS.md.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from yandex_market.mock import MockMarket, render
from yandex_market.mock.core import Visit
from yandex_market.mock.exchange import Request, to_bytes
from yandex_market.mock.rules import find

ORDERS, CALLS, ROUNDS = 10_000, 300, 25


def least(part: Callable[[Any], object], arguments: Iterable[Any]) -> float:
    """Microseconds of CPU for one call, in the best round."""
    given, rounds = list(arguments), []
    for _ in range(ROUNDS):
        before = time.process_time()
        for one in given:
            part(one)
        rounds.append((time.process_time() - before) / len(given) * 1e6)
    return min(rounds)


def asgi(mock: MockMarket, paths: list[str]) -> float:
    """The same for the whole application, as a server calls it."""
    app, rounds = mock.app, []
    headers = [(b"host", b"127.0.0.1"), (b"api-key", mock.api_key.encode())]

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    async def send(_: Any) -> None:
        pass

    async def ask_all() -> None:
        for path in paths:
            scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode()}
            await app({**scope, "query_string": b"", "headers": headers}, receive, send)

    for _ in range(ROUNDS):
        before = time.process_time()
        asyncio.run(ask_all())
        rounds.append((time.process_time() - before) / len(paths) * 1e6)
    return min(rounds)


def parts() -> dict[str, float]:
    """Each part and its cost."""
    mock, chance = MockMarket(ORDERS, quotas="off"), random.Random(1)
    engine, campaign = mock._engine, mock.campaign_ids[0]
    world, core, store = engine.world, engine.core, engine.world.stores[0]
    indexes = [chance.randrange(store.orders) for _ in range(CALLS)]
    orders = [world.order(store, index) for index in indexes]
    paths = [f"/v2/campaigns/{campaign}/orders/{order.id}" for order in orders]
    requests = [Request("GET", path, headers={"api-key": mock.api_key}) for path in paths]
    found = [(request, *find(request)) for request in requests]
    answer, place = mock.handle(requests[0]), ("campaignId", campaign)
    clock = engine.clock
    return {
        "the application, called as a server does": asgi(mock, paths),
        "– the core of it": least(mock.handle, requests),
        "–– refusing or answering, up to the bytes": least(
            lambda one: core._serve(one, Visit(core, one)), requests
        ),
        "––– the route": least(find, requests),
        "––– reading the parameters": least(lambda one: one[1].read(one[0], one[2]), found),
        "––– the order from its seed": least(lambda one: world.order(store, one), indexes),
        "––– its form": least(render.order, orders),
        "––– its bytes": least(to_bytes, map(render.order, orders)),
        "––– these three one after the other": least(
            lambda one: to_bytes(render.order(world.order(store, one))), indexes
        ),
        "–– headers of the quota": least(
            lambda _: engine.limits.headers("getOrder", place, clock.now()), requests
        ),
        "–– a line of the journal": least(
            lambda one: engine.journal.write(one, "getOrder", answer, 1, None, clock.now(), 0.1),
            requests,
        ),
    }


def main() -> None:
    """Measure, print and write the table."""
    lines = ["# Where the CPU of a getOrder goes\n", "Made by `python -m benchmarks.mock_parts`.\n"]
    lines += ["| part | µs of CPU |", "|---|---|"]
    lines += [f"| {name} | {cost:.1f} |" for name, cost in parts().items()]
    text = "\n".join(lines) + "\n"
    print(text)
    Path(__file__).with_name("MOCK-PARTS.md").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
