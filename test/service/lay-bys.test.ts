/** Sales on lay-by: parked while their customers pay for them in parts (LAY-1…7, INV-47). */
import { setClock } from "../../shared/clock.ts";
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";
import { micro, openWorkshop } from "../support/makers.ts";
import { type Receiver, startReceiver } from "../support/receiver.ts";
import { openShop, type Shop } from "../support/shop.ts";
import { breachesIn } from "../support/verified.ts";

const DAY_MS = 86_400_000;
let days = 0;
const restore = setClock(() => Date.now() + days * DAY_MS);

let backroom: Backroom;
let receiver: Receiver;
let owner: Client;
let shop: Shop;

beforeAll(async () => {
  receiver = await startReceiver();
  backroom = await startBackroom({ settings: { WEBHOOKS_ALLOWED_HOSTS: receiver.host } });
});
afterAll(async () => {
  try {
    expect(await breachesIn(backroom)).toEqual([]);
  } finally {
    restore();
    await backroom.stop();
    await receiver.stop();
  }
});
beforeEach(async () => {
  days = 0;
  owner = await backroom.organization("Shop");
  shop = await openShop(owner, { tax: false });
});

const pay = (amount: number, type = "cash", more: object = {}) => ({ payments: [{ type, amount, ...more }] });
const dateIn = (after: number) => new Date(Date.now() + (days + after) * DAY_MS).toISOString().slice(0, 10);
const later = () => dateIn(60);

/** A coat of 120.00 on lay-by. */
async function layBy(deposit?: number, more: object = {}): Promise<{ item: string; sale: Json }> {
  const item = await shop.piece(12_000);
  const open = await shop.open(item);
  const body = { due_date: later(), ...(deposit ? pay(deposit) : {}), ...more };
  return { item, sale: await owner.ok.post(`/sales/${open.id}/lay-by`, body) };
}
const part = (sale: Json, body: object) => owner.post(`/sales/${sale.id}/lay-by-payments`, body);
const seen = (sale: Json) => owner.ok.get(`/sales/${sale.id}`);
const statusOf = async (item: string) => (await owner.ok.get(`/items/${item}`)).status;

async function ledger(): Promise<Record<string, number>> {
  const { data } = await owner.ok.get("/ledger-accounts");
  const sums = new Map<string, number>();
  for (const { ledger_account, balance } of data as Json[]) {
    const family = ledger_account.split(":")[0];
    sums.set(family, (sums.get(family) ?? 0) + balance);
  }
  return Object.fromEntries([...sums].filter(([, sum]) => sum !== 0));
}

async function receiptOf({ id }: Json): Promise<string> {
  const url = `${backroom.url}/api/v1/sales/${id}/receipt?format=text`;
  return (await fetch(url, { headers: { authorization: `Bearer ${owner.key}` } })).text();
}

test("LAY-1, LAY-2: a deposit and parts are owed to the customer; nothing is sold, no revenue, tax or share", async () => {
  const { item, sale } = await layBy(2000);
  expect(sale).toMatchObject({
    ...{ status: "parked", total: 12_000 },
    lay_by: { status: "active", due_date: later(), paid: 2000, outstanding: 10_000 },
    payments: [{ type: "deposit", paid_by: "cash", amount: 2000 }],
  });
  expect(sale.hold_until > `${later()}T00:00`).toBe(true);
  expect(await statusOf(item)).toBe("parked");
  const { status, body: second } = await part(sale, pay(3000, "card"));
  expect(status).toBe(201);
  expect(second).toMatchObject({
    ...{ kind: "payment", amount: 3000, paid: 5000, outstanding: 7000, sale_id: sale.id },
    tenders: [{ type: "card", amount: 3000 }],
  });
  expect(await ledger()).toEqual({ cash: 2000, card_clearing: 3000, customer_deposits: -5000 });
  expect((await owner.ok.get("/reports/sales")).total).toMatchObject({ sales: 0, total: 0 });
  expect(await owner.ok.get(`/accounts/${shop.consignor}`)).toMatchObject({ balance: 0 });
  const { data } = await owner.ok.get(`/lay-by-payments?sale_id=${sale.id}&sort=number`);
  expect(data.map(({ number, amount }: Json) => [number, amount])).toEqual([
    ["000001", 2000],
    ["000002", 3000],
  ]);
  expect(await owner.ok.get(`/lay-by-payments/${second.id}`)).toEqual(second);
  const { data: found } = await owner.ok.get(`/sales?lay_by_status=active&lay_by_due_date=${later()}`);
  expect(found).toMatchObject([{ id: sale.id }]);
  expect(await receiptOf(sale)).toMatch(/LAY-BY.*Deposit +20\.00\nDeposit +30\.00\n.*Outstanding +.*70\.00/s);
});

