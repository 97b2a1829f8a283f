/**
 * The calendar of a user who was erased goes with them (USR-1). Its events go in parts, because a transaction is short: each
 * part announces the next one, so that none is lost when a process is killed.
 */
import { reaction } from "../../../shared/events/consumer.ts";
import { event } from "../../../shared/events/event.ts";
import { count, id } from "../../../shared/fields/index.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { calendarFeed } from "../calendar-feeds/calendar-feed.ts";
import { calendar, calendarIdOf } from "../calendars/calendar.ts";
import { userErased } from "../offers/user-erased.ts";
import { calendarEvent } from "./calendar-event.ts";

/** Of a user's events, in one transaction. */
const PART = 500;

/** For this room alone. */
const erasedInPart = event({
  type: "calendar.erased_in_part",
  service: "contracts",
  data: { user_id: id(), parts: count() },
  about: "Some of the calendar events of an erased user were removed; more are left.",
});

async function removePart(tx: Tx, user_id: string, parts: number): Promise<void> {
  const events = await tx.find(calendarEvent, { user_id }, { limit: PART });
  for (const each of events) await tx.purge(calendarEvent, each);
  if (events.length < PART) return;
  const aggregate = { kind: "calendar", id: calendarIdOf(user_id), version: parts };
  tx.emit(erasedInPart, aggregate, { user_id, parts });
}

export const removeCalendarOfErased = reaction("erased_calendar", userErased, async (tx, { data }) => {
  const own = await tx.get(calendar, calendarIdOf(data.id));
  if (own) await tx.purge(calendar, own);
  const user_id = data.id;
  for (const each of await tx.find(calendarFeed, { user_id })) await tx.purge(calendarFeed, each);
  await removePart(tx, user_id, 1);
});

export const removeRestOfErased = reaction("erased_calendar_rest", erasedInPart, (tx, { data }) =>
  removePart(tx, data.user_id, data.parts + 1),
);
