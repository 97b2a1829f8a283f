/** The clock of a story: moved by hand, so that nothing sleeps. */
import { setClock } from "../../shared/clock.ts";

export type StoryClock = {
  /** From this instant on it runs as ever. */
  goTo(instant: string): Promise<void>;
  now(): number;
};

/** That of this process. */
export function ownClock(): StoryClock & { restore(): void } {
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const restore = setClock(now);
  return {
    now,
    restore,
    async goTo(instant) {
      ahead = Date.parse(instant) - Date.now();
    },
  };
}
