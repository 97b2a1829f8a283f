/** Lines of finalized sales as a list of their own, and the filters of sales. */
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { documentation } from "../support/documented.ts";
import { profiled } from "../support/profile.ts";
import { openShop, type Shop } from "../support/shop.ts";

let backroom: Backroom;
let owner: Client;
let shop: Shop;
let elsewhere: string;
const items: string[] = [];
/** Finalized, the newest first. */
const sales: Json[] = [];

const sell = (store_id: string, lines: Json[], payments: Json[]) =>
  owner.ok.post("/sales/ring-up", { store_id, lines, payments });

beforeAll(async () => {
  backroom = await startBackroom();
  owner = backroom.owner;
  shop = await openShop(owner, { tax: false });
  elsewhere = (await owner.ok.post("/stores", { name: "Elsewhere" })).id;
  for (const price of [100, 200, 300]) items.push(await shop.piece(price, { quantity: 50 }));
  // One, two or three lines in turn; the third item on every third sale.
  for (let i = 0; i < 14; i++) {
    const lines = items.slice(0, 1 + (i % 3)).map((item_id) => ({ item_id, quantity: 1 + (i % 2) }));
    const store = i % 4 === 0 ? elsewhere : shop.store;
    const payments = [{ type: i % 5 === 0 ? "card" : "cash", amount: i % 5 === 0 ? total(lines) : 2000 }];
    sales.unshift(await sell(store, lines, payments));
  }
  await shop.open(items[0]!);
  const voided = await sell(shop.store, [{ item_id: items[2] }], [{ type: "cash", amount: 300 }]);
  await owner.ok.post(`/sales/${voided.id}/void`);
});
afterAll(() => backroom.stop());

const total = (lines: { item_id: string; quantity: number }[]) =>
  lines.reduce((sum, line) => sum + (items.indexOf(line.item_id) + 1) * 100 * line.quantity, 0);

/** All pages of a list. */
async function walk(path: string): Promise<Json[]> {
  const rows: Json[] = [];
  let cursor = "";
  do {
    const page = await owner.ok.get(`${path}${cursor}`);
    rows.push(...page.data);
    cursor = page.next_cursor ? `&cursor=${page.next_cursor}` : "";
  } while (cursor);
  return rows;
}

const expected = (fits: (line: Json, sale: Json) => boolean) =>
  sales.flatMap((sale) => sale.lines.filter((line: Json) => fits(line, sale)).map((line: Json) => line.id));
const ids = (rows: Json[]) => rows.map((row) => row.id);

test("a line shows every column of its own and the sale around it, alone as in the list", async () => {
  const { data } = await owner.ok.get("/sale-lines?limit=1");
  const [sale] = sales;
  expect(data[0]).toMatchObject({
    ...sale.lines[0],
    sale_id: sale.id,
    sale_number: sale.number,
    sale_status: "finalized",
    refund_status: "none",
    store_id: sale.store_id,
    customer_id: null,
    finalized_at: sale.finalized_at,
    business_date: sale.business_date,
    currency: "USD",
  });
  expect(await owner.ok.get(`/sale-lines/${data[0].id}`)).toEqual(data[0]);
  const shown = await owner.ok.get(`/sale-lines/${data[0].id}?expand=item,account,sale`);
  expect([shown.item.id, shown.account.id, shown.sale.id]).toEqual([items[0], shop.consignor, sale.id]);
  expect(await owner.get(`/sale-lines/${sale.id}`)).toMatchObject({ status: 404 });
});

test.each([1, 2, 3, 5, 7, 100])(
  "INV-33: %i at a time, each line exactly once, newest first",
  async (limit) => {
    expect(ids(await walk(`/sale-lines?limit=${limit}`))).toEqual(expected(() => true));
  },
);

