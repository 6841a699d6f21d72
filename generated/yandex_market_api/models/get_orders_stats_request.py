"""GetOrdersStatsRequest: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import Factory, define

from .._wire import (
    DAYS,
    DecodeError,
    FieldInfo,
    Model,
    new,
    read_boolean,
    read_date,
    read_integer,
    read_list,
    read_object,
    unknown_fields,
    unread,
    write_date,
    write_value,
)
from .order_stats_status_type import OrderStatsStatusType

__all__ = ["GetOrdersStatsRequest"]


@define(kw_only=True, repr=False, weakref_slot=False)
class GetOrdersStatsRequest(Model):
    """Filters; all that are given apply together. Use the `date` pair or the `update` pair, not
    both."""

    date_from: datetime.date | None = None
    """First day of creation, YYYY-MM-DD, included. Not beside `updateFrom` or `updateTo`."""
    date_to: datetime.date | None = None
    """Last day of creation, YYYY-MM-DD, included; not before `dateFrom`. Not beside `updateFrom`
    or `updateTo`."""
    update_from: datetime.date | None = None
    """First day on which something about the order changed (its status, a payment), YYYY-MM-DD,
    included. Not beside `dateFrom` or `dateTo`."""
    update_to: datetime.date | None = None
    """Last day on which something about the order changed, YYYY-MM-DD, included; not before
    `updateFrom`. Not beside `dateFrom` or `dateTo`."""
    orders: list[int] | None = None
    """Only the orders with these ids."""
    statuses: list[OrderStatsStatusType] | None = None
    """Only orders in one of these statuses."""
    has_cis: bool | None = None
    """True for orders with at least one unit under mandatory marking, false for orders without
    any; leave it out for both."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("date_from", "dateFrom", write_date, False, False),
        FieldInfo("date_to", "dateTo", write_date, False, False),
        FieldInfo("update_from", "updateFrom", write_date, False, False),
        FieldInfo("update_to", "updateTo", write_date, False, False),
        FieldInfo("orders", "orders", write_value, False, False),
        FieldInfo("statuses", "statuses", write_value, False, False),
        FieldInfo("has_cis", "hasCis", write_value, False, False),
    )

    @classmethod
    def from_dict(cls, source: Mapping[str, object]) -> Self:
        """Read a parsed JSON object. Raises DecodeError, with the path, for a value of no use."""
        if source.__class__ is not dict:
            source = read_object(source)
        self = new(cls)
        get: Any = source.get
        found = 0
        try:
            value = get("dateFrom")
            if value is None:
                self.date_from = None
            else:
                found += 1
                self.date_from = DAYS[value] if value.__class__ is str else read_date(value)
            value = get("dateTo")
            if value is None:
                self.date_to = None
            else:
                found += 1
                self.date_to = DAYS[value] if value.__class__ is str else read_date(value)
            value = get("updateFrom")
            if value is None:
                self.update_from = None
            else:
                found += 1
                self.update_from = DAYS[value] if value.__class__ is str else read_date(value)
            value = get("updateTo")
            if value is None:
                self.update_to = None
            else:
                found += 1
                self.update_to = DAYS[value] if value.__class__ is str else read_date(value)
            value = get("orders")
            if value is None:
                self.orders = None
            else:
                found += 1
                self.orders = read_list(value, read_integer)
            value = get("statuses")
            if value is None:
                self.statuses = None
            else:
                found += 1
                self.statuses = read_list(value, OrderStatsStatusType._read)
            value = get("hasCis")
            if value is None:
                self.has_cis = None
            else:
                found += 1
                self.has_cis = value if value.__class__ is bool else read_boolean(value)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in GetOrdersStatsRequest.FIELDS)
