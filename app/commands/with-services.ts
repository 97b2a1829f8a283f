/** Runs a command beside Backroom, or instead of it: services that only answer calls, on the configured MongoDB or the embedded one. */
import pino from "pino";
import { provisionError } from "../../shared/provision/provision-error.ts";
import { openPlace, type Place } from "../place.ts";
import { type ProcessName, type RunningProcess, startProcess } from "../process.ts";
import { readSettings, type Settings } from "../settings.ts";

/** What stands in the way, in one sentence. */
export const sentence = (message: string) => provisionError(message);

export type Here = Omit<Place, "stop"> & { settings: Settings };

/** The databases; an embedded MongoDB is started for the command, and refuses while Backroom runs on its folder. */
export async function withDatabases<T>(work: (here: Here) => Promise<T>): Promise<T> {
  const settings = readSettings(process.env);
  const { stop, ...place } = await openPlace(settings);
  try {
    return await work({ ...place, settings });
  } finally {
    await stop();
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
      secret_key,
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
