/** Refunds that somebody makes at Stripe's dashboard are recorded once, whatever the order in which they are told (CON-21). */
import mongoose from "mongoose";
import type { ContractView } from "../../services/contracts/public.ts";
import { type Json, until } from "../support/backroom.ts";
import { openStripeMarket, type StripeMarket } from "../support/stripe-market.ts";
import { breachesIn } from "../support/verified.ts";

let at: StripeMarket;
beforeAll(async () => {
  at = await openStripeMarket();
});
afterAll(() => at?.stop());

type Charged = { made: ContractView; charge: string; call: string };

async function charged(): Promise<Charged> {
  const made = await at.contract(await at.buyer(), await at.seller());
  await at.settle(made);
  const [row] = await at.movements(made);
  return { made, charge: row!.provider_ref, call: row!.id };
}

const refunded = ({ charge, call }: Charged) =>
  at.tell("charge.refunded", { id: charge, object: "charge", payment_intent: `pi_${call}` });
const read = ({ made: { id } }: Charged): Promise<ContractView> => at.owner.ok.get(`/contracts/${id}`);
/** When nothing waits for Stripe any more. */
const answered = (own: Charged): Promise<ContractView> =>
  until(async () => {
    const now = await read(own);
    return now.pending.length === 0 && now;
  }, "Stripe's answers");
const rowsOf = async ({ made }: Charged, type: string): Promise<Json[]> =>
  (await at.movements(made)).filter((each) => each.type === type);
const refund = ({ made }: Charged, amount: number) =>
  at.owner.post(`/contracts/${made.id}/refund`, { buyer_id: made.buyers[0]!.id, amount });

test("CON-21: the whole charge is refunded there: contract, sellers and books follow, however often it is told", async () => {
  const own = await charged();
  const { total } = own.made;
  const { id: ref } = await at.stripe.refund(own.charge, { reason: "requested_by_customer" });
  const before = at.stripe.calls.length;
  expect(await Promise.all([1, 2, 3].map(() => refunded(own)))).toEqual([200, 200, 200]);
  const again = { id: ref, object: "refund", charge: own.charge, payment_intent: null };
  for (const type of ["refund.created", "charge.refund.updated"])
    expect(await at.tell(type, again)).toBe(200);
  expect(await answered(own)).toMatchObject({ status: "refunded", refunded_amount: total, pending: [] });
  const [row, ...others] = await rowsOf(own, "refund");
  expect(others).toEqual([]);
  expect(row).toMatchObject({
    ...{ amount: total, status: "succeeded", provider: "stripe", provider_ref: ref, at_provider: true },
    ...{ reverses_id: own.call, reason: "requested_by_customer" },
  });
  expect(await rowsOf(own, "fee")).toEqual([]);
  expect(await at.journal(row!.id)).toContainEqual(["processor:stripe", -total]);
  // Stripe has given the money back: it is asked for the seller's transfer alone.
  expect(at.askedSince(before)).toEqual(["reversals"]);
  expect(await rowsOf(own, "transfer_reversal")).toMatchObject([{ amount: 9000, status: "succeeded" }]);
  expect((await refund(own, 100)).status).toBe(409);
});

test("CON-21: in several parts, told late and beside refunds of ours, each counts once", async () => {
  const own = await charged();
  await at.stripe.refund(own.charge, { amount: "1000" });
  expect(await refunded(own)).toBe(200);
  expect(await read(own)).toMatchObject({
    status: "settled",
    partially_refunded: true,
    refunded_amount: 1000,
  });
  // Two more, of which nobody has told yet, and one of ours.
  await at.stripe.refund(own.charge, { amount: "2000" });
  await at.stripe.refund(own.charge, { amount: "500" });
  expect((await refund(own, 700)).status).toBe(200);
  expect((await answered(own)).refunded_amount).toBe(1700);
  expect(await Promise.all([refunded(own), refunded(own)])).toEqual([200, 200]);
  expect((await read(own)).refunded_amount).toBe(4200);
  const rows = (await rowsOf(own, "refund")).map(({ amount, at_provider }) => [amount, at_provider]);
  expect(rows.sort(([a], [b]) => a - b)).toEqual([
    [500, true],
    [700, false],
    [1000, true],
    [2000, true],
  ]);
  const left = own.made.total - 4200;
  const most = await refund(own, left + 1);
  expect([most.status, most.body.code]).toEqual([409, "already_refunded"]);
  expect((await refund(own, left)).status).toBe(200);
  expect(await answered(own)).toMatchObject({ status: "refunded", refunded_amount: own.made.total });
});

