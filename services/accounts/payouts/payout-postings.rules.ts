/** Postings of payouts (6.3 T6–T9). Amounts in minor units, all > 0. */
import { cash, payable, payoutPending, processor, storeCredit } from "../ledger/ledger-accounts.rules.ts";
import { credit, debit, type JournalDraft, journal } from "../ledger/postings.rules.ts";

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
