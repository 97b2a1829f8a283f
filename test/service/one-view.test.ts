/** A resource has one view: every verb, every expansion and every change of it answers what GET answers, as documented (API-12, INV-31). */
import { isDeepStrictEqual } from "node:util";
import { resources } from "../../gateway/declared.ts";
import type { FieldTable } from "../../shared/fields/index.ts";
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { documentation } from "../support/documented.ts";
import { fillShop, type RichShop } from "../support/rich-shop.ts";

let backroom: Backroom;
let owner: Client;
let shop: RichShop;
let undocumented: Awaited<ReturnType<typeof documentation>>;
let batch: Json;
/** A word of each of the lists that rows must have a type from. */
let types: Record<"customer" | "material" | "sku", string>;

const BANK = "DE89370400440532013000";

beforeAll(async () => {
  backroom = await startBackroom();
  owner = backroom.owner;
  shop = await fillShop(owner);
  undocumented = await documentation(owner);
  await owner.ok.patch(`/accounts/${shop.account}`, { bank_account_number: BANK });
  batch = await owner.ok.post("/batches", { account_id: shop.account, description: "Spring" });
  await owner.ok.post("/items", {
    title: "Hat",
    tag_price: 900,
    account_id: shop.account,
    store_id: shop.store,
    batch_id: batch.id,
  });
  const typed = async (of: string) => (await owner.ok.post(`/${of}-types`, { name: "Coffee" })).id;
  types = { customer: await typed("customer"), material: await typed("material"), sku: await typed("sku") };
});
afterAll(() => backroom.stop());

const listed = resources.filter(({ verbs, hardDelete }) => verbs.includes("restore") && !hardDelete);

/** A row of the resource that nothing hinders from being deleted. */
async function fresh({ name, path }: (typeof listed)[number]): Promise<string> {
  const named: Record<string, object> = {
    account: { first_name: "Bo", bank_account_number: BANK },
    store: { name: "Second", timezone: "UTC" },
    location: { name: "Shelf", store_id: shop.store },
    register: { name: "Till", store_id: shop.store },
    tax: { name: "Tax", rate_ppm: 1000, type: "exclusive" },
    discount: { name: "Sale", value_type: "percentage", value: 1000 },
    business_customer: { name: "Grocer", type_id: types.customer },
    contact: { first_name: "Bo" },
    material: { code: "BEANS", name: "Beans", type_id: types.material },
    sku: { code: "COFFEE", name: "Coffee", type_id: types.sku },
    currency: { code: "DKK", name: "Krone" },
    price_kind: { code: "trade", title: "Trade" },
    charge_code: { code: "BAF" },
    shipping_method: { name: "Post", code: "post" },
    payment_method_kind: { name: "Invoice", code: "invoice" },
    delivery_window: { name: "Morning", code: "morning" },
    surcharge: { name: "Fee", type: "buyer_fee", value_type: "fixed", value: 100 },
  };
  return (await owner.ok.post(path, named[name] ?? { name: `A ${name}` })).id;
}

describe("restore answers what GET answers", () => {
  test.each(listed.map((each) => [each.name, each] as const))("%s", async (_name, resource) => {
    const at = `${resource.path}/${await fresh(resource)}`;
    expect((await owner.delete(at)).status).toBe(200);
    const restored = await owner.ok.post(`${at}/restore`);
    expect(restored).toEqual(await owner.ok.get(at));
    expect(undocumented("post", `${resource.path}/{id}/restore`, restored)).toBeNull();
  });
});

test("a key that may not read bank numbers sees the last four characters, by whatever verb (3.2)", async () => {
  const { key } = await owner.ok.post("/api-keys", {
    name: "desk",
    access: "scopes",
    scopes: ["read:accounts", "write:accounts", "delete:accounts", "read:items"],
  });
  const desk = backroom.client(key);
  const { id } = await owner.ok.post("/accounts", { first_name: "Bo", bank_account_number: BANK });
  const at = `/accounts/${id}`;
  const item = await owner.ok.post("/items", {
    title: "Tie",
    tag_price: 100,
    account_id: id,
    store_id: shop.store,
  });
  const shown = [
    await desk.ok.get(at),
    await desk.ok.patch(at, { phone_number: "1" }),
    (await desk.ok.get("/accounts?limit=100")).data.find((each: Json) => each.id === id),
    (await desk.ok.get("/search?query=bo")).data.find((each: Json) => each.id === id).document,
    (await desk.ok.get(`/items/${item.id}?expand=account`)).account,
    (await desk.ok.get(`/items?expand=account&account_id=${id}`)).data[0].account,
  ];
  expect(shown.map((each) => [each.bank_account_number, each.available_balance])).toEqual(
    shown.map(() => ["…3000", 0]),
  );
});

test("a bank number written back as it was shown is no change (3.2)", async () => {
  const { id, version } = await owner.ok.post("/accounts", { first_name: "Cy", bank_account_number: BANK });
  const { key } = await owner.ok.post("/api-keys", {
    name: "desk",
    access: "scopes",
    scopes: ["read:accounts", "write:accounts"],
  });
  for (const client of [owner, backroom.client(key)]) {
    const { bank_account_number } = await client.ok.get(`/accounts/${id}`);
    expect((await client.ok.patch(`/accounts/${id}`, { bank_account_number })).version).toBe(version);
  }
  expect((await owner.ok.get(`/accounts/${id}`)).bank_account_number).toBe(BANK);
});

test("a batch shows its items by whatever verb", async () => {
  const at = `/batches/${batch.id}`;
  const one = await owner.ok.get(at);
  expect(one.item_ids).toHaveLength(1);
  const changed = await owner.ok.patch(at, { description: "Autumn" });
  expect(changed).toEqual(await owner.ok.get(at));
  const page = await owner.ok.get("/batches?limit=100");
  expect(page.data.find((each: Json) => each.id === batch.id)).toEqual(changed);
});

/** How GET shows a row of a list differently, or otherwise than documented. */
async function differencesOf(path: string, row: Json): Promise<string[]> {
  const one = await owner.ok.get(`${path}/${row.id}`);
  const other = undocumented("get", `${path}/{id}`, one);
  return [
    ...(isDeepStrictEqual(one, row) ? [] : [`GET ${path}/{id} is not the row of the list`]),
    ...(other ? [`GET ${path}/{id}: ${JSON.stringify(other)}`] : []),
  ];
}

test("every list shows rows as GET shows one, both as documented", async () => {
  const { paths } = await owner.ok.get("/openapi.json");
  const differing: string[] = [];
  for (const { path } of resources) {
    const read = [path, `${path}/{id}`].every((each) => paths[`/api/v1${each}`]?.get);
    if (!read) continue;
    const page = await owner.get(path);
    if (page.status !== 200) continue;
    const wrong = undocumented("get", path, page.body);
    if (wrong) differing.push(`GET ${path}: ${JSON.stringify(wrong)}`);
    for (const row of page.body.data.slice(0, 3)) differing.push(...(await differencesOf(path, row)));
  }
  expect(differing).toEqual([]);
});

test("what is kept sealed is private: no event and no audit record tells it (INV-31)", () => {
  const open = resources.flatMap(({ name, columns }) =>
    Object.entries(columns as FieldTable)
      .filter(([, { facets }]) => facets.sealed && !facets.private && !facets.hidden)
      .map(([field]) => `${name}.${field}`),
  );
  expect(open).toEqual([]);
});
