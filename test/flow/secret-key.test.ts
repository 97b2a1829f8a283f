/** The key of sealed values: made for fresh embedded data alone, proven before anything starts, and changed by a command. */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import mongoose from "mongoose";
import { cipherOf } from "../../shared/service/cipher.ts";
import { clientOf, type Json, startBackroom } from "../support/backroom.ts";
import { TEST_KEY } from "../support/key.ts";
import { giveBack, takeNamespace } from "../support/namespaces.ts";
import { programs, run, startNode, stopNode } from "../support/processes.ts";

const MONGO_URL = process.env.TEST_MONGO_URL!;
const OTHER_KEY = Buffer.alloc(32, 8).toString("base64");
const NUMBER = "NO9386011117947";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "backroom-key-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const cli = (args: string[], env: Record<string, string>) =>
  run(process.execPath, [programs.cli, ...args], env);
const start = (env: Record<string, string>) =>
  run(process.execPath, [programs.start], { LOG_LEVEL: "silent", PORT: "0", ...env });

test("on a MongoDB of one's own a missing key stops the start and every command, in one sentence", async () => {
  const env = { MONGO_URL, SECRET_KEY: "", NAMESPACE: "keyless" };
  for (const { code, errors, output } of [await start(env), await cli(["organizations"], env)]) {
    expect(code).not.toBe(0);
    expect(errors).toMatch(/^SECRET_KEY is not set, and with MONGO_URL none is made: .*openssl.*\.\n$/);
    expect(output).toBe("");
  }
});

test("a lost, broken or strange key stops the start of existing embedded data, and none is made in its place", async () => {
  const env = { DATA_DIR: folder, SECRET_KEY: "" };
  const file = join(folder, "secret-key");
  await stopNode(await startNode([], env));
  const key = await readFile(file, "utf8");
  expect(key).toMatch(/^[A-Za-z0-9+/]{43}=\n$/);

  await rm(file);
  expect(await start(env)).toMatchObject({
    code: 1,
    errors: `${file} is gone, under which the data in ${folder} is sealed: put it back, or set SECRET_KEY to what it held.\n`,
  });
  expect(await readdir(folder)).not.toContain("secret-key");
  for (const [text, sentence] of [
    [
      "half a k",
      /^\S+ holds no key of 32 bytes in base64: put the right file back, or set SECRET_KEY .*\.\n$/,
    ],
    [OTHER_KEY, /^\S+ is not the key under which the data of 'backroom' is sealed: set SECRET_KEY .*\.\n$/],
  ] as const) {
    await writeFile(file, text);
    expect(await start(env)).toMatchObject({ code: 1, errors: expect.stringMatching(sentence) });
    expect(await readFile(file, "utf8")).toBe(text);
  }
  await writeFile(file, key);
  await stopNode(await startNode([], env));

  const changed = await cli(["change-secret-key"], env);
  expect(changed).toMatchObject({ code: 0, output: expect.stringContaining(`now in ${file}`) });
  expect(await readFile(file, "utf8")).not.toBe(key);
  expect((await readdir(folder)).filter((name) => name.startsWith("secret-key"))).toEqual(["secret-key"]);
  await stopNode(await startNode([], env));
});

/** An organization with a sealed bank number, made under the test's key. */
async function sealedShop(namespace: string): Promise<{ key: string; account: string }> {
  const env = { MONGO_URL, NAMESPACE: namespace };
  const made = await cli(["create-organization", "--name", "Sealed", "--owner-email", "a@b.example"], env);
  const { key } = JSON.parse(made.output) as { key: string };
  const node = await startNode([], env);
  const owner = clientOf(/^API +(\S+)\/api\/v1$/m.exec(node.output())![1]!, key);
  const { id } = await owner.ok.post("/accounts", { first_name: "Ada", bank_account_number: NUMBER });
  await owner.ok.post("/webhook-endpoints", {
    url: "https://receiver.example/hook",
    event_types: ["*"],
    status: "disabled",
  });
  await stopNode(node);
  return { key, account: id };
}

async function withAccounts<T>(
  namespace: string,
  work: (rows: mongoose.mongo.Collection<Json>) => Promise<T>,
) {
  const client = await mongoose.mongo.MongoClient.connect(MONGO_URL);
  try {
    return await work(client.db(`${namespace}_accounts`).collection<Json>("accounts"));
  } finally {
    await client.close();
  }
}

