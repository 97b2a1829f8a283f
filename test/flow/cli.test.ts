/** What an operator does on the machine, beside the API. */
import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeJwt } from "jose";
import mongoose from "mongoose";
import { clientOf, type Json, until } from "../support/backroom.ts";
import { commandLine } from "../support/command-line.ts";
import { sampleFile } from "../support/imported.ts";
import { login } from "../support/mercato.ts";
import { giveBack, newNamespace, takeNamespace } from "../support/namespaces.ts";
import { cards, openMarketplace } from "../support/paying-market.ts";
import { startPictureServer } from "../support/picture-server.ts";
import { startNode, stopNode } from "../support/processes.ts";
import { openShop } from "../support/shop.ts";

const mongo_url = process.env.TEST_MONGO_URL!;
const namespace = await takeNamespace(mongo_url);
/** Where people sign in with passwords. */
const office = await takeNamespace(mongo_url);
/** Where no service has ever written. */
const other = newNamespace();
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
  await Promise.all([namespace, office, other].map((each) => giveBack(mongo_url, each)));
});

const { cli, command } = commandLine(() => env);

async function indexNames(name: string, collection: string): Promise<string[]> {
  const client = await mongoose.mongo.MongoClient.connect(mongo_url);
  const indexes = await client.db(`${name}_inventory`).collection(collection).indexes();
  await client.close();
  return indexes.map((each) => each.name!).sort();
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

/** The lines of an export with another header, closed as an export closes them. */
function asExported(lines: readonly string[], change: (header: Json) => unknown): string {
  const header = JSON.parse(lines[0]!);
  change(header);
  const end = lines.findLastIndex((line) => line !== "");
  const before = [JSON.stringify(header), ...lines.slice(1, end)];
  const digest = createHash("sha256")
    .update(before.map((line) => `${line}\n`).join(""))
    .digest("hex");
  return [...before, JSON.stringify({ ...JSON.parse(lines[end]!), digest })].join("\n");
}

/** Every way in which a file may not be whole: one sentence, no stack, and nothing of the tenant is there afterwards. */
async function refusesBroken(text: string): Promise<void> {
  const lines = text.split("\n");
  const half = Math.floor(lines.length / 2);
  const with_row = (row: string) => lines.toSpliced(half, 1, row).join("\n");
  const broken: [what: string, text: string, sentence: RegExp][] = [
    [
      "half of it",
      lines.slice(0, half).join("\n"),
      /^The file has no closing line: it was cut\. Nothing was imported\.\n$/,
    ],
    [
      "cut within a line",
      text.slice(0, -400),
      /^Line \d+ of the file is cut or garbled\. Nothing was imported\.\n$/,
    ],
    [
      "garbled",
      with_row(`{"service": "sal`),
      new RegExp(`^Line ${half + 1} of the file is cut or garbled\\.`),
    ],
    ["a row less", lines.toSpliced(half, 1).join("\n"), /^The file is not as it was exported/],
    ["a row twice", with_row(`${lines[half]}\n${lines[half]}`), /^The file is not as it was exported/],
    ["another value", text.replace("Ada", "Eve"), /^The file is not as it was exported/],
    ["nothing", "", /^The file is empty\. Nothing was imported\.\n$/],
    ["something else", "{}\n", /^This is not a file of `backroom export`\./],
    [
      "rows that miss a migration",
      asExported(lines, (header) => delete header.migrations.catalog),
      /^The file was written by another version of Backroom \(catalog: .*words.*\)\. Export it with the version that runs here\./,
    ],
    [
      "rows of a newer version",
      asExported(lines, (header) => Object.assign(header.migrations.sales, { "9999-later": "1" })),
      /^The file was written by another version of Backroom \(sales: 9999-later\)\./,
    ],
  ];
  const file = join(folder, "broken.ndjson");
  for (const [what, content, sentence] of broken) {
    await writeFile(file, content);
    const { code, errors } = await cli(["import", "--file", file], { NAMESPACE: other });
    expect({ what, code, errors }).toEqual({ what, code: 1, errors: expect.stringMatching(sentence) });
  }
  expect(await command(["organizations"], { NAMESPACE: other })).toEqual([]);
}

test("an owner who signs in with a password, with an admin and an employee beside (MRC-SEED-2)", async () => {
  const founder = ["--name", "Office", "--owner-email", "superadmin@office.example"];
  const [made] = await command(["create-organization", ...founder, "--password", "correct horse"], {
    NAMESPACE: office,
  });
  expect(made).toMatchObject({ organization: "office" });
  const emails = ["superadmin", "admin", "employee"].map((name) => `${name}@office.example`);
  expect(made!.emails.toSorted()).toEqual(emails.toSorted());
  await running(office, async (url) => {
    for (const email of emails) {
      const { status, body } = await login(url, email);
      const { roles } = decodeJwt(body.token);
      expect([status, roles]).toEqual([200, [email.split("@")[0]]]);
    }
  });
});

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

  const nowhere = join(folder, "nowhere", "first.ndjson");
  for (const each of [["export", "--organization", "first-shop"], ["import"]])
    expect((await cli([...each, "--file", nowhere])).errors).toMatch(
      /^\S+first\.ndjson cannot be used \(ENOENT: .*\): name another --file\.\n$/,
    );
  const file = join(folder, "first.ndjson");
  const [{ rows }] = await command(["export", "--organization", "first-shop", "--file", file]);
  expect(rows).toBeGreaterThan(30);
  const text = await readFile(file, "utf8");
  expect(await readdir(folder)).toEqual(["first.ndjson"]);
  expect(text).not.toContain("NO9386011117947");
  expect(text).not.toContain("second-shop");

  await expect(command(["import", "--file", file])).rejects.toThrow(/is here already/);
  const stranger = { NAMESPACE: other, SECRET_KEY: Buffer.alloc(32, 8).toString("base64") };
  await expect(command(["import", "--file", file], stranger)).rejects.toThrow(/another SECRET_KEY/);
  await refusesBroken(text);
  expect(await command(["import", "--file", file], { NAMESPACE: other })).toEqual([{ file, rows }]);
  expect(await indexNames(other, "items")).toEqual(await indexNames(namespace, "items"));
  const back = join(folder, "back.ndjson");
  await command(["export", "--organization", "first-shop", "--file", back], { NAMESPACE: other });
  // The probe in the header is sealed anew, and the closing line digests it.
  const rowsOf = (lines: string) => lines.split("\n").slice(1, -2);
  expect(rowsOf(await readFile(back, "utf8"))).toEqual(rowsOf(text));

  await running(other, async (url) => {
    const owner = clientOf(url, key);
    expect(await owner.ok.get(`/accounts/${before.id}`)).toEqual(before);
    // AUD-2: the way back was recorded where it was taken, after its rows were read.
    expect((await owner.ok.get("/audit?access=export")).data).toMatchObject([
      {
        actor: { kind: "system", id: "operator" },
        access: { operation: "npm run backroom -- export", rows, format: "json" },
      },
    ]);
    const made = await owner.ok.post("/items", { title: "After", tag_price: 100, inventory_type: "retail" });
    expect(Number(made.sku)).toBeGreaterThan(2);
  });
});

