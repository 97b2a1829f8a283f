/** Posts what customers' orders are worth: goods that left, and money that came or went, each change once (MRC-ONE-5). */
import { businessDate } from "../../../shared/dates.ts";
import { reaction } from "../../../shared/events/consumer.ts";
import { orderMoney } from "../../sales/public.ts";
import { post } from "../ledger/post.ts";
import { customerInvoice, customerPayment } from "./customer-order-postings.rules.ts";

export const bookCustomerOrder = reaction("book_customer_order", orderMoney, async (tx, { data }) => {
  const { movement_id, currency, number, at } = data;
  const ref = { kind: "customer_order", id: movement_id };
  const business_date = businessDate(at, tx.org.timezone);
  for (const draft of [customerInvoice(data), customerPayment(data)])
    if (draft.postings.length > 0) await post(tx, { draft, ref, currency, business_date, memo: number });
});
