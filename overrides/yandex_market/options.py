"""How a client and a single call are set up: arguments first, then the environment."""

from __future__ import annotations

import datetime
import ipaddress
import logging
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol, TypedDict
from urllib.parse import urlsplit

from yandex_market_api.operations import SPEC_VERSION

from .errors import ConfigurationError
from .retrying import RetryPolicy

BASE_URL = "https://api.partner.market.yandex.ru"
TIMEOUT = 30.0
"""Seconds for one HTTP attempt; the service itself gives up after 10."""

KEY_PREFIX = "ACMA:"
"""What a key of the seller cabinet begins with; the server refuses other ones."""

KEY_VARIABLE = "YANDEX_MARKET_API_KEY"
URL_VARIABLE = "YANDEX_MARKET_BASE_URL"
LOG_VARIABLE = "YANDEX_MARKET_LOG"

# These belong to the client: a call must not send a key of its own, nor change what the body is.
OWN_HEADERS = frozenset(
    {
        "api-key",
        "authorization",
        "user-agent",
        "content-length",
        "content-type",
        "host",
        "transfer-encoding",
    }
)


class Clock(Protocol):
    """Time for a client; tests can give one that does not wait."""

    def monotonic(self) -> float:
        """Seconds of a clock that never goes back."""

    def now(self) -> datetime.datetime:
        """The time of day, aware."""

    def sleep(self, seconds: float) -> None:
        """Return when so many seconds have passed."""

    async def async_sleep(self, seconds: float) -> None:
        """The same for the async twin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOptions:
    """What one call does differently; None leaves the client's own setting.

    Attributes:
        timeout: seconds for one HTTP attempt.
        deadline: seconds for the whole call, pauses included; for each page in a listing.
        retry: another policy.
        headers: headers to add, such as `{"X-Business-Id": "123"}`.
    """

    timeout: float | None = None
    deadline: float | None = None
    retry: RetryPolicy | None = None
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        check_seconds("timeout", self.timeout)
        check_seconds("deadline", self.deadline)
        check_retry(self.retry)
        if not isinstance(self.headers, Mapping):
            raise ConfigurationError("CallOptions: headers: expected a mapping of names to values")
        for name, value in self.headers.items():
            if not name or not all(_is_printable_ascii(text) for text in (name, value)):
                raise ConfigurationError(f"CallOptions: header {name!r}: use printable ASCII")
            if name.lower() in OWN_HEADERS:
                more = "; app=... adds to it" if name.lower() == "user-agent" else ""
                raise ConfigurationError(
                    f"CallOptions: the header {name} is set by the client{more}"
                )


class Changes(TypedDict, total=False):
    """What `with_options` takes: the client's own arguments, and headers for every call."""

    timeout: float
    deadline: float | None
    retry: RetryPolicy
    headers: Mapping[str, str]
    app: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """A client's settings after arguments and environment are joined; named as the arguments are.

    `credentials` are the headers that `api_key` and `oauth_token` become; `base_url`, `timeout`,
    `deadline` and `retry` are as given.
    """

    base_url: str
    credentials: Mapping[str, str] = field(repr=False)
    timeout: float
    deadline: float | None
    retry: RetryPolicy
    headers: Mapping[str, str] = field(repr=False)
    """Names in lower case."""

    def with_call(self, options: CallOptions | None) -> Settings:
        """These settings as one call wants them."""
        if options is None:
            return self
        if not isinstance(options, CallOptions):
            raise ConfigurationError("options: expected CallOptions(...)")
        return replace(
            self,
            timeout=self.timeout if options.timeout is None else options.timeout,
            deadline=self.deadline if options.deadline is None else options.deadline,
            retry=options.retry or self.retry,
            headers={**self.headers, **{n.lower(): v for n, v in options.headers.items()}},
        )

    def changed(self, changes: Changes) -> Settings:
        """These settings with some of them changed. Raises ConfigurationError."""
        if unknown := set(changes) - set(Changes.__annotations__):
            known = ", ".join(Changes.__annotations__)
            raise ConfigurationError(f"with_options: no {min(unknown)!r}; there are {known}")
        call = CallOptions(
            timeout=changes.get("timeout"),
            deadline=changes.get("deadline"),
            retry=changes.get("retry"),
            headers=changes.get("headers", {}),
        )
        own = {"user-agent": user_agent(changes["app"])} if "app" in changes else {}
        settings = self.with_call(call)
        return replace(
            settings,
            deadline=changes.get("deadline", self.deadline),
            headers={**settings.headers, **own},
        )


