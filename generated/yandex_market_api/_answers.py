"""From an HTTP answer to a model: what all endpoint functions share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import httpx

from ._wire import DecodeError, Model, decode
from .client import Client
from .errors import UnexpectedStatus, UnreadableResponse
from .types import Response

M = TypeVar("M", bound=Model)


def read_answer(
    models: Mapping[int, type[M]], status_code: int, content: bytes, parsed: Any = None
) -> M | None:
    """Read a body by its status; None for an unlisted status, or an error with another body.

    `parsed` is what `loads` made of the body, where that was done before. Raises UnreadableResponse
    when a success cannot be read.
    """
    model = models.get(status_code)
    if model is None:
        return None
    try:
        return decode(content, model, parsed)
    except DecodeError as error:
        if status_code >= 400:  # a proxy's page, or nothing: the status says enough
            return None
        raise UnreadableResponse(status_code, content, error) from error


def build_response(
    client: Client, response: httpx.Response, models: Mapping[int, type[M]]
) -> Response[M]:
    """The answer with what it was read as."""
    parsed = read_answer(models, response.status_code, response.content)
    if parsed is None and client.raise_on_unexpected_status:
        raise UnexpectedStatus(response.status_code, response.content)
    return Response(response.status_code, response.content, response.headers, parsed)


def success(response: Response[Any], model: type[M]) -> M:
    """The documented success. Raises UnexpectedStatus for any other answer."""
    if isinstance(response.parsed, model) and response.status_code < 300:
        return response.parsed
    raise UnexpectedStatus(response.status_code, response.content, response.parsed)
