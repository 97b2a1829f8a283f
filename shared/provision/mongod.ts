import { open, rename, stat } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import type { Access } from "./mongo-access.ts";
import { freePort, untilAccepting } from "./port.ts";
import { provisionError } from "./provision-error.ts";
import { replicaSetName } from "./replica-set.ts";
import { type Exit, startTied, type TiedProcess } from "./tied-process.ts";

export type MongodFolder = {
  binary: string;
  dataDir: string;
  dbPath: string;
  logPath: string;
  access: Access;
  cacheMb: number;
  /** A temporary folder, removed when this process exits. */
  scratch?: string;
};

/** A predecessor, killed with its parent or shutting down, still holds the folder for a moment. */
const folderWaitMs = 2_500;
const portTries = 5;
const logMaxBytes = 16 << 20;
const exitBadData = 14;
const exitPortBusy = 48;

const engine = [
  // A preallocated journal of 300 MB is too much for a small shop; durability and speed are the same without
  // it.
  "log=(file_max=10MB,prealloc=false)",
  // By default written pages are to leave the cache above 5 % of it, and updates above 2.5 %: a thread then walks through
  // every file without end, a quarter of mongod's work with our many collections. The next checkpoint writes them anyway.
  "eviction_dirty_target=20,eviction_dirty_trigger=40",
  "eviction_updates_target=20,eviction_updates_trigger=40",
];

const fixedArguments = [
  ["--replSet", replicaSetName],
  ["--bind_ip", "127.0.0.1"],
  ["--nounixsocket"],
  // Requires the key even before the first user exists.
  ["--setParameter", "enableLocalhostAuthBypass=false"],
  // CVE-2025-14847 is in the network's zlib; on loopback compression has no benefit.
  ["--networkMessageCompressors", "disabled"],
  ["--quiet", "--logappend"],
  // A killed process leaves the locks of its open transactions for this long; the default is a minute.
  ["--setParameter", "transactionLifetimeLimitSeconds=10"],
  // We never read old snapshots: with 0 the next checkpoint removes a dropped collection's files, each an
  // open one, instead of minutes later.
  ["--setParameter", "minSnapshotHistoryWindowInSeconds=0"],
  // After a kill mongod replays everything since its last checkpoint, including unfinished index builds:
  // replaying a minute's work took half a minute on a busy machine.
  ["--syncdelay", "10"],
  ["--wiredTigerEngineConfigString", engine.join(",")],
].flat();

async function sizeOf(file: string): Promise<number> {
  return await stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

/** mongod appends a line a minute even when idle; at a start, keep only the last part of the log. */
export async function shortenLog(logPath: string): Promise<void> {
  if ((await sizeOf(logPath)) > logMaxBytes) await rename(logPath, `${logPath}.old`);
}

async function readFrom(file: string, offset: number): Promise<string> {
  const handle = await open(file).catch(() => undefined);
  if (handle === undefined) return "";
  try {
    const { buffer, bytesRead } = await handle.read({ position: offset, buffer: Buffer.alloc(1 << 20) });
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await handle.close();
  }
}

type Failure = { exit: Exit; said: string };

async function launch(
  folder: MongodFolder,
  port: number,
  signal?: AbortSignal,
): Promise<TiedProcess | Failure> {
  const offset = await sizeOf(folder.logPath);
  const own = ["--port", String(port), "--dbpath", folder.dbPath, "--logpath", folder.logPath];
  // From then on it requires a password; the process list shows only the file's name.
  const guarded = ["--keyFile", folder.access.keyFile];
  const cache = ["--wiredTigerCacheSizeGB", String(folder.cacheMb / 1024)];
  const all = [...own, ...guarded, ...cache, ...fixedArguments];
  const mongod = await startTied(folder.binary, all, folder.scratch);
  const leave = () => mongod.kill("SIGTERM");
  signal?.addEventListener("abort", leave, { once: true });
  if (signal?.aborted) leave();
  const ended = new AbortController();
  const exited = mongod.exited.then((exit) => {
    ended.abort();
    return exit;
  });
  const exit = await Promise.race([exited, untilAccepting(port, ended.signal)]);
  signal?.removeEventListener("abort", leave);
  if (signal?.aborted) await exited;
  signal?.throwIfAborted();
  return exit === undefined ? mongod : { exit, said: await readFrom(folder.logPath, offset) };
}

function sentence(folder: MongodFolder, port: number, { exit, said }: Failure): string {
  if (said.includes("DBPathInUse")) {
    return `Another process uses the data in ${folder.dataDir}: stop it, or set DATA_DIR to another folder.`;
  }
  if (exit.code === exitPortBusy) return `Port ${port} for mongod is taken by another process.`;
  if (exit.code === exitBadData) {
    return `mongod cannot read the data in ${folder.dbPath}: restore a backup, or set DATA_DIR to another folder.`;
  }
  const how = exit.signal === null ? `code ${exit.code}` : exit.signal;
  return `mongod ended with ${how} while starting: see ${folder.logPath}, or set MONGO_URL.`;
}

/** Starts mongod on a port and waits until it accepts connections. Throws a provision error of one sentence. */
export async function startMongod(
  folder: MongodFolder,
  port: number,
  signal?: AbortSignal,
): Promise<TiedProcess> {
  const deadline = Date.now() + folderWaitMs;
  for (;;) {
    const started = await launch(folder, port, signal);
    if ("pid" in started) return started;
    const inUse = started.said.includes("DBPathInUse");
    if (!inUse || Date.now() > deadline) throw provisionError(sentence(folder, port, started), started);
    await delay(100);
  }
}

/** The same on a free port; retries because another process may take the port before mongod binds it. */
export async function startMongodAnywhere(
  folder: MongodFolder,
  signal?: AbortSignal,
): Promise<{ mongod: TiedProcess; port: number }> {
  for (let left = portTries; ; left -= 1) {
    const port = await freePort();
    try {
      return { mongod: await startMongod(folder, port, signal), port };
    } catch (error) {
      const failure = (error as Partial<Error> | undefined)?.cause as Failure | undefined;
      if (failure?.exit?.code !== exitPortBusy || left <= 1) throw error;
    }
  }
}
