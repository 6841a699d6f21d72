"""OrderItem: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

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
    read_decimal,
    read_integer,
    read_list,
    read_object,
    read_text,
    unknown_fields,
    unread,
    write_value,
)
from .order_item_detail import OrderItemDetail
from .order_item_instance import OrderItemInstance
from .order_item_instance_type import OrderItemInstanceType
from .order_item_promo import OrderItemPromo
from .order_item_subsidy import OrderItemSubsidy
from .order_item_tag_type import OrderItemTagType
from .order_vat_type import OrderVatType

__all__ = ["OrderItem"]


@define(kw_only=True, repr=False, weakref_slot=False)
class OrderItem(Model):
    """A line of the order. Prices are per unit."""

    id: int
    """Line id, unique within its order."""
    offer_id: str
    """Seller's article number."""
    offer_name: str
    """Product name."""
    price: Decimal
    """Unit price in the order's currency, VAT included; what the Market pays the seller for
    discounts comes on top, see `subsidies`."""
    buyer_price: Decimal
    """Unit price that the buyer pays, promotions and codes already taken off, in the currency of
    the buyer."""
    buyer_price_before_discount: Decimal
    """Unit price shown struck through: before any discount."""
    price_before_discount: Decimal | None = None
    """Deprecated. Unit price before discounts, in the store's currency. Use
    `buyerPriceBeforeDiscount`."""
    count: int
    """Units ordered."""
    vat: OrderVatType | None = None
    """VAT rate of the line."""
    shop_sku: str | None = None
    """Deprecated. A copy of `offerId`. Use that."""
    subsidy: Decimal | None = None
    """Deprecated. Payment to the seller for discounts on the goods and for DBS delivery, all
    kinds together. Use `subsidies`."""
    partner_warehouse_id: str | None = None
    """Warehouse of the seller that ships the line; FBY and LaaS alone."""
    promos: list[OrderItemPromo] | None = None
    """Promotions that apply to the line."""
    instances: list[OrderItemInstance] | None = None
    """Marking codes by unit, once the seller has sent them."""
    details: list[OrderItemDetail] | None = None
    """Deprecated. Units not redeemed or returned. Use the returns methods."""
    subsidies: list[OrderItemSubsidy] | None = None
    """What the Market pays the seller for discounts, by kind, for the line."""
    required_instance_types: list[OrderItemInstanceType] | None = None
    """Which codes the seller must supply for the units."""
    tags: list[OrderItemTagType] | None = None
    """Marks of special goods."""
    additional_properties: dict[str, object] = Factory(dict)
    """Fields that the document does not know, as plain JSON values."""

    FIELDS: ClassVar[tuple[FieldInfo, ...]] = (
        FieldInfo("id", "id", write_value, True, False),
        FieldInfo("offer_id", "offerId", write_value, True, False),
        FieldInfo("offer_name", "offerName", write_value, True, False),
        FieldInfo("price", "price", write_value, True, False),
        FieldInfo("buyer_price", "buyerPrice", write_value, True, False),
        FieldInfo(
            "buyer_price_before_discount", "buyerPriceBeforeDiscount", write_value, True, False
        ),
        FieldInfo("price_before_discount", "priceBeforeDiscount", write_value, False, False),
        FieldInfo("count", "count", write_value, True, False),
        FieldInfo("vat", "vat", write_value, False, False),
        FieldInfo("shop_sku", "shopSku", write_value, False, False),
        FieldInfo("subsidy", "subsidy", write_value, False, False),
        FieldInfo("partner_warehouse_id", "partnerWarehouseId", write_value, False, False),
        FieldInfo("promos", "promos", write_value, False, False),
        FieldInfo("instances", "instances", write_value, False, False),
        FieldInfo("details", "details", write_value, False, False),
        FieldInfo("subsidies", "subsidies", write_value, False, False),
        FieldInfo("required_instance_types", "requiredInstanceTypes", write_value, False, False),
        FieldInfo("tags", "tags", write_value, False, False),
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
            value = get("offerId")
            if value is None:
                self.offer_id = missing(cls, "offerId")
            else:
                found += 1
                self.offer_id = value if value.__class__ is str else read_text(value)
            value = get("offerName")
            if value is None:
                self.offer_name = missing(cls, "offerName")
            else:
                found += 1
                self.offer_name = value if value.__class__ is str else read_text(value)
            value = get("price")
            if value is None:
                self.price = missing(cls, "price")
            else:
                found += 1
                self.price = (
                    value
                    if value.__class__ is Decimal
                    else Decimal(value)
                    if value.__class__ is int
                    else read_decimal(value)
                )
            value = get("buyerPrice")
            if value is None:
                self.buyer_price = missing(cls, "buyerPrice")
            else:
                found += 1
                self.buyer_price = (
                    value
                    if value.__class__ is Decimal
                    else Decimal(value)
                    if value.__class__ is int
                    else read_decimal(value)
                )
            value = get("buyerPriceBeforeDiscount")
            if value is None:
                self.buyer_price_before_discount = missing(cls, "buyerPriceBeforeDiscount")
            else:
                found += 1
                self.buyer_price_before_discount = (
                    value
                    if value.__class__ is Decimal
                    else Decimal(value)
                    if value.__class__ is int
                    else read_decimal(value)
                )
            value = get("priceBeforeDiscount")
            if value is None:
                self.price_before_discount = None
            else:
                found += 1
                self.price_before_discount = (
                    value
                    if value.__class__ is Decimal
                    else Decimal(value)
                    if value.__class__ is int
                    else read_decimal(value)
                )
            value = get("count")
            if value is None:
                self.count = missing(cls, "count")
            else:
                found += 1
                self.count = value if value.__class__ is int else read_integer(value)
            value = get("vat")
            if value is None:
                self.vat = None
            else:
                found += 1
                self.vat = (
                    _OrderVatType[value] if value.__class__ is str else OrderVatType._read(value)
                )
            value = get("shopSku")
            if value is None:
                self.shop_sku = None
            else:
                found += 1
                self.shop_sku = value if value.__class__ is str else read_text(value)
            value = get("subsidy")
            if value is None:
                self.subsidy = None
            else:
                found += 1
                self.subsidy = (
                    value
                    if value.__class__ is Decimal
                    else Decimal(value)
                    if value.__class__ is int
                    else read_decimal(value)
                )
            value = get("partnerWarehouseId")
            if value is None:
                self.partner_warehouse_id = None
            else:
                found += 1
                self.partner_warehouse_id = value if value.__class__ is str else read_text(value)
            value = get("promos")
            if value is None:
                self.promos = None
            else:
                found += 1
                self.promos = read_list(value, OrderItemPromo.from_dict)
            value = get("instances")
            if value is None:
                self.instances = None
            else:
                found += 1
                self.instances = read_list(value, OrderItemInstance.from_dict)
            value = get("details")
            if value is None:
                self.details = None
            else:
                found += 1
                self.details = read_list(value, OrderItemDetail.from_dict)
            value = get("subsidies")
            if value is None:
                self.subsidies = None
            else:
                found += 1
                self.subsidies = read_list(value, OrderItemSubsidy.from_dict)
            value = get("requiredInstanceTypes")
            if value is None:
                self.required_instance_types = None
            else:
                found += 1
                self.required_instance_types = read_list(value, OrderItemInstanceType._read)
            value = get("tags")
            if value is None:
                self.tags = None
            else:
                found += 1
                self.tags = read_list(value, OrderItemTagType._read)
        except DecodeError as error:
            raise error.under(unread(self)) from None
        # Where every key was a known one with a value there is nothing else to keep.
        if found != len(source):
            self.additional_properties = unknown_fields(source, _KNOWN)
        return self


_KNOWN = frozenset(f.wire for f in OrderItem.FIELDS)
_OrderVatType = OrderVatType._by_value
