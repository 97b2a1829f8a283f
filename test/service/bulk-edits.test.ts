/** Bulk edits of items and accounts (BLK-3, BLK-4). */
import mongoose from "mongoose";
import { newId } from "../../shared/ids.ts";
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";

let backroom: Backroom;
let shop: Client;
let account: string;

beforeAll(async () => {
  backroom = await startBackroom();
  shop = backroom.owner;
  account = (await shop.ok.post("/accounts", { first_name: "Ada", is_vendor: true })).id;
});
afterAll(() => backroom.stop());

const piece = async (more: object = {}): Promise<string> =>
  (await shop.ok.post("/items", { title: "Coat", tag_price: 5000, account_id: account, ...more })).id;
const edit = (body: object, headers?: Record<string, string>) =>
  shop.post("/items/bulk-edits", body, headers);
const states = (body: Json) => body.results.map((each: Json) => each.error ?? each.status);

async function auditOf(id: string): Promise<Json[]> {
  return (await shop.ok.get(`/audit?entity_id=${id}`)).data;
}

test("BLK-3, BLK-4: each item is changed as by hand, with its own record and event under one request", async () => {
  const store = await shop.ok.post("/stores", { name: "Main street" });
  const [a, b] = [await piece(), await piece({ store_id: store.id, title: "Cape" })];
  const reply = await edit(
    { ids: [a, newId(), b], changes: { store_id: store.id, tags: ["sale"], split: 400_000 } },
    { "x-request-id": "bulk-request-1" },
  );
  expect(reply).toMatchObject({ status: 200, body: { changed: 2, failed: 1 } });
  expect(states(reply.body)).toEqual(["changed", "not_found", "changed"]);
  expect(reply.body.results.map((each: Json) => each.id)).toEqual([a, expect.any(String), b]);
  expect(await shop.ok.get(`/items/${a}`)).toMatchObject({
    store_id: store.id,
    tags: ["sale"],
    split: 400_000,
    terms_source: { split: "item" },
    title: "Coat",
  });
  for (const id of [a, b]) {
    const [last] = await auditOf(id);
    expect(last).toMatchObject({ action: "inventory.item.bulk_edit", request_id: "bulk-request-1" });
    expect(last.changes.filter((each: Json) => each.id === id)).toHaveLength(1);
    expect(last.events.map((each: Json) => each.type)).toEqual(["item.updated", "item.updated"]);
  }
  const again = await edit({ ids: [a, b], changes: { tags: ["sale"] } });
  expect(states(again.body)).toEqual(["unchanged", "unchanged"]);
});

test("a dry run answers what the edit would, and changes nothing", async () => {
  const ids = [await piece(), newId(), await piece({ tags: ["sale"] })];
  const audits = () => Promise.all([auditOf(ids[0]!), auditOf(ids[2]!)]);
  // Records have their places a moment after their commit.
  const before = await until(async () => {
    const all = await audits();
    return all.flat().every((each: Json) => each.seq) && all;
  });
  const asked = { ids, changes: { tags: ["sale"] } };
  const tried = await edit({ ...asked, dry_run: true });
  expect(states(tried.body)).toEqual(["changed", "not_found", "unchanged"]);
  expect(await audits()).toEqual(before);
  expect((await shop.ok.get(`/items/${ids[0]}`)).tags).toEqual([]);
  expect((await edit(asked)).body).toEqual(tried.body);
  const own = { ids: [account], changes: { company: "Tried" }, dry_run: true };
  expect((await shop.ok.post("/accounts/bulk-edits", own)).changed).toBe(1);
  expect((await shop.ok.get(`/accounts/${account}`)).company).not.toBe("Tried");
});

test("an item that refuses the change is reported with its reason, the others go on", async () => {
  const [one, many] = [await piece(), await piece({ quantity: 3 })];
  const reply = await edit({ ids: [one, many], changes: { account_id: null } });
  expect(reply.body).toMatchObject({ changed: 0, failed: 2 });
  await shop.ok.post(`/items/${many}/status`, { status: "lost" });
  const less = await edit({ ids: [one, many], changes: { quantity: 2 } });
  expect(states(less.body)).toEqual(["changed", "insufficient_stock"]);
  expect(less.body.results[1].message).toMatch(/Only 0 active/);
});

