"""Listings: items one by one or page by page, from the start or from a token.

A pager is lazy and can be iterated again, each time from the start. Its filters are checked and
frozen when it is made and go out with every page. It ends on a missing, null or empty token, never on
an empty page; a token that was seen before raises PageLoopError. Errors raised inside carry
`.resume_token`, which `pages(resume_from=...)` takes.
"""

from __future__ import annotations

import itertools
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator, Iterator
from contextlib import aclosing, closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from . import _flow
from ._twins import copy_docstrings
from .errors import ArgumentError

if TYPE_CHECKING:
    import httpx

    from ._calls import Call, Parts, Reply
    from ._commands import PageFlow, PageReady
    from ._drivers import AsyncDriver, SyncDriver

MOST_AHEAD = 8
"""Pages that may be fetched before they are asked for."""

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a listing."""

    items: list[T]
    """In the order of the service; may be none, and more may follow all the same."""
    next_token: str | None
    """Token of the page after this one; None on the last."""
    number: int
    """Counted from 1 where this iteration began."""
    response: httpx.Response = field(repr=False, compare=False)
    """The answer as it came."""


class _Listing(Generic[T]):
    """What both twins of a listing hold: the calls, how far to run ahead, what to make of items."""

    def __init__(self, call: Call | Parts, prefetch: int | None) -> None:
        self._call = call
        self._at_once = getattr(call, "at_once", 1)
        self._prefetch = _checked_prefetch(prefetch)
        self._wrap: Callable[[Reply, Any], T] | None = None

    def _flows(self, token: str | None, prefetch: int | None) -> Iterator[PageFlow]:
        """All pages as one flow, to be read one after the other, or as one for each part."""
        if prefetch == 0:
            return iter([_flow.pages(self._call, token or None)])
        return _flow.pages_ahead(self._call, token or None)

    def _page(self, ready: PageReady) -> Page[T]:
        items = ready.items
        if self._wrap:
            items = [self._wrap(ready.reply, item) for item in items]
        return Page(items, ready.next_token, ready.number, ready.reply.answer.response)

    def _ahead(self, prefetch: int | None) -> int | None:
        return self._prefetch if prefetch is None else _checked_prefetch(prefetch)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._call.label} ({self._call.subject})>"


class Pager(_Listing[T]):
    """A listing for `for`.

    While the caller works on a page the next one is fetched: by one thread, started with the second
    page and gone with the loop, so that who needs no more than a page asks for no other. With
    `prefetch` it starts with the first page and runs so many ahead; with `prefetch=0` never.

    The parts of a long listing, stores or windows of dates, are read several at a time, each by a
    thread that runs `prefetch` pages ahead (eight, when not told), from the first item on; their
    pages come in the order of the parts all the same. With `prefetch=0`, `first` and `collect` one
    part is read after the other.
    """

    def __init__(
        self,
        call: Call | Parts,
        driver: SyncDriver,
        prefetch: int | None = None,
    ) -> None:
        super().__init__(call, prefetch)
        self._driver = driver

    def __iter__(self) -> Iterator[T]:
        with closing(self._walk(None, self._prefetch)) as pages:
            for page in pages:
                yield from page.items

    def pages(
        self, *, resume_from: str | None = None, prefetch: int | None = None
    ) -> Iterator[Page[T]]:
        """Page by page, from the start or from a token (`.resume_token` or `.next_token`).

        Args:
            resume_from: the token of the page to begin with.
            prefetch: how many pages to fetch ahead, 0 to 8; else as the listing was made.

        Raises:
            ArgumentError: at once, for a token that cannot be of this listing.
            PageLoopError: a token came a second time.
            StatusError and others: as for every call, with `.resume_token`.
        """
        ahead = self._ahead(prefetch)
        self._flows(resume_from, None)  # refuses a wrong token now, and not when somebody reads
        return self._walk(resume_from, ahead)

    def first(self) -> T | None:
        """The first item, or None when there is none.

        Raises:
            StatusError and others: as for every call.
        """
        return next(iter(self.collect(limit=1)), None)

    def collect(self, *, limit: int) -> list[T]:
        """Up to `limit` items in a list; no page is asked for that this does not take.

        Raises:
            ArgumentError: a limit that is no number, or below 0.
            PageLoopError, StatusError and others: as for `pages`, with `.resume_token`.
        """
        most = _checked_limit(limit)
        with closing(self._walk(None, 0)) as pages:
            return list(itertools.islice((i for page in pages for i in page.items), most))

    def _with_items(self, make: Callable[[Reply, T], U]) -> Pager[U]:
        """Itself, with something else made of each item and the answer that it came in."""
        other: Pager[U] = Pager(self._call, self._driver, self._prefetch)
        other._wrap = make
        return other

    def _walk(self, token: str | None, prefetch: int | None) -> Generator[Page[T], None, None]:
        reader = self._driver.reader(self._flows(token, prefetch), prefetch, self._at_once)
        try:
            while (ready := reader.take()) is not None:
                yield self._page(ready)
        finally:
            reader.close()


class AsyncPager(_Listing[T]):
    """A listing for `async for`.

    While the caller works on a page the next one is fetched, as by Pager, but by a task of asyncio.
    Under another event loop, such as trio's, no page is fetched ahead, and asking for it is an error.
    """

    def __init__(
        self,
        call: Call | Parts,
        driver: AsyncDriver,
        prefetch: int | None = None,
    ) -> None:
        super().__init__(call, prefetch)
        self._driver = driver

    async def __aiter__(self) -> AsyncIterator[T]:
        async with aclosing(self._walk(None, self._prefetch)) as pages:
            async for page in pages:
                for item in page.items:
                    yield item

    def pages(
        self, *, resume_from: str | None = None, prefetch: int | None = None
    ) -> AsyncIterator[Page[T]]:
        """See Pager.pages."""
        ahead = self._ahead(prefetch)
        self._flows(resume_from, None)  # refuses a wrong token now, and not when somebody reads
        return self._walk(resume_from, ahead)

    async def first(self) -> T | None:
        """See Pager.first."""
        return next(iter(await self.collect(limit=1)), None)

    async def collect(self, *, limit: int) -> list[T]:
        """See Pager.collect."""
        items: list[T] = []
        if _checked_limit(limit):
            async with aclosing(self._walk(None, 0)) as pages:
                async for page in pages:
                    items += page.items[: limit - len(items)]
                    if len(items) == limit:
                        break
        return items

    def _with_items(self, make: Callable[[Reply, T], U]) -> AsyncPager[U]:
        """See Pager."""
        other: AsyncPager[U] = AsyncPager(self._call, self._driver, self._prefetch)
        other._wrap = make
        return other

    async def _walk(self, token: str | None, prefetch: int | None) -> AsyncGenerator[Page[T], None]:
        ahead = self._driver.ahead(prefetch)
        reader = self._driver.reader(self._flows(token, ahead), ahead, self._at_once)
        try:
            while (ready := await reader.take()) is not None:
                yield self._page(ready)
        finally:
            await reader.close()


def _checked_limit(limit: int) -> int:
    if not isinstance(limit, int) or limit < 0:
        raise ArgumentError("limit: expected a number of items, 0 or more")
    return limit


def _checked_prefetch(prefetch: int | None) -> int | None:
    if prefetch is None:
        return None
    if not isinstance(prefetch, int) or not 0 <= prefetch <= MOST_AHEAD:
        raise ArgumentError(f"prefetch: expected a number of pages, 0 to {MOST_AHEAD}")
    return int(prefetch)


copy_docstrings(Pager, AsyncPager)
