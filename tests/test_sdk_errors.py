"""Errors: typed, with the server's words in them, fit to be pickled, and without anybody's secrets."""

from __future__ import annotations

import copy
import functools
import logging
import pickle
import traceback
from typing import Any

import httpx
import pytest
from yandex_market import (
    ApiDisabledError,
    ArgumentError,
    BadRequestError,
    ForbiddenError,
    LockedError,
    MarketError,
    MethodSunsetError,
    NotFoundError,
    OperationState,
    QuotaExceededError,
    RateLimitError,
    ResponseDecodeError,
    ServerError,
    StatusError,
    UnauthorizedError,
    WaitTimeoutError,
    errors,
)
from yandex_market.mock import MockMarket
from yandex_market_api.operations import OPERATIONS

from tests.twins import KEY, NOW, ORDER, PERSON, STORES, Script, Twin, answer, quota_spent, refusal


def failed(twin: Twin, *steps: Any, write: bool = False, **settings: Any) -> Any:
    """The error of orders.get (or orders.update) against these answers."""
    market = twin.scripted(Script(*steps), **settings)
    get, update = market.orders.get, market.orders.update
    with pytest.raises(MarketError) as caught:
        twin.run(lambda: update(21, 5, customer=PERSON) if write else get(21, 5))
    return caught.value


# --- against the mock --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def mock() -> MockMarket:
    return MockMarket(orders=200, now=NOW, quotas="off")


def check_refusal(
    error: Any, kind: type[StatusError], status: int, operation: str, text: str
) -> None:
    assert type(error) is kind
    assert (error.status, error.operation) == (status, operation)
    assert f": {status} " in str(error)
    assert text in str(error)
    assert text in str(error.errors[0][1])
    assert text.encode() in error.body
    assert error.headers["content-type"].startswith("application/json")
    assert error.rate_limit is not None
    assert error.rate_limit.limit == OPERATIONS[operation].quota.amount


def test_a_wrong_key_is_unauthorized(twin: Twin, mock: MockMarket) -> None:
    market = twin.market(KEY, transport=transport(twin, mock))
    with pytest.raises(UnauthorizedError) as caught:
        twin.run(lambda: market.orders.get(mock.campaign_ids[0], 5))
    check_refusal(caught.value, UnauthorizedError, 401, "getOrder", "Api-Key token")
    assert KEY not in str(caught.value)


def test_no_key_at_all_is_unauthorized(twin: Twin, mock: MockMarket) -> None:
    inner = transport(twin, mock)
    market = twin.market(KEY, http_client=twin.http_client(transport=Keyless(inner)))
    with pytest.raises(UnauthorizedError) as caught:
        twin.items(market.campaigns.list())
    check_refusal(caught.value, UnauthorizedError, 401, "getCampaigns", "Credentials are not")


def transport(twin: Twin, mock: MockMarket) -> Any:
    return mock.async_transport() if twin.is_async else mock.transport()


