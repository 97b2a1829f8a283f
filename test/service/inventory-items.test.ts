/** Items: taken in with their terms, shown, changed, moved, deleted. */
import { resolvePrincipal } from "../../services/accounts/public.ts";
import { expireItems, getItem, itemsInUse, listItems, moveItem } from "../../services/inventory/public.ts";
import { setClock } from "../../shared/clock.ts";
import { newId, sha256 } from "../../shared/ids.ts";
import type { Meta } from "../../shared/meta.ts";
import { type Backroom, type Client, startBackroom } from "../support/backroom.ts";

let backroom: Backroom;
let shop: Client;
let account: string;

beforeAll(async () => {
  backroom = await startBackroom();
  shop = backroom.owner;
  account = (await shop.ok.post("/accounts", { first_name: "Ada", is_vendor: true, default_split: 650_000 }))
    .id;
});
afterAll(() => backroom.stop());

async function metaOf(client: Client): Promise<Meta> {
  const { principal } = await backroom.process.call(resolvePrincipal, {
    kind: "api_key",
    value: sha256(client.key),
  });
  const org = principal!.org as Meta["org"];
  return { org, actor: { kind: "system", id: "test" }, scopes: ["*"], request_id: newId() };
}

const DAY_MS = 86_400_000;
const day = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

const piece = (more: object = {}) =>
  shop.ok.post("/items", { title: "Coat", tag_price: 5000, account_id: account, ...more });
const own = (more: object = {}) =>
  shop.ok.post("/items", { title: "Mug", tag_price: 900, inventory_type: "retail", ...more });
const titles = async (query: string, client = shop) =>
  (await client.ok.get(`/items?${query}`)).data.map((each: { title: string }) => each.title).sort();

type Audit = { action: string; events: { type: string }[] };
/** The types of the events that the item's own commands told, oldest first. */
async function told(id: string): Promise<string[]> {
  const { backroom_audit } = { backroom_audit: await auditOf(id) };
  return backroom_audit.reverse().flatMap((row) => row.events.map((each) => each.type));
}
async function auditOf(id: string): Promise<Audit[]> {
  const meta = await metaOf(shop);
  return (await backroom.process.call(
    { name: "inventory.audit.list" },
    { entity_id: id } as never,
    meta,
  )) as Audit[];
}

