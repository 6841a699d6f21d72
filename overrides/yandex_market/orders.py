"""Orders of a store: `market.orders`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from . import _flow
from ._twins import copy_docstrings
from .errors import ArgumentError
from .paging import AsyncPager, Pager
from .waiting import AsyncOrderUpdate, OrderUpdate

if TYPE_CHECKING:
    from typing import Unpack

    from yandex_market_api.filters import GetOrdersStatsFilters

    from ._calls import Call
    from ._core import Core
    from ._drivers import AsyncDriver, SyncDriver
    from ._flow import Flow
    from .models import Customer, DeliveryInterval, Order, OrdersStatsOrder, StartedOperation
    from .options import CallOptions


def _get(core: Core, campaign_id: int, order_id: int, options: CallOptions | None) -> Flow[Order]:
    asked = {"campaign_id": campaign_id, "order_id": order_id}
    call = core.call("orders.get", "getOrder", asked, options=options)
    return _flow.read(call, "order")


def _stats(
    core: Core,
    campaign_id: int,
    page_size: int | None,
    options: CallOptions | None,
    filters: Mapping[str, Any],
) -> Call:
    asked = {"campaign_id": campaign_id, "limit": page_size}
    return core.call("orders.stats", "getOrdersStats", asked, filters=filters, options=options)


def _update(
    core: Core,
    campaign_id: int,
    order_id: int,
    customer: Customer | Mapping[str, Any] | None,
    delivery_interval: DeliveryInterval | Mapping[str, Any] | None,
    options: CallOptions | None,
) -> Flow[list[StartedOperation]]:
    if customer is None and delivery_interval is None:
        raise ArgumentError("orders.update: nothing to change; give customer or delivery_interval")
    changes = {"customer": customer, "delivery_interval": delivery_interval}
    asked = {"campaign_id": campaign_id, "order_id": order_id, **changes}
    call = core.call("orders.update", "updateOrder", asked, options=options)
    return _flow.read_list(call, "result", "operations")


class Orders:
    """Orders of the stores."""

    def __init__(self, core: Core, driver: SyncDriver) -> None:
        self._core = core
        self._driver = driver

    def get(self, campaign_id: int, order_id: int, *, options: CallOptions | None = None) -> Order:
        """One order, live.

        Raises:
            NotFoundError: the store has no such order.
            ForbiddenError: the store is not one of this key's.
            StatusError and others: see `yandex_market.errors`.

        Source: getOrder (degrades from 2027-01-18, ends on 2027-04-12).
        """
        return self._driver.run(_get(self._core, campaign_id, order_id, options))

    def stats(
        self,
        campaign_id: int,
        *,
        page_size: int | None = None,
        options: CallOptions | None = None,
        **filters: Unpack[GetOrdersStatsFilters],
    ) -> Pager[OrdersStatsOrder]:
        """Orders with what was paid, charged and returned; up to 40 minutes behind.

        Args:
            page_size: orders per page, 1 to 200.
            **filters: `date_from`/`date_to` (creation) or `update_from`/`update_to` (last change),
                days in Moscow time, both ends included; `orders`, `statuses`, `has_cis`.

        Raises:
            ArgumentError: at once, for filters that the API would refuse.
            StatusError and others: while iterating.

        Source: getOrdersStats.
        """
        call = _stats(self._core, campaign_id, page_size, options, filters)
        return Pager(call, self._driver)

    def update(
        self,
        campaign_id: int,
        order_id: int,
        *,
        customer: Customer | Mapping[str, Any] | None = None,
        delivery_interval: DeliveryInterval | Mapping[str, Any] | None = None,
        options: CallOptions | None = None,
    ) -> OrderUpdate:
        """Ask for a change of an order of a LaaS store; `.wait()` on the result until it is made.

        Args:
            customer: the new recipient, a model or a mapping with the wire names.
            delivery_interval: new days and hours for the courier, likewise.

        Raises:
            ArgumentError: at once, for values that the API would refuse, or nothing to change.
            OutcomeUnknownError: the request left and no answer came; it is not sent again.
            BadRequestError: the order's state does not allow it, or the interval is not offered.
            StatusError and others: see `yandex_market.errors`.

        Source: updateOrder.
        """
        flow = _update(self._core, campaign_id, order_id, customer, delivery_interval, options)
        started = self._driver.run(flow)
        return OrderUpdate(self._core, self._driver, campaign_id, order_id, started)


class AsyncOrders:
    """Orders of the stores."""

    def __init__(self, core: Core, driver: AsyncDriver) -> None:
        self._core = core
        self._driver = driver

    async def get(
        self, campaign_id: int, order_id: int, *, options: CallOptions | None = None
    ) -> Order:
        """See Orders.get."""
        return await self._driver.run(_get(self._core, campaign_id, order_id, options))

    def stats(
        self,
        campaign_id: int,
        *,
        page_size: int | None = None,
        options: CallOptions | None = None,
        **filters: Unpack[GetOrdersStatsFilters],
    ) -> AsyncPager[OrdersStatsOrder]:
        """See Orders.stats."""
        call = _stats(self._core, campaign_id, page_size, options, filters)
        return AsyncPager(call, self._driver)

    async def update(
        self,
        campaign_id: int,
        order_id: int,
        *,
        customer: Customer | Mapping[str, Any] | None = None,
        delivery_interval: DeliveryInterval | Mapping[str, Any] | None = None,
        options: CallOptions | None = None,
    ) -> AsyncOrderUpdate:
        """See Orders.update."""
        flow = _update(self._core, campaign_id, order_id, customer, delivery_interval, options)
        started = await self._driver.run(flow)
        return AsyncOrderUpdate(self._core, self._driver, campaign_id, order_id, started)


copy_docstrings(Orders, AsyncOrders)
