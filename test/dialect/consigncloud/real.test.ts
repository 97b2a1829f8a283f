/** The `real` profile: what real ConsignCloud clients send and read, line by line of section 21 of the domain rules (D36). */
import { type Backroom, type Json, startBackroom } from "../../support/backroom.ts";
import { type Wire, wireTo } from "../../support/wire.ts";

let backroom: Backroom;
let real: Wire;
let shop: Json;
let consignor: Json;
let coat: Json;

beforeAll(async () => {
  backroom = await startBackroom();
  const { key } = await backroom.owner.ok.post("/api-keys", {
    name: "client",
    access: "read_write",
    profile: "real",
  });
  real = wireTo(`${backroom.url}/consigncloud/api/v1`, key);
  shop = await real.ok("POST", "/locations", { name: "Main", city: "Oslo", postal_code: "0181" });
  consignor = await real.ok("POST", "/accounts", { first_name: "Ada", last_name: "Lind", is_vendor: true });
  // What the MCP client posts: its tool calls the cost `cost`.
  coat = await real.ok("POST", "/items", {
    title: "Wool coat",
    tag_price: 12_000,
    cost: 3000,
    account: consignor.id,
    inventory_type: "consignment",
    split: 0.5,
    quantity: 1,
    location: shop.id,
    brand: "Helly Hansen",
  });
});
afterAll(() => backroom.stop());

describe("21.1 paths, auth, errors", () => {
  test("the start-up probe", async () => {
    const { status, body } = await real.send("GET", "/locations?limit=1");
    expect(status).toBe(200);
    expect(body).toMatchObject({ data: [{ id: shop.id, name: "Main", city: "Oslo", postal_code: "0181" }] });
  });
  test("/auth/me answers 401 for a dead key", async () => {
    expect((await real.send("GET", "/auth/me")).status).toBe(200);
    const dead = wireTo(`${backroom.url}/consigncloud/api/v1`, "br_live_dead");
    expect(await dead.send("GET", "/auth/me")).toMatchObject({
      status: 401,
      body: { code: "invalid_api_key" },
    });
  });
  test("the body has error, message and errors by field", async () => {
    const { status, body } = await real.send("POST", "/items", { title: 7, tag_price: 1 });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: "invalid_request_data", errors: { title: [expect.any(String)] } });
    expect(body.error).toBe(body.message);
  });
  test("what is well-formed but impossible stays 422", async () => {
    const body = { title: "x", tag_price: 1, account: shop.id };
    expect((await real.send("POST", "/items", body)).status).toBe(422);
  });
});

describe("21.2 lists", () => {
  test.each(["/items", "/accounts"])("%s: {count, data, next_cursor}, null at the end", async (path) => {
    const page = await real.ok("GET", path);
    expect(page.count).toBe(page.data.length);
    expect(page.next_cursor).toBeNull();
  });
  test.each([101, 200, 500, 1000])("limit %d is refused", async (limit) => {
    expect((await real.send("GET", `/items?limit=${limit}`)).status).toBe(400);
  });
  test.each([
    "sort_by=created",
    "created:gt=2020-01-01T00:00:00Z",
    "created:lte=2120-01-01T00:00:00Z",
    "quantity:gte=1",
    "tag_price_gte=0",
    "tag_price_lte=12000",
    "status=active",
    "inventory_type=consignment",
    "include=tags&include=images",
    "include=tags,images",
  ])("%s finds the coat", async (query) => {
    const { data } = await real.ok("GET", `/items?${query}`);
    expect(data.map((each: Json) => each.id)).toContain(coat.id);
  });
  test("plain filters by id and number", async () => {
    for (const query of [`sku=${coat.sku}`, `account=${consignor.id}`, `location=${shop.id}`]) {
      const { data } = await real.ok("GET", `/items?${query}`);
      expect(data.map((each: Json) => each.id)).toEqual([coat.id]);
    }
    expect((await real.ok("GET", "/items?account=00000000-0000-7000-8000-000000000000")).data).toEqual([]);
  });
  test("is_vendor true and false, updated:gt", async () => {
    const buyer = await real.ok("POST", "/accounts", { company: "Buyer" });
    const ids = async (query: string) =>
      (await real.ok("GET", `/accounts?${query}`)).data.map((each: Json) => each.id);
    expect(await ids("is_vendor=true")).toEqual([consignor.id]);
    expect(await ids("is_vendor=false")).toEqual([buyer.id]);
    expect(await ids("updated:gt=2120-01-01T00:00:00Z")).toEqual([]);
  });
  test.each(["date_from", "date_to", "created_after"])("%s is an unknown parameter", async (name) => {
    expect((await real.send("GET", `/items?${name}=2026-01-01`)).status).toBe(400);
  });
  test("created alone wants a full date and time", async () => {
    expect((await real.send("GET", "/items?created=2026-01-01")).status).toBe(400);
  });
});

