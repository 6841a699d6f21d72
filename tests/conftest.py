"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from tests.twins import Twin


# A run that failed once must fail again: no chance from outside, no examples kept beside the code.
hypothesis.settings.register_profile("fixed", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("fixed")


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
