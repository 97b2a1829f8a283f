/**
 * One month of a shop: 40 consignors, 400 pieces, two dialects and the native API mixed; at the end every report, every
 * balance and the books agree to the cent (INV-1, INV-4, INV-11, INV-35).
 */
import { setClock } from "../../shared/clock.ts";
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { breachesIn } from "../support/verified.ts";
import { type Wire, wireTo } from "../support/wire.ts";

const DAY_MS = 86_400_000;
const FIRST = Date.parse("2026-03-01T09:00:00.000Z");
const DAYS = 30;
let now = FIRST;
const restore = setClock(() => now);

let backroom: Backroom;
let native: Client;
let cloud: Wire;
let circular: Wire;
beforeAll(async () => {
  backroom = await startBackroom();
  native = await backroom.organization("Month shop", { currency: "EUR", timezone: "Europe/Oslo" });
  cloud = wireTo(`${backroom.url}/consigncloud/api/v1`, native.key);
  circular = wireTo(`${backroom.url}/circular/api/month-shop`, native.key);
});
afterAll(async () => {
  restore();
  await backroom.stop();
});

/** A sequence of numbers in [0, 1) that is the same in every run (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
const next = random(20260301);
const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
const cents = (euros: number) => Math.round(euros * 100);

async function every(path: string): Promise<Json[]> {
  const rows: Json[] = [];
  let cursor: string | null = null;
  do {
    const and = path.includes("?") ? "&" : "?";
    const page: Json = await native.ok.get(
      `${path}${and}limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`,
    );
    rows.push(...page.data);
    cursor = page.next_cursor;
  } while (cursor);
  return rows;
}

type Stock = { shop: string; consignors: string[]; pieces: string[] };

/** Half of everybody and everything by each dialect. */
async function takeIn(): Promise<Stock> {
  await circular.ok("PATCH", "/organizations", {
    organization_slug: "month-shop",
    consignment_split: 0.5,
    handling_fee_type: "percentage",
    handling_fee_percentage: 2.5,
    default_return_days: 7,
  });
  await cloud.ok("POST", "/taxes", { name: "VAT", percentage: 25, tax_type: "inclusive", default_on: true });
  const shop = await circular.ok("POST", "/stores", { name: "Main Street" });
  const [spot] = (await circular.ok("GET", "/locations")).data;
  const sellers = Array.from({ length: 20 }, (_, i) => ({ first_name: "Seller", last_name: `No. ${i}` }));
  const consignors: string[] = (await circular.ok("POST", "/sellers", sellers)).map((each: Json) => each.id);
  for (let i = 0; i < 20; i++) {
    const body = { company: `Consignor ${i}`, is_vendor: true, default_split: between(30, 70) / 100 };
    consignors.push((await cloud.ok("POST", "/accounts", body)).id);
  }
  const pieces: string[] = [];
  for (let i = 0; i < 4; i++) {
    const products = Array.from({ length: 50 }, (_, n) => ({
      name: `Product ${i}-${n}`,
      price: between(500, 20_000) / 100,
      store_id: shop.id,
      location_id: spot.id,
      seller_id: consignors[between(0, 39)],
    }));
    pieces.push(...(await circular.ok("POST", "/products", products)).map((each: Json) => each.id));
  }
  for (let i = 0; i < 200; i++) {
    const body = { title: `Item ${i}`, tag_price: between(500, 20_000), location: shop.id };
    const owned = { ...body, account: consignors[between(0, 39)], inventory_type: "consignment" };
    const own = { ...body, inventory_type: "retail", cost_per: between(100, 400) };
    pieces.push((await cloud.ok("POST", "/items", i % 10 === 0 ? own : owned)).id);
  }
  return { shop: shop.id, consignors, pieces };
}

/** One day: sales through each door, some of them taken back. */
async function trade({ shop, pieces }: Stock, day: number): Promise<void> {
  now = FIRST + day * DAY_MS;
  const take = (count: number) => pieces.splice(0, count);
  const till = async (items: string[], more: object = {}) => {
    const sale = await cloud.ok("POST", "/sales", { items, location: shop, ...more });
    const type = next() < 0.5 ? "cash" : "card";
    return cloud.ok("PATCH", `/sales/${sale.id}`, { payments: [{ type, amount: sale.total }] });
  };
  const sold = await till(take(2));
  const discounted = await till(take(2), {
    discounts: [
      { type: "percentage", value: between(5, 30), bearer: ["shared", "store", "consignor"][day % 3] },
    ],
  });
  const lines = take(2).map((item_id) => ({ item_id }));
  const { total } = await native.ok.post("/sales/quote", { lines, store_id: shop });
  const rung = await native.ok.post("/sales/ring-up", {
    lines,
    store_id: shop,
    payments: [{ type: "cash", amount: total + 500 }],
  });
  const outside = take(2);
  await circular.ok(
    "PATCH",
    "/products",
    outside.map((id) => ({ id, status: "sold" })),
  );
  now += 3_600_000;
  if (day % 5 === 0) await cloud.ok("POST", `/sales/${sold.id}/refund`, {});
  if (day % 7 === 0) await native.ok.post(`/sales/${rung.id}/void`);
  if (day % 6 === 0) await circular.ok("PATCH", "/products", { id: outside[0], status: "active" });
  if (day % 4 === 0) {
    const [line] = discounted.items;
    await cloud.ok("POST", `/sales/${discounted.id}/refund`, {
      items: [{ id: line.id, quantity: 1, restock: false }],
    });
  }
}

