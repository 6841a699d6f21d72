"""What an endpoint function returns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar

from attrs import define, field

T = TypeVar("T")


@define(frozen=True)
class Response(Generic[T]):
    """One HTTP answer: its status whatever it is, its bytes, and what they were read as."""

    status_code: int
    content: bytes = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    parsed: T | None


__all__ = ["Response"]
