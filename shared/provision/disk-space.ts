/**
 * Watches the disk of the embedded mongod, which exits when it cannot write: writes must be refused before
 * that happens. A file of zeros reserves some room. When the disk is full, the file is deleted, so that
 * mongod can continue or restart for reading.
 */
import { open, rm, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const MB = 2 ** 20;
/** Less free than this counts as full. */
const FULL_BELOW = 64 * MB;
const RESERVE = 64 * MB;
/** The room mongod needs to start and to serve reads: for its journal and its checkpoints. */
const RUNS_ON = 24 * MB;
const LOOK_MS = 1000;

/** The name of this condition in readiness, the log and refusals. */
export const diskFull = (dataDir: string): string =>
  `The disk of DATA_DIR (${dataDir}) is full: free at least ${(FULL_BELOW + RESERVE) / MB} MB there`;

export type DiskWatch = {
  readonly full: boolean;
  /** Checks now; returns whether mongod can run. */
  look(): Promise<boolean>;
  /** Resolves as soon as mongod can run, with whether it had to wait. */
  room(signal: AbortSignal): Promise<boolean>;
  stop(): Promise<void>;
};

export type DiskOptions = {
  dataDir: string;
  /** Called on each change. */
  told: (full: boolean) => void;
  /** Returns the free bytes there. */
  available?: (dataDir: string) => Promise<number>;
};

async function availableOn(dataDir: string): Promise<number> {
  const { bavail, bsize } = await statfs(dataDir);
  return bavail * bsize;
}

/** Writes real zeros, because a sparse file reserves nothing. */
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
      // Another program may take the room meanwhile: the next check notices.
      await keepBack(reserve).catch(release);
      turn(false);
    }
    return true;
  }

  // One check at a time: each sees what the one before wrote or removed.
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
        // If the check fails (the folder is gone), mongod will report it.
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
