/** An item's slug, its weight, and the exact moments of expiry and collection that a caller may name. */
import { type Backroom, type Client, startBackroom } from "../support/backroom.ts";

let backroom: Backroom;
let shop: Client;
let store: string;

beforeAll(async () => {
  backroom = await startBackroom();
  shop = backroom.owner;
  store = (await shop.ok.post("/stores", { name: "Tokyo", timezone: "Asia/Tokyo" })).id;
});
afterAll(() => backroom.stop());

const piece = (more: object = {}) => ({
  title: "Navy Coat",
  tag_price: 5000,
  inventory_type: "retail",
  store_id: store,
  ...more,
});

test("ID-3: the slug is made of title and sku, found by, never changed, refused in input", async () => {
  const made = await shop.ok.post("/items", piece({ title: "Été — Navy Coat" }));
  expect(made.slug).toBe(`ete-navy-coat-${made.sku}`);
  const renamed = await shop.ok.patch(`/items/${made.id}`, { title: "Cape" });
  expect(renamed.slug).toBe(made.slug);
  expect((await shop.ok.get(`/items?slug=${made.slug}`)).data).toMatchObject([{ id: made.id }]);
  expect((await shop.post("/items", piece({ slug: "mine" }))).status).toBe(400);
});

test("3.2: a weight may have up to three decimals", async () => {
  const made = await shop.ok.post("/items", piece({ weight: 1.25, weight_unit: "kg", attractiveness: 7 }));
  expect(made).toMatchObject({ weight: 1.25, weight_unit: "kg", attractiveness: 7 });
  for (const weight of [1.2345, -1, "1"]) {
    const refused = await shop.post("/items", piece({ weight }));
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ pointer: "/weight" }] } });
  }
});

test("TRM-5: moments named at creation are kept; their dates are those of the store", async () => {
  const made = await shop.ok.post(
    "/items",
    piece({
      schedule_start: "2027-03-01",
      // Already the 12th in Tokyo.
      expires_at: "2027-03-11T20:00:00.000Z",
      pick_up_at: "2027-03-20T01:00:00.000Z",
    }),
  );
  expect(made).toMatchObject({
    expires_at: "2027-03-11T20:00:00.000Z",
    pick_up_at: "2027-03-20T01:00:00.000Z",
    expires_on: "2027-03-12",
    pick_up_until: "2027-03-20",
    expiry_days: 11,
    pick_up_days: 8,
    terms_source: { expiry_days: "item", pick_up_days: "item", return_days: "system" },
  });
});

test("an expiry in the past is one: the item started then at the latest and reads expired", async () => {
  const made = await shop.ok.post("/items", piece({ expires_at: "2026-01-05T10:00:00.000Z" }));
  expect(made).toMatchObject({
    schedule_start: "2026-01-05",
    expires_on: "2026-01-05",
    expiry_days: 0,
    status: "expired",
  });
});

test("TRM-5: changed moments move the days; days that change afterwards clear the moments", async () => {
  const made = await shop.ok.post("/items", piece({ schedule_start: "2027-03-01", expiry_days: 30 }));
  const path = `/items/${made.id}`;
  const expires_at = "2027-03-05T10:00:00.000Z";
  const pick_up_at = "2027-03-09T10:00:00.000Z";
  const dated = await shop.ok.patch(path, { expires_at, pick_up_at });
  expect(dated).toMatchObject({
    expires_at,
    pick_up_at,
    expires_on: "2027-03-05",
    pick_up_until: "2027-03-09",
    expiry_days: 4,
    pick_up_days: 4,
  });
  expect(await shop.ok.patch(path, { title: "Cape" })).toMatchObject({ expires_at, pick_up_at });
  expect(await shop.ok.patch(path, { pick_up_days: 5 })).toMatchObject({
    expires_at,
    pick_up_at: null,
    pick_up_until: "2027-03-10",
  });
  expect(await shop.ok.patch(path, { schedule_start: "2027-03-02" })).toMatchObject({
    expires_at: null,
    expires_on: "2027-03-06",
    pick_up_until: "2027-03-11",
  });
});

test.each([
  [{ expires_at: "2027-03-05T10:00:00.000Z", pick_up_at: "2027-03-03T10:00:00.000Z" }, 422, "/pick_up_at"],
  [{ schedule_start: "2027-03-06", expires_at: "2027-03-05T10:00:00.000Z" }, 422, "/expires_at"],
  [
    { schedule_start: "2027-03-01", expires_at: "2027-03-05T10:00:00.000Z", expiry_days: 9 },
    422,
    "/expiry_days",
  ],
  [{ expires_at: "2027-02-30" }, 400, "/expires_at"],
  [{ schedule_start: "2027-03-06T12:00:00" }, 400, "/schedule_start"],
])("%j is refused with %d at %s", async (more, status, pointer) => {
  expect(await shop.post("/items", piece(more))).toMatchObject({ status, body: { errors: [{ pointer }] } });
});

test("TRM-5, TIM-2: a date stands for the whole of it in the store, a moment for its date there", async () => {
  const made = await shop.ok.post(
    "/items",
    piece({ schedule_start: "2027-02-28T15:00:00Z", expires_at: "2027-03-05", pick_up_at: "2027-03-09" }),
  );
  expect(made).toMatchObject({
    ...{ schedule_start: "2027-03-01", expires_on: "2027-03-05", pick_up_until: "2027-03-09" },
    ...{ expires_at: null, pick_up_at: null, expiry_ends_at: "2027-03-05T14:59:59.999Z" },
    ...{ expiry_days: 4, pick_up_days: 4, terms_source: { expiry_days: "item", pick_up_days: "item" } },
  });
  const same = { schedule_start: "2027-03-01T14:59:59.999Z", expires_at: "2027-03-05" };
  expect(await shop.ok.patch(`/items/${made.id}`, same)).toEqual(made);
  const moved = await shop.ok.patch(`/items/${made.id}`, { schedule_start: "2027-03-01T15:00:00Z" });
  expect(moved).toMatchObject({ schedule_start: "2027-03-02" });
});

test("a store's zone counts at once, also for pages that were read just before (TIM-2)", async () => {
  const own = await backroom.organization("Two zones");
  const place = await own.ok.post("/stores", { name: "Far east", timezone: "Pacific/Kiritimati" });
  const made = await own.ok.post("/items", { ...piece({ store_id: place.id }), expiry_days: 9 });
  const before = (await own.ok.get("/items")).data[0];
  expect(before.days_on_shelf).toBe(0);
  await own.ok.patch(`/items/${made.id}`, { schedule_start: "2026-01-01" });
  const there = (await own.ok.get("/items")).data[0].days_on_shelf;
  await own.ok.patch(`/stores/${place.id}`, { timezone: "Pacific/Niue" });
  // The two zones are 25 hours apart: it is never the same day in both.
  const moved = (await own.ok.get("/items")).data[0].days_on_shelf;
  expect([1, 2]).toContain(there - moved);
});
