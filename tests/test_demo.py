"""The demo, as people and build servers run it: a program whose output is looked at."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest
from yandex_market.mock import MockMarket

from examples import demo

BARE = {"CI": "true", "LC_ALL": "C", "COLUMNS": "80", "TERM": "dumb"}


def run_demo(
    *arguments: str, folder: Path, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    own = ("YANDEX_MARKET_", "PYTHONIOENCODING", "FORCE_COLOR")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    return subprocess.run(
        [sys.executable, str(demo.ROOT / "examples" / "demo.py"), *arguments],
        cwd=folder,
        env=inherited | BARE | environment,
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[bytes]:
    """The whole demo, once, from a strange folder and with a proxy that does not exist."""
    folder = tmp_path_factory.mktemp("elsewhere")
    return run_demo(folder=folder, HTTP_PROXY="http://127.0.0.1:9", FORCE_COLOR="1")


@pytest.fixture(scope="module")
def text(ran: subprocess.CompletedProcess[bytes]) -> str:
    return ran.stdout.decode()


def step(text: str, title: str) -> str:
    """What one step printed."""
    return next(
        part for part in re.split(r"\n\n(?=\d  )", text.strip()) if title in part.splitlines()[0]
    )


def stats_of_the_biggest_store(mock: MockMarket) -> list[dict[str, Any]]:
    """All orders as the mock sends them, walked without the client."""
    url = f"https://mock/v2/campaigns/{mock.campaign_ids[0]}/stats/orders"
    orders: list[dict[str, Any]] = []
    query = {"limit": "200"}
    with httpx.Client(transport=mock.transport(), headers={"Api-Key": mock.api_key}) as client:
        while True:
            answer = client.post(url, params=query, json={}).raise_for_status()
            result = json.loads(answer.content, parse_float=Decimal)["result"]
            orders += result["orders"]
            if not result["paging"].get("nextPageToken"):
                return orders
            query["page_token"] = result["paging"]["nextPageToken"]


def test_it_ends_well_and_has_nothing_to_say_on_stderr(
    ran: subprocess.CompletedProcess[bytes],
) -> None:
    assert (ran.returncode, ran.stderr.decode()) == (0, "")


def test_without_a_terminal_there_are_no_control_codes(text: str) -> None:
    assert [c for c in text if not c.isprintable() and c != "\n"] == []


def test_it_keeps_to_80_columns_and_two_screens(text: str) -> None:
    lines = text.splitlines()
    assert max(map(len, lines)) <= 80
    assert len(lines) <= 100


def test_the_steps_come_in_order(text: str) -> None:
    assert re.findall(r"^(\d)  ", text, re.MULTILINE) == list("1234567")


def test_the_generated_client_is_made_anew_and_compared(text: str) -> None:
    assert re.search(r"equals generated/: \d+ files, \d+\.\d s", step(text, "Generate"))


def test_every_store_is_listed_with_its_orders(text: str) -> None:
    mock = demo.open_shop()
    shown = step(text, "stores")
    for campaign_id in mock.campaign_ids:
        orders = f"{len(mock.order_ids(campaign_id)):,}"
        assert re.search(rf"^ +{campaign_id} .* {orders}\s*$", shown, re.MULTILINE)


def test_ten_thousand_orders_are_walked_in_one_line_of_output(text: str) -> None:
    shown = step(text, "pages")
    assert re.search(r"10,000 orders on 50 pages in \d+\.\d s, [\d,]+ per second", shown)
    assert len(shown.splitlines()) == 3


def test_revenue_is_what_a_plain_sum_over_the_mock_gives(text: str) -> None:
    revenue: dict[str, Decimal] = {}
    for order in stats_of_the_biggest_store(demo.open_shop()):
        prices = [price for item in order["items"] for price in item["prices"]]
        paid = sum(Decimal(price["total"]) for price in prices if price["type"] == "BUYER")
        if not order["fake"]:
            revenue[order["status"]] = revenue.get(order["status"], Decimal()) + paid
    revenue["all"] = sum(revenue.values(), Decimal())
    rows = re.findall(r"^ +(\w+) +[\d,]+ +([\d,]+\.\d\d)\b", step(text, "revenue"), re.MULTILINE)
    assert {status: Decimal(amount.replace(",", "")) for status, amount in rows} == revenue


def test_the_lines_of_the_one_order_add_up_to_its_total(text: str) -> None:
    shown = step(text, "one order")
    amounts = [Decimal(a.replace(",", "")) for a in re.findall(r"([\d,]+\.\d\d)\s*$", shown, re.M)]
    assert len(amounts) >= 4
    assert sum(amounts[:-1]) == amounts[-1]


def test_both_operations_are_seen_running_and_then_done(text: str) -> None:
    shown = step(text, "wait")
    for kind in ("ORDER_RECIPIENT_UPDATE", "ORDER_DELIVERY_INTERVAL_UPDATE"):
        assert re.findall(rf"{kind} +(\w+)", shown) == ["IN_PROGRESS", "DONE"]


def test_the_order_is_shown_before_and_after_the_change(text: str) -> None:
    rows = re.findall(r"^ +(recipient|phone|days|hours) {2,}(.+?) {2,}(.+?)\s*$", text, re.M)
    assert [name for name, _, _ in rows] == ["recipient", "phone", "days", "hours"]
    assert all(before != after for _, before, after in rows)
    assert rows[0][2] == "Новосёлова Мария"


@pytest.mark.parametrize(
    "line",
    [
        'order.status == "SENT_BY_DRONE": True, order.status.is_known: False',
        "WARNING orders.get: attempt 1: quota spent; the next one goes out in 2.0 s",
        "QuotaExceededError: orders.get: 420 ",
        "error.retry_at: 2026-11-20 10:00:02+00:00",
        "ForbiddenError: orders.get: 403 ",
    ],
)
def test_trouble_looks_like_this(text: str, line: str) -> None:
    assert f"     {line}" in step(text, "wrong")


def test_the_quota_is_waited_out_for_real(text: str) -> None:
    waited = re.search(r"answered after (\d+\.\d) s", text)
    assert waited
    assert 2 <= float(waited[1]) < 10


def test_live_reads_a_few_pages_and_writes_nothing(tmp_path: Path) -> None:
    mock = MockMarket(orders=5_000, now=demo.NOON)
    with mock.serve() as url:
        live = {"YANDEX_MARKET_API_KEY": mock.api_key, "YANDEX_MARKET_BASE_URL": url}
        # An output that knows no Russian letter must not stop it either.
        done = run_demo(
            "--live", folder=tmp_path, NO_PROXY="127.0.0.1", PYTHONIOENCODING="ascii", **live
        )
    assert (done.returncode, done.stderr) == (0, b"")
    shown = done.stdout.decode("ascii")
    assert re.findall(r"^(\d)  ", shown, re.MULTILINE) == list("1234")
    assert f"{demo.LIVE_PAGES * 200:,} orders on {demo.LIVE_PAGES} pages" in shown
    asked = [entry.operation for entry in mock.requests]
    assert asked == ["getCampaigns", *["getOrdersStats"] * demo.LIVE_PAGES, "getBusinessOrders"]
    assert mock.api_key not in shown


def test_live_without_a_key_says_what_is_missing_and_exits_2(tmp_path: Path) -> None:
    done = run_demo("--live", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"set YANDEX_MARKET_API_KEY" in done.stderr


def test_live_with_a_wrong_key_ends_with_the_services_words_and_exits_1(tmp_path: Path) -> None:
    with MockMarket(orders=10).serve() as url:
        live = {"YANDEX_MARKET_API_KEY": "wrong", "YANDEX_MARKET_BASE_URL": url}
        done = run_demo("--live", folder=tmp_path, NO_PROXY="127.0.0.1", **live)
    assert done.returncode == 1
    assert done.stderr.strip().startswith(b"UnauthorizedError: campaigns.list: 401 ")
    assert b"Traceback" not in done.stderr
