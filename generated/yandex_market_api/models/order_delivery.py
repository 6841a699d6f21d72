"""OrderDelivery: generated from the document; edit openapi/ and regenerate."""

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
    read_date,
    read_decimal,
    read_integer,
    read_list,
    read_model,
    read_object,
    read_text,
    unknown_fields,
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
    additional_properties: dict[str, Any] = Factory(dict)
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
            self.id = value if value.__class__ is str else read_text(value)
            key = "type"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.type_ = OrderDeliveryType.read(value)
            key = "serviceName"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.service_name = value if value.__class__ is str else read_text(value)
            key = "price"
            value = get(key)
            self.price = read_decimal(value)
            key = "deliveryPartnerType"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.delivery_partner_type = OrderDeliveryPartnerType.read(value)
            key = "courier"
            value = get(key)
            self.courier = read_model(value, OrderCourier.from_dict)
            key = "dates"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.dates = read_model(value, OrderDeliveryDates.from_dict)
            key = "region"
            value = get(key)
            self.region = read_model(value, Region.from_dict)
            key = "address"
            value = get(key)
            self.address = read_model(value, OrderDeliveryAddress.from_dict)
            key = "vat"
            value = get(key)
            self.vat = OrderVatType.read(value)
            key = "deliveryServiceId"
            value = get(key)
            if value is None:
                missing(cls, key)
            self.delivery_service_id = value if value.__class__ is int else read_integer(value)
            key = "logisticPointId"
            value = get(key)
            self.logistic_point_id = value if value.__class__ is int else read_integer(value)
            key = "liftType"
            value = get(key)
            self.lift_type = OrderLiftType.read(value)
            key = "liftPrice"
            value = get(key)
            self.lift_price = read_decimal(value)
            key = "outletCode"
            value = get(key)
            self.outlet_code = value if value.__class__ is str else read_text(value)
            key = "outletStorageLimitDate"
            value = get(key)
            self.outlet_storage_limit_date = read_date(value)
            key = "dispatchType"
            value = get(key)
            self.dispatch_type = OrderDeliveryDispatchType.read(value)
            key = "tracks"
            value = get(key)
            self.tracks = read_list(value, OrderTrack.from_dict)
            key = "shipments"
            value = get(key)
            self.shipments = read_list(value, OrderShipment.from_dict)
            key = "estimated"
            value = get(key)
            self.estimated = value if value.__class__ is bool else read_boolean(value)
            key = "eacType"
            value = get(key)
            self.eac_type = OrderDeliveryEacType.read(value)
            key = "eacCode"
            value = get(key)
            self.eac_code = value if value.__class__ is str else read_text(value)
            key = "receiveCode"
            value = get(key)
            self.receive_code = value if value.__class__ is str else read_text(value)
        except DecodeError as error:
            raise error.under(key) from None
        self.additional_properties = (
            {} if _KNOWN.issuperset(source) else unknown_fields(source, _KNOWN)
        )
        return self


_KNOWN = frozenset(f.wire for f in OrderDelivery.FIELDS)
