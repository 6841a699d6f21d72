"""GET /v2/campaigns/{campaignId}/orders

Orders of a store, page by page.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from ..._answers import build_response, read_answer, success
from ..._wire import (
    write_day_first,
    write_value,
)
from ...client import AuthenticatedClient
from ...models.api_error_response import ApiErrorResponse
from ...models.get_orders_response import GetOrdersResponse
from ...models.order_buyer_type import OrderBuyerType
from ...models.order_delivery_dispatch_type import OrderDeliveryDispatchType
from ...models.order_status_type import OrderStatusType
from ...models.order_substatus_type import OrderSubstatusType
from ...types import Response


def _get_kwargs(
    campaign_id: int,
    *,
    order_ids: list[int] | None = None,
    status: list[OrderStatusType] | None = None,
    substatus: list[OrderSubstatusType] | None = None,
    from_date: datetime.date | None = None,
    to_date: datetime.date | None = None,
    supplier_shipment_date_from: datetime.date | None = None,
    supplier_shipment_date_to: datetime.date | None = None,
    updated_at_from: datetime.datetime | None = None,
    updated_at_to: datetime.datetime | None = None,
    dispatch_type: OrderDeliveryDispatchType | None = None,
    fake: bool | None = None,
    has_cis: bool | None = None,
    only_waiting_for_cancellation_approve: bool | None = None,
    only_estimated_delivery: bool | None = None,
    buyer_type: OrderBuyerType | None = None,
    page: int | None = None,
    page_size: int | None = None,
    page_token: str | None = None,
    limit: int | None = None,
) -> dict[str, Any]:
    """The request as arguments of httpx's `request`; what is None stays away."""
    kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v2/campaigns/{campaign_id}/orders".format(
            campaign_id=quote(str(campaign_id), safe=""),
        ),
    }
    params = {
        "orderIds": write_value(order_ids),
        "status": write_value(status),
        "substatus": write_value(substatus),
        "fromDate": write_day_first(from_date),
        "toDate": write_day_first(to_date),
        "supplierShipmentDateFrom": write_day_first(supplier_shipment_date_from),
        "supplierShipmentDateTo": write_day_first(supplier_shipment_date_to),
        "updatedAtFrom": write_value(updated_at_from),
        "updatedAtTo": write_value(updated_at_to),
        "dispatchType": write_value(dispatch_type),
        "fake": write_value(fake),
        "hasCis": write_value(has_cis),
        "onlyWaitingForCancellationApprove": write_value(only_waiting_for_cancellation_approve),
        "onlyEstimatedDelivery": write_value(only_estimated_delivery),
        "buyerType": write_value(buyer_type),
        "page": write_value(page),
        "pageSize": write_value(page_size),
        "page_token": write_value(page_token),
        "limit": write_value(limit),
    }
    kwargs["params"] = {name: value for name, value in params.items() if value is not None}
    return kwargs


_ANSWERS: Mapping[int, type[GetOrdersResponse | ApiErrorResponse]] = {
    200: GetOrdersResponse,
    400: ApiErrorResponse,
    401: ApiErrorResponse,
    403: ApiErrorResponse,
    404: ApiErrorResponse,
    405: ApiErrorResponse,
    415: ApiErrorResponse,
    420: ApiErrorResponse,
    499: ApiErrorResponse,
    500: ApiErrorResponse,
    503: ApiErrorResponse,
}


def _parse_response(
    status_code: int, content: bytes, parsed: Any = None
) -> GetOrdersResponse | ApiErrorResponse | None:
    """Read an answer; None for an unlisted status, or an error with another body than listed."""
    return read_answer(_ANSWERS, status_code, content, parsed)


