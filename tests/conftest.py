"""What all tests share."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

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


# Where tests run in several processes, each tells the first one how much it judged.
_of_workers: Counter[str] = Counter()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker's figures, for the process that started it."""
    if (told := getattr(session.config, "workeroutput", None)) is not None:
        told |= {"judged": JUDGE.judged, "flaws": len(JUDGE.flaws)}


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """The figures of a worker that is done; none of one that crashed."""
    told = getattr(node, "workeroutput", {})
    _of_workers.update({name: told.get(name, 0) for name in ("judged", "flaws")})


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell how many answers were judged."""
    judged = JUDGE.judged + _of_workers["judged"]
    flaws = len(JUDGE.flaws) + _of_workers["flaws"]
    terminalreporter.write_line(
        f"{judged} answers of mock markets judged by the document, {flaws} flaws"
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
