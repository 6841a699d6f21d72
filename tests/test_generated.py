"""The generated package on its own: any answer is read or refused properly, and nothing leaks.

Nothing here imports `yandex_market`. Requests go to an httpx.MockTransport.
"""

from __future__ import annotations

import copy
import datetime
import importlib
import json
import pickle
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import FrozenInstanceError
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from yandex_market_api import AuthenticatedClient, Client, models
from yandex_market_api._wire import MOSCOW, Model, loads, reporting_into
from yandex_market_api.api.campaigns import get_campaigns
from yandex_market_api.api.operations import get_operations
from yandex_market_api.api.orders import get_order, get_orders, update_order
from yandex_market_api.api.orders_stats import get_orders_stats
from yandex_market_api.errors import DecodeError, UnexpectedStatus, UnreadableResponse
from yandex_market_api.operations import OPERATIONS, PARALLEL, SPEC_VERSION

PACKAGE = Path(models.__file__).parent.parent
DOCUMENT: dict[str, Any] = yaml.safe_load((PACKAGE / "openapi.yaml").read_text(encoding="utf-8"))
SCHEMAS: dict[str, dict[str, Any]] = DOCUMENT["components"]["schemas"]
MODELS = sorted(n for n in models.__all__ if issubclass(getattr(models, n), Model))
ENUMS = sorted(set(models.__all__) - set(MODELS))
KEY = "ACMA:made-up-key"
HTML = b"<html><body>502 Bad Gateway</body></html>"
LIMIT = b'{"status":"ERROR","errors":[{"code":"LIMIT_EXCEEDED","message":"Hit rate limit"}]}'

Handler = Callable[[httpx.Request], httpx.Response]


@pytest.fixture(autouse=True)
def fresh_reports() -> Iterator[None]:
    """Each test sees its own warnings of missing fields."""
    with reporting_into(set()):
        yield


def client(answer: Handler | bytes = b"{}", status: int = 200, **more: Any) -> AuthenticatedClient:
    """A client whose server always answers so."""

    def same(_: httpx.Request) -> httpx.Response:
        assert isinstance(answer, bytes)
        return httpx.Response(status, content=answer)

    transport = httpx.MockTransport(same if isinstance(answer, bytes) else answer)
    return AuthenticatedClient(token=KEY, httpx_args={"transport": transport}, **more)


def recording() -> tuple[AuthenticatedClient, list[httpx.Request]]:
    """A client, and the requests that it has sent."""
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, content=b'{"status":"OK"}')

    return client(answer), sent


def model_of(name: str) -> type[Model]:
    found: type[Model] = getattr(models, name)
    return found


def order_in(content: bytes) -> models.Order:
    """The order of an answer of getOrder."""
    order = get_order.sync(1, 2, client=client(content)).order
    assert order
    return order


# --- statuses and bodies ---------------------------------------------------------------------


def test_r1_420_is_an_answer_with_its_status_and_error() -> None:
    response = get_order.sync_detailed(1, 2, client=client(LIMIT, 420))
    assert response.status_code == 420
    assert isinstance(response.parsed, models.ApiErrorResponse)
    assert response.parsed.errors
    assert response.parsed.errors[0].code == "LIMIT_EXCEEDED"
    assert response.content == LIMIT


def test_r1_r9_420_raises_in_sync_with_the_server_s_text() -> None:
    with pytest.raises(UnexpectedStatus, match=r"^HTTP 420: LIMIT_EXCEEDED: Hit rate limit$") as e:
        get_order.sync(1, 2, client=client(LIMIT, 420))
    assert e.value.status_code == 420
    assert e.value.content == LIMIT


@pytest.mark.parametrize("status", [400, 401, 403, 404, 420, 500])
def test_r9_a_documented_error_raises_in_sync_and_is_parsed(status: int) -> None:
    with pytest.raises(UnexpectedStatus) as caught:
        get_campaigns.sync(client=client(LIMIT, status))
    assert isinstance(caught.value.parsed, models.ApiErrorResponse)


@pytest.mark.anyio
async def test_the_async_functions_do_as_the_sync_ones() -> None:
    response = await get_order.asyncio_detailed(1, 2, client=client(LIMIT, 420))
    assert response.status_code == 420
    with pytest.raises(UnexpectedStatus, match="Hit rate limit"):
        await get_order.asyncio(1, 2, client=client(LIMIT, 420))
    with pytest.raises(UnreadableResponse):
        await get_order.asyncio(1, 2, client=client(HTML))
    async with client(b'{"order":{"id":7}}') as open_client:
        answer = await get_order.asyncio(1, 2, client=open_client)
    assert answer.order
    assert answer.order.id == 7


@pytest.mark.parametrize("endpoint", [get_order.sync, get_order.sync_detailed])
@pytest.mark.parametrize(
    ("status", "content"),
    [(200, HTML), (200, b""), (200, b'{"order": {"id": 1, "st'), (200, b"{}{}")],
)
def test_r7_a_success_with_no_json_raises_with_status_and_content(
    endpoint: Callable[..., Any], status: int, content: bytes
) -> None:
    with pytest.raises(UnreadableResponse, match=f"^HTTP {status}: .*expected JSON") as caught:
        endpoint(1, 2, client=client(content, status))
    assert caught.value.status_code == status
    assert caught.value.content == content
    assert "Gateway" not in str(caught.value) + repr(caught.value)


@pytest.mark.parametrize("status", [420, 500])
@pytest.mark.parametrize("content", [HTML, b"", b'{"status":"ERR', b"[]"])
def test_r7_an_error_status_is_an_answer_whatever_its_body(status: int, content: bytes) -> None:
    response = get_order.sync_detailed(1, 2, client=client(content, status))
    assert (response.status_code, response.content, response.parsed) == (status, content, None)
    with pytest.raises(UnexpectedStatus) as caught:
        get_order.sync(1, 2, client=client(content, status))
    assert (caught.value.status_code, caught.value.content) == (status, content)


