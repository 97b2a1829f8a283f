/** Postings of goods that are bought, lost or found (6.3 T10, T11, T18). Amounts in minor units. */
import { inventoryAccount, payable } from "../ledger/ledger-accounts.rules.ts";
import { credit, debit, type JournalDraft, journal } from "../ledger/postings.rules.ts";

export type ItemCost = { account_id?: string | null; cause: "purchase" | "adjustment"; change: number };

/**
 * T10, TRM-6, T18: the cost of own pieces on hand changed, up or down. A purchase is owed to the account that the piece came
 * from, or came from before the books (`opening`); what is lost, damaged or found is an adjustment.
 */
export function itemCostPostings({ account_id, cause, change }: ItemCost): JournalDraft {
  const bought = account_id ? payable(account_id) : "opening";
  return journal(cause === "purchase" ? "piece_purchase" : "piece_adjustment", [
    debit(inventoryAccount(), change),
    credit(cause === "purchase" ? bought : "stock_adjustment", change),
  ]);
}

/** T11, ITM-4: what a sale at tag price would have paid for a lost piece. */
export function compensationPostings(compensation: { account_id: string; amount: number }): JournalDraft {
  const { account_id, amount } = compensation;
  return journal("compensation", [debit("compensation", amount), credit(payable(account_id), amount)]);
}