describe("prices", () => {
  test("18.5: set, added and multiplied prices go to the ladder; history and event as by hand", async () => {
    const ids = [await piece({ tag_price: 2000 }), await piece({ tag_price: 910 })];
    const prices = async () =>
      Promise.all(ids.map(async (id) => (await shop.ok.get(`/items/${id}`)).tag_price));
    await edit({ ids, price: { multiply_ppm: 900_000 } });
    expect(await prices()).toEqual([1800, 800]);
    await edit({ ids, price: { add: 160 }, changes: { tags: ["up"] } });
    expect(await prices()).toEqual([2000, 950]);
    await edit({ ids, price: { set: 4949 } });
    expect(await prices()).toEqual([4900, 4900]);
    const history = (await shop.ok.get(`/price-changes?item_id=${ids[0]}&sort=created_at`)).data;
    expect(history.map((each: Json) => [each.old_price, each.new_price])).toEqual([
      [2000, 1800],
      [1800, 2000],
      [2000, 4900],
    ]);
    const [last] = await auditOf(ids[0]!);
    const types = last.events.map((each: Json) => each.type);
    expect(types.filter((each: string) => each === "item.price_changed")).toHaveLength(2);
  });

  test("the organization's own ladder counts", async () => {
    const own = await backroom.organization("Ladder shop");
    await own.ok.patch(`/organizations/${own.organization_id}`, {
      price_ladder: [{ up_to: 3000, step: 7 }, { step: 1100 }],
    });
    const item = await own.ok.post("/items", { title: "T", tag_price: 100, inventory_type: "retail" });
    await own.ok.post("/items/bulk-edits", { ids: [item.id], price: { set: 102 } });
    expect((await own.ok.get(`/items/${item.id}`)).tag_price).toBe(105);
    await own.ok.post("/items/bulk-edits", { ids: [item.id], price: { set: 3000 } });
    expect((await own.ok.get(`/items/${item.id}`)).tag_price).toBe(3300);
  });

  test("API-9: a repeated request does not add twice", async () => {
    const ids = [await piece({ tag_price: 2000 })];
    const headers = { "idempotency-key": "raise-once" };
    const first = await edit({ ids, price: { add: 500 } }, headers);
    const second = await edit({ ids, price: { add: 500 } }, headers);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get("idempotency-replayed")).toBe("true");
    expect((await shop.ok.get(`/items/${ids[0]}`)).tag_price).toBe(2500);
  });
});

describe("by filter, in more than one transaction", () => {
  let own: Client & { organization_id: string };
  const COUNT = 1001;

  beforeAll(async () => {
    own = await backroom.organization("Large shop");
    const connection = await mongoose
      .createConnection(backroom.mongo_url, { dbName: `${backroom.namespace}_inventory` })
      .asPromise();
    const at = "2026-01-01T00:00:00.000Z";
    const rows = Array.from({ length: COUNT }, (_, i) => ({
      ...{ _id: newId(), org_id: own.organization_id, sku: String(i), slug: `t-${i}`, title: `T ${i}` },
      ...{ tag_price: i < 250 ? 1000 : 2000, currency: "USD", inventory_type: "retail", quantity: 1 },
      ...{ status_counts: { active: 1 }, statuses: ["active"], tags: [], checkout_holds: [], words: ["t"] },
      ...{ created_at: at, updated_at: at, version: 1, deleted_at: null, account_id: null },
    }));
    await connection.collection("items").insertMany(rows as never);
    await connection.close();
  });

  test("what the filter finds is edited, all of it", async () => {
    const conditions = [
      { field: "tag_price", op: "lt", value: 2000 },
      { field: "status", op: "eq", value: "active" },
    ];
    const body = { filter: { conditions }, price: { add: 500 } };
    const headers = { "idempotency-key": "many" };
    const reply = await own.post("/items/bulk-edits", body, headers);
    expect(reply).toMatchObject({ status: 200, body: { changed: 250, failed: 0 } });
    expect(new Set(reply.body.results.map((each: Json) => each.id)).size).toBe(250);
    expect((await own.post("/items/bulk-edits", body, headers)).body).toEqual(reply.body);
    const { count } = await own.ok.get("/items?tag_price=1500&include=count&limit=1");
    expect(count).toBe(250);
  });

  test("more than 1000 are refused with their number, and nothing changes", async () => {
    const reply = await own.post("/items/bulk-edits", { filter: {}, all: true, changes: { tags: ["x"] } });
    expect(reply).toMatchObject({
      status: 422,
      body: { count: COUNT, errors: [{ pointer: "/filter", code: "too_many" }] },
    });
    expect((await own.ok.get("/items?tags=x&limit=1")).data).toEqual([]);
  });
});

