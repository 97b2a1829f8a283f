/** The clock of a story: moved by hand, so that nothing sleeps. */
import { closeSync, openSync, writeSync } from "node:fs";
import { setClock } from "../../shared/clock.ts";

export type StoryClock = {
  /** From this instant on it runs as ever. */
  goTo(instant: string): Promise<void>;
  now(): number;
};

type OwnClock = StoryClock & { restore(): void };

/** `tell` is told how far it is ahead of the time of day, as soon as it is. */
function movedClock(tell: (ahead_ms: number) => void): OwnClock {
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const restore = setClock(now);
  tell(ahead);
  return {
    now,
    restore,
    async goTo(instant) {
      ahead = Date.parse(instant) - Date.now();
      tell(ahead);
    },
  };
}

/** That of this process. */
export const ownClock = (): OwnClock => movedClock(() => undefined);

const preload = new URL("./moved-clock.ts", import.meta.url).href;

/** That of this process and of those that are started with `env`; `file` is where they look it up. */
export function sharedClock(file: string): OwnClock & { env: Record<string, string> } {
  const opened = openSync(file, "w");
  // In place, so that a reader finds the number before or the one after, and never none.
  const own = movedClock((ahead_ms) => writeSync(opened, new Float64Array([ahead_ms]), 0, 8, 0));
  return {
    ...own,
    env: { NODE_OPTIONS: `--import=${preload}`, CLOCK_FILE: file },
    restore() {
      own.restore();
      closeSync(opened);
    },
  };
}
