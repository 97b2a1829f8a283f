/** Purchase orders, their lines, and what was received of them. */
import {
  goodsReceipt,
  purchaseOrder,
  purchaseOrderLine,
  purchaseStatuses,
} from "../../../../services/inventory/public.ts";
import type { Entity } from "../../../../shared/resource/resource.ts";
import * as c from "../../../shapes/codecs.ts";
import { quantityText, unitCostText } from "../../../shapes/decimal-text.ts";
import { nested } from "../../../shapes/read-body.ts";
import { elementsOf, field, rowsOf, shape, shown } from "../../../shapes/shape.ts";
import { itself, partsShown } from "../../../shapes/show.ts";
import { own } from "../dialect.ts";
import { organization, placed, stamps, statusWords } from "./common.ts";
import { receiptShapes } from "./receipts.ts";

export type PurchaseOrder = Entity<typeof purchaseOrder>;
export type Line = Pick<
  Entity<typeof purchaseOrderLine>,
  "id" | "org_id" | "purchase_order_id" | "material_id" | "sku_id" | "quantity" | "unit_cost"
>;

export const purchaseWords = statusWords(purchaseStatuses);

const dates = [
  "planning_at",
  "in_transit_at",
  "partial_at",
  "received_at",
  "paid_at",
  "cancelled_at",
] as const;
const order = {
  ...own(purchaseOrder, ["id", "vendor_id", "target_type", "ship_to_location_id", "ship_date", "notes"]),
  ...own(purchaseOrder, ["expected_delivery_date", "shipping_costs", "setup_costs", "other_costs"]),
  ...own(purchaseOrder, [...dates, ...stamps]),
  ...own(purchaseOrder, { ...organization, poNumber: "number" }),
  ...placed,
  status: field("status", purchaseWords, { required: true }),
};
export const orderShape = shape("PurchaseOrder", purchaseOrder, order);

const line = {
  materialId: field("material_id", c.uuid, { nullable: true }),
  skuId: field("sku_id", c.uuid, { nullable: true }),
  quantity: field("quantity", quantityText, { required: true }),
  unitCost: field("unit_cost", unitCostText),
};
export const lineShape = shape("PurchaseOrderItem", rowsOf<Line>(purchaseOrderLine), {
  ...{ id: shown("id", c.uuid), orgId: shown("org_id", c.uuid), ...line },
  purchaseOrderId: shown("purchase_order_id", c.uuid),
});

export const linesOf = ({ id, org_id, lines }: PurchaseOrder): Line[] =>
  lines.map((each) => ({ ...each, org_id, purchase_order_id: id }));

const newLine = shape("PurchaseOrderLine", elementsOf(purchaseOrder, "lines"), line);
export const newOrderShape = shape("NewPurchaseOrder", purchaseOrder, {
  ...order,
  items: field("lines", nested(newLine), { required: true, givenOnly: true }),
});

export const wholeOrderShape = shape("PurchaseOrderDetail", rowsOf<PurchaseOrder>(), {
  purchaseOrder: itself(orderShape),
  items: partsShown(lineShape, linesOf),
});

export const receipts = receiptShapes("PurchaseOrder", goodsReceipt, {
  ...{ counted: "order_line_id", order: orderShape },
});