@pytest.mark.parametrize(
    ("content", "found"),
    [(b"[]", "list"), (b"null", "NoneType"), (b"5", "int"), (b'"x"', "str")],
)
def test_r10_json_that_is_no_object_is_refused_by_its_type(content: bytes, found: str) -> None:
    with pytest.raises(UnreadableResponse, match=f"expected an object, found {found}") as caught:
        get_order.sync_detailed(1, 2, client=client(content))
    assert caught.value.path == ()


@pytest.mark.parametrize(("status", "content"), [(429, LIMIT), (502, HTML), (204, b""), (302, b"")])
def test_r8_an_undocumented_status_is_given_unread_and_raises_in_sync(
    status: int, content: bytes
) -> None:
    response = get_order.sync_detailed(1, 2, client=client(content, status))
    assert (response.status_code, response.content, response.parsed) == (status, content, None)
    with pytest.raises(UnexpectedStatus, match=f"^HTTP {status}$"):
        get_order.sync(1, 2, client=client(content, status))
    strict = client(content, status, raise_on_unexpected_status=True)
    with pytest.raises(UnexpectedStatus):
        get_order.sync_detailed(1, 2, client=strict)


def test_errors_can_be_pickled_and_their_repr_hides_the_body() -> None:
    unexpected = UnexpectedStatus(420, LIMIT, models.ApiErrorResponse.from_dict(loads(LIMIT)))
    unreadable = UnreadableResponse(200, HTML, DecodeError("JSON", "nothing"))
    for error in (unexpected, unreadable):
        again = pickle.loads(pickle.dumps(error))  # noqa: S301 - its own bytes
        assert (str(again), again.content) == (str(error), error.content)
        assert "Hit rate" not in repr(error)
        assert "Gateway" not in repr(error)


@pytest.mark.parametrize(
    ("errors", "said"),
    [
        ([{"code": "A", "message": "b"}, {"code": "C"}], "HTTP 400: A: b; C"),
        ([{"message": "b"}, None], "HTTP 400: b"),
        (None, "HTTP 400"),
        ([], "HTTP 400"),
    ],
)
def test_the_text_of_an_error_holds_what_the_server_sent_and_no_none(
    errors: Any, said: str
) -> None:
    content = json.dumps({"status": "ERROR", "errors": errors}).encode()
    with pytest.raises(UnexpectedStatus, match=f"^{said}$"):
        get_order.sync(1, 2, client=client(content, 400))


# --- hostile content -------------------------------------------------------------------------

NUMBERS = (b"1e999999999", b"1e99999999999999999999", b"-1e-99999999999999999999", b"9" * 5000,
           b"0." + b"1" * 5000, b"NaN", b"Infinity", b"-Infinity", b"1E+2", b"-0", b"0e0")  # fmt: skip
HOSTILE = [
    *(b'{"order":{"%s":%s}}' % (name, n) for n in NUMBERS for name in (b"id", b"itemsTotal", b"x")),
    *(b'{"order":{"%s":"%s"}}' % (name, n) for n in NUMBERS for name in (b"id", b"itemsTotal")),
    b"[" * 100_000,
    b'{"order":' * 100_000,
    b'{"order":{"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}}",
    b'{"order":{"notes":"\xff\xfe"}}',
    b"\xff\xfe\x00",
    "\ufeff".encode() + b'{"order":{"id":1}}',
    b'{"order":{"id":1,"id":2}}',
    b'{"order":{"notes":"\\ud800","status":"\\udfff","\\ud800":1}}',
    b'{"order":{"notes":"\x00"}}',
    b'{"order":{"creationDate":"99-99-9999"}}',
    b'{"order":{"creationDate":"9999-12-31T23:59:59Z","updatedAt":"0001-01-01T00:00:00+14:00"}}',
    '{"order":{"id":"١٢","itemsTotal":"１"}}'.encode(),
    b'{"order":{"status":{},"items":{},"fake":"maybe"}}',
    b'{"order":{"delivery":{"region":' + b'{"id":1,"parent":' * 100 + b"null" + b"}" * 100 + b"}}}",
]  # fmt: skip


@pytest.mark.parametrize("content", HOSTILE, ids=lambda content: repr(content[:40]))
def test_hostile_content_is_read_or_refused_but_never_raises_anything_else(content: bytes) -> None:
    refusal: UnreadableResponse | None = None
    try:
        response = get_order.sync_detailed(1, 2, client=client(content))
    except UnreadableResponse as error:
        refusal = error
    if refusal:
        assert refusal.content == content
        assert len(str(refusal)) < 200
    else:
        assert isinstance(response.parsed, models.GetOrderResponse)
        again = json.loads(response.parsed.to_json(), parse_float=Decimal)
        assert set(again) <= {"order"}
        assert repr(response.parsed)


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        (b"[" * 100_000, "ordinary depth"),
        (b'{"order":{"id":' + b"9" * 5000 + b"}}", "expected JSON"),
        (b'{"order":{"itemsTotal":NaN}}', "expected JSON"),
        (b'{"order":{"itemsTotal":1e99999999999999999999}}', "expected JSON"),
        (b'{"order":{"id":1e999999999}}', r"order\.id: expected an integer, found Decimal"),
        (b'{"order":{"itemsTotal":"NaN"}}', r"order\.itemsTotal: expected a number"),
        (b'{"order":{"notes":"\xff"}}', "expected JSON"),
    ],
)
def test_numbers_depths_and_bytes_of_no_use_are_refused(content: bytes, refused: str) -> None:
    with pytest.raises(UnreadableResponse, match=refused):
        get_order.sync_detailed(1, 2, client=client(content))


@pytest.mark.parametrize("depth", [sys.getrecursionlimit() - 20, 100_000])
def test_answers_deeper_than_python_can_follow_are_refused(depth: int) -> None:
    deep = b'{"id":1,"parent":' * depth + b"null" + b"}" * depth
    content = b'{"order":{"delivery":{"address":{},"region":' + deep + b"}}}"
    with pytest.raises(UnreadableResponse, match="ordinary depth"):
        get_order.sync_detailed(1, 2, client=client(content))


