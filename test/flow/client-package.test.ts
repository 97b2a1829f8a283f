/**
 * The client library as its users get it: packed, installed in an empty folder without the network, type-checked, run. Its
 * requests are repeated while the service cannot serve, and happen once (API-9).
 */
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Backroom, type Json, startBackroom } from "../support/backroom.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");
const script = join(root, "packages/client/examples/first-day.ts");

let backroom: Backroom;
let folder: string;
beforeAll(async () => {
  backroom = await startBackroom({ nats_url: process.env.TEST_NATS_URL! });
  folder = await mkdtemp(join(tmpdir(), "backroom-packed-"));
  for (const name of ["client", "events"])
    await run("npm", ["pack", "--pack-destination", folder], { cwd: join(root, "packages", name) });
  const tarballs = (await readdir(folder)).filter((name) => name.endsWith(".tgz"));
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await run(
    "npm",
    [
      "install",
      "--offline",
      "--no-audit",
      "--no-fund",
      ...tarballs.map((name) => `./${name}`),
      join(root, "node_modules/nats"),
    ],
    { cwd: folder },
  );
});
afterAll(async () => {
  await backroom?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** What the compiler says of a program beside the installed client. */
async function compiled(program: string): Promise<string> {
  await writeFile(join(folder, "program.ts"), program);
  const checks = ["--noEmit", "--strict", "--target", "es2023", "--lib", "es2023,dom"];
  const modules = [
    "--module",
    "nodenext",
    "--types",
    "node",
    "--typeRoots",
    join(root, "node_modules/@types"),
  ];
  return run(join(root, "node_modules/.bin/tsc"), [...checks, ...modules, "program.ts"], {
    cwd: folder,
  }).then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  );
}

/** What a program prints, as JSON. */
async function printed(program: string, env: Record<string, string> = {}): Promise<Json> {
  await writeFile(join(folder, "program.ts"), program);
  const given = { ...process.env, BACKROOM_URL: backroom.url, BACKROOM_KEY: backroom.owner.key };
  const events = { NATS_URL: process.env.TEST_NATS_URL, NAMESPACE: backroom.namespace };
  const { stdout } = await run(process.execPath, ["program.ts"], {
    cwd: folder,
    env: { ...given, ...events, ...env },
  });
  return JSON.parse(stdout);
}

test("a newcomer's script of less than forty lines imports, sells, prints, pays out and hears of it", async () => {
  const program = await readFile(script, "utf8");
  expect(program.split("\n").length).toBeLessThan(40);
  expect(await compiled(program)).toBe("");
  expect(await printed(program)).toEqual({
    imported: 3,
    sold: 19_800,
    paid_out: 9900,
    left: 1,
    shop: "Test shop",
    heard: 19_800,
  });
  expect(await compiled(program.replace("tag_price", "tag_prize"))).toContain("tag_prize");
});

const beginning = `import { Backroom, BackroomError, every } from "backroom-client";
const { BACKROOM_URL: url = "", BACKROOM_KEY: key = "" } = process.env;
const say = (value: unknown) => console.log(JSON.stringify(value));
`;

test("a refusal is thrown with its code and fields; filters, lists and pages arrive", async () => {
  const program = `${beginning}const backroom = new Backroom({ url, key });
const made = [100, 200, 300].map((tag_price) => ({ title: "Page", tag_price, inventory_type: "retail" as const }));
await backroom.items.importItems({ rows: made });
const titles: number[] = [];
const read = (cursor?: string) =>
  backroom.items.listItems({ limit: 1, cursor, search: "Page", tag_price: { gte: 200, lt: 1000 }, sort: "tag_price" });
for await (const item of every(read)) titles.push(item.tag_price);
const refused = await backroom.items.createItem({ title: "", tag_price: -1 }).catch((error: unknown) => error);
if (!(refused instanceof BackroomError)) throw new Error("It was not refused.");
say({ titles, status: refused.status, code: refused.code, pointers: refused.errors.map((each) => each.pointer) });
`;
  expect(await compiled(program)).toBe("");
  expect(await printed(program)).toEqual({
    ...{ titles: [200, 300], status: 400, code: "validation_failed" },
    pointers: ["/title", "/tag_price"],
  });
});

test("what a lost answer hides is asked again under its key, and happens once", async () => {
  const program = `${beginning}let sent = 0;
const keys = new Set<string | null>();
const backroom = new Backroom({
  url,
  key,
  attempts: 4,
  async fetch(address, init) {
    keys.add(new Headers(init?.headers).get("Idempotency-Key"));
    const reply = await fetch(address, init);
    sent += 1;
    if (sent === 1) throw new TypeError("The connection was lost.");
    return sent === 2 ? new Response("busy", { status: 503, headers: { "Retry-After": "0" } }) : reply;
  },
});
const { data } = await backroom.accounts.createAccount({ first_name: "Once" });
const all = (await backroom.accounts.listAccounts({ search: "Once" })).data.data;
say({ sent, keys: keys.size, same: all.map(({ id }) => id === data.id) });
`;
  expect(await compiled(program)).toBe("");
  // Three times the write, once the list, which has no key.
  expect(await printed(program)).toEqual({ sent: 4, keys: 2, same: [true] });
});
