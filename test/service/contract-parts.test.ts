/** Parts of contracts, one at a time (CON-13…18). */
import type { ContractView } from "../../services/contracts/public.ts";
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { type Marketplace, marketplaceOf } from "../support/marketplace.ts";

let backroom: Backroom;
let owner: Client;
let market: Marketplace;
let seller: string;
let hat: string;
beforeAll(async () => {
  backroom = await startBackroom();
  owner = backroom.owner;
  market = await marketplaceOf(owner, { platform_fee_ppm: 25_000 });
  seller = await market.user();
  hat = await market.product(seller, 19.99);
});
afterAll(() => backroom.stop());

const draft = (more: Json = {}): Promise<ContractView> =>
  owner.ok.post("/contracts", { platform_id: market.platform.id, ...more });
const add = (id: string, part: string, body: Json): Promise<ContractView> =>
  owner.ok.post(`/contracts/${id}/${part}`, body);
const refusal = async (work: Promise<{ status: number; body: Json }>) => {
  const { status, body } = await work;
  return [status, body.code, body.errors?.[0]?.pointer, body.errors?.[0]?.code].filter(
    (each) => each !== undefined,
  );
};
const drop = async (path: string) => {
  const { status, body } = await owner.delete(path);
  expect([path, status]).toEqual([path, 200]);
  return body as ContractView;
};
const sum = (amounts: number[]) => amounts.reduce((a, b) => a + b, 0);

test("CON-13: an empty draft has the rates of its platform and provider, frozen", async () => {
  const made = await draft();
  expect(made).toMatchObject({
    ...{ sub_total: 0, total: 0, platform_fee_ppm: 25_000, service_fee_ppm: 0 },
    processor: { ppm: 29_000, fixed: 30 },
  });
  await owner.ok.patch(`/platforms/${market.platform.id}`, { platform_fee_ppm: 90_000 });
  const after = await add(made.id, "items", { product_id: hat });
  expect(after.platform_fee_ppm).toBe(25_000);
  expect((await draft()).platform_fee_ppm).toBe(90_000);
  await owner.ok.patch(`/platforms/${market.platform.id}`, { platform_fee_ppm: 25_000 });
  const own = await draft({ platform_fee_ppm: 10_000, processor: { ppm: 0, fixed: 0 } });
  expect(own).toMatchObject({ platform_fee_ppm: 10_000, processor: { ppm: 0, fixed: 0 } });
});

test("CON-14: the currency changes in a draft without items; products are of the contract's currency", async () => {
  const { id } = await draft();
  expect((await owner.ok.patch(`/contracts/${id}`, { currency: "EUR" })).currency).toBe("EUR");
  const mismatch = owner.post(`/contracts/${id}/items`, { product_id: hat });
  expect(await refusal(mismatch)).toEqual([422, "currency_mismatch", "/product_id", "currency_mismatch"]);
  await owner.ok.patch(`/contracts/${id}`, { currency: "USD" });
  await add(id, "items", { product_id: hat });
  const late = owner.patch(`/contracts/${id}`, { currency: "EUR" });
  expect(await refusal(late)).toEqual([409, "locked", "/currency", "locked"]);
  const fees = await draft({
    include_processor_fees: true,
    fees: [{ name: "Packing", amount: 100 }],
  });
  expect((await owner.patch(`/contracts/${fees.id}`, { currency: "JPY" })).status).toBe(409);
});

