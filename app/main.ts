/** `npm start [-- gateway catalog …]`: finds or starts MongoDB, starts the chosen services, stops them on a signal. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Logger } from "pino";
import { createOrganization } from "../services/accounts/public.ts";
import { fail } from "../shared/errors.ts";
import { reachNats } from "../shared/events/reach-nats.ts";
import { diskFull } from "../shared/provision/disk-space.ts";
import { writePrivate } from "../shared/provision/private-file.ts";
import { isProvisionError, provisionError } from "../shared/provision/provision-error.ts";
import { serveHealth } from "./health.ts";
import { logTo } from "./log.ts";
import { openPlace, type Place } from "./place.ts";
import {
  type ProcessName,
  type ProcessOptions,
  processNames,
  type RunningProcess,
  startProcess,
} from "./process.ts";
import { readSettings, type Settings } from "./settings.ts";

const say = (line: string) => process.stdout.write(`${line}\n`);

function chosen(argv: string[], settings: Settings): ProcessName[] {
  const unknown = argv.find((name) => !processNames.includes(name as ProcessName));
  if (unknown)
    throw provisionError(`There is no service '${unknown}': choose from ${processNames.join(", ")}.`);
  const names = argv.length ? (argv as ProcessName[]) : [...processNames];
  if (names.length < processNames.length && !settings.NATS_URL) {
    throw provisionError(
      "Services in separate processes find each other over NATS: set NATS_URL, or start all of them in one.",
    );
  }
  if (names.length < processNames.length && !settings.MONGO_URL) {
    throw provisionError(
      "Services in separate processes need one MongoDB replica set: set MONGO_URL, or start all of them in one.",
    );
  }
  return names;
}

/** The file of the first start tells where the API is now; who has taken it away, or has no room for it, goes without. */
async function tellAddress(file: string, base_url: string): Promise<void> {
  const kept = await readFile(file, "utf8").catch(() => "");
  const address = `"base_url": ${JSON.stringify(base_url)}`;
  const told = kept.replace(/"base_url": "[^"]*"/, () => address);
  if (told !== kept) await writePrivate(file, told.trimEnd()).catch(() => undefined);
}

/** The first start in embedded mode makes an organization and leaves its owner's key in a file only he can read. */
async function firstKey(running: RunningProcess, dataDir: string, base_url: string): Promise<string[]> {
  const { made } = await running.call(createOrganization, {
    name: "My shop",
    owner_email: "owner@shop.example",
    only_first: true,
  });
  const file = join(dataDir, "first-key.json");
  if (!made) {
    await tellAddress(file, base_url);
    return [];
  }
  const content = { organization: made.slug, key: made.key, base_url };
  await writePrivate(file, JSON.stringify(content, null, 2));
  // What is no terminal is kept: a log, a journal, a pipe.
  const told = process.stdout.isTTY ? [made.key, `               (also in ${file})`] : [`in ${file}`];
  return [`Organization   ${made.slug}`, `Owner's key    ${told.join("\n")}`];
}

/** What was started, to be stopped in the opposite order. */
type Started = { stop(): Promise<unknown> }[];

type Start = {
  settings: Settings;
  names: ProcessName[];
  log: Logger;
  started: Started;
  /** Aborted as soon as the process is asked to end, however far the start is. */
  signal: AbortSignal;
  stop(code: number): void;
};

const rateOf = ({ RATE_LIMIT_CAPACITY: capacity, RATE_LIMIT_PER_SECOND: per_second }: Settings) =>
  capacity === null ? null : { capacity, per_second };

const optionsOf = ({ settings, names, log }: Start, place: Place): ProcessOptions => ({
  names,
  mongo_url: place.mongo_url,
  secret_key: place.secret_key,
  ...(settings.NATS_URL ? { nats_url: settings.NATS_URL } : {}),
  namespace: settings.NAMESPACE,
  host: settings.HOST,
  port: settings.PORT,
  rate: rateOf(settings),
  dialects: {
    consigncloud_profile: settings.CONSIGNCLOUD_PROFILE,
    ...(settings.ROOT_DIALECT ? { root: settings.ROOT_DIALECT } : {}),
  },
  request_timeout_ms: settings.REQUEST_TIMEOUT_MS,
  shutdown_timeout_ms: settings.SHUTDOWN_TIMEOUT_MS,
  ...(settings.METRICS_TOKEN ? { metrics_token: settings.METRICS_TOKEN } : {}),
  log,
  ...(settings.VERIFY_AT === "never" ? {} : { verify_at: settings.VERIFY_AT }),
  // Of the environment the services see only what is theirs.
  settings: {
    CLASSIFY_URL: settings.CLASSIFY_URL,
    CLASSIFY_TIMEOUT_MS: settings.CLASSIFY_TIMEOUT_MS,
    WEBHOOKS_ALLOWED_HOSTS: settings.WEBHOOKS_ALLOWED_HOSTS,
    WEBHOOKS_ALLOW_HTTP: settings.WEBHOOKS_ALLOW_HTTP,
  },
});

