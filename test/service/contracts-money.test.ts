import { randomUUID } from "node:crypto";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import mongoose from "mongoose";
import type { ContractView } from "../../services/contracts/public.ts";
import { type Backroom, type Client, startBackroom } from "../support/backroom.ts";

let backroom: Backroom;
let owner: Client;
beforeAll(async () => {
  backroom = await startBackroom();
  owner = backroom.owner;
});
afterAll(() => backroom.stop());

type Transaction = {
  id: string;
  type: string;
  amount: number;
  buyer_user_id: string | null;
  seller_user_id: string | null;
};
type Journal = { kind: string; ref: { id: string }; postings: { ledger_account: string; amount: number }[] };

const sum = (amounts: number[]) => amounts.reduce((a, b) => a + b, 0);
const allIncluded = {
  processor: { ppm: 29_000, fixed: 30 },
  service_fee_ppm: 10_000,
  platform_fee_ppm: 50_000,
  include_processor_fees: true,
  include_service_fees: true,
  include_platform_fees: true,
};

async function draft(prices: number[], weights: number[], more: object = {}): Promise<ContractView> {
  const sellers = prices.map(() => randomUUID());
  return owner.ok.post("/contracts", {
    items: prices.map((unit_price, i) => ({ seller_user_id: sellers[i], name: `Item ${i}`, unit_price })),
    sellers: sellers.map((user_id) => ({ user_id })),
    buyers: weights.map((weight) => ({ user_id: randomUUID(), weight })),
    ...more,
  });
}

async function sent(...of: Parameters<typeof draft>): Promise<ContractView> {
  return owner.ok.post(`/contracts/${(await draft(...of)).id}/send`);
}

const payment = ({ buyers, sent_version }: ContractView, more: object = {}, i = 0) => ({
  buyer_id: buyers[i]!.id,
  method: "cash",
  version: sent_version,
  ...more,
});

const shown = (id: string): Promise<ContractView> => owner.ok.get(`/contracts/${id}`);

async function moneyOf(id: string): Promise<{ transactions: Transaction[]; journals: Journal[] }> {
  const { data } = await owner.ok.get(`/transactions?contract_id=${id}&limit=100&sort=created_at`);
  const transactions = data as Transaction[];
  const refs = transactions.map((each) => each.id).join(",");
  const journals = refs ? (await owner.ok.get(`/journals?ref_id:in=${refs}&limit=100`)).data : [];
  return { transactions, journals };
}

/** Σ postings by ledger account, the zero ones left out; each journal sums to 0 (INV-1). */
async function ledgerOf(id: string): Promise<Record<string, number>> {
  const { transactions, journals } = await moneyOf(id);
  // LED-3: one journal for every movement of money.
  expect(journals.map(({ ref }) => ref.id).sort()).toEqual(transactions.map((each) => each.id).sort());
  const sums: Record<string, number> = {};
  for (const { postings } of journals) {
    expect(sum(postings.map((each) => each.amount))).toBe(0);
    for (const { ledger_account, amount } of postings)
      sums[ledger_account] = (sums[ledger_account] ?? 0) + amount;
  }
  return Object.fromEntries(Object.entries(sums).filter(([, amount]) => amount !== 0));
}