test("LAY-4: the payment that reaches the total finalizes the sale, paid by what was deposited", async () => {
  const { item, sale } = await layBy(2000);
  await part(sale, pay(3000, "card"));
  expect(await part(sale, pay(7000))).toMatchObject({
    ...{ status: 201, body: { amount: 7000, paid: 12_000, outstanding: 0 } },
  });
  const sold = await seen(sale);
  expect(sold).toMatchObject({
    ...{ status: "finalized", total: 12_000, change: 0, hold_until: null },
    lay_by: { status: "completed", paid: 12_000, outstanding: 0 },
    payments: [
      { type: "deposit", paid_by: "cash", amount: 2000 },
      { type: "deposit", paid_by: "card", amount: 3000 },
      { type: "deposit", paid_by: "cash", amount: 7000 },
    ],
  });
  expect(await statusOf(item)).toBe("sold");
  expect(await ledger()).toEqual({ cash: 9000, card_clearing: 3000, payable: -7200, commission: -4800 });
  const [journal] = (await owner.ok.get(`/journals?ref_id=${sale.id}`)).data;
  expect(journal.postings).toContainEqual({ ledger_account: "customer_deposits", amount: 12_000 });
  const byType = await owner.ok.get("/reports/sales?group_by=payment_type");
  expect(byType.data).toMatchObject([{ key: "deposit", sales: 1, total: 12_000 }]);
  expect((await owner.ok.get("/sales?payment_type=deposit")).data).toMatchObject([{ id: sale.id }]);
  const { steps } = await owner.ok.get(`/sales/${sale.id}/explanation`);
  expect(steps.find(({ kind }: Json) => kind === "change").sentence).toContain("paid by deposit");
});

test("LAY-4: finalizing takes the rest in any tender, with change, and repeats its answer (SALE-3)", async () => {
  const { item, sale } = await layBy(2000);
  const rest = [
    { type: "card", amount: 4000 },
    { type: "cash", amount: 6500 },
  ];
  const sold = await owner.ok.post(`/sales/${sale.id}/finalize`, { payments: rest, expected_total: 12_000 });
  expect(sold).toMatchObject({
    ...{ status: "finalized", change: 500, lay_by: { status: "completed", paid: 2000 } },
    payments: [{ type: "deposit" }, { type: "card" }, { type: "cash", amount: 6500 }],
  });
  expect(await owner.ok.post(`/sales/${sale.id}/finalize`, { payments: rest })).toEqual(sold);
  expect(await statusOf(item)).toBe("sold");
  expect(await ledger()).toEqual({ cash: 8000, card_clearing: 4000, payable: -7200, commission: -4800 });
});

test("LAY-3: the total is agreed: later prices, discounts, taxes and shares do not change it", async () => {
  const { ok } = owner;
  const discount = await ok.post("/discounts", {
    ...{ name: "Spring", bearer: "store", value_type: "percentage", value: 500_000 },
    ...{ level: "line", auto_apply: true },
  });
  const tax = await ok.post("/taxes", {
    ...{ name: "VAT", rate_ppm: 250_000, type: "inclusive", default_on: true },
  });
  const { item, sale } = await layBy(1000);
  expect(sale).toMatchObject({ total: 6000, tax_total: 1200, lay_by: { outstanding: 5000 } });
  await ok.patch(`/discounts/${discount.id}`, { ends_on: dateIn(-1) });
  await ok.patch(`/taxes/${tax.id}`, { rate_ppm: 100_000 });
  await ok.patch(`/items/${item}`, { tag_price: 30_000, split: 100_000 });
  expect(await part(sale, pay(5000))).toMatchObject({ status: 201 });
  const sold = await seen(sale);
  expect(sold).toMatchObject({ status: "finalized", total: 6000, tax_total: 1200 });
  expect(sold.lines).toMatchObject([{ consignor_portion: sale.lines[0].consignor_portion }]);
  expect(sold.lines[0].payable_on).toEqual(expect.any(String));
});

