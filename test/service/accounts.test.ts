/** Accounts, their balances and payouts, credits and the books, through real HTTP. */
import { randomUUID } from "node:crypto";
import {
  type Backroom,
  type Client,
  type Json,
  type Reply,
  startBackroom,
  until,
} from "../support/backroom.ts";
import { openShop, type Shop } from "../support/shop.ts";

let backroom: Backroom;
let owner: Client;
let shop: Shop;

beforeAll(async () => {
  backroom = await startBackroom();
});
afterAll(() => backroom.stop());
beforeEach(async () => {
  owner = await backroom.organization("Shop");
  shop = await openShop(owner, { tax: false });
});

const show = (id = shop.consignor) => owner.ok.get(`/accounts/${id}`);
const credit = (amount: number, account_id = shop.consignor) =>
  owner.ok.post("/balance-entries", { account_id, amount, memo: "by hand" });
const payout = (amount: number, more: object = {}) => ({
  account_id: shop.consignor,
  amount,
  method: "bank",
  ...more,
});
const step = (id: string, verb: string) => owner.ok.post(`/payouts/${id}/${verb}`);
const finalize = (sale: Json, payments: object[]) => owner.post(`/sales/${sale.id}/finalize`, { payments });
const codes = (replies: Reply[]) => replies.map((each) => each.status).sort();

async function entriesOf(account_id = shop.consignor): Promise<Json[]> {
  const { data } = await owner.ok.get(`/balance-entries?account_id=${account_id}&limit=100`);
  return (data as Json[]).sort((a, b) => a.seq - b.seq);
}

/** INV-4: the stored balance is the sum of the entries, and each entry tells the balance after it. */
async function expectBooked(balance: number, account_id = shop.consignor): Promise<void> {
  let running = 0;
  for (const [i, entry] of (await entriesOf(account_id)).entries()) {
    running += entry.amount;
    expect(entry).toMatchObject({ seq: i + 1, balance_after: running });
  }
  expect(running).toBe(balance);
  expect((await show(account_id)).balance).toBe(balance);
}

/** INV-1, and the books' view of what is owed to the consignor. */
async function books(): Promise<Map<string, number>> {
  const { data } = (await owner.ok.get("/ledger-accounts")) as { data: Json[] };
  expect(data.reduce((sum, each) => sum + each.balance, 0)).toBe(0);
  return new Map(data.map((each) => [each.ledger_account, each.balance]));
}

describe("an account", () => {
  test("has at least one name", async () => {
    const refused = await owner.post("/accounts", { is_vendor: true });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ pointer: "/first_name" }] } });
    const made = await owner.ok.post("/accounts", { company: "Lind & Co" });
    expect(made).toMatchObject({ company: "Lind & Co", balance: 0, available_balance: 0, currency: "USD" });
    expect(await owner.patch(`/accounts/${made.id}`, { company: null })).toMatchObject({ status: 400 });
  });

  test("shows its bank number to read:account_bank only, and leaves it out of log and change feed", async () => {
    const number = "DE89370400440532013000";
    const { id } = await owner.ok.post("/accounts", { first_name: "Eva", bank_account_number: number });
    const scopes = ["read:accounts"];
    const { key } = await owner.ok.post("/api-keys", { name: "till", access: "scopes", scopes });
    const till = backroom.client(key);
    expect(await show(id)).toMatchObject({ bank_account_number: number });
    expect(await till.ok.get(`/accounts/${id}`)).toMatchObject({ bank_account_number: "…3000" });
    const listed = await till.ok.get("/accounts");
    expect(JSON.stringify(listed)).not.toContain(number);
    await owner.ok.patch(`/accounts/${id}`, { bank_account_number: `${number}9` });
    expect(await till.ok.get(`/accounts/${id}`)).toMatchObject({ bank_account_number: "…0009" });
    const audit = await owner.ok.get(`/audit?entity_id=${id}`);
    expect(audit.data).toHaveLength(2);
    expect(JSON.stringify([audit, await owner.ok.get("/changes")])).not.toContain(number);
  });

  test("is not removed while there is a balance", async () => {
    await credit(500);
    const refused = await owner.delete(`/accounts/${shop.consignor}`);
    expect(refused).toMatchObject({ status: 409, body: { code: "in_use", references: { balance: {} } } });
    await credit(-500);
    expect(await owner.delete(`/accounts/${shop.consignor}`)).toMatchObject({ status: 200 });
    expect(await owner.post("/payouts", payout(1))).toMatchObject({ status: 422 });
  });

  test("of another organization is not found", async () => {
    const other = await backroom.organization("Other");
    expect(await other.get(`/accounts/${shop.consignor}`)).toMatchObject({ status: 404 });
    expect(await other.patch(`/accounts/${shop.consignor}`, { company: "X" })).toMatchObject({ status: 404 });
    expect(await other.delete(`/accounts/${shop.consignor}`)).toMatchObject({ status: 404 });
    const entry = { account_id: shop.consignor, amount: 5, memo: "x" };
    expect([404, 422]).toContain((await other.post("/balance-entries", entry)).status);
    expect([404, 422]).toContain((await other.post("/payouts", payout(1))).status);
    await credit(100);
    const { id } = await owner.ok.post("/payouts", payout(100));
    expect(await other.post(`/payouts/${id}/approve`)).toMatchObject({ status: 404 });
    const bulk = { run_id: "r", account_ids: [shop.consignor], method: "bank" };
    const run = await other.ok.post("/payouts/bulk", bulk);
    expect(run.results).toMatchObject([{ status: "error", payout_id: null }]);
  });
});

