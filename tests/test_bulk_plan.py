"""Plans and batches: what needs nothing but the client."""

from __future__ import annotations

import datetime
import json
import pickle
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yandex_market import ArgumentError, NotSentError
from yandex_market.bulk import Partition, afetch, fetch, places_of, plan, schema
from yandex_market.bulk.planning import By, Kind
from yandex_market.mock import MockMarket
from yandex_market.models import (
    MOSCOW,
    ApiAvailabilityStatusType,
    BusinessOrder,
    Model,
    OrdersStatsOrder,
)
from yandex_market.testing import connect, sample
from yandex_market_api.operations import OPERATIONS

from tests.twins import NOW, Twin

DAY = datetime.timedelta(1)
ONE, OTHER = datetime.date(2026, 3, 1), datetime.date(2026, 4, 3)
KINDS = st.sampled_from(["stats", "orders"])
BYS = st.sampled_from(["created", "updated"])
SPANS = st.tuples(
    st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)), st.integers(1, 800)
)


def mock(orders: int = 1_500) -> MockMarket:
    return MockMarket(orders=orders, now=NOW)


# -- plan --------------------------------------------------------------------------------------


@given(
    KINDS,
    BYS,
    SPANS,
    st.lists(st.integers(1, 99), max_size=4),
    st.integers(1, 30) | st.none(),
)
def test_a_plan_covers_every_day_of_every_place_once_in_parts_that_the_api_takes(
    kind: Kind,
    by: By,
    span: tuple[datetime.date, int],
    places: list[int],
    days: int | None,
) -> None:
    since, length = span
    until = since + length * DAY
    parts = plan(kind, places, since, until, by=by, days=days)
    assert list(dict.fromkeys(p.place for p in parts)) == list(dict.fromkeys(places))
    for place in places:
        mine = [p for p in parts if p.place == place]
        assert (mine[0].begin, mine[-1].end) == (since, until)
        assert all(a.end == b.begin for a, b in pairwise(mine))
        assert all(DAY <= p.end - p.begin <= (days or 30) * DAY for p in mine)
    assert len({p.id for p in parts}) == len(parts)


@given(KINDS, BYS, SPANS)
def test_a_partition_survives_pickle_and_json_and_cannot_be_changed(
    kind: Kind, by: By, span: tuple[datetime.date, int]
) -> None:
    [first, *_] = plan(kind, [21], span[0], span[0] + span[1] * DAY, by=by)
    assert pickle.loads(pickle.dumps(first)) == first  # noqa: S301 - its own bytes
    again = Partition.from_dict(json.loads(json.dumps(first.to_dict())))
    assert again == first
    assert (hash(again), again.id) == (hash(first), first.id)
    with pytest.raises(AttributeError):
        first.place = 22  # type: ignore[misc]


@given(SPANS, st.integers(0, 60), st.integers(-900, 900))
def test_what_is_known_is_pulled_again_for_the_tail_alone(
    span: tuple[datetime.date, int], tail: int, known: int
) -> None:
    since, length = span
    until, known_until = since + length * DAY, since + known * DAY
    parts = plan("stats", [21, 22], since, until, known_until={21: known_until}, tail=tail)
    days = {place: [p for p in parts if p.place == place] for place in (21, 22)}
    assert days[22][0].begin == since
    expected = max(since, known_until - tail * DAY)
    if expected < until:
        assert days[21][0].begin == expected
        assert days[21][-1].end == until
    else:
        assert days[21] == []


def test_the_tail_is_seven_days() -> None:
    [part] = plan("stats", [21], "2026-01-01", "2026-03-01", known_until="2026-02-20")
    assert part.begin == datetime.date(2026, 2, 13)


def test_without_an_end_today_is_taken_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yandex_market.bulk.planning.today", lambda: datetime.date(2026, 4, 2))
    assert plan("stats", [21], "2026-04-01")[0].end == datetime.date(2026, 4, 3)


def test_filters_are_in_the_words_of_the_operation_and_keep_the_end_out() -> None:
    window = (ONE, datetime.date(2026, 3, 2))
    asked = {
        (kind, by): Partition(kind, 21, *window, by).filters
        for kind in ("stats", "orders")
        for by in ("created", "updated")
    }
    assert asked == {
        ("stats", "created"): {"date_from": ONE, "date_to": ONE},
        ("stats", "updated"): {"update_from": ONE, "update_to": ONE},
        ("orders", "created"): {
            "creation_date_from": ONE,
            "creation_date_to": datetime.date(2026, 3, 2),
        },
        ("orders", "updated"): {
            "update_date_from": datetime.datetime(2026, 3, 1, tzinfo=MOSCOW),
            "update_date_to": datetime.datetime(2026, 3, 2, tzinfo=MOSCOW),
        },
    }
    some = Partition("orders", 900, *window, "created", (21, 22))
    assert some.filters["campaign_ids"] == [21, 22]


