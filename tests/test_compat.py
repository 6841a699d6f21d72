"""compat names what breaks users of the last release, where, and the version step that is due."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tools import compat
from tools.bundle import BundleError
from tools.compat import PARTS, due, version_of
from tools.python_api import Difference, difference

REPOSITORY = Path(__file__).parent.parent
MODULES = {
    "overrides/yandex_market/__init__.py": "from .orders import Orders as Orders\n_HIDDEN = 1\n",
    "overrides/yandex_market/orders.py": (
        "from typing import Unpack\nfrom yandex_market_api.filters import Filters\n"
        "LIMIT = 50\n"
        "class Orders:\n"
        "    def list(self, business_id: int, *, page_size: int = 50, **filters: Unpack[Filters]) -> None: ...\n"
        "    def get(self, order_id: int) -> None: ...\n"
        "    def _ask(self, order_id: int) -> None: ...\n"
    ),
    "overrides/yandex_market/mock/__init__.py": "from .market import Mock as Mock\n",
    "overrides/yandex_market/mock/market.py": (
        "class Mock:\n    def serve(self, port: int = 0) -> None: ...\nclass Inner: ...\n"
    ),
    "generated/yandex_market_api/__init__.py": "",
    "generated/yandex_market_api/filters.py": "class Filters:\n    status: str\n    fake: bool\n",
    "generated/yandex_market_api/models.py": (
        "class Order:\n    id: int | None = None\n    notes: str | None = None\n"
        'class State:\n    NEW = "NEW"\n    LOST = "LOST"\n'
    ),
}


def tree(folder: Path, old: str = "", new: str = "") -> Path:
    """A small source tree, with one text in it replaced."""
    hits = 0
    for name, content in MODULES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        hits += content.count(old) if old else 0
        file.write_text(content.replace(old, new) if old else content, encoding="utf-8")
    assert hits == bool(old)
    return folder


def changed(tmp_path: Path, old: str, new: str) -> Difference:
    return difference(tree(tmp_path / "old"), tree(tmp_path / "new", old, new))


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("page_size: int", "per_page: int", "yandex_market.orders.Orders.list(page_size)"),
        ("page_size: int = 50", "page_size: int", "yandex_market.orders.Orders.list(page_size)"),
        ("    def get(self, order_id: int) -> None: ...\n", "", "yandex_market.orders.Orders.get"),
        ("get(self, order_id: int)", "get(self, order_id: int, extra: int)", "yandex_market.orders.Orders.get(extra)"),
        ("    notes: str | None = None\n", "", "yandex_market_api.models.Order.notes"),
        ("    fake: bool\n", "", "yandex_market_api.filters.Filters.fake"),
        ('    LOST = "LOST"\n', "", "yandex_market_api.models.State.LOST"),
        ("from .orders import Orders as Orders\n", "", "yandex_market.Orders"),
        ("port: int = 0", "", "yandex_market.mock.market.Mock.serve(port)"),
    ],
)  # fmt: skip
def test_what_callers_may_use_and_is_gone_is_a_break(
    tmp_path: Path, old: str, new: str, path: str
) -> None:
    breaks = changed(tmp_path, old, new).breaks
    assert path in {one.path for one in breaks}
    assert all(".py" in one.place for one in breaks)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("_HIDDEN = 1\n", ""),
        ("    def _ask(self, order_id: int) -> None: ...\n", ""),
        ("LIMIT = 50", "LIMIT = 60"),
        ("class Inner: ...\n", ""),
        ("get(self, order_id: int)", "get(self, order_id: int, extra: int = 0)"),
    ],
)
def test_what_is_private_or_only_grows_is_no_break(tmp_path: Path, old: str, new: str) -> None:
    assert changed(tmp_path, old, new).breaks == []


def test_another_default_is_told_with_both(tmp_path: Path) -> None:
    (found,) = changed(tmp_path, "page_size: int = 50", "page_size: int = 20").breaks
    assert found.text == "Parameter default was changed: 50 → 20"


def test_what_is_new_is_named_once(tmp_path: Path) -> None:
    added = changed(tmp_path, "class Order:", "class Buyer:\n    name: str\nclass Order:").added
    assert added == ["yandex_market_api.models.Buyer"]


def test_a_removed_module_is_a_break(tmp_path: Path) -> None:
    old, new = tree(tmp_path / "old"), tree(tmp_path / "new")
    (new / "generated" / "yandex_market_api" / "filters.py").unlink()
    breaks = [one.path for one in difference(old, new).breaks]
    assert breaks == ["yandex_market_api.filters"]


def test_the_real_api_does_not_differ_from_itself() -> None:
    assert difference(REPOSITORY, REPOSITORY) == Difference([], [])


@pytest.mark.parametrize(
    ("version", "step", "expected"),
    [
        ((0, 1, 0), "major", (0, 2, 0)), ((0, 1, 3), "minor", (0, 1, 4)), ((0, 1, 0), "patch", (0, 1, 1)),
        ((1, 2, 3), "major", (2, 0, 0)), ((1, 2, 3), "minor", (1, 3, 0)), ((1, 2, 3), "patch", (1, 2, 4)),
        ((1, 2, 3), "none", (1, 2, 3)),
    ],
)  # fmt: skip
def test_before_1_0_a_step_counts_one_place_lower(
    version: tuple[int, int, int], step: str, expected: tuple[int, int, int]
) -> None:
    assert due(version, step) == expected


# --- the whole command, in a repository of its own ------------------------------------------------


def git(repository: Path, *arguments: str) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    command = ["git", "-C", str(repository), *who, *arguments]
    subprocess.run(command, check=True)


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of this package, as it is now, whose only commit is the release v0.1.0."""
    repository = tmp_path_factory.mktemp("released")
    for part in PARTS:
        source, target = REPOSITORY / part, repository / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    set_version(repository, "0.1.0")
    git(repository, "init", "-q")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "Release", "--no-gpg-sign")
    return repository