describe("balances", () => {
  test("a share is pending while its piece may be returned (5.8)", async () => {
    await owner.ok.patch(`/accounts/${shop.consignor}`, { default_return_days: 14 });
    const sale = await shop.open(await shop.piece(10_000));
    expect(await finalize(sale, [{ type: "cash", amount: sale.total }])).toMatchObject({ status: 200 });
    expect(await show()).toMatchObject({ balance: 6000, pending_balance: 6000, available_balance: 0 });
    expect(await owner.post("/payouts", payout(1))).toMatchObject({
      status: 409,
      body: { code: "insufficient_balance" },
    });
    await credit(700);
    expect(await show()).toMatchObject({ balance: 6700, pending_balance: 6000, available_balance: 700 });
    await owner.ok.post(`/sales/${sale.id}/refund`, {});
    expect(await show()).toMatchObject({ balance: 700, pending_balance: 0, available_balance: 700 });
    await expectBooked(700);
  });

  test("adjustments credit and debit and need a memo (BAL-1)", async () => {
    const account_id = shop.consignor;
    for (const memo of [undefined, ""]) {
      const refused = await owner.post("/balance-entries", { account_id, amount: 100, memo });
      expect(refused.status).toBe(400);
    }
    const nothing = await owner.post("/balance-entries", { account_id, amount: 0, memo: "x" });
    expect(nothing.status).toBe(400);
    expect(await credit(1000)).toMatchObject({ amount: 1000, balance_after: 1000, type: "adjustment" });
    expect(await credit(-1500)).toMatchObject({ amount: -1500, balance_after: -500 });
    await expectBooked(-500);
    expect((await books()).get(`payable:${account_id}`)).toBe(500);
  });
});

