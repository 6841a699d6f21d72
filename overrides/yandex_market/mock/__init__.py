"""A mock of the Yandex Market Partner API: a small market that behaves, for tests and demos."""

from __future__ import annotations

try:
    from .market import MockMarket
except ModuleNotFoundError as error:
    if error.name not in ("yaml", "jsonschema_rs"):
        raise
    raise ModuleNotFoundError(
        f"the mock market needs {error.name}: pip install 'yandex-market-sdk[mock]'",
        name=error.name,
    ) from error

__all__ = ["MockMarket"]
