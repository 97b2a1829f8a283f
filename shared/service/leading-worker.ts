/**
 * A worker that takes turns while it leads: a lease selects one copy of the service. Work begun in a turn may
 * continue after it, and ends before the database closes.
 */
import { setTimeout as pause } from "node:timers/promises";
import type { Worker, WorkerContext } from "./definition.ts";

/** Pauses with and without due work. */
const POLL_MS = 200;
const IDLE_MS = 600;
/** The pause while another copy leads. A lease lasts six seconds. */
const FOLLOW_MS = 1000;
/** The time that open work has to end at a stop. */
const STOP_GRACE_MS = 3000;

export type Leading = {
  place: WorkerContext;
  /** Aborted when open work has used up its time to end. */
  signal: AbortSignal;
  stopped(): boolean;
  /** Registers work that must end before the database closes. Its failures are reported. */
  open(work: Promise<void>): void;
};

/** `begin` returns the turn, which returns whether anything was due. */
export const leadingWorker = (name: string, begin: (leading: Leading) => () => Promise<boolean>): Worker => ({
  name,
  start(place) {
    const stopping = new AbortController();
    const working = new Set<Promise<void>>();
    let stopped = false;
    const turn = begin({
      place,
      signal: stopping.signal,
      stopped: () => stopped,
      open(work) {
        const ended: Promise<void> = work.catch(place.report).finally(() => working.delete(ended));
        working.add(ended);
      },
    });
    const running = run({ place, turn, signal: stopping.signal, stopped: () => stopped });
    return {
      async stop() {
        stopped = true;
        const impatient = setTimeout(() => stopping.abort(), STOP_GRACE_MS);
        while (working.size) await Promise.all(working);
        clearTimeout(impatient);
        stopping.abort();
        await running;
        // Work claimed during the stop is released at once.
        while (working.size) await Promise.all(working);
      },
    };
  },
});

type Running = Omit<Leading, "open"> & { turn(): Promise<boolean> };

async function run({ place, turn, signal, stopped }: Running): Promise<void> {
  while (!stopped()) {
    let rest_ms = FOLLOW_MS;
    try {
      if (await place.lease.hold()) rest_ms = (await turn()) ? POLL_MS : IDLE_MS;
    } catch (error) {
      if (!stopped()) place.report(error);
    }
    await pause(rest_ms, undefined, { signal }).catch(() => undefined);
  }
}
