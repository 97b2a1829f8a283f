import type { Reader } from "../../../shared/service/reader.ts";
import type { EventType } from "../levels/rules/effects.ts";
import { stockEntry } from "./stock-entry.ts";
import type { StockEntry } from "./write-entries.ts";

/** Entries of a document in the order of their writing, as far as it numbers them. */
export const loadEntries = (
  reader: Reader,
  { source_type, source_id }: { source_type: string; source_id: string },
  event_types: readonly EventType[],
): Promise<StockEntry[]> =>
  reader.find(
    stockEntry,
    { source_type, source_id, event_type: { $in: event_types } },
    { sort: { part: 1, created_at: 1 } },
  );
