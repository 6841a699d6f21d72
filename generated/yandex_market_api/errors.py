"""What endpoint functions raise."""

from __future__ import annotations

from typing import Any

from ._wire import DecodeError


class UnexpectedStatus(Exception):
    """The answer is not the success that the document describes.

    `parsed` holds the error body, if the status is documented; `content` holds its bytes.
    """

    def __init__(self, status_code: int, content: bytes, parsed: Any = None) -> None:
        super().__init__(status_code)  # repr() shows this, and not the body
        self.status_code = status_code
        self.content = content
        self.parsed = parsed

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.status_code, self.content, self.parsed)

    def __str__(self) -> str:
        errors = getattr(self.parsed, "errors", None) or []
        pairs = [(e.code, e.message) for e in errors if e is not None]
        texts = [": ".join(part for part in pair if part) for pair in pairs]
        return f"HTTP {self.status_code}" + (f": {'; '.join(texts)}" if texts else "")


class UnreadableResponse(DecodeError):
    """A documented status came with a body that cannot be read; `content` holds it."""

    def __init__(self, status_code: int, content: bytes, cause: DecodeError) -> None:
        super().__init__(cause.expected, cause.found, cause.path)
        self.status_code = status_code
        self.content = content
        self.cause = cause

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.status_code, self.content, self.cause)

    def __str__(self) -> str:
        return f"HTTP {self.status_code}: {super().__str__()}"


__all__ = ["DecodeError", "UnexpectedStatus", "UnreadableResponse"]
