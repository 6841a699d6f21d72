"""The data source on a real Spark: its executors pull what the plain listings give."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from yandex_market import ArgumentError
from yandex_market.mock import MockMarket
from yandex_market.testing import connect

from tests.bulk import WHY, redis_server
from tests.twins import NOW

pytest.importorskip("pyspark", reason=WHY)
if shutil.which("java") is None:
    pytest.skip(
        "NOT TESTED HERE: there is no Java; Spark needs 17 or newer", allow_module_level=True
    )

from pyspark.sql import SparkSession
from pyspark.sql.utils import AnalysisException
from yandex_market.bulk import fetch, places_of, plan
from yandex_market.bulk.spark import YandexMarketOrders

# Spark and py4j warn of things of their own; it takes its time to start.
pytestmark = [pytest.mark.filterwarnings("default"), pytest.mark.timeout(600)]
SINCE, UNTIL = "2026-03-01", "2026-04-03"
# Two workers, each a process of its own, as on a cluster.
MASTER = os.environ.get("SPARK_TEST_MASTER", "local-cluster[2,1,1024]")


@pytest.fixture(scope="module")
def mock() -> Iterator[tuple[MockMarket, str]]:
    """A market over HTTP; its key is in the environment of driver and executors."""
    market = MockMarket(orders=600, now=NOW)
    with market.serve() as url, pytest.MonkeyPatch.context() as patch:
        patch.setenv("YANDEX_MARKET_API_KEY", market.api_key)
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        yield market, url


@pytest.fixture(scope="module")
def spark(mock: tuple[MockMarket, str]) -> Iterator[Any]:
    market, _ = mock
    own = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.session.timeZone": "Europe/Moscow",
        "spark.executorEnv.YANDEX_MARKET_API_KEY": market.api_key,
        "spark.executorEnv.PYTHONPATH": os.environ["PYTHONPATH"],
    }
    builder = SparkSession.builder.master(MASTER)
    for name, value in own.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.dataSource.register(YandexMarketOrders)
    yield session
    session.stop()


def frame(spark: Any, url: str, **options: str) -> Any:
    asked = {"since": SINCE, "until": UNTIL, "baseUrl": url} | options
    return spark.read.format("yandex_market_orders").options(**asked).load()


def expected(mock: MockMarket, kind: Any) -> list[dict[str, Any]]:
    with connect(mock) as market:
        places = places_of(kind, market.campaigns.list())
        return [
            row
            for part in plan(kind, places, SINCE, UNTIL)
            for batch in fetch(part, market)
            for row in batch.rows()
        ]


def by_id(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: row["orderId"])


@pytest.mark.parametrize("kind", ["stats", "orders"])
def test_every_row_is_that_of_the_plain_export(
    spark: Any, mock: tuple[MockMarket, str], kind: Any
) -> None:
    market, url = mock
    found = frame(spark, url, kind=kind).toArrow().to_pylist()
    assert by_id(found) == by_id(expected(market, kind))


def test_executors_pull_the_partitions_of_the_plan_and_share_the_quota(
    spark: Any, mock: tuple[MockMarket, str]
) -> None:
    market, url = mock
    with redis_server() as redis:
        orders = frame(spark, url, days="5", redis=redis.url)
        parts = plan(
            "stats", places_of("stats", connect(market).campaigns.list()), SINCE, UNTIL, days=5
        )
        assert orders.rdd.getNumPartitions() == len(parts) == 42
        market.requests.clear()
        assert orders.count() == len(expected(market, "stats"))
        import redis as client

        known = client.Redis.from_url(redis.url).keys("yandex-market:*getOrdersStats")
    assert len(known) == 6  # a budget for each store
    assert {entry.status for entry in market.requests} == {200}


def test_sql_reads_nested_columns_and_sums_money_exactly(
    spark: Any, mock: tuple[MockMarket, str]
) -> None:
    market, url = mock
    frame(spark, url).createOrReplaceTempView("stats")
    [[paid]] = spark.sql(
        "SELECT sum(p.total) FROM stats LATERAL VIEW explode(payments) AS p WHERE p.type = 'PAYMENT'"
    ).collect()
    assert paid == sum(
        payment["total"]
        for row in expected(market, "stats")
        for payment in row["payments"]
        if payment["type"] == "PAYMENT"
    )


def test_stores_can_be_chosen_and_personal_columns_left_out(
    spark: Any, mock: tuple[MockMarket, str]
) -> None:
    market, url = mock
    store = str(market.campaign_ids[1])
    orders = frame(spark, url, kind="orders", campaigns=store, personal="false")
    assert "notes" not in orders.columns
    assert {row.campaignId for row in orders.select("campaignId").collect()} == {int(store)}


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({}, "give the first day"),
        ({"since": "x"}, "since: expected a day"),
        ({"since": SINCE, "kind": "returns"}, "kind is one of"),
        ({"since": SINCE, "untill": UNTIL}, "there is no option 'untill'"),
        ({"since": SINCE, "campaigns": "a"}, "expected whole numbers, not 'a'"),
    ],
)
def test_options_that_make_no_sense_are_refused_before_anything_starts(
    options: dict[str, str], says: str
) -> None:
    with pytest.raises(ArgumentError, match=says):
        YandexMarketOrders(options).schema()


def test_a_wrong_option_reaches_the_user_of_spark_in_words(spark: Any) -> None:
    with pytest.raises(AnalysisException, match="give the first day"):
        spark.read.format("yandex_market_orders").load()
