/** What ConsignCloud's clients get wrong: always its own body, the field by name, nothing changed, never a 5xx. */
import { type Backroom, type Json, startBackroom } from "../../support/backroom.ts";
import { type Speak, type Spoken, speakerOf } from "../../support/conformance.ts";
import { type CloudWorld, cloudWorld } from "../../support/consigncloud.ts";

let backroom: Backroom;
let world: CloudWorld;
let item: Json;
/** A key of the same shop that is spoken to as the real service speaks (D36). */
let real: Speak;

beforeAll(async () => {
  backroom = await startBackroom();
  world = await cloudWorld(backroom);
  const { key } = await world.owner.ok.post("/api-keys", { name: "Real", access: "admin", profile: "real" });
  real = speakerOf(`${backroom.url}/consigncloud/api/v1`, key);
  const body = {
    title: "Hat",
    tag_price: 1000,
    account: world.account,
    location: world.location,
    category: world.category,
  };
  item = (await world.own("POST", "/items", body)).body;
});
afterAll(() => backroom?.stop());

const NOBODY = "019ffe00-0000-7000-8000-000000000000";

/** The status, the code and the fields of a refusal in ConsignCloud's body. */
function refusal({ status, body, type }: Spoken): [number, string, string[]] {
  expect(type).toContain("application/json");
  expect(body).toEqual(
    expect.objectContaining({
      error: expect.any(String),
      message: body.error,
      code: expect.any(String),
      details: expect.objectContaining({ reason: expect.any(String) }),
      request_id: expect.any(String),
    }),
  );
  for (const each of Object.values<Json>(body.errors ?? {}))
    expect(each).toEqual(expect.arrayContaining([expect.any(String)]));
  return [status, body.code, Object.keys(body.errors ?? {})];
}
const send = async (method: string, path: string, body?: unknown, speak: Speak = world.own) =>
  refusal(await speak(method, path, body));
const count = async (path: string) => (await world.own("GET", `${path}?limit=1&include=count`)).body.count;
const invalid = (...fields: string[]) => [400, "invalid_request_data", fields];

test.each([
  ["/items?limit=101", "limit"],
  ["/items?limit=200", "limit"],
  ["/items?limit=0", "limit"],
  ["/items?limit=ten", "limit"],
  ["/items?limit=1&limit=2", "limit"],
  ["/items?include=everything", "include"],
  ["/items?include=tags,everything", "include"],
  ["/items?include[]=everything", "include"],
  ["/items?expand=everything", "expand"],
  ["/items?sort_by=colour", "sort_by"],
  ["/items?sort_by[$gt]=", "sort_by[$gt]"],
  ["/items?deleted=perhaps", "deleted"],
  ["/items?cursor=abc", "cursor"],
  ["/items?date_from=2025-01-01", "date_from"],
  ["/items?created=2025-13-01", "created"],
  ["/items?tag_price[gte]=a", "tag_price[gte]"],
  ["/items?tag_price[between]=1", "tag_price[between]"],
  ["/items?status=melted", "status"],
  ["/items?inventory_type=stolen", "inventory_type"],
  ["/items?account=nobody", "account"],
  ["/items?account[$ne]=x", "account[$ne]"],
  ["/sales?status=melted", "status"],
  ["/sales?payment_type=shells", "payment_type"],
  ["/accounts?is_vendor=perhaps", "is_vendor"],
  ["/trends/sales?bucket_size=hour", "bucket_size"],
  ["/trends/sales?start_date=yesterday", "start_date"],
  ["/trends/sales?start_date=2025-02-01&end_date=2025-01-01", "end_date"],
  ["/reports/sales?group_by=weather", "group_by"],
  ["/items/export?limit=5&colour=red", "colour"],
  ["/accounts/stats?colour=red", "colour"],
])("GET %s names '%s'", async (path, field) => {
  expect(await send("GET", path)).toEqual(invalid(field));
});

test("include and expand are taken repeated, in brackets and with commas (API-6)", async () => {
  for (const query of [
    "include=tags&include=images",
    "include[]=tags&include[]=images",
    "include=tags,images",
  ]) {
    const said = await real("GET", `/items/${item.id}?${query}`);
    expect([said.status, said.body.tags, said.body.images, "surcharges" in said.body]).toEqual([
      200,
      [],
      [],
      false,
    ]);
  }
  for (const query of [
    "expand=account&expand=location",
    "expand[]=account&expand[]=location",
    "expand=account,location",
  ]) {
    const said = await world.own("GET", `/items?${query}`);
    expect(said.body.data[0]).toMatchObject({
      account: { id: world.account, first_name: "Ada" },
      location: { name: "Main Street" },
    });
  }
});