def test_the_longest_window_is_what_the_table_of_operations_says() -> None:
    window = OPERATIONS["getBusinessOrders"].window
    assert window is not None
    longest = max(p.end - p.begin for p in plan("orders", [900], ONE, ONE + 400 * DAY))
    assert longest.days == window.days
    with pytest.raises(ArgumentError, match=r"days must be from 1 to 30, not 31"):
        plan("orders", [900], ONE, OTHER, days=31)
    assert len(plan("stats", [21], ONE, ONE + 90 * DAY, days=90)) == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"until": ONE}, "until (2026-03-01) must be after since (2026-03-01)"),
        ({"since": "yesterday"}, "since: expected a day such as 2026-11-30"),
        ({"since": NOW}, "since: expected a day, not a time"),
        ({"kind": "returns"}, "kind is one of stats, orders, not 'returns'"),
        ({"days": 0}, "days must be from 1"),
        ({"tail": -1}, "tail is a number of days, 0 or more"),
        ({"campaigns": [21]}, "campaigns are for orders"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused_with_what_to_do(
    wrong: dict[str, Any], says: str
) -> None:
    asked: dict[str, Any] = {"kind": "stats", "places": [21], "since": ONE, "until": OTHER}
    with pytest.raises(ArgumentError) as refused:
        plan(**(asked | wrong))
    assert says in str(refused.value)


@pytest.mark.parametrize(
    "values", [{}, {"kind": "stats"}, {"begin": 5}, {"begin": "x", "end": "y"}]
)
def test_what_is_no_partition_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(ArgumentError, match="not a partition"):
        Partition.from_dict(values)


def test_places_are_the_stores_that_the_operation_is_for() -> None:
    market = mock()
    stores = list(connect(market).campaigns.list())
    stats = [c for c, model in market.models.items() if model != "LaaS"]
    assert places_of("stats", stores) == stats
    assert places_of("orders", stores) == [market.business_id]
    stores[0].api_availability = ApiAvailabilityStatusType("DISABLED_BY_INACTIVITY")
    assert places_of("stats", stores) == stats[1:]


# -- fetch -------------------------------------------------------------------------------------


def batches(twin: Twin, market: Any, part: Partition, **asked: Any) -> list[Any]:
    found: list[Any] = twin.items((afetch if twin.is_async else fetch)(part, market, **asked))
    return found


@pytest.mark.parametrize("kind", ["stats", "orders"])
def test_every_order_of_the_span_comes_exactly_once(twin: Twin, kind: Kind) -> None:
    market = mock()
    client = twin.connect(market)
    places = places_of(kind, twin.items(client.campaigns.list()))
    parts = plan(kind, places, "2025-11-01", "2026-04-04")
    rows = [row for part in parts for batch in batches(twin, client, part) for row in batch.rows()]
    stores = market.campaign_ids if kind == "orders" else places
    met = Counter((row["campaignId"], row["orderId"]) for row in rows)
    assert set(met.values()) == {1}
    fake = {row["orderId"] for row in rows if row["fake"]}
    assert bool(fake) is (kind == "stats")  # lists of orders leave test orders out
    there = {(store, number) for store in stores for number in market.order_ids(store)}
    if kind == "stats":
        assert met.keys() == there
    else:
        assert met.keys() < there
        assert len(there - met.keys()) < len(there) / 50


def test_it_goes_on_with_a_token_where_another_process_stopped(twin: Twin) -> None:
    market = mock(3_000)
    [part] = plan("stats", [market.campaign_ids[0]], "2026-03-10", "2026-04-03")
    whole = batches(twin, twin.connect(market), part)
    assert len(whole) > 2
    rest = batches(twin, twin.connect(market), part, resume_from=whole[0].next_token)
    assert [b.rows() for b in rest] == [b.rows() for b in whole[1:]]
    assert whole[-1].next_token is None


def test_the_largest_pages_are_asked_for_and_the_quota_is_told(twin: Twin) -> None:
    market = mock()
    parts = plan("stats", [market.campaign_ids[0]], "2026-03-10", "2026-04-03")
    first = batches(twin, twin.connect(market), parts[0])[0]
    assert market.requests[0].query["limit"] == "200"
    assert len(first.items) == 200
    assert first.rate_limit.remaining == 1_000_000 - 200


def test_without_a_client_one_is_made_by_the_environment(
    twin: Twin, monkeypatch: pytest.MonkeyPatch
) -> None:
    market = mock()
    [part] = plan("stats", [market.campaign_ids[1]], "2026-03-10", "2026-04-03")
    with market.serve() as url:
        monkeypatch.setenv("YANDEX_MARKET_API_KEY", market.api_key)
        monkeypatch.setenv("YANDEX_MARKET_BASE_URL", url)
        found = twin.items((afetch if twin.is_async else fetch)(part))
    assert [b.rows() for b in found] == [
        b.rows() for b in batches(twin, twin.connect(market), part)
    ]


def test_an_error_of_a_request_comes_through(twin: Twin) -> None:
    part = plan("stats", [21], ONE, OTHER)[0]

    def unreachable(request: Any) -> Any:
        import httpx

        raise httpx.ConnectError("no way")

    with pytest.raises(NotSentError):
        batches(twin, twin.scripted(unreachable), part)


# -- rows --------------------------------------------------------------------------------------


def names(kind: Kind) -> set[str]:
    return {column.name for column in schema(kind)}


@pytest.mark.parametrize(
    ("kind", "model"), [("stats", OrdersStatsOrder), ("orders", BusinessOrder)]
)
def test_the_schema_has_every_field_of_the_document_by_its_wire_name(
    kind: Kind, model: type[Model]
) -> None:
    own = {"campaignId", "orderId", "extra"}
    assert names(kind) == {f.wire for f in model.FIELDS if f.wire != "id"} | own


def test_rows_have_the_types_of_the_schema() -> None:
    text = {str(column).partition(" ")[0]: str(column) for column in schema("stats")}
    assert text["orderId"] == "orderId integer"
    assert text["payments"] == (
        "payments struct(id text, date date, type text, source text, total decimal, "
        "paymentOrder struct(id text, date date, extra json), extra json)[]"
    )
    order = sample(OrdersStatsOrder, status="NEW_ONE")
    from yandex_market.bulk.columns import row

    values = row(order, schema("stats"), 21)
    assert list(values) == [column.name for column in schema("stats")]
    assert (values["campaignId"], values["status"], type(values["status"])) == (21, "NEW_ONE", str)
    total = values["items"][0]["prices"][0]["total"]
    assert isinstance(total, Decimal)


def test_fields_that_nobody_knows_are_kept_as_json() -> None:
    from yandex_market.bulk.columns import row

    order = OrdersStatsOrder.from_dict(
        {"id": 5, "news": {"a": Decimal("1.10")}, "items": [{"colour": "red"}], "currency": "RUR",
         "payments": [], "commissions": []}
    )  # fmt: skip
    values = row(order, schema("stats"), 21)
    assert values["extra"] == '{"news":{"a":1.10}}'
    assert values["items"][0]["extra"] == '{"colour":"red"}'


def test_a_schema_without_personal_data_has_no_field_that_the_document_marks() -> None:
    def walk(columns: Any) -> Any:
        for column in columns:
            yield column
            yield from walk(column.fields or (column.item.fields if column.item else ()))

    assert any(column.personal for column in walk(schema("orders")))
    public = list(walk(schema("orders", personal=False)))
    assert not any(column.personal for column in public)
    assert not any(column.attribute == "additional_properties" for column in public)


@pytest.mark.parametrize(
    ("module", "use", "extra"),
    [
        ("pyarrow", "from yandex_market.bulk import export", "bulk"),
        ("redis", "from yandex_market.bulk import RedisQuota; RedisQuota('redis://x')", "redis"),
        ("dlt", "import yandex_market.bulk.dlt", "dlt"),
        ("pyspark", "import yandex_market.bulk.spark", "spark"),
    ],
)
def test_a_missing_extra_is_a_sentence_that_names_it(module: str, use: str, extra: str) -> None:
    code = f"""
import sys
sys.modules[{module!r}] = None
try:
    {use}
except ModuleNotFoundError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == f"this needs {module}: pip install 'yandex-market-sdk[{extra}]'"
