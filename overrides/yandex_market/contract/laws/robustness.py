"""Robustness: whatever arrives, the answer is a documented one and never a 5xx."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from yandex_market_api.operations import OPERATIONS

from .. import facts
from ..exchange import Exchange
from ..market import LISTINGS, Market
from ..verdicts import BrokenError, require
from .law import ALL, READS, law

_WITH_BODY = tuple(name for name, spec in OPERATIONS.items() if spec.body)
_NEEDS_BODY = tuple(name for name, spec in OPERATIONS.items() if spec.body_required)
_BAD = "openapi.yaml: BadRequest"
_SAME = "openapi.yaml: answers 200; servers skip what they do not know"


def _same_answer(market: Market, operation: str, **change: Any) -> None:
    """The request with a change that must make no difference."""
    plain = market.send_sound(operation)
    asked = {**market.attempt(operation), **change}
    exchange = market.call(operation, **asked)
    require(exchange.status == plain.status, str(plain.status), str(exchange.status), exchange)
    require(_without_tokens(exchange) == _without_tokens(plain), "the same answer", "another",
            plain, exchange)  # fmt: skip


def _without_tokens(exchange: Exchange) -> Any:
    text = json.dumps(exchange.json, sort_keys=True)
    paging = exchange.operation and OPERATIONS[exchange.operation].paging
    token = exchange.at(paging.next_token) if paging else None
    return text.replace(token, "") if token else text


@law(
    "robustness.unknown-parameters",
    "Query parameters that the document has not are ignored",
    source=_SAME,
    why="Gateways and trackers add parameters of their own.",
    over=READS,
)
def unknown_parameters(market: Market, operation: str) -> None:
    query = market.attempt(operation).get("query") or {}
    pairs = list(query.items() if isinstance(query, dict) else query)
    strange = [("utm_source", "x"), ("_", "1"), ("новое", "да"), ("a[]", "1"), ("empty", "")]
    _same_answer(market, operation, query=[*pairs, *strange])


@law(
    "robustness.odd-headers",
    "Odd but legal headers make no difference",
    source=_SAME,
    why="Every HTTP library and proxy sends headers of its own.",
    over=READS,
)
def odd_headers(market: Market, operation: str) -> None:
    many: tuple[dict[str, str], ...] = (
        {"Accept": "*/*", "Accept-Language": "tlh, ru;q=0.1", "X-Empty": ""},
        {"X-Long": "x" * 4000, "Cookie": "a=1; b=2", "Cache-Control": "no-cache"},
        {"Accept-Encoding": "identity", "Range": "bytes=0-1", "If-None-Match": '"x"'},
        {"Origin": "https://example.com", "Referer": "https://example.com/", "DNT": "1"},
        {"X-Forwarded-For": "127.0.0.1", "X-HTTP-Method-Override": "DELETE", "Via": "1.1 proxy"},
    )
    for headers in many:
        _same_answer(market, operation, headers=headers)


@law(
    "robustness.content-type",
    "application/json counts in any case and with its charset; another type is a 415",
    source="openapi.yaml: UnsupportedMediaType",
    why="Libraries write the type in their own ways.",
    over=_WITH_BODY,
)
def content_type(market: Market, operation: str) -> None:
    for right in (
        "application/json; charset=utf-8",
        "Application/JSON",
        "application/json;charset=UTF-8",
    ):
        exchange = market.send_sound(operation, headers={"Content-Type": right})
        require(exchange.status != 415, f"no 415 for {right}", "415", exchange)
    for wrong in ("text/plain", "application/xml", "application/x-www-form-urlencoded"):
        exchange = market.send_sound(operation, headers={"Content-Type": wrong})
        require(exchange.status == 415, f"415 for {wrong}", str(exchange.status), exchange)


@law(
    "robustness.other-methods",
    "HEAD, OPTIONS, TRACE and made-up methods are answered without a 5xx and give nothing away",
    source="openapi.yaml: MethodNotAllowed",
    why="Health checks and browsers send them; TRACE must not echo a key.",
    over=ALL,
)
def other_methods(market: Market, operation: str) -> None:
    path = OPERATIONS[operation].path.format(**(market.attempt(operation).get("path") or {}))
    for method in ("HEAD", "OPTIONS", "TRACE", "PROPFIND"):
        exchange = market.target.send(method, path)
        require(exchange.status < 500, f"no 5xx for {method}", str(exchange.status), exchange)
        if method == "TRACE":
            require(exchange.status in (405, 501) or exchange.status >= 400, "TRACE refused",
                    str(exchange.status), exchange)  # fmt: skip
            require(market.target.api_key.encode() not in exchange.body, "an answer without the key",
                    "the key", exchange)  # fmt: skip
        if method == "HEAD":
            require(not exchange.body, "no body for HEAD", f"{len(exchange.body)} bytes", exchange)


@law(
    "robustness.big-body",
    "A body over 512 KB is a 400, one just below it is not too big",
    source="openapi.yaml: BadRequest",
    why="Read without a bound it stops the server for all.",
    over=_WITH_BODY,
)
def big_body(market: Market, operation: str) -> None:
    attempt = market.attempt(operation)
    plain = json.dumps(attempt.get("body")).encode()
    fits = plain + b" " * (facts.MAX_BODY - len(plain) - 16)
    too_big = plain + b" " * (facts.MAX_BODY - len(plain) + 1024)
    before = market.send_sound(operation)
    exchange = market.send_sound(operation, body=fits)
    require(exchange.status == before.status, f"{before.status} for a body that fits",
            str(exchange.status), exchange)  # fmt: skip
    exchange = market.send_sound(operation, body=too_big)
    require(exchange.status == 400, "400 for a body over 512 KB", str(exchange.status), exchange)


@law(
    "robustness.bad-json",
    "A body that is no JSON, or JSON of another shape, is a 400",
    source=_BAD,
    why="A parser that gives up must not take the server with it.",
    over=_WITH_BODY,
)
def bad_json(market: Market, operation: str) -> None:
    deep = b"[" * 100_000
    for body in (b"{", b"nonsense", b"[]", b'"text"', b"null", b"\xff\xfe{}", b"{'a': 1}", deep,
                 b'{"orderIds": NaN}', b'{"a": 1}}', b"{,}"):  # fmt: skip
        exchange = market.send_sound(operation, body=body)
        optional = body == b"null" and operation not in _NEEDS_BODY
        require(exchange.status == 400 or optional, f"400 for {body[:20]!r}",
                str(exchange.status), exchange)  # fmt: skip


@law(
    "robustness.no-body",
    "A missing body is a 400 where one is needed",
    source=_BAD,
    why="A request whose body was lost must not be taken for 'no filters'.",
    over=_NEEDS_BODY,
)
def no_body(market: Market, operation: str) -> None:
    attempt = {name: value for name, value in market.attempt(operation).items() if name != "body"}
    exchange = market.call(operation, **attempt)
    require(exchange.status == 400, "400 without a body", str(exchange.status), exchange)


@law(
    "robustness.numbers",
    "A number in a path is plain digits: 1_0, spaces, other digits, 1e3 and overflow are refused",
    source="openapi.yaml: ids (int64, minimum)",
    why="Read kindly, two spellings mean one order, and caches and logs disagree.",
    over=tuple(name for name in ALL if "{" in OPERATIONS[name].path),
)
def numbers(market: Market, operation: str) -> None:
    path = market.attempt(operation)["path"]
    spec = OPERATIONS[operation]
    for name, value in path.items():
        text = str(value)
        arabic = "".join(chr(0x0660 + int(digit)) for digit in text)
        spellings = (f"{text[0]}_{text[1:]}", f" {text} ", f"+{text}", f"-{text}", arabic, f"{text}.0", "1e3",
                     "0x10", "9223372036854775808", "9" * 40, "abc", f"{text},1")  # fmt: skip
        for odd in spellings:
            address = spec.path
            for one, number in path.items():
                shown = quote(odd, safe="") if one == name else str(number)
                address = address.replace(f"{{{one}}}", shown)
            exchange = market.send(spec.method, address, **_sending(market, operation))
            require(exchange.status in (400, 404), f"400 or 404 for {name}={odd!r}",
                    str(exchange.status), exchange)  # fmt: skip


def _sending(market: Market, operation: str) -> dict[str, Any]:
    body = market.attempt(operation).get("body")
    if body is None:
        return {}
    return {"content": json.dumps(body).encode(), "headers": {"Content-Type": "application/json"}}


@law(
    "robustness.odd-addresses",
    "Odd addresses are answered, not fallen over",
    source="openapi.yaml: NotFound, BadRequest",
    why="Scanners try them all day.",
    over=("getOrders",),
)
def odd_addresses(market: Market, operation: str) -> None:
    path = OPERATIONS[operation].path.format(**market.listing(operation).path)
    for address in (
        f"{path}/", f"/{path}", f"{path}/..", f"{path}/%2e%2e", f"{path}%00", f"{path}%2F",
        f"{path}?%zz=1", f"{path}?limit=1&limit=2", f"{path}?&&=&", f"{path}?limit=%FF",
        f"{path}?" + "a=1&" * 500, "/" + "x" * 3000, "/%C3%28", f"{path};v=1",
    ):  # fmt: skip
        exchange = market.target.send("GET", address)
        require(exchange.status < 500, f"no 5xx for {address[:60]}", str(exchange.status), exchange)


@law(
    "robustness.twice",
    "A parameter that is given twice with two values is refused or read one way, never a 5xx",
    source=_BAD,
    why="Two programs in a row must not read it in two ways.",
    over=LISTINGS,
)
def twice(market: Market, operation: str) -> None:
    listing = market.listing(operation)
    exchange = listing.ask(extra=[("limit", "1"), ("limit", "2")])
    require(exchange.status in (200, 400), "200 or 400", str(exchange.status), exchange)


def _beyond(schema: Any) -> Iterator[Any]:
    """Values just outside a schema's bounds."""
    if "minimum" in schema:
        yield schema["minimum"] - 1
    if schema.get("format") == "int64":
        yield 2**63
    if schema.get("enum"):
        yield "NO_SUCH_VALUE"
        yield schema["enum"][0].lower()
    if schema.get("format") == "date":
        yield "2026-02-30"
        yield "01-02-2026"
    if schema.get("format") == "date-dd-MM-yyyy":
        yield "30-02-2026"
        yield "2026-02-01"
    if schema.get("format") == "date-time":
        yield "2026-11-21"
        yield "2026-11-21 09:00:00"
    if schema.get("type") == "boolean":
        yield "yes"
    if schema.get("type") == "array":
        yield from ([one] for one in _beyond(schema.get("items", {})))