test("CON-8: calls of a provider that were never answered are listed, asked about and resolved", async () => {
  const named = ["--organization", "market"];
  const [{ key }] = await command([
    ...["create-organization", "--name", "Market", "--owner-email", "e@f.example"],
  ]);
  const call_id = await running(namespace, async (url) => {
    const market = await openMarketplace(clientOf(url, key));
    const buyer = await market.person({ card: cards.neverArrives });
    const { id } = await market.contract([[await market.person(), 9000]], [buyer]);
    const { buyers } = await clientOf(url, key).ok.post(`/contracts/${id}/settle`, {});
    return buyers[0].transaction_id as string;
  });
  const client = await mongoose.mongo.MongoClient.connect(mongo_url);
  const calls = client.db(`${namespace}_contracts`).collection<Json>("provider_calls");
  await calls.updateOne({ _id: call_id }, { $set: { status: "unanswered", next_at: null } });
  await client.close();
  const of = (...words: string[]) => command(["provider-calls", ...words, ...named]);
  expect(await of("list")).toMatchObject([{ id: call_id, mode: "live", provider: "simulated" }]);
  expect(await of("ask", "--id", call_id)).toMatchObject([{ status: "unanswered" }]);
  await expect(of("resolve", "--id", call_id, "--outcome", "failed")).rejects.toThrow(/--reason/);
  const said = ["--outcome", "failed", "--reason", "The bank's statement"];
  expect(await of("resolve", "--id", call_id, ...said)).toMatchObject([{ status: "done" }]);
  expect(await of("list")).toEqual([]);
  await expect(command(["provider-calls", "list"])).rejects.toThrow(/needs --organization/);
});

