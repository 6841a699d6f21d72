"""A Python data source for Spark 4: orders as a DataFrame, pulled by the executors.

    from yandex_market.bulk.spark import YandexMarketOrders

    spark.dataSource.register(YandexMarketOrders)
    orders = (
        spark.read.format("yandex_market_orders")
        .option("since", "2026-11-01")
        .option("redis", "redis://quotas:6379/0")
        .load()
    )

Options: `kind` (stats, orders), `since`, `until`, `by` (created, updated), `campaigns` (ids with commas),
`days` (of a partition), `personal` (true, false), `redis` (address: all executors then keep within one
quota), `baseUrl`, `apiKey`. The key is better in the variable YANDEX_MARKET_API_KEY of driver and executors
than in an option, which Spark may show.

Each partition of the plan is a task; a task that fails is tried again by Spark as a whole, and yields the
same orders. The executors need this package with its extra `spark`, and `redis` where quotas are shared.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..client import YandexMarket
from ..errors import ArgumentError
from .columns import AFTER_POINT, DIGITS, Column, schema
from .extra import needed
from .fetching import fetch
from .patience import PATIENCE
from .planning import By, Kind, Partition, places_of, plan

if TYPE_CHECKING:
    import pyarrow as pa

datasource: Any = needed("pyspark.sql.datasource")
types: Any = needed("pyspark.sql.types")

NAME = "yandex_market_orders"
OPTIONS = (
    "kind", "since", "until", "by", "campaigns", "days", "personal", "redis", "baseUrl", "apiKey",
)  # fmt: skip

_PLAIN = {
    "integer": types.LongType(),
    "decimal": types.DecimalType(DIGITS, AFTER_POINT),
    "text": types.StringType(),
    "boolean": types.BooleanType(),
    "date": types.DateType(),
    "time": types.TimestampType(),
    "json": types.StringType(),
}


class YandexMarketOrders(datasource.DataSource):  # type: ignore[misc]  # its base is loaded when it is there
    """`spark.read.format("yandex_market_orders")`; see the module for its options."""

    @classmethod
    def name(cls) -> str:
        """The name of the format."""
        return NAME

    def schema(self) -> Any:
        """The columns as Spark's types."""
        asked = _Asked(self.options)
        return _struct(schema(asked.kind, personal=asked.personal))

    def reader(self, schema: Any) -> Any:
        """Spark calls it with the schema that it settled on."""
        return _Reader(_Asked(self.options), schema)


class _Asked:
    """The options, read. Raises ArgumentError for what makes no sense."""

    def __init__(self, options: Mapping[str, str]) -> None:
        known = {name.lower(): name for name in OPTIONS}
        given = {known.get(name.lower(), name): value for name, value in options.items()}
        if unknown := given.keys() - set(OPTIONS):
            raise ArgumentError(
                f"{NAME}: there is no option {min(unknown)!r}; there are {', '.join(OPTIONS)}"
            )
        if "since" not in given:
            raise ArgumentError(f"{NAME}: give the first day: .option('since', '2026-11-30')")
        self.kind: Kind = given.get("kind", "stats")  # type: ignore[assignment]  # plan checks it
        self.by: By = given.get("by", "created")  # type: ignore[assignment]  # so does a partition
        self.since, self.until = given["since"], given.get("until")
        self.campaigns = tuple(_numbers("campaigns", given.get("campaigns", "")))
        self.days = next(_numbers("days", given.get("days", "")), None)
        self.personal = given.get("personal", "true").lower() != "false"
        self.redis, self.base_url = given.get("redis"), given.get("baseUrl")
        self.api_key = given.get("apiKey")
        # What makes no sense is told here, on the driver, before anything starts.
        plan(self.kind, [1], self.since, self.until, by=self.by, days=self.days)

    def market(self) -> YandexMarket:
        """A client as asked."""
        quota = None
        if self.redis:
            from .redis import RedisQuota

            quota = RedisQuota(self.redis)
        return YandexMarket(self.api_key, base_url=self.base_url, retry=PATIENCE, quota=quota)


class _Reader(datasource.DataSourceReader):  # type: ignore[misc]  # its base is loaded when it is there
    """What travels to the executors."""

    def __init__(self, asked: _Asked, schema: Any) -> None:
        self._asked = asked
        self._schema = schema

    def partitions(self) -> list[Any]:
        """The plan; asked on the driver, which looks up the stores."""
        asked = self._asked
        with asked.market() as market:
            stores = [
                store
                for store in market.campaigns.list()
                if not asked.campaigns or store.id in asked.campaigns
            ]
        parts = plan(
            asked.kind, places_of(asked.kind, stores), asked.since, asked.until, by=asked.by,
            days=asked.days, campaigns=asked.campaigns if asked.kind == "orders" else (),
        )  # fmt: skip
        return [datasource.InputPartition(part) for part in parts]

    def read(self, partition: Any) -> Iterator[pa.RecordBatch]:
        """The orders of a partition, on an executor, as Arrow."""
        part: Partition = partition.value
        wanted = _arrow(self._schema)
        with self._asked.market() as market:
            for batch in fetch(part, market, prefetch=1):
                yield batch.to_arrow(personal=self._asked.personal).cast(wanted)


def _struct(columns: tuple[Column, ...]) -> Any:
    return types.StructType([types.StructField(c.name, _type(c)) for c in columns])


def _type(column: Column) -> Any:
    if column.type == "struct":
        return _struct(column.fields)
    if column.item is not None:
        return types.ArrayType(_type(column.item))
    return _PLAIN[column.type]


def _arrow(struct: Any) -> pa.Schema:
    """What Spark takes for these columns: moments in UTC, and its own name for what is in a list."""
    from pyspark.sql.pandas.types import to_arrow_schema

    takes_zone = "timezone" in inspect.signature(to_arrow_schema).parameters  # newer releases do
    return to_arrow_schema(struct, **({"timezone": "UTC"} if takes_zone else {}))


def _numbers(name: str, text: str) -> Iterator[int]:
    for word in text.replace(",", " ").split():
        if not word.isdecimal():
            raise ArgumentError(f"{NAME}: option {name}: expected whole numbers, not {word!r}")
        yield int(word)
