/** The adapter of Stripe, by its official client against a server that answers as Stripe does (CON-8, CON-12, INV-41). */
import type { ContractView } from "../../services/contracts/public.ts";
import { type Json, until } from "../support/backroom.ts";
import { openStripeMarket, type StripeMarket } from "../support/stripe-market.ts";
import { breachesIn } from "../support/verified.ts";

let at: StripeMarket;
beforeAll(async () => {
  at = await openStripeMarket();
});
afterAll(() => at?.stop());

const keysOf = (path: RegExp) => at.stripe.calls.filter((each) => path.test(each.path)).map(({ key }) => key);
const chargesOf = async (amount: number): Promise<Json[]> =>
  (await at.stripe.read("/v1/charges")).data.filter((each: Json) => each.amount === amount && each.paid);

test("charges, transfers, refunds and reversals go out under the ids of their rows", async () => {
  const [ada, bob] = [await at.buyer(), await at.seller()];
  const made = await at.contract(ada, bob);
  const done = await at.settle(made);
  expect(done.contract).toMatchObject({ status: "settled", pending: [] });
  const { total } = made;
  const back: ContractView = await at.owner.ok.post(`/contracts/${made.id}/refund`, {
    ...{ buyer_id: made.buyers[0]!.id, amount: total },
  });
  expect(back).toMatchObject({ status: "refunded", pending: [] });
  const rows = await at.movements(made);
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
  const made = await at.contract(await at.buyer(), await at.seller());
  at.stripe.lose("/v1/payment_intents", 2);
  const before = (await chargesOf(made.total)).length;
  expect((await at.settle(made)).buyers).toMatchObject([{ outcome: "pending" }]);
  const settled = async () => (await at.owner.ok.get(`/contracts/${made.id}`)).status === "settled";
  await until(settled, "the charge is known", 60_000);
  expect(await chargesOf(made.total)).toHaveLength(before + 1);
  const [charge] = await at.movements(made);
  expect(keysOf(/payment_intents$/).filter((key) => key === charge.id)).toHaveLength(3);
}, 90_000);

test("INV-41: a charge whose answers get lost is found at Stripe by its key, and recorded once", async () => {
  const made = await at.contract(await at.buyer(), await at.seller());
  at.stripe.lose("/v1/payment_intents", 1);
  const [{ transaction_id }] = (await at.settle(made)).buyers;
  const before = keysOf(/payment_intents$/).length;
  const asked = await at.owner.ok.post(`/provider-calls/${transaction_id}/ask`);
  expect(asked.status).toBe("done");
  expect(keysOf(/payment_intents$/)).toHaveLength(before);
  const settled = async () => (await at.owner.ok.get(`/contracts/${made.id}`)).status === "settled";
  await until(settled, "the charge is known", 60_000);
  const [charge] = await at.movements(made);
  expect(charge).toMatchObject({ status: "succeeded", provider_ref: expect.stringMatching(/^ch_/) });
}, 90_000);

test("a declined card leaves a failed transaction with Stripe's word", async () => {
  const made = await at.contract(await at.buyer("pm_chargeDeclinedInsufficientFunds"), await at.seller());
  expect((await at.settle(made)).buyers).toMatchObject([{ outcome: "failed" }]);
  expect(await at.movements(made)).toMatchObject([{ status: "failed", failure: "insufficient_funds" }]);
});

test("an event is taken once however often it comes, and only signed", async () => {
  const user_id = await at.market.user();
  const metadata = {
    ...{ backroom_org: at.owner.organization_id, backroom_user: user_id },
    backroom_platform: at.market.platform.id,
  };
  const intent = { id: "seti_2", object: "setup_intent", payment_method: "pm_twice", metadata };
  await at.tell("setup_intent.succeeded", intent);
  await at.tell("setup_intent.succeeded", intent);
  expect(
    await at.tell("setup_intent.succeeded", intent, (text) => text.replace("pm_twice", "pm_forged")),
  ).toBe(400);
  expect(await at.tell("charge.updated", { id: "ch_1" })).toBe(200);
  const { data } = await at.owner.ok.get(`/payment-methods?user_id=${user_id}`);
  expect(data).toMatchObject([
    { provider: "stripe", provider_ref: "pm_twice", last4: "4242", is_default: true },
  ]);
  expect((await fetch(`${at.backroom.url}/stripe/events`)).status).toBe(405);
});

