/** Deleting an item and bringing it back (DEL-2): its cost follows. */
import type { Tx } from "../../../shared/service/tx.ts";
import { tellCosts } from "../costs/stock-costs.ts";
import { view } from "../item-lists/item-view.ts";
import { type Item, item } from "../items/item.ts";

/** A deleted item of one's own was never taken in, as far as the books go (T10). */
export async function toggled(tx: Tx, before: Item, deleted_at: string | null, verb: "deleted" | "restored") {
  const after = await tx.save(item, before, { deleted_at }, { verb });
  await tellCosts(tx, [{ before, after: { ...before, ...after, deleted_at }, cause: "purchase" }]);
  return view(tx, after);
}
