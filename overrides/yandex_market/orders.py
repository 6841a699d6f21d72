"""Orders of the stores: `market.orders`."""

from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from . import _flow
from ._twins import copy_docstrings
from .errors import ArgumentError
from .paging import AsyncPager, Pager
from .waiting import AsyncOrderUpdate, OrderUpdate

if TYPE_CHECKING:
    from typing import Unpack

    from yandex_market_api.filters import (
        GetBusinessOrdersFilters,
        GetOrdersFilters,
        GetOrdersStatsFilters,
    )

    from ._calls import Call, Parts
    from ._commands import Flow
    from ._core import Core
    from ._drivers import AsyncDriver, SyncDriver
    from .models import (
        BusinessOrder,
        Customer,
        DeliveryInterval,
        Order,
        OrderBuyer,
        OrdersStatsOrder,
        StartedOperation,
    )
    from .options import CallOptions


def _list(
    core: Core,
    business_id: int,
    page_size: int | None,
    options: CallOptions | None,
    filters: Mapping[str, Any],
) -> Call | Parts:
    asked = {"business_id": business_id, "limit": page_size}
    return core.windows("orders.list", "getBusinessOrders", asked, filters=filters, options=options)


def _list_in_store(
    core: Core,
    campaign_id: int,
    page_size: int | None,
    options: CallOptions | None,
    filters: Mapping[str, Any],
) -> Call:
    asked = {"campaign_id": campaign_id, "limit": page_size}
    return core.call("orders.list_in_store", "getOrders", asked, filters=filters, options=options)


def _get(core: Core, campaign_id: int, order_id: int, options: CallOptions | None) -> Flow[Order]:
    asked = {"campaign_id": campaign_id, "order_id": order_id}
    call = core.call("orders.get", "getOrder", asked, options=options)
    return _flow.read(call, "order")


def _buyer(
    core: Core, campaign_id: int, order_id: int, options: CallOptions | None
) -> Flow[OrderBuyer]:
    asked = {"campaign_id": campaign_id, "order_id": order_id}
    call = core.call("orders.buyer", "getOrderBuyerInfo", asked, options=options)
    return _flow.read(call, "result")


def _update_options(
    core: Core, campaign_id: int, order_id: int, options: CallOptions | None
) -> Flow[list[DeliveryInterval]]:
    asked = {"campaign_id": campaign_id, "order_id": order_id}
    call = core.call("orders.update_options", "getOrderUpdateOptions", asked, options=options)
    return _flow.read_list(call, "result", "delivery_intervals", "available_delivery_intervals")


def _stats(
    core: Core,
    campaign_id: int,
    page_size: int | None,
    options: CallOptions | None,
    filters: Mapping[str, Any],
) -> Call:
    asked = {"campaign_id": campaign_id, "limit": page_size}
    return core.call("orders.stats", "getOrdersStats", asked, filters=filters, options=options)


def _stats_of(
    core: Core,
    campaign_ids: Sequence[int],
    page_size: int | None,
    options: CallOptions | None,
    filters: Mapping[str, Any],
) -> Parts:
    return core.over_stores(
        "orders.stats_of", "getOrdersStats", campaign_ids, {"limit": page_size},
        filters=filters, options=options,
    )  # fmt: skip


