/** Balances of accounts (5.8): owed, still pending, and available for payouts. Minor units. */
import { startOfDate } from "../../../shared/dates.ts";
import { sum } from "../../../shared/money.ts";

/** When an amount starts to count: the business date in its store, and the moment at which that date begins there (5.8). */
export type Available = { available_on: string; available_at: string };

/** A moment in a store: its business date, the instant, and the store's time zone (TIM-2). */
export type StoreDay = { today: string; now: string; timezone: string };

/** Positive: the shop owes more. */
export type DatedAmount = { amount: number; available_at: string };

export const atOnce = ({ today, now }: StoreDay): Available => ({ available_on: today, available_at: now });

/** An amount of the business date `date` counts from the beginning of that date in the store, or at once. */
export const availableFrom = (date: string, day: StoreDay): Available =>
  date > day.today
    ? { available_on: date, available_at: startOfDate(date, day.timezone) }
    : { ...atOnce(day), available_on: date };

export type Balances = { balance: number; pending_balance: number; available_balance: number };

/** 5.8: entries of either sign are pending until their moment. */
export function balancesOf(entries: readonly DatedAmount[], now: string): Balances {
  const balance = sum(entries.map(({ amount }) => amount));
  const pending_balance = sum(
    entries.filter(({ available_at }) => available_at > now).map(({ amount }) => amount),
  );
  return { balance, pending_balance, available_balance: balance - pending_balance };
}

/**
 * 5.8: a refund or void carries the date of the credit it takes back while that is in the future, so that a piece
 * returned within the hold leaves `available` untouched; every other debit counts at once.
 */
export const debitAvailable = (credit: Available | null, day: StoreDay): Available =>
  credit && credit.available_at > day.now ? credit : atOnce(day);

export type BalanceRefusal = {
  ok: false;
  code: "insufficient_balance";
  available: number;
  asked: number;
};

/** PAY-1: the condition of the write that reserves the amount of a payout. */
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
