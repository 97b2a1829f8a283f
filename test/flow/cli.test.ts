/** What an operator does on the machine, beside the API. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clientOf, type Json, until } from "../support/backroom.ts";
import { giveBack, takeNamespace } from "../support/namespaces.ts";
import { run, startNode, stopNode } from "../support/processes.ts";
import { openShop } from "../support/shop.ts";

const mongo_url = process.env.TEST_MONGO_URL!;
const namespace = await takeNamespace(mongo_url);
const other = await takeNamespace(mongo_url);
const env = {
  MONGO_URL: mongo_url,
  NAMESPACE: namespace,
  SECRET_KEY: Buffer.alloc(32, 7).toString("base64"),
  RATE_LIMIT_CAPACITY: "100000",
  RATE_LIMIT_PER_SECOND: "100000",
};
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "backroom-cli-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await Promise.all([giveBack(mongo_url, namespace), giveBack(mongo_url, other)]);
});

async function command(args: string[], more: Record<string, string> = {}): Promise<Json[]> {
  const { code, output, errors } = await run(process.execPath, ["app/cli.ts", ...args], { ...env, ...more });
  if (code !== 0) throw new Error(errors || output);
  return output
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** Everything in one process on these databases, while `work` runs. */
async function running<T>(name: string, work: (url: string) => Promise<T>): Promise<T> {
  const node = await startNode([], { ...env, NAMESPACE: name });
  try {
    return await work(/^API +(\S+)\/api\/v1$/m.exec(node.output())![1]!);
  } finally {
    await stopNode(node);
  }
}

test("organizations, keys, what waits; one organization moves to other databases, equal in every row", async () => {
  const [{ key }] = await command([
    "create-organization",
    "--name",
    "First shop",
    "--owner-email",
    "a@b.example",
  ]);
  await command(["create-organization", "--name", "Second shop", "--owner-email", "c@d.example"]);
  expect((await command(["organizations"])).map((each) => each.slug)).toEqual(["first-shop", "second-shop"]);

  const before = await running(namespace, async (url) => {
    const owner = clientOf(url, key);
    const shop = await openShop(owner);
    await owner.ok.patch(`/accounts/${shop.consignor}`, { bank_account_number: "NO9386011117947" });
    const sale = await shop.open(await shop.piece(5000), await shop.piece(7000));
    const payments = [{ type: "cash", amount: sale.total }];
    await owner.ok.post(`/sales/${sale.id}/finalize`, { payments });
    const [second] = await command(["create-key", "--organization", "first-shop", "--name", "Till"]);
    expect((await clientOf(url, second.key).get("/items")).status).toBe(200);
    await command(["revoke-key", "--organization", "first-shop", "--prefix", second.prefix]);
    await until(async () => (await clientOf(url, second.key).get("/items")).status === 401, "the revocation");
    const atRest = async () =>
      (await owner.ok.get("/ops/status")).services.every((each: Json) => each.unpublished + each.sagas === 0);
    await until(atRest, "rest");
    for (const each of await command(["status"])) expect(each.unpublished + each.sagas).toBe(0);
    expect(await command(["dead-letters", "list"])).toEqual([]);
    const offered = await command(["republish", "--service", "sales"]);
    expect(offered[0].commands).toBeGreaterThan(0);
    await until(atRest, "rest again");
    return owner.ok.get(`/accounts/${shop.consignor}`);
  });

  const file = join(folder, "first.ndjson");
  const [{ rows }] = await command(["export", "--organization", "first-shop", "--file", file]);
  expect(rows).toBeGreaterThan(30);
  const text = await readFile(file, "utf8");
  expect(text).not.toContain("NO9386011117947");
  expect(text).not.toContain("second-shop");

  await expect(command(["import", "--file", file])).rejects.toThrow(/is here already/);
  const stranger = { NAMESPACE: other, SECRET_KEY: Buffer.alloc(32, 8).toString("base64") };
  await expect(command(["import", "--file", file], stranger)).rejects.toThrow(/another SECRET_KEY/);
  expect(await command(["import", "--file", file], { NAMESPACE: other })).toEqual([{ file, rows }]);
  const back = join(folder, "back.ndjson");
  await command(["export", "--organization", "first-shop", "--file", back], { NAMESPACE: other });
  const withoutProbe = (lines: string) => lines.split("\n").slice(1);
  expect(withoutProbe(await readFile(back, "utf8"))).toEqual(withoutProbe(text));

  await running(other, async (url) => {
    const owner = clientOf(url, key);
    expect(await owner.ok.get(`/accounts/${before.id}`)).toEqual(before);
    const made = await owner.ok.post("/items", { title: "After", tag_price: 100, inventory_type: "retail" });
    expect(Number(made.sku)).toBeGreaterThan(2);
  });
}, 300_000);

test("a wrong command says what there is, in one sentence per mistake", async () => {
  await expect(command(["what"])).rejects.toThrow(/create-organization/);
  await expect(command(["export", "--organization", "x"])).rejects.toThrow(
    "export needs --organization and --file.",
  );
  await expect(command(["status", "--service", "x"])).rejects.toThrow(/There is no service 'x'/);
});
