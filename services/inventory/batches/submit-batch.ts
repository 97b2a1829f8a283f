import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import { item } from "../items/item.ts";
import { batch } from "./batch.ts";
import { batchView } from "./batch-view.ts";
import * as declared from "./declarations.ts";

export const submitBatch = command(declared.submitBatch, async (tx, { id }) => {
  const before = await tx.target(batch, id);
  if (before.status === "submitted") return batchView(tx, before);
  const items = await tx.count(item, { batch_id: id, deleted_at: null });
  if (items === 0) throw fail("conflict", "A batch must have at least one item before it can be submitted.");
  const after = await tx.save(
    batch,
    before,
    { status: "submitted", submitted_at: before.submitted_at ?? tx.now },
    {
      emit: {
        event: declared.batchSubmitted,
        data: { batch_id: id, account_id: before.account_id, number: before.number, items },
      },
    },
  );
  return batchView(tx, after);
});
