"""All stores at once: one async client, a task per store, and the limits kept by the client.

    python examples/many_stores_async.py

Runs on a mock market. For your own stores: `async with AsyncYandexMarket() as market:`.
"""

from __future__ import annotations

import asyncio
from collections import Counter

from yandex_market import AsyncYandexMarket, ForbiddenError, MarketError
from yandex_market.mock import MockMarket
from yandex_market.models import PlacementType
from yandex_market.testing import async_connect


async def statuses(market: AsyncYandexMarket, store: int) -> Counter[str]:
    """How many orders a store has in each status."""
    pager = market.orders.stats(store, page_size=200, prefetch=2)  # the next pages meanwhile
    return Counter([str(order.status) async for order in pager])


async def report(market: AsyncYandexMarket, store: int, name: str) -> None:
    """One line on a store; what is wrong with one is no reason to stop the others."""
    try:
        counts = await statuses(market, store)
    except ForbiddenError as error:
        print(f"{store} {name}: not for this key: {error}")
    except MarketError as error:
        print(f"{store} {name}: {type(error).__name__}")
    else:
        print(f"{store} {name}: {counts.total()} orders, {counts.most_common(2)}")


async def main() -> None:
    """Start a task per store and wait for all."""
    async with async_connect(MockMarket(orders=2_000)) as market, asyncio.TaskGroup() as tasks:
        async for store in market.campaigns.list():
            # Orders of a LaaS store are sold elsewhere: it has no statistics.
            if store.id and store.placement_type != PlacementType.LAAS:
                tasks.create_task(report(market, store.id, store.domain or ""))


if __name__ == "__main__":
    asyncio.run(main())
