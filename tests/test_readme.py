"""The README is true: its code runs, its commands exist, its length is bounded."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from yandex_market.mock import MockMarket

REPOSITORY = Path(__file__).parent.parent
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("code", blocks("python"), ids=lambda code: code.strip().splitlines()[-1])
def test_every_python_block_runs_as_it_stands(code: str, tmp_path: Path) -> None:
    mock = MockMarket(orders=2_000)
    with mock.serve() as url:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", code],
            cwd=tmp_path,
            env=os.environ | {"YANDEX_MARKET_API_KEY": mock.api_key, "YANDEX_MARKET_BASE_URL": url},
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip()


def test_every_nox_session_that_it_names_exists() -> None:
    named = set(re.findall(r"nox -s (\w+)", README))
    defined = set(re.findall(r"@nox\.session\ndef (\w+)", (REPOSITORY / "noxfile.py").read_text()))
    assert named
    assert named <= defined


def test_every_path_that_it_names_exists() -> None:
    named = re.findall(r"^\| `(.+?)` ", README.split("## Where things are")[1], re.MULTILINE)
    paths = [path for cell in named for path in re.findall(r"[\w./-]+/|[\w-]+\.\w+", cell)]
    assert paths
    assert [path for path in paths if not (REPOSITORY / path).exists()] == []


def test_it_stays_within_250_lines() -> None:
    assert len(README.splitlines()) <= 250


def test_the_python_blocks_pass_mypy_strict(tmp_path: Path) -> None:
    files = []
    for number, code in enumerate(blocks("python")):
        files.append(tmp_path / f"block_{number}.py")
        files[-1].write_text(code, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", *map(str, files)]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=100, check=False
    )
    assert done.returncode == 0, done.stdout
