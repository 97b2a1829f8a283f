/** `npm start [-- gateway catalog …]`: starts the chosen services in one process and stops them on a signal. */
import { setTimeout as pause } from "node:timers/promises";
import { isProvisionError, provisionError } from "../shared/provision/provision-error.ts";
import { fromSettings } from "./from-settings.ts";
import { logTo } from "./log.ts";
import { type NodeName, nodeNames } from "./node.ts";
import { processOf } from "./process.ts";
import { readSettings } from "./settings.ts";

function chosen(argv: readonly string[]): readonly NodeName[] {
  const unknown = argv.find((name) => !nodeNames.some((each) => each === name));
  if (unknown) throw provisionError(`There is no service '${unknown}': choose from ${nodeNames.join(", ")}.`);
  return argv.length ? nodeNames.filter((name) => argv.includes(name)) : nodeNames;
}

/** Resolves when everything runs. A refused start prints one sentence and ends the process. */
export async function main(): Promise<void> {
  await startAll().catch((error) => {
    process.stderr.write(`${reasonOf(error)}\n`);
    process.exit(1);
  });
}

async function startAll(): Promise<void> {
  const settings = readSettings(process.env);
  const names = chosen(process.argv.slice(2));
  const log = logTo(settings.LOG_LEVEL, process.stdout.isTTY ? process.stdout : null);
  const leaving = new AbortController();
  const { signal } = leaving;
  const stop = async (code: number) => {
    if (signal.aborted) return;
    leaving.abort();
    // A start either aborts or completes shortly, and can then be stopped.
    const patience = pause(settings.SHUTDOWN_TIMEOUT_MS, undefined, { ref: false });
    await Promise.race([starting.catch(() => undefined), patience]);
    for (const end of [running.stop, close]) await end().catch((err) => log.error({ err }, "stop"));
    process.exit(code);
  };
  const { options, steps, close } = fromSettings({ settings, log, signal, giveUp: () => stop(1) });
  const running = processOf(names, options, steps);
  process.on("SIGINT", () => stop(0));
  process.on("SIGTERM", () => stop(0));
  const starting = running.start();
  await starting.catch((error) => {
    if (signal.aborted) return;
    process.stderr.write(`${reasonOf(error)}\n`);
    return stop(1);
  });
}

/** Refusals of a start are one sentence; anything else is a bug and shows its stack. */
function reasonOf(error: NodeJS.ErrnoException): string {
  if (isProvisionError(error)) return error.message;
  if (error.syscall && error.path)
    return `${error.path} cannot be used (${error.message}): set DATA_DIR to a folder that you may write to.`;
  return error.stack ?? String(error);
}
