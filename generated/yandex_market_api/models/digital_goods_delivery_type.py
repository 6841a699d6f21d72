"""DigitalGoodsDeliveryType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["DigitalGoodsDeliveryType"]


class DigitalGoodsDeliveryType(OpenEnum):
    """How digital goods get to the buyer."""

    EMAIL = "EMAIL"
    """Activation code by e-mail."""
    ACTIVATION_CODE = "ACTIVATION_CODE"
    """Activation code in the order and in the chat with the store."""
    STEAM_GIFT = "STEAM_GIFT"
    """Gift in Steam; the store reports the delivery, within three hours."""
    CHAT = "CHAT"
    """In the chat with the store, which reports the delivery."""