describe("21.3 items", () => {
  test("status is an object of unit counts", async () => {
    const { status } = await real.ok("GET", `/items/${coat.id}`);
    expect(status).toEqual({
      ...{ active: 1, damaged: 0, donated: 0, lost: 0, parked: 0, returned_to_owner: 0, sold: 0 },
      ...{ sold_on_legacy: 0, sold_on_shopify: 0, sold_on_square: 0, sold_on_third_party: 0 },
      ...{ stolen: 0, to_be_returned: 0 },
    });
  });
  test.each(
    ["sold", "active", "expired", "sold_on_shopify", "sold_on_square", "sold_on_third_party"].concat([
      "to_be_returned",
      "returned_to_owner",
      "donated",
      "lost",
      "stolen",
      "damaged",
      "parked",
      "inactive",
    ]),
  )("status=%s is a filter", async (word) => {
    expect((await real.send("GET", `/items?status=${word}`)).status).toBe(200);
  });
  test.each(["available", "returned", "for_sale"])("status=%s is refused", async (word) => {
    expect((await real.send("GET", `/items?status=${word}`)).status).toBe(400);
  });
  const optional = [
    "batches",
    "created_by",
    "days_on_shelf",
    "historic_sale_prices",
    "last_sold",
    "last_viewed",
  ]
    .concat(["list_on_shopify", "list_on_square", "location", "printed", "split_price", "surcharges"])
    .concat(["tags", "tax_exempt", "images", "quantity", "weight", "weight_unit"]);
  test.each(optional)("%s is shown when include asks for it, and not otherwise", async (name) => {
    expect(await real.ok("GET", `/items/${coat.id}`)).not.toHaveProperty(name);
    expect(await real.ok("GET", `/items/${coat.id}?include=${name}`)).toHaveProperty(name);
  });
  test("expand replaces ids by objects", async () => {
    const { data } = await real.ok("GET", "/items?expand=account&expand=location&expand=created_by");
    expect(data[0].account).toMatchObject({ id: consignor.id, number: consignor.number, last_name: "Lind" });
    expect(data[0].location).toMatchObject({ id: shop.id, name: "Main" });
    expect(data[0].created_by).toMatchObject({ name: "client", user_type: "api_key" });
    expect((await real.send("GET", "/items?expand=nothing")).status).toBe(400);
  });
  test("what the summary does not know", async () => {
    const item = await real.ok("PATCH", `/items/${coat.id}`, {
      details: "short",
      description: "**long**",
      custom_fields_map: { shelf_code: "A1" },
      terms: "donate",
    });
    expect(item).toMatchObject({
      sku: coat.sku,
      brand: "Helly Hansen",
      cost_per: 3000,
      details: "short",
      terms: "donate",
      custom_fields: [{ slug: "shelf_code", value: "A1" }],
      deleted: null,
    });
  });
  test("bulk statuses, with a result each", async () => {
    const answer = await real.ok("POST", "/items/update-statuses-bulk", { items: [coat.id], status: "lost" });
    expect(answer.results).toMatchObject([{ id: coat.id, status: "changed" }]);
    await real.ok("POST", "/items/update-statuses-bulk", { items: [coat.id], status: "active" });
  });
});

describe("21.4 sales", () => {
  let sale: Json;
  beforeAll(async () => {
    sale = await real.ok("POST", "/sales", {
      items: [{ item: coat.id, quantity: 1 }],
      payments: [{ type: "cash", amount: 15_000 }],
      location: shop.id,
      memo: "thanks",
    });
  });
  test("the record carries timestamps, and status only with include", async () => {
    const shown = await real.ok("GET", `/sales/${sale.id}`);
    expect(shown).toMatchObject({ finalized: expect.any(String), voided: null, parked: null, change: 3000 });
    expect(shown).not.toHaveProperty("status");
    expect(await real.ok("GET", `/sales/${sale.id}?include=status`)).toMatchObject({ status: "finalized" });
  });
  test.each(["open", "finalized", "parked", "voided"])("status=%s is a filter", async (word) => {
    expect((await real.send("GET", `/sales?status=${word}`)).status).toBe(200);
  });
  test.each(["completed", "returned"])("status=%s is refused", async (word) => {
    expect((await real.send("GET", `/sales?status=${word}`)).status).toBe(400);
  });
  test("its fields", async () => {
    expect(await real.ok("GET", `/sales/${sale.id}`)).toMatchObject({
      number: expect.any(String),
      ...{
        subtotal: 12_000,
        total: 12_000,
        tax: 0,
        store_portion: 6000,
        consignor_portion: 6000,
        cogs: 6000,
      },
      ...{ memo: "thanks", refunded_amount: 0, cash_rounding_adjustment: 0, line_item_count: 1 },
      ...{ notes: [], gift_cards: [], register: null, pending_swipe: null, receipt_url: null },
      cashier: { id: expect.any(String) },
    });
  });
  test("line items", async () => {
    const { data } = await real.ok("GET", `/sales/${sale.id}/line-items`);
    expect(data).toMatchObject([
      {
        item: { id: coat.id, title: "Wool coat", sku: coat.sku, quantity: 1 },
        ...{ unit_price: 12_000, split: 0.5, split_price: 12_000, consignor_portion: 6000 },
        ...{ store_portion: 6000, taxed_price: 12_000, quantity: 1, refunded_quantity: 0 },
        ...{ applied_discounts: [], applied_surcharges: [], applied_taxes: [] },
      },
    ]);
  });
  test("an item's sales are a page, 404 when there are none", async () => {
    const page = await real.ok("GET", `/items/${coat.id}/sale`);
    expect(page).toMatchObject({ data: [{ sale: sale.id }], next_cursor: null });
    const other = await real.ok("POST", "/items", { title: "Unsold", tag_price: 100 });
    expect((await real.send("GET", `/items/${other.id}/sale`)).status).toBe(404);
  });
  test("refund with any body, void without one", async () => {
    await real.ok("POST", `/sales/${sale.id}/refund`, {});
    expect(await real.ok("GET", `/sales/${sale.id}`)).toMatchObject({ refunded_amount: 12_000 });
    const again = await real.ok("POST", "/sales", {
      items: [coat.id],
      payments: [{ type: "card", amount: 12_000 }],
    });
    const voided = await real.ok("POST", `/sales/${again.id}/void`);
    expect(voided).toMatchObject({ status: "voided", voided: expect.any(String) });
    expect((await real.ok("GET", `/items/${coat.id}`)).status).toMatchObject({ active: 1, sold: 0 });
  });
});

