"""What is sent again and after what pause: as a pure decision, and over the wire."""

from __future__ import annotations

import datetime
import logging
from typing import Any

import httpx
import pytest
from yandex_market import (
    ArgumentError,
    CallOptions,
    MethodSunsetError,
    NotSentError,
    OutcomeUnknownError,
    ParallelLimitError,
    QuotaExceededError,
    RateLimit,
    ResponseDecodeError,
    RetryPolicy,
    ServerError,
    StatusError,
)
from yandex_market.quotas import read_rate_limit
from yandex_market.retrying import Effect, Failure, full_jitter

from tests.twins import (
    FULL_PAUSES,
    NOW,
    ORDER,
    PARALLEL,
    PERSON,
    STARTED,
    RecordingClock,
    Script,
    Twin,
    answer,
    quota_spent,
    refusal,
)

SUNSET = refusal(
    403, "The method is deprecated and is occasionally forbidden. Please stop using it"
)
SPENT = quota_spent("Thu, 02 Apr 2026 09:32:00 GMT")  # two minutes after the clock's start
HALF = answer(200, b'{"order": {"id"')


def get(twin: Twin, *steps: Any, **settings: Any) -> tuple[Any, Script, RecordingClock]:
    """orders.get against these answers: result or error, the requests, the pauses."""
    return attempt(twin, lambda market: market.orders.get(21, 5), *steps, **settings)


def update(twin: Twin, *steps: Any, **settings: Any) -> tuple[Any, Script, RecordingClock]:
    """The same for orders.update."""
    return attempt(
        twin, lambda market: market.orders.update(21, 5, customer=PERSON), *steps, **settings
    )


def attempt(
    twin: Twin, call: Any, *steps: Any, **settings: Any
) -> tuple[Any, Script, RecordingClock]:
    script, clock = Script(*steps), RecordingClock()
    market = twin.scripted(script, clock=clock, **settings)
    try:
        result = twin.run(lambda: call(market))
    except Exception as error:  # the tests look at it
        result = error
    return result, script, clock


# --- the decision ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("failure", "effect", "again"),
    [
        (Failure.NOT_SENT, "read", True),
        (Failure.NOT_SENT, "write", True),
        (Failure.NO_ANSWER, "read", True),
        (Failure.NO_ANSWER, "write", False),
        (Failure.SERVER, "read", True),
        (Failure.SERVER, "write", False),
        (Failure.PARALLEL_LIMIT, "read", True),
        (Failure.PARALLEL_LIMIT, "write", True),
        (Failure.QUOTA, "read", True),
        (Failure.QUOTA, "write", True),
        (Failure.SUNSET, "read", True),
        (Failure.SUNSET, "write", False),
        (Failure.FINAL, "read", False),
        (Failure.FINAL, "write", False),
    ],
)
def test_what_may_be_repeated_depends_on_the_failure_and_the_effect_alone(
    failure: Failure, effect: Effect, again: bool
) -> None:
    assert (FULL_PAUSES.pause(failure, 1, 0.0, effect) is not None) is again


def test_the_table_names_every_failure_for_reads_and_writes() -> None:
    rule = test_what_may_be_repeated_depends_on_the_failure_and_the_effect_alone
    (mark,) = rule.pytestmark  # type: ignore[attr-defined]  # set by the decorator
    rows = mark.args[1]
    assert {(f, e) for f, e, _ in rows} == {(f, e) for f in Failure for e in ("read", "write")}


def test_pauses_double_up_to_the_cap_and_end_with_the_attempts() -> None:
    policy = RetryPolicy(attempts=7, base=1.0, cap=10.0, jitter=lambda upper: upper)
    pauses = [policy.pause(Failure.SERVER, n, 0.0, "read") for n in range(1, 8)]
    assert pauses == [1.0, 2.0, 4.0, 8.0, 10.0, 10.0, None]