def test_a_byte_order_mark_is_skipped_and_the_last_of_two_keys_counts() -> None:
    content = "\ufeff".encode() + b'{"order":{"id":1,"id":2}}'
    assert order_in(content).id == 2


def test_half_a_surrogate_pair_survives_the_way_back_to_the_wire() -> None:
    text = "\ud800 and \U0001f600"
    sender, sent = recording()
    body = models.UpdateOrderRequest(
        order=models.UpdateOrder(id=1), additional_properties={"text": text}
    )
    update_order.sync(1, client=sender, body=body)
    assert json.loads(sent[0].content)["text"] == text


# --- enums, missing fields, nulls, wrong types -----------------------------------------------


def test_r2_an_unknown_enum_value_is_kept_and_equals_its_string() -> None:
    order = models.Order.from_dict({"status": "TELEPORTED"})
    assert order.status == "TELEPORTED"
    assert isinstance(order.status, models.OrderStatusType)
    assert not order.status.is_known
    assert order.to_dict() == {"status": "TELEPORTED"}


def test_r3_unknown_enum_values_are_kept_inside_lists_and_nullable_lists() -> None:
    item = models.OrderItem.from_dict({"tags": ["NEW", None, "ULTIMA"], "subsidies": None})
    assert item.tags == ["NEW", None, "ULTIMA"]
    stats = models.OrdersStatsItem.from_dict({"prices": [{"type": "NEW", "total": 5}]})
    assert stats.prices
    assert stats.prices[0].type_ == "NEW"
    assert stats.prices[0].total == Decimal(5)


def test_r3_one_odd_element_of_a_nullable_list_is_named_and_makes_no_dictionaries() -> None:
    prices = [{"type": "BUYER", "total": 1}, {"type": "BUYER", "total": "much"}]
    with pytest.raises(DecodeError, match=r"^prices\[1\]\.total: expected a number, found str$"):
        models.OrdersStatsItem.from_dict({"prices": prices})
    with pytest.raises(DecodeError, match=r"^prices\[1\]: expected an object, found str$"):
        models.OrdersStatsItem.from_dict({"prices": [{"total": 1}, "much"]})


@pytest.mark.parametrize("name", ENUMS)
def test_r2_every_enum_is_open_and_survives_copies(name: str) -> None:
    enum = getattr(models, name)
    assert [member.value for member in enum] == SCHEMAS[name]["enum"]
    for value in (SCHEMAS[name]["enum"][0], "БУДУЩЕЕ", "a b", ""):
        member = enum._read(value)
        assert member == value
        assert hash(member) == hash(value)
        assert member.is_known == (value in SCHEMAS[name]["enum"])
        for twin in (copy.copy(member), copy.deepcopy(member), round_trip(member)):
            assert twin == member
            assert type(twin) is enum
    assert len(enum) == len(SCHEMAS[name]["enum"])


@pytest.mark.parametrize("value", [5, True, [], {}])
def test_a_value_that_is_no_string_is_no_enum_value(value: Any) -> None:
    with pytest.raises(DecodeError, match=r"^status: expected a string, found"):
        models.Order.from_dict({"status": value})


def test_r4_a_missing_required_field_is_none_with_one_warning_per_place(
    caplog: pytest.LogCaptureFixture,
) -> None:
    wire = {"errors": [{"message": "a"}, {"message": "b"}, {"code": None}]}
    answer = models.ApiErrorResponse.from_dict(wire)
    assert answer.status is None
    assert answer.errors
    assert [error.code for error in answer.errors] == [None, None, None]
    assert sorted(message.split()[0] for message in caplog.messages) == [
        "ApiError.code",
        "ApiErrorResponse.status",
    ]
    assert {record.levelname for record in caplog.records} == {"WARNING"}


def test_r4_missing_fields_are_reported_again_to_another_reader(
    caplog: pytest.LogCaptureFixture,
) -> None:
    for _ in range(2):
        with reporting_into(set()):
            models.ApiError.from_dict({})
            models.ApiError.from_dict({})
    assert len(caplog.messages) == 2


