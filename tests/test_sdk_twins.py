"""The two clients are one: the same names, arguments and words; and importing them costs little."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yandex_market
from yandex_market import (
    AsyncOrderUpdate,
    AsyncPager,
    AsyncYandexMarket,
    OrderUpdate,
    Pager,
    YandexMarket,
    campaigns,
    models,
    operations,
    orders,
)

PAIRS = [
    (YandexMarket, AsyncYandexMarket),
    (campaigns.Campaigns, campaigns.AsyncCampaigns),
    (orders.Orders, orders.AsyncOrders),
    (operations.Operations, operations.AsyncOperations),
    (Pager, AsyncPager),
    (OrderUpdate, AsyncOrderUpdate),
]


def public(kind: type) -> dict[str, Callable[..., Any]]:
    return {
        name: member
        for name, member in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_") or name == "__init__"
    }


def as_sync(text: str) -> str:
    """An annotation as the blocking twin has it."""
    for asynchronous, blocking in (
        ("AsyncIterator", "Iterator"), ("AsyncPager", "Pager"), ("AsyncOrderUpdate", "OrderUpdate"),
        ("AsyncDriver", "SyncDriver"), ("AsyncBaseTransport", "BaseTransport"),
        ("AsyncClient", "Client"), ("QuotaStore | AsyncQuotaStore", "QuotaStore"),
    ):  # fmt: skip
        text = text.replace(asynchronous, blocking)
    return text


@pytest.mark.parametrize(("sync", "twin"), PAIRS, ids=lambda kind: kind.__name__)
def test_twins_have_the_same_names_signatures_and_docstrings(sync: type, twin: type) -> None:
    ours, theirs = public(sync), public(twin)
    close = {"aclose": "close"}  # httpx's names for the same thing
    theirs = {close.get(name, name): method for name, method in theirs.items()}
    assert sorted(ours) == sorted(theirs)
    for name, method in ours.items():
        signature, other = inspect.signature(method), inspect.signature(theirs[name])
        assert as_sync(str(other)) == str(signature), name
        if name != "__init__":
            assert method.__doc__, name
            assert theirs[name].__doc__ == method.__doc__, name


@pytest.mark.parametrize(("sync", "twin"), PAIRS, ids=lambda kind: kind.__name__)
def test_what_asks_the_service_is_awaited_and_what_makes_a_listing_is_not(
    sync: type, twin: type
) -> None:
    for name, method in public(twin).items():
        lazy = name in (
            "__init__", "list", "list_in_store", "stats", "stats_of", "pages", "with_options",
        )  # fmt: skip
        assert inspect.iscoroutinefunction(method) is not lazy, name


def test_type_checkers_and_the_interpreter_see_the_same_public_names() -> None:
    source = Path(yandex_market.__file__).read_text(encoding="utf-8")
    guarded = next(node for node in ast.parse(source).body if isinstance(node, ast.If))
    told = {
        alias.asname for node in guarded.body if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }  # fmt: skip
    assert {*told, "__version__"} == set(yandex_market.__all__)
    assert set(dir(yandex_market)) == {
        *yandex_market.__all__,
        "errors",
        "mock",
        "models",
        "money",
        "testing",
    }


def test_the_modules_that_people_use_come_with_the_package() -> None:
    program = "import yandex_market as y; y.testing.connect, y.mock.MockMarket, y.errors, y.models, y.money.paid"
    subprocess.run([sys.executable, "-c", program], check=True)


def test_names_that_do_not_exist_are_attribute_errors() -> None:
    for module in (yandex_market, models):
        with pytest.raises(AttributeError, match="no attribute 'Nonsense'"):
            _ = module.Nonsense


def test_models_and_enums_are_where_people_look_for_them() -> None:
    assert {"Order", "Customer", "OrderStatsStatusType", "MOSCOW"} <= set(dir(models))
    assert models.Order.__name__ == "Order"
    assert models.MOSCOW.utcoffset(None).total_seconds() == 3 * 3600
    assert yandex_market.SPEC_VERSION.count(".") == 2


@pytest.mark.parametrize(
    ("program", "loads_httpx"),
    [
        ("import yandex_market", False),
        ("from yandex_market import MarketError, RetryPolicy, CallOptions, Poll", False),
        ("import yandex_market; yandex_market.__version__; dir(yandex_market)", False),
        ("from yandex_market import YandexMarket", True),
    ],
)
def test_importing_the_package_loads_neither_httpx_nor_models(
    program: str, loads_httpx: bool
) -> None:
    look = (
        "import sys; print('httpx' in sys.modules, sum('_api.models.' in m for m in sys.modules))"
    )
    path = f"import sys; sys.path[:] = {sys.path!r}"
    done = subprocess.run(
        [sys.executable, "-c", f"{path}\n{program}\n{look}"],
        capture_output=True, text=True, timeout=30, check=True,
    )  # fmt: skip
    assert done.stdout.split() == [str(loads_httpx), "0"]


def test_the_version_of_a_source_tree_that_is_not_installed_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from importlib import metadata

    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", missing)
    assert yandex_market.__version__ == "0+source"
    monkeypatch.setattr(metadata, "version", lambda name: f"{name} 1.2.3")
    assert yandex_market.__version__ == "yandex-market-sdk 1.2.3"
