"""The same methods with the HTTP answer beside their results: `market.raw`.

    raw = market.raw.orders.get(21, 5)
    raw.value, raw.response.headers, raw.attempts, raw.rate_limit

A listing gives each item with the answer that it came in. `operations.wait` is not here: a wait is no
request, and its polls are shared.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar

from ._calls import Reply, Seen
from .campaigns import AsyncCampaigns, Campaigns
from .operations import AsyncOperations, Operations
from .orders import AsyncOrders, Orders
from .paging import AsyncPager, Pager
from .quotas import RateLimit

if TYPE_CHECKING:
    import httpx

    from ._core import Core
    from ._drivers import AsyncDriver, SyncDriver

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Raw(Generic[T]):
    """A result, and what the last answer that it took told besides."""

    value: T
    """What the method gives without `raw`; of a listing, one item."""
    response: httpx.Response = field(repr=False, compare=False)
    """The answer as it came."""
    attempts: int
    """How often its request was sent."""
    rate_limit: RateLimit | None
    """What the answer told of the quota."""


class _Resource(Protocol[T_co]):
    """A view that can make the resource it is of."""

    def _of(self, seen: Seen) -> T_co: ...


R = TypeVar("R")
Async = Coroutine[Any, Any, T]


def _raw(reply: Reply | None, value: T) -> Raw[T]:
    assert reply is not None, "a method that is raw sends a request"
    return Raw(value, reply.answer.response, reply.attempts, reply.rate_limit)


def _call(
    method: Callable[Concatenate[R, P], T],
) -> Callable[Concatenate[_Resource[R], P], Raw[T]]:
    def raw(view: _Resource[R], /, *args: P.args, **kwargs: P.kwargs) -> Raw[T]:
        seen = Seen()
        value = method(view._of(seen), *args, **kwargs)
        return _raw(seen.last, value)

    return _like(method, raw)


def _async_call(
    method: Callable[Concatenate[R, P], Async[T]],
) -> Callable[Concatenate[_Resource[R], P], Async[Raw[T]]]:
    async def raw(view: _Resource[R], /, *args: P.args, **kwargs: P.kwargs) -> Raw[T]:
        seen = Seen()
        value = await method(view._of(seen), *args, **kwargs)
        return _raw(seen.last, value)

    return _like(method, raw)


def _listing(
    method: Callable[Concatenate[R, P], Pager[T]],
) -> Callable[Concatenate[_Resource[R], P], Pager[Raw[T]]]:
    def raw(view: _Resource[R], /, *args: P.args, **kwargs: P.kwargs) -> Pager[Raw[T]]:
        return method(view._of(Seen()), *args, **kwargs)._with_items(_raw)

    return _like(method, raw)


def _async_listing(
    method: Callable[Concatenate[R, P], AsyncPager[T]],
) -> Callable[Concatenate[_Resource[R], P], AsyncPager[Raw[T]]]:
    def raw(view: _Resource[R], /, *args: P.args, **kwargs: P.kwargs) -> AsyncPager[Raw[T]]:
        return method(view._of(Seen()), *args, **kwargs)._with_items(_raw)

    return _like(method, raw)


F = TypeVar("F", bound=Callable[..., object])


def _like(method: Callable[..., object], raw: F) -> F:
    """Give it the name, words and arguments of the method; its result is a Raw."""
    functools.update_wrapper(raw, method)
    signature = inspect.signature(method)
    given = str(signature.return_annotation)
    kind, _, item = given.partition("[")
    result = f"{kind}[Raw[{item}]" if kind in ("Pager", "AsyncPager") else f"Raw[{given}]"
    # `inspect` and editors read it, though the type of a function does not declare it.
    raw.__signature__ = signature.replace(return_annotation=result)  # type: ignore[attr-defined]
    return raw


class _View:
    def __init__(self, core: Core, driver: SyncDriver) -> None:
        self._core = core
        self._driver = driver


class _AsyncView:
    def __init__(self, core: Core, driver: AsyncDriver) -> None:
        self._core = core
        self._driver = driver


class RawCampaigns(_View):
    """Stores that the key may use."""

    list = _listing(Campaigns.list)

    def _of(self, seen: Seen) -> Campaigns:
        return Campaigns(self._core.noting(seen), self._driver)


class RawOrders(_View):
    """Orders of the stores."""

    list = _listing(Orders.list)
    list_in_store = _listing(Orders.list_in_store)
    get = _call(Orders.get)
    buyer = _call(Orders.buyer)
    update_options = _call(Orders.update_options)
    stats = _listing(Orders.stats)
    stats_of = _listing(Orders.stats_of)
    update = _call(Orders.update)

    def _of(self, seen: Seen) -> Orders:
        return Orders(self._core.noting(seen), self._driver)


class RawOperations(_View):
    """Operations that changes of orders have started."""

    get = _call(Operations.get)

    def _of(self, seen: Seen) -> Operations:
        return Operations(self._core.noting(seen), self._driver)


class RawMarket:
    """The resources of a client, with the HTTP answer beside each result.

    `campaigns`, `orders` and `operations` have the methods of their namesakes.
    """

    def __init__(self, core: Core, driver: SyncDriver) -> None:
        self.campaigns = RawCampaigns(core, driver)
        self.orders = RawOrders(core, driver)
        self.operations = RawOperations(core, driver)


class AsyncRawCampaigns(_AsyncView):
    """Stores that the key may use."""

    list = _async_listing(AsyncCampaigns.list)

    def _of(self, seen: Seen) -> AsyncCampaigns:
        return AsyncCampaigns(self._core.noting(seen), self._driver)


class AsyncRawOrders(_AsyncView):
    """Orders of the stores."""

    list = _async_listing(AsyncOrders.list)
    list_in_store = _async_listing(AsyncOrders.list_in_store)
    get = _async_call(AsyncOrders.get)
    buyer = _async_call(AsyncOrders.buyer)
    update_options = _async_call(AsyncOrders.update_options)
    stats = _async_listing(AsyncOrders.stats)
    stats_of = _async_listing(AsyncOrders.stats_of)
    update = _async_call(AsyncOrders.update)

    def _of(self, seen: Seen) -> AsyncOrders:
        return AsyncOrders(self._core.noting(seen), self._driver)


class AsyncRawOperations(_AsyncView):
    """Operations that changes of orders have started."""

    get = _async_call(AsyncOperations.get)

    def _of(self, seen: Seen) -> AsyncOperations:
        return AsyncOperations(self._core.noting(seen), self._driver)


class AsyncRawMarket:
    """The resources of a client, with the HTTP answer beside each result.

    `campaigns`, `orders` and `operations` have the methods of their namesakes.
    """

    def __init__(self, core: Core, driver: AsyncDriver) -> None:
        self.campaigns = AsyncRawCampaigns(core, driver)
        self.orders = AsyncRawOrders(core, driver)
        self.operations = AsyncRawOperations(core, driver)