test("INV-33: lines of sales that stay are seen once and in order while others come and go", async () => {
  const client = await backroom.organization("Busy");
  const item = { title: "Mug", tag_price: 5, inventory_type: "retail", quantity: 100 };
  const { id: item_id } = await client.ok.post("/items", item);
  const lines = [{ item_id }, { item_id }, { item_id }];
  const payments = [{ type: "cash", amount: 15 }];
  const made: Json[] = [];
  for (let i = 0; i < 8; i++) made.unshift(await client.ok.post("/sales/ring-up", { lines, payments }));
  const leave = made.filter((_, i) => i % 3 === 1);
  const seen: string[] = [];
  let cursor = "";
  do {
    const page = await client.ok.get(`/sale-lines?limit=4${cursor}`);
    seen.push(...ids(page.data));
    cursor = page.next_cursor ? `&cursor=${page.next_cursor}` : "";
    const gone = leave.pop();
    if (gone) await client.ok.post(`/sales/${gone.id}/void`);
    await client.ok.post("/sales/ring-up", { lines, payments });
  } while (cursor);
  const stay = made.filter((_, i) => i % 3 !== 1).flatMap((sale) => ids(sale.lines));
  expect(seen.filter((id) => stay.includes(id))).toEqual(stay);
  expect(new Set(seen).size).toBe(seen.length);
});

test("the same forwards, and counted", async () => {
  const forwards = [...sales].reverse().flatMap((sale) => ids(sale.lines));
  expect(ids(await walk("/sale-lines?sort=finalized_at&limit=3"))).toEqual(forwards);
  const { count } = await owner.ok.get("/sale-lines?limit=1&include=count");
  expect(count).toBe(forwards.length);
});

test("filters: item, account, sale, store and time, alone and together", async () => {
  const middle = sales[6];
  const cases: [string, (line: Json, sale: Json) => boolean][] = [
    [`item_id=${items[1]}`, (line) => line.item_id === items[1]],
    [`item_id:ne=${items[0]}`, (line) => line.item_id !== items[0]],
    [`item_id:in=${items[1]},${items[2]}`, (line) => line.item_id !== items[0]],
    [`account_id=${shop.consignor}`, () => true],
    [`account_id=${shop.store}`, () => false],
    [`sale_id=${middle.id}`, (_, sale) => sale.id === middle.id],
    [`store_id=${elsewhere}`, (_, sale) => sale.store_id === elsewhere],
    [`finalized_at:gt=${middle.finalized_at}`, (_, sale) => sale.finalized_at > middle.finalized_at],
    [`finalized_at:gte=${middle.finalized_at}`, (_, sale) => sale.finalized_at >= middle.finalized_at],
    [`finalized_at:lt=${middle.finalized_at}`, (_, sale) => sale.finalized_at < middle.finalized_at],
    [`finalized_at:lte=${middle.finalized_at}`, (_, sale) => sale.finalized_at <= middle.finalized_at],
    [
      `item_id=${items[2]}&store_id=${shop.store}&account_id=${shop.consignor}`,
      (line, sale) => line.item_id === items[2] && sale.store_id === shop.store,
    ],
  ];
  for (const [query, fits] of cases) {
    const wanted = expected(fits);
    expect([query, ids(await walk(`/sale-lines?limit=2&${query}`))]).toEqual([query, wanted]);
    const { count } = await owner.ok.get(`/sale-lines?limit=1&include=count&${query}`);
    expect([query, count]).toEqual([query, wanted.length]);
  }
});

test("a cursor belongs to its filter; unknown filters and sorts are refused by name", async () => {
  const { next_cursor } = await owner.ok.get("/sale-lines?limit=2");
  const other = await owner.get(`/sale-lines?limit=2&item_id=${items[0]}&cursor=${next_cursor}`);
  expect(other).toMatchObject({ status: 400, body: { code: "invalid_cursor" } });
  for (const query of ["quantity=1", "sort=quantity", "item_id=x", "finalized_at:eq=2027-01-01"])
    expect([query, (await owner.get(`/sale-lines?${query}`)).status]).toEqual([query, 400]);
});

test.each<[string, () => string]>([
  ["a", () => ""],
  ["an item's", () => `&item_id=${items[2]}`],
  ["an account's", () => `&account_id=${shop.consignor}`],
  ["a store's", () => `&store_id=${elsewhere}`],
])("%s page is one round trip over an index, sorted by it", async (_whose, filter) => {
  const query = `/sale-lines?limit=2${filter()}`;
  const { next_cursor } = await owner.ok.get(query);
  const [op, ...rest] = await profiled(backroom, "sales", "sales", () =>
    owner.ok.get(`${query}&cursor=${next_cursor}`),
  );
  expect(rest).toEqual([]);
  expect(op).toMatchObject({ op: "command", planSummary: expect.stringContaining("IXSCAN") });
  expect(op!.planSummary).toContain("finalized_at");
  expect(op!.hasSortStage).toBeUndefined();
  expect(op!.docsExamined).toBeLessThan(10);
});

