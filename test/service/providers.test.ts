/** Contracts whose money a provider moves (CON-8…12, CON-20, PAM-5, INV-41). */
import type { ContractView } from "../../services/contracts/public.ts";
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";
import { cards, type Marketplace, openMarketplace } from "../support/paying-market.ts";
import { breachesIn } from "../support/verified.ts";

let backroom: Backroom;
let owner: Client;
let market: Marketplace;
beforeAll(async () => {
  backroom = await startBackroom();
  owner = backroom.owner;
  market = await openMarketplace(owner);
});
afterAll(() => backroom?.stop());

const settle = (of: { id: string }, body: Json = {}): Promise<Json> =>
  owner.ok.post(`/contracts/${of.id}/settle`, body);
const refund = ({ id, buyers }: ContractView, amount: number, i = 0): Promise<ContractView> =>
  owner.ok.post(`/contracts/${id}/refund`, { buyer_id: buyers[i]!.id, amount });
const movements = async ({ id }: { id: string }): Promise<Json[]> =>
  (await owner.ok.get(`/transactions?contract_id=${id}&limit=100&sort=created_at`)).data;

/** Σ postings by ledger account, the zero ones left out; each movement that succeeded has one journal (LED-3). */
async function ledgerOf(of: { id: string }): Promise<Record<string, number>> {
  const done = (await movements(of)).filter(({ status }) => status === "succeeded").map(({ id }) => id);
  const { data } = await owner.ok.get(`/journals?ref_id:in=${done.join(",")}&limit=100`);
  expect(data.map(({ ref }: Json) => ref.id).sort()).toEqual([...done].sort());
  const sums: Record<string, number> = {};
  for (const { ledger_account, amount } of data.flatMap(({ postings }: Json) => postings))
    sums[ledger_account] = (sums[ledger_account] ?? 0) + amount;
  return Object.fromEntries(Object.entries(sums).filter(([, amount]) => amount !== 0));
}

test("CON-20, T19, T20: settling charges the card, pays the seller, and says so", async () => {
  const [buyer, seller] = [await market.person({ card: cards.works }), await market.person({ bank: true })];
  const made = await market.contract([[seller, 9000]], [buyer]);
  const done = await settle(made);
  expect(done.contract).toMatchObject({ status: "settled", total: 9856, pending: [] });
  expect(done.buyers).toMatchObject([{ outcome: "charged", amount: 9856 }]);
  expect(done.sellers).toMatchObject([{ outcome: "transferred", amount: 9000 }]);
  expect(await ledgerOf(made)).toEqual({ "processor:simulated": 540, fees: -540 });
  const moved = await movements(made);
  expect(moved).toMatchObject([
    {
      type: "charge",
      status: "succeeded",
      provider: "simulated",
      provider_ref: expect.stringMatching(/^ch_/),
    },
    { type: "transfer", status: "succeeded", provider_ref: expect.stringMatching(/^tr_/) },
  ]);
  // Again: nothing more is charged or paid.
  const again = await settle(made);
  expect(again.contract).toEqual(done.contract);
  expect(await movements(made)).toHaveLength(2);
});

test.each([
  ["declined", "card_declined"],
  ["poor", "insufficient_funds"],
] as const)(
  "PAM-5: a card that is %s leaves a failed transaction and nothing else",
  async (card, failure) => {
    const buyer = await market.person({ card: cards[card] });
    const made = await market.contract([[await market.person(), 9000]], [buyer]);
    const done = await settle(made);
    expect(done.buyers).toMatchObject([{ outcome: "failed", amount: 9856 }]);
    expect(done.contract).toMatchObject({ status: "open", pending: [], buyers: [{ paid: 0 }] });
    expect(done.contract.last_payment_attempt_at).not.toBeNull();
    expect(await movements(made)).toMatchObject([{ type: "charge", status: "failed", failure }]);
    expect((await owner.ok.get(`/journals?ref_id=${done.buyers[0].transaction_id}`)).data).toEqual([]);
    // With another card, settling again charges.
    const { id } = await market.addCard(buyer, cards.works);
    await owner.ok.post(`/payment-methods/${id}/default`);
    expect((await settle(made)).contract.status).toBe("paid");
  },
);

test("PAM-5: 0341 is charged once and declined later", async () => {
  const buyer = await market.person({ card: cards.declinedLater });
  const seller = await market.person();
  const outcomes = [];
  for (const price of [1000, 2000])
    outcomes.push((await settle(await market.contract([[seller, price]], [buyer]))).buyers[0].outcome);
  expect(outcomes).toEqual(["charged", "failed"]);
});

