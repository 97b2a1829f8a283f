/** Balances of accounts (5.8): what is owed, what of it is still held, what can be paid out. Minor units. */
import { sum } from "../../../shared/money.ts";

/** + = the shop owes more. Dates are business dates. */
export type DatedAmount = { amount: number; available_on: string };

export type Balances = { balance: number; pending_balance: number; available_balance: number };

/** 5.8: pending are the entries, of either sign, whose date is still in the future. */
export function balancesOf(entries: readonly DatedAmount[], today: string): Balances {
  const balance = sum(entries.map(({ amount }) => amount));
  const pending_balance = sum(
    entries.filter(({ available_on }) => available_on > today).map(({ amount }) => amount),
  );
  return { balance, pending_balance, available_balance: balance - pending_balance };
}

/**
 * 5.8: a refund or void carries the date of the credit it takes back while that is in the future, so that a piece
 * returned within the hold leaves `available` untouched; every other debit counts at once.
 */
export function debitAvailableOn(credit_available_on: string | null | undefined, today: string): string {
  return credit_available_on && credit_available_on > today ? credit_available_on : today;
}

export type BalanceRefusal = {
  ok: false;
  code: "insufficient_balance";
  available: number;
  asked: number;
};

/** PAY-1: the condition of the one write that reserves a payout. */
export function reservePayout(available: number, amount: number): { ok: true } | BalanceRefusal {
  if (amount > available) return { ok: false, code: "insufficient_balance", available, asked: amount };
  return { ok: true };
}

/** 6.2: a payment from an account takes store credit first, then available balance; never more than both. */
export function drawCredit(
  balances: { store_credit: number; available_balance: number },
  asked: number,
): { ok: true; store_credit: number; payable: number } | BalanceRefusal {
  const store_credit = Math.min(asked, Math.max(0, balances.store_credit));
  const payable = Math.min(asked - store_credit, Math.max(0, balances.available_balance));
  const available = store_credit + payable;
  if (available < asked) return { ok: false, code: "insufficient_balance", available, asked };
  return { ok: true, store_credit, payable };
}

/** INV-4: `balance_after` is the running sum by `seq`. */
export function runningBalances(before: number, amounts: readonly number[]): number[] {
  let balance = before;
  return amounts.map((amount) => {
    balance += amount;
    return balance;
  });
}
