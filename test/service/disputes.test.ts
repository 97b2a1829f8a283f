/** Disputes at the simulated provider, of contracts in each state (CON-12, PAM-5), to the unit. */
import { houseUserId } from "../../services/accounts/public.ts";
import { saleIdOf } from "../../services/sales/contract-sales/price-contract-sale.ts";
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";
import { balancesOf, booksShow } from "../support/books.ts";
import { cards, type Marketplace, openMarketplace } from "../support/paying-market.ts";
import { openShop } from "../support/shop.ts";
import { breachesIn } from "../support/verified.ts";

let backroom: Backroom;
beforeAll(async () => {
  backroom = await startBackroom();
});
afterAll(() => backroom?.stop());

type Shop = { owner: Client; market: Marketplace; seller: string };

async function open(name: string): Promise<Shop> {
  const owner = await backroom.organization(name);
  const market = await openMarketplace(owner);
  return { owner, market, seller: await market.person({ bank: true }) };
}

/** Settled with a card whose buyer disputes it at once. */
async function disputedBy({ owner, market, seller }: Shop, buyers: readonly string[]) {
  const { id } = await market.contract([[seller, 9000]], buyers);
  await owner.ok.post(`/contracts/${id}/settle`);
  const dispute = await until(
    async () => (await owner.ok.get(`/disputes?contract_id=${id}`)).data[0],
    "the dispute",
  );
  return { id, dispute };
}

const decide = ({ ok }: Client, { id }: Json, outcome: string): Promise<Json> =>
  ok.post(`/disputes/${id}/decide`, { outcome });

test("CON-12 a lost dispute is booked like a refund, with its fee; sellers bear their part", async () => {
  const shop = await open("Lost");
  const { owner, market } = shop;
  const { id, dispute } = await disputedBy(shop, [await market.person({ card: cards.disputed })]);
  expect(dispute).toMatchObject({ status: "open", provider: "simulated", reason: "fraudulent", fee: null });
  expect(await owner.ok.get(`/contracts/${id}`)).toMatchObject({ status: "settled", disputed: true });
  const { "processor:simulated": held } = await balancesOf(owner);
  const lost = await decide(owner, dispute, "lost");
  expect(lost).toMatchObject({ status: "lost", fee: 1500, amount: 9856 });
  const reversed = async () => (await owner.ok.get(`/contracts/${id}`)).pending.length === 0;
  await until(reversed, "the seller's part");
  expect(await owner.ok.get(`/contracts/${id}`)).toMatchObject({ status: "refunded", disputed: false });
  // The seller's 9000 came back; the fee of the charge and of the dispute are lost.
  await booksShow(owner, { "processor:simulated": held! + 9000 - 9856 - 1500, processor_fees: 316 + 1500 });
  expect((await owner.post(`/disputes/${dispute.id}/decide`, { outcome: "won" })).status).toBe(409);
  expect((await owner.post(`/disputes/${dispute.id}/decide`, { outcome: "maybe" })).status).toBe(400);
  const told = (await owner.ok.get("/audit?limit=100")).data.flatMap((each: Json) => each.events);
  const types = told.map(({ type }: Json) => type).filter((type: string) => type.startsWith("dispute."));
  expect(types.sort()).toEqual(["dispute.lost", "dispute.opened"]);
});

test("CON-12 of a contract that is paid in part, a lost dispute leaves the rest to be paid", async () => {
  const shop = await open("Part");
  const { owner, market, seller } = shop;
  const [bad, late] = [await market.person({ card: cards.disputed }), await market.person()];
  const { id, dispute } = await disputedBy(shop, [bad, late]);
  await decide(owner, dispute, "lost");
  const part = await owner.ok.get(`/contracts/${id}`);
  expect(part).toMatchObject({ status: "partially_paid", partially_refunded: true, disputed: false });
  await market.addCard(late, cards.works);
  await owner.ok.post(`/contracts/${id}/settle`);
  const after = await until(async () => {
    const now = await owner.ok.get(`/contracts/${id}`);
    return now.status === "settled" && now;
  }, "the rest");
  const [own] = after.sellers;
  expect(own).toMatchObject({ user_id: seller, owed: 9000, transferred: 9000 - own.reversed });
});

