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
    read_boolean,
    read_decimal,
    read_integer,
    read_list,
    read_model,
    read_object,
    read_text,
    read_time,
    unknown_fields,
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
    additional_properties: dict[str, Any] = Factory(dict)
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
    def from_dict(cls, source: Mapping[str, Any]) -> Self:
        """Read a parsed JSON object. Raises DecodeError, with the path, for a value of no use."""
        if source.__class__ is not dict:
            source = read_object(source)
        self = cls.__new__(cls)
        get = source.get
        key = ""
        try:
            key = "id"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.id = value if value.__class__ is int else read_integer(value)
            key = "externalOrderId"
            value = get(key)
            self.external_order_id = value if value.__class__ is str else read_text(value)
            key = "status"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.status = OrderStatusType.read(value)
            key = "substatus"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.substatus = OrderSubstatusType.read(value)
            key = "creationDate"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.creation_date = read_time(value)
            key = "updatedAt"
            value = get(key)
            self.updated_at = read_time(value)
            key = "currency"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.currency = CurrencyType.read(value)
            key = "itemsTotal"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.items_total = read_decimal(value)
            key = "deliveryTotal"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.delivery_total = read_decimal(value)
            key = "buyerItemsTotal"
            value = get(key)
            self.buyer_items_total = read_decimal(value)
            key = "buyerTotal"
            value = get(key)
            self.buyer_total = read_decimal(value)
            key = "buyerItemsTotalBeforeDiscount"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.buyer_items_total_before_discount = read_decimal(value)
            key = "buyerTotalBeforeDiscount"
            value = get(key)
            self.buyer_total_before_discount = read_decimal(value)
            key = "paymentType"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.payment_type = OrderPaymentType.read(value)
            key = "paymentMethod"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.payment_method = OrderPaymentMethodType.read(value)
            key = "fake"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.fake = value if value.__class__ is bool else read_boolean(value)
            key = "items"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.items = read_list(value, OrderItem.from_dict)
            key = "subsidies"
            value = get(key)
            self.subsidies = read_list(value, OrderSubsidy.from_dict)
            key = "delivery"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.delivery = read_model(value, OrderDelivery.from_dict)
            key = "buyer"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.buyer = read_model(value, OrderBuyerSummary.from_dict)
            key = "notes"
            value = get(key)
            self.notes = value if value.__class__ is str else read_text(value)
            key = "taxSystem"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.tax_system = OrderTaxSystemType.read(value)
            key = "cancelRequested"
            value = get(key)
            self.cancel_requested = value if value.__class__ is bool else read_boolean(value)
            key = "expiryDate"
            value = get(key)
            self.expiry_date = read_time(value)
        except DecodeError as error:
            raise error.under(key) from None
        self.additional_properties = (
            {} if _KNOWN.issuperset(source) else unknown_fields(source, _KNOWN)
        )
        return self


_KNOWN = frozenset(f.wire for f in Order.FIELDS)
