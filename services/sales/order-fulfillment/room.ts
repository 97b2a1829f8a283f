import { room } from "../../../shared/service/room.ts";
import { allocateSalesOrder } from "./allocate-sales-order.ts";
import { invoiceSalesOrder } from "./invoice-sales-order.ts";
import { returnSalesOrder } from "./return-sales-order.ts";
import { shipSalesOrder } from "./ship-sales-order.ts";

export const orderFulfillmentRoom = room({
  handlers: [allocateSalesOrder, shipSalesOrder, invoiceSalesOrder, returnSalesOrder],
});