test("LAY-1: what cannot be put on lay-by is refused, and nothing changes", async () => {
  const item = await shop.piece();
  const open = await shop.open(item);
  const { id: other } = await owner.ok.post("/stores", { name: "Elsewhere", timezone: "Europe/Berlin" });
  const { id: foreign } = await owner.ok.post("/registers", { name: "There", store_id: other });
  const due_date = later();
  const cases: [object, number, string, string?][] = [
    [{}, 400, "validation_failed", "/due_date"],
    [{ due_date: dateIn(-2) }, 400, "validation_failed", "/due_date"],
    [{ due_date: "9999-12-31" }, 400, "validation_failed", "/due_date"],
    [{ due_date: "soon" }, 400, "validation_failed", "/due_date"],
    [{ due_date, ...pay(12_000) }, 400, "validation_failed", "/payments"],
    [{ due_date, ...pay(12_001) }, 409, "exceeds_outstanding", "/payments"],
    [{ due_date, ...pay(100, "deposit") }, 400, "validation_failed", "/payments/0/type"],
    [{ due_date, ...pay(100, "store_credit") }, 400, "validation_failed", "/payments/0/account_id"],
    [{ due_date, ...pay(100, "gift_card") }, 400, "validation_failed", "/payments/0/gift_card_id"],
    [{ due_date, ...pay(100, "store_credit", { account_id: shop.consignor }) }, 409, "insufficient_balance"],
    [{ due_date, register_id: foreign }, 400, "validation_failed", "/register_id"],
    [{ due_date, register_id: other }, 422, "reference_not_found", "/register_id"],
    [{ due_date, expected_total: 1 }, 409, "total_changed", "/expected_total"],
  ];
  for (const [body, status, code, pointer] of cases)
    expect([body, await owner.post(`/sales/${open.id}/lay-by`, body)]).toMatchObject([
      body,
      { status, body: { code, ...(pointer ? { errors: [{ pointer }] } : {}) } },
    ]);
  expect(await seen(open)).toEqual(open);
  expect(await statusOf(item)).toBe("active");
  const empty = await owner.ok.post("/sales", { store_id: shop.store, lines: [] });
  const cards = await owner.ok.post("/sales", {
    ...{ store_id: shop.store, lines: [{ item_id: item }], gift_cards: [{ amount: 100 }] },
  });
  const sold = await owner.ok.post("/sales/ring-up", {
    store_id: shop.store,
    lines: [{ item_id: item }],
    ...pay(12_000),
  });
  const gone = await shop.open(item);
  for (const [sale, status, code] of [
    [empty, 422, "unprocessable"],
    [cards, 422, "unprocessable"],
    [sold, 409, "invalid_transition"],
    [gone, 409, "item_not_available"],
  ] as const)
    expect(await owner.post(`/sales/${sale.id}/lay-by`, { due_date })).toMatchObject({
      status,
      body: { code },
    });
  expect((await owner.ok.get("/lay-by-payments")).data).toEqual([]);
});