test("CON-15: owners of products come and go with their items", async () => {
  const other = await market.user();
  const scarf = await market.product(other, 5);
  const { id } = await draft();
  const one = await add(id, "items", { product_id: hat, quantity: 2 });
  const two = await add(id, "items", { product_id: scarf });
  expect(two.sellers.map(({ user_id }) => user_id)).toEqual([seller, other]);
  expect(two.sub_total).toBe(4498);
  const mine = two.sellers[0]!.id;
  expect(await refusal(owner.delete(`/contracts/${id}/sellers/${mine}`))).toEqual([
    ...[422, "unprocessable", "/seller_id", "seller_has_items"],
  ]);
  const left = await drop(`/contracts/${id}/items/${one.items[0]!.id}`);
  expect(left.sellers.map(({ user_id }) => user_id)).toEqual([other]);
  const partner = await market.user();
  const bare = owner.post(`/contracts/${id}/sellers`, { user_id: partner });
  expect(await refusal(bare)).toEqual([422, "unprocessable", "/owed", "seller_without_items"]);
  const shared = await add(id, "sellers", { user_id: partner, owed: 50 });
  expect(shared.sellers.map(({ owed, pinned }) => [owed, pinned])).toEqual([
    [392, false],
    [50, true],
  ]);
  const again = await owner.post(`/contracts/${id}/sellers`, { user_id: partner, owed: 50 });
  expect([again.status, again.body.code]).toEqual([409, "conflict"]);
  expect(await refusal(owner.post(`/contracts/${id}/sellers/${shared.sellers[1]!.id}/pin`, {}))).toEqual([
    ...[422, "unprocessable", "/owed", "seller_without_items"],
  ]);
  const greedy = owner.post(`/contracts/${id}/sellers/${shared.sellers[1]!.id}/pin`, { owed: 9000 });
  expect((await refusal(greedy)).slice(0, 2)).toEqual([422, "fees_exceed_subtotal"]);
  expect((await drop(`/contracts/${id}/sellers/${shared.sellers[1]!.id}`)).sellers.length).toBe(1);
  const unpinned = owner.patch(`/contracts/${id}`, { sellers: [{ user_id: other }, { user_id: partner }] });
  expect(await refusal(unpinned)).toEqual([422, "unprocessable", "/sellers/1", "seller_without_items"]);
});

test("CON-15: without their pins, sellers without items are none", async () => {
  const { id } = await draft({ items: [{ product_id: hat }] });
  await add(id, "sellers", { user_id: await market.user(), owed: 50 });
  const reset: ContractView = await owner.ok.post(`/contracts/${id}/rebalance`, { reset: true });
  expect(reset.sellers.map(({ user_id }) => user_id)).toEqual([seller]);
});

test("CON-16: price of today unless given; the same product at the same price is one item", async () => {
  const season = await market.product(seller, 300, { use_seasonal_prices: true });
  const always = { starts_on: "2020-01-01", ends_on: "2099-12-31" };
  await owner.ok.post(`/variants/${season}/prices`, { amount: 2_500_000, ...always });
  const { id } = await draft();
  await add(id, "items", { product_id: season });
  await add(id, "items", { product_id: season, quantity: 2 });
  const made = await add(id, "items", { product_id: season, unit_price: 100 });
  expect(made.items.map(({ quantity, unit_price }) => [quantity, unit_price])).toEqual([
    [3, 25_000],
    [1, 100],
  ]);
  const free = await add(id, "items", { product_id: season, unit_price: 0 });
  expect(free.items.at(-1)!.unit_price).toBe(0);
  const whole = await draft({ items: [{ product_id: season }] });
  expect(whole.items[0]).toMatchObject({ name: "Hat", unit_price: 25_000, seller_user_id: seller });
});

test("CON-16: more than there is can be drafted and not be sent", async () => {
  const rare = await market.product(seller, 10, { name: "Rare", quantity: 3 });
  const made = await draft({
    items: [{ product_id: rare, quantity: 4 }],
    buyers: [{ user_id: await market.user() }],
  });
  const sent = await owner.post(`/contracts/${made.id}/send`);
  expect([sent.status, sent.body.code, sent.body.available, sent.body.asked]).toEqual([
    409,
    "insufficient_stock",
    3,
    4,
  ]);
  await owner.ok.patch(`/variants/${rare}`, { quantity: 4 });
  expect((await owner.ok.post(`/contracts/${made.id}/send`)).status).toBe("open");
});

