/** Calendars of users: their own in full, those of others as busy times (8.6). */
import * as contracts from "../../../../services/contracts/public.ts";
import { instantOf, nowMs } from "../../../../shared/clock.ts";
import { fail, notFound } from "../../../../shared/errors.ts";
import type { DialectContext } from "../../../kit/context.ts";
import * as kit from "../../../kit/index.ts";
import { mine, personaOf, platformOf, requireScope, self, signedIn, where } from "../platform.ts";
import * as shapes from "../shapes/calendars.ts";
import { named, userWith } from "../users.ts";

type Event = contracts.CalendarEvent;
const READ = "read:calendars";
const WRITE = "write:calendars";
const DAY_MS = 86_400_000;
/** The events of a calendar that are shown without another wish (CAL-5), beside the one that a request is about. */
const [DAYS_BEHIND, DAYS_AHEAD] = [31, 366];

type Span = { from?: string; to?: string };
async function calendarOf(ctx: DialectContext, user_id: string, asked: Span = {}, event?: Event) {
  const now = nowMs();
  const { from = instantOf(now - DAYS_BEHIND * DAY_MS), to = instantOf(now + DAYS_AHEAD * DAY_MS) } = asked;
  const conditions = [
    where("user_id", user_id),
    { field: "end_at", op: "gt" as const, value: from },
    { field: "start_at", op: "lt" as const, value: to },
  ];
  const [own, events] = await Promise.all([
    ctx.read(contracts.getUserCalendar, { user_id }),
    kit.allRows(ctx, contracts.calendarEvent, { conditions, sort: "start_at" }),
  ]);
  return { ...own, events: event ? withEvent(events, event) : events };
}

const withEvent = (events: readonly Event[], event: Event): Event[] =>
  [...events.filter(({ id }) => id !== event.id), event].sort((a, b) => (a.start_at < b.start_at ? -1 : 1));

/** The calendar of a user as an answer, with the event that was asked about, however far away. */
type About = { user_id: string; event?: Event };
const response = kit.completed(shapes.calendarShape, (ctx, { user_id, event }: About) =>
  calendarOf(ctx, user_id, {}, event),
);

/** Whole events for a key, busy times for a session (CAL-4). */
const asOthersSee: kit.Answer<shapes.WholeCalendar> = {
  schema: (variant) => kit.shownSchema(shapes.calendarShape, variant),
  show(ctx, whole) {
    const isKey = ctx.principal.actor.kind === "api_key";
    return kit.showOne(ctx, isKey ? shapes.calendarShape : shapes.busyCalendarShape, whole);
  },
};

/** The session's user; a key alone names one (CAL-3). */
async function owner(ctx: DialectContext, named: string | undefined): Promise<string> {
  if (ctx.principal.persona) {
    const own = await self.id(ctx, WRITE);
    if (named === undefined || named === own) return own;
    throw fail("forbidden", "A session sets the availability of its own user.");
  }
  requireScope(ctx, WRITE);
  if (named !== undefined) return (await userWith(ctx, named)).id;
  personaOf(ctx);
  throw fail("unauthorized", "Send the session of a user as 'X-Session-Token', or name a user as user_id.");
}

const setAvailability = kit.handle({
  ...{ ...kit.refusing(contracts.changeCalendar), ...signedIn, response },
  ...{ body: shapes.availabilityShape, query: shapes.ownerShape },
  async run(ctx, { user_id: named, ...changes }) {
    const user_id = await owner(ctx, named);
    await ctx.call(contracts.changeCalendar, { ...changes, user_id });
    return { user_id };
  },
});

/** An event of the signed-in user; 404 for any other. */
async function ownEvent(ctx: DialectContext, scope: string) {
  const user_id = await self.id(ctx, scope);
  const id = kit.idOf(ctx, "calendar_event", "event_id");
  const event = await ctx.read(contracts.calendarEvent.actions.get, { id });
  if (event.user_id !== user_id) throw notFound("calendar_event", id);
  return { id, user_id, event };
}

const withIt = (_ctx: DialectContext, event: Event) => ({ user_id: event.user_id, event });
const onOwn = {
  ...{ ...signedIn, response },
  also: async (ctx: DialectContext) => ({ id: (await ownEvent(ctx, WRITE)).id }),
};

/** An instant on the clock of the signed-in user, else of the organization (CAL-1). */
const localTime = kit.handle({
  ...{ ...signedIn, query: shapes.momentShape, response: shapes.localTimeShape },
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
  getMyCalendar: kit.handle({
    ...{ ...signedIn, query: shapes.spanShape, response: shapes.calendarShape },
    run: async (ctx, asked) => calendarOf(ctx, await self.id(ctx, READ), asked),
  }),
  getUserAvailability: kit.handle({
    ...{ scope: READ, response: asOthersSee },
    run: async (ctx) => calendarOf(ctx, await named("user_id").id(ctx, READ)),
  }),
  addMyEvent: kit.run(contracts.addCalendarEvent, {
    ...{ ...mine(WRITE), body: shapes.eventShape, response, after: withIt },
  }),
  getMyEvent: kit.handle({
    ...{ ...signedIn, of: "calendar_event", response },
    run: async (ctx) => ownEvent(ctx, READ),
  }),
  updateMyEvent: kit.run(contracts.changeCalendarEvent, {
    ...{ ...onOwn, body: shapes.eventShape, mode: "change", after: withIt },
  }),
  removeMyEvent: kit.run(contracts.removeCalendarEvent, {
    ...{ ...onOwn, after: async (ctx) => ({ user_id: await self.id(ctx, WRITE) }) },
  }),
};
