/** Deliveries: made, moved through their states, locked a day after they took place (4.4, DLV-1). */
import { setClock } from "../../shared/clock.ts";
import { newId } from "../../shared/ids.ts";
import { type Backroom, type Client, startBackroom } from "../support/backroom.ts";

let backroom: Backroom;
let shop: Client;
let account: string;
let store: string;
const DAY = 86_400_000;

beforeAll(async () => {
  backroom = await startBackroom();
  shop = backroom.owner;
  account = (await shop.ok.post("/accounts", { first_name: "Ada", is_vendor: true })).id;
  store = (await shop.ok.post("/stores", { name: "Main street" })).id;
});
afterAll(() => backroom.stop());

const body = (more: object = {}) => ({
  account_id: account,
  store_id: store,
  delivery_at: "2025-03-02T10:00:00.000Z",
  ...more,
});
const scheduled = (more: object = {}) => shop.ok.post("/deliveries", body(more));

async function eventsOf(id: string): Promise<string[]> {
  const { data } = await shop.ok.get(`/audit?entity_id=${id}`);
  return data.reverse().flatMap((row: { events: { type: string }[] }) => row.events.map(({ type }) => type));
}

test("4.4: an appointment is made, missed, made again, changed and completed, each told once (STM-3)", async () => {
  const made = await scheduled({ note: "Two bags" });
  expect(made).toMatchObject({ status: "scheduled", note: "Two bags", completed_at: null, batch_id: null });
  const path = `/deliveries/${made.id}`;
  const missed = await shop.ok.patch(path, { status: "missed" });
  expect(missed.missed_at).toEqual(expect.any(String));
  const again = { status: "scheduled", delivery_at: "2025-03-09T10:00:00.000Z" };
  expect(await shop.ok.patch(path, again)).toMatchObject({ ...again, missed_at: null });
  await shop.ok.patch(path, { note: "Three bags" });
  const completed = await shop.ok.patch(path, { status: "completed", note: "Four bags" });
  expect(completed).toMatchObject({ status: "completed", note: "Four bags" });
  expect(completed.completed_at).toEqual(expect.any(String));
  expect(await shop.ok.patch(path, { status: "completed" })).toEqual(completed);
  expect(await eventsOf(made.id)).toEqual([
    "delivery.scheduled",
    "delivery.missed",
    "delivery.scheduled",
    "delivery.updated",
    "delivery.completed",
  ]);
});

test("STM-1: what the states do not allow is 409 with what they do", async () => {
  const { id } = await scheduled();
  await shop.ok.patch(`/deliveries/${id}`, { status: "cancelled" });
  const refused = await shop.patch(`/deliveries/${id}`, { status: "completed" });
  expect(refused).toMatchObject({
    status: 409,
    body: { code: "invalid_transition", from: "cancelled", to: "completed", allowed: [] },
  });
});

test("DLV-1: 24 hours after completion it still changes, a millisecond later nothing does", async () => {
  const completed_at = "2026-03-02T10:00:00.000Z";
  const made = await shop.ok.post("/deliveries", body({ status: "completed", completed_at }));
  expect(made).toMatchObject({ status: "completed", completed_at });
  const path = `/deliveries/${made.id}`;
  let now = Date.parse(completed_at) + DAY;
  const reset = setClock(() => now);
  try {
    expect((await shop.patch(path, { note: "in time" })).status).toBe(200);
    now += 1;
    for (const change of [{ note: "too late" }, { status: "scheduled" }])
      expect(await shop.patch(path, change)).toMatchObject({ status: 409, body: { code: "locked" } });
    expect(await shop.delete(path)).toMatchObject({ status: 409, body: { code: "locked", completed_at } });
    expect(await shop.patch(path, { status: "completed" })).toMatchObject({ status: 200 });
    now -= 1;
    const other = await shop.ok.post("/deliveries", body({ status: "completed", completed_at }));
    expect(await shop.delete(`/deliveries/${other.id}`)).toMatchObject({ status: 200 });
    expect(await shop.ok.patch(path, { status: "scheduled" })).toMatchObject({ completed_at: null });
  } finally {
    reset();
  }
});

test("4.4: one can be noted as completed; other moments and states are refused at creation", async () => {
  expect((await scheduled({ status: "completed" })).completed_at).toEqual(expect.any(String));
  const ahead = new Date(Date.now() + 600_000).toISOString();
  for (const [more, field] of [
    [{ status: "missed" }, "/status"],
    [{ completed_at: "2026-03-02T10:00:00.000Z" }, "/completed_at"],
    [{ status: "completed", completed_at: ahead }, "/completed_at"],
    [{ delivery_at: "2027-03-02" }, "/delivery_at"],
    [{ store_id: null }, "/store_id"],
  ] as const) {
    const refused = await shop.post("/deliveries", body(more));
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ pointer: field }] } });
  }
  expect(await shop.post("/deliveries", body({ account_id: newId() }))).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/account_id" }] },
  });
});

test("a batch of another account is refused", async () => {
  const other = await shop.ok.post("/accounts", { company: "B" });
  const batch = await shop.ok.post("/batches", { account_id: other.id });
  const refused = await shop.post("/deliveries", body({ batch_id: batch.id }));
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: "/batch_id" }] } });
  expect((await shop.post("/deliveries", body({ account_id: other.id, batch_id: batch.id }))).status).toBe(
    201,
  );
});

test("section 13: a delivery can be deleted, also one that has just been completed", async () => {
  const { id } = await scheduled();
  expect(await shop.delete(`/deliveries/${id}`)).toMatchObject({ status: 200, body: { deleted_id: id } });
  expect((await shop.get(`/deliveries/${id}`)).status).toBe(404);
  const done = await scheduled({ status: "completed" });
  expect(await shop.delete(`/deliveries/${done.id}`)).toMatchObject({ body: { deleted_id: done.id } });
  expect((await shop.get(`/deliveries/${done.id}`)).status).toBe(404);
});

test("lists filter and sort by what a shop looks for; a foreign tenant finds nothing (TEN-2)", async () => {
  const own = await backroom.organization("Listing shop");
  const { id } = await own.ok.post("/accounts", { company: "C" });
  const place = await own.ok.post("/stores", { name: "S" });
  const at = (day: number) => `2027-04-0${day}T10:00:00.000Z`;
  for (const day of [2, 1, 3])
    await own.ok.post("/deliveries", { account_id: id, store_id: place.id, delivery_at: at(day) });
  const query = `account_id=${id}&store_id=${place.id}&status=scheduled&delivery_at:gte=${at(2)}&sort=delivery_at`;
  const { data } = await own.ok.get(`/deliveries?${query}`);
  expect(data.map((row: { delivery_at: string }) => row.delivery_at)).toEqual([at(2), at(3)]);
  expect((await shop.get(`/deliveries/${data[0].id}`)).status).toBe(404);
});

test("4.4: nothing is completed before its day in the store; what comes early is given the day on which it came", async () => {
  const soon = new Date(Date.now() + 3 * 86_400_000).toISOString();
  const { id } = await scheduled({ delivery_at: soon });
  const early = await shop.patch(`/deliveries/${id}`, { status: "completed" });
  expect(early).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: "/status", code: "before_its_day" }] },
  });
  const at_once = await shop.post("/deliveries", body({ delivery_at: soon, status: "completed" }));
  expect(at_once.status).toBe(400);
  const now = { status: "completed", delivery_at: new Date().toISOString() };
  expect(await shop.ok.patch(`/deliveries/${id}`, now)).toMatchObject(now);
});
