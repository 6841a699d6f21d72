"""What the API grants: its `X-RateLimit-Resource-*` headers, and the store that keeps within them.

A client asks its store before each request and tells it of each answer. The store only decides; it
never waits. By default each client keeps one in memory; several clients, or several machines by way
of a shared database, can use one store: pass it as `quota=`.
"""

from __future__ import annotations

import datetime
import email.utils
import os
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from yandex_market_api.operations import PARALLEL, Quota

HOUR = 3600.0
LONGEST = 2 * HOUR
"""Seconds; a window that ends later is not believed. It lasts an hour, and clocks differ a little."""
RECHECK = 0.05
"""Seconds after which a busy store is asked again, should no answer of this client come sooner."""
MANY = 10_000
"""Budgets kept before those whose window is over are thrown away."""


@dataclass(frozen=True, slots=True)
class RateLimit:
    """The budget of one resource as an answer told it; None for what it did not tell."""

    limit: int | None
    """Requests (or orders) per window."""
    remaining: int | None
    """How many of them are left."""
    until: datetime.datetime | None
    """The moment, aware, at which the window ends."""


@dataclass(frozen=True, slots=True)
class Grant:
    """Leave to send one request."""

    cost: int
    """What was set aside for it: 1, or as many orders as the answer may hold."""
    id: str = ""
    """For a store that must tell grants apart, to drop those of a machine that died."""


@dataclass(frozen=True, slots=True)
class Wait:
    """No leave now."""

    until: float
    """Seconds since 1970: the moment to ask again."""
    spent: bool
    """True: the window's budget is used up, and `until` is its end. False: as many requests are in
    flight as may be."""


class QuotaStore(Protocol):
    """Keeps the budgets; safe to call from many threads. Times are seconds since 1970.

    A key is `operation/place`: the place is the store, business or API key that it counts for.
    """

    def acquire(self, key: str, quota: Quota, cost: int, now: float) -> Grant | Wait:
        """May a request go out now? `quota` has the documented figures, good until answers tell."""

    def release(
        self, key: str, grant: Grant, cost: int, told: RateLimit | None, now: float
    ) -> None:
        """A request is over: `cost` is what it spent as far as known, `told` what its answer said."""


class AsyncQuotaStore(Protocol):
    """The same for the async client, for a store whose decisions need the network."""

    async def acquire(self, key: str, quota: Quota, cost: int, now: float) -> Grant | Wait:
        """See QuotaStore.acquire."""

    async def release(
        self, key: str, grant: Grant, cost: int, told: RateLimit | None, now: float
    ) -> None:
        """See QuotaStore.release. Called in full even when the task is being cancelled."""


@dataclass(slots=True)
class _Budget:
    """One running window, and what is in flight."""

    documented: int
    amount: int = 0
    """What the window grants; of a new budget nothing, so that `roll` takes what is documented."""
    until: float = 0.0
    """A new one is over, so that `roll` begins its window."""
    used: int = 0
    told: bool = False
    """Whether the window is one that the server named, or our guess."""
    flying: int = 0
    reserved: int = 0

    def roll(self, now: float) -> None:
        """Begin a new window when this one is over, or the clock was put back. What is in flight
        stays, and so does the limit, but for one of nothing: no answer could ever correct it.
        """
        if not 0 < self.until - now <= LONGEST:
            self.used, self.until, self.told = 0, now + HOUR, False
            self.amount = self.amount or self.documented

    def settle(self, cost: int, told: RateLimit | None, now: float) -> None:
        """Count an answer: by the server's figures, or else by what it cost."""
        window = window_of(told, now)
        if window is None:
            self.used += cost
            return
        limit, used, until = window
        if self.told and until == self.until:
            # Answers overtake each other: the highest count is the last.
            used = max(self.used, used)
        self.amount, self.used, self.until, self.told = limit, used, until, True


@dataclass(slots=True)
class _Process:
    """The counts of one process, under a lock of its own: a fork may copy a lock that is held."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    budgets: dict[str, _Budget] = field(default_factory=dict)
    flying: Counter[str] = field(default_factory=Counter)
    """place → requests in flight."""


class MemoryQuota:
    """The store that a client makes for itself; give one to several clients to have them share it.

    After a fork, the child counts anew until its first answers tell what is left.
    """

    def __init__(self) -> None:
        self._processes: dict[int, _Process] = {}

    def acquire(self, key: str, quota: Quota, cost: int, now: float) -> Grant | Wait:
        """See QuotaStore.acquire."""
        mine = self._mine()
        with mine.lock:
            budget = _budget(mine.budgets, key, quota, now)
            budget.roll(now)
            if budget.used >= budget.amount:
                return Wait(budget.until, spent=True)
            # What is in flight may spend all that is left, or less: its answers will tell.
            full = budget.flying and budget.used + budget.reserved >= budget.amount
            if full or budget.flying >= quota.parallel or mine.flying[_place(key)] >= PARALLEL:
                return Wait(now + RECHECK, spent=False)
            mine.flying[_place(key)] += 1
            budget.flying += 1
            budget.reserved += cost
            return Grant(cost)

    def release(
        self, key: str, grant: Grant, cost: int, told: RateLimit | None, now: float
    ) -> None:
        """See QuotaStore.release."""
        mine = self._mine()
        with mine.lock:
            budget = mine.budgets.get(key)
            if budget is None:  # granted before a fork
                return
            mine.flying -= Counter([_place(key)])  # keeps no zeros
            budget.flying -= 1
            budget.reserved -= grant.cost
            budget.roll(now)
            budget.settle(cost, told, now)

    def _mine(self) -> _Process:
        pid = os.getpid()
        return self._processes.get(pid) or self._processes.setdefault(pid, _Process())


def _place(key: str) -> str:
    return key.partition("/")[2]


def _budget(budgets: dict[str, _Budget], key: str, quota: Quota, now: float) -> _Budget:
    budget = budgets.get(key)
    if budget is None:
        if len(budgets) >= MANY:
            for old in [k for k, b in budgets.items() if not b.flying and b.until <= now]:
                del budgets[old]
        budget = budgets[key] = _Budget(quota.amount)
    return budget


def window_of(told: RateLimit | None, now: float) -> tuple[int, int, float] | None:
    """Limit, used and end of the window that an answer told of; None unless it told all of a
    window that may be running.
    """
    if told is None or told.limit is None or told.remaining is None or told.until is None:
        return None
    until = told.until.timestamp()
    if not 0 < until - now <= LONGEST:
        return None
    return told.limit, max(told.limit - told.remaining, 0), until


def read_rate_limit(headers: Mapping[str, str]) -> RateLimit | None:
    """Read the headers (lower-case names); None when the answer has none of them."""
    limit = _whole(headers.get("x-ratelimit-resource-limit"))
    remaining = _whole(headers.get("x-ratelimit-resource-remaining"))
    until = _moment(headers.get("x-ratelimit-resource-until"))
    if limit is None and remaining is None and until is None:
        return None
    return RateLimit(limit, remaining, until)


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None


def _moment(text: str | None) -> datetime.datetime | None:
    """RFC 822, as documented, or ISO 8601; anything else is as good as absent."""
    if not text:
        return None
    for parse in (email.utils.parsedate_to_datetime, datetime.datetime.fromisoformat):
        try:
            moment = parse(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    return None
