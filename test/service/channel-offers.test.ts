/** Products in channels: once in each, with their product, and with prices of their own (MRC-PRI-4, MRC-CAT-2). */
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";

let backroom: Backroom;
let shop: Client;
beforeAll(async () => {
  backroom = await startBackroom();
  shop = backroom.owner;
});
afterAll(() => backroom.stop());

const channel = async () => (await shop.ok.post("/order-channels", { name: crypto.randomUUID() })).id;
const product = async (more: object = {}) => (await shop.ok.post("/products", { name: "Coat", ...more })).id;
const offersOf = async (id: string): Promise<Json[]> =>
  (await shop.ok.get(`/channel-offers?product_id=${id}`)).data;
const offer = (product_id: string, channel_id: string, more: object = {}) =>
  shop.post("/channel-offers", { product_id, channel_id, title: "Warm coat", ...more });
const inChannel = async (id: string): Promise<string[]> =>
  (await shop.ok.get(`/products?channel_id=${id}`)).data.map((each: Json) => each.id);

test("a product is offered in a channel once, also when two do it at once (MRC-PRI-4)", async () => {
  const [product_id, channel_id] = [await product(), await channel()];
  const both = await Promise.all([offer(product_id, channel_id), offer(product_id, channel_id)]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  const made = both.find(({ status }) => status === 201)!.body;
  expect(await inChannel(channel_id)).toEqual([product_id]);
  expect((await offer(product_id, channel_id)).body.errors[0]).toMatchObject({ pointer: "/channel_id" });
  const other = await channel();
  const at = `/channel-offers/${made.id}`;
  await shop.ok.patch(at, { channel_id: other });
  expect([await inChannel(channel_id), await inChannel(other)]).toEqual([[], [product_id]]);
  expect((await shop.delete(at)).status).toBe(200);
  expect(await inChannel(other)).toEqual([]);
  expect((await shop.patch(at, { title: "Gone" })).status).toBe(404);
  // What is offered there again is the same offer, with what it says now.
  const again = await offer(product_id, other, { title: "Cold coat" });
  expect(again.body).toMatchObject({ id: made.id, title: "Cold coat", deleted_at: null });
  expect((await offer(crypto.randomUUID(), other)).status).toBe(422);
  expect((await offer(product_id, crypto.randomUUID())).status).toBe(422);
});

test("the offers of a product are those that it is sent with, or stay (MRC-CAT-2, MRC-W-5)", async () => {
  const [first, second] = [await channel(), await channel()];
  const id = await product({ offers: [{ channel_id: first }, { channel_id: second, title: "Second" }] });
  const before = await offersOf(id);
  expect(before.map(({ title }) => title).sort()).toEqual(["Coat", "Second"]);
  await shop.ok.patch(`/products/${id}`, { subtitle: "Warm" });
  expect(await offersOf(id)).toEqual(before);
  const twice = [{ channel_id: first }, { channel_id: first }];
  const refused = await shop.patch(`/products/${id}`, { offers: twice });
  expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, "/offers/1/channel_id"]);
  await shop.ok.patch(`/products/${id}`, { offers: [{ channel_id: second, title: "Alone" }] });
  expect(await offersOf(id)).toMatchObject([{ channel_id: second, title: "Alone" }]);
  expect([await inChannel(first), await inChannel(second)]).toEqual([[], [id]]);
});

test("offers leave with their product and come back with it, where their channel is (MRC-CAT-2)", async () => {
  const [stays, leaves] = [await channel(), await channel()];
  const id = await product({ offers: [{ channel_id: stays }, { channel_id: leaves }] });
  const used = await shop.delete(`/order-channels/${leaves}`);
  expect([used.status, used.body.references.channel_offers.count]).toEqual([409, 1]);
  const gone = await shop.delete(`/products/${id}`);
  expect([gone.status, Object.hasOwn(gone.body, "channel_ids")]).toEqual([200, false]);
  expect(await offersOf(id)).toEqual([]);
  expect((await shop.delete(`/order-channels/${leaves}`)).status).toBe(200);
  await shop.ok.post(`/products/${id}/restore`);
  expect(await offersOf(id)).toMatchObject([{ channel_id: stays }]);
  expect(await inChannel(stays)).toEqual([id]);
});

test("a price of an offer is of its product and channel, and counts while the offer is there (MRC-PRI-1, MRC-PRI-2)", async () => {
  const [channel_id, product_id] = [await channel(), await product()];
  const { body: own } = await offer(product_id, channel_id);
  const kind = await shop.ok.post("/price-kinds", { code: "offered", title: "Offered" });
  const listed = { product_id, price_kind_id: kind.id, currency: "USD" };
  await shop.ok.post("/prices", { ...listed, amount: 100_0000 });
  const priced = await shop.ok.post("/prices", { ...listed, amount: 60_0000, offer_id: own.id });
  expect(priced).toMatchObject({ channel_id, offer_id: own.id });
  const elsewhere = await shop.post("/prices", {
    ...listed,
    product_id: await product(),
    amount: 1,
    offer_id: own.id,
  });
  expect([elsewhere.status, elsewhere.body.errors[0].pointer]).toEqual([422, "/offer_id"]);
  const best = async (query = "") =>
    (await shop.ok.get(`/products/${product_id}/best-price${query}`)).price.amount;
  expect([await best(), await best(`?channel_id=${channel_id}`)]).toEqual([60_0000, 60_0000]);
  await offer(product_id, await channel());
  expect([await best(), await best(`?channel_id=${channel_id}`)]).toEqual([100_0000, 60_0000]);
  await shop.delete(`/channel-offers/${own.id}`);
  expect(await best(`?channel_id=${channel_id}`)).toBe(100_0000);
});