def test_a_policy_of_very_many_attempts_goes_on_at_the_cap() -> None:
    policy = RetryPolicy(attempts=10_000, jitter=lambda upper: upper)
    assert policy.pause(Failure.NOT_SENT, 9_999, 0.0, "read") == policy.cap


def test_jitter_spreads_pauses_over_the_whole_span() -> None:
    pauses = [full_jitter(8.0) for _ in range(300)]
    assert min(pauses) < 0.5
    assert max(pauses) > 7.5
    assert all(0.0 <= pause <= 8.0 for pause in pauses)


@pytest.mark.parametrize(
    ("quota_wait", "elapsed", "pause"),
    [(120.0, 0.0, 120.0), (300.0, 0.0, 300.0), (300.5, 0.0, None), (200.0, 101.0, None),
     (0.75, 0.0, 0.75), (None, 0.0, 0.5), (-60.0, 0.0, 0.5), (0.0, 0.0, 0.5), (None, 300.0, None)],
)  # fmt: skip
def test_a_spent_quota_is_waited_out_within_max_wait_or_not_at_all(
    quota_wait: float | None, elapsed: float, pause: float | None
) -> None:
    assert FULL_PAUSES.pause(Failure.QUOTA, 1, elapsed, "write", quota_wait) == pause


@pytest.mark.parametrize(
    "odd",
    [
        {"attempts": 0},
        {"attempts": 2.5},
        {"attempts": "4"},
        {"base": -1},
        {"cap": "1"},
        {"max_wait": -0.1},
    ],
)
def test_a_policy_that_makes_no_sense_is_refused(odd: dict[str, Any]) -> None:
    with pytest.raises(ArgumentError) as caught:
        RetryPolicy(**odd)
    assert str(caught.value) in (
        "RetryPolicy: attempts must be a whole number, at least 1",
        "RetryPolicy: base, cap and max_wait are seconds, 0 or more",
    )


# --- reads over the wire -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "failure",
    [
        httpx.ConnectError("x"),
        httpx.ConnectTimeout("x"),
        httpx.PoolTimeout("x"),
        httpx.ReadTimeout("x"),
        httpx.ReadError("x"),
        httpx.WriteError("x"),
        httpx.RemoteProtocolError("x"),
        answer(500),
        answer(502, b"<html>Bad Gateway</html>"),
        refusal(503, "Service temporarily unavailable. Please, try again later"),
        answer(499),
        HALF,
        answer(200, b""),
        answer(200, b"<html>login</html>"),
        PARALLEL,
        SUNSET,
    ],
)
def test_a_read_is_repeated_until_it_succeeds(twin: Twin, failure: Any) -> None:
    order, script, clock = get(twin, failure, failure, failure, ORDER)
    assert order.id == 5
    assert (len(script), clock.sleeps) == (4, [0.5, 1.0, 2.0])


@pytest.mark.parametrize(
    ("failure", "kind"),
    [
        (httpx.ConnectError("x"), NotSentError),
        (httpx.ReadTimeout("x"), OutcomeUnknownError),
        (answer(500), ServerError),
        (answer(499), ServerError),
        (HALF, ResponseDecodeError),
        (PARALLEL, ParallelLimitError),
        (SUNSET, MethodSunsetError),
    ],
)
def test_a_read_that_keeps_failing_raises_what_the_last_attempt_met(
    twin: Twin, failure: Any, kind: type[Exception]
) -> None:
    error, script, _ = get(twin, failure)
    assert type(error) is kind
    assert len(script) == 4
    if isinstance(error, StatusError):
        assert error.attempts == 4
        assert "attempt 4" in str(error)


@pytest.mark.parametrize("status", [302, 400, 401, 403, 404, 405, 415, 418, 423])
def test_other_refusals_are_never_repeated(twin: Twin, status: int) -> None:
    error, script, clock = get(twin, refusal(status, "No"))
    assert (error.status, error.attempts) == (status, 1)
    assert (len(script), clock.sleeps) == (1, [])


