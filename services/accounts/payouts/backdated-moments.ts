/** Moments in the past that a caller records (STM-3). */
import { invalidField } from "../../../shared/errors.ts";
import type { Tx } from "../../../shared/service/tx.ts";

const MAX_AHEAD_MS = 5 * 60_000;

/** STM-3: moments in the past that a caller records. */
export type Backdated = {
  requested_at?: string | null | undefined;
  completed_at?: string | null | undefined;
};

/** Refuses moments in the future, and a completion before the request. */
export function checkMoments(tx: Tx, given: Backdated): void {
  for (const [name, at] of Object.entries(given)) {
    if (at && Date.parse(at) > Date.parse(tx.now) + MAX_AHEAD_MS)
      throw invalidField(`/${name}`, "in_the_future", `'${name}' must not be in the future.`);
  }
  const { requested_at, completed_at } = given;
  if (requested_at && completed_at && completed_at < requested_at)
    throw invalidField(
      "/completed_at",
      "before_request",
      `'completed_at' must not be before ${requested_at}, when the payout was requested.`,
    );
}
