/** Sales through real HTTP: opening, parking, finalizing, refunding, voiding, and what follows in items and books. */
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
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
const finalized = async (sale: Json) => owner.ok.post(`/sales/${sale.id}/finalize`, cash(sale.total));
const balance = async () => (await owner.ok.get(`/accounts/${shop.consignor}`)).balance;
const item = (id: string) => owner.ok.get(`/items/${id}`);

/** Every ledger account's sum, the zero ones left out (INV-1: all together zero). */
async function ledger(): Promise<Record<string, number>> {
  const { data } = await owner.ok.get("/ledger-accounts");
  const rows = data as { ledger_account: string; balance: number }[];
  expect(rows.reduce((sum, row) => sum + row.balance, 0)).toBe(0);
  const left = rows.filter((row) => row.balance !== 0);
  return Object.fromEntries(left.map((row) => [row.ledger_account.split(":")[0], row.balance]));
}

test("a sale is priced when it is opened and again when it is finalized (TOT-2)", async () => {
  const id = await shop.piece(12_000);
  const sale = await shop.open(id);
  expect(sale).toMatchObject({
    status: "open",
    subtotal: 12_000,
    tax_total: 1065,
    total: 13_065,
    currency: "USD",
  });
  await owner.ok.patch(`/items/${id}`, { tag_price: 10_000 });
  const refused = await owner.post(`/sales/${sale.id}/finalize`, {
    ...cash(15_000),
    expected_total: sale.total,
  });
  expect(refused).toMatchObject({ status: 409, body: { code: "total_changed", totals: { total: 10_888 } } });
  const done = await owner.ok.post(`/sales/${sale.id}/finalize`, { ...cash(15_000), expected_total: 10_888 });
  expect(done).toMatchObject({ status: "finalized", total: 10_888, change: 4112 });
  expect(done.lines[0]).toMatchObject({ consignor_portion: 6000, store_portion: 4000, taxed_price: 10_888 });
});

test("lines, discounts and customer change only while open (SAL-1); memo and notes at any time", async () => {
  const [first, second] = [await shop.piece(10_000), await shop.piece(5000)];
  const sale = await shop.open(first);
  const changed = await owner.ok.patch(`/sales/${sale.id}`, {
    lines: [{ item_id: second, quantity: 1 }],
    discounts: [{ bearer: "store", value_type: "percentage", value: 200_000 }],
  });
  expect(changed).toMatchObject({
    discount_total: 1000,
    subtotal: 4000,
    consignor_portion: 3000,
    version: 2,
  });
  await finalized(changed);
  const late = await owner.patch(`/sales/${sale.id}`, { lines: [] });
  expect(late).toMatchObject({ status: 409, body: { code: "invalid_transition", from: "finalized" } });
  expect(await owner.ok.patch(`/sales/${sale.id}`, { memo: "gift" })).toMatchObject({ memo: "gift" });
  const noted = await owner.ok.post(`/sales/${sale.id}/notes`, { body: "picked up" });
  expect(noted.notes).toMatchObject([{ body: "picked up" }]);
  expect(await item(first)).toMatchObject({ status: "active" });
});

test("a quote writes nothing and tells who would get what", async () => {
  const id = await shop.piece(12_000);
  const quote = await owner.ok.post("/sales/quote", {
    store_id: shop.store,
    lines: [{ item_id: id }],
    ...cash(15_000),
  });
  expect(quote).toMatchObject({
    total: 13_065,
    change: 1935,
    shares: [{ account_id: shop.consignor, amount: 7200 }],
    unavailable_item_ids: [],
  });
  expect((await owner.ok.get("/sales")).data).toEqual([]);
});

