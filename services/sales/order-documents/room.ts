import { room } from "../../../shared/service/room.ts";
import { listOlderOrders } from "./list-older-orders.ts";
import {
  listEveryOrderLine,
  listEveryPayment,
  listEveryShipment,
  listOrderDocuments,
} from "./read-order-documents.ts";

export const orderDocumentsRoom = room({
  handlers: [listOrderDocuments, listEveryOrderLine, listEveryShipment, listEveryPayment],
  migrations: [listOlderOrders],
});
