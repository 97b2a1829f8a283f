/** Prices of lists, and the one that counts for each product of a page (MRC-PRI-1…MRC-PRI-3). */
import * as catalog from "../../../../services/catalog/public.ts";
import { isUuid } from "../../../../shared/fields/index.ts";
import type { Condition } from "../../../../shared/page.ts";
import type { FilterWord } from "../../../kit/filters.ts";
import { filterByConditions } from "../../../kit/filters.ts";
import { area, type Behavior, type DialectContext, manyById } from "../../../kit/index.ts";
import type { Codec } from "../../../shapes/codecs.ts";
import { asked, crud, ofShown } from "../area.ts";
import { idsIn } from "../paging.ts";
import * as shapes from "../shapes/catalog.ts";
import { quantity, snakeRows } from "../shapes/common.ts";

/** A word of the query that is read beside the list: it must be right, but chooses no rows. */
const aside = (schema: object, isRight: (given: string) => boolean, allowed: string): FilterWord =>
  filterByConditions("id", {
    schema: { ...schema },
    out: (value) => value,
    in: (given) => (isRight(String(given)) ? { value: [] } : { allowed }),
  } satisfies Codec<readonly Condition[]>);

/** A word that is read elsewhere. */
export const unread = aside({ type: "string" }, () => true, "");
const idAside = aside({ type: "string", format: "uuid" }, isUuid, "an id (UUID)");

/** Who buys, as the query and the service name it. */
const parties = {
  ...{ channelId: "channel_id", offerId: "offer_id", userId: "user_id", userGroupId: "user_group_id" },
  ...{ customerId: "customer_id", customerGroupId: "customer_group_id" },
} as const;

const piecesOf = (given: string, ctx: Pick<DialectContext, "wire">): number | undefined => {
  const read = quantity.in(given, ctx.wire);
  return "value" in read && read.value > 0 ? read.value : undefined;
};

const isMoment = (given: string): boolean => !Number.isNaN(Date.parse(given));

/** For whom, how many and when prices of a page of products are (MRC-PRI-2). */
export const contextWords: Record<string, FilterWord> = {
  ...Object.fromEntries(Object.keys(parties).map((name) => [name, idAside])),
  quantity: {
    ...aside({ type: "number" }, () => true, ""),
    conditions: (given, wire) => (piecesOf(given, { wire }) ? [] : { allowed: "a number above 0" }),
  },
  priceDate: aside({ type: "string", format: "date-time" }, isMoment, "a date or a moment"),
};

function contextOf(ctx: DialectContext) {
  const words = new Map(ctx.request.query);
  const [channel, ...others] = idsIn(words.get("channelIds") ?? "");
  if (channel && !others.length && !words.has("channelId")) words.set("channelId", channel);
  const named = Object.entries(parties).flatMap(([name, own]) => {
    const id = words.get(name);
    return id === undefined ? [] : [[own, id] as const];
  });
  const [pieces, date] = [piecesOf(words.get("quantity") ?? "", ctx), words.get("priceDate")];
  return {
    ...Object.fromEntries(named),
    ...(pieces === undefined ? {} : { quantity: pieces }),
    ...(date === undefined ? {} : { at: new Date(date).toISOString() }),
  };
}

/** Finds the price that counts for each product, in one query for all of them. */
export async function withPrices(ctx: DialectContext, rows: readonly shapes.ProductRow[]): Promise<void> {
  // Answers of writes have nothing but ids.
  const product_ids = ctx.request.method === "GET" ? rows.map(({ id }) => id) : [];
  const found = product_ids.length
    ? await ctx.read(catalog.bestPrices, { product_ids, ...contextOf(ctx) })
    : [];
  const byProduct = new Map(found.map((each) => [each.product_id, each]));
  for (const row of rows) row.best_price = byProduct.get(row.id) ?? null;
}

async function withKinds(ctx: DialectContext, rows: readonly shapes.PriceRow[]): Promise<void> {
  const ids = [...new Set(rows.flatMap(({ price_kind_id }) => price_kind_id ?? []))];
  const kinds = ids.length ? await manyById(ctx, catalog.priceKind, ids) : new Map();
  for (const row of rows) row.kind_code = kinds.get(row.price_kind_id)?.code ?? null;
}

const prices = area<shapes.PriceRow>(catalog.price, shapes.priceShape, {
  shows: snakeRows(shapes.priceShape),
  actions: {
    ...{ create: catalog.createPrice, change: catalog.changePrice, remove: catalog.removePrice },
  },
  filters: { kind: unread },
  only: [{ field: "kind", op: "eq", value: "listed" }],
  complete: withKinds,
});

/** The request names the kind by its code. */
async function ofKind(ctx: DialectContext): Promise<Condition[]> {
  const code = asked(ctx, "kind");
  if (!code) return [];
  const conditions: Condition[] = [{ field: "code", op: "eq", value: code }];
  const { data } = await ctx.read(catalog.priceKind.actions.list, { conditions });
  return [{ field: "price_kind_id", op: "in", value: data.map(({ id }) => id) }];
}

const listed = crud("CatalogPrices", prices, ofKind);

/** Base and seasonal prices are of their variant, and of no list. */
const ofLists = (does: Behavior): Behavior => ofShown(catalog.price, ({ kind }) => kind === "listed", does);

export const priceOperations = {
  ...listed,
  putCatalogPrices: ofLists(listed.putCatalogPrices),
  deleteCatalogPrices: ofLists(listed.deleteCatalogPrices),
};
