/** Backroom as separate processes over a real NATS, started as a user would start them. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Client, clientOf, until } from "./backroom.ts";
import { TEST_KEY } from "./key.ts";
import { giveBack, takeNamespace } from "./namespaces.ts";

const root = join(import.meta.dirname, "../..");

/** The options of `npm start` for node. */
export const startFlags: string[] = JSON.parse(readFileSync(join(root, "package.json"), "utf8"))
  .scripts.start.split(" ")
  .filter((word: string) => word.startsWith("--"));

/** What Node starts: in a run of tests the bundles, which are up in half the time (`app/bundle.ts`), else the sources. */
const folder = process.env.TEST_PROGRAMS;
const program = (name: string) => (folder ? join(folder, `${name}.mjs`) : `app/${name}.ts`);
export const programs = { start: program("start"), cli: program("cli"), verify: program("verify") };

/** Node's compile cache, which saves half of a start. */
const compiled = { NODE_COMPILE_CACHE: join(root, "node_modules/.cache/node") };

/** A start takes a second, and much longer on a busy machine. */
const PATIENCE_MS = 180_000;

export type Running = {
  child: ChildProcess;
  output: () => string;
  /** Resolves with the signal or code it ended with. */
  ended: Promise<string>;
};

const fileOf = (name: string) =>
  name === "gateway" ? "app/gateway.service.ts" : `services/${name}/${name}.service.ts`;
const runner = ["--config", "moleculer.config.ts"];

/** Starts a process with these services, or with all of them. */
const commands = {
  start: (names: readonly string[]) => [programs.start, ...names],
  /** As `npm start` does it. */
  sources: (names: readonly string[]) => ["app/start.ts", ...names],
  "moleculer-runner": (names: readonly string[]) => [
    "node_modules/moleculer/bin/moleculer-runner.js",
    ...runner,
    ...names.map(fileOf),
  ],
  "moleculer-runner-esm": (names: readonly string[]) => [
    "node_modules/moleculer/bin/moleculer-runner.mjs",
    ...runner,
    ...names.map(fileOf),
  ],
};
export type Starter = keyof typeof commands;

