/** Trends and reports equal the plain sums of the rows beneath them (RPT-1, RPT-2, INV-35), in a random month of sales. */
import { setClock } from "../../shared/clock.ts";
import { allocate, rnd, sum } from "../../shared/money.ts";
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { profiled } from "../support/profile.ts";

const DAY_MS = 86_400_000;
const FIRST = Date.parse("2027-01-28T12:00:00.000Z");
const DAYS = 33;
const [from, to] = ["2027-01-28", "2027-03-01"];

let backroom: Backroom;
let owner: Client;
let now = FIRST;
const restore = setClock(() => now);
let sales: Json[];
let refunds: Json[];
let stores: string[];

/** The same month every time. */
let state = 20_270_131;
const random = (below: number): number => {
  state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
  return Math.floor((state / 2 ** 31) * below);
};
const pick = <T>(values: readonly T[]): T => values[random(values.length)]!;

beforeAll(async () => {
  backroom = await startBackroom();
  owner = await backroom.organization("Month");
  const { ok } = owner;
  const [organization] = (await ok.get("/organizations")).data;
  await ok.patch(`/organizations/${organization.id}`, { cash_rounding: 5 });
  const post = async (path: string, body: object): Promise<string> => (await ok.post(path, body)).id;
  await post("/taxes", { name: "State", rate_ppm: 62_500, type: "exclusive", default_on: true });
  await post("/taxes", { name: "County", rate_ppm: 10_000, type: "exclusive", default_on: true });
  const vat = await post("/taxes", { name: "VAT", rate_ppm: 250_000, type: "inclusive", default_on: false });
  const off = await post("/discounts", { name: "Tenth", value_type: "percentage", value: 100_000 });
  stores = [await post("/stores", { name: "A" }), await post("/stores", { name: "B" })];
  const tills = await Promise.all(stores.map((store_id) => post("/registers", { name: "T", store_id })));
  const categories = [await post("/categories", { name: "Coats", tax_ids: [vat] }), null];
  const brands = [await post("/brands", { name: "Acme" }), await post("/brands", { name: "Zed" }), null];
  const people = await Promise.all(
    ["X", "Y"].map((company) => post("/accounts", { company, is_vendor: true, default_split: 550_000 })),
  );
  const clerk = (await ok.post("/api-keys", { name: "clerk", access: "read_write" })).key;
  const clients = [owner, backroom.client(clerk)];
  const items: string[] = [];
  for (let i = 0; i < 10; i++) {
    const own = i % 3 === 0;
    const body = {
      title: `I${i}`,
      tag_price: 101 + random(9000),
      quantity: 500,
      category_id: pick(categories),
      brand_id: pick(brands),
      tax_exempt: i === 5,
      ...(own ? { inventory_type: "retail", cost_per: 77 } : { account_id: pick(people) }),
    };
    items.push(await post("/items", body));
  }
  for (let day = 0; day < DAYS; day++) {
    now = FIRST + day * DAY_MS;
    for (let n = random(4); n > 0; n--) await sellSomething(clients, items, tills, off);
  }
  sales = await walk("/sales");
  refunds = await walk("/refunds");
});
afterAll(async () => {
  restore();
  await backroom.stop();
});

