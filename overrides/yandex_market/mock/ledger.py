"""Started operations: IN_PROGRESS, then DONE (and only then the order changes) or FAILED.

An operation is done at its second poll, or when the clock has moved `BY_CLOCK` seconds, or after
`BY_PATIENCE` seconds of real time, so that it ends for a client with a fake clock and for a person
with curl alike. Tests may also end one by hand.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b

from .clock import Clock

BY_CLOCK = timedelta(minutes=2)
BY_PATIENCE = 3.0
BY_POLLS = 2


@dataclass(slots=True)
class Started:
    """One operation on an order. `apply` makes the change it stands for."""

    id: str
    type: str
    order_id: int
    apply: Callable[[], None]
    at: datetime
    patience_from: float
    polls: int = 0
    status: str = "IN_PROGRESS"


class Ledger:
    """All operations of the market."""

    def __init__(self, key: bytes, clock: Clock) -> None:
        self._key = key
        self._clock = clock
        self._all: dict[str, Started] = {}
        self._open: list[Started] = []

    def start(self, kind: str, order_id: int, apply: Callable[[], None]) -> Started:
        """Start an operation of this type on an order."""
        count = len(self._all).to_bytes(8, "big")
        name = blake2b(count, key=self._key, digest_size=16, person=b"operation").hexdigest()
        started = Started(name, kind, order_id, apply, self._clock.now(), time.monotonic())
        self._all[name] = started
        self._open.append(started)
        return started

    def settle(self) -> None:
        """End the operations whose time has come, in the order they were started."""
        if not self._open:
            return
        now, patience = self._clock.now(), time.monotonic()
        for started in list(self._open):
            by_clock = now - started.at >= BY_CLOCK
            if by_clock or patience - started.patience_from >= BY_PATIENCE:
                self._end(started, "DONE")

    def poll(self, operation_id: str, kind: str) -> Started | None:
        """Look at an operation, which counts as a poll; None for an unknown id or another type."""
        started = self._all.get(operation_id)
        if started is None or started.type != kind:
            return None
        started.polls += 1
        if started.status == "IN_PROGRESS" and started.polls >= BY_POLLS:
            self._end(started, "DONE")
        return started

    def everything(self) -> list[Started]:
        """All operations, oldest first."""
        self.settle()
        return list(self._all.values())

    def end(self, operation_id: str, status: str) -> None:
        """End an operation by hand. Raises KeyError for an unknown id, ValueError for one that has
        ended already.
        """
        self.settle()
        started = self._all[operation_id]
        if started.status != "IN_PROGRESS":
            raise ValueError(f"operation {operation_id} is {started.status} already")
        self._end(started, status)

    def clear(self) -> None:
        """Forget all operations."""
        self._all.clear()
        self._open.clear()

    def _end(self, started: Started, status: str) -> None:
        started.status = status
        self._open.remove(started)
        if status == "DONE":
            started.apply()
