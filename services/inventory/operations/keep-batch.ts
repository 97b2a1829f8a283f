/** Batches: the items that a consignor brings together (3.2, 4.3). */
import { fail } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { createBatch, removeBatch } from "../public.ts";
import { batch, item } from "../resources/item.ts";

export type Batch = Entity<typeof batch>;

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

export const create = command(createBatch, async (tx, input) => {
  const number = String(await tx.number("batch")).padStart(6, "0");
  return batchView(tx, await tx.insert(batch, { ...input, number, status: "draft" }));
});

export const remove = command(removeBatch, async (tx, { id }) => {
  const before = await tx.target(batch, id);
  if (before.status !== "draft") throw fail("not_deletable", "Only a draft batch can be deleted.");
  const inside = { batch_id: id, deleted_at: null };
  const rows = await tx.find(item, inside, { limit: 5 });
  if (rows.length) {
    const items = { count: await tx.count(item, inside), sample_ids: rows.map((row) => row.id) };
    throw fail("in_use", "There are items in this batch.", { in_use: true, references: { items } });
  }
  await tx.erase(batch, before);
  return { deleted_id: id };
});
