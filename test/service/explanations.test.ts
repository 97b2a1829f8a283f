/** Why the amounts of sales and balance entries are what they are: sentences whose figures add up. */
import type { Step } from "../../shared/explanation.ts";
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { comesOut } from "../support/explained.ts";
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
  shop = await openShop(owner);
});

const cash = (amount: number) => ({ payments: [{ type: "cash", amount }] });

async function explained(path: string): Promise<Step<string>[]> {
  const { steps } = await owner.ok.get(`${path}/explanation`);
  expect(steps.filter((step: Step<string>) => !comesOut(step))).toEqual([]);
  return steps;
}

/** The explanations of all entries of the consignor, oldest first; each ends at the balance after it. */
async function entriesExplained(): Promise<Map<string, Step<string>[]>> {
  const { data } = await owner.ok.get(`/balance-entries?account_id=${shop.consignor}`);
  const entries = (data as Json[]).sort((a, b) => a.seq - b.seq);
  const found = new Map<string, Step<string>[]>();
  for (const { id, type, amount, balance_after } of entries) {
    const steps = await explained(`/balance-entries/${id}`);
    expect(steps.at(-1)).toMatchObject({ kind: "balance", result: balance_after });
    expect(steps.at(-1)!.figures.at(-1)).toMatchObject({ amount });
    found.set(type, steps);
  }
  return found;
}

const said = (steps: Step<string>[] | undefined, kind: string) =>
  steps?.findLast((step) => step.kind === kind)?.sentence;

async function sold(...prices: number[]): Promise<Json> {
  const pieces: string[] = [];
  for (const price of prices) pieces.push(await shop.piece(price));
  const sale = await shop.open(...pieces);
  return owner.ok.post(`/sales/${sale.id}/finalize`, cash(sale.total));
}

test("a sale says how its prices, taxes and shares came about", async () => {
  const sale = await sold(9999, 5000);
  const steps = await explained(`/sales/${sale.id}`);
  const own = steps.filter(({ line_id }) => line_id === sale.lines[0].id);
  expect(said(own, "tax_added")).toBe("Tax on top: 8.875 % of 99.99 USD is 8.8741125, rounded to 8.87 USD.");
  expect(said(own, "share")).toBe(
    "The consignor's share: 60 % of 99.99 USD is 59.994, rounded to 59.99 USD.",
  );
  expect(said(steps, "total")).toBe("The total: 149.99 (net) + 13.31 (tax) = 163.30 USD.");
  expect(steps.findLast(({ kind }) => kind === "total")!.result).toBe(sale.total);
  const open = await shop.open(await shop.piece(100));
  expect(said(await explained(`/sales/${open.id}`), "total")).toBe(
    "The total: 1.00 (net) + 0.09 (tax) = 1.09 USD.",
  );
});

test("balance entries say what they consist of: sale, refund, void, purchase, payout and fee", async () => {
  const sale = await sold(10_000, 5000);
  await owner.ok.post(`/sales/${sale.id}/refund`, { lines: [{ line_id: sale.lines[1].id, quantity: 1 }] });
  await owner.ok.post(`/sales/${(await sold(2000)).id}/void`, {});
  await owner.ok.post("/balance-entries", { account_id: shop.consignor, amount: 1000, memo: "Goodwill" });
  const spent = await shop.open(await shop.piece(1000));
  await owner.ok.post(`/sales/${spent.id}/finalize`, {
    payments: [{ type: "store_credit", amount: spent.total, account_id: shop.consignor }],
  });
  const entries = await entriesExplained();
  expect(said(entries.get("refund"), "taken_back")).toBe(
    "The account's part of what buyers gave back: −30.00 (Coat 2) = −30.00 USD.",
  );
  expect(said(entries.get("refund"), "share_refunded")).toBe(
    "Unit 1 of 1 gives back 30.00 USD of the consignor's part of 30.00 USD.",
  );
  expect(said(entries.get("void"), "reversed")).toBe(
    "The sale was voided, as if it had not happened: −12.00 (sale reversed) = −12.00 USD.",
  );
  expect(said(entries.get("adjustment"), "booked")).toBe("Booked as adjustment: Goodwill: 10.00 USD.");
  expect(said(entries.get("purchase"), "spent")).toBe("10.89 USD of the balance paid for a purchase.");
});

test("a payout says its fee, and that it came back", async () => {
  await owner.ok.post("/balance-entries", { account_id: shop.consignor, amount: 5000, memo: "Start" });
  const asked = { account_id: shop.consignor, amount: 3000, fee: 179, method: "cash" };
  const payout = await owner.ok.post("/payouts", asked);
  await owner.ok.post(`/payouts/${payout.id}/reject`, { reason: "No" });
  const entries = await entriesExplained();
  expect(said(entries.get("payout"), "payout_paid")).toBe(
    "The fee is taken from the payout; the account is paid: 30.00 (payout) − 1.79 (fee) = 28.21 USD.",
  );
  expect(said(entries.get("payout_reversal"), "payout_back")).toMatch(/^30\.00 USD came back/);
});

test("REF-6 what a consignor no longer has is borne by the shop, and the entry says so", async () => {
  const [{ id }] = (await owner.ok.get("/organizations")).data;
  await owner.ok.patch(`/organizations/${id}`, { refund_clawback: false });
  const sale = await sold(10_000);
  await owner.ok.post("/balance-entries", { account_id: shop.consignor, amount: -4000, memo: "Rent" });
  await owner.ok.post(`/sales/${sale.id}/refund`, {});
  expect(said((await entriesExplained()).get("refund"), "taken_back")).toBe(
    "The account's part of what buyers gave back: −60.00 (Coat 1) + 40.00 (borne by the shop) = −20.00 USD.",
  );
});

test("units of a line are given back in rounded steps (REF-1)", async () => {
  const piece = await shop.piece(3333, { inventory_type: "consignment", quantity: 3, split: 500_000 });
  const open = await owner.ok.post("/sales", {
    store_id: shop.store,
    lines: [{ item_id: piece, quantity: 3 }],
  });
  const sale = await owner.ok.post(`/sales/${open.id}/finalize`, cash(open.total));
  const lines = [{ line_id: sale.lines[0].id, quantity: 1 }];
  await owner.ok.post(`/sales/${sale.id}/refund`, { lines });
  await owner.ok.post(`/sales/${sale.id}/refund`, { lines });
  expect(said((await entriesExplained()).get("refund"), "share_refunded")).toBe(
    "Unit 2 of 3 gives back 16.66 USD of the consignor's part of 50.00 USD.",
  );
});

test("nobody explains what they may not see", async () => {
  const sale = await sold(1000);
  const other = await backroom.organization("Other");
  expect(await other.get(`/sales/${sale.id}/explanation`)).toMatchObject({ status: 404 });
  const { data } = await owner.ok.get(`/balance-entries?account_id=${shop.consignor}`);
  expect(await other.get(`/balance-entries/${data[0].id}/explanation`)).toMatchObject({ status: 404 });
  expect(await owner.get("/sales/nonsense/explanation")).toMatchObject({ status: 404 });
});
