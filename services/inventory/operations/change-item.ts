/** Changing an item: its terms while a unit is unsold (TRM-4), its quantity by units on the shelf (ITM-5), its price. */
import type { DataOf } from "../../../shared/events/event.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { changeItem, itemBoughtOut, itemPriceChanged } from "../public.ts";
import { item, priceChange } from "../resources/item.ts";
import { asksLevels } from "../rules/item-terms.ts";
import { boughtOut } from "./buy-out.ts";
import { wholeFee } from "./check-terms.ts";
import { aroundOf, changedItem } from "./item-changes.ts";
import { gatherLevels } from "./item-levels.ts";
import { type Item, loadItem, targetItem, viewOn } from "./item-view.ts";
import { tellCosts } from "./stock-costs.ts";

export const change = command(changeItem, {
  async gather(call, { id, ...changes }, _meta, reader) {
    wholeFee(changes.handling_fee, "/handling_fee");
    const before = await loadItem(reader, id);
    if (!asksLevels(before, changes)) return {};
    return (await gatherLevels(call, reader, { ...before, ...changes })).inherited;
  },
  async run(tx, { id, ...changes }, inherited) {
    const before = await targetItem(tx, id);
    const around = await aroundOf(tx, [before], changes);
    const { values, day } = changedItem(tx, before, changes, inherited, around);
    const after = { ...before, ...(await tx.save(item, before, values)), ...values } as Item;
    await tellChanges(tx, [{ before, after, today: day.today }]);
    return viewOn(after, day);
  },
});

/** Read whole before, with the values that were written. */
export type Changed = { before: Item; after: Item; today: string };

/** What follows from changes beside the items' own events: the history of prices, pieces that were bought, their cost. */
export async function tellChanges(tx: Tx, changed: readonly Changed[]): Promise<void> {
  const priced = changed.filter(({ before, after }) => before.tag_price !== after.tag_price);
  await tx.insertMany(
    priceChange,
    priced.map(({ before, after }) => ({
      item_id: after.id,
      old_price: before.tag_price,
      new_price: after.tag_price,
      currency: after.currency,
      store_id: after.store_id,
    })),
    "silent",
  );
  for (const each of priced) tx.emit(itemPriceChanged, aggregate(each), priceData(each));
  for (const each of changed) {
    const { before, after, today } = each;
    if (before.inventory_type === "consignment" && after.inventory_type === "buy_outright")
      tx.emit(itemBoughtOut, aggregate(each), boughtOut(before, after, today));
  }
  await tellCosts(
    tx,
    changed.map(({ before, after }) => ({ before, after, cause: "purchase" })),
  );
}

const aggregate = ({ after: { id, version } }: Changed) => ({ kind: "item", id, version });

const priceData = ({ before, after }: Changed): DataOf<typeof itemPriceChanged> => ({
  item_id: after.id,
  old: before.tag_price,
  new: after.tag_price,
  currency: after.currency,
});
