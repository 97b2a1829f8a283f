/** Products in channels: by themselves, and on their products. */
import * as catalog from "../../../../services/catalog/public.ts";
import { c, computed, field, listShown, nested, rowsOf, shape } from "../../../kit/index.ts";
import type { Body } from "../../../shapes/body.ts";
import { type BestPrice, pricingOf } from "./best-price.ts";
import { bothCasings, clearableText, own, std } from "./common.ts";

const presented = own(catalog.channelOffer, [
  ...(["title", "description", "default_media_id", "default_media_url"] as const),
  ...(["localized_content", "metadata", "is_active"] as const),
]);
const { channelId } = own(catalog.channelOffer, ["channel_id"]);

export type OfferRow = catalog.ChannelOffer & { product?: Body | null; best_price?: BestPrice | null };

const shownProduct = ({ product }: OfferRow) =>
  product && {
    ...{ id: product.id, title: product.name, sku: product.sku },
    defaultMediaUrl: product.default_media_url,
  };

export const offerShape = shape("Offer", rowsOf<OfferRow>(catalog.channelOffer), {
  ...{ ...std, ...presented, channelId: { ...channelId, required: true } },
  ...bothCasings({
    productId: field("product_id", c.uuid, { required: true, createOnly: true }),
  } as const),
  product: computed(c.object, (row: OfferRow) => shownProduct(row) ?? null),
  productChannelPrice: computed(
    c.object,
    ({ best_price }: OfferRow, wire) => (best_price && pricingOf(best_price, wire)) ?? null,
  ),
});

/** On its product an offer tells of its channel. */
export type OfferOfProduct = catalog.ChannelOffer & { channel: Body | null };
const ofProduct = shape("OfferOfProduct", rowsOf<OfferOfProduct>(catalog.channelOffer), {
  ...{ ...std, ...presented, channelId },
  channelName: computed(c.text, ({ channel }: OfferOfProduct) => channel?.name ?? null),
  channelCode: computed(c.text, ({ channel }: OfferOfProduct) => channel?.code ?? null),
});

export const offersShown = listShown(ofProduct);

/** As it is sent with its product; it is called like the product unless it says otherwise. */
const sent = shape("OfferSent", rowsOf<OfferOfProduct>(catalog.channelOffer), {
  ...{ ...presented, channelId: { ...channelId, required: true } },
  title: field("title", clearableText),
});
export const offersSent = nested(sent);
