"""Everything that people can name: typed without `Any`, and with words of its own."""

from __future__ import annotations

import ast
import importlib
import inspect
import itertools
import pkgutil
import re
import typing
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest
import yandex_market
from yandex_market import campaigns, models, operations, orders, paging, raw, waiting

# Programs and servers of their own: their doors are commands and HTTP.
OTHER = {"__main__", "cli", "contract", "mock", "pytest_plugin"}
MODULES = [
    importlib.import_module(f"yandex_market.{found.name}")
    for found in pkgutil.iter_modules(yandex_market.__path__)
    if not found.name.startswith("_") and found.name not in OTHER
]
# What a class of this package has from these is theirs.
BUILT_IN = {"builtins", "enum", "typing", "abc"}

ASKING = [
    method
    for resource in (
        campaigns.Campaigns, orders.Orders, operations.Operations,
        raw.RawCampaigns, raw.RawOrders, raw.RawOperations, waiting.OrderUpdate,
    )
    for name, method in vars(resource).items()
    if not name.startswith("_")
]  # fmt: skip


# How attributes come to be: in the class with their type, in __init__ also without.
KEEPING = ((ast.AnnAssign,), (ast.AnnAssign, ast.Assign))


# `typing` gives these classes an __init__ of its own.
PROTOCOLS = ("Clock.__init__", "QuotaStore.__init__")


class Named(NamedTuple):
    """Something public and what it says of itself; `types` are its annotations as written."""

    where: str
    types: list[str]
    words: str | None


def names_of(module: ModuleType) -> dict[str, object]:
    """What is defined here and meant for others."""
    if module is models:
        return {name: getattr(models, name) for name in dir(models)}
    own = {n: v for n, v in vars(module).items() if getattr(v, "__module__", "") == module.__name__}
    return {name: value for name, value in own.items() if not name.startswith("_")}


def public() -> Iterator[Named]:
    for module in MODULES:
        for name, value in names_of(module).items():
            where = f"{module.__name__}.{name}"
            if inspect.isclass(value):
                yield Named(where, [], value.__dict__.get("__doc__"))
                yield from members(where, value)
            elif callable(value):
                yield Named(where, types_of(value), value.__doc__)


def members(where: str, kind: type) -> Iterator[Named]:
    """Methods, properties and annotated attributes, also from private classes that it is made of."""
    for base in kind.__mro__:
        if base.__module__ in BUILT_IN:
            continue
        for name, annotation in inspect.get_annotations(base).items():
            if not name.startswith("_"):
                yield Named(f"{where}.{name}", [str(annotation)], "see test_attributes below")
        for name, member in vars(base).items():
            function = unwrapped(member)
            if function is None or (name.startswith("_") and name not in ("__init__", "__call__")):
                continue
            words = "see the class" if name.startswith("__") else function.__doc__
            yield Named(f"{where}.{name}", types_of(function), words)


def unwrapped(member: object) -> Callable[..., object] | None:
    if isinstance(member, property):
        return member.fget
    if isinstance(member, (classmethod, staticmethod)):
        return member.__func__
    return member if inspect.isfunction(member) else None


def types_of(function: Callable[..., object]) -> list[str]:
    signature = inspect.signature(function)
    given = [one.annotation for one in signature.parameters.values()]
    return [str(one) for one in (*given, signature.return_annotation)]


PUBLIC = list(public())


def test_the_walk_sees_what_people_use() -> None:
    seen = {one.where.removeprefix("yandex_market.") for one in PUBLIC}
    assert {
        "client.YandexMarket.with_options", "orders.AsyncOrders.stats_of", "raw.RawOrders.get",
        "paging.Pager.pages", "errors.StatusError.__init__", "errors.MarketError.resume_token",
        "options.CallOptions.headers", "models.Order.from_dict", "models.Order.to_dict",
        "models.OpenEnum.is_known", "models.Order.additional_properties", "testing.sample",
        "testing.Script.transport", "money.signed", "quotas.QuotaStore.acquire",
        "waiting.OrderUpdate.wait", "waiting.OperationState.of",
    } <= seen  # fmt: skip
    assert len(seen) > 1_000
    exported = {one.partition(".")[2] for one in seen}
    assert {n for n in yandex_market.__all__ if n[0].isupper() and n != "SPEC_VERSION"} <= exported


def test_no_public_signature_or_attribute_says_any() -> None:
    assert [one.where for one in PUBLIC if re.search(r"\bAny\b", " ".join(one.types))] == []


def test_every_public_argument_and_result_has_a_type() -> None:
    bare = str(inspect.Parameter.empty)
    assert [
        one.where for one in PUBLIC if bare in one.types[1:] and not one.where.endswith(PROTOCOLS)
    ] == []


def test_everything_public_has_a_docstring() -> None:
    assert [one.where for one in PUBLIC if not (one.words or "").strip()] == []


@pytest.mark.parametrize("method", ASKING, ids=lambda method: method.__qualname__)
def test_what_asks_the_service_tells_its_errors_and_its_source(
    method: Callable[..., object],
) -> None:
    words = inspect.getdoc(method) or ""
    assert re.search(r"^Raises:$", words, re.MULTILINE)
    assert re.search(r"^Source: (get|update)\w+", words, re.MULTILINE)


@pytest.mark.parametrize("name", ["first", "collect", "pages"])
def test_what_reads_a_listing_tells_its_errors(name: str) -> None:
    for kind in (paging.Pager, paging.AsyncPager):
        assert "Raises:" in (getattr(kind, name).__doc__ or ""), kind


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_attributes_have_words_beside_them_or_in_their_class(module: ModuleType) -> None:
    source = Path(module.__file__ or "").read_text(encoding="utf-8")
    silent = []
    for kind in ast.parse(source).body:
        if isinstance(kind, ast.ClassDef) and not kind.name.startswith("_"):
            if typing.is_typeddict(getattr(module, kind.name)):  # arguments, told at the function
                continue
            told = ast.get_docstring(kind) or ""
            silent += [
                f"{kind.name}.{name}"
                for name, words in attributes(kind)
                if not words and not re.search(rf"^ *{name}: |`{name}`", told, re.MULTILINE)
            ]
    assert silent == []


def attributes(kind: ast.ClassDef) -> Iterator[tuple[str, bool]]:
    """Public attributes and whether a string follows: annotated ones, and those of self in __init__."""
    functions = (n for n in kind.body if isinstance(n, ast.FunctionDef))
    init = next((n.body for n in functions if n.name == "__init__"), [])
    for body in (kind.body, init):
        for statement, after in itertools.zip_longest(body, body[1:]):
            target = getattr(statement, "target", None)
            if isinstance(statement, ast.Assign):
                target = statement.targets[0]
            own = target.id if isinstance(target, ast.Name) and body is kind.body else ""
            name = target.attr if isinstance(target, ast.Attribute) else own
            if name and not name.startswith("_") and isinstance(statement, KEEPING[body is init]):
                yield name, isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
