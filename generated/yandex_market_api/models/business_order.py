"""BusinessOrder: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import Factory, define

from .._wire import (
    DecodeError,
    FieldInfo,
    Model,
    missing,
    new,
    read_boolean,
    read_integer,
    read_list,
    read_object,
    read_text,
    read_time,
    unknown_fields,
    unread,
    write_time,
    write_value,
)
from .business_order_delivery import BusinessOrderDelivery
from .business_order_item import BusinessOrderItem
from .business_order_services import BusinessOrderServices
from .order_buyer_type import OrderBuyerType
from .order_payment_method_type import OrderPaymentMethodType
from .order_payment_type import OrderPaymentType
from .order_price import OrderPrice
from .order_source_platform_type import OrderSourcePlatformType
from .order_status_type import OrderStatusType
from .order_substatus_type import OrderSubstatusType
from .selling_program_type import SellingProgramType

__all__ = ["BusinessOrder"]


@define(kw_only=True, repr=False, weakref_slot=False)
class BusinessOrder(Model):
    """An order of one of the cabinet's stores. It differs from the one that getOrder gives: the
    id is called `orderId`, dates are ISO 8601, sums are totals with their currency, there is
    one shipment and not a list, and the buyer is left out."""

    order_id: int
    """Order id on the Market; getOrder calls it `id`."""
    campaign_id: int
    """Store that the order belongs to; calls for one order ask for it."""
    program_type: SellingProgramType | None = None
    """How that store trades."""
    external_order_id: str | None = None
    """The seller's own id of the order, if one was set."""
    status: OrderStatusType
    """Stage of the order."""
    substatus: OrderSubstatusType
    """Finer stage, or why it was cancelled."""
    creation_date: datetime.datetime
    """When it was placed, ISO 8601 with an offset from UTC."""
    update_date: datetime.datetime | None = None
    """When it last changed, ISO 8601 with an offset from UTC."""
    payment_type: OrderPaymentType
    """Whether the buyer pays beforehand or on receipt."""
    payment_method: OrderPaymentMethodType
    """Means of payment."""
    fake: bool
    """True for a test order, made without a buyer."""
    items: list[BusinessOrderItem]
    """The lines of the order."""
    prices: OrderPrice | None = None
    """Sums of the whole order, delivery apart."""
    delivery: BusinessOrderDelivery
    """How, where and when it is delivered."""
    services: BusinessOrderServices | None = None
    """Services that were ordered along with the goods."""
    buyer_type: OrderBuyerType | None = None
    """Who buys; said for FBS and FBY stores alone that also sell to organisations on
    business.market.yandex.ru."""
    notes: str | None = None
    """Comment on the order."""
    cancel_requested: bool | None = None
    """DBS alone: whether the buyer has asked to cancel."""
    source_platform: OrderSourcePlatformType | None = None
    """Marketplace that the order came from."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("order_id", "orderId", write_value, True, False),
        FieldInfo("campaign_id", "campaignId", write_value, True, False),
        FieldInfo("program_type", "programType", write_value, False, False),
        FieldInfo("external_order_id", "externalOrderId", write_value, False, False),
        FieldInfo("status", "status", write_value, True, False),
        FieldInfo("substatus", "substatus", write_value, True, False),
        FieldInfo("creation_date", "creationDate", write_time, True, False),
        FieldInfo("update_date", "updateDate", write_time, False, False),
        FieldInfo("payment_type", "paymentType", write_value, True, False),
        FieldInfo("payment_method", "paymentMethod", write_value, True, False),
        FieldInfo("fake", "fake", write_value, True, False),
        FieldInfo("items", "items", write_value, True, False),
        FieldInfo("prices", "prices", write_value, False, False),
        FieldInfo("delivery", "delivery", write_value, True, False),
        FieldInfo("services", "services", write_value, False, False),
        FieldInfo("buyer_type", "buyerType", write_value, False, False),
        FieldInfo("notes", "notes", write_value, False, True),
        FieldInfo("cancel_requested", "cancelRequested", write_value, False, False),
        FieldInfo("source_platform", "sourcePlatform", write_value, False, False),
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
            value = get("orderId")
            if value is None:
                self.order_id = missing(cls, "orderId")
            else:
                found += 1
                self.order_id = value if value.__class__ is int else read_integer(value)
            value = get("campaignId")
            if value is None:
                self.campaign_id = missing(cls, "campaignId")
            else:
                found += 1
                self.campaign_id = value if value.__class__ is int else read_integer(value)
            value = get("programType")
            if value is None:
                self.program_type = None
            else:
                found += 1
                self.program_type = (
                    _SellingProgramType[value]
                    if value.__class__ is str
                    else SellingProgramType._read(value)
                )
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
            value = get("updateDate")
            if value is None:
                self.update_date = None
            else:
                found += 1
                self.update_date = read_time(value)
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
                self.items = read_list(value, BusinessOrderItem.from_dict)
            value = get("prices")
            if value is None:
                self.prices = None
            else:
                found += 1
                self.prices = OrderPrice.from_dict(value)
            value = get("delivery")
            if value is None:
                self.delivery = missing(cls, "delivery")
            else:
                found += 1
                self.delivery = BusinessOrderDelivery.from_dict(value)
            value = get("services")
            if value is None:
                self.services = None
            else:
                found += 1
                self.services = BusinessOrderServices.from_dict(value)
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
            value = get("notes")
            if value is None:
                self.notes = None
            else:
                found += 1
                self.notes = value if value.__class__ is str else read_text(value)
            value = get("cancelRequested")
            if value is None:
                self.cancel_requested = None
            else:
                found += 1
                self.cancel_requested = value if value.__class__ is bool else read_boolean(value)
            value = get("sourcePlatform")
            if value is None:
                self.source_platform = None
            else:
                found += 1
                self.source_platform = (
                    _OrderSourcePlatformType[value]
                    if value.__class__ is str
                    else OrderSourcePlatformType._read(value)
                )
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in BusinessOrder.FIELDS)
_OrderBuyerType = OrderBuyerType._by_value
_OrderPaymentMethodType = OrderPaymentMethodType._by_value
_OrderPaymentType = OrderPaymentType._by_value
_OrderSourcePlatformType = OrderSourcePlatformType._by_value
_OrderStatusType = OrderStatusType._by_value
_OrderSubstatusType = OrderSubstatusType._by_value
_SellingProgramType = SellingProgramType._by_value
