/** Section 18 through HTTP: what real sales teach about prices, and whose. */
import { randomUUID } from "node:crypto";
import { type Backroom, type Client, startBackroom, until } from "../support/backroom.ts";
import { openShop, type Shop } from "../support/shop.ts";

let backroom: Backroom;
beforeAll(async () => {
  backroom = await startBackroom();
});
afterAll(() => backroom.stop());

type Selling = { client: Client; shop: Shop; brand: string; coats: string };

async function selling(name: string): Promise<Selling> {
  const client = await backroom.organization(name, { currency: "EUR", timezone: "Europe/Berlin" });
  const [shop, brand, coats] = [
    await openShop(client),
    (await client.ok.post("/brands", { name: "Marc O'Polo" })).id,
    (await client.ok.post("/categories", { name: "Coats" })).id,
  ];
  return { client, shop, brand, coats };
}

async function sell(
  { client: { ok }, shop }: Selling,
  tag_price: number,
  more: object,
  discounts: object[] = [],
) {
  const item_id = await shop.piece(tag_price, more);
  const open = await ok.post("/sales", {
    store_id: shop.store,
    lines: [{ item_id, quantity: 1, discounts }],
  });
  const payments = [{ type: "cash", amount: open.total }];
  return ok.post(`/sales/${open.id}/finalize`, { payments });
}

const suggestionFor = async ({ client }: Selling, body: object) =>
  (await client.ok.post("/items/price-suggestions", body)).results[0];

/** Sales are learnt from soon after them. */
const learnt = (place: Selling, body: object, n: number) =>
  until(async () => {
    const found = await suggestionFor(place, body);
    const have = found.suggestion?.n ?? found.have;
    return have === n && found;
  }, `${n} sales`);

test("sales become a suggestion; one voided and one refunded drop out; an item and a title are asked alike", async () => {
  const place = await selling("Learning shop");
  const { client, shop, brand, coats } = place;
  const like = { brand_id: brand, category_id: coats, condition: "good" };
  expect(await suggestionFor(place, like)).toEqual({
    item_id: null,
    suggestion: null,
    reason: "insufficient_data",
    needed: 5,
    have: 0,
    attributes: { ...like, size_id: null, attractiveness: null },
  });
  const sales = [];
  for (const price of [2500, 3000, 2800, 3200, 2600, 3600, 3700]) sales.push(await sell(place, price, like));
  // 20 % off: the price per unit in terms of the tag is 2400 (18.1).
  await sell(place, 3000, like, [{ bearer: "shared", value_type: "percentage", value: 200_000 }]);
  await learnt(place, like, 8);
  await client.ok.post(`/sales/${sales[5].id}/void`);
  await client.ok.post(`/sales/${sales[6].id}/refund`, {
    lines: [{ line_id: sales[6].lines[0].id, quantity: 1 }],
  });
  const found = await learnt(place, like, 6);
  expect(found.suggestion).toMatchObject({
    price: 2600,
    low: 2500,
    mid: 2600,
    high: 3000,
    currency: "EUR",
    confidence: "medium",
    level: "L2",
    n: 6,
    n_eff: 6,
    adjustments: [],
    median_days_on_shelf: 0,
    method_version: "statistic-1",
  });
  const lines = sales.slice(0, 5).map((sale) => sale.lines[0].id);
  expect(found.suggestion.comparable_ids).toEqual(expect.arrayContaining(lines));

  const item = await shop.piece(9900, like);
  const one = await client.ok.get(`/items/${item}/price-suggestion`);
  expect(one).toEqual({ suggestion: found.suggestion, reason: null, needed: null, have: null });
  const named = await suggestionFor(place, { title: "Navy Coats by MARC O'POLO, wool", condition: "good" });
  expect(named).toEqual(found);
  const both = await client.ok.post("/items/price-suggestions", { items: [item, item] });
  expect(both.results).toEqual([item, item].map((item_id) => ({ ...found, item_id })));
  const mixed = await client.post("/items/price-suggestions", { items: [item], title: "Coat" });
  expect(mixed).toMatchObject({ status: 400, body: { errors: [{ pointer: "/title" }] } });
  expect((await client.ok.get(`/items/${item}/price-suggestion?as_of=2020-01-01`)).suggestion).toBeNull();
});

test("L6 looks at the children of the parent, L7 at all sales of the tenant", async () => {
  const place = await selling("Family shop");
  const { client, shop } = place;
  const child = async (name: string, parent_id: string) =>
    (await client.ok.post("/categories", { name, parent_id })).id;
  const [wool, down] = [await child("Wool coats", place.coats), await child("Down coats", place.coats)];
  const hats = (await client.ok.post("/categories", { name: "Hats" })).id;
  for (let i = 0; i < 5; i++) await sell(place, 4000, { category_id: wool });
  await learnt(place, {}, 5);
  expect((await suggestionFor(place, { category_id: down })).suggestion).toMatchObject({
    level: "L6",
    mid: 4000,
  });
  expect((await suggestionFor(place, { category_id: hats })).suggestion).toMatchObject({ level: "L7", n: 5 });
  const item = await shop.piece(1, { category_id: down });
  expect((await client.ok.get(`/items/${item}/price-suggestion`)).suggestion.confidence).toBe("low");
});

test("INV-27: sales of another tenant never count", async () => {
  const [one, other] = [await selling("One"), await selling("Other")];
  for (let i = 0; i < 5; i++) await sell(one, 4000, { category_id: one.coats });
  await learnt(one, { category_id: one.coats }, 5);
  const asked = { category_id: other.coats, brand_id: other.brand };
  expect(await suggestionFor(other, asked)).toMatchObject({ suggestion: null, have: 0 });
  const foreign = await other.client.post("/items/price-suggestions", { category_id: one.coats });
  expect(foreign).toMatchObject({ status: 422, body: { errors: [{ pointer: "/category_id" }] } });
  const item = await one.shop.piece(100);
  expect((await other.client.get(`/items/${item}/price-suggestion`)).status).toBe(404);
  const refused = await other.client.post("/items/price-suggestions", { items: [item] });
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: "/items/0" }] } });
});

test.each([
  [{ items: [] }, 400, "/items"],
  [{ items: Array.from({ length: 51 }, () => randomUUID()) }, 400, "/items"],
  [{ items: [randomUUID()] }, 422, "/items/0"],
  [{ condition: "torn" }, 400, "/condition"],
  [{ attractiveness: 11 }, 400, "/attractiveness"],
  [{ as_of: "2027-02-30" }, 400, "/as_of"],
])("what cannot be asked is refused (%#)", async (body, status, pointer) => {
  const reply = await backroom.owner.post("/items/price-suggestions", body);
  expect(reply).toMatchObject({ status, body: { errors: [{ pointer }] } });
});
