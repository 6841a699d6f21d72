"""Quick decoding decodes all: each model against a slow decoder, written from the document alone.

`Reference` knows nothing of the generated code but the names of classes and attributes. It walks the
document's schema beside the JSON and says, value by value, what a reader of the document expects.
"""

from __future__ import annotations

import contextlib
import copy
import datetime
import gc
import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from yandex_market_api import _quick, _wire, models
from yandex_market_api._wire import DecodeError, decode, loads, reporting_into

from tests.test_generated import (
    HOSTILE,
    MODELS,
    SCHEMAS,
    json_text,
    model_of,
    payloads,
    properties_of,
    resolved,
)

FEW = settings(max_examples=25, suppress_health_check=list(HealthCheck))
PARSERS = ["structs of msgspec", "msgspec", "standard library"]


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Missing fields are not what these tests are about."""
    with reporting_into({(name, f.wire) for name in MODELS for f in model_of(name).FIELDS}):
        yield


def use_parser(parser: str, patch: pytest.MonkeyPatch) -> None:
    """Have answers read so until the patch is undone: by msgspec in one of two ways, or without it."""
    forget_parser()
    patch.setattr(_wire, "LONG", 0)
    if parser == "msgspec":
        patch.setattr(_quick, "quick_reader", lambda model: None)
    elif parser == "standard library":
        patch.setitem(sys.modules, "msgspec", None)
        patch.setitem(sys.modules, "msgspec.json", None)
    assert (_wire._quick_loads() is None) == (parser == "standard library")
    quick = _quick.quick_reader(models.GetOrdersStatsResponse)
    assert (quick is not None) == (parser == "structs of msgspec")


def forget_parser() -> None:
    _wire._quick_loads.cache_clear()
    QUICK_READERS.cache_clear()


QUICK_READERS = _quick.quick_reader


@pytest.fixture(params=PARSERS)
def parser(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each of the parsers in turn."""
    with pytest.MonkeyPatch.context() as patch:
        use_parser(request.param, patch)
        yield request.param
    forget_parser()


# --- the slow, obvious decoder ---------------------------------------------------------------

MOSCOW = datetime.timezone(datetime.timedelta(hours=3))


def time_of(text: str) -> datetime.datetime:
    """A time as the document's formats have it; in Moscow where it names no zone."""
    for form in ("%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S.%f", "%d-%m-%Y %H:%M:%S"):
        for zone in ("%z", ""):
            try:
                time = datetime.datetime.strptime(text, form + zone)
            except ValueError:
                continue
            return time if time.tzinfo else time.replace(tzinfo=MOSCOW)
    raise AssertionError(text)


SCALARS: dict[str, tuple[type, Any]] = {
    "date": (datetime.date, lambda text: datetime.datetime.strptime(text, "%Y-%m-%d").date()),
    "date-dd-MM-yyyy": (
        datetime.date,
        lambda text: datetime.datetime.strptime(text, "%d-%m-%Y").date(),
    ),
    "date-time": (datetime.datetime, time_of),
    "date-time-moscow": (datetime.datetime, time_of),
    "date-dd-MM-yyyy-HH-mm-ss": (datetime.datetime, time_of),
    "integer": (int, int),
    "number": (Decimal, Decimal),
    "string": (str, str),
    "boolean": (bool, bool),
}


def check(node: Any, value: Any, got: Any) -> None:
    """Fail unless `got` is what the document says that this JSON value means."""
    schema = resolved(node)
    kinds = schema.get("type", "object")
    kind = kinds if isinstance(kinds, str) else next(k for k in kinds if k != "null")
    if value is None:
        assert got is None
    elif "enum" in schema:
        assert isinstance(got, models_of(node))
        assert (got, got.value, got.is_known) == (value, value, value in schema["enum"])
    elif kind == "object":
        check_object(node, value, got)
    elif kind == "array":
        assert type(got) is list
        assert len(got) == len(value)
        for one, other in zip(value, got, strict=True):
            check(schema["items"], one, other)
    else:
        known = SCALARS.get(schema.get("format", ""), SCALARS[kind])
        assert type(got) is known[0]
        assert repr(got) == repr(known[1](value)) or same_moment(got, known[1](value))


def same_moment(got: Any, wanted: Any) -> bool:
    """The same time and offset: one offset can have several names."""
    return (
        isinstance(got, datetime.datetime)
        and got == wanted
        and (got.utcoffset() == wanted.utcoffset())
    )


