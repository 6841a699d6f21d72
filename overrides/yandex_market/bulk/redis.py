"""One budget and one gate per store for any number of processes and machines, kept in Redis.

    market = YandexMarket(quota=RedisQuota("redis://localhost"))
    market = AsyncYandexMarket(quota=AsyncRedisQuota("redis://localhost"))

Both decide as `MemoryQuota` does, each decision in one step on the server (a Lua script). Who holds a
place in flight holds a lease: when a process dies, its lease runs out and the place is free again; what
it may have spent is counted.

**When Redis is away** (it refuses, or takes longer than `timeout` to answer), a client keeps to limits of
its own, in memory, and asks Redis again every few seconds; a warning tells of the beginning and of the
end. Until then the processes together may meet a 420, which the client waits out like any other. With
`without="fail"` a call raises NotSentError instead. When Redis restarts empty, budgets begin with the
documented figures, and the first answer of the service puts them right.

The ends of windows are compared with the clocks of the machines, which should agree within seconds.
"""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from yandex_market_api.operations import PARALLEL, Quota

from ..errors import ConfigurationError, NotSentError
from ..quotas import HOUR, RECHECK, Grant, MemoryQuota, RateLimit, Wait, window_of
from .extra import needed

if TYPE_CHECKING:
    import redis
    import redis.asyncio

logger = logging.getLogger("yandex_market")

LEASE = 120.0
"""Seconds after which a request that did not come back counts as lost: longer than one lives."""
TIMEOUT = 1.0
"""Seconds that Redis has for an answer."""
AWAY = 5.0
"""Seconds until Redis is asked again after it failed."""

# KEYS: the budget (hash), its leases, the leases of the place (sorted by when they run out).
# A lease is written "cost:id". Moments of windows are the callers' time, leases run by Redis' own.
_SHARED = """
local budget, flying, place = KEYS[1], KEYS[2], KEYS[3]
local now, hour = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call('TIME')
local clock = time[1] + time[2] / 1000000

local function cost_of(lease) return tonumber(string.match(lease, '^%d+')) end

local had = redis.call('HMGET', budget, 'amount', 'used', 'until', 'told')
local amount, used, ends = tonumber(had[1]), tonumber(had[2]) or 0, tonumber(had[3])
local told = had[4] == '1'
if not ends or now >= ends then used, ends, told = 0, now + hour, false end
-- Their processes died: the requests may have been carried out.
for _, lease in ipairs(redis.call('ZRANGEBYSCORE', flying, '-inf', clock)) do
  used = used + cost_of(lease)
  redis.call('ZREM', flying, lease)
end
redis.call('ZREMRANGEBYSCORE', place, '-inf', clock)

local function keep()
  local values = {'used', used, 'until', string.format('%.3f', ends), 'told', told and 1 or 0}
  if amount then values[#values + 1] = 'amount'; values[#values + 1] = amount end
  redis.call('HSET', budget, unpack(values))
  redis.call('EXPIRE', budget, math.ceil(math.max(ends - now, 0) + hour))
end
"""
_ACQUIRE = (
    _SHARED
    + """
local cost, lease, seconds = tonumber(ARGV[3]), ARGV[4], tonumber(ARGV[5])
local parallel, together = tonumber(ARGV[7]), tonumber(ARGV[8])
local limit = amount or tonumber(ARGV[6])
keep()
if used >= limit then return {'spent', string.format('%.3f', ends)} end
local reserved, count = 0, 0
for _, other in ipairs(redis.call('ZRANGE', flying, 0, -1)) do
  reserved, count = reserved + cost_of(other), count + 1
end
-- What is in flight may spend all that is left, or less: its answers will tell.
local full = count > 0 and used + reserved >= limit
if full or count >= parallel or redis.call('ZCARD', place) >= together then return {'busy'} end
for _, key in ipairs({flying, place}) do
  redis.call('ZADD', key, string.format('%.6f', clock + seconds), lease)
  redis.call('EXPIRE', key, math.ceil(seconds) + 60)
end
return {'granted'}
"""
)
_RELEASE = (
    _SHARED
    + """
local cost, lease = tonumber(ARGV[3]), ARGV[4]
local held = redis.call('ZREM', flying, lease)
redis.call('ZREM', place, lease)
if ARGV[5] ~= '' then
  local their_used, their_end = tonumber(ARGV[6]), tonumber(ARGV[7])
  -- Answers overtake each other: the highest count is the last.
  if told and math.abs(their_end - ends) < 0.5 then their_used = math.max(used, their_used) end
  amount, used, ends, told = tonumber(ARGV[5]), their_used, their_end, true
elseif held == 1 then
  used = used + cost
end
keep()
return {}
"""
)


