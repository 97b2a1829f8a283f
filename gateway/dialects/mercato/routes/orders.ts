/** Orders with their lines, adjustments, shipments and payments (6.5, 6.6, 6.9, 6.10). */
import * as sales from "../../../../services/sales/public.ts";
import { invalidField, notFound } from "../../../../shared/errors.ts";
import type { AnyOperation } from "../../../../shared/service/operation.ts";
import type { InputOf } from "../../../../shared/service/reference.ts";
import { idOf } from "../../../kit/builders.ts";
import { readOne } from "../../../kit/context.ts";
import {
  area,
  type Behavior,
  bodySchema,
  type DialectContext,
  type Given,
  inWordsOf,
  refusing,
  type Shape,
} from "../../../kit/index.ts";
import { asked, bodyOf, naming } from "../area.ts";
import { idsFilter } from "../filters.ts";
import { listing } from "../listing.ts";
import { shownAmount } from "../shapes/common.ts";
import * as shapes from "../shapes/orders.ts";
import { documentBehaviors, documentId, documentLists, removePart } from "./documents.ts";

const orders = area<shapes.OrderRow>(sales.orderDocument, shapes.orderShape, documentLists);
const byOrder = { orderId: idsFilter("order_id") } as const;
const ofOrder = { filters: byOrder };

const does = documentBehaviors({
  ...{ what: "order", resource: sales.customerOrder, view: orders.view },
  ...{ create: sales.createCustomerOrder, change: sales.changeCustomerOrder },
  ...{ remove: sales.removeCustomerOrder, putLine: sales.putOrderDocumentLine },
  ...{ removeLine: sales.removeOrderDocumentLine, putAdjustment: sales.putOrderAdjustment },
  removeAdjustment: sales.removeOrderAdjustment,
});

/** Shipments show names and numbers of the lines they contain. */
const shipments = area<shapes.ShipmentRow>(sales.orderShipment, shapes.shipmentShape, {
  ...{ filters: byOrder, actions: { list: sales.listEveryShipment } },
  async complete(ctx, rows) {
    const ids = [...new Set(rows.flatMap(({ items }) => items.map(({ line_id }) => line_id)))];
    const found = ids.length ? (await ctx.read(sales.listEveryOrderLine, { ids })).data : [];
    const lines = new Map(found.map((each) => [each.id, each]));
    for (const row of rows)
      row.named = row.items.map((item) => {
        const line = lines.get(item.line_id);
        return { ...item, name: line?.name ?? null, line_number: line?.line_number ?? null };
      });
  },
});
const lines = area(sales.orderLine, shapes.orderLineShape, {
  filters: byOrder,
  actions: { list: sales.listEveryOrderLine },
});
const payments = area(sales.orderPayment, shapes.paymentShape, {
  filters: { ...byOrder, paymentMethodId: idsFilter("method_id") },
  actions: { list: sales.listEveryPayment },
});

type ListOf = typeof sales.listEveryShipment | typeof sales.listEveryPayment;

/** The order of a part that the request names only by the part's own id. */
async function orderOf(ctx: DialectContext, of: ListOf, part: string): Promise<string> {
  const { data } = await ctx.read<InputOf<ListOf>, { data: readonly { order_id: string }[] }>(of, {
    ids: [part],
  });
  const [found] = data;
  if (!found) throw notFound("part", part);
  return found.order_id;
}

/** Orders that body or query name beside the part's own id. */
const ordersNamed = (ctx: DialectContext): unknown[] => {
  const { orderId, order_id = orderId } = bodyOf(ctx);
  return [order_id, asked(ctx, "orderId")].filter(given);
};

const given = (value: unknown): value is string => value !== undefined && value !== null;

/** Ids in a body beside its values. */
const ofIts = { create: ["orderId"], change: ["id", "orderId"] } as const;
type Verb = keyof typeof ofIts;

type Part<B> = {
  what: "shipment" | "payment";
  shape: Shape<B>;
  list: ListOf;
  does: Record<"put" | "remove", Pick<AnyOperation, "name" | "refuses" | "scope">>;
  put(ctx: DialectContext, id: string, given: Given<B>, part?: string): Promise<sales.CustomerOrder>;
  /** `id`: the order that the request names; it has no such part then, if it is another one's. */
  remove(ctx: DialectContext, part: string, id?: string): Promise<sales.CustomerOrder>;
  answer(order: sales.CustomerOrder, verb: Verb | "remove", part?: string): object;
};

