"""A client of the Yandex Market Partner API for people.

    from yandex_market import YandexMarket

    with YandexMarket() as market:              # the key comes from YANDEX_MARKET_API_KEY
        for campaign in market.campaigns.list():
            print(campaign.id, campaign.domain)

Everything public stands in `__all__` and is loaded when first asked for. Models are in
`yandex_market.models`, errors also in `yandex_market.errors`; `yandex_market.money` adds up what an
order brought.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from yandex_market_api.operations import SPEC_VERSION as SPEC_VERSION

    from .client import AsyncYandexMarket as AsyncYandexMarket
    from .client import YandexMarket as YandexMarket
    from .errors import ApiDisabledError as ApiDisabledError
    from .errors import ArgumentError as ArgumentError
    from .errors import BadRequestError as BadRequestError
    from .errors import ConfigurationError as ConfigurationError
    from .errors import ForbiddenError as ForbiddenError
    from .errors import LockedError as LockedError
    from .errors import MarketError as MarketError
    from .errors import MethodSunsetError as MethodSunsetError
    from .errors import NotFoundError as NotFoundError
    from .errors import NotSentError as NotSentError
    from .errors import OutcomeUnknownError as OutcomeUnknownError
    from .errors import PageLoopError as PageLoopError
    from .errors import ParallelLimitError as ParallelLimitError
    from .errors import QuotaExceededError as QuotaExceededError
    from .errors import RateLimitError as RateLimitError
    from .errors import ResponseDecodeError as ResponseDecodeError
    from .errors import ServerError as ServerError
    from .errors import StatusError as StatusError
    from .errors import SunsetWarning as SunsetWarning
    from .errors import UnauthorizedError as UnauthorizedError
    from .errors import WaitError as WaitError
    from .errors import WaitFailedError as WaitFailedError
    from .errors import WaitTimeoutError as WaitTimeoutError
    from .options import CallOptions as CallOptions
    from .options import Clock as Clock
    from .paging import AsyncPager as AsyncPager
    from .paging import Page as Page
    from .paging import Pager as Pager
    from .quotas import AsyncQuotaStore as AsyncQuotaStore
    from .quotas import Grant as Grant
    from .quotas import MemoryQuota as MemoryQuota
    from .quotas import QuotaStore as QuotaStore
    from .quotas import RateLimit as RateLimit
    from .quotas import Wait as Wait
    from .raw import Raw as Raw
    from .retrying import RetryPolicy as RetryPolicy
    from .waiting import AsyncOrderUpdate as AsyncOrderUpdate
    from .waiting import OperationState as OperationState
    from .waiting import OrderUpdate as OrderUpdate
    from .waiting import Poll as Poll

    __version__: str

_HOMES = {
    "client": ("AsyncYandexMarket", "YandexMarket"),
    "errors": (
        "ApiDisabledError", "ArgumentError", "BadRequestError", "ConfigurationError",
        "ForbiddenError", "LockedError", "MarketError", "MethodSunsetError", "NotFoundError",
        "NotSentError", "OutcomeUnknownError", "PageLoopError", "ParallelLimitError",
        "QuotaExceededError", "RateLimitError", "ResponseDecodeError", "ServerError",
        "StatusError", "SunsetWarning", "UnauthorizedError", "WaitError", "WaitFailedError",
        "WaitTimeoutError",
    ),
    "options": ("CallOptions", "Clock"),
    "paging": ("AsyncPager", "Page", "Pager"),
    "quotas": ("AsyncQuotaStore", "Grant", "MemoryQuota", "QuotaStore", "RateLimit", "Wait"),
    "raw": ("Raw",),
    "retrying": ("RetryPolicy",),
    "waiting": ("AsyncOrderUpdate", "OperationState", "OrderUpdate", "Poll"),
}  # fmt: skip
_SUBMODULES = ("errors", "mock", "models", "money", "testing")
_MODULES = {name: module for module, names in _HOMES.items() for name in names}

__all__ = ("SPEC_VERSION", "__version__", *sorted(_MODULES))


def __getattr__(name: str) -> Any:
    if name == "SPEC_VERSION":
        from yandex_market_api.operations import SPEC_VERSION

        return SPEC_VERSION
    if name == "__version__":
        return _version()
    if name in _SUBMODULES:
        return importlib.import_module(f".{name}", __name__)
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f".{_MODULES[name]}", __name__), name)
    globals()[name] = value
    return value


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("yandex-market-sdk")
    except PackageNotFoundError:  # used from a source tree that is not installed
        return "0+source"


def __dir__() -> list[str]:
    return sorted((*__all__, *_SUBMODULES))