async function sellSomething(clients: Client[], items: string[], tills: string[], off: string) {
  now += 60_000;
  const at = random(3);
  const client = pick(clients);
  const some = [{ discount_id: off }, { value_type: "fixed", value: 37, bearer: "store" }];
  const lines = Array.from({ length: 1 + random(3) }, () => ({
    item_id: pick(items),
    quantity: 1 + random(3),
    discounts: some.filter(() => random(4) === 0),
  }));
  const basket = {
    ...(at < 2 ? { store_id: stores[at], register_id: tills[at] } : {}),
    lines,
    discounts: random(5) === 0 ? [{ discount_id: off }] : [],
  };
  const total = (payments: object[]) => client.ok.post("/sales/quote", { ...strip(basket), payments });
  const ways: (() => Promise<object[]>)[] = [
    async () => [{ type: "cash", amount: 100_000 }],
    async () => [{ type: "card", amount: (await total([{ type: "card", amount: 1 }])).total }],
    async () => [
      { type: "card", amount: 103 },
      { type: "check", amount: 58 },
      { type: "cash", amount: 100_000 },
    ],
  ];
  const sale = await client.ok.post("/sales/ring-up", { ...basket, payments: await pick(ways)() });
  const fate = random(6);
  now += random(3) * DAY_MS;
  if (fate === 0) await owner.ok.post(`/sales/${sale.id}/void`);
  const [line] = sale.lines;
  const body = { lines: [{ line_id: line.id, quantity: 1 }] };
  if (fate === 1) await client.ok.post(`/sales/${sale.id}/refund`, body);
  if (fate === 2) await owner.ok.post(`/sales/${sale.id}/refund`, {});
  if (fate === 3) await owner.ok.post(`/sales/${sale.id}/refund`, { amount: 61, bearer: "store" });
}

const strip = ({ register_id: _till, ...rest }: Json) => rest;

async function walk(path: string): Promise<Json[]> {
  const rows: Json[] = [];
  let cursor = "";
  do {
    const page = await owner.ok.get(`${path}?limit=100${cursor}`);
    rows.push(...page.data);
    cursor = page.next_cursor ? `&cursor=${page.next_cursor}` : "";
  } while (cursor);
  return rows;
}

// ---- plain sums over rows -----------------------------------------------------------------------------------------

const names = [
  "sales",
  "items_sold",
  "gross",
  "discounts",
  "net",
  "tax",
  "total",
  "cogs",
  "store_portion",
  "consignor_portion",
] as const;
const backNames = ["refunds", "refunded_net", "refunded_tax"] as const;
type Row = { key: string | null } & {
  [name in (typeof names)[number] | (typeof backNames)[number]]?: number;
};

const amounts = (list: Json[]): number => sum(list.map((each) => each.amount));
const firstGreatest = (values: number[]): number => values.indexOf(Math.max(...values));

function wholeSale(sale: Json): Omit<Row, "key"> {
  return {
    sales: 1,
    items_sold: sum(sale.lines.map((line: Json) => line.quantity)),
    gross: sum(sale.lines.map((line: Json) => line.unit_price * line.quantity)),
    discounts: sale.discount_total,
    net: sale.subtotal,
    tax: sale.tax_total,
    total: sale.total,
    cogs: sale.cogs,
    store_portion: sale.store_portion,
    consignor_portion: sale.consignor_portion,
  };
}

/** Lines with their own amounts; the sale itself and its rounding with the dearest. */
function perLine(sale: Json): { line: Json; row: Omit<Row, "key"> }[] {
  const main = firstGreatest(sale.lines.map((line: Json) => line.taxed_price));
  return sale.lines.map((line: Json, i: number) => ({
    line,
    row: {
      sales: i === main ? 1 : 0,
      items_sold: line.quantity,
      gross: line.unit_price * line.quantity,
      discounts: amounts(line.applied_discounts),
      net: line.net,
      tax: amounts(line.applied_taxes),
      total: line.taxed_price + (i === main ? sale.cash_rounding_adjustment : 0),
      cogs: line.consignor_portion + line.cost,
      store_portion: line.store_portion,
      consignor_portion: line.consignor_portion,
    },
  }));
}

const lineKey: Record<string, (line: Json) => string | null> = {
  category: (line) => line.category_id,
  brand: (line) => line.brand_id,
  account: (line) => line.account_id,
  tax: (line) => greatestKey(line.applied_taxes, (each) => each.tax_id),
  discount: (line) => greatestKey(line.applied_discounts, (each) => each.id ?? "manual"),
};

