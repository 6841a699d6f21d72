"""Compare `generated/` with what the sources make of it now, file by file: missing, surplus, changed."""

from __future__ import annotations

import difflib
import sys
import tempfile
from pathlib import Path

from tools.generate import REPOSITORY, GenerationError, generate

COMMAND = "nox -s generate"


def differences(expected: Path, found: Path) -> list[str]:
    """One line per file that differs, by its name below the folders; empty when the trees are equal."""
    wanted, there = _files(expected), _files(found)
    lines = [f"missing: {name}" for name in sorted(wanted - there)]
    lines += [f"surplus: {name}" for name in sorted(there - wanted)]
    for name in sorted(wanted & there):
        if (expected / name).read_bytes() != (found / name).read_bytes():
            lines.append(f"changed: {name}{_first_change(expected / name, found / name)}")
    return lines


def _files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def _first_change(expected: Path, found: Path) -> str:
    def lines(path: Path) -> list[str]:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()

    changes = difflib.unified_diff(lines(expected), lines(found), n=0, lineterm="")
    marked = [line for line in changes if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    shown = [next((line for line in marked if line[0] == sign), "") for sign in "-+"]
    return "".join(f"\n    {line}" for line in shown if line)


def main() -> int:
    """Command line; 0 when there is no drift."""
    with tempfile.TemporaryDirectory(prefix="yandex-market-drift-") as scratch:
        fresh = Path(scratch) / "generated"
        try:
            generate(REPOSITORY, fresh)
        except (GenerationError, ValueError, OSError) as error:
            print(f"not generated: {error}", file=sys.stderr)
            return 1
        found = differences(fresh, REPOSITORY / "generated")
    for line in found:
        kind, _, rest = line.partition(": ")
        print(f"{kind}: generated/{rest}", file=sys.stderr)
    if found:
        print(
            f"\ngenerated/ is not what the sources make. Undo edits there, or run `{COMMAND}` "
            "after changing openapi/, generator-config.yml, overrides/templates, tools/ or a pinned "
            "version in pyproject.toml.",
            file=sys.stderr,
        )
        return 1
    print("generated/ equals what the sources make")
    return 0


if __name__ == "__main__":
    sys.exit(main())
