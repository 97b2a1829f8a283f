/** Dates of an item's terms (TRM-5). */
import { addDays } from "../../../shared/dates.ts";

/** TRM-5: the dates until which an item is for sale and its consignor may collect it. */
export function itemDates(
  schedule_start: string,
  terms: { expiry_days: number; pick_up_days: number },
): { expires_on: string; pick_up_until: string } {
  const expires_on = addDays(schedule_start, terms.expiry_days);
  return { expires_on, pick_up_until: addDays(expires_on, terms.pick_up_days) };
}

/** TRM-5: when the consignor's share of a sale becomes payable (5.8). */
export function payableOn(sale_date: string, return_days: number): string {
  return addDays(sale_date, return_days);
}

/** An active item past its date reads `expired` (4.1): the expiry day itself is still active. */
export function isExpired(expires_on: string | null | undefined, today: string): boolean {
  return Boolean(expires_on) && expires_on! < today;
}
