/** `npm start [-- gateway catalog …]`: finds or starts MongoDB, starts the chosen services, stops them on a signal. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import pino from "pino";
import { createOrganization } from "../services/accounts/public.ts";
import { isProvisionError } from "../shared/provision/provision-error.ts";
import { serveHealth } from "./health.ts";
import { openPlace } from "./place.ts";
import { type ProcessName, processNames, type RunningProcess, startProcess } from "./process.ts";
import { readSettings, type Settings } from "./settings.ts";

const say = (line: string) => process.stdout.write(`${line}\n`);

function chosen(argv: string[], settings: Settings): ProcessName[] {
  const unknown = argv.find((name) => !processNames.includes(name as ProcessName));
  if (unknown) throw sentence(`There is no service '${unknown}': choose from ${processNames.join(", ")}.`);
  const names = argv.length ? (argv as ProcessName[]) : [...processNames];
  if (names.length < processNames.length && !settings.NATS_URL) {
    throw sentence(
      "Services in separate processes find each other over NATS: set NATS_URL, or start all of them in one.",
    );
  }
  if (names.length < processNames.length && !settings.MONGO_URL) {
    throw sentence(
      "Services in separate processes need one MongoDB replica set: set MONGO_URL, or start all of them in one.",
    );
  }
  return names;
}

const sentence = (message: string) => Object.assign(new Error(message), { type: "provision" });

/** The first start in embedded mode makes an organization and leaves its owner's key in a file only he can read. */
async function firstKey(running: RunningProcess, dataDir: string, base_url: string): Promise<string[]> {
  const { made } = await running.call(createOrganization, {
    name: "My shop",
    owner_email: "owner@shop.example",
    only_first: true,
  });
  if (!made) return [];
  const file = join(dataDir, "first-key.json");
  const content = { organization: made.slug, key: made.key, base_url };
  await writeFile(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  return [`Organization   ${made.slug}`, `Owner's key    ${made.key}`, `               (also in ${file})`];
}

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const names = chosen(process.argv.slice(2), settings);
  const log = pino({ level: settings.LOG_LEVEL });
  let running: RunningProcess | null = null;
  let stopping = false;
  const stop = async (code = 0) => {
    if (stopping) return;
    stopping = true;
    await running?.stop().catch((err) => log.error({ err }, "stop"));
    await place?.stop();
    process.exit(code);
  };
  process.on("SIGINT", () => stop());
  process.on("SIGTERM", () => stop());
  const place = await openPlace(settings, {
    log: say,
    onExit: ({ message, gaveUp }) => {
      log.error(message);
      // Without its database nothing can be answered any more: better to end, and be started again.
      if (gaveUp) stop(1);
    },
  });

  running = await startProcess({
    names,
    mongo_url: place.mongo_url,
    secret_key: place.secret_key,
    ...(settings.NATS_URL ? { nats_url: settings.NATS_URL } : {}),
    namespace: settings.NAMESPACE,
    host: settings.HOST,
    port: settings.PORT,
    rate: { capacity: settings.RATE_LIMIT_CAPACITY, per_second: settings.RATE_LIMIT_PER_SECOND },
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
  const made =
    settings.MONGO_URL === undefined ? await firstKey(running, settings.DATA_DIR, running.url) : [];
  say([`API            ${running.url}/api/v1`, `Documentation  ${running.url}/docs`, ...made].join("\n"));
}

/** What stands in the way of a start is one sentence. */
function reasonOf(error: Error): string {
  if (isProvisionError(error)) return error.message;
  return error.stack ?? String(error);
}

main().catch((error) => {
  process.stderr.write(`${reasonOf(error)}\n`);
  process.exit(1);
});