@pytest.mark.parametrize("name", MODELS)
def test_r5_null_for_anything_reads_as_none_with_a_warning_where_required(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    model = model_of(name)
    read = model.from_dict(dict.fromkeys((field.wire for field in model.FIELDS), None))
    assert [getattr(read, field.name) for field in model.FIELDS] == [None] * len(model.FIELDS)
    required = {f"{name}.{field.wire}" for field in model.FIELDS if field.required}
    assert {message.split()[0] for message in caplog.messages} == required
    assert read.to_dict() == {}


WRONG = {
    "read_integer": ["abc", "12.5", 12.5, True, [], {}, "١٢", "1_000"],
    "read_decimal": ["abc", "", True, [], {}, "1_000", "Infinity", "１"],
    "read_boolean": ["yes", 1, 0, [], {}],
    "read_date": ["tomorrow", "2026-13-01", 5, [], "2026-01-01x", "31-02-2026"],
    "read_time": ["tomorrow", "2026-01-01T25:00:00", 5, {}, "01-13-2026 10:00:00"],
    "read_text": [True, [], {}],
}


@pytest.mark.parametrize(
    ("reader", "value"), [(reader, value) for reader, values in WRONG.items() for value in values]
)
def test_r6_a_value_of_the_wrong_type_is_refused_by_type_and_never_by_value(
    reader: str, value: Any
) -> None:
    field = {
        "read_integer": "id", "read_decimal": "itemsTotal", "read_boolean": "fake",
        "read_date": "shipmentDate", "read_time": "creationDate", "read_text": "notes",
    }[reader]  # fmt: skip
    model = models.OrderShipment if reader == "read_date" else models.Order
    with pytest.raises(DecodeError) as caught:
        model.from_dict({field: value})
    assert caught.value.path == (field,)
    said = str(caught.value)
    assert re.fullmatch(rf"{field}: expected an? .+, found {type(value).__name__}", said)
    if isinstance(value, str) and value:
        assert value not in said


def test_r6_the_place_of_a_wrong_value_is_the_whole_path_to_it() -> None:
    wire = {"result": {"orders": [{"id": 1}, {"id": 2, "items": [{}, {"marketSku": "abc"}]}]}}
    with pytest.raises(UnreadableResponse) as caught:
        get_orders_stats.sync(1, client=client(json.dumps(wire).encode()))
    assert caught.value.path == ("result", "orders", 1, "items", 1, "marketSku")
    said = "HTTP 200: result.orders[1].items[1].marketSku: expected an integer, found str"
    assert str(caught.value) == said
    assert caught.value.status_code == 200


def test_other_spellings_of_scalars_are_taken() -> None:
    order = models.Order.from_dict(
        {"id": "12", "fake": "true", "notes": 5, "itemsTotal": "10.50", "externalOrderId": Decimal(7)}
    )  # fmt: skip
    assert (order.id, order.fake, order.notes, order.external_order_id) == (12, True, "5", "7")
    assert order.items_total == Decimal("10.50")
    assert models.Order.from_dict({"id": Decimal("12.0")}).id == 12


def test_r19_unknown_fields_are_kept_and_given_back() -> None:
    wire = {"id": 1, "hologram": {"deep": [1, {"x": None}]}, "новое": Decimal("0.10")}
    order = models.Order.from_dict(wire)
    assert order.additional_properties == {k: v for k, v in wire.items() if k != "id"}
    assert order.to_dict() == wire


def test_a_documented_null_and_an_absent_field_are_not_told_apart() -> None:
    assert models.Order.from_dict({"id": 1, "subsidies": None}) == models.Order.from_dict({"id": 1})
    assert "subsidies" not in models.Order.from_dict({"subsidies": None}).to_dict()


# --- numbers, dates, times -------------------------------------------------------------------


@pytest.mark.parametrize(
    "literal",
    [
        "0.30000000000000004", "0.1", "12345678901234567890.123456789", "1E+2", "1e-7", "100",
        "-0.00", "0.10", "98765432109876543210", "1234567890.12345678901234567890",
    ],
)  # fmt: skip
def test_g8_money_is_exact_both_ways(literal: str) -> None:
    content = f'{{"order":{{"itemsTotal":{literal}}}}}'.encode()
    order = order_in(content)
    assert type(order.items_total) is Decimal
    assert order.items_total == Decimal(literal)
    assert str(order.items_total) == str(Decimal(literal))
    again = json.loads(order.to_json(), parse_float=Decimal)["itemsTotal"]
    assert Decimal(again) == Decimal(literal)


def test_a_number_sent_as_text_is_exact_too() -> None:
    order = models.Order.from_dict({"itemsTotal": "0.30000000000000004"})
    assert order.items_total == Decimal("0.30000000000000004")
    assert order.to_json() == '{"itemsTotal":0.30000000000000004}'


def test_json_has_no_number_for_infinity() -> None:
    order = models.Order.from_dict({})
    order.items_total = Decimal("Infinity")
    with pytest.raises(ValueError, match="infinity"):
        order.to_json()


def moscow(*parts: int) -> datetime.datetime:
    return datetime.datetime(*parts, tzinfo=MOSCOW)  # type: ignore[arg-type,misc]  # all are ints


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-03-09T10:11:12", moscow(2026, 3, 9, 10, 11, 12)),
        ("2026-03-09 10:11:12", moscow(2026, 3, 9, 10, 11, 12)),
        ("2026-03-09T10:11:12+03:00", moscow(2026, 3, 9, 10, 11, 12)),
        ("2026-03-09T10:11:12+0300", moscow(2026, 3, 9, 10, 11, 12)),
        ("2026-03-09T07:11:12Z", moscow(2026, 3, 9, 10, 11, 12)),
        ("2026-03-09T10:11:12.1", moscow(2026, 3, 9, 10, 11, 12, 100_000)),
        ("2026-03-09T10:11:12.12+03:00", moscow(2026, 3, 9, 10, 11, 12, 120_000)),
        ("2026-03-09T10:11:12.123", moscow(2026, 3, 9, 10, 11, 12, 123_000)),
        ("2026-03-09T10:11:12.1234", moscow(2026, 3, 9, 10, 11, 12, 123_400)),
        ("2026-03-09T10:11:12.123456Z", moscow(2026, 3, 9, 13, 11, 12, 123_456)),
        ("2026-03-09T10:11:12.123456789", moscow(2026, 3, 9, 10, 11, 12, 123_456)),
        ("09-03-2026 10:11:12", moscow(2026, 3, 9, 10, 11, 12)),
        ("09-03-2026", moscow(2026, 3, 9)),
        ("2026-03-09", moscow(2026, 3, 9)),
    ],
)
def test_g9_times_are_aware_and_moscow_where_no_zone_is_sent(
    text: str, time: datetime.datetime
) -> None:
    for model, wire, name in (
        (models.Order, "creationDate", "creation_date"),
        (models.OrdersStatsOrder, "statusUpdateDate", "status_update_date"),
    ):
        read = getattr(model.from_dict({wire: text}), name)
        assert read == time
        assert read.tzinfo is not None


def test_a_day_alone_is_enough_for_the_expiry_of_an_order() -> None:
    order = models.Order.from_dict({"expiryDate": "31-12-2026"})
    assert order.expiry_date == moscow(2026, 12, 31)
    assert order.to_dict() == {"expiryDate": "31-12-2026 00:00:00"}


@pytest.mark.parametrize("text", ["09-03-2026", "2026-03-09", "2026-03-09T00:00:00", "09-03-2026 10:00:00"])  # fmt: skip
def test_g9_g10_dates_are_read_in_both_spellings_and_written_in_the_field_s_own(text: str) -> None:
    day = datetime.date(2026, 3, 9)
    shipment = models.OrderShipment.from_dict({"shipmentDate": text})
    assert shipment.shipment_date == day
    assert type(shipment.shipment_date) is datetime.date
    assert shipment.to_dict() == {"shipmentDate": "09-03-2026"}
    order = models.OrdersStatsOrder.from_dict({"creationDate": text})
    assert order.creation_date == day
    assert order.to_dict() == {"creationDate": "2026-03-09"}


