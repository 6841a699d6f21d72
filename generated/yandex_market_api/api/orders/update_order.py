"""POST /v1/campaigns/{campaignId}/orders/update

Change the recipient or the courier interval of an order.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ..._wire import (
    DecodeError,
    decode,
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


_ANSWERS: dict[int, type[UpdateOrderResponse] | type[ApiErrorResponse]] = {
    200: UpdateOrderResponse,
    400: ApiErrorResponse,
    401: ApiErrorResponse,
    403: ApiErrorResponse,
    404: ApiErrorResponse,
    420: ApiErrorResponse,
    500: ApiErrorResponse,
}


def _parse_response(
    status_code: int, content: bytes
) -> UpdateOrderResponse | ApiErrorResponse | None:
    """Read an answer; None for an unlisted status, or an error with another body than listed."""
    model = _ANSWERS.get(status_code)
    if model is None:
        return None
    try:
        parsed: UpdateOrderResponse | ApiErrorResponse = decode(content, model)
    except DecodeError as error:
        if status_code >= 400:  # a proxy's page, or nothing: the status says enough
            return None
        raise errors.UnreadableResponse(status_code, content, error) from error
    return parsed


def _build_response(
    client: AuthenticatedClient, response: httpx.Response
) -> Response[UpdateOrderResponse | ApiErrorResponse]:
    parsed = _parse_response(response.status_code, response.content)
    if parsed is None and client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    return Response(response.status_code, response.content, response.headers, parsed)


def _success(response: Response[UpdateOrderResponse | ApiErrorResponse]) -> UpdateOrderResponse:
    if isinstance(response.parsed, UpdateOrderResponse) and response.status_code < 300:
        return response.parsed
    raise errors.UnexpectedStatus(response.status_code, response.content, response.parsed)


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
    return _build_response(client, client.get_httpx_client().request(**kwargs))


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
    return _success(
        sync_detailed(
            campaign_id=campaign_id,
            client=client,
            body=body,
        )
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
    return _build_response(client, await client.get_async_httpx_client().request(**kwargs))


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
    return _success(
        await asyncio_detailed(
            campaign_id=campaign_id,
            client=client,
            body=body,
        )
    )
