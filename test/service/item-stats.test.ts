/** Figures of the stock: they equal the sums over the rows that the list shows (RPT-3, INV-35). */
import { setClock } from "../../shared/clock.ts";
import { newId } from "../../shared/ids.ts";
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";

let backroom: Backroom;
let shop: Client;
let stores: string[];
const DAY = 86_400_000;
const day = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

beforeAll(async () => {
  backroom = await startBackroom();
  shop = backroom.owner;
  const account = (await shop.ok.post("/accounts", { first_name: "Ada", is_vendor: true })).id;
  stores = [];
  for (const timezone of [null, "Pacific/Kiritimati"])
    stores.push((await shop.ok.post("/stores", { name: "S", timezone })).id);
  const made: string[] = [];
  for (let i = 0; i < 14; i++) {
    const own = i % 3 === 0;
    const body = {
      title: `T ${i}`,
      tag_price: 700 + i * 130,
      quantity: 1 + (i % 4),
      store_id: stores[i % 2],
      schedule_start: day(-i * 13),
      expiry_days: i === 4 || i === 5 ? 3 : 365,
      ...(own ? { inventory_type: "retail", cost_per: 100 + i } : { account_id: account }),
    };
    made.push((await shop.ok.post("/items", body)).id);
  }
  await shop.ok.post(`/items/${made[1]}/status`, { status: "lost", units: 1 });
  await shop.ok.post(`/items/${made[6]}/status`, { status: "damaged" });
  await shop.ok.post(`/items/${made[7]}/status`, { status: "donated", units: 2 });
  await shop.delete(`/items/${made[8]}`);
  await sell(made[2]!, 2);
  await sell(made[3]!, 1, 40);
  await sell(made[9]!, 1, 100);
  await backroom.rest();
});
afterAll(() => backroom.stop());

/** Sells units some days ago. */
async function sell(item: string, quantity: number, days_ago = 0): Promise<string> {
  const reset = setClock(() => Date.now() - days_ago * DAY);
  try {
    const sale = await shop.ok.post("/sales", { store_id: stores[0], lines: [{ item_id: item, quantity }] });
    const payments = [{ type: "cash", amount: sale.total }];
    await shop.ok.post(`/sales/${sale.id}/finalize`, { payments });
    return sale.id;
  } finally {
    reset();
  }
}

const soldIn = (row: Json) => row.status_counts.sold ?? 0;
const activeIn = (row: Json) => row.status_counts.active ?? 0;
const plus = (rows: Json[], of: (row: Json) => number) => rows.reduce((sum, row) => sum + of(row), 0);

/** The same figures by hand, of the rows as the list shows them. */
function byHand(rows: Json[]) {
  const on_hand = ["inactive", "active", "parked", "to_be_returned"];
  const words = new Set(rows.flatMap((row) => Object.keys(row.status_counts)));
  const late = rows.filter((row) => row.status === "expired");
  const recent = rows.filter((row) => row.schedule_start >= day(-90));
  const shelf = rows
    .filter((row) => activeIn(row) > 0)
    .map((row) => row.days_on_shelf)
    .sort((a, b) => a - b);
  const value = plus(rows, (row) => row.tag_price * activeIn(row));
  const sold = plus(recent, soldIn);
  return {
    items: rows.length,
    units: plus(rows, (row) => row.quantity),
    items_by_status: Object.fromEntries(
      [...words].map((each) => [each, rows.filter((row) => row.status_counts[each]).length]),
    ),
    units_by_status: Object.fromEntries(
      [...words].map((each) => [each, plus(rows, (row) => row.status_counts[each] ?? 0)]),
    ),
    expired_items: late.length,
    active_tag_value: value,
    average_tag_price: Math.floor(value / plus(rows, activeIn) + 0.5),
    own_stock_cost: plus(
      rows.filter((row) => row.inventory_type !== "consignment"),
      (row) => row.cost_per * plus(on_hand, (each) => row.status_counts[each as never] ?? 0),
    ),
    median_days_on_shelf: shelf[Math.ceil(shelf.length / 2) - 1],
    sell_through: Math.floor((sold * 1e6) / (sold + plus(recent, activeIn)) + 0.5),
  };
}

test("INV-35: of all stores", async () => {
  const { data } = await shop.ok.get("/items?limit=100");
  const stats = await shop.ok.get("/items/stats");
  expect(data).toHaveLength(13);
  expect(stats).toMatchObject({ ...byHand(data), currency: "USD", sold_30_days: 2, sold_90_days: 3 });
  expect(stats.expired_items).toBe(2);
  expect(stats.units_by_status.expired).toBe(3);
});

test("INV-35: of one store, by its own date", async () => {
  for (const store of stores) {
    const { data } = await shop.ok.get(`/items?limit=100&store_id=${store}`);
    expect(await shop.ok.get(`/items/stats?store_id=${store}`)).toMatchObject(byHand(data));
  }
  const [first, second] = await Promise.all(
    stores.map((store) => shop.ok.get(`/items/stats?store_id=${store}`)),
  );
  expect([first.sold_90_days, second.sold_90_days]).toEqual([2, 1]);
});

test("what a void or a refund brings back was not sold", async () => {
  const account = (await shop.ok.get("/accounts")).data[0].id;
  const { id } = await shop.ok.post("/items", { title: "V", tag_price: 100, account_id: account });
  const before = (await shop.ok.get("/items/stats")).sold_30_days;
  const sale = await sell(id, 1);
  await backroom.rest();
  expect((await shop.ok.get("/items/stats")).sold_30_days).toBe(before + 1);
  await shop.ok.post(`/sales/${sale}/void`, {});
  await backroom.rest();
  expect((await shop.ok.get("/items/stats")).sold_30_days).toBe(before);
});

test("an empty shop has figures too, and nonsense is refused", async () => {
  const own = await backroom.organization("Empty shop");
  expect(await own.ok.get("/items/stats")).toMatchObject({
    items: 0,
    units: 0,
    average_tag_price: null,
    median_days_on_shelf: null,
    sell_through: null,
    sold_30_days: 0,
  });
  expect((await own.get("/items/stats?store_id=7")).status).toBe(400);
  expect((await own.ok.get(`/items/stats?store_id=${newId()}`)).items).toBe(0);
});
