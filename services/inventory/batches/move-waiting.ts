/** Accepts or declines items of a submitted batch: for sale, or back to their owner (4.3). */
import { fail } from "../../../shared/errors.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { tellCosts } from "../costs/stock-costs.ts";
import { counted, itemsWithTills, moveTold } from "../items/counts.ts";
import { item } from "../items/item.ts";
import { refusalOf } from "../moves/decide-move.ts";
import { moveUnits } from "../units/move-units.rules.ts";
import type { UnitStatus } from "../units/status.rules.ts";
import { type Batch, batch } from "./batch.ts";

type Asked = { id: string; items?: string[] | null | undefined };

/** Moves the units that still wait. Items that were accepted or declined before do not change. */
export async function moveWaiting(
  tx: Tx,
  { id, items }: Asked,
  to: UnitStatus,
  collapse_return_states: boolean,
): Promise<Batch> {
  const before = await tx.target(batch, id);
  if (before.status !== "submitted")
    throw fail(
      "invalid_transition",
      "Items can only be accepted or declined after their batch is submitted.",
      {
        from: before.status,
        to: "submitted",
        allowed: ["submitted"],
      },
    );
  const chosen = items ? { _id: { $in: items } } : {};
  const rows = await itemsWithTills(tx, {
    batch_id: id,
    deleted_at: null,
    ...chosen,
    ...visibleTo(item, tx.meta),
  });
  const known = new Set(rows.map((row) => row.id));
  const strange = (items ?? []).flatMap((each, i) =>
    known.has(each) ? [] : [{ pointer: `/items/${i}`, what: "item of this batch" }],
  );
  if (strange.length) throw referenceNotFound(strange);
  const waiting = rows.filter((row) => (row.status_counts.inactive ?? 0) > 0);
  const saved = await tx.saveMany(
    item,
    waiting.map((row) => {
      const decision = moveUnits(row.status_counts, "inactive", to, null, { collapse_return_states });
      if (!decision.ok) throw refusalOf(decision, row.id);
      const { moves, status_counts } = decision;
      return {
        before: row,
        changes: counted(row, status_counts),
        emit: moveTold(row, moves, status_counts),
      };
    }),
  );
  const earlier = new Map(waiting.map((row) => [row.id, row]));
  await tellCosts(
    tx,
    saved.map((after) => ({ before: earlier.get(after.id)!, after, cause: "purchase" })),
  );
  return before;
}
