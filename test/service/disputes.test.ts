/** Disputes at the simulated provider, of contracts in each state (CON-12, PAM-5), to the unit. */
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";
import { balancesOf, booksShow } from "../support/books.ts";
import { cards, type Marketplace, openMarketplace } from "../support/paying-market.ts";
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

test("the verifier finds nothing to say", async () => {
  expect(await breachesIn(backroom)).toEqual([]);
}, 60_000);
