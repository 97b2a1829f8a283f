/** Consequences of changes besides the items' own events: price history, pictures, bought pieces, costs. */
import type { DataOf } from "../../../shared/events/event.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { boughtOut } from "../costs/buy-out.ts";
import { itemBoughtOut } from "../costs/declarations.ts";
import { tellCosts } from "../costs/stock-costs.ts";
import type { Item } from "../items/item.ts";
import { tellPictures } from "../items/tell-pictures.ts";
import { itemPriceChanged } from "../prices/declarations.ts";
import { priceChange } from "../prices/price-change.ts";

/** `before` was read with its hidden fields; `after` has the written values. */
export type Changed = { before: Item; after: Item; today: string };

/** What follows from changes beside the items' own events: the history of prices, pictures, pieces that were bought, their cost. */
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
    { emit: "none" },
  );
  for (const each of priced) tx.emit(itemPriceChanged, aggregate(each), priceData(each));
  for (const each of changed) {
    const { before, after, today } = each;
    tellPictures(tx, before, after);
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