describe("taking in", () => {
  test("TRM-1, TRM-3, TRM-5: terms are resolved once, each with the level it came from", async () => {
    const parent = await shop.ok.post("/categories", { name: "Clothes", default_expiry_days: 30 });
    const category = await shop.ok.post("/categories", {
      name: "Coats",
      parent_id: parent.id,
      default_split: 100_000,
      default_return_days: 5,
    });
    const store = await shop.ok.post("/stores", {
      name: "Main street",
      default_expiry_days: 10,
      default_handling_fee: { type: "percentage", percentage_ppm: 100_000 },
    });
    const made = await piece({
      category_id: category.id,
      store_id: store.id,
      pick_up_days: 3,
      schedule_start: "2027-01-31",
    });
    expect(made).toMatchObject({
      currency: "USD",
      inventory_type: "consignment",
      split: 650_000,
      handling_fee: { type: "percentage", fixed: 0, percentage_ppm: 100_000 },
      expiry_days: 30,
      return_days: 5,
      pick_up_days: 3,
      end_action: "return_to_consignor",
      terms_source: {
        split: "account",
        handling_fee: "store",
        expiry_days: "category",
        return_days: "category",
        pick_up_days: "item",
        end_action: "system",
      },
      expires_on: "2027-03-02",
      pick_up_until: "2027-03-05",
      status_counts: { active: 1 },
      statuses: ["active"],
    });
    expect(made.sku).toMatch(/^\d{6}$/);
    await shop.ok.patch(`/accounts/${account}`, { default_return_days: 9 });
    expect((await shop.ok.get(`/items/${made.id}`)).return_days).toBe(5);
    await shop.ok.patch(`/accounts/${account}`, { default_return_days: null });
  });

  test("3.6 vector: the item's fee with the store's split", async () => {
    const shop2 = await backroom.organization("Vector shop");
    const { id } = (await shop2.ok.get("/organizations")).data[0];
    await shop2.ok.patch(`/organizations/${id}`, {
      default_split: 500_000,
      default_handling_fee: { type: "percentage", percentage_ppm: 100_000 },
      default_expiry_days: 45,
    });
    const store = await shop2.ok.post("/stores", { name: "S", default_split: 600_000 });
    const seller = await shop2.ok.post("/accounts", { company: "B" });
    const made = await shop2.ok.post("/items", {
      title: "T",
      tag_price: 1,
      account_id: seller.id,
      store_id: store.id,
      handling_fee: { type: "fixed", fixed: 1000 },
    });
    expect(made).toMatchObject({
      split: 600_000,
      handling_fee: { type: "fixed", fixed: 1000 },
      terms_source: { split: "store", handling_fee: "item", expiry_days: "organization" },
      expiry_days: 45,
    });
  });

  test("TRM-6: own goods have no split and no fee; the account's type counts when none is told", async () => {
    expect(await own({ split: 400_000 })).toMatchObject({
      split: 0,
      handling_fee: { type: "none" },
      account_id: null,
      terms_source: { split: "inventory_type" },
    });
    const dealer = await shop.ok.post("/accounts", { company: "D", default_inventory_type: "buy_outright" });
    const made = await piece({ account_id: dealer.id });
    expect(made).toMatchObject({ inventory_type: "buy_outright", split: 0 });
  });

  test.each([
    [{ tag_price: 1 }, 400, "/title"],
    [{ title: "A", tag_price: 1 }, 400, "/account_id"],
    [{ title: "A", tag_price: -1, inventory_type: "retail" }, 400, "/tag_price"],
    [{ title: "A", tag_price: 1.5, inventory_type: "retail" }, 400, "/tag_price"],
    [{ title: "A", tag_price: 1, inventory_type: "retail", quantity: 0 }, 400, "/quantity"],
    [{ title: "A", tag_price: 1, inventory_type: "retail", status: "sold" }, 400, "/status"],
    [{ title: "A", tag_price: 1, inventory_type: "retail", slug: "a" }, 400, "/slug"],
    [
      { title: "A", tag_price: 1, inventory_type: "retail", handling_fee: { type: "fixed" } },
      400,
      "/handling_fee/fixed",
    ],
    [
      { title: "A", tag_price: 1, inventory_type: "retail", handling_fee: { fixed: 1 } },
      400,
      "/handling_fee/type",
    ],
    [{ title: "A", tag_price: 1, account_id: newId() }, 422, "/account_id"],
    [{ title: "A", tag_price: 1, inventory_type: "retail", category_id: newId() }, 422, "/category_id"],
    [
      { title: "A", tag_price: 1, inventory_type: "retail", surcharge_ids: [newId()] },
      422,
      "/surcharge_ids/0",
    ],
  ])("API-3: %j answers %i and names %s", async (body, status, pointer) => {
    const before = (await shop.ok.get("/items?include=count")).count;
    const reply = await shop.post("/items", body);
    expect([reply.status, reply.body.errors?.[0].pointer]).toEqual([status, pointer]);
    expect((await shop.ok.get("/items?include=count")).count).toBe(before);
  });

  test("the location tells the store; one of another store is refused (422)", async () => {
    const [a, b] = [
      await shop.ok.post("/stores", { name: "A" }),
      await shop.ok.post("/stores", { name: "B" }),
    ];
    const spot = (await shop.ok.get(`/locations?store_id=${a.id}&kind=spot`)).data[0];
    expect(await own({ location_id: spot.id })).toMatchObject({ store_id: a.id, location_id: spot.id });
    const reply = await shop.post("/items", {
      title: "A",
      tag_price: 1,
      inventory_type: "retail",
      store_id: b.id,
      location_id: spot.id,
    });
    expect([reply.status, reply.body.errors[0].pointer]).toEqual([422, "/location_id"]);
  });

  test("INV-27, TEN-3: another organization's ids answer like missing ones", async () => {
    const other = await backroom.organization("Foreign");
    const { id } = await piece();
    const body = { title: "A", tag_price: 1, account_id: account };
    const replies = [
      await other.get(`/items/${id}`),
      await other.patch(`/items/${id}`, { title: "B" }),
      await other.delete(`/items/${id}`),
      await other.post(`/items/${id}/status`, { status: "inactive" }),
      await other.post("/items", body),
    ];
    expect(replies.map((each) => each.status)).toEqual([404, 404, 404, 404, 422]);
    const missing = await other.get(`/items/${newId()}`);
    expect(replies[0]!.body.code).toBe(missing.body.code);
    expect(replies[4]!.body).toMatchObject({
      code: "reference_not_found",
      errors: [{ pointer: "/account_id" }],
    });
    const bulk = await other.ok.post("/items/update-statuses-bulk", { items: [id], status: "inactive" });
    expect(bulk).toMatchObject({ changed: 0, failed: 1, results: [{ id, error: "not_found" }] });
  });
});

