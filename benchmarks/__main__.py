"""Run the benchmarks: `nox -s bench`, or `python -m benchmarks` where the group `bench` is installed."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from benchmarks import payloads, peers, report
from benchmarks.session import QUICK, Session, Sizes

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Make the peers, measure all, write the report; 0 when it is written."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="a smoke run: its figures mean nothing"
    )
    parser.add_argument(
        "--into", type=Path, help="where RESULTS.md goes (benchmarks/; with --quick, build/bench/)"
    )
    parser.add_argument("--keep-peers", action="store_true", help="use the peers of the run before")
    parser.add_argument("--note", default="", help="a sentence about the machine, for the report")
    asked = parser.parse_args()
    work = HERE.parent / "build" / "bench"
    target: Path = asked.into or (work if asked.quick else HERE)
    if not Path("/proc/self/status").exists():
        print("memory is read from /proc: run this on Linux", file=sys.stderr)
        return 2
    start = time.monotonic()

    def say(text: str) -> None:
        print(f"{time.monotonic() - start:5.0f} s  {text}", flush=True)

    say("taking payloads from the mock")
    folder = work / "payloads"
    folder.mkdir(parents=True, exist_ok=True)
    payloads.write(folder, 2 if asked.quick else payloads.PAGES)
    made = peers.make(work / "peers", say, keep=asked.keep_peers)
    sizes = QUICK if asked.quick else Sizes()
    session = Session(folder, made, sizes, say)
    measured = {
        "decoding": {name: session.decoding(name) for name in payloads.DECODED},
        "importing": session.importing(),
        "walking": session.walking(),
        "holding": session.holding(),
        "fanning_out": session.fanning_out(),
        "growing": session.growing(),
        "piling_up": session.piling_up(),
    }
    target.mkdir(parents=True, exist_ok=True)
    report.write(target, measured, made, sizes, asked.note)
    say(f"written: {target / 'RESULTS.md'}")
    print((target / "RESULTS.md").read_text(encoding="utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
