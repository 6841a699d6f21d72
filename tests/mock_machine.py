"""Random sequences of calls to a mock market, beside a plain model of what it must answer.

`tests/test_mock_sequences.py` runs a few hundred of them; `nox -s mock_sequences` ten thousand:

    python -m tests.mock_machine [--sequences 10000]
"""

from __future__ import annotations

import argparse
import copy
import json
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run_machine
from yandex_market.mock import MockMarket
from yandex_market.mock.exchange import Request

NOW = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)
MOSCOW = timezone(timedelta(hours=3))
TYPES = ("ORDER_RECIPIENT_UPDATE", "ORDER_DELIVERY_INTERVAL_UPDATE")
OVER = ("DELIVERED", "CANCELLED", "RETURNED", "PARTIALLY_RETURNED")
STEPS = 25
Json = dict[str, Any]
Forms = tuple[dict[int, Json], dict[int, Json]]
KNOWN: dict[tuple[int, int], Forms] = {}  # by number of orders and seed; emptied by every run

people = st.fixed_dictionaries(
    {
        "lastName": st.sampled_from(["Ольхина", "Вязов", "Smith"]),
        "firstName": st.sampled_from(["Вера", "Лев", "Ann"]),
        "phone": st.sampled_from(["+70001112233", "+70004445566"]),
    },
    optional={"middleName": st.sampled_from(["Ильич", "Павловна"])},
)
places = st.integers(0, 10**6)  # taken modulo the length of whatever is chosen from


@dataclass
class Operation:
    """What the model knows of a started operation."""

    type: str
    order_id: int
    change: Json
    started: datetime
    polls: int = 0
    status: str = "IN_PROGRESS"


@dataclass
class Walk:
    """A listing that is being paged through."""

    method: str
    path: str
    body: Json
    where: str  # "result" or "": the object that holds orders and paging
    expected: list[int]
    found: list[int] = field(default_factory=list)
    token: str | None = None