test("PLT-1, CON-7: users and products of another platform are none", async () => {
  const there = await marketplaceOf(owner);
  const [stranger, foreign] = [await there.user(), await there.product(await there.user(), 5)];
  const { id } = await draft();
  const refused: [string, Json, string][] = [
    ["items", { product_id: foreign }, "/product_id"],
    ["buyers", { user_id: stranger }, "/user_id"],
    ["sellers", { user_id: stranger, owed: 1 }, "/user_id"],
  ];
  for (const [part, body, pointer] of refused)
    expect((await refusal(owner.post(`/contracts/${id}/${part}`, body))).slice(0, 3)).toEqual([
      ...[422, "reference_not_found", pointer],
    ]);
  const whole: [Json, string][] = [
    [{ items: [{ product_id: foreign }] }, "/items/0/product_id"],
    [{ buyers: [{ user_id: stranger }] }, "/buyers/0/user_id"],
    [{ sellers: [{ user_id: stranger, pinned: true, owed: 1 }] }, "/sellers/0/user_id"],
    [{ items: [{ seller_user_id: stranger, name: "X", unit_price: 1 }] }, "/items/0/seller_user_id"],
  ];
  for (const [body, pointer] of whole)
    for (const said of [
      owner.patch(`/contracts/${id}`, body),
      owner.post("/contracts", { platform_id: market.platform.id, ...body }),
    ])
      expect((await refusal(said)).slice(0, 3)).toEqual([422, "reference_not_found", pointer]);
  const author = owner.post("/contracts", { platform_id: market.platform.id, user_id: stranger });
  expect((await refusal(author)).slice(0, 3)).toEqual([422, "reference_not_found", "/user_id"]);
  const theirs = owner.patch(`/contracts/${id}`, {
    items: [{ product_id: hat, seller_user_id: await market.user() }],
  });
  expect(await refusal(theirs)).toEqual([422, "unprocessable", "/items/0/seller_user_id", "not_the_owner"]);
  const nameless = owner.patch(`/contracts/${id}`, { items: [{ seller_user_id: seller, unit_price: 1 }] });
  expect(await refusal(nameless)).toEqual([400, "validation_failed", "/items/0/name", "required"]);
  expect((await owner.ok.get(`/contracts/${id}`)).version).toBe(1);
});

test("USR-4: whoever is being deleted starts no contract", async () => {
  const user_id = await market.user();
  await owner.delete(`/marketplace-users/${user_id}`);
  const said = await owner.post("/contracts", { platform_id: market.platform.id, user_id });
  expect([said.status, said.body.code]).toEqual([409, "conflict"]);
});

/** The contract from a cart of 8.3: A 2 × 19.99, B 1 × 5.00, the processor's fee on top, the platform's borne by sellers. */
async function fromCart(): Promise<ContractView> {
  const scarf = await market.product(await market.user(), 5);
  return draft({
    items: [{ product_id: hat, quantity: 2 }, { product_id: scarf }],
    buyers: [{ user_id: await market.user() }],
    include_processor_fees: true,
  });
}

test("CON-2, CON-5: the contract from a cart", async () => {
  const made = await fromCart();
  expect(made).toMatchObject({ sub_total: 4498, platform_fee: 112, total: 4663, processor_fee: 165 });
  expect(made.sellers.map(({ owed }) => owed)).toEqual([3898, 488]);
});

test("CON-18: a pin is what the buyer is charged", async () => {
  const { id, buyers } = await fromCart();
  const [a] = buyers;
  await add(id, "buyers", { user_id: await market.user() });
  const pinned = await add(id, `buyers/${a!.id}/pin`, { due: 2000 });
  expect(pinned.buyers.map(({ base, due }) => [base, due])).toEqual([
    [1912, 2000],
    [2586, 2694],
  ]);
  expect(pinned).toMatchObject({ total: 4694, processor_fee: 196 });
  const odd = await add(id, `buyers/${a!.id}/pin`, { due: 52 });
  expect(odd.buyers[0]).toMatchObject({ base: 20, due: 51, pinned: true });
  const open = await add(id, `buyers/${a!.id}/pin`, {});
  expect(open.buyers.every((each) => !each.pinned)).toBe(true);
  const refused: [number, string, string?][] = [
    [20, "less_than_fee"],
    [4900, "unprocessable"],
  ];
  for (const [due, code] of refused)
    expect(await refusal(owner.post(`/contracts/${id}/buyers/${a!.id}/pin`, { due }))).toEqual([
      ...[422, "unprocessable", "/due", code],
    ]);
  const added = owner.post(`/contracts/${id}/buyers`, { user_id: await market.user(), due: 9000 });
  expect(await refusal(added)).toEqual([422, "unprocessable", "/due", "unprocessable"]);
  const whole = { buyers: [{ user_id: a!.user_id, pinned: true, due: 90_000 }] };
  expect(await refusal(owner.patch(`/contracts/${id}`, whole))).toEqual([
    ...[422, "unprocessable", "/buyers/0/due", "unprocessable"],
  ]);
});