@pytest.mark.parametrize(
    ("time", "day_first", "iso"),
    [
        (moscow(2026, 3, 9, 10, 11, 12), "09-03-2026 10:11:12", "2026-03-09T10:11:12"),
        (datetime.datetime(2026, 3, 9, 22, 0, tzinfo=datetime.UTC), "10-03-2026 01:00:00",
         "2026-03-09T22:00:00Z"),
        (datetime.datetime(2026, 3, 9, 10, 0), "09-03-2026 10:00:00", "2026-03-09T10:00:00"),
        (moscow(2026, 3, 9, 10, 0, 0, 123_000), "09-03-2026 10:00:00", "2026-03-09T10:00:00.123"),
        (datetime.datetime(9999, 12, 31, 23, 0, tzinfo=datetime.UTC), "31-12-9999 23:00:00",
         "9999-12-31T23:00:00Z"),
    ],
)  # fmt: skip
def test_times_are_written_as_the_field_has_them(
    time: datetime.datetime, day_first: str, iso: str
) -> None:
    order = models.Order.from_dict({})
    order.creation_date = time
    assert order.to_dict() == {"creationDate": day_first}
    stats = models.OrdersStatsOrder.from_dict({})
    stats.status_update_date = time
    assert stats.to_dict() == {"statusUpdateDate": iso}


# --- requests --------------------------------------------------------------------------------


def test_r12_the_key_goes_into_its_header_without_a_prefix() -> None:
    sender, sent = recording()
    get_order.sync_detailed(1, 2, client=sender)
    assert sent[0].headers["Api-Key"] == KEY
    assert "Authorization" not in sent[0].headers


def test_an_oauth_token_goes_behind_its_prefix() -> None:
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["Authorization"])
        return httpx.Response(200, content=b"{}")

    oauth = AuthenticatedClient(
        token="y0_x", prefix="Bearer", auth_header_name="Authorization",
        httpx_args={"transport": httpx.MockTransport(answer)},
    )  # fmt: skip
    get_campaigns.sync_detailed(client=oauth)
    assert seen == ["Bearer y0_x"]


def test_r11_time_outs_are_finite() -> None:
    for each in (Client(), AuthenticatedClient(token=KEY)):
        with each.get_httpx_client() as below:
            limits = below.timeout.as_dict().values()
            assert all(limit is not None and 0 < limit <= 60 for limit in limits)


def test_r13_the_key_is_never_shown() -> None:
    one = client(b"{}")
    shown = [repr(one), str(one)]
    get_order.sync_detailed(1, 2, client=one)
    derived = [
        one.with_headers({"X-Trace": "secret-trace"}),
        one.with_cookies({"c": "secret-cookie"}),
        one.with_timeout(httpx.Timeout(3)),
    ]
    shown += [repr(each) for each in (one, *derived)]
    for text in shown:
        assert "AuthenticatedClient" in text
        assert KEY not in text
        assert "secret" not in text


def test_r15_derived_clients_leave_the_first_one_as_it_is() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, content=b"{}")

    first = client(answer)
    get_order.sync_detailed(1, 2, client=first)  # opens its connection
    derived = (
        first.with_headers({"X-Trace": "1"})
        .with_cookies({"c": "2"})
        .with_timeout(httpx.Timeout(3, connect=1))
    )
    get_order.sync_detailed(1, 2, client=derived)
    get_order.sync_detailed(1, 2, client=first)
    assert [r.headers.get("X-Trace") for r in seen] == [None, "1", None]
    assert [r.headers.get("Cookie") for r in seen] == [None, "c=2", None]
    assert [r.headers["Api-Key"] for r in seen] == [KEY] * 3
    assert [r.extensions["timeout"]["read"] for r in seen] == [30, 3, 30]
    assert first.get_httpx_client() is not derived.get_httpx_client()


def test_r17_g11_nothing_that_was_not_given_is_sent() -> None:
    sender, sent = recording()
    get_campaigns.sync_detailed(client=sender)
    get_orders_stats.sync_detailed(1, client=sender)
    get_campaigns.sync_detailed(client=sender, limit=5, page_token="t")
    assert [str(r.url.query, "ascii") for r in sent] == ["", "", "page_token=t&limit=5"]
    for request in sent:
        assert "Content-Type" not in request.headers
        assert request.content == b""


def test_g10_days_of_a_query_go_as_the_field_wants_them() -> None:
    sender, sent = recording()
    day = datetime.date(2026, 3, 9)
    get_orders.sync_detailed(1, client=sender, from_date=day, to_date=day)
    assert str(sent[0].url.query, "ascii") == "fromDate=09-03-2026&toDate=09-03-2026"


def test_g21_arrays_of_a_query_are_repeated_keys_and_booleans_are_json_s() -> None:
    sender, sent = recording()
    statuses = [models.OrderStatusType.DELIVERY, models.OrderStatusType.PICKUP]
    get_orders.sync_detailed(1, client=sender, status=statuses, order_ids=[5, 6], fake=False)
    sent_query = sorted(str(sent[0].url.query, "ascii").split("&"))
    assert sent_query == [
        "fake=false", "orderIds=5", "orderIds=6", "status=DELIVERY", "status=PICKUP",
    ]  # fmt: skip


def test_r17_an_empty_body_is_an_object_and_has_its_content_type() -> None:
    sender, sent = recording()
    get_orders_stats.sync_detailed(1, client=sender, body=models.GetOrdersStatsRequest())
    assert sent[0].content == b"{}"
    assert sent[0].headers["Content-Type"] == "application/json"


def test_r16_decimals_in_a_body_are_exact_numbers() -> None:
    sender, sent = recording()
    exact = Decimal("0.10000000000000000001")
    order = models.UpdateOrder(id=1, additional_properties={"sum": exact, "list": [exact]})
    update_order.sync_detailed(1, client=sender, body=models.UpdateOrderRequest(order=order))
    assert sent[0].content == (
        b'{"order":{"id":1,"sum":0.10000000000000000001,"list":[0.10000000000000000001]}}'
    )


