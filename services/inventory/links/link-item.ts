/** Links an item to the stock of a SKU at the site of its store (LNK-1), and takes the link back. */
import { fail, invalidField } from "../../../shared/errors.ts";
import { MICRO } from "../../../shared/micro.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { stockableOf } from "../costing/rules/stockable.ts";
import type { Item } from "../items/item.ts";
import { type Shown, shownUnits } from "../levels/show-on-items.ts";
import { levelId, stockLevel } from "../levels/stock-level.ts";
import { makeLevels } from "../levels/write-levels.ts";
import { siteOf } from "../stores/sites.ts";

/** The fields of an item that follow from its link. */
type Linked = Shown & Pick<Item, "level_id">;

type Linking = Pick<Item, "id" | "store_id"> & { sku_id: string };

/** 409 when another item of the store sells this SKU. */
export async function linkItem(tx: Tx, { id, sku_id, store_id }: Linking): Promise<Linked> {
  const site = store_id ? await siteOf(tx, store_id) : null;
  if (!site)
    throw invalidField("/store_id", "required", "'store_id' is required for an item with a 'sku_id'.");
  const stockable = stockableOf({ sku_id });
  const level_id = levelId(tx.org.id, stockable, site.id);
  if (!(await tx.get(stockLevel, level_id)))
    await makeLevels(tx, [{ id: level_id, ...stockable, location_id: site.id }]);
  const linking = { id: level_id, where: { item_id: null }, update: { $set: { item_id: id } } };
  const free = await tx.updateMany(stockLevel, [linking]);
  const [level] = await tx.find(stockLevel, { _id: level_id }, { withHidden: true });
  if (free && level) return { level_id, ...shownUnits(level) };
  const message = "Another item of this store sells this SKU; a SKU has one item in each store.";
  throw fail("conflict", message, {
    item_ids: level?.item_id ? [level.item_id] : [],
    errors: [{ pointer: "/sku_id", code: "already_linked", message }],
  });
}

/** 409 while tills or shops hold some of the stock. */
export async function unlinkItem(tx: Tx, { id, level_id }: Pick<Item, "id" | "level_id">): Promise<Linked> {
  if (level_id) {
    const where = { item_id: id, reserved: 0 };
    const free = await tx.updateMany(stockLevel, [
      { id: level_id, where, update: { $set: { item_id: null } } },
    ]);
    if (!free) throw await stillHeld(tx, id, level_id);
  }
  return { level_id: null, quantity: 0, status_counts: {}, statuses: [] };
}

/** What becomes of an item's units when its link changes. */
export async function relinked(tx: Tx, after: Item, before: Item): Promise<Partial<Linked>> {
  if (after.sku_id === before.sku_id) return {};
  const free = before.sku_id ? await unlinkItem(tx, before) : {};
  return after.sku_id ? linkItem(tx, { ...after, sku_id: after.sku_id }) : free;
}

async function stillHeld(tx: Tx, id: string, level_id: string) {
  const level = await tx.get(stockLevel, level_id);
  const count = Math.trunc((level?.reserved ?? 0) / MICRO);
  return fail("in_use", "Units of this item are held for a sale.", {
    in_use: true,
    references: { held_units: { count, sample_ids: [id] } },
  });
}
