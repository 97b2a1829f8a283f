import { room } from "../../../shared/service/room.ts";
import { importSalesOrders } from "./import-sales-orders.ts";

export const orderImportsRoom = room({ handlers: [importSalesOrders] });