test("parking holds the pieces, un-parking and discarding give them back (SALE-2, STM-2)", async () => {
  const id = await shop.piece();
  const sale = await shop.open(id);
  const parked = await owner.ok.post(`/sales/${sale.id}/park`);
  expect(parked).toMatchObject({ status: "parked" });
  expect(Date.parse(parked.hold_until) - Date.now()).toBeGreaterThan(13 * 86_400_000);
  expect(await item(id)).toMatchObject({ status: "parked", status_counts: { parked: 1 } });
  expect(await owner.ok.post(`/sales/${sale.id}/park`)).toMatchObject({
    status: "parked",
    version: parked.version,
  });

  const other = await shop.open(id);
  const refused = await owner.post(`/sales/${other.id}/finalize`, cash(other.total));
  expect(refused).toMatchObject({ status: 409, body: { code: "item_not_available", item_ids: [id] } });
  expect(await owner.post(`/sales/${sale.id}/finalize`, cash(sale.total))).toMatchObject({ status: 409 });

  expect(await owner.ok.post(`/sales/${sale.id}/unpark`)).toMatchObject({ status: "open", hold_until: null });
  expect(await item(id)).toMatchObject({ status: "active" });
  await owner.ok.post(`/sales/${sale.id}/park`);
  expect(await owner.ok.post(`/sales/${sale.id}/discard`)).toMatchObject({ status: "discarded" });
  expect(await item(id)).toMatchObject({ status: "active", status_counts: { active: 1 } });
});

test("void is the inverse of finalize (VOID-1, INV-7), and only before anything was refunded", async () => {
  const id = await shop.piece(12_000);
  const sale = await finalized(await shop.open(id));
  expect(await balance()).toBe(7200);
  expect(await owner.ok.post(`/sales/${sale.id}/void`, { reason: "wrong piece" })).toMatchObject({
    status: "voided",
  });
  expect(await balance()).toBe(0);
  expect(await ledger()).toEqual({});
  expect(await item(id)).toMatchObject({ status: "active", status_counts: { active: 1 } });
  const again = await finalized(await shop.open(id));
  await owner.ok.post(`/sales/${again.id}/refund`, {});
  const refused = await owner.post(`/sales/${again.id}/void`);
  expect(refused).toMatchObject({ status: 409, body: { code: "invalid_transition" } });
});

test("units refunded one by one give back 296, 295, 296 of tax and everything in the end (REF-1, INV-6)", async () => {
  const id = await shop.piece(3333, { quantity: 3, split: 500_000 });
  const open = await owner.ok.post("/sales", { store_id: shop.store, lines: [{ item_id: id, quantity: 3 }] });
  const sale = await finalized(open);
  expect(sale.lines[0]).toMatchObject({ net: 9999, consignor_portion: 5000, taxed_price: 10_886 });
  const line_id = sale.lines[0].id;
  const taxes: number[] = [];
  const portions: number[] = [];
  for (let unit = 1; unit <= 3; unit++) {
    const refund = await owner.ok.post(`/sales/${sale.id}/refund`, { lines: [{ line_id, quantity: 1 }] });
    taxes.push(refund.lines[0].components.taxes[0].amount);
    portions.push(refund.lines[0].components.consignor_portion);
    expect((await item(id)).status_counts).toEqual(
      unit < 3 ? { active: unit, sold: 3 - unit } : { active: 3 },
    );
  }
  expect(taxes).toEqual([296, 295, 296]);
  expect(portions).toEqual([1667, 1666, 1667]);
  expect(await owner.ok.get(`/sales/${sale.id}`)).toMatchObject({
    refund_status: "full",
    refunded_amount: 10_886,
  });
  expect(await balance()).toBe(0);
  expect(await ledger()).toEqual({});
  const more = await owner.post(`/sales/${sale.id}/refund`, { lines: [{ line_id, quantity: 1 }] });
  expect(more).toMatchObject({ status: 409, body: { code: "already_refunded" } });
});

test("a refund without restock leaves the piece damaged; goodwill on an amount is borne as told (REF-4, REF-5)", async () => {
  const id = await shop.piece(10_000);
  const sale = await finalized(await shop.open(id));
  const goodwill = await owner.ok.post(`/sales/${sale.id}/refund`, { amount: 500, bearer: "store" });
  expect(goodwill).toMatchObject({ amount: 500, lines: [{ quantity: 0, goodwill: 500 }] });
  expect(await balance()).toBe(6000);
  const line_id = sale.lines[0].id;
  await owner.ok.post(`/sales/${sale.id}/refund`, { lines: [{ line_id, quantity: 1, restock: false }] });
  expect(await item(id)).toMatchObject({ status: "damaged" });
  expect(await balance()).toBe(0);
  expect(await owner.ok.get(`/sales/${sale.id}`)).toMatchObject({
    refunded_amount: sale.total,
    refund_status: "full",
  });
});

