"""Generate the client: bundle → generator's view → openapi-python-client with our templates → lock.

`python -m tools.generate` writes `generated/`; with `--into FOLDER` it writes there instead. The
output depends on the sources, the templates and the pinned versions alone: it is made in a temporary
folder, away from any project configuration, and put in place only when it is whole.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.metadata
import io
import json
import shutil
import subprocess
import sys
import tempfile
import textwrap
from hashlib import sha256
from pathlib import Path
from typing import Any

from openapi_python_client import Project, strings
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData

from tools.bundle import bundle, dump
from tools.view import View, generator_document, make_view, one_line

REPOSITORY = Path(__file__).resolve().parent.parent
PACKAGE = "yandex_market_api"
LOCK = "generation.lock"
LINE_LENGTH = 100
# Rendered beside the generator's own files, from templates that have no stock counterpart.
EXTRA_FILES = {
    "wire": "_wire.py",
    "quick": "_quick.py",
    "answers": "_answers.py",
    "operations": "operations.py",
    "filters": "filters.py",
}


class GenerationError(RuntimeError):
    """Nothing was written; the text says what went wrong."""


def generate(repository: Path, target: Path) -> None:
    """Make the whole tree of `generated/` in `target`, which must not exist or be replaced whole."""
    with tempfile.TemporaryDirectory(prefix="yandex-market-api-") as scratch:
        fresh = Path(scratch) / "generated"
        package = fresh / PACKAGE
        document = bundle(repository / "openapi")
        view = make_view(document)  # before the generator: it says more clearly what is wrong
        _run_generator(repository, view, package)
        (package / "openapi.yaml").write_text(dump(document), encoding="utf-8", newline="\n")
        # The same for programs, which read it in a fortieth of the time.
        compact = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        (package / "openapi.json").write_text(compact + "\n", encoding="utf-8", newline="\n")
        (package / "py.typed").write_text("", encoding="utf-8")
        _format(package)
        _check_whole(view, package)
        lock = json.dumps(describe(repository, fresh), indent=2) + "\n"
        (fresh / LOCK).write_text(lock, encoding="utf-8", newline="\n")
        _replace(fresh, target)


def describe(repository: Path, tree: Path) -> dict[str, Any]:
    """What `generation.lock` records: versions, and a hash of every input and of the output."""
    return {
        "openapi-python-client": importlib.metadata.version("openapi-python-client"),
        "ruff": importlib.metadata.version("ruff"),
        "spec": tree_hash(repository / "openapi", "*.yaml"),
        "config": tree_hash(repository, "generator-config.yml"),
        "templates": tree_hash(repository / "overrides" / "templates", "*.jinja"),
        "output": tree_hash(tree / PACKAGE, "**/*"),
    }


def tree_hash(folder: Path, pattern: str) -> str:
    """sha256 over names and contents of the files that match, in order of name."""
    digest = sha256()
    for path in sorted(folder.glob(pattern)):
        if path.is_file() and "__pycache__" not in path.parts:
            content = path.read_bytes().replace(b"\r\n", b"\n")
            digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


def _run_generator(repository: Path, view: View, package: Path) -> None:
    file = ConfigFile.load_from_path(repository / "generator-config.yml")
    config = Config.from_sources(
        file, MetaType.NONE, Path("openapi.yaml"), "utf-8", overwrite=False, output_path=package
    )
    parsed = GeneratorData.from_dict(generator_document(view.document), config=config)
    if not isinstance(parsed, GeneratorData):
        raise GenerationError(f"{parsed.header}\n{parsed.detail}")
    templates = repository / "overrides" / "templates"
    project = Project(openapi=parsed, config=config, custom_template_path=templates)
    _teach(project, view)
    # A warning means that something of the document is missing from the client.
    with contextlib.redirect_stdout(io.StringIO()):
        problems = list(project.build())
    if problems:
        raise GenerationError("\n".join(f"{p.header} {p.detail}" for p in problems))
    for template, file_name in EXTRA_FILES.items():
        text = project.env.get_template(f"{template}.py.jinja").render()
        (package / file_name).write_text(text, encoding="utf-8", newline="\n")


def _teach(project: Project, view: View) -> None:
    """Give our templates what the generator's own objects do not hold."""
    document = view.document
    filters = [a for op in view.operations for a in op.filters]
    project.env.filters["pyrepr"] = repr
    project.env.filters["pytuple"] = lambda values: repr(tuple(values))
    project.env.filters["one_line"] = one_line
    project.env.filters["filled"] = _filled
    project.env.globals.update(
        model_view=lambda name: view.models[str(name)],
        enum_view=lambda name: view.enums[str(name)],
        operation_view=lambda name: view.operation(str(name)),
        class_module=strings.snake_case,
        operations=view.operations,
        filter_imports=sorted(set().union(*(a.imports for a in filters))),
        version=document["info"]["version"],
        parallel=document["x-parallel"],
        base_url=document["servers"][0]["url"],
        api_key_header=document["components"]["securitySchemes"]["ApiKey"]["name"],
    )


