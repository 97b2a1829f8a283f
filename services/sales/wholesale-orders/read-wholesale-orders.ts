import { notFound } from "../../../shared/errors.ts";
import { sourceOf } from "../../../shared/service/merged-pages.ts";
import { listQueryOf, query } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { refuseHidden, visibleTo } from "../../../shared/service/visible.ts";
import { variantLinks } from "../../catalog/public.ts";
import { type CustomerOrder, customerOrder } from "../customer-orders/customer-order.ts";
import { documentNote } from "../document-notes/document-note.ts";
import { salesOrderNote } from "../order-notes/sales-order-note.ts";
import type { StoredOrder } from "../sales-orders/order.ts";
import { salesOrder } from "../sales-orders/sales-order.ts";
import * as declared from "./declarations.ts";
import { asWholesale, type Shown } from "./shown.rules.ts";
import { type WholesaleOrder, wholesaleOrder } from "./wholesale-order.ts";

/** Columns of customers' orders by the names that sales orders have for them. */
const renamed = {
  business_customer_id: "customer_id",
  status: "state",
  fulfillment_status: "fulfillment",
} as const;

const itself = (order: StoredOrder): WholesaleOrder => ({
  ...order,
  lines: order.lines.map(({ id, sku_id, quantity, unit_price }) => ({
    ...{ id, sku_id, name: null, quantity, unit_price },
  })),
});

const NO_LINKS: ReadonlyMap<string, string> = new Map();

export const listWholesaleOrders = query(declared.listWholesaleOrders, (reader, input) => {
  const shown: Shown = { skus: NO_LINKS, timezone: reader.org.timezone };
  const sources = [
    sourceOf(salesOrder, { show: itself }),
    sourceOf(customerOrder, {
      ...{ renamed, where: visibleTo(customerOrder, reader.meta) },
      show: (row) => asWholesale(row, shown),
    }),
  ];
  return reader.merged(wholesaleOrder, sources, listQueryOf(input));
});

/** The SKUs that the variants of lines are linked to. */
async function skusOf(call: Call, { lines }: CustomerOrder): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(lines.flatMap(({ variant_id }) => variant_id ?? []))];
  if (ids.length === 0) return NO_LINKS;
  const { links } = await call(variantLinks, { ids });
  return new Map(links.map(({ id, sku_id }) => [id, sku_id]));
}

async function ofCustomer(reader: Reader, id: string): Promise<CustomerOrder> {
  const found = await reader.get(customerOrder, id);
  if (!found) throw notFound("sales_order", id);
  return refuseHidden(customerOrder, reader.meta, found);
}

export const getWholesaleOrder = query(declared.getWholesaleOrder, async (reader, { id }, call) => {
  const own = await reader.get(salesOrder, id);
  if (own) return itself(own);
  const order = await ofCustomer(reader, id);
  return asWholesale(order, { skus: await skusOf(call, order), timezone: reader.org.timezone });
});

export const listWholesaleNotes = query(declared.listWholesaleNotes, (reader, input) => {
  const sources = [
    sourceOf(salesOrderNote, { show: (note) => note }),
    sourceOf(documentNote, {
      renamed: { sales_order_id: "context_id" },
      where: { context_kind: "order", deleted_at: null, ...visibleTo(documentNote, reader.meta) },
      show: ({ context_id, body, id, org_id, created_at, updated_at, created_by, version }) => ({
        ...{ id, org_id, created_at, updated_at, created_by, version, deleted_at: null },
        ...{ sales_order_id: context_id, body, status_at_time: null },
      }),
    }),
  ];
  return reader.merged(salesOrderNote, sources, listQueryOf(input));
});
