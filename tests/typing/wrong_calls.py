"""Calls that a type checker must refuse, for type checkers: a comment that is not needed is an error.

Never run. If a signature became looser, the error below would be gone, the `ignore` beside it would be
superfluous, and both checkers would say so.
"""

from __future__ import annotations

import datetime

import httpx
from yandex_market import AsyncYandexMarket, CallOptions, MemoryQuota, RetryPolicy, YandexMarket
from yandex_market.models import Order

DAY = datetime.date(2026, 4, 2)
PERSON = {"firstName": "A"}


def orders(market: YandexMarket) -> None:
    market.orders.list()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    market.orders.list("900")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    market.orders.list(900, 50)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    market.orders.list(900, status="NEW")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    market.orders.list(900, statuses=7)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    market.orders.list(900, fake="yes")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    market.orders.stats(21, from_date=DAY)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    market.orders.get(21)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    market.orders.get(21, 5, None)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    market.orders.update(21, 5, PERSON)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    market.orders.update(21, 5, customer="A")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    market.orders.delete(21, 5)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]


def results(market: YandexMarket, order: Order) -> None:
    market.orders.get(21, 5).nothing  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]  # noqa: B018
    market.orders.list(900)[0]  # type: ignore[index]  # pyright: ignore[reportIndexIssue]
    market.orders.stats(21).collect()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    market.orders.update(21, 5).wait()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    market.operations.wait(900, [])  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    market.raw.orders.get("21", 5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    market.raw.orders.list(900, nothing=1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    text: str = order.id  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType, reportUnusedVariable]  # noqa: F841


def clients(transport: httpx.AsyncBaseTransport) -> None:
    YandexMarket(key="x")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    YandexMarket("x", "y")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    YandexMarket("x", transport=transport)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    YandexMarket("x", retry=3)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    YandexMarket("x", quota=object())  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    YandexMarket("x").with_options(quota=MemoryQuota())  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    CallOptions(5)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    RetryPolicy(attempts="4")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def twins(market: AsyncYandexMarket) -> None:
    for _ in market.orders.list(900):  # type: ignore[attr-defined]  # pyright: ignore[reportGeneralTypeIssues, reportUnknownVariableType]
        pass
    market.orders.get(21, 5).id  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]  # noqa: B018
    with market:  # type: ignore[attr-defined]  # pyright: ignore[reportGeneralTypeIssues]
        pass
    market.close()  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
