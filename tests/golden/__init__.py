"""What the pinned generator makes of a document in miniature: with its own templates, and with ours.

`openapi.yaml` touches each defect of overrides/templates/README.md. `stock/` and `ours/` hold what is
made of it, `stock-templates.json` the hashes of the generator's templates that ours replace. When the
generator or ruff moves, tests/test_golden.py shows the difference; `python -m tests.golden` renews the
three.
"""

from __future__ import annotations

import contextlib
import io
import json
import shutil
from hashlib import sha256
from pathlib import Path

import openapi_python_client
from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData

from tools import generate
from tools.bundle import Document, bundle
from tools.generate import PACKAGE

HERE = Path(__file__).parent
REPOSITORY = HERE.parent.parent
TEMPLATES = REPOSITORY / "overrides" / "templates"
STOCK_TEMPLATES = Path(openapi_python_client.__file__).parent / "templates"
DIGESTS = HERE / "stock-templates.json"
# Not Python for the tools that look for Python: stock code passes neither our linter nor mypy.
SUFFIX = ".golden"
# Ours, without a word of the document in them: no generator can change these.
VERBATIM = {"_answers.py", "_quick.py", "_wire.py", "errors.py", "types.py"}


def make(folder: Path) -> None:
    """Generate both packages into this folder: `stock` and `ours`, the same name in each."""
    sources = folder / "sources"
    (sources / "openapi").mkdir(parents=True)
    shutil.copy(HERE / "openapi.yaml", sources / "openapi")
    shutil.copy(REPOSITORY / "generator-config.yml", sources)
    shutil.copytree(TEMPLATES, sources / "overrides" / "templates")
    generate.generate(sources, folder / "ours")
    package = folder / "stock" / PACKAGE
    stock(bundle(sources / "openapi"), package)
    generate._format(package)


def stock(document: Document, package: Path) -> list[str]:
    """Generate with stock templates, without our view and configuration; the warnings."""
    config = Config.from_sources(
        ConfigFile(post_hooks=[], package_name_override=package.name),
        MetaType.NONE, Path("openapi.yaml"), "utf-8", overwrite=False, output_path=package,
    )  # fmt: skip
    parsed = GeneratorData.from_dict(document, config=config)
    if not isinstance(parsed, GeneratorData):
        raise generate.GenerationError(f"{parsed.header}\n{parsed.detail}")
    package.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.redirect_stdout(io.StringIO()):
        problems = list(Project(openapi=parsed, config=config).build())
    return [f"{problem.header} {problem.detail}" for problem in problems]


def texts(made: Path) -> dict[str, str]:
    """The files of the two packages that a generator can change, by their names in this folder."""
    found = {}
    for package in (made / "stock" / PACKAGE, made / "ours" / PACKAGE):
        for path in package.rglob("*.py"):
            name = path.relative_to(package).as_posix()
            text = path.read_text(encoding="utf-8")
            if text and not (package.parent.name == "ours" and name in VERBATIM):
                found[f"{package.parent.name}/{name}{SUFFIX}"] = text
    return found


def golden() -> dict[str, str]:
    """The same files as they are kept here."""
    paths = HERE.rglob(f"*{SUFFIX}")
    return {p.relative_to(HERE).as_posix(): p.read_text(encoding="utf-8") for p in paths}


def digests() -> dict[str, str]:
    """A hash of each template of the generator that one of ours takes the place of."""
    replaced = sorted(path.name for path in TEMPLATES.glob("*.jinja"))
    present = [name for name in replaced if (STOCK_TEMPLATES / name).is_file()]
    return {name: sha256(_content(STOCK_TEMPLATES / name)).hexdigest() for name in present}


def kept_digests() -> dict[str, str]:
    """The same hashes as they were when ours were last compared with them."""
    kept: dict[str, str] = json.loads(DIGESTS.read_text(encoding="utf-8"))
    return kept


def renew(made: Path) -> None:
    """Keep what was made, and the hashes of the templates that made it."""
    for name in ("stock", "ours"):
        shutil.rmtree(HERE / name, ignore_errors=True)
    for name, text in texts(made).items():
        path = HERE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    DIGESTS.write_text(json.dumps(digests(), indent=2) + "\n", encoding="utf-8", newline="\n")


def _content(path: Path) -> bytes:
    return path.read_bytes().replace(b"\r\n", b"\n")
