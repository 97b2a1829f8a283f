/** T13, T21: posts vendors' bills to the books. */
import { reaction } from "../../../shared/events/consumer.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { billBooked, billCancelled, billPaid } from "../../inventory/public.ts";
import { post } from "../ledger/post.ts";
import { type JournalDraft, reverse } from "../ledger/postings.rules.ts";
import { billPaymentPostings, billPostings } from "./bill-postings.rules.ts";

type Bill = { vendor_bill_id: string; number: string; currency: string; business_date: string };

async function postBill(tx: Tx, draft: JournalDraft, bill: Bill): Promise<void> {
  const { vendor_bill_id: id, number: memo, currency, business_date } = bill;
  if (draft.postings.length)
    await post(tx, { draft, ref: { kind: "vendor_bill", id }, currency, business_date, memo });
}

export const bookBill = reaction("book_bill", billBooked, (tx, { data }) =>
  postBill(tx, billPostings(data), data),
);

export const reverseBill = reaction("reverse_bill", billCancelled, (tx, { data }) => {
  const { postings } = billPostings(data);
  return postBill(tx, { kind: "vendor_bill_reversal", postings: reverse(postings) }, data);
});

export const bookBillPayment = reaction("book_bill_payment", billPaid, (tx, { data }) =>
  postBill(tx, billPaymentPostings(data), data),
);
