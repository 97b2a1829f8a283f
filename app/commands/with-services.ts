/** Runs a command beside Backroom, or instead of it: services that only answer calls, on the configured MongoDB or the embedded one. */
import pino from "pino";
import { isProvisionError, provisionError } from "../../shared/provision/provision-error.ts";
import type { NodeName } from "../node.ts";
import { openPlace, type Place } from "../place.ts";
import { type RunningProcess, startProcess } from "../process.ts";
import { readSettings, type Settings } from "../settings.ts";

/** What stands in the way, in one sentence. */
export const sentence = (message: string) => provisionError(message);

export type Here = Omit<Place, "stop"> & { settings: Settings };

/** The databases; without a MongoDB of one's own the embedded one of a running Backroom, or one that is started for the command. */
export async function withDatabases<T>(work: (here: Here) => Promise<T>): Promise<T> {
  const settings = readSettings(process.env);
  const { stop, ...place } = await openPlace(settings, { beside: true });
  try {
    return await work({ ...place, settings });
  } finally {
    await stop();
  }
}

/** What goes wrong beside the command's own errors. */
export const log = pino({ level: "error" }, pino.destination(2));

export const startServices = (
  { mongo_url, secret_key, settings }: Here,
  names: readonly NodeName[],
): Promise<RunningProcess> =>
  startProcess({
    names,
    mongo_url,
    namespace: settings.NAMESPACE,
    host: "127.0.0.1",
    port: 0,
    rate: { capacity: 1, per_second: 1 },
    request_timeout_ms: settings.REQUEST_TIMEOUT_MS,
    shutdown_timeout_ms: settings.SHUTDOWN_TIMEOUT_MS,
    log,
    alone: true,
    secret_key,
  });

export const withServices = <T>(
  names: readonly NodeName[],
  work: (running: RunningProcess) => Promise<T>,
): Promise<T> =>
  withDatabases(async (here) => {
    const running = await startServices(here, names);
    try {
      return await work(running);
    } finally {
      await running.stop();
    }
  });

export const say = (value: unknown): void => {
  process.stdout.write(`${typeof value === "string" ? value : JSON.stringify(value)}\n`);
};

/** What stands in the way is a sentence, of us or of the system; whatever else went wrong is a fault of ours. */
export function endWith(error: NodeJS.ErrnoException, code: number): never {
  const told = isProvisionError(error) || error?.code !== undefined;
  process.stderr.write(`${told ? error.message : (error?.stack ?? error)}\n`);
  process.exit(code);
}
