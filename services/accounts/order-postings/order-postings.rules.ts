/** The postings for invoices of sales orders (T17, T22, T23). Minor units. */
import { debit, type JournalDraft, journal } from "../ledger/postings.rules.ts";

export type InvoiceFact = {
  business_customer_id: string;
  broker_id: string | null;
  amount: number;
  broker_fees: number;
  costs: number;
};

const receivable = ({ business_customer_id }: InvoiceFact) => `receivable:${business_customer_id}`;

/**
 * T17, T23: a broker's fee is owed to the broker; the other costs, and a fee without a broker, are accrued.
 */
export function invoicePostings(fact: InvoiceFact): JournalDraft {
  const { amount, broker_id, broker_fees, costs } = fact;
  const owed = broker_id ? `broker_payable:${broker_id}` : "accrued_costs";
  return journal("order_invoiced", [
    debit(receivable(fact), amount),
    debit("sales", -amount),
    debit("broker_fees", broker_fees),
    debit(owed, -broker_fees || 0),
    debit("order_costs", costs),
    debit("accrued_costs", -costs || 0),
  ]);
}

/** T22. */
export const paymentPostings = (fact: InvoiceFact): JournalDraft =>
  journal("order_paid", [debit("bank", fact.amount), debit(receivable(fact), -fact.amount)]);
