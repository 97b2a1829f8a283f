/** What is measured, started as a user would start it: the floor, Backroom in one process, Backroom as six over NATS. */
import { type ChildProcess, spawn } from "node:child_process";
import { openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { cachedPrograms } from "../../app/bundle.ts";
import { TEST_KEY } from "../support/key.ts";
import { run, startFlags } from "../support/processes.ts";

const root = join(import.meta.dirname, "../..");

export type Node = { name: string; child: ChildProcess; said: () => Promise<string>; ready_ms: number };
export type Target = { name: string; url: string; key: string; nodes: Node[]; namespace: string };
export type Servers = { mongo_url: string; nats_url: string; folder: string };

/** What `npm run build` makes, which is what the image starts. */
const built = join(await cachedPrograms(), "start.mjs");
const READY_WITHIN_MS = 60_000;

/** Output goes to a file: reading it here would cost the load generator. */
async function start(
  name: string,
  args: string[],
  env: Record<string, string>,
  folder: string,
  ready: RegExp,
  node: string[] = [],
): Promise<Node> {
  const log = join(folder, `${name}.log`);
  const begun = performance.now();
  const out = openSync(log, "w");
  const child = spawn(process.execPath, [...node, ...args], {
    cwd: root,
    env: { PATH: process.env.PATH!, HOME: process.env.HOME!, ...env },
    stdio: ["ignore", out, out],
  });
  const said = () => readFile(log, "utf8");
  while (!ready.test(await said())) {
    if (child.exitCode !== null || performance.now() - begun > READY_WITHIN_MS)
      throw new Error(`${name} did not start:\n${await said()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return { name, child, said, ready_ms: performance.now() - begun };
}

export async function stop({ child }: Node): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
}

const environment = (mongo_url: string, namespace: string) => ({
  MONGO_URL: mongo_url,
  NAMESPACE: namespace,
  PORT: "0",
  SECRET_KEY: TEST_KEY,
  // As in the image.
  MALLOC_ARENA_MAX: "1",
  RATE_LIMIT_CAPACITY: "1000000",
  RATE_LIMIT_PER_SECOND: "1000000",
});

const API = /^API +(\S+)\/api\/v1$/m;

async function keyFor(mongo_url: string, namespace: string): Promise<string> {
  const args = ["create-organization", "--name", "Bench shop", "--owner-email", "owner@bench.example"];
  const { output, errors, code } = await run(
    process.execPath,
    ["app/cli.ts", ...args],
    environment(mongo_url, namespace),
  );
  if (code !== 0) throw new Error(errors || output);
  return (JSON.parse(output) as { key: string }).key;
}

/** All services in one process, without NATS. */
export async function startOne(
  { mongo_url, folder }: Servers,
  options: { namespace: string; key?: string; node?: string[]; name?: string; sources?: boolean },
): Promise<Target> {
  const { namespace, name = "one" } = options;
  const node = await start(
    name,
    [options.sources ? "app/start.ts" : built],
    environment(mongo_url, namespace),
    folder,
    /^Documentation /m,
    [...startFlags, ...(options.node ?? [])],
  );
  const url = API.exec(await node.said())![1]!;
  return {
    name: "one process",
    url,
    key: options.key ?? (await keyFor(mongo_url, namespace)),
    nodes: [node],
    namespace,
  };
}

/** Webhooks have nothing to do with what is measured: `platform` shares a process. */
const rooms = [["catalog", "platform"], ["inventory"], ["sales"], ["accounts"], ["contracts"], ["gateway"]];

/** The gateway and five services, each a process of its own. */
export async function startSix({ mongo_url, nats_url, folder }: Servers, namespace: string): Promise<Target> {
  const env = { ...environment(mongo_url, namespace), NATS_URL: nats_url };
  const nodes = await Promise.all(
    rooms.map((names) =>
      start(
        `six-${names[0]}`,
        [built, ...names],
        env,
        folder,
        names[0] === "gateway" ? /^Documentation /m : /^Running /m,
        startFlags,
      ),
    ),
  );
  const url = API.exec(await nodes.at(-1)!.said())![1]!;
  const until = performance.now() + READY_WITHIN_MS;
  while (!(await fetch(`${url}/health/ready`)).ok) {
    if (performance.now() > until) throw new Error("The six processes did not become ready.");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { name: "six over NATS", url, key: await keyFor(mongo_url, namespace), nodes, namespace };
}

export async function startFloor({ mongo_url, folder }: Servers, namespace: string): Promise<Target> {
  const env = { MONGO_URL: mongo_url, FLOOR_DB: `${namespace}_floor` };
  const node = await start("floor", ["test/bench/floor.ts"], env, folder, /^FLOOR /m);
  const url = /^FLOOR (\S+)$/m.exec(await node.said())![1]!;
  return { name: "floor", url, key: "floor-key", nodes: [node], namespace };
}

/** One process with many routes more, which are put into the sources. */
export async function startMore(servers: Servers, namespace: string): Promise<Target> {
  const node = ["--import", join(import.meta.dirname, "more-routes.ts")];
  return {
    ...(await startOne(servers, { namespace, node, name: "more", sources: true })),
    name: "one, more routes",
  };
}

/** What these processes have used of the processor so far. */
export async function cpuMs(pids: readonly number[]): Promise<number> {
  const each = await Promise.all(
    pids.map(async (pid) => {
      const line = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
      // Behind the name in brackets: user and system time are the 12th and 13th, in hundredths of a second.
      const [, ...fields] = line.slice(line.lastIndexOf(")") + 1).split(" ");
      return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10;
    }),
  );
  return each.reduce((sum, ms) => sum + ms, 0);
}

/** Resident memory of all processes of a target, in MiB. */
export async function memory({ nodes }: Target): Promise<number> {
  const each = await Promise.all(
    nodes.map(async ({ child }) => {
      const status = await readFile(`/proc/${child.pid}/status`, "utf8").catch(() => "");
      return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
    }),
  );
  return each.reduce((sum, kib) => sum + kib, 0) / 1024;
}
