"""`yandex-market contract`: the suite with a configuration of its own, from any folder.

pytest is told which file holds its settings and where its root is, so that no ini file, conftest or
cache of the caller's folder takes part; plugins that others have installed stay out as well.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.resources import as_file, files

_USAGE = 2


def main(arguments: Sequence[str]) -> int:
    """Run the suite; 0 all held, 1 findings, 2 wrong usage. Arguments are those of pytest."""
    try:
        import pytest

        from . import plugin, properties  # noqa: F401  # what the extra brings: look before pytest does
    except ModuleNotFoundError as missing:
        print(f"yandex-market: {missing}", file=sys.stderr)
        return _USAGE
    with as_file(files(__package__)) as folder:
        options = [
            "-c", str(folder / "contract.ini"), "--rootdir", str(folder),
            "--confcutdir", str(folder), "-p", "no:cacheprovider",
            "-p", "yandex_market.pytest_plugin", "--tb=short", "-q", "-rN",
        ]  # fmt: skip
        # The caller's variables for pytest would add options; plugins of others are not loaded.
        kept = {name: os.environ.pop(name, None) for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS")}
        before = os.environ.get("PYTEST_DISABLE_PLUGIN_AUTOLOAD")
        os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        try:
            tests = [str(folder / name) for name in ("test_laws.py", "test_properties.py")]
            code = pytest.main([*options, *arguments, *tests])
        finally:
            for name, value in {**kept, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": before}.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value
    usage = (pytest.ExitCode.USAGE_ERROR, pytest.ExitCode.NO_TESTS_COLLECTED)
    return _USAGE if code in usage else int(code)
