"""What a run is told: options of the command line, else variables `YANDEX_MARKET_CONTRACT_...`.

Only these variables, so that the client's key for the real API is never used by accident.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from yandex_market_api.operations import OPERATIONS

from .target import is_production

PREFIX = "YANDEX_MARKET_CONTRACT_"
_YES = ("1", "true", "yes", "on")


class UsageError(Exception):
    """The suite cannot be started like this; the text says what to do."""


@dataclass(frozen=True)
class Settings:
    """Settings of one run. The repr does not hold keys."""

    url: str
    api_key: str = field(repr=False)
    business: int | None = None
    campaign: int | None = None
    narrow_key: str | None = field(default=None, repr=False)
    narrow_scopes: tuple[str, ...] = ()
    report: str | None = None
    seed: int = 1
    examples: int = 40
    max_requests: int | None = None
    allow_writes: bool = False


def read(option: Callable[[str], object], environment: Mapping[str, str]) -> Settings:
    """Settings from options (by their names without dashes) and variables. Raises UsageError."""

    def text(name: str, variable: str) -> str | None:
        given = option(name)
        value = environment.get(PREFIX + variable) if given in (None, "") else str(given)
        return value or None

    def number(name: str, variable: str, least: int) -> int | None:
        value = text(name, variable)
        if value is None:
            return None
        if not (value.isascii() and value.isdecimal() and int(value) >= least):
            option_name = f"--{name.replace('_', '-')}"
            raise UsageError(f"{option_name} wants a whole number, {least} or more, not {value!r}")
        return int(value)

    def flag(name: str, variable: str) -> bool:
        return bool(option(name)) or environment.get(PREFIX + variable, "").lower() in _YES

    url, key = _url(text("market_url", "URL")), _key(text("market_api_key", "API_KEY"))
    writes = flag("allow_writes", "ALLOW_WRITES")
    if (
        writes
        and is_production(url)
        and not flag("allow_production_writes", "ALLOW_PRODUCTION_WRITES")
    ):
        raise UsageError(
            "--allow-writes would change orders of the real API: give --allow-production-writes"
            " as well if that is meant"
        )
    examples = number("market_examples", "EXAMPLES", 0)
    seed = number("market_seed", "SEED", 0)
    return Settings(
        url,
        key,
        business=number("market_business", "BUSINESS", 1),
        campaign=number("market_campaign", "CAMPAIGN", 1),
        narrow_key=text("market_narrow_key", "NARROW_KEY"),
        narrow_scopes=_scopes(text("market_narrow_scopes", "NARROW_SCOPES")),
        report=text("market_report", "REPORT"),
        seed=1 if seed is None else seed,
        examples=40 if examples is None else examples,
        max_requests=number("max_requests", "MAX_REQUESTS", 1),
        allow_writes=writes,
    )


def _url(url: str | None) -> str:
    if url is None:
        raise UsageError(f"which server? Give --market-url or {PREFIX}URL")
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https"):
        raise UsageError(
            f"--market-url wants an address such as http://127.0.0.1:8080, not {url!r}"
        )
    if parts.query or parts.fragment or "@" in parts.netloc:
        raise UsageError("--market-url wants host, port and path alone")
    if parts.scheme == "http" and is_production(url):
        raise UsageError("the real API is asked by https alone: a key must not travel in the open")
    return url


def _key(key: str | None) -> str:
    if key is None:
        raise UsageError(f"which key? Give {PREFIX}API_KEY or --market-api-key")
    if not key.isascii() or not key.isprintable() or " " in key:
        raise UsageError("the key holds a character that no key has (a blank, a line break?)")
    return key


def _scopes(text: str | None) -> tuple[str, ...]:
    given = tuple(one.strip() for one in (text or "").split(",") if one.strip())
    known = {scope for spec in OPERATIONS.values() for scope in spec.scopes}
    if unknown := set(given) - known:
        raise UsageError(f"--market-narrow-scopes: no operation knows {', '.join(sorted(unknown))}")
    return given
