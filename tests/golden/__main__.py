"""Renew the golden files: `python -m tests.golden`, or `nox -s golden`. Look at the diff after."""

import tempfile
from pathlib import Path

from tests.golden import make, renew

with tempfile.TemporaryDirectory(prefix="yandex-market-golden-") as scratch:
    make(Path(scratch))
    renew(Path(scratch))
print("tests/golden renewed: read `git diff tests/golden` before you commit it")
