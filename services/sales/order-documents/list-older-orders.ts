import { fillingIn, type Migration } from "../../../shared/service/migrations.ts";
import { listedAs } from "../sales-orders/rules/money.ts";
import { salesOrder } from "../sales-orders/sales-order.ts";

/** Orders from before Mercato listed them get the columns by which it does (MRC-ONE-4). */
export const listOlderOrders: Migration = {
  id: "0001-list-sales-orders",
  about: "Gives sales orders the columns by which they are listed among the orders of customers.",
  up: fillingIn(salesOrder, ({ status, fulfillment_status, order_date, currency, lines, subtotal }) =>
    listedAs({ status, fulfillment_status, order_date, currency, lines, subtotal }),
  ),
};