function greatestKey(list: Json[], key: (each: Json) => string): string | null {
  return list.length ? key(list[firstGreatest(list.map((each) => each.amount))]) : null;
}

function soldRows(group: string, sale: Json): Row[] {
  if (group === "store" || group === "cashier") return [{ key: sale[`${group}_id`], ...wholeSale(sale) }];
  if (group === "payment_type") return perTender(sale);
  return perLine(sale).flatMap(({ line, row }) => {
    const key = lineKey[group]!(line);
    if (group !== "tax" && group !== "discount") return [{ key, ...row }];
    const [figure, list] =
      group === "tax"
        ? (["tax", line.applied_taxes] as const)
        : (["discounts", line.applied_discounts] as const);
    return [
      { key, ...row, [figure]: 0 },
      ...list.map((each: Json) => ({
        key: group === "tax" ? each.tax_id : (each.id ?? "manual"),
        [figure]: each.amount,
      })),
    ];
  });
}

function perTender(sale: Json): Row[] {
  const whole = wholeSale(sale);
  let change = sale.change;
  const net = [...sale.payments]
    .reverse()
    .map((each: Json) => {
      const back = each.type === "cash" ? Math.min(change, each.amount) : 0;
      change -= back;
      return { type: each.type, amount: each.amount - back };
    })
    .reverse()
    .filter((each) => each.amount > 0);
  if (net.length === 0) return [{ key: null, ...whole }];
  const weights = net.map((each) => each.amount);
  return net.map(({ type }, i) => ({
    key: type,
    ...Object.fromEntries(names.map((name) => [name, allocate(whole[name]!, weights)[i]])),
  }));
}

const wholeRefund = (refund: Json): Omit<Row, "key"> => ({
  refunds: refund.amount,
  refunded_net: sum(refund.lines.map((line: Json) => line.net)),
  refunded_tax: sum(refund.lines.map((line: Json) => amounts(line.components.taxes))),
});

function backRows(group: string, refund: Json): Row[] {
  const sale = sales.find((each) => each.id === refund.sale_id);
  if (group === "store" || group === "cashier") return [{ key: sale[`${group}_id`], ...wholeRefund(refund) }];
  if (group === "payment_type") return backByTender(refund);
  const main = firstGreatest(refund.lines.map((line: Json) => line.amount));
  return refund.lines.flatMap((line: Json, i: number) => {
    const key = lineKey[group]!(sale.lines.find((each: Json) => each.id === line.line_id));
    const { taxes } = line.components;
    const own = group === "tax" ? taxes : [];
    return [
      {
        key,
        refunds: line.amount + (i === main ? refund.rounding : 0),
        refunded_net: line.net,
        refunded_tax: group === "tax" ? 0 : amounts(taxes),
      },
      ...own.map((each: Json) => ({ key: each.tax_id, refunded_tax: each.amount })),
    ];
  });
}

/** The figures of a refund up to each of its tenders, rounded (MON-7). */
function backByTender(refund: Json): Row[] {
  const { refunded_net, refunded_tax } = wholeRefund(refund);
  let gone = 0;
  const step = (whole: number, amount: number) =>
    rnd(BigInt(whole) * BigInt(gone + amount), refund.amount) -
    rnd(BigInt(whole) * BigInt(gone), refund.amount);
  return refund.tenders.map(({ type, amount }: Json) => {
    const row = { net: step(refunded_net!, amount), tax: step(refunded_tax!, amount) };
    gone += amount;
    return { key: type, refunds: amount, refunded_net: row.net, refunded_tax: row.tax };
  });
}

function addUp(rows: Omit<Row, "key">[]) {
  const sums = Object.fromEntries(
    [...names, ...backNames].map((name) => [name, sum(rows.map((row) => row[name] ?? 0))]),
  ) as { [name: string]: number };
  return { ...sums, average_sale: sums.sales ? rnd(sums.total!, sums.sales) : 0 };
}

