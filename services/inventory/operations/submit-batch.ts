/** A batch is handed in, or becomes a draft again (4.3). */
import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import { batchReopened, batchSubmitted, reopenBatch, submitBatch } from "../public.ts";
import { batch, item } from "../resources/item.ts";
import { isSold, unitStatuses } from "../rules/status.ts";
import { batchView } from "./keep-batch.ts";

export const submit = command(submitBatch, async (tx, { id }) => {
  const before = await tx.target(batch, id);
  if (before.status === "submitted") return batchView(tx, before);
  const items = await tx.count(item, { batch_id: id, deleted_at: null });
  if (items === 0) throw fail("conflict", "A batch needs at least one item to be submitted.");
  const after = await tx.save(
    batch,
    before,
    { status: "submitted", submitted_at: before.submitted_at ?? tx.now },
    {
      event: batchSubmitted,
      data: { batch_id: id, account_id: before.account_id, number: before.number, items },
    },
  );
  return batchView(tx, after);
});

/** What cannot be undone by taking a batch back. */
const done = unitStatuses.filter(
  (each) => isSold(each) || each === "returned_to_owner" || each === "donated",
);

export const reopen = command(reopenBatch, async (tx, { id }) => {
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
      event: batchReopened,
      data: { batch_id: id, account_id: before.account_id, number: before.number },
    },
  );
  return batchView(tx, after);
});