describe("lists", () => {
  test("4.1: status finds items with at least one unit in it; active includes expired; days by the store's zone", async () => {
    const client = await backroom.organization("Lists");
    const make = (title: string, more: object = {}) =>
      client.ok.post("/items", { title, tag_price: 1, inventory_type: "retail", ...more });
    await make("fresh");
    await make("waiting", { status: "inactive" });
    await make("old", { schedule_start: day(-100), expiry_days: 50 });
    const mixed = await make("mixed", { quantity: 2 });
    await client.ok.post(`/items/${mixed.id}/status`, { status: "lost", units: 1 });
    expect(await titles("status=active", client)).toEqual(["fresh", "mixed", "old"]);
    expect(await titles("status=expired", client)).toEqual(["old"]);
    expect(await titles("status=lost", client)).toEqual(["mixed"]);
    expect(await titles("status:in=expired,inactive", client)).toEqual(["old", "waiting"]);
    expect(await titles("status:in=active,expired", client)).toEqual(["fresh", "mixed", "old"]);
    expect(await titles("status:ne=active", client)).toEqual(["waiting"]);
    expect(await titles("status:ne=expired", client)).toEqual(["fresh", "mixed", "waiting"]);
    const { data, count } = await client.ok.get("/items?status=expired&include=count");
    expect([count, data[0].status, data[0].days_on_shelf]).toEqual([1, "expired", 100]);
    const bad = await client.get("/items?status=nonsense");
    expect([bad.status, bad.body.errors[0].parameter ?? bad.body.errors[0].pointer]).toEqual([400, "status"]);
  });

  test("TIM-2: an item expires by the date of its own store", async () => {
    const client = await backroom.organization("Zones", { timezone: "UTC" });
    // Where it is 23:30 in UTC, it is tomorrow in Auckland and still today in Los Angeles.
    const late = new Date(`${day(1)}T23:30:00.000Z`).getTime();
    const restore = setClock(() => late);
    try {
      const today = new Date(late).toISOString().slice(0, 10);
      const east = await client.ok.post("/stores", { name: "East", timezone: "Pacific/Auckland" });
      const west = await client.ok.post("/stores", { name: "West", timezone: "America/Los_Angeles" });
      for (const [title, store_id] of [
        ["east", east.id],
        ["west", west.id],
        ["none", null],
      ])
        await client.ok.post("/items", {
          title,
          tag_price: 1,
          inventory_type: "retail",
          store_id,
          schedule_start: today,
          expiry_days: 0,
        });
      expect(await titles("status=expired", client)).toEqual(["east"]);
      const { data } = await client.ok.get("/items?sort=title");
      expect(data.map((each: { status: string }) => each.status)).toEqual(["expired", "active", "active"]);
    } finally {
      restore();
    }
  });

  test("PRM-4: who is restricted to stores sees the items of those only", async () => {
    const [here, there] = [
      await shop.ok.post("/stores", { name: "H" }),
      await shop.ok.post("/stores", { name: "T" }),
    ];
    const [mine, other] = [await own({ store_id: here.id }), await own({ store_id: there.id })];
    const meta = { ...(await metaOf(shop)), store_ids: [here.id] };
    const page = await backroom.process.call(listItems, { limit: 100 }, meta);
    expect(page.data.map((each) => each.id)).toEqual([mine.id]);
    await expect(backroom.process.call(getItem, { id: other.id }, meta)).rejects.toMatchObject({ code: 404 });
    const move = backroom.process.call(moveItem, { id: other.id, status: "lost" }, meta);
    await expect(move).rejects.toMatchObject({ code: 404 });
  });

  test("an expanded item is shown as by itself", async () => {
    const { id } = await own();
    await shop.ok.patch(`/items/${id}`, { tag_price: 1 });
    const { data } = await shop.ok.get(`/price-changes?item_id=${id}&expand=item`);
    expect(data[0].item).toEqual(await shop.ok.get(`/items/${id}`));
  });

  test("INV-33: walking pages under a status filter gives every item once", async () => {
    const client = await backroom.organization("Pages");
    for (let i = 0; i < 7; i++)
      await client.ok.post("/items", { title: `t${i}`, tag_price: i, inventory_type: "retail" });
    const seen: string[] = [];
    let cursor = "";
    do {
      const page = await client.ok.get(`/items?status=active&limit=3&sort=tag_price${cursor}`);
      seen.push(...page.data.map((each: { title: string }) => each.title));
      cursor = page.next_cursor ? `&cursor=${page.next_cursor}` : "";
    } while (cursor);
    expect(seen).toEqual(["t0", "t1", "t2", "t3", "t4", "t5", "t6"]);
  });
});

