/** Deletes or restores an item (DEL-2), with its cost. */
import { picturesOf, storedPictures } from "../../../shared/pictures.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { tellCosts } from "../costs/stock-costs.ts";
import { view } from "../item-lists/item-view.ts";
import { type Item, item } from "../items/item.ts";
import { tellPictures } from "../items/tell-pictures.ts";
import { linkItem, unlinkItem } from "../links/link-item.ts";

/** A deleted item leaves the stock of its SKU to others, and takes it up again when it is restored (LNK-1). */
async function stockOf(tx: Tx, before: Item, deleted_at: string | null) {
  const { sku_id } = before;
  if (!sku_id || Boolean(deleted_at) === Boolean(before.deleted_at)) return {};
  return deleted_at ? unlinkItem(tx, before) : linkItem(tx, { ...before, sku_id });
}

/** For the ledger, a deleted own item was never taken in (T10). */
export async function toggled(tx: Tx, before: Item, deleted_at: string | null, verb: "deleted" | "restored") {
  // Its pictures go with it: one that is restored has none.
  const seen = deleted_at && picturesOf(before).length ? storedPictures([]) : {};
  const values = { deleted_at, ...(await stockOf(tx, before, deleted_at)), ...seen };
  const after = await tx.save(item, before, values, { verb });
  await tellCosts(tx, [{ before, after: { ...before, ...after, ...values }, cause: "purchase" }]);
  tellPictures(tx, before, after);
  return view(tx, after);
}