@pytest.mark.parametrize("body", [b"[]", b"null", b'{"order": []}', b'{"order": null}', b"{}"])
def test_a_whole_answer_that_cannot_be_read_is_not_asked_for_again(twin: Twin, body: bytes) -> None:
    error, script, _ = get(twin, answer(200, body))
    assert type(error) is ResponseDecodeError
    assert (error.body, error.status, error.operation) == (body, 200, "getOrder")
    assert len(script) == 1


# --- writes over the wire ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("failure", "kind"),
    [
        (httpx.ReadTimeout("x"), OutcomeUnknownError),
        (httpx.WriteTimeout("x"), OutcomeUnknownError),
        (httpx.RemoteProtocolError("x"), OutcomeUnknownError),
        (httpx.ReadError("x"), OutcomeUnknownError),
        (answer(500), ServerError),
        (answer(503), ServerError),
        (answer(499), ServerError),
        (answer(200, b'{"status":'), ResponseDecodeError),
        (SUNSET, MethodSunsetError),
    ],
)
def test_a_write_whose_outcome_is_unknown_is_sent_exactly_once(
    twin: Twin, failure: Any, kind: type[Exception]
) -> None:
    error, script, clock = update(twin, failure, STARTED)
    assert type(error) is kind
    assert (len(script), clock.sleeps) == (1, [])


def test_an_unknown_outcome_of_a_write_says_that_it_may_have_happened(twin: Twin) -> None:
    error, _, _ = update(twin, httpx.ReadTimeout("x"))
    assert str(error) == (
        "orders.update: no answer: ReadTimeout; it may have been carried out "
        "(campaign 21, order 5, attempt 1)"
    )
    assert isinstance(error.__cause__, httpx.ReadTimeout)


@pytest.mark.parametrize(
    "failure",
    [
        httpx.ConnectError("x"),
        httpx.ConnectTimeout("x"),
        httpx.PoolTimeout("x"),
        httpx.ProxyError("x"),
        PARALLEL,
        SPENT,
    ],
)
def test_a_write_that_the_service_did_not_take_is_sent_again(twin: Twin, failure: Any) -> None:
    result, script, _ = update(twin, failure, STARTED)
    assert result.operations[0].id == "op1"
    assert len(script) == 2
    assert script.bodies[0]
    assert script.bodies[0] == script.bodies[1]


# --- limits ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("until", "pause"),
    [
        ("Thu, 02 Apr 2026 09:32:00 GMT", 120.0),
        ("02 Apr 2026 12:32:00 +0300", 120.0),
        ("Thu, 02 Apr 2026 09:32:00 -0000", 120.0),
        ("2026-04-02T09:32:00Z", 120.0),
        ("2026-04-02T12:32:00.500+03:00", 120.5),
        ("2026-04-02T09:32:00", 120.0),
        ("Thu, 02 Apr 2026 09:00:00 GMT", 0.5),
        (None, 0.5),
        ("", 0.5),
        ("soon", 0.5),
        ("120", 0.5),
        ("Thu, 99 Apr 2026 99:99:99 GMT", 0.5),
        ("0001-01-01T00:00:00+23:59", 0.5),
    ],
)
def test_a_spent_quota_is_waited_out_until_the_moment_that_the_answer_names(
    twin: Twin, until: str | None, pause: float
) -> None:
    order, script, clock = get(twin, quota_spent(until), ORDER)
    assert order.id == 5
    assert (len(script), clock.sleeps) == (2, [pause])


@pytest.mark.parametrize(
    ("settings", "until"),
    [
        ({}, "Thu, 02 Apr 2026 10:30:00 GMT"),
        ({}, "9999-12-31T23:59:59-23:59"),
        ({"deadline": 100.0}, "Thu, 02 Apr 2026 09:32:00 GMT"),
        ({"retry": RetryPolicy(max_wait=60.0)}, "Thu, 02 Apr 2026 09:32:00 GMT"),
    ],
)
def test_a_quota_that_outlasts_patience_fails_at_once_and_tells_when_to_come_back(
    twin: Twin, settings: dict[str, Any], until: str
) -> None:
    error, script, clock = get(twin, quota_spent(until), **settings)
    assert type(error) is QuotaExceededError
    expected = read_rate_limit({"x-ratelimit-resource-until": until})
    assert expected is not None
    assert error.retry_at == expected.until is not None
    assert error.rate_limit == RateLimit(100, 0, expected.until)
    assert (len(script), clock.sleeps) == (1, [])