def _update(
    core: Core,
    campaign_id: int,
    order_id: int,
    customer: Customer | Mapping[str, object] | None,
    delivery_interval: DeliveryInterval | Mapping[str, object] | None,
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

    def list(
        self,
        business_id: int,
        *,
        page_size: int | None = None,
        prefetch: int | None = None,
        options: CallOptions | None = None,
        **filters: Unpack[GetBusinessOrdersFilters],
    ) -> Pager[BusinessOrder]:
        """Orders of all stores of a business, live; without dates those of the last 30 days.

        Args:
            business_id: the business (cabinet), as `campaigns.list()` shows it.
            page_size: orders per page, 1 to 50.
            prefetch: pages to fetch ahead of the caller, 0 to 8 (one, from the second page on).
            **filters: `creation_date_from`/`_to` and `shipment_date_from`/`_to` (days),
                `update_date_from`/`_to` (times with an offset): the start is included, the end is
                not, so tomorrow's date takes today in. `order_ids`, `external_order_ids`,
                `campaign_ids` (50 of each at most), `program_types`, `statuses`, `substatuses`,
                `source_platforms`, `waiting_for_cancellation_approve`; `fake=True` for test orders.

        The API answers for 30 days at most. One pair that is longer is asked for in windows of so
        many days, oldest first; an empty window costs one request. Up to four are read at the same
        time, each `prefetch` pages ahead (eight); with `prefetch=0` one after the other. A creation start that lies
        further back and has no end reaches to the end of today in Moscow, an update start to the
        moment of the call; a shipment start without an end is sent as it is. Tokens of such a
        listing name their window. An order that changes meanwhile may come in two update windows,
        or in none when it changed after the end.

        Raises:
            ArgumentError: at once, for filters that the API would refuse, and for two pairs that
                are both longer than 30 days.
            ForbiddenError: while iterating: the business or a store is not one of this key's.
            StatusError and others: while iterating.

        Source: getBusinessOrders.
        """
        call = _list(self._core, business_id, page_size, options, filters)
        return Pager(call, self._driver, prefetch)

    def list_in_store(
        self,
        campaign_id: int,
        *,
        page_size: int | None = None,
        prefetch: int | None = None,
        options: CallOptions | None = None,
        **filters: Unpack[GetOrdersFilters],
    ) -> Pager[Order]:
        """Orders of one store, live; without those that were finished more than 30 days ago.

        Args:
            page_size: orders per page, 1 to 50.
            prefetch: pages to fetch ahead of the caller, 0 to 8 (one, from the second page on).
            **filters: `from_date`/`to_date` (creation) and `supplier_shipment_date_from`/`_to`
                (days), `updated_at_from`/`_to` (times with an offset): the start is included, the
                end is not; 30 days apart at most. `status`, `substatus` (lists), `dispatch_type`,
                `buyer_type`, `has_cis`, `only_waiting_for_cancellation_approve`,
                `only_estimated_delivery`; `fake=True` for test orders; `order_ids`, 50 at most and
                without other filters.

        Raises:
            ArgumentError: at once, for filters that the API would refuse.
            StatusError and others: while iterating.

        Warns:
            SunsetWarning: from 30 days before the method degrades; `list` replaces it.

        Source: getOrders (degrades from 2027-01-18, ends on 2027-04-12).
        """
        call = _list_in_store(self._core, campaign_id, page_size, options, filters)
        return Pager(call, self._driver, prefetch)

    def get(self, campaign_id: int, order_id: int, *, options: CallOptions | None = None) -> Order:
        """One order, live.

        Raises:
            NotFoundError: the store has no such order.
            ForbiddenError: the store is not one of this key's.
            StatusError and others: see `yandex_market.errors`.

        Warns:
            SunsetWarning: from 30 days before the method degrades; `list` replaces it.

        Source: getOrder (degrades from 2027-01-18, ends on 2027-04-12).
        """
        return self._driver.run(_get(self._core, campaign_id, order_id, options))

    def buyer(
        self, campaign_id: int, order_id: int, *, options: CallOptions | None = None
    ) -> OrderBuyer:
        """Who ordered, with a phone number to reach them by; orders of a DBS store alone.

        The number is a proxy's, not the buyer's own.

        Raises:
            BadRequestError: the order is not in PROCESSING, DELIVERY or PICKUP.
            NotFoundError: the store has no such order.
            StatusError and others: see `yandex_market.errors`.

        Source: getOrderBuyerInfo.
        """
        return self._driver.run(_buyer(self._core, campaign_id, order_id, options))

    def update_options(
        self, campaign_id: int, order_id: int, *, options: CallOptions | None = None
    ) -> builtins.list[DeliveryInterval]:
        """Intervals that `update` can move the delivery of a LaaS store's order to; may be none.

        Raises:
            BadRequestError: the order cannot be changed, or the store has no such order.
            StatusError and others: see `yandex_market.errors`.

        Source: getOrderUpdateOptions.
        """
        return self._driver.run(_update_options(self._core, campaign_id, order_id, options))

    def stats(
        self,
        campaign_id: int,
        *,
        page_size: int | None = None,
        prefetch: int | None = None,
        options: CallOptions | None = None,
        **filters: Unpack[GetOrdersStatsFilters],
    ) -> Pager[OrdersStatsOrder]:
        """Orders with what was paid, charged and returned; up to 40 minutes behind.

        Args:
            page_size: orders per page, 1 to 200.
            prefetch: pages to fetch ahead of the caller, 0 to 8 (one, from the second page on).
            **filters: `date_from`/`date_to` (creation) or `update_from`/`update_to` (last change),
                days in Moscow time, both ends included; `orders`, `statuses`, `has_cis`.

        Raises:
            ArgumentError: at once, for filters that the API would refuse.
            StatusError and others: while iterating.

        Source: getOrdersStats.
        """
        call = _stats(self._core, campaign_id, page_size, options, filters)
        return Pager(call, self._driver, prefetch)

    def stats_of(
        self,
        campaign_ids: Sequence[int],
        *,
        page_size: int | None = None,
        prefetch: int | None = None,
        options: CallOptions | None = None,
        **filters: Unpack[GetOrdersStatsFilters],
    ) -> Pager[OrdersStatsOrder]:
        """As `stats`, for several stores: all orders of the first, then of the second, and so on.

        Up to eight stores are read at the same time, from the first item on; what they hold in
        memory is bounded by `prefetch`. Tokens name their store, so `.resume_token` goes on with
        the store and page that failed.

        Args:
            campaign_ids: the stores, each once.
            page_size: orders per page, 1 to 200.
            prefetch: pages to fetch ahead of the caller in each store, 0 to 8 (eight); with 0 one
                store is read after the other.
            **filters: as for `stats`.

        Raises:
            ArgumentError: at once, for filters that the API would refuse.
            StatusError and others: while iterating, with the store in their text.

        Source: getOrdersStats.
        """
        calls = _stats_of(self._core, campaign_ids, page_size, options, filters)
        return Pager(calls, self._driver, prefetch)

    def update(
        self,
        campaign_id: int,
        order_id: int,
        *,
        customer: Customer | Mapping[str, object] | None = None,
        delivery_interval: DeliveryInterval | Mapping[str, object] | None = None,
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

    def list(
        self,
        business_id: int,
        *,
        page_size: int | None = None,
        prefetch: int | None = None,
        options: CallOptions | None = None,
        **filters: Unpack[GetBusinessOrdersFilters],
    ) -> AsyncPager[BusinessOrder]:
        """See Orders.list."""
        call = _list(self._core, business_id, page_size, options, filters)
        return AsyncPager(call, self._driver, prefetch)

    def list_in_store(
        self,
        campaign_id: int,
        *,
        page_size: int | None = None,
        prefetch: int | None = None,
        options: CallOptions | None = None,
        **filters: Unpack[GetOrdersFilters],
    ) -> AsyncPager[Order]:
        """See Orders.list_in_store."""
        call = _list_in_store(self._core, campaign_id, page_size, options, filters)
        return AsyncPager(call, self._driver, prefetch)

    async def get(
        self, campaign_id: int, order_id: int, *, options: CallOptions | None = None
    ) -> Order:
        """See Orders.get."""
        return await self._driver.run(_get(self._core, campaign_id, order_id, options))

    async def buyer(
        self, campaign_id: int, order_id: int, *, options: CallOptions | None = None
    ) -> OrderBuyer:
        """See Orders.buyer."""
        return await self._driver.run(_buyer(self._core, campaign_id, order_id, options))

    async def update_options(
        self, campaign_id: int, order_id: int, *, options: CallOptions | None = None
    ) -> builtins.list[DeliveryInterval]:
        """See Orders.update_options."""
        return await self._driver.run(_update_options(self._core, campaign_id, order_id, options))

    def stats(
        self,
        campaign_id: int,
        *,
        page_size: int | None = None,
        prefetch: int | None = None,
        options: CallOptions | None = None,
        **filters: Unpack[GetOrdersStatsFilters],
    ) -> AsyncPager[OrdersStatsOrder]:
        """See Orders.stats."""
        call = _stats(self._core, campaign_id, page_size, options, filters)
        return AsyncPager(call, self._driver, prefetch)

    def stats_of(
        self,
        campaign_ids: Sequence[int],
        *,
        page_size: int | None = None,
        prefetch: int | None = None,
        options: CallOptions | None = None,
        **filters: Unpack[GetOrdersStatsFilters],
    ) -> AsyncPager[OrdersStatsOrder]:
        """See Orders.stats_of."""
        calls = _stats_of(self._core, campaign_ids, page_size, options, filters)
        return AsyncPager(calls, self._driver, prefetch)

    async def update(
        self,
        campaign_id: int,
        order_id: int,
        *,
        customer: Customer | Mapping[str, object] | None = None,
        delivery_interval: DeliveryInterval | Mapping[str, object] | None = None,
        options: CallOptions | None = None,
    ) -> AsyncOrderUpdate:
        """See Orders.update."""
        flow = _update(self._core, campaign_id, order_id, customer, delivery_interval, options)
        started = await self._driver.run(flow)
        return AsyncOrderUpdate(self._core, self._driver, campaign_id, order_id, started)


copy_docstrings(Orders, AsyncOrders)
