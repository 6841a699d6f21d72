"""`python -m tools.lint_spec [FOLDER]`: what each rule checked and found; exit 1 on findings."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

from tools.bundle import BundleError
from tools.lint_spec import lint
from tools.lint_spec.reading import Spec, read, tokens

REPOSITORY = Path(__file__).resolve().parent.parent.parent


def main(arguments: list[str]) -> int:
    """Command line; 0 when there is nothing to say."""
    folder = Path(arguments[0]) if arguments else REPOSITORY / "openapi"
    try:
        spec = read(folder, REPOSITORY / "tests" / "facts" / "seed_shingles.txt")
    except BundleError as error:
        print(f"bundle: {error}", file=sys.stderr)
        return 1
    place = Places(spec, folder)
    rules = checks = faults = 0
    for name, checked, findings in lint(spec):
        print(f"{name:<28}{checked:>7} checked{len(findings):>5} findings", flush=True)
        for finding in findings:
            print(f"{name}: {place.of(finding.where)}: {finding.text}", file=sys.stderr)
        rules, checks, faults = rules + 1, checks + checked, faults + len(findings)
    print(f"{rules} rules, {checks} checks, {faults} findings")
    return 1 if faults else 0


class Places:
    """Finds the line in the sources that a JSON pointer comes from."""

    def __init__(self, spec: Spec, folder: Path) -> None:
        self.folder = folder
        self.files = {n: text for n, text in spec.files.items() if Path(n).suffix == ".yaml"}
        self.trees: dict[str, yaml.Node] = {}

    def of(self, where: str) -> str:
        """`openapi/orders.yaml:12: /paths/...` for a pointer into the bundle or into a file."""
        if not self.trees:  # reading costs a second, and mostly there is nothing to look for
            trees = {n: yaml.compose(t, yaml.SafeLoader) for n, t in self.files.items()}
            self.trees = {name: tree for name, tree in trees.items() if tree}
        file, _, pointer = where.rpartition("#")
        among = [name for name in self.trees if file in ("", name)]
        if not among or not pointer.startswith("/"):
            return where
        lines = {name: list(_down(self.trees[name], tokens(pointer))) for name in among}
        name = max(among, key=lambda name: len(lines[name]))
        return f"{self.folder.name}/{name}:{lines[name][-1]}: {pointer}"


def _down(node: yaml.Node, path: list[str]) -> Iterator[int]:
    """The line of each step, as far as the path goes."""
    yield node.start_mark.line + 1
    for step in path:
        if isinstance(node, yaml.MappingNode):
            entries = {key.value: (key, value) for key, value in node.value}
        elif isinstance(node, yaml.SequenceNode):
            entries = {str(index): (value, value) for index, value in enumerate(node.value)}
        else:
            return
        if step not in entries:
            return
        key, node = entries[step]
        yield key.start_mark.line + 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