test("a file of another system is checked, then brought in, and brings nothing twice", async () => {
  const founder = ["--name", "Imports", "--owner-email", "imports@example.com"];
  const [{ organization }] = (await command(["create-organization", ...founder])) as [Json];
  const pictures = await startPictureServer();
  const file = join(folder, "shopify.csv");
  const sample = String(await sampleFile("shopify"));
  await writeFile(file, sample.replaceAll("https://cdn.example.com/", pictures.url("")));
  pictures.answer("navy-wool-coat-1.jpg", { status: 404 });
  const args = ["import", "shopify", file, "--organization", organization];
  const asked = await cli(args);
  expect([asked.code, asked.errors]).toEqual([1, expect.stringContaining("consignor, brand, supplier")]);
  const whole = [...args, "--vendor-is", "consignor"];
  const checked = await command(whole);
  expect(checked.map((each) => Object.keys(each)[0])).toEqual(["id", "sample", "sample", "sample"]);
  expect(checked[0]).toMatchObject({ status: "checked", new_count: 200, new_accounts_count: 20 });
  const node = await startNode([], { ...env, PICTURES_ALLOWED_HOSTS: pictures.host });
  const brought = async () => (await command([...whole, "--run"])).slice(4);
  const [done, ...progress] = await brought();
  expect(done).toMatchObject({ status: "done", created_count: 200, created_accounts_count: 20 });
  expect(progress.slice(0, -1).map((each) => Object.keys(each))).toEqual(
    progress.slice(1).map(() => ["pictures"]),
  );
  expect(progress.at(-2)!.pictures).toMatchObject({ waiting: 0, retrying: 0, failed: 1 });
  expect(progress.at(-2)!.pictures.made).toBe(checked[0].pictures_count - 1);
  expect(progress.at(-1)).toMatchObject({ picture_failed: { line: 2, code: "bad_status" } });
  const fetched = pictures.total();
  const [again, ...more] = await brought();
  expect(again).toMatchObject({ created_count: 0, known_count: 200, created_accounts_count: 0 });
  expect([more, pictures.total()]).toEqual([[], fetched]);
  await stopNode(node);
  await pictures.stop();
  const missing = await cli([...args.slice(0, 2), `${file}.none`, ...args.slice(3)]);
  expect([missing.code, missing.errors.split("\n")[0]]).toEqual([1, expect.stringContaining("ENOENT")]);
});

test("a wrong command says what there is, in one sentence per mistake", async () => {
  await expect(command(["what"])).rejects.toThrow(/create-organization/);
  await expect(command(["export", "--organization", "x"])).rejects.toThrow(
    "export needs --organization and --file.",
  );
  await expect(command(["status", "--service", "x"])).rejects.toThrow(/There is no service 'x'/);
});
