/** Goods that come back pay for others, on one receipt (EXC-1…4, INV-46). */
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { openShop, type Shop } from "../support/shop.ts";
import { breachesIn } from "../support/verified.ts";

let backroom: Backroom;
let owner: Client;
let shop: Shop;

beforeAll(async () => {
  backroom = await startBackroom();
});
afterAll(async () => {
  try {
    expect(await breachesIn(backroom)).toEqual([]);
  } finally {
    await backroom.stop();
  }
});

type Tax = "exclusive" | "inclusive" | null;
async function open(tax: Tax = null, organization: object = {}): Promise<void> {
  owner = await backroom.organization("Shop", organization);
  shop = await openShop(owner, { tax: false });
  if (tax) await owner.ok.post("/taxes", { name: "VAT", rate_ppm: 200_000, type: tax, default_on: true });
}

const cash = (amount: number) => [{ type: "cash", amount }];
const own = (cost_per: number) => ({ inventory_type: "buy_outright", account_id: null, cost_per });
const ringUp = (lines: object[], payments: object[], more: object = {}): Promise<Json> =>
  owner.ok.post("/sales/ring-up", { store_id: shop.store, lines, payments, ...more });

async function soldPiece(price: number, payments = cash(price), more: object = {}): Promise<Json> {
  return ringUp([{ item_id: await shop.piece(price) }], payments, more);
}

/** The first line of a sale comes back, these items are taken. */
const exchange = (sale: Json, items: readonly string[], more: object = {}, client = owner) =>
  client.post(`/sales/${sale.id}/exchange`, {
    lines: [{ line_id: sale.lines[0].id, quantity: 1 }],
    sale: { lines: items.map((item_id) => ({ item_id })) },
    ...more,
  });

async function keyWith(scopes: string[]): Promise<Client> {
  const { key } = await owner.ok.post("/api-keys", { name: "Clerk", access: "scopes", scopes });
  return backroom.client(key);
}

/** By families, without the cost of own goods on hand, which INV-43 proves. */
async function ledger(): Promise<Record<string, number>> {
  const { data } = await owner.ok.get("/ledger-accounts");
  const sums = new Map<string, number>();
  for (const { ledger_account, balance } of data as Json[]) {
    const family = ledger_account.split(":")[0];
    if (family === "inventory" || family === "opening") continue;
    sums.set(family, (sums.get(family) ?? 0) + balance);
  }
  return Object.fromEntries([...sums].filter(([, sum]) => sum !== 0));
}

type Case = {
  what: string;
  tax: Tax;
  back: { price: number; quantity: number; of: number; more?: object };
  taken: { price: number; more?: object };
  payments: object[];
  /** Total of the new sale, what came back, and what of it paid for the new goods. */
  is: { total: number; amount: number; exchange: number };
  /** The books afterwards. */
  books: Record<string, number>;
};

const cases: Case[] = [
  {
    what: "dearer and consigned, the difference in cash with change",
    tax: null,
    back: { price: 5000, quantity: 1, of: 1 },
    taken: { price: 8000 },
    payments: cash(4000),
    is: { total: 8000, amount: 5000, exchange: 5000 },
    books: { cash: 8000, payable: -4800, commission: -3200 },
  },
  {
    what: "cheaper, and own goods for consigned ones",
    tax: null,
    back: { price: 5000, quantity: 1, of: 1 },
    taken: { price: 2000, more: own(700) },
    payments: [],
    is: { total: 2000, amount: 5000, exchange: 2000 },
    books: { cash: 2000, sales: -2000, cogs: 700 },
  },
  {
    what: "equal: no money moves",
    tax: null,
    back: { price: 5000, quantity: 1, of: 1, more: own(2000) },
    taken: { price: 5000 },
    payments: [],
    is: { total: 5000, amount: 5000, exchange: 5000 },
    books: { cash: 5000, payable: -3000, commission: -2000 },
  },
  {
    what: "2 of 3 units with tax on top",
    tax: "exclusive",
    back: { price: 3333, quantity: 2, of: 3 },
    taken: { price: 10_000 },
    payments: [{ type: "card", amount: 4001 }],
    is: { total: 12_000, amount: 7999, exchange: 7999 },
    books: { cash: 11_999, card_clearing: 4001, tax: -2667, payable: -8000, commission: -5333 },
  },
  {
    what: "2 of 3 units with the tax inside, for less",
    tax: "inclusive",
    back: { price: 3333, quantity: 2, of: 3 },
    taken: { price: 1200, more: own(500) },
    payments: [],
    is: { total: 1200, amount: 6666, exchange: 1200 },
    books: { cash: 4533, sales: -1000, cogs: 500, tax: -755, payable: -1667, commission: -1111 },
  },
];

