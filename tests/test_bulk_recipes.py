"""The recipes of examples/bulk do what they say, on a mock."""

from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from yandex_market import cli
from yandex_market.mock import MockMarket

from tests.bulk import WHY, rows_of
from tests.twins import NOW

pytest.importorskip("duckdb", reason=WHY)
pytest.importorskip("polars", reason=WHY)
pytest.importorskip("pandas", reason=WHY)

pytestmark = pytest.mark.timeout(600)
RECIPES = Path(__file__).parent.parent / "examples" / "bulk"


@pytest.mark.skipif(os.name != "posix", reason="a shell script")
def test_the_nightly_job_fills_one_database_and_runs_again(tmp_path: Path) -> None:
    mock = MockMarket(orders=500, now=NOW)
    keys = tmp_path / "keys"
    with mock.serve() as url:
        keys.write_text(f"YANDEX_MARKET_API_KEY={mock.api_key}\nYANDEX_MARKET_BASE_URL={url}\n")
        own = {
            "ORDERS_FOLDER": str(tmp_path), "ORDERS_KEYS": str(keys), "ORDERS_SINCE": "2025-11-01",
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        }  # fmt: skip
        for _ in range(2):
            command = [str(RECIPES / "nightly.sh")]
            done = subprocess.run(
                command, env=os.environ | own, capture_output=True, text=True, check=False
            )
            assert (done.returncode, done.stderr) == (0, "")
    stores = [c for c, model in mock.models.items() if model != "LaaS"]
    there = {number for store in stores for number in mock.order_ids(store)}
    rows = rows_of(tmp_path / "orders.duckdb")
    assert [row["orderId"] for row in rows] == sorted(there)
    assert len(rows_of(tmp_path / "orders.duckdb", "orders")) > len(there) / 2


def test_data_frames_take_three_lines_and_sums_are_exact(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mock = MockMarket(orders=500, now=NOW)
    parquet, database = str(tmp_path / "stats.parquet"), str(tmp_path / "orders.duckdb")
    with mock.serve() as url:
        monkeypatch.setenv("YANDEX_MARKET_API_KEY", mock.api_key)
        monkeypatch.setenv("YANDEX_MARKET_BASE_URL", url)
        for file in (parquet, database):
            since = ["--since", "2025-11-01", "--quiet"]
            assert cli.main(["export", "stats", *since, "--to", file]) == 0
    done = subprocess.run(
        [sys.executable, str(RECIPES / "dataframes.py"), parquet, database],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "FEE" in done.stdout
    import polars as pl

    payments = pl.read_parquet(parquet).explode("payments").unnest("payments", separator="_")
    total = payments.filter(pl.col("payments_type") == "PAYMENT")["payments_total"].sum()
    assert Decimal(str(total)) == sum(
        payment["total"]
        for row in rows_of(Path(database))
        for payment in row["payments"]
        if payment["type"] == "PAYMENT"
    )