const inPeriod = (start: string, end: string, store?: string) => (row: Json) =>
  row.business_date >= start && row.business_date <= end && (!store || row.store_id === store);
const finalized = (fits: (row: Json) => boolean) =>
  sales.filter((sale) => sale.status === "finalized" && fits(sale));
const wholeRows = (fits: (row: Json) => boolean): Omit<Row, "key">[] => [
  ...finalized(fits).map(wholeSale),
  ...refunds.filter(fits).map(wholeRefund),
];
const report = (query: string) => owner.ok.get(`/reports/sales?${query}`);
const trends = (query: string) => owner.ok.get(`/trends/sales?${query}`);

test("the month has what a report must get right", () => {
  const some = (fits: (sale: Json) => boolean) => expect(sales.filter(fits).length).toBeGreaterThan(1);
  some((sale) => sale.status === "voided");
  some((sale) => sale.cash_rounding_adjustment !== 0);
  some((sale) => sale.payments.length === 3);
  some((sale) => sale.lines.some((line: Json) => line.applied_discounts.length > 1));
  some((sale) => sale.store_id === null);
  expect(refunds.filter((refund) => refund.rounding !== 0).length).toBeGreaterThan(0);
  expect(new Set(sales.map((sale) => sale.cashier_id)).size).toBe(2);
});

test.each([
  [from, to, undefined],
  [from, to, 0],
  ["2027-02-03", "2027-02-17", undefined],
  ["2027-02-10", "2027-02-10", 1],
  ["2028-01-01", "2028-01-31", undefined],
])("RPT-2: %s to %s, store %s: the total is the sum of the rows", async (start, end, at) => {
  const store = at === undefined ? undefined : stores[at];
  const query = `start_date=${start}&end_date=${end}${store ? `&store_id=${store}` : ""}`;
  const answer = await report(query);
  expect(answer).toMatchObject({ currency: "USD", as_of: expect.any(String), data: [] });
  expect(answer.total).toEqual(addUp(wholeRows(inPeriod(start, end, store))));
});

test.each(["category", "brand", "account", "store", "cashier", "payment_type", "tax", "discount"])(
  "RPT-2: by %s each group is the sum of its rows, and all groups the total",
  async (group) => {
    const fits = inPeriod(from, to);
    const { total, data } = await report(`start_date=${from}&end_date=${to}&group_by=${group}`);
    const rows = [
      ...finalized(fits).flatMap((sale) => soldRows(group, sale)),
      ...refunds.filter(fits).flatMap((refund) => backRows(group, refund)),
    ];
    const byKey = (list: Json[]) =>
      Object.fromEntries(list.map(({ key, ...figures }) => [String(key), figures]));
    const expected = [...Map.groupBy(rows, (row) => row.key)].map(([key, own]) => ({ key, ...addUp(own) }));
    expect(byKey(data)).toEqual(byKey(expected));
    expect(data.length).toBeGreaterThan(1);
    const { average_sale: _average, ...sums } = addUp(data);
    expect(total).toMatchObject(sums);
    expect(total).toEqual(addUp(wholeRows(fits)));
  },
);

test.each(["day", "week", "month"])("RPT-1: by %s every bucket is the sum of its days", async (size) => {
  const { data } = await trends(`start_date=${from}&end_date=${to}&bucket_size=${size}`);
  const starts = data.map((bucket: Json) => bucket.bucket_start);
  // 2027-01-28 is a Thursday.
  const expected: Record<string, string[]> = {
    day: Array.from({ length: DAYS }, (_, i) => new Date(FIRST + i * DAY_MS).toISOString().slice(0, 10)),
    week: ["2027-01-28", "2027-02-01", "2027-02-08", "2027-02-15", "2027-02-22", "2027-03-01"],
    month: ["2027-01-28", "2027-02-01", "2027-03-01"],
  };
  expect(starts).toEqual(expected[size]);
  starts.forEach((start: string, i: number) => {
    const next = starts[i + 1] ?? "2027-03-02";
    const rows = wholeRows((row) => row.business_date >= start && row.business_date < next);
    expect(data[i]).toEqual({ bucket_start: start, ...addUp(rows) });
  });
  const { total } = await report(`start_date=${from}&end_date=${to}`);
  const { average_sale: _average, ...sums } = addUp(data);
  expect(total).toMatchObject(sums);
});