test("CON-20: a buyer without a method stays outstanding, a seller without an account waits", async () => {
  const [rich, bare] = [await market.person({ card: cards.works }), await market.person()];
  const [bank, none] = [await market.person({ bank: true }), await market.person()];
  const made = await market.contract(
    [
      [bank, 6000],
      [none, 3000],
    ],
    [rich, bare],
  );
  const first = await settle(made);
  expect(first.contract.status).toBe("partially_paid");
  expect(first.buyers.map(({ outcome }: Json) => outcome)).toEqual(["charged", "outstanding"]);
  await market.addCard(bare, cards.works);
  const second = await settle(made);
  expect(second.buyers.map(({ outcome }: Json) => outcome)).toEqual(["paid", "charged"]);
  expect(second.sellers.map(({ outcome }: Json) => outcome)).toEqual(["transferred", "waiting"]);
  expect(second.contract.status).toBe("paid");
  await market.connectBank(none);
  const third = await settle(made);
  expect(third.sellers.map(({ outcome }: Json) => outcome)).toEqual(["settled", "transferred"]);
  expect(third.contract.status).toBe("settled");
  expect(await ledgerOf(made)).toMatchObject({ fees: -540 });
});

test("what is being charged cannot be paid, changed or voided; then it is one charge (INV-41)", async () => {
  const buyer = await market.person({ card: cards.answersLate });
  const made = await market.contract([[await market.person({ bank: true }), 9000]], [buyer]);
  const done = await settle(made);
  expect(done.buyers).toMatchObject([{ outcome: "pending", amount: 9856 }]);
  expect(done.contract.pending).toMatchObject([{ type: "charge", user_id: buyer, amount: 9856 }]);
  const at = `/contracts/${made.id}`;
  const payment = { buyer_id: made.buyers[0]!.id, method: "cash", version: made.sent_version };
  expect((await owner.post(`${at}/payments`, payment)).status).toBe(409);
  expect((await owner.post(`${at}/void`)).status).toBe(409);
  expect((await owner.patch(at, { platform_fee_ppm: 0 })).status).toBe(409);
  expect((await settle(made)).contract.pending).toHaveLength(1);
  // The provider has charged it: asked again under the same key, it says so.
  const status = async () => (await owner.ok.get(at)).status === "settled";
  await until(status, "the charge is known");
  expect(await movements(made)).toMatchObject([{ type: "charge", amount: 9856 }, { type: "transfer" }]);
});

test("many settlements at once charge each due once (INV-41)", async () => {
  const buyers = [await market.person({ card: cards.works }), await market.person({ card: cards.works })];
  const made = await market.contract([[await market.person({ bank: true }), 9000]], buyers);
  const done = await Promise.all(
    Array.from({ length: 8 }, () => owner.post(`/contracts/${made.id}/settle`, {})),
  );
  expect(done.map(({ status }) => status)).toEqual(done.map(() => 200));
  await until(async () => (await owner.ok.get(`/contracts/${made.id}`)).status === "settled", "settled");
  expect((await movements(made)).map(({ type }) => type).sort()).toEqual(["charge", "charge", "transfer"]);
});

test("CON-11: a refund goes back through the provider, and takes the transfer back", async () => {
  const [buyer, seller] = [await market.person({ card: cards.works }), await market.person({ bank: true })];
  const made = await market.contract([[seller, 9000]], [buyer]);
  await settle(made);
  const part = await refund(made, 1000);
  expect(part).toMatchObject({
    status: "settled",
    partially_refunded: true,
    refunded_amount: 1000,
    pending: [],
  });
  expect(part.sellers).toMatchObject([{ reversed: 913, transfer_reversed: 913 }]);
  expect(await ledgerOf(made)).toEqual({
    ...{ "processor:simulated": 540 - 1000 + 913, fees: -540 + 55, processor_fees: 32 },
  });
  const [more, all] = [
    await owner.post(`/contracts/${made.id}/refund`, { buyer_id: made.buyers[0]!.id, amount: 8857 }),
    await refund(made, 8856),
  ];
  expect([more.status, more.body.code]).toEqual([409, "already_refunded"]);
  expect(all).toMatchObject({ status: "refunded", pending: [] });
  expect(await ledgerOf(made)).toEqual({ "processor:simulated": -316, processor_fees: 316 });
  const back = (await movements(made)).filter(({ reverses_id }) => reverses_id);
  expect(back.map(({ type, status, provider }) => [type, status, provider])).toEqual([
    ["refund", "succeeded", "simulated"],
    ["transfer_reversal", "succeeded", "simulated"],
    ["refund", "succeeded", "simulated"],
    ["transfer_reversal", "succeeded", "simulated"],
  ]);
});