/** Resolves when the process prints that it runs, or has ended. */
export async function startNode(
  names: readonly string[],
  env: Record<string, string>,
  starter: Starter = "start",
): Promise<Running> {
  const child = spawn(process.execPath, [...startFlags, ...commands[starter](names)], {
    cwd: root,
    env: {
      ...compiled,
      PATH: process.env.PATH!,
      HOME: process.env.HOME!,
      LOG_LEVEL: "warn",
      PORT: "0",
      SECRET_KEY: TEST_KEY,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  // Stop all processes when one fails to start.
  process.setMaxListeners(100);
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  child.once("exit", () => process.off("exit", end));
  let text = "";
  child.stdout.on("data", (chunk) => (text += chunk));
  child.stderr.on("data", (chunk) => (text += chunk));
  const ended = new Promise<string>((resolve) =>
    child.once("exit", (code, signal) => resolve(String(signal ?? code))),
  );
  const running = { child, output: () => text, ended };
  const settled = async () =>
    /^(Documentation|Running) /m.test(text) || child.exitCode !== null || child.signalCode !== null;
  await until(settled, names.join(" "), PATIENCE_MS).catch((error) => {
    child.kill("SIGKILL");
    throw error;
  });
  return running;
}

export async function stopNode(
  { child, ended }: Running,
  signal: NodeJS.Signals = "SIGTERM",
): Promise<string> {
  child.kill(signal);
  return ended;
}

export type Cluster = {
  url: string;
  namespace: string;
  owner: Client;
  /** One more organization's owner. */
  organization(): Promise<Client>;
  env: Record<string, string>;
  nodes: Map<string, Running>;
  /** Starts one more process of these services under a name of your choice. */
  start(name: string, services: string[], env?: Record<string, string>): Promise<Running>;
  stop(): Promise<void>;
};

const rooms = ["catalog", "inventory", "sales", "accounts", "contracts", "platform"];

/** Gateway and six services, each in its own process, each started by the next of the starters. */
export async function startCluster(
  options: { env?: Record<string, string>; services?: string[]; starters?: readonly Starter[] } = {},
): Promise<Cluster> {
  const mongo_url = process.env.TEST_MONGO_URL!;
  const namespace = await takeNamespace(mongo_url);
  const env = {
    MONGO_URL: mongo_url,
    NATS_URL: process.env.TEST_NATS_URL!,
    NAMESPACE: namespace,
    RATE_LIMIT_CAPACITY: "100000",
    RATE_LIMIT_PER_SECOND: "100000",
    ...options.env,
  };
  const nodes = new Map<string, Running>();
  let begun = 0;
  const start: Cluster["start"] = async (name, services, more = {}) => {
    const { starters = ["start"] } = options;
    const running = await startNode(services, { ...env, ...more }, starters[begun++ % starters.length]);
    nodes.set(name, running);
    return running;
  };
  const stop = async () => {
    await Promise.all([...nodes.values()].map((each) => stopNode(each)));
    await giveBack(mongo_url, namespace);
  };
  try {
    const services = options.services ?? rooms;
    const started = await Promise.allSettled(services.map((name) => start(name, [name])));
    for (const each of started) if (each.status === "rejected") throw each.reason;
    const [gateway, key] = await Promise.all([start("gateway", ["gateway"]), createOrganization(env)]);
    const url = /^API +(\S+)\/api\/v1$/m.exec(gateway.output())?.[1];
    if (!url) throw new Error(`The gateway did not start: ${gateway.output()}`);
    const probe = options.services ? "live" : "ready";
    await until(async () => (await fetch(`${url}/health/${probe}`)).ok, "readiness", PATIENCE_MS);
    const organization = async () => clientOf(url, await createOrganization(env));
    return { url, namespace, env, nodes, start, owner: clientOf(url, key), organization, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Everything in one process of its own. */
export async function startWhole(): Promise<
  Pick<Cluster, "url" | "namespace" | "owner" | "stop"> & { pid: number }
> {
  const mongo_url = process.env.TEST_MONGO_URL!;
  const namespace = await takeNamespace(mongo_url);
  const env = {
    MONGO_URL: mongo_url,
    NAMESPACE: namespace,
    RATE_LIMIT_CAPACITY: "100000",
    RATE_LIMIT_PER_SECOND: "100000",
  };
  const running = await startNode([], env);
  const url = /^API +(\S+)\/api\/v1$/m.exec(running.output())?.[1];
  if (!url) throw new Error(`It did not start: ${running.output()}`);
  return {
    url,
    namespace,
    pid: running.child.pid!,
    owner: clientOf(url, await createOrganization(env)),
    async stop() {
      await stopNode(running);
      await giveBack(mongo_url, namespace);
    },
  };
}

/** `npm run backroom -- create-organization`, whose key is printed once. */
async function createOrganization(env: Record<string, string>): Promise<string> {
  const args = [
    programs.cli,
    "create-organization",
    "--name",
    "Flow shop",
    "--owner-email",
    "owner@flow.example",
  ];
  const { output, code } = await run(process.execPath, args, env);
  if (code !== 0) throw new Error(output);
  return (JSON.parse(output) as { key: string }).key;
}

type Ended = { code: number | null; output: string; errors: string };

/** Runs a command to its end. */
export function run(
  command: string,
  args: string[],
  env: Record<string, string>,
  cwd = root,
): Promise<Ended> & { child: ChildProcess } {
  const child = spawn(command, args, {
    cwd,
    env: { ...compiled, PATH: process.env.PATH!, HOME: process.env.HOME!, SECRET_KEY: TEST_KEY, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let errors = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (errors += chunk));
  const ended = new Promise<Ended>((resolve) =>
    // At "exit" the last output may not have been read yet.
    child.once("close", (code) => resolve({ code, output, errors })),
  );
  return Object.assign(ended, { child });
}
