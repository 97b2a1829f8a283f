/** Refunds made at the simulated provider itself, of contracts in each state, to the unit (CON-21, PAM-5). */
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";
import { balancesOf, booksShow } from "../support/books.ts";
import { cards, type Marketplace, openMarketplace } from "../support/paying-market.ts";
import { breachesIn } from "../support/verified.ts";

let backroom: Backroom;
let owner: Client;
let market: Marketplace;
let seller: string;
beforeAll(async () => {
  backroom = await startBackroom();
  owner = await backroom.organization("Market");
  market = await openMarketplace(owner);
  seller = await market.person({ bank: true });
});
afterAll(() => backroom?.stop());

async function settled(buyers: readonly string[]): Promise<{ id: string; charge: Json }> {
  const { id } = await market.contract([[seller, 9000]], buyers);
  await owner.ok.post(`/contracts/${id}/settle`);
  const [charge] = (await owner.ok.get(`/transactions?contract_id=${id}&type=charge`)).data;
  return { id, charge };
}

const there = ({ id }: Json, body: Json, headers: Record<string, string> = {}) =>
  owner.post(`/transactions/${id}/refund-at-provider`, body, headers);

test("CON-21: the contract, its seller and the books bear it like a refund that was asked for", async () => {
  const { id, charge } = await settled([await market.person({ card: cards.works })]);
  const { "processor:simulated": held } = await balancesOf(owner);
  const whole = { amount: charge.amount, reason: "duplicate" };
  expect((await there(charge, whole)).status).toBe(200);
  await until(async () => (await owner.ok.get(`/contracts/${id}`)).pending.length === 0, "the seller's part");
  expect(await owner.ok.get(`/contracts/${id}`)).toMatchObject({
    ...{ status: "refunded", refunded_amount: charge.amount, sellers: [{ reversed: 9000 }] },
  });
  // The seller's 9000 came back; the fee of the charge is lost.
  await booksShow(owner, { "processor:simulated": held! + 9000 - charge.amount, processor_fees: 316 });
  const events = (await owner.ok.get("/audit?limit=100")).data.flatMap((each: Json) => each.events);
  expect(events.filter(({ type }: Json) => type === "contract.refunded")).toHaveLength(1);
});

test("CON-21: asked again under its key it is one refund; under another key it is another", async () => {
  const { id, charge } = await settled([await market.person({ card: cards.works })]);
  const key = { "Idempotency-Key": "once" };
  const said = await Promise.all([there(charge, { amount: 100 }, key), there(charge, { amount: 100 })]);
  expect(said.map(({ status }) => status)).toEqual([200, 200]);
  const again = await there(charge, { amount: 100 }, key);
  expect(again.body.refunded_amount).toBe(said[0]!.body.refunded_amount);
  const { data } = await owner.ok.get(`/transactions?contract_id=${id}&at_provider=true`);
  expect(data.map(({ amount }: Json) => amount)).toEqual([100, 100]);
});

test("CON-21: of three at once that are too much together, as many are made as the charge has", async () => {
  const { id, charge } = await settled([await market.person({ card: cards.works })]);
  const said = await Promise.all([4000, 4000, 4000].map((amount) => there(charge, { amount })));
  expect(said.map(({ status }) => status).sort()).toEqual([200, 200, 409]);
  expect((await owner.ok.get(`/contracts/${id}`)).refunded_amount).toBe(8000);
});

test("CON-21: of a contract that is paid in part, the rest stays to be paid", async () => {
  const [first, late] = [await market.person({ card: cards.works }), await market.person()];
  const { id, charge } = await settled([first, late]);
  expect((await there(charge, { amount: charge.amount })).status).toBe(200);
  expect(await owner.ok.get(`/contracts/${id}`)).toMatchObject({
    ...{ status: "partially_paid", partially_refunded: true, refunded_amount: charge.amount },
  });
  await market.addCard(late, cards.works);
  await owner.ok.post(`/contracts/${id}/settle`);
  const done = async () => (await owner.ok.get(`/contracts/${id}`)).status === "settled";
  await until(done, "the rest");
});