/** What is done with shipments and payments: parts that a request names by their ids, with or without their order. */
function partBehaviors<B>({ what, shape, list, does, put, remove, answer }: Part<B>) {
  const putting = (verb: Verb): Behavior => ({
    ...refusing(does.put),
    body: { schema: naming(bodySchema(shape, verb), ofIts[verb]), required: true },
    response: () => ({ type: "object" }),
    async run(ctx) {
      const body = await readOne(ctx, shape, bodyOf(ctx), verb);
      const part = verb === "change" ? idOf(ctx, what) : undefined;
      const own = part && (await orderOf(ctx, list, part));
      if (own && ordersNamed(ctx).some((each) => each !== own))
        throw invalidField("/orderId", "fixed", `A ${what} stays with its order.`);
      const id = own ?? documentId(ctx, "orderId");
      ctx.ignored.delete("orderId");
      return answer(await inWordsOf(shape, () => put(ctx, id, body, part)), verb, part);
    },
  });
  const removing = removePart(
    refusing(does.remove),
    { what, names: ["orderId"] },
    (ctx, part) => remove(ctx, part, ordersNamed(ctx).length ? documentId(ctx, "orderId") : undefined),
    (order, part) => answer(order, "remove", part),
  );
  const response = () => ({ type: "object" });
  return { post: putting("create"), put: putting("change"), delete: { ...removing, response } };
}

const ofShipments = partBehaviors({
  ...{ what: "shipment", shape: shapes.shipmentBodyShape, list: sales.listEveryShipment },
  does: { put: sales.putShipment, remove: sales.removeShipmentAlone },
  put: (ctx, id, body, shipment_id) =>
    ctx.call(sales.putShipment, { ...body, id, ...(shipment_id ? { shipment_id } : {}) }),
  remove: (ctx, shipment_id, id) =>
    id
      ? ctx.call(sales.removeShipment, { id, shipment_id })
      : ctx.call(sales.removeShipmentAlone, { shipment_id }),
  answer: ({ shipments }, verb) => (verb === "create" ? { id: shipments.at(-1)?.id } : { ok: true }),
});

/** Parts of a payment are all for its own order. */
function partsFor(order: string, parts: shapes.PaymentBody["parts"]): { allocations?: number[] } {
  if (!parts) return {};
  const other = parts.findIndex(({ orderId }) => given(orderId) && orderId !== order);
  if (other < 0) return { allocations: parts.map((each) => each.amount) };
  const message = "A payment is allocated to its own order alone.";
  throw invalidField(`/allocations/${other}/orderId`, "fixed", message);
}

const ofPayments = partBehaviors({
  ...{ what: "payment", shape: shapes.paymentBodyShape, list: sales.listEveryPayment },
  does: { put: sales.putPayment, remove: sales.removePaymentAlone },
  put: (ctx, id, { parts, ...body }, payment_id) =>
    ctx.call(sales.putPayment, {
      ...{ ...body, ...partsFor(id, parts), id },
      ...(payment_id ? { payment_id } : {}),
    }),
  remove: (ctx, payment_id, id) =>
    id
      ? ctx.call(sales.removePayment, { id, payment_id })
      : ctx.call(sales.removePaymentAlone, { payment_id }),
  answer: ({ payments, paid_total, refunded_total, outstanding }, _verb, part) => ({
    id: part ?? payments.at(-1)?.id,
    orderTotals: {
      paidTotalAmount: shownAmount(paid_total),
      refundedTotalAmount: shownAmount(refunded_total),
      outstandingAmount: shownAmount(outstanding),
    },
  }),
});

export const orderOperations = {
  getSalesOrders: listing(orders),
  ...{ postSalesOrders: does.post, putSalesOrders: does.put, deleteSalesOrders: does.delete },
  getSalesOrderLines: listing(lines),
  ...{ postSalesOrderLines: does.line, putSalesOrderLines: does.line },
  deleteSalesOrderLines: does.deleteLine,
  getSalesOrderAdjustments: listing(area(sales.orderAdjustment, shapes.orderAdjustmentShape, ofOrder)),
  ...{ postSalesOrderAdjustments: does.adjustment, putSalesOrderAdjustments: does.adjustment },
  deleteSalesOrderAdjustments: does.deleteAdjustment,
  getSalesShipments: listing(shipments),
  ...{ postSalesShipments: ofShipments.post, putSalesShipments: ofShipments.put },
  deleteSalesShipments: ofShipments.delete,
  getSalesPayments: listing(payments),
  ...{ postSalesPayments: ofPayments.post, putSalesPayments: ofPayments.put },
  deleteSalesPayments: ofPayments.delete,
};
