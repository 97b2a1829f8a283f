/** Sales orders of a list, each by itself (BLK-2). */
import { importOf } from "../../../shared/service/rows.ts";
import { createSalesOrder } from "../sales-orders/declarations.ts";
import { salesOrder } from "../sales-orders/sales-order.ts";

/** Rows of `POST /sales-orders`. */
export const importSalesOrders = importOf({ ...salesOrder, fields: createSalesOrder.input });
