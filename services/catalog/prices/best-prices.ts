import { nowInstant } from "../../../shared/clock.ts";
import { notFound } from "../../../shared/errors.ts";
import { MICRO } from "../../../shared/micro.ts";
import { query } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { refuseHidden, visibleTo } from "../../../shared/service/visible.ts";
import { priceKind } from "../price-kinds/price-kind.ts";
import { type ChannelOffer, channelOffer } from "../product-offers/channel-offer.ts";
import { type Price, price } from "../products/price.ts";
import { product } from "../products/product.ts";
import { type Buying, bestOf } from "./best-price.rules.ts";
import * as declared from "./declarations.ts";

type Asked = Omit<Buying, "at"> & { readonly at?: string | null | undefined };

/** Rows that the context rules out by their quantities or parties are not read. */
const readFor = ({ quantity, at, ...named }: Buying) => {
  const pieces = Math.floor(quantity / MICRO);
  const orAbsent = (name: string) => {
    const id = named[name as keyof typeof named];
    return { [name]: id ? { $in: [null, id] } : null };
  };
  return {
    min_quantity: { $lte: pieces },
    $and: [
      { $or: [{ starts_at: null }, { starts_at: { $lte: at } }] },
      { $or: [{ ends_at: null }, { ends_at: { $gte: at } }] },
    ],
    ...{ ...orAbsent("user_id"), ...orAbsent("user_group_id") },
    ...{ ...orAbsent("customer_id"), ...orAbsent("customer_group_id") },
  };
};

/** The channel of a product that is offered in one alone (MRC-PRI-2). */
const onlyChannel = (offers: readonly ChannelOffer[], id: string): string | undefined => {
  const [own, ...others] = offers.filter(({ product_id }) => product_id === id);
  return others.length ? undefined : own?.channel_id;
};

async function bestOfEach(reader: Reader, ids: readonly string[], { at, ...asked }: Asked) {
  const buying = { ...asked, at: at ?? nowInstant() };
  const product_id = { $in: [...new Set(ids)] };
  const offers = await reader.find(channelOffer, { product_id, deleted_at: null });
  const channel_id = {
    $in: [null, ...(asked.channel_id ? [asked.channel_id] : offers.map((of) => of.channel_id))],
  };
  const found = await reader.find(price, {
    ...{ product_id, kind: "listed", deleted_at: null },
    ...{ ...visibleTo(price, reader.meta), ...readFor(buying), channel_id },
  });
  // A price of an offer counts as long as the offer is there.
  const rows = found.filter(({ offer_id }) => !offer_id || offers.some(({ id }) => id === offer_id));
  const kindIds = [...new Set(rows.map(({ price_kind_id }) => price_kind_id))];
  const kinds = new Map(
    (kindIds.length ? await reader.find(priceKind, { _id: { $in: kindIds } }) : []).map((each) => [
      each.id,
      each,
    ]),
  );
  const kindOf = ({ price_kind_id }: Price) => kinds.get(price_kind_id ?? "") ?? unknownKind;
  const byProduct = new Map<string, Price[]>();
  for (const row of rows)
    byProduct.set(row.product_id ?? "", [...(byProduct.get(row.product_id ?? "") ?? []), row]);
  return [...byProduct].flatMap(([id, all]) => {
    const channel_id = asked.channel_id ?? onlyChannel(offers, id);
    const best = bestOf(all, kindOf, { ...buying, channel_id });
    if (!best) return [];
    const { deleted_at: _deleted_at, ...row } = best;
    return [{ ...row, price_kind_code: kindOf(best).code }];
  });
}
const unknownKind = { code: "", is_promotion: false };

export const bestPrices = query(declared.bestPrices, (reader, { product_ids, ...asked }) =>
  bestOfEach(reader, product_ids, asked),
);

export const bestPrice = query(declared.bestPrice, async (reader, { id, ...asked }) => {
  const found = await reader.load(product, id);
  refuseHidden(product, reader.meta, found);
  if (found.deleted_at) throw notFound("product", id);
  const [price = null] = await bestOfEach(reader, [id], asked);
  return { price };
});
