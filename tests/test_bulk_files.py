"""Exports: whole files, whatever stops them, with every order once."""

from __future__ import annotations

import csv
import datetime
import io
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from yandex_market import ConfigurationError, cli
from yandex_market.mock import MockMarket
from yandex_market.models import OrdersStatsOrder
from yandex_market.testing import async_connect, connect

from tests.bulk import WHY, command, done, lines_of, rows_of
from tests.twins import NOW

pytest.importorskip("pyarrow", reason=WHY)
pytest.importorskip("duckdb", reason=WHY)

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from yandex_market.bulk import Summary, export, fetch, plan, schema
from yandex_market.bulk.arrow import arrow_schema, record_batch
from yandex_market.bulk.command import chart, news, told
from yandex_market.bulk.exporting import State

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(600)]
SINCE, UNTIL = "2026-01-01", "2026-04-03"
TODAY = datetime.date(2026, 4, 2)


@pytest.fixture(autouse=True)
def _day_of_the_mock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yandex_market.bulk.planning.today", lambda: TODAY)
    monkeypatch.setattr("yandex_market.bulk.exporting.today", lambda: TODAY)


def market_of(orders: int = 2_000) -> MockMarket:
    return MockMarket(orders=orders, now=NOW)


async def pulled(mock: MockMarket, kind: Any, to: Path, **asked: Any) -> Summary:
    async with async_connect(mock) as market:
        return await export(market, kind, to, **({"since": SINCE, "until": UNTIL} | asked))


def expected(mock: MockMarket, kind: Any = "stats") -> list[dict[str, Any]]:
    """The same rows by the plain way: the client's own listings."""
    with connect(mock) as market:
        places = (
            [mock.business_id]
            if kind == "orders"
            else [c for c, model in mock.models.items() if model != "LaaS"]
        )
        parts = plan(kind, places, SINCE, UNTIL)
        return [row for part in parts for batch in fetch(part, market) for row in batch.rows()]


# -- the formats -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["stats", "orders"])
async def test_parquet_has_the_rows_of_the_listings_nested_and_exact(
    kind: Any, tmp_path: Path
) -> None:
    mock, file = market_of(), tmp_path / "orders.parquet"
    summary = await pulled(mock, kind, file)
    table = pq.read_table(file)
    assert table.schema.equals(arrow_schema(kind))
    assert table.to_pylist() == expected(mock, kind)
    assert summary.orders == len(table) > 500
    assert [p.name for p in tmp_path.iterdir()] == ["orders.parquet"]


async def test_ndjson_has_a_line_for_each_order_with_exact_numbers_and_offsets(
    tmp_path: Path,
) -> None:
    mock, file = market_of(), tmp_path / "orders.ndjson"
    await pulled(mock, "stats", file)
    lines = lines_of(file)
    rows = expected(mock)
    assert [line["orderId"] for line in lines] == [row["orderId"] for row in rows]
    first, row = lines[0], rows[0]
    assert first["items"][0]["shopSku"] == row["items"][0]["shopSku"]
    assert first["statusUpdateDate"] == row["statusUpdateDate"].isoformat()
    assert first["statusUpdateDate"].endswith("+03:00")
    price = row["items"][0]["prices"][0]["total"]
    assert f'"total":{price.normalize():f}' in file.read_text("utf-8").splitlines()[0]


async def test_csv_spreads_structs_and_keeps_lists_as_json(tmp_path: Path) -> None:
    mock, file = market_of(), tmp_path / "orders.csv"
    await pulled(mock, "stats", file)
    table = list(csv.DictReader(io.StringIO(file.read_text("utf-8"))))
    rows = expected(mock)
    assert [int(line["orderId"]) for line in table] == [row["orderId"] for row in rows]
    assert table[0]["deliveryRegion.name"] == rows[0]["deliveryRegion"]["name"]
    assert table[0]["fake"] == "false"
    assert table[0]["items"].startswith('[{"offerName":"')


@pytest.mark.parametrize("kind", ["stats", "orders"])
async def test_duckdb_has_the_same_rows_as_parquet(kind: Any, tmp_path: Path) -> None:
    mock, file = market_of(), tmp_path / "orders.duckdb"
    await pulled(mock, kind, file)
    rows = sorted(expected(mock, kind), key=lambda row: row["orderId"])
    assert rows_of(file, kind) == rows
    with duckdb.connect(str(file), read_only=True) as db:
        types = {row[0]: row[1] for row in db.execute(f"DESCRIBE {kind}").fetchall()}
    assert types["orderId"] == "BIGINT"
    moment = "statusUpdateDate" if kind == "stats" else "updateDate"
    assert types[moment] == "TIMESTAMP WITH TIME ZONE"


