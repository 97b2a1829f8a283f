/** Items (21.3). */
import { account, apiKey } from "../../../../services/accounts/public.ts";
import { category, ensureTerms, findTerms, surcharge } from "../../../../services/catalog/public.ts";
import { batch, item, location, store } from "../../../../services/inventory/public.ts";
import { listSaleLines } from "../../../../services/sales/public.ts";
import type { ListQuery, Page } from "../../../../shared/page.ts";
import { slugOf } from "../../../../shared/resource/slug.ts";
import type { RouteRow } from "../../../row.ts";
import { type Crud, crud, type Trial } from "../../../wire/crud.ts";
import type { Row } from "../../../wire/shape.ts";
import type { Speech, Talk } from "../../../wire/talk.ts";
import { accountBrief, batchShape } from "../shapes/accounts.ts";
import { categoryShape, locationShape, namedShape } from "../shapes/catalog.ts";
import { makerShape } from "../shapes/common.ts";
import { imageShape, itemShape, namedTerms } from "../shapes/items.ts";
import { isReal, itemFilter } from "../shapes/words.ts";

type Term = { kind: string; id: string; slug: string; name: string };

const many = (resource: { actions: { many: { name: string } } }) => resource.actions.many.name;

/** The names of brand, color and size, and what was once paid where it is asked for. */
async function complete(talk: Talk, rows: Row[], include: ReadonlySet<string> | undefined): Promise<void> {
  const history = include ? [...include].some((name) => name.startsWith("historic_")) : rows.length === 1;
  await Promise.all([nameTerms(talk, rows), ...(history ? [addHistory(talk, rows)] : [])]);
}

async function nameTerms(talk: Talk, rows: Row[]): Promise<void> {
  const wanted = namedTerms.map((kind) => ({
    kind,
    ids: [...new Set(rows.flatMap((row) => (row[`${kind}_id`] as string | null) ?? []))],
  }));
  if (wanted.every((each) => each.ids.length === 0)) return;
  const found = await talk.call<Term[]>(findTerms.name, { wanted }, { trial: true });
  const names = new Map(found.map((each) => [each.id, each.name]));
  for (const row of rows)
    for (const kind of namedTerms) {
      const name = names.get(String(row[`${kind}_id`]));
      const written = (row.written_as as Row | null)?.[kind];
      // The item may have another word by now, or the word another name.
      const same = typeof written === "string" && name !== undefined && slugOf(written) === slugOf(name);
      row[`${kind}_name`] = same ? written : name;
    }
}

async function addHistory(talk: Talk, rows: Row[]): Promise<void> {
  if (rows.length === 0 || !talk.principal.scopes.has("read:item_sales")) return;
  // Most of what is looked at was never sold: nothing is asked about that.
  const sold = rows.filter((row) => row.last_sold_at !== null);
  const conditions = [{ field: "item_id", op: "in", value: sold.map((row) => row.id) }];
  const page = sold.length
    ? await talk.call<Page<Row>>(listSaleLines.name, { conditions, limit: 500 }, { trial: true })
    : { data: [] };
  const each = (row: Row, name: string) =>
    page.data.filter((line) => line.item_id === row.id).map((line) => line[name]);
  for (const row of rows) {
    row.sale_prices = each(row, "price_paid");
    row.consignor_portions = each(row, "consignor_portion");
    row.store_portions = each(row, "store_portion");
  }
}

/**
 * Brands, colors and sizes are written by name. One that the shop does not have becomes its own, but only once the
 * rest of the body has been tried: a refused item leaves no word behind.
 */
async function prepare(talk: Talk, verb: "create" | "change", values: Row, trial: Trial): Promise<Row> {
  const named = namedTerms.filter((kind) => `${kind}_name` in values);
  if (named.length === 0) return values;
  const rest = Object.fromEntries(Object.entries(values).filter(([name]) => !name.endsWith("_name")));
  const names = named.map((kind) => ({ kind, name: values[`${kind}_name`] as string | null }));
  const given = names.filter(
    (each): each is { kind: (typeof namedTerms)[number]; name: string } => !!each.name,
  );
  const wanted = given.map(({ kind, name }) => ({ kind, names: [name] }));
  const found = given.length ? await talk.call<Term[]>(findTerms.name, { wanted }, { trial: true }) : [];
  const known = given.flatMap(({ kind }) => found.find((each) => each.kind === kind) ?? []);
  const all = known.length === given.length;
  // With the words left out, for they are not there yet.
  const wordless = Object.fromEntries(named.map((kind) => [`${kind}_id`, null]));
  if (!all) await trial({ ...rest, ...wordless });
  // Either way in the order in which they were given.
  const terms = all ? known : await talk.call<Term[]>(ensureTerms.name, { wanted: given });
  const termOf = (named: { kind: string }) => terms[given.findIndex(({ kind }) => kind === named.kind)];
  const ids = names.map((each) => [`${each.kind}_id`, termOf(each)?.id ?? null]);
  // Another spelling than the shop's own is kept with the item; a change takes an earlier one back.
  const written = names.flatMap((each) => {
    const own = termOf(each)?.name === each.name ? null : each.name;
    return own || verb === "change" ? [[each.kind, own || null]] : [];
  });
  return {
    ...rest,
    ...Object.fromEntries(ids),
    ...(written.length ? { written_as: Object.fromEntries(written) } : {}),
  };
}

/** Lists of the real service tell how many there are in all (21.2). */
export const countedIfReal = (talk: Talk, query: ListQuery): ListQuery =>
  isReal(talk.wire) ? { ...query, count: true } : query;

export const itemTable: Crud = {
  at: "/items",
  names: ["Item", "Items"],
  tag: "Items",
  resource: item,
  shape: itemShape,
  counted: true,
  verbs: ["list", "get", "create", "change", "remove", "restore"],
  filters: { status: { field: "status", codec: itemFilter, ops: ["eq", "ne"] } },
  expands: {
    account: { many: many(account), shape: accountBrief },
    category: { many: many(category), shape: categoryShape },
    location: { many: many(store), shape: locationShape },
    shelf: { many: many(location), shape: namedShape },
    batch: { many: many(batch), shape: batchShape },
    batches: { many: many(batch), shape: batchShape },
    surcharges: { many: many(surcharge), shape: namedShape },
    created_by: { many: many(apiKey), shape: makerShape },
    images: { shape: imageShape },
  },
  // Goods that nobody brought are the shop's own.
  fill: ({ account_id, inventory_type }) =>
    account_id || inventory_type ? {} : { inventory_type: "retail" },
  complete,
  prepare,
  list: countedIfReal,
};

export const includes = (talk: Talk): boolean => isReal(talk.wire);

export const itemRows = (speech: Speech): RouteRow[] => crud(speech, itemTable, includes);
