/** Stores and locations: made together, changed, deleted when nothing is in them. */
import { newId } from "../../shared/ids.ts";
import { type Backroom, type Client, startBackroom } from "../support/backroom.ts";

let backroom: Backroom;
let shop: Client;
beforeAll(async () => {
  backroom = await startBackroom();
  shop = backroom.owner;
});
afterAll(() => backroom.stop());

const store = (more: object = {}) => shop.ok.post("/stores", { name: "Main", ...more });
const spots = async (store_id: string) =>
  (await shop.ok.get(`/locations?store_id=${store_id}&kind=spot`)).data;
const item = (more: object) =>
  shop.ok.post("/items", { title: "A", tag_price: 1, inventory_type: "retail", ...more });

test("3.1, ID-3: a store is made with one spot and a slug of its own that never changes", async () => {
  const first = await store({ name: "Kleider & Röcke", country: "DE", timezone: "Europe/Berlin" });
  const second = await store({ name: "Kleider & Röcke" });
  expect([first.slug, second.slug]).toEqual(["kleider-rocke", "kleider-rocke-2"]);
  expect(await spots(first.id)).toMatchObject([{ kind: "spot", store_id: first.id }]);
  const after = await shop.ok.patch(`/stores/${first.id}`, { name: "New name", country: null });
  expect(after).toMatchObject({
    name: "New name",
    slug: "kleider-rocke",
    country: null,
    timezone: "Europe/Berlin",
    version: 2,
  });
});

test("3.1: opening hours by day; a change of one day keeps the others", async () => {
  const monday = [
    { open: "09:00", close: "12:00" },
    { open: "12:00", close: "18:00" },
  ];
  const made = await store({ scheduling: { monday } });
  expect(made.scheduling).toMatchObject({ monday, sunday: [] });
  const saturday = [{ open: "10:00", close: "14:00" }];
  const after = await shop.ok.patch(`/stores/${made.id}`, { scheduling: { saturday } });
  expect(after.scheduling).toMatchObject({ monday, saturday, sunday: [] });
});

test.each([
  [{ name: "" }, 400, "/name"],
  [{ name: "A", slug: "a" }, 400, "/slug"],
  [{ name: "A", country: "de" }, 400, "/country"],
  [{ name: "A", timezone: "Mars/Olympus" }, 400, "/timezone"],
  [{ name: "A", scheduling: { monday: [{ open: "12:00", close: "12:00" }] } }, 400, "/scheduling/monday/0"],
  [
    {
      name: "A",
      scheduling: {
        friday: [
          { open: "09:00", close: "12:00" },
          { open: "11:59", close: "13:00" },
        ],
      },
    },
    400,
    "/scheduling/friday/1",
  ],
  [
    { name: "A", scheduling: { monday: [{ open: "9:00", close: "12:00" }] } },
    400,
    "/scheduling/monday/0/open",
  ],
  [{ name: "A", default_split: 1_000_001 }, 400, "/default_split"],
  [{ name: "A", default_handling_fee: { type: "percentage" } }, 400, "/default_handling_fee/percentage_ppm"],
  [{ name: "A", tax_ids: [newId()] }, 422, "/tax_ids/0"],
])("API-3: %j answers %i and names %s, for a new store and for a change", async (body, status, pointer) => {
  const { id } = await store();
  const replies = [await shop.post("/stores", body), await shop.patch(`/stores/${id}`, body)];
  for (const reply of replies)
    expect([reply.status, reply.body.errors?.[0].pointer]).toEqual([status, pointer]);
  expect((await shop.ok.get(`/stores/${id}`)).version).toBe(1);
});

