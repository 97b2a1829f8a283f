/** The declarations of inventory for other services and the gateway. */
export { batch } from "./batches/batch.ts";
export * from "./batches/declarations.ts";
export * from "./codes/declarations.ts";
export { costLayer } from "./costing/cost-layer.ts";
export { costState } from "./costing/cost-state.ts";
export * from "./costs/declarations.ts";
export * from "./deliveries/declarations.ts";
export { delivery } from "./deliveries/delivery.ts";
export { deliveryStatuses } from "./deliveries/delivery-status.rules.ts";
export * from "./expiry/declarations.ts";
export * from "./goods-receipts/declarations.ts";
export { goodsReceipt } from "./goods-receipts/goods-receipt.ts";
export * from "./holds/declarations.ts";
export * from "./holds/errors.ts";
export { dataImport } from "./imports/data-import.ts";
export * from "./imports/declarations.ts";
export * from "./inheritance/declarations.ts";
export * from "./intake/declarations.ts";
export * from "./item-changes/declarations.ts";
export * from "./item-lists/declarations.ts";
export * from "./item-pictures/declarations.ts";
export * from "./items/declarations.ts";
export { conditions, item } from "./items/item.ts";
export * from "./landed-costs/declarations.ts";
export * from "./levels/declarations.ts";
export * from "./levels/errors.ts";
export { eventTypes } from "./levels/rules/effects.ts";
export { stockLevel } from "./levels/stock-level.ts";
export * from "./links/declarations.ts";
export * from "./make-orders/declarations.ts";
export * from "./make-orders/errors.ts";
export { makeOrder } from "./make-orders/make-order.ts";
export {
  makeMachine,
  makeStatuses,
  openingStatuses as openingMakeStatuses,
} from "./make-orders/rules/status.ts";
export * from "./make-receipts/declarations.ts";
export { makeReceipt } from "./make-receipts/make-receipt.ts";
export * from "./making/declarations.ts";
export * from "./moves/declarations.ts";
export * from "./order-stock/declarations.ts";
export * from "./papers/declarations.ts";
export * from "./ports/declarations.ts";
export { type Port, port, portTypes } from "./ports/port.ts";
export * from "./price-suggestions/declarations.ts";
export * from "./prices/declarations.ts";
export { priceChange } from "./prices/price-change.ts";
export * from "./proposals/declarations.ts";
export * from "./purchase-orders/declarations.ts";
export * from "./purchase-orders/errors.ts";
export { purchaseOrder } from "./purchase-orders/purchase-order.ts";
export { purchaseOrderLine } from "./purchase-orders/purchase-order-line.ts";
export {
  openingStatuses as openingPurchaseStatuses,
  purchaseMachine,
  purchaseStatuses,
} from "./purchase-orders/rules/status.ts";
export * from "./purchasing/declarations.ts";
export * from "./reorder/declarations.ts";
export { reorderRule } from "./reorder/reorder-rule.ts";
export * from "./returns/declarations.ts";
export * from "./shop-holds/declarations.ts";
export * from "./shop-holds/errors.ts";
export * from "./stats/declarations.ts";
export * from "./stock/declarations.ts";
export { landedCost } from "./stock/landed-cost.ts";
export { stockEntry } from "./stock/stock-entry.ts";
export * from "./stock-changes/declarations.ts";
export * from "./stores/declarations.ts";
export { location } from "./stores/location.ts";
export { store } from "./stores/store.ts";
export * from "./supply/declarations.ts";
export * from "./supply-uses/declarations.ts";
export * from "./transfers/declarations.ts";
export { transfer } from "./transfers/transfer.ts";
export * from "./units/errors.ts";
export { type UnitStatus, unitStatuses } from "./units/status.rules.ts";
export * from "./vendor-bills/declarations.ts";
export { vendorBill } from "./vendor-bills/vendor-bill.ts";