describe("changing", () => {
  test("TRM-4, TRM-5: terms by hand count from now on, null takes one back; the dates follow", async () => {
    const { id } = await piece({ schedule_start: "2027-01-01", expiry_days: 10 });
    const after = await shop.ok.patch(`/items/${id}`, { split: 700_000, expiry_days: 20 });
    expect(after).toMatchObject({
      split: 700_000,
      terms_source: { split: "item", expiry_days: "item", return_days: "system" },
      expires_on: "2027-01-21",
      version: 2,
    });
    const back = await shop.ok.patch(`/items/${id}`, { split: null, expiry_days: null });
    expect(back).toMatchObject({
      split: 650_000,
      expiry_days: 90,
      terms_source: { split: "account", expiry_days: "system" },
      expires_on: "2027-04-01",
    });
    const nothing = await shop.ok.patch(`/items/${id}`, { split: 650_000, terms_source: undefined });
    expect(nothing).toEqual(back);
  });

  test("ITM-5: quantity goes up by active units and down by active or inactive ones only", async () => {
    const { id } = await own({ quantity: 3 });
    expect(await shop.ok.patch(`/items/${id}`, { quantity: 5 })).toMatchObject({
      quantity: 5,
      status_counts: { active: 5 },
    });
    await shop.ok.post(`/items/${id}/status`, { status: "lost", units: 4 });
    const reply = await shop.patch(`/items/${id}`, { quantity: 3 });
    expect([reply.status, reply.body.code, reply.body.errors[0].pointer]).toEqual([
      409,
      "insufficient_stock",
      "/quantity",
    ]);
    expect(await shop.ok.patch(`/items/${id}`, { quantity: 4 })).toMatchObject({
      status_counts: { lost: 4 },
      status: "lost",
    });
  });

  test("a new price leaves a row of history and tells it", async () => {
    const { id } = await own({ tag_price: 1000 });
    await shop.ok.patch(`/items/${id}`, { tag_price: 800 });
    await shop.ok.patch(`/items/${id}`, { tag_price: 800 });
    const { data } = await shop.ok.get(`/price-changes?item_id=${id}`);
    expect(data).toMatchObject([{ item_id: id, old_price: 1000, new_price: 800, currency: "USD" }]);
    expect(await told(id)).toEqual(["item.created", "item.updated", "item.price_changed"]);
  });

  test("TRM-6: a consigned piece is bought at a price and told once", async () => {
    const { id } = await piece({ quantity: 2 });
    const reply = await shop.patch(`/items/${id}`, { inventory_type: "buy_outright" });
    expect([reply.status, reply.body.errors[0].pointer]).toEqual([400, "/cost_per"]);
    expect(
      await shop.ok.patch(`/items/${id}`, { inventory_type: "buy_outright", cost_per: 1200 }),
    ).toMatchObject({
      inventory_type: "buy_outright",
      split: 0,
      terms_source: { split: "inventory_type", handling_fee: "inventory_type" },
    });
    await shop.ok.patch(`/items/${id}`, { inventory_type: "buy_outright", title: "Mine" });
    expect((await told(id)).filter((each) => each === "item.bought_out")).toHaveLength(1);
    const back = await shop.ok.patch(`/items/${id}`, { inventory_type: "consignment" });
    expect(back).toMatchObject({ split: 650_000, terms_source: { split: "account" } });
    const orphan = await shop.patch(`/items/${id}`, { account_id: null });
    expect([orphan.status, orphan.body.errors[0].pointer]).toEqual([400, "/account_id"]);
  });

  test("API-7: If-Match of another version changes nothing (412)", async () => {
    const { id } = await own();
    const reply = await shop.patch(`/items/${id}`, { title: "New" }, { "if-match": '"7"' });
    expect(reply.status).toBe(412);
    expect(await shop.ok.get(`/items/${id}`)).toMatchObject({ title: "Mug", version: 1 });
  });

  test("an item that moves to another store leaves its old spot", async () => {
    const [a, b] = [
      await shop.ok.post("/stores", { name: "X" }),
      await shop.ok.post("/stores", { name: "Y" }),
    ];
    const spot = (await shop.ok.get(`/locations?store_id=${a.id}&kind=spot`)).data[0];
    const other = (await shop.ok.get(`/locations?store_id=${b.id}&kind=spot`)).data[0];
    const { id } = await own({ location_id: spot.id });
    const at = (body: object) => shop.ok.patch(`/items/${id}`, body);
    expect(await at({ store_id: b.id })).toMatchObject({ store_id: b.id, location_id: null });
    expect(await at({ location_id: spot.id })).toMatchObject({ store_id: a.id, location_id: spot.id });
    const reply = await shop.patch(`/items/${id}`, { store_id: a.id, location_id: other.id });
    expect(reply.status).toBe(422);
  });

  test("TRM-3: terms are resolved again for chosen items, but not what was said of the item itself", async () => {
    const seller = await shop.ok.post("/accounts", { company: "Re", default_split: 400_000 });
    const a = await piece({ account_id: seller.id, return_days: 4 });
    await shop.ok.patch(`/accounts/${seller.id}`, { default_split: 450_000, default_return_days: 8 });
    const gone = newId();
    const { results } = await shop.ok.post("/items/reapply-terms", { items: [a.id, gone] });
    expect(results).toEqual([
      { id: a.id, status: "changed", error: null },
      { id: gone, status: "error", error: "not_found" },
    ]);
    expect(await shop.ok.get(`/items/${a.id}`)).toMatchObject({ split: 450_000, return_days: 4, version: 2 });
    const again = await shop.ok.post("/items/reapply-terms", { items: [a.id] });
    expect(again.results[0].status).toBe("unchanged");
  });

  test("DEL-1, DEL-2: deleting hides, twice is a no-op, restoring brings back", async () => {
    const { id } = await own();
    expect((await shop.delete(`/items/${id}`)).body.deleted_at).not.toBeNull();
    expect((await shop.delete(`/items/${id}`)).body).toMatchObject({ version: 2, status: "active" });
    expect(await shop.ok.post(`/items/${id}/restore`)).toMatchObject({ deleted_at: null, status: "active" });
    expect(await told(id)).toEqual(["item.created", "item.deleted", "item.restored"]);
  });
});

