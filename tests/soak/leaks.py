"""What a client may leave behind when it is closed: nothing."""

from __future__ import annotations

import asyncio
import gc
import os
import threading
from dataclasses import dataclass, field

from yandex_market import AsyncYandexMarket, YandexMarket
from yandex_market.quotas import Grant, MemoryQuota, RateLimit, Wait
from yandex_market_api.operations import Quota

from .faults import Faults


class CountedQuota(MemoryQuota):
    """Knows how many grants were not given back."""

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self.given = 0
        self.out = 0

    def acquire(self, key: str, quota: Quota, cost: int, now: float) -> Grant | Wait:
        answer = super().acquire(key, quota, cost, now)
        if isinstance(answer, Grant):
            with self._lock:
                self.given += 1
                self.out += 1
        return answer

    def release(
        self, key: str, grant: Grant, cost: int, told: RateLimit | None, now: float
    ) -> None:
        super().release(key, grant, cost, told, now)
        with self._lock:
            self.out -= 1


@dataclass
class Leaks:
    """Counts what there is before and after."""

    quota: CountedQuota = field(default_factory=CountedQuota)
    found: dict[str, int] = field(default_factory=dict)
    """What was left, by kind; empty when nothing was."""
    lines: int = 0

    def begin(self) -> None:
        """Before the client is made."""
        self._threads = set(threading.enumerate())
        self._files = _open_files()

    def look_at(self, market: YandexMarket | AsyncYandexMarket) -> None:
        """The lines of its driver, in which calls stand: at the head of none may be someone."""
        # Nothing public tells of these locks.
        turns = [line.turn for line in market._driver._lines._made.values()]
        self.lines = len(turns)
        held = [turn for turn in turns if _is_held(turn)]
        self._note("held locks", len(held))

    def look_at_tasks(self) -> None:
        """Tasks of the running loop besides this one."""
        self._note("tasks", len(asyncio.all_tasks() - {asyncio.current_task()}))

    def end(self, faults: Faults) -> None:
        """After the client was closed, and its event loop."""
        gc.collect()
        self._note("threads", len(set(threading.enumerate()) - self._threads))
        self._note("open answers", faults.open)
        self._note("open files and sockets", max(_open_files() - self._files, 0))
        self._note("grants in use", self.quota.out)

    def _note(self, kind: str, number: int) -> None:
        if number:
            self.found[kind] = number

    def __str__(self) -> str:
        left = ", ".join(f"{number} {kind}" for kind, number in self.found.items())
        return f"{left or 'nothing'} ({self.quota.given} grants, {self.lines} lines)"


def _is_held(turn: object) -> bool:
    locked = getattr(turn, "locked", None)
    return locked() if locked else getattr(turn, "value", 1) != 1


def _open_files() -> int:
    """Open files, sockets and pipes of this process, where the system tells."""
    return len(os.listdir("/dev/fd")) if os.path.isdir("/dev/fd") else 0