test("a cursor of another list or another organization is refused (API-4)", async () => {
  await world.own("POST", "/accounts", { first_name: "Eve" });
  const { next_cursor } = (await world.own("GET", "/accounts?limit=1")).body;
  const cursor = encodeURIComponent(next_cursor);
  for (const path of [`/items?cursor=${cursor}`, `/accounts?is_vendor=true&cursor=${cursor}`])
    expect((await send("GET", path)).slice(0, 2)).toEqual([400, "invalid_request_data"]);
  expect((await send("GET", `/accounts?limit=1&cursor=${cursor}`, undefined, world.stranger))[0]).toBe(400);
});

test.each([
  ["title", 5],
  ["title", ""],
  ["title", "y".repeat(70_000)],
  ["tag_price", "1000"],
  ["tag_price", 10.5],
  ["tag_price", -1],
  ["tag_price", 1e15],
  ["split", 1.5],
  ["quantity", 0],
  ["quantity", 1.5],
  ["inventory_type", "stolen"],
  ["category", NOBODY],
  ["category", "coats"],
  ["account", NOBODY],
  ["location", NOBODY],
  ["shelf", NOBODY],
  ["batch", NOBODY],
  ["custom_fields", [{ slug: 5 }]],
  ["tags", [5]],
  ["surcharges", [NOBODY]],
  ["sku", "000009"],
  ["status", "sold"],
  ["no_such_field", 1],
])("an item with %s = %j is refused by that name", async (field, value) => {
  const before = await count("/items");
  const body = { title: "Hat", tag_price: 1000, account: world.account, [field]: value };
  const [status, code, fields] = await send("POST", "/items", body);
  expect([status, code]).toEqual([400, "invalid_request_data"]);
  expect(fields.map((each) => each.split(".")[0])).toContain(field);
  expect((await send("PATCH", `/items/${item.id}`, { [field]: value }))[0]).toBe(400);
  expect(await count("/items")).toBe(before);
});

test("what belongs to another organization is not there (API-14)", async () => {
  const theirs = (await world.stranger("POST", "/accounts", { first_name: "Mallory" })).body;
  for (const path of [
    `/accounts/${theirs.id}`,
    `/accounts/${theirs.id}/stats`,
    `/items/${NOBODY}`,
    "/items/none",
    "/sales/none",
  ])
    expect((await send("GET", path)).slice(0, 2)).toEqual([404, "entity_not_found"]);
  expect((await send("PATCH", `/accounts/${theirs.id}`, { company: "x" }))[0]).toBe(404);
  expect(await send("POST", "/items", { title: "x", tag_price: 1, account: theirs.id })).toEqual(
    invalid("account"),
  );
  const bulk = await world.own("POST", "/accounts/bulk-edits", {
    accounts: [theirs.id],
    changes: { company: "x" },
  });
  expect([bulk.status, bulk.body.changed, bulk.body.failed]).toEqual([200, 0, 1]);
  expect((await world.stranger("GET", `/accounts/${theirs.id}`)).body.company ?? null).toBeNull();
});

test.each([
  ["items", "all", "items"],
  ["items", [{ item: "none" }], "items.0.item"],
  ["items", [{ item: NOBODY, quantity: 0.5 }], "items.0.quantity"],
  ["items", [{ item: NOBODY, colour: "red" }], "items.0.colour"],
  ["items", [{ item: NOBODY }, 5], "items.1.item"],
  ["items", [{}], "items.0.item"],
  ["items", [{ item: NOBODY, discounts: [{ discount: 5 }] }], "items.0.discounts.0.discount"],
  ["payments", [{ type: "shells", amount: 1 }], "payments.0.type"],
  ["payments", [{ type: "cash", amount: 0.5 }], "payments.0.amount"],
  ["payments", [{ type: "cash" }], "payments.0.amount"],
  ["payments", [null], "payments.0"],
  ["customer", "Bob", "customer"],
])("a sale with %s = %j names %s", async (field, value, name) => {
  const body = { location: world.location, items: [item.id], [field]: value };
  expect(await send("POST", "/sales", body)).toEqual(invalid(name));
});

