import { access, constants, mkdtemp, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Binary, findMongod } from "./binaries.ts";
import { type DiskWatch, diskFull, watchDisk } from "./disk-space.ts";
import { makeFolder } from "./folders.ts";
import { keepRunning } from "./keep-running.ts";
import { accessTo } from "./mongo-access.ts";
import { aboutRelease, recordedSeries, recordVersion, refuseOtherSeries } from "./mongo-version.ts";
import { type MongodFolder, shortenLog, startMongod, startMongodAnywhere } from "./mongod.ts";
import { provisionError } from "./provision-error.ts";
import { becomePrimary, mongoUrl } from "./replica-set.ts";
import { forgetUrl, noteUrl } from "./running-mongo.ts";
import type { TiedProcess } from "./tied-process.ts";

export type MongoOptions = {
  /** Called when mongod exits by itself, with whether it gave up restarting; the URL stays the same. */
  onExit?: (report: { message: string; gaveUp: boolean }) => void;
  /** Called when the folder's disk is full, so that writes must stop, and again when it has room. */
  onDisk?: (full: boolean) => void;
  /** Called before a download. */
  log?: (message: string) => void;
  /** Aborts the start at any point: nothing keeps running, and the promise rejects with its reason. */
  signal?: AbortSignal | undefined;
  /** Of mongod, in MiB; mongod's own default is half of the machine's memory. */
  cacheMb?: number;
} & (
  | { /** Data goes to `mongo` in this folder, the log beside it. */ dataDir: string; ephemeral?: false }
  | { /** For tests: a temporary folder, removed with the server. */ ephemeral: true; dataDir?: undefined }
);

export type EmbeddedMongo = {
  /** Without a database: clients add their own. */
  url: string;
  /** Of the current mongod; changes with a restart. */
  readonly pid: number;
  stop(): Promise<void>;
};

/** A transaction may fill 15 % of it. */
const CACHE_MB = 512;

async function makeFolders(dataDir: string, dbPath: string): Promise<void> {
  try {
    await makeFolder(dbPath);
    for (const folder of [dataDir, dbPath]) await access(folder, constants.W_OK);
  } catch (error) {
    throw provisionError(
      `Cannot write to ${dataDir}: set DATA_DIR to a folder that you may write to.`,
      error,
    );
  }
}

const ROOMY_BYTES = 4 * 2 ** 30;

/** Temporary data needs no disk: use memory if there is plenty, else the folder for temporary files. */
async function scratchParent(): Promise<string> {
  const memory = "/dev/shm";
  const space = await statfs(memory).catch(() => null);
  return space && space.bavail * space.bsize > ROOMY_BYTES ? memory : tmpdir();
}

async function chooseFolder(options: MongoOptions): Promise<Omit<MongodFolder, "binary" | "access">> {
  const dataDir = options.ephemeral
    ? await mkdtemp(join(await scratchParent(), "backroom-mongo-"))
    : resolve(options.dataDir);
  const dbPath = join(dataDir, "mongo");
  await makeFolders(dataDir, dbPath);
  const folder = {
    dataDir,
    dbPath,
    logPath: join(dataDir, "mongod.log"),
    cacheMb: options.cacheMb ?? CACHE_MB,
  };
  return options.ephemeral ? { ...folder, scratch: dataDir } : folder;
}

/** Chooses a mongod of the release that wrote the folder, if there is one. */
async function chooseBinary(dataDir: string, { log, signal }: MongoOptions): Promise<Binary> {
  const series = await recordedSeries(dataDir);
  const binary = await findMongod({ log, series, signal });
  refuseOtherSeries(dataDir, series, binary.version);
  return binary;
}

/** Waits for the primary; stops a mongod that does not become one. */
async function takeOffice(
  mongod: TiedProcess,
  port: number,
  { access, logPath }: MongodFolder,
): Promise<void> {
  const dead = mongod.exited.then(({ code, signal }) => {
    throw new Error(`mongod ended with ${signal ?? `code ${code}`}`);
  });
  try {
    await Promise.race([becomePrimary(port, access), dead]);
  } catch (error) {
    mongod.kill("SIGKILL");
    await mongod.exited;
    throw provisionError(`mongod started but cannot be written to: see ${logPath}, or set MONGO_URL.`, error);
  }
}

/** Starts a primary on a free port and records it in its folder; an abort leaves nothing behind. */
async function firstStart(folder: MongodFolder, version: string, signal?: AbortSignal) {
  signal?.throwIfAborted();
  const { mongod, port } = await startMongodAnywhere(folder, signal).catch((error) => {
    signal?.throwIfAborted();
    throw error;
  });
  const leave = () => mongod.kill("SIGTERM");
  signal?.addEventListener("abort", leave);
  try {
    await takeOffice(mongod, port, folder);
    await recordVersion(folder.dataDir, version);
    await noteUrl(folder.dataDir, mongoUrl(port, folder.access));
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", leave);
  }
  if (signal?.aborted) await mongod.exited;
  signal?.throwIfAborted();
  return { mongod, port };
}

/** Temporary data may fill its disk. */
const unwatched: DiskWatch = {
  full: false,
  look: async () => true,
  room: async () => false,
  stop: async () => undefined,
};

async function watched(dataDir: string, { ephemeral, onDisk = () => {} }: MongoOptions): Promise<DiskWatch> {
  if (ephemeral) return unwatched;
  const disk = await watchDisk({ dataDir, told: onDisk });
  if (await disk.look()) return disk;
  await disk.stop();
  throw provisionError(`${diskFull(dataDir)}.`);
}

/**
 * The embedded MongoDB: a replica set of one member (transactions and change streams need one) on a free loopback port,
 * tied to this process and restarted on the same port when it dies. Throws a provision error of one sentence.
 */
export async function startMongo(options: MongoOptions): Promise<EmbeddedMongo> {
  const place = await chooseFolder(options);
  const { dataDir } = place;
  const binary = await chooseBinary(dataDir, options);
  const disk = await watched(dataDir, options);
  try {
    const folder: MongodFolder = { ...place, binary: binary.path, access: await accessTo(dataDir) };
    await shortenLog(folder.logPath);
    const first = await firstStart(folder, binary.version, options.signal);
    options.log?.(aboutRelease(binary.version));
    return kept(first, folder, disk, options);
  } catch (error) {
    await disk.stop();
    throw error;
  }
}

function kept(
  { mongod, port }: { mongod: TiedProcess; port: number },
  folder: MongodFolder,
  disk: DiskWatch,
  options: MongoOptions,
): EmbeddedMongo {
  const running = keepRunning(mongod, {
    async restart() {
      const successor = await startMongod(folder, port);
      await takeOffice(successor, port, folder);
      return successor;
    },
    hindrance: disk.room,
    onExit: (exit, gaveUp) => {
      const how = exit.signal ?? `code ${exit.code}`;
      const next = gaveUp ? `it does not stay up, see ${folder.logPath}` : "it is being restarted";
      options.onExit?.({ message: `mongod ended with ${how}: ${next}.`, gaveUp });
    },
  });
  return {
    url: mongoUrl(port, folder.access),
    get pid() {
      return running.pid();
    },
    async stop() {
      await disk.stop();
      await forgetUrl(folder.dataDir);
      await running.stop(options.ephemeral ? "SIGKILL" : "SIGTERM");
      if (options.ephemeral) await rm(folder.dataDir, { recursive: true, force: true });
    },
  };
}
