"""What to say when a library of one of the extras is not installed."""

from __future__ import annotations

import importlib
from typing import Any

EXTRAS = {
    "duckdb": "bulk",
    "pyarrow": "bulk",
    "rich": "bulk",
    "redis": "redis",
    "dlt": "dlt",
    "pyspark": "spark",
}


def needed(name: str) -> Any:
    """The module of this name. Raises ModuleNotFoundError that says which extra to install."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        top = (error.name or "").partition(".")[0]
        if top not in EXTRAS:
            raise
        text = f"this needs {top}: pip install 'yandex-market-sdk[{EXTRAS[top]}]'"
        raise ModuleNotFoundError(text, name=error.name) from None
