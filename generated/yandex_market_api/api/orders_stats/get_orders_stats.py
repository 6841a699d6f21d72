"""POST /v2/campaigns/{campaignId}/stats/orders

Order statistics of a store, page by page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from ..._answers import build_response, read_answer, success
from ..._wire import (
    encode,
    write_value,
)
from ...client import AuthenticatedClient
from ...models.api_error_response import ApiErrorResponse
from ...models.get_orders_stats_request import GetOrdersStatsRequest
from ...models.get_orders_stats_response import GetOrdersStatsResponse
from ...types import Response


def _get_kwargs(
    campaign_id: int,
    *,
    body: GetOrdersStatsRequest | None = None,
    page_token: str | None = None,
    limit: int | None = None,
) -> dict[str, Any]:
    """The request as arguments of httpx's `request`; what is None stays away."""
    kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v2/campaigns/{campaign_id}/stats/orders".format(
            campaign_id=quote(str(campaign_id), safe=""),
        ),
    }
    params = {
        "page_token": write_value(page_token),
        "limit": write_value(limit),
    }
    kwargs["params"] = {name: value for name, value in params.items() if value is not None}
    if body is not None:
        kwargs["content"] = encode(body)
        kwargs["headers"] = {"Content-Type": "application/json"}
    return kwargs


_ANSWERS: Mapping[int, type[GetOrdersStatsResponse | ApiErrorResponse]] = {
    200: GetOrdersStatsResponse,
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
) -> GetOrdersStatsResponse | ApiErrorResponse | None:
    """Read an answer; None for an unlisted status, or an error with another body than listed."""
    return read_answer(_ANSWERS, status_code, content, parsed)


def sync_detailed(
    campaign_id: int,
    *,
    client: AuthenticatedClient,
    body: GetOrdersStatsRequest | None = None,
    page_token: str | None = None,
    limit: int | None = None,
) -> Response[GetOrdersStatsResponse | ApiErrorResponse]:
    """Order statistics of a store, page by page.

    What was ordered, paid, charged and returned, order by order. A POST that changes nothing.
    News may take up to 40 minutes to show; for orders as they stand now ask
    getBusinessOrders. Choose by creation dates or by change dates, never by both; both ends
    of a range are included, and no longest span is documented. The token of the next page
    sits inside `result`. Filters must be the same on every page.

    Args:
        campaign_id: Campaign id of the store, as listed by getCampaigns. Not the shop id that
            the seller cabinet shows beside the name.
        client: Where to send it, and the key.
        body: Filters; without a body (or with an empty object) all orders of the store are
            walked.
        page_token: The `nextPageToken` of the page before; leave it out to get the first
            page. Opaque: do not decode or build one. All other parameters must stay the same
            from page to page. The server also takes it as `pageToken`, and prefers it to
            `page`/`pageSize`.
        limit: Orders per page. More than 200 is refused with 400.

    Returns:
        The answer whatever its status, with what it was read as.

    Raises:
        errors.UnreadableResponse: when a documented success cannot be read.
        httpx.HTTPError: when the request or its answer got lost on the way.
    """
    kwargs = _get_kwargs(
        campaign_id=campaign_id,
        body=body,
        page_token=page_token,
        limit=limit,
    )
    return build_response(client, client.get_httpx_client().request(**kwargs), _ANSWERS)


def sync(
    campaign_id: int,
    *,
    client: AuthenticatedClient,
    body: GetOrdersStatsRequest | None = None,
    page_token: str | None = None,
    limit: int | None = None,
) -> GetOrdersStatsResponse:
    """Order statistics of a store, page by page.

    What was ordered, paid, charged and returned, order by order. A POST that changes nothing.
    News may take up to 40 minutes to show; for orders as they stand now ask
    getBusinessOrders. Choose by creation dates or by change dates, never by both; both ends
    of a range are included, and no longest span is documented. The token of the next page
    sits inside `result`. Filters must be the same on every page.

    Args:
        campaign_id: Campaign id of the store, as listed by getCampaigns. Not the shop id that
            the seller cabinet shows beside the name.
        client: Where to send it, and the key.
        body: Filters; without a body (or with an empty object) all orders of the store are
            walked.
        page_token: The `nextPageToken` of the page before; leave it out to get the first
            page. Opaque: do not decode or build one. All other parameters must stay the same
            from page to page. The server also takes it as `pageToken`, and prefers it to
            `page`/`pageSize`.
        limit: Orders per page. More than 200 is refused with 400.

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
            body=body,
            page_token=page_token,
            limit=limit,
        ),
        GetOrdersStatsResponse,
    )


async def asyncio_detailed(
    campaign_id: int,
    *,
    client: AuthenticatedClient,
    body: GetOrdersStatsRequest | None = None,
    page_token: str | None = None,
    limit: int | None = None,
) -> Response[GetOrdersStatsResponse | ApiErrorResponse]:
    """Order statistics of a store, page by page.

    What was ordered, paid, charged and returned, order by order. A POST that changes nothing.
    News may take up to 40 minutes to show; for orders as they stand now ask
    getBusinessOrders. Choose by creation dates or by change dates, never by both; both ends
    of a range are included, and no longest span is documented. The token of the next page
    sits inside `result`. Filters must be the same on every page.

    Args:
        campaign_id: Campaign id of the store, as listed by getCampaigns. Not the shop id that
            the seller cabinet shows beside the name.
        client: Where to send it, and the key.
        body: Filters; without a body (or with an empty object) all orders of the store are
            walked.
        page_token: The `nextPageToken` of the page before; leave it out to get the first
            page. Opaque: do not decode or build one. All other parameters must stay the same
            from page to page. The server also takes it as `pageToken`, and prefers it to
            `page`/`pageSize`.
        limit: Orders per page. More than 200 is refused with 400.

    Returns:
        The answer whatever its status, with what it was read as.

    Raises:
        errors.UnreadableResponse: when a documented success cannot be read.
        httpx.HTTPError: when the request or its answer got lost on the way.
    """
    kwargs = _get_kwargs(
        campaign_id=campaign_id,
        body=body,
        page_token=page_token,
        limit=limit,
    )
    return build_response(client, await client.get_async_httpx_client().request(**kwargs), _ANSWERS)


async def asyncio(
    campaign_id: int,
    *,
    client: AuthenticatedClient,
    body: GetOrdersStatsRequest | None = None,
    page_token: str | None = None,
    limit: int | None = None,
) -> GetOrdersStatsResponse:
    """Order statistics of a store, page by page.

    What was ordered, paid, charged and returned, order by order. A POST that changes nothing.
    News may take up to 40 minutes to show; for orders as they stand now ask
    getBusinessOrders. Choose by creation dates or by change dates, never by both; both ends
    of a range are included, and no longest span is documented. The token of the next page
    sits inside `result`. Filters must be the same on every page.

    Args:
        campaign_id: Campaign id of the store, as listed by getCampaigns. Not the shop id that
            the seller cabinet shows beside the name.
        client: Where to send it, and the key.
        body: Filters; without a body (or with an empty object) all orders of the store are
            walked.
        page_token: The `nextPageToken` of the page before; leave it out to get the first
            page. Opaque: do not decode or build one. All other parameters must stay the same
            from page to page. The server also takes it as `pageToken`, and prefers it to
            `page`/`pageSize`.
        limit: Orders per page. More than 200 is refused with 400.

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
            body=body,
            page_token=page_token,
            limit=limit,
        ),
        GetOrdersStatsResponse,
    )
