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
    read_boolean,
    read_integer,
    read_list,
    read_model,
    read_object,
    read_text,
    read_time,
    unknown_fields,
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
    additional_properties: dict[str, Any] = Factory(dict)
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
    def from_dict(cls, source: Mapping[str, Any]) -> Self:
        """Read a parsed JSON object. Raises DecodeError, with the path, for a value of no use."""
        if source.__class__ is not dict:
            source = read_object(source)
        self = cls.__new__(cls)
        get = source.get
        key = ""
        try:
            key = "orderId"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.order_id = value if value.__class__ is int else read_integer(value)
            key = "campaignId"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.campaign_id = value if value.__class__ is int else read_integer(value)
            key = "programType"
            value = get(key)
            self.program_type = SellingProgramType.read(value)
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
            key = "updateDate"
            value = get(key)
            self.update_date = read_time(value)
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
            self.items = read_list(value, BusinessOrderItem.from_dict)
            key = "prices"
            value = get(key)
            self.prices = read_model(value, OrderPrice.from_dict)
            key = "delivery"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.delivery = read_model(value, BusinessOrderDelivery.from_dict)
            key = "services"
            value = get(key)
            self.services = read_model(value, BusinessOrderServices.from_dict)
            key = "buyerType"
            value = get(key)
            self.buyer_type = OrderBuyerType.read(value)
            key = "notes"
            value = get(key)
            self.notes = value if value.__class__ is str else read_text(value)
            key = "cancelRequested"
            value = get(key)
            self.cancel_requested = value if value.__class__ is bool else read_boolean(value)
            key = "sourcePlatform"
            value = get(key)
            self.source_platform = OrderSourcePlatformType.read(value)
        except DecodeError as error:
            raise error.under(key) from None
        self.additional_properties = (
            {} if _KNOWN.issuperset(source) else unknown_fields(source, _KNOWN)
        )
        return self


_KNOWN = frozenset(f.wire for f in BusinessOrder.FIELDS)
