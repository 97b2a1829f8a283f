/** Calendars of users of a platform: availability, events, bookings, other calendars, free time (8.6, CAL-1…7). */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";

let backroom: Backroom;
let owner: Client;
let platform_id: string;
let feeds: Server;
let feed: { status: number; body: string };
let feed_url: string;

beforeAll(async () => {
  feeds = createServer((_request, answer) => {
    answer.writeHead(feed.status, { "content-type": "text/calendar" }).end(feed.body);
  });
  await new Promise<void>((resolve) => feeds.listen(0, "127.0.0.1", resolve));
  const { port } = feeds.address() as AddressInfo;
  feed_url = `http://127.0.0.1:${port}/busy.ics`;
  backroom = await startBackroom({ settings: { CALENDARS_ALLOWED_HOSTS: `127.0.0.1:${port}` } });
});
afterAll(async () => {
  await backroom.stop();
  await new Promise((resolve) => feeds.close(resolve));
});

beforeEach(async () => {
  owner = await backroom.organization("Tutors", { timezone: "Europe/Berlin" });
  platform_id = (await owner.ok.post("/platforms", { name: "Tutors" })).id;
});

async function tutor(timezone: string | null = "America/New_York"): Promise<string> {
  const email = `ada-${crypto.randomUUID()}@tutors.example`;
  return (await owner.ok.post("/marketplace-users", { platform_id, email, name: "Ada", timezone })).id;
}

const at = (user: string, rest: string) => `/marketplace-users/${user}/${rest}`;
const mondays = [{ day: "monday", start: "09:00", end: "17:00" }];
const available = (user: string, availability: Json = mondays, more: object = {}) =>
  owner.patch(at(user, "calendar"), { availability, ...more });
const add = (user: string, start_at: string, end_at: string, kind = "manual") =>
  owner.post(at(user, "calendar-events"), { kind, title: "Lunch", start_at, end_at });
const monday = "from=2027-06-14T00:00:00Z&to=2027-06-15T00:00:00Z";
const slots = async (user: string, minutes = 60, query = monday): Promise<string[]> =>
  (await owner.ok.get(at(user, `slots?minutes=${minutes}&${query}`))).slots.map(({ start_at }: Json) =>
    start_at.slice(11, 16),
  );

test("reading a calendar that nobody changed writes nothing and shows an empty one", async () => {
  const user = await tutor(null);
  const empty = { user_id: user, platform_id, time_zone: "Europe/Berlin", availability: [], overrides: [] };
  const first = await owner.ok.get(at(user, "calendar"));
  expect(first).toMatchObject(empty);
  expect((await owner.ok.get("/calendars")).data).toEqual([]);
  expect(await slots(user)).toEqual([]);
  const changed = await owner.ok.patch(at(user, "calendar"), { name: "Lessons" });
  expect(changed).toEqual({ ...first, name: "Lessons" });
  const stranger = crypto.randomUUID();
  expect((await owner.get(at(stranger, "calendar"))).status).toBe(404);
  expect((await available(stranger)).status).toBe(404);
});

test("CAL-7: slots of a day in New York around an event", async () => {
  const user = await tutor();
  expect((await available(user)).status).toBe(200);
  expect((await add(user, "2027-06-14T16:00:00Z", "2027-06-14T17:00:00Z")).status).toBe(201);
  expect(await slots(user)).toEqual(["13:00", "14:00", "15:00", "17:00", "18:00", "19:00", "20:00"]);
  const { time_zone, free } = await owner.ok.get(at(user, `free-time?${monday}`));
  expect(time_zone).toBe("America/New_York");
  expect(free).toEqual([
    { start_at: "2027-06-14T13:00:00.000Z", end_at: "2027-06-14T16:00:00.000Z" },
    { start_at: "2027-06-14T17:00:00.000Z", end_at: "2027-06-14T21:00:00.000Z" },
  ]);
});

