/** Papers show no more than the rows they are made of: scopes, stores of a member, test data (PRM-3, PRM-4, PRM-5). */
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { openShop } from "../support/shop.ts";

type Place = { store: string; item: string; sale: Json; session: string };

let backroom: Backroom;
let owner: Client;
let consignor: string;
let here: Place;
let there: Place;
beforeAll(async () => {
  backroom = await startBackroom();
  owner = await backroom.organization("Two stores", { currency: "EUR" });
  ({ consignor } = await openShop(owner, { tax: false }));
  const scheme = { name: "Margin", rate_ppm: 190_000, type: "inclusive", scheme: "margin", default_on: true };
  await owner.ok.post("/taxes", scheme);
  here = await place(owner, "Here", consignor);
  there = await place(owner, "There", consignor);
});
afterAll(() => backroom?.stop());

/** A store with a register, a piece that is for sale and one that was sold. */
async function place({ ok }: Client, name: string, account_id: string): Promise<Place> {
  const { id: store } = await ok.post("/stores", { name });
  const { id: register_id } = await ok.post("/registers", { name: `Till ${name}`, store_id: store });
  const { id: session } = await ok.post("/register-sessions", { register_id, opening_float: 0 });
  const piece = { tag_price: 1000, inventory_type: "consignment", account_id, store_id: store };
  const [item, gone] = await Promise.all(
    ["Kept", "Sold"].map((title) => ok.post("/items", { title, ...piece })),
  );
  const basket = { store_id: store, register_id, lines: [{ item_id: gone!.id, quantity: 1 }] };
  const sale = await ok.post("/sales/ring-up", { ...basket, payments: [{ type: "cash", amount: 1000 }] });
  return { store, item: item!.id, sale, session };
}

const papersOf = ({ item, sale, session }: Place): [string, unknown?][] => [
  [`/sales/${sale.id}/receipt?format=text`],
  [`/register-sessions/${session}/report`],
  ["/item-labels", { items: [{ item_id: item }], format: "zpl" }],
  ["/reports/margin-scheme"],
  [`/accounts/${consignor}/statement`],
];

async function statuses(key: string, from: Place): Promise<number[]> {
  const asked = papersOf(from).map(async ([path, body]) => {
    const response = await fetch(`${backroom.url}/api/v1${path}`, {
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      ...(body ? { method: "POST", body: JSON.stringify(body) } : {}),
    });
    return response.status;
  });
  return Promise.all(asked);
}

test.each([
  ["read:sales", [200, 403, 403, 403, 403]],
  ["read:registers", [403, 200, 403, 403, 403]],
  ["read:items", [403, 403, 200, 403, 403]],
  ["read:sales_reports", [403, 403, 403, 200, 403]],
  ["read:balance_entries", [403, 403, 403, 403, 200]],
])("a key with %s alone prints what it may read", async (scope, expected) => {
  const { key } = await owner.ok.post("/api-keys", { name: scope, access: "scopes", scopes: [scope] });
  expect(await statuses(key, here)).toEqual(expected);
});

test("test data have papers of their own, in the organization's words", async () => {
  const { key } = await owner.ok.post("/api-keys", { name: "Test", mode: "test", access: "admin" });
  const client = backroom.client(key);
  const { consignor: other } = await openShop(client, { tax: false });
  const made = await place(client, "Trial", other);
  expect((await statuses(key, made)).slice(0, 4)).toEqual([200, 200, 200, 200]);
  expect(await client.ok.get(`/accounts/${other}/statement`)).toMatchObject({ closing_balance: 600 });
  expect((await statuses(key, here)).slice(0, 3)).toEqual([404, 404, 422]);
});

test("a member of one store prints nothing of another, and no statement, which is about all stores", async () => {
  const [me] = (await owner.ok.get("/members")).data;
  const { key } = await owner.ok.post("/api-keys", { name: "Clerk", access: "owner" });
  await owner.ok.patch(`/members/${me.id}`, { store_ids: [here.store] });
  expect(await statuses(key, here)).toEqual([200, 200, 200, 200, 403]);
  expect((await statuses(key, there)).slice(0, 3)).toEqual([404, 404, 422]);
  const { rows } = await backroom.client(key).ok.get("/reports/margin-scheme");
  expect(rows.map(({ sale_id }: Json) => sale_id)).toEqual([here.sale.id]);
});
