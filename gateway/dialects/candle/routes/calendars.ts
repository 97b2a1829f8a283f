/** Calendars of users: their own in full, those of others as busy times (8.6). */
import {
  addCalendarEvent,
  type CalendarEvent,
  calendarEvent,
  changeCalendar,
  changeCalendarEvent,
  getUserCalendar,
  removeCalendarEvent,
} from "../../../../services/contracts/public.ts";
import { instantOf, nowMs } from "../../../../shared/clock.ts";
import { fail, notFound } from "../../../../shared/errors.ts";
import type { Answer } from "../../../kit/answer.ts";
import { idOf } from "../../../kit/builders.ts";
import {
  ANY_KEY,
  c,
  type DialectContext,
  field,
  handle,
  refusing,
  rowsOf,
  shape,
  shownSchema,
  showOne,
} from "../../../kit/index.ts";
import { allRows } from "../../../kit/whole.ts";
import { personaOf, platformOf, requireScope, self } from "../platform.ts";
import {
  availabilityShape,
  busyCalendarShape,
  calendarShape,
  eventShape,
  localTimeShape,
  momentShape,
  ownerShape,
  type WholeCalendar,
} from "../shapes/calendars.ts";
import { userWith } from "../users.ts";

const READ = "read:calendars";
const WRITE = "write:calendars";
const DAY_MS = 86_400_000;
/** The events of a calendar that are shown without another wish (CAL-5), beside the one that a request is about. */
const [DAYS_BEHIND, DAYS_AHEAD] = [31, 366];

type Span = { from: string; to: string };
const spanShape = shape("CalendarSpan", rowsOf<Span>(), {
  from: field("from", c.instantSeconds),
  to: field("to", c.instantSeconds),
});

async function calendarOf(
  ctx: DialectContext,
  user_id: string,
  asked: Partial<Span> = {},
  event: CalendarEvent | null = null,
): Promise<WholeCalendar> {
  const { from = instantOf(nowMs() - DAYS_BEHIND * DAY_MS), to = instantOf(nowMs() + DAYS_AHEAD * DAY_MS) } =
    asked;
  const conditions = [
    { field: "user_id", op: "eq" as const, value: user_id },
    { field: "end_at", op: "gt" as const, value: from },
    { field: "start_at", op: "lt" as const, value: to },
  ];
  const [own, events] = await Promise.all([
    ctx.read(getUserCalendar, { user_id }),
    allRows(ctx, calendarEvent, { conditions, sort: "start_at" }),
  ]);
  return { ...own, events: event ? withEvent(events, event) : events };
}

const withEvent = (events: readonly CalendarEvent[], event: CalendarEvent): CalendarEvent[] =>
  [...events.filter(({ id }) => id !== event.id), event].sort((a, b) => (a.start_at < b.start_at ? -1 : 1));

/** The calendar of a user as an answer, with the event that was asked about, however far away. */
const asCalendar: Answer<{ user_id: string; event?: CalendarEvent }> = {
  schema: (variant) => shownSchema(calendarShape, variant),
  show: async (ctx, { user_id, event }) =>
    showOne(ctx, calendarShape, await calendarOf(ctx, user_id, {}, event)),
};

const getMyCalendar = handle({
  ...{ scope: ANY_KEY, query: spanShape, response: calendarShape },
  run: async (ctx, asked) => calendarOf(ctx, await self.id(ctx, READ), asked),
});

/** Whole events for a key, busy times for a session (CAL-4). */
const asOthersSee: Answer<WholeCalendar> = {
  schema: (variant) => shownSchema(calendarShape, variant),
  show: (ctx, whole) =>
    showOne(ctx, ctx.principal.actor.kind === "api_key" ? calendarShape : busyCalendarShape, whole),
};

const getUserAvailability = handle({
  ...{ scope: READ, response: asOthersSee },
  async run(ctx) {
    const { id } = await userWith(ctx, idOf(ctx, "marketplace_user", "user_id"));
    return calendarOf(ctx, id);
  },
});

