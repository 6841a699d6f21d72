"""The floor of benchmarks/mock.py: a bare ASGI application that gives canned bytes of the mock's answers.

python -m benchmarks.bare PORT
"""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import uvicorn
from yandex_market.mock import MockMarket
from yandex_market.mock.exchange import Request

Message = MutableMapping[str, Any]


def canned() -> dict[str, bytes]:
    """By method: an order, and a page of 100 statistics."""
    market = MockMarket()
    store = market.campaign_ids[0]
    headers = {"api-key": market.api_key}
    path = f"/v2/campaigns/{store}"
    order = Request("GET", f"{path}/orders/{market.order_ids(store)[500]}", headers=headers)
    page = Request("POST", f"{path}/stats/orders", "limit=100", headers)
    return {one.method: market.handle(one).body for one in (order, page)}


def application(
    bodies: dict[str, bytes],
) -> Callable[
    [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]],
    Awaitable[None],
]:
    """The application."""
    heads = {
        method: {
            "type": "http.response.start",
            "status": 200,
            "headers": [
                (b"content-type", b"application/json;charset=utf-8"),
                (b"content-length", str(len(body)).encode()),
            ],
        }
        for method, body in bodies.items()
    }

    async def app(
        scope: Message,
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        while (await receive()).get("more_body"):
            pass
        await send(heads[scope["method"]])
        await send({"type": "http.response.body", "body": bodies[scope["method"]]})

    return app


if __name__ == "__main__":
    uvicorn.run(
        application(canned()),
        host="127.0.0.1",
        port=int(sys.argv[1]),
        log_level="critical",
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        date_header=False,
    )
