import { realChanges } from "../../../shared/service/differences.ts";
import { flow } from "../../../shared/service/operation.ts";
import { calendarUserOf } from "../free-time/calendar-user.ts";
import { requireFree } from "./booking.ts";
import { calendarEvent } from "./calendar-event.ts";
import * as declared from "./declarations.ts";
import { eventSpan } from "./event-times.ts";
import { refuseSubscription } from "./refuse-subscription.ts";

export const changeCalendarEvent = flow(declared.changeCalendarEvent, async (context, { id, ...given }) => {
  const { reader, call, transact, meta, headers } = context;
  const { user_id } = await reader.load(calendarEvent, id);
  const user = await calendarUserOf(call, user_id, meta.org.timezone);
  return transact(meta, { action: declared.changeCalendarEvent.name, headers }, async (tx) => {
    const before = await tx.target(calendarEvent, id);
    const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    if (Object.keys(realChanges(before, changes)).length) refuseSubscription(before);
    const after = { ...before, ...changes };
    const span = eventSpan(after);
    const moved = after.start_at !== before.start_at || after.end_at !== before.end_at;
    if (before.kind === "booking" && moved) await requireFree(tx, user, span, { except: id });
    return tx.save(calendarEvent, before, changes);
  });
});