@law(
    "robustness.bounds",
    "Each argument is held to its bounds, values and format: one step beyond is a 400",
    source="openapi.yaml: schema of each argument",
    why="What is read kindly today breaks the day it is read well.",
    over=tuple(name for name in LISTINGS if OPERATIONS[name].filters),
)
def bounds(market: Market, operation: str) -> None:
    listing = market.listing(operation)
    for name, argument in facts.arguments(operation).items():
        if argument.location == "path" or name in ("page_token", "limit"):
            continue
        if "campaign" in name:
            continue  # whether a number is refused for its bound or as foreign is not told
        for value in _beyond(argument.schema):
            exchange = listing.ask({name: value}, limit=1)
            require(exchange.status == 400, f"400 for {name}={value!r}",
                    str(exchange.status), exchange)  # fmt: skip


@law(
    "robustness.get-with-body",
    "A body with a GET is ignored or refused, never a 5xx",
    source=_SAME,
    why="Some libraries send one.",
    over=tuple(name for name in READS if OPERATIONS[name].method.upper() == "GET"),
)
def get_with_body(market: Market, operation: str) -> None:
    exchange = market.call(operation, **{**market.sound(operation), "body": {"surprise": 1}})
    if exchange.status not in (200, 400, 415):
        raise BrokenError("200, 400 or 415", str(exchange.status), exchange)
