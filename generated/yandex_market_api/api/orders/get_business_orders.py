"""POST /v1/businesses/{businessId}/orders

Orders of all stores of a cabinet, page by page.
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
from ...models.get_business_orders_request import GetBusinessOrdersRequest
from ...models.get_business_orders_response import GetBusinessOrdersResponse
from ...types import Response


def _get_kwargs(
    business_id: int,
    *,
    body: GetBusinessOrdersRequest,
    page_token: str | None = None,
    limit: int | None = None,
) -> dict[str, Any]:
    """The request as arguments of httpx's `request`; what is None stays away."""
    kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/businesses/{business_id}/orders".format(
            business_id=quote(str(business_id), safe=""),
        ),
    }
    params = {
        "page_token": write_value(page_token),
        "limit": write_value(limit),
    }
    kwargs["params"] = {name: value for name, value in params.items() if value is not None}
    kwargs["content"] = encode(body)
    kwargs["headers"] = {"Content-Type": "application/json"}
    return kwargs


_ANSWERS: Mapping[int, type[GetBusinessOrdersResponse | ApiErrorResponse]] = {
    200: GetBusinessOrdersResponse,
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
) -> GetBusinessOrdersResponse | ApiErrorResponse | None:
    """Read an answer; None for an unlisted status, or an error with another body than listed."""
    return read_answer(_ANSWERS, status_code, content, parsed)


def sync_detailed(
    business_id: int,
    *,
    client: AuthenticatedClient,
    body: GetBusinessOrdersRequest,
    page_token: str | None = None,
    limit: int | None = None,
) -> Response[GetBusinessOrdersResponse | ApiErrorResponse]:
    """Orders of all stores of a cabinet, page by page.

    The orders as they stand now, without delay, of every store or of chosen ones; takes over
    from getOrder and getOrders. A POST that changes nothing. The filters go into the body,
    which must be sent but may be `{}`: that asks for what was placed in the last 30 days. A
    span of dates has 30 days at most, and its end is not part of it. Orders that were
    finished long ago are still found. The answer has no `status` envelope; the token of the
    next page sits at its top level. Filters must be the same on every page. Names and phones
    of buyers are not part of it: for DBS stores getOrderBuyerInfo tells them.

    Args:
        business_id: Id of the cabinet that owns the stores; getCampaigns gives it as
            `business.id`.
        client: Where to send it, and the key.
        body: Filters. Without any, send an empty object; no body at all is refused with 400.
        page_token: The `nextPageToken` of the page before; leave it out to get the first
            page. Opaque: do not decode or build one. All other parameters must stay the same
            from page to page. The server also takes it as `pageToken`, and prefers it to
            `page`/`pageSize`.
        limit: Orders per page, 50 at most and if it is left out. A larger number is not
            refused but cut to 50 without a word.

    Returns:
        The answer whatever its status, with what it was read as.

    Raises:
        errors.UnreadableResponse: when a documented success cannot be read.
        httpx.HTTPError: when the request or its answer got lost on the way.
    """
    kwargs = _get_kwargs(
        business_id=business_id,
        body=body,
        page_token=page_token,
        limit=limit,
    )
    return build_response(client, client.get_httpx_client().request(**kwargs), _ANSWERS)


def sync(
    business_id: int,
    *,
    client: AuthenticatedClient,
    body: GetBusinessOrdersRequest,
    page_token: str | None = None,
    limit: int | None = None,
) -> GetBusinessOrdersResponse:
    """Orders of all stores of a cabinet, page by page.

    The orders as they stand now, without delay, of every store or of chosen ones; takes over
    from getOrder and getOrders. A POST that changes nothing. The filters go into the body,
    which must be sent but may be `{}`: that asks for what was placed in the last 30 days. A
    span of dates has 30 days at most, and its end is not part of it. Orders that were
    finished long ago are still found. The answer has no `status` envelope; the token of the
    next page sits at its top level. Filters must be the same on every page. Names and phones
    of buyers are not part of it: for DBS stores getOrderBuyerInfo tells them.

    Args:
        business_id: Id of the cabinet that owns the stores; getCampaigns gives it as
            `business.id`.
        client: Where to send it, and the key.
        body: Filters. Without any, send an empty object; no body at all is refused with 400.
        page_token: The `nextPageToken` of the page before; leave it out to get the first
            page. Opaque: do not decode or build one. All other parameters must stay the same
            from page to page. The server also takes it as `pageToken`, and prefers it to
            `page`/`pageSize`.
        limit: Orders per page, 50 at most and if it is left out. A larger number is not
            refused but cut to 50 without a word.

    Returns:
        The successful answer.

    Raises:
        errors.UnexpectedStatus: for every answer that is not the documented success.
        errors.UnreadableResponse: when a documented success cannot be read.
        httpx.HTTPError: when the request or its answer got lost on the way.
    """
    return success(
        sync_detailed(
            business_id=business_id,
            client=client,
            body=body,
            page_token=page_token,
            limit=limit,
        ),
        GetBusinessOrdersResponse,
    )


