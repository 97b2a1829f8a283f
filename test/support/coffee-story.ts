/**
 * "Coffee club" (story 4.3): a subscription in Candle that eats stock which ConsignCloud and Pharus see, while the clock runs.
 * Everything is asserted to the unit.
 */
import { type Client, type Json, until } from "./backroom.ts";
import { balancesOf, booksShow } from "./books.ts";
import { uuidOf } from "./candle.ts";
import { micro } from "./makers.ts";
import { openWindow, type Shops, type Window } from "./shop-window.ts";
import type { StoryClock } from "./story-clock.ts";
import { type Wire, wireTo } from "./wire.ts";

type Doors = { client: Client; pharus: Wire; cloud: Wire; candle: Wire };
type Goods = { sku: string; site: string; item: string; product: string };
type Story = { doors: Doors; goods: Goods; window: Window; subscription: Json };

/** `client`: of an organization without other data. */
export async function coffeeStory(shops: Shops & { clock: StoryClock }, client: Client): Promise<void> {
  const { url, clock } = shops;
  await clock.goTo("2027-01-31T12:00:00Z");
  const doors = {
    client,
    pharus: wireTo(`${url}/pharus/api`, client.key),
    cloud: wireTo(`${url}/consigncloud/api/v1`, client.key),
    candle: wireTo(`${url}/candle/v1`, client.key),
  };
  const window = await openWindow(shops, client);
  const goods = await stockUp(doors, window);
  const opening = await balancesOf(client);
  const story = { doors, goods, window, subscription: await subscribe(doors, goods, window) };
  await paid(story, opening, { invoices: 1, left: 3, cogs: 343 });
  await pauseAndGoOn(story, clock);
  await paid(story, opening, { invoices: 2, left: 1, cogs: 686 });
  await runDry(story, clock);
  await paid(story, opening, { invoices: 2, left: 1, cogs: 686 });
  await makeMore(story, clock);
}

/** Five jars worth 8.57 at Works, where an item sells them; low from one on. */
async function stockUp({ client, candle }: Doors, { platform_id }: Window): Promise<Goods> {
  const { ok } = client;
  const { id: store_id } = await ok.post("/stores", { name: "Works", timezone: "UTC" });
  const [{ id: site }] = (await ok.get(`/locations?store_id=${store_id}&kind=site`)).data;
  const { id: type_id } = await ok.post("/sku-types", { name: "Coffee" });
  const { id: material_type } = await ok.post("/material-types", { name: "Raw" });
  const { id: sku } = await ok.post("/skus", { code: "Club", name: "Club coffee", type_id });
  const beans = { code: "Beans", name: "Beans", type_id: material_type };
  const { id: material_id } = await ok.post("/materials", beans);
  await ok.post("/boms", { output_sku_id: sku, items: [{ material_id, quantity: micro(0.25) }] });
  const at = { location_id: site };
  await ok.post("/stock/adjustments", { material_id, ...at, quantity: micro(10), unit_cost: micro(6) });
  await ok.post("/stock/adjustments", { sku_id: sku, ...at, quantity: micro(5), unit_cost: micro(1.714) });
  expect((await ok.get(`/cost-states/${sku}`)).value).toBe(857);
  const low = { reorder_point: micro(1), reorder_quantity: micro(20) };
  await ok.post("/reorder-rules", { sku_id: sku, ...at, ...low });
  const jar = { title: "Club coffee", tag_price: 1200, inventory_type: "retail", store_id, sku_id: sku };
  const { id: item } = await ok.post("/items", jar);
  await ok.patch(`/platforms/${platform_id}`, { fulfillment_location_id: site });
  const { id: product } = await candle.ok("POST", "/products", { name: "Club coffee", price: 12 });
  await ok.post(`/variants/${uuidOf(product)}/link`, { sku_id: sku });
  expect((await candle.ok("GET", `/products/${product}`)).quantity).toBe(5);
  return { sku, site, item, product };
}

/** SUB-8, SUB-9: two jars a month with all fees on top. */
async function subscribe({ client, candle }: Doors, { product }: Goods, window: Window): Promise<Json> {
  const items = [{ product_id: product, quantity: 2 }];
  const { id } = await candle.ok("POST", "/contracts", { items });
  await client.ok.patch(`/contracts/${uuidOf(id)}`, { service_fee_ppm: 10_000 });
  await candle.ok("PUT", `/contracts/${id}/fee_inclusion`, { included: true });
  const path = `/subscriptions/auth/contract/${id}`;
  const { status, body } = await candle.send("POST", path, {}, window.session);
  expect([status, body]).toMatchObject([200, { price: 26.51, isActive: true }]);
  expect((await candle.ok("GET", "/transactions/mrr")).amount).toBe(26.51);
  expect((await candle.ok("GET", "/transactions/arr")).amount).toBe(318.12);
  expect(await shownOn(client, body)).toEqual(["2027-02-28T00:00:00.000Z"]);
  return body;
}

const shownOn = async ({ ok }: Client, { id }: Json): Promise<string[]> =>
  (await ok.get(`/calendar-events?subscription_id=${uuidOf(id)}`)).data.map(({ start_at }: Json) => start_at);
