/** Carts of marketplace users, and contracts from them (CAR-1…5). */
import mongoose from "mongoose";
import type { ContractView } from "../../services/contracts/public.ts";
import { cartIdOf } from "../../services/contracts/public.ts";
import { newId } from "../../shared/ids.ts";
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { type Marketplace, marketplaceOf } from "../support/marketplace.ts";

let backroom: Backroom;
let owner: Client;
let market: Marketplace;
let seller: string;
beforeAll(async () => {
  backroom = await startBackroom();
  owner = backroom.owner;
  market = await marketplaceOf(owner, { platform_fee_ppm: 25_000 });
  seller = await market.user();
});
afterAll(() => backroom.stop());

const cartOf = (user: string) => owner.ok.get(`/marketplace-users/${user}/cart`);
const put = (user: string, product_id: string, quantity = 1) =>
  owner.post(`/marketplace-users/${user}/cart/items`, { product_id, quantity });
const itemsOf = ({ items }: Json) =>
  items.map(({ name, quantity, unit_price, available }: Json) => [
    ...[name, quantity, unit_price, available],
  ]);

test("CAR-5: an empty cart has its id, is not stored, and makes no contract", async () => {
  const user = await market.user();
  expect(await cartOf(user)).toEqual({
    ...{ id: cartIdOf(user), user_id: user, platform_id: market.platform.id, items: [] },
  });
  expect((await owner.delete(`/marketplace-users/${user}/cart`)).status).toBe(200);
  expect((await owner.ok.get(`/carts?user_id=${user}`)).data).toEqual([]);
  const refused = await owner.post(`/carts/${cartIdOf(user)}/contract`);
  expect([refused.status, refused.body.code, refused.body.detail]).toEqual([
    ...[422, "unprocessable", "The cart is empty."],
  ]);
  expect((await owner.post(`/carts/${newId()}/contract`)).status).toBe(404);
});

test("CAR-1, CAR-2: quantities add up, prices are those of today, and an item goes with its quantity", async () => {
  const user = await market.user();
  const hat = await market.product(seller, 19.99, { quantity: 5 });
  const { body: first } = await put(user, hat);
  expect(itemsOf((await put(user, hat, 2)).body)).toEqual([["Hat", 3, 1999, true]]);
  await owner.ok.patch(`/variants/${hat}`, { base_price: 250_000 });
  expect(itemsOf(await cartOf(user))).toEqual([["Hat", 3, 2500, true]]);
  const item = `/marketplace-users/${user}/cart/items/${first.items[0].id}`;
  expect(itemsOf(await owner.ok.patch(item, { quantity: 5 }))).toEqual([["Hat", 5, 2500, true]]);
  const much = await owner.patch(item, { quantity: 6 });
  expect([much.status, much.body.code, much.body.available]).toEqual([409, "insufficient_stock", 5]);
  const more = await put(user, hat);
  expect([more.status, more.body.code, more.body.asked]).toEqual([409, "insufficient_stock", 6]);
  expect((await owner.ok.patch(item, { quantity: 0 })).items).toEqual([]);
  expect((await owner.patch(item, { quantity: 1 })).status).toBe(404);
  expect((await owner.delete(item)).status).toBe(404);
});

test("CAR-1, CAR-4, PLT-1, USR-4: what does not go into a cart", async () => {
  const user = await market.user();
  const there = await marketplaceOf(owner);
  const [off, foreign] = [
    await market.product(seller, 5, { is_enabled: false }),
    await there.product(await there.user(), 5),
  ];
  const own = await put(seller, await market.product(seller, 5));
  expect([own.status, own.body.errors[0].code]).toEqual([422, "own_product"]);
  expect((await put(user, off)).status).toBe(409);
  expect((await put(user, foreign)).body.code).toBe("reference_not_found");
  expect((await put("0190a000-0000-7000-8000-000000000001", off)).status).toBe(404);
  await owner.delete(`/marketplace-users/${user}`);
  expect((await put(user, await market.product(seller, 5))).status).toBe(409);
  expect((await cartOf(user)).items).toEqual([]);
});

