/** Runs a command beside Backroom, or instead of it: services that only answer calls, on the configured MongoDB or the embedded one. */
import pino from "pino";
import { startMongo } from "../../shared/provision/mongo.ts";
import { provisionError } from "../../shared/provision/provision-error.ts";
import { type ProcessName, type RunningProcess, startProcess } from "../process.ts";
import { secretKey } from "../secret-key.ts";
import { readSettings, type Settings } from "../settings.ts";

/** What stands in the way, in one sentence. */
export const sentence = (message: string) => provisionError(message);

export type Place = { mongo_url: string; secret_key: string | undefined; settings: Settings };

/** The databases; an embedded MongoDB is started for the command, and refuses while Backroom runs on its folder. */
export async function withDatabases<T>(work: (place: Place) => Promise<T>): Promise<T> {
  const settings = readSettings(process.env);
  if (settings.MONGO_URL)
    return work({ mongo_url: settings.MONGO_URL, secret_key: settings.SECRET_KEY, settings });
  const embedded = await startMongo({
    dataDir: settings.DATA_DIR,
    log: () => undefined,
    onExit: () => undefined,
  });
  try {
    const secret_key = settings.SECRET_KEY ?? (await secretKey(settings.DATA_DIR));
    return await work({ mongo_url: embedded.url, secret_key, settings });
  } finally {
    await embedded.stop();
  }
}

export const withServices = <T>(
  names: readonly ProcessName[],
  work: (running: RunningProcess) => Promise<T>,
): Promise<T> =>
  withDatabases(async ({ mongo_url, secret_key, settings }) => {
    const running = await startProcess({
      names,
      mongo_url,
      namespace: settings.NAMESPACE,
      host: "127.0.0.1",
      port: 0,
      rate: { capacity: 1, per_second: 1 },
      request_timeout_ms: settings.REQUEST_TIMEOUT_MS,
      shutdown_timeout_ms: settings.SHUTDOWN_TIMEOUT_MS,
      log: pino({ level: "error" }, pino.destination(2)),
      alone: true,
      ...(secret_key ? { secret_key } : {}),
    });
    try {
      return await work(running);
    } finally {
      await running.stop();
    }
  });

export const say = (value: unknown): void => {
  process.stdout.write(`${typeof value === "string" ? value : JSON.stringify(value)}\n`);
};
