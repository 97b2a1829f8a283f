/** Refunds that a provider returns days later: owed to the buyer, and paid in another way, to the unit (CON-22). */
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";
import { balancesOf } from "../support/books.ts";
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

type Refunded = { contract: Json; refund: Json; buyer: string };

/** A contract of which 7.00 went back to its buyer. */
async function refunded(): Promise<Refunded> {
  const buyer = await market.person({ card: cards.works });
  const { id, buyers } = await market.contract([[seller, 9000]], [buyer]);
  await owner.ok.post(`/contracts/${id}/settle`);
  await owner.ok.post(`/contracts/${id}/refund`, { buyer_id: buyers[0]!.id, amount: 700 });
  const contract = await until(async () => {
    const now = await owner.ok.get(`/contracts/${id}`);
    return now.pending.length === 0 && now.refunded_amount === 700 && now;
  }, "the refund");
  const [refund] = (await owner.ok.get(`/transactions?contract_id=${id}&type=refund`)).data;
  return { contract, refund, buyer };
}

const returnThere = ({ refund }: Refunded, body: Json = {}) =>
  owner.post(`/transactions/${refund.id}/return-at-provider`, body);
const pay = ({ refund }: Refunded, body: Json = { method: "bank" }, headers: Record<string, string> = {}) =>
  owner.post(`/transactions/${refund.id}/pay-returned`, body, headers);
const rows = async ({ contract }: Refunded, type: string): Promise<Json[]> =>
  (await owner.ok.get(`/transactions?contract_id=${contract.id}&type=${type}`)).data;
/** Balances as they will be by these changes. */
async function moved(act: () => Promise<unknown>, changes: Record<string, number>): Promise<void> {
  const before = await balancesOf(owner);
  await act();
  const of = (all: Record<string, number>, add: Record<string, number> = {}) =>
    Object.fromEntries(Object.keys(changes).map((name) => [name, (all[name] ?? 0) + (add[name] ?? 0)]));
  const wanted = of(before, changes);
  await until(
    async () => JSON.stringify(of(await balancesOf(owner))) === JSON.stringify(wanted),
    "the books",
  ).catch(() => undefined);
  expect(of(await balancesOf(owner))).toEqual(wanted);
}

test("CON-22: what came back is owed to the buyer until it is paid otherwise; contract, seller and figures stay", async () => {
  const own = await refunded();
  const figures = `/transactions/figures?buyer_user_id=${own.buyer}`;
  const [before, contract] = [
    await owner.ok.get(figures),
    await owner.ok.get(`/contracts/${own.contract.id}`),
  ];
  const owed = `refunds_owed:${own.buyer}`;
  const back = async () => expect((await returnThere(own, { reason: "lost_card" })).status).toBe(200);
  await moved(back, { "processor:simulated": 700, [owed]: -700 });
  expect(await owner.ok.get(`/transactions/${own.refund.id}`)).toMatchObject({
    ...{ returned: "owed", status: "succeeded", amount: 700 },
  });
  expect(await rows(own, "refund_return")).toMatchObject([
    { amount: 700, provider: "simulated", reverses_id: own.refund.id, reason: "lost_card" },
  ]);
  const listed = (await owner.ok.get("/transactions?returned=owed")).data;
  expect(listed.map(({ id }: Json) => id)).toEqual([own.refund.id]);

  const paying = async () =>
    expect((await pay(own, { method: "bank", reason: "IBAN by mail" })).status).toBe(200);
  await moved(paying, { "processor:offline": -700, [owed]: 700 });
  expect(await rows(own, "refund_payment")).toMatchObject([
    { amount: 700, provider: "offline", method: "bank", reason: "IBAN by mail", reverses_id: own.refund.id },
  ]);
  expect((await owner.ok.get(`/transactions/${own.refund.id}`)).returned).toBe("paid");
  expect(await owner.ok.get(figures)).toEqual(before);
  const after = await owner.ok.get(`/contracts/${own.contract.id}`);
  expect(after).toEqual(contract);
  const events = (await owner.ok.get("/audit?limit=100")).data.flatMap((each: Json) => each.events);
  const told = events.map(({ type }: Json) => type).filter((type: string) => type.startsWith("refund."));
  expect(told.sort()).toEqual(["refund.paid_otherwise", "refund.returned"]);
});

test("CON-22: eight at once return it once, and eight pay it once", async () => {
  const own = await refunded();
  const said = await Promise.all(Array.from({ length: 8 }, () => returnThere(own)));
  expect(said.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)]);
  const paid = await Promise.all(Array.from({ length: 8 }, () => pay(own)));
  expect(paid.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)]);
  for (const type of ["refund_return", "refund_payment"]) expect(await rows(own, type)).toHaveLength(1);
});

test("CON-22: asked again under its key it answers the same payment", async () => {
  const own = await refunded();
  await returnThere(own);
  const key = { "Idempotency-Key": `paid ${own.refund.id}` };
  const [one, other] = [await pay(own, { method: "cash" }, key), await pay(own, { method: "cash" }, key)];
  expect([one.status, other.status, other.body]).toEqual([200, 200, one.body]);
});

test("CON-22: the rest of the charge can still be refunded, and no more than the rest", async () => {
  const own = await refunded();
  await returnThere(own);
  const { id, buyers, total } = own.contract;
  const more = (amount: number) => owner.post(`/contracts/${id}/refund`, { buyer_id: buyers[0].id, amount });
  expect((await more(total - 699)).body.code).toBe("already_refunded");
  expect((await more(total - 700)).status).toBe(200);
  await until(async () => (await owner.ok.get(`/contracts/${id}`)).status === "refunded", "the rest");
});

test("CON-22: what is no refund of the provider, stands, or belongs to others, is refused and changes nothing", async () => {
  const own = await refunded();
  const [charge] = await rows(own, "charge");
  const refused = async (path: string, body: Json, as: Client = owner) => {
    const { status, body: problem } = await as.post(path, body);
    return [status, problem.code];
  };
  const [back, paying] = ["return-at-provider", "pay-returned"];
  expect(await refused(`/transactions/${charge!.id}/${back}`, {})).toEqual([409, "conflict"]);
  for (const { id } of [charge!, own.refund])
    expect(await refused(`/transactions/${id}/${paying}`, { method: "cash" })).toEqual([409, "conflict"]);
  for (const method of [undefined, null, "card", 1])
    expect((await refused(`/transactions/${own.refund.id}/${paying}`, { method }))[0]).toBe(400);
  const strange = await backroom.organization("Strange");
  for (const [verb, body] of [
    [back, {}],
    [paying, { method: "cash" }],
  ] as const)
    expect((await refused(`/transactions/${own.refund.id}/${verb}`, body, strange))[0]).toBe(404);
  const byHand = await market.contract([[seller, 1000]], [await market.person()]);
  await owner.ok.post(`/contracts/${byHand.id}/settle`, { record_offline: true });
  const buyer_id = byHand.buyers[0]!.id;
  await owner.ok.post(`/contracts/${byHand.id}/refund`, { buyer_id, amount: 100 });
  const [offline] = (await owner.ok.get(`/transactions?contract_id=${byHand.id}&type=refund`)).data;
  expect(await refused(`/transactions/${offline.id}/${back}`, {})).toEqual([409, "conflict"]);
  expect(await rows(own, "refund_return")).toEqual([]);
});

test("the verifier finds nothing to say", async () => {
  expect(await breachesIn(backroom)).toEqual([]);
}, 60_000);
