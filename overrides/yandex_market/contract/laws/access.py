"""Access: who may ask for what."""

from __future__ import annotations

from yandex_market_api.operations import OPERATIONS

from .. import facts
from ..market import Market
from ..verdicts import NotRunError, require
from .law import ALL, law

_OF_STORE = tuple(name for name, spec in OPERATIONS.items() if "{campaignId}" in spec.path)
_OF_BUSINESS = tuple(name for name, spec in OPERATIONS.items() if "{businessId}" in spec.path)
_OF_MODELS = tuple(name for name in _OF_STORE if len(OPERATIONS[name].models) < 5)
_KEYS = "openapi.yaml: Unauthorized, securitySchemes"


@law(
    "access.no-key",
    "Without a key the answer is 401",
    source=_KEYS,
    why="Data of buyers would be open to everybody.",
    over=ALL,
)
def no_key(market: Market, operation: str) -> None:
    exchange = market.send_sound(operation, key=None)
    require(exchange.status == 401, "401 without a key", str(exchange.status), exchange)


@law(
    "access.wrong-key",
    "A key that nobody has issued is a 401: its value counts, not that one is there",
    source=_KEYS,
    why="A server that looks only for the header is open to everybody who knows its name.",
    over=ALL,
)
def wrong_key(market: Market, operation: str) -> None:
    exchange = market.send_sound(operation, key=_another(market.target.api_key))
    require(exchange.status == 401, "401 for a made-up key", str(exchange.status), exchange)


