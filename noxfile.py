"""Every task of this project as a session; `nox` alone lists them.

Sessions use the Python that nox runs on. Versions of tools are pinned in pyproject.toml.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import nox

if sys.version_info < (3, 11):
    sys.exit(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}")

nox.needs_version = ">=2025.2.9"
nox.options.sessions = []
nox.options.reuse_venv = "yes"
nox.options.error_on_external_run = True
nox.options.stop_on_first_error = True  # nothing is published after a step that failed

PYPROJECT = nox.project.load_toml("pyproject.toml")
# The one tool that is no Python; exact, as those in pyproject.toml.
REDOCLY = "@redocly/cli@2.77.0"
SOURCES = "openapi/openapi.yaml"
BUNDLE = "generated/yandex_market_api/openapi.yaml"
# A test process for each core; one that has no more tests takes some of another's.
IN_PARALLEL = ("-n", "auto", "--dist", "worksteal")


def install(session: nox.Session, *groups: str, package: str = "") -> None:
    """Install dependency groups, and the package itself with these extras (a wheel, as users do)."""
    if groups:
        session.install("--quiet", *nox.project.dependency_groups(PYPROJECT, *groups))
    if package:
        session.install("--quiet", f".[{package}]")


@nox.session
def demo(session: nox.Session) -> None:
    """The whole line in a minute: generate, serve the mock, list, page, update, fail (--live: real reads)."""
    install(session, "demo", package="all")
    session.run("python", "examples/demo.py", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Drift, lint, types, then the test suite."""
    install(session, "lint", "types", package="all")
    check_drift(session)
    check_lint(session)
    check_types(session)
    session.run("python", "-m", "pytest", *(session.posargs or IN_PARALLEL))


@nox.session
def generate(session: nox.Session) -> None:
    """Make generated/ anew, after a change of openapi/, the config, the templates or tools/."""
    install(session, "generate")
    session.run("python", "-m", "tools.generate", *session.posargs)


@nox.session
def drift(session: nox.Session) -> None:
    """Check that generated/ is exactly what `nox -s generate` would make."""
    install(session, "generate")
    check_drift(session)


@nox.session
def golden(session: nox.Session) -> None:
    """Renew tests/golden, after a change of the generator's pin or of our templates; read the diff."""
    install(session, "generate")
    session.run("python", "-m", "tests.golden", *session.posargs)


@nox.session
def lint_spec(session: nox.Session) -> None:
    """The document: valid OpenAPI, our own rules, and Redocly's where Node is there."""
    install(session, "lint_spec")
    session.run("python", "-m", "tools.lint_spec", *session.posargs)
    redocly(session, "lint", SOURCES, BUNDLE)


@nox.session
def docs(session: nox.Session) -> None:
    """The document as a page to read, build/docs/index.html; needs Node."""
    install(session, "lint_spec")
    document = str(Path(session.create_tmp()) / "readable.yaml")
    session.run("python", "-m", "tools.readable", document)
    page = "build/docs/index.html"
    redocly(session, "build-docs", document, "--inlineBundle", "--output", page)


@nox.session
def lint(session: nox.Session) -> None:
    """Style, and who may import what."""
    install(session, "lint", package="all")
    check_lint(session)


@nox.session
def types(session: nox.Session) -> None:
    """Mypy, strict, on all code; Pyright, strict, on the public signatures (tests/typing)."""
    install(session, "types", "pyright", package="all")
    check_types(session)
    session.run("pyright")


@nox.session
def coverage(session: nox.Session) -> None:
    """Every line and branch of the protocol is proved by the client's tests."""
    install(session, "coverage", package="all")
    tests = sorted(str(path) for path in Path("tests").glob("test_sdk_*.py"))
    session.run("coverage", "run", "-m", "pytest", "-q", "tests/test_flow.py", *tests)
    session.run("coverage", "report")


@nox.session
def soak(session: nox.Session) -> None:
    """200,000 orders through a bad network, both clients, ten minutes: python -m tests.soak --help."""
    install(session, package="all")
    whole = [[], ["20000", "--traced"], ["10000", "--sockets"]]
    for arguments in [session.posargs] if session.posargs else whole:
        session.run("python", "-m", "tests.soak", *arguments)


@nox.session
def mutation(session: nox.Session) -> None:
    """Of deliberate faults in the protocol, the tests notice nine in ten; an hour, or name modules."""
    install(session, "mutation", package="all")
    session.run("python", "-m", "tests.mutation", *session.posargs)


@nox.session
def upstream(session: nox.Session) -> None:
    """The document beside the vendor's published spec: nox -s upstream -- PATH [--all] [--json]."""
    install(session, "spec")
    session.run("python", "-m", "tools.upstream", *session.posargs)


@nox.session
def specdiff(session: nox.Session) -> None:
    """What changed between two states of the document, and the version step: nox -s specdiff -- OLD NEW."""
    install(session, "spec")
    session.run("python", "-m", "tools.specdiff", *session.posargs)


@nox.session
def compat(session: nox.Session) -> None:
    """Whether the version steps far enough for users of the last release: nox -s compat [-- REV]."""
    install(session, "compat", package="all")
    session.run("python", "-m", "tools.compat", *session.posargs)


