/**
 * A large shop: pages are read by an index in few round trips, an export streams. `ITEMS=100000` makes it as large as the
 * promise says; the plans and the bounds are the same for fewer.
 */

import { readFile } from "node:fs/promises";
import mongoose from "mongoose";
import type { Json } from "../support/backroom.ts";
import { itemRow, placesOf } from "../support/item-rows.ts";
import { startWhole } from "../support/processes.ts";
import { profiled, roundTrips } from "../support/profile.ts";
import { type Wire, wireTo } from "../support/wire.ts";

const ROWS = Number(process.env.ITEMS ?? 10_000);
const CHUNK = 5000;
const places = placesOf();
const mongo_url = process.env.TEST_MONGO_URL!;
let backroom: Awaited<ReturnType<typeof startWhole>>;
let cloud: Wire;
let circular: Wire;

beforeAll(async () => {
  backroom = await startWhole();
  const { url, owner } = backroom;
  cloud = wireTo(`${url}/consigncloud/api/v1`, owner.key);
  circular = wireTo(`${url}/circular/api/flow-shop`, owner.key);
  const brand = await owner.ok.post("/brands", { name: "Helly Hansen" });
  places.brands[0] = brand.id;
  // The first item makes the collection with its indexes; it is not one of those that are looked at.
  await owner.ok.post("/items", { title: "First", tag_price: 100, inventory_type: "retail" });
  const connection = await mongoose
    .createConnection(mongo_url, { dbName: `${backroom.namespace}_inventory` })
    .asPromise();
  await connection.collection("items").deleteMany({});
  for (let from = 0; from < ROWS; from += CHUNK) {
    const rows = Array.from({ length: CHUNK }, (_, i) => itemRow(from + i, brand.org_id, places));
    await connection.collection("items").insertMany(rows as never, { ordered: false });
  }
  await connection.close();
});
afterAll(() => backroom.stop());

const filters = () => `status=active&location=${places.stores[0]}&account=${places.accounts[0]}`;

describe("a page of 50 of very many items", () => {
  const pages: [string, () => Promise<Json>, number][] = [
    ["ConsignCloud, three filters", () => cloud.ok("GET", `/items?${filters()}&limit=50`), 2],
    [
      "Circular, by take and skip",
      () => circular.ok("GET", "/products?since=1767225600&take=50&skip=100"),
      3,
    ],
  ];

  test.each(pages)("%s: at most three round trips", async (_name, read, most) => {
    await read();
    const services = ["inventory", "catalog", "accounts", "sales"];
    const tripsOfOne = async () => (await roundTrips({ ...backroom, mongo_url }, services, read)).length;
    // On a busy machine the caches that the first reading filled may be out of date by the next one.
    const trips = Math.min(await tripsOfOne(), await tripsOfOne(), await tripsOfOne());
    expect(trips).toBeLessThanOrEqual(most);
    expect(trips).toBeGreaterThan(0);
  });

  test.each(pages)("%s: read by an index, in its order", async (_name, read) => {
    const operations = await profiled({ ...backroom, mongo_url }, "inventory", "items", read);
    const [page] = operations.filter((each) => each.nreturned && each.nreturned > 1);
    expect(page).toMatchObject({ planSummary: expect.stringMatching(/^IXSCAN/) });
    expect(page!.hasSortStage).not.toBe(true);
    expect(page!.docsExamined).toBeLessThan(1000);
  });
});

/** Resident memory of a process, in bytes. */
async function memoryOf(pid: number): Promise<number> {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) * 1024;
}

test("an export of all of them streams, and the process does not grow by 100 MB", async () => {
  // What any first export brings into memory is not what grows with the number of items.
  await cloud.ok("GET", `/items/export?${filters()}`);
  const before = await memoryOf(backroom.pid);
  const response = await fetch(`${backroom.url}/consigncloud/api/v1/items/export`, {
    headers: { authorization: `Bearer ${backroom.owner.key}` },
  });
  expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  let most = before;
  let lines = 0;
  for await (const chunk of response.body!) {
    for (const byte of chunk) if (byte === 10) lines += 1;
    most = Math.max(most, await memoryOf(backroom.pid));
  }
  expect(lines).toBe(ROWS + 1);
  expect(most - before).toBeLessThan(100 * 1024 * 1024);
});
