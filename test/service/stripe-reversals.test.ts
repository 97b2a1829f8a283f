/** Transfers that somebody takes back at Stripe's dashboard are recorded once, and owed to their seller again (CON-23). */
import type { ContractView } from "../../services/contracts/public.ts";
import { type Json, until } from "../support/backroom.ts";
import { openStripeMarket, type StripeMarket } from "../support/stripe-market.ts";
import { breachesIn } from "../support/verified.ts";

let at: StripeMarket;
beforeAll(async () => {
  at = await openStripeMarket();
});
afterAll(() => at?.stop());

type Settled = { made: ContractView; transfer: Json; seller: string };

async function settled(): Promise<Settled> {
  const seller = await at.seller();
  const made = await at.contract(await at.buyer(), seller);
  await at.settle(made);
  const transfer = (await at.movements(made)).find(({ type }) => type === "transfer")!;
  return { made, transfer, seller };
}

const told = ({ transfer }: Settled, metadata: Json = {}) =>
  at.tell("transfer.reversed", { id: transfer.provider_ref, object: "transfer", metadata });
const rowsOf = async ({ made }: Settled): Promise<Json[]> =>
  (await at.movements(made)).filter(({ type }) => type === "transfer_reversal");
const read = ({ made: { id } }: Settled): Promise<ContractView> => at.owner.ok.get(`/contracts/${id}`);

test("CON-23: in two parts, however often it is told, each counts once, in the contract and in the books", async () => {
  const own = await settled();
  const ref = at.stripe.reverse(own.transfer.provider_ref, 2500);
  expect(await Promise.all([1, 2, 3].map(() => told(own)))).toEqual([200, 200, 200]);
  const [row, ...others] = await rowsOf(own);
  expect(others).toEqual([]);
  expect(row).toMatchObject({
    ...{ amount: 2500, status: "succeeded", provider: "stripe", provider_ref: ref, at_provider: true },
    ...{ reverses_id: own.transfer.id, seller_user_id: own.seller },
  });
  expect(await at.journal(row!.id)).toEqual([
    ["processor:stripe", 2500],
    [`seller_payable:${own.seller}`, -2500],
  ]);
  at.stripe.reverse(own.transfer.provider_ref, 500);
  expect(await told(own)).toBe(200);
  expect((await read(own)).sellers).toMatchObject([{ transferred: 9000, transfer_reversed: 3000 }]);
  const events = (await at.owner.ok.get("/audit?limit=100")).data.flatMap((each: Json) => each.events);
  expect(events.filter(({ type }: Json) => type === "transfer.reversed")).toHaveLength(2);
});

test("CON-23: beside one that a refund of ours asked for, each counts once", async () => {
  const own = await settled();
  at.stripe.reverse(own.transfer.provider_ref, 1000);
  const buyer_id = own.made.buyers[0]!.id;
  await at.owner.ok.post(`/contracts/${own.made.id}/refund`, { buyer_id, amount: 900 });
  await until(async () => (await read(own)).pending.length === 0, "Stripe's answers");
  const ours = (await rowsOf(own)).map(({ amount }) => amount as number);
  expect(await told(own)).toBe(200);
  const amounts = (await rowsOf(own)).map(({ amount, at_provider }) => [amount, at_provider]);
  expect(amounts.sort(([a], [b]) => b - a)).toEqual([[1000, true], ...ours.map((each) => [each, false])]);
});

test("CON-23: what Stripe does not know, or did not transfer for us, is taken and changes nothing", async () => {
  for (const metadata of [{}, { backroom_call: crypto.randomUUID() }])
    expect(await at.tell("transfer.reversed", { id: "tr_foreign", object: "transfer", metadata })).toBe(200);
});

test("the verifier finds nothing to say", async () => {
  expect(await breachesIn(at.backroom)).toEqual([]);
}, 60_000);
