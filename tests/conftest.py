"""What all tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import hypothesis
import pytest
from yandex_market.mock.judging import JUDGE, SWITCH

if TYPE_CHECKING:
    from tests.twins import Twin


# A run that failed once must fail again: no chance from outside, no examples kept beside the code.
hypothesis.settings.register_profile("fixed", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("fixed")

# Every answer of every mock market is judged by the document, in servers of other processes too.
os.environ[SWITCH] = "1"


@pytest.fixture(autouse=True)
def the_document_allows_every_answer() -> Iterator[None]:
    """A test whose market gave an answer that the document does not allow has failed."""
    known = len(JUDGE.flaws)
    yield
    assert not JUDGE.flaws[known:]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell how many answers were judged."""
    terminalreporter.write_line(
        f"{JUDGE.judged} answers of mock markets judged by the document, {len(JUDGE.flaws)} flaws"
    )


@pytest.fixture
def anyio_backend() -> str:
    """Async tests run on asyncio."""
    return "asyncio"


@pytest.fixture(params=["sync", "async"])
def twin(request: pytest.FixtureRequest) -> Iterator[Twin]:
    """Each of the two clients in turn: one test body proves a rule for both."""
    from tests.twins import Twin  # here, so that other tests run though the client does not import

    one = Twin(request.param)
    yield one
    one.done()
