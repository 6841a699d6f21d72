"""What Schemathesis found, by check and operation: a test for each pair, after the laws."""

from __future__ import annotations

import pytest
from yandex_market_api.operations import OPERATIONS

from yandex_market.contract.plugin import begin
from yandex_market.contract.properties import CHECKS


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test for each check on each operation."""
    begin(metafunc.config)
    cases = [(check, operation) for operation in OPERATIONS for check in CHECKS]
    ids = [f"property.{check}-{operation}" for check, operation in cases]
    metafunc.parametrize(("check", "operation"), cases, ids=ids)


def test_property(request: pytest.FixtureRequest, check: str, operation: str) -> None:
    """The property holds for the operation."""
    suite = begin(request.config)
    suite.conclude(request.node, suite.property(check, operation))
