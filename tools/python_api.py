"""The public Python API of two source trees, compared by griffe without importing anything.

Public is every name without an underscore in a module without one; of the mock, the contract suite and
the command line only what their packages offer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import griffe

PACKAGES = {"yandex_market": "overrides", "yandex_market_api": "generated"}
# Their modules are nobody's business, but for what the package itself offers.
INNER = ("yandex_market.mock.", "yandex_market.contract.", "yandex_market.cli", "yandex_market.__main__")  # fmt: skip


@dataclass(frozen=True)
class Break:
    """Something that callers may use and that is gone or different: what, and where."""

    path: str
    text: str
    place: str

    def __str__(self) -> str:
        return f"{self.path}: {self.text} ({self.place})"


@dataclass(frozen=True)
class Difference:
    """What changed for callers between two trees."""

    breaks: list[Break]
    added: list[str]


def difference(old: Path, new: Path) -> Difference:
    """Compare the packages below two source trees."""
    before, after = _load(old), _load(new)
    surface = {name for module in before.values() for name in _names(module)}
    added = sorted({name for module in after.values() for name in _names(module)} - surface)
    # A new class or module says enough; its members need not be listed.
    whole = [
        name
        for name in added
        if not {name.rpartition(".")[0], name.partition("(")[0]} & {*added} - {name}
    ]
    return Difference(sorted(_breaks(before, after, (old, new)), key=str), whole)


def _load(tree: Path) -> dict[str, griffe.Module]:
    """The public modules of a tree, each without those inside it."""
    folders = [str(tree / folder) for folder in PACKAGES.values()]
    loader = griffe.GriffeLoader(search_paths=folders, allow_inspection=False)
    waiting = [loader.load(package) for package in PACKAGES]
    loader.resolve_aliases(implicit=True, external=False)
    found = {}
    while waiting:
        module = waiting.pop(0)
        if not isinstance(module, griffe.Module):
            continue
        inner = {
            name: one for name, one in module.members.items() if isinstance(one, griffe.Module)
        }
        waiting += [one for name, one in inner.items() if not name.startswith("_")]
        for name in inner:
            del module.members[name]
        if not module.path.startswith(INNER):
            _mark(module)
            found[module.path] = module
    return found


def _mark(module: griffe.Module) -> None:
    """Say what griffe cannot see: names offered lazily, and keywords that only look open."""
    module.exports = None  # made by code here
    for name, member in module.members.items():
        if module.is_init_module and isinstance(member, griffe.Alias) and not name.startswith("_"):
            member.public = member.target_path.startswith(tuple(PACKAGES))
        for function in _functions(member):
            # `**filters: Unpack[...]` takes the names of a class, and no others.
            for parameter in list(function.parameters):
                if str(parameter.annotation).startswith("Unpack["):
                    del function.parameters[parameter.name]


def _functions(member: griffe.Object | griffe.Alias) -> Iterator[griffe.Function]:
    if isinstance(member, griffe.Function):
        yield member
    elif isinstance(member, griffe.Class):
        yield from (inner for inner in member.members.values() if isinstance(inner, griffe.Function))  # fmt: skip


def _names(module: griffe.Module) -> Iterator[str]:
    """Public names of a module, with members of classes and parameters of functions."""
    yield module.path
    for name, member in module.members.items():
        if member.is_public and not member.is_module:
            yield f"{module.path}.{name}"
            if isinstance(member, griffe.Class):
                yield from (inner.path for inner in member.members.values() if inner.is_public)
            public = (function for function in _functions(member) if function.is_public)
            yield from (f"{one.path}({given.name})" for one in public for given in one.parameters)


def _breaks(
    before: dict[str, griffe.Module], after: dict[str, griffe.Module], trees: tuple[Path, Path]
) -> Iterator[Break]:
    seen: set[Break] = set()
    for path, module in before.items():
        if path not in after:
            yield Break(path, "the module was removed", _place(module, trees))
            continue
        for breakage in griffe.find_breaking_changes(module, after[path]):
            found = Break(_path(breakage), _text(breakage), _place(breakage.obj, trees))
            if found not in seen:
                seen.add(found)
                yield found


def _path(breakage: griffe.Breakage) -> str:
    parameter = next(
        (value.name for value in (breakage.old_value, breakage.new_value) if isinstance(value, griffe.Parameter)), ""
    )  # fmt: skip
    return f"{breakage.obj.path}({parameter})" if parameter else breakage.obj.path


def _text(breakage: griffe.Breakage) -> str:
    if breakage.kind is not griffe.BreakageKind.PARAMETER_CHANGED_DEFAULT:
        return breakage.kind.value
    defaults = [value.default for value in (breakage.old_value, breakage.new_value)]
    return f"{breakage.kind.value}: {defaults[0]} → {defaults[1]}"


def _place(obj: griffe.Object | griffe.Alias, trees: tuple[Path, Path]) -> str:
    file = obj.filepath
    if not isinstance(file, Path):
        return "?"
    for tree in trees:
        if file.is_relative_to(tree):
            file = file.relative_to(tree)
    return f"{file}:{obj.lineno}" if obj.lineno else str(file)
