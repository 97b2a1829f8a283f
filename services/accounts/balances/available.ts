/** The part of a balance that may be spent or paid out now (5.8). An amount counts from a moment, whatever the time zone of its store. */
import { nowInstant } from "../../../shared/clock.ts";
import { businessDate } from "../../../shared/dates.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { balanceEntry } from "./balance-entry.ts";

/** The fields of an account from which its balances are computed. */
type Account = {
  id: string;
  balance: number;
  held_balance: number;
  store_credit: number;
  payouts_in_progress: number;
  pending_until: string | null;
};

export type Spendable = { balance: number; pending_balance: number; available_balance: number };

/** The organization's business date, for records without a store (TIM-2). */
export const today = (reader: Reader): string => businessDate(nowInstant(), reader.org.timezone || "UTC");

/** Sums of the pending amounts by account. Only accounts that have some are queried. */
export async function pendingOf(reader: Reader, accounts: Account[]): Promise<Map<string, number>> {
  const now = nowInstant();
  const ids = accounts
    .filter((each) => each.pending_until && each.pending_until > now)
    .map((each) => each.id);
  if (ids.length === 0) return new Map();
  const rows = await reader.aggregate<{ _id: string; sum: number }>(
    balanceEntry,
    { account_id: { $in: ids }, available_at: { $gt: now } },
    [{ $group: { _id: "$account_id", sum: { $sum: "$amount" } } }],
  );
  return new Map(rows.map((row) => [row._id, row.sum]));
}

/** Balances of accounts that were read with their hidden fields, in the same order (5.8). */
export async function balancesOfEach(reader: Reader, accounts: Account[]) {
  const pending = await pendingOf(reader, accounts);
  return accounts.map(({ id, balance, held_balance, store_credit, payouts_in_progress }) => {
    const pending_balance = pending.get(id) ?? 0;
    return {
      balance,
      available_balance: balance - pending_balance - held_balance,
      pending_balance,
      store_credit,
      payouts_in_progress,
      currency: reader.org.currency,
    };
  });
}

/** The free balance of an account that was read with its hidden fields: neither pending nor reserved for a sale that is being finalized. */
export async function spendable(reader: Reader, holder: Account): Promise<Spendable> {
  const pending = (await pendingOf(reader, [holder])).get(holder.id) ?? 0;
  return {
    balance: holder.balance,
    pending_balance: pending,
    available_balance: holder.balance - pending - holder.held_balance,
  };
}