describe("payouts", () => {
  test("requested, approved, completed, reversed, with what each does to the balance (4.5)", async () => {
    await credit(3610);
    const made = await owner.ok.post("/payouts", payout(3610, { fee: 179 }));
    expect(made).toMatchObject({ status: "requested", approved: false, completed: false });
    expect(await show()).toMatchObject({ balance: 0, available_balance: 0, payouts_in_progress: 3610 });
    expect((await owner.post("/payouts", payout(1))).status).toBe(409);

    expect(await step(made.id, "approve")).toMatchObject({ status: "approved", approved: true });
    const done = await step(made.id, "complete");
    expect(done).toMatchObject({ status: "completed", completed: true });
    expect(await step(made.id, "complete")).toMatchObject({ version: done.version });
    expect(await show()).toMatchObject({ balance: 0, payouts_in_progress: 0 });
    expect((await show()).last_settlement).not.toBeNull();
    const paid = await books();
    expect(paid.get("bank")).toBe(-3431);
    expect(paid.get("fees")).toBe(-179);

    expect(await step(made.id, "reverse")).toMatchObject({ status: "reversed", completed: false });
    expect(await show()).toMatchObject({ balance: 3610, available_balance: 3610, payouts_in_progress: 0 });
    await books();
    await expectBooked(3610);
    const types = (await entriesOf()).map((each) => each.type);
    expect(types).toEqual(["adjustment", "payout", "payout_reversal"]);
  });

  test.each([
    ["reject", "rejected", []],
    ["cancel", "cancelled", []],
    ["cancel", "cancelled", ["approve"]],
  ])("%s gives the amount back (%s after %j)", async (verb, status, before) => {
    await credit(900);
    const { id } = await owner.ok.post("/payouts", payout(900));
    for (const each of before) await step(id, each);
    expect(await step(id, verb)).toMatchObject({ status });
    expect(await show()).toMatchObject({ balance: 900, available_balance: 900, payouts_in_progress: 0 });
    await expectBooked(900);
    await books();
  });

  test("a failed one keeps the amount and may be approved again", async () => {
    await credit(900);
    const { id } = await owner.ok.post("/payouts", payout(900));
    await step(id, "approve");
    expect(await step(id, "fail")).toMatchObject({ status: "failed" });
    expect(await show()).toMatchObject({ balance: 0, payouts_in_progress: 900 });
    expect(await step(id, "approve")).toMatchObject({ status: "approved" });
  });

  test("what is not allowed tells from, to and what is (STM-1)", async () => {
    await credit(100);
    const { id } = await owner.ok.post("/payouts", payout(100));
    expect(await owner.post(`/payouts/${id}/reverse`)).toMatchObject({
      status: 409,
      body: {
        code: "invalid_transition",
        from: "requested",
        to: "reversed",
        allowed: ["approved", "rejected", "cancelled"],
      },
    });
  });

  test("the S0 booleans run the steps; completed needs approved (PAY-2)", async () => {
    await credit(500);
    const refused = await owner.post("/payouts", payout(100, { completed: true, approved: false }));
    expect(refused.status).toBe(422);
    const made = await owner.ok.post("/payouts", payout(100, { completed: true, approved: true }));
    expect(made).toMatchObject({ status: "completed", approved: true, completed: true });
    await expectBooked(400);
    const fee = await owner.post("/payouts", payout(100, { fee: 101 }));
    expect(fee.status).toBe(400);
  });

  test("of two at once that together exceed the balance one is made (PAY-1)", async () => {
    await credit(1000);
    const both = await Promise.all([600, 500].map((each) => owner.post("/payouts", payout(each))));
    expect(codes(both)).toEqual([201, 409]);
    expect(both.find((each) => each.status === 409)?.body.code).toBe("insufficient_balance");
    expect([400, 500]).toContain((await show()).balance);
  });

  test("fifty at once never overdraw (INV-8)", async () => {
    await credit(1000);
    // A busy machine may tell of too many at once; who asks again under his key is answered.
    const answered = (key = randomUUID()) =>
      until(async () => {
        const reply = await owner.post("/payouts", payout(100), { "idempotency-key": key });
        return reply.status !== 503 && reply;
      }, "an answer");
    const all = await Promise.all(Array.from({ length: 50 }, () => answered()));
    expect(all.filter((each) => each.status === 201)).toHaveLength(10);
    expect(all.every((each) => [201, 409].includes(each.status))).toBe(true);
    expect(await show()).toMatchObject({ balance: 0, payouts_in_progress: 1000 });
    await expectBooked(0);
    await books();
  });

  test("a run pays nobody twice, one after the other or at once (PAY-3)", async () => {
    const second = await owner.ok.post("/accounts", { first_name: "Bo", is_vendor: true });
    await owner.ok.post("/accounts", { first_name: "Cy", is_vendor: true });
    await credit(800);
    await credit(300, second.id);
    const body = { run_id: "october", method: "bank" };
    const first = await owner.ok.post("/payouts/bulk", body);
    expect(first).toMatchObject({ run_id: "october", created: 2, paid: 0, total: 1100 });
    await credit(50);
    expect(await owner.ok.post("/payouts/bulk", body)).toMatchObject({ created: 2, paid: 0, total: 1100 });
    expect((await owner.ok.get("/payouts?run_id=october")).data).toHaveLength(2);
    expect(await show()).toMatchObject({ balance: 50, payouts_in_progress: 800 });

    const again = { run_id: "november", method: "bank", account_ids: [shop.consignor] };
    const runs = await Promise.all(Array.from({ length: 5 }, () => owner.post("/payouts/bulk", again)));
    expect(codes(runs)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(runs.map((each) => each.body.results[0].payout_id)).size).toBe(1);
    expect(await show()).toMatchObject({ balance: 0, payouts_in_progress: 850 });
  });

  test("a run skips who is below the minimum", async () => {
    await owner.ok.patch(`/organizations/${(await owner.ok.get("/organizations")).data[0].id}`, {
      payout_min: 1000,
    });
    await credit(999);
    const body = { run_id: "october", method: "bank", account_ids: [shop.consignor, randomUUID()] };
    const { results } = await owner.ok.post("/payouts/bulk", body);
    expect(results).toHaveLength(2);
    expect(results).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ account_id: shop.consignor, status: "skipped", reason: "below_minimum" }),
        expect.objectContaining({ status: "error" }),
      ]),
    );
  });
});

