/** What is in the calendars of users, and which times are free. */
import { count, id, list, timezone } from "../../../shared/fields/index.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { range, span } from "../free-time/asked-range.ts";
import { calendarEvent } from "./calendar-event.ts";

const { start_at, end_at, title, description, kind } = calendarEvent.fields;

export const addCalendarEvent = operation({
  name: "contracts.calendar_event.add",
  http: "POST /marketplace-users/{user_id}/calendar-events",
  status: 201,
  tag: "calendars",
  scope: "write:calendars",
  about:
    "Add an event to a user's calendar. A manual event may lie anywhere; a booking must lie in free time, so that of two bookings of the same time one is refused. Returns the event.",
  refuses: ["not_free", "unprocessable"],
  input: { user_id: id(), kind, title, description, start_at, end_at },
  output: entityOf(calendarEvent),
});

export const changeCalendarEvent = operation({
  name: "contracts.calendar_event.change",
  http: "PATCH /calendar-events/{id}",
  change: true,
  tag: "calendars",
  scope: "write:calendars",
  about:
    "Change an event of a calendar. A booking that is moved must lie in free time; the event of a subscription cannot be changed. Returns the event.",
  refuses: ["locked", "not_free"],
  input: { id: id(), title, description, start_at, end_at },
  output: entityOf(calendarEvent),
});

export const removeCalendarEvent = operation({
  name: "contracts.calendar_event.remove",
  http: "DELETE /calendar-events/{id}",
  tag: "calendars",
  scope: "write:calendars",
  about:
    "Delete an event of a calendar permanently. The event of a subscription cannot be deleted. Returns the event as it was.",
  refuses: ["locked"],
  input: { id: id() },
  output: entityOf(calendarEvent),
});

const asked = { user_id: id(), ...range } as const;

export const listFreeTime = operation({
  name: "contracts.calendar.free_time",
  http: "GET /marketplace-users/{user_id}/free-time",
  tag: "calendars",
  scope: "read:calendars",
  about:
    "List the free time of a user: their availability without events and without what other calendars of theirs say is busy. Returns the user's time zone and the stretches in their order.",
  input: asked,
  output: shapeOf({ time_zone: timezone(), free: list(span) }),
});

export const listFreeSlots = operation({
  name: "contracts.calendar.slots",
  http: "GET /marketplace-users/{user_id}/slots",
  tag: "calendars",
  scope: "read:calendars",
  about:
    "List the free slots of a user: each stretch of free time is cut into slots from its beginning. Returns the user's time zone and the slots in their order.",
  input: { ...asked, minutes: count({ min: 5, max: 1440 }) },
  output: shapeOf({ time_zone: timezone(), slots: list(span) }),
});
