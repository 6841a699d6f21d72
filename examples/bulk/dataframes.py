"""Exports as data frames, in three lines each.

    yandex-market export stats --since 2026-11-01 --to stats.parquet
    yandex-market export stats --since 2026-11-01 --to orders.duckdb
    python examples/bulk/dataframes.py stats.parquet orders.duckdb

Needs pandas and polars beside the extra `bulk`.
"""

from __future__ import annotations

import sys


def polars_revenue(parquet: str) -> str:
    """Paid by day, exactly: nested columns are exploded, money stays DECIMAL."""
    import polars as pl

    payments = pl.read_parquet(parquet).explode("payments").unnest("payments", separator="_")
    paid = payments.filter(pl.col("payments_type") == "PAYMENT")
    return str(
        paid.group_by("creationDate").agg(pl.col("payments_total").sum()).sort("creationDate")
    )


def pandas_fees(duckdb_file: str) -> str:
    """Commissions by type, from the view that DuckDB has of the list."""
    import duckdb

    with duckdb.connect(duckdb_file, read_only=True) as db:
        fees = db.sql("SELECT type, sum(actual) AS total FROM stats_commissions GROUP BY type").df()
    return str(fees.sort_values("total", ascending=False))


if __name__ == "__main__":
    print(polars_revenue(sys.argv[1]))
    print(pandas_fees(sys.argv[2]))