test("a whole life: draft, sent, paid in parts, settled, refunded (4.10, T19, T20, CON-8…11)", async () => {
  const made = await draft([6000, 3000], [1], allIncluded);
  expect(made).toMatchObject({ total: 9856, processor_fee: 316, sent_version: null, terms_version: 1 });
  const [one, two] = made.sellers.map(({ user_id }) => `seller_payable:${user_id}`) as [string, string];
  const at = `/contracts/${made.id}`;

  const open: ContractView = await owner.ok.post(`${at}/send`);
  expect(open).toMatchObject({ status: "open", sent_version: 1, version: 2 });
  expect(open.sent_at).toBe(open.last_sent_at);

  const part: ContractView = await owner.ok.post(`${at}/payments`, payment(open, { amount: 4000 }));
  expect(part).toMatchObject({ status: "partially_paid", paid_at: null });
  expect(part.buyers[0]).toMatchObject({ due: 9856, paid: 4000 });
  expect(part.partially_paid_at).toBe(part.last_payment_attempt_at);
  // T19 at once: the processor keeps 2.9 % + 30 of it, the parts are shared as the whole is.
  const first = await ledgerOf(made.id);
  expect(first["processor:offline"]).toBe(4000 - 146);
  expect(-first[one]! - first[two]!).toBe(3653);

  const paid: ContractView = await owner.ok.post(`${at}/payments`, payment(open));
  expect(paid).toMatchObject({ status: "paid", overdue: false });
  expect(paid.paid_at).not.toBeNull();
  // Paid in two parts it costs what it costs at once: f_p is received and spent.
  expect(await ledgerOf(made.id)).toEqual({
    "processor:offline": 9540,
    [one]: -6000,
    [two]: -3000,
    fees: -540,
  });

  const settled = await owner.ok.post(`${at}/settle`);
  expect(settled.contract).toMatchObject({ status: "settled" });
  expect(settled.buyers).toMatchObject([{ outcome: "paid", amount: 0, transaction_id: null }]);
  expect(settled.sellers).toMatchObject([
    { outcome: "transferred", amount: 6000 },
    { outcome: "transferred", amount: 3000 },
  ]);
  expect(await ledgerOf(made.id)).toEqual({ "processor:offline": 540, fees: -540 });

  const again = await owner.ok.post(`${at}/settle`, { record_offline: true });
  expect(again.contract).toEqual(settled.contract);
  expect(again.sellers).toMatchObject([{ outcome: "settled", amount: 0 }, { outcome: "settled" }]);

  const back: ContractView = await owner.ok.post(`${at}/refund`, {
    buyer_id: made.buyers[0]!.id,
    amount: 1000,
    reason: "Scratched",
  });
  expect(back).toMatchObject({ status: "settled", partially_refunded: true, refunded_amount: 1000 });
  expect(back.sellers.map((each) => [each.reversed, each.transfer_reversed])).toEqual([
    [609, 609],
    [304, 304],
  ]);
  // 913 of the sellers, 55 of the fees, 32 the processor's, which is the platform's loss.
  expect(await ledgerOf(made.id)).toEqual({
    "processor:offline": 540 - 1000 + 913,
    fees: -540 + 55,
    processor_fees: 32,
  });

  const all: ContractView = await owner.ok.post(`${at}/refund`, {
    buyer_id: made.buyers[0]!.id,
    amount: 8856,
  });
  expect(all).toMatchObject({ status: "refunded", partially_refunded: false, refunded_amount: 9856 });
  expect(all.sellers.map((each) => each.reversed)).toEqual([6000, 3000]);
  // INV-6: every part is back but the processor's fee, which it keeps.
  expect(await ledgerOf(made.id)).toEqual({ "processor:offline": -316, processor_fees: 316 });
  const more = await owner.post(`${at}/refund`, { buyer_id: made.buyers[0]!.id, amount: 1 });
  expect([more.status, more.body.code, more.body.left]).toEqual([409, "already_refunded", 0]);
  const { transactions } = await moneyOf(made.id);
  expect(transactions.map((each) => each.type).sort()).toEqual(
    [
      ...["charge", "charge", "transfer", "transfer", "refund", "refund"],
      ...["transfer_reversal", "transfer_reversal", "transfer_reversal", "transfer_reversal"],
    ].sort(),
  );
  expect(await owner.ok.get(`/transactions/${transactions[0]!.id}`)).toMatchObject({
    contract_id: made.id,
    provider: "offline",
    status: "succeeded",
    method: "cash",
    amount: 4000,
  });
});

type Command = {
  action: string;
  reason: string | null;
  events: { type: string; aggregate: { kind: string; id: string; seq: number }; data: object }[];
  changes: { kind: string; id: string; version: number }[];
};

