"""What the document says of each operation beyond its schemas, as a frozen table.

Client, mock market and tests read it, so a fact is written once, in the
YAML. Importing it costs nothing but this module.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

SPEC_VERSION = "1.0.0"
"""Version of the document that this package was generated from."""


@dataclass(frozen=True, slots=True)
class Paging:
    """Where a page's items and the next token stand (JSON pointers), and how to ask for it."""

    items: str
    next_token: str
    token_parameter: str
    limit_parameter: str


@dataclass(frozen=True, slots=True)
class Quota:
    """So many requests, or orders returned, in an hour, and so many requests at a time."""

    amount: int
    per: Literal["hour"]
    counts: Literal["requests", "orders"]
    parallel: int


@dataclass(frozen=True, slots=True)
class Window:
    """Pairs of date arguments (wire names), the longest span, whether the end is included."""

    pairs: tuple[tuple[str, str], ...]
    days: int | None
    end: Literal["inclusive", "exclusive"]
    exclusive_pairs: bool


@dataclass(frozen=True, slots=True)
class Sunset:
    """From when a deprecated operation fails now and then, and when it ends (ISO dates)."""

    degrades: str
    ends: str


@dataclass(frozen=True, slots=True)
class Argument:
    """A value that a caller may give: its place on the wire and the JSON schema it must meet."""

    name: str
    wire: tuple[str, ...]
    location: Literal["path", "query", "body"]
    required: bool
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OperationSpec:
    """One operation: address, effect, limits, paging, arguments, answers."""

    id: str
    method: str
    path: str
    module: str
    """The endpoint's module, below `yandex_market_api.api`."""
    summary: str
    effect: Literal["read", "write"]
    """`read` may be repeated after any failure, `write` only when it was never sent."""
    quota: Quota
    scopes: tuple[str, ...]
    """Permissions of a key, any one of which suffices."""
    models: tuple[str, ...]
    """Placement models whose stores may call it."""
    paging: Paging | None
    window: Window | None
    starts: str | None
    """JSON pointer to the operations that an answer starts."""
    sunset: Sunset | None
    replaced_by: str | None
    arguments: tuple[Argument, ...]
    filters: tuple[str, ...]
    """Names of the arguments that narrow a listing."""
    body: str | None
    answer: str
    statuses: tuple[int, ...]
    """Documented statuses."""


