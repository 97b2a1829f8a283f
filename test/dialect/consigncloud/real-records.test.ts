/** What clients of the real service rely on, spoken to with a key of the real variant (D36, 21). */
import { type Backroom, type Json, startBackroom } from "../../support/backroom.ts";
import { type Speak, speakerOf } from "../../support/conformance.ts";
import { type CloudWorld, cloudWorld } from "../../support/consigncloud.ts";

let backroom: Backroom;
let world: CloudWorld;
let speak: Speak;
let item: Json;
let sale: Json;

beforeAll(async () => {
  backroom = await startBackroom();
  world = await cloudWorld(backroom);
  const { key } = await world.owner.ok.post("/api-keys", { name: "Real", access: "admin", profile: "real" });
  speak = speakerOf(`${backroom.url}/consigncloud/api/v1`, key);
  const { account, category, location } = world;
  // The tool of the client that is told of in 21.3 posts these, `cost` included.
  const body = {
    title: "Hat",
    tag_price: 10_000,
    cost: 500,
    account,
    category,
    location,
    inventory_type: "consignment",
    split: 0.6,
    quantity: 2,
  };
  item = await done("POST", "/items", body);
  const basket = {
    location,
    items: [{ item: item.id, quantity: 1 }],
    payments: [{ type: "cash", amount: 10_000 }],
  };
  sale = await done("POST", "/sales", basket);
});
afterAll(() => backroom?.stop());

async function done(method: string, path: string, body?: unknown): Promise<Json> {
  const said = await speak(method, path, body);
  if (said.status !== 200) throw new Error(`${method} ${path}: ${said.status} ${JSON.stringify(said.body)}`);
  return said.body;
}

test("the start: a location, and whose key this is (21.1)", async () => {
  const { data, next_cursor } = await done("GET", "/locations?limit=1");
  expect([data.length, next_cursor]).toEqual([1, null]);
  expect(data[0]).toMatchObject({
    name: "Main Street",
    address_line_1: null,
    city: null,
    state: null,
    postal_code: null,
  });
  expect(await done("GET", "/auth/me")).toMatchObject({ user_type: "api_key" });
});

test("an item shows its units by status, and costly fields only when asked (21.3)", async () => {
  const units = {
    active: 1,
    damaged: 0,
    donated: 0,
    lost: 0,
    parked: 0,
    returned_to_owner: 0,
    sold: 1,
    stolen: 0,
    to_be_returned: 0,
  };
  const plain = await done("GET", `/items/${item.id}`);
  expect(plain.status).toMatchObject(units);
  expect(Object.keys(plain.status).sort()).toEqual(
    [
      ...Object.keys(units),
      "sold_on_legacy",
      "sold_on_shopify",
      "sold_on_square",
      "sold_on_third_party",
    ].sort(),
  );
  expect(plain).toMatchObject({
    sku: expect.stringMatching(/^\d{6}$/),
    cost_per: 500,
    brand: null,
    deleted: null,
    shelf: null,
  });
  const asked = [
    ...["batches", "created_by", "days_on_shelf", "historic_sale_prices", "historic_consignor_portions"],
    ...["historic_store_portions", "last_sold", "last_viewed", "list_on_shopify", "list_on_square"],
    ...["printed", "split_price", "surcharges", "tags", "tax_exempt", "images", "weight", "weight_unit"],
  ];
  for (const name of asked) expect([name, name in plain]).toEqual([name, false]);
  const query = [...asked, "location", "quantity"].map((name) => `include=${name}`).join("&");
  const full = await done("GET", `/items/${item.id}?${query}`);
  for (const name of asked) expect([name, name in full]).toEqual([name, true]);
  expect(full).toMatchObject({
    location: world.location,
    quantity: 2,
    split_price: 6000,
    historic_sale_prices: [10_000],
    historic_consignor_portions: [6000],
    historic_store_portions: [4000],
    days_on_shelf: 0,
    tags: [],
  });
});

test("custom fields are written as a map and read as a list (21.3)", async () => {
  const changed = await done("PATCH", `/items/${item.id}`, { custom_fields_map: { era: "1970s" } });
  expect(changed.custom_fields).toEqual([{ slug: "era", value: "1970s" }]);
});

