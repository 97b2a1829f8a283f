/** An import in answers, with how far its pictures are. */
import type { Reader } from "../../../shared/service/reader.ts";
import { progressOf } from "../import-pictures/progress.ts";
import { type DataImport, MOST_PICTURES_TOLD } from "./data-import.ts";

export async function shownImports(reader: Reader, rows: readonly DataImport[]): Promise<DataImport[]> {
  const ids = rows.map(({ id }) => id);
  const progress = await progressOf(reader, ids, MOST_PICTURES_TOLD);
  return rows.map((row) => {
    const { counts, failed } = progress(row.id);
    return {
      ...row,
      // Those of an older version have none.
      pictures: row.pictures ?? "ignore",
      pictures_count: row.pictures_count ?? 0,
      picture_problems: row.picture_problems ?? [],
      pictures_waiting_count: counts.waiting,
      pictures_retrying_count: counts.retrying,
      pictures_made_count: counts.made,
      pictures_failed_count: counts.failed,
      pictures_dropped_count: counts.dropped,
      failed_pictures: failed,
    };
  });
}

export const shownImport = async (reader: Reader, row: DataImport): Promise<DataImport> =>
  (await shownImports(reader, [row]))[0]!;
