"""A mock of the Yandex Market Partner API: a small market that behaves, for tests and demos."""

from __future__ import annotations

from .extra import not_installed

try:
    from .market import MockMarket
except ModuleNotFoundError as error:
    raise not_installed(error) from None

__all__ = ["MockMarket"]
