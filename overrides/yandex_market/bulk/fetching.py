"""Carry out a partition: batches of orders, from the start or from a page token.

A batch is a page. What is pulled again comes again, with the same order ids: to merge by `orderId` makes
any repetition harmless.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from yandex_market_api.operations import OPERATIONS

from ..client import AsyncYandexMarket, YandexMarket
from ..paging import AsyncPager, Page, Pager
from ..quotas import RateLimit, read_rate_limit
from .columns import row, schema
from .patience import PATIENCE
from .planning import OPERATION_OF, Partition

if TYPE_CHECKING:
    import pyarrow as pa

    from ..options import CallOptions


@dataclass(frozen=True, slots=True)
class Batch:
    """A page of a partition."""

    partition: Partition
    number: int
    """Counted from 1 where this iteration began."""
    items: list[Any] = field(repr=False)
    """The orders as models: OrdersStatsOrder or BusinessOrder."""
    next_token: str | None
    """Where `fetch` goes on after this batch; None after the last one."""
    rate_limit: RateLimit | None = None
    """What the answer told of the quota."""

    def rows(self, *, personal: bool = True) -> list[dict[str, Any]]:
        """The orders as rows of plain values, with the columns of `schema(partition.kind)`."""
        columns = schema(self.partition.kind, personal=personal)
        return [row(item, columns, self.partition.place) for item in self.items]

    def to_arrow(self, *, personal: bool = True) -> pa.RecordBatch:
        """The orders as Arrow columns; needs the extra `bulk`. Raises ModuleNotFoundError."""
        from .arrow import record_batch

        return record_batch(self.partition, self.items, personal=personal)


def fetch(
    partition: Partition,
    market: YandexMarket | None = None,
    *,
    resume_from: str | None = None,
    prefetch: int = 0,
    options: CallOptions | None = None,
) -> Iterator[Batch]:
    """The orders of a partition, page by page.

    Args:
        partition: one of a `plan`.
        market: the client to ask with; without it, one set up by the environment for this alone.
        resume_from: the `next_token` of the last batch that is safe; None begins anew.
        prefetch: pages to fetch ahead of the caller, 0 to 8.
        options: for each call.

    Raises:
        StatusError and others: as for every call, with `.resume_token`. BadRequestError for a token
            that the server no longer takes: begin the partition anew, merging by order id.

    Source: getOrdersStats, getBusinessOrders.
    """
    with contextlib.nullcontext(market) if market else YandexMarket(retry=PATIENCE) as client:
        pager: Pager[Any] = _listing(partition, client, options)
        for page in pager.pages(resume_from=resume_from, prefetch=prefetch):
            yield _batch(partition, page)


async def afetch(
    partition: Partition,
    market: AsyncYandexMarket | None = None,
    *,
    resume_from: str | None = None,
    prefetch: int = 0,
    options: CallOptions | None = None,
) -> AsyncIterator[Batch]:
    """See `fetch`."""
    own = contextlib.nullcontext(market) if market else AsyncYandexMarket(retry=PATIENCE)
    async with own as client:
        pager: AsyncPager[Any] = _listing(partition, client, options)
        async for page in pager.pages(resume_from=resume_from, prefetch=prefetch):
            yield _batch(partition, page)


def _listing(
    partition: Partition,
    market: YandexMarket | AsyncYandexMarket,
    options: CallOptions | None,
) -> Any:
    """The pager of the twin; the fewest requests, since most quotas count these."""
    spec = OPERATIONS[OPERATION_OF[partition.kind]]
    assert spec.paging is not None
    limit = next(a for a in spec.arguments if a.name == spec.paging.limit_parameter)
    method = market.orders.stats if partition.kind == "stats" else market.orders.list
    return method(
        partition.place,
        page_size=limit.schema["maximum"],
        options=options,
        **partition.filters,
    )


def _batch(partition: Partition, page: Page[Any]) -> Batch:
    told = read_rate_limit(page.response.headers)
    items = [item for item in page.items if item is not None]
    return Batch(partition, page.number, items, page.next_token, told)
