"""OrderPaymentMethodType: generated from the document; edit openapi/ and regenerate."""

from __future__ import annotations

from .._wire import OpenEnum

__all__ = ["OrderPaymentMethodType"]


class OrderPaymentMethodType(OpenEnum):
    """Means of payment; whether beforehand or on receipt stands in `paymentType`."""

    CASH_ON_DELIVERY = "CASH_ON_DELIVERY"
    """Cash on receipt; assumed where nothing else is known."""
    CARD_ON_DELIVERY = "CARD_ON_DELIVERY"
    """Bank card on receipt."""
    BOUND_CARD_ON_DELIVERY = "BOUND_CARD_ON_DELIVERY"
    """Card on file, charged on receipt."""
    BNPL_BANK_ON_DELIVERY = "BNPL_BANK_ON_DELIVERY"
    """Super Split on receipt."""
    BNPL_ON_DELIVERY = "BNPL_ON_DELIVERY"
    """Split on receipt."""
    YANDEX = "YANDEX"
    """Bank card when ordering."""
    APPLE_PAY = "APPLE_PAY"
    """Apple Pay; out of use."""
    EXTERNAL_CERTIFICATE = "EXTERNAL_CERTIFICATE"
    """Gift certificate of a third party."""
    CREDIT = "CREDIT"
    """Bought on credit; Tinkoff Bank has a value of its own."""
    GOOGLE_PAY = "GOOGLE_PAY"
    """Google Pay; out of use."""
    TINKOFF_CREDIT = "TINKOFF_CREDIT"
    """Credit from Tinkoff Bank."""
    SBP = "SBP"
    """Faster Payments System."""
    TINKOFF_INSTALLMENTS = "TINKOFF_INSTALLMENTS"
    """Instalments through Tinkoff Bank."""
    B2B_ACCOUNT_PREPAYMENT = "B2B_ACCOUNT_PREPAYMENT"
    """Transfer of an organisation, in advance."""
    B2B_ACCOUNT_POSTPAYMENT = "B2B_ACCOUNT_POSTPAYMENT"
    """Transfer of an organisation, after delivery."""
    MICROCREDIT = "MICROCREDIT"
    """Split by a microcredit company."""
    BNPL_TBYB = "BNPL_TBYB"
    """Split, paid after delivery."""
    UNKNOWN = "UNKNOWN"
    """Not known."""
