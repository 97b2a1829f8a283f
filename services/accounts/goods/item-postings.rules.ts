/** Postings of purchased, lost and found goods (6.3 T10, T11, T18). Amounts in minor units. */
import { inventoryAccount, payable } from "../ledger/ledger-accounts.rules.ts";
import { credit, debit, type JournalDraft, journal } from "../ledger/postings.rules.ts";

export type ItemCost = { account_id?: string | null; cause: "purchase" | "adjustment"; change: number };

/**
 * T10, TRM-6, T18: the cost of own pieces on hand has changed. A purchase credits the account that the piece came from, or
 * `opening` if the piece is older than the books. A lost, damaged or found piece is an adjustment.
 */
export function itemCostPostings({ account_id, cause, change }: ItemCost): JournalDraft {
  const bought = account_id ? payable(account_id) : "opening";
  return journal(cause === "purchase" ? "piece_purchase" : "piece_adjustment", [
    debit(inventoryAccount(), change),
    credit(cause === "purchase" ? bought : "stock_adjustment", change),
  ]);
}

/** T11, ITM-4: pays for a lost piece as a sale at the tag price would have. */
export function compensationPostings(compensation: { account_id: string; amount: number }): JournalDraft {
  const { account_id, amount } = compensation;
  return journal("compensation", [debit("compensation", amount), credit(payable(account_id), amount)]);
}
