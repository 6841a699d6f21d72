"""The source for dlt: the same orders as the plain export, run after run."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

import pytest
from yandex_market import ArgumentError
from yandex_market.mock import MockMarket
from yandex_market.testing import connect

from tests.bulk import WHY
from tests.twins import NOW

pytest.importorskip("dlt", reason=WHY)

import dlt
from yandex_market.bulk import fetch, places_of, plan
from yandex_market.bulk.dlt import source

# dlt and what it brings warn of things of their own.
pytestmark = [pytest.mark.filterwarnings("default"), pytest.mark.timeout(600)]
SINCE, UNTIL = "2026-03-01", "2026-04-03"
TODAY = datetime.date(2026, 4, 2)


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RUNTIME__DLTHUB_TELEMETRY", "false")
    monkeypatch.setenv("DLT_DATA_DIR", str(tmp_path / "dlt"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("yandex_market.bulk.planning.today", lambda: TODAY)
    monkeypatch.setattr("yandex_market.bulk.dlt.today", lambda: TODAY)


def pipeline(tmp_path: Path) -> Any:
    to = dlt.destinations.duckdb(str(tmp_path / "orders.duckdb"))
    return dlt.pipeline(
        "orders", destination=to, dataset_name="market", pipelines_dir=str(tmp_path)
    )


def expected(mock: MockMarket, kind: Any, since: str = SINCE) -> list[dict[str, Any]]:
    with connect(mock) as market:
        places = places_of(kind, market.campaigns.list())
        return [
            row
            for part in plan(kind, places, since, UNTIL)
            for batch in fetch(part, market)
            for row in batch.rows()
        ]


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def tables(kind: str, rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """The rows as dlt lays them out: table → what stands in each line, with the order it is of."""
    found: dict[str, list[Any]] = {}

    def lay(table: str, key: int, row: dict[str, Any]) -> None:
        line: dict[str, Any] = {}
        flatten(table, key, "", row, line)
        found.setdefault(table, []).append((key, sorted(line.items())))

    def flatten(table: str, key: int, before: str, row: dict[str, Any], line: Any) -> None:
        for name, value in row.items():
            place = before + snake(name)
            if isinstance(value, dict):
                flatten(table, key, f"{place}__", value, line)
            elif isinstance(value, list):
                for one in value:
                    lay(f"{table}__{place}", key, one if isinstance(one, dict) else {"value": one})
            elif value is not None:
                line[place] = value

    for row in rows:
        lay(kind, row["orderId"], row)
    return {name: sorted(lines, key=repr) for name, lines in found.items()}


def loaded(pipeline: Any, kind: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    with pipeline.sql_client() as sql:
        names = [
            name for (name,) in sql.execute_sql("SELECT table_name FROM duckdb_tables()"
            " WHERE schema_name = 'market'") if name.split("__")[0] == kind
        ]  # fmt: skip
        roots = dict(sql.execute_sql(f"SELECT _dlt_id, order_id FROM {kind}"))  # noqa: S608
        for name in names:
            with sql.execute_query(f"SELECT * FROM {name}") as cursor:  # noqa: S608
                columns = [column[0] for column in cursor.description]
                lines = [dict(zip(columns, line, strict=True)) for line in cursor.fetchall()]
            found[name] = sorted(
                (
                    (
                        roots[line.get("_dlt_root_id", line["_dlt_id"])],
                        sorted(
                            (column, value)
                            for column, value in line.items()
                            if value is not None and not column.startswith("_dlt")
                        ),
                    )
                    for line in lines
                ),
                key=repr,
            )
    return {name: lines for name, lines in found.items() if lines}


def moments(tables: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Moments in one zone, so that the same ones look the same; then sorted again."""

    def plain(value: Any) -> Any:
        return value.astimezone(datetime.UTC) if isinstance(value, datetime.datetime) else value

    return {
        name: sorted(
            ((key, [(column, plain(value)) for column, value in line]) for key, line in lines),
            key=repr,
        )
        for name, lines in tables.items()
    }


@pytest.mark.parametrize("kind", ["stats", "orders"])
def test_every_row_of_every_table_is_that_of_the_plain_export(kind: Any, tmp_path: Path) -> None:
    mock = MockMarket(orders=600, now=NOW)
    run = pipeline(tmp_path)
    run.run(source(SINCE, UNTIL, kinds=[kind], market=connect(mock)))
    assert moments(loaded(run, kind)) == moments(tables(kind, expected(mock, kind)))


def test_the_next_run_pulls_the_tail_and_merges_by_order_id(tmp_path: Path) -> None:
    mock = MockMarket(orders=600, now=NOW)
    run = pipeline(tmp_path)
    run.run(source(SINCE, "2026-03-20", market=connect(mock)))
    mock.requests.clear()
    again = source(SINCE, UNTIL, market=connect(mock))
    run.run(again)
    assert moments(loaded(run, "stats")) == moments(tables("stats", expected(mock, "stats")))
    tail = len(expected(mock, "stats", since="2026-03-13"))
    counts = run.last_trace.last_normalize_info.row_counts
    assert counts["stats"] == tail


def test_a_run_that_fails_loads_nothing_and_the_next_one_does(tmp_path: Path) -> None:
    mock = MockMarket(orders=600, now=NOW)
    run = pipeline(tmp_path)
    mock.faults.add("getOrdersStats", status=403, times=1)
    with pytest.raises(Exception, match="403"):
        run.run(source(SINCE, UNTIL, market=connect(mock)))
    run.run(source(SINCE, UNTIL, market=connect(mock)))
    assert moments(loaded(run, "stats")) == moments(tables("stats", expected(mock, "stats")))


def test_a_spent_quota_is_waited_out_and_not_an_error(tmp_path: Path) -> None:
    from yandex_market.bulk.patience import PATIENCE

    mock = MockMarket(orders=600, now=NOW, quotas={"getOrdersStats": 40})
    run = pipeline(tmp_path)
    run.run(source(SINCE, UNTIL, market=connect(mock, retry=PATIENCE)))
    free = MockMarket(orders=600, now=NOW, quotas="off")
    assert moments(loaded(run, "stats")) == moments(tables("stats", expected(free, "stats")))
    assert {entry.status for entry in mock.requests} == {200}


def test_a_span_that_makes_no_sense_is_refused_at_once() -> None:
    with pytest.raises(ArgumentError, match="since: expected a day"):
        source("yesterday")
