"""Envelope: answers and refusals look as documented, and say the same as the HTTP status."""

from __future__ import annotations

from yandex_market_api.operations import OPERATIONS

from .. import facts
from ..market import LISTINGS, Market
from ..verdicts import NotRunError, require
from .law import ALL, READS, law

_WITH_BODY = tuple(name for name, spec in OPERATIONS.items() if spec.body)
_BY_NUMBER = tuple(
    name for name in LISTINGS if "page" in {one["name"] for one in facts.parameters(name)}
)
_WITH_ORDER = ("getOrder", "getOrderBuyerInfo")


@law(
    "envelope.success",
    "A right request is answered with 200, and the answer is as the schema says",
    source="openapi.yaml: answer 200 of each operation",
    why="A client reads the fields by their documented names and types.",
    over=READS,
)
def success(market: Market, operation: str) -> None:
    exchange = market.send_sound(operation)
    require(exchange.status == 200, "200", str(exchange.status), exchange)


@law(
    "envelope.every-item",
    "Every item of a listing is as the schema says, on the last page as on the first",
    source="openapi.yaml: answer 200 of each listing",
    why="A field that is missing on page three alone breaks an import half way.",
    over=LISTINGS,
)
def every_item(market: Market, operation: str) -> None:
    listing, filters, walk = market.bounded(operation)
    size = max(1, min(listing.most, len(walk.items) // 5))
    listing.walk(filters, limit=size)  # every answer is checked against its schema


@law(
    "envelope.every-state",
    "Orders of every state and every store are as the schema says, alone as in lists",
    source="openapi.yaml: schema Order",
    why="Rare states have fields of their own, and nobody looks at them until they come.",
    over=("getOrder",),
)
def every_state(market: Market, operation: str) -> None:
    seen = set[tuple[str, ...]]()
    for store in market.stores(operation):
        for order in market.orders(store):
            state = order["status"], order["delivery"]["type"], store.placement
            if state not in seen and len(seen) < 20:
                seen.add(state)
                path = {"campaignId": store.campaign, "orderId": order["orderId"]}
                exchange = market.call(operation, path)
                require(exchange.status == 200, "200", str(exchange.status), exchange)
    if not seen:
        raise NotRunError("no store has an order")


@law(
    "envelope.refusal",
    "A refused request is a 400 in the error envelope: status ERROR, a code for each finding",
    source="openapi.yaml: BadRequest, ApiErrorResponse",
    why="Clients raise by the HTTP status and show what stands in `errors`.",
    over=_WITH_BODY,
)
def refusal(market: Market, operation: str) -> None:
    exchange = market.send_sound(operation, body=[])
    require(exchange.status == 400, "400 for a list where an object belongs",
            str(exchange.status), exchange)  # fmt: skip


@law(
    "envelope.all-findings",
    "A request with two flaws gets one entry of `errors` for each",
    source="openapi.yaml: BadRequest",
    why="Who mends one flaw at a time sends a request for each.",
    over=_BY_NUMBER,
)
def all_findings(market: Market, operation: str) -> None:
    attempt = market.attempt(operation)
    query = [("limit", "0"), ("page", "x")]
    exchange = market.call(operation, attempt.get("path"), query=query, body=attempt.get("body"))
    errors = (exchange.json or {}).get("errors") or []
    require(exchange.status == 400 and len(errors) >= 2, "400 with two findings",
            f"{exchange.status} with {len(errors)}", exchange)  # fmt: skip


@law(
    "envelope.unknown-order",
    "An order that does not exist is a 404",
    source="openapi.yaml: NotFound",
    why="A client tells 'gone' from 'mistyped' by the status alone.",
    over=_WITH_ORDER,
)
def unknown_order(market: Market, operation: str) -> None:
    store = market.stores(operation)[0]
    path = {"campaignId": store.campaign, "orderId": 9_000_000_000_000_001}
    exchange = market.call(operation, path)
    require(exchange.status == 404, "404", str(exchange.status), exchange)


@law(
    "envelope.unknown-address",
    "An address that does not exist, a wrong version or a capital V is a 404",
    source="openapi.yaml: NotFound",
    why="Anything else looks like a fault of the request or of the server.",
    over=("getCampaigns",),
)
def unknown_address(market: Market, operation: str) -> None:
    path = OPERATIONS[operation].path
    for address in ("/v2/nothing", path.replace("/v2/", "/V2/"), path.replace("/v2/", "/v9/")):
        exchange = market.send("GET", address)
        require(exchange.status == 404, "404", str(exchange.status), exchange)


@law(
    "envelope.wrong-method",
    "A wrong method is a 405 whose Allow names the right ones",
    source="openapi.yaml: MethodNotAllowed",
    why="Allow is how a program or a person learns what an address takes.",
    over=ALL,
)
def wrong_method(market: Market, operation: str) -> None:
    attempt = market.attempt(operation)
    right = OPERATIONS[operation].method.upper()
    address = _address(operation, attempt.get("path") or {})
    for method in ("DELETE", "PATCH", "PUT"):
        exchange = market.send(method, address)
        require(exchange.status == 405, "405", str(exchange.status), exchange)
        allowed = {one.strip().upper() for one in exchange.headers.get("allow", "").split(",")}
        require(right in allowed and method not in allowed, f"Allow with {right}",
                f"Allow: {exchange.headers.get('allow')}", exchange)  # fmt: skip


def _address(operation: str, path: dict[str, int]) -> str:
    return OPERATIONS[operation].path.format(**path)
