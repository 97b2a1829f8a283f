/** The stock of products in contracts: taken once, when the first money comes (CON-10, CON-16). */
import type { ContractView } from "../../services/contracts/public.ts";
import { type Backroom, type Client, startBackroom } from "../support/backroom.ts";
import { type Marketplace, marketplaceOf } from "../support/marketplace.ts";

let backroom: Backroom;
let owner: Client;
let market: Marketplace;
let seller: string;
beforeAll(async () => {
  backroom = await startBackroom();
  owner = backroom.owner;
  market = await marketplaceOf(owner);
  seller = await market.user();
});
afterAll(() => backroom.stop());

const quantityOf = async (id: string): Promise<number> => (await owner.ok.get(`/variants/${id}`)).quantity;

async function sent(product_id: string, quantity: number, buyers = 1): Promise<ContractView> {
  const people = await Promise.all(Array.from({ length: buyers }, () => market.user()));
  const { id } = await owner.ok.post("/contracts", {
    platform_id: market.platform.id,
    items: [{ product_id, quantity }],
    buyers: people.map((user_id) => ({ user_id })),
  });
  return owner.ok.post(`/contracts/${id}/send`);
}

const pay = ({ id, buyers, sent_version }: ContractView, nth = 0, more: object = {}) =>
  owner.post(`/contracts/${id}/payments`, {
    ...{ buyer_id: buyers[nth]!.id, method: "cash", version: sent_version, ...more },
  });

test("what several buyers pay is taken with the first payment, and once", async () => {
  const hat = await market.product(seller, 10, { quantity: 5 });
  const contract = await sent(hat, 3, 2);
  expect(await quantityOf(hat)).toBe(5);
  expect((await pay(contract, 0, { amount: 5 })).status).toBe(200);
  expect(await quantityOf(hat)).toBe(2);
  const both = await Promise.all([pay(contract, 0, { amount: 7 }), pay(contract, 1)]);
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  expect(await quantityOf(hat)).toBe(2);
  await owner.ok.post(`/contracts/${contract.id}/settle`, { record_offline: true });
  expect(await quantityOf(hat)).toBe(2);
});

test("settling takes what it records as paid; without a payment nothing is taken", async () => {
  const hat = await market.product(seller, 10, { quantity: 5 });
  const contract = await sent(hat, 3);
  await owner.ok.patch(`/platforms/${market.platform.id}`, { provider: "offline" });
  await owner.ok.post(`/contracts/${contract.id}/settle`);
  expect(await quantityOf(hat)).toBe(5);
  await owner.ok.post(`/contracts/${contract.id}/settle`, { record_offline: true });
  await owner.ok.post(`/contracts/${contract.id}/settle`, { record_offline: true });
  expect(await quantityOf(hat)).toBe(2);
  await owner.ok.patch(`/platforms/${market.platform.id}`, { provider: "simulated" });
});

test("a refused payment gives back what it took", async () => {
  const hat = await market.product(seller, 10, { quantity: 5 });
  const contract = await sent(hat, 3);
  expect((await pay(contract, 0, { amount: 1_000_000 })).status).toBe(422);
  expect(await quantityOf(hat)).toBe(5);
  expect((await pay(contract, 0, { version: 99 })).status).toBe(409);
  expect(await quantityOf(hat)).toBe(5);
  expect((await pay(contract)).status).toBe(200);
  expect(await quantityOf(hat)).toBe(2);
});

test("what sells out between sending and paying is refused, and of the last pieces each is sold once", async () => {
  const hat = await market.product(seller, 10, { quantity: 3 });
  const contracts = await Promise.all(Array.from({ length: 8 }, () => sent(hat, 1)));
  const replies = await Promise.all(contracts.map((each) => pay(each)));
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 200, 409, 409, 409, 409, 409]);
  const refused = replies.find(({ status }) => status === 409)!;
  expect(refused.body).toMatchObject({ code: "insufficient_stock", asked: 1, available: 0, product_id: hat });
  expect(await quantityOf(hat)).toBe(0);
});
