/**
 * Watches the disk under the embedded mongod, which ends when it cannot write: before that happens writes are to be refused.
 * A file of zeros keeps some room back. It is given up when the disk is full, so that mongod can go on, or come back, to be read.
 */
import { open, rm, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const MB = 2 ** 20;
/** Less free than this counts as full. */
const FULL_BELOW = 64 * MB;
const RESERVE = 64 * MB;
/** What mongod needs to start and to be read: its journal and its checkpoints. */
const RUNS_ON = 24 * MB;
const LOOK_MS = 1000;

/** A name for what is missing, as readiness, the log and a refusal tell it. */
export const diskFull = (dataDir: string): string =>
  `The disk of DATA_DIR (${dataDir}) is full: free at least ${(FULL_BELOW + RESERVE) / MB} MB there`;

export type DiskWatch = {
  readonly full: boolean;
  /** Looks now; whether mongod can run. */
  look(): Promise<boolean>;
  /** Resolves as soon as mongod can run, with whether that took waiting. */
  room(signal: AbortSignal): Promise<boolean>;
  stop(): Promise<void>;
};

export type DiskOptions = {
  dataDir: string;
  /** Told of each change. */
  told: (full: boolean) => void;
  /** Bytes that are free there. */
  available?: (dataDir: string) => Promise<number>;
};

async function availableOn(dataDir: string): Promise<number> {
  const { bavail, bsize } = await statfs(dataDir);
  return bavail * bsize;
}

/** Zeros that are written, for a file with holes keeps nothing back. */
async function keepBack(file: string): Promise<void> {
  const handle = await open(file, "w", 0o600);
  try {
    const zeros = Buffer.alloc(MB);
    for (let written = 0; written < RESERVE; written += MB) await handle.write(zeros);
  } finally {
    await handle.close();
  }
}

export async function watchDisk({ dataDir, told, available = availableOn }: DiskOptions): Promise<DiskWatch> {
  const reserve = join(dataDir, "reserve");
  const release = () => rm(reserve, { force: true });
  const reserved = () =>
    stat(reserve).then(
      ({ size }) => size === RESERVE,
      () => false,
    );
  let full = false;

  const turn = (now: boolean) => {
    if (full === now) return;
    full = now;
    told(full);
  };

  async function once(): Promise<boolean> {
    const free = await available(dataDir);
    if (free < FULL_BELOW) {
      turn(true);
      await release();
      return (await available(dataDir)) >= RUNS_ON;
    }
    if (await reserved()) turn(false);
    else if (free >= FULL_BELOW + RESERVE) {
      // Somebody else may take the room meanwhile: then the next look tells.
      await keepBack(reserve).catch(release);
      turn(false);
    }
    return true;
  }

  // One look at a time: what one of them writes or removes is what the next one sees.
  let looking: Promise<boolean> = Promise.resolve(true);
  const look = () => {
    looking = looking.then(once, once);
    return looking;
  };
  await look();
  const timer = setInterval(() => void look().catch(() => undefined), LOOK_MS);
  timer.unref();
  return {
    get full() {
      return full;
    },
    look,
    async room(signal) {
      for (let waited = false; ; waited = true) {
        // Who cannot look (the folder is gone) hears of it from mongod.
        if (signal.aborted || (await look().catch(() => true))) return waited;
        await pause(LOOK_MS, undefined, { signal, ref: false }).catch(() => undefined);
      }
    },
    async stop() {
      clearInterval(timer);
      await looking.catch(() => undefined);
    },
  };
}