test("CON-12 a dispute that is won costs nothing, and may still be lost", async () => {
  const shop = await open("Won");
  const { owner, market } = shop;
  const { id, dispute } = await disputedBy(shop, [await market.person({ card: cards.disputed })]);
  const before = await balancesOf(owner);
  expect(await decide(owner, dispute, "won")).toMatchObject({ status: "won", fee_id: null });
  expect(await owner.ok.get(`/contracts/${id}`)).toMatchObject({ status: "settled", disputed: false });
  expect(await balancesOf(owner)).toEqual(before);
  expect(await decide(owner, dispute, "lost")).toMatchObject({ status: "lost" });
  expect((await owner.ok.get(`/transactions?contract_id=${id}&type=charge`)).data[0].dispute).toBe("lost");
  const strange = await backroom.organization("Strange");
  expect((await strange.post(`/disputes/${dispute.id}/decide`, { outcome: "won" })).status).toBe(404);
  expect((await strange.ok.get("/disputes")).data).toEqual([]);
});

describe("CON-12, LNK-5: the house sold a consigned piece", () => {
  async function soldPiece() {
    const shop = await open("House");
    const { owner, market } = shop;
    const { piece, consignor } = await openShop(owner, { tax: false });
    const item = await piece(9000);
    const house = houseUserId(market.platform_id);
    await until(
      async () => (await owner.get(`/marketplace-users/${house}`)).status === 200,
      "the house user",
    );
    const offer = { platform_id: market.platform_id, user_id: house, name: "Coat", base_price: 900_000 };
    const { id: product_id } = await owner.ok.post("/products", offer);
    await owner.ok.post(`/variants/${product_id}/link`, { item_id: item });
    const buyer = await market.person({ card: cards.disputed });
    const { id, buyers } = await market.contract([], [buyer], { items: [{ product_id }] });
    await owner.ok.post(`/contracts/${id}/settle`);
    const sale = saleIdOf(id);
    const isSold = async () => (await owner.ok.get(`/items/${item}`)).status === "sold_on_third_party";
    await until(isSold, "the piece to be sold");
    const [dispute] = (await owner.ok.get(`/disputes?contract_id=${id}`)).data;
    const back = async () => (await owner.ok.get(`/sales/${sale}`)).refund_status === "full";
    return { ...{ owner, item, sale, id, dispute, consignor, buyer_id: buyers[0]!.id }, back };
  }
  const owed = async ({ ok }: Client, id: string) => (await ok.get(`/accounts/${id}`)).balance;

  test.each([
    ["in one", 0],
    ["after a refund in part", 2000],
  ])("a dispute that is lost %s takes the money back, and the buyer keeps the piece", async (_, first) => {
    const { owner, item, sale, id, dispute, consignor, buyer_id, back } = await soldPiece();
    expect(await owed(owner, consignor)).toBe(5400);
    if (first) await owner.ok.post(`/contracts/${id}/refund`, { buyer_id, amount: first });
    await decide(owner, dispute, "lost");
    await until(back, "the money of the sale");
    const { lines, refunded_amount, total } = await owner.ok.get(`/sales/${sale}`);
    expect(lines).toMatchObject([{ refunded_quantity: 0 }]);
    expect(refunded_amount).toBe(total);
    expect(await owner.ok.get(`/items/${item}`)).toMatchObject({
      ...{ status: "sold_on_third_party", status_counts: { sold_on_third_party: 1 } },
    });
    expect(await owed(owner, consignor)).toBe(0);
    // It cannot be sold again: it is not here.
    const again = { store_id: null, lines: [{ item_id: item }], payments: [{ type: "cash", amount: 9000 }] };
    expect((await owner.post("/sales/ring-up", again)).status).toBe(409);
  });

  test("a refund at the provider brings it back, like one that was asked for", async () => {
    const { owner, item, dispute, consignor, back } = await soldPiece();
    const whole = { amount: dispute.amount };
    await owner.ok.post(`/transactions/${dispute.transaction_id}/refund-at-provider`, whole);
    await until(back, "the money of the sale");
    const isBack = async () => (await owner.ok.get(`/items/${item}`)).status === "active";
    await until(isBack, "the piece");
    expect(await owed(owner, consignor)).toBe(0);
  });
});

test("the verifier finds nothing to say", async () => {
  expect(await breachesIn(backroom)).toEqual([]);
}, 60_000);
