/** The same goods at the till and in a marketplace's window: whoever is first gets them (LNK-1…7, D59, INV-36…40). */
import { houseUserId } from "../../services/accounts/public.ts";
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";
import { micro } from "../support/makers.ts";
import { cards, type Marketplace, openMarketplace } from "../support/paying-market.ts";
import { openShop, type Shop } from "../support/shop.ts";
import { breachesIn } from "../support/verified.ts";

const AT_EACH_DOOR = 100;
const SETUP_AT_ONCE = 10;

let backroom: Backroom;
let owner: Client;
let market: Marketplace;
let shop: Shop;
beforeAll(async () => {
  backroom = await startBackroom();
  owner = await backroom.organization("Doors");
  market = await openMarketplace(owner);
  shop = await openShop(owner);
});
afterAll(() => backroom?.stop());

async function offered(goods: Json, price = 60): Promise<string> {
  const { platform_id } = market;
  const user_id = houseUserId(platform_id);
  const isThere = async () => (await owner.get(`/marketplace-users/${user_id}`)).status === 200;
  await until(isThere, "the house user");
  const own = { platform_id, user_id, name: "Coat", base_price: price * 10_000 };
  const { id } = await owner.ok.post("/products", own);
  await owner.ok.post(`/variants/${id}/link`, goods);
  return id;
}

async function sent(product_id: string, quantity: number, buyer: string): Promise<Json> {
  const { platform_id } = market;
  const terms = { platform_id, items: [{ product_id, quantity }], buyers: [{ user_id: buyer }] };
  const { id } = await owner.ok.post("/contracts", terms);
  return owner.ok.post(`/contracts/${id}/send`);
}

/** Not more at once than a busy shop has. */
async function each<T>(count: number, make: (i: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  for (let i = 0; i < count; i += SETUP_AT_ONCE)
    made.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(SETUP_AT_ONCE, count - i) }, (_, j) => make(i + j)),
      )),
    );
  return made;
}

const byHand = ({ id, buyers, sent_version: version }: Json) =>
  owner.post(`/contracts/${id}/payments`, { buyer_id: buyers[0].id, method: "cash", version });
const byCard = ({ id }: Json) => owner.post(`/contracts/${id}/settle`, {});
const ringUp = (item_id: string, quantity: number) =>
  owner.post("/sales/ring-up", {
    lines: [{ item_id, quantity }],
    payments: [{ type: "cash", amount: 100_000 }],
  });
const isSold = async ({ id }: Json): Promise<boolean> =>
  ["paid", "settled"].includes((await owner.ok.get(`/contracts/${id}`)).status);

test("a piece that the till sells is gone from the window, and back when it comes back; and the other way", async () => {
  const item_id = await shop.piece(6000);
  const product = await offered({ item_id });
  const shown = async () => {
    const { quantity, is_buyable } = await owner.ok.get(`/variants/${product}`);
    return [quantity, is_buyable];
  };
  expect(await shown()).toEqual([1, true]);
  const { body: sale, status } = await ringUp(item_id, 1);
  expect([status, await shown()]).toEqual([201, [0, false]]);
  await owner.ok.post(`/sales/${sale.id}/refund`, {});
  await until(async () => (await shown())[0] === 1, "the piece to be back");
  const contract = await sent(product, 1, await market.person());
  expect((await byHand(contract)).status).toBe(200);
  expect(await shown()).toEqual([0, false]);
  expect((await ringUp(item_id, 1)).status).toBe(409);
  await owner.ok.post(`/contracts/${contract.id}/refund`, { buyer_id: contract.buyers[0].id, amount: 6000 });
  await until(async () => (await shown())[0] === 1, "the piece to hang again");
  // A piece is linked once on a platform, and only by the house.
  const { platform_id } = market;
  const second = { platform_id, user_id: houseUserId(platform_id), name: "Copy", base_price: 1 };
  const { id: copy } = await owner.ok.post("/products", second);
  expect((await owner.post(`/variants/${copy}/link`, { item_id })).status).toBe(409);
  const foreign = await owner.ok.post("/products", { ...second, user_id: await market.person() });
  expect((await owner.post(`/variants/${foreign.id}/link`, { item_id })).status).toBe(422);
  expect((await owner.patch(`/variants/${product}`, { quantity: 5 })).status).toBe(400);
}, 60_000);

test(`the last piece: of ${2 * AT_EACH_DOOR} clients at both doors one gets it`, async () => {
  const item_id = await shop.piece(6000);
  const product = await offered({ item_id });
  const buyer = await market.person({ card: cards.works });
  const contracts = await each(AT_EACH_DOOR, () => sent(product, 1, buyer));
  const [tills, windows] = await Promise.all([
    Promise.all(contracts.map(() => ringUp(item_id, 1))),
    Promise.all(contracts.map((contract, i) => (i % 2 ? byHand(contract) : byCard(contract)))),
  ]);
  const rung = tills.filter(({ status }) => status === 201).length;
  const sold = (await Promise.all(contracts.map(isSold))).filter(Boolean).length;
  expect(rung + sold).toBe(1);
  expect([...tills, ...windows].filter(({ status }) => status >= 500)).toEqual([]);
  expect((await owner.ok.get(`/variants/${product}`)).quantity).toBe(0);
  const paid = await owner.ok.get(`/transactions?type=charge&status=succeeded&buyer_user_id=${buyer}`);
  expect(paid.data).toHaveLength(sold);
});

