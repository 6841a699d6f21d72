"""Every task of this project as a session; `nox` alone lists them.

Sessions use the Python that nox runs on. Versions of tools are pinned in pyproject.toml.
"""

from __future__ import annotations

import sys

import nox

if sys.version_info < (3, 11):
    sys.exit(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}")

nox.needs_version = ">=2025.2.9"
nox.options.sessions = []
nox.options.reuse_venv = "yes"
nox.options.error_on_external_run = True

PYPROJECT = nox.project.load_toml("pyproject.toml")


def install(session: nox.Session, *groups: str, package: str = "") -> None:
    """Install dependency groups, and the package itself with these extras (a wheel, as users do)."""
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
    session.run("python", "-m", "pytest", *session.posargs)


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
def lint(session: nox.Session) -> None:
    """Style, and who may import what."""
    install(session, "lint", package="all")
    check_lint(session)


@nox.session
def types(session: nox.Session) -> None:
    """Mypy, strict, on hand-written and generated code, tools and tests."""
    install(session, "types", package="all")
    check_types(session)


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
