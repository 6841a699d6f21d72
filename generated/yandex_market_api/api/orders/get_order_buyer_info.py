"""GET /v2/campaigns/{campaignId}/orders/{orderId}/buyer

Name and phone number of an order's buyer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from ..._answers import build_response, read_answer, success
from ...client import AuthenticatedClient
from ...models.api_error_response import ApiErrorResponse
from ...models.get_order_buyer_info_response import GetOrderBuyerInfoResponse
from ...types import Response


def _get_kwargs(
    campaign_id: int,
    order_id: int,
) -> dict[str, Any]:
    """The request as arguments of httpx's `request`; what is None stays away."""
    kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v2/campaigns/{campaign_id}/orders/{order_id}/buyer".format(
            campaign_id=quote(str(campaign_id), safe=""),
            order_id=quote(str(order_id), safe=""),
        ),
    }
    return kwargs


_ANSWERS: Mapping[int, type[GetOrderBuyerInfoResponse | ApiErrorResponse]] = {
    200: GetOrderBuyerInfoResponse,
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
) -> GetOrderBuyerInfoResponse | ApiErrorResponse | None:
    """Read an answer; None for an unlisted status, or an error with another body than listed."""
    return read_answer(_ANSWERS, status_code, content, parsed)


def sync_detailed(
    campaign_id: int,
    order_id: int,
    *,
    client: AuthenticatedClient,
) -> Response[GetOrderBuyerInfoResponse | ApiErrorResponse]:
    """Name and phone number of an order's buyer.

    DBS stores only, and only while the order is in PROCESSING, DELIVERY or PICKUP; in any
    other status the answer is 400. For buyers who are persons; those who are organisations
    have a method of their own, getOrderBusinessBuyerInfo, which is not described here. The
    number is a proxy that leads to the buyer, not the buyer's own. Personal data: ask when it
    is needed, and keep it out of logs.

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
) -> GetOrderBuyerInfoResponse:
    """Name and phone number of an order's buyer.

    DBS stores only, and only while the order is in PROCESSING, DELIVERY or PICKUP; in any
    other status the answer is 400. For buyers who are persons; those who are organisations
    have a method of their own, getOrderBusinessBuyerInfo, which is not described here. The
    number is a proxy that leads to the buyer, not the buyer's own. Personal data: ask when it
    is needed, and keep it out of logs.

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
        GetOrderBuyerInfoResponse,
    )


async def asyncio_detailed(
    campaign_id: int,
    order_id: int,
    *,
    client: AuthenticatedClient,
) -> Response[GetOrderBuyerInfoResponse | ApiErrorResponse]:
    """Name and phone number of an order's buyer.

    DBS stores only, and only while the order is in PROCESSING, DELIVERY or PICKUP; in any
    other status the answer is 400. For buyers who are persons; those who are organisations
    have a method of their own, getOrderBusinessBuyerInfo, which is not described here. The
    number is a proxy that leads to the buyer, not the buyer's own. Personal data: ask when it
    is needed, and keep it out of logs.

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
) -> GetOrderBuyerInfoResponse:
    """Name and phone number of an order's buyer.

    DBS stores only, and only while the order is in PROCESSING, DELIVERY or PICKUP; in any
    other status the answer is 400. For buyers who are persons; those who are organisations
    have a method of their own, getOrderBusinessBuyerInfo, which is not described here. The
    number is a proxy that leads to the buyer, not the buyer's own. Personal data: ask when it
    is needed, and keep it out of logs.

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
        GetOrderBuyerInfoResponse,
    )