@nox.session
def regenerate(session: nox.Session) -> None:
    """After an edit of the document: all of it, with a summary: nox -s regenerate [-- --no-tests]."""
    groups = ["regenerate"] if "--no-tests" in session.posargs else ["regenerate", "tests"]
    install(session, *groups, package="all")
    session.run("python", "-m", "tools.regenerate", *session.posargs)


@nox.session
def changelog(session: nox.Session) -> None:
    """The notes of the next version; `-- --collect` puts them into CHANGELOG.md, for a release."""
    install(session, "changelog")
    how = "--yes" if "--collect" in session.posargs else "--draft"
    session.run("towncrier", "build", how, "--version", PYPROJECT["project"]["version"])


@nox.session
def package(session: nox.Session) -> None:
    """Build wheel and sdist, the same twice; prove them where the sources are not; into dist/."""
    install(session, "package")
    session.run("python", "-m", "tools.package", *session.posargs)


@nox.session
def publish(session: nox.Session) -> None:
    """Upload dist/ to an index: nox -s publish -- --repository URL; see CONTRIBUTING for the password."""
    install(session, "publish")
    session.run("python", "-m", "tools.publish", *session.posargs)


@nox.session
def rehearse(session: nox.Session) -> None:
    """Publish dist/ to an index server on this machine, install it from there, run the README."""
    install(session, "rehearse")
    session.run("python", "-m", "tools.rehearse", *session.posargs)


@nox.session
def release(session: nox.Session) -> None:
    """From an edit to the index: regenerate, compat, package, rehearse, publish; each one timed."""
    for name in ("regenerate", "compat", "package", "rehearse"):
        session.notify(name, [])
    if session.posargs:
        session.notify("publish", session.posargs)


@nox.session
def contract_mutants(session: nox.Session) -> None:
    """The contract suite against a server for each deliberate defect; renews tests/mutants/TABLE.md."""
    install(session, "tests", package="all")
    session.run("python", "-m", "tests.mutants", *session.posargs)


@nox.session
def contract_deep(session: nox.Session) -> None:
    """No false alarm of the contract suite, on ten seeds; all documented answers are seen."""
    install(session, "tests", package="all")
    session.run("python", "-m", "tests.contract_deep", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Speed and memory beside other generated clients; 15 minutes, or a smoke run with -- --quick."""
    install(session, "bench", package="all")
    session.run("python", "-m", "benchmarks", *session.posargs)


@nox.session
def bulk(session: nox.Session) -> None:
    """Exports, shared quotas and dlt, with their libraries; wants a redis-server."""
    install(session, "bulk", package="mock,bulk,redis,dlt")
    tests = sorted(str(path) for path in Path("tests").glob("test_bulk_*.py"))
    session.run("python", "-m", "pytest", *(session.posargs or [*IN_PARALLEL, *tests]))


@nox.session
def bulk_million(session: nox.Session) -> None:
    """A million orders of forty stores into DuckDB, beside a bare loop; half an hour."""
    install(session, "bulk", package="mock,bulk")
    session.run("python", "-m", "benchmarks.bulk_million", *session.posargs)


@nox.session
def spark(session: nox.Session) -> None:
    """The data source on a real, local Spark; needs Java 17 or newer, and wants a redis-server."""
    install(session, "spark", package="mock,redis,spark")
    session.run("python", "-m", "pytest", "tests/test_bulk_spark.py", *session.posargs)


@nox.session
def airflow(session: nox.Session) -> None:
    """The DAG of examples/bulk, run by a real Airflow on a mock market."""
    install(session, "airflow", package="mock,bulk")
    session.run("python", "-m", "pytest", "tests/test_bulk_airflow.py", *session.posargs)


@nox.session
def mock_sequences(session: nox.Session) -> None:
    """10,000 random sequences of calls to the mock, beside a plain model (--sequences N)."""
    install(session, "tests", package="mock")
    session.run("python", "-m", "tests.mock_machine", *session.posargs)


@nox.session
def bench_mock(session: nox.Session) -> None:
    """CPU, start and memory of the mock, beside a bare application and Prism: benchmarks/MOCK.md."""
    install(session, package="all")
    session.run("python", "-m", "benchmarks.mock", *session.posargs)


def redocly(session: nox.Session, *arguments: str) -> None:
    """Run Redocly's command line, which npx fetches; without Node say so and go on."""
    npx = shutil.which("npx")
    if npx is None:
        session.warn("Node not found: Redocly is skipped. Install Node 22 or newer to have it.")
        return
    own = Path(session.create_tmp())  # nothing is left in the home folder, nor sent to Redocly
    env = {
        "npm_config_cache": str(own / "npm"),
        "REDOCLY_TELEMETRY": "off",
        "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true",
    }
    command = [npx, "--yes", REDOCLY, *arguments, "--lint-config", "error"]
    session.run(*command, env=env, external=True)


def check_drift(session: nox.Session) -> None:
    """Compare whole trees."""
    session.run("python", "-m", "tools.compare")


def check_lint(session: nox.Session) -> None:
    """Ruff and import-linter."""
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("lint-imports", "--no-cache")


def check_types(session: nox.Session) -> None:
    """Mypy by its settings in pyproject.toml."""
    session.run("mypy")
