import { setTimeout as delay } from "node:timers/promises";
import type { Exit, TiedProcess } from "./tied-process.ts";

export type Keeper = {
  /** Starts the successor; may throw, which leads to another attempt. */
  restart(): Promise<TiedProcess>;
  /** Resolves when an attempt makes sense, with whether it had to wait: for causes outside the server. */
  hindrance(signal: AbortSignal): Promise<boolean>;
  onExit(exit: Exit, gaveUp: boolean): void;
};

export type Running = {
  pid(): number;
  /** Stops the server for good; resolves when it has exited. */
  stop(signal: NodeJS.Signals): Promise<void>;
};

/** The pause before each attempt. A server that then lives for `settledMs` gets all attempts again. */
const pausesMs = [0, 200, 1_000, 5_000, 15_000];
const settledMs = 60_000;
/** A server that does not exit on request within this time is killed. */
const patienceMs = 30_000;

/**
 * Watches a server and restarts it when it exits by itself, at most five times in quick succession, or after
 * each hindrance.
 */
export function keepRunning(first: TiedProcess, keeper: Keeper): Running {
  let current = first;
  let startedAt = Date.now();
  let tries = 0;
  let stopSignal: NodeJS.Signals | undefined;
  const stopping = new AbortController();

  async function successor(exit: Exit): Promise<TiedProcess | undefined> {
    if (Date.now() - startedAt > settledMs) tries = 0;
    if (tries < pausesMs.length) keeper.onExit(exit, false);
    while (tries < pausesMs.length) {
      await delay(pausesMs[tries], undefined, { signal: stopping.signal, ref: false }).catch(() => {});
      const waited = await keeper.hindrance(stopping.signal);
      if (stopping.signal.aborted) return undefined;
      tries = waited ? 1 : tries + 1;
      const started = await keeper.restart().catch(() => undefined);
      if (started !== undefined) return started;
    }
    keeper.onExit(exit, true);
    return undefined;
  }

  async function watch(): Promise<void> {
    while (true) {
      const exit = await current.exited;
      const next = stopSignal === undefined ? await successor(exit) : undefined;
      if (next === undefined) return;
      current = next;
      startedAt = Date.now();
      // The stop came while it was starting.
      if (stopSignal !== undefined) current.kill(stopSignal);
    }
  }
  const watching = watch();

  return {
    pid: () => current.pid,
    async stop(signal) {
      stopSignal = signal;
      stopping.abort();
      current.kill(signal);
      const impatience = setTimeout(() => current.kill("SIGKILL"), patienceMs);
      await watching;
      clearTimeout(impatience);
    },
  };
}
