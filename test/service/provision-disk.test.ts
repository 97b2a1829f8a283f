/** A full disk: mongod is read, nothing is written, and all goes on by itself when there is room. */
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fail } from "../../shared/errors.ts";
import { watchDisk } from "../../shared/provision/disk-space.ts";
import { keepRunning } from "../../shared/provision/keep-running.ts";
import { startMongo } from "../../shared/provision/mongo.ts";
import type { Exit, TiedProcess } from "../../shared/provision/tied-process.ts";
import { startBackroom, until } from "../support/backroom.ts";

const MB = 2 ** 20;
let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "backroom-disk-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const reserveSize = () =>
  stat(join(dataDir, "reserve")).then(
    ({ size }) => size,
    () => 0,
  );

test("a full disk is told once, its reserve is given up, and what is kept back again ends it", async () => {
  const told: boolean[] = [];
  let taken = 0;
  /** What is left to be asked before room to be read, not yet to be written, is made. */
  let asked = Number.POSITIVE_INFINITY;
  const available = async () => {
    if (--asked === 0) taken = 400 * MB;
    return 500 * MB - taken - (await reserveSize());
  };
  const disk = await watchDisk({ dataDir, told: (full) => told.push(full), available });
  expect([disk.full, await reserveSize()]).toEqual([false, 64 * MB]);

  taken = 380 * MB;
  expect(await disk.look()).toBe(true);
  expect(await disk.look()).toBe(true);
  expect([disk.full, await reserveSize(), told]).toEqual([true, 0, [true]]);

  // More than was kept back is taken: mongod has to wait as well.
  taken = 490 * MB;
  expect(await disk.look()).toBe(false);
  asked = 3;
  expect(await disk.room(new AbortController().signal)).toBe(true);
  expect(disk.full).toBe(true);

  taken = 300 * MB;
  await disk.look();
  expect([disk.full, await reserveSize(), told]).toEqual([false, 64 * MB, [true, false]]);
  await disk.stop();
});

test("a server that waits for room has all its tries afterwards", async () => {
  const ends: ((exit: Exit) => void)[] = [];
  const started = (): TiedProcess => {
    const { promise, resolve } = Promise.withResolvers<Exit>();
    ends.push(resolve);
    return { pid: ends.length, exited: promise, kill: () => resolve({ code: 0, signal: null }) };
  };
  const reports: boolean[] = [];
  let tries = 0;
  let waits = 20;
  const running = keepRunning(started(), {
    // As with a full disk: it waits again and again, and each time the server still cannot start.
    hindrance: async () => waits-- > 0,
    async restart() {
      tries += 1;
      if (waits > 0) throw new Error("No space left on device");
      return started();
    },
    onExit: (_exit, gaveUp) => reports.push(gaveUp),
  });
  ends[0]!({ code: 14, signal: null });
  await until(async () => running.pid() === 2, "a successor");
  expect(tries).toBeGreaterThan(5);
  expect(reports).toEqual([false]);
  await running.stop("SIGTERM");
});

test("while the disk is full reads go on and writes are 503 with Retry-After; readiness names it", async () => {
  const awaited = new Set<string>();
  const sentence = "The disk of DATA_DIR is full.";
  const app = await startBackroom({
    awaited,
    mayWrite() {
      if (awaited.has(sentence)) throw fail("unavailable", sentence, { headers: { "Retry-After": "10" } });
    },
  });
  const { owner } = app;
  const store = await owner.ok.post("/stores", { name: "Main", timezone: "Europe/Berlin" });
  const line = { title: "Mug", tag_price: 500, inventory_type: "retail", store_id: store.id };
  const item = await owner.ok.post("/items", line);
  const sold = {
    store_id: store.id,
    lines: [{ item_id: item.id }],
    payments: [{ type: "cash", amount: 500 }],
  };
  awaited.add(sentence);
  expect(await owner.get(`/items/${item.id}`)).toMatchObject({ status: 200 });
  for (const [path, body] of [
    ["/items", line],
    ["/sales/ring-up", sold],
  ] as const) {
    const refused = await owner.post(path, body);
    expect(refused).toMatchObject({ status: 503, body: { code: "unavailable", detail: sentence } });
    expect(refused.headers.get("retry-after")).toBe("10");
  }
  expect(await owner.get("/health/ready")).toMatchObject({
    status: 503,
    body: { ready: false, missing: [sentence] },
  });
  awaited.clear();
  expect(await owner.get("/health/ready")).toMatchObject({ status: 200 });
  expect(await owner.get("/sales")).toMatchObject({ body: { data: [] } });
  expect(await owner.post("/sales/ring-up", sold)).toMatchObject({ status: 201 });
  await app.stop();
});

test("a folder that cannot be written to is refused in one sentence", async () => {
  const file = join(dataDir, "file");
  await writeFile(file, "");
  for (const folder of ["/proc", "/proc/backroom/data", "/sys/backroom", file, join(file, "data")])
    await expect(startMongo({ dataDir: folder })).rejects.toMatchObject({
      type: "provision",
      message: `Cannot write to ${folder}: set DATA_DIR to a folder that you may write to.`,
    });
});