test("LAY-2: a payment is refused when it is too much or the sale is not on lay-by; a deposit is no tender", async () => {
  const { sale } = await layBy(2000);
  const over = { status: 409, body: { code: "exceeds_outstanding", asked: 10_001, outstanding: 10_000 } };
  expect(await part(sale, pay(10_001))).toMatchObject(over);
  expect(await part(sale, { payments: [] })).toMatchObject({ status: 400 });
  expect(await part(sale, pay(0))).toMatchObject({ status: 400 });
  const named = await part(sale, pay(100, "deposit"));
  expect(named).toMatchObject({ status: 400, body: { errors: [{ pointer: "/payments/0/type" }] } });
  expect(JSON.stringify(named.body)).toContain("cash, card, check, store_credit, gift_card, external");
  for (const body of [pay(9999), pay(9999, "card")])
    expect(await owner.post(`/sales/${sale.id}/finalize`, body)).toMatchObject({
      ...{ status: 422, body: { code: "insufficient_payment", total: 12_000, due: 1 } },
    });
  expect(await owner.post(`/sales/${sale.id}/finalize`, pay(10_001, "card"))).toMatchObject({
    ...{ status: 422, body: { code: "invalid_payment" } },
  });
  expect(await owner.post(`/sales/${sale.id}/finalize`, pay(10_000, "deposit"))).toMatchObject({
    status: 400,
  });
  expect(await seen(sale)).toEqual(sale);
  const plain = await shop.open(await shop.piece());
  expect(await part(plain, pay(100))).toMatchObject({ status: 409, body: { code: "invalid_transition" } });
  await owner.ok.post(`/sales/${plain.id}/park`);
  expect(await part(plain, pay(100))).toMatchObject({ status: 409 });
  expect(await owner.post(`/sales/${plain.id}/finalize`, pay(12_000))).toMatchObject({
    ...{ status: 409, body: { code: "invalid_transition" } },
  });
  expect(await owner.post(`/sales/${plain.id}/lay-by`, { due_date: later() })).toMatchObject({ status: 409 });
  expect(await owner.post(`/sales/${shop.store}/lay-by-payments`, pay(100))).toMatchObject({ status: 404 });
});

test("a sale on lay-by is not unparked, discarded, changed or sold again; its memo may change", async () => {
  const { item, sale } = await layBy(500);
  for (const path of ["unpark", "discard"])
    expect(await owner.post(`/sales/${sale.id}/${path}`)).toMatchObject({ status: 409 });
  expect(await owner.post(`/sales/${sale.id}/park`)).toMatchObject({ status: 200 });
  expect(await owner.patch(`/sales/${sale.id}`, { lines: [] })).toMatchObject({ status: 409 });
  expect(await owner.ok.patch(`/sales/${sale.id}`, { memo: "For Eve" })).toMatchObject({ memo: "For Eve" });
  const other = await shop.open(item);
  expect(await owner.post(`/sales/${other.id}/finalize`, pay(12_000))).toMatchObject({
    ...{ status: 409, body: { code: "item_not_available" } },
  });
  expect(await owner.delete(`/items/${item}`)).toMatchObject({ status: 409 });
  const again = { due_date: later() };
  expect(await owner.post(`/sales/${sale.id}/lay-by`, again)).toMatchObject({
    ...{ status: 200, body: { lay_by: { paid: 500 } } },
  });
  expect(await owner.post(`/sales/${sale.id}/lay-by`, { ...again, ...pay(100) })).toMatchObject({
    status: 409,
  });
});

test("LAY-2: store credit, the balance behind it and gift cards pay parts, once", async () => {
  const { ok } = owner;
  await ok.post("/balance-entries", {
    account_id: shop.consignor,
    amount: 5000,
    memo: "Opening",
    type: "opening",
  });
  await ok.post("/payouts", {
    ...{ account_id: shop.consignor, amount: 1000, method: "store_credit", approved: true, completed: true },
  });
  const card = await ok.post("/gift-cards", { initial_amount: 3000 });
  const { sale } = await layBy();
  const credit = pay(2000, "store_credit", { account_id: shop.consignor });
  expect(await part(sale, credit)).toMatchObject({ status: 201, body: { paid: 2000 } });
  expect(await part(sale, pay(3000, "gift_card", { gift_card_id: card.id }))).toMatchObject({ status: 201 });
  expect(await part(sale, pay(1, "gift_card", { gift_card_id: card.id }))).toMatchObject({
    ...{ status: 409, body: { code: "insufficient_balance" } },
  });
  expect(await ok.get(`/accounts/${shop.consignor}`)).toMatchObject({ balance: 3000, store_credit: 0 });
  expect(await ok.get(`/gift-cards/${card.id}`)).toMatchObject({ balance: 0 });
  const { data } = await ok.get(`/balance-entries?account_id=${shop.consignor}&type=purchase`);
  const { steps } = await ok.get(`/balance-entries/${data[0].id}/explanation`);
  expect(steps[0].sentence).toBe("10.00 USD of the balance paid for a purchase.");
  const back = await ok.post(`/sales/${sale.id}/lay-by/cancel`, {});
  expect(back).toMatchObject({ status: "discarded", lay_by: { status: "cancelled" } });
  expect(await ok.get(`/gift-cards/${card.id}`)).toMatchObject({ balance: 3000 });
  expect(await ok.get(`/accounts/${shop.consignor}`)).toMatchObject({ balance: 3000, store_credit: 2000 });
});