class Keyless(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Takes the key out of requests on their way."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        del request.headers["api-key"]
        response: httpx.Response = self.inner.handle_request(request)
        return response

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        del request.headers["api-key"]
        response: httpx.Response = await self.inner.handle_async_request(request)
        return response


def test_a_store_of_somebody_else_is_forbidden_and_the_text_says_which_id_is_meant(
    twin: Twin, mock: MockMarket
) -> None:
    market = twin.connect(mock)
    for store, text in ((mock.foreign_campaign_id, "No access"), (mock.business_id, "Access")):
        with pytest.raises(ForbiddenError) as caught:
            twin.run(functools.partial(market.orders.get, store, 5))
        check_refusal(caught.value, ForbiddenError, 403, "getOrder", text)
        assert "must be a campaign id of this key's stores" in str(caught.value)
    with pytest.raises(ForbiddenError, match="must be the business") as caught:
        twin.run(lambda: market.operations.get(mock.campaign_ids[0], "RETURN_CANCELLATION", ["a"]))
    check_refusal(caught.value, ForbiddenError, 403, "getOperations", "Access denied")


def test_a_key_without_the_scope_is_told_the_scope_and_nothing_about_ids(
    twin: Twin, mock: MockMarket
) -> None:
    market = twin.market(mock.add_key({"pricing"}), transport=transport(twin, mock))
    with pytest.raises(ForbiddenError, match="scopes") as caught:
        twin.run(lambda: market.orders.get(mock.campaign_ids[0], 5))
    assert "campaigns.list" not in str(caught.value)


def test_an_unknown_order_is_not_found(twin: Twin, mock: MockMarket) -> None:
    store = mock.campaign_ids[0]
    with pytest.raises(NotFoundError) as caught:
        twin.run(lambda: twin.connect(mock).orders.get(store, 5))
    check_refusal(caught.value, NotFoundError, 404, "getOrder", "Order not found")
    assert str(caught.value) == (
        f"orders.get: 404 NOT_FOUND: Order not found: partnerId = '{store}', orderId = '5' "
        f"(campaign {store}, order 5, attempt 1)"
    )


def test_an_order_that_cannot_be_updated_is_a_bad_request(twin: Twin, mock: MockMarket) -> None:
    store = mock.campaign_id("LaaS")
    with pytest.raises(BadRequestError) as caught:
        twin.run(lambda: twin.connect(mock).orders.update(store, 5, customer=PERSON))
    check_refusal(caught.value, BadRequestError, 400, "updateOrder", "not found")


def test_unknown_operation_ids_are_left_out_of_the_answer(twin: Twin, mock: MockMarket) -> None:
    market = twin.connect(mock)
    ids = [f"unknown {i}" for i in range(101)]
    kind = "ORDER_RECIPIENT_UPDATE"
    before = len(mock.requests)
    assert twin.run(lambda: market.operations.get(mock.business_id, kind, ids)) == []
    assert len(mock.requests) - before == 2


def test_a_forbidden_store_among_the_filters_gets_the_hint_about_campaign_ids(twin: Twin) -> None:
    for text, hint in (
        ("No access to campaigns: '22'", "must be a campaign id of this key's stores"),
        ("Access denied", "must be the business (cabinet) id"),
    ):
        market = twin.scripted(Script(refusal(403, text)))
        with pytest.raises(ForbiddenError) as caught:
            twin.items(market.orders.list(900, campaign_ids=[22]))
        assert hint in str(caught.value)


def test_a_forbidden_listing_of_stores_has_no_hint_about_ids(twin: Twin) -> None:
    with pytest.raises(ForbiddenError) as caught:
        twin.items(twin.scripted(Script(refusal(403, "Access denied"))).campaigns.list())
    assert str(caught.value) == "campaigns.list: 403 CODE: Access denied (attempt 1)"


# --- kinds -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "text", "kind"),
    [
        (302, "", StatusError),
        (400, "", BadRequestError),
        (400, "Too many requests per 'hour'", BadRequestError),
        (401, "", UnauthorizedError),
        (403, "Access denied", ForbiddenError),
        (403, "API for campaign '21' disabled due to inactivity", ApiDisabledError),
        (403, "API for business '900' disabled because it has …", ApiDisabledError),
        (403, "API_DISABLED: off", ApiDisabledError),
        (403, "The method is deprecated and is occasionally forbidden", MethodSunsetError),
        (404, "", NotFoundError),
        (405, "500 requests per hour", StatusError),
        (420, "", RateLimitError),
        (420, "Hit rate limit of '4' parallel requests", errors.ParallelLimitError),
        (420, "Hit rate limit of '4' requests per 'hour'", QuotaExceededError),
        (423, "", LockedError),
        (429, "", RateLimitError),
        (499, "", ServerError),
        (500, "", ServerError),
        (503, "", ServerError),
    ],
)
def test_status_and_words_choose_the_class(status: int, text: str, kind: type[StatusError]) -> None:
    assert errors.status_error_class(status, text) is kind


def test_a_method_on_its_way_out_says_what_replaces_it(twin: Twin) -> None:
    text = "The method is deprecated and is occasionally forbidden. Please stop using it"
    error = failed(twin, refusal(403, text))
    assert type(error) is MethodSunsetError
    assert "; orders.list (getBusinessOrders) replaces it" in str(error)


def test_a_200_whose_envelope_says_error_is_a_status_error(twin: Twin) -> None:
    error = failed(twin, refusal(200, "Something was wrong", "BAD"))
    assert type(error) is StatusError
    assert (error.status, error.errors) == (200, (("BAD", "Something was wrong"),))
    assert str(error) == (
        "orders.get: 200 BAD: Something was wrong (campaign 21, order 5, attempt 1)"
    )
    update = failed(twin, refusal(200, "No"), write=True)
    assert (type(update), update.status) == (StatusError, 200)