def sync_detailed(
    campaign_id: int,
    *,
    client: AuthenticatedClient,
    order_ids: list[int] | None = None,
    status: list[OrderStatusType] | None = None,
    substatus: list[OrderSubstatusType] | None = None,
    from_date: datetime.date | None = None,
    to_date: datetime.date | None = None,
    supplier_shipment_date_from: datetime.date | None = None,
    supplier_shipment_date_to: datetime.date | None = None,
    updated_at_from: datetime.datetime | None = None,
    updated_at_to: datetime.datetime | None = None,
    dispatch_type: OrderDeliveryDispatchType | None = None,
    fake: bool | None = None,
    has_cis: bool | None = None,
    only_waiting_for_cancellation_approve: bool | None = None,
    only_estimated_delivery: bool | None = None,
    buyer_type: OrderBuyerType | None = None,
    page: int | None = None,
    page_size: int | None = None,
    page_token: str | None = None,
    limit: int | None = None,
) -> Response[GetOrdersResponse | ApiErrorResponse]:
    """Orders of a store, page by page.

    Deprecated. Orders of one store as they stand now, whole, without delay. Without filters:
    the real orders placed in the last 30 days. Test orders come only with `fake=true`, then
    alone. An order that was delivered or cancelled more than 30 days ago is never in the
    answer; getBusinessOrders and getOrdersStats still know it. Each pair of dates spans 30
    days at most, and its end is exclusive. The answer has no `status` envelope. On its way
    out: from 2027-01-18 a growing share of calls is refused with 403, from 2027-04-12 all of
    them; getBusinessOrders takes over.

    Args:
        campaign_id: Campaign id of the store, as listed by getCampaigns. Not the shop id that
            the seller cabinet shows beside the name.
        client: Where to send it, and the key.
        order_ids: Only the orders with these ids, 50 at most. To be used alone: not beside
            other filters.
        status: Only orders in one of these statuses.
        substatus: Only orders at one of these finer stages, or cancelled for one of these
            reasons.
        from_date: Only orders placed on this day or later, DD-MM-YYYY. Without it, 30 days
            ago.
        to_date: Only orders placed before this day, DD-MM-YYYY: those of the day itself do
            not count, so name tomorrow to be sure of those of today. At most 30 days after
            `fromDate`; less than a day after it is read as the day after it. Default: today;
            whether orders of today then come is not documented.
        supplier_shipment_date_from: Only orders that must be shipped on this day or later,
            DD-MM-YYYY.
        supplier_shipment_date_to: Only orders that must be shipped before this day,
            DD-MM-YYYY: the day itself does not count. At most 30 days after
            `supplierShipmentDateFrom`; less than a day after it is read as the day after it.
        updated_at_from: Only orders changed at this moment or later: ISO 8601 with an offset.
        updated_at_to: Only orders changed before this moment, which itself does not count:
            ISO 8601 with an offset. At most 30 days after `updatedAtFrom`.
        dispatch_type: Only orders that are handed out in this way.
        fake: True for test orders alone, false for real ones alone; never both.
        has_cis: True for orders with at least one unit under mandatory marking. Leave it out
            otherwise: whether false means "without any" or "no matter" is not documented.
        only_waiting_for_cancellation_approve: True for orders in DELIVERY or PICKUP whose
            buyer has asked to cancel and waits for the store's answer (DBS alone).
        only_estimated_delivery: True for orders whose date of delivery is a forecast still,
            as with deliveries that take 31 to 60 days; false does not filter.
        buyer_type: Only orders of persons, or only those of organisations.
        page: Deprecated. Number of the page in the old style, counted from 1; ignored beside
            `page_token`.
        page_size: Deprecated. Page size in the old style; ignored beside `page_token`. Stores
            never come more than 100 at once, orders never more than 50.
        page_token: The `nextPageToken` of the page before; leave it out to get the first
            page. Opaque: do not decode or build one. All other parameters must stay the same
            from page to page. The server also takes it as `pageToken`, and prefers it to
            `page`/`pageSize`.
        limit: Orders per page; how many come without it is not documented. More than 50 is
            not refused but cut to 50 without a word.

    Returns:
        The answer whatever its status, with what it was read as.

    Raises:
        errors.UnreadableResponse: when a documented success cannot be read.
        httpx.HTTPError: when the request or its answer got lost on the way.
    """
    kwargs = _get_kwargs(
        campaign_id=campaign_id,
        order_ids=order_ids,
        status=status,
        substatus=substatus,
        from_date=from_date,
        to_date=to_date,
        supplier_shipment_date_from=supplier_shipment_date_from,
        supplier_shipment_date_to=supplier_shipment_date_to,
        updated_at_from=updated_at_from,
        updated_at_to=updated_at_to,
        dispatch_type=dispatch_type,
        fake=fake,
        has_cis=has_cis,
        only_waiting_for_cancellation_approve=only_waiting_for_cancellation_approve,
        only_estimated_delivery=only_estimated_delivery,
        buyer_type=buyer_type,
        page=page,
        page_size=page_size,
        page_token=page_token,
        limit=limit,
    )
    return build_response(client, client.get_httpx_client().request(**kwargs), _ANSWERS)


