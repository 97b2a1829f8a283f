import { fail } from "../../../shared/errors.ts";
import type { CalendarEvent } from "./calendar-event.ts";

/** CAL-6: the event of a subscription moves with it. */
export function refuseSubscription({ kind }: CalendarEvent): void {
  if (kind !== "subscription") return;
  throw fail("locked", "This event belongs to a subscription; pause or end the subscription instead.", {
    kind,
  });
}
