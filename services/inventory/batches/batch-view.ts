/** A batch in answers, with the ids of its items. */
import type { Reader } from "../../../shared/service/reader.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { item } from "../items/item.ts";
import type { Batch } from "./batch.ts";

const MOST_SHOWN = 5000;

/** Batches with the ids of their items, in the order in which they came. */
export async function batchViews(reader: Reader, rows: readonly Batch[]): Promise<Batch[]> {
  const inside = {
    batch_id: { $in: rows.map((row) => row.id) },
    deleted_at: null,
    ...visibleTo(item, reader.meta),
  };
  const found = await reader.aggregate<{ _id: string; item_ids: string[] }>(item, inside, [
    { $sort: { _id: 1 } },
    { $group: { _id: "$batch_id", item_ids: { $firstN: { input: "$_id", n: MOST_SHOWN } } } },
  ]);
  const items = new Map(found.map((each) => [each._id, each.item_ids]));
  return rows.map((row) => ({ ...row, item_ids: items.get(row.id) ?? [] }));
}

export const batchView = async (reader: Reader, row: Batch): Promise<Batch> =>
  (await batchViews(reader, [row]))[0]!;
