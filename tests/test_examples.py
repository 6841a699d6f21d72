"""Each example runs as its docstring says, without a key, a warning or a word on stderr."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
EXAMPLES = sorted(path for path in (REPOSITORY / "examples").glob("*.py") if path.stem != "demo")
MOST_LINES = 60


def test_there_are_at_least_ten() -> None:
    assert len(EXAMPLES) >= 10


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_it_runs_with_the_command_that_it_names(example: Path) -> None:
    text = ast.get_docstring(ast.parse(example.read_text(encoding="utf-8"))) or ""
    command = re.search(r"^ {4}python (.+?)(?: >.*)?$", text, re.MULTILINE)
    assert command, "its docstring tells how to run it"
    environment = {k: v for k, v in os.environ.items() if not k.startswith("YANDEX_MARKET_")}
    done = subprocess.run(
        [sys.executable, "-W", "error", *command[1].split()],
        cwd=REPOSITORY,
        env=environment | {"PYTHONIOENCODING": "utf-8", "NO_PROXY": "127.0.0.1"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.strip()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_it_is_short(example: Path) -> None:
    assert len(example.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_all_pass_mypy_strict(tmp_path: Path) -> None:
    command = ["-m", "mypy", "--strict", "--config-file=", "--cache-dir", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, *command, *map(str, EXAMPLES)],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stdout
