"""The other clients, made from our own document in this run, each in an environment of its own.

A peer that cannot be made is a `Missing` with its reason, and the report says so.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.golden import stock
from tools.bundle import bundle

REPOSITORY = Path(__file__).resolve().parent.parent
BIN = "Scripts" if os.name == "nt" else "bin"


@dataclass(frozen=True)
class Peer:
    """A client, ready to be measured: the interpreter to do it with, and what it is made of."""

    title: str
    python: Path
    packages: str


@dataclass(frozen=True)
class Missing:
    """A client that could not be made, and why."""

    title: str
    reason: str


# environment → title, what is installed there
TITLES = {
    "sdk": ("yandex-market-sdk", "httpx attrs msgspec"),
    "stock": ("openapi-python-client, its own templates", "httpx attrs python-dateutil"),
    "openapi_generator": ("openapi-generator, python", "pydantic python-dateutil urllib3"),
    "pydantic": ("pydantic v2, datamodel-code-generator", "pydantic httpx"),
    "msgspec": ("msgspec structs, datamodel-code-generator", "msgspec httpx"),
}


def make(
    folder: Path, say: Callable[[str], None], *, keep: bool = False
) -> dict[str, Peer | Missing]:
    """Make all of them in the folder anew; with `keep`, only ours where the others are there."""
    folder.mkdir(parents=True, exist_ok=True)
    document = _plain(bundle(REPOSITORY / "openapi"))
    path = folder / "openapi.json"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    makers: dict[str, Callable[[Path], None]] = {
        "sdk": _sdk,
        "stock": lambda package: _stock(document, package),
        "openapi_generator": lambda package: _openapi_generator(path, package),
        "pydantic": lambda package: _datamodels(path, package, "pydantic_v2.BaseModel"),
        "msgspec": lambda package: _datamodels(path, package, "msgspec.Struct"),
    }
    peers: dict[str, Peer | Missing] = {}
    for name, maker in makers.items():
        title, packages = TITLES[name]
        python = folder / name / BIN / "python"
        kept = keep and python.exists()
        say(f"{'keeping' if kept and name != 'sdk' else 'making'} {title}")
        try:
            if not kept:
                _environment(folder / name, python, packages.split())
            if not kept or name == "sdk":
                maker(folder / name)
        except (OSError, RuntimeError, subprocess.SubprocessError) as error:
            said = getattr(error, "stderr", None) or str(error)
            reason = " ".join(said.split())[-400:]
            peers[name] = Missing(title, reason)
            shutil.rmtree(folder / name, ignore_errors=True)
            say(f"MISSING {title}: {reason}")
        else:
            peers[name] = Peer(title, python, packages)
    return peers


def _environment(folder: Path, python: Path, packages: list[str]) -> None:
    """A virtual environment with these, at the versions that pyproject.toml pins."""
    shutil.rmtree(folder, ignore_errors=True)
    _run([sys.executable, "-m", "venv", str(folder)])
    _run([str(python), "-m", "pip", "install", "--quiet", *(_pinned()[name] for name in packages)])


def _pinned() -> dict[str, str]:
    """Name → requirement, of the group `bench_peers`."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    group = project["dependency-groups"]["bench_peers"]
    return {requirement.partition("==")[0]: requirement for requirement in group}


def _sdk(folder: Path) -> None:
    """This project, as users install it."""
    python = folder / BIN / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--force-reinstall", "--no-deps"]
    _run([*pip, str(REPOSITORY)])


def _stock(document: dict[str, Any], folder: Path) -> None:
    problems = stock(document, folder / "market_stock")
    if problems:
        raise RuntimeError("; ".join(problems))


def _openapi_generator(document: Path, folder: Path) -> None:
    """Twice: as it comes, and with Decimals. Its own check of the document takes what a link sends for a
    text, where OpenAPI allows any value.
    """
    for package, more in (
        ("market_floats", []),
        ("market_decimals", ["--additional-properties", "mapNumberTo=Decimal"]),
    ):
        command = [
            str(Path(sys.executable).parent / "openapi-generator-cli"), "generate",
            "-g", "python", "-i", str(document), "-o", str(folder / package),
            "--package-name", package, "--skip-validate-spec", *more,
        ]  # fmt: skip
        _run(command)


def _datamodels(document: Path, folder: Path, kind: str) -> None:
    """As it comes; and again with the word float replaced, for it has no option for Decimals."""
    floats = folder / "market_floats.py"
    command = [
        sys.executable, "-W", "ignore", "-m", "datamodel_code_generator", "--input", str(document),
        "--input-file-type", "openapi", "--output-model-type", kind, "--output", str(floats),
        "--target-python-version", f"3.{min(sys.version_info.minor, 13)}",
    ]  # fmt: skip
    _run(command)
    text = floats.read_text(encoding="utf-8")
    future, imports = "from __future__ import annotations\n", "from decimal import Decimal\n"
    decimals = re.sub(r"\bfloat\b", "Decimal", text).replace(future, future + imports, 1)
    (folder / "market_decimals.py").write_text(decimals, encoding="utf-8")


def _plain(node: Any) -> Any:
    """The document without its extensions, at which one of the generators stumbles."""
    if isinstance(node, dict):
        return {k: _plain(v) for k, v in node.items() if not str(k).startswith("x-")}
    return [_plain(item) for item in node] if isinstance(node, list) else node


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True, cwd=REPOSITORY)
