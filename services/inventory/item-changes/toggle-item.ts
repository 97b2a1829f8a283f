/** Deletes or restores an item (DEL-2), with its cost. */
import type { Tx } from "../../../shared/service/tx.ts";
import { tellCosts } from "../costs/stock-costs.ts";
import { view } from "../item-lists/item-view.ts";
import { type Item, item } from "../items/item.ts";

/** For the ledger, a deleted own item was never taken in (T10). */
export async function toggled(tx: Tx, before: Item, deleted_at: string | null, verb: "deleted" | "restored") {
  const after = await tx.save(item, before, { deleted_at }, { verb });
  await tellCosts(tx, [{ before, after: { ...before, ...after, deleted_at }, cause: "purchase" }]);
  return view(tx, after);
}
