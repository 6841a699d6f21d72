"""An Airflow DAG: the last week of all stores, a mapped task for each partition of the plan.

Put it in the DAGs folder; workers need `yandex-market-sdk[bulk]`, YANDEX_MARKET_API_KEY, and
ORDERS_FOLDER, a folder that they share. With YANDEX_MARKET_REDIS all of them keep within one quota.
"""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from typing import Any

from airflow.sdk import dag, task


@dag(
    schedule="0 4 * * *",
    start_date=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC),
    catchup=False,
    max_active_tasks=8,
    tags=["yandex-market"],
)
def yandex_market_orders() -> None:
    """Statistics into Parquet, a file for each store and window."""

    @task
    def parts() -> list[dict[str, Any]]:
        """The plan, as JSON: Airflow maps a task over it."""
        from yandex_market import YandexMarket
        from yandex_market.bulk import places_of, plan
        from yandex_market.bulk.planning import today

        with YandexMarket() as market:
            stores = places_of("stats", market.campaigns.list())
        week_ago = today() - datetime.timedelta(days=7)
        return [part.to_dict() for part in plan("stats", stores, since=week_ago)]

    @task(retries=3, retry_delay=datetime.timedelta(minutes=5))
    def pull(part: dict[str, Any]) -> str:
        """One partition into one file; again, the same file."""
        import pyarrow as pa
        import pyarrow.parquet as pq
        from yandex_market import YandexMarket
        from yandex_market.bulk import Partition, RedisQuota, fetch

        redis = os.environ.get("YANDEX_MARKET_REDIS")
        quota = RedisQuota(redis) if redis else None
        partition = Partition.from_dict(part)
        file = Path(os.environ["ORDERS_FOLDER"]) / f"{partition.id}.parquet"
        with YandexMarket(quota=quota) as market:
            batches = [batch.to_arrow() for batch in fetch(partition, market)]
        pq.write_table(pa.Table.from_batches(batches), f"{file}.part")
        Path(f"{file}.part").replace(file)
        return str(file)

    pull.expand(part=parts())


yandex_market_orders()