def check_object(node: Any, value: dict[str, Any], got: Any) -> None:
    properties, _ = properties_of(resolved(node))
    assert type(got) is models_of(node)
    names = {field.wire: field.name for field in got.FIELDS}
    assert set(names) == set(properties)
    for wire, name in names.items():
        check(properties[wire], value.get(wire), getattr(got, name))
    unknown = {key: item for key, item in value.items() if key not in properties}
    assert got.additional_properties == unknown
    assert shape(got.additional_properties) == shape(unknown)  # 1 is not 1.0 and not True


def shape(value: Any) -> Any:
    """A JSON value with the type of each value in it."""
    if isinstance(value, dict):
        return type(value), {key: shape(item) for key, item in value.items()}
    if isinstance(value, list):
        return type(value), [shape(item) for item in value]
    return type(value), repr(value)


def models_of(node: Any) -> Any:
    """The class of the component that a reference leads to."""
    return getattr(models, node["$ref"].rpartition("/")[2])


@pytest.mark.parametrize("name", MODELS)
def test_every_model_is_read_as_a_slow_reader_of_the_document_would(name: str, parser: str) -> None:
    model = model_of(name)

    @FEW
    @given(payloads(SCHEMAS[name]), st.data())
    def compare(payload: dict[str, Any], data: st.DataObject) -> None:
        nulls = data.draw(st.sets(st.sampled_from([*payload, ""])), label="read as null")
        sent = {key: None if key in nulls else item for key, item in payload.items()}
        text = json_text(sent)
        slowly = json.loads(text, parse_float=Decimal)
        check({"$ref": f"#/components/schemas/{name}"}, slowly, decode(text.encode(), model))

    compare()


def test_the_slow_reader_notices_what_is_left_out_rounded_or_of_another_type() -> None:
    node = {"$ref": "#/components/schemas/OrdersStatsPrice"}
    sent = {"type": "BUYER", "total": Decimal("10.00"), "new": 1}
    right = models.OrdersStatsPrice.from_dict(sent)
    check(node, sent, right)
    for name, wrong in {
        "total": 10.0, "cost_per_item": Decimal(0), "type_": "BUYER", "additional_properties": {},
    }.items():  # fmt: skip
        other = models.OrdersStatsPrice.from_dict(sent)
        setattr(other, name, wrong)
        with pytest.raises(AssertionError):
            check(node, sent, other)
    with pytest.raises(AssertionError):
        check(node, sent, models.OrdersStatsPrice.from_dict(sent | {"total": Decimal(10)}))


# --- the quick way, by structs -----------------------------------------------------------------


def documented(node: Any, value: Any) -> Any:
    """The same without fields that the document does not know."""
    schema = resolved(node)
    if isinstance(value, dict):
        properties, _ = properties_of(schema)
        return {k: documented(properties[k], v) for k, v in value.items() if k in properties}
    if isinstance(value, list):
        return [documented(schema["items"], item) for item in value]
    return value


@pytest.mark.parametrize("name", MODELS)
def test_an_answer_just_as_the_document_has_it_is_read_by_way_of_structs(name: str) -> None:
    model: Any = model_of(name)
    read = _quick.quick_reader(model)
    assert read is not None

    @FEW
    @given(payloads(SCHEMAS[name]))
    def compare(payload: dict[str, Any]) -> None:
        text = json_text(documented(SCHEMAS[name], payload)).encode()
        assert read(text) == model.from_dict(loads(text))

    compare()


@pytest.mark.parametrize(
    "odd",
    [
        b'{"orders":[],"somethingNew":[1]}',
        b'{"orders":[null]}',
        b'{"orders":[{"id":"1"}]}',
        b'{"orders":[{"items":[{"prices":[{"total":"NaN"}]}]}]}',
        b'{"orders":[{"creationDate":"soon"}]}',
    ],
)
def test_any_other_answer_is_left_to_the_other_way(odd: bytes) -> None:
    read = _quick.quick_reader(models.OrdersStats)
    assert read is not None
    assert read(b'{"orders":[{"id":1}]}').orders[0].id == 1
    with pytest.raises((msgspec.ValidationError, DecodeError)):
        read(odd)


def test_a_missing_field_is_reported_by_the_quick_way_too() -> None:
    read = _quick.quick_reader(models.OrdersStats)
    assert read is not None
    places: set[tuple[str, str]] = set()
    with reporting_into(places):
        assert read(b"{}").orders is None
    assert places == {("OrdersStats", "orders")}


