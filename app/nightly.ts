/**
 * The nightly verification (AUD-5): the verifier runs in a process of its own, like `npm run verify`, so that it does not
 * use the event loop and memory of the serving process.
 */
import { spawn } from "node:child_process";
import { constants, setPriority } from "node:os";
import { join } from "node:path";
import { nowMs } from "../shared/clock.ts";
import { beginRun, type Records, recordRun } from "./record-verification.ts";
import type { Report } from "./verify/report.ts";

export type NightlyOptions = Records & {
  mongo_url: string;
  namespace: string;
  secret_key: string;
  /** "03:00" in UTC; absent: only on request. */
  verify_at?: string | undefined;
};

export type Nightly = {
  /** Runs now. Returns the id of the run, or null while another one runs. Rechecks breaches for so many seconds. */
  run(settle_s?: number): Promise<string | null>;
  /** Runs unless this night's run is done. */
  look(): Promise<string | null>;
  stop(): Promise<void>;
};

const LOOK_MS = 10 * 60_000;
/** Less than the time after which `platform` considers a run lost. */
const LONGEST_MS = 100 * 60_000;
const SETTLE_S = 60;
/** The verifier streams its rows, so needing more than this is a bug. */
const HEAP_MB = 400;
const MOST_ERRORS = 800;

/** The day, in UTC, of the latest time at which the verification was due. */
export function lastNight(now_ms: number, verify_at: string): string {
  const [hours = 0, minutes = 0] = verify_at.split(":").map(Number);
  return new Date(now_ms - (hours * 60 + minutes) * 60_000).toISOString().slice(0, 10);
}

type Run = { settle_s: number; priority: number; signal: AbortSignal };

/** The verifier in a process of its own, with the same settings as `npm run verify` and nothing else. */
async function runVerifier(
  { mongo_url, namespace, secret_key }: NightlyOptions,
  { settle_s, priority, signal }: Run,
): Promise<Report> {
  const script = join(import.meta.dirname, "verify/apart.ts");
  const args = [`--max-old-space-size=${HEAP_MB}`, script, "--settle", String(settle_s)];
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, args, {
    env: { PATH, HOME, MONGO_URL: mongo_url, NAMESPACE: namespace, SECRET_KEY: secret_key },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: LONGEST_MS,
    signal,
  });
  const ended = Promise.withResolvers<string>();
  let output = "";
  let errors = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr.on("data", (chunk) => {
    errors = (errors + chunk).slice(0, MOST_ERRORS);
  });
  child.once("error", ended.reject);
  child.once("close", (code, killed) => ended.resolve(String(killed ?? code)));
  yieldTo(child.pid, priority);
  const how = await ended.promise;
  if (how !== "0") throw new Error(`The verifier ended with ${how}: ${errors.trim()}`);
  return JSON.parse(output) as Report;
}

function yieldTo(pid: number | undefined, priority: number): void {
  try {
    if (pid !== undefined) setPriority(pid, priority);
  } catch {
    // It has already ended, or the system has no priorities; it keeps the usual one.
  }
}

/** Runs the verifier for a run that is already recorded as begun. */
async function carryOut(options: NightlyOptions, id: string, run: Run): Promise<void> {
  const { log } = options;
  const look = async () => {
    try {
      return await runVerifier(options, run);
    } catch (error) {
      throw run.signal.aborted ? new Error("Backroom was stopped.") : error;
    }
  };
  try {
    const { breaches } = await recordRun(options, id, look);
    const found = { verification_id: id, breaches };
    if (breaches > 0) log.error(found, "the verifier found breaches");
    else log.info(found, "the verifier found nothing");
  } catch (err) {
    log.error({ err, verification_id: id }, "the verifier failed");
  }
}

export function startNightly(options: NightlyOptions): Nightly {
  const { log, verify_at } = options;
  const stopping = new AbortController();
  let running: Promise<unknown> = Promise.resolve();
  const { signal } = stopping;
  const { PRIORITY_NORMAL, PRIORITY_BELOW_NORMAL } = constants.priority;
  const start = async (settle_s: number, night?: string): Promise<string | null> => {
    const begun_by = night ? "schedule" : "hand";
    const id = await beginRun(options, { begun_by, ...(night ? { night } : {}) });
    if (!id) return null;
    // A requested run has somebody waiting for it; a nightly one gives way to everything else.
    const priority = night ? PRIORITY_BELOW_NORMAL : PRIORITY_NORMAL;
    await carryOut(options, id, { settle_s, priority, signal });
    return id;
  };
  const kept = <T>(work: Promise<T>): Promise<T> => {
    running = work.catch(() => undefined);
    return work;
  };
  const look = async () => (verify_at ? kept(start(SETTLE_S, lastNight(nowMs(), verify_at))) : null);
  // The first check waits, because a start has more urgent work.
  const timer = verify_at
    ? setInterval(() => look().catch((err) => log.error({ err }, "the verifier failed")), LOOK_MS)
    : undefined;
  timer?.unref();
  return {
    run: (settle_s = SETTLE_S) => kept(start(settle_s)),
    look,
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}
