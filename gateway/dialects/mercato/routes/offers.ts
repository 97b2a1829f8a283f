/** Products in channels (MRC-PRI-4). */
import * as catalog from "../../../../services/catalog/public.ts";
import { orderChannels } from "../../../../services/sales/public.ts";
import { area, type DialectContext, manyById } from "../../../kit/index.ts";
import { crudOfWords } from "../area.ts";
import { flagFilter, idsFilter, textFilter } from "../filters.ts";
import type { ProductRow } from "../shapes/catalog.ts";
import * as shapes from "../shapes/offers.ts";

const distinct = (ids: readonly string[]): string[] => [...new Set(ids)];

/** What a product costs in the channel of an offer, in one query for each channel. */
async function pricesOf(ctx: DialectContext, rows: readonly shapes.OfferRow[]) {
  const found = distinct(rows.map(({ channel_id }) => channel_id)).map(async (channel_id) => {
    const own = rows.filter((row) => row.channel_id === channel_id);
    const product_ids = distinct(own.map(({ product_id }) => product_id));
    const best = await ctx.read(catalog.bestPrices, { product_ids, channel_id });
    return best.map((each) => [`${channel_id} ${each.product_id}`, each] as const);
  });
  return new Map((await Promise.all(found)).flat());
}

async function complete(ctx: DialectContext, rows: readonly shapes.OfferRow[]): Promise<void> {
  // Answers of writes have nothing but ids.
  if (ctx.request.method !== "GET" || rows.length === 0) return;
  const [products, prices] = await Promise.all([
    manyById(ctx, catalog.product, distinct(rows.map(({ product_id }) => product_id))),
    pricesOf(ctx, rows),
  ]);
  for (const row of rows) {
    row.product = products.get(row.product_id) ?? null;
    row.best_price = prices.get(`${row.channel_id} ${row.product_id}`) ?? null;
  }
}

/** The offers of a page of products, with the names of their channels (MRC-CAT-4). */
export async function withOffers(ctx: DialectContext, rows: readonly ProductRow[]): Promise<void> {
  for (const row of rows) row.offers = [];
  const product_ids = ctx.request.method === "GET" ? rows.map(({ id }) => id) : [];
  if (product_ids.length === 0) return;
  const offers = await ctx.read(catalog.offersOfProducts, { product_ids });
  const ids = distinct(offers.map(({ channel_id }) => channel_id));
  const channels = ids.length ? await manyById(ctx, orderChannels.resource, ids) : new Map();
  for (const row of rows)
    row.offers = offers
      .filter(({ product_id }) => product_id === row.id)
      .map((each) => ({ ...each, channel: channels.get(each.channel_id) ?? null }));
}

export const offerOperations = crudOfWords(
  "CatalogOffers",
  area<shapes.OfferRow>(catalog.channelOffer, shapes.offerShape, {
    actions: {
      ...{ create: catalog.createChannelOffer, change: catalog.changeChannelOffer },
      ...{ remove: catalog.removeChannelOffer },
    },
    filters: {
      ...{ productId: textFilter("product_id"), channelId: textFilter("channel_id") },
      ...{ channelIds: idsFilter("channel_id"), isActive: flagFilter("is_active") },
    },
    complete,
  }),
);
