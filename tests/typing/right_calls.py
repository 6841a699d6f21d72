"""The whole public surface as its users write it, for type checkers: each result has one exact type.

Never run. Mypy and Pyright, both strict, read it in `nox -s types`.
"""

from __future__ import annotations

import datetime
from collections.abc import AsyncIterator, Iterator
from typing import assert_type

from yandex_market import (
    AsyncOrderUpdate,
    AsyncPager,
    AsyncQuotaStore,
    AsyncYandexMarket,
    CallOptions,
    Clock,
    Grant,
    MarketError,
    MemoryQuota,
    OperationState,
    OrderUpdate,
    Page,
    Pager,
    Poll,
    QuotaExceededError,
    QuotaStore,
    RateLimit,
    Raw,
    ResponseDecodeError,
    RetryPolicy,
    StatusError,
    Wait,
    WaitError,
    YandexMarket,
)
from yandex_market.models import (
    BusinessOrder,
    Campaign,
    DeliveryInterval,
    Operation,
    Order,
    OrderBuyer,
    OrdersStatsOrder,
    OrderStatusType,
    StartedOperation,
)
from yandex_market.testing import MockClock

DAY = datetime.date(2026, 4, 2)
MOMENT = datetime.datetime(2026, 4, 2, 9, 30, tzinfo=datetime.UTC)
PERSON = {"firstName": "A", "lastName": "B", "phone": "+70000000001"}


def campaigns(market: YandexMarket, options: CallOptions) -> None:
    assert_type(market.campaigns.list(), Pager[Campaign])
    market.campaigns.list(page_size=50, prefetch=2, options=options)


def orders(market: YandexMarket, options: CallOptions, interval: DeliveryInterval) -> None:
    listed = market.orders.list(
        900,
        page_size=50,
        prefetch=1,
        options=options,
        statuses=[OrderStatusType.PROCESSING, "DELIVERY"],
        creation_date_from=DAY,
        creation_date_to="2026-04-03",
        update_date_from=MOMENT,
        campaign_ids=[21],
        fake=None,
    )
    assert_type(listed, Pager[BusinessOrder])
    in_store = market.orders.list_in_store(21, status=["PROCESSING"], from_date=DAY, fake=True)
    assert_type(in_store, Pager[Order])
    assert_type(market.orders.stats(21, date_from=DAY, statuses=["X"]), Pager[OrdersStatsOrder])
    assert_type(market.orders.get(21, 5, options=options), Order)
    assert_type(market.orders.buyer(21, 5), OrderBuyer)
    assert_type(market.orders.update_options(21, 5), list[DeliveryInterval])
    update = market.orders.update(21, 5, customer=PERSON, delivery_interval=interval)
    assert_type(update, OrderUpdate)


def operations(market: YandexMarket, update: OrderUpdate) -> None:
    assert_type(market.operations.get(900, "A", ["1"]), list[Operation])
    waited = market.operations.wait(900, [OperationState("A", "1")], deadline=9, poll=Poll())
    assert_type(waited, list[Operation])
    assert_type(update.wait(deadline=300, poll=2.0), list[Operation])
    assert_type(update.operations, tuple[StartedOperation, ...])
    assert_type((update.campaign_id, update.order_id), tuple[int, int])


def paging(pager: Pager[Order]) -> None:
    for item in pager:
        assert_type(item, Order)
    assert_type(pager.first(), Order | None)
    assert_type(pager.collect(limit=3), list[Order])
    assert_type(pager.pages(resume_from=None, prefetch=2), Iterator[Page[Order]])
    for page in pager.pages():
        assert_type(page.items, list[Order])
        assert_type(page.next_token, str | None)
        assert_type(page.number, int)
        assert_type(page.response.status_code, int)


def client() -> None:
    policy = RetryPolicy(attempts=2, jitter=lambda upper: upper)
    with YandexMarket("key", timeout=3, retry=policy, quota=MemoryQuota()) as market:
        assert_type(market, YandexMarket)
        assert_type(market.with_options(timeout=5, deadline=None, app="a/1"), YandexMarket)
        assert_type(market.close(), None)


def raw(market: YandexMarket) -> None:
    assert_type(market.raw.campaigns.list(), Pager[Raw[Campaign]])
    assert_type(market.raw.orders.list(900, statuses=["X"]), Pager[Raw[BusinessOrder]])
    assert_type(market.raw.orders.list_in_store(21), Pager[Raw[Order]])
    assert_type(market.raw.orders.stats(21, has_cis=True), Pager[Raw[OrdersStatsOrder]])
    assert_type(market.raw.orders.get(21, 5), Raw[Order])
    assert_type(market.raw.orders.buyer(21, 5), Raw[OrderBuyer])
    assert_type(market.raw.orders.update_options(21, 5), Raw[list[DeliveryInterval]])
    assert_type(market.raw.orders.update(21, 5, customer=PERSON), Raw[OrderUpdate])
    assert_type(market.raw.operations.get(900, "A", ["1"]), Raw[list[Operation]])
    got = market.raw.orders.get(21, 5)
    assert_type(got.value, Order)
    assert_type(got.rate_limit, RateLimit | None)
    assert_type((got.attempts, got.response.status_code), tuple[int, int])


