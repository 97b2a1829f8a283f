/** A node from the settings: what it finds or starts before its services, and what it prints once they run. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Limits } from "../gateway/limits.ts";
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
  /** Aborted when the process is asked to end, at any point of the start. */
  signal: AbortSignal;
  /** Called when the embedded MongoDB has died for good and no request can be answered. */
  giveUp(): void;
};

export type FromSettings = {
  options: NodeOptions;
  steps: NodeSteps;
  /** Closes what was opened; `steps` calls it after the services. */
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
      // The key of the first start exists before the node is ready.
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

/** Services in separate processes need an external MongoDB and NATS. */
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
      // Ending lets a supervisor restart the process.
      if (gaveUp) giveUp();
    },
  });
}

function rateOf(settings: Settings): Limits | null {
  const { RATE_LIMIT_CAPACITY: capacity, RATE_LIMIT_PER_SECOND: per_second } = settings;
  if (capacity === null) return null;
  const { RATE_LIMIT_SIGN_IN: sign_in, RATE_LIMIT_EXPORTS: exports } = settings;
  const { RATE_LIMIT_SEARCH: search, RATE_LIMIT_CLASSIFICATION: classification } = settings;
  return { capacity, per_second, shares: { sign_in, export: exports, search, classification } };
}

const tracingIn = (settings: Settings): Pick<NodeOptions, "tracing"> => {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: headers } = settings;
  const { OTEL_SERVICE_NAME: service_name, OTEL_TRACES_SAMPLER_ARG: rate } = settings;
  return endpoint ? { tracing: { endpoint, ...(headers ? { headers } : {}), service_name, rate } } : {};
};

/** What every start takes from the settings. */
export const optionsOf = (settings: Settings, log: Log): NodeOptions => ({
  ...(settings.NATS_URL ? { nats_url: settings.NATS_URL } : {}),
  nats_replicas: Number(settings.NATS_REPLICAS),
  namespace: settings.NAMESPACE,
  host: settings.HOST,
  port: settings.PORT,
  rate: rateOf(settings),
  dialects: {
    consigncloud_profile: settings.CONSIGNCLOUD_PROFILE,
    mercato_profile: settings.MERCATO_PROFILE,
    ...(settings.ROOT_DIALECT ? { root: settings.ROOT_DIALECT } : {}),
  },
  request_timeout_ms: settings.REQUEST_TIMEOUT_MS,
  shutdown_timeout_ms: settings.SHUTDOWN_TIMEOUT_MS,
  ...(settings.METRICS_TOKEN ? { metrics_token: settings.METRICS_TOKEN } : {}),
  ...(settings.CORS_ORIGINS ? { cors_origins: settings.CORS_ORIGINS.split(",") } : {}),
  log,
  ...tracingIn(settings),
  ...(settings.VERIFY_AT === "never" ? {} : { verify_at: settings.VERIFY_AT }),
  // The services see only their own settings.
  settings: {
    FIREBASE_PROJECT_ID: settings.FIREBASE_PROJECT_ID,
    FIREBASE_KEYS_URL: settings.FIREBASE_KEYS_URL,
    CLASSIFY_URL: settings.CLASSIFY_URL,
    CLASSIFY_TIMEOUT_MS: settings.CLASSIFY_TIMEOUT_MS,
    SMTP_URL: settings.SMTP_URL,
    SMTP_TIMEOUT_MS: settings.SMTP_TIMEOUT_MS,
    MAIL_FROM: settings.MAIL_FROM,
    MAIL_DIR: join(settings.DATA_DIR, "mail"),
    STRIPE_SECRET_KEY: settings.STRIPE_SECRET_KEY,
    STRIPE_WEBHOOK_SECRET: settings.STRIPE_WEBHOOK_SECRET,
    STRIPE_API_URL: settings.STRIPE_API_URL,
    INVITATION_URL: settings.INVITATION_URL,
    PASSWORD_RESET_URL: settings.PASSWORD_RESET_URL,
    SELF_SERVICE_ONBOARDING_ENABLED: settings.SELF_SERVICE_ONBOARDING_ENABLED,
    SIGNUP_URL: settings.SIGNUP_URL,
    CALENDARS_ALLOWED_HOSTS: settings.CALENDARS_ALLOWED_HOSTS,
    PICTURES_ALLOWED_HOSTS: settings.PICTURES_ALLOWED_HOSTS,
    PICTURES_TIMEOUT_MS: settings.PICTURES_TIMEOUT_MS,
    RATES_ALLOWED_HOSTS: settings.RATES_ALLOWED_HOSTS,
    WEBHOOKS_ALLOWED_HOSTS: settings.WEBHOOKS_ALLOWED_HOSTS,
    WEBHOOKS_ALLOW_HTTP: settings.WEBHOOKS_ALLOW_HTTP,
  },
});

const FIRST = "first organization";

/** `Retry-After` of a refused write. */
const DISK_RETRY_S = "10";

/** Readiness, the log and refused writes report a full disk. */
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

/** Serves health, then prints the addresses and how to begin. */
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

/** Writes the current address into the file of the first start, if it still exists and can be written. */
async function tellAddress(file: string, base_url: string): Promise<void> {
  const kept = await readFile(file, "utf8").catch(() => "");
  const address = `"base_url": ${JSON.stringify(base_url)}`;
  const told = kept.replace(/"base_url": "[^"]*"/, () => address);
  if (told !== kept) await writePrivate(file, told.trimEnd()).catch(() => undefined);
}

/** The first start in embedded mode creates an organization and writes its owner's key to a file that only they can read. */
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
  // Output that is not a terminal (a log, a journal, a pipe) is stored elsewhere.
  const told = process.stdout.isTTY ? [made.key, `               (also in ${file})`] : [`in ${file}`];
  return [`Organization   ${made.slug}`, `Owner's key    ${told.join("\n")}`];
}
