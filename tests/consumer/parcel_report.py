"""Two questions that a shop asks its orders: what was paid in a store, and which changes did not go through."""

from __future__ import annotations

import asyncio
import datetime
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from yandex_market import AsyncYandexMarket, MarketError, WaitError, YandexMarket
from yandex_market.models import BusinessOrder, OrderStatusType


def paid(market: YandexMarket, campaign_id: int, since: datetime.date) -> Decimal:
    """What buyers paid for the orders of a store, from a day on."""
    orders = market.orders.stats(campaign_id, date_from=since, page_size=200)
    payments = (payment for order in orders for payment in order.payments or ())
    return sum((p.total or Decimal(0) for p in payments if p.type_ == "PAYMENT"), Decimal(0))


def by_status(market: YandexMarket, business_id: int) -> Mapping[str, int]:
    """How many orders are in which status."""
    orders: list[BusinessOrder] = list(market.orders.list(business_id))
    return Counter(str(order.status) for order in orders)


def move(market: YandexMarket, campaign_id: int, order_id: int) -> str:
    """Ask for the last interval that the service offers, and say how it ended."""
    intervals = market.orders.update_options(campaign_id, order_id)
    try:
        update = market.orders.update(campaign_id, order_id, delivery_interval=intervals[-1])
        update.wait(deadline=300)
    except WaitError as error:
        return f"open: {len(error.operations)}"
    except MarketError as error:
        return f"refused: {error}"
    return "moved"


async def stores(base_url: str, api_key: str) -> list[int]:
    """The stores of a key, asked for over HTTP by the async twin."""
    async with AsyncYandexMarket(api_key, base_url=base_url) as market:
        return [campaign.id async for campaign in market.campaigns.list() if campaign.id]


def first_store(base_url: str, api_key: str) -> int:
    """The same from blocking code."""
    return asyncio.run(stores(base_url, api_key))[0]


def is_open(order: BusinessOrder) -> bool:
    """Whether somebody still has to do something; a status newer than this program counts."""
    done = (OrderStatusType.DELIVERED, OrderStatusType.CANCELLED, OrderStatusType.RETURNED)
    return order.status not in done