def test_a_2xx_that_the_document_does_not_know_is_a_decode_error(twin: Twin) -> None:
    error = failed(twin, answer(204))
    assert type(error) is ResponseDecodeError
    assert "undocumented status 204" in str(error)


def test_an_answer_without_its_value_is_a_decode_error_and_never_none(twin: Twin) -> None:
    error = failed(twin, answer(200, {}))
    assert (error.path, error.found) == ("order", "nothing")
    assert str(error) == (
        "orders.get: cannot read the answer at order: expected something, found nothing "
        "(campaign 21, order 5, HTTP 200)"
    )


def test_a_decode_error_names_path_and_type_and_never_the_value(twin: Twin) -> None:
    error = failed(twin, answer(200, {"order": {"id": 5, "buyer": {"firstName": [PERSON]}}}))
    assert (error.path, error.found) == ("order.buyer.firstName", "list")
    assert all(value not in str(error) for value in PERSON.values())
    assert PERSON["phone"].encode() in error.body


# --- bodies ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "pairs", "text"),
    [
        (b"<html><h1>502 Bad Gateway</h1></html>", (), "without an error text"),
        (b"", (), "without an error text"),
        (b'{"errors": [{"code": "A"', (), "without an error text"),
        (b"[]", (), "without an error text"),
        (b"null", (), "without an error text"),
        (b"\xff\xfe\x00", (), "without an error text"),
        (b"[" * 100_000, (), "without an error text"),
        (b'{"errors": [null, "x", 5]}', (), "without an error text"),
        (b'{"errors": {"code": "A"}}', (), "without an error text"),
        (b'{"error": {"code": 404, "message": "Old"}}', (("404", "Old"),), "404: Old"),
        (
            b'{"errors": [{"code": "A", "message": "one"}, {"message": "two"}, {"code": "C"}]}',
            (("A", "one"), (None, "two"), ("C", None)),
            "A: one; two; C",
        ),
        (b'{"errors": [{"code": "A", "message": "on\\ntwo\\u0000"}]}', (("A", "on\ntwo\0"),),
         "A: on two "),
    ],
)  # fmt: skip
def test_every_shape_of_an_error_body_is_kept_and_read_as_far_as_it_goes(
    twin: Twin, body: bytes, pairs: Any, text: str
) -> None:
    error = failed(twin, answer(404, body, {"X-Trace": "abc"}))
    assert (error.body, error.errors) == (body, pairs)
    assert str(error) == f"orders.get: 404 {text} (campaign 21, order 5, attempt 1)"
    assert error.headers["x-trace"] == "abc"
    assert error.rate_limit is None


def test_a_very_long_error_text_is_cut_in_the_message_only(twin: Twin) -> None:
    error = failed(twin, refusal(404, "x" * 9999))
    assert len(str(error)) < 600
    assert error.errors[0][1] == "x" * 9999


# --- redirects, secrets, persons ---------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed_and_the_key_goes_nowhere_else(twin: Twin, status: int) -> None:
    script = Script(answer(status, b"", {"Location": "https://evil.example/"}), ORDER)
    client = twin.http_client(transport=httpx.MockTransport(script), follow_redirects=True)
    market = twin.market(KEY, http_client=client)
    with pytest.raises(StatusError, match="redirect, not followed") as caught:
        twin.run(lambda: market.orders.get(21, 5))
    assert caught.value.status == status
    assert [request.url.host for request in script] == ["api.partner.market.yandex.ru"]


def leaks(error: BaseException) -> str:
    """All that a log of this error would show, its chain included."""
    return "".join(traceback.format_exception(error)) + repr(error)


