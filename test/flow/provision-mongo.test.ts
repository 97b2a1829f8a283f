import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import mongoose from "mongoose";
import { findMongod } from "../../shared/provision/binaries.ts";
import { type EmbeddedMongo, startMongo } from "../../shared/provision/mongo.ts";
import { freePort, untilAccepting } from "../../shared/provision/port.ts";
import { startTied } from "../../shared/provision/tied-process.ts";

const startMongoFile = new URL("../../shared/provision/mongo.ts", import.meta.url).href;

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "backroom-provision-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

async function withItems<T>(
  url: string,
  use: (items: mongoose.mongo.Collection<{ sku: string }>) => Promise<T>,
): Promise<T> {
  const client = new mongoose.mongo.MongoClient(url);
  try {
    return await use(client.db("shop").collection("items"));
  } finally {
    await client.close();
  }
}

const add = (mongo: { url: string }, sku: string) =>
  withItems(mongo.url, (items) => items.insertOne({ sku }, { writeConcern: { w: "majority", j: true } }));

const skus = (mongo: { url: string }) =>
  withItems(mongo.url, async (items) =>
    (await items.find().sort({ sku: 1 }).toArray()).map(({ sku }) => sku),
  );

/** A process that ended and that nobody has asked after (a zombie) is not alive. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const status = `/proc/${pid}/stat`;
  return !existsSync(status) || !/\) Z /.test(readFileSync(status, "utf8"));
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 40_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error("waited in vain");
    await delay(5);
  }
}

/** Another process that starts the embedded MongoDB and then does nothing. */
async function startParent(options: object): Promise<{ parent: ChildProcess; url: string; pid: number }> {
  const program = `
    const { startMongo } = await import(${JSON.stringify(startMongoFile)});
    const { url, pid } = await startMongo(${JSON.stringify(options)});
    console.log(JSON.stringify({ url, pid }));
    setInterval(() => {}, 60_000);
  `;
  const parent = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface(parent.stdout)) return { parent, ...JSON.parse(line) };
  throw new Error("the parent started no mongod");
}

async function killParent(parent: ChildProcess): Promise<void> {
  const exited = new Promise((resolve) => parent.once("exit", resolve));
  parent.kill("SIGKILL");
  await exited;
}

test("what was written is there after a stop and a start", async () => {
  const first = await startMongo({ dataDir });
  await add(first, "A");
  await first.stop();
  expect(isAlive(first.pid)).toBe(false);

  const second = await startMongo({ dataDir });
  expect(await skus(second)).toEqual(["A"]);
  await second.stop();
});

test("a second start on the folder is refused in one sentence, and one after kill -9 of the first is not", async () => {
  const { parent, url, pid } = await startParent({ dataDir });
  await add({ url }, "A");
  await expect(startMongo({ dataDir })).rejects.toMatchObject({
    type: "provision",
    message: `Another process uses the data in ${dataDir}: stop it, or set DATA_DIR to another folder.`,
  });
  await add({ url }, "B");

  await killParent(parent);
  const next = await startMongo({ dataDir });
  expect(isAlive(pid)).toBe(false);
  expect(await skus(next)).toEqual(["A", "B"]);
  await next.stop();
});

test("a mongod that dies comes back under the same URL", async () => {
  const reports: string[] = [];
  const mongo = await startMongo({ dataDir, onExit: ({ message }) => reports.push(message) });
  await add(mongo, "A");
  const { pid } = mongo;
  process.kill(pid, "SIGKILL");
  await until(() => mongo.pid !== pid);
  expect(await skus(mongo)).toEqual(["A"]);
  expect(reports).toEqual(["mongod ended with SIGKILL: it is being restarted."]);
  await mongo.stop();
});

test("a stop while mongod is being restarted leaves none behind", async () => {
  let mongo: EmbeddedMongo | undefined;
  const stopped = new Promise<void>((resolve, reject) => {
    const onExit = () => void mongo?.stop().then(resolve, reject);
    void startMongo({ dataDir, onExit }).then((started) => {
      mongo = started;
      process.kill(started.pid, "SIGKILL");
    }, reject);
  });
  await stopped;
  expect(isAlive(mongo?.pid ?? 0)).toBe(false);
  const next = await startMongo({ dataDir });
  await next.stop();
});

