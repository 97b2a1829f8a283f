/** Loads the item of a request. */
import type { Reader } from "../../../shared/service/reader.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { refuseHidden, visibleTo } from "../../../shared/service/visible.ts";
import { itemsWithTills } from "./counts.ts";
import { type Item, item } from "./item.ts";

export const loadItem = async (reader: Reader, id: string): Promise<Item> =>
  refuseHidden(item, reader.meta, await reader.load(item, id));

/** Loads the item that a request changes, with the registers' holds. Throws 404 if the caller may not see it, 412 by If-Match. */
export const targetItem = (tx: Tx, id: string): Promise<Item> => tx.target(item, id, { withHidden: true });

export async function visibleItems(tx: Tx, ids: readonly string[]): Promise<Map<string, Item>> {
  const rows = await itemsWithTills(tx, { _id: { $in: ids }, deleted_at: null, ...visibleTo(item, tx.meta) });
  return new Map(rows.map((row) => [row.id, row]));
}