test.each(cases)("EXC-1, EXC-2 $what", async ({ tax, back, taken, payments, is, books }) => {
  await open(tax);
  const item = await shop.piece(back.price, { quantity: back.of, ...back.more });
  const other = await shop.piece(taken.price, taken.more);
  const first = await ringUp([{ item_id: item, quantity: back.of }], cash(100_000));
  const lines = [{ line_id: first.lines[0].id, quantity: back.quantity }];
  const { status, body } = await owner.post(`/sales/${first.id}/exchange`, {
    ...{ lines, payments, sale: { lines: [{ item_id: other }] } },
  });
  expect({ status, body }).toMatchObject({ status: 201 });
  const { sale, refund } = body;
  const paid = payments.reduce((sum: number, each: Json) => sum + each.amount, 0);
  expect(sale).toMatchObject({
    ...{ status: "finalized", total: is.total, exchange_refund_id: refund.id, store_id: shop.store },
    change: is.exchange + paid - is.total,
    payments: [{ type: "exchange", amount: is.exchange, paid_by: "cash" }, ...payments],
  });
  const rest = is.amount - is.exchange;
  expect(refund).toMatchObject({ sale_id: first.id, amount: is.amount, exchange_sale_id: sale.id });
  expect(refund.tenders).toMatchObject([
    { type: "exchange", amount: is.exchange },
    ...(rest ? cash(rest) : []),
  ]);
  expect(await owner.ok.get(`/sales/${sale.id}`)).toEqual(sale);
  expect(await owner.ok.get(`/refunds/${refund.id}`)).toEqual(refund);
  const partial = back.quantity < back.of ? "partial" : "full";
  expect(await owner.ok.get(`/sales/${first.id}`)).toMatchObject({
    ...{ refund_status: partial, refunded_amount: is.amount, exchange_refund_id: null },
  });
  expect((await owner.ok.get(`/items/${item}`)).status_counts).toMatchObject({ active: back.quantity });
  expect(await owner.ok.get(`/items/${other}`)).toMatchObject({ status: "sold" });
  expect(await ledger()).toEqual(books);
});

test("EXC-2 a drawer moves by the difference, and the report of its session adds up", async () => {
  await open();
  const register_id = (await owner.ok.post("/registers", { name: "Till", store_id: shop.store })).id;
  const float = { register_id, opening_float: 1000 };
  const session = (await owner.ok.post("/register-sessions", float)).id;
  const first = await soldPiece(5000, cash(5000), { register_id });
  const dearer = await exchange(first, [await shop.piece(8000)], { payments: cash(3500) });
  expect(dearer.body).toMatchObject({
    sale: { register_id, register_session_id: session, change: 500 },
    refund: { register_id, register_session_id: null },
  });
  const cheaper = await exchange(dearer.body.sale, [await shop.piece(2000)]);
  expect(cheaper.body.refund).toMatchObject({ register_session_id: session });
  // Of the cash that the second sale took, and of the first one's.
  expect(cheaper.body.refund.tenders).toMatchObject([{ type: "exchange" }, ...cash(3000), ...cash(3000)]);
  const report = await owner.ok.get(`/register-sessions/${session}/report`);
  expect(report.tenders).toEqual([
    { type: "cash", sales: 8000, refunds: 6000, net: 2000 },
    { type: "exchange", sales: 7000, refunds: 7000, net: 0 },
  ]);
  const closed = await owner.ok.post(`/register-sessions/${session}/close`, { counted: 3000 });
  expect(closed).toMatchObject({ expected: 3000, difference: 0 });
  const { total } = await owner.ok.get("/reports/sales");
  expect(total).toMatchObject({ sales: 3, total: 15_000, refunds: 13_000 });
  const byType = await owner.ok.get("/reports/sales?group_by=payment_type");
  expect(byType.data.find(({ key }: Json) => key === "exchange")).toMatchObject({
    ...{ total: 7000, refunds: 7000 },
  });
});

