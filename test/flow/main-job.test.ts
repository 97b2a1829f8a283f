/** The README's walk through the main job and the demo: the same figures in one process and in six over NATS. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withSettings } from "../../app/write-docs.ts";
import { run, startCluster, startNode, stopNode } from "../support/processes.ts";

const readme = await readFile(join(import.meta.dirname, "../../README.md"), "utf8");
const walk = /## The main job[\s\S]*?```sh\n([\s\S]*?)```/.exec(readme)![1]!;

const figures = [
  "name=Sales tax  rate_ppm=88750",
  "sku=000001  status=active  split=600000  terms_source.split=account",
  "number=000001  status=open  total=13065",
  "status=finalized  total=13065  change=1935",
  "status=sold",
  "balance=7200  available_balance=7200",
  "status=approved",
  "status=completed",
  "payout_completed: 7200 -7200 sum=0",
  "payout_requested: 7200 -7200 sum=0",
  "sale: 13065 -1065 -7200 -4800 sum=0",
  "balance=0",
];

const tables = [
  "Wool coat (00000",
  "60 % (from the account)",
  "10.65",
  "130.65",
  "150.00, 19.35",
  "72.00",
  "48.00",
];

/** Human numbers go on from run to run. */
const numbered = (line: string) => line.replace(/\b0{3}\d{3}\b/, "000001");

async function playIn(dataDir: string): Promise<void> {
  const env = { DATA_DIR: dataDir };
  for (let time = 1; time <= 3; time++) {
    const walked = await run("bash", ["-euc", walk], env);
    expect(walked.errors).toBe("");
    expect(walked.output.trim().split("\n").map(numbered)).toEqual(figures);
  }
  const demo = await run(process.execPath, ["app/demo.ts"], env);
  expect(demo.errors).toBe("");
  for (const figure of tables) expect(demo.output).toContain(figure);
  expect(demo.output).toMatch(/sum[ │]+0\.00/);
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "backroom-main-job-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("one process, embedded MongoDB: the walk and the demo, and a second start finds the same data", async () => {
  const env = { DATA_DIR: folder };
  const first = await startNode([], env, "sources");
  expect(first.output()).toMatch(/^Operation +http:\/\/127\.0\.0\.1:\d+\/ops$/m);
  expect(first.output()).toMatch(/^To try it +npm run demo, /m);
  expect(first.output()).toMatch(/^API +http:\/\/127\.0\.0\.1:\d+\/api\/v1$/m);
  // The output of what is no terminal is kept by others: it tells where the key is, not the key.
  expect(first.output()).toMatch(/^Owner's key +in .*first-key\.json$/m);
  expect(first.output()).not.toMatch(/br_live_/);
  await playIn(folder);
  expect(await stopNode(first, "SIGINT")).toBe("0");

  // At another port: the file tells where the API is now, for the helpers and the demo.
  const second = await startNode([], env, "sources");
  expect(second.output()).not.toMatch(/Owner's key/);
  const demo = await run(process.execPath, ["app/demo.ts"], env);
  expect(demo.errors).toBe("");
  // Gaps in numbers are allowed (ID-2).
  expect(demo.output).toMatch(/Wool coat \(00000[5-9]\)/);
  await stopNode(second);
});

test("six processes over NATS: the same figures", async () => {
  const cluster = await startCluster();
  try {
    const first_key = { organization: "flow-shop", key: cluster.owner.key, base_url: cluster.url };
    await writeFile(join(folder, "first-key.json"), JSON.stringify(first_key));
    await playIn(folder);
  } finally {
    await cluster.stop();
  }
});

test("the walk's helpers tell a refusal in its own words", async () => {
  const helpers = walk.split("\n").filter((line) => /^(show|field)\(\)/.test(line));
  const problem = JSON.stringify({ status: 404, code: "not_found", detail: "There is no tax with this id." });
  const told = await run(
    "bash",
    ["-euc", `${helpers.join("\n")}\necho '${problem}' | show name; echo '${problem}' | field id`],
    {},
  );
  expect(told.output).toBe("404: There is no tax with this id.\n\n");
  expect(told.errors).toBe("404: There is no tax with this id.\n");
});

test("the README's table of settings is the one in the code", () => {
  expect(withSettings(readme)).toBe(readme);
});
