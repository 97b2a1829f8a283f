/** Items (21.3). */
import { account, apiKey } from "../../../../services/accounts/public.ts";
import { category, ensureTerms, findTerms, surcharge } from "../../../../services/catalog/public.ts";
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
import { slugOf } from "../../../../shared/resource/slug.ts";
import { area, type Trial, type WriteVerb } from "../../../kit/area.ts";
import { change, create, get, list, remove, restore } from "../../../kit/builders.ts";
import { type DialectContext, showEach } from "../../../kit/context.ts";
import { expandedBy, includingView } from "../../../kit/includes.ts";
import { handle, run } from "../../../kit/operation.ts";
import type { Body } from "../../../kit/request.ts";
import { bulkEdit } from "../bulk.ts";
import { speaksReal } from "../dialect.ts";
import { exportOf } from "../export.ts";
import { accountBrief, batchShape } from "../shapes/accounts.ts";
import { categoryShape, locationShape } from "../shapes/catalog.ts";
import { makerShape, namedShape } from "../shapes/common.ts";
import * as shapes from "../shapes/items.ts";
import { itemFilter } from "../shapes/words.ts";

const { namedTerms } = shapes;
type Kind = (typeof namedTerms)[number];
type ItemRow = shapes.ItemRow;

/** The names of brand, color and size, and past sales where they are asked for. */
export async function complete(
  ctx: DialectContext,
  rows: readonly ItemRow[],
  include: ReadonlySet<string> | undefined,
): Promise<void> {
  const history = include ? [...include].some((name) => name.startsWith("historic_")) : rows.length === 1;
  await Promise.all([nameTerms(ctx, rows), ...(history ? [addHistory(ctx, rows)] : [])]);
}

async function nameTerms(ctx: DialectContext, rows: readonly ItemRow[]): Promise<void> {
  const wanted = namedTerms.map((kind) => ({
    kind,
    ids: [...new Set(rows.flatMap((row) => row[`${kind}_id`] ?? []))],
  }));
  if (wanted.every((each) => each.ids.length === 0)) return;
  const found = await ctx.read(findTerms, { wanted });
  const names = new Map(found.map((each) => [each.id, each.name]));
  for (const row of rows)
    for (const kind of namedTerms) {
      const name = names.get(row[`${kind}_id`] ?? "");
      const written = row.written_as[kind];
      // The item may have another word by now, or the word another name.
      const same = typeof written === "string" && name !== undefined && slugOf(written) === slugOf(name);
      row[`${kind}_name`] = same ? written : (name ?? null);
    }
}

async function addHistory(ctx: DialectContext, rows: readonly ItemRow[]): Promise<void> {
  if (rows.length === 0 || !ctx.principal.scopes.has("read:item_sales")) return;
  // Most items were never sold: nothing is asked about those.
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

/**
 * Brands, colors and sizes are written by name. A new name becomes a term of the shop, but only once the rest of the body
 * has been tried: a refused item leaves no term behind.
 */
async function prepare(ctx: DialectContext, verb: WriteVerb, values: Body, trial: Trial): Promise<Body> {
  const named = namedTerms.filter((kind) => `${kind}_name` in values);
  if (named.length === 0) return values;
  const rest = Object.fromEntries(Object.entries(values).filter(([name]) => !name.endsWith("_name")));
  const names = named.map((kind) => ({ kind, name: values[`${kind}_name`] as string | null }));
  const given = names.filter((each): each is { kind: Kind; name: string } => !!each.name);
  const wanted = given.map(({ kind, name }) => ({ kind, names: [name] }));
  const found = given.length ? await ctx.read(findTerms, { wanted }) : [];
  const known = given.flatMap(({ kind }) => found.find((each) => each.kind === kind) ?? []);
  const all = known.length === given.length;
  // With the words left out, for they are not there yet.
  const wordless = Object.fromEntries(named.map((kind) => [`${kind}_id`, null]));
  if (!all) await trial({ ...rest, ...wordless });
  // Either way in the order in which they were given.
  const terms = all ? known : await ctx.call(ensureTerms, { wanted: given });
  const termOf = (kind: Kind) => terms[given.findIndex((each) => each.kind === kind)];
  const ids = names.map(({ kind }) => [`${kind}_id`, termOf(kind)?.id ?? null]);
  // Another spelling than the shop's own is kept with the item; a change takes an earlier one back.
  const written = names.flatMap(({ kind, name }) => {
    const own = termOf(kind)?.name === name ? null : name;
    return own || verb === "change" ? [[kind, own || null]] : [];
  });
  const spelling = written.length ? { written_as: Object.fromEntries(written) } : {};
  return { ...rest, ...Object.fromEntries(ids), ...spelling };
}

export const items = area(item, shapes.itemShape, {
  filters: { status: itemFilter },
  // Goods that nobody brought are the shop's own.
  fill: ({ account_id, inventory_type }) =>
    account_id || inventory_type ? {} : { inventory_type: "retail" },
  prepare,
  view: includingView(shapes.itemShape, {
    expansions: {
      account: expandedBy(account, accountBrief),
      category: expandedBy(category, categoryShape),
      location: expandedBy(store, locationShape),
      shelf: expandedBy(location, namedShape),
      batch: expandedBy(batch, batchShape),
      batches: expandedBy(batch, batchShape),
      surcharges: expandedBy(surcharge, namedShape),
      created_by: expandedBy(apiKey, makerShape),
      images: { shape: shapes.imageShape },
    },
    counted: true,
    knowsInclude: speaksReal,
    complete,
  }),
});

/** Ids of terms that are given by name; a name that the shop does not know is left out. */
async function termIds(ctx: DialectContext, named: { [kind in Kind]?: string | undefined }): Promise<Body> {
  const wanted = namedTerms.flatMap((kind) => (named[kind] ? [{ kind, names: [named[kind]] }] : []));
  if (wanted.length === 0) return {};
  const found = await ctx.read(findTerms, { wanted });
  // The shop's own word stands first, and decides.
  return Object.fromEntries(found.reverse().map(({ kind, id }) => [`${kind}_id`, id]));
}

const moves = run(moveItems, { body: shapes.moveBody });

export const itemOperations = {
  listItems: list(items),
  createItem: create(items),
  getItem: get(items),
  updateItem: change(items),
  deleteItem: remove(items),
  restoreItem: restore(items),
  getItemStats: run(itemStats, { query: shapes.statsQuery, response: shapes.statsShape }),
  bulkEditItems: bulkEdit("items", items, bulkEditItems),
  exportItems: exportOf(items, shapes.itemShape, complete),
  updateItemStatuses: moves,
  updateItemStatusesBulk: moves,
  getPriceSuggestions: handle({
    query: shapes.suggestionQuery,
    async run(ctx, { items: ids, brand, size, ...piece }) {
      const input = ids ? { items: ids } : { ...piece, ...(await termIds(ctx, { brand, size })) };
      const { results } = await ctx.read(suggestPrices, input);
      return { data: await showEach(ctx, shapes.priceSuggestionShape, results) };
    },
  }),
};
