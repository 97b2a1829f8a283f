/**
 * Whether a saga decided, when its pivot was a single write: the decision is the pivot's log row, which has
 * the saga's id and is in the document that the pivot wrote, or in the log by now.
 */

import { barDecision, decisionIn } from "../service/carried-log.ts";
import type { Row } from "../service/database.ts";
import { crashPoint } from "./crash.ts";
import type { AnySaga, Data, Sagas } from "./progress.ts";

/** The saga's data after its pivot; null when it did not decide, and then it never will. */
export async function settleDecision({ db }: Sagas, declared: AnySaga, row: Row): Promise<Data | null> {
  const place = declared.decides?.(row.data);
  if (!place) return null;
  const found = await decisionIn(db, place, row._id);
  if (found) return found;
  // Its owner may be slow rather than dead: from here on the bar refuses its write.
  await barDecision(db, place, row._id);
  crashPoint(`${declared.name}.pivot.barred`);
  return decisionIn(db, place, row._id);
}