class _Shared:
    """What both twins share: the scripts' arguments and answers, and what to do without Redis."""

    def __init__(self, prefix: str, lease: float, without: Literal["local", "fail"]) -> None:
        if without not in ("local", "fail"):
            raise ConfigurationError("RedisQuota: without is 'local' or 'fail'")
        self._prefix = prefix
        self._lease = lease
        self._fails = without == "fail"
        self._local = MemoryQuota()
        self._away_until = 0.0
        self._known_away = False

    def _keys(self, key: str) -> list[str]:
        """The braces keep the keys of a place on one node of a cluster."""
        operation, _, place = key.partition("/")
        base = f"{self._prefix}:{{{place}}}"
        return [f"{base}:{operation}", f"{base}:{operation}:flying", f"{base}:flying"]

    def _asking(self, quota: Quota, cost: int, now: float, lease: str) -> list[Any]:
        return [now, HOUR, cost, lease, self._lease, quota.amount, quota.parallel, PARALLEL]

    def _telling(self, grant: Grant, cost: int, told: RateLimit | None, now: float) -> list[Any]:
        window = window_of(told, now)
        return [now, HOUR, cost, grant.id, *(window or ("", "", ""))]

    def _answer(
        self, said: Sequence[bytes | str], cost: int, now: float, lease: str
    ) -> Grant | Wait:
        self._is_back()
        word, *rest = (one.decode() if isinstance(one, bytes) else one for one in said)
        if word == "granted":
            return Grant(cost, lease)
        if word == "spent":
            return Wait(float(rest[0]), spent=True)
        return Wait(now + RECHECK, spent=False)

    def _is_away(self) -> bool:
        """Whether it failed a moment ago, so that asking would only cost time."""
        return not self._fails and time.monotonic() < self._away_until

    def _failed(self, error: Exception) -> None:
        """Note that Redis did not answer; raises NotSentError where nothing works without it."""
        what = type(error).__name__  # its text may hold the address, and that a password
        if self._fails:
            raise NotSentError(f"the quota store in Redis does not answer ({what})") from None
        self._away_until = time.monotonic() + AWAY
        if not self._known_away:
            self._known_away = True
            logger.warning("quotas: Redis does not answer (%s): counting by itself", what)

    def _is_back(self) -> None:
        if self._known_away:
            self._known_away = False
            logger.warning("quotas: Redis answers again: counting together")


def _lease(cost: int) -> str:
    return f"{cost}:{uuid.uuid4().hex}"


class RedisQuota(_Shared):
    """A quota store in Redis for YandexMarket; safe to share between threads, and over a fork.

    Args:
        redis: an address (`redis://host:6379/0`, `rediss://...`), or a client of your own.
        prefix: of all keys; processes that are to share a budget must agree on it.
        lease: seconds after which a request that did not come back counts as lost.
        timeout: seconds that Redis has for an answer; a client of your own keeps its own.
        without: what to do when Redis is away: count by itself ("local"), or raise NotSentError ("fail").
    """

    def __init__(
        self,
        redis: str | redis.Redis,
        *,
        prefix: str = "yandex-market",
        lease: float = LEASE,
        timeout: float = TIMEOUT,
        without: Literal["local", "fail"] = "local",
    ) -> None:
        super().__init__(prefix, lease, without)
        module = needed("redis")
        self._errors = (module.RedisError, OSError)
        self._redis = _connected(module.Redis, redis, timeout, base="redis")
        self._acquire = self._redis.register_script(_ACQUIRE)
        self._release = self._redis.register_script(_RELEASE)

    def acquire(self, key: str, quota: Quota, cost: int, now: float) -> Grant | Wait:
        """See QuotaStore.acquire."""
        if not self._is_away():
            lease = _lease(cost)
            try:
                said = self._acquire(self._keys(key), self._asking(quota, cost, now, lease))
                return self._answer(said, cost, now, lease)
            except self._errors as error:
                self._failed(error)
        return self._local.acquire(key, quota, cost, now)

    def release(
        self, key: str, grant: Grant, cost: int, told: RateLimit | None, now: float
    ) -> None:
        """See QuotaStore.release."""
        if not grant.id:
            self._local.release(key, grant, cost, told, now)
        elif not self._is_away():
            try:
                self._release(self._keys(key), self._telling(grant, cost, told, now))
            except self._errors as error:
                self._failed(error)  # the lease runs out by itself

    def close(self) -> None:
        """Close the connections to Redis."""
        self._redis.close()


class AsyncRedisQuota(_Shared):
    """The same for AsyncYandexMarket; for one event loop. See RedisQuota."""

    def __init__(
        self,
        redis: str | redis.asyncio.Redis,
        *,
        prefix: str = "yandex-market",
        lease: float = LEASE,
        timeout: float = TIMEOUT,
        without: Literal["local", "fail"] = "local",
    ) -> None:
        super().__init__(prefix, lease, without)
        module, async_module = needed("redis"), needed("redis.asyncio")
        self._errors = (module.RedisError, OSError)
        self._redis = _connected(async_module.Redis, redis, timeout, base="redis.asyncio")
        self._acquire = self._redis.register_script(_ACQUIRE)
        self._release = self._redis.register_script(_RELEASE)

    async def acquire(self, key: str, quota: Quota, cost: int, now: float) -> Grant | Wait:
        """See QuotaStore.acquire."""
        if not self._is_away():
            lease = _lease(cost)
            try:
                said = await self._acquire(self._keys(key), self._asking(quota, cost, now, lease))
                return self._answer(said, cost, now, lease)
            except self._errors as error:
                self._failed(error)
        return self._local.acquire(key, quota, cost, now)

    async def release(
        self, key: str, grant: Grant, cost: int, told: RateLimit | None, now: float
    ) -> None:
        """See QuotaStore.release."""
        if not grant.id:
            self._local.release(key, grant, cost, told, now)
        elif not self._is_away():
            try:
                await self._release(self._keys(key), self._telling(grant, cost, told, now))
            except self._errors as error:
                self._failed(error)  # the lease runs out by itself

    async def aclose(self) -> None:
        """Close the connections to Redis."""
        await self._redis.aclose()


def _connected(make: Any, given: Any, timeout: float, *, base: str) -> Any:
    """A client of Redis, given or made for an address, that says soon when it does not work."""
    if not isinstance(given, str):
        return given
    retry, backoff = needed(f"{base}.retry"), needed("redis.backoff")
    try:
        return make.from_url(
            given,
            socket_timeout=timeout,
            socket_connect_timeout=timeout,
            retry=retry.Retry(backoff.NoBackoff(), 0),
        )
    except ValueError:  # its text may hold the address, and that a password
        raise ConfigurationError(
            "RedisQuota: expected an address such as redis://host:6379/0"
        ) from None