test("EXC-3 a refund of the new sale goes back to what the first had been paid with, over several exchanges", async () => {
  await open();
  const payments = [{ type: "card", amount: 3000 }, ...cash(2000)];
  const first = await soldPiece(5000, payments as Json[]);
  const second = (await exchange(first, [await shop.piece(6000)], { payments: cash(1000) })).body.sale;
  expect(second.payments).toMatchObject([
    { type: "exchange", amount: 3000, paid_by: "card" },
    { type: "exchange", amount: 2000, paid_by: "cash" },
    { type: "cash", amount: 1000, paid_by: null },
  ]);
  const third = (await exchange(second, [await shop.piece(4000)])).body;
  // The cash, which was used last, goes back first.
  expect(third.refund.tenders).toMatchObject([
    { type: "exchange", amount: 4000 },
    { type: "cash", amount: 1000 },
    { type: "cash", amount: 1000 },
  ]);
  expect(third.sale.payments).toMatchObject([
    { amount: 3000, paid_by: "card" },
    { amount: 1000, paid_by: "cash" },
  ]);
  const clerk = await keyWith(["refund:sales"]);
  const tooMuch = await clerk.post(`/sales/${third.sale.id}/refund`, { method: "cash" });
  expect(tooMuch).toMatchObject({ status: 403, body: { required_scope: "write:refund_override" } });
  const back = await owner.ok.post(`/sales/${third.sale.id}/refund`, {});
  expect(back.tenders).toMatchObject([
    { type: "cash", amount: 1000 },
    { type: "card", amount: 3000 },
  ]);
  expect(await ledger()).toEqual({});
  for (const { id } of [first, second, third.sale])
    expect(await owner.ok.get(`/sales/${id}`)).toMatchObject({ refund_status: "full" });
});

test("EXC-1 refusals name the field, and nothing changes", async () => {
  await open();
  const first = await soldPiece(5000);
  const gone = (await soldPiece(100)).lines[0].item_id;
  const item = await shop.piece(8000);
  const line = { line_id: first.lines[0].id, quantity: 1 };
  const nobody = shop.store;
  const lines = (...items: string[]) => ({ lines: items.map((item_id) => ({ item_id })) });
  const refusals: [more: object, status: number, code: string, pointer: string | null][] = [
    [{ payments: cash(2999) }, 422, "insufficient_payment", "/payments"],
    [{ payments: [{ type: "card", amount: 3001 }] }, 422, "invalid_payment", "/payments"],
    [{ payments: [{ type: "exchange", amount: 3000 }] }, 400, "validation_failed", "/payments/0/type"],
    [{ payments: [{ type: "gift_card", amount: 1 }] }, 400, "validation_failed", "/payments/0/gift_card_id"],
    [{ payments: cash(3000), expected_total: 7999 }, 409, "total_changed", "/expected_total"],
    [{ sale: lines(item, gone), payments: cash(9999) }, 409, "item_not_available", "/sale/lines/1/item_id"],
    [{ sale: lines(nobody) }, 422, "reference_not_found", "/sale/lines/0/item_id"],
    [{ sale: { lines: [] } }, 400, "validation_failed", "/sale/lines"],
    [{ sale: { ...lines(item), customer_id: nobody } }, 422, "reference_not_found", "/sale/customer_id"],
    [{ sale: { ...lines(item), store_id: first.id } }, 422, "reference_not_found", "/sale/store_id"],
    [{ sale: { ...lines(item), register_id: nobody } }, 422, "reference_not_found", "/sale/register_id"],
    [{ sale: { ...lines(item), discounts: [{}] } }, 400, "validation_failed", "/sale/discounts/0"],
    [{ lines: [] }, 400, "validation_failed", "/lines"],
    [{ lines: [{ ...line, line_id: nobody }] }, 422, "reference_not_found", "/lines"],
    [{ lines: [line, line] }, 400, "validation_failed", "/lines"],
    [{ lines: [{ ...line, quantity: 2 }] }, 409, "already_refunded", null],
    [{ lines: [{ ...line, quantity: 0 }] }, 400, "validation_failed", "/lines/0/quantity"],
    [{ method: "store_credit" }, 400, "validation_failed", "/account_id"],
    [{ method: "gift_card", gift_card_id: nobody }, 422, "reference_not_found", "/gift_card_id"],
    [{ method: "exchange" }, 400, "validation_failed", "/method"],
  ];
  const before = await ledger();
  for (const [more, status, code, pointer] of refusals) {
    const reply = await exchange(first, [item], more);
    const errors = pointer ? { errors: [{ pointer }] } : {};
    expect({ more, ...reply }).toMatchObject({ more, status, body: { code, ...errors } });
  }
  const { id: account_id } = await owner.ok.post("/accounts", { first_name: "Bob" });
  const payments = [
    { type: "cash", amount: 100 },
    { type: "store_credit", account_id, amount: 2900 },
  ];
  expect(await exchange(first, [item], { payments })).toMatchObject({
    ...{ status: 409, body: { code: "insufficient_balance", errors: [{ pointer: "/payments/1/amount" }] } },
  });
  expect(await ledger()).toEqual(before);
  expect(await owner.ok.get(`/sales/${first.id}`)).toEqual(first);
  expect(await owner.ok.get(`/items/${item}`)).toMatchObject({ status: "active" });
  expect((await owner.ok.get("/refunds")).data).toEqual([]);
  const unfinished = await shop.open(item);
  expect(await exchange(unfinished, [item])).toMatchObject({
    ...{ status: 409, body: { code: "invalid_transition" } },
  });
});

