"""Quotas shared through a real redis-server: the same decisions, by any number of processes."""

from __future__ import annotations

import datetime
import logging
import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from yandex_market import (
    ConfigurationError,
    Grant,
    MemoryQuota,
    NotSentError,
    RateLimit,
    RetryPolicy,
    Wait,
)
from yandex_market.mock import MockMarket
from yandex_market.testing import connect
from yandex_market_api.operations import Quota

from tests.bulk import WHY, RedisServer, redis_server
from tests.twins import NOW, Script, Twin, answer

pytest.importorskip("redis", reason=WHY)

from yandex_market.bulk import AsyncRedisQuota, RedisQuota
from yandex_market.bulk import redis as module

pytestmark = pytest.mark.timeout(600)
KEY = "getOrder/campaignId/21"
STORES = answer(200, {"campaigns": [{"id": 21, "business": {"id": 900}}]})
START = NOW.timestamp()


@pytest.fixture(scope="module")
def server() -> Iterator[RedisServer]:
    with redis_server() as started:
        yield started


@pytest.fixture
def own_server() -> Iterator[RedisServer]:
    """One that a test may stop."""
    with redis_server() as started:
        yield started


def quota_of(server: RedisServer, **settings: Any) -> RedisQuota:
    return RedisQuota(server.url, **({"prefix": uuid.uuid4().hex} | settings))


def told(limit: int, remaining: int, until: float) -> RateLimit:
    return RateLimit(limit, remaining, datetime.datetime.fromtimestamp(until, datetime.UTC))


# -- the same decisions ------------------------------------------------------------------------

MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("acquire"), st.sampled_from("abc"), st.integers(1, 5)),
        st.tuples(st.just("release"), st.integers(0, 9), st.integers(0, 5)),
        st.tuples(st.just("told"), st.integers(0, 9), st.integers(0, 12)),
        st.tuples(st.just("pass"), st.integers(1, 5000), st.just(0)),
    ),
    max_size=40,
)