describe("LAY-6: cancelling", () => {
  const cancel = ({ id }: Json, body: object = {}) => owner.post(`/sales/${id}/lay-by/cancel`, body);

  const cases: [string, object, Record<string, number>][] = [
    ["as it was paid", {}, {}],
    ["less a fee, the last payment first", { fee: 500 }, { cash: 500, fees: -500 }],
    ["a fee beyond the first payment", { fee: 3500 }, { cash: 2000, card_clearing: 1500, fees: -3500 }],
    [
      "nothing, because the fee is all of it",
      { fee: 5000 },
      { cash: 2000, card_clearing: 3000, fees: -5000 },
    ],
    ["all in cash", { method: "cash" }, { cash: -3000, card_clearing: 3000 }],
    ["by card", { method: "card", fee: 1000 }, { cash: 2000, card_clearing: -1000, fees: -1000 }],
  ];
  test.each(cases)("gives back %s", async (_what, body, left) => {
    const { item, sale } = await layBy(2000);
    await part(sale, pay(3000, "card"));
    const { status, body: cancelled } = await cancel(sale, body);
    expect(status).toBe(200);
    const { fee = 0 } = body as { fee?: number };
    expect(cancelled).toMatchObject({
      ...{ status: "discarded", hold_until: null },
      lay_by: { status: "cancelled", paid: 5000, outstanding: 0, fee },
    });
    expect(await ledger()).toEqual(left);
    expect(await statusOf(item)).toBe("active");
    const { data } = await owner.ok.get(`/lay-by-payments?sale_id=${sale.id}&kind=return`);
    expect(data).toMatchObject([{ amount: 5000 - fee, fee, outstanding: 0 }]);
    expect(await cancel(sale)).toMatchObject({ status: 200, body: { version: cancelled.version } });
    expect(await part(sale, pay(100))).toMatchObject({ status: 409, body: { code: "conflict" } });
    expect(await receiptOf(sale)).toContain("DISCARDED");
    await owner.ok.post(`/sales/${(await shop.open(item)).id}/finalize`, pay(12_000));
  });

  test("as store credit of whom is named", async () => {
    const { sale } = await layBy(2000);
    const body = { method: "store_credit", fee: 100, reason: "Changed her mind" };
    expect(await cancel(sale, body)).toMatchObject({ status: 400 });
    expect(await cancel(sale, { ...body, account_id: shop.store })).toMatchObject({ status: 422 });
    expect(await cancel(sale, { ...body, account_id: shop.consignor })).toMatchObject({ status: 200 });
    expect(await owner.ok.get(`/accounts/${shop.consignor}`)).toMatchObject({ store_credit: 1900 });
  });

  test("without payments only releases; a fee above what was paid is refused", async () => {
    const { item, sale } = await layBy();
    expect(await cancel(sale, { fee: 1 })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: "/fee" }] },
    });
    expect(await seen(sale)).toEqual(sale);
    await cancel(sale);
    expect(await ledger()).toEqual({});
    expect(await statusOf(item)).toBe("active");
    expect((await owner.ok.get("/lay-by-payments")).data).toEqual([]);
    expect(await cancel(await shop.open(item))).toMatchObject({ status: 409 });
  });

  test("REF-7: more cash than was paid in cash requires a scope", async () => {
    const key = await owner.ok.post("/api-keys", {
      ...{ name: "till", access: "scopes", scopes: ["write:sales", "read:sales", "refund:sales"] },
    });
    const till = backroom.client(key.key);
    const { sale } = await layBy(undefined, pay(2000, "card"));
    expect(await till.post(`/sales/${sale.id}/lay-by/cancel`, { method: "cash" })).toMatchObject({
      ...{ status: 403, body: { required_scope: "write:refund_override" } },
    });
    expect(await till.post(`/sales/${sale.id}/lay-by/cancel`, {})).toMatchObject({ status: 200 });
  });
});