async def test_the_lists_are_tables_of_their_own_in_duckdb(tmp_path: Path) -> None:
    mock, file = market_of(), tmp_path / "orders.duckdb"
    await pulled(mock, "stats", file)
    rows = expected(mock)
    with duckdb.connect(str(file), read_only=True) as db:
        prices = db.execute(
            "SELECT orderId, items_n, prices_n, type, total FROM stats_items_prices ORDER BY ALL"
        ).fetchall()
        column = db.execute("SELECT typeof(total) FROM stats_items_prices LIMIT 1").fetchall()
        sums = db.execute(
            "SELECT sum(p.total) FROM stats_payments p JOIN stats s USING (orderId)"
            " WHERE p.type = 'PAYMENT'"
        ).fetchall()
        commissions = db.execute("SELECT count(*) FROM stats_commissions").fetchall()
        subsidies = db.execute("SELECT count(*) FROM stats_subsidies").fetchall()
        codes = db.execute("SELECT count(cisList) FROM stats_items_cisList").fetchall()
    assert prices == sorted(
        (row["orderId"], i, j, price["type"], price["total"])
        for row in rows
        for i, item in enumerate(row["items"], 1)
        for j, price in enumerate(item["prices"], 1)
    )
    assert column == [("DECIMAL(38,9)",)]
    paid = [p["total"] for row in rows for p in row["payments"] if p["type"] == "PAYMENT"]
    assert sums == [(sum(paid),)]
    assert commissions == [(sum(len(row["commissions"]) for row in rows),)]
    assert subsidies == [(sum(len(row["subsidies"] or ()) for row in rows),)]
    assert codes == [(sum(len(i["cisList"] or ()) for row in rows for i in row["items"]),)]


def order(**fields: Any) -> OrdersStatsOrder:
    base = {"id": 5, "currency": "RUR", "items": [], "payments": [], "commissions": []}
    return OrdersStatsOrder.from_dict(base | fields)


def test_a_number_that_no_decimal_holds_goes_to_extra_and_is_not_rounded() -> None:
    part = plan("stats", [21], SINCE, UNTIL)[0]
    long = Decimal("0.12345678901234567890")
    items = [
        order(subsidies=[{"operationType": "ACCRUAL", "type": "SUBSIDY", "amount": amount}])
        for amount in (long, Decimal("1.5"), Decimal("1e30"))
    ]
    batch = record_batch(part, items)
    found = [row["subsidies"][0] for row in batch.to_pylist()]
    assert [(one["amount"], one["extra"]) for one in found] == [
        (None, '{"amount":0.12345678901234567890}'),
        (Decimal("1.5"), None),
        (None, '{"amount":1E+30}'),
    ]
    assert record_batch(part, [order(id=2**70)]).to_pylist()[0]["extra"] == f'{{"orderId":{2**70}}}'


def test_empty_absent_and_unknown_survive_the_way_to_arrow() -> None:
    part = plan("stats", [21], SINCE, UNTIL)[0]
    items = [order(), order(news={"a": 1}, deliveryRegion={"id": 1, "more": [1]}, subsidies=[])]
    batch = record_batch(part, items)
    batch.validate(full=True)
    first, second = batch.to_pylist()
    assert (first["subsidies"], first["deliveryRegion"], first["extra"]) == (None, None, None)
    assert (second["subsidies"], second["extra"]) == ([], '{"news":{"a":1}}')
    assert second["deliveryRegion"] == {"id": 1, "name": None, "extra": '{"more":[1]}'}
    assert record_batch(part, []).schema.equals(arrow_schema("stats"))


async def test_an_export_without_personal_data_has_none(tmp_path: Path) -> None:
    mock, file = market_of(1_000), tmp_path / "orders.ndjson"
    await pulled(mock, "orders", file, personal=False)
    streets = {
        order.delivery.courier.address.street
        for order in connect(mock).orders.list(mock.business_id).collect(limit=500)
        if order.delivery.courier and order.delivery.courier.address
    }
    text = file.read_text("utf-8")
    assert streets
    assert not [street for street in streets if street and street in text]


# -- merging -----------------------------------------------------------------------------------