describe("credits", () => {
  test("a gift card is issued, spent on a sale, and no further than it goes", async () => {
    const card = await owner.ok.post("/gift-cards", { code: "GIFT-1", initial_amount: 5000 });
    expect(card).toMatchObject({ balance: 5000 });
    expect(await owner.post("/gift-cards", { code: "GIFT-1", initial_amount: 1 })).toMatchObject({
      status: 409,
    });
    const first = await shop.open(await shop.piece(3000));
    const paid = await finalize(first, [{ type: "gift_card", amount: 3000, gift_card_id: card.id }]);
    expect(paid).toMatchObject({ status: 200, body: { status: "finalized" } });
    expect(await owner.ok.get(`/gift-cards/${card.id}`)).toMatchObject({ balance: 2000 });
    const second = await shop.open(await shop.piece(3000));
    const refused = await finalize(second, [{ type: "gift_card", amount: 3000, gift_card_id: card.id }]);
    expect(refused).toMatchObject({ status: 409, body: { code: "insufficient_balance" } });
    expect(await owner.ok.get(`/gift-cards/${card.id}`)).toMatchObject({ balance: 2000 });
    const rest = await finalize(second, [
      { type: "gift_card", amount: 2000, gift_card_id: card.id },
      { type: "cash", amount: 1000 },
    ]);
    expect(rest.status).toBe(200);
    expect((await books()).get(`gift_card:${card.id}`) ?? 0).toBe(0);
  });

  test("a payout as store credit is spent first, the balance after it (TOT-1)", async () => {
    await credit(5000);
    await owner.ok.post(
      "/payouts",
      payout(2000, { method: "store_credit", approved: true, completed: true }),
    );
    expect(await show()).toMatchObject({ balance: 3000, store_credit: 2000, payouts_in_progress: 0 });
    const sale = await shop.open(await shop.piece(2500, { inventory_type: "retail", account_id: null }));
    const account_id = shop.consignor;
    const paid = await finalize(sale, [{ type: "store_credit", amount: 2500, account_id }]);
    expect(paid.status).toBe(200);
    expect(await show()).toMatchObject({ balance: 2500, available_balance: 2500, store_credit: 0 });
    expect((await entriesOf()).at(-1)).toMatchObject({ type: "purchase", amount: -500 });
    await expectBooked(2500);
    expect((await books()).get(`store_credit:${account_id}`) ?? 0).toBe(0);
  });

  test("two sales that draw the same credit at once: one is finalized", async () => {
    await credit(3000);
    const own = { inventory_type: "retail", account_id: null };
    const sales = [
      await shop.open(await shop.piece(2000, own)),
      await shop.open(await shop.piece(2000, own)),
    ];
    const payment = { type: "store_credit", amount: 2000, account_id: shop.consignor };
    const both = await Promise.all(sales.map((each) => finalize(each, [payment])));
    expect(codes(both)).toEqual([200, 409]);
    expect(await show()).toMatchObject({ balance: 1000, available_balance: 1000 });
    await expectBooked(1000);
    await books();
  });
});
