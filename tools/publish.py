"""Upload what `nox -s package` put into `dist/`: `python -m tools.publish --repository URL`.

The user and the password or token come from TWINE_USERNAME and TWINE_PASSWORD, or from the keyring; never
from the command line or the URL, and they are never shown. A version that the index has is not overwritten.

Exit codes: 0 uploaded; 1 refused, by us or by the index; 2 usage.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from tools.package import DIST, SUMS, digest, version

LOCAL = ("127.0.0.1", "::1", "localhost")


class PublishError(RuntimeError):
    """Nothing was uploaded; the text says why and what to do. It holds no credentials."""


def checked_url(url: str) -> str:
    """The address of an index. Raises PublishError if credentials could leak by it."""
    parts = urlsplit(url)
    if parts.username is not None or parts.password is not None:
        raise PublishError("no credentials in the URL: set TWINE_USERNAME and TWINE_PASSWORD, or use the keyring")  # fmt: skip
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise PublishError(f"{url}: expected https://...")
    if parts.scheme == "http" and parts.hostname not in LOCAL:
        raise PublishError(f"{url}: plain http would show the password; use https")
    return url


def archives(dist: Path) -> list[Path]:
    """The wheel and the sdist of this version, as they were proved. Raises PublishError."""
    sums = dist / SUMS
    if not sums.is_file():
        raise PublishError(f"no {sums.name} in {dist.name}/: run `nox -s package` first")
    for line in sums.read_text(encoding="utf-8").splitlines():
        expected, _, name = line.partition("  ")
        if not (dist / name).is_file() or digest(dist / name) != expected:
            raise PublishError(f"{dist.name}/{name} is not what was proved: run `nox -s package` again")  # fmt: skip
    # The wheel comes last: without it nobody installs an upload that broke off.
    found = [*dist.glob(f"*-{version()}.tar.gz"), *dist.glob(f"*-{version()}-*.whl")]
    if len(found) != 2:
        raise PublishError(f"{dist.name}/ is not of version {version()}: run `nox -s package` again")  # fmt: skip
    return found


def upload(url: str, files: Sequence[Path]) -> None:
    """Hand the files to twine, which asks for nothing and overwrites nothing. Raises PublishError."""
    # Only when it is verbose does twine say why the index refused; passwords it hides.
    options = ["--non-interactive", "--disable-progress-bar", "--verbose", "--repository-url", url]
    command = [sys.executable, "-m", "twine", "upload", *options, *map(str, files)]
    wide = os.environ | {"COLUMNS": "400"}
    done = subprocess.run(command, env=wide, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return
    told = re.sub(r"\x1b\[[\d;]*m", "", f"{done.stdout}\n{done.stderr}")  # colours
    if "already exists" in told or " 409 " in told:
        raise PublishError(f"version {version()} is on the index already and is not overwritten: step the version in pyproject.toml")  # fmt: skip
    why = [line for line in told.splitlines() if "Error" in line] or told.strip().splitlines()
    raise PublishError(f"the index refused: {' '.join(why[-1].split())}")


def main(arguments: Sequence[str] | None = None, dist: Path = DIST) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, prog="python -m tools.publish", formatter_class=argparse.RawDescriptionHelpFormatter
    )  # fmt: skip
    parser.add_argument(
        "--repository", required=True, metavar="URL", help="upload address of the index"
    )
    url = parser.parse_args(arguments).repository
    try:
        files = archives(dist)
        upload(checked_url(url), files)
    except PublishError as error:
        print(f"not published: {error}", file=sys.stderr)
        return 1
    print("published " + ", ".join(file.name for file in files))
    return 0


if __name__ == "__main__":
    sys.exit(main())
