"""GET /v2/campaigns/{campaignId}/orders/{orderId}

One order of a store.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from ..._answers import build_response, read_answer, success
from ...client import AuthenticatedClient
from ...models.api_error_response import ApiErrorResponse
from ...models.get_order_response import GetOrderResponse
from ...types import Response


def _get_kwargs(
    campaign_id: int,
    order_id: int,
) -> dict[str, Any]:
    """The request as arguments of httpx's `request`; what is None stays away."""
    kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v2/campaigns/{campaign_id}/orders/{order_id}".format(
            campaign_id=quote(str(campaign_id), safe=""),
            order_id=quote(str(order_id), safe=""),
        ),
    }
    return kwargs


_ANSWERS: Mapping[int, type[GetOrderResponse | ApiErrorResponse]] = {
    200: GetOrderResponse,
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
) -> GetOrderResponse | ApiErrorResponse | None:
    """Read an answer; None for an unlisted status, or an error with another body than listed."""
    return read_answer(_ANSWERS, status_code, content, parsed)


def sync_detailed(
    campaign_id: int,
    order_id: int,
    *,
    client: AuthenticatedClient,
) -> Response[GetOrderResponse | ApiErrorResponse]:
    """One order of a store.

    Deprecated. The order as it stands now, without delay: goods, sums, delivery, buyer. The
    answer has no `status` envelope. On its way out: from 2027-01-18 a growing share of calls
    is refused with 403, from 2027-04-12 all of them; getBusinessOrders takes over.

    Args:
        campaign_id: Campaign id of the store, as listed by getCampaigns. Not the shop id that
            the seller cabinet shows beside the name.
        order_id: Id of the order on the Market, not the seller's own number. It may exceed 32
            bits.
        client: Where to send it, and the key.

    Returns:
        The answer whatever its status, with what it was read as.

    Raises:
        errors.UnreadableResponse: when a documented success cannot be read.
        httpx.HTTPError: when the request or its answer got lost on the way.
    """
    kwargs = _get_kwargs(
        campaign_id=campaign_id,
        order_id=order_id,
    )
    return build_response(client, client.get_httpx_client().request(**kwargs), _ANSWERS)


def sync(
    campaign_id: int,
    order_id: int,
    *,
    client: AuthenticatedClient,
) -> GetOrderResponse:
    """One order of a store.

    Deprecated. The order as it stands now, without delay: goods, sums, delivery, buyer. The
    answer has no `status` envelope. On its way out: from 2027-01-18 a growing share of calls
    is refused with 403, from 2027-04-12 all of them; getBusinessOrders takes over.

    Args:
        campaign_id: Campaign id of the store, as listed by getCampaigns. Not the shop id that
            the seller cabinet shows beside the name.
        order_id: Id of the order on the Market, not the seller's own number. It may exceed 32
            bits.
        client: Where to send it, and the key.

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
            order_id=order_id,
            client=client,
        ),
        GetOrderResponse,
    )


async def asyncio_detailed(
    campaign_id: int,
    order_id: int,
    *,
    client: AuthenticatedClient,
) -> Response[GetOrderResponse | ApiErrorResponse]:
    """One order of a store.

    Deprecated. The order as it stands now, without delay: goods, sums, delivery, buyer. The
    answer has no `status` envelope. On its way out: from 2027-01-18 a growing share of calls
    is refused with 403, from 2027-04-12 all of them; getBusinessOrders takes over.

    Args:
        campaign_id: Campaign id of the store, as listed by getCampaigns. Not the shop id that
            the seller cabinet shows beside the name.
        order_id: Id of the order on the Market, not the seller's own number. It may exceed 32
            bits.
        client: Where to send it, and the key.

    Returns:
        The answer whatever its status, with what it was read as.

    Raises:
        errors.UnreadableResponse: when a documented success cannot be read.
        httpx.HTTPError: when the request or its answer got lost on the way.
    """
    kwargs = _get_kwargs(
        campaign_id=campaign_id,
        order_id=order_id,
    )
    return build_response(client, await client.get_async_httpx_client().request(**kwargs), _ANSWERS)


async def asyncio(
    campaign_id: int,
    order_id: int,
    *,
    client: AuthenticatedClient,
) -> GetOrderResponse:
    """One order of a store.

    Deprecated. The order as it stands now, without delay: goods, sums, delivery, buyer. The
    answer has no `status` envelope. On its way out: from 2027-01-18 a growing share of calls
    is refused with 403, from 2027-04-12 all of them; getBusinessOrders takes over.

    Args:
        campaign_id: Campaign id of the store, as listed by getCampaigns. Not the shop id that
            the seller cabinet shows beside the name.
        order_id: Id of the order on the Market, not the seller's own number. It may exceed 32
            bits.
        client: Where to send it, and the key.

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
            order_id=order_id,
            client=client,
        ),
        GetOrderResponse,
    )
