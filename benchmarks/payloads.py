"""What the service answers, from the mock with a fixed seed and a fixed day: the same bytes each run."""

from __future__ import annotations

import datetime
import json
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
from yandex_market.mock import MockMarket
from yandex_market_api._wire import dumps

NOW = datetime.datetime(2026, 11, 27, 9, 0, tzinfo=datetime.UTC)
SEED = 7
HOST = "https://api.partner.market.yandex.ru"
PAGES = 20
"""Distinct pages of 200 orders with three items each, for what is walked or held."""

# payload → the schema that it is an answer of
DECODED = {
    "stats": "GetOrdersStatsResponse",
    "orders": "GetOrdersResponse",
    "business": "GetBusinessOrdersResponse",
}
TITLES = {
    "stats": "stats page, 200 orders × 3 items",
    "orders": "page of 50 orders",
    "business": "page of 50 business orders",
}


def write(folder: Path, pages: int = PAGES) -> None:
    """Put one file per payload into the folder, and pages for walking: `page-N` and `small-N`."""
    mock = MockMarket(orders=200_000, seed=SEED, now=NOW, quotas="off")
    store, business = mock.campaign_ids[0], mock.business_id
    with httpx.Client(
        transport=mock.transport(), base_url=HOST, headers={"Api-Key": mock.api_key}
    ) as client:
        orders, number = [], 0
        for page in _pages(client, f"/v2/campaigns/{store}/stats/orders"):
            orders += [order for order in page["result"]["orders"] if len(order["items"]) == 3]
            if len(orders) < 200:
                continue
            for name, most in (("page", 200), ("small", 50)):
                result = page["result"] | {"orders": orders[:most]}
                _write(folder / f"{name}-{number}.json", page | {"result": result})
            orders, number = orders[200:], number + 1
            if number == pages:
                break
        shutil.copy(folder / "page-0.json", folder / "stats.json")
        listed = client.get(f"/v2/campaigns/{store}/orders", params={"limit": 50})
        (folder / "orders.json").write_bytes(listed.raise_for_status().content)
        listed = client.post(f"/v1/businesses/{business}/orders", params={"limit": 50}, json={})
        (folder / "business.json").write_bytes(listed.raise_for_status().content)


def _pages(client: httpx.Client, path: str) -> Iterator[dict[str, Any]]:
    """Pages of delivered orders: those have payments and commissions."""
    token: str | None = ""
    while token is not None:
        params = {"limit": "200"} | ({"page_token": token} if token else {})
        answer = client.post(path, params=params, json={"statuses": ["DELIVERED"]})
        page = json.loads(answer.raise_for_status().content, parse_float=Decimal)
        yield page
        token = page["result"]["paging"].get("nextPageToken")


def _write(path: Path, page: dict[str, Any]) -> None:
    path.write_text(dumps(page), encoding="utf-8")
