"""What this tree owes to users of the last release: `python -m tools.compat [REV]`.

Three looks at REV (by default the newest tag `v*`): griffe on the Python API, the release's own typed
examples and `tests/typing` checked against the code of now, and specdiff. Together they give one version
step, and the version in pyproject.toml must have taken it. The last line is the verdict, `step: ...`.

Before 1.0 a step counts one place lower: what would be major steps the minor version, all else the patch.

Exit codes: 0 the version steps far enough, or there is no earlier release; 1 it does not; 2 REV is no
revision of this repository.
"""

from __future__ import annotations

import argparse
import filecmp
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.bundle import BundleError
from tools.documents import REPOSITORY, checkout, read
from tools.python_api import PACKAGES, difference
from tools.specdiff import WORDS, findings, said
from tools.specdiff import step as spec_step

ORDER = ("none", "patch", "minor", "major")
PARTS = ("overrides/yandex_market", "generated/yandex_market_api", "openapi", "tests/typing", "examples", "pyproject.toml")  # fmt: skip
Reason = tuple[str, str]  # a step, and what asks for it


def reasons(old: Path, new: Path) -> Iterator[Reason]:
    """Every reason for a step between two source trees."""
    api = difference(old, new)
    for broken in api.breaks:
        yield "major", f"Python API: {broken}"
    for text in typed(old, new):
        yield "major", f"types, as the last release's own code uses them: {text}"
    for name in api.added:
        yield "minor", f"Python API: {name} is new"
    found = findings(read(str(old)), read(str(new)))
    for one in found:
        if one.callers != WORDS:
            at = f" in {', '.join(one.operations[:3])}" if one.operations else ""
            yield spec_step([one]), f"document: {said(one.change)}{at} ({one.side}, {one.callers}; {one.change.pointer})"  # fmt: skip
    if spec_step(found) == "patch":
        yield "patch", "document: words"
    if any(_differ(old / place, new / place) for place in PARTS[:2]):
        yield "patch", "code of the package"


def typed(old: Path, new: Path) -> list[str]:
    """What mypy says of the old release's typed code beside the new packages, and not beside its own."""
    found = _mypy(old, new)
    if found:  # something may be wrong here, such as a library that is not installed
        known = set(_mypy(old, old))
        found = [line for line in found if line not in known]
    return found


def _mypy(code: Path, packages: Path) -> list[str]:
    files = [str(p) for folder in ("tests/typing", "examples") for p in sorted((code / folder).glob("*.py"))]  # fmt: skip
    if not files:
        return []
    path = os.pathsep.join(str(packages / folder) for folder in PACKAGES.values())
    with tempfile.TemporaryDirectory(prefix="yandex-market-types-") as cache:
        # What was an error and is none any more breaks nobody.
        options = ["--strict", "--no-warn-unused-ignores", "--config-file=", "--no-error-summary"]
        options += ["--cache-dir", cache, "--explicit-package-bases", "--ignore-missing-imports"]
        command = [sys.executable, "-m", "mypy", *options, *files]
        env = os.environ | {"MYPYPATH": path}
        done = subprocess.run(
            command, cwd=code, env=env, capture_output=True, text=True, check=False
        )
    if done.returncode not in (0, 1):
        raise BundleError(f"mypy failed: {done.stderr.strip() or done.stdout.strip()}")
    return [line for line in done.stdout.splitlines() if ": error: " in line]


def _differ(old: Path, new: Path) -> bool:
    compared = filecmp.dircmp(old, new, ignore=["__pycache__"])
    waiting = [compared]
    while waiting:
        one = waiting.pop()
        if one.left_only or one.right_only or one.diff_files or one.funny_files:
            return True
        waiting += one.subdirs.values()
    return False


# --- versions ----------------------------------------------------------------------------------


def version_of(tree: Path) -> tuple[int, int, int]:
    """The version in pyproject.toml. Raises BundleError unless it is three numbers."""
    text = tomllib.loads((tree / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]  # fmt: skip
    try:
        major, minor, patch = map(int, text.split("."))
    except ValueError:
        raise BundleError(f"pyproject.toml: version {text!r}: expected three numbers") from None
    return major, minor, patch


def due(old: tuple[int, int, int], step: str) -> tuple[int, int, int]:
    """The least version after `old` that takes a step."""
    if step == "none":
        return old
    place = 3 - ORDER.index(step)
    if old[0] == 0:  # no promise yet: one place lower
        place = min(place + 1, 2)
    major, minor, patch = old
    return [(major + 1, 0, 0), (major, minor + 1, 0), (major, minor, patch + 1)][place]


def shown(version: tuple[int, int, int]) -> str:
    """As people write it."""
    return ".".join(map(str, version))


# --- the command -------------------------------------------------------------------------------


def last_release(repository: Path) -> str | None:
    """The newest tag of a release that leads here."""
    command = ["git", "describe", "--tags", "--abbrev=0", "--match", "v[0-9]*"]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    return done.stdout.strip() or None


def verdict(revision: str, repository: Path) -> tuple[bool, str]:
    """Whether the version steps far enough since `revision`, and the report."""
    with tempfile.TemporaryDirectory(prefix="yandex-market-release-") as scratch:
        old = Path(scratch).resolve()
        checkout(revision, list(PARTS), old, repository)
        lacking = [part for part in PARTS if part not in ("tests/typing", "examples") and not (old / part).exists()]  # fmt: skip
        if lacking:
            raise BundleError(f"{revision}: has no {', '.join(lacking)}: not a release of this package")  # fmt: skip
        found = list(reasons(old, repository))
        before, now = version_of(old), version_of(repository)
    step = max((step for step, _ in found), key=ORDER.index, default="none")
    needed = due(before, step)
    lines = [f"{one:<6} {text}" for one, text in sorted(found, key=lambda r: -ORDER.index(r[0]))]
    is_enough = now >= needed
    fault = "" if is_enough else f": too little, set it to {shown(needed)} in pyproject.toml"
    early = " (0.x: one place lower)" if before[0] == 0 and step in ("major", "minor") else ""
    lines.append(f"{revision}: {shown(before)} → {shown(now)}; a {step} step is due{early}{fault}")
    return is_enough, "\n".join([*lines, f"step: {step}"])


def main(arguments: Sequence[str] | None = None, repository: Path = REPOSITORY) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, prog="python -m tools.compat", formatter_class=argparse.RawDescriptionHelpFormatter
    )  # fmt: skip
    parser.add_argument("revision", nargs="?", help="the last release; by default the newest tag")
    revision = parser.parse_args(arguments).revision or last_release(repository)
    if revision is None:
        print("no earlier release (no tag v*): nothing to be compatible with\nstep: none")
        return 0
    try:
        is_enough, report = verdict(revision, repository)
    except BundleError as error:
        print(f"not compared: {error}", file=sys.stderr)
        return 2
    print(report)
    return 0 if is_enough else 1


if __name__ == "__main__":
    sys.exit(main())
