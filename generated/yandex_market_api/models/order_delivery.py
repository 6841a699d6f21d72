"""OrderDelivery: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
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
    read_decimal,
    read_integer,
    read_list,
    read_object,
    read_text,
    unknown_fields,
    unread,
    write_day_first,
    write_value,
)
from .order_courier import OrderCourier
from .order_delivery_address import OrderDeliveryAddress
from .order_delivery_dates import OrderDeliveryDates
from .order_delivery_dispatch_type import OrderDeliveryDispatchType
from .order_delivery_eac_type import OrderDeliveryEacType
from .order_delivery_partner_type import OrderDeliveryPartnerType
from .order_delivery_type import OrderDeliveryType
from .order_lift_type import OrderLiftType
from .order_shipment import OrderShipment
from .order_track import OrderTrack
from .order_vat_type import OrderVatType
from .region import Region

__all__ = ["OrderDelivery"]


@define(kw_only=True, repr=False, weakref_slot=False)
class OrderDelivery(Model):
    """How, where and when the order is delivered."""

    id: str | None = None
    """Deprecated. Delivery id that the store gave; no longer of use."""
    type_: OrderDeliveryType
    """Way of delivery."""
    service_name: str
    """Name of the delivery service."""
    price: Decimal | None = None
    """Deprecated. Price of delivery. Use the order's `deliveryTotal`."""
    delivery_partner_type: OrderDeliveryPartnerType
    """Who deals with the carrier."""
    courier: OrderCourier | None = None
    """The courier, once known."""
    dates: OrderDeliveryDates
    """When the buyer gets the order."""
    region: Region | None = None
    """Region of delivery."""
    address: OrderDeliveryAddress | None = None
    """Where to; for DELIVERY and POST, and for PICKUP in DBS stores."""
    vat: OrderVatType | None = None
    """VAT rate of delivery."""
    delivery_service_id: int
    """Id of the delivery service."""
    logistic_point_id: int | None = None
    """Pick-up point of the Market that the order goes to."""
    lift_type: OrderLiftType | None = None
    """How the goods get to the floor."""
    lift_price: Decimal | None = None
    """Price of carrying the goods up."""
    outlet_code: str | None = None
    """Seller's id of the outlet that hands the order out."""
    outlet_storage_limit_date: datetime.date | None = None
    """Last day of storage at the outlet, DD-MM-YYYY; set with PICKUP, can be moved once."""
    dispatch_type: OrderDeliveryDispatchType | None = None
    """Where the parcel is handed out."""
    tracks: list[OrderTrack] | None = None
    """Tracking numbers of the order."""
    shipments: list[OrderShipment] | None = None
    """Parcels of the order."""
    estimated: bool | None = None
    """True while the date of delivery is a forecast that may move."""
    eac_type: OrderDeliveryEacType | None = None
    """Which way the code of a courier hand-over goes."""
    eac_code: str | None = None
    """Code that confirms the hand-over, for MERCHANT_TO_COURIER."""
    receive_code: str | None = None
    """LaaS alone: the code a buyer names to get the order."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("id", "id", write_value, False, False),
        FieldInfo("type_", "type", write_value, True, False),
        FieldInfo("service_name", "serviceName", write_value, True, False),
        FieldInfo("price", "price", write_value, False, False),
        FieldInfo("delivery_partner_type", "deliveryPartnerType", write_value, True, False),
        FieldInfo("courier", "courier", write_value, False, False),
        FieldInfo("dates", "dates", write_value, True, False),
        FieldInfo("region", "region", write_value, False, False),
        FieldInfo("address", "address", write_value, False, False),
        FieldInfo("vat", "vat", write_value, False, False),
        FieldInfo("delivery_service_id", "deliveryServiceId", write_value, True, False),
        FieldInfo("logistic_point_id", "logisticPointId", write_value, False, False),
        FieldInfo("lift_type", "liftType", write_value, False, False),
        FieldInfo("lift_price", "liftPrice", write_value, False, False),
        FieldInfo("outlet_code", "outletCode", write_value, False, False),
        FieldInfo(
            "outlet_storage_limit_date", "outletStorageLimitDate", write_day_first, False, False
        ),
        FieldInfo("dispatch_type", "dispatchType", write_value, False, False),
        FieldInfo("tracks", "tracks", write_value, False, False),
        FieldInfo("shipments", "shipments", write_value, False, False),
        FieldInfo("estimated", "estimated", write_value, False, False),
        FieldInfo("eac_type", "eacType", write_value, False, False),
        FieldInfo("eac_code", "eacCode", write_value, False, True),
        FieldInfo("receive_code", "receiveCode", write_value, False, True),
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
                self.id = value if value.__class__ is str else read_text(value)
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
            value = get("price")
            if value is None:
                self.price = None
            else:
                found += 1
                self.price = (
                    value
                    if value.__class__ is Decimal
                    else Decimal(value)
                    if value.__class__ is int
                    else read_decimal(value)
                )
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
            value = get("courier")
            if value is None:
                self.courier = None
            else:
                found += 1
                self.courier = OrderCourier.from_dict(value)
            value = get("dates")
            if value is None:
                self.dates = missing(cls, "dates")
            else:
                found += 1
                self.dates = OrderDeliveryDates.from_dict(value)
            value = get("region")
            if value is None:
                self.region = None
            else:
                found += 1
                self.region = Region.from_dict(value)
            value = get("address")
            if value is None:
                self.address = None
            else:
                found += 1
                self.address = OrderDeliveryAddress.from_dict(value)
            value = get("vat")
            if value is None:
                self.vat = None
            else:
                found += 1
                self.vat = (
                    _OrderVatType[value] if value.__class__ is str else OrderVatType._read(value)
                )
            value = get("deliveryServiceId")
            if value is None:
                self.delivery_service_id = missing(cls, "deliveryServiceId")
            else:
                found += 1
                self.delivery_service_id = value if value.__class__ is int else read_integer(value)
            value = get("logisticPointId")
            if value is None:
                self.logistic_point_id = None
            else:
                found += 1
                self.logistic_point_id = value if value.__class__ is int else read_integer(value)
            value = get("liftType")
            if value is None:
                self.lift_type = None
            else:
                found += 1
                self.lift_type = (
                    _OrderLiftType[value] if value.__class__ is str else OrderLiftType._read(value)
                )
            value = get("liftPrice")
            if value is None:
                self.lift_price = None
            else:
                found += 1
                self.lift_price = (
                    value
                    if value.__class__ is Decimal
                    else Decimal(value)
                    if value.__class__ is int
                    else read_decimal(value)
                )
            value = get("outletCode")
            if value is None:
                self.outlet_code = None
            else:
                found += 1
                self.outlet_code = value if value.__class__ is str else read_text(value)
            value = get("outletStorageLimitDate")
            if value is None:
                self.outlet_storage_limit_date = None
            else:
                found += 1
                self.outlet_storage_limit_date = (
                    DAYS[value] if value.__class__ is str else read_date(value)
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
            value = get("tracks")
            if value is None:
                self.tracks = None
            else:
                found += 1
                self.tracks = read_list(value, OrderTrack.from_dict)
            value = get("shipments")
            if value is None:
                self.shipments = None
            else:
                found += 1
                self.shipments = read_list(value, OrderShipment.from_dict)
            value = get("estimated")
            if value is None:
                self.estimated = None
            else:
                found += 1
                self.estimated = value if value.__class__ is bool else read_boolean(value)
            value = get("eacType")
            if value is None:
                self.eac_type = None
            else:
                found += 1
                self.eac_type = (
                    _OrderDeliveryEacType[value]
                    if value.__class__ is str
                    else OrderDeliveryEacType._read(value)
                )
            value = get("eacCode")
            if value is None:
                self.eac_code = None
            else:
                found += 1
                self.eac_code = value if value.__class__ is str else read_text(value)
            value = get("receiveCode")
            if value is None:
                self.receive_code = None
            else:
                found += 1
                self.receive_code = value if value.__class__ is str else read_text(value)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in OrderDelivery.FIELDS)
_OrderDeliveryDispatchType = OrderDeliveryDispatchType._by_value
_OrderDeliveryEacType = OrderDeliveryEacType._by_value
_OrderDeliveryPartnerType = OrderDeliveryPartnerType._by_value
_OrderDeliveryType = OrderDeliveryType._by_value
_OrderLiftType = OrderLiftType._by_value
_OrderVatType = OrderVatType._by_value
