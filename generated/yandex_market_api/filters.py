"""The filters of each paged operation, for `**filters: Unpack[...]`; for type checkers alone.

Whatever their form on the wire, days are given as `datetime.date` or `YYYY-MM-DD`, times as an
aware `datetime.datetime` or as ISO 8601 text with an offset.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TypedDict

from .models.order_buyer_type import OrderBuyerType
from .models.order_delivery_dispatch_type import OrderDeliveryDispatchType
from .models.order_source_platform_type import OrderSourcePlatformType
from .models.order_stats_status_type import OrderStatsStatusType
from .models.order_status_type import OrderStatusType
from .models.order_substatus_type import OrderSubstatusType
from .models.selling_program_type import SellingProgramType


class GetOrdersStatsFilters(TypedDict, total=False):
    """Filters of getOrdersStats; what is left out does not filter."""

    date_from: datetime.date | str | None
    """First day of creation, YYYY-MM-DD, included. Not beside `update_from` or `update_to`."""
    date_to: datetime.date | str | None
    """Last day of creation, YYYY-MM-DD, included; not before `date_from`. Not beside
    `update_from` or `update_to`."""
    update_from: datetime.date | str | None
    """First day on which something about the order changed (its status, a payment), YYYY-MM-DD,
    included. Not beside `date_from` or `date_to`."""
    update_to: datetime.date | str | None
    """Last day on which something about the order changed, YYYY-MM-DD, included; not before
    `update_from`. Not beside `date_from` or `date_to`."""
    orders: Sequence[int] | None
    """Only the orders with these ids."""
    statuses: Sequence[OrderStatsStatusType | str] | None
    """Only orders in one of these statuses."""
    has_cis: bool | None
    """True for orders with at least one unit under mandatory marking, false for orders without
    any; leave it out for both."""


class GetOrdersFilters(TypedDict, total=False):
    """Filters of getOrders; what is left out does not filter."""

    order_ids: Sequence[int] | None
    """Only the orders with these ids, 50 at most. To be used alone: not beside other filters."""
    status: Sequence[OrderStatusType | str] | None
    """Only orders in one of these statuses."""
    substatus: Sequence[OrderSubstatusType | str] | None
    """Only orders at one of these finer stages, or cancelled for one of these reasons."""
    from_date: datetime.date | str | None
    """Only orders placed on this day or later, YYYY-MM-DD. Without it, 30 days ago."""
    to_date: datetime.date | str | None
    """Only orders placed before this day, YYYY-MM-DD: those of the day itself do not count, so
    name tomorrow to be sure of those of today. At most 30 days after `from_date`; less than a
    day after it is read as the day after it. Default: today; whether orders of today then
    come is not documented."""
    supplier_shipment_date_from: datetime.date | str | None
    """Only orders that must be shipped on this day or later, YYYY-MM-DD."""
    supplier_shipment_date_to: datetime.date | str | None
    """Only orders that must be shipped before this day, YYYY-MM-DD: the day itself does not
    count. At most 30 days after `supplier_shipment_date_from`; less than a day after it is
    read as the day after it."""
    updated_at_from: datetime.datetime | str | None
    """Only orders changed at this moment or later: ISO 8601 with an offset."""
    updated_at_to: datetime.datetime | str | None
    """Only orders changed before this moment, which itself does not count: ISO 8601 with an
    offset. At most 30 days after `updated_at_from`."""
    dispatch_type: OrderDeliveryDispatchType | str | None
    """Only orders that are handed out in this way."""
    fake: bool | None
    """True for test orders alone, false for real ones alone; never both."""
    has_cis: bool | None
    """True for orders with at least one unit under mandatory marking. Leave it out otherwise:
    whether false means "without any" or "no matter" is not documented."""
    only_waiting_for_cancellation_approve: bool | None
    """True for orders in DELIVERY or PICKUP whose buyer has asked to cancel and waits for the
    store's answer (DBS alone)."""
    only_estimated_delivery: bool | None
    """True for orders whose date of delivery is a forecast still, as with deliveries that take
    31 to 60 days; false does not filter."""
    buyer_type: OrderBuyerType | str | None
    """Only orders of persons, or only those of organisations."""


class GetBusinessOrdersFilters(TypedDict, total=False):
    """Filters of getBusinessOrders; what is left out does not filter."""

    order_ids: Sequence[int] | None
    """Only the orders with these ids, 50 at most."""
    external_order_ids: Sequence[str] | None
    """Only the orders with these ids of the seller, 50 at most."""
    program_types: Sequence[SellingProgramType | str] | None
    """Only orders of stores that trade in these ways."""
    campaign_ids: Sequence[int] | None
    """Only orders of these stores, 50 at most; without it, of all stores of the cabinet."""
    statuses: Sequence[OrderStatusType | str] | None
    """Only orders with one of these statuses."""
    substatuses: Sequence[OrderSubstatusType | str] | None
    """Only orders at one of these finer stages, or cancelled for one of these reasons."""
    creation_date_from: datetime.date | str | None
    """First day of the span in which orders were placed, YYYY-MM-DD, included. Default: 30 days
    before today. The span has 30 days at most."""
    creation_date_to: datetime.date | str | None
    """End of the span in which orders were placed, YYYY-MM-DD; this day is not included.
    Default: today; whether today's orders then come is not documented, so name tomorrow to be
    sure of them. If it is the day of `creation_date_from`, that one day is searched."""
    shipment_date_from: datetime.date | str | None
    """First day of the span in which orders are to be shipped (`shipmentDate`), YYYY-MM-DD,
    included. The span has 30 days at most."""
    shipment_date_to: datetime.date | str | None
    """End of the span in which orders are to be shipped (`shipmentDate`), YYYY-MM-DD; this day
    is not included. If it is the day of `shipment_date_from`, that one day is searched."""
    update_date_from: datetime.datetime | str | None
    """First moment of the span in which orders last changed, ISO 8601 with an offset, included.
    The span has 30 days at most."""
    update_date_to: datetime.datetime | str | None
    """End of the span in which orders last changed, ISO 8601 with an offset; this moment is not
    included and must be later than `update_date_from`."""
    fake: bool | None
    """True for test orders, false for real ones. No default is documented: say false to be sure
    of real orders alone."""
    waiting_for_cancellation_approve: bool | None
    """DBS alone. True: only orders in DELIVERY or PICKUP whose buyers want to cancel them."""
    source_platforms: Sequence[OrderSourcePlatformType | str] | None
    """Only orders that came from these marketplaces."""
