/** The guide to backups, followed word for word: docs/backup.md. */
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, clientOf, type Json, until } from "../support/backroom.ts";
import { run, startNode, stopNode } from "../support/processes.ts";
import { openShop } from "../support/shop.ts";

const guide = await readFile(join(import.meta.dirname, "../../docs/backup.md"), "utf8");

/** The commands of the block that the guide marks with this name. */
function commandsOf(name: string): string {
  const found = new RegExp(`\`\`\`sh run ${name}\n([\\s\\S]*?)\`\`\``).exec(guide)?.[1];
  if (!found) throw new Error(`docs/backup.md has no block "sh run ${name}".`);
  return found;
}

type Node = Awaited<ReturnType<typeof startNode>>;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "backroom-backup-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The key is the one in the folder, as the guide has it. */
const places = () => ({
  ...{ SECRET_KEY: "", ORGANIZATION: "my-shop", BACKUPS: join(folder, "backups") },
  ...{
    DATA_DIR: join(folder, "data"),
    RESTORED: join(folder, "restored"),
    IMPORTED: join(folder, "imported"),
  },
});

const follow = (block: string) => run("bash", ["-euc", commandsOf(block)], places());

async function followed(block: string): Promise<string> {
  const { code, output, errors } = await follow(block);
  if (code !== 0) throw new Error(`${block}: ${errors}${output}`);
  return output;
}

const addressOf = ({ output }: Node): string | undefined => /^API +(\S+)\/api\/v1$/m.exec(output())?.[1];

/** Another program may take the port that the embedded MongoDB has chosen; whoever runs Backroom starts it again. */
async function started(DATA_DIR: string): Promise<Node> {
  const start = () => startNode([], { ...places(), DATA_DIR });
  const node = await start();
  return addressOf(node) ? node : start();
}

/** Backroom on this folder, while `work` runs. */
async function running<T>(DATA_DIR: string, work: (url: string) => Promise<T>): Promise<T> {
  const node = await started(DATA_DIR);
  try {
    const url = addressOf(node);
    if (!url) throw new Error(`It did not start: ${node.output()}`);
    return await work(url);
  } finally {
    await stopNode(node, "SIGINT");
  }
}

type Sold = { consignor: Json; sale: Json };

const seen = async ({ ok }: Client, { consignor, sale }: Sold): Promise<Sold> => ({
  consignor: await ok.get(`/accounts/${consignor.id}`),
  sale: await ok.get(`/sales/${sale.id}`),
});

/** A sale, a sealed value, and rest. */
async function sell(owner: Client): Promise<Sold> {
  const shop = await openShop(owner);
  await owner.ok.patch(`/accounts/${shop.consignor}`, { bank_account_number: "NO9386011117947" });
  const open = await shop.open(await shop.piece(5000), await shop.piece(7000));
  const payments = [{ type: "cash", amount: open.total }];
  const sale = await owner.ok.post(`/sales/${open.id}/finalize`, { payments });
  const atRest = async () =>
    (await owner.ok.get("/ops/status")).services.every((each: Json) => each.unpublished + each.sagas === 0);
  await until(atRest, "rest");
  return seen(owner, { consignor: { id: shop.consignor }, sale });
}

test("a folder and an organization are saved, restored and verified by the commands of the guide", async () => {
  const { DATA_DIR, BACKUPS, RESTORED, IMPORTED } = places();
  let key = "";
  const before = await running(DATA_DIR, async (url) => {
    key = JSON.parse(await readFile(join(DATA_DIR, "first-key.json"), "utf8")).key;
    const sold = await sell(clientOf(url, key));
    expect(await follow("save-folder")).toMatchObject({ code: 1, errors: expect.stringMatching(/stop it/) });
    await followed("export");
    return sold;
  });
  await followed("save-folder");
  const saved = await readdir(BACKUPS);
  expect(saved.sort()).toEqual([
    expect.stringMatching(/^data-\d{8}T\d{6}Z\.tgz$/),
    expect.stringMatching(/^my-shop-\d{8}T\d{6}Z\.ndjson$/),
  ]);
  for (const file of saved) expect((await stat(join(BACKUPS, file))).mode & 0o777).toBe(0o600);

  // The table of a verifier that found no breach.
  for (const block of ["restore-folder", "import"]) expect(await followed(block)).toMatch(/INV-1\b/);
  for (const place of [RESTORED, IMPORTED])
    expect(await running(place, (url) => seen(clientOf(url, key), before))).toEqual(before);
}, 600_000);
