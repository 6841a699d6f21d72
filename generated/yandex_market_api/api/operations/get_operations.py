"""POST /v1/businesses/{businessId}/operations

State of started operations.
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
from ...models.get_operations_request import GetOperationsRequest
from ...models.get_operations_response import GetOperationsResponse
from ...types import Response


def _get_kwargs(
    business_id: int,
    *,
    body: GetOperationsRequest,
) -> dict[str, Any]:
    """The request as arguments of httpx's `request`; what is None stays away."""
    kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/businesses/{business_id}/operations".format(
            business_id=quote(str(business_id), safe=""),
        ),
    }
    kwargs["content"] = encode(body)
    kwargs["headers"] = {"Content-Type": "application/json"}
    return kwargs


_ANSWERS: Mapping[int, type[GetOperationsResponse | ApiErrorResponse]] = {
    200: GetOperationsResponse,
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
) -> GetOperationsResponse | ApiErrorResponse | None:
    """Read an answer; None for an unlisted status, or an error with another body than listed."""
    return read_answer(_ANSWERS, status_code, content, parsed)


def sync_detailed(
    business_id: int,
    *,
    client: AuthenticatedClient,
    body: GetOperationsRequest,
) -> Response[GetOperationsResponse | ApiErrorResponse]:
    """State of started operations.

    Tells how operations started by updateOrder and the like are doing. A POST that changes
    nothing. Asked by cabinet, while operations are started by store: getCampaigns leads from
    one to the other. One type and up to 100 ids per call; its calls are ten times scarcer
    than those of updateOrder, so ask about many ids at once. Match answers by id: neither
    order nor completeness is promised, no reason of a failure is given, and for how long an
    operation is remembered is not documented.

    Args:
        business_id: Id of the cabinet that owns the stores; getCampaigns gives it as
            `business.id`.
        client: Where to send it, and the key.
        body: The type and the ids to ask about.

    Returns:
        The answer whatever its status, with what it was read as.

    Raises:
        errors.UnreadableResponse: when a documented success cannot be read.
        httpx.HTTPError: when the request or its answer got lost on the way.
    """
    kwargs = _get_kwargs(
        business_id=business_id,
        body=body,
    )
    return build_response(client, client.get_httpx_client().request(**kwargs), _ANSWERS)


def sync(
    business_id: int,
    *,
    client: AuthenticatedClient,
    body: GetOperationsRequest,
) -> GetOperationsResponse:
    """State of started operations.

    Tells how operations started by updateOrder and the like are doing. A POST that changes
    nothing. Asked by cabinet, while operations are started by store: getCampaigns leads from
    one to the other. One type and up to 100 ids per call; its calls are ten times scarcer
    than those of updateOrder, so ask about many ids at once. Match answers by id: neither
    order nor completeness is promised, no reason of a failure is given, and for how long an
    operation is remembered is not documented.

    Args:
        business_id: Id of the cabinet that owns the stores; getCampaigns gives it as
            `business.id`.
        client: Where to send it, and the key.
        body: The type and the ids to ask about.

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
        ),
        GetOperationsResponse,
    )


async def asyncio_detailed(
    business_id: int,
    *,
    client: AuthenticatedClient,
    body: GetOperationsRequest,
) -> Response[GetOperationsResponse | ApiErrorResponse]:
    """State of started operations.

    Tells how operations started by updateOrder and the like are doing. A POST that changes
    nothing. Asked by cabinet, while operations are started by store: getCampaigns leads from
    one to the other. One type and up to 100 ids per call; its calls are ten times scarcer
    than those of updateOrder, so ask about many ids at once. Match answers by id: neither
    order nor completeness is promised, no reason of a failure is given, and for how long an
    operation is remembered is not documented.

    Args:
        business_id: Id of the cabinet that owns the stores; getCampaigns gives it as
            `business.id`.
        client: Where to send it, and the key.
        body: The type and the ids to ask about.

    Returns:
        The answer whatever its status, with what it was read as.

    Raises:
        errors.UnreadableResponse: when a documented success cannot be read.
        httpx.HTTPError: when the request or its answer got lost on the way.
    """
    kwargs = _get_kwargs(
        business_id=business_id,
        body=body,
    )
    return build_response(client, await client.get_async_httpx_client().request(**kwargs), _ANSWERS)


async def asyncio(
    business_id: int,
    *,
    client: AuthenticatedClient,
    body: GetOperationsRequest,
) -> GetOperationsResponse:
    """State of started operations.

    Tells how operations started by updateOrder and the like are doing. A POST that changes
    nothing. Asked by cabinet, while operations are started by store: getCampaigns leads from
    one to the other. One type and up to 100 ids per call; its calls are ten times scarcer
    than those of updateOrder, so ask about many ids at once. Match answers by id: neither
    order nor completeness is promised, no reason of a failure is given, and for how long an
    operation is remembered is not documented.

    Args:
        business_id: Id of the cabinet that owns the stores; getCampaigns gives it as
            `business.id`.
        client: Where to send it, and the key.
        body: The type and the ids to ask about.

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
        ),
        GetOperationsResponse,
    )
