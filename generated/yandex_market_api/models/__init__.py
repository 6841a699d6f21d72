"""All models and enums, loaded when first asked for."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api_availability_status_type import ApiAvailabilityStatusType as ApiAvailabilityStatusType
    from .api_error import ApiError as ApiError
    from .api_error_response import ApiErrorResponse as ApiErrorResponse
    from .api_response import ApiResponse as ApiResponse
    from .api_response_status_type import ApiResponseStatusType as ApiResponseStatusType
    from .brief_order_item_instance import BriefOrderItemInstance as BriefOrderItemInstance
    from .business import Business as Business
    from .business_order import BusinessOrder as BusinessOrder
    from .business_order_box_layout import BusinessOrderBoxLayout as BusinessOrderBoxLayout
    from .business_order_box_layout_item import (
        BusinessOrderBoxLayoutItem as BusinessOrderBoxLayoutItem,
    )
    from .business_order_box_layout_partial_count import (
        BusinessOrderBoxLayoutPartialCount as BusinessOrderBoxLayoutPartialCount,
    )
    from .business_order_courier_delivery import (
        BusinessOrderCourierDelivery as BusinessOrderCourierDelivery,
    )
    from .business_order_delivery import BusinessOrderDelivery as BusinessOrderDelivery
    from .business_order_delivery_address import (
        BusinessOrderDeliveryAddress as BusinessOrderDeliveryAddress,
    )
    from .business_order_delivery_dates import (
        BusinessOrderDeliveryDates as BusinessOrderDeliveryDates,
    )
    from .business_order_eac import BusinessOrderEac as BusinessOrderEac
    from .business_order_item import BusinessOrderItem as BusinessOrderItem
    from .business_order_pickup_delivery import (
        BusinessOrderPickupDelivery as BusinessOrderPickupDelivery,
    )
    from .business_order_services import BusinessOrderServices as BusinessOrderServices
    from .business_order_shipment import BusinessOrderShipment as BusinessOrderShipment
    from .business_order_transfer import BusinessOrderTransfer as BusinessOrderTransfer
    from .campaign import Campaign as Campaign
    from .currency_type import CurrencyType as CurrencyType
    from .currency_value import CurrencyValue as CurrencyValue
    from .customer import Customer as Customer
    from .delivery_date_interval import DeliveryDateInterval as DeliveryDateInterval
    from .delivery_interval import DeliveryInterval as DeliveryInterval
    from .delivery_intervals_update_options import (
        DeliveryIntervalsUpdateOptions as DeliveryIntervalsUpdateOptions,
    )
    from .delivery_price import DeliveryPrice as DeliveryPrice
    from .digital_goods_delivery_details import (
        DigitalGoodsDeliveryDetails as DigitalGoodsDeliveryDetails,
    )
    from .digital_goods_delivery_type import DigitalGoodsDeliveryType as DigitalGoodsDeliveryType
    from .flipping_pager import FlippingPager as FlippingPager
    from .get_business_orders_request import GetBusinessOrdersRequest as GetBusinessOrdersRequest
    from .get_business_orders_response import GetBusinessOrdersResponse as GetBusinessOrdersResponse
    from .get_campaigns_response import GetCampaignsResponse as GetCampaignsResponse
    from .get_operations_request import GetOperationsRequest as GetOperationsRequest
    from .get_operations_response import GetOperationsResponse as GetOperationsResponse
    from .get_operations_result import GetOperationsResult as GetOperationsResult
    from .get_order_buyer_info_response import (
        GetOrderBuyerInfoResponse as GetOrderBuyerInfoResponse,
    )
    from .get_order_response import GetOrderResponse as GetOrderResponse
    from .get_order_update_options_request import (
        GetOrderUpdateOptionsRequest as GetOrderUpdateOptionsRequest,
    )
    from .get_order_update_options_response import (
        GetOrderUpdateOptionsResponse as GetOrderUpdateOptionsResponse,
    )
    from .get_orders_response import GetOrdersResponse as GetOrdersResponse
    from .get_orders_stats_request import GetOrdersStatsRequest as GetOrdersStatsRequest
    from .get_orders_stats_response import GetOrdersStatsResponse as GetOrdersStatsResponse
    from .gps import Gps as Gps
    from .item_price import ItemPrice as ItemPrice
    from .operation import Operation as Operation
    from .operation_status_type import OperationStatusType as OperationStatusType
    from .operation_type import OperationType as OperationType
    from .order import Order as Order
    from .order_buyer import OrderBuyer as OrderBuyer
    from .order_buyer_summary import OrderBuyerSummary as OrderBuyerSummary
    from .order_buyer_type import OrderBuyerType as OrderBuyerType
    from .order_courier import OrderCourier as OrderCourier
    from .order_dates_filter import OrderDatesFilter as OrderDatesFilter
    from .order_delivery import OrderDelivery as OrderDelivery
    from .order_delivery_address import OrderDeliveryAddress as OrderDeliveryAddress
    from .order_delivery_dates import OrderDeliveryDates as OrderDeliveryDates
    from .order_delivery_dispatch_type import OrderDeliveryDispatchType as OrderDeliveryDispatchType
    from .order_delivery_eac_type import OrderDeliveryEacType as OrderDeliveryEacType
    from .order_delivery_partner_type import OrderDeliveryPartnerType as OrderDeliveryPartnerType
    from .order_delivery_type import OrderDeliveryType as OrderDeliveryType
    from .order_item import OrderItem as OrderItem
    from .order_item_detail import OrderItemDetail as OrderItemDetail
    from .order_item_instance import OrderItemInstance as OrderItemInstance
    from .order_item_instance_type import OrderItemInstanceType as OrderItemInstanceType
    from .order_item_promo import OrderItemPromo as OrderItemPromo
    from .order_item_status_type import OrderItemStatusType as OrderItemStatusType
    from .order_item_subsidy import OrderItemSubsidy as OrderItemSubsidy
    from .order_item_subsidy_type import OrderItemSubsidyType as OrderItemSubsidyType
    from .order_item_tag_type import OrderItemTagType as OrderItemTagType
    from .order_item_unit_status import OrderItemUnitStatus as OrderItemUnitStatus
    from .order_item_unit_status_type import OrderItemUnitStatusType as OrderItemUnitStatusType
    from .order_lift_type import OrderLiftType as OrderLiftType
    from .order_parcel_box import OrderParcelBox as OrderParcelBox
    from .order_payment_method_type import OrderPaymentMethodType as OrderPaymentMethodType
    from .order_payment_type import OrderPaymentType as OrderPaymentType
    from .order_price import OrderPrice as OrderPrice
    from .order_promo_type import OrderPromoType as OrderPromoType
    from .order_shipment import OrderShipment as OrderShipment
    from .order_source_platform_type import OrderSourcePlatformType as OrderSourcePlatformType
    from .order_stats_status_type import OrderStatsStatusType as OrderStatsStatusType
    from .order_status_type import OrderStatusType as OrderStatusType
    from .order_subsidy import OrderSubsidy as OrderSubsidy
    from .order_subsidy_type import OrderSubsidyType as OrderSubsidyType
    from .order_substatus_type import OrderSubstatusType as OrderSubstatusType
    from .order_tax_system_type import OrderTaxSystemType as OrderTaxSystemType
    from .order_track import OrderTrack as OrderTrack
    from .order_update_options import OrderUpdateOptions as OrderUpdateOptions
    from .order_vat_type import OrderVatType as OrderVatType
    from .orders_stats import OrdersStats as OrdersStats
    from .orders_stats_commission import OrdersStatsCommission as OrdersStatsCommission
    from .orders_stats_commission_type import OrdersStatsCommissionType as OrdersStatsCommissionType
    from .orders_stats_delivery_region import OrdersStatsDeliveryRegion as OrdersStatsDeliveryRegion
    from .orders_stats_details import OrdersStatsDetails as OrdersStatsDetails
    from .orders_stats_item import OrdersStatsItem as OrdersStatsItem
    from .orders_stats_item_status_type import (
        OrdersStatsItemStatusType as OrdersStatsItemStatusType,
    )
    from .orders_stats_order import OrdersStatsOrder as OrdersStatsOrder
    from .orders_stats_order_payment_type import (
        OrdersStatsOrderPaymentType as OrdersStatsOrderPaymentType,
    )
    from .orders_stats_payment import OrdersStatsPayment as OrdersStatsPayment
    from .orders_stats_payment_order import OrdersStatsPaymentOrder as OrdersStatsPaymentOrder
    from .orders_stats_payment_source_type import (
        OrdersStatsPaymentSourceType as OrdersStatsPaymentSourceType,
    )
    from .orders_stats_payment_type import OrdersStatsPaymentType as OrdersStatsPaymentType
    from .orders_stats_price import OrdersStatsPrice as OrdersStatsPrice
    from .orders_stats_price_type import OrdersStatsPriceType as OrdersStatsPriceType
    from .orders_stats_stock_type import OrdersStatsStockType as OrdersStatsStockType
    from .orders_stats_subsidy import OrdersStatsSubsidy as OrdersStatsSubsidy
    from .orders_stats_subsidy_operation_type import (
        OrdersStatsSubsidyOperationType as OrdersStatsSubsidyOperationType,
    )
    from .orders_stats_subsidy_type import OrdersStatsSubsidyType as OrdersStatsSubsidyType
    from .orders_stats_warehouse import OrdersStatsWarehouse as OrdersStatsWarehouse
    from .packaging_forward_scrolling_pager import (
        PackagingForwardScrollingPager as PackagingForwardScrollingPager,
    )
    from .placement_type import PlacementType as PlacementType
    from .region import Region as Region
    from .region_type import RegionType as RegionType
    from .selling_program_type import SellingProgramType as SellingProgramType
    from .started_operation import StartedOperation as StartedOperation
    from .time_interval import TimeInterval as TimeInterval
    from .update_order import UpdateOrder as UpdateOrder
    from .update_order_request import UpdateOrderRequest as UpdateOrderRequest
    from .update_order_response import UpdateOrderResponse as UpdateOrderResponse
    from .update_order_result import UpdateOrderResult as UpdateOrderResult

_MODULES = {
    "ApiAvailabilityStatusType": ".api_availability_status_type",
    "ApiError": ".api_error",
    "ApiErrorResponse": ".api_error_response",
    "ApiResponse": ".api_response",
    "ApiResponseStatusType": ".api_response_status_type",
    "BriefOrderItemInstance": ".brief_order_item_instance",
    "Business": ".business",
    "BusinessOrder": ".business_order",
    "BusinessOrderBoxLayout": ".business_order_box_layout",
    "BusinessOrderBoxLayoutItem": ".business_order_box_layout_item",
    "BusinessOrderBoxLayoutPartialCount": ".business_order_box_layout_partial_count",
    "BusinessOrderCourierDelivery": ".business_order_courier_delivery",
    "BusinessOrderDelivery": ".business_order_delivery",
    "BusinessOrderDeliveryAddress": ".business_order_delivery_address",
    "BusinessOrderDeliveryDates": ".business_order_delivery_dates",
    "BusinessOrderEac": ".business_order_eac",
    "BusinessOrderItem": ".business_order_item",
    "BusinessOrderPickupDelivery": ".business_order_pickup_delivery",
    "BusinessOrderServices": ".business_order_services",
    "BusinessOrderShipment": ".business_order_shipment",
    "BusinessOrderTransfer": ".business_order_transfer",
    "Campaign": ".campaign",
    "CurrencyType": ".currency_type",
    "CurrencyValue": ".currency_value",
    "Customer": ".customer",
    "DeliveryDateInterval": ".delivery_date_interval",
    "DeliveryInterval": ".delivery_interval",
    "DeliveryIntervalsUpdateOptions": ".delivery_intervals_update_options",
    "DeliveryPrice": ".delivery_price",
    "DigitalGoodsDeliveryDetails": ".digital_goods_delivery_details",
    "DigitalGoodsDeliveryType": ".digital_goods_delivery_type",
    "FlippingPager": ".flipping_pager",
    "GetBusinessOrdersRequest": ".get_business_orders_request",
    "GetBusinessOrdersResponse": ".get_business_orders_response",
    "GetCampaignsResponse": ".get_campaigns_response",
    "GetOperationsRequest": ".get_operations_request",
    "GetOperationsResponse": ".get_operations_response",
    "GetOperationsResult": ".get_operations_result",
    "GetOrderBuyerInfoResponse": ".get_order_buyer_info_response",
    "GetOrderResponse": ".get_order_response",
    "GetOrderUpdateOptionsRequest": ".get_order_update_options_request",
    "GetOrderUpdateOptionsResponse": ".get_order_update_options_response",
    "GetOrdersResponse": ".get_orders_response",
    "GetOrdersStatsRequest": ".get_orders_stats_request",
    "GetOrdersStatsResponse": ".get_orders_stats_response",
    "Gps": ".gps",
    "ItemPrice": ".item_price",
    "Operation": ".operation",
    "OperationStatusType": ".operation_status_type",
    "OperationType": ".operation_type",
    "Order": ".order",
    "OrderBuyer": ".order_buyer",
    "OrderBuyerSummary": ".order_buyer_summary",
    "OrderBuyerType": ".order_buyer_type",
    "OrderCourier": ".order_courier",
    "OrderDatesFilter": ".order_dates_filter",
    "OrderDelivery": ".order_delivery",
    "OrderDeliveryAddress": ".order_delivery_address",
    "OrderDeliveryDates": ".order_delivery_dates",
    "OrderDeliveryDispatchType": ".order_delivery_dispatch_type",
    "OrderDeliveryEacType": ".order_delivery_eac_type",
    "OrderDeliveryPartnerType": ".order_delivery_partner_type",
    "OrderDeliveryType": ".order_delivery_type",
    "OrderItem": ".order_item",
    "OrderItemDetail": ".order_item_detail",
    "OrderItemInstance": ".order_item_instance",
    "OrderItemInstanceType": ".order_item_instance_type",
    "OrderItemPromo": ".order_item_promo",
    "OrderItemStatusType": ".order_item_status_type",
    "OrderItemSubsidy": ".order_item_subsidy",
    "OrderItemSubsidyType": ".order_item_subsidy_type",
    "OrderItemTagType": ".order_item_tag_type",
    "OrderItemUnitStatus": ".order_item_unit_status",
    "OrderItemUnitStatusType": ".order_item_unit_status_type",
    "OrderLiftType": ".order_lift_type",
    "OrderParcelBox": ".order_parcel_box",
    "OrderPaymentMethodType": ".order_payment_method_type",
    "OrderPaymentType": ".order_payment_type",
    "OrderPrice": ".order_price",
    "OrderPromoType": ".order_promo_type",
    "OrderShipment": ".order_shipment",
    "OrderSourcePlatformType": ".order_source_platform_type",
    "OrderStatsStatusType": ".order_stats_status_type",
    "OrderStatusType": ".order_status_type",
    "OrderSubsidy": ".order_subsidy",
    "OrderSubsidyType": ".order_subsidy_type",
    "OrderSubstatusType": ".order_substatus_type",
    "OrderTaxSystemType": ".order_tax_system_type",
    "OrderTrack": ".order_track",
    "OrderUpdateOptions": ".order_update_options",
    "OrderVatType": ".order_vat_type",
    "OrdersStats": ".orders_stats",
    "OrdersStatsCommission": ".orders_stats_commission",
    "OrdersStatsCommissionType": ".orders_stats_commission_type",
    "OrdersStatsDeliveryRegion": ".orders_stats_delivery_region",
    "OrdersStatsDetails": ".orders_stats_details",
    "OrdersStatsItem": ".orders_stats_item",
    "OrdersStatsItemStatusType": ".orders_stats_item_status_type",
    "OrdersStatsOrder": ".orders_stats_order",
    "OrdersStatsOrderPaymentType": ".orders_stats_order_payment_type",
    "OrdersStatsPayment": ".orders_stats_payment",
    "OrdersStatsPaymentOrder": ".orders_stats_payment_order",
    "OrdersStatsPaymentSourceType": ".orders_stats_payment_source_type",
    "OrdersStatsPaymentType": ".orders_stats_payment_type",
    "OrdersStatsPrice": ".orders_stats_price",
    "OrdersStatsPriceType": ".orders_stats_price_type",
    "OrdersStatsStockType": ".orders_stats_stock_type",
    "OrdersStatsSubsidy": ".orders_stats_subsidy",
    "OrdersStatsSubsidyOperationType": ".orders_stats_subsidy_operation_type",
    "OrdersStatsSubsidyType": ".orders_stats_subsidy_type",
    "OrdersStatsWarehouse": ".orders_stats_warehouse",
    "PackagingForwardScrollingPager": ".packaging_forward_scrolling_pager",
    "PlacementType": ".placement_type",
    "Region": ".region",
    "RegionType": ".region_type",
    "SellingProgramType": ".selling_program_type",
    "StartedOperation": ".started_operation",
    "TimeInterval": ".time_interval",
    "UpdateOrder": ".update_order",
    "UpdateOrderRequest": ".update_order_request",
    "UpdateOrderResponse": ".update_order_response",
    "UpdateOrderResult": ".update_order_result",
}

__all__ = (
    "ApiAvailabilityStatusType",
    "ApiError",
    "ApiErrorResponse",
    "ApiResponse",
    "ApiResponseStatusType",
    "BriefOrderItemInstance",
    "Business",
    "BusinessOrder",
    "BusinessOrderBoxLayout",
    "BusinessOrderBoxLayoutItem",
    "BusinessOrderBoxLayoutPartialCount",
    "BusinessOrderCourierDelivery",
    "BusinessOrderDelivery",
    "BusinessOrderDeliveryAddress",
    "BusinessOrderDeliveryDates",
    "BusinessOrderEac",
    "BusinessOrderItem",
    "BusinessOrderPickupDelivery",
    "BusinessOrderServices",
    "BusinessOrderShipment",
    "BusinessOrderTransfer",
    "Campaign",
    "CurrencyType",
    "CurrencyValue",
    "Customer",
    "DeliveryDateInterval",
    "DeliveryInterval",
    "DeliveryIntervalsUpdateOptions",
    "DeliveryPrice",
    "DigitalGoodsDeliveryDetails",
    "DigitalGoodsDeliveryType",
    "FlippingPager",
    "GetBusinessOrdersRequest",
    "GetBusinessOrdersResponse",
    "GetCampaignsResponse",
    "GetOperationsRequest",
    "GetOperationsResponse",
    "GetOperationsResult",
    "GetOrderBuyerInfoResponse",
    "GetOrderResponse",
    "GetOrdersResponse",
    "GetOrdersStatsRequest",
    "GetOrdersStatsResponse",
    "GetOrderUpdateOptionsRequest",
    "GetOrderUpdateOptionsResponse",
    "Gps",
    "ItemPrice",
    "Operation",
    "OperationStatusType",
    "OperationType",
    "Order",
    "OrderBuyer",
    "OrderBuyerSummary",
    "OrderBuyerType",
    "OrderCourier",
    "OrderDatesFilter",
    "OrderDelivery",
    "OrderDeliveryAddress",
    "OrderDeliveryDates",
    "OrderDeliveryDispatchType",
    "OrderDeliveryEacType",
    "OrderDeliveryPartnerType",
    "OrderDeliveryType",
    "OrderItem",
    "OrderItemDetail",
    "OrderItemInstance",
    "OrderItemInstanceType",
    "OrderItemPromo",
    "OrderItemStatusType",
    "OrderItemSubsidy",
    "OrderItemSubsidyType",
    "OrderItemTagType",
    "OrderItemUnitStatus",
    "OrderItemUnitStatusType",
    "OrderLiftType",
    "OrderParcelBox",
    "OrderPaymentMethodType",
    "OrderPaymentType",
    "OrderPrice",
    "OrderPromoType",
    "OrderShipment",
    "OrderSourcePlatformType",
    "OrdersStats",
    "OrdersStatsCommission",
    "OrdersStatsCommissionType",
    "OrdersStatsDeliveryRegion",
    "OrdersStatsDetails",
    "OrdersStatsItem",
    "OrdersStatsItemStatusType",
    "OrdersStatsOrder",
    "OrdersStatsOrderPaymentType",
    "OrdersStatsPayment",
    "OrdersStatsPaymentOrder",
    "OrdersStatsPaymentSourceType",
    "OrdersStatsPaymentType",
    "OrdersStatsPrice",
    "OrdersStatsPriceType",
    "OrdersStatsStockType",
    "OrdersStatsSubsidy",
    "OrdersStatsSubsidyOperationType",
    "OrdersStatsSubsidyType",
    "OrdersStatsWarehouse",
    "OrderStatsStatusType",
    "OrderStatusType",
    "OrderSubsidy",
    "OrderSubsidyType",
    "OrderSubstatusType",
    "OrderTaxSystemType",
    "OrderTrack",
    "OrderUpdateOptions",
    "OrderVatType",
    "PackagingForwardScrollingPager",
    "PlacementType",
    "Region",
    "RegionType",
    "SellingProgramType",
    "StartedOperation",
    "TimeInterval",
    "UpdateOrder",
    "UpdateOrderRequest",
    "UpdateOrderResponse",
    "UpdateOrderResult",
)


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(_MODULES[name], __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