@pytest.mark.parametrize(
    "text",
    [
        "'phone' must match '^x$' (rejected value: '+70001234567')",
        "phone +70001234567 of Неверова, Аглая is wrong",
        'JSON: at [Source: {"phone":"+70001234567","firstName":"Аглая"}; line: 1]',
        "number 70001234567 is taken (rejected value: 8 (000) 123-45-67)",
    ],
)
def test_a_refusal_that_echoes_the_person_does_not_bring_them_into_texts_or_logs(
    twin: Twin, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    error = failed(twin, refusal(400, text), write=True)
    shown = leaks(error) + caplog.text
    for value in ("0001234567", "123-45-67", *PERSON.values()):
        assert value not in shown
    assert error.errors[0][1] == text


def test_a_short_name_is_taken_out_as_a_word_and_leaves_other_words_alone(twin: Twin) -> None:
    market = twin.scripted(Script(refusal(400, "Order of Or and + is wrong")))
    person = {"firstName": "Or", "lastName": "+", "phone": "+12345"}
    with pytest.raises(BadRequestError, match=r"CODE: Order of \*\*\* and \*\*\* is wrong"):
        twin.run(lambda: market.orders.update(21, 5, customer=person))


@pytest.mark.parametrize("name", ["api_key", "oauth_token"])
def test_a_key_that_the_server_echoes_stays_out_of_texts_and_logs(
    twin: Twin, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = KEY.removeprefix("ACMA:")
    settings: dict[str, Any] = {"api_key": None, name: secret}
    error = failed(twin, answer(500), refusal(401, f"Token {secret} is revoked"), **settings)
    assert "Token *** is revoked" in str(error)
    assert secret not in leaks(error) + caplog.text


def test_a_whole_round_over_real_http_logs_neither_key_nor_person(
    twin: Twin, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    mock = MockMarket(orders=300, now=NOW)
    store = mock.campaign_id("LaaS")
    order_id = next(one for one in mock.order_ids(store) if mock.offered_intervals(one))
    with mock.serve() as url:
        market = twin.market(mock.api_key, base_url=url)
        update = twin.run(lambda: market.orders.update(store, order_id, customer=PERSON))
        order = twin.run(lambda: market.orders.get(store, order_id))
        twin.close(market)
    shown = caplog.text + repr(update) + repr(order) + repr(market) + repr(market._settings)
    assert f"orders/{order_id}: 200" in caplog.text  # the log is on
    secret = mock.api_key.split(":")[1]
    for value in (secret, *PERSON.values(), order.buyer.first_name or "no name"):
        assert value not in shown


# --- objects -----------------------------------------------------------------------------------

SAMPLES: list[MarketError] = [
    MarketError("plain"),
    errors.ConfigurationError("c"),
    ArgumentError("a"),
    errors.NotSentError("n"),
    errors.OutcomeUnknownError("o"),
    ResponseDecodeError(
        "d", operation="getOrder", path="order.id", found="NoneType", body=b"{", status=200,
        next_token="t",
    ),
    QuotaExceededError(
        "q", status=420, operation="getOrder", errors=[("A", None)], body=b"x",
        headers={"x": "y"}, attempts=3, rate_limit=None,
    ),
    errors.PageLoopError("p"),
    WaitTimeoutError("w", operations=[OperationState("T", "id", "IN_PROGRESS")]),
]  # fmt: skip


@pytest.mark.parametrize("error", SAMPLES, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize(
    "remade",
    [copy.copy, copy.deepcopy, *(lambda e, p=p: pickle.loads(pickle.dumps(e, p)) for p in (0, 5))],  # noqa: S301 - our own bytes
    ids=["copy", "deepcopy", "pickle0", "pickle5"],
)
def test_errors_survive_copying_and_pickling_with_all_their_attributes(
    error: MarketError, remade: Any
) -> None:
    error.resume_token = "page7"
    if isinstance(error, RateLimitError):
        error.retry_at = NOW
    again = remade(error)
    assert type(again) is type(error)
    assert (str(again), again.args, vars(again)) == (str(error), error.args, vars(error))
    assert again.resume_token == "page7"


def test_an_error_from_the_wire_pickles_with_rate_limit_and_moment(twin: Twin) -> None:
    error = failed(twin, quota_spent("Thu, 02 Apr 2026 19:00:00 GMT"))
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert vars(again) == vars(error)
    assert again.retry_at == again.rate_limit.until is not None


def test_everything_in_errors_but_a_warning_is_a_market_error_and_arguments_are_value_errors() -> (
    None
):
    kinds = [
        k for k in vars(errors).values() if isinstance(k, type) and k.__module__ == errors.__name__
    ]
    kinds.remove(errors.SunsetWarning)
    assert len(kinds) == 22
    assert all(issubclass(kind, MarketError) for kind in kinds)
    assert issubclass(ArgumentError, ValueError)


def test_an_order_that_needs_no_error_has_its_stores_and_values(twin: Twin) -> None:
    market = twin.scripted(Script(STORES, ORDER))
    assert twin.items(market.campaigns.list())[0].business.id == 900
    assert twin.run(lambda: market.orders.get(21, 5)).id == 5