describe("moving units", () => {
  test("4.1, STM-1, STM-2: legal moves tell one event, repeats none, illegal ones say what is allowed", async () => {
    const { id } = await piece({ quantity: 2 });
    const to = (body: object) => shop.post(`/items/${id}/status`, body);
    expect((await to({ status: "to_be_returned", reason: "season over" })).body).toMatchObject({
      status: "to_be_returned",
      status_counts: { to_be_returned: 2 },
      version: 2,
    });
    expect((await to({ status: "to_be_returned" })).body.version).toBe(2);
    await to({ status: "returned_to_owner", units: 1 });
    const illegal = await to({ status: "active", from: "returned_to_owner" });
    expect(illegal).toMatchObject({
      status: 409,
      body: { code: "invalid_transition", from: "returned_to_owner", to: "active", allowed: [] },
    });
    const forced = await to({ status: "active", from: "returned_to_owner", force: true });
    expect([forced.status, forced.body.errors[0].pointer]).toEqual([400, "/reason"]);
    expect(
      (await to({ status: "active", from: "returned_to_owner", force: true, reason: "r" })).body,
    ).toMatchObject({ status_counts: { active: 1, to_be_returned: 1 } });
    const moves = (await told(id)).filter((each) => each === "item.status_changed");
    expect(moves).toHaveLength(3);
  });

  test("ITM-1: sold is entered by sales only (422)", async () => {
    const { id } = await own();
    for (const path of [`/items/${id}/status`, "/items/update-statuses-bulk"]) {
      const body = { status: "sold", ...(path.endsWith("bulk") ? { items: [id] } : {}) };
      const reply = await shop.post(path, body);
      expect([reply.status, reply.body.errors[0].pointer]).toEqual([422, "/status"]);
    }
    expect((await shop.ok.get(`/items/${id}`)).version).toBe(1);
  });

  test("ITM-2: to_be_returned is skipped where the organization says so", async () => {
    const client = await backroom.organization("Collapse");
    const { id: org } = (await client.ok.get("/organizations")).data[0];
    await client.ok.patch(`/organizations/${org}`, { collapse_return_states: true });
    const { id } = await client.ok.post("/items", { title: "A", tag_price: 1, inventory_type: "retail" });
    const after = await client.ok.post(`/items/${id}/status`, { status: "to_be_returned" });
    expect(after.status_counts).toEqual({ returned_to_owner: 1 });
  });

  test("BLK-3, BLK-4: of many items the illegal ones are reported, each other one has its own event", async () => {
    const [a, b, c] = [await own(), await own({ status: "inactive" }), await own()];
    await shop.ok.post(`/items/${c.id}/status`, { status: "discarded" });
    const items = [a.id, b.id, c.id];
    expect(await shop.ok.post("/items/update-statuses-bulk", { items, status: "inactive" })).toMatchObject({
      changed: 1,
      failed: 1,
      results: [
        { id: a.id, status: "changed" },
        { id: b.id, status: "unchanged" },
        { id: c.id, status: "error", error: "invalid_transition" },
      ],
    });
    expect(await told(a.id)).toContain("item.status_changed");
    expect((await shop.ok.get(`/items/${c.id}`)).status).toBe("discarded");
    const twice = await shop.post("/items/update-statuses-bulk", { items: [a.id, a.id], status: "lost" });
    expect([twice.status, twice.body.errors[0].pointer]).toEqual([400, "/items/1"]);
  });

  test("INV-13: racing moves never make a count negative, and counts always add up", async () => {
    const { id } = await own({ quantity: 10 });
    const replies = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        shop.post(`/items/${id}/status`, { status: i % 2 ? "lost" : "damaged", from: "active", units: 1 }),
      ),
    );
    const won = replies.filter((each) => each.status === 200);
    const lost = replies.filter((each) => each.status !== 200);
    expect(won).toHaveLength(10);
    expect(lost.map((each) => [each.status, each.body.code])).toEqual([
      [409, "item_not_available"],
      [409, "item_not_available"],
    ]);
    const { status_counts, version } = await shop.ok.get(`/items/${id}`);
    expect(status_counts.lost + status_counts.damaged).toBe(10);
    expect(version).toBe(11);
  });

  test("INV-13: after a random sequence of moves with a fixed seed the counts add up to the quantity", async () => {
    let seed = 20_270_131;
    const random = (n: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
      return seed % n;
    };
    const words = [
      "inactive",
      "active",
      "to_be_returned",
      "donated",
      "discarded",
      "lost",
      "stolen",
      "damaged",
    ];
    const { id } = await own({ quantity: 7 });
    let quantity = 7;
    for (let step = 0; step < 80; step++) {
      const roll = random(10);
      if (roll === 0) {
        const wanted = 1 + random(9);
        const reply = await shop.patch(`/items/${id}`, { quantity: wanted });
        if (reply.status === 200) quantity = wanted;
      } else {
        const status = words[random(words.length)];
        await shop.post(`/items/${id}/status`, {
          status,
          ...(random(2) ? { units: 1 + random(3) } : {}),
          ...(random(4) ? {} : { force: true, reason: "found" }),
        });
      }
      const row = await shop.ok.get(`/items/${id}`);
      const counts = Object.values(row.status_counts) as number[];
      expect([row.quantity, counts.reduce((a, b) => a + b, 0)]).toEqual([quantity, quantity]);
      expect(Math.min(...counts)).toBeGreaterThan(0);
      expect(row.statuses.sort()).toEqual(Object.keys(row.status_counts).sort());
    }
  });
});

