/** Lines of purchase orders as rows of their own (9.10). */
import { choice, date, id, micro, money, ref, text } from "../../../shared/fields/index.ts";
import type { Elements } from "../../../shared/resource/elements.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { stockableRefs } from "../costing/stockable-refs.ts";
import { purchaseOrder } from "./purchase-order.ts";
import { purchaseStatuses } from "./rules/status.ts";

/** A line with its order's data; `created_at` and the like are the order's. */
export const purchaseOrderLine = resource({
  service: "inventory",
  name: "purchase_order_line",
  plural: "purchase_order_lines",
  scope: "purchase_orders",
  fields: {
    ...stockableRefs,
    quantity: micro(),
    unit_cost: micro(),
    value: money({ max: 1e13 }),
    received: micro(),
    billed: micro(),
    purchase_order_id: id({ filter: ["eq"] }),
    order_number: text({ max: 30 }),
    order_status: choice(purchaseStatuses, { filter: ["eq"] }),
    vendor_id: ref("accounts.vendor", { filter: ["eq"] }),
    ship_to_location_id: ref("inventory.location", { optional: true }),
    order_date: date({ optional: true, filter: ["eq", "gt", "gte", "lt", "lte"] }),
    expected_delivery_date: date({ optional: true }),
    currency: text({ max: 3 }),
  },
  hardDelete: true,
  spans_stores: true,
  verbs: [],
});

export const linesOfPurchases: Elements = {
  of: purchaseOrder,
  list: "lines",
  renamed: { purchase_order_id: "_id", order_number: "number", order_status: "status" },
};
