/** Stored rows come to the version of the code once, whatever starts at once or dies in the middle. */
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import mongoose from "mongoose";
import { stepsOf } from "../../shared/service/migrations.ts";
import { giveBack, newNamespace } from "../support/namespaces.ts";
import { programs, run, startNode } from "../support/processes.ts";
import { migrating, piece, type Stock, startStock, stockWith } from "./kernel-support.ts";

const ROWS = 1200;
const mongo_url = process.env.TEST_MONGO_URL!;

let stock: Stock;
beforeEach(async () => {
  stock = await startStock();
  await stock.one.call(piece.actions.create, { sku: "first", name: "First", price: 100 });
  const rows = Array.from({ length: ROWS }, (_, i) => ({
    ...{
      _id: randomUUID() as never,
      org_id: stock.org,
      sku: `old-${i}`,
      slug: `old-${i}`,
      name: "Old",
      units: 0,
    },
  }));
  await stock.database.collection("pieces").insertMany(rows);
});
afterEach(() => stock.stop());

/** How many pieces were passed how often. */
async function passes(): Promise<Record<string, number>> {
  const all = await stock.rows<{ units: number }>("pieces");
  return Object.fromEntries(
    Object.entries(Object.groupBy(all, ({ units }) => String(units))).map(([n, each]) => [n, each!.length]),
  );
}
const record = async (id: string) =>
  (await stock.rows<{ _id: string; rows: number }>("_migrations", { _id: id }))[0];

test("of two copies that start at once one migrates, and both answer afterwards", async () => {
  let begun = 0;
  const count = migrating(async () => {
    begun += 1;
  });
  const definition = stockWith({ migrations: [count] });
  const copies = await Promise.all([stock.copy(definition), stock.copy(definition)]);
  expect(await passes()).toEqual({ 1: ROWS + 1 });
  expect(begun).toBe(3);
  for (const copy of copies) expect((await copy.call(piece.actions.list, { limit: 1 })).data).toHaveLength(1);
  expect(await record("0001-count-passes")).toMatchObject({ rows: ROWS + 1, finished_at: expect.any(Date) });
  // Once per database.
  await stock.copy(definition);
  expect(await passes()).toEqual({ 1: ROWS + 1 });
});

test("a new database has no row to change: its steps are recorded, whichever copy comes first", async () => {
  const never = migrating(() => Promise.reject(new Error("Ran on a new database.")));
  const fresh = await startStock(stockWith({ migrations: [never] }));
  try {
    const [done] = await fresh.rows("_migrations", { _id: "0001-count-passes" });
    expect(done).toMatchObject({ version: "1", rows: 0, finished_at: expect.any(Date) });
    await fresh.database.dropDatabase();
    const copies = await Promise.all([1, 2, 3].map(() => fresh.copy(stockWith({ migrations: [never] }))));
    for (const copy of copies) expect((await copy.call(piece.actions.list, { limit: 1 })).data).toEqual([]);
    expect(await fresh.rows("_migrations", { _id: "0001-count-passes" })).toEqual([
      done && { ...done, started_at: expect.any(Date), finished_at: expect.any(Date) },
    ]);
  } finally {
    await fresh.stop();
  }
});

test("a start that is killed in the middle is taken up behind its last batch", async () => {
  const script = join(import.meta.dirname, "../support/stuck-migration.ts");
  const child = spawn(process.execPath, [script, mongo_url, stock.namespace], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("exit", (_, signal) => resolve(signal)));
  await new Promise((resolve) => child.stdout.once("data", resolve));
  child.kill("SIGKILL");
  expect(await ended).toBe("SIGKILL");
  expect(await passes()).toEqual({ 0: ROWS + 1 - 500, 1: 500 });
  expect(await record("0001-count-passes")).toMatchObject({ rows: 500 });
  // As if the time of the dead process's lease were over.
  await stock.database
    .collection("_leases")
    .updateOne({ _id: "migrations" as never }, { $set: { until: new Date(0) } });
  await stock.copy(stockWith({ migrations: [migrating()] }));
  expect(await passes()).toEqual({ 1: ROWS + 1 });
  expect(await record("0001-count-passes")).toMatchObject({ rows: ROWS + 1, finished_at: expect.any(Date) });
});

test("a failed batch refuses the start, and the next one begins with it", async () => {
  const broken = migrating(async () => {
    throw new Error("no room");
  });
  await expect(stock.copy(stockWith({ migrations: [broken] }))).rejects.toThrow("no room");
  expect(await passes()).toEqual({ 0: ROWS + 1 });
  await stock.copy(stockWith({ migrations: [migrating()] }));
  expect(await passes()).toEqual({ 1: ROWS + 1 });
});

test("data of a newer version refuse the start in one sentence, and operators see why", async () => {
  const namespace = newNamespace();
  const env = { MONGO_URL: mongo_url, NAMESPACE: namespace };
  const connection = await mongoose.createConnection(mongo_url).asPromise();
  const newer = { _id: "0007-later" as never, version: "1", rows: 3, finished_at: new Date() };
  const inventory = connection.useDb(`${namespace}_inventory`);
  await inventory.collection("_heads").insertOne({ _id: "indexes" as never, made: { items: "newer" } });
  await inventory.collection("_migrations").insertOne(newer);
  try {
    const node = await startNode([], env);
    expect(await node.ended).toBe("1");
    expect(node.output().trim()).toContain(
      "The data of inventory were written by a newer version of Backroom (migration 0007-later): start that version, or restore a backup from before the upgrade.",
    );
    expect(node.output()).not.toMatch(/^ +at /m);
    const { output } = await run(process.execPath, [programs.cli, "migrations", "--dry-run"], env);
    const told = output
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(told.filter(({ service }) => service === "inventory")).toMatchObject([
      { id: "words", state: "due", rows: 0, rows_left: 0 },
      { id: "0007-later", state: "unknown", rows: 3 },
    ]);
  } finally {
    await connection.close();
    await giveBack(mongo_url, namespace);
  }
});

test.each([[["1-first"]], [["0002-b", "0001-a"]], [["0001-a", "0001-a"]]])(
  "%j is no list of migrations",
  (ids) => {
    const declared = ids.map((id) => ({ id, about: "", up: async () => undefined }));
    expect(() => stepsOf("stock", declared)).toThrow("ids of migrations ascend, like '0001-split-names'.");
  },
);
