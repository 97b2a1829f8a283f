/** The declarations of sales for other services and the gateway. */
export * from "./channels/declarations.ts";
export * from "./checkout/declarations.ts";
export * from "./checkout/errors.ts";
export * from "./close-reports/declarations.ts";
export * from "./contract-sales/declarations.ts";
export { type CustomerOrder, customerOrder } from "./customer-orders/customer-order.ts";
export * from "./customer-orders/declarations.ts";
export {
  type OrderAdjustmentRow,
  type OrderLineRow,
  type OrderPaymentRow,
  type OrderShipmentRow,
  orderAddress,
  orderAdjustment,
  orderLine,
  orderPayment,
  orderShipment,
} from "./customer-orders/order-parts.ts";
export * from "./customer-shipments/declarations.ts";
export { type DocumentNote, documentNote, type Noted, noted } from "./document-notes/document-note.ts";
export * from "./documents/declarations.ts";
export { documentSettings } from "./documents/document-settings.ts";
export * from "./exchanges/declarations.ts";
export * from "./explanations/declarations.ts";
export * from "./lay-bys/declarations.ts";
export * from "./lay-bys/errors.ts";
export { layByPayment } from "./lay-bys/lay-by-payment.ts";
export * from "./margin-register/declarations.ts";
export * from "./noting/declarations.ts";
export * from "./order-documents/declarations.ts";
export { type OrderDocument, orderDocument } from "./order-documents/order-document.ts";
export * from "./order-fulfillment/declarations.ts";
export * from "./order-imports/declarations.ts";
export * from "./order-lines/declarations.ts";
export * from "./order-notes/declarations.ts";
export { salesOrderNote } from "./order-notes/sales-order-note.ts";
export * from "./order-uses/declarations.ts";
export * from "./outside/declarations.ts";
export * from "./parking/declarations.ts";
export * from "./quotes/declarations.ts";
export { type Quote, salesQuote } from "./quotes/quote.ts";
export {
  type QuoteAdjustmentRow,
  type QuoteLineRow,
  quoteAddress,
  quoteAdjustment,
  quoteLine,
} from "./quotes/quote-parts.ts";
export * from "./receipts/declarations.ts";
export * from "./refunds/declarations.ts";
export * from "./refunds/errors.ts";
export { refund } from "./refunds/refund.ts";
export * from "./registers/declarations.ts";
export { register } from "./registers/register.ts";
export { registerSession } from "./registers/register-session.ts";
export * from "./reports/declarations.ts";
export * from "./sales/declarations.ts";
export { channels, paymentTypes, sale } from "./sales/sale.ts";
export { saleLine } from "./sales/sale-line.ts";
export * from "./sales-orders/declarations.ts";
export * from "./sales-orders/errors.ts";
export { fulfillmentStatuses, openingStatuses, orderStatuses } from "./sales-orders/rules/status.ts";
export { salesOrder } from "./sales-orders/sales-order.ts";
export * from "./selling-terms/declarations.ts";
export { type DeliveryWindow, deliveryWindow } from "./selling-terms/delivery-window.ts";
export { type PaymentMethodKind, paymentMethodKind } from "./selling-terms/payment-method-kind.ts";
export { type SalesTag, salesTag } from "./selling-terms/sales-tag.ts";
export { type ShippingMethod, shippingMethod } from "./selling-terms/shipping-method.ts";
export * from "./voids/declarations.ts";
export * from "./voids/errors.ts";
export * from "./wholesale-orders/declarations.ts";
export { type WholesaleOrder, wholesaleOrder } from "./wholesale-orders/wholesale-order.ts";