def sync(
    campaign_id: int,
    *,
    client: AuthenticatedClient,
    order_ids: list[int] | None = None,
    status: list[OrderStatusType] | None = None,
    substatus: list[OrderSubstatusType] | None = None,
    from_date: datetime.date | None = None,
    to_date: datetime.date | None = None,
    supplier_shipment_date_from: datetime.date | None = None,
    supplier_shipment_date_to: datetime.date | None = None,
    updated_at_from: datetime.datetime | None = None,
    updated_at_to: datetime.datetime | None = None,
    dispatch_type: OrderDeliveryDispatchType | None = None,
    fake: bool | None = None,
    has_cis: bool | None = None,
    only_waiting_for_cancellation_approve: bool | None = None,
    only_estimated_delivery: bool | None = None,
    buyer_type: OrderBuyerType | None = None,
    page: int | None = None,
    page_size: int | None = None,
    page_token: str | None = None,
    limit: int | None = None,
) -> GetOrdersResponse:
    """Orders of a store, page by page.

    Deprecated. Orders of one store as they stand now, whole, without delay. Without filters:
    the real orders placed in the last 30 days. Test orders come only with `fake=true`, then
    alone. An order that was delivered or cancelled more than 30 days ago is never in the
    answer; getBusinessOrders and getOrdersStats still know it. Each pair of dates spans 30
    days at most, and its end is exclusive. The answer has no `status` envelope. On its way
    out: from 2027-01-18 a growing share of calls is refused with 403, from 2027-04-12 all of
    them; getBusinessOrders takes over.

    Args:
        campaign_id: Campaign id of the store, as listed by getCampaigns. Not the shop id that
            the seller cabinet shows beside the name.
        client: Where to send it, and the key.
        order_ids: Only the orders with these ids, 50 at most. To be used alone: not beside
            other filters.
        status: Only orders in one of these statuses.
        substatus: Only orders at one of these finer stages, or cancelled for one of these
            reasons.
        from_date: Only orders placed on this day or later, DD-MM-YYYY. Without it, 30 days
            ago.
        to_date: Only orders placed before this day, DD-MM-YYYY: those of the day itself do
            not count, so name tomorrow to be sure of those of today. At most 30 days after
            `fromDate`; less than a day after it is read as the day after it. Default: today;
            whether orders of today then come is not documented.
        supplier_shipment_date_from: Only orders that must be shipped on this day or later,
            DD-MM-YYYY.
        supplier_shipment_date_to: Only orders that must be shipped before this day,
            DD-MM-YYYY: the day itself does not count. At most 30 days after
            `supplierShipmentDateFrom`; less than a day after it is read as the day after it.
        updated_at_from: Only orders changed at this moment or later: ISO 8601 with an offset.
        updated_at_to: Only orders changed before this moment, which itself does not count:
            ISO 8601 with an offset. At most 30 days after `updatedAtFrom`.
        dispatch_type: Only orders that are handed out in this way.
        fake: True for test orders alone, false for real ones alone; never both.
        has_cis: True for orders with at least one unit under mandatory marking. Leave it out
            otherwise: whether false means "without any" or "no matter" is not documented.
        only_waiting_for_cancellation_approve: True for orders in DELIVERY or PICKUP whose
            buyer has asked to cancel and waits for the store's answer (DBS alone).
        only_estimated_delivery: True for orders whose date of delivery is a forecast still,
            as with deliveries that take 31 to 60 days; false does not filter.
        buyer_type: Only orders of persons, or only those of organisations.
        page: Deprecated. Number of the page in the old style, counted from 1; ignored beside
            `page_token`.
        page_size: Deprecated. Page size in the old style; ignored beside `page_token`. Stores
            never come more than 100 at once, orders never more than 50.
        page_token: The `nextPageToken` of the page before; leave it out to get the first
            page. Opaque: do not decode or build one. All other parameters must stay the same
            from page to page. The server also takes it as `pageToken`, and prefers it to
            `page`/`pageSize`.
        limit: Orders per page; how many come without it is not documented. More than 50 is
            not refused but cut to 50 without a word.

    Returns:
        The successful answer.

    Raises:
        errors.UnexpectedStatus: for every answer that is not the documented success.
        errors.UnreadableResponse: when a documented success cannot be read.
        httpx.HTTPError: when the request or its answer got lost on the way.
    """
    return success(
        sync_detailed(
            campaign_id=campaign_id,
            client=client,
            order_ids=order_ids,
            status=status,
            substatus=substatus,
            from_date=from_date,
            to_date=to_date,
            supplier_shipment_date_from=supplier_shipment_date_from,
            supplier_shipment_date_to=supplier_shipment_date_to,
            updated_at_from=updated_at_from,
            updated_at_to=updated_at_to,
            dispatch_type=dispatch_type,
            fake=fake,
            has_cis=has_cis,
            only_waiting_for_cancellation_approve=only_waiting_for_cancellation_approve,
            only_estimated_delivery=only_estimated_delivery,
            buyer_type=buyer_type,
            page=page,
            page_size=page_size,
            page_token=page_token,
            limit=limit,
        ),
        GetOrdersResponse,
    )