async def asyncio_detailed(
    business_id: int,
    *,
    client: AuthenticatedClient,
    body: GetBusinessOrdersRequest,
    page_token: str | None = None,
    limit: int | None = None,
) -> Response[GetBusinessOrdersResponse | ApiErrorResponse]:
    """Orders of all stores of a cabinet, page by page.

    The orders as they stand now, without delay, of every store or of chosen ones; takes over
    from getOrder and getOrders. A POST that changes nothing. The filters go into the body,
    which must be sent but may be `{}`: that asks for what was placed in the last 30 days. A
    span of dates has 30 days at most, and its end is not part of it. Orders that were
    finished long ago are still found. The answer has no `status` envelope; the token of the
    next page sits at its top level. Filters must be the same on every page. Names and phones
    of buyers are not part of it: for DBS stores getOrderBuyerInfo tells them.

    Args:
        business_id: Id of the cabinet that owns the stores; getCampaigns gives it as
            `business.id`.
        client: Where to send it, and the key.
        body: Filters. Without any, send an empty object; no body at all is refused with 400.
        page_token: The `nextPageToken` of the page before; leave it out to get the first
            page. Opaque: do not decode or build one. All other parameters must stay the same
            from page to page. The server also takes it as `pageToken`, and prefers it to
            `page`/`pageSize`.
        limit: Orders per page, 50 at most and if it is left out. A larger number is not
            refused but cut to 50 without a word.

    Returns:
        The answer whatever its status, with what it was read as.

    Raises:
        errors.UnreadableResponse: when a documented success cannot be read.
        httpx.HTTPError: when the request or its answer got lost on the way.
    """
    kwargs = _get_kwargs(
        business_id=business_id,
        body=body,
        page_token=page_token,
        limit=limit,
    )
    return build_response(client, await client.get_async_httpx_client().request(**kwargs), _ANSWERS)


async def asyncio(
    business_id: int,
    *,
    client: AuthenticatedClient,
    body: GetBusinessOrdersRequest,
    page_token: str | None = None,
    limit: int | None = None,
) -> GetBusinessOrdersResponse:
    """Orders of all stores of a cabinet, page by page.

    The orders as they stand now, without delay, of every store or of chosen ones; takes over
    from getOrder and getOrders. A POST that changes nothing. The filters go into the body,
    which must be sent but may be `{}`: that asks for what was placed in the last 30 days. A
    span of dates has 30 days at most, and its end is not part of it. Orders that were
    finished long ago are still found. The answer has no `status` envelope; the token of the
    next page sits at its top level. Filters must be the same on every page. Names and phones
    of buyers are not part of it: for DBS stores getOrderBuyerInfo tells them.

    Args:
        business_id: Id of the cabinet that owns the stores; getCampaigns gives it as
            `business.id`.
        client: Where to send it, and the key.
        body: Filters. Without any, send an empty object; no body at all is refused with 400.
        page_token: The `nextPageToken` of the page before; leave it out to get the first
            page. Opaque: do not decode or build one. All other parameters must stay the same
            from page to page. The server also takes it as `pageToken`, and prefers it to
            `page`/`pageSize`.
        limit: Orders per page, 50 at most and if it is left out. A larger number is not
            refused but cut to 50 without a word.

    Returns:
        The successful answer.

    Raises:
        errors.UnexpectedStatus: for every answer that is not the documented success.
        errors.UnreadableResponse: when a documented success cannot be read.
        httpx.HTTPError: when the request or its answer got lost on the way.
    """
    return success(
        await asyncio_detailed(
            business_id=business_id,
            client=client,
            body=body,
            page_token=page_token,
            limit=limit,
        ),
        GetBusinessOrdersResponse,
    )