def test_r18_plain_strings_are_as_good_as_enum_members_in_a_body() -> None:
    sender, sent = recording()
    for kind in ("ORDER_STATUS_UPDATE", models.OperationType.ORDER_STATUS_UPDATE, "NEW_KIND"):
        body = models.GetOperationsRequest(operation_type=kind, operation_ids=["a"])  # type: ignore[arg-type]  # the point of the test
        get_operations.sync_detailed(1, client=sender, body=body)
    kinds = [json.loads(request.content)["operationType"] for request in sent]
    assert kinds == ["ORDER_STATUS_UPDATE", "ORDER_STATUS_UPDATE", "NEW_KIND"]
    stats = models.GetOrdersStatsRequest(statuses=["DELIVERED", models.OrderStatsStatusType.LOST])  # type: ignore[list-item]  # as above
    assert stats.to_json() == '{"statuses":["DELIVERED","LOST"]}'


def test_plain_objects_are_as_good_as_models_in_a_body() -> None:
    day = datetime.date(2026, 3, 9)
    order: Any = {"id": 1, "deliveryInterval": {"deliveryDateInterval": {"fromDate": day}}}
    body = models.UpdateOrderRequest(order=order)
    assert json.loads(body.to_json()) == {
        "order": {"id": 1, "deliveryInterval": {"deliveryDateInterval": {"fromDate": "2026-03-09"}}}
    }


def test_path_arguments_are_quoted() -> None:
    sender, sent = recording()
    evil: Any = "1/../2?x=#"
    get_order.sync_detailed(evil, 2, client=sender)
    assert sent[0].url.raw_path == b"/v2/campaigns/1%2F..%2F2%3Fx%3D%23/orders/2"


# --- words -----------------------------------------------------------------------------------


def source_of(module: str) -> str:
    """A module's text in one line, as the words of a docstring are checked regardless of wraps."""
    return " ".join((PACKAGE / f"{module}.py").read_text(encoding="utf-8").split())


def as_written(words: str) -> str:
    """Words as they stand in source code."""
    return " ".join(words.split()).replace("\\", "\\\\")


def modules(name: str) -> str:
    return (
        f"models/{str(sys.modules[getattr(models, name).__module__].__name__).rpartition('.')[2]}"
    )


@pytest.mark.parametrize("name", [n for n in MODELS if "properties" in SCHEMAS[n]])
def test_g3_g13_each_property_has_its_own_words_and_its_deprecation(name: str) -> None:
    text = source_of(modules(name))
    for prop in SCHEMAS[name]["properties"].values():
        mark = "Deprecated. " if prop.get("deprecated") else ""
        if "description" in prop:
            assert f'"""{mark}{as_written(prop["description"])}"""' in text


@pytest.mark.parametrize("name", ENUMS)
def test_each_enum_value_has_its_words(name: str) -> None:
    text = source_of(modules(name)).replace('" ) """', '" """')  # long values stand in parentheses
    for value, words in SCHEMAS[name].get("x-enum-descriptions", {}).items():
        assert f'"{value}" """{as_written(words)}"""' in text


@pytest.mark.parametrize("operation", OPERATIONS)
def test_g13_each_operation_has_its_words_and_its_deprecation(operation: str) -> None:
    spec = OPERATIONS[operation]
    raw = DOCUMENT["paths"][spec.path][spec.method.lower()]
    text = source_of("api/" + spec.module.replace(".", "/"))
    mark = "Deprecated. " if raw.get("deprecated") else ""
    assert f'"""{spec.summary}. {mark}{as_written(raw["description"])} Args:' in text


def test_g22_no_line_of_a_docstring_is_overlong_and_no_quotes_are_doubled() -> None:
    for file in PACKAGE.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert max(map(len, text.splitlines()), default=0) <= 100, file
        assert '""""' not in text, file


# --- the table of operations -----------------------------------------------------------------

RAW = {
    raw["operationId"]: (path, method.upper(), raw)
    for path, item in DOCUMENT["paths"].items()
    for method, raw in item.items()
}


def test_the_table_has_every_operation_of_the_document_and_what_stands_at_its_top() -> None:
    assert set(OPERATIONS) == set(RAW)
    assert DOCUMENT["info"]["version"] == SPEC_VERSION
    assert DOCUMENT["x-parallel"] == PARALLEL


@pytest.mark.parametrize("name", RAW)
def test_the_table_says_what_the_document_s_extensions_say(name: str) -> None:
    path, method, raw = RAW[name]
    spec = OPERATIONS[name]
    assert (spec.id, spec.path, spec.method, spec.summary) == (name, path, method, raw["summary"])
    assert spec.effect == raw["x-effect"]
    assert {k: getattr(spec.quota, k) for k in raw["x-quota"]} == raw["x-quota"]
    assert list(spec.scopes) == raw["x-scopes"]
    assert list(spec.models) == raw["x-models"]
    assert dashed(spec.paging, "items", "next_token", "token_parameter", "limit_parameter") == (
        raw.get("x-paging")
    )
    assert dashed(spec.sunset, "degrades", "ends") == raw.get("x-sunset")
    assert spec.replaced_by == raw.get("x-replaced-by")
    assert spec.starts == raw.get("x-starts")
    window = raw.get("x-window")
    assert (spec.window is None) == (window is None)
    if spec.window and window:
        assert spec.window.end == window["end"]
        assert spec.window.days == window.get("days")
        assert spec.window.exclusive_pairs == window.get("exclusive-pairs", False)
        assert list(spec.window.open_ended) == window.get("open-ended", [])
        assert [{"from": a, "to": b} for a, b in spec.window.pairs] == window["pairs"]
    assert [str(status) for status in spec.statuses] == sorted(raw["responses"])
    assert importlib.import_module(f"yandex_market_api.api.{spec.module}").sync


def dashed(value: Any, *names: str) -> dict[str, str] | None:
    return value and {name.replace("_", "-"): getattr(value, name) for name in names}


