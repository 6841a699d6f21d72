"""Packaging and publishing refuse what is not proved; CI runs the same sessions everywhere.

That they do their work is what `nox -s package` and `nox -s rehearse` show, with a real index.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tools import package, publish, regenerate
from tools.bundle import bundle
from tools.package import PackageError, digest, put_in_place, run
from tools.publish import PublishError, archives, checked_url
from tools.specdiff import findings

REPOSITORY = Path(__file__).parent.parent
PYPROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
WORKFLOW = (REPOSITORY / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")


# --- dist/ ---------------------------------------------------------------------------------------


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """A folder as `nox -s package` leaves it."""
    folder = tmp_path / "dist"
    folder.mkdir()
    version = package.version()
    names = (f"yandex_market_sdk-{version}-py3-none-any.whl", f"yandex_market_sdk-{version}.tar.gz")
    for name in names:
        (folder / name).write_text(name, encoding="utf-8")
    sums = "".join(f"{digest(path)}  {path.name}\n" for path in sorted(folder.iterdir()))
    (folder / package.SUMS).write_text(sums, encoding="utf-8")
    return folder


def test_what_was_proved_is_uploaded_the_wheel_last(dist: Path) -> None:
    assert [path.suffix for path in archives(dist)] == [".gz", ".whl"]


def test_what_was_not_proved_is_not_uploaded(dist: Path, tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="nox -s package"):
        archives(tmp_path)
    (wheel,) = dist.glob("*.whl")
    wheel.write_text("something else", encoding="utf-8")
    with pytest.raises(PublishError, match="is not what was proved"):
        archives(dist)


def test_another_version_is_not_uploaded(dist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "version", lambda: "9.9.9")
    with pytest.raises(PublishError, match=r"not of version 9\.9\.9"):
        archives(dist)


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("https://me:secret@index.example/", "no credentials in the URL"),
        ("https://me@index.example/", "no credentials in the URL"),
        ("http://index.example/", "use https"),
        ("index.example", "expected https"),
    ],
)
def test_an_address_that_could_leak_the_password_is_refused(
    url: str, fault: str, dist: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish.main(["--repository", url], dist) == 1
    shown = capsys.readouterr().err
    assert fault in shown
    assert "secret" not in shown


def test_https_anywhere_and_http_on_this_machine_are_addresses() -> None:
    for url in ("https://index.example/legacy/", "http://127.0.0.1:8080/", "http://localhost/"):
        assert checked_url(url) == url


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("HTTPError: 400 ... already exists!", "is not overwritten: step the version"),
        ("HTTPError: 409 Conflict from ...", "is not overwritten: step the version"),
        ("noise\n\x1b[31mERROR\x1b[0m  HTTPError: 403 Forbidden", "the index refused: ERROR HTTPError: 403 Forbidden"),
    ],
)  # fmt: skip
def test_a_refusal_of_the_index_is_told_in_a_sentence(
    said: str, told: str, dist: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    commands: list[list[str]] = []

    def twine(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        return subprocess.CompletedProcess(command, 1, said, "")

    monkeypatch.setattr(subprocess, "run", twine)
    monkeypatch.setenv("TWINE_PASSWORD", "hidden")
    assert publish.main(["--repository", "https://index.example/"], dist) == 1
    assert told in capsys.readouterr().err
    (command,) = commands
    assert "hidden" not in " ".join(command)
    assert "--skip-existing" not in command


def test_dist_is_replaced_whole_with_its_hashes(
    dist: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    old = tmp_path / "repository" / "dist"
    old.mkdir(parents=True)
    (old / "old.whl").touch()
    monkeypatch.setattr(package, "DIST", old)
    (dist / package.SUMS).unlink()
    put_in_place(dist)
    assert not (old / "old.whl").exists()
    assert len(archives(old)) == 2
    assert "in dist/" in capsys.readouterr().out


def test_a_failing_command_is_an_error_with_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match=r"exit code 3\nbefore the end"):
        run([sys.executable, "-c", "print('before the end'); raise SystemExit(3)"], tmp_path)


def test_a_command_does_not_see_the_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "sources"))
    assert "sources" not in run([sys.executable, "-c", "import sys; print(sys.path)"], Path.home())


def test_what_runs_beside_the_wheel_is_pinned_as_in_the_tests() -> None:
    groups = PYPROJECT["dependency-groups"]
    known = {one for group in ("tests", "demo", "types") for one in groups[group] if isinstance(one, str)}  # fmt: skip
    assert set(package.pinned("wheel")) <= known


# --- drafts of the changelog -----------------------------------------------------------------------


def test_the_draft_does_not_replace_what_a_person_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(regenerate, "FRAGMENTS", tmp_path)
    old = bundle(REPOSITORY / "openapi")
    new = bundle(REPOSITORY / "openapi")
    new["components"]["schemas"]["OrderStatusType"]["enum"].append("LOST")
    found = findings(old, new)
    told = regenerate.write_draft(found, 12)
    text = (tmp_path / "12.spec.md").read_text(encoding="utf-8")
    assert "enum value added: LOST (`200 order.status`, answer)" in text
    assert text in told
    (tmp_path / "12.spec.md").write_text("By hand.\n", encoding="utf-8")
    assert "is there" in regenerate.write_draft(found, 12)
    assert (tmp_path / "12.spec.md").read_text(encoding="utf-8") == "By hand.\n"
    regenerate.write_draft(found, None)
    regenerate.write_draft(found, None)  # one file for all edits since HEAD
    assert len(list(tmp_path.glob("+since-*.spec.md"))) == 1
    assert "no fragment" in regenerate.write_draft([], None)


def test_a_release_collects_the_fragments_by_kind_and_deletes_them(tmp_path: Path) -> None:
    for name in ("pyproject.toml", "CHANGELOG.md", "tools/changelog.md.jinja"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(REPOSITORY / name, tmp_path / name)
    fragments = tmp_path / "changelog.d"
    fragments.mkdir()
    for name in ("7.spec.md", "7.change.md", "3.breaking.md", "+since-1234.spec.md", "8.fix.md"):
        (fragments / name).write_text(f"The text of {name[:-3]}.\n", encoding="utf-8")
    command = ["-m", "towncrier", "build", "--yes", "--version", "0.2.0", "--date", "2026-11-27"]
    run([sys.executable, *command], tmp_path)
    text = (tmp_path / "CHANGELOG.md").read_text(encoding="utf-8")
    order = ["## 0.2.0, 2026-11-27", "### Breaking", "3.breaking", "### Changed", "7.change", "### Fixed", "8.fix", "### The document"]  # fmt: skip
    assert [text.index(words) for words in order] == sorted(text.index(words) for words in order)
    assert "The text of +since-1234.spec." in text
    assert "#7" not in text
    assert list(fragments.iterdir()) == []


# --- CI ------------------------------------------------------------------------------------------


def sessions_of(text: str) -> set[str]:
    return {name for run in re.findall(r"nox -s ([a-z_ ]+)", text) for name in run.split()}


def test_both_ways_of_ci_run_the_same_sessions() -> None:
    local = sessions_of((REPOSITORY / ".ci" / "run").read_text(encoding="utf-8"))
    jobs = yaml.safe_load(WORKFLOW)["jobs"]
    matrix = set(jobs["checks"]["strategy"]["matrix"]["sessions"])
    assert local == sessions_of(WORKFLOW) | matrix
    assert {"demo", "tests", "lint_spec", "types", "compat", "package", "rehearse"} <= local


def test_the_workflow_pins_its_actions_and_may_only_read() -> None:
    workflow = yaml.safe_load(WORKFLOW)
    used = re.findall(r"uses: (\S+)", WORKFLOW)
    assert used
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action) for action in used)
    assert workflow["permissions"] == {"contents": "read"}
    assert "secrets." not in WORKFLOW
    assert all(job["timeout-minutes"] <= 30 for job in workflow["jobs"].values())