/** Half of the consignors are paid by one dialect, half by the other. */
async function payOut(consignors: string[]): Promise<number> {
  now = FIRST + DAYS * DAY_MS;
  const accounts = new Map((await every("/accounts")).map((each) => [each.id, each]));
  const owed = consignors.filter((id) => accounts.get(id).available_balance > 0);
  const remitted = owed.slice(0, Math.floor(owed.length / 2));
  const remittances = await circular.ok(
    "POST",
    "/seller-remittances",
    remitted.map((seller_id) => ({
      seller_id,
      amount: accounts.get(seller_id).available_balance / 100,
      approved: true,
      completed: true,
    })),
  );
  const run = await cloud.ok("POST", "/accounts/payouts", {
    accounts: owed.slice(remitted.length),
    run_id: "march",
  });
  expect(run.paid).toBe(owed.length - remitted.length);
  return sum(remittances.map((each: Json) => cents(each.amount))) + run.total;
}

test("a month, and everything agrees", async () => {
  const stock = await takeIn();
  for (let day = 0; day < DAYS; day++) await trade(stock, day);
  const paid = await payOut(stock.consignors);

  const period = "start_date=2026-03-01&end_date=2026-03-31";
  const sales = (await every("/sales")).filter((each) => each.status === "finalized");
  const refunds = await every("/refunds");
  const lines = sales.flatMap((each) => each.lines);
  const figures = {
    sales: sales.length,
    items_sold: sum(lines.map((each) => each.quantity)),
    net: sum(sales.map((each) => each.subtotal)),
    tax: sum(sales.map((each) => each.tax_total)),
    total: sum(sales.map((each) => each.total)),
    discounts: sum(sales.map((each) => each.discount_total)),
    consignor_portion: sum(sales.map((each) => each.consignor_portion)),
    store_portion: sum(sales.map((each) => each.store_portion)),
    refunds: sum(refunds.map((each) => each.amount)),
  };
  expect(figures.sales).toBeGreaterThan(100);
  expect(refunds.length).toBeGreaterThan(15);

  // Reports: the native one, the dialect's, its trends by day and by week, and every grouping.
  const { total: report } = await native.ok.get(`/reports/sales?${period}`);
  expect(report).toMatchObject(figures);
  for (const group of ["account", "payment_type", "tax", "location", "discount"]) {
    const { total, data } = await cloud.ok("GET", `/reports/sales?${period}&group_by=${group}`);
    expect(total).toMatchObject(figures);
    for (const name of ["net", "tax", "total", "consignor_portion", "store_portion", "refunds"] as const)
      expect(sum(data.map((each: Json) => each[name]))).toBe(figures[name]);
  }
  for (const bucket of ["day", "week", "month"]) {
    const { data } = await cloud.ok("GET", `/trends/sales?${period}&bucket_size=${bucket}`);
    for (const [name, value] of Object.entries(figures))
      expect([bucket, name, sum(data.map((each: Json) => each[name]))]).toEqual([bucket, name, value]);
  }

  // The books: they sum to zero, and hold exactly what was sold, taken back, taxed and paid.
  const { data: ledger } = await native.ok.get("/ledger-accounts");
  const booked = (prefix: string) =>
    sum(
      ledger.filter((each: Json) => each.ledger_account.startsWith(prefix)).map((each: Json) => each.balance),
    );
  expect(sum(ledger.map((each: Json) => each.balance))).toBe(0);
  const back = (name: string) => sum(refunds.flatMap((each) => each.lines).map((each) => each[name]));
  expect(-(booked("commission") + booked("sales"))).toBe(figures.store_portion - back("store_portion"));
  expect(0 - booked("tax:")).toBe(figures.tax - (figures.refunds - back("net")));
  expect(booked("payout_pending:")).toBe(0);

  // What each consignor is owed, in every spelling.
  const accounts = await every("/accounts");
  const shown = new Map<string, Json>();
  for (let cursor = ""; ; ) {
    const page: Json = await cloud.ok("GET", `/accounts/balances?limit=100${cursor}`);
    for (const each of page.data) shown.set(each.account, each);
    if (!page.next_cursor) break;
    cursor = `&cursor=${encodeURIComponent(page.next_cursor)}`;
  }
  for (const account of accounts) {
    expect(0 - booked(`payable:${account.id}`)).toBe(account.balance);
    expect(shown.get(account.id)).toMatchObject({
      balance: account.balance,
      available_balance: account.available_balance,
    });
  }
  const { liability } = await cloud.ok("GET", "/accounts/stats");
  expect(liability).toBe(sum(accounts.map((each) => each.balance)));

  // What was paid: the remittances of one dialect, the payouts of the other, and what left the books.
  const { data: remittances } = await circular.ok("GET", "/seller-remittances?take=500");
  expect(sum(remittances.map((each: Json) => cents(each.amount)))).toBe(paid);
  const credits = (await every("/balance-entries?type=payout")).map((each) => each.amount);
  expect(0 - sum(credits)).toBe(paid);

  // The stock: what is sold, and nothing twice (INV-13, INV-14).
  const { items_by_status } = await cloud.ok("GET", "/items/stats");
  const inStock = await every("/items?status:in=sold,sold_on_third_party");
  expect(items_by_status.sold + items_by_status.sold_on_third_party).toBe(inStock.length);
  const unrefunded = sum(lines.map((each) => each.quantity - each.refunded_quantity));
  expect(inStock.length).toBe(unrefunded);

  // And whoever reads the databases alone, without any of our rules, finds the same.
  expect(await breachesIn(backroom)).toEqual([]);
});
