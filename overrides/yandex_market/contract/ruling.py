"""What a server must make of a request: accept it, refuse it, or either.

The document's schemas say most of it; the rest are rules that no schema can say: pairs of dates
that exclude each other, spans and their ends, which stores are ours and of which model, tokens that
were given out. So a right refusal is no failure, and a wrong acceptance is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from yandex_market_api.operations import OPERATIONS

from . import facts
from .exchange import Exchange
from .facts import Json
from .market import Market
from .verdicts import NotRunError

_PLACEMENTS = {"Express": "FBS", "LaaS": "LAAS"}
_FLAWED = frozenset({400, 403, 404})


@dataclass(frozen=True)
class Ruling:
    """What must come of a request, and why."""

    verdict: Literal["accept", "refuse", "either"]
    statuses: frozenset[int]
    why: str

    def allows(self, status: int) -> bool:
        """Whether this status is right."""
        return status in self.statuses


ACCEPT = Ruling("accept", frozenset({200}), "the request is right")
EITHER = Ruling("either", frozenset({200, 400, 403, 404, 415}), "not documented")


class Judge:
    """Rules on requests to one market."""

    def __init__(self, market: Market) -> None:
        self._market = market
        self._stores = {store.campaign: store.placement for store in market.all_stores()}
        self._businesses = {store.business for store in market.all_stores()}
        self._tokens: set[str] = set()

    def learn(self, exchange: Exchange) -> None:
        """Remember the token that an answer gives out."""
        paging = OPERATIONS[exchange.operation].paging if exchange.operation else None
        if paging and exchange.status == 200 and isinstance(exchange.json, dict):
            token = exchange.at(paging.next_token)
            if isinstance(token, str):
                self._tokens.add(token)

    def rule(self, exchange: Exchange) -> Ruling:
        """What the server must make of this request."""
        operation = exchange.operation
        if operation is None:
            return EITHER
        headers = {name.lower(): value for name, value in exchange.request_headers.items()}
        if headers.get("api-key") != self._market.target.api_key:
            return Ruling("refuse", frozenset({401, 403}), "no key of ours")
        if exchange.content and operation in _WITH_BODY:
            media = (
                headers.get("content-type", "application/json").partition(";")[0].strip().lower()
            )
            if media != "application/json":
                return Ruling("refuse", frozenset({400, 415}), f"Content-Type: {media}")
        path, query, body, flaws, doubts = self._read(operation, exchange)
        if flaws:
            return Ruling("refuse", _FLAWED, "; ".join(flaws[:3]))
        flaws = list(_dates(operation, query, body, self._market.today))
        token = query.get("page_token")
        if token is not None and token not in self._tokens:
            flaws.append("a token that was not given out")
        if operation == "updateOrder" and body["order"].keys().isdisjoint(
            {"customer", "deliveryInterval"}
        ):
            flaws.append("nothing to change")
        if flaws:
            return Ruling("refuse", _FLAWED, "; ".join(flaws[:3]))
        if closed := self._closed(operation, path, body):
            return closed
        asks_for_one = "orderId" in path or operation in ("getOrderUpdateOptions", "updateOrder")
        return EITHER if doubts or token is not None or asks_for_one else ACCEPT

    def _closed(self, operation: str, path: Mapping[str, Any], body: Json) -> Ruling | None:
        """Stores and businesses that are not ours, or of another model."""
        campaign, business = path.get("campaignId"), path.get("businessId")
        if campaign is not None and campaign not in self._stores:
            return Ruling("refuse", frozenset({403}), "not our store")
        if business is not None and business not in self._businesses:
            return Ruling("refuse", frozenset({403}), "not our business")
        named = set((body or {}).get("campaignIds") or ()) if isinstance(body, dict) else set()
        if not named <= self._stores.keys():
            return Ruling("refuse", frozenset({403}), "a store among campaignIds is not ours")
        models = {_PLACEMENTS.get(model, model) for model in OPERATIONS[operation].models}
        if campaign is not None and self._stores[campaign] not in models:
            return Ruling("refuse", frozenset({400}), "a store of another model")
        return None

    def _read(self, operation: str, exchange: Exchange) -> _Reading:
        address = urlsplit(exchange.url)
        flaws: list[str] = []
        doubts: list[str] = []
        base = urlsplit(self._market.target.base_url).path.rstrip("/")
        own = OPERATIONS[operation].path.strip("/").split("/")
        given = address.path.removeprefix(base).strip("/").split("/")
        path = {n[1:-1]: unquote(v) for n, v in zip(own, given, strict=True) if n.startswith("{")}
        pairs: dict[str, list[str]] = {}
        for name, value in parse_qsl(address.query, keep_blank_values=True):
            pairs.setdefault(name, []).append(value)
        values: dict[str, dict[str, Any]] = {"path": {}, "query": {}}
        for parameter in facts.parameters(operation):
            names = (parameter["name"], *parameter.get("x-aliases", ()))
            texts = [text for name in names for text in pairs.get(name, ())]
            if parameter["in"] == "path":
                texts = [path[parameter["name"]]]
            if texts:
                value = _parsed(operation, parameter, texts, flaws, doubts)
                values[parameter["in"]][parameter["name"]] = value
        if values["query"].keys() & {"page", "pageSize"}:
            doubts.append("pages by number")
        return values["path"], values["query"], _body(operation, exchange, flaws), flaws, doubts


_Reading = tuple[dict[str, Any], dict[str, Any], Json, list[str], list[str]]
_WITH_BODY = frozenset(name for name, spec in OPERATIONS.items() if spec.body)


def _body(operation: str, exchange: Exchange, flaws: list[str]) -> Json:
    schema = facts.body_schema(operation)
    if schema is None:
        return None
    if not exchange.content.strip():
        if OPERATIONS[operation].body_required:
            flaws.append("no body")
        return {}
    try:
        body = facts.strict_json(exchange.content)
    except (ValueError, RecursionError):
        flaws.append("no JSON")
        return {}
    findings = schema.findings(body)
    flaws += findings
    return {} if findings else body


def _parsed(
    operation: str, parameter: Json, texts: list[str], flaws: list[str], doubts: list[str]
) -> Any:
    schema = facts.resolved(parameter["schema"])
    many = schema.get("type") == "array"
    unit = facts.resolved(schema["items"]) if many else schema
    name = parameter["name"]
    if not many and len(set(texts)) > 1:
        doubts.append(f"{name} given twice")
    values = [_value(unit, text) for text in texts]
    value = values if many else values[0]
    if parameter.get("x-over-maximum") == "cut" and isinstance(value, int):
        value = min(value, schema["maximum"])
    findings = facts.parameter_schema(operation, name).findings(value)
    flaws += [f"{name}{finding}" for finding in findings]
    return None if findings else value


def _value(schema: Json, text: str) -> Any:
    """The value that a text spells; the text itself where it spells none, which no schema takes."""
    if schema.get("type") == "integer":
        digits = text.removeprefix("-")
        return int(text) if digits.isascii() and digits.isdecimal() and len(digits) < 25 else text
    if schema.get("type") == "boolean":
        return {"true": True, "false": False}.get(text, text)
    return text


def _dates(operation: str, query: Json, body: Json, today: date) -> Iterator[str]:
    """What is wrong with pairs of dates."""
    window = OPERATIONS[operation].window
    if window is None:
        return
    given = query if OPERATIONS[operation].method.upper() == "GET" else body
    given = given.get("dates", given) if isinstance(given, dict) else {}
    given = given or {}
    used = [pair for pair in window.pairs if any(given.get(name) is not None for name in pair)]
    if window.exclusive_pairs and len(used) > 1:
        yield f"{used[0]} and {used[1]} exclude each other"
    for first, last in used:
        begin, end = (_moment(given.get(name)) for name in (first, last))
        if begin is None or end is None:
            if (first, last) == window.pairs[0] and begin is not None and window.days:
                # The default end is today: a lone beginning long ago makes a long span.
                yield from _long(
                    begin, datetime(today.year, today.month, today.day), first, window.days
                )
            continue
        if begin.tzinfo != end.tzinfo and (begin.tzinfo is None or end.tzinfo is None):
            continue
        if end < begin or (end == begin and begin.tzinfo is not None):
            yield f"{last} is before {first}"
        elif window.days:
            yield from _long(begin, end, first, window.days)


def _long(begin: datetime, end: datetime, name: str, days: int) -> Iterator[str]:
    if end - begin > timedelta(days=days):
        yield f"{name}: more than {days} days"


def _moment(text: object) -> datetime | None:
    if not isinstance(text, str):
        return None
    for form in (None, facts.DAY_FIRST):
        with suppress(ValueError):
            return datetime.strptime(text, form) if form else datetime.fromisoformat(text.upper())
    return None


def judge(market: Market) -> Judge:
    """A judge for this market. Raises NotRunError where no store is known."""
    if not market.all_stores():
        raise NotRunError("getCampaigns lists no store that the API serves")
    return Judge(market)
