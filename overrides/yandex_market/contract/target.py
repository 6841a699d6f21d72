"""A server under test: sends requests, keeps to its quotas and to the budget, remembers answers.

All requests of the suite go through `Target.send`, those of Schemathesis too. So the budget
counts them all, no quota is used up by accident, and coverage is counted in one place.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Protocol
from urllib.parse import quote, urlencode, urlsplit

import httpx
from yandex_market_api.operations import OPERATIONS

from . import facts
from .exchange import Exchange
from .facts import Json
from .seen import Seen
from .verdicts import BrokenError, NotRunError

LONGEST_WAIT = 90.0  # seconds that a spent quota may cost; what takes longer is not run
_RESERVE = 0.1  # part of a real store's quota that is left to its owner
_TIMEOUT = 30.0
_GIVE_UP = 3

Query = Mapping[str, Any] | Sequence[tuple[str, str]]


class Controls(Protocol):
    """What a mock lets us do beside the API; a target without it cannot prove some laws."""

    def fail_operation(self, operation_id: str) -> None:
        """End a started operation with FAILED."""

    def advance(self, seconds: float) -> None:
        """Move the clock, so that windows of quotas end."""


class HttpControls:
    """The controls that a mock offers below `/_mock/`."""

    def __init__(self, target: Target) -> None:
        self._target = target

    def fail_operation(self, operation_id: str) -> None:
        """End a started operation with FAILED. Raises NotRunError if the mock cannot."""
        address = f"/_mock/operations/{quote(operation_id, safe='')}"
        self._post(address, {"status": "FAILED"}, "to make an operation fail")

    def advance(self, seconds: float) -> None:
        """Move the clock. Raises NotRunError if the mock cannot."""
        self._post("/_mock/clock", {"seconds": seconds}, "to move its clock")

    def _post(self, address: str, body: Json, what: str) -> None:
        headers = {"Content-Type": "application/json"}
        content = json.dumps(body).encode()
        exchange = self._target.send("POST", address, headers=headers, content=content, key=None)
        if exchange.status != 200:
            raise NotRunError(f"the mock has no way {what}")


class Target:
    """A server under test.

    Args:
        base_url: where it is; a path in it is kept.
        api_key: a key that may do everything the laws try.
        transport: answers in this process instead of by HTTP.
        max_requests: the budget, None for none; what does not fit raises NotRunError.
        allow_writes: whether laws may change orders (test orders, or any on a mock).
        narrow_key: a key with `narrow_scopes` only, for the laws about scopes.
        controls: what a mock offers beside HTTP.
    """

    def __init__(
        self,
        base_url: str,
        api_key: str,
        *,
        transport: httpx.BaseTransport | None = None,
        max_requests: int | None = None,
        allow_writes: bool = False,
        narrow_key: str | None = None,
        narrow_scopes: Sequence[str] = (),
        controls: Controls | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self.max_requests = max_requests
        self.allow_writes = allow_writes
        self.narrow_key = narrow_key
        self.narrow_scopes = tuple(narrow_scopes)
        self.controls = controls
        self.count = 0
        self.seen = Seen()
        self.is_mock = controls is not None
        self._key = api_key
        self._sleep = sleep
        self._skew = timedelta()
        self._silent = 0  # requests without an answer, one after the other
        self._spent: dict[tuple[str, str], tuple[int, int, datetime]] = {}
        self._client = httpx.Client(
            transport=transport, timeout=_TIMEOUT, follow_redirects=False, trust_env=False
        )
        self._client.headers.clear()

    def __repr__(self) -> str:
        return f"<Target {self.base_url}>"

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    @property
    def api_key(self) -> str:
        """The key, to make wrong ones of it. Never show it."""
        return self._key

    @property
    def is_production(self) -> bool:
        """Whether this is the real API."""
        return is_production(self.base_url)

    def may_write(self, *, fake: bool) -> None:
        """Raise NotRunError unless this order may be changed."""
        if not self.allow_writes:
            raise NotRunError("reads only: --allow-writes was not given")
        if not fake and not self.is_mock:
            raise NotRunError("no test order fits, and the server does not say that it is a mock")

    def pause(self, poll: int) -> None:
        """Wait between two polls, longer each time; a mock need not be waited for."""
        if not self.is_mock:
            self._sleep(min(1.0 * 1.5**poll, 30.0))

    # -- requests ------------------------------------------------------------------------------

    def call(
        self,
        operation: str,
        path: Mapping[str, object] | None = None,
        *,
        query: Query | None = None,
        body: Json = None,
        headers: Mapping[str, str] | None = None,
        key: str | bool | None = True,
        pace: bool = True,
    ) -> Exchange:
        """One request to an operation. `body` is sent as JSON; bytes go out as they are.

        `key`: True for the target's own, None for none, a text for another.
        """
        spec = OPERATIONS[operation]
        address = spec.path
        for name, value in (path or {}).items():
            address = address.replace(f"{{{name}}}", quote(str(value), safe=""))
        content, more = b"", {}
        if body is not None:
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            more = {"Content-Type": "application/json"}
        return self.send(
            spec.method,
            address + _query(query),
            headers={**more, **(headers or {})},
            content=content,
            key=key,
            pace=pace,
        )

    def send(
        self,
        method: str,
        address: str,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes = b"",
        key: str | bool | None = True,
        pace: bool = True,
    ) -> Exchange:
        """One request. `address` is path and query as they go out, percent-encoded by the caller.

        Raises NotRunError when the budget or a quota is used up, BrokenError without an answer.
        """
        path = address.partition("?")[0]
        spec = facts.find(method, path)
        operation = spec.id if spec else None
        sent = {"Accept": "application/json", "User-Agent": "yandex-market-contract"}
        if key is True:
            sent["Api-Key"] = self._key
        elif key:
            sent["Api-Key"] = str(key)
        sent |= headers or {}
        place = (operation or "", _place(path))
        if pace:
            self._stand_in_line(place)
        exchange = self._exchange(operation, method, address, sent, content)
        for pause in (0.2, 1.0, LONGEST_WAIT):
            if not pace or exchange.status != 420:
                break
            self._recover(place, exchange, pause)
            exchange = self._exchange(operation, method, address, sent, content)
        self._remember(place, exchange)
        return exchange

    def _exchange(
        self,
        operation: str | None,
        method: str,
        address: str,
        headers: Mapping[str, str],
        content: bytes,
    ) -> Exchange:
        if self._silent >= _GIVE_UP:
            raise NotRunError("the server does not answer any more")
        if self.max_requests is not None and self.count >= self.max_requests:
            raise NotRunError(f"the budget of {self.max_requests} requests is used up")
        self.count += 1
        url = httpx.URL(self.base_url)
        raw = url.raw_path.rstrip(b"/") + address.encode("ascii")
        url = url.copy_with(raw_path=raw)
        started = time.perf_counter()
        try:
            request = self._client.build_request(method, url, headers=headers, content=content)
            answer = self._client.send(request)
        except httpx.TransportError as error:
            self._silent += 1
            # 599 is nobody's status: there was no answer at all.
            what = f"{type(error).__name__}: {error}"
            nothing = Exchange(
                operation, method, str(url), headers, content, 599, httpx.Headers(), what.encode()
            )
            raise BrokenError("an answer", f"none: {what}", nothing) from None
        exchange = Exchange(
            operation,
            method,
            self.base_url + address,
            headers,
            content,
            answer.status_code,
            answer.headers,
            answer.content,
            time.perf_counter() - started,
        )
        self._silent = 0
        self.seen.add(exchange)
        return exchange

    def look_for_mock(self) -> None:
        """Ask whether the server is a mock: one that answers `GET /_mock/state` with a JSON object.
        The real API is never asked, and never believed.
        """
        if self.is_production or self.controls is not None:
            return
        exchange = self.send("GET", "/_mock/state", key=None)
        if exchange.status == 200 and isinstance(exchange.json, dict):
            self.is_mock, self.controls = True, HttpControls(self)

    # -- quotas --------------------------------------------------------------------------------

    def quota(self, operation: str, place: object) -> tuple[int, int] | None:
        """Limit and what is left, as the last answer for this place said; None if unknown."""
        known = self._spent.get((operation, str(place)))
        return known[:2] if known else None

    @property
    def _now(self) -> datetime:
        """The moment by the server's clock, as its last answer told it."""
        return datetime.now(UTC) + self._skew

    def _remember(self, place: tuple[str, str], exchange: Exchange) -> None:
        if told := rate_limit(exchange.headers):
            self._spent[place] = told
        if moment := http_date(exchange.headers.get("Date")):
            self._skew = moment - datetime.now(UTC)

    def _stand_in_line(self, place: tuple[str, str]) -> None:
        """Wait for the window if it is short, or refuse to run."""
        known = self._spent.get(place)
        if known is None:
            return
        limit, left, until = known
        keep = 0 if self.is_mock else int(limit * _RESERVE)
        if left > keep:
            return
        wait = (until - self._now).total_seconds()
        if wait <= 0:
            return
        if self.controls is not None:
            self.controls.advance(wait + 1)
            del self._spent[place]
            return
        if wait > LONGEST_WAIT:
            name, number = place
            raise NotRunError(
                f"the quota of {name} for {number} is used up until {until:%H:%M} UTC"
            )
        self._sleep(wait)

    def _recover(self, place: tuple[str, str], exchange: Exchange, pause: float) -> None:
        """After a 420: wait for the end of the window, or a moment if it was the parallel kind."""
        self._remember(place, exchange)
        told = rate_limit(exchange.headers)
        if told is not None and told[1] <= 0:
            self._stand_in_line(place)
        elif pause == LONGEST_WAIT:
            raise BrokenError(
                "420 only while a quota is spent, or while other requests are in flight",
                "420 for a single request, three times, with quota left or untold",
                exchange,
            )
        else:
            self._sleep(pause)