test("INV-42: a register's drawer counts the cash of parts, and of what goes back; its report lists both", async () => {
  const { ok } = owner;
  const { id: register_id } = await ok.post("/registers", { name: "Till", store_id: shop.store });
  const session = await ok.post("/register-sessions", { register_id, opening_float: 1000 });
  const { sale } = await layBy(2000, { register_id });
  await part(sale, { ...pay(3000), register_id });
  await part(sale, { ...pay(1500, "card"), register_id });
  const { sale: dropped } = await layBy(700, { register_id });
  await ok.post(`/sales/${dropped.id}/lay-by/cancel`, { register_id, fee: 200 });
  await part(sale, { ...pay(5500), register_id });
  expect(await seen(sale)).toMatchObject({ status: "finalized", register_session_id: session.id });
  const report = await ok.get(`/register-sessions/${session.id}/report`);
  expect(report).toMatchObject({
    tenders: [{ type: "deposit", sales: 12_000 }],
    movements: [
      { kind: "lay_by_payment", count: 4, amount: 11_200 },
      { kind: "lay_by_return", count: 1, amount: -500 },
    ],
    expected: 11_700,
  });
  const closed = await ok.post(`/register-sessions/${session.id}/close`, { counted: 11_700 });
  expect(closed).toMatchObject({ expected: 11_700, difference: 0 });
});

test("LAY-5: a due date that has passed is told once; the pieces stay held and it can still be paid", async () => {
  const { item, sale } = await layBy(2000, { due_date: dateIn(1) });
  const parked = await shop.open(await shop.piece());
  await owner.ok.post(`/sales/${parked.id}/park`, {
    hold_until: new Date(Date.now() + DAY_MS).toISOString(),
  });
  days = 3;
  const overdue = async () => (await owner.ok.get("/sales?lay_by_status=overdue")).data as Json[];
  await until(async () => (await overdue()).length === 1, "the overdue lay-by", 60_000);
  await until(async () => (await seen(parked)).status === "open", "the ended hold", 60_000);
  expect(await overdue()).toMatchObject([{ id: sale.id, status: "parked", lay_by: { outstanding: 10_000 } }]);
  expect(await statusOf(item)).toBe("parked");
  expect(await owner.patch(`/sales/${sale.id}/lay-by`, { due_date: dateIn(-1) })).toMatchObject({
    status: 400,
  });
  expect(await owner.ok.patch(`/sales/${sale.id}/lay-by`, { due_date: dateIn(7) })).toMatchObject({
    lay_by: { status: "active", due_date: dateIn(7), paid: 2000 },
  });
  expect(await part(sale, pay(10_000))).toMatchObject({ status: 201, body: { outstanding: 0 } });
  expect(await owner.patch(`/sales/${sale.id}/lay-by`, { due_date: dateIn(7) })).toMatchObject({
    status: 409,
  });
});

test("LAY-7: what was paid in parts is refunded as it was paid, and not voided", async () => {
  const { item, sale } = await layBy(2000);
  await part(sale, pay(3000, "card"));
  await owner.ok.post(`/sales/${sale.id}/finalize`, pay(7500));
  expect(await owner.post(`/sales/${sale.id}/void`, {})).toMatchObject({
    ...{ status: 409, body: { code: "conflict" } },
  });
  const goodwill = await owner.ok.post(`/sales/${sale.id}/refund`, { amount: 8000 });
  expect(goodwill.tenders).toMatchObject([
    { type: "cash", amount: 7000 },
    { type: "card", amount: 1000 },
  ]);
  const refund = await owner.ok.post(`/sales/${sale.id}/refund`, {});
  expect(refund.tenders).toMatchObject([
    { type: "card", amount: 2000 },
    { type: "cash", amount: 2000 },
  ]);
  expect(await ledger()).toEqual({});
  expect(await seen(sale)).toMatchObject({ refund_status: "full", refunded_amount: 12_000 });
  expect(await statusOf(item)).toBe("active");
  const byType = await owner.ok.get("/reports/sales?group_by=payment_type");
  expect(byType.total).toMatchObject({ total: 12_000, refunds: 12_000 });
});

