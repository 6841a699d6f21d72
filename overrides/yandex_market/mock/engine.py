"""A running market: its parts, what puts it back to its start, and the way in for all adapters."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager
from datetime import datetime

from .clock import Clock
from .controls import ROOT, Controls
from .core import Core
from .exchange import Request, Response
from .faults import Faults
from .journal import Journal
from .keys import Keys
from .limits import Limits, Quotas
from .world import World


class Engine:
    """The parts of one market. Seed and orders may change while it runs; keys, clock and quotas stay.

    Raises ValueError for arguments that make no market.
    """

    def __init__(self, orders: int, seed: int, now: datetime | None, quotas: Quotas) -> None:
        self.orders, self.seed = orders, seed
        self.lock = threading.RLock()  # held by whoever looks at state or changes it
        self.clock = Clock(now)
        self.keys = Keys(seed)
        self.faults = Faults(seed)
        self.journal = Journal()
        self.limits = Limits(quotas, self.clock)
        self.controls = Controls(self)
        self.world, self.core = self._open(orders, seed)

    def exchange(self, request: Request) -> AbstractContextManager[Response]:
        """Answer one request, which is in flight until the block is left."""
        if request.path.startswith(f"{ROOT}/") or request.path == ROOT:
            return self.controls.exchange(request)
        return self.core.exchange(request)

    def reset(self) -> None:
        """Back to the start: no changes, operations, faults, journal or spent quotas; the clock is not
        advanced any more. Orders and keys stay.
        """
        with self.lock:
            self.clock.reset()
            self.faults.clear()
            self.journal.clear()
            self.core.reset()

    def reseed(self, seed: int, orders: int | None = None) -> None:
        """Back to the start with other orders; as many as before unless `orders` is given. Keys stay.
        Raises ValueError for a number of orders that makes no market, and changes nothing then.
        """
        orders = self.orders if orders is None else orders
        with self.lock:
            World(orders, seed, self.clock.now())  # refuses bad numbers before anything is reset
            self.reset()
            self.world, self.core = self._open(orders, seed)
            self.orders, self.seed = orders, seed
            self.faults.reseed(seed)

    def _open(self, orders: int, seed: int) -> tuple[World, Core]:
        world = World(orders, seed, self.clock.now())
        core = Core(world, self.clock, self.keys, self.limits, self.faults, self.journal)
        core.lock = self.lock  # one for all worlds: what they share outlives them
        return world, core
