/** Moments that a caller gives for what happened before (STM-3). */
import { invalidField } from "../../../shared/errors.ts";
import type { Tx } from "../../../shared/service/tx.ts";

const MAX_AHEAD_MS = 5 * 60_000;

/** STM-3: instants that a caller gives for what happened before. */
export type Backdated = {
  requested_at?: string | null | undefined;
  completed_at?: string | null | undefined;
};

/** Neither in the future, nor completed before it was requested. */
export function checkMoments(tx: Tx, given: Backdated): void {
  for (const [name, at] of Object.entries(given)) {
    if (at && Date.parse(at) > Date.parse(tx.now) + MAX_AHEAD_MS)
      throw invalidField(`/${name}`, "in_the_future", `'${name}' may not lie in the future.`);
  }
  const { requested_at, completed_at } = given;
  if (requested_at && completed_at && completed_at < requested_at)
    throw invalidField(
      "/completed_at",
      "before_request",
      `'completed_at' may not lie before ${requested_at}, when the payout was requested.`,
    );
}