async def test_a_second_export_into_duckdb_pulls_the_tail_and_keeps_the_rest(
    tmp_path: Path,
) -> None:
    mock, file = market_of(), tmp_path / "orders.duckdb"
    await pulled(mock, "stats", file, until="2026-03-01")
    before = rows_of(file)
    mock.requests.clear()
    again = await pulled(mock, "stats", file)
    asked = {e.path for e in mock.requests if "stats" in e.path}
    assert len(asked) == again.places
    assert rows_of(file) == sorted(expected(mock), key=lambda row: row["orderId"])
    assert before == [r for r in rows_of(file) if r["creationDate"] < datetime.date(2026, 3, 1)]
    tail = [r for r in expected(mock) if r["creationDate"] >= datetime.date(2026, 2, 22)]
    assert again.orders == len(tail)


async def test_what_else_is_in_the_database_stays(tmp_path: Path) -> None:
    file = tmp_path / "orders.duckdb"
    with duckdb.connect(str(file)) as db:
        db.execute("CREATE TABLE mine AS SELECT 42 AS answer")
    await pulled(market_of(500), "stats", file)
    await pulled(market_of(500), "orders", file)
    with duckdb.connect(str(file), read_only=True) as db:
        assert db.execute("FROM mine").fetchall() == [(42,)]
        assert db.execute("SELECT count(*) > 100 FROM stats").fetchall() == [(True,)]
        both = db.execute("SELECT count(*) FROM orders SEMI JOIN stats USING (orderId)").fetchall()
    assert both[0][0] > 100


async def test_a_table_of_the_same_name_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "orders.duckdb"
    with duckdb.connect(str(file)) as db:
        db.execute("CREATE TABLE stats AS SELECT 'x' AS orderId")
    with pytest.raises(ConfigurationError, match="export to a new file"):
        await pulled(market_of(500), "stats", file)
    with duckdb.connect(str(file), read_only=True) as db:
        assert db.execute("FROM stats").fetchall() == [("x",)]


async def test_what_duckdb_does_not_take_is_a_sentence_and_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "orders.duckdb"
    with duckdb.connect(str(file)) as db:
        db.execute("CREATE TABLE stats_items AS SELECT 42 AS mine")
    with pytest.raises(ConfigurationError, match=r"DuckDB says: .*stats_items"):
        await pulled(market_of(500), "stats", file)
    with duckdb.connect(str(file), read_only=True) as db:
        assert db.execute("SELECT table_name FROM duckdb_tables()").fetchall() == [("stats_items",)]
    file.write_text("no database")
    with pytest.raises(ConfigurationError, match="DuckDB says: "):
        await pulled(market_of(500), "stats", file)


async def test_an_order_that_came_twice_is_there_once_as_it_came_last(tmp_path: Path) -> None:
    from yandex_market.bulk.exporting import unique
    from yandex_market.bulk.staging import Stage

    stage = Stage(tmp_path / "x.parquet")
    first, second = plan("stats", [21, 22], "2026-03-01", "2026-03-03")
    with stage.held():
        stage.begin({})
        stage.add(first, [record_batch(first, [order(id=1, status="OLD"), order(id=2)])], "t")
        stage.add(first, [record_batch(first, [order(id=3)])], None)
        stage.add(second, [record_batch(second, [order(id=1, status="NEW"), order(id=4)])], None)
        rows = [row for batch in unique(stage, [first, second]) for row in batch.to_pylist()]
    assert [(row["orderId"], row["status"]) for row in rows] == [
        (2, None), (3, None), (1, "NEW"), (4, None),
    ]  # fmt: skip


# -- interrupted -------------------------------------------------------------------------------


async def test_a_token_that_the_server_forgot_begins_its_partition_anew(tmp_path: Path) -> None:
    from yandex_market.bulk.exporting import Export

    mock, file = market_of(), tmp_path / "orders.parquet"
    await pulled(mock, "stats", file)
    whole = file.read_bytes()
    file.unlink()
    with Export("stats", file, SINCE, UNTIL) as job:
        async with async_connect(mock) as market:
            await job.pull(market)
        part = job._partitions[0]
        batch = pa.RecordBatch.from_pylist([], schema=arrow_schema("stats"))
        job._stage.drop(part)
        job._stage.add(part, [batch], "a token of last year")
    summary = await pulled(mock, "stats", file)
    assert summary.resumed
    assert file.read_bytes() == whole