test("CON-21: told before Stripe's answer to a refund of ours has come, both are counted, once each", async () => {
  const own = await charged();
  // Stripe's client repeats a request whose connection was closed.
  at.stripe.lose("/v1/refunds", 2);
  expect((await refund(own, 300)).body.pending).toHaveLength(1);
  await at.stripe.refund(own.charge, { amount: "400" });
  // It reads both: ours is asked about, and recorded as the outcome of its call.
  expect(await refunded(own)).toBe(200);
  expect(await answered(own)).toMatchObject({ refunded_amount: 700, pending: [] });
  expect((await rowsOf(own, "refund")).map(({ at_provider }) => at_provider).sort()).toEqual([false, true]);
});

test("CON-21: what is pending or failed at Stripe counts when it has succeeded", async () => {
  const own = await charged();
  const { id } = await at.stripe.refund(own.charge, { amount: "900" });
  for (const status of ["pending", "requires_action", "failed", "canceled"]) {
    at.stripe.refundIs(id, status);
    expect(await refunded(own)).toBe(200);
    expect(await read(own)).toMatchObject({ refunded_amount: 0, partially_refunded: false });
  }
  at.stripe.refundIs(id, "succeeded");
  const told = { id, object: "refund", charge: own.charge, payment_intent: `pi_${own.call}` };
  expect(await at.tell("refund.updated", told)).toBe(200);
  expect((await read(own)).refunded_amount).toBe(900);
});

/** How often a refund was told to be too much. */
async function exceeded(): Promise<number> {
  const events = (await at.owner.ok.get("/audit?limit=100")).data.flatMap((each: Json) => each.events);
  return events.filter(({ type }: Json) => type === "refund.exceeded").length;
}

/** The buyer's bank takes so much of the charge. */
async function lost(own: Charged, id: string, amount: number): Promise<void> {
  const about = { charge: own.charge, payment_intent: `pi_${own.call}`, amount, currency: "usd" };
  const dispute = { id, object: "dispute", status: "lost", reason: "fraudulent", ...about };
  at.stripe.dispute(id, { ...dispute, balance_transactions: [] });
  expect(await at.tell("charge.dispute.closed", dispute)).toBe(200);
}

const told = (own: Charged, id: string) =>
  at.tell("refund.failed", { id, object: "refund", charge: own.charge, payment_intent: `pi_${own.call}` });

test("CON-22: a refund of ours that fails days later is owed to the buyer, however often it is told", async () => {
  const own = await charged();
  await refund(own, 800);
  expect((await answered(own)).refunded_amount).toBe(800);
  const [row] = await rowsOf(own, "refund");
  at.stripe.refundIs(row!.provider_ref, "failed");
  const said = [told(own, row!.provider_ref), told(own, row!.provider_ref), refunded(own)];
  expect(await Promise.all(said)).toEqual([200, 200, 200]);
  expect(await told(own, row!.provider_ref)).toBe(200);
  const [back, ...others] = await rowsOf(own, "refund_return");
  expect(others).toEqual([]);
  expect(back).toMatchObject({
    amount: 800,
    provider: "stripe",
    reason: "refund_failed",
    reverses_id: row!.id,
  });
  expect(await at.journal(back!.id)).toEqual([
    ["processor:stripe", 800],
    [`refunds_owed:${own.made.buyers[0]!.user_id}`, -800],
  ]);
  expect(await read(own)).toMatchObject({ refunded_amount: 800, pending: [] });
  expect((await rowsOf(own, "refund"))[0]).toMatchObject({ status: "succeeded", returned: "owed" });
  await at.owner.ok.post(`/transactions/${row!.id}/pay-returned`, { method: "check" });
  // Stripe tells it once more, after it was paid.
  expect(await told(own, row!.provider_ref)).toBe(200);
  expect((await rowsOf(own, "refund"))[0]!.returned).toBe("paid");
  expect(await rowsOf(own, "refund_return")).toHaveLength(1);
});

