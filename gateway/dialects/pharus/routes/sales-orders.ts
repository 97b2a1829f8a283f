/** Sales orders with their items and notes; orders of customers, made elsewhere, are shown and moved among them (MRC-ONE-4). */
import * as sales from "../../../../services/sales/public.ts";
import { invalidField } from "../../../../shared/errors.ts";
import { realChanges } from "../../../../shared/service/differences.ts";
import { idOf, list } from "../../../kit/builders.ts";
import type { DialectContext } from "../../../kit/context.ts";
import { objectOf, readOne } from "../../../kit/context.ts";
import { filterBy } from "../../../kit/filters.ts";
import { run } from "../../../kit/operation.ts";
import { adding, changing, type Part, removing } from "../../../kit/parts.ts";
import { plainView } from "../../../kit/view.ts";
import type { Body } from "../../../shapes/body.ts";
import { uuid } from "../../../shapes/codecs.ts";
import { area, deleted, importOf, ofPresent, partsOf, plainArea, statusList, takenOver } from "../area.ts";
import { instead, locked, ofCustomer, ofCustomerLine, ofCustomerNote } from "../customer-orders.ts";
import * as shapes from "../shapes/sales-orders.ts";

const names = ["SalesOrder", "SalesOrders"] as const;
const { salesOrder, wholesaleOrder } = sales;
const fill = takenOver(sales.openingStatuses);
const filters = {
  customer: filterBy("business_customer_id", uuid),
  status: filterBy("status", shapes.orderWords),
  fulfillmentStatus: filterBy("fulfillment_status", shapes.fulfillmentWords),
};

/** A change may omit `mabd`, but an order keeps one. */
async function dated(_ctx: DialectContext, _verb: string, values: Body): Promise<Body> {
  if (values.must_arrive_by === null)
    throw invalidField("/must_arrive_by", "required", "'mabd' is required.");
  return values;
}

const orders = plainArea(salesOrder, shapes.orderShape, { shows: shapes.seenOrderShape, prepare: dated });
const seen = plainArea(wholesaleOrder, shapes.seenOrderShape, { filters });
const view = plainView(shapes.wholeOrderShape);
const whole = { ...plainArea(salesOrder, shapes.newOrderShape, { fill }), view };
const items: Part<shapes.SalesOrder, shapes.Item> = {
  ...{ body: shapes.itemShape, response: shapes.seenItemShape, of: shapes.itemsOf },
};
const notes = plainArea(sales.salesOrderNote, shapes.noteShape);
const allNotes = plainArea(sales.salesOrderNote, shapes.noteShape, {
  actions: { list: sales.listWholesaleNotes },
});

const own = area(names, orders, ["change", "remove"]);

/** Their states may be asked for here; all else is changed where they were made. What is sent back as it was shown is no change. */
async function move(ctx: DialectContext) {
  const id = idOf(ctx, "sales_order");
  const given = await readOne(ctx, shapes.orderShape, objectOf(ctx), "change");
  const before = await ctx.read(sales.getWholesaleOrder, { id });
  const { status, fulfillment_status, ...others } = realChanges(before, given);
  if (Object.keys(others).length > 0) throw locked();
  await ctx.call(sales.moveCustomerOrder, {
    id,
    ...(status ? { status } : {}),
    ...(fulfillment_status ? { fulfillment_status } : {}),
  });
  const { present } = orders.view.open(ctx);
  return (await present([{ ...(await ctx.read(sales.getWholesaleOrder, { id })) }]))[0];
}

export const salesOrderOperations = {
  ...area(names, seen, ["list"]),
  ...area(names, { ...seen, view }, ["get"]),
  ...area(names, whole, ["create"]),
  updateSalesOrder: instead(own.updateSalesOrder, ofCustomer, move),
  deleteSalesOrder: instead(own.deleteSalesOrder, ofCustomer, async (ctx) => {
    const { id } = await ctx.call(sales.removeCustomerOrder, { id: idOf(ctx, "sales_order") });
    return { deletedId: id };
  }),
  importSalesOrders: importOf(sales.importSalesOrders, shapes.newOrderShape, { fill }),
  listSalesOrderItems: partsOf(wholesaleOrder, shapes.seenItemShape, shapes.itemsOf),
  createSalesOrderItem: instead(ofPresent(orders, adding(sales.addOrderLine, items)), ofCustomer, () => {
    throw locked();
  }),
  updateSalesOrderItem: instead(changing(sales.changeOrderLine, items), ofCustomerLine, () => {
    throw locked();
  }),
  deleteSalesOrderItem: instead(removing(sales.removeOrderLine, deleted), ofCustomerLine, () => {
    throw locked();
  }),
  listSalesOrderNotes: ofPresent(
    seen,
    list(allNotes, (ctx) => [{ field: "sales_order_id", op: "eq", value: idOf(ctx, "sales_order") }]),
  ),
  createSalesOrderNote: instead(
    ofPresent(
      orders,
      run(sales.addOrderNote, {
        ...{ ids: { sales_order_id: "id" }, body: shapes.noteShape, response: shapes.noteShape },
      }),
    ),
    ofCustomer,
    note,
  ),
  deleteSalesOrderNote: instead(
    area(["SalesOrderNote", "SalesOrderNotes"], notes, ["remove"]).deleteSalesOrderNote,
    ofCustomerNote,
    async (ctx) => {
      const id = idOf(ctx, "sales_order_note");
      await ctx.call(sales.documentNote.actions.remove, { id });
      return { deletedId: id };
    },
  ),
  listSalesOrderStatuses: statusList(shapes.orderWords, "read:sales_orders"),
  listFulfillmentStatuses: statusList(shapes.fulfillmentWords, "read:sales_orders"),
};

async function note(ctx: DialectContext) {
  const { body = "" } = await readOne(ctx, shapes.noteShape, objectOf(ctx), "create");
  const context_id = idOf(ctx, "sales_order");
  const row = await ctx.call(sales.addDocumentNote, { context_kind: "order", context_id, body });
  const shown = { ...row, sales_order_id: context_id, status_at_time: null };
  return (await notes.view.open(ctx).present([shown]))[0];
}