def test_g7_arguments_carry_the_bounds_of_the_document() -> None:
    for name, (_, _, raw) in RAW.items():
        by_wire = {"/".join(a.wire): a for a in OPERATIONS[name].arguments}
        for entry in raw.get("parameters", []):
            parameter = resolved(entry)
            if parameter.get("deprecated"):
                assert parameter["name"] not in by_wire
                continue
            argument = by_wire.pop(parameter["name"])
            assert (argument.location, argument.required) == (
                parameter["in"],
                parameter.get("required", False),
            )
            schema = resolved(parameter["schema"])
            for keyword in {"type", "minimum", "maximum", "enum"} & schema.keys():
                assert argument.schema[keyword] == schema[keyword]
        assert {a.location for a in by_wire.values()} <= {"body"}


def test_the_table_is_frozen() -> None:
    spec: Any = OPERATIONS["getOrder"]
    table: Any = OPERATIONS
    for holder, field in ((spec, "effect"), (spec.quota, "amount"), (spec.arguments[0], "name")):
        with pytest.raises(FrozenInstanceError):
            setattr(holder, field, "x")
    with pytest.raises(TypeError):
        table["getOrder"] = spec


def loaded_by(statement: str) -> set[str]:
    """The modules that a fresh interpreter has after this statement."""
    code = f"{statement}\nimport sys\nprint(*sys.modules, sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    return set(done.stdout.split())


HEAVY = {"httpx", "attrs", "attr", "yandex_market_api.models", "yandex_market_api._wire", "decimal"}


@pytest.mark.parametrize(
    "statement", ["import yandex_market_api", "from yandex_market_api.operations import OPERATIONS"]
)
def test_the_package_and_its_table_load_nothing_heavy(statement: str) -> None:
    before = loaded_by("pass")  # what site-packages of this interpreter load anyway
    assert (loaded_by(statement) - before) & HEAVY == set()


def test_one_model_is_loaded_with_what_it_refers_to_only_and_without_httpx() -> None:
    loaded = loaded_by("from yandex_market_api.models import Region")
    below = {name for name in loaded if name.startswith("yandex_market_api.models.")}
    assert below == {"yandex_market_api.models.region", "yandex_market_api.models.region_type"}
    assert "httpx" not in loaded


def test_the_package_knows_nothing_of_the_hand_written_one() -> None:
    statements = [f"import yandex_market_api.api.{spec.module}" for spec in OPERATIONS.values()]
    loaded = loaded_by("\n".join([*statements, "from yandex_market_api.models import *"]))
    assert "yandex_market_api.models.order" in loaded
    assert not {name for name in loaded if name.partition(".")[0] == "yandex_market"}


# --- any valid payload -----------------------------------------------------------------------

PERSONAL_TEXT = "Very-Personal-Text"
PERSONAL_NUMBER = Decimal("98.7654321")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=3,
)  # fmt: skip
DAYS = st.dates(min_value=datetime.date(1000, 1, 1))
TIMES = st.datetimes(
    min_value=datetime.datetime(1000, 1, 2), max_value=datetime.datetime(9999, 12, 30)
)
ZONES = ["Z", "+03:00", "-11:30"]
TEXTS: dict[str, st.SearchStrategy[str]] = {
    "date-time": st.builds(
        lambda time, zone: time.isoformat() + zone, TIMES, st.sampled_from(ZONES)
    ),
    "date": DAYS.map(lambda day: f"{day:%Y-%m-%d}"),
    "date-dd-MM-yyyy": DAYS.map(lambda day: f"{day:%d-%m-%Y}"),
    "date-dd-MM-yyyy-HH-mm-ss": TIMES.map(lambda time: f"{time:%d-%m-%Y %H:%M:%S}"),
    "date-time-moscow": st.builds(
        lambda time, zone: time.isoformat() + zone,
        TIMES,
        st.sampled_from(["", *ZONES]),
    ),
}
NUMBERS_OF = {
    "integer": st.integers(-(2**63), 2**63 - 1),
    "number": st.decimals(allow_nan=False, allow_infinity=False) | st.integers(),
    "boolean": st.booleans(),
}


def resolved(node: Any) -> dict[str, Any]:
    """The node itself or, beside its own keys, what its reference leads to."""
    if "$ref" not in node:
        return dict(node)
    target: Any = DOCUMENT
    for key in node["$ref"].removeprefix("#/").split("/"):
        target = target[key]
    return resolved(target) | {key: value for key, value in node.items() if key != "$ref"}


def properties_of(schema: Mapping[str, Any]) -> tuple[dict[str, Any], set[str]]:
    """The properties and the required names of an object, its parents' included."""
    properties: dict[str, Any] = {}
    required = set(schema.get("required", ()))
    for parent in schema.get("allOf", ()):
        inherited, needed = properties_of(resolved(parent))
        properties |= inherited
        required |= needed
    return properties | schema.get("properties", {}), required


def payloads(node: Mapping[str, Any], depth: int = 0) -> st.SearchStrategy[Any]:
    """Any JSON value that is valid for a schema of the document, personal ones recognisable."""
    schema = resolved(node)
    kinds = schema.get("type", "object")
    kinds = [kinds] if isinstance(kinds, str) else kinds
    kind = next(k for k in kinds if k != "null")
    if "enum" in schema:
        value: st.SearchStrategy[Any] = st.sampled_from([*schema["enum"], "NOT_YET_KNOWN"])
    elif kind == "object":
        value = objects(schema, depth)
    elif kind == "array":
        value = st.lists(payloads(schema["items"], depth + 1), max_size=2)
    elif kind == "string":
        value = TEXTS.get(schema.get("format", ""), st.text(max_size=8))
        if schema.get("x-personal") and schema.get("format") not in TEXTS:
            value = st.just(PERSONAL_TEXT)
    else:
        value = st.just(PERSONAL_NUMBER) if schema.get("x-personal") else NUMBERS_OF[kind]
    return value | st.none() if "null" in kinds else value


def objects(schema: Mapping[str, Any], depth: int) -> st.SearchStrategy[dict[str, Any]]:
    properties, required = properties_of(schema)
    # A region may hold a region, and so on: somewhere it ends.
    kept = {name: p for name, p in properties.items() if depth < 6 or name in required}
    fields = {name: payloads(p, depth + 1) for name, p in kept.items()}
    return st.fixed_dictionaries(
        {name: value for name, value in fields.items() if name in required},
        optional={**{n: v for n, v in fields.items() if n not in required}, "somethingNew": JSON},
    )