def test_only_long_answers_are_read_by_way_of_structs(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(_quick, "quick_reader", asked.append)
    for size in (_wire.LONG - 1, _wire.LONG):
        decode(b'{"status":"OK"}'.ljust(size), models.GetOrdersStatsResponse)
    assert asked == [models.GetOrdersStatsResponse]


# --- what was parsed ---------------------------------------------------------------------------


@FEW
@given(payloads(SCHEMAS["GetOrdersStatsResponse"]))
def test_reading_leaves_what_a_caller_parsed_as_it_was(page: Any) -> None:
    kept = copy.deepcopy(page)
    read = models.GetOrdersStatsResponse.from_dict(page)
    assert decode(b"", models.GetOrdersStatsResponse, page) == read
    assert shape(page) == shape(kept)


def test_items_of_a_page_are_let_go_as_they_are_read() -> None:
    items = _wire._Passing("abc")
    seen = _wire.read_list(items, lambda item: (item, len(items)))
    assert seen == [("a", 2), ("b", 1), ("c", 0)]


def test_an_array_out_of_place_is_called_a_list() -> None:
    with pytest.raises(DecodeError, match=r"^status: expected a string, found list$"):
        decode(b'{"status":[1]}', models.GetOrdersStatsResponse)


# --- all parsers, one result ------------------------------------------------------------------


def outcome(content: bytes) -> object:
    """What comes of an order page: the model in full, or the refusal in full."""
    try:
        return repr(loads(content)), decode(content, models.GetOrdersStatsResponse)
    except DecodeError as error:
        return str(error), error.path


def outcomes(content: bytes) -> list[object]:
    found = []
    for parser in PARSERS:
        with pytest.MonkeyPatch.context() as patch:
            use_parser(parser, patch)
            found.append(outcome(content))
    forget_parser()
    return found


def assert_one_outcome(content: bytes) -> None:
    first, *others = outcomes(content)
    for other in others:
        assert other == first


PAGES = payloads(SCHEMAS["GetOrdersStatsResponse"])
ODD = st.sampled_from(
    [b"", b"null", b"[]", b"{}", b"NaN", b"-0", b"-0.0", b"01", b"1.", b"1e400", b"1E+2", b"9" * 40,
     b"18446744073709551616", b"-9223372036854775809", b"1" * 5000, b"1e99999999999999999999",
     b'"\\ud800"', b'"\\u0000"', b'"\x00"', b'"\n"', b'"\xff"', b"'x'", b'"\\x41"', b"tru", b",",
     b"\xef\xbb\xbf", b"//", b"\xc2\xa0", b"\x0b", b'"a":1,"a":2', b"1_0", b"+1", b".5", b"0x10"]
)  # fmt: skip


@FEW
@given(PAGES, ODD, st.data())
def test_all_parsers_give_the_same_models_and_the_same_refusals(
    page: Any, odd: bytes, data: st.DataObject
) -> None:
    whole = json_text(page).encode()
    assert_one_outcome(whole)
    start = data.draw(st.integers(0, len(whole)), label="start")
    end = data.draw(st.integers(start, min(len(whole), start + 12)), label="end")
    assert_one_outcome(whole[:start] + odd + whole[end:])


@settings(max_examples=300)
@given(st.lists(ODD | st.sampled_from([b"{", b"}", b"[", b"]", b":", b" ", b'"k"', b"1.5"])))
@example([b"[", b"9" * 40, b"]"])
def test_all_parsers_agree_on_scraps_of_json(scraps: list[bytes]) -> None:
    assert_one_outcome(b"".join(scraps))


@pytest.mark.parametrize("content", HOSTILE, ids=lambda content: repr(content[:40]))
def test_all_parsers_agree_on_hostile_content(content: bytes) -> None:
    assert_one_outcome(content)


@pytest.mark.parametrize("literal", ["0.1", "1e22", "123456789.123456789123456789", "5E-324"])
def test_no_parser_takes_a_number_by_way_of_a_float(literal: str, parser: str) -> None:
    (number,) = loads(f"[{literal}]")
    assert type(number) is Decimal
    assert str(number) == str(Decimal(literal))


# --- the garbage collector ---------------------------------------------------------------------


@pytest.mark.parametrize("on", [True, False])
@pytest.mark.parametrize("content", [b"{}", b"[", b'{"result":5}'])
def test_the_collector_rests_while_a_page_is_read_and_is_then_as_it_was(
    on: bool, content: bytes
) -> None:
    seen = []

    class Page(models.GetOrdersStatsResponse):
        @classmethod
        def from_dict(cls, source: Any) -> Any:
            seen.append(gc.isenabled())
            return models.GetOrdersStatsResponse.from_dict(source)

    was = gc.isenabled()
    try:
        gc.enable() if on else gc.disable()
        with contextlib.suppress(DecodeError):
            decode(content, Page)
        assert gc.isenabled() == on
        assert True not in seen
    finally:
        gc.enable() if was else gc.disable()
