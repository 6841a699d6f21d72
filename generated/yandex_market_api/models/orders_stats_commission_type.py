"""OrdersStatsCommissionType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["OrdersStatsCommissionType"]


class OrdersStatsCommissionType(OpenEnum):
    """Services the Market charges for."""

    FEE = "FEE"
    """Placement of the offer."""
    FULFILLMENT = "FULFILLMENT"
    """Handling in a warehouse of the Market; none since 2024-01-01."""
    LOYALTY_PARTICIPATION_FEE = "LOYALTY_PARTICIPATION_FEE"
    """Loyalty programme and paid reviews."""
    AUCTION_PROMOTION = "AUCTION_PROMOTION"
    """Sales boost, paid per sale."""
    INSTALLMENT = "INSTALLMENT"
    """Payment by instalments; none since 2022-02-24."""
    DELIVERY_TO_CUSTOMER = "DELIVERY_TO_CUSTOMER"
    """Delivery to the buyer."""
    EXPRESS_DELIVERY_TO_CUSTOMER = "EXPRESS_DELIVERY_TO_CUSTOMER"
    """Express delivery to the buyer."""
    AGENCY = "AGENCY"
    """Taking the buyer's money."""
    PAYMENT_TRANSFER = "PAYMENT_TRANSFER"
    """Passing the buyer's money on."""
    RETURNED_ORDERS_STORAGE = "RETURNED_ORDERS_STORAGE"
    """Storing what was not redeemed or came back."""
    SORTING = "SORTING"
    """Handling of FBS orders."""
    INTAKE_SORTING = "INTAKE_SORTING"
    """Fetching FBS orders at the seller's warehouse."""
    RETURN_PROCESSING = "RETURN_PROCESSING"
    """Handling of returns."""
    ILLIQUID_GOODS_SALE = "ILLIQUID_GOODS_SALE"
    """Sale of goods the seller did not fetch."""
    CROSSREGIONAL_DELIVERY = "CROSSREGIONAL_DELIVERY"
    """Delivery between regions."""
    FULFILLMENT_WITHDRAW = "FULFILLMENT_WITHDRAW"
    """Taking goods out of a warehouse of the Market."""
    ITEM_BOOKING = "ITEM_BOOKING"
    """Booking of goods (Market Yandex Go)."""
