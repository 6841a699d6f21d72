"""A few hundred random sequences of calls; `nox -s mock_sequences` runs ten thousand.

The machine that plays them must be able to fail: each of the broken markets here is found out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from yandex_market.mock import ledger, lists, render, stats_lists
from yandex_market.mock.answers import Answers
from yandex_market.mock.ledger import Ledger

from tests.mock_machine import run

SEQUENCES = 200
Break = Callable[[pytest.MonkeyPatch], None]


def test_no_sequence_of_calls_loses_orders_or_changes_them_without_an_operation() -> None:
    run(SEQUENCES)


def failed_ones_change(patch: pytest.MonkeyPatch) -> None:
    honest = Ledger._end

    def end(self: Ledger, started: Any, status: str) -> None:
        honest(self, started, status)
        if status == "FAILED":
            started.apply()

    patch.setattr(Ledger, "_end", end)


def changed_at_the_start(patch: pytest.MonkeyPatch) -> None:
    honest = Ledger.start

    def start(self: Ledger, kind: str, order_id: int, apply: Callable[[], None]) -> Any:
        apply()
        return honest(self, kind, order_id, apply)

    patch.setattr(Ledger, "start", start)


def done_at_the_first_poll(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ledger, "BY_POLLS", 1)


def done_too_early(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ledger, "BY_CLOCK", ledger.BY_CLOCK / 2)


def never_done_by_clock(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ledger, "BY_CLOCK", ledger.BY_CLOCK * 100)


def done_without_its_change(patch: pytest.MonkeyPatch) -> None:
    honest = Ledger.start

    def start(self: Ledger, kind: str, order_id: int, _: Callable[[], None]) -> Any:
        return honest(self, kind, order_id, lambda: None)

    patch.setattr(Ledger, "start", start)


def going_backwards(patch: pytest.MonkeyPatch) -> None:
    honest = Ledger.poll

    def poll(self: Ledger, operation_id: str, kind: str) -> Any:
        started = honest(self, operation_id, kind)
        if started and started.polls > ledger.BY_POLLS:
            started.status = "IN_PROGRESS"
        return started

    patch.setattr(Ledger, "poll", poll)


def the_neighbour_changes_too(patch: pytest.MonkeyPatch) -> None:
    honest = Answers._applying

    def applying(self: Answers, order_id: int, change: Any) -> Callable[[], None]:
        order = self._world.find(order_id)
        assert order is not None
        index = self._world.index_of(order.store, order_id) or 0
        other = self._world.order_id(order.store, (index + 1) % order.store.orders)
        first, second = (honest(self, one, change) for one in (order_id, other))

        def apply() -> None:
            first()
            second()

        return apply

    patch.setattr(Answers, "_applying", applying)


def changed_without_an_operation(patch: pytest.MonkeyPatch) -> None:
    honest = Answers._update

    def update(self: Answers, call: Any) -> Any:
        answer = honest(self, call)
        del answer.json["result"]["operations"][1:]
        return answer

    patch.setattr(Answers, "_update", update)


def lost_between_pages(patch: pytest.MonkeyPatch) -> None:
    honest = lists.walk

    def walk(world: Any, wanted: Any, start: int = 0) -> Any:
        found = honest(world, wanted, start)
        if start:
            next(found, None)
        return found

    patch.setattr(lists, "walk", walk)


def lost_between_pages_of_statistics(patch: pytest.MonkeyPatch) -> None:
    honest = stats_lists.walk

    def walk(world: Any, store: Any, body: Any, start: int) -> Any:
        return honest(world, store, body, start + 1 if start else 0)

    patch.setattr(stats_lists, "walk", walk)


def doubled_between_pages(patch: pytest.MonkeyPatch) -> None:
    honest = stats_lists.walk

    def walk(world: Any, store: Any, body: Any, start: int) -> Any:
        return honest(world, store, body, max(start - 1, 0))

    patch.setattr(stats_lists, "walk", walk)


def the_same_token_again(patch: pytest.MonkeyPatch) -> None:
    honest = Answers._page

    def page(self: Answers, call: Any, wanted: Any, listing: Any) -> Any:
        places, paging = honest(self, call, wanted, listing)
        if "nextPageToken" in paging and "page_token" in call.query:
            paging["nextPageToken"] = call.query["page_token"]
        return places, paging

    patch.setattr(Answers, "_page", page)


def a_kopeck_more(form: str, *path: str | int) -> Break:
    """The amount at this place of a rendered order is a kopeck too high."""

    def broken(patch: pytest.MonkeyPatch) -> None:
        honest = getattr(render, form)

        def wrong(*arguments: Any) -> Any:
            wire = node = honest(*arguments)
            for step in path[:-1]:
                node = node[step]
            node[path[-1]] = round(node[path[-1]] + 0.01, 2)
            return wire

        patch.setattr(render, form, wrong)

    return broken


BROKEN: dict[str, Break] = {
    one.__name__: one
    for one in (
        failed_ones_change,
        changed_at_the_start,
        done_at_the_first_poll,
        done_too_early,
        never_done_by_clock,
        done_without_its_change,
        going_backwards,
        the_neighbour_changes_too,
        changed_without_an_operation,
        lost_between_pages,
        lost_between_pages_of_statistics,
        doubled_between_pages,
        the_same_token_again,
    )
}
BROKEN |= {
    "getOrder_a_kopeck_more": a_kopeck_more("order", "itemsTotal"),
    "getBusinessOrders_a_kopeck_more": a_kopeck_more(
        "business_order", "prices", "payment", "value"
    ),
    "a_line_a_kopeck_more": a_kopeck_more(
        "business_order", "items", 0, "prices", "payment", "value"
    ),
    "getOrdersStats_a_kopeck_more": a_kopeck_more("stats", "items", 0, "prices", 0, "total"),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_the_machine_finds_out_a_broken_market(
    broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    BROKEN[broken](monkeypatch)
    with pytest.raises(AssertionError):
        run(SEQUENCES, shortest=False)
