/**
 * Very many orders: deep pages pass over the rows before them in an index alone, once; lists with filters are read by one, and totals
 * are counted by an index, once for all pages. `ORDERS=100000` makes it as large as the promise says; the plans are the same.
 */
import type { Json } from "../../support/backroom.ts";
import { type Office, startOffice } from "../../support/mercato.ts";
import { manyOrders, type Placed } from "../../support/order-rows.ts";
import { type Profiled, profiled } from "../../support/profile.ts";

const ROWS = Number(process.env.ORDERS ?? 10_000);
const SIZE = 50;
const mongo_url = process.env.TEST_MONGO_URL!;

let office: Office;
let placed: Placed;
beforeAll(async () => {
  office = await startOffice();
  const line = { currencyCode: "USD", name: "Coat", quantity: 2, unitPriceNet: 100, taxRate: 20 };
  const body = { currencyCode: "USD", lines: [line, line, line] };
  const { id } = await office.admin.ok("POST", "/sales/orders", body);
  placed = await manyOrders({ ...office, mongo_url }, id, ROWS);
});
afterAll(() => office?.stop());

const page = (query: string): Promise<Json> =>
  office.admin.ok("GET", `/sales/orders?pageSize=${SIZE}&${query}`);

type Plans = { reads: Profiled[]; counts: Profiled[]; positions: Profiled[] };

/** The reads of rows, the counts, and the passings over keys, that a request asked of the orders. */
async function plansOf(query: string): Promise<Plans> {
  const all = await profiled({ ...office, mongo_url }, "sales", "customer_orders", () => page(query));
  const isSummed = ({ command }: Profiled) => command !== undefined && "aggregate" in command;
  const isPassing = ({ command }: Profiled) => JSON.stringify(command).includes("$skip");
  const summed = all.filter(isSummed);
  return {
    reads: all.filter((each) => !isSummed(each)),
    counts: summed.filter((each) => !isPassing(each)),
    positions: summed.filter(isPassing),
  };
}

const keys = ({ keysExamined = 0 }: Profiled): number => keysExamined;
const docs = ({ docsExamined = 0 }: Profiled): number => docsExamined;

test("page 1 reads a page, by an index in its order", async () => {
  const [first, ...more] = (await plansOf("page=1")).reads;
  expect(more).toEqual([]);
  expect(first).toMatchObject({ planSummary: expect.stringMatching(/^IXSCAN/), nreturned: SIZE + 1 });
  expect(first!.hasSortStage).not.toBe(true);
  expect(docs(first!)).toBeLessThanOrEqual(SIZE * 1.1);
});

const passings: [name: string, number: number, query: () => string][] = [
  ["page 100", 100, () => ""],
  ["page 190", 190, () => ""],
  ["of a channel", 60, () => `channelId=${placed.channels[1]}`],
  ["from a day on", 60, () => "dateFrom=2026-01-02"],
  ["sorted by number", 100, () => "sortField=orderNumber"],
  [
    "sorted by what it is filtered by",
    100,
    () => "totalGrossMin=100&sortField=grandTotalGrossAmount&sortDir=desc",
  ],
];
test.each(passings)(
  "%s: a deep page passes over keys once, and reads only its rows",
  async (_name, number, query) => {
    const asked = `page=${number}&${query()}`;
    const skipped = (number - 1) * SIZE;
    const { reads, positions } = await plansOf(asked);
    const [passing, ...more] = positions;
    expect([more, reads.length]).toEqual([[], 1]);
    expect(docs(passing!)).toBe(0);
    // One of a hundred keys is of a deleted row.
    expect(keys(passing!)).toBeLessThanOrEqual((skipped + SIZE) * 1.03);
    expect(reads[0]!.hasSortStage).not.toBe(true);
    expect(docs(reads[0]!)).toBeLessThanOrEqual(SIZE * 1.2);
    expect((await plansOf(asked)).positions).toEqual([]);
  },
);

test.each([100, 190])("page %i is whole, with the total", async (number) => {
  const { items, total } = await page(`page=${number}`);
  expect([items.length, total]).toEqual([SIZE, ROWS + 1 - ROWS / 100]);
});

test("an order that is new, or gone, moves every page by one", async () => {
  const last = async (number: number): Promise<Json> => (await page(`page=${number}`)).items.at(-1);
  const before = await last(100);
  const { id } = await office.admin.ok("POST", "/sales/orders", { currencyCode: "USD" });
  expect((await page("page=100")).items.map((each: Json) => each.id)).not.toContain(before.id);
  expect((await page("page=101")).items[0].id).toBe(before.id);
  await office.admin.ok("DELETE", "/sales/orders", { id });
  expect(await last(100)).toEqual(before);
});

test("all pages hold every order once, the newest first", async () => {
  const seen = new Set<string>();
  let last = "9";
  for (let number = 1; number <= 8; number++) {
    const { items } = await page(`page=${number}`);
    for (const { id, createdAt } of items) {
      expect(createdAt <= last).toBe(true);
      last = createdAt;
      seen.add(id);
    }
  }
  expect(seen.size).toBe(8 * SIZE);
});

test("a total is counted by an index, once for all pages until something is written", async () => {
  const [counted, ...more] = (await plansOf("page=3&dateFrom=2026-01-02T00:00:00Z")).counts;
  expect(more).toEqual([]);
  // Of the rows, only deleted ones are read.
  expect(docs(counted!)).toBeLessThanOrEqual(ROWS / 100 + 1);
  expect((await plansOf("page=4&dateFrom=2026-01-02T00:00:00Z")).counts).toEqual([]);
  expect((await plansOf("page=90&dateFrom=2026-01-02T00:00:00Z")).counts).toEqual([]);
});

const filters: [name: string, query: () => string, most: number][] = [
  ["customerId", () => `customerId=${placed.customers[3]}`, SIZE * 1.2],
  ["channelId", () => `channelId=${placed.channels[1]}`, SIZE * 1.2],
  ["dateFrom and dateTo", () => "dateFrom=2026-01-03&dateTo=2026-01-05", SIZE * 1.2],
  ["search by number", () => "search=0000123", 5],
  ["ids", () => `ids=${placed.customers.join(",")}`, 1],
  ["sorted by number", () => "sortField=number&sortDir=desc", SIZE * 1.2],
  [
    "sorted by what it is filtered by",
    () => "totalGrossMin=100&sortField=grandTotalGrossAmount&sortDir=asc",
    SIZE * 1.2,
  ],
];
test.each(filters)("%s: page 1 reads few rows besides its own", async (_name, query, most) => {
  const { reads } = await plansOf(query());
  for (const each of reads) expect(each.planSummary).toMatch(/^IXSCAN/);
  expect(reads.reduce((sum, each) => sum + docs(each), 0)).toBeLessThanOrEqual(most);
});