@settings(max_examples=150)
@given(MOVES, st.integers(1, 12), st.integers(1, 6))
def test_it_decides_as_the_store_in_memory_does(
    server: RedisServer, moves: list[Any], amount: int, parallel: int
) -> None:
    shared, memory = quota_of(server), MemoryQuota()
    quota = Quota(amount=amount, per="hour", counts="orders", parallel=parallel)
    now, flying = START, []
    for move, one, two in moves:
        if move == "pass":
            now += one
        elif move == "acquire":
            key = f"get{one}/campaignId/21"
            theirs, ours = (store.acquire(key, quota, two, now) for store in (memory, shared))
            if isinstance(ours, Wait):
                assert theirs == ours
            else:
                assert not isinstance(theirs, Wait)
                assert theirs.cost == ours.cost
                flying.append((key, theirs, ours))
        elif flying:
            key, theirs, ours = flying.pop(one % len(flying))
            limit = told(12, two, now // 3600 * 3600 + 3600) if move == "told" else None
            memory.release(key, theirs, two, limit, now)
            shared.release(key, ours, two, limit, now)
    shared.close()


def test_both_twins_count_together(server: RedisServer, twin: Twin) -> None:
    import asyncio

    prefix = uuid.uuid4().hex
    other = quota_of(server, prefix=prefix)
    quota = Quota(amount=10_000, per="hour", counts="requests", parallel=4)
    held = [other.acquire(KEY, quota, 1, START) for _ in range(4)]
    assert not any(isinstance(one, Wait) for one in held)
    assert other.acquire(KEY, quota, 1, START) == Wait(START + 0.05, spent=False)
    if twin.is_async:

        async def asked() -> Any:
            mine = AsyncRedisQuota(server.url, prefix=prefix)
            before = await mine.acquire(KEY, quota, 1, START)
            await mine.release(KEY, held[0], 1, None, START)  # type: ignore[arg-type]
            after = await mine.acquire(KEY, quota, 1, START)
            await mine.aclose()
            return before, after

        before, after = asyncio.run(asked())
    else:
        mine = quota_of(server, prefix=prefix)
        before = mine.acquire(KEY, quota, 1, START)
        mine.release(KEY, held[0], 1, None, START)  # type: ignore[arg-type]
        after = mine.acquire(KEY, quota, 1, START)
        mine.close()
    other.close()
    assert before == Wait(START + 0.05, spent=False)
    assert not isinstance(after, Wait)


def test_a_client_keeps_within_it(server: RedisServer, twin: Twin) -> None:
    quota = store_for(twin, server)
    mock = MockMarket(orders=200, now=NOW, quotas={"getCampaigns": 3})
    market = twin.connect(mock, quota=quota, retry=RetryPolicy(max_wait=4000.0))
    for _ in range(5):
        assert len(twin.items(market.campaigns.list())) == 7
    assert Counter(entry.status for entry in mock.requests) == {200: 5}
    twin.run(quota.aclose if twin.is_async else quota.close)


# -- processes ---------------------------------------------------------------------------------

WORKER = """
import sys, threading
from yandex_market import QuotaExceededError, RetryPolicy, YandexMarket
from yandex_market.bulk import RedisQuota

redis, prefix, business = sys.argv[1], sys.argv[2], int(sys.argv[3])
once = RetryPolicy(attempts=1, max_wait=0)

def work():
    while True:
        try:
            market.orders.list(business, order_ids=[1]).first()
        except QuotaExceededError:
            return

with YandexMarket(quota=RedisQuota(redis, prefix=prefix), retry=once) as market:
    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
"""


def test_four_processes_meet_no_420_and_use_the_whole_budget(server: RedisServer) -> None:
    mock = MockMarket(orders=500, quotas={"getBusinessOrders": {"amount": 1000, "parallel": 4}})
    mock.faults.add("getBusinessOrders", latency=0.002, times=None)
    prefix = uuid.uuid4().hex
    with mock.serve() as url:
        environment = {"YANDEX_MARKET_API_KEY": mock.api_key, "YANDEX_MARKET_BASE_URL": url}
        arguments = [server.url, prefix, str(mock.business_id)]
        workers = [
            subprocess.Popen(
                [sys.executable, "-c", WORKER, *arguments], env=os.environ | environment
            )
            for _ in range(4)
        ]
        assert [worker.wait(timeout=100) for worker in workers] == [0, 0, 0, 0]
    statuses = Counter(entry.status for entry in mock.requests)
    print(f"four processes: {dict(statuses)} of 1000")
    assert set(statuses) == {200}
    assert statuses[200] > 950


HOLDER = """
import sys, time
from yandex_market.bulk import RedisQuota
from yandex_market_api.operations import Quota
quota = RedisQuota(sys.argv[1], prefix=sys.argv[2], lease=0.2)
got = [quota.acquire(sys.argv[3], Quota(100, "hour", "orders", 4), 7, float(sys.argv[4])) for _ in range(4)]
print(len({grant.id for grant in got}), flush=True)
time.sleep(100)
"""


def test_a_process_that_is_killed_frees_its_places_and_its_cost_is_counted(
    server: RedisServer,
) -> None:
    prefix = uuid.uuid4().hex
    quota = Quota(amount=100, per="hour", counts="orders", parallel=4)
    arguments = [server.url, prefix, KEY, str(START)]
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, *arguments], stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"4\n"
        holder.kill()
    mine = quota_of(server, prefix=prefix)
    deadline, used = time.monotonic() + 60, 0
    while used < 4 * 7:  # leases run out one by one, by the server's own clock
        assert time.monotonic() < deadline
        time.sleep(0.01)
        grant = mine.acquire(KEY, quota, 1, START)
        if isinstance(grant, Grant):
            mine.release(KEY, grant, 0, None, START)
        used = int(mine._redis.hget(mine._keys(KEY)[0], "used"))
    assert used == 4 * 7
    assert all(isinstance(mine.acquire(KEY, quota, 1, START), Grant) for _ in range(4))
    mine.close()


