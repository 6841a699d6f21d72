"""BusinessOrderDelivery: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

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
    unknown_fields,
    unread,
    write_value,
)
from .business_order_box_layout import BusinessOrderBoxLayout
from .business_order_courier_delivery import BusinessOrderCourierDelivery
from .business_order_delivery_dates import BusinessOrderDeliveryDates
from .business_order_pickup_delivery import BusinessOrderPickupDelivery
from .business_order_shipment import BusinessOrderShipment
from .business_order_transfer import BusinessOrderTransfer
from .digital_goods_delivery_details import DigitalGoodsDeliveryDetails
from .order_delivery_dispatch_type import OrderDeliveryDispatchType
from .order_delivery_partner_type import OrderDeliveryPartnerType
from .order_delivery_type import OrderDeliveryType
from .order_track import OrderTrack

__all__ = ["BusinessOrderDelivery"]


@define(kw_only=True, repr=False, weakref_slot=False)
class BusinessOrderDelivery(Model):
    """How, where and when the order is delivered. Where to stands in `courier` or in `pickup`,
    by the way of delivery."""

    type_: OrderDeliveryType
    """Way of delivery."""
    service_name: str
    """Name of the delivery service."""
    delivery_service_id: int
    """Id of the delivery service."""
    warehouse_id: str | None = None
    """The seller's own id of the warehouse that the order was placed on."""
    delivery_partner_type: OrderDeliveryPartnerType
    """Who deals with the carrier."""
    dispatch_type: OrderDeliveryDispatchType | None = None
    """Where the parcel is handed out."""
    dates: BusinessOrderDeliveryDates
    """When the buyer gets the order."""
    shipment: BusinessOrderShipment | None = None
    """When the order must be shipped; one object, where getOrder has a list."""
    courier: BusinessOrderCourierDelivery | None = None
    """Where a courier brings it."""
    pickup: BusinessOrderPickupDelivery | None = None
    """Where the buyer fetches it."""
    transfer: BusinessOrderTransfer | None = None
    """Who fetches it from the store, and the code for handing it over."""
    boxes_layout: list[BusinessOrderBoxLayout] | None = None
    """Boxes of the order, with what lies in each."""
    tracks: list[OrderTrack] | None = None
    """Tracking numbers of the order."""
    estimated: bool | None = None
    """True while the date of delivery is a forecast that may move."""
    receive_barcode: str | None = None
    """LaaS alone: the barcode a buyer shows at the pick-up point."""
    receive_code: str | None = None
    """LaaS alone: the code a buyer names at the pick-up point."""
    digital_goods: DigitalGoodsDeliveryDetails | None = None
    """How digital goods get to the buyer."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("type_", "type", write_value, True, False),
        FieldInfo("service_name", "serviceName", write_value, True, False),
        FieldInfo("delivery_service_id", "deliveryServiceId", write_value, True, False),
        FieldInfo("warehouse_id", "warehouseId", write_value, False, False),
        FieldInfo("delivery_partner_type", "deliveryPartnerType", write_value, True, False),
        FieldInfo("dispatch_type", "dispatchType", write_value, False, False),
        FieldInfo("dates", "dates", write_value, True, False),
        FieldInfo("shipment", "shipment", write_value, False, False),
        FieldInfo("courier", "courier", write_value, False, False),
        FieldInfo("pickup", "pickup", write_value, False, False),
        FieldInfo("transfer", "transfer", write_value, False, False),
        FieldInfo("boxes_layout", "boxesLayout", write_value, False, False),
        FieldInfo("tracks", "tracks", write_value, False, False),
        FieldInfo("estimated", "estimated", write_value, False, False),
        FieldInfo("receive_barcode", "receiveBarcode", write_value, False, True),
        FieldInfo("receive_code", "receiveCode", write_value, False, True),
        FieldInfo("digital_goods", "digitalGoods", write_value, False, False),
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
            value = get("type")
            if value is None:
                self.type_ = missing(cls, "type")
            else:
                found += 1
                self.type_ = (
                    _OrderDeliveryType[value]
                    if value.__class__ is str
                    else OrderDeliveryType._read(value)
                )
            value = get("serviceName")
            if value is None:
                self.service_name = missing(cls, "serviceName")
            else:
                found += 1
                self.service_name = value if value.__class__ is str else read_text(value)
            value = get("deliveryServiceId")
            if value is None:
                self.delivery_service_id = missing(cls, "deliveryServiceId")
            else:
                found += 1
                self.delivery_service_id = value if value.__class__ is int else read_integer(value)
            value = get("warehouseId")
            if value is None:
                self.warehouse_id = None
            else:
                found += 1
                self.warehouse_id = value if value.__class__ is str else read_text(value)
            value = get("deliveryPartnerType")
            if value is None:
                self.delivery_partner_type = missing(cls, "deliveryPartnerType")
            else:
                found += 1
                self.delivery_partner_type = (
                    _OrderDeliveryPartnerType[value]
                    if value.__class__ is str
                    else OrderDeliveryPartnerType._read(value)
                )
            value = get("dispatchType")
            if value is None:
                self.dispatch_type = None
            else:
                found += 1
                self.dispatch_type = (
                    _OrderDeliveryDispatchType[value]
                    if value.__class__ is str
                    else OrderDeliveryDispatchType._read(value)
                )
            value = get("dates")
            if value is None:
                self.dates = missing(cls, "dates")
            else:
                found += 1
                self.dates = BusinessOrderDeliveryDates.from_dict(value)
            value = get("shipment")
            if value is None:
                self.shipment = None
            else:
                found += 1
                self.shipment = BusinessOrderShipment.from_dict(value)
            value = get("courier")
            if value is None:
                self.courier = None
            else:
                found += 1
                self.courier = BusinessOrderCourierDelivery.from_dict(value)
            value = get("pickup")
            if value is None:
                self.pickup = None
            else:
                found += 1
                self.pickup = BusinessOrderPickupDelivery.from_dict(value)
            value = get("transfer")
            if value is None:
                self.transfer = None
            else:
                found += 1
                self.transfer = BusinessOrderTransfer.from_dict(value)
            value = get("boxesLayout")
            if value is None:
                self.boxes_layout = None
            else:
                found += 1
                self.boxes_layout = read_list(value, BusinessOrderBoxLayout.from_dict)
            value = get("tracks")
            if value is None:
                self.tracks = None
            else:
                found += 1
                self.tracks = read_list(value, OrderTrack.from_dict)
            value = get("estimated")
            if value is None:
                self.estimated = None
            else:
                found += 1
                self.estimated = value if value.__class__ is bool else read_boolean(value)
            value = get("receiveBarcode")
            if value is None:
                self.receive_barcode = None
            else:
                found += 1
                self.receive_barcode = value if value.__class__ is str else read_text(value)
            value = get("receiveCode")
            if value is None:
                self.receive_code = None
            else:
                found += 1
                self.receive_code = value if value.__class__ is str else read_text(value)
            value = get("digitalGoods")
            if value is None:
                self.digital_goods = None
            else:
                found += 1
                self.digital_goods = DigitalGoodsDeliveryDetails.from_dict(value)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in BusinessOrderDelivery.FIELDS)
_OrderDeliveryDispatchType = OrderDeliveryDispatchType._by_value
_OrderDeliveryPartnerType = OrderDeliveryPartnerType._by_value
_OrderDeliveryType = OrderDeliveryType._by_value
