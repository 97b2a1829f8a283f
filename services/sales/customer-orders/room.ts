import { room } from "../../../shared/service/room.ts";
import {
  changeCustomerOrder,
  createCustomerOrder,
  putOrderAddress,
  putOrderAdjustment,
  putOrderDocumentLine,
  removeCustomerOrder,
  removeOrderAddress,
  removeOrderAdjustment,
  removeOrderDocumentLine,
} from "./change-orders.ts";
import { customerOrder } from "./customer-order.ts";
import {
  listOrderAddresses,
  listOrderAdjustments,
  listOrderDocumentLines,
  listPayments,
  listShipments,
} from "./list-parts.ts";
import { putPayment, removePayment, removePaymentAlone } from "./pay-order.ts";

export const customerOrdersRoom = room({
  resources: [customerOrder],
  handlers: [
    ...[createCustomerOrder, changeCustomerOrder, removeCustomerOrder],
    ...[putOrderDocumentLine, removeOrderDocumentLine, putOrderAdjustment, removeOrderAdjustment],
    ...[putOrderAddress, removeOrderAddress, putPayment, removePayment, removePaymentAlone],
    ...[listOrderDocumentLines, listOrderAdjustments, listOrderAddresses, listShipments, listPayments],
  ],
});
