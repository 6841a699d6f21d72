"""What to say when a library of the extra `mock` is not installed."""

from __future__ import annotations


def not_installed(error: ModuleNotFoundError) -> ModuleNotFoundError:
    """The same error with a text that says which extra to install, if the extra brings the module."""
    if error.name not in ("jsonschema_rs", "orjson", "uvicorn"):
        return error
    text = f"the mock market needs {error.name}: pip install 'yandex-market-sdk[mock]'"
    return ModuleNotFoundError(text, name=error.name)