test("a sale of what is not there, of what is sold, of too little money changes nothing", async () => {
  const before = await count("/sales");
  const pay = (amount: number) => [{ type: "cash", amount }];
  const sale = (items: unknown[], amount: number) => ({
    location: world.location,
    items,
    payments: pay(amount),
  });
  expect((await send("POST", "/sales", sale([NOBODY], 1000)))[0]).toBe(400);
  expect((await send("POST", "/sales", sale([item.id], 999)))[0]).toBe(400);
  expect((await send("POST", "/sales", sale([{ item: item.id, quantity: 2 }], 2000)))[0]).toBe(409);
  expect((await send("POST", "/sales", sale([], 0)))[0]).toBe(400);
  expect(await count("/sales")).toBe(before);
  expect((await world.own("GET", `/items/${item.id}`)).body.status).toBe("available");
});

test("lists in bodies: none, too many, twice, not of the type", async () => {
  const many = Array.from({ length: 5001 }, () => NOBODY);
  for (const [path, word, more] of [
    ["/items/update-statuses-bulk", "items", { status: "donated" }],
    ["/items/bulk-edits", "items", { changes: { title: "x" } }],
    ["/accounts/bulk-edits", "accounts", { changes: { company: "x" } }],
    ["/accounts/payouts", "accounts", {}],
  ] as const) {
    for (const list of [[], many, [5], "all"]) {
      // No account to pay is nobody to pay.
      if (path === "/accounts/payouts" && list.length === 0) continue;
      const said = await send("POST", path, { [word]: list, ...more });
      expect([path, said[0]]).toEqual([path, 400]);
    }
    const odd = await send("POST", path, { [word]: [NOBODY, "none"], ...more });
    expect(odd[2].some((name) => name.startsWith(word))).toBe(true);
  }
  const twice = await world.own("POST", "/items/update-statuses-bulk", {
    items: [item.id, item.id],
    status: "available",
  });
  expect(twice.status).toBeLessThan(500);
});

test("the sale of an item comes about at the till, not by a status (ITM-1)", async () => {
  const said = await world.own("POST", "/items/update-statuses", { items: [item.id], status: "sold" });
  expect(said.status).toBeLessThan(500);
  expect((await world.own("GET", `/items/${item.id}`)).body.status).toBe("available");
});

test("nothing at an address, another method, another type, no JSON, too much: in its own body", async () => {
  expect((await send("GET", "/nothing"))[0]).toBe(404);
  expect((await send("GET", "/items/%E0%A4%A"))[0]).toBe(404);
  for (const [method, path] of [
    ["PUT", `/items/${item.id}`],
    ["DELETE", "/items"],
    ["POST", "/balance-entries"],
  ] as const)
    expect((await send(method, path, {}))[0]).toBe(405);
  const typed = await world.own("POST", "/items", "title=x", { "content-type": "text/plain" });
  expect(refusal(typed)[0]).toBe(415);
  for (const body of ["{", "", '{"title":"a","title":"b"}', '{"constructor":{}}', '{"$set":1}', "null", "[]"])
    expect((await send("POST", "/items", body))[0]).toBe(400);
  const big = JSON.stringify({ title: "x", description: "y".repeat(1_100_000) });
  expect((await send("POST", "/items", big)).slice(0, 2)).toEqual([413, "payload_too_large"]);
  expect(refusal(await world.own("GET", "/items", undefined, { accept: "image/png" }))[0]).toBe(406);
});

test("a key that is none is told so, with the challenge", async () => {
  const wrong = speakerOf(`${backroom.url}/consigncloud/api/v1`, "none");
  const said = await wrong("GET", "/auth/me");
  expect(refusal(said).slice(0, 2)).toEqual([401, "invalid_api_key"]);
  expect(said.headers.get("www-authenticate")).toContain("Bearer");
});

test("the real variant refuses what the real service refuses, with 422 where that is meant (D36, 21)", async () => {
  for (const path of ["/items?status=available", "/sales?status=completed", "/trends/sales"])
    expect((await send("GET", path, undefined, real))[0]).toBe(400);
  expect((await send("GET", `/items/${item.id}/sale`, undefined, real))[0]).toBe(404);
  const [status, , fields] = await send(
    "POST",
    "/items",
    { title: "x", tag_price: 1, account: NOBODY },
    real,
  );
  expect([status, fields]).toEqual([422, ["account"]]);
});