test("CAL-1, CAL-2: availability is replaced whole; what overlaps or ends too early is named", async () => {
  const user = await tutor();
  await available(user, mondays, { overrides: [{ date: "2027-06-14", ranges: [] }] });
  expect(await slots(user)).toEqual([]);
  const refused = await available(
    user,
    [
      { day: "monday", start: "09:00", end: "12:00" },
      { day: "monday", start: "11:00", end: "24:00" },
      { day: "tuesday", start: "22:00", end: "02:00" },
    ],
    { overrides: [{ date: "2027-06-14" }, { date: "2027-06-14" }] },
  );
  expect(refused).toMatchObject({
    status: 400,
    body: {
      errors: [
        { pointer: "/availability/1", code: "overlap" },
        { pointer: "/availability/2/end", code: "too_early" },
        { pointer: "/overrides/1/date", code: "duplicate" },
      ],
    },
  });
  expect((await available(user, [{ day: "monday", start: "9:00", end: "25:00" }])).status).toBe(400);
  const after = await owner.ok.get(at(user, "calendar"));
  expect(after).toMatchObject({ availability: mondays, overrides: [{ date: "2027-06-14", ranges: [] }] });
  await available(user, [], {});
  expect(await owner.ok.get(at(user, "calendar"))).toMatchObject({ availability: [] });
});

test("CAL-2: manual events may overlap; they end later than they begin, and last at most 31 days", async () => {
  const user = await tutor();
  for (let twice = 0; twice < 2; twice++)
    expect((await add(user, "2027-06-14T16:00:00Z", "2027-06-14T17:00:00Z")).status).toBe(201);
  for (const end of ["2027-06-14T16:00:00Z", "2027-07-16T16:00:00Z"]) {
    const refused = await add(user, "2027-06-14T16:00:00Z", end);
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ pointer: "/end_at" }] } });
  }
  expect(await add(user, "2027-06-14T16:00:00Z", "2027-06-14T17:00:00Z", "subscription")).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: "/kind" }] },
  });
});

test("CAL-7: a booking lies in free time, also when it is moved; removing it frees the time", async () => {
  const user = await tutor();
  const book = (hour: number) =>
    add(user, `2027-06-14T${hour}:00:00Z`, `2027-06-14T${hour + 1}:00:00Z`, "booking");
  expect(await book(14)).toMatchObject({ status: 409, body: { code: "not_free" } });
  await available(user);
  const { body: made } = await book(14);
  expect((await book(14)).status).toBe(409);
  expect((await book(12)).status).toBe(409);
  const move = (hour: number, minute = "00") =>
    owner.patch(`/calendar-events/${made.id}`, {
      start_at: `2027-06-14T${hour}:${minute}:00Z`,
      end_at: `2027-06-14T${hour + 1}:${minute}:00Z`,
    });
  expect((await move(14, "30")).status).toBe(200);
  expect((await move(20, "30")).status).toBe(409);
  expect(await slots(user)).toEqual(["13:00", "15:30", "16:30", "17:30", "18:30", "19:30"]);
  expect((await owner.delete(`/calendar-events/${made.id}`)).status).toBe(200);
  expect(await slots(user)).toHaveLength(8);
});

test("CAL-7: of 20 bookings at once each hour is given once", async () => {
  const user = await tutor();
  await available(user);
  const hours = Array.from({ length: 20 }, (_, i) => 13 + (i % 4));
  const answers = await Promise.all(
    hours.map((hour) => add(user, `2027-06-14T${hour}:00:00Z`, `2027-06-14T${hour + 1}:00:00Z`, "booking")),
  );
  const booked = answers.filter(({ status }) => status === 201).map(({ body }) => body.start_at);
  expect(booked.sort()).toEqual(hours.slice(0, 4).map((hour) => `2027-06-14T${hour}:00:00.000Z`));
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(16);
});

