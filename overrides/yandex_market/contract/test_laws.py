"""Each law on each operation as a test: `pytest --pyargs yandex_market.contract`. Laws run first."""

from __future__ import annotations

import pytest

from yandex_market.contract import laws
from yandex_market.contract.laws.law import Law
from yandex_market.contract.plugin import begin


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test for each case."""
    begin(metafunc.config)
    cases = laws.cases()
    metafunc.parametrize(("law", "operation"), cases, ids=[f"{law.id}-{op}" for law, op in cases])


def test_law(request: pytest.FixtureRequest, law: Law, operation: str) -> None:
    """The law holds for the operation."""
    suite = begin(request.config)
    suite.conclude(request.node, suite.judge(law, operation))