@law(
    "access.near-key",
    "A key that is cut short, made longer or written in the other case is a 401",
    source=_KEYS,
    why="Comparing a part of a key makes guessing it easy.",
    over=("getCampaigns",),
)
def near_key(market: Market, operation: str) -> None:
    key = market.target.api_key
    for wrong in {key[:-1], key[: len(key) // 2], key + "0", key.swapcase()} - {key, ""}:
        exchange = market.send_sound(operation, key=wrong)
        require(exchange.status == 401, "401 for a part of the key, or more than it",
                str(exchange.status), exchange)  # fmt: skip


@law(
    "access.key-in-header",
    "The key counts in its header alone, not in the address",
    source=_KEYS,
    why="Addresses end up in logs.",
    over=("getCampaigns",),
)
def key_in_header(market: Market, operation: str) -> None:
    # The real key never goes into an address: a server that takes any text there fails as well.
    query = [("Api-Key", "x"), ("api_key", "x"), ("token", "x")]
    exchange = market.send_sound(operation, key=None, query=query)
    require(exchange.status == 401, "401", str(exchange.status), exchange)


@law(
    "access.bad-bearer",
    "A bearer token that nobody has issued is a 403",
    source="openapi.yaml: Forbidden",
    why="The older way in must be shut as well.",
    over=("getCampaigns", "getOrders", "getOperations"),
)
def bad_bearer(market: Market, operation: str) -> None:
    headers = {"Authorization": "Bearer y0_made_up_by_the_contract_suite"}
    exchange = market.send_sound(operation, key=None, headers=headers)
    require(exchange.status == 403, "403 for a made-up OAuth token", str(exchange.status), exchange)


@law(
    "access.foreign-store",
    "A store that is not the key's own is a 403",
    source="openapi.yaml: Forbidden",
    why="Orders of other sellers would be open; a 404 would tell which stores there are.",
    over=_OF_STORE,
)
def foreign_store(market: Market, operation: str) -> None:
    path = {**market.attempt(operation)["path"], "campaignId": market.foreign_campaign()}
    exchange = market.send_sound(operation, path=path)
    require(exchange.status == 403, "403 for a foreign store", str(exchange.status), exchange)


@law(
    "access.foreign-business",
    "A business that is not the key's own is a 403",
    source="openapi.yaml: Forbidden",
    why="Orders of other sellers would be open.",
    over=_OF_BUSINESS,
)
def foreign_business(market: Market, operation: str) -> None:
    path = {**market.attempt(operation)["path"], "businessId": market.foreign_business()}
    exchange = market.send_sound(operation, path=path)
    require(exchange.status == 403, "403 for a foreign business", str(exchange.status), exchange)


@law(
    "access.foreign-filter",
    "A foreign store among the filters is a 403, beside our own as well",
    source="openapi.yaml: getBusinessOrders, Forbidden",
    why="A filter must not open what the path keeps shut.",
    over=("getBusinessOrders",),
)
def foreign_filter(market: Market, operation: str) -> None:
    listing = market.listing(operation)
    for stores in (
        [market.foreign_campaign()],
        [listing.store.campaign, market.foreign_campaign()],
    ):
        exchange = listing.ask({"campaign_ids": stores})
        require(exchange.status == 403, "403 for a foreign store in campaignIds",
                str(exchange.status), exchange)  # fmt: skip


@law(
    "access.foreign-order",
    "An order is found in its own store alone",
    source="openapi.yaml: NotFound",
    why="An order shown in another store is counted twice.",
    over=("getOrder", "getOrderBuyerInfo"),
)
def foreign_order(market: Market, operation: str) -> None:
    asked = market.sound(operation)["path"]
    others = [one for one in market.stores(operation) if one.campaign != asked["campaignId"]]
    if not others:
        raise NotRunError("one store only")
    exchange = market.call(operation, {**asked, "campaignId": others[0].campaign})
    require(exchange.status == 404, "404 for an order of another store",
            str(exchange.status), exchange)  # fmt: skip


@law(
    "access.wrong-model",
    "A store of a model that the method is not for is a 400",
    source="openapi.yaml: x-models of each operation, BadRequest",
    why="A client can tell at once that this store will never be served.",
    over=_OF_MODELS,
)
def wrong_model(market: Market, operation: str) -> None:
    others = market.others(operation)
    if not others:
        raise NotRunError("all stores are of models that the method is for")
    attempt = market.attempt(operation)
    path = {**attempt["path"], "campaignId": others[0].campaign}
    exchange = market.send_sound(operation, path=path)
    require(exchange.status == 400, f"400 in a store of the model {others[0].placement}",
            str(exchange.status), exchange)  # fmt: skip


@law(
    "access.scope",
    "A key without any of the operation's scopes is a 403, one with such a scope is not",
    source="openapi.yaml: x-scopes of each operation",
    why="Keys are given to other programs with few rights, and must not do more.",
    over=ALL,
)
def scope(market: Market, operation: str) -> None:
    target = market.target
    if target.narrow_key is None:
        raise NotRunError("no key with few scopes was given (--market-narrow-key)")
    allowed = bool(set(target.narrow_scopes) & set(OPERATIONS[operation].scopes))
    exchange = market.send_sound(operation, key=target.narrow_key)
    if allowed:
        require(exchange.status not in (401, 403), "no refusal: the key has a scope that suffices",
                str(exchange.status), exchange)  # fmt: skip
    else:
        require(exchange.status == 403, "403: the key has none of the scopes",
                str(exchange.status), exchange)  # fmt: skip


@law(
    "access.before-the-rest",
    "A request with flaws and without a key is a 401: who may not ask learns nothing",
    source="openapi.yaml: Unauthorized",
    why="Findings about a request tell a stranger what a server holds.",
    over=ALL,
)
def before_the_rest(market: Market, operation: str) -> None:
    body = b"{" if facts.request_schema(operation) else None
    exchange = market.send_sound(operation, key=None, body=body, query={"limit": "x"})
    require(exchange.status == 401, "401", str(exchange.status), exchange)


def _another(key: str) -> str:
    """A key of the same shape with another value; the part before the first colon is a name."""
    name, colon, rest = key.rpartition(":")
    first, second, value = name.partition(":")
    text = value + colon + rest if second else key
    turned = "".join(
        "0" if c == "9" else chr(ord(c) + 1) if c.isdigit() else "a" if c == "f" else c
        for c in text
    )
    if turned == text:
        turned = text[::-1] if text[::-1] != text else text + "x"
    return first + second + turned if second else turned