test("a refund counts on its own date and a void takes the sale from its date", async () => {
  const on = async (date: string) => (await report(`start_date=${date}&end_date=${date}`)).total;
  const late = refunds.find(
    (refund) => sales.find((sale) => sale.id === refund.sale_id).business_date < refund.business_date,
  );
  expect((await on(late.business_date)).refunds).toBeGreaterThanOrEqual(late.amount);
  const kept = sales.find((sale) => sale.status === "finalized" && sale.refund_status === "none");
  const before = await on(kept.business_date);
  await owner.ok.post(`/sales/${kept.id}/void`);
  const after = await on(kept.business_date);
  expect(after).toMatchObject({ sales: before.sales - 1, total: before.total - kept.total });
  kept.status = "voided";
});

test("a period that is not named is the last 30 days, by day; one date names the other (RPT-1)", async () => {
  const trends = async (query: string) =>
    (await owner.ok.get(`/trends/sales?${query}`)).data.map((each: Json) => each.bucket_start);
  const all = await trends("");
  expect(all).toHaveLength(30);
  expect(all.at(-1)! >= new Date().toISOString().slice(0, 10)).toBe(true);
  const until = await trends("end_date=2027-03-30");
  expect([until[0], until.at(-1)]).toEqual(["2027-03-01", "2027-03-30"]);
});

test.each([
  ["trends", `start_date=${from}&end_date=${to}&bucket_size=year`, "bucket_size"],
  ["trends", `start_date=${to}&end_date=${from}&bucket_size=day`, "end_date"],
  ["trends", "start_date=2020-01-01&end_date=2023-01-05&bucket_size=day", "end_date"],
  ["trends", "start_date=2027-02-30&end_date=2027-03-05&bucket_size=day", "start_date"],
  ["reports", `start_date=${from}&end_date=${to}&group_by=color`, "group_by"],
  ["reports", `start_date=${to}&end_date=${from}`, "end_date"],
  ["reports", `start_date=${from}&end_date=${to}&store=1`, "store"],
])("%s?%s is refused, naming %s", async (what, query, field) => {
  const { status, body } = await owner.get(`/${what}/sales?${query}`);
  expect([status, (body.errors[0].parameter ?? body.errors[0].pointer).replace("/", "")]).toEqual([
    400,
    field,
  ]);
});

test("a grouping that there is not is refused with those that there are", async () => {
  const { body } = await owner.get(`/reports/sales?start_date=${from}&end_date=${to}&group_by=color`);
  expect(body.detail).toMatch(/^'group_by' must be one of: category, brand, /);
});

test("1100 buckets are answered, empty ones with zeros", async () => {
  const { data } = await trends("start_date=2020-01-01&end_date=2023-01-04&bucket_size=day");
  expect(data).toHaveLength(1100);
  expect(data[7]).toEqual({ bucket_start: "2020-01-08", ...addUp([]) });
});

test("a report is one pipeline over sales and one over refunds, each over an index", async () => {
  for (const [collection, group] of [
    ["sales", "category"],
    ["refunds", "payment_type"],
  ] as const) {
    const ops = await profiled(backroom, "sales", collection, () =>
      report(`start_date=2027-02-10&end_date=2027-02-12&group_by=${group}`),
    );
    expect(ops).toHaveLength(1);
    expect(ops[0]!.planSummary).toContain("business_date");
    expect(ops[0]!.docsExamined).toBeLessThan(sales.length / 2);
  }
});
