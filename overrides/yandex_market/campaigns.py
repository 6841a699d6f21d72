"""Stores of the cabinet: `market.campaigns`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._twins import copy_docstrings
from .paging import AsyncPager, Pager

if TYPE_CHECKING:
    from ._calls import Call
    from ._core import Core
    from ._drivers import AsyncDriver, SyncDriver
    from .models import Campaign
    from .options import CallOptions


def _list(core: Core, page_size: int | None, options: CallOptions | None) -> Call:
    return core.call("campaigns.list", "getCampaigns", {"limit": page_size}, options=options)


class Campaigns:
    """Stores that the key may use."""

    def __init__(self, core: Core, driver: SyncDriver) -> None:
        self._core = core
        self._driver = driver

    def list(
        self,
        *,
        page_size: int | None = None,
        prefetch: int | None = None,
        options: CallOptions | None = None,
    ) -> Pager[Campaign]:
        """All stores: their campaign ids, the business that owns them, how they sell.

        Args:
            page_size: stores per page, 1 to 100.
            prefetch: pages to fetch ahead of the caller, 0 to 8 (one, from the second page on).

        Raises:
            ArgumentError: at once, for a page size out of bounds.
            StatusError and others: while iterating.

        Source: getCampaigns.
        """
        return Pager(_list(self._core, page_size, options), self._driver, prefetch)


class AsyncCampaigns:
    """Stores that the key may use."""

    def __init__(self, core: Core, driver: AsyncDriver) -> None:
        self._core = core
        self._driver = driver

    def list(
        self,
        *,
        page_size: int | None = None,
        prefetch: int | None = None,
        options: CallOptions | None = None,
    ) -> AsyncPager[Campaign]:
        """See Campaigns.list."""
        return AsyncPager(_list(self._core, page_size, options), self._driver, prefetch)


copy_docstrings(Campaigns, AsyncCampaigns)
