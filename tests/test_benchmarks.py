"""The benchmarks measure what they say: the parts that need no other client."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from yandex_market_api import models
from yandex_market_api._wire import decode

from benchmarks import payloads, server


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("payloads")
    payloads.write(made, pages=2)
    return made


def test_payloads_are_pages_of_two_hundred_orders_with_three_items_the_same_in_each_run(
    folder: Path, tmp_path: Path
) -> None:
    payloads.write(tmp_path, pages=1)
    names = {path.name for path in folder.iterdir()}
    assert names == {"stats.json", "orders.json", "business.json",
                     "page-0.json", "page-1.json", "small-0.json", "small-1.json"}  # fmt: skip
    for name in names - {"page-1.json", "small-1.json"}:
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()
    for payload, schema in payloads.DECODED.items():
        content = (folder / f"{payload}.json").read_bytes()
        assert decode(content, getattr(models, schema)).to_dict()
    page = decode((folder / "page-1.json").read_bytes(), models.GetOrdersStatsResponse)
    assert page.result
    assert [len(order.items) for order in page.result.orders] == [3] * 200


def test_the_server_walks_its_pages_and_refuses_a_fifth_request_of_a_store(folder: Path) -> None:
    served = server.Server(folder, pages=3, latency=0)
    path, asked, orders = "/v2/campaigns/21/stats/orders?limit=200", "", 0
    for _ in range(3):
        page = json.loads(served.page(path + asked))["result"]
        orders += len(page["orders"])
        asked = f"&page_token={page['paging'].get('nextPageToken')}"
    assert orders == 600
    assert asked == "&page_token=None"

    async def five() -> list[int]:
        served.latency = 0.001
        answers = await asyncio.gather(*(served.answer(path) for _ in range(5)))
        return sorted(status for status, _ in answers)

    assert asyncio.run(five()) == [200, 200, 200, 200, 420]
