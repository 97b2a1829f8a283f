/** How Candle's operations on calendars are called, and what shows that they worked. */
import type { Json } from "./backroom.ts";
import { type CandleWorld, uuidOf } from "./candle.ts";
import { must, type Ok, someone, type Trials } from "./candle-people.ts";
import { sameFields, type Trial } from "./conformance.ts";

type Setting = { world: () => CandleWorld; ok: Ok };

let days = 0;
/** An event on a day of its own, within the year that a calendar shows. */
const event = (): Json => {
  days += 1;
  const day = new Date(Date.now() + (days % 300) * 86_400_000).toISOString().slice(0, 10);
  return { title: `Fair ${days}`, description: "Hall 2", start: `${day}T10:00:00Z`, end: `${day}T11:30:00Z` };
};
const week = [
  { day: "monday", start: "09:00", end: "17:00" },
  { day: "sunday", start: "22:00", end: "24:00" },
];

const natively = ({ world }: Setting, path: string): Promise<Json> =>
  world().owner.ok.get(`/marketplace-users/${uuidOf(world().me.id)}/${path}`);

const setting = (own: Setting): Trial => ({
  full: async () => ({ body: { availability: week } }),
  async proof({ body }, answer) {
    must(answer.user_id === own.world().me.id, "somebody else's calendar");
    sameFields(body, answer, "the answer");
    const { availability } = await natively(own, "calendar");
    sameFields(body, { availability }, "the native API");
  },
  state: () => natively(own, "calendar"),
  foreign: "its own",
  open: "signed in",
});

const events = (own: Setting) => async (): Promise<Json> =>
  (await own.world().owner.ok.get(`/calendar-events?user_id=${uuidOf(own.world().me.id)}&limit=100`)).data;

async function added(own: Setting): Promise<string> {
  const body = event();
  const { events: all } = await own.ok("POST", "/calendars/auth/event", body);
  return all.find((each: Json) => each.title === body.title).id;
}

/** The event in an answer, and natively. */
async function showsEvent({ world }: Setting, body: Json, answer: Json): Promise<void> {
  const shown = answer.events.find((each: Json) => each.title === body.title);
  sameFields(body, shown, "the answer");
  const own = await world().owner.ok.get(`/calendar-events/${uuidOf(shown.id)}`);
  must(own.start_at.slice(0, 19) === body.start.slice(0, 19), "another start natively");
}

export function candleCalendars(world: () => CandleWorld, ok: Ok): Trials {
  const own = { world, ok };
  const read = { state: async () => null, full: async () => ({}) };
  return {
    "POST /calendars/auth/availability": () => setting(own),
    "PUT /calendars/auth/availability": () => setting(own),
    "GET /calendars/auth": () => ({
      ...{ ...read, foreign: "its own", open: "signed in" },
      async proof(_asked, answer) {
        must(answer.user_id === world().me.id, "somebody else's calendar");
        const { availability } = await natively(own, "calendar");
        sameFields({ availability: answer.availability }, { availability }, "the native API");
      },
    }),
    "GET /calendars/user/{user_id}/availability": () => ({
      ...{ ...read, foreign: "refused" },
      async full() {
        const { id } = await ok("POST", "/users", { email: someone() });
        return { params: { user_id: id } };
      },
      async proof({ params }, answer) {
        must(answer.user_id === params!.user_id, "somebody else's calendar");
        sameFields({ availability: [], events: [] }, answer, "a calendar that nobody changed");
      },
    }),
    "POST /calendars/auth/event": () => ({
      full: async () => ({ body: event() }),
      least: async () => {
        const { start, end } = event();
        return { body: { start, end } };
      },
      proof: ({ body }, answer) => (body.title ? showsEvent(own, body, answer) : Promise.resolve()),
      state: events(own),
      ...{ foreign: "its own", open: "signed in" },
    }),
    "GET /calendars/auth/event/{event_id}": () => ({
      ...{ ...read, foreign: "refused", open: "signed in" },
      full: async () => ({ params: { event_id: await added(own) } }),
      async proof({ params }, answer) {
        must(
          answer.events.some(({ id }: Json) => id === params!.event_id),
          "the event is not in it",
        );
      },
    }),
    "PUT /calendars/auth/event/{event_id}": () => ({
      full: async () => ({ params: { event_id: await added(own) }, body: event() }),
      least: async () => {
        const { start, end } = event();
        return { params: { event_id: await added(own) }, body: { start, end } };
      },
      proof: ({ body }, answer) => (body.title ? showsEvent(own, body, answer) : Promise.resolve()),
      state: events(own),
      ...{ foreign: "refused", open: "signed in" },
    }),
    "DELETE /calendars/auth/event/{event_id}": () => ({
      full: async () => ({ params: { event_id: await added(own) } }),
      async proof({ params }, answer) {
        const gone = (all: Json[], id: string) => !all.some((each) => each.id === id);
        must(gone(answer.events, params!.event_id!), "it is still shown");
        must(gone(await events(own)(), uuidOf(params!.event_id!)), "it is still there natively");
      },
      state: events(own),
      ...{ foreign: "refused", open: "signed in" },
    }),
  };
}
