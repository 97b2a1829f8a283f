import { command } from "../../../shared/service/operation.ts";
import { calendarEvent } from "./calendar-event.ts";
import * as declared from "./declarations.ts";
import { refuseSubscription } from "./refuse-subscription.ts";

export const removeCalendarEvent = command(declared.removeCalendarEvent, async (tx, { id }) => {
  const before = await tx.target(calendarEvent, id);
  refuseSubscription(before);
  await tx.purge(calendarEvent, before);
  return before;
});