describe("CON-12 a buyer disputes a charge", () => {
  const fees = (...amounts: number[]) => amounts.map((fee) => ({ id: "txn_1", fee, currency: "usd" }));
  async function disputed(id: string, amount?: number): Promise<{ made: ContractView; tells: Tells }> {
    const made = await at.contract(await at.buyer(), await at.seller());
    await at.settle(made);
    const [{ provider_ref: charge, id: call }] = await at.movements(made);
    const about = { charge, payment_intent: `pi_${call}`, amount: amount ?? made.total, currency: "usd" };
    return {
      made,
      tells: async (type, status, balance_transactions = []) => {
        const now = { ...about, id, object: "dispute", status, reason: "fraudulent", balance_transactions };
        at.stripe.dispute(id, now);
        return at.tell(`charge.dispute.${type}`, now);
      },
    };
  }
  type Tells = (type: string, status: string, rows?: Json[]) => Promise<number>;
  const read = async ({ id }: ContractView) => ({
    contract: await at.owner.ok.get(`/contracts/${id}`),
    disputes: (await at.owner.ok.get(`/disputes?contract_id=${id}`)).data,
    rows: await at.movements({ id }),
  });
  test("lost: a refund by the provider and its fee, however often and in which order it is told", async () => {
    const { made, tells } = await disputed("dp_lost");
    expect(await tells("created", "needs_response", fees(1500))).toBe(200);
    const open = await read(made);
    expect(open.contract).toMatchObject({ status: "settled", disputed: true, refunded_amount: 0 });
    expect(open.disputes).toMatchObject([
      { status: "open", amount: made.total, fee: 1500, reason: "fraudulent", closed_at: null },
    ]);
    expect(open.rows.map(({ type, dispute }) => [type, dispute])).toEqual([
      ["charge", "open"],
      ["transfer", null],
    ]);
    const before = at.stripe.calls.length;
    const told = await Promise.all([1, 2, 3].map(() => tells("closed", "lost", fees(1500))));
    expect(told).toEqual([200, 200, 200]);
    // What comes late is read as it is now; what is lost stays lost.
    expect(await tells("funds_withdrawn", "lost", fees(1500))).toBe(200);
    expect(await tells("updated", "under_review", fees(1500))).toBe(200);
    const lost = await read(made);
    expect(lost.contract).toMatchObject({
      ...{ status: "refunded", disputed: false, refunded_amount: made.total, pending: [] },
    });
    const by = (type: string) => lost.rows.filter((each) => each.type === type);
    expect(["charge", "refund", "fee", "transfer_reversal"].map((type) => by(type).length)).toEqual([
      1, 1, 1, 1,
    ]);
    const [[charge], [refund], [fee]] = [by("charge"), by("refund"), by("fee")];
    expect(charge.dispute).toBe("lost");
    expect(refund).toMatchObject({
      ...{ amount: made.total, status: "succeeded", provider_ref: "dp_lost", reverses_id: charge.id },
    });
    expect(fee).toMatchObject({ amount: 1500, provider: "stripe", provider_ref: "dp_lost" });
    expect(lost.disputes).toMatchObject([{ status: "lost", refund_id: refund.id, fee_id: fee.id }]);
    expect(await at.journal(fee.id)).toEqual([
      ["processor_fees", 1500],
      ["processor:stripe", -1500],
    ]);
    expect(await at.journal(refund.id)).toContainEqual(["processor:stripe", -made.total]);
    // Stripe has given the money back already: it is asked for the seller's transfer alone.
    expect(at.askedSince(before)).toEqual(["reversals"]);
    const again = await at.owner.post(`/contracts/${made.id}/refund`, {
      ...{ buyer_id: made.buyers[0]!.id, amount: 100 },
    });
    expect(again.status).toBe(409);
    expect((await at.owner.post(`/disputes/${lost.disputes[0].id}/decide`, { outcome: "won" })).status).toBe(
      409,
    );
  });

  test("won: the charge stays, and only the fee that Stripe keeps is booked", async () => {
    const { made, tells } = await disputed("dp_won");
    await tells("created", "needs_response", fees(1500));
    expect(await tells("closed", "won", fees(1500, -500))).toBe(200);
    expect(await tells("funds_reinstated", "won", fees(1500, -500))).toBe(200);
    const { contract: after, disputes, rows } = await read(made);
    expect(after).toMatchObject({ status: "settled", disputed: false, refunded_amount: 0 });
    expect(disputes).toMatchObject([{ status: "won", fee: 1000, refund_id: null }]);
    expect(rows.map(({ type, amount }) => [type, amount]).at(-1)).toEqual(["fee", 1000]);
    expect(await at.journal(disputes[0].fee_id)).toEqual([
      ["processor_fees", 1000],
      ["processor:stripe", -1000],
    ]);
  });

  test("an inquiry is told and costs nothing; of what went back before only the rest comes back", async () => {
    const { made, tells } = await disputed("dp_rest");
    await tells("created", "warning_needs_response");
    expect((await read(made)).contract.disputed).toBe(true);
    await at.owner.ok.post(`/contracts/${made.id}/refund`, { buyer_id: made.buyers[0]!.id, amount: 3000 });
    await tells("closed", "warning_closed");
    expect((await read(made)).disputes).toMatchObject([{ status: "won", fee: null, fee_id: null }]);
    // The bank changes its mind, and takes all of it.
    expect(await tells("closed", "lost", fees(1500))).toBe(200);
    const { contract: after, rows } = await read(made);
    expect(after).toMatchObject({ status: "refunded", refunded_amount: made.total });
    const amounts = rows.filter(({ dispute_id }) => dispute_id).map(({ type, amount }) => [type, amount]);
    expect(amounts.sort()).toEqual([
      ["fee", 1500 + 3000],
      ["refund", made.total - 3000],
    ]);
  });

  test("told before the answer to the charge has come, it asks for that first", async () => {
    const made = await at.contract(await at.buyer(), await at.seller());
    const before = new Set((await chargesOf(made.total)).map(({ id }) => id));
    at.stripe.lose("/v1/payment_intents", 1);
    const [{ transaction_id }] = (await at.settle(made)).buyers;
    const { id: charge } = (await chargesOf(made.total)).find(({ id }) => !before.has(id));
    const about = { charge, payment_intent: `pi_${transaction_id}`, amount: 1000, currency: "usd" };
    const now = { id: "dp_early", object: "dispute", status: "needs_response", reason: "general", ...about };
    at.stripe.dispute("dp_early", { ...now, balance_transactions: [] });
    expect(await at.tell("charge.dispute.created", now)).toBe(200);
    expect((await read(made)).disputes).toMatchObject([{ status: "open", transaction_id, fee: null }]);
  });

  test("what is not ours, and what Stripe does not know, is taken and changes nothing", async () => {
    const foreign = { object: "dispute", charge: "ch_foreign", payment_intent: "pi_foreign", amount: 1 };
    at.stripe.dispute("dp_foreign", {
      ...{ ...foreign, status: "lost", currency: "usd", reason: "", balance_transactions: [] },
    });
    expect(await at.tell("charge.dispute.closed", { ...foreign, id: "dp_foreign" })).toBe(200);
    expect(await at.tell("charge.dispute.created", { ...foreign, id: "dp_unknown" })).toBe(200);
    expect((await at.owner.ok.get("/disputes?provider_ref=dp_foreign")).data).toEqual([]);
  });
});

test("the verifier finds nothing to say", async () => {
  expect(await breachesIn(at.backroom)).toEqual([]);
}, 60_000);
