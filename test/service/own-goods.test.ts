/** The books of own goods (T2, T4, T10, T18, INV-43): `inventory:items` is what the goods on hand cost, whatever happens. */
import fc from "fast-check";
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";
import { openShop, type Shop } from "../support/shop.ts";
import { breachesIn } from "../support/verified.ts";

let backroom: Backroom;
let owner: Client;
let shop: Shop;
let bob: Json;
beforeAll(async () => {
  backroom = await startBackroom();
  owner = await backroom.organization("Own goods");
  shop = await openShop(owner, { tax: false });
  bob = await owner.ok.post("/accounts", { first_name: "Bob", is_vendor: true });
});
afterAll(() => backroom?.stop());

const ledger = async (account: string): Promise<number> => {
  const { data } = await owner.ok.get(`/ledger-accounts?prefix=${account}`);
  return data.find((row: Json) => row.ledger_account === account)?.balance ?? 0;
};
const inBooks = () => ledger("inventory:items");
const onHand = async (): Promise<number> => (await owner.ok.get("/items/stats")).own_stock_cost;
const agree = () => until(async () => (await inBooks()) === (await onHand()), "books that follow the stock");

/** What one step does to the books, by ledger account. */
async function moved<T>(step: () => Promise<T>, accounts: Record<string, number>): Promise<T> {
  await agree();
  const names = Object.keys(accounts);
  const balances = () => Promise.all(names.map(ledger));
  const before = await balances();
  const made = await step();
  const wanted = names.map((name, i) => before[i]! + accounts[name]!);
  const there = async () => JSON.stringify(await balances()) === JSON.stringify(wanted);
  await until(there, `postings ${JSON.stringify(accounts)}`).catch(async () => {
    expect(Object.fromEntries((await balances()).map((each, i) => [names[i], each - before[i]!]))).toEqual(
      accounts,
    );
  });
  await agree();
  return made;
}

const bought = (more: object = {}) =>
  shop.piece(2000, { inventory_type: "buy_outright", account_id: bob.id, cost_per: 700, ...more });
const status = (id: string, to: string, more: object = {}) =>
  owner.ok.post(`/items/${id}/status`, { status: to, ...more });
const sell = async (item_id: string, quantity = 1): Promise<Json> =>
  owner.ok.post("/sales/ring-up", {
    ...{ store_id: shop.store, lines: [{ item_id, quantity }] },
    payments: [{ type: "card", amount: 2000 * quantity }],
  });

test("T10 a piece bought is owed to its account; sold and returned damaged it is expensed once", async () => {
  const owed = `payable:${bob.id}`;
  const id = await moved(() => bought(), { "inventory:items": 700, [owed]: -700 });
  expect(await owner.ok.get(`/accounts/${bob.id}`)).toMatchObject({ balance: 700, available_balance: 700 });
  const sale = await moved(() => sell(id), { "inventory:items": -700, cogs: 700 });
  const lines = [{ line_id: sale.lines[0].id, quantity: 1, restock: false }];
  const damaged = { "inventory:items": 0, cogs: -700, stock_adjustment: 700 };
  await moved(() => owner.ok.post(`/sales/${sale.id}/refund`, { lines }), damaged);
  await moved(() => status(id, "active"), { "inventory:items": 700, stock_adjustment: -700 });
  await moved(() => sell(id), { "inventory:items": -700, cogs: 700, stock_adjustment: 0 });
});

test("T18 lost goods leave the books and come back when they are found; restocked ones are worth their cost", async () => {
  const id = await bought({ quantity: 3 });
  await moved(() => status(id, "lost", { units: 1 }), { "inventory:items": -700, stock_adjustment: 700 });
  await moved(() => status(id, "active", { units: 1 }), { "inventory:items": 700, stock_adjustment: -700 });
  const sale = await sell(id, 2);
  await moved(() => owner.ok.post(`/sales/${sale.id}/refund`, {}), { "inventory:items": 1400, cogs: -1400 });
  await moved(() => owner.ok.post("/items/update-statuses-bulk", { items: [id], status: "damaged" }), {
    ...{ "inventory:items": -2100, stock_adjustment: 2100 },
  });
});