@pytest.mark.parametrize("name", ["orders.parquet", "orders.ndjson", "orders.csv", "orders.duckdb"])
def test_killed_twenty_times_it_ends_as_if_it_had_never_been(name: str, tmp_path: Path) -> None:
    mock = market_of()
    chance = random.Random(name)  # the same moments each time, as far as machines allow
    plain, file = tmp_path / f"plain-{name}", tmp_path / name
    asked = ["export", "stats", "--since", SINCE, "--until", UNTIL, "--workers", "3"]
    with mock.serve() as url:
        assert done(command(url, mock, *asked, "--to", str(plain))) == (0, "")
        kills = runs = 0
        while kills < 20 and runs < 60:
            runs += 1
            process = command(url, mock, *asked, "--to", str(file))
            kills += _killed(process, mock, chance, file)
            if process.returncode == 0:  # it was faster
                assert file.exists()
                file.unlink()
            assert not file.exists()
        assert kills == 20
        assert done(command(url, mock, *asked, "--to", str(file))) == (0, "")
    if name.endswith("duckdb"):
        assert rows_of(file) == rows_of(plain)
    else:
        assert file.read_bytes() == plain.read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([name, plain.name])


def _killed(
    process: subprocess.Popen[str], mock: MockMarket, chance: random.Random, file: Path
) -> bool:
    """Kill -9 it some requests after its first, or, one time in four, while the file is written."""
    stage = file.parent / f".{file.name}.export"
    enough = len(mock.requests) + chance.randint(1, 15)
    at_the_end = chance.random() < 0.25
    while process.poll() is None:
        if _is_written(stage) if at_the_end else len(mock.requests) >= enough:
            break
        time.sleep(0.001)
    time.sleep(chance.uniform(0, 0.05))
    alive = process.poll() is None
    process.kill()
    process.communicate()
    return alive


def _is_written(stage: Path) -> bool:
    """Whether the file is being written; not when the whole stage has just gone, as it does at the end."""
    try:
        return any(stage.glob("whole*"))
    except FileNotFoundError:  # between the look and the reading
        return False


def test_into_a_database_that_exists_a_kill_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    mock = market_of()
    chance, file = random.Random(5), tmp_path / "orders.duckdb"
    asked = ["export", "stats", "--since", SINCE, "--to", str(file), "--workers", "3"]
    with mock.serve() as url:
        assert done(command(url, mock, *asked, "--until", "2026-03-01")) == (0, "")
        old = rows_of(file)
        kills = runs = 0
        while kills < 5 and runs < 20:
            runs += 1
            process = command(url, mock, *asked, "--until", UNTIL, "--tail", "20")
            kills += _killed(process, mock, chance, file)
            if process.returncode != 0:
                assert rows_of(file) in (old, _all(mock))
        assert done(command(url, mock, *asked, "--until", UNTIL)) == (0, "")
    assert rows_of(file) == _all(mock)


def _all(mock: MockMarket) -> list[dict[str, Any]]:
    return sorted(expected(mock), key=lambda row: row["orderId"])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot send SIGINT to one process")
def test_ctrl_c_says_how_to_go_on(tmp_path: Path) -> None:
    mock, file = MockMarket(orders=30_000, now=NOW), tmp_path / "orders.parquet"
    with mock.serve() as url:
        asked = ["export", "stats", "--since", SINCE, "--until", UNTIL, "--to", str(file)]
        process = command(url, mock, *asked)
        while len(mock.requests) < 10 and process.poll() is None:
            time.sleep(0.005)
        process.send_signal(signal.SIGINT)
        out, error = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert error == ("interrupted\nWhat was pulled is kept: run the same command again to go on.\n")
    assert not file.exists()


async def test_two_exports_to_one_file_do_not_meet(tmp_path: Path) -> None:
    from yandex_market.bulk.exporting import Export

    if os.name != "posix":
        pytest.skip("files are not locked here")
    file = tmp_path / "orders.parquet"
    at_work = "another export to the same file is at work"
    with Export("stats", file, SINCE, UNTIL), pytest.raises(ConfigurationError, match=at_work):
        await pulled(market_of(100), "stats", file)


async def test_another_plan_begins_anew_and_never_mixes(tmp_path: Path) -> None:
    from yandex_market.bulk.exporting import Export

    mock, file = market_of(), tmp_path / "orders.parquet"
    with Export("stats", file, SINCE, UNTIL) as job:
        async with async_connect(mock) as market:
            await job.pull(market)
    summary = await pulled(mock, "stats", file, since="2026-03-20")
    assert not summary.resumed
    days = pq.read_table(file)["creationDate"].to_pylist()
    assert min(days) >= datetime.date(2026, 3, 20)


async def test_a_file_that_is_there_is_replaced_only_when_the_new_one_is_whole(
    tmp_path: Path,
) -> None:
    mock, file = market_of(), tmp_path / "orders.csv"
    file.write_text("old", "utf-8")
    mock.faults.add(operation="getOrdersStats", status=403)
    with pytest.raises(Exception, match="403"):
        await pulled(mock, "stats", file)
    assert file.read_text("utf-8") == "old"
    mock.faults.clear()
    await pulled(mock, "stats", file)
    assert file.read_text("utf-8") != "old"


