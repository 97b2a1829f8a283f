/** Calendars as clients of Candle see them (CAL, TIM-4). */
import type { Json } from "../../support/backroom.ts";
import {
  type Market,
  openPlatform,
  SESSION,
  type SignedIn,
  signIn,
  startMarket,
  uuidOf,
} from "../../support/candle.ts";
import { someone } from "../../support/candle-people.ts";
import { wireTo } from "../../support/wire.ts";

const YEAR_MS = 366 * 86_400_000;
let market: Market;
beforeAll(async () => {
  market = await startMarket();
  await openPlatform(market.url, market.owner);
});
afterAll(() => market?.stop());

const wire = (key = market.owner.key) => wireTo(`${market.url}/candle/v1`, key);
const person = () => signIn(market, market.owner, someone());
const send = (who: SignedIn, method: string, path: string, body?: Json) =>
  wire().send(method, path, body, { [SESSION]: who.token });
const seconds = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");
const span = (from: number) => ({ start: seconds(from), end: seconds(from + 3_600_000) });

test("CAL-2: changing an event changes only the fields sent", async () => {
  const me = await person();
  const body = { title: "Fitting", description: "Two coats", ...span(Date.now() + YEAR_MS / 12) };
  const [{ id }] = (await send(me, "POST", "/calendars/auth/event", body)).body.events;
  const put = (changes: Json) => send(me, "PUT", `/calendars/auth/event/${id}`, changes);
  const renamed = await put({ title: "Second fitting" });
  expect([renamed.status, renamed.body.events]).toEqual([
    200,
    [expect.objectContaining({ ...body, title: "Second fitting" })],
  ]);
  const early = await put({ end: body.start });
  expect([early.status, early.body.details[0].field]).toEqual([400, "end"]);
  expect((await put({ start: null })).status).toBe(400);
  const { events } = (await send(me, "GET", "/calendars/auth")).body;
  expect(events).toEqual([expect.objectContaining({ ...body, title: "Second fitting" })]);
});

test("CAL-5: an event that was asked about is in the answer, however far away", async () => {
  const me = await person();
  const far = span(Date.now() + 2 * YEAR_MS);
  const made = await send(me, "POST", "/calendars/auth/event", { title: "Wedding", ...far });
  expect(made.body.events).toEqual([expect.objectContaining({ title: "Wedding", ...far })]);
  const [{ id }] = made.body.events;
  await send(me, "POST", "/calendars/auth/event", { title: "Fitting", ...span(Date.now()) });
  const titles = async (method: string, body?: Json) =>
    (await send(me, method, `/calendars/auth/event/${id}`, body)).body.events.map(({ title }: Json) => title);
  expect(await titles("GET")).toEqual(["Fitting", "Wedding"]);
  expect(await titles("PUT", { title: "The wedding" })).toEqual(["Fitting", "The wedding"]);
  const { events } = (await send(me, "GET", "/calendars/auth")).body;
  expect(events.map(({ title }: Json) => title)).toEqual(["Fitting"]);
  expect(await titles("DELETE")).toEqual(["Fitting"]);
});

test("CAL-4: another user sees when somebody is busy, and not the addresses of their other calendars", async () => {
  const [me, editor] = [await person(), await person()];
  const own = `/marketplace-users/${uuidOf(me.user.id)}`;
  const feed = "https://calendars.example/private-4711/basic.ics";
  await market.owner.ok.patch(`${own}/calendar`, { external_calendar_ids: [feed] });
  await send(me, "POST", "/calendars/auth/event", { title: "Doctor", ...span(Date.now()) });
  await market.owner.ok.patch(`/marketplace-users/${uuidOf(editor.user.id)}`, { role: "editor" });
  const path = `/calendars/user/${me.user.id}/availability`;
  const seen = await wire(editor.token).ok("GET", path);
  expect(JSON.stringify(seen)).not.toContain("4711");
  expect(Object.keys(seen.events[0])).toEqual(["start", "end"]);
  const whole = await wire().ok("GET", path);
  expect([whole.googleCalendarIds, whole.events[0].title]).toEqual([[feed], "Doctor"]);
});

test("CAL-3: a key names the user in the query or the body, a session sets its own", async () => {
  const [me, other] = [await person(), await person()];
  const availability = [{ day: 0, start: "09:00", end: "24:00" }];
  const path = "/calendars/auth/availability";
  const theirs = await wire().ok("PUT", `${path}?user_id=${me.user.id}`, { availability });
  expect(theirs).toMatchObject({
    user_id: me.user.id,
    availability: [{ ...availability[0], day: "sunday" }],
  });
  const body = { availability, user_id: other.user.id };
  expect((await wire().ok("PUT", path, body)).user_id).toBe(other.user.id);
  expect((await wire().send("PUT", path, { availability })).status).toBe(401);
  expect((await send(me, "PUT", path, body)).status).toBe(403);
  expect((await send(me, "PUT", path, { availability })).body.user_id).toBe(me.user.id);
});

test("CAL-1: the local time of an instant, at both addresses, in the zone of whoever asks", async () => {
  const me = await person();
  await wire().ok("PUT", `/users/${me.user.id}`, { timezone: "Europe/Berlin" });
  for (const path of ["/calendar/localtime", "/calendars/localtime"]) {
    const at = (date: string, key = me.token) => wire(key).ok("GET", `${path}?date=${date}`);
    expect(await at("2027-03-28T00:59:59Z")).toEqual({
      ...{ date: "2027-03-28T00:59:59Z", localtime: "2027-03-28T01:59:59", timezone: "Europe/Berlin" },
    });
    expect((await at("2027-03-28T01:00:00Z")).localtime).toBe("2027-03-28T03:00:00");
    expect((await at("2027-06-14T09:00:00")).date).toBe("2027-06-14T07:00:00Z");
    expect((await at("2027-06-14T09:00:00Z", market.owner.key)).localtime).toBe("2027-06-14T09:00:00");
  }
  const wrong = await wire().send("GET", "/calendar/localtime?date=soon");
  expect([wrong.status, wrong.body.details[0].field]).toEqual([400, "date"]);
  expect((await wire().send("GET", "/calendar/localtime")).status).toBe(400);
});
