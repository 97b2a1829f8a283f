/** Postings between the shop and one account (6.3 T5–T11). Amounts in minor units, all > 0 unless said. */
import { cash, inventoryAccount, payable, payoutPending, processor, storeCredit } from "./ledger-accounts.ts";
import { credit, debit, type JournalDraft, journal } from "./postings.ts";

export type PayoutMethod = "cash" | "check" | "bank" | "store_credit" | "provider";

export type PayoutFact = {
  account_id: string;
  amount: number;
  /** 0 … amount (BAL-3). */
  fee: number;
  method: PayoutMethod;
  register_id?: string | null;
  provider?: string | null;
};

/** Where a payout's money comes from. */
function payoutAccount(payout: PayoutFact): string {
  const accounts: Record<PayoutMethod, string> = {
    cash: cash(payout.register_id),
    check: "bank",
    bank: "bank",
    store_credit: storeCredit(payout.account_id),
    provider: processor(payout.provider ?? "external"),
  };
  return accounts[payout.method];
}

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

/** T6: the amount leaves the balance and is reserved. */
export function payoutRequestedPostings(payout: { account_id: string; amount: number }): JournalDraft {
  const { account_id, amount } = payout;
  return journal("payout_requested", [
    debit(payable(account_id), amount),
    credit(payoutPending(account_id), amount),
  ]);
}

/** T7: the fee stays with the shop (BAL-3). */
export function payoutCompletedPostings(payout: PayoutFact): JournalDraft {
  const { account_id, amount, fee } = payout;
  return journal("payout_completed", [
    debit(payoutPending(account_id), amount),
    credit(payoutAccount(payout), amount - fee),
    credit("fees", fee),
  ]);
}

/** T8: rejected or cancelled, the amount goes back to the balance. */
export function payoutReleasedPostings(payout: { account_id: string; amount: number }): JournalDraft {
  const { account_id, amount } = payout;
  return journal("payout_released", [
    debit(payoutPending(account_id), amount),
    credit(payable(account_id), amount),
  ]);
}

/** T9: money and fee come back, the account is owed the whole amount again. */
export function payoutReversedPostings(payout: PayoutFact): JournalDraft {
  const { account_id, amount, fee } = payout;
  return journal("payout_reversed", [
    debit(payoutAccount(payout), amount - fee),
    debit("fees", fee),
    credit(payable(account_id), amount),
  ]);
}

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
