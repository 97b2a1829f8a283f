/** Runs a command with services that only answer calls, on the configured or the embedded MongoDB, whether Backroom runs or not. */
import pino from "pino";
import { isProvisionError, provisionError } from "../../shared/provision/provision-error.ts";
import type { NodeName } from "../node.ts";
import { openPlace, type Place } from "../place.ts";
import { type RunningProcess, startProcess } from "../process.ts";
import { readSettings, type Settings } from "../settings.ts";

/** An error that is printed as one sentence. */
export const sentence = (message: string) => provisionError(message);

export type Here = Omit<Place, "stop"> & { settings: Settings };

/** The configured MongoDB, else the embedded one of a running Backroom, else one started for the command. */
export async function withDatabases<T>(work: (here: Here) => Promise<T>): Promise<T> {
  const settings = readSettings(process.env);
  const { stop, ...place } = await openPlace(settings, { beside: true });
  try {
    return await work({ ...place, settings });
  } finally {
    await stop();
  }
}

/** Errors other than the command's own. */
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

/** Expected errors, ours or the system's, print one sentence; anything else is a bug and shows its stack. */
export function endWith(error: NodeJS.ErrnoException, code: number): never {
  const told = isProvisionError(error) || error?.code !== undefined;
  process.stderr.write(`${told ? error.message : (error?.stack ?? error)}\n`);
  process.exit(code);
}