test("another key stops the start, export and import; a command brings everything under a new one", async () => {
  const namespace = await takeNamespace(MONGO_URL);
  const { key, account } = await sealedShop(namespace);
  const env = { MONGO_URL, NAMESPACE: namespace, SECRET_KEY: TEST_KEY };
  const other = { ...env, SECRET_KEY: OTHER_KEY };
  const refusal = `SECRET_KEY is not the key under which the data of '${namespace}' is sealed: set SECRET_KEY to that key.\n`;
  const file = join(folder, "shop.ndjson");
  for (const refused of [
    await start(other),
    await cli(["export", "--organization", "sealed", "--file", file], other),
  ])
    expect(refused).toMatchObject({ output: "", errors: refusal });
  expect(await readdir(folder)).toEqual([]);
  expect((await cli(["export", "--organization", "sealed", "--file", file], env)).errors).toBe("");
  expect((await cli(["import", "--file", file], other)).errors).toMatch(
    /^The file was written under another SECRET_KEY: set the same one here\. Nothing was imported\.\n$/,
  );

  const node = await startNode([], env);
  const change = { ...env, NEW_SECRET_KEY: OTHER_KEY };
  expect((await cli(["change-secret-key"], change)).errors).toMatch(
    /^Backroom works on this data: stop all of it/,
  );
  await stopNode(node);
  const changed = await cli(["change-secret-key"], change);
  expect(changed.errors).toBe("");
  // The bank number and the webhook's secret.
  expect(JSON.parse(changed.output)).toMatchObject({ values: 2, unreadable: 0 });
  expect(JSON.parse((await cli(["change-secret-key"], change)).output)).toMatchObject({ values: 0 });
  expect((await start(env)).errors).toBe(refusal);

  const after = await startNode([], other);
  const owner = clientOf(/^API +(\S+)\/api\/v1$/m.exec(after.output())![1]!, key);
  expect((await owner.ok.get(`/accounts/${account}`)).bank_account_number).toBe(NUMBER);
  await stopNode(after);
  const { code, output } = await run(process.execPath, [programs.verify, "--settle", "20"], other);
  expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining("SEC-1") });
  await giveBack(MONGO_URL, namespace);
});

test("a change of the key that broke off lets nothing start, and its repetition ends it", async () => {
  const namespace = await takeNamespace(MONGO_URL);
  await sealedShop(namespace);
  await withAccounts(namespace, async (rows) => {
    const heads = rows.db.collection<Json>("_heads");
    await heads.updateOne({ _id: "sealed" }, { $set: { next: cipherOf(OTHER_KEY).seal("backroom") } });
  });
  const env = { MONGO_URL, NAMESPACE: namespace };
  expect((await start(env)).errors).toMatch(
    /^The data of '\S+' is on its way to another secret key: .*\.\n$/,
  );
  const third = Buffer.alloc(32, 9).toString("base64");
  expect((await cli(["change-secret-key"], { ...env, NEW_SECRET_KEY: third })).errors).toMatch(
    /^An earlier change to another new key broke off/,
  );
  const done = await cli(["change-secret-key"], { ...env, NEW_SECRET_KEY: OTHER_KEY });
  expect(JSON.parse(done.output)).toMatchObject({ values: 2 });
  const listed = await cli(["organizations"], { ...env, SECRET_KEY: OTHER_KEY });
  expect(listed.output).toContain("sealed");
  await giveBack(MONGO_URL, namespace);
});

test("one bank number that cannot be opened takes no list down: the rest is shown", async () => {
  const backroom = await startBackroom();
  const { ok } = backroom.owner;
  const whole = await ok.post("/accounts", { first_name: "Ada", bank_account_number: NUMBER });
  const broken = await ok.post("/accounts", { first_name: "Eve", bank_account_number: "NO1" });
  const strange = cipherOf(OTHER_KEY).seal(NUMBER);
  await withAccounts(backroom.namespace, (rows) =>
    rows.updateOne({ _id: broken.id }, { $set: { bank_account_number: strange } }),
  );
  const numbers = (await ok.get("/accounts?sort=created_at")).data.map(
    (each: Json) => each.bank_account_number,
  );
  expect(numbers).toEqual([NUMBER, "…"]);
  expect((await ok.get(`/accounts/${broken.id}`)).bank_account_number).toBe("…");
  expect((await ok.get(`/accounts/${whole.id}`)).bank_account_number).toBe(NUMBER);
  await backroom.stop();
});
