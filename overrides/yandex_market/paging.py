"""Listings: items one by one or page by page, from the start or from a token.

A pager is lazy and can be iterated again, each time from the start. Its filters are checked and
frozen when it is made and go out with every page. It ends on a missing, null or empty token, never on
an empty page; a token that was seen before raises PageLoopError. Errors raised inside carry
`.resume_token`, which `pages(resume_from=...)` takes.
"""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from . import _flow
from ._twins import copy_docstrings
from .errors import ArgumentError

if TYPE_CHECKING:
    import httpx

    from ._calls import Call
    from ._drivers import AsyncDriver, SyncDriver

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a listing."""

    items: list[T]
    next_token: str | None
    """Token of the page after this one; None on the last."""
    number: int
    """Counted from 1 where this iteration began."""
    response: httpx.Response = field(repr=False, compare=False)
    """The answer as it came."""


def _page(ready: _flow.PageReady) -> Page[Any]:
    return Page(ready.items, ready.next_token, ready.number, ready.reply.answer.response)


class _Listing(Generic[T]):
    def __init__(self, call: Call) -> None:
        self._call = call

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._call.label} ({self._call.subject})>"


class Pager(_Listing[T]):
    """A listing for `for`."""

    def __init__(self, call: Call, driver: SyncDriver) -> None:
        super().__init__(call)
        self._driver = driver

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.items

    def pages(self, *, resume_from: str | None = None) -> Iterator[Page[T]]:
        """Page by page, from the start or from a token (`.resume_token` or `.next_token`).

        Raises:
            PageLoopError: a token came a second time.
            StatusError and others: as for every call, with `.resume_token`.
        """
        flow = _flow.pages(self._call, resume_from or None)
        while (ready := self._driver.next_page(flow)) is not None:
            yield _page(ready)

    def first(self) -> T | None:
        """The first item, or None when there is none."""
        return next(iter(self), None)

    def collect(self, *, limit: int) -> list[T]:
        """Up to `limit` items in a list; no page is asked for that this does not take."""
        return list(itertools.islice(self, _checked_limit(limit)))


class AsyncPager(_Listing[T]):
    """A listing for `async for`."""

    def __init__(self, call: Call, driver: AsyncDriver) -> None:
        super().__init__(call)
        self._driver = driver

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for item in page.items:
                yield item

    async def pages(self, *, resume_from: str | None = None) -> AsyncIterator[Page[T]]:
        """See Pager.pages."""
        flow = _flow.pages(self._call, resume_from or None)
        while (ready := await self._driver.next_page(flow)) is not None:
            yield _page(ready)

    async def first(self) -> T | None:
        """See Pager.first."""
        items = await self.collect(limit=1)
        return items[0] if items else None

    async def collect(self, *, limit: int) -> list[T]:
        """See Pager.collect."""
        items: list[T] = []
        if _checked_limit(limit):
            async for item in self:
                items.append(item)
                if len(items) == limit:
                    break
        return items


def _checked_limit(limit: int) -> int:
    if not isinstance(limit, int) or limit < 0:
        raise ArgumentError("limit: expected a number of items, 0 or more")
    return limit


copy_docstrings(Pager, AsyncPager)
