"""POST /v1/campaigns/{campaignId}/orders/update

Change the recipient or the courier interval of an order.
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
from ...models.update_order_request import UpdateOrderRequest
from ...models.update_order_response import UpdateOrderResponse
from ...types import Response


def _get_kwargs(
    campaign_id: int,
    *,
    body: UpdateOrderRequest,
) -> dict[str, Any]:
    """The request as arguments of httpx's `request`; what is None stays away."""
    kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/campaigns/{campaign_id}/orders/update".format(
            campaign_id=quote(str(campaign_id), safe=""),
        ),
    }
    kwargs["content"] = encode(body)
    kwargs["headers"] = {"Content-Type": "application/json"}
    return kwargs


_ANSWERS: Mapping[int, type[UpdateOrderResponse | ApiErrorResponse]] = {
    200: UpdateOrderResponse,
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
) -> UpdateOrderResponse | ApiErrorResponse | None:
    """Read an answer; None for an unlisted status, or an error with another body than listed."""
    return read_answer(_ANSWERS, status_code, content, parsed)


def sync_detailed(
    campaign_id: int,
    *,
    client: AuthenticatedClient,
    body: UpdateOrderRequest,
) -> Response[UpdateOrderResponse | ApiErrorResponse]:
    """Change the recipient or the courier interval of an order.

    LaaS stores only, and only until the order is DELIVERED or CANCELLED. Send the order id
    and what shall change; recipient and interval may go together. A 200 means that the change
    was taken in, not that it happened: each kind of change starts an operation of its own,
    and getOperations tells minutes later what became of it. There is no idempotency key, so a
    request whose answer was lost must not be repeated blindly.

    Args:
        campaign_id: Campaign id of the store, as listed by getCampaigns. Not the shop id that
            the seller cabinet shows beside the name.
        client: Where to send it, and the key.
        body: The order id and the parts to change.

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
    body: UpdateOrderRequest,
) -> UpdateOrderResponse:
    """Change the recipient or the courier interval of an order.

    LaaS stores only, and only until the order is DELIVERED or CANCELLED. Send the order id
    and what shall change; recipient and interval may go together. A 200 means that the change
    was taken in, not that it happened: each kind of change starts an operation of its own,
    and getOperations tells minutes later what became of it. There is no idempotency key, so a
    request whose answer was lost must not be repeated blindly.

    Args:
        campaign_id: Campaign id of the store, as listed by getCampaigns. Not the shop id that
            the seller cabinet shows beside the name.
        client: Where to send it, and the key.
        body: The order id and the parts to change.

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
        UpdateOrderResponse,
    )


async def asyncio_detailed(
    campaign_id: int,
    *,
    client: AuthenticatedClient,
    body: UpdateOrderRequest,
) -> Response[UpdateOrderResponse | ApiErrorResponse]:
    """Change the recipient or the courier interval of an order.

    LaaS stores only, and only until the order is DELIVERED or CANCELLED. Send the order id
    and what shall change; recipient and interval may go together. A 200 means that the change
    was taken in, not that it happened: each kind of change starts an operation of its own,
    and getOperations tells minutes later what became of it. There is no idempotency key, so a
    request whose answer was lost must not be repeated blindly.

    Args:
        campaign_id: Campaign id of the store, as listed by getCampaigns. Not the shop id that
            the seller cabinet shows beside the name.
        client: Where to send it, and the key.
        body: The order id and the parts to change.

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
    body: UpdateOrderRequest,
) -> UpdateOrderResponse:
    """Change the recipient or the courier interval of an order.

    LaaS stores only, and only until the order is DELIVERED or CANCELLED. Send the order id
    and what shall change; recipient and interval may go together. A 200 means that the change
    was taken in, not that it happened: each kind of change starts an operation of its own,
    and getOperations tells minutes later what became of it. There is no idempotency key, so a
    request whose answer was lost must not be repeated blindly.

    Args:
        campaign_id: Campaign id of the store, as listed by getCampaigns. Not the shop id that
            the seller cabinet shows beside the name.
        client: Where to send it, and the key.
        body: The order id and the parts to change.

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
        UpdateOrderResponse,
    )
