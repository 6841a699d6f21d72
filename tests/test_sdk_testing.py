"""The test double that users get: scripts, samples, and clients on either."""

from __future__ import annotations

import asyncio
import datetime
import inspect
import typing
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import httpx
import pytest
from yandex_market import (
    ArgumentError,
    AsyncYandexMarket,
    ConfigurationError,
    OutcomeUnknownError,
    ServerError,
    YandexMarket,
    models,
    testing,
)
from yandex_market.mock import MockMarket
from yandex_market.mock.rules import Schema, document
from yandex_market.models import MOSCOW, BusinessOrder, Model, Order, OrdersStatsOrder
from yandex_market.testing import Script, answer, async_connect, connect, refusal, sample

from tests.twins import Twin

NOW = datetime.datetime(2026, 11, 6, 12, tzinfo=MOSCOW)
PERSON = {"firstName": "Аглая", "lastName": "Неверова", "phone": "+70001234567"}

MODELS: list[type[Model]] = [
    kind
    for name in dir(models)
    if isinstance(kind := getattr(models, name), type)
    and issubclass(kind, Model)
    and kind is not Model
]


def scripted(twin: Twin, *steps: testing.Answer | Exception) -> tuple[typing.Any, Script]:
    script = Script(*steps, now=NOW)
    return (async_connect if twin.is_async else connect)(script), script


def found(order: Model) -> testing.Answer:
    return answer({"order": order})


# -- scripts ---------------------------------------------------------------------------------------


def test_a_script_answers_in_order_and_keeps_the_requests(twin: Twin) -> None:
    market, script = scripted(twin, found(sample(Order, id=5)), found(sample(Order, id=6)))
    ids = [
        twin.run(lambda: market.orders.get(21, 8)).id,
        twin.run(lambda: market.orders.get(21, 9)).id,
    ]
    assert ids == [5, 6]
    paths = [(sent.method, sent.path) for sent in script.requests]
    assert paths == [("GET", f"/v2/campaigns/21/orders/{n}") for n in (8, 9)]


def test_the_query_and_the_body_of_a_request_can_be_looked_at(twin: Twin) -> None:
    market, script = scripted(twin, answer({"status": "OK", "result": {"orders": []}}))
    assert twin.run(lambda: market.orders.stats(21, page_size=7, statuses=["LOST"]).first()) is None
    assert script.requests[0].query == {"limit": "7"}
    assert script.requests[0].json() == {"statuses": ["LOST"]}


def test_a_request_without_a_body_has_no_json(twin: Twin) -> None:
    market, script = scripted(twin, found(sample(Order)))
    twin.run(lambda: market.orders.get(21, 5))
    assert script.requests[0].json() is None


def test_one_request_too_many_fails_the_test(twin: Twin) -> None:
    market, _ = scripted(twin, found(sample(Order)))
    twin.run(lambda: market.orders.get(21, 5))
    with pytest.raises(AssertionError, match=r"1 answers, and request 2 came: GET .*/orders/6"):
        twin.run(lambda: market.orders.get(21, 6))


def test_left_counts_the_answers_that_nobody_asked_for(twin: Twin) -> None:
    market, script = scripted(twin, found(sample(Order)), found(sample(Order)))
    twin.run(lambda: market.orders.get(21, 5))
    assert script.left == 1
    twin.run(lambda: market.orders.get(21, 5))
    assert script.left == 0


def test_pauses_move_the_clock_of_the_script_and_take_no_time(twin: Twin) -> None:
    until = (NOW + datetime.timedelta(seconds=200)).astimezone(datetime.UTC)
    headers = {
        "X-RateLimit-Resource-Until": until.strftime("%a, %d %b %Y %H:%M:%S GMT"),
        "X-RateLimit-Resource-Limit": "100",
        "X-RateLimit-Resource-Remaining": "0",
    }
    spent = "Hit rate limit of '100' requests per 'hour' for resource 'getOrder'"
    market, script = scripted(twin, refusal(420, spent, headers=headers), found(sample(Order)))
    twin.run(lambda: market.orders.get(21, 5))
    assert script.clock.now() >= until
    assert script.left == 0


def test_a_refusal_reads_as_an_error_of_the_api(twin: Twin) -> None:
    market, _ = scripted(twin, *[refusal(503, "Busy", "SERVICE_UNAVAILABLE")] * 4)
    with pytest.raises(ServerError, match="Busy") as caught:
        twin.run(lambda: market.orders.get(21, 5))
    assert caught.value.errors == (("SERVICE_UNAVAILABLE", "Busy"),)


def test_an_exception_in_place_of_an_answer_is_raised_there(twin: Twin) -> None:
    market, script = scripted(twin, httpx.ReadTimeout("no answer"))
    with pytest.raises(OutcomeUnknownError):
        twin.run(lambda: market.orders.update(21, 5, customer=PERSON))
    assert script.left == 0


def test_bytes_go_out_as_they_are(twin: Twin) -> None:
    market, _ = scripted(twin, *[answer(b"<html>Oops</html>", status=500)] * 4)
    with pytest.raises(ServerError) as caught:
        twin.run(lambda: market.orders.get(21, 5))
    assert caught.value.body == b"<html>Oops</html>"


def test_numbers_in_an_answer_are_exact() -> None:
    assert (
        answer({"a": [Decimal("0.10"), {"b": Decimal("1E+3")}]}).body == b'{"a":[0.10,{"b":1E+3}]}'
    )


