/** Loads the items and the store of a sale in one call. A piece of another store is not found (PRM-4). */
import { query } from "../../../shared/service/operation.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { item } from "../items/item.ts";
import { store } from "../stores/store.ts";
import * as declared from "./declarations.ts";
import { viewEach } from "./item-view.ts";

export const loadForSale = query(declared.loadForSale, async (reader, { item_ids, store_id }) => {
  const [rows, stores] = await Promise.all([
    reader.find(
      item,
      { _id: { $in: item_ids }, deleted_at: null, ...visibleTo(item, reader.meta) },
      { withHidden: true },
    ),
    reader.cache.table(store),
  ]);
  reader.optimistic.put(item, rows);
  const place = stores.get(store_id ?? "");
  return { items: await viewEach(reader, rows), store: place && !place.deleted_at ? place : null };
});