test("what was paid partly by hand goes back the way it came", async () => {
  const [buyer, seller] = [await market.person({ card: cards.works }), await market.person({ bank: true })];
  const made = await market.contract([[seller, 9000]], [buyer]);
  const payment = { buyer_id: made.buyers[0]!.id, amount: 4000, method: "cash", version: made.sent_version };
  await owner.ok.post(`/contracts/${made.id}/payments`, payment);
  expect((await settle(made)).buyers).toMatchObject([{ outcome: "charged", amount: 5856 }]);
  const all = await refund(made, 9856);
  expect(all).toMatchObject({ status: "refunded", refunded_amount: 9856 });
  const refunds = (await movements(made)).filter(({ type }) => type === "refund");
  expect(refunds.map(({ provider, amount }) => [provider, amount]).sort()).toEqual([
    ["offline", 4000],
    ["simulated", 5856],
  ]);
  expect(await ledgerOf(made)).toMatchObject({ processor_fees: 316 });
});

test("CON-10: goods are taken while a card is charged, and go back when it is declined", async () => {
  const [poor, rich] = [
    await market.person({ card: cards.declined }),
    await market.person({ card: cards.works }),
  ];
  const [bare, seller] = [await market.person(), await market.person()];
  const { platform_id } = market;
  const own = { platform_id, user_id: seller, name: "Hat", base_price: 100_000, quantity: 5 };
  const { id: product_id } = await owner.ok.post("/products", own);
  const left = async () => (await owner.ok.get(`/variants/${product_id}`)).quantity;
  const settled = async (buyer: string, quantity: number) => {
    const items = [{ product_id, quantity }];
    const made = await owner.ok.post("/contracts", { platform_id, items, buyers: [{ user_id: buyer }] });
    await owner.ok.post(`/contracts/${made.id}/send`);
    return owner.post(`/contracts/${made.id}/settle`, {});
  };
  const [declined, nobody] = [await settled(poor, 3), await settled(bare, 3)];
  expect([declined, nobody].map(({ body }) => body.buyers[0].outcome)).toEqual(["failed", "outstanding"]);
  await until(async () => (await left()) === 5, "the goods are back");
  expect((await settled(rich, 3)).body.buyers[0].outcome).toBe("charged");
  expect(await left()).toBe(2);
  // Sold out between sending and settling: nothing is charged (CON-16).
  const items = [{ product_id, quantity: 2 }];
  const late = await owner.ok.post("/contracts", { platform_id, items, buyers: [{ user_id: rich }] });
  await owner.ok.post(`/contracts/${late.id}/send`);
  await settled(rich, 1);
  const refused = await owner.post(`/contracts/${late.id}/settle`, {});
  expect([refused.status, refused.body.code]).toEqual([409, "insufficient_stock"]);
  expect(await movements(late)).toEqual([]);
});

test("TRX-1: figures are sums of rows; what came back counts negative", async () => {
  const [buyer, seller] = [await market.person({ card: cards.works }), await market.person({ bank: true })];
  const figures = async (query: string) => (await owner.ok.get(`/transactions/figures?${query}`)).data;
  expect(await figures(`buyer_user_id=${buyer}`)).toEqual([]);
  const made = await market.contract([[seller, 9000]], [buyer]);
  await settle(made);
  await settle(await market.contract([[seller, 4000]], [buyer], { currency: "EUR" }));
  await refund(made, 1000);
  const [euros, dollars] = await figures(`buyer_user_id=${buyer}`);
  expect(dollars).toEqual({ currency: "USD", spend: 8856, revenue: 0, contracts: 1, cart_value: 8856 });
  expect(euros).toMatchObject({ currency: "EUR", contracts: 1 });
  expect(await figures(`seller_user_id=${seller}`)).toMatchObject([
    { revenue: 4000 },
    { revenue: 9000 - 913 },
  ]);
  expect(await figures("until=2001-01-01")).toEqual([]);
  const best = await owner.ok.get(
    `/transactions/leaders?side=sellers&platform_id=${market.platform_id}&limit=100`,
  );
  expect(best.currency).toBe("USD");
  expect(best.data).toContainEqual({ user_id: seller, amount: 9000 - 913 });
  expect(best.data.map(({ amount }: Json) => amount)).toEqual(
    best.data.map(({ amount }: Json) => amount).toSorted((a: number, b: number) => b - a),
  );
});

test("a platform cannot choose a provider that the operator has not set up", async () => {
  const refused = await owner.patch(`/platforms/${market.platform_id}`, { provider: "stripe" });
  expect([refused.status, refused.body.code]).toEqual([422, "no_provider"]);
  expect((await owner.post("/platforms", { name: "Market", provider: "stripe" })).status).toBe(422);
});

test("the verifier finds nothing to say", async () => {
  expect(await breachesIn(backroom)).toEqual([]);
}, 60_000);
