"""The judge of the mock's answers: what the document does not allow is found, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from yandex_market.mock import MockMarket, judging, render
from yandex_market.mock.exchange import Request, Response
from yandex_market.mock.judging import Judge

NOW = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)
Spoil = Callable[[Response], Response]


def asked(mock: MockMarket) -> Response:
    """An answer of getOrder."""
    store = mock.campaign_ids[0]
    path = f"/v2/campaigns/{store}/orders/{mock.order_ids(store)[0]}"
    return mock.handle(Request("GET", path, headers={"api-key": mock.api_key}))


def header(name: str, text: str | None) -> Spoil:
    """With another value of the header; without it, if there is none."""

    def spoil(answer: Response) -> Response:
        others = tuple(one for one in answer.headers if one[0].lower() != name.lower())
        return replace(answer, headers=others + (((name, text),) if text is not None else ()))

    return spoil


def body(change: Callable[[Any], object]) -> Spoil:
    """With a changed order, and a Content-Length that fits it."""

    def spoil(answer: Response) -> Response:
        found = json.loads(answer.body)
        change(found["order"])
        content = json.dumps(found).encode()
        return replace(header("Content-Length", str(len(content)))(answer), body=content)

    return spoil


def test_an_honest_answer_has_no_flaw_and_is_counted() -> None:
    judge = Judge()
    assert judge("getOrder", "GET", asked(MockMarket(now=NOW))) == []
    assert (judge.judged, judge.flaws) == (1, [])


FLAWS: dict[str, tuple[Spoil, str]] = {
    "a status that is not documented": (
        lambda answer: replace(answer, status=202),
        "getOrder 202: the document has no such status",
    ),
    "a content type that is not documented": (
        header("Content-Type", "text/html"),
        "no content type 'text/html'",
    ),
    "no content type": (header("Content-Type", None), "no content type ''"),
    "a missing header": (
        header("X-RateLimit-Resource-Limit", None),
        "x-ratelimit-resource-limit is missing",
    ),
    "a header of the wrong type": (
        header("X-RateLimit-Resource-Remaining", "many"),
        "x-ratelimit-resource-remaining may not be 'many'",
    ),
    "a header that nobody declared": (header("X-Secret", "1"), "no header x-secret"),
    "a length that is not the body's": (header("Content-Length", "7"), "Content-Length"),
    "a number for a text": (body(lambda order: order.update(status=5)), "/order/status: 5"),
    "a text for a number": (body(lambda order: order.update(id="5")), "/order/id: "),
    "an enum value that is not declared": (
        body(lambda order: order.update(substatus="SOON")),
        "/order/substatus: ",
    ),
    "a date in another form": (
        body(lambda order: order.update(creationDate="2026-04-02 10:00:00")),
        "/order/creationDate: ",
    ),
    "a day that no calendar has": (
        body(lambda order: order["delivery"]["dates"].update(fromDate="31-02-2026")),
        "/order/delivery/dates/fromDate: ",
    ),
    "a missing required field": (body(lambda order: order.pop("items")), "/order: "),
    "null": (body(lambda order: order.update(fake=None)), "/order/fake: null"),
    "a field that nobody declared": (body(lambda order: order.update(colour="red")), "/order: "),
    "one deep inside": (
        body(lambda order: order["items"][0].update(colour="red")),
        "/order/items/0: ",
    ),
}


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_spoilt_answer_is_found_and_no_other_place_is_named(flaw: str) -> None:
    spoil, words = FLAWS[flaw]
    judge = Judge()
    found = judge("getOrder", "GET", spoil(asked(MockMarket(now=NOW))))
    assert found
    assert all(one.startswith("getOrder ") and words in one for one in found)
    assert judge.flaws == found


def test_refusals_are_judged_too() -> None:
    mock = MockMarket(now=NOW)
    refused = mock.handle(Request("GET", "/v2/campaigns/1/orders/1"))
    assert refused.status == 401
    judge = Judge()
    assert judge("getOrder", "GET", refused) == []
    assert judge("getOrder", "GET", replace(refused, body=b'{"error": "x"}'))


def test_an_answer_with_a_flaw_becomes_a_500_that_says_it_and_without_the_switch_goes_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    honest = render.order

    def wrong(*arguments: Any) -> Any:
        return honest(*arguments) | {"itemsTotal": "much"}

    monkeypatch.setattr(render, "order", wrong)
    mine = Judge()  # so that the flaw is not counted as one of this run
    monkeypatch.setattr(judging, "JUDGE", mine)
    answer = asked(MockMarket(now=NOW))
    assert answer.status == 500
    assert "/order/itemsTotal" in json.loads(answer.body)["errors"][0]["message"]
    assert len(mine.flaws) == 1
    monkeypatch.setenv(judging.SWITCH, "0")
    answer = asked(MockMarket(now=NOW))
    assert (answer.status, json.loads(answer.body)["order"]["itemsTotal"]) == (200, "much")
