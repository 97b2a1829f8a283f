/** Postings of fees and adjustments (6.3 T5). Amounts in minor units, all > 0 unless said. */
import { payable } from "../ledger/ledger-accounts.rules.ts";
import { credit, debit, type JournalDraft, journal } from "../ledger/postings.rules.ts";

/** T5: a fee, once or recurring. */
export function feePostings(fee: {
  account_id: string;
  amount: number;
  kind: "fee" | "recurring_fee";
}): JournalDraft {
  return journal(fee.kind, [debit(payable(fee.account_id), fee.amount), credit("fees", fee.amount)]);
}

/** T5, BAL-1: a negative adjustment is a fee; a positive one is the shop's goodwill. */
export function adjustmentPostings(adjustment: { account_id: string; amount: number }): JournalDraft {
  const { account_id, amount } = adjustment;
  const against = amount < 0 ? "fees" : "goodwill";
  return journal("adjustment", [debit(against, amount), credit(payable(account_id), amount)]);
}
