"""POST /v1/businesses/{businessId}/operations

State of started operations.
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


_ANSWERS: dict[int, type[GetOperationsResponse] | type[ApiErrorResponse]] = {
    200: GetOperationsResponse,
    400: ApiErrorResponse,
    401: ApiErrorResponse,
    403: ApiErrorResponse,
    404: ApiErrorResponse,
    420: ApiErrorResponse,
    500: ApiErrorResponse,
}


def _parse_response(
    status_code: int, content: bytes
) -> GetOperationsResponse | ApiErrorResponse | None:
    """Read an answer; None for an unlisted status, or an error with another body than listed."""
    model = _ANSWERS.get(status_code)
    if model is None:
        return None
    try:
        parsed: GetOperationsResponse | ApiErrorResponse = decode(content, model)
    except DecodeError as error:
        if status_code >= 400:  # a proxy's page, or nothing: the status says enough
            return None
        raise errors.UnreadableResponse(status_code, content, error) from error
    return parsed


def _build_response(
    client: AuthenticatedClient, response: httpx.Response
) -> Response[GetOperationsResponse | ApiErrorResponse]:
    parsed = _parse_response(response.status_code, response.content)
    if parsed is None and client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    return Response(response.status_code, response.content, response.headers, parsed)


def _success(response: Response[GetOperationsResponse | ApiErrorResponse]) -> GetOperationsResponse:
    if isinstance(response.parsed, GetOperationsResponse) and response.status_code < 300:
        return response.parsed
    raise errors.UnexpectedStatus(response.status_code, response.content, response.parsed)


def sync_detailed(
    business_id: int,
    *,
    client: AuthenticatedClient,
    body: GetOperationsRequest,
) -> Response[GetOperationsResponse | ApiErrorResponse]:
    """State of started operations.

    Tells how operations started by updateOrder and the like are doing. A POST that changes
    nothing. Asked by cabinet, while operations are started by store: getCampaigns leads from
    one to the other. One type and up to 100 ids per call, which is ten times scarcer than
    updates are, so ask for many ids at once. Match answers by id: neither order nor
    completeness is promised, and no reason of a failure is given.

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
    return _build_response(client, client.get_httpx_client().request(**kwargs))


def sync(
    business_id: int,
    *,
    client: AuthenticatedClient,
    body: GetOperationsRequest,
) -> GetOperationsResponse:
    """State of started operations.

    Tells how operations started by updateOrder and the like are doing. A POST that changes
    nothing. Asked by cabinet, while operations are started by store: getCampaigns leads from
    one to the other. One type and up to 100 ids per call, which is ten times scarcer than
    updates are, so ask for many ids at once. Match answers by id: neither order nor
    completeness is promised, and no reason of a failure is given.

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
    return _success(
        sync_detailed(
            business_id=business_id,
            client=client,
            body=body,
        )
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
    one to the other. One type and up to 100 ids per call, which is ten times scarcer than
    updates are, so ask for many ids at once. Match answers by id: neither order nor
    completeness is promised, and no reason of a failure is given.

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
    return _build_response(client, await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    business_id: int,
    *,
    client: AuthenticatedClient,
    body: GetOperationsRequest,
) -> GetOperationsResponse:
    """State of started operations.

    Tells how operations started by updateOrder and the like are doing. A POST that changes
    nothing. Asked by cabinet, while operations are started by store: getCampaigns leads from
    one to the other. One type and up to 100 ids per call, which is ten times scarcer than
    updates are, so ask for many ids at once. Match answers by id: neither order nor
    completeness is promised, and no reason of a failure is given.

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
    return _success(
        await asyncio_detailed(
            business_id=business_id,
            client=client,
            body=body,
        )
    )
