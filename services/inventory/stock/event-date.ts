/** The business date of a stock event (STK-5): it may be in the past, or tomorrow for time zones ahead. */
import { addDays, businessDate } from "../../../shared/dates.ts";
import { invalidField } from "../../../shared/errors.ts";
import type { Tx } from "../../../shared/service/tx.ts";

export const todayOf = ({ now, org }: Pick<Tx, "now" | "org">): string => businessDate(now, org.timezone);

/** The given date, else today; 400 for one later than tomorrow (RCV-1). */
export function eventDateOf(tx: Tx, given: string | null | undefined, pointer = "/event_date"): string {
  const today = todayOf(tx);
  if (given && given > addDays(today, 1))
    throw invalidField(pointer, "in_future", `The date may be at most one day after today, ${today}.`);
  return given ?? today;
}

/** ORD-2: the date of the receipt that a status implies: the day of a given `received_at` (TIM-2), else today. */
export const receivedDateOf = (tx: Tx, received_at: string | null | undefined): string =>
  eventDateOf(tx, received_at && businessDate(received_at, tx.org.timezone), "/received_at");
