import { room } from "../../../shared/service/room.ts";
import { bookStock } from "./on-stock-valued.ts";
import { bookBill, bookBillPayment, reverseBill } from "./on-vendor-bill.ts";

export const stockPostingsRoom = room({ reactions: [bookStock, bookBill, reverseBill, bookBillPayment] });
