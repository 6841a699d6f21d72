"""POST /v1/campaigns/{campaignId}/orders/update-options

Courier intervals that an order can be moved to.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from ..._answers import build_response, read_answer, success
from ..._wire import (
    encode,
)
from ...client import AuthenticatedClient
from ...models.api_error_response import ApiErrorResponse
from ...models.get_order_update_options_request import GetOrderUpdateOptionsRequest
from ...models.get_order_update_options_response import GetOrderUpdateOptionsResponse
from ...types import Response


def _get_kwargs(
    campaign_id: int,
    *,
    body: GetOrderUpdateOptionsRequest,
) -> dict[str, Any]:
    """The request as arguments of httpx's `request`; what is None stays away."""
    kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/campaigns/{campaign_id}/orders/update-options".format(
            campaign_id=quote(str(campaign_id), safe=""),
        ),
    }
    kwargs["content"] = encode(body)
    kwargs["headers"] = {"Content-Type": "application/json"}
    return kwargs


_ANSWERS: Mapping[int, type[GetOrderUpdateOptionsResponse | ApiErrorResponse]] = {
    200: GetOrderUpdateOptionsResponse,
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
) -> GetOrderUpdateOptionsResponse | ApiErrorResponse | None:
    """Read an answer; None for an unlisted status, or an error with another body than listed."""
    return read_answer(_ANSWERS, status_code, content, parsed)


def sync_detailed(
    campaign_id: int,
    *,
    client: AuthenticatedClient,
    body: GetOrderUpdateOptionsRequest,
) -> Response[GetOrderUpdateOptionsResponse | ApiErrorResponse]:
    """Courier intervals that an order can be moved to.

    LaaS stores only. A POST that changes nothing: it lists the windows of courier delivery
    among which updateOrder accepts a new one. The list is empty when there is none.

    Args:
        campaign_id: Campaign id of the store, as listed by getCampaigns. Not the shop id that
            the seller cabinet shows beside the name.
        client: Where to send it, and the key.
        body: The order to be moved.

    Returns:
        The answer whatever its status, with what it was read as.

    Raises:
        errors.UnreadableResponse: when a documented success cannot be read.
        httpx.HTTPError: when the request or its answer got lost on the way.
    """
    kwargs = _get_kwargs(
        campaign_id=campaign_id,
        body=body,
    )
    return build_response(client, client.get_httpx_client().request(**kwargs), _ANSWERS)


def sync(
    campaign_id: int,
    *,
    client: AuthenticatedClient,
    body: GetOrderUpdateOptionsRequest,
) -> GetOrderUpdateOptionsResponse:
    """Courier intervals that an order can be moved to.

    LaaS stores only. A POST that changes nothing: it lists the windows of courier delivery
    among which updateOrder accepts a new one. The list is empty when there is none.

    Args:
        campaign_id: Campaign id of the store, as listed by getCampaigns. Not the shop id that
            the seller cabinet shows beside the name.
        client: Where to send it, and the key.
        body: The order to be moved.

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
        ),
        GetOrderUpdateOptionsResponse,
    )


async def asyncio_detailed(
    campaign_id: int,
    *,
    client: AuthenticatedClient,
    body: GetOrderUpdateOptionsRequest,
) -> Response[GetOrderUpdateOptionsResponse | ApiErrorResponse]:
    """Courier intervals that an order can be moved to.

    LaaS stores only. A POST that changes nothing: it lists the windows of courier delivery
    among which updateOrder accepts a new one. The list is empty when there is none.

    Args:
        campaign_id: Campaign id of the store, as listed by getCampaigns. Not the shop id that
            the seller cabinet shows beside the name.
        client: Where to send it, and the key.
        body: The order to be moved.

    Returns:
        The answer whatever its status, with what it was read as.

    Raises:
        errors.UnreadableResponse: when a documented success cannot be read.
        httpx.HTTPError: when the request or its answer got lost on the way.
    """
    kwargs = _get_kwargs(
        campaign_id=campaign_id,
        body=body,
    )
    return build_response(client, await client.get_async_httpx_client().request(**kwargs), _ANSWERS)


async def asyncio(
    campaign_id: int,
    *,
    client: AuthenticatedClient,
    body: GetOrderUpdateOptionsRequest,
) -> GetOrderUpdateOptionsResponse:
    """Courier intervals that an order can be moved to.

    LaaS stores only. A POST that changes nothing: it lists the windows of courier delivery
    among which updateOrder accepts a new one. The list is empty when there is none.

    Args:
        campaign_id: Campaign id of the store, as listed by getCampaigns. Not the shop id that
            the seller cabinet shows beside the name.
        client: Where to send it, and the key.
        body: The order to be moved.

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
        ),
        GetOrderUpdateOptionsResponse,
    )