class Market(RuleBasedStateMachine):
    """A market and its model: orders as first read, changes of operations that are done."""

    @initialize(orders=st.sampled_from((24, 37, 60)), seed=st.integers(0, 7))
    def open(self, orders: int, seed: int) -> None:
        self.patience = patch("yandex_market.mock.ledger.BY_PATIENCE", float("inf"))
        self.patience.start()
        self.mock = MockMarket(orders=orders, seed=seed, now=NOW, quotas="off")
        self.headers = {"api-key": self.mock.api_key, "content-type": "application/json"}
        self.laas = self.mock.campaign_id("LaaS")
        self.store_of = {
            order_id: store
            for store in self.mock.campaign_ids
            for order_id in self.mock.order_ids(store)
        }
        # Each order as it must be now: in getOrder's form, and in that of getBusinessOrders.
        self.orders, self.of_cabinet = map(dict, self.as_first_read(orders, seed))
        self.operations: dict[str, Operation] = {}
        self.walks: list[Walk] = []

    def as_first_read(self, orders: int, seed: int) -> Forms:
        """Read once: the next market of the same seed must have the same orders."""
        if (orders, seed) not in KNOWN:
            forms: Forms = {}, {}
            for order_id, store in self.store_of.items():
                forms[0][order_id] = order = self.read(store, order_id)
                assert_sums(order)
            for fake in (False, True):
                for order in self.cabinet(list(forms[0]), fake):
                    forms[1][order["orderId"]] = order
            assert forms[0].keys() == forms[1].keys()
            KNOWN[orders, seed] = forms
        return KNOWN[orders, seed]

    def teardown(self) -> None:
        if hasattr(self, "patience"):
            self.patience.stop()

    # -- asking ------------------------------------------------------------------------------------

    def ask(self, method: str, path: str, body: Json | None = None, query: str = "") -> Json:
        status, answer = self.answer(method, path, body, query)
        assert status == 200, answer
        return answer

    def answer(
        self, method: str, path: str, body: Json | None = None, query: str = ""
    ) -> tuple[int, Json]:
        content = b"" if body is None else json.dumps(body).encode()
        response = self.mock.handle(Request(method, path, query, self.headers, content))
        found: Json = json.loads(response.body)
        return response.status, found

    def read(self, store: int, order_id: int) -> Json:
        order: Json = self.ask("GET", f"/v2/campaigns/{store}/orders/{order_id}")["order"]
        return order

    def cabinet(self, ids: list[int], fake: bool) -> list[Json]:
        """These orders as getBusinessOrders gives them."""
        path = f"/v1/businesses/{self.mock.business_id}/orders"
        found: list[Json] = []
        for begin in range(0, len(ids), 50):
            body = {"orderIds": ids[begin : begin + 50], "fake": fake}
            found += self.ask("POST", path, body)["orders"]
        return found

    # -- the model ---------------------------------------------------------------------------------

    def settle(self) -> None:
        """End what the clock ends."""
        for one in self.operations.values():
            if self.mock.clock.now() - one.started >= timedelta(minutes=2):
                self.end(one, "DONE")

    def end(self, operation: Operation, status: str) -> None:
        if operation.status != "IN_PROGRESS":
            return
        operation.status = status
        if status == "DONE":
            now = self.mock.clock.now()
            for forms, change in ((self.orders, changed), (self.of_cabinet, changed_in_cabinet)):
                forms[operation.order_id] = change(forms[operation.order_id], operation.change, now)

    # -- writing -----------------------------------------------------------------------------------

    @rule(place=places, person=st.none() | people, slot=st.none() | places)
    def update(self, place: int, person: Json | None, slot: int | None) -> None:
        ids = self.mock.order_ids(self.laas)
        order_id = ids[place % min(len(ids), 12)]  # of the newest, some can be changed
        offered = self.mock.offered_intervals(order_id)
        wanted: Json = {"id": order_id}
        if person:
            wanted["customer"] = person
        if slot is not None and offered:
            wanted["deliveryInterval"] = offered[slot % len(offered)]
        path = f"/v1/campaigns/{self.laas}/orders/update"
        status, answer = self.answer("POST", path, {"order": wanted})
        self.settle()
        if len(wanted) == 1 or self.orders[order_id]["status"] in OVER:
            assert status == 400
            return
        assert status == 200, answer
        changes = dict(zip(TYPES, (person, wanted.get("deliveryInterval")), strict=True))
        started = answer["result"]["operations"]
        assert [one["type"] for one in started] == [kind for kind in TYPES if changes[kind]]
        for one in started:
            assert one["id"] not in self.operations
            change = changes[one["type"]] or {}
            now = self.mock.clock.now()
            self.operations[one["id"]] = Operation(one["type"], order_id, change, now)

    @rule(chosen=st.lists(places, min_size=1, max_size=4), stranger=st.booleans())
    def poll(self, chosen: list[int], stranger: bool) -> None:
        """Of one type; operations of the other are asked for, too, and left out."""
        known = list(self.operations)
        ids = list(dict.fromkeys(known[place % len(known)] for place in chosen)) if known else []
        kind = self.operations[ids[0]].type if ids else TYPES[0]
        asked = ids + ["nobody"] * (stranger or not ids)
        path = f"/v1/businesses/{self.mock.business_id}/operations"
        answer = self.ask("POST", path, {"operationType": kind, "operationIds": asked})
        self.settle()
        expected = []
        for name in ids:
            one = self.operations[name]
            if one.type == kind:
                one.polls += 1
                if one.polls >= 2:
                    self.end(one, "DONE")
                expected.append({"id": name, "type": kind, "status": one.status})
        assert answer["result"]["operations"] == expected

    @precondition(lambda self: self.operations)
    @rule(place=places, times=st.integers(2, 4))
    def poll_on(self, place: int, times: int) -> None:
        """One operation to its end, and beyond."""
        for _ in range(times):
            self.poll([place], stranger=False)

    @rule(place=places, done=st.booleans())
    def end_by_hand(self, place: int, done: bool) -> None:
        if not self.operations:
            return
        name = list(self.operations)[place % len(self.operations)]
        by_hand = self.mock.finish_operation if done else self.mock.fail_operation
        try:
            by_hand(name)
        except ValueError:
            self.settle()
            assert self.operations[name].status != "IN_PROGRESS"
        else:
            self.settle()
            assert self.operations[name].status == "IN_PROGRESS"
            self.end(self.operations[name], "DONE" if done else "FAILED")
        self.check(self.operations[name].order_id)
        self.read_all_that_can_change()

    @precondition(lambda self: self.operations)
    @rule(place=places)
    def fail_the_newest(self, place: int) -> None:
        """Most often while it is still in progress; what it asked for must not show anywhere."""
        name = list(self.operations)[-1 - place % min(len(self.operations), 3)]
        if self.operations[name].status == "IN_PROGRESS":
            self.end_by_hand(list(self.operations).index(name), done=False)

    @rule(seconds=st.integers(1, 90))
    def wait(self, seconds: int) -> None:
        self.mock.clock.advance(seconds=seconds)

    # -- reading -----------------------------------------------------------------------------------

    @rule(place=places)
    def read_one(self, place: int) -> None:
        self.check(list(self.orders)[place % len(self.orders)])

    @rule()
    def read_all_that_can_change(self) -> None:
        """Also those that nobody has asked to change."""
        ids = list(self.mock.order_ids(self.laas))
        for order in (one for fake in (False, True) for one in self.cabinet(ids, fake)):
            self.settle()
            assert order == self.of_cabinet[order["orderId"]]

    def check(self, order_id: int) -> None:
        """The order is what it must be, in every read."""
        store = self.store_of[order_id]
        order = self.read(store, order_id)
        self.settle()
        assert order == self.orders[order_id]
        fake = order["fake"]
        (one,) = self.cabinet([order_id], fake)
        assert one == self.of_cabinet[order_id]
        assert_sums_agree(order, one)
        path = f"/v2/campaigns/{store}/orders"
        query = f"orderIds={order_id}&fake={str(fake).lower()}"
        for listed in self.ask("GET", path, query=query)["orders"]:  # none, if it ended long ago
            assert listed == order
        if store != self.laas:
            path = f"/v2/campaigns/{store}/stats/orders"
            (stats,) = self.ask("POST", path, {"orders": [order_id]})["result"]["orders"]
            goods = stats.get("initialItems") or [i for i in stats["items"] if "shopSku" in i]
            paid = sum(p["total"] for i in goods for p in i["prices"] if p["type"] == "BUYER")
            assert round(paid, 2) == order["itemsTotal"]

    @rule(first=places, size=st.integers(2, 9), limit=st.integers(1, 3), stats=st.booleans())
    def page_through(self, first: int, size: int, limit: int, stats: bool) -> None:
        """A short list on small pages: how many there are, and that each token is a new one."""
        store = self.mock.campaign_ids[0]
        wanted = self.mock.order_ids(store) if stats else list(self.orders)
        known = [one for one in wanted if not self.orders[one]["fake"]]
        begin = first % len(known)
        ids = sorted(known[begin : begin + size])
        walk = Walk(
            "POST", f"/v1/businesses/{self.mock.business_id}/orders", {"orderIds": ids}, "", ids
        )
        if stats:
            path = f"/v2/campaigns/{store}/stats/orders"
            walk = Walk("POST", path, {"orders": ids}, "result", ids)
        tokens = set()
        self.walks.append(walk)
        for _ in range(-(-len(ids) // limit)):
            assert any(one is walk for one in self.walks)
            self.turn(walk, limit)
            assert walk.token not in tokens
            tokens.add(walk.token)
        assert all(one is not walk for one in self.walks)

    @rule(place=places, status=st.sampled_from([None, "DELIVERED", "CANCELLED"]))
    def begin_walk(self, place: int, status: str | None) -> None:
        kinds = [self.of_business, self.of_stats]
        self.walks.append(kinds[place % 2](place, status))

    def of_business(self, _: int, status: str | None) -> Walk:
        dates = {"creationDateFrom": "2026-03-05", "creationDateTo": "2026-04-03"}
        body: Json = {"dates": dates} | ({"statuses": [status]} if status else {})
        fitting = [
            order["id"]
            for order in self.orders.values()
            if not order["fake"]
            and status in (None, order["status"])
            and date(2026, 3, 5) <= moment(order["creationDate"]).date() < date(2026, 4, 3)
        ]
        path = f"/v1/businesses/{self.mock.business_id}/orders"
        return Walk("POST", path, body, "", fitting)

    def of_stats(self, place: int, status: str | None) -> Walk:
        stores = [store for store in self.mock.campaign_ids if store != self.laas]
        store = stores[place % len(stores)]
        path = f"/v2/campaigns/{store}/stats/orders"
        return Walk("POST", path, {}, "result", list(self.mock.order_ids(store)))

    @precondition(lambda self: self.walks)
    @rule(place=places, limit=st.integers(1, 20))
    def next_page(self, place: int, limit: int) -> None:
        """Pages are asked for between changes, and at the end no order was lost or doubled."""
        self.turn(self.walks[place % len(self.walks)], limit)

    def turn(self, walk: Walk, limit: int) -> None:
        query = f"limit={limit}" + (f"&page_token={walk.token}" if walk.token else "")
        answer = self.ask(walk.method, walk.path, walk.body, query)
        holder = answer[walk.where] if walk.where else answer
        page = [one.get("orderId") or one["id"] for one in holder["orders"]]
        assert holder["paging"].get("nextPageToken", "") != walk.token
        assert len(page) <= limit
        walk.found += page
        walk.token = holder["paging"].get("nextPageToken")
        assert len(set(walk.found)) == len(walk.found)
        if walk.token is None:
            assert sorted(walk.found) == sorted(walk.expected)
            self.walks = [one for one in self.walks if one is not walk]
        else:
            assert len(page) == limit

    @invariant()
    def an_order_that_waits_for_its_operation_has_not_changed(self) -> None:
        for one in list(getattr(self, "operations", {}).values())[-1:]:
            order = self.read(self.laas, one.order_id)
            self.settle()
            assert order == self.orders[one.order_id]


def moment(text: str) -> datetime:
    return datetime.strptime(text, "%d-%m-%Y %H:%M:%S").replace(tzinfo=MOSCOW)


def changed(order: Json, change: Mapping[str, Any], at: datetime) -> Json:
    """getOrder's form as a finished operation makes it."""
    new = copy.deepcopy(order)
    if "phone" in change:
        names = [change.get(name) for name in ("lastName", "firstName", "middleName")]
        if address := new["delivery"].get("address"):
            address |= {"recipient": " ".join(filter(None, names)), "phone": change["phone"]}
        kept = {name: new["buyer"][name] for name in ("id", "type")}
        given = {name: text for name, text in change.items() if name != "phone"}
        new["buyer"] = kept | given
    else:
        days, hours = change["deliveryDateInterval"], change["deliveryTimeInterval"]
        new["delivery"]["dates"] |= {
            "fromDate": day_first(days["fromDate"]),
            "toDate": day_first(days["toDate"]),
            **hours,
        }
    new["updatedAt"] = (
        max(moment(order["updatedAt"]), at).astimezone(MOSCOW).strftime("%d-%m-%Y %H:%M:%S")
    )
    return new


def changed_in_cabinet(order: Json, change: Mapping[str, Any], at: datetime) -> Json:
    """The same for getBusinessOrders' form, which tells no recipient."""
    order = copy.deepcopy(order)
    if "phone" not in change:
        days, hours = change["deliveryDateInterval"], change["deliveryTimeInterval"]
        order["delivery"]["dates"] |= {**days, **hours}
    moments = (datetime.fromisoformat(order["updateDate"]), at.replace(microsecond=0))
    order["updateDate"] = max(moments).astimezone(MOSCOW).isoformat()
    return order


def kopecks(rubles: float) -> int:
    return round(rubles * 100)


def assert_sums(order: Json) -> None:
    """What getOrder tells adds up, to the kopeck."""

    def total(price: str) -> int:
        return sum(kopecks(item[price]) * item["count"] for item in order["items"])

    sums = {name: kopecks(order[name]) for name in order if "Total" in name}
    assert sums["itemsTotal"] == total("price")
    assert sums["buyerItemsTotal"] == total("buyerPrice")
    assert sums["buyerItemsTotalBeforeDiscount"] == total("buyerPriceBeforeDiscount")
    assert sums["buyerTotal"] == sums["buyerItemsTotal"] + sums["deliveryTotal"]
    before = sums["buyerItemsTotalBeforeDiscount"] + sums["deliveryTotal"]
    assert sums["buyerTotalBeforeDiscount"] == before
    helped = {one["type"]: kopecks(one["amount"]) for one in order.get("subsidies", ())}
    helped.pop("DELIVERY", None)
    missing = sums["buyerItemsTotalBeforeDiscount"] - sums["itemsTotal"]
    assert missing == sum(helped.values())
    assert missing == sum(kopecks(item["subsidy"]) for item in order["items"])


def assert_sums_agree(order: Json, of_cabinet: Json) -> None:
    """What the other family tells adds up, to the same."""

    def total(kind: str) -> int:
        found = [item["prices"].get(kind, {}).get("value", 0) for item in of_cabinet["items"]]
        assert sum(map(kopecks, found)) == kopecks(prices.get(kind, {}).get("value", 0))
        return sum(map(kopecks, found))

    prices = of_cabinet["prices"]
    assert total("payment") == kopecks(order["itemsTotal"])
    before = kopecks(order["buyerItemsTotalBeforeDiscount"])
    assert total("payment") + total("subsidy") == before
    assert total("cashback") == kopecks(order["buyerItemsTotal"]) - kopecks(order["itemsTotal"])
    assert kopecks(prices["delivery"]["payment"]["value"]) == kopecks(order["deliveryTotal"])


def day_first(text: str) -> str:
    return "-".join(reversed(text.split("-")))


def run(sequences: int, *, shortest: bool = True) -> None:
    """Run so many sequences. Raises AssertionError with one that shows a defect: with the shortest, or
    with the first that is found.
    """
    KNOWN.clear()
    run_machine(
        Market,
        settings=settings(
            max_examples=sequences,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate, Phase.shrink] if shortest else [Phase.generate],
            print_blob=False,
            report_multiple_bugs=False,
        ),
    )


def main(arguments: Iterable[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sequences", type=int, default=10_000)
    options = parser.parse_args(None if arguments is None else list(arguments))
    began = time.monotonic()
    run(options.sequences)
    seconds = time.monotonic() - began
    print(f"{options.sequences} sequences of up to {STEPS} calls in {seconds:.0f} s: no defect")
    return 0


if __name__ == "__main__":
    sys.exit(main())
