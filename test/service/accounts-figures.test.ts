/** Figures of accounts (RPT-4) against the rows that they add up (INV-35). */
import { setClock } from "../../shared/clock.ts";
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { profiled } from "../support/profile.ts";
import { openShop, type Shop } from "../support/shop.ts";

const DAY_MS = 86_400_000;
let backroom: Backroom;
let owner: Client;
let shop: Shop;
const start = Date.parse("2027-03-01T10:00:00.000Z");
let now = start;
const restore = setClock(() => now);

beforeAll(async () => {
  backroom = await startBackroom();
});
afterAll(async () => {
  restore();
  await backroom.stop();
});
beforeEach(async () => {
  now = start;
  owner = await backroom.organization("Shop");
  shop = await openShop(owner, { split: 500_000 });
});

const sell = (lines: Json[], more: object = {}) =>
  owner.ok.post("/sales/ring-up", {
    store_id: shop.store,
    lines,
    payments: [{ type: "cash", amount: 1_000_000 }],
    ...more,
  });
const stats = (id = shop.consignor) => owner.ok.get(`/accounts/${id}/stats`);

test("an account without dealings has zeros, a missing one is 404", async () => {
  expect(await stats()).toEqual({
    as_of: expect.any(String),
    account_id: shop.consignor,
    balance: 0,
    available_balance: 0,
    pending_balance: 0,
    store_credit: 0,
    payouts_in_progress: 0,
    currency: "USD",
    items: {},
    units: {},
    units_sold: 0,
    revenue: 0,
    consignor_portion: 0,
    refunds: 0,
    average_days_to_sell: null,
    number_of_purchases: 0,
    last_activity: null,
  });
  expect(await owner.get(`/accounts/${shop.store}/stats`)).toMatchObject({ status: 404 });
});

test("balances, items per status, and what was sold, refunded and how soon", async () => {
  const buyer = (await owner.ok.post("/accounts", { first_name: "Bo" })).id;
  const [a, b] = [await shop.piece(10_000, { return_days: 14 }), await shop.piece(3000, { quantity: 5 })];
  const other = await owner.ok.post("/items", { title: "Mug", tag_price: 500, inventory_type: "retail" });
  now += 4 * DAY_MS;
  await sell([{ item_id: a }, { item_id: other.id }], { customer_id: buyer });
  now += 6 * DAY_MS;
  const second = await sell([{ item_id: b, quantity: 2 }]);
  const refund = await owner.ok.post(`/sales/${second.id}/refund`, {
    lines: [{ line_id: second.lines[0].id, quantity: 1 }],
  });
  const gone = await sell([{ item_id: b }]);
  await owner.ok.post(`/sales/${gone.id}/void`);
  await owner.ok.post(`/items/${b}/status`, { status: "damaged", units: 1 });
  await owner.ok.post("/payouts", { account_id: shop.consignor, amount: 500, method: "cash" });

  const shown = await owner.ok.get(`/accounts/${shop.consignor}`);
  const { balance, available_balance, pending_balance, payouts_in_progress, last_activity } = shown;
  expect([balance, pending_balance, payouts_in_progress]).toEqual([6000, 5000, 500]);
  expect(await stats()).toMatchObject({
    balance,
    available_balance,
    pending_balance,
    payouts_in_progress,
    last_activity,
    items: { active: 1, damaged: 1, sold: 2 },
    units: { active: 3, damaged: 1, sold: 2 },
    units_sold: 3,
    revenue: 16_000,
    consignor_portion: 8000,
    refunds: refund.amount,
    // 4 days for one, 10 for two.
    average_days_to_sell: 8,
  });
  const lines = (await owner.ok.get(`/sale-lines?account_id=${shop.consignor}&limit=100`)).data;
  const sum = (name: string) => lines.reduce((all: number, line: Json) => all + line[name], 0);
  expect([sum("net"), sum("consignor_portion"), sum("refunded_amount")]).toEqual([
    16_000,
    8000,
    refund.amount,
  ]);
  expect(await stats(buyer)).toMatchObject({ number_of_purchases: 1, units_sold: 0 });
});

test("all accounts: how many, whom the shop owes and how much, vendors and customers", async () => {
  expect(await owner.ok.get("/accounts/stats")).toMatchObject({ accounts: 1, zero: 1, liability: 0 });
  const make = async (company: string, amount: number) => {
    const { id } = await owner.ok.post("/accounts", { company });
    const body = { account_id: id, amount, memo: "start", type: "opening" };
    if (amount) await owner.ok.post("/balance-entries", body);
    return id;
  };
  await make("Owed", 700);
  const buyer = await make("Owing", -200);
  const gone = await make("Gone", 0);
  await owner.delete(`/accounts/${gone}`);
  await sell([{ item_id: await shop.piece(1000) }], { customer_id: buyer });
  expect(await owner.ok.get("/accounts/stats")).toEqual({
    as_of: expect.any(String),
    currency: "USD",
    accounts: 3,
    positive: 2,
    negative: 1,
    zero: 0,
    liability: 1000,
    vendors: 1,
    customers: 1,
  });
  const { data } = await owner.ok.get("/ledger-accounts?prefix=payable");
  expect(data.reduce((all: number, row: Json) => all - row.balance, 0)).toBe(1000);
});

test("balances are a list with the filters of accounts, each once, behind a scope of its own", async () => {
  for (const amount of [300, -50, 20]) {
    const { id } = await owner.ok.post("/accounts", { company: `C${amount}` });
    await owner.ok.post("/balance-entries", { account_id: id, amount, memo: "start" });
  }
  const { data, next_cursor } = await owner.ok.get("/accounts/balances?sort=-balance&limit=2");
  expect(data).toMatchObject([
    { company: "C300", balance: 300, available_balance: 300, pending_balance: 0, currency: "USD" },
    { company: "C20", balance: 20 },
  ]);
  expect(Object.keys(data[0]).sort()).toEqual(
    [
      ...["id", "number", "first_name", "last_name", "company", "currency"],
      ...["balance", "available_balance", "pending_balance", "store_credit", "payouts_in_progress"],
    ].sort(),
  );
  const rest = await owner.ok.get(`/accounts/balances?sort=-balance&limit=2&cursor=${next_cursor}`);
  expect(rest.data.map((each: Json) => each.balance)).toEqual([0, -50]);
  const negative = await owner.ok.get("/accounts/balances?balance:lt=0");
  expect(negative.data).toMatchObject([{ company: "C-50" }]);
  const { key } = await owner.ok.post("/api-keys", {
    name: "k",
    access: "scopes",
    scopes: ["read:accounts"],
  });
  const clerk = backroom.client(key);
  expect(await clerk.get("/accounts/balances")).toMatchObject({
    status: 403,
    body: { required_scope: "read:account_balances" },
  });
  expect((await clerk.get("/accounts/stats")).status).toBe(200);
});

test("each part of an account's figures is one round trip over the account's index", async () => {
  await sell([{ item_id: await shop.piece(1000) }]);
  for (let i = 0; i < 5; i++) {
    const mug = { title: "Mug", tag_price: 500, inventory_type: "retail" };
    await sell([{ item_id: (await owner.ok.post("/items", mug)).id }]);
  }
  // What the sales still bring writes to the same rows.
  await backroom.rest();
  const sold = await profiled(backroom, "sales", "sales", stats);
  const stock = await profiled(backroom, "inventory", "items", stats);
  expect([sold.length, stock.length]).toEqual([1, 1]);
  for (const [op] of [sold, stock]) expect(op!.planSummary).toContain("account_id");
});
