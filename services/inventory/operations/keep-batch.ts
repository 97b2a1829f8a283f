/** Batches: the items that a consignor brings together (3.2, 4.3). */
import { fail } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { command, query } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { createBatch, getBatch, removeBatch } from "../public.ts";
import { batch, item } from "../resources/item.ts";

export type Batch = Entity<typeof batch>;

const MOST_SHOWN = 5000;

/** A batch with the ids of its items, in the order in which they came. */
export async function batchView(reader: Reader, row: Batch) {
  const ids = await reader.aggregate<{ _id: string }>(item, { batch_id: row.id, deleted_at: null }, [
    { $sort: { _id: 1 } },
    { $limit: MOST_SHOWN },
    { $project: { _id: 1 } },
  ]);
  return { ...row, item_ids: ids.map((each) => each._id) } as never;
}

export const get = query(getBatch, async (reader, { id }) => batchView(reader, await reader.load(batch, id)));

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
