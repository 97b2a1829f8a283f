/** API-6: `expand` shows what a key may read by itself, and refuses the rest by the name of the scope. */
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { openShop } from "../support/shop.ts";

let backroom: Backroom;
let owner: Client;
let item: string;
let sale: Json;
let account: string;

beforeAll(async () => {
  backroom = await startBackroom();
  owner = backroom.owner;
  const shop = await openShop(owner);
  item = await shop.piece();
  account = shop.consignor;
  sale = await owner.ok.post("/sales", {
    store_id: shop.store,
    customer_id: account,
    lines: [{ item_id: item }],
  });
});
afterAll(() => backroom?.stop());

async function keyWith(...scopes: string[]): Promise<Client> {
  const made = await owner.ok.post("/api-keys", { name: scopes.join(), access: "scopes", scopes });
  return backroom.client(made.key);
}

test("a key expands what it has the scope of, on a list and on one object", async () => {
  const key = await keyWith("read:sales", "read:accounts", "read:items");
  expect((await key.ok.get("/sales?expand=customer")).data[0].customer).toMatchObject({ id: account });
  expect((await key.ok.get(`/sales/${sale.id}?expand=customer`)).customer).toMatchObject({ id: account });
  expect((await key.ok.get(`/items/${item}?expand=account`)).account).toMatchObject({ id: account });
});

test.each([
  ["/sales?expand=customer", "read:accounts"],
  ["/sales?expand=store,customer", "read:stores"],
  ["/sale-lines?expand=item", "read:items"],
  ["/items?expand=account", "read:accounts"],
  ["/items?expand=category", "read:item_categories"],
  ["/payouts?expand=created_by_member", "read:members"],
])("%s needs %s", async (path, required_scope) => {
  const key = await keyWith("read:sales", "read:item_sales", "read:payouts");
  const lists = path.startsWith("/items") ? await keyWith("read:items") : key;
  const { status, body } = await lists.get(path);
  expect({ status, body }).toMatchObject({ status: 403, body: { code: "forbidden", required_scope } });
  expect(body.detail).toContain(required_scope);
});

test("one object refuses it, too; without the wish it is shown", async () => {
  const key = await keyWith("read:sales");
  expect(await key.get(`/sales/${sale.id}?expand=customer`)).toMatchObject({
    status: 403,
    body: { required_scope: "read:accounts" },
  });
  expect(await key.ok.get(`/sales/${sale.id}`)).toMatchObject({ customer_id: account });
});