def make_settings(
    *,
    api_key: str | None,
    oauth_token: str | None,
    base_url: str | None,
    timeout: float,
    deadline: float | None,
    retry: RetryPolicy,
    app: str | None,
    allow_http: bool,
) -> Settings:
    """Join arguments and environment. Raises ConfigurationError, saying what to change."""
    if timeout is None:
        raise ConfigurationError("timeout: expected a positive number of seconds, not None")
    check_seconds("timeout", timeout)
    check_seconds("deadline", deadline)
    check_retry(retry)
    _set_up_logging()
    return Settings(
        base_url=_checked_url(base_url or os.environ.get(URL_VARIABLE) or BASE_URL, allow_http),
        credentials=_credentials(api_key, oauth_token),
        timeout=timeout,
        deadline=deadline,
        retry=retry,
        headers={"user-agent": user_agent(app), "accept": "application/json"},
    )


def user_agent(app: str | None) -> str:
    """`yandex-market-sdk/1.2.3 (spec 1.0.0; python 3.11.7) shop-sync/2.0`."""
    from . import __version__

    python = sys.version.split()[0]
    own = f"yandex-market-sdk/{__version__} (spec {SPEC_VERSION}; python {python})"
    if not app:
        return own
    if not _is_printable_ascii(app):
        raise ConfigurationError("app: use printable ASCII, such as app='shop-sync/2.0'")
    return f"{own} {app}"


def check_seconds(name: str, value: float | None) -> None:
    """Refuse a time that is not a positive number of seconds."""
    if value is not None and not is_seconds(value):
        raise ConfigurationError(f"{name}: expected a positive number of seconds")


def check_retry(value: RetryPolicy | None) -> None:
    """Refuse what is no policy."""
    if value is not None and not isinstance(value, RetryPolicy):
        raise ConfigurationError("retry: expected RetryPolicy(...)")


def is_seconds(value: object) -> bool:
    """Whether this is a positive, finite number of seconds."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 1e9


def _credentials(api_key: str | None, oauth_token: str | None) -> dict[str, str]:
    if api_key is None and oauth_token is None:
        api_key = os.environ.get(KEY_VARIABLE)
        if api_key is None:
            raise ConfigurationError(
                f"no key: pass api_key=..., or set {KEY_VARIABLE}; "
                "the seller cabinet issues one under Settings → API and modules"
            )
    credentials = {}
    if api_key is not None:
        credentials["Api-Key"] = _checked_secret("api_key", api_key)
    if oauth_token is not None:
        if isinstance(oauth_token, str) and oauth_token.startswith(KEY_PREFIX):
            raise ConfigurationError(
                f"oauth_token: this is a key of the cabinet ({KEY_PREFIX}...); pass it as api_key=..."
            )
        credentials["Authorization"] = "Bearer " + _checked_secret("oauth_token", oauth_token)
    return credentials


def _checked_secret(name: str, value: str) -> str:
    # The text must not hold the value: it is a secret even when it is malformed.
    if not isinstance(value, str) or not value:
        raise ConfigurationError(f"{name}: expected a string that is not empty")
    if not _is_printable_ascii(value) or " " in value:
        raise ConfigurationError(f"{name}: has white space or characters that no key has")
    return value


def _is_printable_ascii(value: object) -> bool:
    return isinstance(value, str) and value.isascii() and value.isprintable()


def _checked_url(url: str, allow_http: bool) -> str:
    if url == BASE_URL:  # and the codec that checks others need not be loaded
        return url
    wrong = ConfigurationError(f"base_url: expected http(s)://host, such as {BASE_URL}")
    try:
        parts = urlsplit(url)
        _ = parts.port  # reading it checks it
        (parts.hostname or "").encode("idna")  # so does this: no empty or overlong labels
    except (ValueError, TypeError, AttributeError):
        raise wrong from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise wrong
    if not url.isprintable() or " " in url:
        raise wrong
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ConfigurationError("base_url: no user, password, query or fragment here")
    if parts.scheme == "http" and not allow_http and not _is_loopback(parts.hostname):
        raise ConfigurationError(
            f"base_url: plain http to {parts.hostname} would show the key to the network; "
            "use https, or pass allow_http=True"
        )
    return url.rstrip("/")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _set_up_logging() -> None:
    """`YANDEX_MARKET_LOG=debug` shows the log on stderr without any code."""
    wanted = os.environ.get(LOG_VARIABLE)
    if not wanted:
        return
    level = logging.getLevelNamesMapping().get(wanted.upper())
    if level is None:
        raise ConfigurationError(f"{LOG_VARIABLE}: expected debug, info, warning or error")
    logger = logging.getLogger("yandex_market")
    logger.setLevel(level)
    if not logger.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        logger.addHandler(handler)