const ics = (...events: string[][]) =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN", ...events.flatMap(eventOf), "END:VCALENDAR"].join(
    "\r\n",
  );
const eventOf = (lines: string[], i: number) => [
  ...["BEGIN:VEVENT", `UID:${i}@test`, "DTSTAMP:20270101T000000Z", ...lines, "END:VEVENT"],
];

test("CAL-7: other calendars make a user busy; what was read last counts while they cannot be reached", async () => {
  const user = await tutor();
  const day = (next: number) => new Date(Date.now() + next * 86_400_000).toISOString().slice(0, 10);
  const [soon, behind] = [day(20), day(21)];
  const compact = (date: string) => date.replaceAll("-", "");
  feed = {
    status: 200,
    body: ics(
      [`DTSTART:${compact(soon)}T100000Z`, `DTEND:${compact(soon)}T110000Z`],
      [`DTSTART:${compact(soon)}T120000Z`, `DTEND:${compact(soon)}T130000Z`, "TRANSP:TRANSPARENT"],
      [
        `DTSTART:${compact(day(18))}T200000Z`,
        `DTEND:${compact(day(18))}T210000Z`,
        "RRULE:FREQ=DAILY;COUNT=5",
      ],
    ),
  };
  const all = [0, 1, 2, 3, 4, 5, 6].map((each) => ({
    day: ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"][each],
    ...{ start: "00:00", end: "24:00" },
  }));
  await available(user, all, { external_calendar_ids: [feed_url, "google_cal_1"] });
  const feedRow = async () => (await owner.ok.get(`/calendar-feeds?user_id=${user}`)).data;
  await until(async () => (await feedRow())[0]?.read_at, "the first reading");
  expect(await feedRow()).toMatchObject([{ url: feed_url, stale: false, problem: null }]);
  const within = `from=${soon}T00:00:00Z&to=${behind}T00:00:00Z`;
  const busy = async () =>
    (await owner.ok.get(at(user, `free-time?${within}`))).free.map(({ start_at, end_at }: Json) => [
      ...[start_at.slice(11, 16), end_at.slice(11, 16)],
    ]);
  const free = [
    ["00:00", "10:00"],
    ["11:00", "20:00"],
    ["21:00", "00:00"],
  ];
  expect(await busy()).toEqual(free);
  // Named anew, it is read at once: a broken one keeps what was read.
  await owner.ok.patch(at(user, "calendar"), { external_calendar_ids: [] });
  expect(await feedRow()).toEqual([]);
  expect(await busy()).toEqual([["00:00", "00:00"]]);
  feed = { status: 500, body: "" };
  await owner.ok.patch(at(user, "calendar"), { external_calendar_ids: [feed_url] });
  await until(async () => (await feedRow())[0]?.problem, "the failed reading");
  expect(await feedRow()).toMatchObject([
    { stale: true, read_at: null, problem: expect.stringContaining("500") },
  ]);
});

test("INV-27: calendars and events of another organization are not there", async () => {
  const user = await tutor();
  const { body: made } = await add(user, "2027-06-14T16:00:00Z", "2027-06-14T17:00:00Z");
  const stranger = await backroom.organization("Others");
  expect((await stranger.get(at(user, "calendar"))).status).toBe(404);
  expect((await stranger.get(at(user, `slots?minutes=60&${monday}`))).status).toBe(404);
  expect((await stranger.delete(`/calendar-events/${made.id}`)).status).toBe(404);
  expect((await stranger.patch(`/calendar-events/${made.id}`, { title: "x" })).status).toBe(404);
});

test("a span that ends before it begins, or is longer than a year, is refused", async () => {
  const user = await tutor();
  for (const query of [
    "from=2027-06-15T00:00:00Z&to=2027-06-14T00:00:00Z",
    "from=2027-01-01T00:00:00Z&to=2029-01-01T00:00:00Z",
  ])
    expect(await owner.get(at(user, `free-time?${query}`))).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: "/to" }] },
    });
});