def rate_limit(headers: httpx.Headers) -> tuple[int, int, datetime] | None:
    """Limit, what is left and the end of the window, None unless all three can be read."""
    until = http_date(headers.get("X-RateLimit-Resource-Until"))
    try:
        limit = int(headers["X-RateLimit-Resource-Limit"])
        left = int(headers["X-RateLimit-Resource-Remaining"])
    except (KeyError, ValueError):
        return None
    return (limit, left, until) if until else None


def http_date(text: str | None) -> datetime | None:
    """The moment of an HTTP date, None for anything else."""
    try:
        moment = parsedate_to_datetime(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def is_production(url: str) -> bool:
    """Whether the address is one of the document's servers."""
    host = (urlsplit(url).hostname or "").rstrip(".").lower()
    real = {urlsplit(server["url"]).hostname for server in facts.document()["servers"]}
    return host in real or host.endswith((".market.yandex.ru", ".market.yandex.net"))


def _place(path: str) -> str:
    """What quotas are counted for: the store or the business in the path, else the key."""
    steps = path.strip("/").split("/")
    return steps[2] if len(steps) > 2 else "the key"


def _query(query: Query | None) -> str:
    if not query:
        return ""
    pairs = query.items() if isinstance(query, Mapping) else query
    flat: list[tuple[str, str]] = []
    for name, value in pairs:
        values = value if isinstance(value, (list, tuple)) else [value]
        flat += [(name, _text(one)) for one in values]
    return "?" + urlencode(flat)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
