/** The event of a subscription in its user's calendar: all day on the next invoice date (CAL-6). */
import { addDays, startOfDate } from "../../../shared/dates.ts";
import { idOf } from "../../../shared/ids.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { calendarEvent } from "../calendar-events/calendar-event.ts";
import type { Subscription } from "./subscription.ts";

export async function showInCalendar(
  tx: Tx,
  {
    id,
    platform_id,
    user_id,
    next_invoice_on: day,
  }: Pick<Subscription, "id" | "platform_id" | "user_id" | "next_invoice_on">,
): Promise<void> {
  const event_id = idOf(`subscription_event:${id}`);
  const before = await tx.get(calendarEvent, event_id);
  if (!day) {
    if (before) await tx.purge(calendarEvent, before);
    return;
  }
  const [start_at, end_at] = [day, addDays(day, 1)].map((each) => startOfDate(each, tx.org.timezone)) as [
    string,
    string,
  ];
  if (before) await tx.save(calendarEvent, before, { start_at, end_at });
  else
    await tx.insert(calendarEvent, {
      ...{ id: event_id, platform_id, user_id, kind: "subscription", all_day: true },
      ...{ subscription_id: id, start_at, end_at },
    });
}
