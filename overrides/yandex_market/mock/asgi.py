"""The mock as an application for any ASGI server: `uvicorn yandex_market.mock.asgi:app`.

Made when this module is imported, as the environment says: YANDEX_MARKET_MOCK_ORDERS (10000),
YANDEX_MARKET_MOCK_SEED (7), YANDEX_MARKET_MOCK_NOW (real time; or a frozen moment with its offset, such as
2026-04-02T12:00:00+03:00) and YANDEX_MARKET_MOCK_QUOTAS ("documented" or "off"). GET /_mock/state, from the
same machine, shows key and ids.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeVar

from .limits import Quotas
from .market import MockMarket

T = TypeVar("T")


def from_environment(environment: Mapping[str, str]) -> MockMarket:
    """The market that these variables describe. Raises ValueError, which names the variable."""

    def value(name: str, read: Callable[[str], T], default: T) -> T:
        variable = f"YANDEX_MARKET_MOCK_{name}"
        text = environment.get(variable, "").strip()
        if not text:
            return default
        try:
            return read(text)
        except ValueError as error:
            raise ValueError(f"{variable}: {error}") from None

    quotas = value("QUOTAS", _quotas, _quotas("documented"))
    now = value("NOW", _moment, None)
    return MockMarket(value("ORDERS", _count, 10_000), value("SEED", int, 7), now, quotas)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise ValueError(f"expected a number of orders, not {text!r}")
    return int(text)


def _moment(text: str) -> datetime | None:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"expected a time with its offset, not {text!r}")
    return moment


def _quotas(text: str) -> Quotas:
    if text == "off":
        return "off"
    if text == "documented":
        return "documented"
    raise ValueError(f"expected 'documented' or 'off', not {text!r}")


app = from_environment(os.environ).app
