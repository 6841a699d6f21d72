"""Read an OpenAPI document, wherever it is, into one mapping with local references only.

A document is a folder (ours, a checkout that has it below `openapi/`, or the vendor's, with a file for
each component), a file, or a git revision of this repository, whose `openapi/` is meant.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from tools.bundle import ROOT, BundleError, Document, bundle, operations

REPOSITORY = Path(__file__).resolve().parent.parent
# The C parser reads a thousand files in two seconds, the other in twenty.
_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MODELS = {"fby": "FBY", "fbs": "FBS", "dbs": "DBS", "express": "Express", "laas": "LaaS"}


def read(source: str, repository: Path = REPOSITORY) -> Document:
    """The document at `source`, in our words. Raises BundleError: what is missing, and where."""
    path = Path(source)
    if path.is_dir():
        document = _folder(path)
    elif path.is_file():
        document = _Joining(path).document()
    else:
        document = _revision(source, repository)
    return adopt(document)


def is_revision(source: str, repository: Path = REPOSITORY) -> bool:
    """Whether git knows a commit by this name."""
    # An unknown name is no error here; "--" or an option must not become one either.
    command = ["git", "rev-parse", "--verify", "--quiet", "--end-of-options", source + "^{commit}"]
    return subprocess.run(command, cwd=repository, capture_output=True, check=False).returncode == 0


def checkout(revision: str, names: list[str], into: Path, repository: Path = REPOSITORY) -> None:
    """Put what a revision has of these files and folders below `into`. Raises BundleError."""
    if not is_revision(revision, repository):
        raise BundleError(f"{revision}: neither a file, a folder nor a git revision")
    listed = ["git", "ls-tree", "--name-only", revision, *names]
    there = subprocess.run(listed, cwd=repository, capture_output=True, text=True, check=True)
    if names := there.stdout.splitlines():
        command = ["git", "archive", "--format=tar", revision, *names]
        packed = subprocess.run(command, cwd=repository, capture_output=True, check=True).stdout
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(into, filter="data")


def _revision(source: str, repository: Path) -> Document:
    with tempfile.TemporaryDirectory(prefix="yandex-market-revision-") as scratch:
        checkout(source, ["openapi"], Path(scratch), repository)
        if not (Path(scratch) / "openapi").is_dir():
            raise BundleError(f"{source}: this revision has no folder openapi/")
        return _folder(Path(scratch) / "openapi")


def _folder(folder: Path) -> Document:
    below = folder / "openapi"
    home = below if (below / ROOT).is_file() else folder
    if not (home / ROOT).is_file():
        raise BundleError(f"{folder}: no {ROOT} here, nor in {below.name}/ below")
    if (home / "components").is_dir():  # a file for each component
        return _Joining(home / ROOT).document()
    return bundle(home)


class _Joining:
    """Follows references from file to file; what is a component becomes one, all else stands in place."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.files: dict[Path, Document] = {}
        self.components: Document = {}
        self.within: list[tuple[Path, str]] = []  # references being followed, to stop at a circle

    def document(self) -> Document:
        root = self._load(self.root)
        if not isinstance(root.get("paths"), dict):
            raise BundleError(f"{self.root}: no paths: not an OpenAPI document")
        own = {key: value for key, value in root.items() if key != "components"}
        for section, entries in (root.get("components") or {}).items():
            for name, entry in (entries or {}).items():
                self.components.setdefault(section, {})[name] = self._joined(entry, self.root)
        document: Document = self._joined(own, self.root)
        return {**document, "components": self.components}

    def _load(self, path: Path) -> Document:
        if path not in self.files:
            try:
                content = yaml.load(path.read_text(encoding="utf-8"), _LOADER)  # noqa: S506 - safe
            except OSError as error:
                raise BundleError(f"{path}: {(error.strerror or 'unreadable').lower()}") from None
            except (yaml.YAMLError, UnicodeDecodeError) as error:
                raise BundleError(f"{path}: not YAML: {error}") from error
            if not isinstance(content, dict):
                raise BundleError(f"{path}: expected a mapping, found {type(content).__name__}")
            self.files[path] = content
        return self.files[path]

    def _joined(self, node: Any, file: Path) -> Any:
        if isinstance(node, list):
            return [self._joined(item, file) for item in node]
        if not isinstance(node, dict):
            return node
        rest = {key: self._joined(value, file) for key, value in node.items() if key != "$ref"}
        reference = node.get("$ref")
        if not isinstance(reference, str):
            return rest if "$ref" not in node else rest | {"$ref": self._joined(reference, file)}
        name, _, pointer = reference.partition("#")
        target = (file.parent / name).resolve() if name else file
        local = self._component(target, pointer)
        if local is not None:
            return {"$ref": local, **rest}
        if (target, pointer) in self.within:
            raise BundleError(f"{file}: $ref {reference!r} runs in a circle")
        self.within.append((target, pointer))
        found = self._joined(self._pointed(target, pointer), target)
        self.within.pop()
        return found | rest if isinstance(found, dict) else found

    def _component(self, file: Path, pointer: str) -> str | None:
        """The local name of a component, which is joined on the first visit; None if it is none."""
        steps = pointer.strip("/").split("/")
        if steps[0] == "components" and len(steps) == 3:
            section, name = steps[1:]
        elif not pointer and file.parent.parent.name == "components":
            section, name = file.parent.name, file.stem
        else:
            return None
        entries = self.components.setdefault(section, {})
        if name not in entries:
            entries[name] = {}  # what refers to itself finds it here
            entries[name].update(self._joined(self._pointed(file, pointer), file))
        return f"#/components/{section}/{name}"

    def _pointed(self, file: Path, pointer: str) -> Any:
        node: Any = self._load(file)
        for step in pointer.split("/")[1:]:
            key = step.replace("~1", "/").replace("~0", "~")
            if not isinstance(node, dict) or key not in node:
                raise BundleError(f"{file}: $ref to #{pointer}: nothing there ({key!r})")
            node = node[key]
        return node


