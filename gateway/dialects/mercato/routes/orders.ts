/** Orders with their lines, adjustments, shipments and payments (6.5, 6.6, 6.9, 6.10). */
import * as sales from "../../../../services/sales/public.ts";
import { invalidField, notFound } from "../../../../shared/errors.ts";
import type { InputOf } from "../../../../shared/service/reference.ts";
import { idOf } from "../../../kit/builders.ts";
import { readOne } from "../../../kit/context.ts";
import {
  area,
  type Behavior,
  bodySchema,
  type DialectContext,
  inWordsOf,
  list,
  refusing,
} from "../../../kit/index.ts";
import { objectWith } from "../../../shapes/schema.ts";
import { bodyOf, naming, okSchema } from "../area.ts";
import { idsFilter } from "../filters.ts";
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

const staysWithOrder = (what: string) => invalidField("/orderId", "fixed", `A ${what} stays with its order.`);

/** Orders that body or query name beside the part's own id. */
const ordersNamed = (ctx: DialectContext): unknown[] => {
  const { orderId, order_id = orderId } = bodyOf(ctx);
  return [order_id, ctx.request.query.find(([name]) => name === "orderId")?.[1]].filter(given);
};

/** A part that the request names by its id may be named with its order, but with no other one. */
function refuseOtherOrder(ctx: DialectContext, own: string, refusal: () => Error): void {
  if (ordersNamed(ctx).some((each) => each !== own)) throw refusal();
}

/** The order of a part that goes, where the request names one: elsewhere there is no such part. */
const namedOrder = (ctx: DialectContext): string | undefined =>
  ordersNamed(ctx).length ? documentId(ctx, "orderId") : undefined;

const given = (value: unknown): value is string => value !== undefined && value !== null;

/** Ids in a body beside its values. */
const ofIts = { create: ["orderId"], change: ["id", "orderId"] } as const;

const shipment = (verb: "create" | "change"): Behavior => ({
  ...refusing(sales.putShipment),
  body: { schema: naming(bodySchema(shapes.shipmentBodyShape, verb), ofIts[verb]), required: true },
  response: () => (verb === "create" ? objectWith({ id: { type: "string" } }) : okSchema),
  async run(ctx) {
    const shape = shapes.shipmentBodyShape;
    const body = await readOne(ctx, shape, bodyOf(ctx), verb);
    const shipment_id = verb === "change" ? idOf(ctx, "shipment") : undefined;
    const own = shipment_id ? await orderOf(ctx, sales.listEveryShipment, shipment_id) : undefined;
    if (own) refuseOtherOrder(ctx, own, () => staysWithOrder("shipment"));
    const id = own ?? documentId(ctx, "orderId");
    ctx.ignored.delete("orderId");
    const order = await inWordsOf(shape, () =>
      ctx.call(sales.putShipment, { ...body, id, ...(shipment_id ? { shipment_id } : {}) }),
    );
    return shipment_id ? { ok: true } : { id: order.shipments.at(-1)?.id };
  },
});

const totalsOf = ({ paid_total, refunded_total, outstanding }: sales.CustomerOrder) => ({
  paidTotalAmount: shownAmount(paid_total),
  refundedTotalAmount: shownAmount(refunded_total),
  outstandingAmount: shownAmount(outstanding),
});

const paid = () =>
  objectWith({ id: { type: "string" }, orderTotals: { type: "object", additionalProperties: true } });

/** Parts of a payment are all for its own order. */
function partsFor(order: string, parts: shapes.PaymentBody["parts"]): { allocations?: number[] } {
  if (!parts) return {};
  const other = parts.findIndex(({ orderId }) => given(orderId) && orderId !== order);
  if (other >= 0)
    throw invalidField(
      `/allocations/${other}/orderId`,
      "fixed",
      "A payment is allocated to its own order alone.",
    );
  return { allocations: parts.map((each) => each.amount) };
}

const payment = (verb: "create" | "change"): Behavior => ({
  ...refusing(sales.putPayment),
  body: { schema: naming(bodySchema(shapes.paymentBodyShape, verb), ofIts[verb]), required: true },
  response: paid,
  async run(ctx) {
    const shape = shapes.paymentBodyShape;
    const { parts, ...body } = await readOne(ctx, shape, bodyOf(ctx), verb);
    const payment_id = verb === "change" ? idOf(ctx, "payment") : undefined;
    const own = payment_id ? await orderOf(ctx, sales.listEveryPayment, payment_id) : undefined;
    if (own) refuseOtherOrder(ctx, own, () => staysWithOrder("payment"));
    const id = own ?? documentId(ctx, "orderId");
    ctx.ignored.delete("orderId");
    const order = await inWordsOf(shape, () =>
      ctx.call(sales.putPayment, {
        ...{ ...body, ...partsFor(id, parts), id },
        ...(payment_id ? { payment_id } : {}),
      }),
    );
    return { id: payment_id ?? order.payments.at(-1)?.id, orderTotals: totalsOf(order) };
  },
});

export const orderOperations = {
  getSalesOrders: list(orders),
  ...{ postSalesOrders: does.post, putSalesOrders: does.put, deleteSalesOrders: does.delete },
  getSalesOrderLines: list(lines),
  ...{ postSalesOrderLines: does.line, putSalesOrderLines: does.line },
  deleteSalesOrderLines: does.deleteLine,
  getSalesOrderAdjustments: list(area(sales.orderAdjustment, shapes.orderAdjustmentShape, ofOrder)),
  ...{ postSalesOrderAdjustments: does.adjustment, putSalesOrderAdjustments: does.adjustment },
  deleteSalesOrderAdjustments: does.deleteAdjustment,
  getSalesShipments: list(shipments),
  ...{ postSalesShipments: shipment("create"), putSalesShipments: shipment("change") },
  deleteSalesShipments: removePart(
    refusing(sales.removeShipmentAlone),
    { what: "shipment", names: ["orderId"] },
    (ctx, shipment_id) => {
      const id = namedOrder(ctx);
      return id
        ? ctx.call(sales.removeShipment, { id, shipment_id })
        : ctx.call(sales.removeShipmentAlone, { shipment_id });
    },
  ),
  getSalesPayments: list(payments),
  ...{ postSalesPayments: payment("create"), putSalesPayments: payment("change") },
  deleteSalesPayments: {
    ...removePart(
      refusing(sales.removePaymentAlone),
      { what: "payment", names: ["orderId"] },
      (ctx, payment_id) => {
        const id = namedOrder(ctx);
        return id
          ? ctx.call(sales.removePayment, { id, payment_id })
          : ctx.call(sales.removePaymentAlone, { payment_id });
      },
      (order, id) => ({ id, orderTotals: totalsOf(order) }),
    ),
    response: paid,
  } satisfies Behavior,
};