OPERATIONS: Mapping[str, OperationSpec] = MappingProxyType(
    {
        "getCampaigns": OperationSpec(
            id="getCampaigns",
            method="GET",
            path="/v2/campaigns",
            module="campaigns.get_campaigns",
            summary="List the stores the token can see",
            effect="read",
            quota=Quota(
                amount=1000,
                per="hour",
                counts="requests",
                parallel=4,
            ),
            scopes=(
                "all-methods",
                "all-methods:read-only",
                "settings-management",
                "finance-and-accounting",
                "offers-and-cards-management",
                "offers-and-cards-management:read-only",
                "pricing",
                "pricing:read-only",
                "inventory-and-order-processing",
                "inventory-and-order-processing:read-only",
                "promotion",
                "promotion:read-only",
                "communication",
                "supplies-management:read-only",
            ),
            models=("FBY", "FBS", "DBS", "Express", "LaaS"),
            paging=Paging(
                items="/campaigns",
                next_token="/paging/nextPageToken",
                token_parameter="page_token",
                limit_parameter="limit",
            ),
            window=None,
            starts=None,
            sunset=None,
            replaced_by=None,
            arguments=(
                Argument(
                    name="page_token",
                    wire=("page_token",),
                    location="query",
                    required=False,
                    schema={"type": "string"},
                ),
                Argument(
                    name="limit",
                    wire=("limit",),
                    location="query",
                    required=False,
                    schema={"type": "integer", "format": "int32", "minimum": 1, "maximum": 100},
                ),
            ),
            filters=(),
            body=None,
            answer="GetCampaignsResponse",
            statuses=(200, 400, 401, 403, 404, 420, 500),
        ),
        "getOrdersStats": OperationSpec(
            id="getOrdersStats",
            method="POST",
            path="/v2/campaigns/{campaignId}/stats/orders",
            module="orders_stats.get_orders_stats",
            summary="Order statistics of a store, page by page",
            effect="read",
            quota=Quota(
                amount=1000000,
                per="hour",
                counts="orders",
                parallel=4,
            ),
            scopes=(
                "all-methods",
                "all-methods:read-only",
                "inventory-and-order-processing",
                "inventory-and-order-processing:read-only",
            ),
            models=("FBY", "FBS", "DBS", "Express"),
            paging=Paging(
                items="/result/orders",
                next_token="/result/paging/nextPageToken",
                token_parameter="page_token",
                limit_parameter="limit",
            ),
            window=Window(
                pairs=(
                    ("dateFrom", "dateTo"),
                    ("updateFrom", "updateTo"),
                ),
                days=None,
                end="inclusive",
                exclusive_pairs=True,
            ),
            starts=None,
            sunset=None,
            replaced_by=None,
            arguments=(
                Argument(
                    name="campaign_id",
                    wire=("campaignId",),
                    location="path",
                    required=True,
                    schema={"type": "integer", "format": "int64", "minimum": 1},
                ),
                Argument(
                    name="page_token",
                    wire=("page_token",),
                    location="query",
                    required=False,
                    schema={"type": "string"},
                ),
                Argument(
                    name="limit",
                    wire=("limit",),
                    location="query",
                    required=False,
                    schema={"type": "integer", "format": "int32", "minimum": 1, "maximum": 200},
                ),
                Argument(
                    name="date_from",
                    wire=("dateFrom",),
                    location="body",
                    required=False,
                    schema={"type": "string", "format": "date"},
                ),
                Argument(
                    name="date_to",
                    wire=("dateTo",),
                    location="body",
                    required=False,
                    schema={"type": "string", "format": "date"},
                ),
                Argument(
                    name="update_from",
                    wire=("updateFrom",),
                    location="body",
                    required=False,
                    schema={"type": "string", "format": "date"},
                ),
                Argument(
                    name="update_to",
                    wire=("updateTo",),
                    location="body",
                    required=False,
                    schema={"type": "string", "format": "date"},
                ),
                Argument(
                    name="orders",
                    wire=("orders",),
                    location="body",
                    required=False,
                    schema={
                        "type": "array",
                        "minItems": 1,
                        "uniqueItems": True,
                        "items": {"type": "integer", "format": "int64"},
                    },
                ),
                Argument(
                    name="statuses",
                    wire=("statuses",),
                    location="body",
                    required=False,
                    schema={
                        "type": "array",
                        "minItems": 1,
                        "uniqueItems": True,
                        "items": {
                            "type": "string",
                            "enum": [
                                "CANCELLED_BEFORE_PROCESSING",
                                "CANCELLED_IN_DELIVERY",
                                "CANCELLED_IN_PROCESSING",
                                "DELIVERY",
                                "DELIVERED",
                                "PARTIALLY_DELIVERED",
                                "PARTIALLY_RETURNED",
                                "PENDING",
                                "PICKUP",
                                "PROCESSING",
                                "RESERVED",
                                "RETURNED",
                                "UNKNOWN",
                                "UNPAID",
                                "LOST",
                            ],
                        },
                    },
                ),
                Argument(
                    name="has_cis",
                    wire=("hasCis",),
                    location="body",
                    required=False,
                    schema={"type": "boolean"},
                ),
            ),
            filters=(
                "date_from",
                "date_to",
                "update_from",
                "update_to",
                "orders",
                "statuses",
                "has_cis",
            ),
            body="GetOrdersStatsRequest",
            answer="GetOrdersStatsResponse",
            statuses=(200, 400, 401, 403, 404, 420, 500),
        ),
        "getOrder": OperationSpec(
            id="getOrder",
            method="GET",
            path="/v2/campaigns/{campaignId}/orders/{orderId}",
            module="orders.get_order",
            summary="One order of a store",
            effect="read",
            quota=Quota(
                amount=100000,
                per="hour",
                counts="requests",
                parallel=6,
            ),
            scopes=(
                "inventory-and-order-processing",
                "inventory-and-order-processing:read-only",
                "finance-and-accounting",
                "communication",
                "all-methods",
                "all-methods:read-only",
            ),
            models=("FBY", "FBS", "DBS", "Express", "LaaS"),
            paging=None,
            window=None,
            starts=None,
            sunset=Sunset(degrades="2027-01-18", ends="2027-04-12"),
            replaced_by="getBusinessOrders",
            arguments=(
                Argument(
                    name="campaign_id",
                    wire=("campaignId",),
                    location="path",
                    required=True,
                    schema={"type": "integer", "format": "int64", "minimum": 1},
                ),
                Argument(
                    name="order_id",
                    wire=("orderId",),
                    location="path",
                    required=True,
                    schema={"type": "integer", "format": "int64"},
                ),
            ),
            filters=(),
            body=None,
            answer="GetOrderResponse",
            statuses=(200, 400, 401, 403, 404, 420, 500),
        ),
        "updateOrder": OperationSpec(
            id="updateOrder",
            method="POST",
            path="/v1/campaigns/{campaignId}/orders/update",
            module="orders.update_order",
            summary="Change the recipient or the courier interval of an order",
            effect="write",
            quota=Quota(
                amount=10000,
                per="hour",
                counts="requests",
                parallel=4,
            ),
            scopes=("inventory-and-order-processing", "all-methods"),
            models=("LaaS",),
            paging=None,
            window=None,
            starts="/result/operations",
            sunset=None,
            replaced_by=None,
            arguments=(
                Argument(
                    name="campaign_id",
                    wire=("campaignId",),
                    location="path",
                    required=True,
                    schema={"type": "integer", "format": "int64", "minimum": 1},
                ),
                Argument(
                    name="order_id",
                    wire=("order", "id"),
                    location="body",
                    required=True,
                    schema={"type": "integer", "format": "int64"},
                ),
                Argument(
                    name="delivery_interval",
                    wire=("order", "deliveryInterval"),
                    location="body",
                    required=False,
                    schema={
                        "type": "object",
                        "properties": {
                            "deliveryDateInterval": {
                                "type": "object",
                                "properties": {
                                    "fromDate": {"type": "string", "format": "date"},
                                    "toDate": {"type": "string", "format": "date"},
                                },
                                "required": ["fromDate", "toDate"],
                            },
                            "deliveryTimeInterval": {
                                "type": "object",
                                "properties": {
                                    "fromTime": {
                                        "type": "string",
                                        "pattern": "^([0-1][0-9]|2[0-3]):[0-5][0-9]$",
                                    },
                                    "toTime": {
                                        "type": "string",
                                        "pattern": "^([0-1][0-9]|2[0-3]):[0-5][0-9]$",
                                    },
                                },
                                "required": ["fromTime", "toTime"],
                            },
                        },
                        "required": ["deliveryDateInterval", "deliveryTimeInterval"],
                    },
                ),
                Argument(
                    name="customer",
                    wire=("order", "customer"),
                    location="body",
                    required=False,
                    schema={
                        "type": "object",
                        "properties": {
                            "firstName": {"type": "string", "minLength": 1, "maxLength": 512},
                            "lastName": {"type": "string", "minLength": 1, "maxLength": 512},
                            "middleName": {"type": "string", "minLength": 1, "maxLength": 512},
                            "phone": {
                                "type": "string",
                                "minLength": 5,
                                "maxLength": 16,
                                "pattern": "^\\+[0-9]+$",
                            },
                        },
                        "required": ["firstName", "lastName", "phone"],
                    },
                ),
            ),
            filters=(),
            body="UpdateOrderRequest",
            answer="UpdateOrderResponse",
            statuses=(200, 400, 401, 403, 404, 420, 500),
        ),
        "getOperations": OperationSpec(
            id="getOperations",
            method="POST",
            path="/v1/businesses/{businessId}/operations",
            module="operations.get_operations",
            summary="State of started operations",
            effect="read",
            quota=Quota(
                amount=1000,
                per="hour",
                counts="requests",
                parallel=4,
            ),
            scopes=(
                "all-methods",
                "all-methods:read-only",
                "settings-management",
                "finance-and-accounting",
                "offers-and-cards-management",
                "offers-and-cards-management:read-only",
                "pricing",
                "pricing:read-only",
                "inventory-and-order-processing",
                "inventory-and-order-processing:read-only",
                "promotion",
                "promotion:read-only",
                "communication",
                "supplies-management:read-only",
            ),
            models=("FBY", "FBS", "DBS", "Express", "LaaS"),
            paging=None,
            window=None,
            starts=None,
            sunset=None,
            replaced_by=None,
            arguments=(
                Argument(
                    name="business_id",
                    wire=("businessId",),
                    location="path",
                    required=True,
                    schema={"type": "integer", "format": "int64", "minimum": 1},
                ),
                Argument(
                    name="operation_type",
                    wire=("operationType",),
                    location="body",
                    required=True,
                    schema={
                        "type": "string",
                        "enum": [
                            "ORDER_RECIPIENT_UPDATE",
                            "ORDER_DELIVERY_INTERVAL_UPDATE",
                            "ORDER_STATUS_UPDATE",
                            "RETURN_CANCELLATION",
                        ],
                    },
                ),
                Argument(
                    name="operation_ids",
                    wire=("operationIds",),
                    location="body",
                    required=True,
                    schema={
                        "type": "array",
                        "minItems": 1,
                        "maxItems": 100,
                        "uniqueItems": True,
                        "items": {"type": "string", "minLength": 1, "maxLength": 1000},
                    },
                ),
            ),
            filters=(),
            body="GetOperationsRequest",
            answer="GetOperationsResponse",
            statuses=(200, 400, 401, 403, 404, 420, 500),
        ),
    }
)
