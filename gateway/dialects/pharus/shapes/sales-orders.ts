/** Sales orders, their items and what people note on them. */
import {
  fulfillmentStatuses,
  orderStatuses,
  salesOrder,
  salesOrderNote,
  type WholesaleOrder,
  wholesaleOrder,
} from "../../../../services/sales/public.ts";
import type { Entity } from "../../../../shared/resource/resource.ts";
import * as c from "../../../shapes/codecs.ts";
import { moneyText } from "../../../shapes/decimal-text.ts";
import { nested } from "../../../shapes/read-body.ts";
import { elementsOf, field, rowsOf, shape, shown } from "../../../shapes/shape.ts";
import { itself, partsShown } from "../../../shapes/show.ts";
import { own } from "../dialect.ts";
import { organization, placed, stamps, statusWords } from "./common.ts";

export type SalesOrder = Entity<typeof salesOrder>;
type Line = SalesOrder["lines"][number];
type OfOrder = { org_id: string; sales_order_id: string };
export type Item = Line & OfOrder;
type SeenItem = Omit<WholesaleOrder["lines"][number], "name"> & { name?: string | null } & OfOrder;

export const orderWords = statusWords(orderStatuses, "-");
export const fulfillmentWords = statusWords(fulfillmentStatuses);

const costs = ["broker_fees", "fulfillment_costs", "freight_costs", "promo_costs", "other_costs"] as const;
const order = {
  ...own(salesOrder, ["id", "fulfillment_location_id", "broker_id", "notes", ...stamps]),
  ...own(salesOrder, ["received_at", "entered_at", "shipped_at", "invoiced_at", "paid_at"]),
  ...own(salesOrder, ["rejected_at", "in_dispute_at", "completed_at"]),
  ...own(salesOrder, { ...organization, soNumber: "number", qboId: "accounting_ref" }),
  ...own(salesOrder, { brokerFeePercent: "broker_fee_ppm" }),
  ...own(salesOrder, costs, { nullable: false }),
  ...placed,
  customerId: field("business_customer_id", c.uuid, { required: true }),
  mabd: field("must_arrive_by", c.date, { required: true }),
  fulfillmentStatus: field("fulfillment_status", fulfillmentWords, { required: true }),
  // What is sent as channelId and status is shown under longer names (D50).
  channelId: field("channel_id", c.uuid, { required: true, givenOnly: true }),
  orderChannelId: shown("channel_id", c.uuid),
  status: field("status", orderWords, { required: true, givenOnly: true }),
  orderStatus: shown("status", orderWords),
};
export const orderShape = shape("SalesOrder", salesOrder, order);

/** Orders of customers lack some of what a sales order always has (MRC-ONE-4). */
const { channelId: _given, status: _asked, ...alike } = order;
export const seenOrderShape = shape("SalesOrder", wholesaleOrder, {
  ...alike,
  customerId: shown("business_customer_id", c.uuid, { nullable: true }),
  orderChannelId: shown("channel_id", c.uuid, { nullable: true }),
  mabd: shown("must_arrive_by", c.date),
});

const line = {
  skuId: field("sku_id", c.uuid, { required: true }),
  quantity: field("quantity", c.integer, { required: true }),
  unitPrice: field("unit_price", moneyText),
};
export const itemShape = shape("SalesOrderItem", rowsOf<Item>(elementsOf(salesOrder, "lines")), {
  ...{ id: shown("id", c.uuid), orgId: shown("org_id", c.uuid, { always: true }), ...line },
  salesOrderId: shown("sales_order_id", c.uuid, { always: true }),
});

export const seenItemShape = shape("SalesOrderItem", rowsOf<SeenItem>(elementsOf(wholesaleOrder, "lines")), {
  ...{ id: shown("id", c.uuid), orgId: shown("org_id", c.uuid, { always: true }) },
  skuId: shown("sku_id", c.uuid, { nullable: true }),
  ...{ name: shown("name", c.text), quantity: line.quantity, unitPrice: line.unitPrice },
  salesOrderId: shown("sales_order_id", c.uuid, { always: true }),
});

type Owner<L> = { id: string; org_id: string; lines: readonly L[] };
export const itemsOf = <L>({ id, org_id, lines }: Owner<L>): (L & OfOrder)[] =>
  lines.map((each) => ({ ...each, org_id, sales_order_id: id }));

const newItem = shape("SalesOrderLine", elementsOf(salesOrder, "lines"), line);
export const newOrderShape = shape("NewSalesOrder", salesOrder, {
  ...order,
  items: field("lines", nested(newItem), { required: true, givenOnly: true }),
});

export const wholeOrderShape = shape("SalesOrderDetail", rowsOf<WholesaleOrder>(), {
  salesOrder: itself(seenOrderShape),
  items: partsShown<WholesaleOrder, SeenItem>(seenItemShape, itemsOf),
});

export const noteShape = shape("SalesOrderNote", salesOrderNote, {
  ...own(salesOrderNote, ["id", "created_at"]),
  ...own(salesOrderNote, organization),
  salesOrderId: shown("sales_order_id", c.uuid),
  body: field("body", c.text, { required: true, givenOnly: true }),
  note: shown("body", c.text),
  statusAtTime: field("status_at_time", orderWords, { givenOnly: true }),
  orderStatus: shown("status_at_time", orderWords, { always: true }),
});