const asks = async (url: string): Promise<string> => {
  const client = new mongoose.mongo.MongoClient(url);
  try {
    return await client
      .db("shop")
      .collection("items")
      .countDocuments()
      .then(String, (error) => error.codeName);
  } finally {
    await client.close();
  }
};

test("only who can read the key in its folder comes in; a lost or garbled key is made anew", async () => {
  const keyFile = join(dataDir, "mongod.key");
  const modes = async () =>
    Promise.all([keyFile, join(dataDir, "mongod.url")].map(async (file) => (await stat(file)).mode & 0o777));
  const bare = ({ url }: EmbeddedMongo) => url.replace(/\/\/.*@/, "//");
  const first = await startMongo({ dataDir });
  await add(first, "A");
  expect(await modes()).toEqual([0o600, 0o600]);
  expect(await asks(bare(first))).toBe("Unauthorized");
  expect(await asks(first.url.replace(/:[0-9a-f]{64}@/, ":wrong@"))).toBe("AuthenticationFailed");
  expect(readFileSync(`/proc/${first.pid}/cmdline`, "utf8")).not.toContain(new URL(first.url).password);
  await first.stop();

  await writeFile(keyFile, "?");
  await chmod(keyFile, 0o644);
  const second = await startMongo({ dataDir });
  expect(await modes()).toEqual([0o600, 0o600]);
  expect(await skus(second)).toEqual(["A"]);
  expect(new URL(second.url).password).not.toBe(new URL(first.url).password);
  await second.stop();
});

test("data of a mongod that asked nobody for a password get one at the next start", async () => {
  const dbPath = join(dataDir, "mongo");
  await mkdir(dbPath);
  const { path, version } = await findMongod();
  const port = await freePort();
  const args = ["--port", String(port), "--dbpath", dbPath, "--logpath", join(dataDir, "mongod.log")];
  const open = await startTied(path, [...args, "--bind_ip", "127.0.0.1", "--replSet", "backroom"]);
  await untilAccepting(port, new AbortController().signal);
  const url = `mongodb://127.0.0.1:${port}/?directConnection=true`;
  const client = await mongoose.mongo.MongoClient.connect(url);
  const members = [{ _id: 0, host: `127.0.0.1:${port}` }];
  await client.db("admin").command({ replSetInitiate: { _id: "backroom", members } });
  await until(async () => (await client.db("admin").command({ hello: 1 })).isWritablePrimary);
  await client.close();
  await add({ url }, "A");
  open.kill("SIGTERM");
  await open.exited;
  await writeFile(join(dataDir, "mongod.version"), `${version}\n`);

  const mongo = await startMongo({ dataDir });
  expect(await skus(mongo)).toEqual(["A"]);
  expect(await asks(mongo.url.replace(/\/\/.*@/, "//"))).toBe("Unauthorized");
  await mongo.stop();
});

test("a folder of another release series is refused in one sentence", async () => {
  await writeFile(join(dataDir, "mongod.version"), "3.4.24\n");
  await expect(startMongo({ dataDir })).rejects.toMatchObject({
    type: "provision",
    message: expect.stringMatching(
      /^The data in \S+ belongs to mongod 3\.4 and this is mongod \d+\.\d+\.\d+: set MONGO_URL, set MONGOMS_SYSTEM_BINARY to a mongod 3\.4, or set DATA_DIR to another folder\.$/,
    ),
  });
});

test("an ephemeral mongod goes with its data, also when its parent is killed", async () => {
  const mongo = await startMongo({ ephemeral: true });
  const { parent, url, pid } = await startParent({ ephemeral: true });
  const folderOf = (address: string) =>
    withItems(address, async (items) => {
      const options = await items.db.admin().command({ getCmdLineOpts: 1 });
      return dirname(options.parsed.storage.dbPath);
    });
  const folders = [await folderOf(mongo.url), await folderOf(url)];
  await mongo.stop();
  await killParent(parent);
  await until(() => !isAlive(pid) && !folders.some(existsSync));
});
