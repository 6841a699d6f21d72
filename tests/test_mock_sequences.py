"""A few hundred random sequences of calls; `nox -s mock_sequences` runs ten thousand."""

from __future__ import annotations

from tests.mock_machine import run


def test_no_sequence_of_calls_loses_orders_or_changes_them_without_an_operation() -> None:
    run(sequences=200)