describe("expiry (ITM-6)", () => {
  test("told once, and nothing moves unless the organization turned it on", async () => {
    const client = await backroom.organization("Expiry");
    const meta = await metaOf(client);
    const { id: org } = (await client.ok.get("/organizations")).data[0];
    const seller = await client.ok.post("/accounts", { company: "S" });
    const make = (more: object) =>
      client.ok.post("/items", {
        title: "A",
        tag_price: 1,
        account_id: seller.id,
        schedule_start: day(-60),
        expiry_days: 30,
        pick_up_days: 10,
        ...more,
      });
    const back = await make({});
    const given = await make({ end_action: "donate" });
    const bought = await make({ end_action: "convert", cost_per: 5 });
    const waits = await make({ end_action: "convert" });
    const fresh = await make({ schedule_start: day(0) });
    const run = () => backroom.process.call(expireItems, {}, meta);
    expect(await run()).toEqual({ told: 4, ended: 0 });
    expect(await run()).toEqual({ told: 0, ended: 0 });
    await client.ok.patch(`/organizations/${org}`, { automatic_end_actions: true });
    expect(await run()).toEqual({ told: 0, ended: 3 });
    expect(await run()).toEqual({ told: 0, ended: 0 });
    const status = async ({ id }: { id: string }) => (await client.ok.get(`/items/${id}`)).status;
    expect(await Promise.all([back, given, waits, fresh].map(status))).toEqual([
      "to_be_returned",
      "donated",
      "expired",
      "active",
    ]);
    expect(await client.ok.get(`/items/${bought.id}`)).toMatchObject({
      inventory_type: "buy_outright",
      split: 0,
    });
    await client.ok.patch(`/items/${waits.id}`, { expiry_days: 31 });
    expect(await run()).toMatchObject({ told: 1 });
  });
});

test("DEL-5: what an account's open items are is told to who wants to delete it", async () => {
  const seller = await shop.ok.post("/accounts", { company: "Busy" });
  const { id } = await piece({ account_id: seller.id });
  const meta = await metaOf(shop);
  const uses = () => backroom.process.call(itemsInUse, { account_id: seller.id }, meta);
  expect(await uses()).toEqual({ count: 1, sample_ids: [id] });
  await shop.ok.post(`/items/${id}/status`, { status: "returned_to_owner" });
  expect(await uses()).toEqual({ count: 0, sample_ids: [] });
});
