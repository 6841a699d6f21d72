"""OrderPromoType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["OrderPromoType"]


class OrderPromoType(OpenEnum):
    """Kinds of promotions. Values without use today still occur in old orders."""

    DIRECT_DISCOUNT = "DIRECT_DISCOUNT"
    """Plain discount by the seller or the Market."""
    BLUE_SET = "BLUE_SET"
    """Set of goods."""
    BLUE_FLASH = "BLUE_FLASH"
    """Flash sale."""
    GENERIC_BUNDLE = "GENERIC_BUNDLE"
    """Out of use."""
    MARKET_COUPON = "MARKET_COUPON"
    """Code of the Market."""
    MARKET_PROMOCODE = "MARKET_PROMOCODE"
    """Code of the store."""
    MARKET_BLUE = "MARKET_BLUE"
    """Discount of the Market."""
    MARKET_COIN = "MARKET_COIN"
    """Out of use."""
    PRICE_DROP_AS_YOU_SHOP = "PRICE_DROP_AS_YOU_SHOP"
    """Out of use."""
    SECRET_SALE = "SECRET_SALE"
    """Out of use."""
    CHEAPEST_AS_GIFT = "CHEAPEST_AS_GIFT"
    """The cheapest of several is free."""
    CASHBACK = "CASHBACK"
    """Part of the price comes back to the buyer."""
    SPREAD_DISCOUNT_COUNT = "SPREAD_DISCOUNT_COUNT"
    """Discount for several of the same."""
    SPREAD_DISCOUNT_RECEIPT = "SPREAD_DISCOUNT_RECEIPT"
    """Discount by the sum of the receipt."""
    DISCOUNT_BY_PAYMENT_TYPE = "DISCOUNT_BY_PAYMENT_TYPE"
    """Discount for paying with a Plus card."""
    PERCENT_DISCOUNT = "PERCENT_DISCOUNT"
    """Plain discount in per cent."""
    DCO_EXTRA_DISCOUNT = "DCO_EXTRA_DISCOUNT"
    """Further discount, used to compute subsidies."""
    UNKNOWN = "UNKNOWN"
    """Not known."""