test("CAR-3: a cart makes one contract with one seller per owner, in the order of the cart", async () => {
  const [user, other] = [await market.user(), await market.user()];
  const [hat, scarf] = [
    await market.product(seller, 19.99),
    await market.product(other, 5, { name: "Scarf" }),
  ];
  await put(user, hat, 2);
  await put(user, scarf);
  const made: ContractView = await owner.ok.post(`/carts/${cartIdOf(user)}/contract`);
  expect(made).toMatchObject({ status: "draft", user_id: user, sub_total: 4498, platform_fee_ppm: 25_000 });
  expect(made.items.map(({ name, quantity, unit_price }) => [name, quantity, unit_price])).toEqual([
    ["Hat", 2, 1999],
    ["Scarf", 1, 500],
  ]);
  expect(made.buyers.map(({ user_id }) => user_id)).toEqual([user]);
  expect(made.sellers.map(({ user_id }) => user_id)).toEqual([seller, other]);
  const onTop: ContractView = await owner.ok.patch(`/contracts/${made.id}`, { include_processor_fees: true });
  expect([onTop.total, ...onTop.sellers.map(({ owed }) => owed)]).toEqual([4663, 3898, 488]);
  expect((await cartOf(user)).items).toEqual([]);
  expect((await owner.post(`/carts/${cartIdOf(user)}/contract`)).status).toBe(422);
});

test("a cart makes one contract, whoever asks at once, and its repetition is the same one", async () => {
  const user = await market.user();
  await put(user, await market.product(seller, 5));
  const replies = await Promise.all(
    Array.from({ length: 5 }, () => owner.post(`/carts/${cartIdOf(user)}/contract`)),
  );
  expect(replies.filter(({ status }) => status === 201).length).toBe(1);
  expect(replies.every(({ status }) => [201, 409, 422].includes(status))).toBe(true);
  await put(user, await market.product(seller, 5));
  const again = { "Idempotency-Key": `cart of ${user}` };
  const [first, second] = [
    await owner.post(`/carts/${cartIdOf(user)}/contract`, {}, again),
    await owner.post(`/carts/${cartIdOf(user)}/contract`, {}, again),
  ];
  expect([first.status, second.status, second.body.id]).toEqual([201, 201, first.body.id]);
  const { data } = await owner.ok.get(`/contracts?user_id=${user}`);
  expect(data.length).toBe(2);
});

test("CAR-5: a cart that was stored under another id keeps it", async () => {
  const user = await market.user();
  const hat = await market.product(seller, 5);
  await put(user, hat);
  const mongo = await mongoose.createConnection(backroom.mongo_url).asPromise();
  const carts = mongo.getClient().db(`${backroom.namespace}_contracts`).collection<{ _id: string }>("carts");
  const stored = await carts.findOneAndDelete({ _id: user });
  const id = newId();
  await carts.insertOne({ ...stored, _id: id });
  await mongo.close();
  expect((await put(user, hat)).body).toMatchObject({ id, items: [{ product_id: hat, quantity: 2 }] });
  expect(await cartOf(user)).toMatchObject({ id, items: [{ quantity: 2 }] });
  expect((await owner.post(`/carts/${id}/contract`)).status).toBe(201);
});

test("CAR-2: products that became unbuyable stay, and prevent a contract", async () => {
  const user = await market.user();
  const [hat, scarf] = [await market.product(seller, 5), await market.product(seller, 5, { name: "Scarf" })];
  await put(user, hat);
  await put(user, scarf);
  await owner.ok.patch(`/products/${scarf}`, { is_enabled: false });
  expect(itemsOf(await cartOf(user)).map((each: Json) => each[3])).toEqual([true, false]);
  const refused = await owner.post(`/carts/${cartIdOf(user)}/contract`);
  expect([refused.status, refused.body.code, refused.body.product_ids]).toEqual([409, "conflict", [scarf]]);
  await owner.delete(`/products/${scarf}`);
  expect((await owner.post(`/carts/${cartIdOf(user)}/contract`)).status).toBe(409);
  expect((await cartOf(user)).items.length).toBe(2);
});

test("of additions at once none is lost", async () => {
  const user = await market.user();
  const hats = await Promise.all(Array.from({ length: 4 }, () => market.product(seller, 5)));
  const replies = await Promise.all([...hats, ...hats, ...hats].map((each) => put(user, each)));
  expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 200));
  expect((await cartOf(user)).items.map(({ quantity }: Json) => quantity)).toEqual([3, 3, 3, 3]);
});

test("carts with products of several currencies make no contract", async () => {
  const user = await market.user();
  await put(user, await market.product(seller, 5));
  await put(user, await market.product(seller, 5, { currency: "EUR" }));
  const refused = await owner.post(`/carts/${cartIdOf(user)}/contract`);
  expect([refused.status, refused.body.code]).toEqual([422, "currency_mismatch"]);
});