test("T10 what goes back to its account is not owed any more; goods without one were there before the books", async () => {
  const owed = `payable:${bob.id}`;
  const id = await bought();
  await moved(() => status(id, "returned_to_owner"), {
    "inventory:items": -700,
    [owed]: 700,
    stock_adjustment: 0,
  });
  const made = { inventory_type: "retail", account_id: null, cost_per: 40, quantity: 5 };
  const retail = await moved(() => shop.piece(500, made), {
    "inventory:items": 200,
    opening: -200,
    [owed]: 0,
  });
  await moved(() => owner.ok.patch(`/items/${retail}`, { cost_per: 50, quantity: 6 }), {
    ...{ "inventory:items": 100, opening: -100 },
  });
  await moved(() => owner.delete(`/items/${retail}`), { "inventory:items": -300, opening: 300 });
});

test("TRM-6 a consigned piece that is bought, and bought from another account in the end", async () => {
  const eva = await owner.ok.post("/accounts", { first_name: "Eva", is_vendor: true });
  const id = await shop.piece(2000, { account_id: bob.id });
  const convert = { inventory_type: "buy_outright", cost_per: 900 };
  const [his, hers] = [`payable:${bob.id}`, `payable:${eva.id}`];
  await moved(() => owner.ok.patch(`/items/${id}`, convert), { "inventory:items": 900, [his]: -900 });
  await moved(() => owner.ok.patch(`/items/${id}`, { account_id: eva.id }), {
    ...{ "inventory:items": 0, [his]: 900, [hers]: -900 },
  });
  const back = { inventory_type: "consignment" };
  await moved(() => owner.ok.patch(`/items/${id}`, back), { "inventory:items": -900, [hers]: 900 });
});

test("4.3 a bought piece of a batch is owed when the batch is accepted, and not when it is declined", async () => {
  const owed = `payable:${bob.id}`;
  for (const [answer, cost] of [
    ["accept", 700],
    ["decline", 0],
  ] as const) {
    const batch = await owner.ok.post("/batches", { account_id: bob.id });
    await moved(() => bought({ batch_id: batch.id }), { "inventory:items": 0, [owed]: 0 });
    await owner.ok.post(`/batches/${batch.id}/submit`);
    await moved(() => owner.ok.post(`/batches/${batch.id}/${answer}`), {
      "inventory:items": cost,
      [owed]: -cost || 0,
    });
  }
});

test("SALE-4 goods sold before they came stand below zero until they are there", async () => {
  const organization = await owner.ok.get("/organization").catch(() => null);
  const id = (organization ?? (await owner.ok.get("/organizations")).data[0]).id;
  await owner.ok.patch(`/organizations/${id}`, { allow_negative_stock: true });
  const item = await shop.piece(2000, { inventory_type: "retail", account_id: null, cost_per: 30 });
  await moved(() => sell(item, 3), { "inventory:items": -90, cogs: 90 });
  await moved(() => owner.ok.patch(`/items/${item}`, { quantity: 3 }), {
    "inventory:items": 60,
    opening: -60,
  });
});

const steps = [
  "sell",
  "refund",
  "refund damaged",
  "void",
  "lose",
  "find",
  "cost",
  "quantity",
  "stow",
  "show",
] as const;

test("INV-43 in any order of sales, refunds, moves and changed costs the books are what is on hand", async () => {
  const step = fc.constantFrom(...steps);
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 16 }), playOut), {
    seed: 43,
    numRuns: 8,
  });
  await agree();
  expect(await breachesIn(backroom)).toEqual([]);
});

async function playOut(all: (typeof steps)[number][]): Promise<void> {
  const id = await bought({ quantity: 4 });
  const sold: Json[] = [];
  for (const step of all) {
    const { quantity, status_counts, cost_per } = await owner.ok.get(`/items/${id}`);
    const sale = ["refund", "refund damaged", "void"].includes(step) ? sold.pop() : null;
    const lines = sale && [{ line_id: sale.lines[0].id, quantity: 1, restock: step === "refund" }];
    if (step === "sell" && status_counts.active) sold.push(await sell(id));
    if (lines && step !== "void") await owner.ok.post(`/sales/${sale!.id}/refund`, { lines });
    if (sale && step === "void") await owner.ok.post(`/sales/${sale.id}/void`, {});
    if (step === "lose" && status_counts.active) await status(id, "stolen", { units: 1 });
    if (step === "find" && status_counts.stolen) await status(id, "active", { from: "stolen" });
    if (step === "find" && status_counts.damaged) await status(id, "active", { from: "damaged" });
    if (step === "cost") await owner.ok.patch(`/items/${id}`, { cost_per: cost_per + 37 });
    if (step === "quantity") await owner.ok.patch(`/items/${id}`, { quantity: quantity + 1 });
    if (step === "stow" && status_counts.active) await status(id, "inactive", { units: 1 });
    if (step === "show" && status_counts.inactive) await status(id, "active", { from: "inactive" });
  }
}