def canonical(node: Any, value: Any) -> Any:
    """A payload without nulls of known fields, its times as moments; numbers compare as they are."""
    schema = resolved(node)
    if isinstance(value, dict) and schema.get("type", "object") == "object":
        properties, _ = properties_of(schema)
        return {
            name: canonical(properties[name], item) if name in properties else item
            for name, item in value.items()
            if item is not None or name not in properties
        }
    if isinstance(value, list) and "items" in schema:
        return [canonical(schema["items"], item) for item in value]
    if schema.get("format") in ("date-time", "date-time-moscow") and isinstance(value, str):
        time = datetime.datetime.fromisoformat(value)
        return time if time.tzinfo else time.replace(tzinfo=MOSCOW)
    return value


def json_text(value: Any) -> str:
    """JSON with exact numbers, written without the package under test."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(k)}:{json_text(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(json_text, value)) + "]"
    return str(value) if isinstance(value, Decimal) else json.dumps(value)


def round_trip(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - its own bytes


ANY_PAYLOAD = settings(max_examples=12, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("name", MODELS)
def test_any_valid_payload_is_given_back_equal_and_exact(name: str) -> None:
    model, schema = model_of(name), SCHEMAS[name]

    @ANY_PAYLOAD
    @given(payloads(schema))
    def check(payload: dict[str, Any]) -> None:
        read = model.from_dict(loads(json_text(payload)))
        assert canonical(schema, read.to_dict()) == canonical(schema, payload)
        written = json.loads(read.to_json(), parse_float=Decimal)
        assert canonical(schema, written) == canonical(schema, payload)
        again = model.from_dict(loads(read.to_json()))
        assert again == read
        assert again.to_dict() == read.to_dict()

    check()


@pytest.mark.parametrize("name", MODELS)
def test_r14_comparing_showing_and_copying_any_object_works_and_shows_nothing_personal(
    name: str,
) -> None:
    model, schema = model_of(name), SCHEMAS[name]

    @ANY_PAYLOAD
    @given(payloads(schema), st.data())
    def check(payload: dict[str, Any], data: st.DataObject) -> None:
        left_out = data.draw(st.sets(st.sampled_from([*payload, ""])))
        partial = {key: value for key, value in payload.items() if key not in left_out}
        for one in (model.from_dict(payload), model.from_dict(partial)):
            for twin in (copy.copy(one), copy.deepcopy(one), round_trip(one)):
                assert twin == one
                assert repr(twin) == repr(one)
                assert twin.to_dict() == one.to_dict()
            assert one != object()
            assert repr(one).startswith(f"{name}(")
            assert PERSONAL_TEXT not in repr(one)
            assert str(PERSONAL_NUMBER) not in repr(one)

    check()


@pytest.mark.parametrize(
    "wanted",
    [PERSONAL_TEXT, str(PERSONAL_NUMBER), "NOT_YET_KNOWN", "somethingNew", '"parent"'],
)
def test_the_strategy_does_make_personal_values_nested_objects_and_unknown_fields(
    wanted: str,
) -> None:
    # Raises NoSuchExample when it never does.
    orders = payloads(SCHEMAS["GetOrderResponse"])
    find(
        orders,
        lambda payload: wanted in json_text(payload),
        settings=settings(phases=[Phase.generate]),
    )


EXAMPLES = [
    (name, status, label, resolved(example)["value"])
    for name, (_, _, raw) in RAW.items()
    for status, entry in raw["responses"].items()
    for label, example in resolved(entry)["content"]["application/json"].get("examples", {}).items()
]


@pytest.mark.parametrize(
    ("name", "status", "label", "example"), EXAMPLES, ids=[f"{n}-{s}-{k}" for n, s, k, _ in EXAMPLES]
)  # fmt: skip
def test_every_example_of_the_document_is_read_without_a_warning_and_given_back(
    name: str, status: str, label: str, example: Any, caplog: pytest.LogCaptureFixture
) -> None:
    endpoint = importlib.import_module(f"yandex_market_api.api.{OPERATIONS[name].module}")
    parsed = endpoint._parse_response(int(status), json.dumps(example).encode())
    schema = resolved(RAW[name][2]["responses"][status])["content"]["application/json"]["schema"]
    assert canonical(schema, parsed.to_dict()) == canonical(schema, loads(json.dumps(example)))
    assert caplog.messages == []
    assert not list(unknown_fields_in(parsed))


def unknown_fields_in(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from unknown_fields_in(item)
    elif isinstance(value, Model):
        yield from value.additional_properties
        for field in value.FIELDS:
            yield from unknown_fields_in(getattr(value, field.name))


@pytest.mark.parametrize(
    ("sent", "given_back"),
    [
        ("2026-11-21T05:58:07.84", "2026-11-21T05:58:07.84"),
        ("2026-11-21T05:58:07.5Z", "2026-11-21T05:58:07.5Z"),
        ("2026-11-21T05:58:07", "2026-11-21T05:58:07"),
        ("2026-11-21T05:58:07.000000001", "2026-11-21T05:58:07"),
        ("2026-11-21T05:58:07.123456+05:00", "2026-11-21T05:58:07.123456+05:00"),
    ],
)
def test_times_are_given_back_with_the_digits_that_they_came_with_up_to_six(
    sent: str, given_back: str
) -> None:
    order = models.OrdersStatsOrder.from_dict({"statusUpdateDate": sent, "items": []})
    assert order.to_dict()["statusUpdateDate"] == given_back


def test_every_listing_tells_the_most_that_a_page_holds() -> None:
    """The client reserves so much of a quota that counts orders, where no page size was asked for."""
    for spec in OPERATIONS.values():
        if spec.paging is not None:
            (limit,) = (a for a in spec.arguments if a.name == spec.paging.limit_parameter)
            assert limit.schema["maximum"] > 0
