"""The models and enums of answers and requests, under one name each.

They are generated from the document; this module is where hand-written code and users take them
from. Loaded when first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yandex_market_api.models as _generated

if TYPE_CHECKING:
    from yandex_market_api._wire import MOSCOW as MOSCOW
    from yandex_market_api._wire import Model as Model
    from yandex_market_api._wire import OpenEnum as OpenEnum
    from yandex_market_api._wire import dumps as dumps
    from yandex_market_api.models import *  # noqa: F403 - the list of models is the generator's

_SHARED = ("MOSCOW", "Model", "OpenEnum", "dumps")


def __getattr__(name: str) -> Any:
    if name in _SHARED:
        from yandex_market_api import _wire

        return getattr(_wire, name)
    if name in _generated.__all__:
        return getattr(_generated, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted((*_SHARED, *_generated.__all__))
