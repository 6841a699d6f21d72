"""After any edit of the document: `python -m tools.regenerate [--issue N] [--no-tests]`.

Lints the document, makes `generated/` with its lock, says what changed since HEAD on the wire and in the
Python API, drafts the changelog fragment of the document, and runs the tests. Stops at the first step that
fails and says what to run again.

Exit codes: 0 all steps went through; 1 one did not.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tools.bundle import BundleError, bundle
from tools.compat import PARTS, due, shown
from tools.documents import REPOSITORY, checkout, read
from tools.python_api import difference
from tools.specdiff import Finding, draft, findings, report, step

FRAGMENTS = REPOSITORY / "changelog.d"
TOLD = 40  # lines of the summary; the rest is counted


def run(*arguments: str) -> bool:
    """One of our commands; what it says goes to the terminal."""
    sys.stdout.flush()
    return subprocess.run([sys.executable, "-m", *arguments], cwd=REPOSITORY, check=False).returncode == 0  # fmt: skip


def python_summary(head: Path) -> list[str]:
    """What changed in the Python API since HEAD, a line each."""
    api = difference(head, REPOSITORY)
    lines = [f"gone or different: {broken}" for broken in api.breaks]
    lines += [f"new: {name}" for name in api.added]
    more = len(lines) - TOLD
    return (lines[:TOLD] + ([f"... and {more} more"] if more > 0 else [])) or ["no change"]


def fragment(issue: int | None) -> Path:
    """Where the draft belongs: beside an issue, else one file for all edits since HEAD."""
    if issue is not None:
        return FRAGMENTS / f"{issue}.spec.md"
    command = ["git", "rev-parse", "--short=8", "HEAD"]
    head = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    return FRAGMENTS / f"+since-{head.stdout.strip()}.spec.md"


def write_draft(found: Sequence[Finding], issue: int | None) -> str:
    """Draft the fragment; what a person has written already stays. What was done, for a person."""
    text, file = draft(found), fragment(issue)
    if not text:
        return "nothing to tell users: no fragment drafted"
    if issue is not None and file.exists():
        return f"{file.name} is there; its draft would be:\n{text}"
    FRAGMENTS.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return f"drafted changelog.d/{file.name}; put it in plain words:\n{text}"


def version_advice(head: Path, found: Sequence[Finding]) -> str:
    """Whether `info.version` of the document steps as its changes ask."""
    old, new = (str(bundle(tree / "openapi")["info"]["version"]) for tree in (head, REPOSITORY))
    first, second = (tuple(map(int, version.split("."))) for version in (old, new))
    least = due((first[0], first[1], first[2]), step(found))
    if second >= least:
        return f"info.version: {old} → {new}"
    return f"info.version: {old} → {new}; a release needs {shown(least)} (openapi/openapi.yaml)"


def compare_with_head(issue: int | None) -> bool:
    """Specdiff, draft and the summary of the Python API; whether the two could be compared."""
    with tempfile.TemporaryDirectory(prefix="yandex-market-head-") as scratch:
        head = Path(scratch).resolve()
        try:
            checkout("HEAD", list(PARTS), head)
            found = findings(read(str(head)), read(str(REPOSITORY)))
        except BundleError as error:
            print(f"not compared: {error}", file=sys.stderr)
            return False
        print("\nThe document since HEAD:", report(found), sep="\n\n")
        print(version_advice(head, found))
        print("\nThe changelog:", write_draft(found, issue), sep="\n\n")
        print("\nThe Python API since HEAD:", "\n".join(python_summary(head)), sep="\n\n")
    return True


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, prog="python -m tools.regenerate", formatter_class=argparse.RawDescriptionHelpFormatter
    )  # fmt: skip
    parser.add_argument("--issue", type=int, help="its fragment takes the draft")
    parser.add_argument("--no-tests", action="store_true", help="leave the tests for later")
    asked = parser.parse_args(arguments)
    times: dict[str, float] = {}
    for name, command in (
        ("lint_spec", ["tools.lint_spec"]),
        ("generate", ["tools.generate"]),
        ("compare", []),
        ("tests", ["pytest", "-q", "-n", "auto", "--dist", "worksteal"]),
    ):
        if name == "tests" and asked.no_tests:
            continue
        started = time.perf_counter()
        went = run(*command) if command else compare_with_head(asked.issue)
        times[name] = time.perf_counter() - started
        if not went:
            print(f"\n{name} failed; mend it and run `nox -s regenerate` again", file=sys.stderr)
            return 1
    told = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in times.items())
    print(f"\n{told}; {sum(times.values()):.1f} s in all" + "; no tests were run" * asked.no_tests)
    return 0


if __name__ == "__main__":
    sys.exit(main())
