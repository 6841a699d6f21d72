"""Guarding in the mock: keys, scopes, access, and requests that are not sound."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from yandex_market.mock import MockMarket
from yandex_market.mock.exchange import Request
from yandex_market_api.operations import OPERATIONS

NOW = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)
MOCK = MockMarket(orders=500, now=NOW, quotas="off")
STORE = MOCK.campaign_ids[0]
ORDER = MOCK.order_ids(STORE)[0]
GET_ORDER = f"/v2/campaigns/{STORE}/orders/{ORDER}"
GET_ORDERS = f"/v2/campaigns/{STORE}/orders"
BUSINESS_ORDERS = f"/v1/businesses/{MOCK.business_id}/orders"
STATS = f"/v2/campaigns/{STORE}/stats/orders"
OPERATIONS_PATH = f"/v1/businesses/{MOCK.business_id}/operations"


def ask(method: str, url: str, key: str | None = MOCK.api_key, **arguments: Any) -> httpx.Response:
    headers = {**({"Api-Key": key} if key is not None else {}), **arguments.pop("headers", {})}
    with httpx.Client(transport=MOCK.transport(), base_url="http://mock") as client:
        return client.request(method, url, headers=headers, **arguments)


def findings(response: httpx.Response, status: int) -> list[str]:
    assert response.status_code == status, response.text
    body = response.json()
    assert body["status"] == "ERROR"
    assert body["errors"]
    return [error["message"] for error in body["errors"]]


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("", "Api-Key token is not specified"),
        ("Bearer ACMA:x:y", "Api-Key token prefix invalid"),
        ("ACMA:abc", "Api-Key token format invalid"),
        ("ACMA:abc:def", "Api-Key token length invalid"),
        ("ACMA:" + "!" * 40 + ":0123abcd", "Api-Key token format invalid"),
        ("ACMA:" + "a" * 40 + ":0123abcd", "Api-Key token is invalid"),
    ],
)
def test_a_wrong_key_is_401_and_the_text_says_what_is_wrong(key: str, message: str) -> None:
    response = ask("GET", GET_ORDER, key=key)
    assert findings(response, 401) == [message]
    assert response.json()["errors"][0]["code"] == "UNAUTHORIZED"


def test_no_credentials_are_401() -> None:
    assert findings(ask("GET", GET_ORDER, key=None), 401) == ["Credentials are not specified"]


def test_the_key_has_the_shape_of_a_real_one() -> None:
    prefix, secret, check = MOCK.api_key.split(":")
    assert (prefix, len(secret), len(check)) == ("ACMA", 40, 8)
    assert int(check, 16) >= 0


@pytest.mark.parametrize(
    ("header", "status"),
    [
        (f"Bearer {MOCK.oauth_token}", 200),
        ("Bearer y0_wrong", 403),
        ("Bearer ", 401),
        ("Basic abc", 401),
    ],
)
def test_oauth_is_accepted_and_a_wrong_token_is_403(header: str, status: int) -> None:
    response = ask("GET", GET_ORDER, key=None, headers={"Authorization": header})
    assert response.status_code == status


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_a_key_needs_one_of_the_scopes_of_the_operation(operation: str) -> None:
    requests: dict[str, tuple[str, str, Any]] = {
        "getCampaigns": ("GET", "/v2/campaigns", None),
        "getBusinessOrders": ("POST", BUSINESS_ORDERS, {}),
        "getOrders": ("GET", GET_ORDERS, None),
        "getOrder": ("GET", GET_ORDER, None),
        "getOrderBuyerInfo": (
            "GET",
            f"/v2/campaigns/{MOCK.campaign_id('DBS')}/orders/{ORDER}/buyer",
            None,
        ),
        "getOrderUpdateOptions": (
            "POST",
            f"/v1/campaigns/{MOCK.campaign_id('LaaS')}/orders/update-options",
            {"id": 1},
        ),
        "getOrdersStats": ("POST", STATS, {}),
        "updateOrder": (
            "POST",
            f"/v1/campaigns/{MOCK.campaign_id('LaaS')}/orders/update",
            {
                "order": {
                    "id": 1,
                    "customer": {"firstName": "А", "lastName": "Б", "phone": "+70000"},
                }
            },
        ),
        "getOperations": (
            "POST",
            OPERATIONS_PATH,
            {"operationType": "ORDER_RECIPIENT_UPDATE", "operationIds": ["x"]},
        ),
    }
    method, url, body = requests[operation]
    scopes = OPERATIONS[operation].scopes
    for scope in {scope for spec in OPERATIONS.values() for scope in spec.scopes}:
        response = ask(method, url, key=MOCK.add_key([scope]), json=body)
        if scope in scopes:
            assert response.status_code != 403, scope
        else:
            (text,) = findings(response, 403)
            assert text.startswith("Token does not have any of the scopes to access the API")


def test_a_key_without_a_known_scope_is_not_made() -> None:
    with pytest.raises(ValueError, match="all-method"):
        MOCK.add_key(["all-method"])


def test_a_store_that_is_not_ours_is_403_whether_it_exists_or_not() -> None:
    foreign = MOCK.foreign_campaign_id
    url = f"/v2/campaigns/{foreign}/orders/{ORDER}"
    assert findings(ask("GET", url), 403) == [f"No access to campaigns: '{foreign}'"]
    assert findings(ask("GET", "/v2/campaigns/1/orders/1"), 403) == ["Access denied"]
    body = {"operationType": "ORDER_RECIPIENT_UPDATE", "operationIds": ["x"]}
    assert findings(ask("POST", "/v1/businesses/1/operations", json=body), 403) == ["Access denied"]


def test_a_list_that_names_foreign_stores_is_403_after_all_that_is_wrong_with_it() -> None:
    foreign = MOCK.foreign_campaign_id
    body = {"campaignIds": [STORE, foreign, 5]}
    response = ask("POST", BUSINESS_ORDERS, json=body)
    assert findings(response, 403) == [f"No access to campaigns: '{foreign}, 5'"]
    response = ask("POST", BUSINESS_ORDERS, json={**body, "statuses": ["NEW"]})
    assert findings(response, 400) == ["Illegal input at 'statuses.0'"]
    assert findings(ask("POST", "/v1/businesses/1/orders", json={}), 403) == ["Access denied"]
    assert findings(ask("GET", f"/v2/campaigns/{foreign}/orders"), 403)


def test_the_business_header_must_fit() -> None:
    url, ours = GET_ORDER, str(MOCK.business_id)
    assert ask("GET", url, headers={"X-Business-Id": ours}).status_code == 200
    for path, value, status in (
        (url, "abc", 400),
        (url, "12", 403),
        ("/v2/campaigns", "12", 403),
    ):
        assert ask("GET", path, headers={"X-Business-Id": value}).status_code == status
    body = {"operationType": "ORDER_RECIPIENT_UPDATE", "operationIds": ["x"]}
    response = ask("POST", OPERATIONS_PATH, headers={"X-Business-Id": "12"}, json=body)
    assert "does not match businessId in X-Business-Id" in findings(response, 400)[0]


def test_refusals_come_in_one_order_whatever_else_is_wrong() -> None:
    laas = MOCK.campaign_id("LaaS")
    weak = MOCK.add_key(["promotion"])
    bad_body = {"content": b"{", "headers": {"Content-Type": "application/json"}}
    text = {"content": b"{", "headers": {"Content-Type": "text/plain"}}
    person = {"firstName": "А", "lastName": "Б", "phone": "+70000"}
    steps = [
        (404, ask("POST", "/v1/campaigns/1/orders/updates", key="bad", **bad_body)),
        (405, ask("PUT", "/v1/campaigns/1/orders/update", key="bad", **bad_body)),
        (401, ask("POST", "/v1/campaigns/1/orders/update", key="bad", **text)),
        (415, ask("POST", "/v1/campaigns/0/orders/update", key=weak, **text)),
        (400, ask("POST", "/v1/campaigns/1/orders/update", key=weak, **bad_body)),
        (
            403,
            ask(
                "POST",
                "/v1/campaigns/1/orders/update",
                key=weak,
                json={"order": {"id": 1, "customer": person}},
            ),
        ),
        (
            403,
            ask(
                "POST",
                f"/v1/campaigns/{laas}/orders/update",
                key=weak,
                json={"order": {"id": 1, "customer": person}},
            ),
        ),
        (
            400,
            ask(
                "POST",
                f"/v1/campaigns/{laas}/orders/update",
                json={"order": {"id": 1, "customer": person}},
            ),
        ),
    ]
    assert [response.status_code for _, response in steps] == [status for status, _ in steps]


@pytest.mark.parametrize(
    "path",
    ["/", "", "/v2", "/V2/campaigns", "/v2/campaigns/", "/v3/campaigns", "//v2/campaigns",
     "/v2/campaigns/1/order", "/v2/campaigns%2F1", "/%FF", "/v2/campaigns\x00"],
)  # fmt: skip
def test_a_path_that_leads_nowhere_is_404(path: str) -> None:
    response = MOCK.handle(Request("GET", path, headers={"api-key": MOCK.api_key}))
    assert response.status == 404
    assert json.loads(response.body)["errors"][0]["message"] == "Resource not found"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_a_wrong_method_is_405_and_says_what_is_allowed(method: str) -> None:
    response = ask(method, GET_ORDER)
    assert findings(response, 405) == [f"Request method '{method}' not supported"]
    assert response.headers["Allow"] == "GET, HEAD"
    if method != "POST":
        assert ask(method, STATS).headers["Allow"] == "POST"


def test_the_suffix_json_of_a_path_says_nothing_new() -> None:
    order_id = MOCK.order_ids(MOCK.campaign_ids[0])[0]
    path = f"/v2/campaigns/{MOCK.campaign_ids[0]}/orders/{order_id}"
    assert ask("GET", f"{path}.json").content == ask("GET", path).content
    assert ask("GET", "/v2/campaigns.json").status_code == 200


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE", "PATCH"])
def test_methods_that_no_operation_has_are_405_with_what_is_allowed(method: str) -> None:
    answer = ask(method, "/v2/campaigns")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"


def test_head_answers_like_get_without_a_body() -> None:
    get, head = ask("GET", GET_ORDER), ask("HEAD", GET_ORDER)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Length"] == str(len(get.content))
    assert ask("HEAD", STATS).status_code == 405


@pytest.mark.parametrize(
    "text",
    ["abc", "1_0", " 1", "1 ", "%201", "+1", "1.0", "1e3", "0x1", "", "١٢", "１", "-", "--1",
     "9223372036854775808", "-9223372036854775809", "9" * 5000, "1%00", "%D9", "1,2"],
)  # fmt: skip
def test_only_plain_digits_within_int64_are_numbers(text: str) -> None:
    path = f"/v2/campaigns/{STORE}/orders/{text}"
    response = MOCK.handle(Request("GET", path, headers={"api-key": MOCK.api_key}))
    assert response.status == (404 if text == "%D9" else 400)
    if text not in ("", " 1", "1 ", "+1"):  # a query has its own way with blanks and plus signs
        query = Request("GET", "/v2/campaigns", f"limit={text}", {"api-key": MOCK.api_key})
        assert MOCK.handle(query).status == 400


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("limit=5&limit=5", 200),
        ("limit=5&limit=6", 400),
        ("limit=", 400),
        ("limit=0", 400),
        ("limit=101", 400),
        ("limit=2147483648", 400),
        ("page=10000", 200),
        ("page=10001", 400),
        ("page=-5&pageSize=0", 200),
        ("pageSize=1000", 200),
        ("unknown=1&&=&x", 200),
        ("limit=%FF", 400),
        ("limit=%35", 200),
        ("page_token=a&pageToken=b", 400),
    ],
)
def test_query_parameters_are_read_strictly_and_unknown_ones_are_ignored(
    query: str, status: int
) -> None:
    assert ask("GET", f"/v2/campaigns?{query}").status_code == status


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("status=DELIVERED&status=PENDING", None),
        ("status=NEW&status=OLD", "Illegal input at 'status.0'; Illegal input at 'status.1'"),
        ("status=DELIVERED&status=DELIVERED", "Illegal input at 'status'"),
        ("status=DELIVERED,PENDING", "Illegal input at 'status.0'"),
        ("status=", "Illegal input at 'status.0'"),
        ("orderIds=5&orderIds=6&orderIds=5", None),
        ("orderIds=", "Type mismatch: ''"),
        ("orderIds=5&orderIds=x", "Type mismatch: 'x'"),
        (
            "&".join(f"orderIds={n}" for n in range(51)),
            "'orderIds' size must be between '1' and '50' (rejected size: '51')",
        ),
        ("dispatchType=BUYER", None),
        ("dispatchType=buyer", "Illegal input at 'dispatchType'"),
        ("dispatchType=BUYER&dispatchType=UNKNOWN", "Illegal input at 'dispatchType'"),
        ("fake=true&fake=true", None),
        ("fake=false", None),
        ("fake=True", "Type mismatch: 'True'"),
        ("fake=1", "Type mismatch: '1'"),
        ("hasCis=", "Type mismatch: ''"),
        ("fromDate=31-03-2026", None),
        ("fromDate=31-02-2026", "Illegal input at 'fromDate'"),
        ("fromDate=2026-03-01", "'fromDate' must match '"),
        ("fromDate=1-3-2026", "'fromDate' must match '"),
        ("fromDate=01-01-0000", "Illegal input at 'fromDate'"),
        ("updatedAtFrom=2026-03-31T10:00:00%2B03:00", None),
        ("updatedAtFrom=2026-03-31T10:00:00.25Z", None),
        ("updatedAtFrom=2026-03-31T10:00:00+03:00", "Illegal input at 'updatedAtFrom'"),
        ("updatedAtFrom=2026-03-31T10:00:00", "Illegal input at 'updatedAtFrom'"),
        ("updatedAtFrom=2026-03-31", "Illegal input at 'updatedAtFrom'"),
        ("updatedAtFrom=2026-03-31T23:59:60Z", "Illegal input at '2026-03-31T23:59:60Z'"),
        ("limit=50", None),
        ("limit=51", None),
        ("limit=2147483647", None),
        ("limit=0", "'limit' must be greater than or equal to '1' (rejected value: '0')"),
        ("limit=2147483648", "Type mismatch: '2147483648'"),
        ("page=10001", "Parameter page must be less than or equal to '10000'"),
        (
            "fake=1&hasCis=2&status=X&limit=-1",
            "Illegal input at 'status.0'; Type mismatch: '1'; Type mismatch: '2'; 'limit' must",
        ),
    ],
)
def test_lists_flags_and_dates_of_a_query_follow_the_document(
    query: str, message: str | None
) -> None:
    response = ask("GET", f"{GET_ORDERS}?{query}")
    if message is None:
        assert response.status_code == 200, response.text
    else:
        found = findings(response, 400)
        assert "; ".join(found).startswith(message)
        assert len(found) == message.count("; ") + 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", "Unexpected end of content"),
        (b'{"dateFrom": "2026-', None),
        (b"{]", "JSON: "),
        (b'{"hasCis": NaN}', "JSON: NaN is not a number"),
        (b'{"orders": [1e999]}', "JSON: 1e999 is out of range"),
        (b"\xff\xfe{\x00}\x00", "JSON: invalid UTF-8"),
        (b'{"dateFrom": "\\ud800"}', "JSON: "),
        (b"[" * 100_000, "JSON: "),
        (b'{"orders": [' + b"9" * 5000 + b"]}", None),
        (b"[]", "Illegal input at 'body'"),
        (b"null", "Illegal input at 'body'"),
        (b'{"orders": []}', "'orders' size must be between '1' and '2147483647'"),
        (b'{"orders": [null]}', "'orders' elements must be not null"),
        (b'{"orders": ["1"]}', "Illegal input at 'orders.0'"),
        (b'{"orders": [1, 1]}', "Illegal input at 'orders'"),
        (b'{"orders": [9223372036854775808]}', "'orders.0' must be less than or equal to"),
        (b'{"statuses": ["NEW"]}', "Illegal input at 'statuses.0'"),
        (b'{"dateFrom": "01-03-2026"}', "Illegal input at 'dateFrom'"),
        (b'{"dateFrom": "2026-02-30"}', "Illegal input at 'dateFrom'"),
        (b'{"hasCis": 1}', "Illegal input at 'hasCis'"),
    ],
)
def test_a_body_that_is_not_sound_is_400(content: bytes, message: str | None) -> None:
    response = ask("POST", STATS, content=content, headers={"Content-Type": "application/json"})
    (text, *_) = findings(response, 400)
    assert message is None or message in text


def test_parameters_and_body_are_refused_together() -> None:
    response = ask("POST", f"{STATS}?limit=999", json={"hasCis": "yes", "dateFrom": 5})
    assert len(findings(response, 400)) == 3
    dates = {"dateFrom": "2026-03-02", "dateTo": "2026-03-01"}
    response = ask("POST", f"{STATS}?limit=999", json=dates)
    assert len(findings(response, 400)) == 2


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        (None, 200),
        ("application/json", 200),
        ("Application/JSON; charset=utf-8", 200),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("application/jsonp", 415),
    ],
)
def test_a_body_must_be_json_by_its_content_type(content_type: str | None, status: int) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    assert ask("POST", STATS, content=b"{}", headers=headers).status_code == status


def test_a_required_body_must_be_there_and_an_optional_one_need_not() -> None:
    assert findings(ask("POST", OPERATIONS_PATH), 400) == ["Required request body is missing"]
    assert ask("POST", STATS).status_code == 200


def test_a_body_beyond_512_kb_is_refused() -> None:
    json_type = {"Content-Type": "application/json"}
    fits = b"{" + b" " * (512 * 1024 - 2) + b"}"
    assert ask("POST", STATS, content=fits, headers=json_type).status_code == 200
    (text,) = findings(ask("POST", STATS, content=fits + b" ", headers=json_type), 400)
    assert text.startswith("The request is too big: Maximum allowed request size")


PATHS = st.sampled_from(
    [
        GET_ORDER,
        GET_ORDERS,
        f"/v2/campaigns/{MOCK.campaign_id('DBS')}/orders/{ORDER}/buyer",
        BUSINESS_ORDERS,
        STATS,
        OPERATIONS_PATH,
        "/v2/campaigns",
        f"/v1/campaigns/{STORE}/orders/update",
        f"/v1/campaigns/{MOCK.campaign_id('LaaS')}/orders/update-options",
    ]
)
NAMES = st.sampled_from(
    ["order", "id", "orders", "dateFrom", "dateTo", "updateFrom", "statuses", "operationIds",
     "operationType", "customer", "deliveryInterval", "hasCis", "x", "orderIds", "dates",
     "creationDateFrom", "updateDateTo", "campaignIds", "fake", "status", "fromDate", "limit",
     "updatedAtFrom", "page", "pageSize"]
)  # fmt: skip
DATES = ["2026-03-01", "0000-01-01", "9999-12-31T23:59:60Z", "31-12-9999", "01-01-0001"]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(DATES),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=8,
)


@given(
    method=st.sampled_from(["GET", "POST", "HEAD", "DELETE"]),
    path=PATHS | st.text(max_size=30).map("/".__add__),
    query=st.text(max_size=30)
    | st.tuples(NAMES, st.text(max_size=8) | st.sampled_from(DATES)).map("=".join),
    body=st.binary(max_size=60) | VALUES.map(lambda value: json.dumps(value).encode()),
    extra=st.dictionaries(
        st.sampled_from(["content-type", "x-business-id", "authorization"]), st.text(max_size=12)
    ),
)
@settings(max_examples=200)
def test_no_request_whatsoever_breaks_the_market(
    method: str, path: str, query: str, body: bytes, extra: dict[str, str]
) -> None:
    headers = {"api-key": MOCK.api_key, **extra}
    response = MOCK.handle(Request(method, path, query, headers, body, len(body)))
    assert response.status in (200, 400, 401, 403, 404, 405, 415)
    if method != "HEAD":
        assert json.loads(response.body)


def test_an_operation_that_the_mock_cannot_answer_yet_is_a_501_that_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mock = MockMarket(orders=24)
    monkeypatch.delitem(mock._engine.core._answers, "getCampaigns")
    response = mock.handle(Request("GET", "/v2/campaigns", headers={"api-key": mock.api_key}))
    assert response.status == 501
    assert b"no answer for getCampaigns" in response.body
