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


# -- the contract suite: options of `pytest --pyargs yandex_market.contract` -------------------
# What they do stands in yandex_market.contract.plugin, which the suite's own tests load.


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options of the contract suite; each has a variable `YANDEX_MARKET_CONTRACT_...` as well."""
    group = parser.getgroup("yandex-market", "contract suite of the Yandex Market API")
    for name, metavar, words in (
        ("--market-url", "URL", "server under test"),
        ("--market-api-key", "KEY", "its key; better in YANDEX_MARKET_CONTRACT_API_KEY"),
        ("--market-business", "ID", "use stores of this business alone"),
        ("--market-campaign", "ID", "use this store alone"),
        ("--market-narrow-key", "KEY", "a key with few scopes, for the laws about scopes"),
        ("--market-narrow-scopes", "A,B", "the scopes of that key"),
        ("--market-report", "FILE.html", "write a report to read in a browser"),
        ("--market-seed", "N", "seed of the properties (1)"),
        ("--market-examples", "N", "random requests per operation (40); 0: no properties"),
        ("--max-requests", "N", "budget of requests; what does not fit is not run"),
    ):
        group.addoption(name, metavar=metavar, help=words)
    group.addoption(
        "--allow-writes",
        action="store_true",
        help="change orders too: test orders, or any on a server that says it is a mock",
    )
    group.addoption(
        "--allow-production-writes",
        action="store_true",
        help="the second switch that writes to the real API need",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Start the contract suite before its tests are collected, if they are asked for."""
    asked = (argument.replace("\\", "/").replace("/", ".") for argument in session.config.args)
    if any("yandex_market.contract" in argument for argument in asked):
        from yandex_market.contract.plugin import begin

        begin(session.config)