async def asyncio_detailed(
    campaign_id: int,
    *,
    client: AuthenticatedClient,
    order_ids: list[int] | None = None,
    status: list[OrderStatusType] | None = None,
    substatus: list[OrderSubstatusType] | None = None,
    from_date: datetime.date | None = None,
    to_date: datetime.date | None = None,
    supplier_shipment_date_from: datetime.date | None = None,
    supplier_shipment_date_to: datetime.date | None = None,
    updated_at_from: datetime.datetime | None = None,
    updated_at_to: datetime.datetime | None = None,
    dispatch_type: OrderDeliveryDispatchType | None = None,
    fake: bool | None = None,
    has_cis: bool | None = None,
    only_waiting_for_cancellation_approve: bool | None = None,
    only_estimated_delivery: bool | None = None,
    buyer_type: OrderBuyerType | None = None,
    page: int | None = None,
    page_size: int | None = None,
    page_token: str | None = None,
    limit: int | None = None,
) -> Response[GetOrdersResponse | ApiErrorResponse]:
    """Orders of a store, page by page.

    Deprecated. Orders of one store as they stand now, whole, without delay. Without filters:
    the real orders placed in the last 30 days. Test orders come only with `fake=true`, then
    alone. An order that was delivered or cancelled more than 30 days ago is never in the
    answer; getBusinessOrders and getOrdersStats still know it. Each pair of dates spans 30
    days at most, and its end is exclusive. The answer has no `status` envelope. On its way
    out: from 2027-01-18 a growing share of calls is refused with 403, from 2027-04-12 all of
    them; getBusinessOrders takes over.

    Args:
        campaign_id: Campaign id of the store, as listed by getCampaigns. Not the shop id that
            the seller cabinet shows beside the name.
        client: Where to send it, and the key.
        order_ids: Only the orders with these ids, 50 at most. To be used alone: not beside
            other filters.
        status: Only orders in one of these statuses.
        substatus: Only orders at one of these finer stages, or cancelled for one of these
            reasons.
        from_date: Only orders placed on this day or later, DD-MM-YYYY. Without it, 30 days
            ago.
        to_date: Only orders placed before this day, DD-MM-YYYY: those of the day itself do
            not count, so name tomorrow to be sure of those of today. At most 30 days after
            `fromDate`; less than a day after it is read as the day after it. Default: today;
            whether orders of today then come is not documented.
        supplier_shipment_date_from: Only orders that must be shipped on this day or later,
            DD-MM-YYYY.
        supplier_shipment_date_to: Only orders that must be shipped before this day,
            DD-MM-YYYY: the day itself does not count. At most 30 days after
            `supplierShipmentDateFrom`; less than a day after it is read as the day after it.
        updated_at_from: Only orders changed at this moment or later: ISO 8601 with an offset.
        updated_at_to: Only orders changed before this moment, which itself does not count:
            ISO 8601 with an offset. At most 30 days after `updatedAtFrom`.
        dispatch_type: Only orders that are handed out in this way.
        fake: True for test orders alone, false for real ones alone; never both.
        has_cis: True for orders with at least one unit under mandatory marking. Leave it out
            otherwise: whether false means "without any" or "no matter" is not documented.
        only_waiting_for_cancellation_approve: True for orders in DELIVERY or PICKUP whose
            buyer has asked to cancel and waits for the store's answer (DBS alone).
        only_estimated_delivery: True for orders whose date of delivery is a forecast still,
            as with deliveries that take 31 to 60 days; false does not filter.
        buyer_type: Only orders of persons, or only those of organisations.
        page: Deprecated. Number of the page in the old style, counted from 1; ignored beside
            `page_token`.
        page_size: Deprecated. Page size in the old style; ignored beside `page_token`. Stores
            never come more than 100 at once, orders never more than 50.
        page_token: The `nextPageToken` of the page before; leave it out to get the first
            page. Opaque: do not decode or build one. All other parameters must stay the same
            from page to page. The server also takes it as `pageToken`, and prefers it to
            `page`/`pageSize`.
        limit: Orders per page; how many come without it is not documented. More than 50 is
            not refused but cut to 50 without a word.

    Returns:
        The answer whatever its status, with what it was read as.

    Raises:
        errors.UnreadableResponse: when a documented success cannot be read.
        httpx.HTTPError: when the request or its answer got lost on the way.
    """
    kwargs = _get_kwargs(
        campaign_id=campaign_id,
        order_ids=order_ids,
        status=status,
        substatus=substatus,
        from_date=from_date,
        to_date=to_date,
        supplier_shipment_date_from=supplier_shipment_date_from,
        supplier_shipment_date_to=supplier_shipment_date_to,
        updated_at_from=updated_at_from,
        updated_at_to=updated_at_to,
        dispatch_type=dispatch_type,
        fake=fake,
        has_cis=has_cis,
        only_waiting_for_cancellation_approve=only_waiting_for_cancellation_approve,
        only_estimated_delivery=only_estimated_delivery,
        buyer_type=buyer_type,
        page=page,
        page_size=page_size,
        page_token=page_token,
        limit=limit,
    )
    return build_response(client, await client.get_async_httpx_client().request(**kwargs), _ANSWERS)