test("DEL-5: a store with pieces stays; without, it goes and comes back", async () => {
  const { id } = await store();
  const piece = await item({ store_id: id });
  const refused = await shop.delete(`/stores/${id}`);
  expect(refused).toMatchObject({
    status: 409,
    body: { code: "in_use", in_use: true, references: { items: { count: 1, sample_ids: [piece.id] } } },
  });
  await shop.ok.post(`/items/${piece.id}/status`, { status: "discarded" });
  expect((await shop.delete(`/stores/${id}`)).body.deleted_at).not.toBeNull();
  expect((await shop.delete(`/stores/${id}`)).status).toBe(200);
  const late = await shop.post("/items", {
    title: "A",
    tag_price: 1,
    inventory_type: "retail",
    store_id: id,
  });
  expect([late.status, late.body.errors[0].pointer]).toEqual([422, "/store_id"]);
  expect((await shop.ok.post(`/stores/${id}/restore`)).deleted_at).toBeNull();
});

test("3.1: the last location of a store stays (409 last_location), even when two go at once", async () => {
  const { id } = await store();
  const [first] = await spots(id);
  expect((await shop.delete(`/locations/${first.id}`)).body.code).toBe("last_location");
  const second = await shop.ok.post("/locations", { name: "Back room", store_id: id });
  const replies = await Promise.all([first, second].map((each) => shop.delete(`/locations/${each.id}`)));
  expect(replies.map((each) => each.status).sort()).toEqual([200, 409]);
  expect(await spots(id)).toHaveLength(1);
});

test("DEL-5: a location with pieces or places inside it stays", async () => {
  const { id } = await store();
  const shelf = await shop.ok.post("/locations", { name: "Shelf", store_id: id });
  const piece = await item({ location_id: shelf.id });
  const refused = await shop.delete(`/locations/${shelf.id}`);
  expect(refused.body).toMatchObject({ code: "in_use", references: { items: { count: 1 } } });
  await shop.ok.patch(`/items/${piece.id}`, { location_id: null });
  const box = await shop.ok.post("/locations", { name: "Box", store_id: id, parent_id: shelf.id });
  expect((await shop.delete(`/locations/${shelf.id}`)).body).toMatchObject({
    code: "in_use",
    references: { locations: { count: 1, sample_ids: [box.id] } },
  });
  expect((await shop.delete(`/locations/${box.id}`)).status).toBe(200);
  expect((await shop.delete(`/locations/${shelf.id}`)).status).toBe(200);
});

test("an empty location moves to another store; one with pieces, and a store's last one, stay (DEL-5)", async () => {
  const [from, to] = [await store(), await store()];
  const [last] = await spots(from.id);
  const move = (id: string, store_id: string | null) => shop.patch(`/locations/${id}`, { store_id });
  expect((await move(last.id, to.id)).body.code).toBe("last_location");
  const shelf = await shop.ok.post("/locations", { name: "Shelf", store_id: from.id, parent_id: last.id });
  const piece = await item({ location_id: shelf.id });
  expect((await move(shelf.id, to.id)).body).toMatchObject({
    code: "in_use",
    references: { items: { count: 1 } },
  });
  expect((await move(shelf.id, null)).status).toBe(400);
  expect((await move(shelf.id, newId())).status).toBe(422);
  expect((await shop.get(`/locations/${shelf.id}`)).body).toMatchObject({ store_id: from.id, version: 1 });
  await shop.ok.patch(`/items/${piece.id}`, { location_id: null });
  expect((await move(shelf.id, to.id)).body).toMatchObject({ store_id: to.id, parent_id: null });
  expect((await spots(to.id)).map((each: { id: string }) => each.id)).toContain(shelf.id);
});

test("INV-29: another organization's store and location answer like missing ones (404)", async () => {
  const other = await backroom.organization("Other");
  const { id } = await store();
  const [spot] = await spots(id);
  const replies = [
    await other.get(`/stores/${id}`),
    await other.patch(`/stores/${id}`, { name: "B" }),
    await other.delete(`/stores/${id}`),
    await other.delete(`/locations/${spot.id}`),
    await other.delete(`/locations/${newId()}`),
  ];
  expect(replies.map((each) => each.status)).toEqual([404, 404, 404, 404, 404]);
  expect(replies[3]!.body.title).toBe(replies[4]!.body.title);
  expect((await other.post("/locations", { name: "L", store_id: id })).status).toBe(422);
});