test("EXC-1 `exchange` pays nowhere else, and an exchange requires both scopes", async () => {
  await open();
  const item = await shop.piece(8000);
  const payments = [{ type: "exchange", amount: 8000 }];
  const refused = { status: 400, body: { errors: [{ pointer: "/payments/0/type" }] } };
  const basket = { store_id: shop.store, lines: [{ item_id: item }] };
  expect(await owner.post("/sales/ring-up", { ...basket, payments })).toMatchObject(refused);
  const { id } = await shop.open(item);
  expect(await owner.post(`/sales/${id}/finalize`, { payments })).toMatchObject(refused);
  const first = await soldPiece(5000);
  expect(await owner.post(`/sales/${first.id}/refund`, { method: "exchange" })).toMatchObject({
    ...{ status: 400, body: { errors: [{ pointer: "/method" }] } },
  });
  const asked: [string[], string][] = [
    [["refund:sales", "read:sales"], "write:sales"],
    [["write:sales", "read:sales"], "refund:sales"],
  ];
  for (const [scopes, required_scope] of asked)
    expect(await exchange(first, [item], {}, await keyWith(scopes))).toMatchObject({
      ...{ status: 403, body: { required_scope } },
    });
  const cheap = await shop.piece(1000);
  const clerk = await keyWith(["refund:sales", "write:sales"]);
  expect(await exchange(first, [cheap], {}, clerk)).toMatchObject({ status: 201 });
});

test("EXC-4 neither half is voided, and a repetition under its key is answered alike", async () => {
  await open();
  const first = await soldPiece(5000);
  const item = await shop.piece(5000);
  const key = { "idempotency-key": "exchange-1" };
  const body = { lines: [{ line_id: first.lines[0].id, quantity: 1 }], sale: { lines: [{ item_id: item }] } };
  const once = await owner.post(`/sales/${first.id}/exchange`, body, key);
  expect(once.status).toBe(201);
  expect(await owner.post(`/sales/${first.id}/exchange`, body, key)).toMatchObject({
    ...{ status: 201, body: once.body },
  });
  const { sale, refund } = once.body;
  expect(await owner.post(`/sales/${first.id}/void`)).toMatchObject({
    ...{ status: 409, body: { code: "invalid_transition" } },
  });
  expect(await owner.post(`/sales/${sale.id}/void`)).toMatchObject({
    ...{ status: 409, body: { code: "part_of_exchange", refund_id: refund.id } },
  });
  const again = await exchange(first, [await shop.piece(100)]);
  expect(again).toMatchObject({ status: 409, body: { code: "already_refunded", left: 0 } });
  expect((await owner.ok.get(`/sales?exchange_refund_id=${refund.id}`)).data).toEqual([sale]);
  expect((await owner.ok.get(`/refunds?exchange_sale_id=${sale.id}`)).data).toEqual([refund]);
});

test("EXC-1 many exchange the same piece at once: one does", async () => {
  await open();
  const first = await soldPiece(5000);
  const items = await Promise.all(Array.from({ length: 20 }, () => shop.piece(6000)));
  const replies = await Promise.all(items.map((item) => exchange(first, [item], { payments: cash(1000) })));
  const won = replies.filter(({ status }) => status === 201);
  expect(won).toHaveLength(1);
  for (const { status } of replies.filter((each) => each.status !== 201)) expect(status).toBe(409);
  const taken = won[0]!.body.sale.lines[0].item_id;
  for (const item of items)
    expect(await owner.ok.get(`/items/${item}`)).toMatchObject({
      status: item === taken ? "sold" : "active",
    });
  expect(await ledger()).toEqual({ cash: 6000, payable: -3600, commission: -2400 });
});

