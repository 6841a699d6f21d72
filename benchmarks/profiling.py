"""Where the time goes: `python -m benchmarks.profiling` writes profile.txt beside this file.

A page of statistics is read a hundred times under cProfile, by each parser. Calls that Python makes are
charged for being watched, so shares of small functions look larger than they are.
"""

from __future__ import annotations

import cProfile
import io
import pstats
import sys
import tempfile
from pathlib import Path
from unittest import mock

from yandex_market_api import _wire, models

from benchmarks import payloads

ROUNDS = 100
SHOWN = 18


def profiled(content: bytes) -> str:
    """The functions that take most, by themselves."""
    model = models.GetOrdersStatsResponse
    _wire.decode(content, model)
    profile = cProfile.Profile()
    profile.enable()
    for _ in range(ROUNDS):
        _wire.decode(content, model)
    profile.disable()
    text = io.StringIO()
    pstats.Stats(profile, stream=text).strip_dirs().sort_stats("tottime").print_stats(SHOWN)
    return "\n".join(line.rstrip() for line in text.getvalue().strip().splitlines())


def main() -> None:
    """Write the file."""
    with tempfile.TemporaryDirectory() as folder:
        payloads.write(Path(folder), pages=1)
        content = (Path(folder) / "stats.json").read_bytes()
    parts = [
        f"A stats page of 200 orders × 3 items, read {ROUNDS} times: python -m benchmarks.profiling"
    ]
    for title, hidden in (
        ("msgspec parses", {}),
        ("json parses", {"msgspec": None, "msgspec.json": None}),
    ):
        _wire._quick_loads.cache_clear()
        with mock.patch.dict(sys.modules, hidden):
            parts.append(f"--- {title} ---\n\n{profiled(content)}")
    _wire._quick_loads.cache_clear()
    Path(__file__).with_name("profile.txt").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