test("goods in quantity: several at a time at both doors, some cards refuse; nothing is sold twice", async () => {
  const { id: type_id } = await owner.ok.post("/sku-types", { name: "Jam" });
  const { id: sku_id } = await owner.ok.post("/skus", { code: "JAM", name: "Jam", type_id });
  const [site] = (await owner.ok.get(`/locations?store_id=${shop.store}&kind=site`)).data;
  const stock = { sku_id, location_id: site.id, quantity: micro(60), unit_cost: micro(2) };
  await owner.ok.post("/stock/adjustments", stock);
  const jar = { title: "Jam", tag_price: 700, inventory_type: "retail", store_id: shop.store, sku_id };
  const { id: item_id } = await owner.ok.post("/items", jar);
  await owner.ok.patch(`/platforms/${market.platform_id}`, { fulfillment_location_id: site.id });
  // One by the item, which is itself linked, one by the SKU at the same site: the same stock.
  const products = [await offered({ item_id }, 7), await offered({ sku_id }, 7)];
  const [rich, poor] = [
    await market.person({ card: cards.works }),
    await market.person({ card: cards.declined }),
  ];
  const quantityOf = (i: number) => 1 + (i % 4);
  const contracts = await each(60, (i) => sent(products[i % 2]!, quantityOf(i), i % 5 === 4 ? poor : rich));
  const [tills] = await Promise.all([
    Promise.all(contracts.map((_, i) => ringUp(item_id, quantityOf(i)))),
    Promise.all(contracts.map((contract, i) => (i % 5 === 3 ? byHand(contract) : byCard(contract)))),
  ]);
  const level = async () => (await owner.ok.get(`/stock-levels?sku_id=${sku_id}`)).data[0];
  await until(async () => (await level()).reserved === 0, "every hold to end");
  const sold = await Promise.all(contracts.map(isSold));
  const units = (taken: (i: number) => boolean) =>
    contracts.reduce((all, _contract, i) => all + (taken(i) ? quantityOf(i) : 0), 0);
  const gone = units((i) => tills[i]!.status === 201) + units((i) => sold[i]!);
  expect(gone).toBeGreaterThan(0);
  await until(async () => (await level()).on_hand === micro(60 - gone), "the stock");
  for (const product of products)
    expect((await owner.ok.get(`/variants/${product}`)).quantity).toBe(60 - gone);
  expect(contracts.some((_, i) => i % 5 === 4 && sold[i])).toBe(false);
});

test("LNK-5: the house gets no more than its items cost, whoever else is pinned", async () => {
  const product = await offered({ item_id: await shop.piece(6000) });
  const { platform_id } = market;
  const house = houseUserId(platform_id);
  const [seller, buyer] = [await market.person({ bank: true }), await market.person()];
  const lamp = { seller_user_id: seller, name: "Lamp", unit_price: 4000 };
  const terms = { platform_id, items: [{ product_id: product }, lamp], buyers: [{ user_id: buyer }] };
  const more = { ...terms, sellers: [{ user_id: house, owed: 6100, pinned: true }, { user_id: seller }] };
  const less = { ...terms, sellers: [{ user_id: house }, { user_id: seller, owed: 3000, pinned: true }] };
  for (const each of [more, less]) {
    const { status, body } = await owner.post("/contracts", each);
    expect([status, body.errors?.[0].pointer]).toEqual([422, "/sellers/0/owed"]);
  }
  const sellersOfBoth = [{ user_id: house }, { user_id: seller }];
  const { id, sellers } = await owner.ok.post("/contracts", { ...terms, sellers: sellersOfBoth });
  expect(sellers.find(({ user_id }: Json) => user_id === house).owed).toBeLessThan(6000);
  const pins = { sellers: [{ user_id: house, owed: 6000, pinned: true }, { user_id: seller }] };
  expect((await owner.patch(`/contracts/${id}`, pins)).status).toBe(200);
  expect((await owner.patch(`/contracts/${id}`, { sellers: more.sellers })).status).toBe(422);
});

test("the verifier finds nothing to say", async () => {
  expect(await breachesIn(backroom, 30_000)).toEqual([]);
}, 90_000);

test("PRM-4: a member restricted to one store pays for, and refunds, goods of another by a contract", async () => {
  const item_id = await shop.piece(6000);
  const product = await offered({ item_id });
  const { id: elsewhere } = await owner.ok.post("/stores", { name: "Elsewhere" });
  const [me] = (await owner.ok.get("/members")).data;
  const { key } = await owner.ok.post("/api-keys", { name: "clerk", access: "owner" });
  const contract = await sent(product, 1, await market.person());
  await owner.ok.patch(`/members/${me.id}`, { store_ids: [elsewhere] });
  const clerk = backroom.client(key);
  const { id, buyers, sent_version: version } = contract;
  const payment = { buyer_id: buyers[0].id, method: "cash", version };
  expect((await clerk.post(`/contracts/${id}/payments`, payment)).status).toBe(200);
  const basket = { store_id: elsewhere, lines: [{ item_id }], payments: [{ type: "cash", amount: 6000 }] };
  expect((await clerk.post("/sales/ring-up", basket)).status).toBe(422);
  const refund = { buyer_id: buyers[0].id, amount: 6000 };
  expect((await clerk.post(`/contracts/${id}/refund`, refund)).status).toBe(200);
  expect(await breachesIn(backroom)).toEqual([]);
}, 60_000);
