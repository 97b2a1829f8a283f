import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import { item } from "../items/item.ts";
import { isSold, unitStatuses } from "../units/status.rules.ts";
import { batch } from "./batch.ts";
import { batchView } from "./batch-view.ts";
import * as declared from "./declarations.ts";

/** Statuses that reopening a batch cannot undo. */
const done = unitStatuses.filter(
  (each) => isSold(each) || each === "returned_to_owner" || each === "donated",
);

export const reopenBatch = command(declared.reopenBatch, async (tx, { id }) => {
  const before = await tx.target(batch, id);
  if (before.status === "draft") return batchView(tx, before);
  const gone = await tx.find(item, { batch_id: id, statuses: { $in: done } }, { limit: 5 });
  if (gone.length)
    throw fail("conflict", "Units of this batch are sold, returned or donated.", {
      item_ids: gone.map((row) => row.id),
    });
  const after = await tx.save(
    batch,
    before,
    { status: "draft" },
    {
      emit: {
        event: declared.batchReopened,
        data: { batch_id: id, account_id: before.account_id, number: before.number },
      },
    },
  );
  return batchView(tx, after);
});
