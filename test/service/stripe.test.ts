/** The adapter of Stripe, by its official client against a server that answers as Stripe does (CON-8, INV-41). */
import type { ContractView } from "../../services/contracts/public.ts";
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";
import { marketplaceOf } from "../support/marketplace.ts";
import { type StripeServer, startStripe } from "../support/stripe-server.ts";
import { breachesIn } from "../support/verified.ts";

let stripe: StripeServer;
let backroom: Backroom;
let owner: Client & { organization_id: string };
let market: Awaited<ReturnType<typeof marketplaceOf>>;
beforeAll(async () => {
  stripe = await startStripe();
  backroom = await startBackroom({ settings: stripe.settings });
  owner = await backroom.organization("Market");
  market = await marketplaceOf(owner, { provider: "stripe", url: "https://wool.example" });
});
afterAll(async () => {
  await backroom?.stop();
  await stripe?.stop();
});

async function tell(type: string, object: Json, change = (text: string) => text): Promise<number> {
  const { text, headers } = stripe.signed(type, object);
  const address = `${backroom.url}/stripe/events`;
  return (await fetch(address, { method: "POST", headers, body: change(text) })).status;
}

/** A buyer whose card is that of the mock's token. */
async function buyer(card = "pm_visa"): Promise<string> {
  const user_id = await market.user();
  const { client_secret } = await owner.ok.post("/payment-methods/set-ups", { user_id });
  expect(client_secret).toBe("seti_1_secret");
  const metadata = {
    ...{ backroom_org: owner.organization_id, backroom_user: user_id },
    backroom_platform: market.platform.id,
  };
  const intent = { id: "seti_1", object: "setup_intent", payment_method: `${card}-${user_id}`, metadata };
  expect(await tell("setup_intent.succeeded", intent)).toBe(200);
  return user_id;
}

async function seller(): Promise<string> {
  const user_id = await market.user();
  const { onboarding_path, account } = await owner.ok.post("/provider-accounts/onboarding", { user_id });
  expect(onboarding_path).toBe("https://connect.stripe.example/1");
  expect(await tell("account.updated", { id: account.account_ref, object: "account" })).toBe(200);
  return user_id;
}

async function contract(buyer_id: string, seller_id: string): Promise<ContractView> {
  const { id } = await owner.ok.post("/contracts", {
    ...{ platform_id: market.platform.id, include_processor_fees: true },
    items: [{ seller_user_id: seller_id, name: "Lamp", unit_price: 9000 }],
    sellers: [{ user_id: seller_id }],
    buyers: [{ user_id: buyer_id }],
  });
  return owner.ok.post(`/contracts/${id}/send`);
}

const settle = ({ id }: ContractView): Promise<Json> => owner.ok.post(`/contracts/${id}/settle`);
const movements = async ({ id }: { id: string }): Promise<Json[]> =>
  (await owner.ok.get(`/transactions?contract_id=${id}&sort=created_at`)).data;
const keysOf = (path: RegExp) => stripe.calls.filter((each) => path.test(each.path)).map(({ key }) => key);
const chargesOf = async (amount: number): Promise<Json[]> =>
  (await stripe.read("/v1/charges")).data.filter((each: Json) => each.amount === amount && each.paid);

test("charges, transfers, refunds and reversals go out under the ids of their rows", async () => {
  const [ada, bob] = [await buyer(), await seller()];
  const made = await contract(ada, bob);
  const done = await settle(made);
  expect(done.contract).toMatchObject({ status: "settled", pending: [] });
  const { total } = made;
  const back: ContractView = await owner.ok.post(`/contracts/${made.id}/refund`, {
    ...{ buyer_id: made.buyers[0]!.id, amount: total },
  });
  expect(back).toMatchObject({ status: "refunded", pending: [] });
  const rows = await movements(made);
  expect(rows.map(({ type, status, provider }) => [type, status, provider])).toEqual(
    ["charge", "transfer", "refund", "transfer_reversal"].map((type) => [type, "succeeded", "stripe"]),
  );
  const [charge, transfer, refund, reversal] = rows;
  expect(keysOf(/payment_intents$/)).toEqual([charge.id]);
  expect(keysOf(/transfers$/)).toEqual([transfer.id]);
  expect(keysOf(/refunds$/)).toEqual([refund.id]);
  expect(keysOf(/reversals$/)).toEqual([reversal.id]);
  const [kept] = await chargesOf(total);
  expect(kept).toMatchObject({ id: charge.provider_ref, amount_refunded: total, currency: "usd" });
});

test("INV-41: an answer that is lost after the charge was made charges once", async () => {
  const made = await contract(await buyer(), await seller());
  stripe.lose("/v1/payment_intents", 2);
  const before = (await chargesOf(made.total)).length;
  expect((await settle(made)).buyers).toMatchObject([{ outcome: "pending" }]);
  const settled = async () => (await owner.ok.get(`/contracts/${made.id}`)).status === "settled";
  await until(settled, "the charge is known", 60_000);
  expect(await chargesOf(made.total)).toHaveLength(before + 1);
  const [charge] = await movements(made);
  expect(keysOf(/payment_intents$/).filter((key) => key === charge.id)).toHaveLength(3);
}, 90_000);

test("INV-41: a charge whose answers get lost is found at Stripe by its key, and recorded once", async () => {
  const made = await contract(await buyer(), await seller());
  stripe.lose("/v1/payment_intents", 1);
  const [{ transaction_id }] = (await settle(made)).buyers;
  const before = keysOf(/payment_intents$/).length;
  const asked = await owner.ok.post(`/provider-calls/${transaction_id}/ask`);
  expect(asked.status).toBe("done");
  expect(keysOf(/payment_intents$/)).toHaveLength(before);
  const settled = async () => (await owner.ok.get(`/contracts/${made.id}`)).status === "settled";
  await until(settled, "the charge is known", 60_000);
  const [charge] = await movements(made);
  expect(charge).toMatchObject({ status: "succeeded", provider_ref: expect.stringMatching(/^ch_/) });
}, 90_000);

test("a declined card leaves a failed transaction with Stripe's word", async () => {
  const made = await contract(await buyer("pm_chargeDeclinedInsufficientFunds"), await seller());
  expect((await settle(made)).buyers).toMatchObject([{ outcome: "failed" }]);
  expect(await movements(made)).toMatchObject([{ status: "failed", failure: "insufficient_funds" }]);
});

test("an event is taken once however often it comes, and only signed", async () => {
  const user_id = await market.user();
  const metadata = {
    ...{ backroom_org: owner.organization_id, backroom_user: user_id },
    backroom_platform: market.platform.id,
  };
  const intent = { id: "seti_2", object: "setup_intent", payment_method: "pm_twice", metadata };
  await tell("setup_intent.succeeded", intent);
  await tell("setup_intent.succeeded", intent);
  expect(await tell("setup_intent.succeeded", intent, (text) => text.replace("pm_twice", "pm_forged"))).toBe(
    400,
  );
  expect(await tell("charge.updated", { id: "ch_1" })).toBe(200);
  const { data } = await owner.ok.get(`/payment-methods?user_id=${user_id}`);
  expect(data).toMatchObject([
    { provider: "stripe", provider_ref: "pm_twice", last4: "4242", is_default: true },
  ]);
  expect((await fetch(`${backroom.url}/stripe/events`)).status).toBe(405);
});

test("the verifier finds nothing to say", async () => {
  expect(await breachesIn(backroom)).toEqual([]);
}, 60_000);
