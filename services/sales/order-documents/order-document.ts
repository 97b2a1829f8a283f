import { choice, money4 } from "../../../shared/fields/index.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";
import { documentTable } from "../documents/document-table.ts";
import { fulfillmentStatuses, orderStatuses } from "../sales-orders/rules/status.ts";

const { lines: _lines, adjustments: _adjustments, addresses: _addresses, ...header } = documentTable;
const sum = () => money4({ default: 0 });

/** Orders of either kind, as documents: orders of customers and sales orders (MRC-ONE-4). It stores nothing. */
export const orderDocument = resource({
  service: "sales",
  name: "order_document",
  plural: "order_documents",
  scope: "sales_orders",
  business_units: true,
  fields: {
    ...header,
    state: choice(orderStatuses),
    fulfillment: choice(fulfillmentStatuses),
    paid_total: sum(),
    refunded_total: sum(),
    outstanding: sum(),
  },
  search: ["number"],
  verbs: [],
});
export type OrderDocument = Entity<typeof orderDocument>;
