"""OrdersStatsItem: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Self

from attrs import Factory, define

from .._wire import (
    DecodeError,
    FieldInfo,
    Model,
    new,
    read_decimal,
    read_integer,
    read_list,
    read_object,
    read_text,
    unknown_fields,
    unread,
    write_value,
)
from .orders_stats_details import OrdersStatsDetails
from .orders_stats_price import OrdersStatsPrice
from .orders_stats_warehouse import OrdersStatsWarehouse

__all__ = ["OrdersStatsItem"]


@define(kw_only=True, repr=False, weakref_slot=False)
class OrdersStatsItem(Model):
    """A line of the order, or its delivery as a pseudo-item."""

    offer_name: str | None = None
    """Product name; the item that stands for delivery is called `Доставка`."""
    market_sku: int | None = None
    """Product card on the Market."""
    shop_sku: str | None = None
    """Seller's article number."""
    count: int | None = None
    """Units left in the order after removals."""
    prices: list[OrdersStatsPrice] | None = None
    """What the price is made of, one entry per payer; add them up for the full price."""
    warehouse: OrdersStatsWarehouse | None = None
    """Warehouse that stored the goods."""
    details: list[OrdersStatsDetails] | None = None
    """What became of units that were not redeemed or came back."""
    cis_list: list[str] | None = None
    """Marking codes of the units."""
    initial_count: int | None = None
    """Units first ordered."""
    bid_fee: int | None = None
    """Bid of the nearest competitor that the sales boost charged for this line, in hundredths of
    a per cent of the price: 570 is 5.7 %. A rate, not a sum: what the boost cost is the
    commission AUCTION_PROMOTION."""
    cofinance_threshold: Decimal | None = None
    """Discount threshold of a co-financed promotion when the order was placed, in money with two
    decimals."""
    cofinance_value: Decimal | None = None
    """Discount of a co-financed promotion paid by both sides, in money with two decimals."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("offer_name", "offerName", write_value, False, False),
        FieldInfo("market_sku", "marketSku", write_value, False, False),
        FieldInfo("shop_sku", "shopSku", write_value, False, False),
        FieldInfo("count", "count", write_value, False, False),
        FieldInfo("prices", "prices", write_value, False, False),
        FieldInfo("warehouse", "warehouse", write_value, False, False),
        FieldInfo("details", "details", write_value, False, False),
        FieldInfo("cis_list", "cisList", write_value, False, False),
        FieldInfo("initial_count", "initialCount", write_value, False, False),
        FieldInfo("bid_fee", "bidFee", write_value, False, False),
        FieldInfo("cofinance_threshold", "cofinanceThreshold", write_value, False, False),
        FieldInfo("cofinance_value", "cofinanceValue", write_value, False, False),
    )

    @classmethod
    def from_dict(cls, source: Mapping[str, object]) -> Self:
        """Read a parsed JSON object. Raises DecodeError, with the path, for a value of no use."""
        if source.__class__ is not dict:
            source = read_object(source)
        self = new(cls)
        get: Any = source.get
        found = 0
        try:
            value = get("offerName")
            if value is None:
                self.offer_name = None
            else:
                found += 1
                self.offer_name = value if value.__class__ is str else read_text(value)
            value = get("marketSku")
            if value is None:
                self.market_sku = None
            else:
                found += 1
                self.market_sku = value if value.__class__ is int else read_integer(value)
            value = get("shopSku")
            if value is None:
                self.shop_sku = None
            else:
                found += 1
                self.shop_sku = value if value.__class__ is str else read_text(value)
            value = get("count")
            if value is None:
                self.count = None
            else:
                found += 1
                self.count = value if value.__class__ is int else read_integer(value)
            value = get("prices")
            if value is None:
                self.prices = None
            else:
                found += 1
                self.prices = read_list(value, OrdersStatsPrice.from_dict)
            value = get("warehouse")
            if value is None:
                self.warehouse = None
            else:
                found += 1
                self.warehouse = OrdersStatsWarehouse.from_dict(value)
            value = get("details")
            if value is None:
                self.details = None
            else:
                found += 1
                self.details = read_list(value, OrdersStatsDetails.from_dict)
            value = get("cisList")
            if value is None:
                self.cis_list = None
            else:
                found += 1
                self.cis_list = read_list(value, read_text)
            value = get("initialCount")
            if value is None:
                self.initial_count = None
            else:
                found += 1
                self.initial_count = value if value.__class__ is int else read_integer(value)
            value = get("bidFee")
            if value is None:
                self.bid_fee = None
            else:
                found += 1
                self.bid_fee = value if value.__class__ is int else read_integer(value)
            value = get("cofinanceThreshold")
            if value is None:
                self.cofinance_threshold = None
            else:
                found += 1
                self.cofinance_threshold = (
                    value
                    if value.__class__ is Decimal
                    else Decimal(value)
                    if value.__class__ is int
                    else read_decimal(value)
                )
            value = get("cofinanceValue")
            if value is None:
                self.cofinance_value = None
            else:
                found += 1
                self.cofinance_value = (
                    value
                    if value.__class__ is Decimal
                    else Decimal(value)
                    if value.__class__ is int
                    else read_decimal(value)
                )
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in OrdersStatsItem.FIELDS)