/** The session's user; a key alone names one (CAL-3). */
async function owner(ctx: DialectContext, named: string | undefined): Promise<string> {
  if (named === undefined && !personaOf(ctx))
    throw fail("unauthorized", "Send the session of a user as 'X-Session-Token', or name a user as user_id.");
  if (ctx.principal.persona) {
    const own = await self.id(ctx, WRITE);
    if (named !== undefined && named !== own)
      throw fail("forbidden", "A session sets the availability of its own user.");
    return own;
  }
  requireScope(ctx, WRITE);
  return (await userWith(ctx, named ?? "")).id;
}

const setAvailability = handle({
  ...{ ...refusing(changeCalendar), scope: ANY_KEY, response: asCalendar },
  ...{ body: availabilityShape, query: ownerShape },
  async run(ctx, { user_id, ...changes }) {
    const own = await owner(ctx, user_id);
    await ctx.call(changeCalendar, { ...changes, user_id: own });
    return { user_id: own };
  },
});

const addMyEvent = handle({
  ...{ ...refusing(addCalendarEvent), scope: ANY_KEY, body: eventShape, response: asCalendar },
  async run(ctx, { start_at = "", end_at = "", ...rest }) {
    const user_id = await self.id(ctx, WRITE);
    return { user_id, event: await ctx.call(addCalendarEvent, { user_id, start_at, end_at, ...rest }) };
  },
});

/** An event of the signed-in user; 404 for any other. */
async function ownEvent(ctx: DialectContext, scope: string) {
  const user_id = await self.id(ctx, scope);
  await platformOf(ctx);
  const id = idOf(ctx, "calendar_event", "event_id");
  const event = await ctx.read(calendarEvent.actions.get, { id });
  if (event.user_id !== user_id) throw notFound("calendar_event", id);
  return { id, user_id, event };
}

const getMyEvent = handle({
  ...{ scope: ANY_KEY, of: "calendar_event", response: asCalendar },
  run: async (ctx) => ownEvent(ctx, READ),
});

const updateMyEvent = handle({
  ...{ ...refusing(changeCalendarEvent), scope: ANY_KEY, response: asCalendar },
  body: eventShape,
  mode: "change",
  async run(ctx, changes) {
    const { id, user_id } = await ownEvent(ctx, WRITE);
    return { user_id, event: await ctx.call(changeCalendarEvent, { id, ...changes }) };
  },
});

const removeMyEvent = handle({
  ...{ ...refusing(removeCalendarEvent), scope: ANY_KEY, response: asCalendar },
  async run(ctx) {
    const { id, user_id } = await ownEvent(ctx, WRITE);
    await ctx.call(removeCalendarEvent, { id });
    return { user_id };
  },
});

/** An instant on the clock of the signed-in user, else of the organization (CAL-1). */
const localTime = handle({
  ...{ scope: ANY_KEY, query: momentShape, response: localTimeShape },
  async run(ctx, { at = "" }) {
    await platformOf(ctx);
    personaOf(ctx);
    return { at, time_zone: ctx.wire.wall_clock ?? ctx.wire.timezone };
  },
});

const localTimeIn = (id: string) => ({
  ...{ id, tag: "Calendars", summary: "Get the local time at a date", does: localTime },
});
/** The text names it beside the calendars, in the singular; both addresses are answered. */
export const addedCalendars = {
  "GET /calendar/localtime": localTimeIn("getLocalTime"),
  "GET /calendars/localtime": localTimeIn("getCalendarLocalTime"),
};

export const calendarOperations = {
  ...{ createMyAvailability: setAvailability, replaceMyAvailability: setAvailability },
  ...{ getMyCalendar, getUserAvailability, addMyEvent, getMyEvent, updateMyEvent, removeMyEvent },
};