def _filled(text: str, indent: int, hanging: int | None = None) -> str:
    """Text filled up to the line length, for a place that stands `indent` to the right."""
    margin = " " * (indent if hanging is None else hanging)
    # Six columns for the quotes on either side; never within DD-MM-YYYY or such.
    filled = textwrap.fill(
        " " * indent + text, LINE_LENGTH - 6, subsequent_indent=margin,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    return filled[indent:]


def _format(package: Path) -> None:
    """Remove unused imports, sort and format, with no configuration but what stands here."""
    common = ["--isolated", "--no-cache", "--target-version", "py311"]
    common += ["--config", "format.line-ending = 'lf'"]
    line = ["--line-length", str(LINE_LENGTH)]
    ruff = [sys.executable, "-m", "ruff"]
    for command in (
        [*ruff, "check", *common, *line, "--select", "F401,I", "--fix-only", PACKAGE],
        [*ruff, "format", *common, *line, PACKAGE],
    ):
        # Not inside the package: its types.py would hide the standard library's.
        done = subprocess.run(
            command, cwd=package.parent, capture_output=True, encoding="utf-8", check=False
        )
        if done.returncode:
            raise GenerationError(f"ruff failed:\n{done.stdout}{done.stderr}")


def _check_whole(view: View, package: Path) -> None:
    # The generator leaves out what it cannot read; an empty client must never look like success.
    wanted = {f"api/{op.module.replace('.', '/')}.py" for op in view.operations}
    wanted |= {f"models/{strings.snake_case(name)}.py" for name in {**view.models, **view.enums}}
    found = {p.relative_to(package).as_posix() for p in package.rglob("*.py")}
    lost = wanted - found
    if lost:
        raise GenerationError(f"the generator left out {', '.join(sorted(lost))}")


def _replace(fresh: Path, target: Path) -> None:
    """Put the new tree where the old one was, keeping the old one until the new one is there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    staged = target.with_name(f"{target.name}.new")
    old = target.with_name(f"{target.name}.old")
    for leftover in (staged, old):
        shutil.rmtree(leftover, ignore_errors=True)
    try:
        shutil.copytree(fresh, staged)
        if target.exists():
            target.rename(old)
        staged.rename(target)
    except OSError:
        if old.exists() and not target.exists():
            old.rename(target)
        raise
    finally:
        for leftover in (staged, old):
            shutil.rmtree(leftover, ignore_errors=True)


def _check_replaceable(target: Path) -> None:
    """Refuse to replace a folder that holds something else."""
    ours = target == REPOSITORY / "generated" or (target / LOCK).is_file()
    if target.exists() and not ours and any(target.iterdir()):
        raise GenerationError(f"{target} exists and was not made by this command")


def main() -> int:
    """Command line; 0 when the tree is in place."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tools.generate")
    parser.add_argument("--into", type=Path, default=REPOSITORY / "generated")
    target: Path = parser.parse_args().into
    try:
        _check_replaceable(target)
        generate(REPOSITORY, target)
    except (GenerationError, ValueError, OSError) as error:
        print(f"not generated: {error}", file=sys.stderr)
        return 1
    print(f"generated {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