/** What the contracts service has stored to be told and to be audited about one contract, in order. */
async function commandsOf(id: string): Promise<Command[]> {
  // Until the relay has moved it to the log, a command's row is carried by its document.
  await backroom.rest();
  const connection = await mongoose.createConnection(backroom.mongo_url).asPromise();
  try {
    const rows = connection.getClient().db(`${backroom.namespace}_contracts`).collection<Command>("_log");
    return await rows.find({ "changes.id": id }).sort({ ts: 1 }).toArray();
  } finally {
    await connection.close();
  }
}

test("each transition tells once, by its version, and leaves its audit record (STM-2, STM-3, EVT-2)", async () => {
  const made = await draft([1000], [1, 1]);
  const at = `/contracts/${made.id}`;
  await owner.ok.patch(at, { platform_fee_ppm: 10_000 });
  await owner.ok.patch(at, { platform_fee_ppm: 10_000 });
  const open: ContractView = await owner.ok.post(`${at}/send`);
  await owner.ok.post(`${at}/payments`, payment(open));
  await owner.ok.post(`${at}/settle`, { record_offline: true });
  await owner.ok.post(`${at}/settle`, { record_offline: true });
  await owner.ok.post(`${at}/refund`, { buyer_id: made.buyers[1]!.id, amount: 5, reason: "Kindness" });
  const commands = await commandsOf(made.id);
  const told = commands.flatMap((each) => each.events);
  expect(told.map(({ type, aggregate }) => `${type} ${aggregate.kind} ${aggregate.seq}`)).toEqual([
    "contract.created contract 1",
    "contract.changed contract 2",
    "contract.sent contract 3",
    "charge.succeeded transaction 1",
    "contract.changed contract 4",
    "charge.succeeded transaction 1",
    "contract.paid contract 5",
    "transfer.succeeded transaction 1",
    "contract.settled contract 6",
    "contract.refunded contract 7",
  ]);
  const audited = commands.flatMap((each) => each.changes).filter((each) => each.kind === "contract");
  expect(audited.map((each) => each.version)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(commands.at(-1)!.reason).toBe("Kindness");
  const { data } = told.at(-1)!;
  expect(data).toMatchObject({ transaction: { amount: 5 }, contract: { refunded_amount: 5 } });
  expect(data).not.toHaveProperty("contract.charged");
  const gone = await draft([1], [1]);
  await owner.delete(`/contracts/${gone.id}`);
  const last = (await commandsOf(gone.id)).at(-1)!;
  expect(last.events.map(({ type }) => type)).toEqual(["contract.deleted"]);
});

test("CON-9 settle collects nothing by itself, records all when asked, pays nobody twice", async () => {
  const made = await sent([9000], [2, 1]);
  const at = `/contracts/${made.id}`;
  await owner.ok.post(`${at}/payments`, payment(made, { amount: 3000 }, 1));
  const waiting = await owner.ok.post(`${at}/settle`);
  expect(waiting.contract).toMatchObject({ status: "partially_paid" });
  expect(waiting.contract.last_payment_attempt_at).not.toBeNull();
  expect(waiting.buyers).toMatchObject([
    { outcome: "outstanding", amount: 6000 },
    { outcome: "paid", amount: 0 },
  ]);
  expect(waiting.sellers).toMatchObject([{ outcome: "waiting", amount: 9000 }]);
  const done = await owner.ok.post(`${at}/settle`, { record_offline: true, method: "bank" });
  expect(done.contract).toMatchObject({ status: "settled" });
  expect(done.buyers).toMatchObject([
    { outcome: "recorded", amount: 6000 },
    { outcome: "paid", amount: 0 },
  ]);
  expect(done.buyers[0].transaction_id).not.toBeNull();
  const { transactions } = await moneyOf(made.id);
  expect(sum(transactions.filter((each) => each.type === "charge").map((each) => each.amount))).toBe(9000);
  expect(await ledgerOf(made.id)).toEqual({});
});

test("CON-11 a refund before the transfer lowers what the seller is owed", async () => {
  const made = await sent([8000, 2000], [1]);
  const at = `/contracts/${made.id}`;
  await owner.ok.post(`${at}/payments`, payment(made));
  const refund = { buyer_id: made.buyers[0]!.id, amount: 1000 };
  const back: ContractView = await owner.ok.post(`${at}/refund`, refund);
  expect(back).toMatchObject({ status: "paid", partially_refunded: true });
  expect(back.sellers.map((each) => [each.reversed, each.transfer_reversed])).toEqual([
    [800, 0],
    [200, 0],
  ]);
  const settled = await owner.ok.post(`${at}/settle`);
  expect(settled.sellers.map((each: { amount: number }) => each.amount)).toEqual([7200, 1800]);
  expect(await ledgerOf(made.id)).toEqual({});
});

test("CON-1 terms that changed after sending are sent again before payment", async () => {
  const made = await sent([1000], [1]);
  const at = `/contracts/${made.id}`;
  const changed: ContractView = await owner.ok.patch(at, {
    items: [{ seller_user_id: made.sellers[0]!.user_id, name: "Dearer", unit_price: 1200 }],
  });
  expect(changed).toMatchObject({ status: "open", total: 1200, terms_version: 3, sent_version: 1 });
  for (const version of [1, 2, 3]) {
    const early = await owner.post(`${at}/payments`, payment(made, { version }));
    expect([early.status, early.body.code, early.body.reason]).toEqual([409, "conflict", "needs_resend"]);
  }
  expect((await owner.post(`${at}/settle`, { record_offline: true })).body.reason).toBe("needs_resend");
  const again: ContractView = await owner.ok.post(`${at}/send`);
  expect(again).toMatchObject({ sent_version: 3, version: 4, sent_at: made.sent_at });
  for (const version of [1, 2, 5]) {
    const stale = await owner.post(`${at}/payments`, payment(again, { version }));
    expect([stale.status, stale.body.reason, stale.body.sent_version]).toEqual([409, "version_mismatch", 3]);
  }
  expect(await shown(made.id)).toEqual(again);
  // Notes and the term of payment are not what the buyer was sent the contract for.
  const noted: ContractView = await owner.ok.patch(at, { notes: "By Friday" });
  expect(noted).toMatchObject({ terms_version: 3, sent_version: 3 });
  const paid: ContractView = await owner.ok.post(`${at}/payments`, payment(again));
  expect(paid).toMatchObject({ status: "paid" });
  const locked = await owner.patch(at, { platform_fee_ppm: 1 });
  expect([locked.status, locked.body.code]).toEqual([409, "locked"]);
  expect((await owner.post(`${at}/rebalance`, { reset: true })).body.code).toBe("locked");
  expect((await owner.patch(at, { due_at: "2030-01-01T00:00:00.000Z" })).body.code).toBe("locked");
});

test("CON-7 a contract that is sent keeps its items, buyers and sellers", async () => {
  const empty = await draft([], [1]);
  const early = await owner.post(`/contracts/${empty.id}/send`);
  expect([early.status, early.body.errors[0].pointer]).toEqual([422, "/items"]);
  const made = await sent([1000], [1]);
  for (const [body, pointer] of [
    [{ buyers: [] }, "/buyers"],
    [{ items: [] }, "/items"],
    [{ items: [], sellers: [] }, "/items"],
  ] as const) {
    const refused = await owner.patch(`/contracts/${made.id}`, body);
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, pointer]);
  }
  expect(await shown(made.id)).toEqual(made);
});