test.each([
  "limit=5&status=active",
  "status=sold",
  "created:gt=2020-01-01T00:00:00Z&created:lte=2040-01-01T00:00:00Z",
  "tag_price_gte=0&tag_price_lte=10000",
  "quantity:gte=1",
  "sort_by=created&include=tags&include=images&expand=account&expand=category",
])("items are found with %s (21.2)", async (query) => {
  const { data, count, next_cursor } = await done("GET", `/items?include=count&${query}`);
  expect([data.map((each: Json) => each.id), count, next_cursor]).toEqual([[item.id], 1, null]);
});

test.each([
  ["items", "status=available"],
  ["items", "status=returned"],
  ["items", "limit=200"],
  ["items", "date_from=2025-01-01"],
  ["items", "date_to=2025-01-01"],
  ["items", "created_gte=2025-01-01T00:00:00Z"],
  ["items", "created_lte=2025-01-01T00:00:00Z"],
  ["items", "created=2025-01-01"],
  ["sales", "status=completed"],
  ["sales", "created_gte=2025-01-01T00:00:00Z"],
  ["trends/sales", "start_date=2025-01-01&end_date=2025-02-01"],
])("%s with %s is refused, as the real service does (21.2)", async (path, query) => {
  expect((await speak("GET", `/${path}?${query}`)).status).toBe(400);
});

test("count stands in lists of items and accounts without being asked for (21.2)", async () => {
  expect((await done("GET", "/items?limit=5")).count).toBe(1);
  expect((await done("GET", "/accounts?limit=5")).count).toBe(2);
});

test("a sale tells when it was finalized, and its status when asked (21.4)", async () => {
  const plain = await done("GET", `/sales/${sale.id}`);
  expect("status" in plain).toBe(false);
  expect(plain).toMatchObject({
    finalized: expect.any(String),
    voided: null,
    parked: null,
    total: 10_000,
    change: 0,
  });
  const { data } = await done("GET", "/sales?limit=5&status=finalized&include=status");
  expect(data).toMatchObject([
    { id: sale.id, status: "finalized", line_item_count: 1, notes: [], gift_cards: [] },
  ]);
});

test("the lines of a sale, and the sales of an item as a page (21.4)", async () => {
  const { data } = await done("GET", `/sales/${sale.id}/line-items`);
  expect(data).toMatchObject([
    {
      item: { id: item.id, title: "Hat", sku: item.sku, image: null, quantity: 1 },
      unit_price: 10_000,
      split: 0.6,
      consignor_portion: 6000,
      store_portion: 4000,
      quantity: 1,
      refunded_quantity: 0,
      applied_discounts: [],
      applied_taxes: [],
    },
  ]);
  const page = await done("GET", `/items/${item.id}/sale`);
  expect(page).toMatchObject({ data: [{ id: data[0].id }], next_cursor: null });
});

test("an account and a batch have the fields of the real records (21.5)", async () => {
  const account = await done("GET", `/accounts/${world.account}`);
  const fields = [
    ...["address_line_1", "address_line_2", "city", "state", "postal_code", "email_notifications_enabled"],
    ...[
      "tax_exempt",
      "default_terms",
      "last_settlement",
      "last_activity",
      "last_item_entered",
      "number_of_items",
    ],
    ...[
      "number_of_purchases",
      "locations",
      "recurring_fees",
      "tags",
      "unpaid_balance_from",
      "has_pending_invite",
    ],
    ...["deleted", "updated", "balance"],
  ];
  for (const name of fields) expect([name, name in account]).toEqual([name, true]);
  expect("created_by" in (await done("GET", `/accounts/${world.account}?include=created_by`))).toBe(true);
  const batch = await done("POST", "/batches", { account: world.account, description: "Box" });
  expect(batch).toMatchObject({
    number: expect.any(String),
    status: "draft",
    platform_editing_on: "consigncloud",
    created: expect.any(String),
  });
});

test("statuses of several items at once, in the words of the record (21.3)", async () => {
  const hat = await done("POST", "/items", { title: "Lost", tag_price: 100 });
  await done("POST", "/items/update-statuses-bulk", { items: [hat.id], status: "lost" });
  expect((await done("GET", `/items/${hat.id}`)).status).toMatchObject({ lost: 1, active: 0 });
});

test("trends need their period and their step, and answer in 'data' (21.5)", async () => {
  const day = new Date().toISOString().slice(0, 10);
  const { data } = await done(
    "GET",
    `/trends/sales?start_date=${day.slice(0, 8)}01&end_date=${day}&bucket_size=month`,
  );
  expect(data.length).toBe(1);
});
