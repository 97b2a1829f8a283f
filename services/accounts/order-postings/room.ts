import { room } from "../../../shared/service/room.ts";
import { bookCustomerOrder } from "./on-customer-order.ts";
import { bookInvoice, bookPayment, bookReversal } from "./on-sales-order.ts";

export const orderPostingsRoom = room({
  reactions: [bookInvoice, bookPayment, bookReversal, bookCustomerOrder],
});
