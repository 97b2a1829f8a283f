/** The postings for vendors' bills (6.3 T13, T21). Amounts in minor units. */
import { vendorPayable } from "../ledger/ledger-accounts.rules.ts";
import { credit, debit, type JournalDraft, journal } from "../ledger/postings.rules.ts";

type Bill = { vendor_id: string; grni: number; variance: number };

/** T13: received goods are owed at the bill's amount. */
export const billPostings = ({ vendor_id, grni, variance }: Bill): JournalDraft =>
  journal("vendor_bill", [
    debit("grni", grni),
    debit("cost_variance", variance),
    credit(vendorPayable(vendor_id), grni + variance),
  ]);

/** T21, and the remainder that the order leaves received and not billed. */
export const billPaymentPostings = (paid: {
  vendor_id: string;
  amount: number;
  grni_rest: number;
}): JournalDraft =>
  journal("vendor_bill_payment", [
    debit(vendorPayable(paid.vendor_id), paid.amount),
    credit("bank", paid.amount),
    debit("grni", paid.grni_rest),
    credit("cost_variance", paid.grni_rest),
  ]);
