/** A delivery that begins again (WHK-4). */
import type { MongoUpdate } from "../../../shared/service/tx.ts";

/** The delivery is reset as if it were new. Its log of attempts stays. */
export const anew = (now: string): MongoUpdate => ({
  $set: { status: "pending", tries: 0, next_at: now, scheduled_at: now },
});
