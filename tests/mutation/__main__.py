"""How many deliberate faults the tests notice: mutmut over the protocol's modules.

    python -m tests.mutation                        # all modules; an hour on two cores
    python -m tests.mutation quotas retrying        # some of them

mutmut changes one place at a time, in a copy below build/mutation, and runs the tests that reach it.
Prints a score per module. Ends with 1 when less than 90 % of all faults were noticed, or when one that
was not has no reason in survivors.yaml; there a fault is known by its function and the lines that it
changes, so that these may move. Words of the log are left alone, and so is what stands outside
functions, which mutmut does not change.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "build" / "mutation"
SURVIVORS = Path(__file__).with_name("survivors.yaml")
MODULES = ("_flow", "_gate", "_waits", "errors", "paging", "quotas", "retrying", "waiting")
ENOUGH = 0.90
NOTICED = ("killed", "timeout")
"""A test failed, or went on for so long that it would have."""
# The layout that mutmut knows: both packages in src/, run from the folder above.
COPIED = {
    "overrides/yandex_market": "src/yandex_market",
    "generated/yandex_market_api": "src/yandex_market_api",
    "tests": "tests",
    "examples": "examples",
}
TESTS = (
    "flow", "sdk_quotas", "sdk_retrying", "sdk_errors", "sdk_waiting", "sdk_paging", "sdk_ahead",
    "sdk_fan_out", "sdk_windows", "sdk_raw", "sdk_unread",
)  # fmt: skip
SETTINGS = """
[tool.mutmut]
source_paths = ["src"]
only_mutate = {modules}
pytest_add_cli_args = ["--timeout=60", "-p", "no:cacheprovider"]
pytest_add_cli_args_test_selection = {tests}
do_not_mutate_patterns = ['logger\\.\\w+']
use_git_change_detection = false
"""

_NAME = re.compile(
    r"yandex_market\.(?P<module>\w+)\.x(?:_|ǁ(?P<owner>\w+)ǁ)(?P<function>\w+?)__mutmut_\d+"
)


@dataclass(frozen=True)
class Fault:
    """One change of a function: the lines it takes away and those it puts there."""

    function: str
    was: str
    now: str

    def __str__(self) -> str:
        return f"  - in: {self.function}\n    was: {self.was!r}\n    now: {self.now!r}"


def prepare(modules: list[str]) -> None:
    """A fresh copy to work on."""
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    for name, target in COPIED.items():
        shutil.copytree(ROOT / name, HOME / target, ignore=shutil.ignore_patterns("__pycache__"))
    settings = SETTINGS.format(
        modules=[f"src/yandex_market/{module}.py" for module in modules],
        tests=[f"tests/test_{name}.py" for name in TESTS],
    )
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    (HOME / "pyproject.toml").write_text(project + settings, "utf-8")


def mutmut(*arguments: str, capture: bool = False) -> str:
    """Run it in the copy; what it printed, if asked for."""
    command = [sys.executable, "-m", "mutmut", *arguments]
    done = subprocess.run(
        command, cwd=HOME, check=True, text=True, stdout=subprocess.PIPE if capture else None
    )
    return done.stdout or ""


def outcomes() -> dict[str, str]:
    """Mutant → killed, survived, no tests and so on."""
    lines = mutmut("results", "--all", "true", capture=True).splitlines()
    found = (line.strip().rpartition(": ") for line in lines)
    return {name: outcome for name, _, outcome in found if outcome != "not checked"}


def fault_of(mutant: str) -> Fault:
    """What a mutant changes, from its diff."""
    lines = mutmut("show", mutant, capture=True).splitlines()
    body = [line for line in lines if not line.startswith(("---", "+++"))]
    was, now = ("\n".join(x[1:].strip() for x in body if x.startswith(s)) for s in "-+")
    return Fault(function_of(mutant), was, now)


def function_of(mutant: str) -> str:
    """`module.Class.function` of a mutant."""
    module, owner, function = _parts(mutant)
    return ".".join(part for part in (module, owner, function) if part)


def _parts(mutant: str) -> tuple[str, str | None, str]:
    found = _NAME.fullmatch(mutant)
    if found is None:
        raise SystemExit(f"not a name as mutmut gives them: {mutant}")
    return found["module"], found["owner"], found["function"]


def explained() -> dict[Fault, str]:
    """The faults that nobody can notice, or need not, each with its reason."""
    groups = yaml.safe_load(SURVIVORS.read_text("utf-8"))
    return {
        Fault(one["in"], one["was"], one["now"]): group["why"]
        for group in groups
        for one in group["faults"]
    }


def judge(found: dict[str, str]) -> bool:
    """Print the scores; whether there are enough, and all others have a reason."""
    every = Counter(_parts(mutant)[0] for mutant in found)
    noticed = Counter(_parts(m)[0] for m, outcome in found.items() if outcome in NOTICED)
    faults = {fault_of(m): o for m, o in found.items() if o not in NOTICED}
    reasons = explained()
    print(f"\n{'module':12}{'faults':>8}{'noticed':>9}{'score':>9}")
    for module, number in sorted(every.items()):
        print(f"{module:12}{number:8}{noticed[module]:9}{noticed[module] / number:9.1%}")
    score = noticed.total() / max(every.total(), 1)
    print(f"{'all':12}{every.total():8}{noticed.total():9}{score:9.1%}")
    known = {f"{fault}\n    # {reasons[fault]}" for fault in faults if fault in reasons}
    _tell("not noticed, and why", known)
    unknown = {f"{fault}  # {faults[fault]}" for fault in faults if fault not in reasons}
    _tell(f"not noticed, without a reason in {SURVIVORS.relative_to(ROOT)}", unknown)
    stale = {str(f) for f in reasons if f.function.split(".")[0] in every and f not in faults}
    _tell(f"noticed by now, or gone: to be taken from {SURVIVORS.relative_to(ROOT)}", stale)
    return score >= ENOUGH and not unknown


def _tell(title: str, faults: set[str]) -> None:
    if faults:
        print(f"\n{title}: {len(faults)}", *sorted(faults), sep="\n")


def main() -> int:
    """All modules, or those named."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument(
        "module", nargs="*", help=f"of {', '.join(MODULES)}; all when none is named"
    )
    parser.add_argument("--workers", type=int, default=2, help="processes at once")
    asked = parser.parse_args()
    if strange := sorted(set(asked.module) - set(MODULES)):
        parser.error(f"no module of the protocol: {', '.join(strange)}")
    prepare(asked.module or list(MODULES))
    mutmut("run", "--max-children", str(asked.workers))
    return 0 if judge(outcomes()) else 1


if __name__ == "__main__":
    sys.exit(main())
