/** `npm run verify` as an operator runs it: beside a server that runs, after one that was stopped, and what its exit code says. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import mongoose from "mongoose";
import { startMongo } from "../../shared/provision/mongo.ts";
import { type Client, clientOf, until } from "../support/backroom.ts";
import { programs, type Running, run, startNode, stopNode } from "../support/processes.ts";
import { openShop } from "../support/shop.ts";

let folder: string;
let env: Record<string, string>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "backroom-verify-"));
  env = { DATA_DIR: folder, SECRET_KEY: "" };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const verify = (more: Record<string, string> = {}, ...args: string[]) =>
  run(process.execPath, [programs.verify, "--settle", "0", ...args], { ...env, ...more });

/** The embedded Backroom, running, and its first key. */
async function startOwn(): Promise<{ node: Running; owner: Client }> {
  const node = await startNode([], env);
  const { key } = JSON.parse(await readFile(join(folder, "first-key.json"), "utf8"));
  const url = /^API +(\S+)\/api\/v1$/m.exec(node.output())![1]!;
  return { node, owner: clientOf(url, key) };
}

/** What /ops shows of the runs. */
const runsOf = async (owner: Client) => (await owner.ok.get("/ops/status")).verification;

/** Changes the stored data of a Backroom that does not run. */
async function withStored(service: string, work: (db: mongoose.mongo.Db) => Promise<unknown>): Promise<void> {
  const mongo = await startMongo({ dataDir: folder });
  const client = await mongoose.mongo.MongoClient.connect(mongo.url);
  await work(client.db(`backroom_${service}`));
  await client.close();
  await mongo.stop();
}

test("beside the running embedded server, and after an ordinary stop: 0, and nothing waits", async () => {
  const { node, owner } = await startOwn();
  const shop = await openShop(owner);
  const sale = await shop.open(await shop.piece());
  // What happens at this moment may be on its way: then it is looked at again.
  expect(await verify({}, "--settle", "30")).toMatchObject({ code: 0, errors: "" });
  expect(await runsOf(owner)).toMatchObject({
    last: { begun_by: "hand", status: "finished", breaches: 0 },
    running_since: null,
  });
  const listed = await run(process.execPath, [programs.cli, "organizations"], env);
  expect(listed).toMatchObject({ code: 0, output: expect.stringContaining("my-shop") });
  await owner.ok.post(`/sales/${sale.id}/finalize`, { payments: [{ type: "cash", amount: sale.total }] });
  expect(await stopNode(node)).toBe("0");
  const after = await verify();
  expect(after).toMatchObject({ code: 0, errors: "" });
  expect(after.output).not.toMatch(/waits/);
});

test("what waits for the next start is told and is no breach; what is wrong is 1; what cannot be looked at is 2", async () => {
  await withStored("accounts", (db) =>
    db.collection("_log").updateOne({ "events.type": "account.created" }, { $set: { pending: "publish" } }),
  );
  const waiting = await verify();
  expect(waiting).toMatchObject({ code: 0, errors: "" });
  expect(waiting.output).toMatch(
    /EVT-1: no breach; waits for the next start\n {2}accounts _log \S+: is not handed/,
  );
  await stopNode(await startNode([], env));
  expect((await verify()).output).not.toMatch(/waits/);

  await withStored("accounts", (db) => db.collection("accounts").updateMany({}, { $inc: { balance: 1 } }));
  const broken = await verify();
  expect(broken.code).toBe(1);
  expect(broken.output).toMatch(/^INV-4$/m);

  const { node, owner } = await startOwn();
  const { last } = await runsOf(owner);
  expect(last).toMatchObject({ begun_by: "hand", status: "finished", breaches: 1 });
  const told = (await owner.ok.get(`/anomalies?verification_id=${last.id}`)).data;
  expect(told).toMatchObject([{ check: "INV-4" }]);

  // Looked at again and again for a breach that stays, and stopped by hand.
  const stopped = verify({}, "--settle", "600");
  await until(async () => (await runsOf(owner)).running_since !== null, "a run under way");
  const another = await verify();
  expect(another).toMatchObject({ code: 1, errors: "This run is not recorded: Another run is under way.\n" });
  stopped.child.kill("SIGTERM");
  expect(await stopped).toMatchObject({ code: 2, errors: "The run was stopped by SIGTERM.\n" });
  expect(await runsOf(owner)).toMatchObject({
    last: { id: last.id },
    failed: { begun_by: "hand", error: "The run was stopped by SIGTERM." },
    running_since: null,
  });
  await stopNode(node);

  for (const args of [[programs.verify], [programs.cli, "verify"]]) {
    const { code, errors } = await run(process.execPath, args, { MONGO_URL: "mongodb://127.0.0.1:1/" });
    expect({ code, errors }).toEqual({
      code: 2,
      errors: expect.stringMatching(/^MongoDB does not answer .*\n$/),
    });
  }
});
