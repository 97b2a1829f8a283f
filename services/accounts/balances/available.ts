/** What of a balance may be spent or paid out now (5.8): amounts count from a moment, whatever zone their store is in. */
import { nowInstant } from "../../../shared/clock.ts";
import { businessDate } from "../../../shared/dates.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { balanceEntry } from "./balance-entry.ts";

/** What of an account its balances follow from. */
type Account = {
  id: string;
  balance: number;
  held_balance: number;
  store_credit: number;
  payouts_in_progress: number;
  pending_until: string | null;
};

export type Spendable = { balance: number; pending_balance: number; available_balance: number };

/** The organization's business date: for what belongs to no store (TIM-2). */
export const today = (reader: Reader): string => businessDate(nowInstant(), reader.org.timezone || "UTC");

/** Sums of what counts later, by account; only accounts that have any are asked about. */
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

/** What is owed to accounts that were read with their hidden fields, each in its place (5.8). */
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

/** What stands free of an account that was read with its hidden fields: neither pending nor set aside for a sale that is being finalized. */
export async function spendable(reader: Reader, holder: Account): Promise<Spendable> {
  const pending = (await pendingOf(reader, [holder])).get(holder.id) ?? 0;
  return {
    balance: holder.balance,
    pending_balance: pending,
    available_balance: holder.balance - pending - holder.held_balance,
  };
}