# -- the command -------------------------------------------------------------------------------


def run(mock: MockMarket, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    with mock.serve() as url:
        monkeypatch.setenv("YANDEX_MARKET_API_KEY", mock.api_key)
        monkeypatch.setenv("YANDEX_MARKET_BASE_URL", url)
        return cli.main(["export", *arguments])


def test_it_ends_with_a_summary_and_a_chart_and_is_quiet_without_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mock, file = market_of(), tmp_path / "orders.parquet"
    assert run(mock, monkeypatch, "stats", "--since", SINCE, "--to", str(file)) == 0
    out, error = capsys.readouterr()
    assert error == ""
    assert f"{file}: {len(pq.read_table(file)):,} orders of 6 stores in " in out
    assert f"left out, for the API has no such data of them: {mock.campaign_id('LaaS')}" in out
    assert "Revenue by day of creation, last 31 days of 92:" in out
    assert out.count("█") > 100
    assert run(mock, monkeypatch, "stats", "--since", SINCE, "--to", str(file), "--quiet") == 0
    assert capsys.readouterr() == ("", "")


async def test_the_revenue_is_payments_less_refunds(tmp_path: Path) -> None:
    mock = market_of()
    summary = await pulled(mock, "stats", tmp_path / "orders.parquet")
    sums: Counter[datetime.date] = Counter()
    for row in expected(mock):
        for payment in row["payments"]:
            sign = -1 if payment["type"] == "REFUND" else 1
            sums[row["creationDate"]] += sign * payment["total"]
    assert dict(summary.revenue) == dict(sums)
    orders = await pulled(mock, "orders", tmp_path / "all.parquet")
    live: Counter[datetime.date] = Counter()
    for row in expected(mock, "orders"):
        if row["status"] != "CANCELLED":
            live[row["creationDate"].date()] += row["prices"]["payment"]["value"]
    assert dict(orders.revenue) == dict(live)


def test_stores_can_be_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mock, file = market_of(), tmp_path / "orders.parquet"
    chosen = mock.campaign_ids[1:3]
    some = [f"--campaign={store}" for store in chosen]
    for kind in ("stats", "orders"):
        assert run(mock, monkeypatch, kind, "--since", SINCE, "--to", str(file), *some) == 0
        assert set(pq.read_table(file)["campaignId"].to_pylist()) == set(chosen)
    wrong = ["--campaign", "5"]
    assert run(mock, monkeypatch, "stats", "--since", SINCE, "--to", str(file), *wrong) == 1
    assert "the key does not see store 5" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--to", "x.xls"], "x.xls: the name must end with one of .parquet, .ndjson"),
        (["--to", "/nowhere/x.csv"], "there is no such folder"),
        (["--to", "x.csv", "--until", SINCE], "until (2026-01-01) must be after since"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(
    arguments: list[str],
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(market_of(100), monkeypatch, "stats", "--since", SINCE, *arguments) == 1
    error = capsys.readouterr().err
    assert says in error
    assert "Traceback" not in error
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_fails_names_itself_and_says_how_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mock = market_of(500)
    mock.faults.add(operation="getOrdersStats", status=403)
    file = str(tmp_path / "x.csv")
    assert run(mock, monkeypatch, "stats", "--since", SINCE, "--to", file) == 1
    error = capsys.readouterr().err
    assert "orders.stats: 403" in error
    assert "run the same command again to go on" in error


def test_the_progress_line_tells_stores_windows_orders_speed_and_quota() -> None:
    from yandex_market import RateLimit

    state = State(
        "stats", partitions=12, places=6, done=5, places_done=2, orders=14_000, found=4_000,
        rate_limit=RateLimit(1_000_000, 900_000, None),
    )  # fmt: skip
    line = "2/6 stores 5/12 windows 14,000 orders 2,000/s quota 900,000"
    assert news(state, 5.0) == line
    assert len(line) < 65


def test_the_chart_fits_a_terminal_and_is_none_without_revenue() -> None:
    days = {TODAY - datetime.timedelta(n): Decimal(n * 1000) for n in range(40)}
    lines = chart(days)
    assert max(map(len, lines)) < 80
    assert len(lines) == 31 + 2
    assert chart({}) == chart({TODAY: Decimal(0)}) == []
    assert "\n" not in told(Summary("orders", Path("x"), 0, 1, 0.0, False, {}))


def test_the_schema_of_arrow_is_that_of_the_rows() -> None:
    for kind in ("stats", "orders"):
        assert arrow_schema(kind).names == [c.name for c in schema(kind)]