async def async_campaigns(market: AsyncYandexMarket, options: CallOptions) -> None:
    assert_type(market.campaigns.list(), AsyncPager[Campaign])
    market.campaigns.list(page_size=50, prefetch=2, options=options)


async def async_orders(market: AsyncYandexMarket, interval: DeliveryInterval) -> None:
    assert_type(market.orders.list(900, creation_date_from=DAY), AsyncPager[BusinessOrder])
    assert_type(market.orders.list_in_store(21, to_date=DAY), AsyncPager[Order])
    assert_type(market.orders.stats(21, orders=[5]), AsyncPager[OrdersStatsOrder])
    assert_type(await market.orders.get(21, 5), Order)
    assert_type(await market.orders.buyer(21, 5), OrderBuyer)
    assert_type(await market.orders.update_options(21, 5), list[DeliveryInterval])
    update = await market.orders.update(21, 5, customer=PERSON, delivery_interval=interval)
    assert_type(update, AsyncOrderUpdate)


async def async_operations(market: AsyncYandexMarket, update: AsyncOrderUpdate) -> None:
    assert_type(await market.operations.get(900, "A", ["1"]), list[Operation])
    assert_type(await market.operations.wait(900, update.operations, deadline=9), list[Operation])
    assert_type(await update.wait(deadline=300, poll=Poll(first=2)), list[Operation])


async def async_paging(pager: AsyncPager[Order]) -> None:
    async for item in pager:
        assert_type(item, Order)
    assert_type(await pager.first(), Order | None)
    assert_type(await pager.collect(limit=3), list[Order])
    assert_type(pager.pages(resume_from="t"), AsyncIterator[Page[Order]])


async def async_client() -> None:
    async with AsyncYandexMarket("key", quota=MemoryQuota()) as market:
        assert_type(market, AsyncYandexMarket)
        assert_type(market.with_options(headers={"X-Trace": "1"}), AsyncYandexMarket)
        assert_type(await market.aclose(), None)


async def async_raw(market: AsyncYandexMarket) -> None:
    assert_type(market.raw.campaigns.list(), AsyncPager[Raw[Campaign]])
    assert_type(market.raw.orders.list(900), AsyncPager[Raw[BusinessOrder]])
    assert_type(market.raw.orders.list_in_store(21), AsyncPager[Raw[Order]])
    assert_type(market.raw.orders.stats(21), AsyncPager[Raw[OrdersStatsOrder]])
    assert_type(await market.raw.orders.get(21, 5), Raw[Order])
    assert_type(await market.raw.orders.buyer(21, 5), Raw[OrderBuyer])
    assert_type(await market.raw.orders.update_options(21, 5), Raw[list[DeliveryInterval]])
    assert_type(await market.raw.orders.update(21, 5, customer=PERSON), Raw[AsyncOrderUpdate])
    assert_type(await market.raw.operations.get(900, "A", ["1"]), Raw[list[Operation]])


def protocols(clock: MockClock) -> None:
    """The classes that come with the package fit where its protocols are asked for."""
    store: QuotaStore = MemoryQuota()
    time: Clock = clock
    YandexMarket("key", quota=store, clock=time)


async def async_protocols(store: AsyncQuotaStore, clock: Clock) -> None:
    AsyncYandexMarket("key", quota=store, clock=clock)


def errors(error: MarketError) -> None:
    assert_type(error.resume_token, str | None)
    match error:
        case QuotaExceededError():
            assert_type(error.retry_at, datetime.datetime | None)
            assert_type(error.rate_limit, RateLimit | None)
        case StatusError():
            assert_type((error.status, error.operation), tuple[int, str])
            assert_type(error.errors, tuple[tuple[str | None, str | None], ...])
            assert_type((error.body, error.attempts), tuple[bytes, int])
            assert_type(error.headers, dict[str, str])
        case ResponseDecodeError():
            assert_type((error.path, error.body), tuple[str, bytes])
            assert_type(error.next_token, str | None)
        case WaitError():
            assert_type(error.operations, tuple[OperationState, ...])
        case _:
            pass


def quotas(answer: Grant | Wait) -> None:
    match answer:
        case Grant():
            assert_type((answer.cost, answer.id), tuple[int, str])
        case Wait():
            assert_type((answer.until, answer.spent), tuple[float, bool])