test("refused payments change nothing", async () => {
  const made = await sent([1000], [1, 1]);
  const at = `/contracts/${made.id}`;
  const refused: [object, number, string, string][] = [
    [payment(made, { amount: 501 }), 422, "invalid_payment", "/amount"],
    [payment(made, { amount: 0 }), 400, "validation_failed", "/amount"],
    [payment(made, { amount: 1.5 }), 400, "validation_failed", "/amount"],
    [payment(made, { buyer_id: randomUUID() }), 422, "reference_not_found", "/buyer_id"],
    [payment(made, { currency: "EUR" }), 422, "currency_mismatch", "/currency"],
    [payment(made, { paid_on: "2999-01-01" }), 400, "validation_failed", "/paid_on"],
    [payment(made, { method: "shells" }), 400, "validation_failed", "/method"],
    [payment(made, { version: undefined }), 400, "validation_failed", "/version"],
    [payment(made, { tip: 1 }), 400, "validation_failed", "/tip"],
  ];
  for (const [body, status, code, pointer] of refused) {
    const reply = await owner.post(`${at}/payments`, body);
    expect([body, reply.status, reply.body.code]).toEqual([body, status, code]);
    expect(reply.body.errors[0].pointer).toBe(pointer);
  }
  const stale = await owner.post(`${at}/payments`, payment(made), { "if-match": '"1"' });
  expect([stale.status, stale.body.code]).toEqual([412, "precondition_failed"]);
  for (const verb of ["send", "void", "settle", "rebalance"]) {
    expect((await owner.post(`${at}/${verb}`, {}, { "if-match": '"1"' })).status).toBe(412);
  }
  const early = await owner.post(`${at}/refund`, { buyer_id: made.buyers[0]!.id, amount: 1 });
  expect([early.status, early.body.code, early.body.from]).toEqual([409, "invalid_transition", "open"]);
  expect(await shown(made.id)).toEqual(made);
  expect(await moneyOf(made.id)).toEqual({ transactions: [], journals: [] });
});

