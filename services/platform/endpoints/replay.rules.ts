/** A delivery that begins again (WHK-4). */
import type { MongoUpdate } from "../../../shared/service/tx.ts";

/** As if it had just been noted; what was tried stays in its log. */
export const anew = (now: string): MongoUpdate => ({
  $set: { status: "pending", tries: 0, next_at: now, scheduled_at: now },
});
