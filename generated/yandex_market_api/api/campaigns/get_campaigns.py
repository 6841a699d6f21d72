"""GET /v2/campaigns

List the stores the token can see.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._answers import build_response, read_answer, success
from ..._wire import (
    write_value,
)
from ...client import AuthenticatedClient
from ...models.api_error_response import ApiErrorResponse
from ...models.get_campaigns_response import GetCampaignsResponse
from ...types import Response


def _get_kwargs(
    *,
    page_token: str | None = None,
    limit: int | None = None,
    page: int | None = None,
    page_size: int | None = None,
) -> dict[str, Any]:
    """The request as arguments of httpx's `request`; what is None stays away."""
    kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v2/campaigns",
    }
    params = {
        "page_token": write_value(page_token),
        "limit": write_value(limit),
        "page": write_value(page),
        "pageSize": write_value(page_size),
    }
    kwargs["params"] = {name: value for name, value in params.items() if value is not None}
    return kwargs


_ANSWERS: Mapping[int, type[GetCampaignsResponse | ApiErrorResponse]] = {
    200: GetCampaignsResponse,
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
) -> GetCampaignsResponse | ApiErrorResponse | None:
    """Read an answer; None for an unlisted status, or an error with another body than listed."""
    return read_answer(_ANSWERS, status_code, content, parsed)


def sync_detailed(
    *,
    client: AuthenticatedClient,
    page_token: str | None = None,
    limit: int | None = None,
    page: int | None = None,
    page_size: int | None = None,
) -> Response[GetCampaignsResponse | ApiErrorResponse]:
    """List the stores the token can see.

    The way from a store to its cabinet: every entry holds the campaign id used in paths of
    order methods and, in `business.id`, the cabinet id that getBusinessOrders and
    getOperations ask for. An Api-Key lists all stores of its cabinet; an OAuth token lists
    the stores its user may see. Stores that the API does not serve are listed too, see
    `apiAvailability`.

    Args:
        client: Where to send it, and the key.
        page_token: The `nextPageToken` of the page before; leave it out to get the first
            page. Opaque: do not decode or build one. All other parameters must stay the same
            from page to page. The server also takes it as `pageToken`, and prefers it to
            `page`/`pageSize`.
        limit: Stores per page; how many come without it is not documented.
        page: Deprecated. Number of the page in the old style, counted from 1; ignored beside
            `page_token`.
        page_size: Deprecated. Page size in the old style; ignored beside `page_token`. Stores
            never come more than 100 at once, orders never more than 50.

    Returns:
        The answer whatever its status, with what it was read as.

    Raises:
        errors.UnreadableResponse: when a documented success cannot be read.
        httpx.HTTPError: when the request or its answer got lost on the way.
    """
    kwargs = _get_kwargs(
        page_token=page_token,
        limit=limit,
        page=page,
        page_size=page_size,
    )
    return build_response(client, client.get_httpx_client().request(**kwargs), _ANSWERS)


def sync(
    *,
    client: AuthenticatedClient,
    page_token: str | None = None,
    limit: int | None = None,
    page: int | None = None,
    page_size: int | None = None,
) -> GetCampaignsResponse:
    """List the stores the token can see.

    The way from a store to its cabinet: every entry holds the campaign id used in paths of
    order methods and, in `business.id`, the cabinet id that getBusinessOrders and
    getOperations ask for. An Api-Key lists all stores of its cabinet; an OAuth token lists
    the stores its user may see. Stores that the API does not serve are listed too, see
    `apiAvailability`.

    Args:
        client: Where to send it, and the key.
        page_token: The `nextPageToken` of the page before; leave it out to get the first
            page. Opaque: do not decode or build one. All other parameters must stay the same
            from page to page. The server also takes it as `pageToken`, and prefers it to
            `page`/`pageSize`.
        limit: Stores per page; how many come without it is not documented.
        page: Deprecated. Number of the page in the old style, counted from 1; ignored beside
            `page_token`.
        page_size: Deprecated. Page size in the old style; ignored beside `page_token`. Stores
            never come more than 100 at once, orders never more than 50.

    Returns:
        The successful answer.

    Raises:
        errors.UnexpectedStatus: for every answer that is not the documented success.
        errors.UnreadableResponse: when a documented success cannot be read.
        httpx.HTTPError: when the request or its answer got lost on the way.
    """
    return success(
        sync_detailed(
            client=client,
            page_token=page_token,
            limit=limit,
            page=page,
            page_size=page_size,
        ),
        GetCampaignsResponse,
    )


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    page_token: str | None = None,
    limit: int | None = None,
    page: int | None = None,
    page_size: int | None = None,
) -> Response[GetCampaignsResponse | ApiErrorResponse]:
    """List the stores the token can see.

    The way from a store to its cabinet: every entry holds the campaign id used in paths of
    order methods and, in `business.id`, the cabinet id that getBusinessOrders and
    getOperations ask for. An Api-Key lists all stores of its cabinet; an OAuth token lists
    the stores its user may see. Stores that the API does not serve are listed too, see
    `apiAvailability`.

    Args:
        client: Where to send it, and the key.
        page_token: The `nextPageToken` of the page before; leave it out to get the first
            page. Opaque: do not decode or build one. All other parameters must stay the same
            from page to page. The server also takes it as `pageToken`, and prefers it to
            `page`/`pageSize`.
        limit: Stores per page; how many come without it is not documented.
        page: Deprecated. Number of the page in the old style, counted from 1; ignored beside
            `page_token`.
        page_size: Deprecated. Page size in the old style; ignored beside `page_token`. Stores
            never come more than 100 at once, orders never more than 50.

    Returns:
        The answer whatever its status, with what it was read as.

    Raises:
        errors.UnreadableResponse: when a documented success cannot be read.
        httpx.HTTPError: when the request or its answer got lost on the way.
    """
    kwargs = _get_kwargs(
        page_token=page_token,
        limit=limit,
        page=page,
        page_size=page_size,
    )
    return build_response(client, await client.get_async_httpx_client().request(**kwargs), _ANSWERS)


async def asyncio(
    *,
    client: AuthenticatedClient,
    page_token: str | None = None,
    limit: int | None = None,
    page: int | None = None,
    page_size: int | None = None,
) -> GetCampaignsResponse:
    """List the stores the token can see.

    The way from a store to its cabinet: every entry holds the campaign id used in paths of
    order methods and, in `business.id`, the cabinet id that getBusinessOrders and
    getOperations ask for. An Api-Key lists all stores of its cabinet; an OAuth token lists
    the stores its user may see. Stores that the API does not serve are listed too, see
    `apiAvailability`.

    Args:
        client: Where to send it, and the key.
        page_token: The `nextPageToken` of the page before; leave it out to get the first
            page. Opaque: do not decode or build one. All other parameters must stay the same
            from page to page. The server also takes it as `pageToken`, and prefers it to
            `page`/`pageSize`.
        limit: Stores per page; how many come without it is not documented.
        page: Deprecated. Number of the page in the old style, counted from 1; ignored beside
            `page_token`.
        page_size: Deprecated. Page size in the old style; ignored beside `page_token`. Stores
            never come more than 100 at once, orders never more than 50.

    Returns:
        The successful answer.

    Raises:
        errors.UnexpectedStatus: for every answer that is not the documented success.
        errors.UnreadableResponse: when a documented success cannot be read.
        httpx.HTTPError: when the request or its answer got lost on the way.
    """
    return success(
        await asyncio_detailed(
            client=client,
            page_token=page_token,
            limit=limit,
            page=page,
            page_size=page_size,
        ),
        GetCampaignsResponse,
    )
