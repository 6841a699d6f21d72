"""The DAG of examples/bulk, run whole by a real Airflow: mapped tasks over the plan."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from yandex_market.mock import MockMarket

pytest.importorskip(
    "airflow", reason="NOT TESTED HERE: Airflow is not installed; run: nox -s airflow"
)
import pyarrow.parquet as pq

pytestmark = [pytest.mark.filterwarnings("default"), pytest.mark.timeout(600)]
DAGS = Path(__file__).parent.parent / "examples" / "bulk"


def test_it_pulls_every_partition_of_the_last_week_into_a_file_of_its_own(tmp_path: Path) -> None:
    mock = MockMarket(orders=600)  # of these days: the DAG asks for the last week
    folder = tmp_path / "orders"
    folder.mkdir()
    with mock.serve() as url:
        environment = os.environ | {
            "AIRFLOW_HOME": str(tmp_path / "home"),
            "AIRFLOW__CORE__DAGS_FOLDER": str(DAGS),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "ORDERS_FOLDER": str(folder),
            "YANDEX_MARKET_API_KEY": mock.api_key,
            "YANDEX_MARKET_BASE_URL": url,
        }
        for command in (["db", "migrate"], ["dags", "test", "yandex_market_orders"]):
            done = subprocess.run(
                [sys.executable, "-m", "airflow", *command],
                env=environment, capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-5000:]
    stores = [c for c, model in mock.models.items() if model != "LaaS"]
    files = sorted(folder.iterdir())
    assert [int(file.name.split("-")[1]) for file in files] == stores
    week = {number for file in files for number in pq.read_table(file)["orderId"].to_pylist()}
    assert 60 < len(week) < 600
    assert week <= {number for store in stores for number in mock.order_ids(store)}