test("4.10 what is not a transition is refused with from, to and allowed", async () => {
  const made = await draft([1000], [1]);
  const at = `/contracts/${made.id}`;
  const moves = async (...steps: [string, object?][]) => {
    const replies = [];
    for (const [verb, body] of steps) replies.push(await owner.post(`${at}/${verb}`, body));
    return replies.map(({ status, body }) => [status, body.code, body.from, body.to]);
  };
  const pay = { buyer_id: made.buyers[0]!.id, method: "cash", version: 1 };
  const refused = (from: string, to: string) => [409, "invalid_transition", from, to];
  expect(await moves(["void"], ["settle"], ["payments", pay])).toEqual([
    refused("draft", "void"),
    refused("draft", "settled"),
    refused("draft", "partially_paid"),
  ]);
  await owner.ok.post(`${at}/send`);
  const voided: ContractView = await owner.ok.post(`${at}/void`, { reason: "Called off" });
  expect(voided).toMatchObject({ status: "void", voided_at: expect.any(String) });
  // STM-2
  expect(await owner.ok.post(`${at}/void`)).toEqual(voided);
  expect(await moves(["send"], ["settle"], ["payments", pay])).toEqual([
    refused("void", "open"),
    refused("void", "settled"),
    refused("void", "partially_paid"),
  ]);
  expect((await owner.patch(at, { platform_fee_ppm: 1 })).body.code).toBe("locked");
});

test("twenty payments of one due at once: exactly one is recorded (INV-9, STM-4)", async () => {
  const made = await sent([1000], [1]);
  const replies = await Promise.all(
    Array.from({ length: 20 }, () => owner.post(`/contracts/${made.id}/payments`, payment(made))),
  );
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200, 409]));
  const { transactions } = await moneyOf(made.id);
  expect(transactions.map(({ type, amount }) => [type, amount])).toEqual([["charge", 1000]]);
  expect((await ledgerOf(made.id))["processor:offline"]).toBe(1000);
});

test("twenty parts at once never come to more than the due, and several buyers do not exclude each other", async () => {
  const made = await sent([1000], [1, 1]);
  const replies = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      owner.post(`/contracts/${made.id}/payments`, payment(made, { amount: 90 }, i % 2)),
    ),
  );
  // 500 each: five times 90 fits.
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(10);
  expect((await shown(made.id)).buyers.map(({ paid }) => paid)).toEqual([450, 450]);
  expect((await ledgerOf(made.id))["processor:offline"]).toBe(900);
});