describe("21.5 accounts, batches, others", () => {
  test("an account's fields", async () => {
    expect(await real.ok("GET", `/accounts/${consignor.id}`)).toMatchObject({
      ...{ address_line_1: null, city: null, state: null, postal_code: null, tax_exempt: false, tags: [] },
      ...{ email_notifications_enabled: true, default_terms: null, number_of_items: expect.any(Number) },
      ...{
        unpaid_balance_from: null,
        has_pending_invite: false,
        deleted: null,
        locations: [],
        recurring_fees: [],
      },
    });
  });
  test("batches move between draft and submitted", async () => {
    const batch = await real.ok("POST", "/batches", { account: consignor.id, description: "spring" });
    expect(batch).toMatchObject({ status: "draft", platform_editing_on: "consigncloud" });
    await real.ok("POST", "/items", {
      title: "In batch",
      tag_price: 500,
      account: consignor.id,
      batch: batch.id,
    });
    const status = (word: string) => real.ok("POST", `/batches/${batch.id}/status`, { status: word });
    expect(await status("submitted")).toMatchObject({ status: "submitted" });
    expect(await status("draft")).toMatchObject({ status: "draft" });
  });
  test("trends require both dates and the bucket", async () => {
    expect((await real.send("GET", "/trends/sales")).status).toBe(400);
    const period = "start_date=2026-01-01&end_date=2026-01-14&bucket_size=week";
    expect((await real.ok("GET", `/trends/sales?${period}`)).data).toHaveLength(3);
    expect((await real.send("GET", `/trends/sales?${period.replace("week", "year")}`)).status).toBe(400);
  });
  test("search finds, suggest completes values of a field (D27)", async () => {
    const { results } = await real.ok("GET", "/search?query=wool&entities[]=items");
    expect(results[0].document).toMatchObject({ id: coat.id, title: "Wool coat" });
    const { results: people } = await real.ok("GET", "/search?query=lind&entities[]=accounts");
    expect(people[0].document).toMatchObject({ id: consignor.id });
    const { data } = await real.ok("GET", "/suggest?entity=items&field=brand&value=he");
    expect(data).toMatchObject([{ value: "Helly Hansen" }]);
  });
  test("money is hundredths for every currency: 1000 ISK is 100000", async () => {
    const iceland = await backroom.organization("Reykjavik", { currency: "ISK" });
    const there = wireTo(`${backroom.url}/consigncloud/api/v1`, iceland.key);
    const item = await there.ok("POST", "/items", { title: "Lopapeysa", tag_price: 100_000 });
    expect(item.tag_price).toBe(100_000);
    expect(await iceland.ok.get(`/items/${item.id}`)).toMatchObject({ tag_price: 1000, currency: "ISK" });
    expect((await there.send("POST", "/items", { title: "x", tag_price: 150 })).status).toBe(400);
  });
});

test("21.6 the client's end-to-end script: sums over all pages of items and sales", async () => {
  for (const path of [
    "/items",
    "/items?status=active",
    "/sales?status=finalized",
    "/accounts",
    "/item-categories",
  ])
    expect((await real.send("GET", `${path}${path.includes("?") ? "&" : "?"}limit=5`)).status).toBe(200);
  for (const path of ["/items/stats", `/accounts/${consignor.id}/stats`]) await real.ok("GET", path);
  const walked: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Json = await real.ok(
      "GET",
      `/items?limit=1${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`,
    );
    walked.push(...page.data.map((each: Json) => each.id));
    cursor = page.next_cursor;
    expect(page.count).toBeGreaterThanOrEqual(walked.length);
  } while (cursor);
  expect(new Set(walked).size).toBe(walked.length);
  expect(walked).toContain(coat.id);
});
