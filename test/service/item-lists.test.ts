/** Lists of items at size: whatever is asked together, a page is read by an index and in its order. */
import mongoose, { type Connection } from "mongoose";
import { item } from "../../services/inventory/public.ts";
import { anyOf } from "../../services/inventory/units/status-filter.rules.ts";
import type { Condition } from "../../shared/page.ts";
import { planOf, scoped } from "../../shared/resource/query.ts";
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { itemRow, placesOf } from "../support/item-rows.ts";

let backroom: Backroom;
let shop: Client & { organization_id: string };
let connection: Connection;
const ROWS = 6000;
const PAGE = 50;
const places = placesOf();
const { stores, accounts, categories, brands, spots } = places;

beforeAll(async () => {
  backroom = await startBackroom();
  shop = await backroom.organization("Large shop");
  connection = await mongoose
    .createConnection(backroom.mongo_url, { dbName: `${backroom.namespace}_inventory` })
    .asPromise();
  // The first item makes the collection with its indexes; it is not one of those that are looked at.
  await shop.ok.post("/items", { title: "First", tag_price: 100, inventory_type: "retail" });
  await connection.collection("items").deleteMany({});
  const rows = Array.from({ length: ROWS }, (_, i) => itemRow(i, shop.organization_id, places));
  await connection.collection("items").insertMany(rows as never);
});
afterAll(async () => {
  await connection.close();
  await backroom.stop();
});

type Stage = { stage: string; indexName?: string; inputStage?: Stage; inputStages?: Stage[] };
const stagesOf = (stage: Stage): Stage[] => [
  stage,
  ...[stage.inputStage, ...(stage.inputStages ?? [])].flatMap((each) => (each ? stagesOf(each) : [])),
];

/** How MongoDB answers the page that `inventory.item.list` asks for. */
async function explained(conditions: Condition[], statuses: string[], sort: string) {
  const where = statuses.length ? anyOf(statuses as never, { today: "2027-01-01", elsewhere: [] }) : {};
  const plan = planOf(
    item,
    { conditions, sort, limit: PAGE },
    { org: shop.organization_id, secret: "secret", where },
  );
  const found = await connection
    .collection("items")
    .find(scoped(shop.organization_id, plan.filter) as never)
    .sort(plan.sort)
    .limit(PAGE + 1)
    .explain("executionStats");
  const stages = stagesOf((found as Json).queryPlanner.winningPlan);
  return {
    stages: stages.map((each) => each.stage),
    index: stages.find((each) => each.indexName)?.indexName ?? "none",
    ...((found as Json).executionStats as { nReturned: number; totalDocsExamined: number }),
  };
}

const is = (field: string, value: unknown): Condition => ({ field, op: "eq", value });
const prices: Condition[] = [
  { field: "tag_price", op: "gte", value: 2000 },
  { field: "tag_price", op: "lte", value: 4000 },
];
const of = {
  store: () => is("store_id", stores[0]),
  account: () => is("account_id", accounts[3]),
  category: () => is("category_id", categories[4]),
  brand: () => is("brand_id", brands[5]),
  spot: () => is("location_id", spots[1]),
  own: is("inventory_type", "retail"),
  recent: { field: "created_at", op: "gte", value: "2026-01-03T00:00:00.000Z" } as Condition,
  changed: { field: "updated_at", op: "gt", value: "2026-01-03T00:00:00.000Z" } as Condition,
};

describe("three filters at once", () => {
  test.each<[string, () => Condition[], string[], string]>([
    ["nothing", () => [], [], "-created_at"],
    ["status", () => [], ["active"], "-created_at"],
    ["store, status, account", () => [of.store(), of.account()], ["active"], "-created_at"],
    ["category, status, price range", () => [of.category(), ...prices], ["active"], "-created_at"],
    ["store, status, price range", () => [of.store(), ...prices], ["active"], "-created_at"],
    ["store, status, category", () => [of.store(), of.category()], ["active"], "-created_at"],
    ["brand, status, price range", () => [of.brand(), ...prices], ["sold"], "-created_at"],
    ["location, status", () => [of.spot()], ["active"], "-created_at"],
    ["location, status, type", () => [of.spot(), of.own], ["active"], "-created_at"],
    ["type, status, store", () => [of.own, of.store()], ["active"], "created_at"],
    ["account, status, since", () => [of.account(), of.recent], ["sold"], "created_at"],
    ["account, category", () => [of.account(), of.category()], [], "-created_at"],
    ["category, status, by price", () => [of.category()], ["active"], "tag_price"],
    ["status, price range, by price", () => prices, ["active"], "-tag_price"],
    ["store, changed since, by change", () => [of.store(), of.changed], [], "updated_at"],
  ])("%s: by an index, in its order, few rows beyond the page", async (_what, conditions, statuses, sort) => {
    const { stages, index, nReturned, totalDocsExamined } = await explained(conditions(), statuses, sort);
    expect({ index, stages }).toEqual({ index: expect.stringMatching(/^org_id_1_/), stages });
    expect(nReturned).toBeGreaterThan(0);
    // Where the planner sorts in memory, it is these few rows, never the whole.
    expect(totalDocsExamined).toBeLessThanOrEqual(10 * PAGE);
  });
});

test("what HTTP answers is what the rows hold: filters of every kind together", async () => {
  const query = `status=active&store_id=${stores[0]}&tag_price:gte=2000&tag_price:lt=4000&quantity:gt=0&quantity:lte=1`;
  const page = await shop.ok.get(`/items?${query}&include=count&limit=100`);
  const fits = Array.from({ length: ROWS }, (_, i) => itemRow(i, shop.organization_id, places)).filter(
    (row) =>
      row.statuses[0] === "active" &&
      row.store_id === stores[0] &&
      row.tag_price >= 2000 &&
      row.tag_price < 4000,
  );
  expect(page.count).toBe(fits.length);
  expect(page.data.map((row: Json) => row.sku)).toEqual(
    fits
      .map((row) => row.sku)
      .reverse()
      .slice(0, 100),
  );
  expect((await shop.ok.get("/items?last_sold_at:gte=2020-01-01")).data).toEqual([]);
  expect(
    (await shop.ok.get("/items?tag_price:ne=500&created_at:lt=2026-01-01T00:05:00.000Z")).data,
  ).toHaveLength(4);
});
