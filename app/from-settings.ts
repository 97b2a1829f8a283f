/** A node as the settings have it: what it finds or starts before its services, and what it does and says once they run. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createOrganization } from "../services/accounts/public.ts";
import { fail } from "../shared/errors.ts";
import { reachNats } from "../shared/events/reach-nats.ts";
import { diskFull } from "../shared/provision/disk-space.ts";
import { writePrivate } from "../shared/provision/private-file.ts";
import { provisionError } from "../shared/provision/provision-error.ts";
import type { Log } from "../shared/service/runtime.ts";
import { serveHealth } from "./health.ts";
import {
  type NodeName,
  type NodeOptions,
  type NodeSteps,
  nodeNames,
  type Opened,
  type RunningNode,
} from "./node.ts";
import { openPlace, type Place } from "./place.ts";
import type { Settings } from "./settings.ts";
import { version } from "./version.ts";

const say = (line: string) => process.stdout.write(`${line}\n`);

export type Around = {
  settings: Settings;
  log: Log;
  /** Aborted as soon as the process is asked to end, however far the start is. */
  signal: AbortSignal;
  /** The embedded MongoDB has died for good: nothing can be answered any more. */
  giveUp(): void;
};

export type FromSettings = {
  options: NodeOptions;
  steps: NodeSteps;
  /** Ends what was opened, if it was; `steps` does it after the services. */
  close(): Promise<void>;
};

export function fromSettings(around: Around): FromSettings {
  const { settings, log, signal } = around;
  const awaited = new Set<string>();
  let place: Place | undefined;
  const close = async () => {
    const opened = place;
    place = undefined;
    await opened?.stop();
  };
  const steps: NodeSteps = {
    async open(names) {
      const disk = diskOf(settings, log, awaited);
      place = await findPlace(around, names, disk.told);
      signal.throwIfAborted();
      // Who waits for readiness finds the key of the first start.
      if (!settings.MONGO_URL) awaited.add(FIRST);
      const { mongo_url, secret_key } = place;
      return { mongo_url, secret_key, awaited, mayWrite: disk.mayWrite };
    },
    async started(node) {
      signal.throwIfAborted();
      await announce(settings, node);
      awaited.delete(FIRST);
    },
    closed: close,
  };
  return { options: optionsOf(settings, log), steps, close };
}

/** Services apart from the others need what they share to be somebody else's. */
function refuseApart(names: readonly NodeName[], { NATS_URL, MONGO_URL }: Settings): void {
  if (names.length === nodeNames.length) return;
  if (!NATS_URL)
    throw provisionError(
      "Services in separate processes find each other over NATS: set NATS_URL, or start all of them in one.",
    );
  if (!MONGO_URL)
    throw provisionError(
      "Services in separate processes need one MongoDB replica set: set MONGO_URL, or start all of them in one.",
    );
}

async function findPlace(
  { settings, log, signal, giveUp }: Around,
  names: readonly NodeName[],
  onDisk: (full: boolean) => void,
): Promise<Place> {
  refuseApart(names, settings);
  if (settings.NATS_URL) await reachNats(settings.NATS_URL);
  signal.throwIfAborted();
  return openPlace(settings, {
    log: say,
    signal,
    onDisk,
    onExit: ({ message, gaveUp }) => {
      log.error({}, message);
      // Better to end, and be started again.
      if (gaveUp) giveUp();
    },
  });
}

const rateOf = ({ RATE_LIMIT_CAPACITY: capacity, RATE_LIMIT_PER_SECOND: per_second }: Settings) =>
  capacity === null ? null : { capacity, per_second };

const optionsOf = (settings: Settings, log: Log): NodeOptions => ({
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
function diskOf({ DATA_DIR }: Settings, log: Log, awaited: Set<string>) {
  const what = diskFull(DATA_DIR);
  return {
    told(full: boolean) {
      if (full) {
        awaited.add(what);
        log.error({}, `${what}. Until then nothing is written.`);
      } else if (awaited.delete(what))
        log.info({}, "There is room on the disk of DATA_DIR: writing goes on.");
    },
    mayWrite() {
      if (!awaited.has(what)) return;
      const headers = { "Retry-After": DISK_RETRY_S };
      throw fail("unavailable", `${what}. Until then only reading is possible.`, { headers });
    },
  } satisfies { told(full: boolean): void } & Pick<Opened, "mayWrite">;
}

/** Health for whoever runs it, then what there is to open and to try. */
async function announce(settings: Settings, node: RunningNode): Promise<void> {
  if (settings.HEALTH_PORT !== undefined)
    await serveHealth({
      host: settings.HOST,
      port: settings.HEALTH_PORT,
      ready: node.ready,
      metrics: node.metrics,
      metrics_token: settings.METRICS_TOKEN,
    });
  if (!node.url) return void say(`Running        ${node.names.join(", ")}`);
  const made = settings.MONGO_URL ? [] : await firstKey(node, settings.DATA_DIR, node.url);
  say(banner(node.url, made));
}

const banner = (url: string, made: readonly string[]): string =>
  [
    `Backroom       ${version}`,
    `API            ${url}/api/v1`,
    `Documentation  ${url}/docs`,
    `Operation      ${url}/ops`,
    ...made,
    "To try it      npm run demo, in a second terminal",
  ].join("\n");

/** The file of the first start tells where the API is now; who has taken it away, or has no room for it, goes without. */
async function tellAddress(file: string, base_url: string): Promise<void> {
  const kept = await readFile(file, "utf8").catch(() => "");
  const address = `"base_url": ${JSON.stringify(base_url)}`;
  const told = kept.replace(/"base_url": "[^"]*"/, () => address);
  if (told !== kept) await writePrivate(file, told.trimEnd()).catch(() => undefined);
}

/** The first start in embedded mode makes an organization and leaves its owner's key in a file only they can read. */
async function firstKey(node: RunningNode, dataDir: string, base_url: string): Promise<string[]> {
  const { made } = await node.call(createOrganization, {
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
