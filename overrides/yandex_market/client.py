"""The clients: two shells around the same settings and flows, one blocking and one async."""

from __future__ import annotations

import copy
from types import TracebackType
from typing import TYPE_CHECKING, Self

from ._core import Core
from ._drivers import AsyncDriver, SyncDriver
from .campaigns import AsyncCampaigns, Campaigns
from .operations import AsyncOperations, Operations
from .options import TIMEOUT, make_settings
from .orders import AsyncOrders, Orders
from .retrying import RetryPolicy

if TYPE_CHECKING:
    from typing import Unpack

    from httpx import AsyncBaseTransport, AsyncClient, BaseTransport, Client

    from .options import Changes, Clock
    from .quotas import AsyncQuotaStore, QuotaStore
    from .raw import AsyncRawMarket, RawMarket


class YandexMarket:
    """The blocking client. Safe to share between threads; after a fork it opens new connections.

    One for a program is right: its threads share connections, limits and waits. Pagers are for one
    thread each; models, errors and `CallOptions` for any. ARCHITECTURE.md ("Threads, tasks, forks")
    says what is promised and names the tests.

    Args:
        api_key: token of the seller cabinet; without it, the variable YANDEX_MARKET_API_KEY.
        oauth_token: the older way to authorize; may be given beside a key while moving over.
        base_url: without it, YANDEX_MARKET_BASE_URL or the service's own address.
        timeout: seconds for one HTTP attempt: for connecting, for each piece that is read, and for
            the body as a whole.
        deadline: seconds for a whole call with its retries; for each page in a listing.
        retry: how patient calls are.
        quota: the store that keeps within the API's limits; without it, one of this client's own.
        clock: time to use instead of the machine's.
        transport: an httpx transport to send through, such as a mock's; closed with this client.
            Its own idle connections then serve writes too, if it keeps any.
        http_client: an httpx client to send through; it stays yours to close. Its own idle
            connections then serve writes too.
        app: name and version of your program, for the User-Agent.
        allow_http: send the key over plain http to hosts other than this machine.

    Raises:
        ConfigurationError: the client cannot be made as asked.
    """

    campaigns: Campaigns
    """Stores that the key may use."""
    orders: Orders
    """Orders of the stores."""
    operations: Operations
    """Operations that changes of orders have started."""

    def __init__(
        self,
        api_key: str | None = None,
        *,
        oauth_token: str | None = None,
        base_url: str | None = None,
        timeout: float = TIMEOUT,
        deadline: float | None = None,
        retry: RetryPolicy = RetryPolicy(),
        quota: QuotaStore | None = None,
        clock: Clock | None = None,
        transport: BaseTransport | None = None,
        http_client: Client | None = None,
        app: str | None = None,
        allow_http: bool = False,
    ) -> None:
        settings = make_settings(
            api_key=api_key,
            oauth_token=oauth_token,
            base_url=base_url,
            timeout=timeout,
            deadline=deadline,
            retry=retry,
            app=app,
            allow_http=allow_http,
        )
        driver = SyncDriver(clock, transport, http_client, quota)
        core = Core(settings, driver.clock)
        self._use(core, driver)

    def _use(self, core: Core, driver: SyncDriver) -> None:
        self._core, self._driver, self._settings = core, driver, core.settings
        self.campaigns = Campaigns(core, driver)
        self.orders = Orders(core, driver)
        self.operations = Operations(core, driver)

    @property
    def raw(self) -> RawMarket:
        """The same methods with the HTTP answer beside each result."""
        from .raw import RawMarket  # few need it

        return RawMarket(self._core, self._driver)

    def with_options(self, **changes: Unpack[Changes]) -> Self:
        """This client with other settings: the same connections, quotas and waits.

        Closing either closes both.

        Args:
            **changes: `timeout`, `deadline`, `retry` and `app` as for the client; `headers` to add to
                every call.

        Raises:
            ConfigurationError: a setting makes no sense.
        """
        other = copy.copy(self)
        other._use(self._core.with_settings(self._settings.changed(changes)), self._driver)
        return other

    def close(self) -> None:
        """Close the connections. The client cannot be used after this."""
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"YandexMarket({self._settings.base_url!r})"


class AsyncYandexMarket:
    """The async client: the same names and arguments, awaited. Safe to share between tasks.

    It belongs to the event loop that it is first used in: asyncio's, or trio's, where no page is
    fetched ahead.
    """

    campaigns: AsyncCampaigns
    """Stores that the key may use."""
    orders: AsyncOrders
    """Orders of the stores."""
    operations: AsyncOperations
    """Operations that changes of orders have started."""

    def __init__(
        self,
        api_key: str | None = None,
        *,
        oauth_token: str | None = None,
        base_url: str | None = None,
        timeout: float = TIMEOUT,
        deadline: float | None = None,
        retry: RetryPolicy = RetryPolicy(),
        quota: QuotaStore | AsyncQuotaStore | None = None,
        clock: Clock | None = None,
        transport: AsyncBaseTransport | None = None,
        http_client: AsyncClient | None = None,
        app: str | None = None,
        allow_http: bool = False,
    ) -> None:
        settings = make_settings(
            api_key=api_key,
            oauth_token=oauth_token,
            base_url=base_url,
            timeout=timeout,
            deadline=deadline,
            retry=retry,
            app=app,
            allow_http=allow_http,
        )
        driver = AsyncDriver(clock, transport, http_client, quota)
        core = Core(settings, driver.clock)
        self._use(core, driver)

    def _use(self, core: Core, driver: AsyncDriver) -> None:
        self._core, self._driver, self._settings = core, driver, core.settings
        self.campaigns = AsyncCampaigns(core, driver)
        self.orders = AsyncOrders(core, driver)
        self.operations = AsyncOperations(core, driver)

    @property
    def raw(self) -> AsyncRawMarket:
        """The same methods with the HTTP answer beside each result."""
        from .raw import AsyncRawMarket  # few need it

        return AsyncRawMarket(self._core, self._driver)

    def with_options(self, **changes: Unpack[Changes]) -> Self:
        """This client with other settings: the same connections, quotas and waits.

        Closing either closes both.

        Args:
            **changes: `timeout`, `deadline`, `retry` and `app` as for the client; `headers` to add to
                every call.

        Raises:
            ConfigurationError: a setting makes no sense.
        """
        other = copy.copy(self)
        other._use(self._core.with_settings(self._settings.changed(changes)), self._driver)
        return other

    async def aclose(self) -> None:
        """Close the connections. The client cannot be used after this."""
        await self._driver.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"AsyncYandexMarket({self._settings.base_url!r})"