def set_version(repository: Path, version: str) -> None:
    file = repository / "pyproject.toml"
    text = file.read_text(encoding="utf-8")
    now = compat.shown(version_of(repository))
    file.write_text(text.replace(f'version = "{now}"', f'version = "{version}"'), encoding="utf-8")


def test_without_an_earlier_release_it_passes_and_says_so(
    released: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert compat.main([], released) == 0
    assert "no earlier release" in capsys.readouterr().out


def test_a_break_fails_until_the_version_steps_and_says_what_and_where(
    released: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    """A public parameter renamed and a model attribute dropped, as griffe and the old types see it."""
    repository = tmp_path / "work"
    shutil.copytree(released, repository)
    git(repository, "tag", "v0.1.0")
    orders = repository / "overrides" / "yandex_market" / "orders.py"
    orders.write_text(orders.read_text(encoding="utf-8").replace("page_size", "per_page"), encoding="utf-8")  # fmt: skip
    order = repository / "generated" / "yandex_market_api" / "models" / "order.py"
    order.write_text(order.read_text(encoding="utf-8").replace("\n    notes: ", "\n    remarks: "), encoding="utf-8")  # fmt: skip

    assert compat.main([], repository) == 1
    shown = capsys.readouterr().out
    assert "yandex_market.orders.Orders.list(page_size): Parameter was removed (overrides/yandex_market/orders.py:" in shown  # fmt: skip
    assert "yandex_market_api.models.order.Order.notes: Public object was removed (generated/" in shown  # fmt: skip
    assert "right_calls.py:" in shown
    assert 'Unexpected keyword argument "page_size"' in shown
    assert "0.1.0 → 0.1.0; a major step is due (0.x: one place lower): too little, set it to 0.2.0" in shown  # fmt: skip
    assert shown.splitlines()[-1] == "step: major"

    set_version(repository, "0.2.0")
    monkeypatch.setattr(compat, "typed", lambda old, new: [])  # said already, and slow
    assert compat.main(["v0.1.0"], repository) == 0


def test_an_error_that_the_release_had_itself_is_no_break(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mypy(code: Path, packages: Path) -> list[str]:
        return ["a.py:1: error: old"] + ["a.py:2: error: new"] * (packages == tmp_path)

    monkeypatch.setattr(compat, "_mypy", mypy)
    assert compat.typed(REPOSITORY, tmp_path) == ["a.py:2: error: new"]


def test_a_change_of_the_document_counts_as_well(
    released: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    repository = tmp_path / "work"
    shutil.copytree(released, repository)
    monkeypatch.setattr(compat, "typed", lambda old, new: [])  # slow, and not what this is about
    root = repository / "openapi" / "openapi.yaml"
    root.write_text(root.read_text(encoding="utf-8").replace("x-parallel: 4", "x-parallel: 2"), encoding="utf-8")  # fmt: skip
    assert compat.main(["HEAD"], repository) == 1
    shown = capsys.readouterr().out
    assert "document: x-parallel narrowed: 4 → 2" in shown
    assert "set it to 0.1.1" in shown


def test_what_is_no_release_is_refused(
    released: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert compat.main(["v9.9.9"], released) == 2
    assert "v9.9.9: neither" in capsys.readouterr().err
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "1.0rc1"\n', encoding="utf-8")
    with pytest.raises(BundleError, match="expected three numbers"):
        version_of(tmp_path)
