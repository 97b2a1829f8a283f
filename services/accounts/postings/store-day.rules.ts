/** The store's day of a posting (TIM-2). */
import type { Tx } from "../../../shared/service/tx.ts";
import type { StoreDay } from "../balances/balances.rules.ts";

export const dayOf = (
  tx: Tx,
  { business_date, timezone }: { business_date: string; timezone: string },
): StoreDay => ({
  today: business_date,
  now: tx.now,
  timezone,
});
