import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import { item } from "../items/item.ts";
import { batch } from "./batch.ts";
import * as declared from "./declarations.ts";

export const removeBatch = command(declared.removeBatch, async (tx, { id }) => {
  const before = await tx.target(batch, id);
  if (before.status !== "draft") throw fail("not_deletable", "Only a draft batch can be deleted.");
  const inside = { batch_id: id, deleted_at: null };
  const rows = await tx.find(item, inside, { limit: 5 });
  if (rows.length) {
    const items = { count: await tx.count(item, inside), sample_ids: rows.map((row) => row.id) };
    throw fail("in_use", "This batch contains items.", { in_use: true, references: { items } });
  }
  await tx.purge(batch, before);
  return { deleted_id: id };
});
