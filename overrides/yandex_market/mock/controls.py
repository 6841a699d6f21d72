"""The controls below `/_mock/`: JSON for any language, and the web page that uses it.

They are no part of the API that is mocked: no key, no quota, no entry in the journal. They answer this
machine only, because they show the key and change everything; and no page of another site that a browser
on this machine has open. README.md beside this file lists them with a curl line each.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import resources
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from yandex_market_api.operations import OPERATIONS

from . import showing
from .exchange import Headers, Json, Request, Response
from .fault_words import WORDS

if TYPE_CHECKING:
    from .engine import Engine

ROOT = "/_mock"
_ASSETS = {
    "": ("index.html", "text/html; charset=utf-8"),
    "page.css": ("page.css", "text/css; charset=utf-8"),
    "page.js": ("page.js", "text/javascript; charset=utf-8"),
    "icon.svg": ("icon.svg", "image/svg+xml"),
}
_SAFE: Headers = (
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    (
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
        " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
)
_UNITS = ("seconds", "minutes", "hours", "days")


class ControlError(Exception):
    """A control that cannot be done: a status and a sentence."""

    def __init__(self, status: int, sentence: str, headers: Headers = ()) -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.headers = status, sentence, headers


class Controls:
    """What the paths below `/_mock/` do to a market."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # By path below the root, `*` for an id, and method.
        self._actions: Mapping[str, Mapping[str, Callable[[_Asked], Json]]] = {
            "state": {"GET": self._state},
            "orders": {"GET": self._orders},
            "operations": {"GET": self._operations},
            "operations/*": {"POST": self._end_operation},
            "journal": {"GET": self._journal, "DELETE": self._clear_journal},
            "faults": {
                "GET": self._faults,
                "POST": self._add_fault,
                "DELETE": self._clear_faults,
            },
            "faults/*": {"DELETE": self._remove_fault},
            "clock": {"GET": self._clock, "POST": self._advance},
            "seed": {"GET": self._seed, "POST": self._reseed},
            "reset": {"POST": self._reset},
        }

    @contextmanager
    def exchange(self, request: Request) -> Iterator[Response]:
        """Answer one request."""
        try:
            _check_caller(request)
            response = self._answer(request)
        except ControlError as error:
            response = _json(error.status, {"error": error.sentence}, error.headers)
        yield response

    def _answer(self, request: Request) -> Response:
        name = request.path.removeprefix(ROOT)
        if name == "":
            return Response(308, (("Location", f"{ROOT}/"), ("Content-Length", "0")), b"")
        name = name.removeprefix("/")
        if name in _ASSETS:
            _check_method(request, {"GET", "HEAD"})
            return _asset(name, head=request.method == "HEAD")
        head, _, tail = name.partition("/")
        actions = self._actions.get(f"{head}/*" if tail else head)
        if actions is None:
            known = ", ".join(f"{ROOT}/{one}" for one in self._actions)
            raise ControlError(404, f"no control {request.path[:100]!r}; there are {known}")
        _check_method(request, set(actions))
        with self._engine.lock:
            return _json(200, actions[request.method](_Asked(request, tail)))

    # -- looking -------------------------------------------------------------------------------

    def _state(self, _: _Asked) -> Json:
        return showing.state(self._engine)

    def _orders(self, asked: _Asked) -> Json:
        campaign = asked.number("campaign", 0)
        if campaign and campaign not in self._engine.world.by_campaign:
            raise ControlError(404, f"no store {campaign}")
        return {"orders": showing.orders(self._engine, campaign, asked.number("limit", 20, 200))}

    def _operations(self, _: _Asked) -> Json:
        return {"operations": showing.operations(self._engine)}

    def _journal(self, asked: _Asked) -> Json:
        entries = self._engine.journal.after(
            asked.number("after", 0), asked.number("limit", 100, 1000)
        )
        return {"entries": [showing.entry(one) for one in entries]}

    def _faults(self, _: _Asked) -> Json:
        return {
            "faults": showing.faults(self._engine),
            "words": showing.words(),
            "operations": list(OPERATIONS),
        }

    def _clock(self, _: _Asked) -> Json:
        return showing.clock(self._engine)

    def _seed(self, _: _Asked) -> Json:
        return {"seed": self._engine.seed, "orders": self._engine.orders}

    # -- changing ------------------------------------------------------------------------------

    def _end_operation(self, asked: _Asked) -> Json:
        status = asked.body.get("status")
        if status not in ("DONE", "FAILED") or len(asked.body) > 1:
            raise ControlError(400, 'expected {"status": "DONE"} or {"status": "FAILED"}')
        try:
            self._engine.core.ledger.end(asked.tail, status)
        except KeyError:
            raise ControlError(404, f"no operation {asked.tail[:100]!r}") from None
        except ValueError as error:
            raise ControlError(409, str(error)) from None
        return self._operations(asked)

    def _clear_journal(self, asked: _Asked) -> Json:
        self._engine.journal.clear()
        return self._journal(asked)

    def _add_fault(self, asked: _Asked) -> Json:
        try:
            fault = self._engine.faults.add(**_fault(asked.body))
        except ValueError as error:
            raise ControlError(400, str(error)) from None
        return showing.fault(fault)

    def _remove_fault(self, asked: _Asked) -> Json:
        try:
            self._engine.faults.remove(int(asked.tail))
        except (KeyError, ValueError):
            raise ControlError(404, f"no fault {asked.tail[:100]!r}") from None
        return self._faults(asked)

    def _clear_faults(self, asked: _Asked) -> Json:
        self._engine.faults.clear()
        return self._faults(asked)

    def _advance(self, asked: _Asked) -> Json:
        steps = asked.body
        good = bool(steps) and all(
            unit in _UNITS and isinstance(n, int | float) and not isinstance(n, bool) and n == n
            for unit, n in steps.items()
        )
        if not good:
            units = ", ".join(_UNITS)
            raise ControlError(400, f'expected numbers of {units}, such as {{"minutes": 5}}')
        try:
            self._engine.clock.advance(**steps)
        except ValueError as error:
            raise ControlError(400, str(error)) from None
        return showing.clock(self._engine)

    def _reseed(self, asked: _Asked) -> Json:
        wanted = asked.body
        whole = all(isinstance(n, int) and not isinstance(n, bool) for n in wanted.values())
        if "seed" not in wanted or wanted.keys() - {"seed", "orders"} or not whole:
            raise ControlError(400, 'expected {"seed": 8} or {"seed": 8, "orders": 5000}')
        try:
            self._engine.reseed(wanted["seed"], wanted.get("orders"))
        except ValueError as error:
            raise ControlError(400, str(error)) from None
        return self._seed(asked)

    def _reset(self, _: _Asked) -> Json:
        self._engine.reset()
        return showing.state(self._engine)