const invoicesOf = async ({ doors: { client }, subscription: { id } }: Story): Promise<Json[]> =>
  (await client.ok.get(`/contracts?subscription_id=${uuidOf(id)}&sort=created_at`)).data;
const natively = ({ doors: { client }, subscription: { id } }: Story): Promise<Json> =>
  client.ok.get(`/subscriptions/${uuidOf(id)}`);

type So = { invoices: number; left: number; cogs: number };

/** T19, T24, T25 of each paid invoice, and the same stock through every door. */
async function paid(story: Story, opening: Record<string, number>, { invoices, left, cogs }: So) {
  const { client, pharus, cloud, candle } = story.doors;
  const { sku, site, item, product } = story.goods;
  await booksShow(client, {
    ...opening,
    ...{ "processor:simulated": 2544 * invoices, fees: -144 * invoices, sales: -2400 * invoices },
    ...{ cogs, "inventory:finished_goods": 857 - cogs },
  });
  expect((await candle.ok("GET", `/products/${product}`)).quantity).toBe(left);
  expect((await cloud.ok("GET", `/items/${item}?include=quantity`)).quantity).toBe(left);
  const path = `/finished-goods-inventory/summary?skuId=${sku}&locationId=${site}`;
  expect(Number((await pharus.ok("GET", path)).data[0].available)).toBe(left);
  expect((await client.ok.get("/sales?channel=third_party")).data).toHaveLength(invoices);
}

/** SUB-2, SUB-3: nothing on 28 February and 31 March, one invoice on 30 April. */
async function pauseAndGoOn(story: Story, clock: StoryClock): Promise<void> {
  const { client, candle } = story.doors;
  const { id } = story.subscription;
  await clock.goTo("2027-02-10T12:00:00Z");
  await candle.ok("PUT", `/subscriptions/${id}/pause`, { pausedUntil: "2027-04-05T00:00:00Z" });
  expect((await candle.ok("GET", "/transactions/mrr")).amount).toBe(0);
  expect(await shownOn(client, story.subscription)).toEqual(["2027-04-30T00:00:00.000Z"]);
  await clock.goTo("2027-03-31T12:00:00Z");
  await until(async () => (await natively(story)).period === 3, "the skipped periods");
  expect(await invoicesOf(story)).toHaveLength(1);
  await clock.goTo("2027-04-30T00:10:00Z");
  const settled = async () => {
    const all = await invoicesOf(story);
    return all.length === 2 && all[1]!.status === "settled";
  };
  await until(settled, "the invoice of 30 April");
  const mails = () => client.ok.get("/mails?kind=low_stock");
  await until(async () => (await mails()).data.length > 0, "the mail");
  expect((await mails()).data).toHaveLength(1);
  // AVL-3: it has a BOM, so it is to be made.
  const { sku, site } = story.goods;
  expect(await suggested(client)).toMatchObject([
    { how: "make", code: "Club", sku_id: sku, location_id: site, available: micro(1), quantity: micro(20) },
  ]);
}

const suggested = async ({ ok }: Client): Promise<Json[]> => (await ok.get("/stock/suggestions")).data;

/** CON-16, SUB-4: two are needed and one is there: drafted, not sent, not charged. */
async function runDry(story: Story, clock: StoryClock): Promise<void> {
  await clock.goTo("2027-05-31T00:10:00Z");
  await until(async () => (await natively(story)).status === "past_due", "past due");
  expect((await invoicesOf(story)).map(({ status }) => status)).toEqual(["settled", "settled", "draft"]);
  expect((await natively(story)).failure).toBe("insufficient_stock");
  const { id } = (await invoicesOf(story)).at(-1)!;
  expect((await story.doors.client.ok.get(`/transactions?contract_id=${id}`)).data).toEqual([]);
}

/** Pharus makes twenty; the retry after a day succeeds. */
async function makeMore(story: Story, clock: StoryClock): Promise<void> {
  const { pharus, candle, client } = story.doors;
  const { sku, site, product } = story.goods;
  const { productionOrder, items } = await pharus.ok("POST", "/production-orders", {
    ...{ status: "Placed", locationId: site, items: [{ skuId: sku, quantity: 20, productionCost: 0 }] },
  });
  await pharus.ok("POST", `/production-orders/${productionOrder.id}/receipts`, {
    items: [{ productionOrderItemId: items[0].id, quantity: 20 }],
  });
  await clock.goTo("2027-06-01T06:00:00Z");
  await until(async () => (await natively(story)).status === "active", "the retry");
  expect((await invoicesOf(story)).map(({ status }) => status)).toEqual(["settled", "settled", "settled"]);
  expect((await candle.ok("GET", `/products/${product}`)).quantity).toBe(19);
  expect(await suggested(client)).toEqual([]);
  expect(await candle.ok("GET", `/subscriptions/${story.subscription.id}`)).toMatchObject({ isActive: true });
  await until(async () => (await balancesOf(client))["processor:simulated"] === 2544 * 3, "the books");
}