# -- when Redis is not well --------------------------------------------------------------------


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is asked again at once, instead of in some seconds."""
    monkeypatch.setattr(module, "AWAY", 0.0)


def calls(twin: Twin, market: Any, number: int = 1) -> None:
    for _ in range(number):
        assert len(twin.items(market.campaigns.list())) == 1


def store_for(twin: Twin, server: RedisServer, **settings: Any) -> Any:
    make: Any = AsyncRedisQuota if twin.is_async else RedisQuota
    return make(server.url, **({"prefix": uuid.uuid4().hex, "timeout": 0.2} | settings))


@pytest.mark.usefixtures("impatient")
def test_while_redis_is_gone_calls_go_on_and_one_warning_tells(
    own_server: RedisServer, twin: Twin, caplog: pytest.LogCaptureFixture
) -> None:
    quota = store_for(twin, own_server)
    market = twin.scripted(Script(*[STORES] * 9), quota=quota)
    calls(twin, market)
    own_server.stop()
    calls(twin, market, 3)
    own_server.start()
    calls(twin, market, 3)
    twin.run(quota.aclose if twin.is_async else quota.close)
    texts = [r.getMessage() for r in caplog.records if r.levelno == logging.WARNING]
    assert texts == [
        "quotas: Redis does not answer (ConnectionError): counting by itself",
        "quotas: Redis answers again: counting together",
    ]


def test_after_a_failure_redis_is_left_alone_for_a_while(
    own_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    quota, asked = quota_of(own_server, timeout=0.2), Quota(9, "hour", "requests", 4)
    own_server.stop()
    clock = [1000.0]
    monkeypatch.setattr("yandex_market.bulk.redis.time.monotonic", lambda: clock[0])
    assert not isinstance(quota.acquire(KEY, asked, 1, START), Wait)
    own_server.start()
    tried: list[Any] = []

    def script(*asked: Any) -> list[bytes]:
        tried.append(asked)
        return [b"granted"]

    monkeypatch.setattr(quota, "_acquire", script)
    quota.acquire(KEY, asked, 1, START)
    assert tried == []
    clock[0] += module.AWAY
    quota.acquire(KEY, asked, 1, START)
    assert len(tried) == 1
    quota.close()


@pytest.mark.usefixtures("impatient")
def test_a_redis_that_hangs_costs_a_moment_and_not_the_call(
    own_server: RedisServer, twin: Twin, caplog: pytest.LogCaptureFixture
) -> None:
    quota = store_for(twin, own_server)
    market = twin.scripted(Script(*[STORES] * 9), quota=quota)
    calls(twin, market)
    assert own_server.process is not None
    own_server.process.send_signal(signal.SIGSTOP)
    try:
        calls(twin, market)
    finally:
        own_server.process.send_signal(signal.SIGCONT)
    calls(twin, market)
    twin.run(quota.aclose if twin.is_async else quota.close)
    assert "quotas: Redis does not answer (TimeoutError): counting by itself" in caplog.messages
    assert "quotas: Redis answers again: counting together" in caplog.messages


def test_a_redis_that_starts_anew_empty_learns_from_the_next_answer(
    own_server: RedisServer,
) -> None:
    mock = MockMarket(orders=200, now=NOW, quotas={"getCampaigns": 10})
    quota = quota_of(own_server)
    with connect(mock, quota=quota) as market:
        for number in range(9):
            market.campaigns.list().first()
            if number == 6:
                own_server.stop()
                own_server.start()
        used = quota._redis.hget(_budget(quota), "used")
    quota.close()
    assert int(used) == 9  # of ten, as the service says, though it has seen but two of them


def _budget(quota: RedisQuota) -> Any:
    [key] = [key for key in quota._redis.keys(f"{quota._prefix}:*") if b"flying" not in key]
    return key


@pytest.mark.usefixtures("impatient")
def test_who_wants_no_call_without_redis_gets_an_error_that_holds_no_password(
    own_server: RedisServer, twin: Twin
) -> None:
    make: Any = AsyncRedisQuota if twin.is_async else RedisQuota
    url = own_server.url.replace("redis://", "redis://user:secret@")
    own_server.stop()
    quota = make(url, timeout=0.2, without="fail")
    script = Script(STORES)
    market = twin.scripted(script, quota=quota)
    with pytest.raises(NotSentError, match="quota store in Redis does not answer") as failed:
        twin.items(market.campaigns.list())
    assert "secret" not in str(failed.value)
    twin.run(quota.aclose if twin.is_async else quota.close)


def test_threads_share_one_store(server: RedisServer) -> None:
    quota = quota_of(server)
    asked = Quota(amount=1000, per="hour", counts="requests", parallel=4)
    most, flying, lock = 0, 0, threading.Lock()

    def work(_: int) -> int:
        nonlocal most, flying
        done = 0
        while done < 5:
            grant = quota.acquire(KEY, asked, 1, START)
            if isinstance(grant, Wait):
                continue
            with lock:
                flying += 1
                most = max(most, flying)
            with lock:
                flying -= 1
            quota.release(KEY, grant, 1, None, START)
            done += 1
        return done

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(work, range(8))) == 40
    assert most <= 4
    assert int(quota._redis.hget(quota._keys(KEY)[0], "used")) == 40
    quota.close()


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="'local' or 'fail'"):
        RedisQuota("redis://127.0.0.1:1", without="panic")  # type: ignore[arg-type]
    for make in (RedisQuota, AsyncRedisQuota):
        with pytest.raises(ConfigurationError, match="expected an address such as") as refused:
            make("localhost:secret")
        assert "secret" not in str(refused.value)
