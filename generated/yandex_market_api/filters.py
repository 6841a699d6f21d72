"""The filters of each paged operation, for `**filters: Unpack[...]`; for type checkers alone."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TypedDict

from .models.order_stats_status_type import OrderStatsStatusType


class GetOrdersStatsFilters(TypedDict, total=False):
    """Filters of getOrdersStats; what is left out does not filter."""

    date_from: datetime.date | str | None
    """First day of creation, YYYY-MM-DD, included. Not beside `updateFrom` or `updateTo`."""
    date_to: datetime.date | str | None
    """Last day of creation, YYYY-MM-DD, included; not before `dateFrom`. Not beside `updateFrom`
    or `updateTo`."""
    update_from: datetime.date | str | None
    """First day on which something about the order changed (its status, a payment), YYYY-MM-DD,
    included. Not beside `dateFrom` or `dateTo`."""
    update_to: datetime.date | str | None
    """Last day on which something about the order changed, YYYY-MM-DD, included; not before
    `updateFrom`. Not beside `dateFrom` or `dateTo`."""
    orders: Sequence[int] | None
    """Only the orders with these ids."""
    statuses: Sequence[OrderStatsStatusType | str] | None
    """Only orders in one of these statuses."""
    has_cis: bool | None
    """True for orders with at least one unit under mandatory marking, false for orders without
    any; leave it out for both."""