class _Asked:
    """A request to a control, with the id at the end of its path."""

    def __init__(self, request: Request, tail: str) -> None:
        self.tail = tail
        self._query = dict(parse_qsl(request.query, keep_blank_values=True, errors="replace"))
        self.body = _object(request.body)

    def number(self, name: str, default: int, at_most: int = 2**63) -> int:
        """A whole number of the query."""
        text = self._query.get(name)
        if text is None:
            return default
        if not re.fullmatch("[0-9]{1,18}", text):
            raise ControlError(400, f"{name} must be a whole number, not {text[:100]!r}")
        return min(int(text), at_most)


def _object(body: bytes) -> Json:
    if not body.strip():
        return {}
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise ControlError(400, "the body is no JSON") from None
    if not isinstance(value, dict):
        raise ControlError(400, "the body must be a JSON object")
    return value


def _fault(body: Json) -> dict[str, Any]:
    """The arguments of `Faults.add`, whose scope is checked here: from Python a type checker does that."""
    given = {name.replace("-", "_"): value for name, value in body.items()}
    kinds: dict[str, tuple[Any, str]] = {
        "operation": (str, "a name"),
        "method": (str, "a name"),
        "path": (str, "a path"),
        "campaign": (int, "the id of a store"),
        "times": (int, "a number, or null for no end"),
        "probability": (int | float, "a number above 0, and 1 at most"),
        "query": (dict, "texts by name"),
    }
    for name, (kind, what) in kinds.items():
        value = given.get(name)
        if value is not None and (not isinstance(value, kind) or isinstance(value, bool)):
            raise ControlError(400, f"{name} must be {what}")
    if not all(isinstance(value, str) for value in (given.get("query") or {}).values()):
        raise ControlError(400, "query must be texts by name")
    for name in given.keys() - kinds.keys():
        if name.replace("_", "-") not in WORDS:
            known = ", ".join([*kinds, *WORDS])
            raise ControlError(400, f"there is no {name[:60]!r} of a fault; there are {known}")
    return given


# -- who may -----------------------------------------------------------------------------------------


def _check_caller(request: Request) -> None:
    """Nobody but this machine; and no site that its browser has open, be it by a form that it sends
    here, be it by a name of its own that leads here.
    """
    host, origin = request.headers.get("host", ""), request.headers.get("origin")
    if origin is not None and origin.partition("//")[2] != host:
        raise ControlError(403, f"{ROOT} takes nothing from another site")
    if request.client is None:  # in process, or open to all
        return
    if not _is_loopback(request.client):
        raise ControlError(
            403, f"{ROOT} answers this machine only; `yandex-market mock --open-controls` opens it"
        )
    name = re.sub(r":\d*$", "", host).strip("[]")
    if "." in name and not _is_address(name) and not name.endswith(".localhost"):
        raise ControlError(403, f"{ROOT} is at http://127.0.0.1 or http://localhost, not at {name}")


def _is_loopback(name: str) -> bool:
    return _is_address(name) and ip_address(name).is_loopback


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _check_method(request: Request, allowed: set[str]) -> None:
    if request.method not in allowed:
        names = ", ".join(sorted(allowed))
        sentence = f"{request.path[:100]} takes {names}, not {request.method}"
        raise ControlError(405, sentence, (("Allow", names),))


# -- answers -----------------------------------------------------------------------------------------


def _json(status: int, value: Json, headers: Headers = ()) -> Response:
    body = json.dumps(value, ensure_ascii=False, indent=1).encode(errors="replace") + b"\n"
    kind = ("Content-Type", "application/json; charset=utf-8")
    return Response(status, (kind, ("Content-Length", str(len(body))), *_SAFE, *headers), body)


def _asset(name: str, *, head: bool) -> Response:
    file, kind = _ASSETS[name]
    body = _content(file)
    headers = (("Content-Type", kind), ("Content-Length", str(len(body))), *_SAFE)
    return Response(200, headers, b"" if head else body)


@cache
def _content(file: str) -> bytes:
    return resources.files(__package__).joinpath("page", file).read_bytes()
