import { room } from "../../../shared/service/room.ts";
import { bookInvoice, bookPayment, bookReversal } from "./on-sales-order.ts";

export const orderPostingsRoom = room({ reactions: [bookInvoice, bookPayment, bookReversal] });
