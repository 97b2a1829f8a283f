/**
 * `npm run fuzz [-- --examples 30] [--documents native,circular]`: starts Backroom on databases of its own and lets Schemathesis
 * send what each document allows, and what it does not. An answer that the document does not allow, or a 5xx, fails the run.
 * Needs Python 3; the fuzzer is installed into the temporary folder.
 */
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startMongo } from "../../shared/provision/mongo.ts";
import { startOne, stop, type Target } from "../bench/stack.ts";

const FUZZER = "schemathesis==4.32.5";
const CHECKS = [
  "not_a_server_error",
  "status_code_conformance",
  "content_type_conformance",
  "response_headers_conformance",
  "response_schema_conformance",
];
const documents: Record<string, string> = {
  native: "/api/v1/openapi.json",
  circular: "/circular/openapi.json",
  consigncloud: "/consigncloud/api/v1/openapi.json",
  consigncloud_real: "/consigncloud/api/v1/openapi.real.json",
  pharus: "/pharus/api/openapi.json",
  candle: "/candle/v1/openapi.json",
  mercato: "/mercato/api/openapi.json",
  mercato_real: "/mercato/api/openapi.real.json",
};

const { values: options } = parseArgs({
  options: {
    examples: { type: "string", default: "20" },
    documents: { type: "string", default: Object.keys(documents).join(",") },
  },
});

const ran = (command: string, args: string[], cwd: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: "inherit" });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });

/** The installed fuzzer. */
async function installed(folder: string): Promise<string> {
  const bin = join(folder, "venv", "bin");
  if (await ran("python3", ["-m", "venv", join(folder, "venv")], folder))
    throw new Error("There is no Python 3.");
  if (await ran(join(bin, "pip"), ["install", "--quiet", FUZZER], folder))
    throw new Error(`${FUZZER} cannot be installed.`);
  return join(bin, "schemathesis");
}

/** A key of the profile that the document describes. */
async function keyFor({ url, key }: Target, name: string): Promise<string> {
  if (!name.endsWith("_real")) return key;
  const response = await fetch(`${url}/api/v1/api-keys`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ name, access: "admin", profile: "real" }),
  });
  if (!response.ok) throw new Error(await response.text());
  return ((await response.json()) as { key: string }).key;
}

async function fuzzed(command: string, url: string, key: string, folder: string): Promise<boolean> {
  const args = [
    "--checks",
    CHECKS.join(","),
    "--phases",
    "examples,coverage,fuzzing",
    "--continue-on-failure",
  ];
  const bounds = ["--max-examples", options.examples, "--request-timeout", "30", "--warnings", "off"];
  return (
    (await ran(command, ["run", url, "-H", `Authorization: Bearer ${key}`, ...args, ...bounds], folder)) === 0
  );
}

const folder = await mkdtemp(join(tmpdir(), "backroom-fuzz-"));
const command = await installed(folder);
const mongo = await startMongo({ dataDir: folder, log: (line) => process.stderr.write(`${line}\n`) });
const target = await startOne({ mongo_url: mongo.url, nats_url: "", folder }, { namespace: "fuzz" });
const failed: string[] = [];
try {
  // The organization of Circular's addresses is the one that the key belongs to.
  await writeFile(join(folder, "schemathesis.toml"), '[parameters]\norganization_slug = "bench-shop"\n');
  for (const name of options.documents.split(",")) {
    const address = documents[name];
    if (!address) throw new Error(`--documents must be of: ${Object.keys(documents).join(", ")}.`);
    const key = await keyFor(target, name);
    if (!(await fuzzed(command, target.url + address, key, folder))) failed.push(name);
  }
} finally {
  await Promise.all(target.nodes.map(stop));
  await mongo.stop();
  await rm(folder, { recursive: true, force: true });
}
if (failed.length) throw new Error(`Answers are not as documented: ${failed.join(", ")}.`);