test("a settlement and payments at once take each due once and transfer once (CON-9)", async () => {
  const made = await sent([1000, 500], [1, 1]);
  const at = `/contracts/${made.id}`;
  const settle = () => owner.post(`${at}/settle`, { record_offline: true });
  const replies = await Promise.all([
    settle(),
    owner.post(`${at}/payments`, payment(made)),
    settle(),
    owner.post(`${at}/payments`, payment(made, {}, 1)),
    settle(),
  ]);
  expect(replies.every(({ status }) => status === 200 || status === 409)).toBe(true);
  expect((await shown(made.id)).status).toBe("settled");
  const { transactions } = await moneyOf(made.id);
  const of = (type: string) => sum(transactions.filter((t) => t.type === type).map(({ amount }) => amount));
  expect([of("charge"), of("transfer")]).toEqual([1500, 1500]);
  expect(await ledgerOf(made.id)).toEqual({});
});

test("twenty refunds at once never give back more than was paid (CON-11)", async () => {
  const made = await sent([1000], [1]);
  const at = `/contracts/${made.id}`;
  await owner.ok.post(`${at}/settle`, { record_offline: true });
  const refund = { buyer_id: made.buyers[0]!.id, amount: 300 };
  const replies = await Promise.all(Array.from({ length: 20 }, () => owner.post(`${at}/refund`, refund)));
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(3);
  expect((await shown(made.id)).refunded_amount).toBe(900);
  expect((await ledgerOf(made.id))["processor:offline"] ?? 0).toBe(0);
});

test("the same Idempotency-Key pays once and answers the same (API-9)", async () => {
  const made = await sent([1000], [1]);
  const at = `/contracts/${made.id}`;
  const key = { "idempotency-key": randomUUID() };
  const body = payment(made, { amount: 100 });
  const first = await owner.post(`${at}/payments`, body, key);
  const second = await owner.post(`${at}/payments`, body, key);
  expect(second.body).toEqual(first.body);
  expect(second.headers.get("idempotency-replayed")).toBe("true");
  expect((await owner.post(`${at}/payments`, { ...body, amount: 200 }, key)).body.code).toBe(
    "idempotency_mismatch",
  );
  expect((await shown(made.id)).buyers[0]!.paid).toBe(100);
  const settle = { "idempotency-key": randomUUID() };
  const one = await owner.post(`${at}/settle`, { record_offline: true }, settle);
  const two = await owner.post(`${at}/settle`, { record_offline: true }, settle);
  expect(two.body).toEqual(one.body);
  const refund = { buyer_id: made.buyers[0]!.id, amount: 40 };
  const back = { "idempotency-key": randomUUID() };
  await Promise.all([1, 2, 3].map(() => owner.post(`${at}/refund`, refund, back)));
  expect((await shown(made.id)).refunded_amount).toBe(40);
});

test("a contract that comes to nothing is settled without any money", async () => {
  const made = await sent([0], [1], { processor: { ppm: 29_000, fixed: 30 } });
  expect(made).toMatchObject({ total: 0, processor_fee: 0 });
  const done = await owner.ok.post(`/contracts/${made.id}/settle`);
  expect(done.contract).toMatchObject({ status: "settled" });
  expect(await moneyOf(made.id)).toEqual({ transactions: [], journals: [] });
});

test("MON-1 a contract in another currency has journals in it", async () => {
  const made = await sent([1000], [1], { currency: "ISK" });
  await owner.ok.post(`/contracts/${made.id}/settle`, { record_offline: true });
  const { data } = await owner.ok.get("/journals?currency=ISK");
  expect(data.map((each: Journal) => each.kind).sort()).toEqual(["contract_charge", "seller_transfer"]);
});

test("scopes: reading, writing, settling, deleting are separate (PRM-5)", async () => {
  const made = await sent([1000], [1]);
  const keyWith = async (scopes: string[]) => {
    const { key } = await owner.ok.post("/api-keys", { name: "Narrow", access: "scopes", scopes });
    return backroom.client(key);
  };
  const reader = await keyWith(["read:contracts"]);
  const clerk = await keyWith(["write:contracts"]);
  const at = `/contracts/${made.id}`;
  expect((await reader.get(at)).status).toBe(200);
  expect((await reader.post(`${at}/payments`, payment(made))).status).toBe(403);
  expect((await clerk.post(`${at}/payments`, payment(made))).status).toBe(200);
  expect((await clerk.post(`${at}/settle`)).status).toBe(403);
  expect((await clerk.post(`${at}/refund`, { buyer_id: made.buyers[0]!.id, amount: 1 })).status).toBe(403);
  expect((await clerk.delete(at)).status).toBe(403);
});