test("CON-22: of a refund made at Stripe its part is owed, and what was a loss is the platform's again", async () => {
  const own = await charged();
  const { total } = own.made;
  const { id } = await at.stripe.refund(own.charge, { amount: "1500" });
  // The bank took most of the charge, and that was told first: 10.00 were left.
  await lost(own, "dp_most", total - 1000);
  expect(await refunded(own)).toBe(200);
  expect((await rowsOf(own, "fee")).map(({ amount }) => amount)).toEqual([500]);
  at.stripe.refundIs(id, "failed");
  expect(await told(own, id)).toBe(200);
  const back = await rowsOf(own, "refund_return");
  expect(back.map(({ amount }) => amount).sort((a, b) => a - b)).toEqual([500, 1000]);
  const [loss, due] = back.sort((a, b) => a.amount - b.amount);
  expect(await at.journal(loss!.id)).toEqual([
    ["processor:stripe", 500],
    ["processor_fees", -500],
  ]);
  const owed = `refunds_owed:${own.made.buyers[0]!.user_id}`;
  expect(await at.journal(due!.id)).toContainEqual([owed, -1000]);
  expect((await rowsOf(own, "fee"))[0]!.returned).toBe("kept");
});

test("CON-21: a refund that is known only after all went back otherwise is the platform's loss, and seen", async () => {
  const own = await charged();
  const { total } = own.made;
  const before = await exceeded();
  await at.stripe.refund(own.charge, { amount: "1500" });
  // The bank took the whole charge; that was told first.
  await lost(own, "dp_all", total);
  expect(await read(own)).toMatchObject({ status: "refunded", refunded_amount: total });
  expect(await Promise.all([refunded(own), refunded(own)])).toEqual([200, 200]);
  expect(await read(own)).toMatchObject({ status: "refunded", refunded_amount: total });
  const [excess, ...others] = await rowsOf(own, "fee");
  expect(others).toEqual([]);
  expect(excess).toMatchObject({
    amount: 1500,
    at_provider: true,
    buyer_user_id: own.made.buyers[0]!.user_id,
  });
  expect(await at.journal(excess!.id)).toEqual([
    ["processor_fees", 1500],
    ["processor:stripe", -1500],
  ]);
  expect(await exceeded()).toBe(before + 1);
});

test("CON-21: what is recorded of Stripe already is not the outcome of another call", async () => {
  const own = await charged();
  const { id: provider_ref } = await at.stripe.refund(own.charge, { amount: "250" });
  expect(await refunded(own)).toBe(200);
  at.stripe.lose("/v1/refunds", 2);
  const [{ transaction_id }] = (await refund(own, 250)).body.pending;
  const client = await mongoose.mongo.MongoClient.connect(at.backroom.mongo_url);
  const calls = client.db(`${at.backroom.namespace}_contracts`).collection<Json>("provider_calls");
  await calls.updateOne({ _id: transaction_id }, { $set: { status: "unanswered", next_at: null } });
  await client.close();
  // Stripe cannot be asked while a person says so.
  at.stripe.lose("GET /v1/refunds", 2);
  const said = { outcome: "succeeded", provider_ref, reason: "Seen at Stripe" };
  const resolved = await at.owner.post(`/provider-calls/${transaction_id}/resolve`, said);
  expect([resolved.status, resolved.body.code]).toEqual([409, "conflict"]);
  expect((await read(own)).refunded_amount).toBe(250);
  // The answer that was lost is found, when Stripe tells of any refund.
  expect(await refunded(own)).toBe(200);
  expect(await answered(own)).toMatchObject({ refunded_amount: 500, pending: [] });
});

test.each(["failed", "canceled"])(
  "INV-41: a refund of ours that %s at Stripe gave nothing back",
  async (status) => {
    const own = await charged();
    at.stripe.lose("/v1/refunds", 2);
    const [{ transaction_id }] = (await refund(own, 250)).body.pending;
    const made = await until(
      async () => (await at.stripe.read(`/v1/refunds?charge=${own.charge}`)).data[0],
      "the refund at Stripe",
    );
    at.stripe.refundIs(made.id, status);
    await at.owner.ok.post(`/provider-calls/${transaction_id}/ask`);
    expect(await answered(own)).toMatchObject({ refunded_amount: 0, pending: [] });
    expect(await rowsOf(own, "refund")).toMatchObject([{ status: "failed", failure: `refund_${status}` }]);
  },
);

test("what Stripe does not know, or did not charge for us, is taken and changes nothing", async () => {
  for (const object of [
    { id: "ch_foreign", object: "charge", payment_intent: "pi_foreign" },
    { id: "re_foreign", object: "refund", charge: null, payment_intent: null },
    { id: "re_foreign", object: "refund", charge: "ch_foreign", payment_intent: "pi_foreign" },
  ])
    expect(await at.tell("charge.refunded", object)).toBe(200);
  expect(await at.tell("charge.refunded", { id: "ch_1" }, (text) => text.replace("ch_1", "ch_2"))).toBe(400);
});

test("the verifier finds nothing to say", async () => {
  expect(await breachesIn(at.backroom)).toEqual([]);
}, 60_000);