describe("filters of sales", () => {
  const matching = async (query: string) =>
    ids(await walk(`/sales?status=finalized&limit=5&${query}`)).sort();
  const fitting = (fits: (sale: Json) => boolean) => ids(sales.filter(fits)).sort();

  test.each(["total", "subtotal", "change", "cogs"])("%s: eq, ne, gt, gte, lt, lte", async (name) => {
    const value = sales[3][name];
    const cases: [string, (own: number) => boolean][] = [
      ["", (own) => own === value],
      [":ne", (own) => own !== value],
      [":gt", (own) => own > value],
      [":gte", (own) => own >= value],
      [":lt", (own) => own < value],
      [":lte", (own) => own <= value],
    ];
    for (const [op, fits] of cases)
      expect([op, await matching(`${name}${op}=${value}`)]).toEqual([
        op,
        fitting((sale) => fits(sale[name])),
      ]);
  });

  test("payment type, item, register, cashier, refund status and time of making", async () => {
    const paidBy = (type: string) => fitting((sale) => sale.payments[0].type === type);
    expect(await matching("payment_type=card")).toEqual(paidBy("card"));
    expect(await matching("payment_type:ne=card")).toEqual(paidBy("cash"));
    expect(await matching(`item_id=${items[2]}`)).toEqual(fitting((sale) => sale.lines.length === 3));
    expect(await matching("register_id=null")).toHaveLength(14);
    expect(await matching(`cashier_id=${sales[0].cashier_id}`)).toHaveLength(14);
    expect(await matching("refund_status=full")).toEqual([]);
    expect(await matching(`created_at:lt=${sales[3].created_at}`)).toEqual(
      fitting((sale) => sale.created_at < sales[3].created_at),
    );
  });

  test.each(["total:gt=500", "subtotal:lte=100", "change=1900", "cogs:gt=600", "payment_type=card"])(
    "%s uses its index",
    async (query) => {
      const [op] = await profiled(backroom, "sales", "sales", () => owner.ok.get(`/sales?${query}`));
      expect(op!.planSummary).toContain("IXSCAN");
    },
  );
});

test("answers are what the document says (API-12)", async () => {
  const unlike = await documentation(owner);
  const { ok } = owner;
  const body = {
    store_id: elsewhere,
    lines: [{ item_id: items[0] }],
    payments: [{ type: "cash", amount: 100 }],
  };
  const price = { item_id: items[1], quantity: 1, price: 5 };
  const period = "start_date=2026-01-01&end_date=2026-12-31";
  const answers: [Parameters<typeof unlike>[0], string, Json][] = [
    ["post", "/sales/ring-up", await ok.post("/sales/ring-up", body)],
    ["post", "/sales/outside", await ok.post("/sales/outside", { lines: [price] })],
    ["post", "/sales/outside/return", await ok.post("/sales/outside/return", { items: [items[1]] })],
    ["get", "/sale-lines", await ok.get("/sale-lines?include=count")],
    ["get", "/sale-lines/{id}", await ok.get(`/sale-lines/${sales[0].lines[0].id}`)],
    ["get", "/trends/sales", await ok.get(`/trends/sales?${period}&bucket_size=month`)],
    ["get", "/reports/sales", await ok.get(`/reports/sales?${period}&group_by=brand`)],
    ["get", "/accounts/{id}/stats", await ok.get(`/accounts/${shop.consignor}/stats`)],
    ["get", "/accounts/stats", await ok.get("/accounts/stats")],
    ["get", "/accounts/balances", await ok.get("/accounts/balances")],
  ];
  for (const [method, path, answer] of answers) {
    expect([path, unlike(method, path, answer)]).toEqual([path, null]);
    expect(unlike(method, path, {})).not.toBeNull();
  }
});
