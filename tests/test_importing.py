"""What importing the package and making a client loads: a budget in modules, not milliseconds."""

from __future__ import annotations

import pytest

from tests.test_generated import loaded_by
from tests.twins import KEY

BUDGET = 60
"""Modules beyond httpx's own for a client made: about half of them are the client itself."""
NOT_YET = {"asyncio", "attr", "attrs", "difflib", "msgspec", "yaml", "jsonschema_rs", "subprocess"}
"""What is loaded when it is first needed: by the async twin, models, a mistyped name, the mock."""


@pytest.mark.parametrize("name", ["YandexMarket", "AsyncYandexMarket"])
def test_a_client_made_loads_little_more_than_httpx(name: str) -> None:
    bare = loaded_by("import httpx\nhttpx.Client()")
    ours = loaded_by(f"from yandex_market import {name}\n{name}({KEY!r})") - bare
    assert len(ours) <= BUDGET, sorted(ours)
    assert {module.partition(".")[0] for module in ours} & NOT_YET == set()
    assert not {
        m for m in ours if m.startswith(("yandex_market_api.models.", "yandex_market.mock"))
    }


def test_importing_the_package_alone_loads_nothing_but_itself() -> None:
    ours = loaded_by("import yandex_market") - loaded_by("import importlib, typing")
    assert {module for module in ours if module.startswith("yandex")} == {"yandex_market"}
    assert len(ours) <= 3, sorted(ours)


def test_the_command_makes_a_mock_without_a_client_exports_or_yaml() -> None:
    ours = loaded_by(
        "import yandex_market.cli\nfrom yandex_market.mock import MockMarket\nMockMarket()"
    )
    assert {module.partition(".")[0] for module in ours} & {"httpx", "yaml"} == set()
    assert not {m for m in ours if m.startswith(("yandex_market.bulk", "yandex_market.client"))}
