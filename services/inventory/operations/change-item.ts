/** Changing an item: its terms while a unit is unsold (TRM-4), its quantity by units on the shelf (ITM-5), its price. */
import { fail, invalidField } from "../../../shared/errors.ts";
import type { Changes } from "../../../shared/fields/index.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { mergeJson } from "../../../shared/service/verbs.ts";
import { changeItem, itemBoughtOut, itemPriceChanged } from "../public.ts";
import { item, priceChange } from "../resources/item.ts";
import { location, store } from "../resources/store.ts";
import { asksLevels, changedTerms, concernsTerms } from "../rules/item-terms.ts";
import { changeQuantity, soldUnits } from "../rules/status.ts";
import { boughtOut } from "./buy-out.ts";
import { wholeFee } from "./check-terms.ts";
import { counted } from "./counts.ts";
import { placeOf } from "./create-item.ts";
import { gatherLevels } from "./item-levels.ts";
import { type Item, loadItem, targetItem, todayIn, viewOn } from "./item-view.ts";

type Given = Changes<typeof item.fields>;

export const change = command(changeItem, {
  async gather(call, { id, ...changes }, _meta, reader) {
    wholeFee(changes.handling_fee, "/handling_fee");
    const before = await loadItem(reader, id);
    if (!asksLevels(before, changes)) return {};
    return (await gatherLevels(call, reader, { ...before, ...changes })).inherited;
  },
  async run(tx, { id, ...changes }, inherited) {
    const before = await targetItem(tx, id);
    refuseImpossible(before, changes);
    const place = await placeAfter(tx, before, changes);
    const shop = place.store_id ? await tx.get(store, place.store_id) : null;
    const today = todayIn(tx, shop, tx.now);
    const merged = mergeJson(item.fields, before, changes);
    const after = await tx.save(item, before, {
      ...merged,
      ...changedTerms(before, changes, inherited, today),
      ...unitsAfter(before, changes.quantity),
      ...place,
    });
    await tellPrice(tx, before, after);
    if (before.inventory_type === "consignment" && after.inventory_type === "buy_outright")
      tx.emit(itemBoughtOut, { kind: "item", id, version: after.version }, boughtOut(before, after, today));
    return viewOn(after, today);
  },
});

function refuseImpossible(before: Item, changes: Given): void {
  const type = changes.inventory_type ?? before.inventory_type;
  const owner = changes.account_id === undefined ? before.account_id : changes.account_id;
  if (type === "consignment" && !owner)
    throw invalidField("/account_id", "required", "An item on consignment needs the account it belongs to.");
  const cost_per = changes.cost_per === undefined ? before.cost_per : changes.cost_per;
  if (before.inventory_type === "consignment" && type === "buy_outright" && cost_per === null)
    throw invalidField("/cost_per", "required", "Buying a consigned item needs what one unit of it costs.");
  if (concernsTerms(changes) && soldUnits(before.status_counts) >= before.quantity)
    throw fail("locked", "All units are sold: the terms stay as they are.");
}

/** Units are added to where the others are: on the shelf, or in the back while none is on the shelf. */
function unitsAfter(before: Item, quantity: number | undefined) {
  if (quantity === undefined || quantity === before.quantity) return {};
  const waiting = (before.status_counts.inactive ?? 0) > 0 && !before.status_counts.active;
  const changed = changeQuantity(before.status_counts, quantity, waiting ? "inactive" : "active");
  if (changed.ok) return { quantity, ...counted(changed.status_counts) };
  const { available, asked } = changed;
  const message = `Only ${available} active or inactive units can be taken away, not ${asked}.`;
  throw fail("insufficient_stock", message, {
    available,
    asked,
    errors: [{ pointer: "/quantity", code: "insufficient_units", message }],
  });
}

/** An item that moves to another store leaves its old spot; one that moves to a spot is in that spot's store. */
async function placeAfter(reader: Reader, before: Item, { store_id, location_id }: Given) {
  const { store_id: old_store, location_id: old_spot } = before;
  if (store_id === undefined && location_id === undefined)
    return { store_id: old_store, location_id: old_spot };
  if (location_id !== undefined) {
    const placed = await placeOf(reader, { store_id, location_id });
    return store_id === undefined ? { ...placed, store_id: placed.store_id ?? old_store } : placed;
  }
  const spot = old_spot ? await reader.get(location, old_spot) : null;
  const stays = !spot?.store_id || spot.store_id === store_id;
  return { store_id: store_id ?? null, location_id: stays ? old_spot : null };
}

async function tellPrice(tx: Tx, before: Item, after: Item): Promise<void> {
  if (before.tag_price === after.tag_price) return;
  const { id, currency, version } = after;
  const prices = { old: before.tag_price, new: after.tag_price };
  await tx.insert(
    priceChange,
    { item_id: id, old_price: prices.old, new_price: prices.new, currency },
    "silent",
  );
  tx.emit(itemPriceChanged, { kind: "item", id, version }, { item_id: id, ...prices, currency });
}
