"""Bulk: all orders of all stores, again and again, in tables.

    from yandex_market import YandexMarket
    from yandex_market.bulk import fetch, places_of, plan

    with YandexMarket() as market:
        stores = places_of("stats", market.campaigns.list())
        for partition in plan("stats", stores, since="2026-11-01"):
            for batch in fetch(partition, market):
                batch.rows()        # dicts; or batch.to_arrow(), with the extra `bulk`

`plan` and `fetch` need nothing but the client. `export` writes files (extra `bulk`, command
`yandex-market export`), `RedisQuota` shares quotas between machines (extra `redis`);
`yandex_market.bulk.dlt` and `yandex_market.bulk.spark` are sources for these (extras of these names).
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .columns import Column as Column
    from .columns import schema as schema
    from .exporting import Export as Export
    from .exporting import State as State
    from .exporting import Summary as Summary
    from .exporting import export as export
    from .fetching import Batch as Batch
    from .fetching import afetch as afetch
    from .fetching import fetch as fetch
    from .planning import Partition as Partition
    from .planning import places_of as places_of
    from .planning import plan as plan
    from .redis import AsyncRedisQuota as AsyncRedisQuota
    from .redis import RedisQuota as RedisQuota

_HOMES = {
    "columns": ("Column", "schema"),
    "exporting": ("Export", "State", "Summary", "export"),
    "fetching": ("Batch", "afetch", "fetch"),
    "planning": ("Partition", "places_of", "plan"),
    "redis": ("AsyncRedisQuota", "RedisQuota"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "AsyncRedisQuota", "Batch", "Column", "Export", "Partition", "RedisQuota", "State", "Summary", "afetch",
    "export", "fetch", "places_of", "plan", "schema",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f".{_HOME_OF[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
