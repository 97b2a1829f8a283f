/** Items (21.3). */
import { account, apiKey } from "../../../../services/accounts/public.ts";
import { category, surcharge } from "../../../../services/catalog/public.ts";
import {
  batch,
  bulkEditItems,
  item,
  itemStats,
  location,
  moveItems,
  store,
  suggestPrices,
} from "../../../../services/inventory/public.ts";
import { listSaleLines } from "../../../../services/sales/public.ts";
import { imagesOf } from "../../../kit/files.ts";
import {
  area,
  bulkEdit,
  type DialectContext,
  eachUnder,
  entries,
  expandedBy,
  exportOf,
  handle,
  refusing,
  run,
} from "../../../kit/index.ts";
import { nameTerms, storeTermsNamed, termIdsNamed } from "../../../vocabulary.ts";
import { accountBrief, batchShape } from "../shapes/accounts.ts";
import { categoryShape, locationShape } from "../shapes/catalog.ts";
import { makerShape, namedShape } from "../shapes/common.ts";
import * as shapes from "../shapes/items.ts";
import { itemFilter } from "../shapes/words.ts";

type ItemRow = shapes.ItemRow;

/** The names of brand, color and size, and past sales if requested. */
export async function complete(
  ctx: DialectContext,
  rows: readonly ItemRow[],
  include?: ReadonlySet<string>,
): Promise<void> {
  const history = include ? [...include].some((name) => name.startsWith("historic_")) : rows.length === 1;
  await Promise.all([nameTerms(ctx, rows), ...(history ? [addHistory(ctx, rows)] : [])]);
}

async function addHistory(ctx: DialectContext, rows: readonly ItemRow[]): Promise<void> {
  if (rows.length === 0 || !ctx.principal.scopes.has("read:item_sales")) return;
  // Most items were never sold: skip the call for those.
  const value = rows.filter((row) => row.last_sold_at !== null).map((row) => row.id);
  const conditions = [{ field: "item_id", op: "in", value }];
  const { data } = value.length ? await ctx.read(listSaleLines, { conditions, limit: 500 }) : { data: [] };
  for (const row of rows) {
    const lines = data.filter((line) => line.item_id === row.id);
    row.sale_prices = lines.map((line) => line.price_paid);
    row.consignor_portions = lines.map((line) => line.consignor_portion);
    row.store_portions = lines.map((line) => line.store_portion);
  }
}

export const items = area(item, shapes.itemShape, {
  filters: { status: itemFilter },
  // Items without an account are the shop's own.
  fill: ({ account_id, inventory_type }) =>
    account_id || inventory_type ? {} : { inventory_type: "retail" },
  prepare: storeTermsNamed,
  expand: {
    account: expandedBy(account, accountBrief, "read:accounts"),
    category: expandedBy(category, categoryShape),
    location: expandedBy(store, locationShape),
    shelf: expandedBy(location, namedShape),
    batch: expandedBy(batch, batchShape, "read:batches"),
    batches: expandedBy(batch, batchShape, "read:batches"),
    surcharges: expandedBy(surcharge, namedShape),
    created_by: expandedBy(apiKey, makerShape),
    images: { shape: shapes.imageShape, within: imagesOf },
  },
  counted: true,
  complete,
});

const moves = run(moveItems, { body: shapes.moveBody });

export const itemOperations = {
  ...entries(["Item", "Items"], items),
  getItemStats: run(itemStats, { query: shapes.statsQuery, response: shapes.statsShape }),
  bulkEditItems: bulkEdit(items, bulkEditItems, shapes.bulkBody),
  exportItems: exportOf(items),
  updateItemStatuses: moves,
  updateItemStatusesBulk: moves,
  getPriceSuggestions: handle({
    ...{ ...refusing(suggestPrices), query: shapes.suggestionQuery },
    response: eachUnder("data", shapes.suggestionShape),
    async run(ctx, { items: ids, brand, size, ...piece }) {
      const input = ids ? { items: ids } : { ...piece, ...(await termIdsNamed(ctx, { brand, size })) };
      return (await ctx.read(suggestPrices, input)).results;
    },
  }),
};
