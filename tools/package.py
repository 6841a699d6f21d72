"""Build sdist and wheel, prove them, and put them into `dist/`: `python -m tools.package`.

Both are built twice, from copies of the tree in other folders and with other times, and must be the same
to the byte; the wheel is the one made from the sdist. Then the wheel is installed into a fresh environment,
with only tests, examples and README beside it, and used: every module imported, types checked, the demo,
the contract suite on the mock, the README's code, and the application of `tests/consumer/`.

`dist/` is written last, with a CycloneDX SBOM of what the wheel brings along and the hashes that
`tools.publish` checks. Exit codes: 0 all is well; 1 the first thing that is not, by name.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
import venv
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
DIST = REPOSITORY / "dist"
SUMS = "SHA256SUMS"
IMPORTS = 7  # times of which the middle one is shown
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".nox", ".venv", ".*_cache", ".hypothesis", "__pycache__", "dist", "build", "*.egg-info"
)
IMPORT_ALL = """
import importlib, importlib.metadata, pkgutil, sys
import yandex_market, yandex_market_api
names, apart = [], []
for package in (yandex_market, yandex_market_api):
    assert "site-packages" in package.__file__, package.__file__
    assert (importlib.resources.files(package) / "py.typed").is_file()
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if "__main__" in found.name or ".test_" in found.name:
            continue
        try:
            names.append(importlib.import_module(found.name).__name__)
        except ModuleNotFoundError as missing:  # an extra that stands apart from [all] says so
            assert "pip install" in str(missing), missing
            apart.append(found.name)
assert yandex_market.__version__ == sys.argv[1], yandex_market.__version__
assert yandex_market.SPEC_VERSION == yandex_market_api.operations.SPEC_VERSION
assert all(name.startswith("yandex_market.bulk.") for name in apart), apart
print(len(names), "modules and", len(apart), "of extras that stand apart, of", yandex_market.__version__, "spec", yandex_market.SPEC_VERSION)
"""
IMPORT_TIME = """
import time
start = time.perf_counter()
from yandex_market import YandexMarket
print(time.perf_counter() - start)
"""
CONTRACT = """
import subprocess, sys
from yandex_market.mock import MockMarket
mock = MockMarket(orders=2_000, seed=7)
with mock.serve() as url:
    command = [sys.executable, "-m", "yandex_market", "contract", "--market-url", url]
    sys.exit(subprocess.run([*command, "--market-api-key", mock.api_key]).returncode)
"""


class PackageError(RuntimeError):
    """What is wrong with the package; nothing was put into dist/."""


Command = Sequence[str | Path]


def run(command: Command, where: Path, **env: str) -> str:
    """Run a command without our sources on any path; its output. Raises PackageError when it fails."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    clean["NO_COLOR"] = "1"
    done = subprocess.run(
        [str(part) for part in command], cwd=where, env=clean | env, capture_output=True, text=True, check=False
    )  # fmt: skip
    if done.returncode:
        said = f"{done.stdout}\n{done.stderr}".strip()
        shown = " ".join(str(part).splitlines()[0] if str(part).strip() else "" for part in command)
        raise PackageError(f"{shown}\nexit code {done.returncode}\n{said}")
    return done.stdout


def commit_time() -> str:
    """Seconds of the last commit, which all members of the archives bear."""
    command = ["git", "log", "-1", "--format=%ct"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "1577836800"


def build(scratch: Path) -> Path:
    """Build twice and compare; the folder with the wheel and the sdist."""
    folders: list[Path] = []
    for name in ("first", "second"):
        # Times and place of the sources must not count.
        source, out = scratch / name / "a-checkout", scratch / name / "dist"
        shutil.copytree(REPOSITORY, source, ignore=LEFT_OUT)
        for path in source.rglob("*"):
            os.utime(path, (0, 1_000_000_000 + len(folders)))
        command = [
            sys.executable,
            "-m",
            "build",
            "--no-isolation",
            "--outdir",
            str(out),
            str(source),
        ]
        run(command, scratch, SOURCE_DATE_EPOCH=commit_time())
        folders.append(out)
    first, second = ({path.name: digest(path) for path in out.iterdir()} for out in folders)
    if first != second:
        raise PackageError(f"two builds differ:\n{first}\n{second}")
    return folders[0]


def digest(path: Path) -> str:
    """The sha256 of a file."""
    return sha256(path.read_bytes()).hexdigest()


def fresh_environment(folder: Path, *requirements: str) -> Path:
    """A new environment with these installed, or empty; its Python."""
    venv.create(folder, symlinks=True)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    if requirements:
        install(python, *requirements)
    return python


def install(python: Path, *requirements: str) -> None:
    """Install into another environment, by the pip of this one."""
    pip = [sys.executable, "-m", "pip", "--python", str(python)]
    run([*pip, "install", "--quiet", *requirements], REPOSITORY)


def pinned(group: str) -> list[str]:
    """A dependency group of pyproject.toml, those that it includes left out."""
    text = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    return [one for one in tomllib.loads(text)["dependency-groups"][group] if isinstance(one, str)]


def version() -> str:
    """The version of the package."""
    text = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(text)["project"]["version"])