test("two refunds of the last unit at once: one wins (REF-3)", async () => {
  const sale = await finalized(await shop.open(await shop.piece()));
  const body = { lines: [{ line_id: sale.lines[0].id, quantity: 1 }] };
  const replies = await Promise.all(
    Array.from({ length: 8 }, () => owner.post(`/sales/${sale.id}/refund`, body)),
  );
  expect(replies.filter((reply) => reply.status === 201)).toHaveLength(1);
  expect(replies.filter((reply) => reply.status === 409)).toHaveLength(7);
  expect((await owner.ok.get(`/refunds?sale_id=${sale.id}`)).data).toHaveLength(1);
});

test("SALE-3, API-9: finalized again, with its key and without, it is one sale", async () => {
  const sale = await shop.open(await shop.piece());
  const send = () =>
    owner.post(`/sales/${sale.id}/finalize`, cash(sale.total), { "idempotency-key": "till-1" });
  const first = await send();
  const second = await send();
  expect(second).toMatchObject({ status: 200, body: first.body });
  expect(second.headers.get("idempotency-replayed")).toBe("true");
  expect(await finalized(sale)).toEqual(first.body);
  expect(await owner.post(`/sales/${sale.id}/finalize`, cash(sale.total + 5))).toMatchObject({ status: 409 });
  expect((await owner.ok.get(`/journals?ref_id=${sale.id}`)).data).toHaveLength(1);
});

test("the worked sale of 5.7 and its postings (6.4)", async () => {
  const vat = await backroom.organization("VAT shop");
  const store = await vat.ok.post("/stores", { name: "S" });
  const seller = await vat.ok.post("/accounts", { company: "A", is_vendor: true });
  await vat.ok.post("/taxes", { name: "VAT", rate_ppm: 250_000, type: "inclusive", default_on: true });
  const a = await vat.ok.post("/items", {
    title: "A",
    tag_price: 12_500,
    account_id: seller.id,
    split: 500_000,
    handling_fee: { type: "percentage", percentage_ppm: 100_000 },
  });
  const b = await vat.ok.post("/items", {
    title: "B",
    tag_price: 8000,
    inventory_type: "buy_outright",
    cost_per: 3000,
  });
  const sale = await vat.ok.post("/sales", {
    store_id: store.id,
    lines: [{ item_id: a.id }, { item_id: b.id }],
    discounts: [{ bearer: "shared", value_type: "fixed", value: 2000 }],
  });
  expect(sale).toMatchObject({ subtotal: 14_800, tax_total: 3700, total: 18_500, cogs: 6610 });
  await vat.ok.post(`/sales/${sale.id}/finalize`, cash(18_500));
  const [journal] = (await vat.ok.get(`/journals?ref_id=${sale.id}`)).data;
  const postings = journal.postings as { ledger_account: string; amount: number }[];
  const sums = Object.fromEntries(
    postings.map((each) => [each.ledger_account.replace(/:.*/, ""), each.amount]),
  );
  expect(sums).toEqual({
    cash: 18_500,
    tax: -3700,
    payable: -3610,
    commission: -5414,
    sales: -5776,
    cogs: 3000,
    inventory: -3000,
  });
});

test("a register's session: float, cash sales, count; voiding after its close needs a scope (VOID-1)", async () => {
  const till = await owner.ok.post("/registers", { name: "Till 1", store_id: shop.store });
  const session = await owner.ok.post("/register-sessions", { register_id: till.id, opening_float: 10_000 });
  const twice = await owner.post("/register-sessions", { register_id: till.id, opening_float: 0 });
  expect(twice).toMatchObject({ status: 409 });
  const sale = await owner.ok.post("/sales", {
    store_id: shop.store,
    register_id: till.id,
    lines: [{ item_id: await shop.piece(12_000) }],
  });
  await owner.ok.post(`/sales/${sale.id}/finalize`, cash(20_000));
  const closed = await owner.ok.post(`/register-sessions/${session.id}/close`, { counted: 23_000 });
  expect(closed).toMatchObject({ expected: 23_065, counted: 23_000, difference: -65 });
  const clerk = await owner.ok.post("/api-keys", {
    name: "clerk",
    access: "scopes",
    scopes: ["void:sales", "read:sales"],
  });
  const refused = await backroom.client(clerk.key).post(`/sales/${sale.id}/void`);
  expect(refused).toMatchObject({ status: 403, body: { required_scope: "void:closed_sales" } });
  expect(await owner.ok.post(`/sales/${sale.id}/void`)).toMatchObject({ status: "voided" });
});