describe("at the same time", () => {
  test("20 payments of 10.00 never exceed a total of 120.00", async () => {
    const { item, sale } = await layBy();
    const tried = async () => {
      for (;;) {
        const reply = await part(sale, pay(1000));
        const { code, detail } = reply.body;
        if (code !== "request_in_progress" && !/just been changed/.test(detail)) return reply;
      }
    };
    const replies = await Promise.all(Array.from({ length: 20 }, tried));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(12);
    expect(await seen(sale)).toMatchObject({ status: "finalized", lay_by: { paid: 12_000 } });
    expect(await ledger()).toEqual({ cash: 12_000, payable: -7200, commission: -4800 });
    expect(await statusOf(item)).toBe("sold");
  });

  test.each([
    ["a payment", "a cancellation", ["lay-by-payments", pay(10_000)], ["lay-by/cancel", {}]],
    ["finalizing", "a cancellation", ["finalize", pay(10_000)], ["lay-by/cancel", {}]],
    ["finalizing", "a payment", ["finalize", pay(10_000)], ["lay-by-payments", pay(10_000)]],
  ] as const)("%s against %s: one happens", async (_one, _other, one, other) => {
    for (let round = 0; round < 8; round++) {
      const { item, sale } = await layBy(2000);
      const both = round % 2 ? [one, other] : [other, one];
      const replies = await Promise.all(
        [...both, ...both].map(([path, body]) => owner.post(`/sales/${sale.id}/${path}`, body)),
      );
      for (const { status } of replies) expect([200, 201, 409]).toContain(status);
      const after = await seen(sale);
      const sold = after.status === "finalized";
      expect(["finalized", "discarded"]).toContain(after.status);
      expect(after.lay_by.status).toBe(sold ? "completed" : "cancelled");
      await until(async () => (await statusOf(item)) === (sold ? "sold" : "active"), "the piece");
    }
    const { customer_deposits = 0 } = await ledger();
    expect(customer_deposits).toBe(0);
  });
});

test("LAY-4: goods of a SKU on lay-by are held at its level and leave it at their cost", async () => {
  const { ok } = owner;
  const works = await openWorkshop(owner);
  const [site] = (await ok.get(`/locations?store_id=${shop.store}&kind=site`)).data;
  const sku_id = await works.sku("Jam");
  const found = { quantity: micro(10), unit_cost: micro(2) };
  await ok.post("/stock/adjustments", { sku_id, location_id: site.id, ...found });
  const jam = await ok.post("/items", {
    ...{ title: "Jam", tag_price: 500, inventory_type: "retail", store_id: shop.store, sku_id },
  });
  const coat = await shop.piece(1000);
  const open = await ok.post("/sales", {
    store_id: shop.store,
    lines: [{ item_id: jam.id, quantity: 4 }, { item_id: coat }],
  });
  await ok.post(`/sales/${open.id}/lay-by`, { due_date: later(), ...pay(100) });
  expect(await ok.get(`/items/${jam.id}`)).toMatchObject({ status_counts: { active: 6 } });
  expect(await owner.patch(`/items/${jam.id}`, { sku_id: null })).toMatchObject({ status: 409 });
  expect(await part(open, pay(2900))).toMatchObject({ status: 201, body: { outstanding: 0 } });
  const costed = async () => {
    const { lines } = await seen(open);
    return lines.find(({ item_id, stock_entry_id }: Json) => item_id === jam.id && stock_entry_id);
  };
  expect(await until(costed, "the cost of the goods")).toMatchObject({ cost: 800 });
  expect(await ok.get(`/items/${jam.id}`)).toMatchObject({ status_counts: { active: 6 } });
  expect(await statusOf(coat)).toBe("sold");
});

test("events tell of a lay-by from its start to its end", async () => {
  const event_types = ["lay_by.*", "sale.finalized"];
  await owner.ok.post("/webhook-endpoints", { url: receiver.url("/lay-bys"), event_types });
  const { sale } = await layBy(2000);
  const { sale: other } = await layBy(100);
  await owner.ok.post(`/sales/${other.id}/lay-by/cancel`, { fee: 100 });
  await part(sale, pay(10_000));
  const types = () => receiver.got("/lay-bys").map(({ json }) => json.type as string);
  await until(async () => types().length === 7, "the events");
  const started = ["lay_by.paid", "lay_by.started"];
  expect(types().sort()).toEqual(
    [...started, ...started, "lay_by.cancelled", "lay_by.paid", "sale.finalized"].sort(),
  );
});
