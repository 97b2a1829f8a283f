import type { FieldTable } from "../../../shared/fields/index.ts";
import type { Elements } from "../../../shared/resource/elements.ts";
import type { Entity, Resource } from "../../../shared/resource/resource.ts";
import { type ElementSource, elementsOf } from "../../../shared/service/element-pages.ts";
import { sourceOf } from "../../../shared/service/merged-pages.ts";
import { listQueryOf, query } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call, InputOf } from "../../../shared/service/reference.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { sku } from "../../catalog/public.ts";
import { customerOrder } from "../customer-orders/customer-order.ts";
import { seesSalesOrders } from "../customer-orders/made-elsewhere.ts";
import * as parts from "../customer-orders/order-parts.ts";
import { salesOrder } from "../sales-orders/sales-order.ts";
import { asDocument, lineOf, paymentOf, shipmentOf } from "./as-document.ts";
import * as declared from "./declarations.ts";
import { type OrderDocument, orderDocument } from "./order-document.ts";

/** Columns of sales orders by the names that documents have for them; they know no taxes. */
const renamed = {
  customer_id: "business_customer_id",
  status: "status_word",
  grand_net: "grand_gross",
} as const;

export const listOrderDocuments = query(declared.listOrderDocuments, (reader, input) => {
  const where = visibleTo(customerOrder, reader.meta);
  const own = sourceOf(customerOrder, { where, show: (order): OrderDocument => order });
  const sources = seesSalesOrders(reader.meta)
    ? [own, sourceOf(salesOrder, { renamed, show: asDocument })]
    : [own];
  return reader.merged(orderDocument, sources, listQueryOf(input));
});

const there = { deleted_at: null };

/** Parts of sales orders: elements of one of their lists, with what is told of their order. */
const partsOf = (list: "lines" | "invoices", also: readonly string[], only?: Elements["only"]): Elements => ({
  ...{ of: salesOrder, list, renamed: { order_id: "_id" }, also: ["currency", ...also] },
  ...(only ? { only } : {}),
});
const linesOf = partsOf("lines", []);
const shippedOf = partsOf("lines", ["shipped_at", "fulfillment_location_id"], { shipped: { $gt: 0 } });
const paidOf = partsOf("invoices", [], { paid_on: { $ne: null }, reversed_on: null });

type Parts<T extends FieldTable> = {
  own: Elements;
  others: Elements;
  show: ElementSource<Entity<Resource<T>>>["show"];
};

function partsPage<T extends FieldTable>(
  reader: Reader,
  input: InputOf<typeof declared.listEveryOrderLine>,
  shown: Resource<T>,
  { own, others, show }: Parts<T>,
) {
  const mine = elementsOf(shown, own, { ...there, ...visibleTo(customerOrder, reader.meta) });
  const sources = seesSalesOrders(reader.meta) ? [mine, { elements: others, where: there, show }] : [mine];
  return reader.mergedElements(shown, sources, listQueryOf(input));
}

/** Names the goods of lines that know only their SKU. */
async function named(call: Call, rows: readonly parts.OrderLineRow[]): Promise<parts.OrderLineRow[]> {
  const skuOf = ({ name, catalog_snapshot }: parts.OrderLineRow) =>
    name === null ? String(catalog_snapshot?.sku_id ?? "") : "";
  const ids = [...new Set(rows.map(skuOf).filter(Boolean))];
  if (ids.length === 0) return [...rows];
  const found = new Map((await call(sku.actions.many, { ids })).map((each) => [each.id, each]));
  return rows.map((row) => {
    const goods = found.get(skuOf(row));
    if (!goods) return row;
    const { id: sku_id, code, name } = goods;
    return { ...row, name, catalog_snapshot: { sku_id, code, name } };
  });
}

export const listEveryOrderLine = query(declared.listEveryOrderLine, async (reader, input, call) => {
  const found = { own: parts.linesOfOrders, others: linesOf, show: lineOf };
  const page = await partsPage(reader, input, parts.orderLine, found);
  return { ...page, data: await named(call, page.data) };
});

export const listEveryShipment = query(declared.listEveryShipment, (reader, input) =>
  partsPage(reader, input, parts.orderShipment, {
    ...{ own: parts.shipmentsOfOrders, others: shippedOf, show: shipmentOf },
  }),
);

export const listEveryPayment = query(declared.listEveryPayment, (reader, input) =>
  partsPage(reader, input, parts.orderPayment, {
    ...{ own: parts.paymentsOfOrders, others: paidOf, show: paymentOf },
  }),
);
