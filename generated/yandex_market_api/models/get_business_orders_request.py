"""GetBusinessOrdersRequest: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import Factory, define

from .._wire import (
    DecodeError,
    FieldInfo,
    Model,
    new,
    read_boolean,
    read_integer,
    read_list,
    read_object,
    read_text,
    unknown_fields,
    unread,
    write_value,
)
from .order_dates_filter import OrderDatesFilter
from .order_source_platform_type import OrderSourcePlatformType
from .order_status_type import OrderStatusType
from .order_substatus_type import OrderSubstatusType
from .selling_program_type import SellingProgramType

__all__ = ["GetBusinessOrdersRequest"]


@define(kw_only=True, repr=False, weakref_slot=False)
class GetBusinessOrdersRequest(Model):
    """Filters; an order must fit all that are given. Leave a list out, or send null, to filter
    nothing by it; an empty list is refused."""

    order_ids: list[int] | None = None
    """Only the orders with these ids, 50 at most."""
    external_order_ids: list[str] | None = None
    """Only the orders with these ids of the seller, 50 at most."""
    program_types: list[SellingProgramType] | None = None
    """Only orders of stores that trade in these ways."""
    campaign_ids: list[int] | None = None
    """Only orders of these stores, 50 at most; without it, of all stores of the cabinet."""
    statuses: list[OrderStatusType] | None = None
    """Only orders with one of these statuses."""
    substatuses: list[OrderSubstatusType] | None = None
    """Only orders at one of these finer stages, or cancelled for one of these reasons."""
    dates: OrderDatesFilter | None = None
    """Spans of dates, by placing, shipping or last change."""
    fake: bool | None = None
    """True for test orders, false for real ones. No default is documented: say false to be sure
    of real orders alone."""
    waiting_for_cancellation_approve: bool | None = None
    """DBS alone. True: only orders in DELIVERY or PICKUP whose buyers want to cancel them."""
    source_platforms: list[OrderSourcePlatformType] | None = None
    """Only orders that came from these marketplaces."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("order_ids", "orderIds", write_value, False, False),
        FieldInfo("external_order_ids", "externalOrderIds", write_value, False, False),
        FieldInfo("program_types", "programTypes", write_value, False, False),
        FieldInfo("campaign_ids", "campaignIds", write_value, False, False),
        FieldInfo("statuses", "statuses", write_value, False, False),
        FieldInfo("substatuses", "substatuses", write_value, False, False),
        FieldInfo("dates", "dates", write_value, False, False),
        FieldInfo("fake", "fake", write_value, False, False),
        FieldInfo(
            "waiting_for_cancellation_approve",
            "waitingForCancellationApprove",
            write_value,
            False,
            False,
        ),
        FieldInfo("source_platforms", "sourcePlatforms", write_value, False, False),
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
            value = get("orderIds")
            if value is None:
                self.order_ids = None
            else:
                found += 1
                self.order_ids = read_list(value, read_integer)
            value = get("externalOrderIds")
            if value is None:
                self.external_order_ids = None
            else:
                found += 1
                self.external_order_ids = read_list(value, read_text)
            value = get("programTypes")
            if value is None:
                self.program_types = None
            else:
                found += 1
                self.program_types = read_list(value, SellingProgramType._read)
            value = get("campaignIds")
            if value is None:
                self.campaign_ids = None
            else:
                found += 1
                self.campaign_ids = read_list(value, read_integer)
            value = get("statuses")
            if value is None:
                self.statuses = None
            else:
                found += 1
                self.statuses = read_list(value, OrderStatusType._read)
            value = get("substatuses")
            if value is None:
                self.substatuses = None
            else:
                found += 1
                self.substatuses = read_list(value, OrderSubstatusType._read)
            value = get("dates")
            if value is None:
                self.dates = None
            else:
                found += 1
                self.dates = OrderDatesFilter.from_dict(value)
            value = get("fake")
            if value is None:
                self.fake = None
            else:
                found += 1
                self.fake = value if value.__class__ is bool else read_boolean(value)
            value = get("waitingForCancellationApprove")
            if value is None:
                self.waiting_for_cancellation_approve = None
            else:
                found += 1
                self.waiting_for_cancellation_approve = (
                    value if value.__class__ is bool else read_boolean(value)
                )
            value = get("sourcePlatforms")
            if value is None:
                self.source_platforms = None
            else:
                found += 1
                self.source_platforms = read_list(value, OrderSourcePlatformType._read)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in GetBusinessOrdersRequest.FIELDS)