test("CON-7, CON-17: nobody twice, nobody who has paid, and nobody last of a sent contract", async () => {
  const made = await fromCart();
  const [a] = made.buyers;
  const twice = await owner.post(`/contracts/${made.id}/buyers`, { user_id: a!.user_id });
  expect([twice.status, twice.body.code]).toEqual([409, "conflict"]);
  const both = owner.post(`/contracts/${made.id}/buyers`, { user_id: seller });
  expect((await refusal(both)).at(-1)).toBe("buyer_is_seller");
  const two = await add(made.id, "buyers", { user_id: await market.user() });
  const sent: ContractView = await owner.ok.post(`/contracts/${made.id}/send`);
  await drop(`/contracts/${made.id}/buyers/${two.buyers[1]!.id}`);
  const last = owner.delete(`/contracts/${made.id}/buyers/${a!.id}`);
  expect((await refusal(last)).slice(0, 3)).toEqual([422, "unprocessable", "/buyers"]);
  const stale = { buyer_id: a!.id, method: "cash", version: sent.sent_version };
  expect((await owner.post(`/contracts/${made.id}/payments`, stale)).body.reason).toBe("needs_resend");
  const anew: ContractView = await owner.ok.post(`/contracts/${made.id}/send`);
  await owner.ok.post(`/contracts/${made.id}/payments`, {
    ...stale,
    version: anew.sent_version,
    amount: 100,
  });
  expect((await refusal(owner.delete(`/contracts/${made.id}/buyers/${a!.id}`))).slice(0, 2)).toEqual([
    409,
    "locked",
  ]);
  expect((await refusal(owner.post(`/contracts/${made.id}/items`, { product_id: hat }))).slice(0, 2)).toEqual(
    [...[409, "locked"]],
  );
});

test("8.2: fees of one's own, by amount or by rate", async () => {
  const { id } = await draft({ items: [{ product_id: hat }], processor: { ppm: 0, fixed: 0 } });
  const made = await add(id, "fees", { name: "Packing", amount: 100 });
  const fee_id = made.fees[0]!.id;
  expect([made.fees[0]!.payer, made.total]).toEqual(["buyer", 2099]);
  const rated: ContractView = await owner.ok.patch(`/contracts/${id}/fees/${fee_id}`, {
    ppm: 500_000,
    payer: "seller",
  });
  expect(rated.fees[0]).toMatchObject({ name: "Packing", amount: null, ppm: 500_000, total: 1000 });
  expect(rated.total).toBe(1999);
  const neither = owner.post(`/contracts/${id}/fees`, { name: "X" });
  expect(await refusal(neither)).toEqual([400, "validation_failed", "/amount", "either_or"]);
  const too = await owner.post(`/contracts/${id}/fees`, { name: "X", amount: 99_999, payer: "seller" });
  expect([too.status, too.body.code]).toEqual([422, "fees_exceed_subtotal"]);
  expect((await drop(`/contracts/${id}/fees/${fee_id}`)).fees).toEqual([]);
  for (const path of [`fees/${fee_id}`, `items/${fee_id}`, `buyers/${fee_id}`, `sellers/${fee_id}`])
    expect((await owner.delete(`/contracts/${id}/${path}`)).status).toBe(404);
});

test("CON-6: of single parts at once none is lost", async () => {
  // Fees need a subtotal from the first on.
  const { id } = await draft({ items: [{ product_id: hat }] });
  const buyers = await Promise.all(Array.from({ length: 10 }, () => market.user()));
  await Promise.all([
    ...buyers.map((user_id) => add(id, "buyers", { user_id })),
    ...Array.from({ length: 10 }, () => add(id, "items", { product_id: hat })),
    ...Array.from({ length: 10 }, (_, i) => add(id, "fees", { name: `Fee ${i}`, amount: 100 })),
  ]);
  const after: ContractView = await owner.ok.get(`/contracts/${id}`);
  expect([after.buyers.length, after.items[0]!.quantity, after.fees.length]).toEqual([10, 11, 10]);
  expect(after.sub_total).toBe(21_989);
  expect(sum(after.buyers.map(({ due }) => due))).toBe(after.total);
});

test("CON-19: who sees a contract among the users", async () => {
  const [author, buyer] = [await market.user(), await market.user()];
  const { id } = await draft({ user_id: author, items: [{ product_id: hat }], buyers: [{ user_id: buyer }] });
  const seen = async (user_id: string) => {
    const { data } = await owner.ok.get(`/contracts?viewer_user_id=${user_id}&limit=100`);
    return data.some((each: Json) => each.id === id);
  };
  expect([await seen(author), await seen(buyer), await seen(seller)]).toEqual([true, false, false]);
  await owner.ok.post(`/contracts/${id}/send`);
  expect([await seen(author), await seen(buyer), await seen(seller)]).toEqual([true, true, true]);
  const late = await market.user();
  await add(id, "buyers", { user_id: late });
  expect(await seen(late)).toBe(true);
});
