"""The async client under trio: all that it does in asyncio, but for running ahead."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
import trio
from yandex_market import AsyncYandexMarket, ConfigurationError, NotFoundError, RetryPolicy
from yandex_market.mock import MockMarket
from yandex_market.testing import async_connect

from tests.twins import NOW

Body = Callable[[MockMarket, AsyncYandexMarket], Awaitable[None]]


@pytest.fixture
def proved(monkeypatch: pytest.MonkeyPatch) -> Callable[[Body], None]:
    """Runs a body under trio: over HTTP, and in process."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    def run(body: Body) -> None:
        async def both() -> None:
            mock = MockMarket(orders=400, now=NOW, quotas="off")
            with mock.serve() as url:
                policy = RetryPolicy(base=0.001)
                async with AsyncYandexMarket(mock.api_key, base_url=url, retry=policy) as market:
                    await body(mock, market)
            mock = MockMarket(orders=400, now=NOW)
            async with async_connect(mock) as market:
                await body(mock, market)

        trio.run(both)

    return run


def test_calls_and_their_errors_and_repetitions(proved: Callable[[Body], None]) -> None:
    async def body(mock: MockMarket, market: AsyncYandexMarket) -> None:
        mock.faults.add("getOrdersStats", 503)
        assert await market.orders.stats(mock.campaign_ids[0]).first() is not None
        with pytest.raises(NotFoundError):
            await market.orders.buyer(mock.campaign_id("DBS"), 1)

    proved(body)


def test_listings_of_one_part_and_of_several_come_whole_and_in_order(
    proved: Callable[[Body], None],
) -> None:
    async def body(mock: MockMarket, market: AsyncYandexMarket) -> None:
        first, second = mock.campaign_ids[:2]
        one_by_one = [
            order.id
            for store in (first, second)
            for order in await market.orders.stats(store, page_size=40).collect(limit=10_000)
        ]
        listing = market.orders.stats_of([first, second], page_size=40)
        assert [order.id async for order in listing] == one_by_one
        assert len(one_by_one) > 120
        assert [page.number async for page in listing.pages(prefetch=0)][-1] > 3

    proved(body)


def test_an_update_is_waited_for(proved: Callable[[Body], None]) -> None:
    async def body(mock: MockMarket, market: AsyncYandexMarket) -> None:
        laas = mock.campaign_id("LaaS")
        order = next(one for one in mock.order_ids(laas) if mock.offered_intervals(one))
        intervals = await market.orders.update_options(laas, order)
        update = await market.orders.update(laas, order, delivery_interval=intervals[-1])
        done = await update.wait(deadline=300, poll=0.01)
        assert [operation.status for operation in done] == ["DONE"]

    proved(body)


def test_to_run_ahead_is_refused_in_plain_words(proved: Callable[[Body], None]) -> None:
    async def body(mock: MockMarket, market: AsyncYandexMarket) -> None:
        listing = market.orders.stats(mock.campaign_ids[0], prefetch=2)
        with pytest.raises(ConfigurationError, match="ahead by asyncio alone; here leave it out"):
            async for _ in listing:
                pass
        assert await listing.first() is not None

    proved(body)
