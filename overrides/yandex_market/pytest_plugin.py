"""The pytest plugin that the wheel registers (entry point `pytest11`).

It imports nothing but pytest until it is used: pytest loads it in every run of every project that
has the SDK installed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .mock import MockMarket


# -- the mock market: the fixture market_mock and its marker -----------------------------------


def pytest_configure(config: pytest.Config) -> None:
    """Tell pytest of the marker."""
    config.addinivalue_line(
        "markers",
        "market_mock(orders=10_000, seed=7, now=None, quotas='documented'):"
        " the arguments of MockMarket for the fixture market_mock.",
    )


@pytest.fixture
def market_mock(request: pytest.FixtureRequest) -> MockMarket:
    """A mock of the Partner API for one test: `connect(market_mock)` from yandex_market.testing is a client
    on it, `with market_mock.serve() as url` serves it over HTTP.

    `@pytest.mark.market_mock(orders=100, now=...)` gives it other arguments. Needs the extra `mock`.
    """
    try:
        from .mock import MockMarket
    except ModuleNotFoundError as missing:
        if "pip install" not in str(missing):
            raise
        pytest.fail(str(missing), pytrace=False)
    marker = request.node.get_closest_marker("market_mock")
    arguments = {} if marker is None else marker.kwargs
    if marker is not None and marker.args:
        pytest.fail("the marker market_mock takes arguments by name: orders=100", pytrace=False)
    return MockMarket(**arguments)
