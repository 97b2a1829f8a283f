import { invalid } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import { calendarUserOf } from "../free-time/calendar-user.ts";
import { requireFree } from "./booking.ts";
import { calendarEvent } from "./calendar-event.ts";
import * as declared from "./declarations.ts";
import { eventSpan } from "./event-times.ts";

export const addCalendarEvent = command(declared.addCalendarEvent, {
  gather: (call, { user_id }, meta) => calendarUserOf(call, user_id, meta.org.timezone),
  verifies: ["user_id"],
  async run(tx, input, user) {
    const span = eventSpan(input);
    if (input.kind === "subscription") {
      const message = "The event of a subscription comes with the subscription; send manual or booking.";
      throw invalid([{ pointer: "/kind", code: "enum_value", message }]);
    }
    if (input.kind === "booking") await requireFree(tx, user, span);
    return tx.insert(calendarEvent, { ...input, platform_id: user.platform_id });
  },
});
