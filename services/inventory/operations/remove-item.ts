/** Deleting an item of which nothing is sold or held, and bringing it back (DEL-2, DEL-4, DEL-5). */
import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { removeItem, restoreItem } from "../public.ts";
import { item } from "../resources/item.ts";
import { soldUnits } from "../rules/status.ts";
import { type Item, targetItem, view } from "./item-view.ts";
import { tellCosts } from "./stock-costs.ts";

export const remove = command(removeItem, async (tx, { id }) => {
  const before = await targetItem(tx, id);
  if (before.deleted_at) return view(tx, before);
  const sold = soldUnits(before.status_counts);
  if (sold > 0) throw fail("not_deletable", `Sold units keep this item: ${sold}.`);
  const held = before.status_counts.parked ?? 0;
  if (held > 0)
    throw fail("in_use", "Units of this item are held for a sale.", {
      in_use: true,
      references: { held_units: { count: held, sample_ids: [id] } },
    });
  return toggled(tx, before, tx.now, "deleted");
});

export const restore = command(restoreItem, async (tx, { id }) => {
  const before = await targetItem(tx, id);
  return toggled(tx, before, null, "restored");
});

/** A deleted item of one's own was never taken in, as far as the books go (T10). */
async function toggled(tx: Tx, before: Item, deleted_at: string | null, verb: "deleted" | "restored") {
  const after = await tx.save(item, before, { deleted_at }, "own", verb);
  await tellCosts(tx, [{ before, after: { ...before, ...after, deleted_at }, cause: "purchase" }]);
  return view(tx, after);
}
