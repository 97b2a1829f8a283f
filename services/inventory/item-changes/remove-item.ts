/** Deletes an item if none of its units is sold or held (DEL-4, DEL-5). */
import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import { view } from "../item-lists/item-view.ts";
import { targetItem } from "../items/load-item.ts";
import { soldUnits } from "../units/status.rules.ts";
import * as declared from "./declarations.ts";
import { toggled } from "./toggle-item.ts";

export const removeItem = command(declared.removeItem, async (tx, { id }) => {
  const before = await targetItem(tx, id);
  if (before.deleted_at) return view(tx, before);
  const sold = soldUnits(before.status_counts);
  if (sold > 0) throw fail("not_deletable", `An item with sold units cannot be deleted; it has ${sold}.`);
  const held = before.status_counts.parked ?? 0;
  if (held > 0)
    throw fail("in_use", "Units of this item are held for a sale.", {
      in_use: true,
      references: { held_units: { count: held, sample_ids: [id] } },
    });
  return toggled(tx, before, tx.now, "deleted");
});
