/** Sales orders with their items and notes. */
import * as sales from "../../../../services/sales/public.ts";
import { idOf, list } from "../../../kit/builders.ts";
import { filterBy } from "../../../kit/filters.ts";
import { run } from "../../../kit/operation.ts";
import { adding, changing, type Part, removing } from "../../../kit/parts.ts";
import { plainView } from "../../../kit/view.ts";
import { uuid } from "../../../shapes/codecs.ts";
import { area, deleted, importOf, ofPresent, partsOf, plainArea, statusList, takenOver } from "../area.ts";
import * as shapes from "../shapes/sales-orders.ts";

const names = ["SalesOrder", "SalesOrders"] as const;
const { salesOrder } = sales;
const fill = takenOver(sales.openingStatuses);
const filters = {
  customer: filterBy("business_customer_id", uuid),
  status: filterBy("status", shapes.orderWords),
  fulfillmentStatus: filterBy("fulfillment_status", shapes.fulfillmentWords),
};

const orders = plainArea(salesOrder, shapes.orderShape, { filters });
const whole = {
  ...plainArea(salesOrder, shapes.newOrderShape, { fill }),
  view: plainView(shapes.wholeOrderShape),
};
const items: Part<shapes.SalesOrder, shapes.Item> = {
  ...{ body: shapes.itemShape, response: shapes.itemShape, of: shapes.itemsOf },
};
const notes = plainArea(sales.salesOrderNote, shapes.noteShape);

export const salesOrderOperations = {
  ...area(names, orders, ["list", "change", "remove"]),
  ...area(names, whole, ["create", "get"]),
  importSalesOrders: importOf(sales.importSalesOrders, shapes.newOrderShape, { fill }),
  listSalesOrderItems: partsOf(salesOrder, shapes.itemShape, shapes.itemsOf),
  createSalesOrderItem: ofPresent(orders, adding(sales.addOrderLine, items)),
  updateSalesOrderItem: changing(sales.changeOrderLine, items),
  deleteSalesOrderItem: removing(sales.removeOrderLine, deleted),
  listSalesOrderNotes: ofPresent(
    orders,
    list(notes, (ctx) => [{ field: "sales_order_id", op: "eq", value: idOf(ctx, "sales_order") }]),
  ),
  createSalesOrderNote: ofPresent(
    orders,
    run(sales.addOrderNote, {
      ...{ ids: { sales_order_id: "id" }, body: shapes.noteShape, response: shapes.noteShape },
    }),
  ),
  ...area(["SalesOrderNote", "SalesOrderNotes"], notes, ["remove"]),
  listSalesOrderStatuses: statusList(shapes.orderWords, "read:sales_orders"),
  listFulfillmentStatuses: statusList(shapes.fulfillmentWords, "read:sales_orders"),
};
