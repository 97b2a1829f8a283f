import { room } from "../../../shared/service/room.ts";
import { changeSalesOrder } from "./change-sales-order.ts";
import { createSalesOrder, createSalesOrderAs } from "./create-sales-order.ts";
import { settlingOrder } from "./order-stock.saga.ts";
import { removeSalesOrder } from "./remove-sales-order.ts";
import { salesOrder } from "./sales-order.ts";

export const salesOrdersRoom = room({
  resources: [salesOrder],
  handlers: [createSalesOrder, createSalesOrderAs, changeSalesOrder, removeSalesOrder],
  sagas: [settlingOrder],
});