async def asyncio(
    campaign_id: int,
    *,
    client: AuthenticatedClient,
    order_ids: list[int] | None = None,
    status: list[OrderStatusType] | None = None,
    substatus: list[OrderSubstatusType] | None = None,
    from_date: datetime.date | None = None,
    to_date: datetime.date | None = None,
    supplier_shipment_date_from: datetime.date | None = None,
    supplier_shipment_date_to: datetime.date | None = None,
    updated_at_from: datetime.datetime | None = None,
    updated_at_to: datetime.datetime | None = None,
    dispatch_type: OrderDeliveryDispatchType | None = None,
    fake: bool | None = None,
    has_cis: bool | None = None,
    only_waiting_for_cancellation_approve: bool | None = None,
    only_estimated_delivery: bool | None = None,
    buyer_type: OrderBuyerType | None = None,
    page: int | None = None,
    page_size: int | None = None,
    page_token: str | None = None,
    limit: int | None = None,
) -> GetOrdersResponse:
    """Orders of a store, page by page.

    Deprecated. Orders of one store as they stand now, whole, without delay. Without filters:
    the real orders placed in the last 30 days. Test orders come only with `fake=true`, then
    alone. An order that was delivered or cancelled more than 30 days ago is never in the
    answer; getBusinessOrders and getOrdersStats still know it. Each pair of dates spans 30
    days at most, and its end is exclusive. The answer has no `status` envelope. On its way
    out: from 2027-01-18 a growing share of calls is refused with 403, from 2027-04-12 all of
    them; getBusinessOrders takes over.

    Args:
        campaign_id: Campaign id of the store, as listed by getCampaigns. Not the shop id that
            the seller cabinet shows beside the name.
        client: Where to send it, and the key.
        order_ids: Only the orders with these ids, 50 at most. To be used alone: not beside
            other filters.
        status: Only orders in one of these statuses.
        substatus: Only orders at one of these finer stages, or cancelled for one of these
            reasons.
        from_date: Only orders placed on this day or later, DD-MM-YYYY. Without it, 30 days
            ago.
        to_date: Only orders placed before this day, DD-MM-YYYY: those of the day itself do
            not count, so name tomorrow to be sure of those of today. At most 30 days after
            `fromDate`; less than a day after it is read as the day after it. Default: today;
            whether orders of today then come is not documented.
        supplier_shipment_date_from: Only orders that must be shipped on this day or later,
            DD-MM-YYYY.
        supplier_shipment_date_to: Only orders that must be shipped before this day,
            DD-MM-YYYY: the day itself does not count. At most 30 days after
            `supplierShipmentDateFrom`; less than a day after it is read as the day after it.
        updated_at_from: Only orders changed at this moment or later: ISO 8601 with an offset.
        updated_at_to: Only orders changed before this moment, which itself does not count:
            ISO 8601 with an offset. At most 30 days after `updatedAtFrom`.
        dispatch_type: Only orders that are handed out in this way.
        fake: True for test orders alone, false for real ones alone; never both.
        has_cis: True for orders with at least one unit under mandatory marking. Leave it out
            otherwise: whether false means "without any" or "no matter" is not documented.
        only_waiting_for_cancellation_approve: True for orders in DELIVERY or PICKUP whose
            buyer has asked to cancel and waits for the store's answer (DBS alone).
        only_estimated_delivery: True for orders whose date of delivery is a forecast still,
            as with deliveries that take 31 to 60 days; false does not filter.
        buyer_type: Only orders of persons, or only those of organisations.
        page: Deprecated. Number of the page in the old style, counted from 1; ignored beside
            `page_token`.
        page_size: Deprecated. Page size in the old style; ignored beside `page_token`. Stores
            never come more than 100 at once, orders never more than 50.
        page_token: The `nextPageToken` of the page before; leave it out to get the first
            page. Opaque: do not decode or build one. All other parameters must stay the same
            from page to page. The server also takes it as `pageToken`, and prefers it to
            `page`/`pageSize`.
        limit: Orders per page; how many come without it is not documented. More than 50 is
            not refused but cut to 50 without a word.

    Returns:
        The successful answer.

    Raises:
        errors.UnexpectedStatus: for every answer that is not the documented success.
        errors.UnreadableResponse: when a documented success cannot be read.
        httpx.HTTPError: when the request or its answer got lost on the way.
    """
    return success(
        await asyncio_detailed(
            campaign_id=campaign_id,
            client=client,
            order_ids=order_ids,
            status=status,
            substatus=substatus,
            from_date=from_date,
            to_date=to_date,
            supplier_shipment_date_from=supplier_shipment_date_from,
            supplier_shipment_date_to=supplier_shipment_date_to,
            updated_at_from=updated_at_from,
            updated_at_to=updated_at_to,
            dispatch_type=dispatch_type,
            fake=fake,
            has_cis=has_cis,
            only_waiting_for_cancellation_approve=only_waiting_for_cancellation_approve,
            only_estimated_delivery=only_estimated_delivery,
            buyer_type=buyer_type,
            page=page,
            page_size=page_size,
            page_token=page_token,
            limit=limit,
        ),
        GetOrdersResponse,
    )
