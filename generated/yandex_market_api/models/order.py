"""Order: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Self

from attrs import Factory, define

from .._wire import (
    DecodeError,
    FieldInfo,
    Model,
    missing,
    new,
    read_boolean,
    read_decimal,
    read_integer,
    read_list,
    read_object,
    read_text,
    read_time,
    unknown_fields,
    unread,
    write_day_first_moscow,
    write_value,
)
from .currency_type import CurrencyType
from .order_buyer_summary import OrderBuyerSummary
from .order_delivery import OrderDelivery
from .order_item import OrderItem
from .order_payment_method_type import OrderPaymentMethodType
from .order_payment_type import OrderPaymentType
from .order_status_type import OrderStatusType
from .order_subsidy import OrderSubsidy
from .order_substatus_type import OrderSubstatusType
from .order_tax_system_type import OrderTaxSystemType

__all__ = ["Order"]


@define(kw_only=True, repr=False, weakref_slot=False)
class Order(Model):
    """An order as it stands now. Sums are whole currency units with decimals: 889.5 is 889
    roubles 50 kopecks. Those of the order cover all its lines."""

    id: int
    """Order id given by the Market. It may exceed 32 bits."""
    external_order_id: str | None = None
    """Seller's number of the order, if one was set."""
    status: OrderStatusType
    """Stage of the order."""
    substatus: OrderSubstatusType
    """Finer stage, or the reason of a cancellation."""
    creation_date: datetime.datetime
    """When the order was placed, DD-MM-YYYY HH:MM:SS in Moscow. In statistics the field of this
    name is a bare YYYY-MM-DD."""
    updated_at: datetime.datetime | None = None
    """Last change, DD-MM-YYYY HH:MM:SS in Moscow."""
    currency: CurrencyType
    """Currency of the prices."""
    items_total: Decimal
    """What the buyer pays for the goods in money, all lines together, after discounts, without
    delivery."""
    delivery_total: Decimal
    """Cost of delivery, whole order."""
    buyer_items_total: Decimal | None = None
    """Deprecated. Goods after all discounts, without delivery, in the currency of the buyer. Use
    `itemsTotal`."""
    buyer_total: Decimal | None = None
    """Deprecated. Goods after all discounts plus delivery, in the currency of the buyer. Points
    of the Plus programme count as paid, so this may be more than the money that moves. Use
    `itemsTotal` and `deliveryTotal`."""
    buyer_items_total_before_discount: Decimal
    """Goods at their prices before promotions and coupons, without delivery."""
    buyer_total_before_discount: Decimal | None = None
    """Deprecated. Goods before promotions and coupons, plus delivery. Use
    `buyerItemsTotalBeforeDiscount` and `deliveryTotal`."""
    payment_type: OrderPaymentType
    """Whether the order is paid beforehand or on receipt."""
    payment_method: OrderPaymentMethodType
    """Means of payment."""
    fake: bool
    """True for a test order, which must not be fulfilled."""
    items: list[OrderItem]
    """Goods, one entry per line."""
    subsidies: list[OrderSubsidy] | None = None
    """What the Market pays the seller for discounts, by kind, whole order; comes on top of what
    the buyer pays."""
    delivery: OrderDelivery
    """How, where and when the order is delivered."""
    buyer: OrderBuyerSummary
    """Who ordered, who need not be the recipient. For a phone number ask getOrderBuyerInfo
    (DBS)."""
    notes: str | None = None
    """Comment on the order."""
    tax_system: OrderTaxSystemType
    """Tax regime of the store at the moment of ordering."""
    cancel_requested: bool | None = None
    """DBS alone: the buyer has asked to cancel and waits for the store's answer."""
    expiry_date: datetime.datetime | None = None
    """If the status has not moved on by then, the order is cancelled by itself. DD-MM-YYYY
    HH:MM:SS in Moscow; a bare day is possible."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("id", "id", write_value, True, False),
        FieldInfo("external_order_id", "externalOrderId", write_value, False, False),
        FieldInfo("status", "status", write_value, True, False),
        FieldInfo("substatus", "substatus", write_value, True, False),
        FieldInfo("creation_date", "creationDate", write_day_first_moscow, True, False),
        FieldInfo("updated_at", "updatedAt", write_day_first_moscow, False, False),
        FieldInfo("currency", "currency", write_value, True, False),
        FieldInfo("items_total", "itemsTotal", write_value, True, False),
        FieldInfo("delivery_total", "deliveryTotal", write_value, True, False),
        FieldInfo("buyer_items_total", "buyerItemsTotal", write_value, False, False),
        FieldInfo("buyer_total", "buyerTotal", write_value, False, False),
        FieldInfo(
            "buyer_items_total_before_discount",
            "buyerItemsTotalBeforeDiscount",
            write_value,
            True,
            False,
        ),
        FieldInfo(
            "buyer_total_before_discount", "buyerTotalBeforeDiscount", write_value, False, False
        ),
        FieldInfo("payment_type", "paymentType", write_value, True, False),
        FieldInfo("payment_method", "paymentMethod", write_value, True, False),
        FieldInfo("fake", "fake", write_value, True, False),
        FieldInfo("items", "items", write_value, True, False),
        FieldInfo("subsidies", "subsidies", write_value, False, False),
        FieldInfo("delivery", "delivery", write_value, True, False),
        FieldInfo("buyer", "buyer", write_value, True, False),
        FieldInfo("notes", "notes", write_value, False, True),
        FieldInfo("tax_system", "taxSystem", write_value, True, False),
        FieldInfo("cancel_requested", "cancelRequested", write_value, False, False),
        FieldInfo("expiry_date", "expiryDate", write_day_first_moscow, False, False),
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
                self.id = missing(cls, "id")
            else:
                found += 1
                self.id = value if value.__class__ is int else read_integer(value)
            value = get("externalOrderId")
            if value is None:
                self.external_order_id = None
            else:
                found += 1
                self.external_order_id = value if value.__class__ is str else read_text(value)
            value = get("status")
            if value is None:
                self.status = missing(cls, "status")
            else:
                found += 1
                self.status = (
                    _OrderStatusType[value]
                    if value.__class__ is str
                    else OrderStatusType._read(value)
                )
            value = get("substatus")
            if value is None:
                self.substatus = missing(cls, "substatus")
            else:
                found += 1
                self.substatus = (
                    _OrderSubstatusType[value]
                    if value.__class__ is str
                    else OrderSubstatusType._read(value)
                )
            value = get("creationDate")
            if value is None:
                self.creation_date = missing(cls, "creationDate")
            else:
                found += 1
                self.creation_date = read_time(value)
            value = get("updatedAt")
            if value is None:
                self.updated_at = None
            else:
                found += 1
                self.updated_at = read_time(value)
            value = get("currency")
            if value is None:
                self.currency = missing(cls, "currency")
            else:
                found += 1
                self.currency = (
                    _CurrencyType[value] if value.__class__ is str else CurrencyType._read(value)
                )
            value = get("itemsTotal")
            if value is None:
                self.items_total = missing(cls, "itemsTotal")
            else:
                found += 1
                self.items_total = (
                    value
                    if value.__class__ is Decimal
                    else Decimal(value)
                    if value.__class__ is int
                    else read_decimal(value)
                )
            value = get("deliveryTotal")
            if value is None:
                self.delivery_total = missing(cls, "deliveryTotal")
            else:
                found += 1
                self.delivery_total = (
                    value
                    if value.__class__ is Decimal
                    else Decimal(value)
                    if value.__class__ is int
                    else read_decimal(value)
                )
            value = get("buyerItemsTotal")
            if value is None:
                self.buyer_items_total = None
            else:
                found += 1
                self.buyer_items_total = (
                    value
                    if value.__class__ is Decimal
                    else Decimal(value)
                    if value.__class__ is int
                    else read_decimal(value)
                )
            value = get("buyerTotal")
            if value is None:
                self.buyer_total = None
            else:
                found += 1
                self.buyer_total = (
                    value
                    if value.__class__ is Decimal
                    else Decimal(value)
                    if value.__class__ is int
                    else read_decimal(value)
                )
            value = get("buyerItemsTotalBeforeDiscount")
            if value is None:
                self.buyer_items_total_before_discount = missing(
                    cls, "buyerItemsTotalBeforeDiscount"
                )
            else:
                found += 1
                self.buyer_items_total_before_discount = (
                    value
                    if value.__class__ is Decimal
                    else Decimal(value)
                    if value.__class__ is int
                    else read_decimal(value)
                )
            value = get("buyerTotalBeforeDiscount")
            if value is None:
                self.buyer_total_before_discount = None
            else:
                found += 1
                self.buyer_total_before_discount = (
                    value
                    if value.__class__ is Decimal
                    else Decimal(value)
                    if value.__class__ is int
                    else read_decimal(value)
                )
            value = get("paymentType")
            if value is None:
                self.payment_type = missing(cls, "paymentType")
            else:
                found += 1
                self.payment_type = (
                    _OrderPaymentType[value]
                    if value.__class__ is str
                    else OrderPaymentType._read(value)
                )
            value = get("paymentMethod")
            if value is None:
                self.payment_method = missing(cls, "paymentMethod")
            else:
                found += 1
                self.payment_method = (
                    _OrderPaymentMethodType[value]
                    if value.__class__ is str
                    else OrderPaymentMethodType._read(value)
                )
            value = get("fake")
            if value is None:
                self.fake = missing(cls, "fake")
            else:
                found += 1
                self.fake = value if value.__class__ is bool else read_boolean(value)
            value = get("items")
            if value is None:
                self.items = missing(cls, "items")
            else:
                found += 1
                self.items = read_list(value, OrderItem.from_dict)
            value = get("subsidies")
            if value is None:
                self.subsidies = None
            else:
                found += 1
                self.subsidies = read_list(value, OrderSubsidy.from_dict)
            value = get("delivery")
            if value is None:
                self.delivery = missing(cls, "delivery")
            else:
                found += 1
                self.delivery = OrderDelivery.from_dict(value)
            value = get("buyer")
            if value is None:
                self.buyer = missing(cls, "buyer")
            else:
                found += 1
                self.buyer = OrderBuyerSummary.from_dict(value)
            value = get("notes")
            if value is None:
                self.notes = None
            else:
                found += 1
                self.notes = value if value.__class__ is str else read_text(value)
            value = get("taxSystem")
            if value is None:
                self.tax_system = missing(cls, "taxSystem")
            else:
                found += 1
                self.tax_system = (
                    _OrderTaxSystemType[value]
                    if value.__class__ is str
                    else OrderTaxSystemType._read(value)
                )
            value = get("cancelRequested")
            if value is None:
                self.cancel_requested = None
            else:
                found += 1
                self.cancel_requested = value if value.__class__ is bool else read_boolean(value)
            value = get("expiryDate")
            if value is None:
                self.expiry_date = None
            else:
                found += 1
                self.expiry_date = read_time(value)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in Order.FIELDS)
_CurrencyType = CurrencyType._by_value
_OrderPaymentMethodType = OrderPaymentMethodType._by_value
_OrderPaymentType = OrderPaymentType._by_value
_OrderStatusType = OrderStatusType._by_value
_OrderSubstatusType = OrderSubstatusType._by_value
_OrderTaxSystemType = OrderTaxSystemType._by_value
