/** Places on the waitlist: by time of joining, then by id, among those waiting (3.4). */
import type { MongoFilter } from "../../../shared/resource/query.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { type WaitlistEntry, waitlistEntry } from "./waitlist-entry.ts";

const before = ({ platform_id, created_at, id }: WaitlistEntry): MongoFilter => ({
  ...{ platform_id, granted_at: null },
  $or: [{ created_at: { $lt: created_at } }, { created_at, _id: { $lt: id } }],
});

/** The entry with its place; null for one that was granted. */
export async function placed(reader: Reader, entry: WaitlistEntry): Promise<WaitlistEntry> {
  const position = entry.granted_at ? null : 1 + (await reader.count(waitlistEntry, before(entry)));
  return { ...entry, position };
}

export const eachPlaced = (reader: Reader, entries: readonly WaitlistEntry[]): Promise<WaitlistEntry[]> =>
  Promise.all(entries.map((each) => placed(reader, each)));
