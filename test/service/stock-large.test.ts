/** Stock of a shop with many goods: its summary is one round trip, a page of its ledger uses an index. */
import { randomUUID } from "node:crypto";
import mongoose from "mongoose";
import { stockEntry, stockLevel } from "../../services/inventory/public.ts";
import { newId } from "../../shared/ids.ts";
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";
import { micro, openWorkshop } from "../support/makers.ts";
import { profiled } from "../support/profile.ts";
import { type WireCounts, wireCounts } from "../support/wire-counts.ts";

const LEVELS = 10_000;
const ENTRIES = 100_000;
const GOODS = 50;

let counts: WireCounts;
let backroom: Backroom;
let owner: Client;
let connection: mongoose.Connection;
let sites: string[];

beforeAll(async () => {
  counts = await wireCounts(process.env.TEST_MONGO_URL!);
  backroom = await startBackroom({ mongo_url: counts.url });
  owner = backroom.owner;
  connection = await mongoose
    .createConnection(process.env.TEST_MONGO_URL!, { dbName: `${backroom.namespace}_inventory` })
    .asPromise();
  const shop = await openWorkshop(owner);
  sites = [await shop.site("Works"), await shop.site("Attic")];
  const sku_id = await shop.sku("Soap");
  await owner.ok.post("/stock/adjustments", { sku_id, location_id: sites[0], quantity: micro(4) });
});
afterAll(async () => {
  await connection?.close();
  await backroom?.stop();
  await counts?.stop();
});

type Row = Record<string, unknown>;
/** Copies of the one row that a collection has. */
async function fill(collection: string, count: number, change: (n: number) => Row): Promise<void> {
  const rows = connection.collection<Row>(collection);
  const model = await rows.findOne({});
  for (let from = 0; from < count; from += 5000) {
    const some = Array.from({ length: Math.min(5000, count - from) }, (_, i) => ({
      ...{ ...model, _id: newId() },
      ...change(from + i),
    }));
    await rows.insertMany(some as never, { ordered: false });
  }
}

/** What was asked of the database by requests; keys and reactions aside. */
const asked = () =>
  counts
    .commands()
    .filter(
      ({ kind, db, collection }) =>
        kind === "request" && /_(inventory|catalog)$/.test(db) && !collection.startsWith("_"),
    )
    .map(({ collection, name }) => `${collection} ${name}`);

test("AVL-1 the summary of 10,000 levels is one round trip", async () => {
  await until(async () => (await connection.collection("stockable_names").countDocuments()) > 0, "the name");
  const goods = Array.from({ length: LEVELS / 2 }, () => randomUUID());
  await fill("stockable_names", goods.length, (n) => ({ _id: goods[n], code: `G-${n}`, name: `Goods ${n}` }));
  await fill(stockLevel.plural, LEVELS, (n) => ({
    sku_id: goods[n % goods.length],
    location_id: sites[n < goods.length ? 0 : 1],
  }));
  await owner.ok.get("/stock/summary?pool=finished_goods");
  counts.reset();
  const { data } = await owner.ok.get("/stock/summary?pool=finished_goods");
  expect(asked()).toEqual(["stock_levels aggregate"]);
  expect(data).toHaveLength(LEVELS + 1);
  expect(data.slice(0, 3).map((row: Json) => [row.code, row.location_name])).toEqual([
    ["G-0", "Attic"],
    ["G-0", "Works"],
    ["G-1", "Attic"],
  ]);
});

test("STK-7 a page of 50 of 100,000 entries with three filters uses an index", async () => {
  const goods = Array.from({ length: GOODS }, () => randomUUID());
  const types = ["adjust", "dispose", "receive", "consume", "demand"];
  const day = (n: number) =>
    new Date(Date.UTC(2026, 0, 1 + Math.floor((n * 300) / ENTRIES))).toISOString().slice(0, 10);
  await fill(stockEntry.plural, ENTRIES, (n) => {
    const location_id = sites[n % 2];
    return {
      ...{ sku_id: goods[n % GOODS], location_id, location_ids: [location_id], source_id: randomUUID() },
      ...{ event_type: types[Math.floor(n / GOODS) % types.length], event_date: day(n), code: `SE-X${n}` },
    };
  });
  const page = `/finished-goods-inventory/ledger?skuId=${goods[0]}&eventType=CONSUME&dateFrom=2026-03-01&limit=50`;
  let data: Json[] = [];
  const ops = await profiled(backroom, "inventory", stockEntry.plural, async () => {
    const answer = await fetch(`${backroom.url}/pharus/api${page}`, {
      headers: { Authorization: `Bearer ${owner.key}` },
    });
    data = ((await answer.json()) as Json).data;
  });
  expect(data).toHaveLength(50);
  expect(ops).toHaveLength(1);
  expect(ops[0]).toMatchObject({ planSummary: expect.stringMatching(/^IXSCAN/) });
  expect(ops[0]!.docsExamined).toBeLessThanOrEqual(ENTRIES / GOODS);
});