def copy_around(work: Path) -> None:
    """What the wheel is tested with: no sources among it."""
    for name in ("tests/consumer", "tests/typing", "examples"):
        shutil.copytree(REPOSITORY / name, work / name, ignore=LEFT_OUT)
    shutil.copy(REPOSITORY / "README.md", work)


def checks(python: Path, work: Path) -> dict[str, Callable[[], str]]:
    """Everything that the installed wheel has to do, by name."""
    consumer = work / "tests" / "consumer"
    mypy = [str(python), "-m", "mypy", "--strict", "--cache-dir", str(work / ".mypy")]
    found = {
        "imports": lambda: run([python, "-c", IMPORT_ALL, version()], work),
        "types": lambda: run([*mypy, "tests/typing"], work),
        "demo": lambda: run([python, "examples/demo.py"], work).strip().splitlines()[-1],
        "consumer types": lambda: run([*mypy, "."], consumer),
        "consumer tests": lambda: run([python, "-m", "pytest", "-q", "-p", "no:cacheprovider"], consumer),
    }  # fmt: skip
    there = "import importlib.util as u; print(u.find_spec('yandex_market.contract') is not None)"
    if run([python, "-c", there], work).strip() == "True":
        found["contract suite"] = lambda: run([python, "-c", CONTRACT], work)
    return found


def bill_of_materials(python: Path, target: Path) -> None:
    """A CycloneDX SBOM of an environment that holds the wheel and what it needs, the same each time."""
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible"]
    run([*command, "--pyproject", REPOSITORY / "pyproject.toml", "--output-format", "JSON", "--output-file", target, python], REPOSITORY)  # fmt: skip


def import_milliseconds(python: Path, work: Path) -> float:
    """How long the client takes to import, the middle of several times."""
    times = [float(run([python, "-c", IMPORT_TIME], work)) for _ in range(IMPORTS)]
    return statistics.median(times) * 1000


def package(scratch: Path) -> None:
    """All of it, told as it goes."""
    started = time.perf_counter()

    def tell(name: str, text: str) -> None:
        last = text.strip().splitlines()[-1] if text.strip() else "ok"
        print(f"{time.perf_counter() - started:6.1f} s  {name:<15} {last}", flush=True)

    out = build(scratch)
    archives = sorted(out.iterdir())
    (wheel,) = out.glob("*.whl")
    tell("build", "twice the same: " + ", ".join(path.name for path in archives))
    tell("twine check", run([sys.executable, "-m", "twine", "check", "--strict", *archives], out))
    tell("wheel contents", run([sys.executable, "-m", "check_wheel_contents", "--config", REPOSITORY / "pyproject.toml", wheel], out))  # fmt: skip
    python = fresh_environment(scratch / "environment", f"{wheel}[all]")
    sbom = out / f"yandex_market_sdk-{version()}.cdx.json"
    bill_of_materials(python, sbom)
    tell("sbom", f"{sbom.name}, {sbom.stat().st_size // 1024} KiB")
    install(python, *pinned("wheel"))
    copy_around(scratch / "work")
    for name, check in checks(python, scratch / "work").items():
        tell(name, check())
    tell("wheel size", f"{wheel.stat().st_size / 1024:.0f} KiB")
    tell("import time", f"{import_milliseconds(python, scratch / 'work'):.0f} ms")
    put_in_place(out)


def put_in_place(out: Path) -> None:
    """Replace `dist/` with what was proved, and its hashes."""
    sums = "".join(f"{digest(path)}  {path.name}\n" for path in sorted(out.iterdir()))
    (out / SUMS).write_text(sums, encoding="utf-8")
    shutil.rmtree(DIST, ignore_errors=True)
    shutil.copytree(out, DIST)
    print(f"\n{sums}\nin {DIST.name}/")


def main() -> int:
    """Command line."""
    shutil.rmtree(DIST, ignore_errors=True)  # nothing old is published by mistake
    with tempfile.TemporaryDirectory(prefix="yandex-market-package-") as scratch:
        try:
            package(Path(scratch).resolve())
        except PackageError as error:
            print(f"\nnot packaged: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
