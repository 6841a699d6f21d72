"""What the documents for maintainers name is there, and fragments of the changelog are in form."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

REPOSITORY = Path(__file__).parent.parent
GUIDE = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
NOXFILE = (REPOSITORY / "noxfile.py").read_text(encoding="utf-8")
SESSIONS = set(re.findall(r"@nox\.session\ndef (\w+)", NOXFILE))
FRAGMENTS = sorted((REPOSITORY / "changelog.d").glob("*.md"))


def test_every_session_that_the_guide_names_exists_and_its_table_has_them_all() -> None:
    named = {
        name for run in re.findall(r"nox -s ([a-z_]+(?: [a-z_]+)*)", GUIDE) for name in run.split()
    }
    assert named
    assert named <= SESSIONS
    rows = re.findall(r"^\| (`.+?`) \| ", GUIDE, re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == SESSIONS


def test_a_session_that_names_no_group_installs_the_package_alone() -> None:
    """nox is not installed beside the tests, so that the function is taken out of its file."""
    tree = ast.parse(NOXFILE)
    tree.body = [
        node
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        or (isinstance(node, ast.FunctionDef) and node.name == "install")
    ]
    project = SimpleNamespace(dependency_groups=lambda _, *groups: groups)
    scope: dict[str, Any] = {"nox": SimpleNamespace(project=project), "PYPROJECT": {}}
    exec(compile(tree, "noxfile.py", "exec"), scope)  # noqa: S102 - our own file
    asked: list[tuple[str, ...]] = []
    session = SimpleNamespace(install=lambda *arguments: asked.append(arguments))
    scope["install"](session, package="all")
    scope["install"](session, "lint")
    assert asked == [("--quiet", ".[all]"), ("--quiet", "lint")]


def test_every_file_that_the_guide_names_exists_but_those_of_its_example() -> None:
    text = GUIDE.replace("overrides/yandex_market/returns.py", "").replace(
        "test_sdk_returns.py", ""
    )
    paths = set(re.findall(r"`((?:[\w.]+/)+[\w.-]*\w\.?\w*)`", text))
    assert len(paths) > 10
    known = (REPOSITORY, REPOSITORY / "overrides" / "yandex_market")
    lost = {path for path in paths if not any((root / path).exists() for root in known)}
    assert lost == set()


@pytest.mark.parametrize("name", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_every_test_that_a_document_names_exists(name: str) -> None:
    tests = "".join(p.read_text(encoding="utf-8") for p in (REPOSITORY / "tests").glob("test_*.py"))
    named = set(re.findall(r"`(test_\w+)`", (REPOSITORY / name).read_text(encoding="utf-8")))
    assert named
    assert {name for name in named if f"def {name}(" not in tests} == set()


def test_the_guide_stays_within_200_lines() -> None:
    assert len(GUIDE.splitlines()) <= 200


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=lambda path: path.name)
def test_a_fragment_is_named_by_issue_and_kind_and_names_no_issue_itself(fragment: Path) -> None:
    kinds = "breaking|change|fix|spec"
    assert re.fullmatch(rf"(\d+|\+since-[0-9a-f]+)\.({kinds})(\.\d+)?\.md", fragment.name)
    text = fragment.read_text(encoding="utf-8")
    assert text.strip().endswith(".")
    assert not re.search(r"#\d|\bissue\b", text)


@pytest.mark.parametrize("name", ["CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"])
def test_links_between_documents_lead_somewhere(name: str) -> None:
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
        assert (REPOSITORY / target).exists(), target
