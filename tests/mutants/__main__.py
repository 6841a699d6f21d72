"""`python -m tests.mutants [-j N] [NAME ...]`: each defect against the whole suite; writes TABLE.md.

Exit 1 when a defect survives, when a law or a check has no defect that it catches, or when the
healthy mock fails before or after.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from yandex_market.contract import laws
from yandex_market.contract.properties import CHECKS

from . import HEALTHY, Caught, try_all, try_by_name
from .defects import DEFECTS

TABLE = Path(__file__).with_name("TABLE.md")
# Defects that the suite does not see, with the reason: known limits.
SURVIVORS: dict[str, str] = {}
_SHOWN = 4


def main(arguments: Sequence[str]) -> int:
    """Try these defects, or all, and say what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants")
    parser.add_argument("-j", type=int, default=os.cpu_count(), help="processes; one a core")
    parser.add_argument("names", nargs="*", help="defects; all if none are named")
    options = parser.parse_args(arguments)
    started = time.monotonic()
    chosen = options.names or list(DEFECTS)
    failures = _healthy("before")
    results: dict[str, Caught] = {}
    # Spawned: threads of the libraries do not live on in a fork.
    with ProcessPoolExecutor(options.j, multiprocessing.get_context("spawn")) as pool:
        for name, caught in zip(chosen, pool.map(try_by_name, chosen), strict=True):
            results[name] = caught
            word = "killed" if caught.laws else "SURVIVED"
            print(f"{word:<9}{name:<40} {', '.join(caught.by[:_SHOWN])}", flush=True)
            failures += not caught.laws and name not in SURVIVORS
    failures += _healthy("after")
    by_law = Counter(law for caught in results.values() for law in caught.by)
    idle = [] if options.names else [law for law in _all() if not by_law[law]]
    killed = sum(bool(caught.laws) for caught in results.values())
    print(f"{killed} of {len(results)} defects killed in {time.monotonic() - started:.0f} s")
    print(f"laws and checks that caught nothing: {', '.join(idle) or 'none'}")
    if not options.names:
        TABLE.write_text(_table(results, by_law), "utf-8")
    return 1 if failures or idle else 0


def _healthy(when: str) -> int:
    caught = try_all(HEALTHY)
    print(
        f"healthy {when}: {caught.held} held, {len(caught.laws)} broken {caught.laws}", flush=True
    )
    return len(caught.laws)


def _all() -> list[str]:
    return [*laws.LAWS, *(f"property.{check}" for check in CHECKS)]


def _table(results: dict[str, Caught], by_law: Counter[str]) -> str:
    lines = [
        "# Defects and the laws that catch them",
        "",
        "Made by `nox -s contract_mutants`: a fresh server for each defect, the whole suite against it.",
        f"{sum(bool(c.laws) for c in results.values())} of {len(results)} are caught; "
        "the healthy server passes before and after.",
        "",
        "| defect | the server | caught by |",
        "|---|---|---|",
    ]
    for name, caught in results.items():
        found = caught.by
        more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        by = ", ".join(f"`{one}`" for one in found[:_SHOWN]) + more
        lines.append(
            f"| {name} | {DEFECTS[name].sentence} | {by or SURVIVORS.get(name, 'nothing')} |"
        )
    lines += [
        "",
        "## Laws and checks, with how many defects each catches",
        "",
        "| law | defects |",
        "|---|---|",
    ]
    lines += [f"| `{law}` | {by_law[law]} |" for law in _all()]
    lines += ["", "## Known limits", ""]
    lines += [f"* {name}: {why}" for name, why in SURVIVORS.items()] or [
        "None of these defects gets through."
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
