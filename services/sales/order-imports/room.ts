import { room } from "../../../shared/service/room.ts";
import { importSalesOrders } from "./import-sales-orders.ts";
import { takeInSalesOrder } from "./take-in-sales-order.ts";

export const orderImportsRoom = room({ handlers: [importSalesOrders, takeInSalesOrder] });
