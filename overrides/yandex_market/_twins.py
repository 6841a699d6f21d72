"""Keep the words of sync and async twins in one place: the sync one."""

from __future__ import annotations


def copy_docstrings(sync: type, twin: type) -> None:
    """Give each public method of the async class the docstring of its sync namesake."""
    for name, method in vars(sync).items():
        if callable(method) and not name.startswith("_") and method.__doc__ and name in vars(twin):
            vars(twin)[name].__doc__ = method.__doc__