test("CON-21: beyond what the buyer has left it is the platform's loss, told by its own event", async () => {
  const { id, charge } = await settled([await market.person({ card: cards.disputed })]);
  const found = async () => (await owner.ok.get(`/disputes?contract_id=${id}`)).data[0];
  const dispute = await until(found, "the dispute");
  await owner.ok.post(`/disputes/${dispute.id}/decide`, { outcome: "lost" });
  expect((await there(charge, { amount: 400 })).body).toMatchObject({ status: "refunded" });
  const query = `/transactions?contract_id=${id}&at_provider=true`;
  expect((await owner.ok.get(query)).data).toMatchObject([{ type: "fee", amount: 400 }]);
  const events = (await owner.ok.get("/audit?limit=100")).data.flatMap((each: Json) => each.events);
  expect(events.filter(({ type }: Json) => type === "refund.exceeded")).toHaveLength(1);
});

test("CON-21: what is no charge of the provider, or more than is left of it, is refused and changes nothing", async () => {
  const { id, charge } = await settled([await market.person({ card: cards.works })]);
  const [transfer] = (await owner.ok.get(`/transactions?contract_id=${id}&type=transfer`)).data;
  const refused = async (of: Json, body: Json) => {
    const { status, body: problem } = await there(of, body);
    return [status, problem.code];
  };
  expect(await refused(charge, { amount: charge.amount + 1 })).toEqual([409, "already_refunded"]);
  for (const amount of [0, -1, 0.5, "1", null, 1e15])
    expect((await refused(charge, { amount }))[0]).toBe(400);
  expect(await refused(charge, { amount: 1, reason: "x".repeat(101) })).toEqual([400, "validation_failed"]);
  expect(await refused(transfer, { amount: 1 })).toEqual([409, "conflict"]);
  const byHand = await market.contract([[seller, 1000]], [await market.person()]);
  await owner.ok.post(`/contracts/${byHand.id}/settle`, { record_offline: true });
  const [paid] = (await owner.ok.get(`/transactions?contract_id=${byHand.id}&type=charge`)).data;
  expect(await refused(paid, { amount: 1 })).toEqual([409, "conflict"]);
  const strange = await backroom.organization("Strange");
  const path = `/transactions/${charge.id}/refund-at-provider`;
  expect((await strange.post(path, { amount: 1 })).status).toBe(404);
  expect(await owner.ok.get(`/contracts/${id}`)).toMatchObject({ refunded_amount: 0, status: "settled" });
});

test("CON-23: a transfer taken back there is owed to its seller again, in parts and at most once", async () => {
  const own = await market.person({ bank: true });
  const { id } = await market.contract([[own, 9000]], [await market.person({ card: cards.works })]);
  await owner.ok.post(`/contracts/${id}/settle`);
  const [transfer] = (await owner.ok.get(`/transactions?contract_id=${id}&type=transfer`)).data;
  const back = (of: Json, body: Json) => owner.post(`/transactions/${of.id}/reverse-at-provider`, body);
  const parts = await Promise.all([4000, 4000, 4000].map((amount) => back(transfer, { amount })));
  expect(parts.map(({ status }) => status).sort()).toEqual([200, 200, 409]);
  expect((await back(transfer, { amount: 1001 })).body.code).toBe("conflict");
  for (const amount of [0, -1, 0.5, "1", null]) expect((await back(transfer, { amount })).status).toBe(400);
  const [charge] = (await owner.ok.get(`/transactions?contract_id=${id}&type=charge`)).data;
  expect((await back(charge, { amount: 1 })).body.code).toBe("conflict");
  const strange = await backroom.organization("Stranger");
  const path = `/transactions/${transfer.id}/reverse-at-provider`;
  expect((await strange.post(path, { amount: 1 })).status).toBe(404);
  expect((await owner.ok.get(`/contracts/${id}`)).sellers).toMatchObject([
    { transferred: 9000, transfer_reversed: 8000 },
  ]);
  const owes = async () => (await balancesOf(owner))[`seller_payable:${own}`] === -8000;
  await until(owes, "the books");
});

test("the verifier finds nothing to say", async () => {
  expect(await breachesIn(backroom)).toEqual([]);
}, 60_000);
