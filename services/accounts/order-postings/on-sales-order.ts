/** Posts the invoices of sales orders to the books: each is one fact, posted, paid or reversed once. */

import { businessDate } from "../../../shared/dates.ts";
import { reaction } from "../../../shared/events/consumer.ts";
import type { DataOf } from "../../../shared/events/event.ts";
import { orderEvents } from "../../sales/public.ts";
import { post, postedBefore } from "../ledger/post.ts";
import { reverse } from "../ledger/postings.rules.ts";
import { type InvoiceFact, invoicePostings, paymentPostings } from "./order-postings.rules.ts";

type Told = DataOf<typeof orderEvents.invoiced>;

const factOf = ({ business_customer_id, broker_id, invoice }: Told): InvoiceFact => ({
  business_customer_id,
  broker_id,
  ...{ amount: invoice.amount, broker_fees: invoice.broker_fees, costs: invoice.costs },
});

const refOf = ({ invoice }: Told) => ({ kind: "sales_invoice", id: invoice.id });

export const bookInvoice = reaction("book_order_invoice", orderEvents.invoiced, async (tx, { data }) => {
  const draft = invoicePostings(factOf(data));
  if (draft.postings.length === 0) return;
  const { invoice, currency } = data;
  const memo = invoice.number;
  await post(tx, { draft, ref: refOf(data), currency, business_date: invoice.invoiced_on, memo });
});

export const bookPayment = reaction("book_order_payment", orderEvents.paid, async (tx, { data }) => {
  const draft = paymentPostings(factOf(data));
  if (draft.postings.length === 0) return;
  const { invoice, currency } = data;
  const business_date = invoice.paid_on ?? invoice.invoiced_on;
  await post(tx, { draft, ref: refOf(data), currency, business_date, memo: invoice.number });
});

/** Events arrive in any order: an invoice not yet posted is posted first. */
export const bookReversal = reaction(
  "book_order_reversal",
  orderEvents.invoice_reversed,
  async (tx, { data, occurred_at }) => {
    const draft = invoicePostings(factOf(data));
    if (draft.postings.length === 0) return;
    const { invoice, currency } = data;
    const original = await postedBefore(tx, refOf(data), draft.kind);
    if (!original) throw new Error(`The invoice ${invoice.number} has not been posted yet.`);
    await post(tx, {
      draft: { kind: "order_invoice_reversed", postings: reverse(draft.postings) },
      ref: refOf(data),
      currency,
      business_date: invoice.reversed_on ?? businessDate(occurred_at, "UTC"),
      reverses: original.id,
      memo: invoice.number,
    });
  },
);