# --- the vendor's words in ours ----------------------------------------------------------------


def adopt(document: Document) -> Document:
    """The same document with the vendor's extensions and tags said as ours; ours stays as it is."""
    for _, _, operation in operations(document):
        for theirs, ours in _OURS.items():
            if theirs in operation:
                operation |= ours(operation.pop(theirs))
        _split_tags(operation)
    parameters = [*document.get("components", {}).get("parameters", {}).values()]
    parameters += [p for _, _, o in operations(document) for p in o.get("parameters") or ()]
    for parameter in parameters:
        if parameter.get("x-transform") == "truncateLimit":
            parameter["x-over-maximum"] = "cut"
        # Its list of aliases may begin with the name itself.
        others = [n for n in parameter.get("x-aliases") or () if n != parameter.get("name")]
        if "x-aliases" in parameter:
            parameter["x-aliases"] = others
    return document


def _split_tags(operation: Document) -> None:
    tags = operation.get("tags") or []
    models = [MODELS[tag] for tag in tags if tag in MODELS]
    if models:
        operation["tags"] = [tag for tag in tags if tag not in MODELS]
        operation["x-models"] = models


def _quota(config: Document) -> Document:
    tiers = [tier for tier in (config.get("none"), config.get("medium")) if tier]
    lowest = min(tiers, key=lambda tier: tier["amount"]) if tiers else config
    if "amount" not in lowest:
        return {}
    hours = lowest.get("period-duration", 1)
    period = str(lowest.get("period", "hours")).removesuffix("s")
    whole = str(config.get("path", "resp")) == "resp"
    return {
        "x-quota": {
            "amount": lowest["amount"],
            "per": period if hours == 1 else f"{hours} {period}s",
            "counts": "requests" if whole else str(config["path"]).rpartition(".")[2],
            "parallel": config.get("parallel-limit-value"),
        }
    }


def _sunset(config: Document) -> Document:
    days = {"degrades": "degradation-start-date", "ends": "shutdown-date"}
    sunset = {ours: str(config[theirs]) for ours, theirs in days.items() if config.get(theirs)}
    successor = config.get("replacement-operation-id")
    return ({"x-sunset": sunset} if sunset else {}) | (
        {"x-replaced-by": successor} if successor else {}
    )


_OURS: dict[str, Callable[[Any], Document]] = {
    "x-auth-scopes": lambda scopes: {"x-scopes": list(scopes)},
    "x-resource-limit-config": _quota,
    "x-deprecation-config": _sunset,
}