test("SALE-1 a piece that the till sells at the same time is sold once", async () => {
  await open();
  for (let round = 0; round < 5; round++) {
    const first = await soldPiece(5000);
    const item = await shop.piece(5000);
    const [exchanged, rung] = await Promise.all([
      exchange(first, [item]),
      owner.post("/sales/ring-up", {
        ...{ store_id: shop.store, lines: [{ item_id: item }], payments: cash(5000) },
      }),
    ]);
    expect([exchanged.status, rung.status].sort()).toEqual([201, 409]);
    const { refund_status } = await owner.ok.get(`/sales/${first.id}`);
    expect(refund_status).toBe(exchanged.status === 201 ? "full" : "none");
  }
});

test("TAX-6 only the difference that is paid in cash is rounded", async () => {
  await open(null, { currency: "EUR" });
  await owner.ok.patch(`/organizations/${(await owner.ok.get("/organizations")).data[0].id}`, {
    cash_rounding: 5,
  });
  const first = await soldPiece(1002, [{ type: "card", amount: 1002 }]);
  const { sale } = (await exchange(first, [await shop.piece(2000)], { payments: cash(1000) })).body;
  expect(sale).toMatchObject({ total: 2002, cash_rounding_adjustment: 2, change: 0 });
  const back = await owner.ok.post(`/sales/${sale.id}/refund`, {});
  expect(back).toMatchObject({ amount: 2002, rounding: 2 });
  expect(back.tenders).toMatchObject([
    { type: "cash", amount: 1000 },
    { type: "card", amount: 1002 },
  ]);
});

test("GFT-1 a gift card may be taken, and the rest goes to store credit", async () => {
  await open();
  const first = await soldPiece(5000);
  const body = {
    lines: [{ line_id: first.lines[0].id, quantity: 1, restock: false }],
    sale: { gift_cards: [{ amount: 2000 }], register_id: null },
    ...{ method: "store_credit", account_id: shop.consignor },
  };
  const { sale, refund } = await owner.ok.post(`/sales/${first.id}/exchange`, body);
  expect(refund.tenders).toMatchObject([
    { type: "exchange", amount: 2000 },
    { type: "store_credit", amount: 3000, account_id: shop.consignor },
  ]);
  expect(await owner.ok.get(`/gift-cards/${sale.gift_cards[0].id}`)).toMatchObject({ balance: 2000 });
  expect(await owner.ok.get(`/accounts/${shop.consignor}`)).toMatchObject({ store_credit: 3000 });
});

async function printed(id: string): Promise<string> {
  const url = `${backroom.url}/api/v1/sales/${id}/receipt?format=text`;
  return (await fetch(url, { headers: { authorization: `Bearer ${owner.key}` } })).text();
}

test("the receipt of the new sale shows what came back, what was taken, and what was paid or given back", async () => {
  await open("exclusive");
  const first = await soldPiece(5000, cash(6000));
  const dearer = (await exchange(first, [await shop.piece(8000)], { payments: cash(4000) })).body.sale;
  expect(await printed(dearer.id)).toMatch(
    new RegExp(
      [
        "Coat 2 +80\\.00",
        "VAT.* +16\\.00",
        "Total +\\$96\\.00",
        `Returned from receipt ${first.number}`,
        "Coat 1 +-60\\.00",
        "Returned goods +-\\$60\\.00",
        "To pay +\\$36\\.00",
        "Cash +40\\.00",
        "Change +4\\.00",
      ].join(".*"),
      "s",
    ),
  );
  const cheaper = (await exchange(dearer, [await shop.piece(1000)])).body.sale;
  expect(await printed(cheaper.id)).toMatch(
    /Total +\$12\.00.*Coat 2 +-96\.00.*Given back +-\$84\.00\s+Cash +-36\.00\s+Cash +-48\.00/s,
  );
  expect(await printed(first.id)).toMatch(/Refunded +-\$60\.00\s+Exchange +-60\.00/);
  const { steps } = await owner.ok.get(`/sales/${dearer.id}/explanation`);
  expect(steps.find(({ kind }: Json) => kind === "change").sentence).toBe(
    "The change: 60.00 (paid by exchange) + 40.00 (paid by cash) − 96.00 (total) = 4.00 USD.",
  );
});