const FIRST = "first organization";

/** How long who may not write is asked to wait. */
const DISK_RETRY_S = "10";

/** A full disk is told by readiness and the log, and to who would write. */
function diskOf({ settings, log }: Start, awaited: Set<string>) {
  const what = diskFull(settings.DATA_DIR);
  return {
    told(full: boolean) {
      if (full) {
        awaited.add(what);
        log.error(`${what}. Until then nothing is written.`);
      } else if (awaited.delete(what)) log.info("There is room on the disk of DATA_DIR: writing goes on.");
    },
    mayWrite() {
      if (!awaited.has(what)) return;
      const headers = { "Retry-After": DISK_RETRY_S };
      throw fail("unavailable", `${what}. Until then only reading is possible.`, { headers });
    },
  };
}

async function bringUp(start: Start): Promise<void> {
  const { settings, names, log, started, signal, stop } = start;
  if (settings.NATS_URL) await reachNats(settings.NATS_URL);
  signal.throwIfAborted();
  const awaited = new Set<string>();
  const disk = diskOf(start, awaited);
  const place = await openPlace(settings, {
    log: say,
    signal,
    onDisk: disk.told,
    onExit: ({ message, gaveUp }) => {
      log.error(message);
      // Without its database nothing can be answered any more: better to end, and be started again.
      if (gaveUp) stop(1);
    },
  });
  started.push(place);
  signal.throwIfAborted();
  const first = settings.MONGO_URL === undefined;
  // Who waits for readiness finds the key of the first start.
  if (first) awaited.add(FIRST);
  const running = await startProcess({ ...optionsOf(start, place), awaited, mayWrite: disk.mayWrite });
  started.push(running);
  signal.throwIfAborted();
  if (settings.HEALTH_PORT !== undefined)
    await serveHealth({
      host: settings.HOST,
      port: settings.HEALTH_PORT,
      ready: running.ready,
      metrics: running.metrics,
      metrics_token: settings.METRICS_TOKEN,
    });
  if (!running.url) {
    say(`Running        ${names.join(", ")}`);
    return;
  }
  const made = first ? await firstKey(running, settings.DATA_DIR, running.url) : [];
  awaited.delete(FIRST);
  signal.throwIfAborted();
  say(banner(running.url, made));
}

/** What there is to open and to try. */
const banner = (url: string, made: readonly string[]): string =>
  [
    `API            ${url}/api/v1`,
    `Documentation  ${url}/docs`,
    `Operation      ${url}/ops`,
    ...made,
    "To try it      npm run demo, in a second terminal",
  ].join("\n");

/** Resolves when all is up; a start that is refused is said in one sentence and ends the process. */
export async function main(): Promise<void> {
  await startAll().catch((error) => {
    process.stderr.write(`${reasonOf(error)}\n`);
    process.exit(1);
  });
}

async function startAll(): Promise<void> {
  const settings = readSettings(process.env);
  const names = chosen(process.argv.slice(2), settings);
  const log = logTo(settings.LOG_LEVEL, process.stdout.isTTY ? process.stdout : null);
  const leaving = new AbortController();
  const { signal } = leaving;
  const started: Started = [];
  const stop = async (code: number) => {
    if (signal.aborted) return;
    leaving.abort();
    // What is being started breaks off, or is up in a moment and can be stopped.
    const patience = pause(settings.SHUTDOWN_TIMEOUT_MS, undefined, { ref: false });
    await Promise.race([starting.catch(() => undefined), patience]);
    for (const each of started.reverse()) await each.stop().catch((err) => log.error({ err }, "stop"));
    process.exit(code);
  };
  process.on("SIGINT", () => stop(0));
  process.on("SIGTERM", () => stop(0));
  const starting = bringUp({ settings, names, log, started, signal, stop });
  await starting.catch((error) => {
    if (signal.aborted) return;
    process.stderr.write(`${reasonOf(error)}\n`);
    return stop(1);
  });
}

/** What stands in the way of a start is one sentence; whatever else went wrong is a fault of ours. */
function reasonOf(error: NodeJS.ErrnoException): string {
  if (isProvisionError(error)) return error.message;
  if (error.syscall && error.path)
    return `${error.path} cannot be used (${error.message}): set DATA_DIR to a folder that you may write to.`;
  return error.stack ?? String(error);
}
