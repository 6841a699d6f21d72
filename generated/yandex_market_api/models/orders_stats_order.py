"""OrdersStatsOrder: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import Factory, define

from .._wire import (
    DAYS,
    DecodeError,
    FieldInfo,
    Model,
    missing,
    new,
    read_boolean,
    read_date,
    read_integer,
    read_list,
    read_object,
    read_text,
    read_time,
    unknown_fields,
    unread,
    write_date,
    write_moscow,
    write_value,
)
from .currency_type import CurrencyType
from .order_buyer_type import OrderBuyerType
from .order_stats_status_type import OrderStatsStatusType
from .orders_stats_commission import OrdersStatsCommission
from .orders_stats_delivery_region import OrdersStatsDeliveryRegion
from .orders_stats_item import OrdersStatsItem
from .orders_stats_order_payment_type import OrdersStatsOrderPaymentType
from .orders_stats_payment import OrdersStatsPayment
from .orders_stats_subsidy import OrdersStatsSubsidy

__all__ = ["OrdersStatsOrder"]


@define(kw_only=True, repr=False, weakref_slot=False)
class OrdersStatsOrder(Model):
    """One order as bookkeeping sees it."""

    id: int | None = None
    """Order id, the same as in getOrder. It may exceed 32 bits."""
    creation_date: datetime.date | None = None
    """Day of creation, YYYY-MM-DD. In getOrder the field of this name has another format and a
    time."""
    status_update_date: datetime.datetime | None = None
    """When the status last changed; as a rule without an offset, which means Moscow time."""
    status: OrderStatsStatusType | None = None
    """Status by a list of its own, finer on cancellations than the one of getOrder."""
    partner_order_id: str | None = None
    """The order's number in the seller's own system."""
    payment_type: OrdersStatsOrderPaymentType | None = None
    """Whether the buyer paid before or after receipt."""
    fake: bool | None = None
    """True for a test order, which no buyer made."""
    delivery_region: OrdersStatsDeliveryRegion | None = None
    """Region the order goes to."""
    items: list[OrdersStatsItem]
    """Goods that are still in the order. A line that was removed entirely is found in
    `initialItems` alone. Delivery and carrying upstairs may be listed as items of their own,
    which may repeat a `shopSku`: do not take it for a key."""
    initial_items: list[OrdersStatsItem] | None = None
    """Goods as first ordered; given only when quantities have changed since."""
    payments: list[OrdersStatsPayment]
    """Money paid and given back. Empty at first, and for orders cancelled before hand-over;
    final only once the order is."""
    commissions: list[OrdersStatsCommission]
    """What the Market charges for its services, for the order as a whole; not told by line."""
    subsidies: list[OrdersStatsSubsidy] | None = None
    """Points that lower the fees: granted for discounts, taken back for units not redeemed or
    returned. Amounts bear no sign: subtract those of DEDUCTION."""
    buyer_type: OrderBuyerType | None = None
    """Whether a person or an organisation buys."""
    currency: CurrencyType
    """Currency of every price in this order."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("id", "id", write_value, False, False),
        FieldInfo("creation_date", "creationDate", write_date, False, False),
        FieldInfo("status_update_date", "statusUpdateDate", write_moscow, False, False),
        FieldInfo("status", "status", write_value, False, False),
        FieldInfo("partner_order_id", "partnerOrderId", write_value, False, False),
        FieldInfo("payment_type", "paymentType", write_value, False, False),
        FieldInfo("fake", "fake", write_value, False, False),
        FieldInfo("delivery_region", "deliveryRegion", write_value, False, False),
        FieldInfo("items", "items", write_value, True, False),
        FieldInfo("initial_items", "initialItems", write_value, False, False),
        FieldInfo("payments", "payments", write_value, True, False),
        FieldInfo("commissions", "commissions", write_value, True, False),
        FieldInfo("subsidies", "subsidies", write_value, False, False),
        FieldInfo("buyer_type", "buyerType", write_value, False, False),
        FieldInfo("currency", "currency", write_value, True, False),
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
            value = get("id")
            if value is None:
                self.id = None
            else:
                found += 1
                self.id = value if value.__class__ is int else read_integer(value)
            value = get("creationDate")
            if value is None:
                self.creation_date = None
            else:
                found += 1
                self.creation_date = DAYS[value] if value.__class__ is str else read_date(value)
            value = get("statusUpdateDate")
            if value is None:
                self.status_update_date = None
            else:
                found += 1
                self.status_update_date = read_time(value)
            value = get("status")
            if value is None:
                self.status = None
            else:
                found += 1
                self.status = (
                    _OrderStatsStatusType[value]
                    if value.__class__ is str
                    else OrderStatsStatusType._read(value)
                )
            value = get("partnerOrderId")
            if value is None:
                self.partner_order_id = None
            else:
                found += 1
                self.partner_order_id = value if value.__class__ is str else read_text(value)
            value = get("paymentType")
            if value is None:
                self.payment_type = None
            else:
                found += 1
                self.payment_type = (
                    _OrdersStatsOrderPaymentType[value]
                    if value.__class__ is str
                    else OrdersStatsOrderPaymentType._read(value)
                )
            value = get("fake")
            if value is None:
                self.fake = None
            else:
                found += 1
                self.fake = value if value.__class__ is bool else read_boolean(value)
            value = get("deliveryRegion")
            if value is None:
                self.delivery_region = None
            else:
                found += 1
                self.delivery_region = OrdersStatsDeliveryRegion.from_dict(value)
            value = get("items")
            if value is None:
                self.items = missing(cls, "items")
            else:
                found += 1
                self.items = read_list(value, OrdersStatsItem.from_dict)
            value = get("initialItems")
            if value is None:
                self.initial_items = None
            else:
                found += 1
                self.initial_items = read_list(value, OrdersStatsItem.from_dict)
            value = get("payments")
            if value is None:
                self.payments = missing(cls, "payments")
            else:
                found += 1
                self.payments = read_list(value, OrdersStatsPayment.from_dict)
            value = get("commissions")
            if value is None:
                self.commissions = missing(cls, "commissions")
            else:
                found += 1
                self.commissions = read_list(value, OrdersStatsCommission.from_dict)
            value = get("subsidies")
            if value is None:
                self.subsidies = None
            else:
                found += 1
                self.subsidies = read_list(value, OrdersStatsSubsidy.from_dict)
            value = get("buyerType")
            if value is None:
                self.buyer_type = None
            else:
                found += 1
                self.buyer_type = (
                    _OrderBuyerType[value]
                    if value.__class__ is str
                    else OrderBuyerType._read(value)
                )
            value = get("currency")
            if value is None:
                self.currency = missing(cls, "currency")
            else:
                found += 1
                self.currency = (
                    _CurrencyType[value] if value.__class__ is str else CurrencyType._read(value)
                )
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in OrdersStatsOrder.FIELDS)
_CurrencyType = CurrencyType._by_value
_OrderBuyerType = OrderBuyerType._by_value
_OrderStatsStatusType = OrderStatsStatusType._by_value
_OrdersStatsOrderPaymentType = OrdersStatsOrderPaymentType._by_value