def test_a_model_can_be_the_whole_answer(twin: Twin) -> None:
    market, _ = scripted(twin, answer(sample(models.GetCampaignsResponse, paging=None)))
    stores = twin.run(lambda: market.campaigns.list().collect(limit=1))
    assert stores == [sample(models.GetCampaignsResponse).campaigns[0]]


def test_a_script_shows_neither_keys_nor_bodies(twin: Twin) -> None:
    market, script = scripted(twin, httpx.ReadTimeout("no answer"))
    with pytest.raises(OutcomeUnknownError):
        twin.run(lambda: market.orders.update(21, 5, customer=PERSON))
    sent = script.requests[0]
    assert sent.json() == {"order": {"id": 5, "customer": PERSON}}
    assert sent.headers["api-key"] == "***"
    for text in (repr(sent), repr(script), repr(answer(PERSON))):
        assert not any(secret in text for secret in ("Неверова", "0001234567", script.api_key))


def test_threads_get_an_answer_each() -> None:
    numbers = range(40)
    script = Script(*[found(sample(Order, id=number)) for number in numbers], now=NOW)
    market = connect(script)
    with ThreadPoolExecutor(4) as pool:
        ids = list(pool.map(lambda _: market.orders.get(21, 5).id, numbers))
    assert sorted(ids) == list(numbers)


# -- samples ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", MODELS, ids=lambda kind: kind.__name__)
def test_every_model_has_a_sample_that_is_valid_by_the_document(kind: type[Model]) -> None:
    schema = document()["components"]["schemas"][kind.__name__]
    wire = testing._examples()[kind.__name__]
    assert Schema(schema).findings(wire) == []
    one = sample(kind)
    assert type(one) is kind
    assert kind.from_dict(one.to_dict()) == one
    assert set(one.to_dict()) == {name for name, value in wire.items() if value is not None}


def test_a_sample_takes_values_as_an_answer_has_them() -> None:
    order = sample(
        OrdersStatsOrder,
        status="RETURNED",
        creation_date="2026-04-02",
        payments=[{"total": 12.5, "type": "REFUND"}],
        partner_order_id=None,
    )
    assert order.status is models.OrderStatsStatusType.RETURNED
    assert order.creation_date == datetime.date(2026, 4, 2)
    assert order.payments[0].total == Decimal("12.5")
    assert order.partner_order_id is None


def test_a_sample_takes_models_dates_and_members_too() -> None:
    moment = datetime.datetime(2026, 4, 2, 9, 30, tzinfo=datetime.UTC)
    item = sample(models.BusinessOrderItem, count=3)
    order = sample(
        BusinessOrder, items=[item], creation_date=moment, status=models.OrderStatusType.PICKUP
    )
    assert (order.items, order.creation_date) == ([item], moment)
    assert order.status is models.OrderStatusType.PICKUP
    assert order.items[0] is not item


def test_samples_share_nothing() -> None:
    first = sample(BusinessOrder)
    assert first.delivery.dates is not None
    first.items.clear()
    first.additional_properties["new"] = 1
    assert sample(BusinessOrder) != first
    assert sample(BusinessOrder).items


def test_a_field_that_there_is_not_is_refused() -> None:
    with pytest.raises(TypeError, match="Order has no field 'state'"):
        sample(Order, state="DELIVERED")


def test_a_value_that_a_field_cannot_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="items: expected an array, found str"):
        sample(Order, items="three")


def test_a_model_that_is_not_the_documents_has_no_sample() -> None:
    with pytest.raises(LookupError, match="no example of Model"):
        sample(Model)


# -- clients ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "client"),
    [
        (testing.SyncSettings, YandexMarket),
        (testing.AsyncSettings, AsyncYandexMarket),
    ],
)
def test_settings_are_the_arguments_of_the_client(settings: type, client: type) -> None:
    names = set(inspect.signature(client).parameters) - {"api_key"}
    assert set(settings.__annotations__) == names


def test_public_signatures_have_no_any() -> None:
    public = [testing.connect, testing.async_connect, sample, answer, refusal, Script.__init__]
    for function in public:
        assert "Any" not in " ".join(map(str, function.__annotations__.values())), function


def test_a_client_of_ones_own_keeps_its_transport() -> None:
    script = Script(found(sample(Order, id=5)), now=NOW)
    with httpx.Client(transport=script.transport()) as http:
        assert connect(script, http_client=http).orders.get(21, 5).id == 5


def test_an_async_client_of_ones_own_keeps_its_transport() -> None:
    async def ask() -> int | None:
        script = Script(found(sample(Order, id=5)), now=NOW)
        async with httpx.AsyncClient(transport=script.async_transport()) as http:
            return (await async_connect(script, http_client=http).orders.get(21, 5)).id

    assert asyncio.run(ask()) == 5


def test_settings_reach_the_client() -> None:
    with pytest.raises(ConfigurationError, match="timeout"):
        connect(MockMarket(orders=100), timeout=-1)
    with pytest.raises(ArgumentError):
        connect(Script()).orders.stats(21, page_size=0)


def test_the_example_of_the_module_is_true() -> None:
    text = testing.__doc__ or ""
    lines = [line.strip() for line in text.splitlines() if line.startswith("    ")]
    names = {**vars(testing), **vars(models), "MockMarket": MockMarket, "Order": Order}
    names["OrdersStatsOrder"] = OrdersStatsOrder
    exec("\n".join(lines), names)  # noqa: S102 - our own text
    assert names["script"].left == 0
    assert names["order"].status == "RETURNED"