def test_the_parallel_limit_pauses_shortly_whatever_the_window(twin: Twin) -> None:
    headers = {"X-RateLimit-Resource-Until": "Thu, 02 Apr 2026 10:30:00 GMT"}
    text = "Hit rate limit of 4 parallel requests for campaignId 21"
    _, _, clock = get(twin, refusal(420, text, headers=headers), ORDER)
    assert clock.sleeps == [0.5]


def test_a_429_is_taken_for_a_spent_quota(twin: Twin) -> None:
    headers = {"X-RateLimit-Resource-Until": "Thu, 02 Apr 2026 09:31:00 GMT"}
    _, _, clock = get(twin, answer(429, b"", headers), ORDER)
    assert clock.sleeps == [60.0]


@pytest.mark.parametrize("until", ["2026-04-02T09:32:00", "Thu, 02 Apr 2026 09:32:00 -0000"])
def test_a_moment_without_a_zone_is_in_utc(until: str) -> None:
    limit = read_rate_limit({"x-ratelimit-resource-until": until})
    assert limit is not None
    assert limit.until == NOW + datetime.timedelta(minutes=2)


@pytest.mark.parametrize("number", ["", "many", "-1", "1" * 30, "٣"])
def test_a_limit_that_is_no_number_is_as_good_as_absent(number: str) -> None:
    assert read_rate_limit({"x-ratelimit-resource-limit": number}) is None


def test_waiting_for_a_quota_is_a_warning_and_other_pauses_are_not(
    twin: Twin, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "yandex_market")
    get(twin, SPENT, answer(500), ORDER)
    told = [(r.levelname, r.getMessage()) for r in caplog.records if "goes out" in r.getMessage()]
    assert told == [
        ("WARNING", "orders.get: attempt 1: quota spent; the next one goes out in 120.0 s"),
        ("INFO", "orders.get: attempt 2: server error; the next one goes out in 1.0 s"),
    ]


# --- deadlines and options ---------------------------------------------------------------------


def test_no_attempt_begins_after_the_deadline_and_the_last_one_gets_what_is_left(
    twin: Twin,
) -> None:
    clock, timeouts = RecordingClock(), []

    def stalled(request: httpx.Request) -> httpx.Response:
        timeouts.append(request.extensions["timeout"]["read"])
        clock.passed += timeouts[-1]
        raise httpx.ReadTimeout("stalled")

    market = twin.scripted(stalled, clock=clock, timeout=10.0, deadline=15.0)
    with pytest.raises(OutcomeUnknownError):
        twin.run(lambda: market.orders.get(21, 5))
    assert timeouts == [10.0, 4.5]
    assert clock.passed == 15.0


def test_a_call_may_have_its_own_timeout_deadline_policy_and_headers(twin: Twin) -> None:
    script, clock = Script(answer(500)), RecordingClock()
    market = twin.scripted(script, clock=clock)
    options = CallOptions(
        timeout=3.0,
        deadline=2.0,
        retry=RetryPolicy(attempts=9, base=1.0, jitter=lambda upper: upper),
        headers={"X-Business-Id": "900", "ACCEPT": "*/*"},
    )
    with pytest.raises(ServerError):
        twin.run(lambda: market.orders.get(21, 5, options=options))
    assert clock.sleeps == [1.0]  # the next pause would end after the deadline
    assert [request.extensions["timeout"]["read"] for request in script] == [2.0, 1.0]
    assert script.requests[0].headers["x-business-id"] == "900"
    assert script.requests[0].headers.get_list("accept") == ["*/*"]
