"""`python -m tests.contract_deep [SEEDS]`: no false alarm, on ten healthy markets with a seed each.

All laws and all phases of Schemathesis, 100 random requests an operation and mode. Exit 1 on a finding.
"""

from __future__ import annotations

import sys
import time

from yandex_market.contract import Verdict, laws, properties

from tests.mutants import HEALTHY, server
from tests.test_contract_coverage import everything_seen

_EXAMPLES = 100


def main(seeds: int) -> int:
    """Try these many seeds."""
    alarms = 0
    for seed in range(1, seeds + 1):
        started = time.monotonic()
        found = [*_laws(seed), *_properties(seed)]
        broken = [one for one in found if one.state != "held"]
        alarms += len(broken)
        print(f"seed {seed}: {len(found)} verdicts, {len(broken)} not held, "
              f"{time.monotonic() - started:.0f} s", flush=True)  # fmt: skip
        for one in broken:
            print(f"  {one.name}: {one.state} {one.reason} {one.expected} {one.found}")
    print(f"seen: {everything_seen().summary()}")
    print(f"{alarms} false alarms on {seeds} seeds")
    return 1 if alarms else 0


def _laws(seed: int) -> list[Verdict]:
    # Another size each time, too: what is rare in one market is common in another.
    market = server(HEALTHY, orders=500 * seed, seed=seed)
    return [laws.judge(market, law, operation) for law, operation in laws.cases()]


def _properties(seed: int) -> list[Verdict]:
    market = server(HEALTHY, orders=500 * seed, seed=seed)
    return properties.run(market, seed=seed, examples=_EXAMPLES).verdicts()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10))