test("INV-1 the trial balance of a marketplace with every kind of money sums to 0, and says what each owes", async () => {
  const market = await backroom.organization("Market");
  const [seller, buyer] = [randomUUID(), randomUUID()];
  const made: ContractView = await market.ok.post("/contracts", {
    items: [{ seller_user_id: seller, name: "Chair", unit_price: 9000 }],
    sellers: [{ user_id: seller }],
    buyers: [{ user_id: buyer }],
    ...allIncluded,
  });
  const at = `/contracts/${made.id}`;
  await market.ok.post(`${at}/send`);
  const balances = async () => {
    const { data } = await market.ok.get("/ledger-accounts");
    const rows = data as { ledger_account: string; balance: number }[];
    expect(sum(rows.map((each) => each.balance))).toBe(0);
    return Object.fromEntries(rows.map((each) => [each.ledger_account, each.balance]));
  };
  await market.ok.post(`${at}/payments`, payment({ ...made, sent_version: 1 }));
  expect(await balances()).toMatchObject({
    [`seller_payable:${seller}`]: -9000,
    "processor:offline": 9540,
    fees: -540,
  });
  await market.ok.post(`${at}/settle`);
  await market.ok.post(`${at}/refund`, { buyer_id: made.buyers[0]!.id, amount: 1000, return_fees: false });
  // Kept fees are the platform's loss: 87 instead of 55 back and 32.
  expect(await balances()).toMatchObject({
    [`seller_payable:${seller}`]: 0,
    "processor:offline": 453,
    fees: -540,
    processor_fees: 87,
  });
});

test("answers are what the document says (API-12)", async () => {
  const document = await owner.ok.get("/openapi.json");
  const ajv = new Ajv2020({ strict: false, addUsedSchema: false });
  addFormats.default(ajv);
  ajv.addSchema({ ...document, $id: "doc" });
  const expectDocumented = (path: string, method: string, body: unknown) => {
    const [status, { content }] = Object.entries(document.paths[path][method].responses).find(([code]) =>
      code.startsWith("2"),
    ) as [string, { content: { [type: string]: { schema: object } } }];
    const at = `${path.replaceAll("/", "~1").replaceAll("{", "%7B").replaceAll("}", "%7D")}`;
    const type = Object.keys(content)[0]!.replaceAll("/", "~1");
    const check = ajv.compile({
      $ref: `doc#/paths/${at}/${method}/responses/${status}/content/${type}/schema`,
    });
    expect(check({})).toBe(false);
    check(body);
    expect([path, method, check.errors]).toEqual([path, method, null]);
  };
  const whole = { ...allIncluded, fees: [{ name: "Delivery", amount: 5 }] };
  const made = await draft([1000], [1], whole);
  const { id } = made;
  const [paths] = Object.keys(document.paths).filter((each) => each.endsWith("/contracts"));
  const root = paths!.replace(/\/contracts$/, "");
  expectDocumented(`${root}/contracts`, "post", made);
  expectDocumented(`${root}/contracts/{id}`, "get", await shown(id));
  expectDocumented(`${root}/contracts`, "get", await owner.ok.get("/contracts"));
  const buyer_id = made.buyers[0]!.id;
  const open: ContractView = await owner.ok.post(`/contracts/${id}/send`);
  const steps: [string, object][] = [
    ["payments", payment(open, { amount: 100 })],
    ["settle", { record_offline: true }],
    ["refund", { buyer_id, amount: 10 }],
  ];
  for (const [verb, body] of steps)
    expectDocumented(
      `${root}/contracts/{id}/${verb}`,
      "post",
      await owner.ok.post(`/contracts/${id}/${verb}`, body),
    );
  expectDocumented(`${root}/transactions`, "get", await owner.ok.get(`/transactions?contract_id=${id}`));
});
