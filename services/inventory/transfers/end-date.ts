import { invalidField } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { eventDateOf } from "../stock/event-date.ts";
import type { transfer } from "./transfer.ts";

/** TRF-1: the end of a transfer is not before its start. */
export function endDateOf(
  tx: Tx,
  { start_date }: Pick<Entity<typeof transfer>, "start_date">,
  given: string | null | undefined,
): string {
  const date = eventDateOf(tx, given);
  if (!given || !start_date || date >= start_date) return start_date && date < start_date ? start_date : date;
  throw invalidField("/event_date", "before_start", `The date must not be before the start, ${start_date}.`);
}
