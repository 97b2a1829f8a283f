/** Imports a list of sales orders, each by itself (BLK-2). */
import { id } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
import { importOf } from "../../../shared/service/rows.ts";
import { createSalesOrder } from "../sales-orders/declarations.ts";
import { salesOrder } from "../sales-orders/sales-order.ts";

/** Rows of `POST /sales-orders`. */
export const importSalesOrders = importOf({ ...salesOrder, fields: createSalesOrder.input });

export const takeInSalesOrder = operation({
  name: "sales.sales_order.take_in",
  about: "Creates a sales order that wants no stock, under this id.",
  input: { ...createSalesOrder.input, id: id() },
  output: shapeOf({ id: id() }),
});
