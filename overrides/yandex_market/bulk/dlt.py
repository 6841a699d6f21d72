"""A source for dlt: orders into any of its destinations, merged by order id.

    import dlt
    from yandex_market.bulk.dlt import source

    pipeline = dlt.pipeline("orders", destination="duckdb", dataset_name="market")
    pipeline.run(source(since="2026-11-01"))

Each run goes on where the last one that was loaded ended, less the tail. Nested objects become columns
and lists become child tables, by the names that dlt gives (`stats__items__prices`). The client does the
asking, so quotas are kept to and a 420 is waited out.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from ..client import YandexMarket
from ..quotas import QuotaStore
from .columns import AFTER_POINT, DIGITS, KEY, Column, schema
from .extra import needed
from .fetching import fetch
from .patience import PATIENCE
from .planning import TAIL, By, Kind, day, places_of, plan, today

dlt: Any = needed("dlt")

_TYPES: dict[str, dict[str, Any]] = {
    "integer": {"data_type": "bigint"},
    "decimal": {"data_type": "decimal", "precision": DIGITS, "scale": AFTER_POINT},
    "text": {"data_type": "text"},
    "boolean": {"data_type": "bool"},
    "date": {"data_type": "date"},
    "time": {"data_type": "timestamp"},
    "json": {"data_type": "text"},
}


def source(
    since: datetime.date | str,
    until: datetime.date | str | None = None,
    *,
    kinds: Sequence[Kind] = ("stats",),
    by: By = "created",
    campaigns: Sequence[int] = (),
    tail: int = TAIL,
    personal: bool = True,
    api_key: str | None = None,
    base_url: str | None = None,
    quota: QuotaStore | None = None,
    market: YandexMarket | None = None,
) -> Any:
    """A dlt source with a resource for each kind: `stats`, `orders`.

    Args:
        since: the first day, in Moscow, of the first run.
        until: the day after the last one; without it tomorrow.
        kinds: which resources there are.
        by: days of creation, or of the last change.
        campaigns: these stores alone.
        tail: days before the end of the last run that are pulled again.
        personal: False leaves out the columns that tell of persons.
        api_key: as for the client; better in YANDEX_MARKET_API_KEY.
        base_url: as for the client.
        quota: a store to share, such as RedisQuota.
        market: a client of your own, instead of the three before.

    Raises:
        ArgumentError: the span makes no sense.
        MarketError: while it runs; dlt then loads nothing of this run.

    Source: getOrdersStats, getBusinessOrders.
    """
    first = day("since", since)

    def resource(kind: Kind) -> Any:
        def rows() -> Iterator[list[dict[str, Any]]]:
            if market is not None:
                yield from pulled(market, kind, dlt.current.resource_state())
                return
            with YandexMarket(api_key, base_url=base_url, quota=quota, retry=PATIENCE) as own:
                yield from pulled(own, kind, dlt.current.resource_state())

        return dlt.resource(
            rows,
            name=kind,
            primary_key=KEY,
            write_disposition="merge",
            columns=_columns(schema(kind, personal=personal)),
        )

    def pulled(
        client: YandexMarket, kind: Kind, state: dict[str, Any]
    ) -> Iterator[list[dict[str, Any]]]:
        stores = [s for s in client.campaigns.list() if not campaigns or s.id in campaigns]
        some = tuple(campaigns) if kind == "orders" else ()
        # Each set of stores within a business, and each way to count days, is known by itself.
        known = state.setdefault("known_until", {}).setdefault("-".join((by, *map(str, some))), {})
        until_of = {int(place): day("known_until", text) for place, text in known.items()}
        places = places_of(kind, stores)
        for part in plan(
            kind, places, first, until, by=by, campaigns=some, known_until=until_of, tail=tail
        ):
            for batch in fetch(part, client, prefetch=1):
                yield [_told(row) for row in batch.rows(personal=personal)]
            known[str(part.place)] = min(part.end, today()).isoformat()

    return dlt.source(lambda: [resource(kind) for kind in kinds], name="yandex_market")()


def _columns(columns: Sequence[Column]) -> dict[str, Any]:
    """What dlt cannot see in a row that lacks a value: the types of plain columns."""
    return {c.name: {"name": c.name, **_TYPES[c.type]} for c in columns if c.type in _TYPES}


def _told(value: Any) -> Any:
    """A value without its nulls: for dlt, absent is the same, and takes no column in vain."""
    if isinstance(value, dict):
        return {name: _told(one) for name, one in value.items() if one is not None}
    return [_told(one) for one in value] if isinstance(value, list) else value