test.each<[object, number, string]>([
  [{ changes: { tags: [] } }, 400, "/ids"],
  [{ ids: [newId()], filter: {}, changes: { tags: [] } }, 400, "/ids"],
  [{ filter: {}, changes: { tags: [] } }, 400, "/filter"],
  [{ filter: { conditions: [] }, price: { set: 1 } }, 400, "/filter"],
  [{ filter: { search: "" }, all: false, price: { set: 1 } }, 400, "/filter"],
  [{ ids: [newId()], all: true, changes: { tags: [] } }, 400, "/all"],
  [{ ids: [newId()] }, 400, "/changes"],
  [{ ids: [newId()], changes: {} }, 400, "/changes"],
  [{ ids: [newId()], changes: { sku: "1" } }, 400, "/changes/sku"],
  [{ ids: [newId()], changes: { tag_price: -1 } }, 400, "/changes/tag_price"],
  [{ ids: [newId()], changes: { tags: ["a", 1] } }, 400, "/changes/tags/1"],
  [{ ids: [newId()], changes: { handling_fee: { type: "fixed" } } }, 400, "/changes/handling_fee/fixed"],
  [{ ids: [newId()], changes: { category_id: newId() } }, 422, "/changes/category_id"],
  [{ ids: [newId()], price: {} }, 400, "/price"],
  [{ ids: [newId()], price: { set: 1, add: 1 } }, 400, "/price"],
  [{ ids: [newId()], price: { set: 1 }, changes: { tag_price: 1 } }, 400, "/changes/tag_price"],
  [{ filter: { conditions: [{ field: "color", op: "eq", value: 1 }] }, price: { set: 1 } }, 400, "color"],
  [{ filter: { conditions: [{ field: "sku", op: "eq", value: [1] }] }, price: { set: 1 } }, 400, "sku"],
])("%j is refused with %d at %s", async (body, status, pointer) => {
  expect(await edit(body)).toMatchObject({ status, body: { errors: [{ pointer }] } });
});

test("one named twice is refused, and the scope is its own", async () => {
  const id = newId();
  expect(await edit({ ids: [id, id], changes: { tags: [] } })).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: "/ids/1" }] },
  });
  const { key } = await shop.ok.post("/api-keys", { name: "w", access: "scopes", scopes: ["write:items"] });
  const refused = await backroom.client(key).post("/items/bulk-edits", { ids: [id], changes: { tags: [] } });
  expect(refused).toMatchObject({ status: 403, body: { required_scope: "bulk_edit:items" } });
});

test("accounts are edited alike; one that would be left without a name is reported", async () => {
  const firm = await shop.ok.post("/accounts", { company: "Firm" });
  const person = await shop.ok.post("/accounts", { first_name: "Bo", company: "Old" });
  const ids = [firm.id, person.id, newId()];
  const reply = await shop.post("/accounts/bulk-edits", { ids, changes: { company: null, tags: ["vip"] } });
  expect(states(reply.body)).toEqual(["validation_failed", "changed", "not_found"]);
  expect(await shop.ok.get(`/accounts/${person.id}`)).toMatchObject({ company: null, tags: ["vip"] });
  expect(await shop.ok.get(`/accounts/${firm.id}`)).toMatchObject({ company: "Firm", tags: [] });
  const found = await shop.ok.get("/accounts?tags=vip");
  expect(found.data.map((each: Json) => each.id)).toEqual([person.id]);
  expect(await shop.post("/accounts/bulk-edits", { ids, changes: { balance: 1 } })).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: "/changes/balance" }] },
  });
});
