/** Offers of products in channels: made, changed, removed, and found for products and channels. */
import { count, group, id, list } from "../../../shared/fields/index.ts";
import { entityOf, listOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { usesShape } from "../../../shared/service/uses.ts";
import { channelOffer, presented } from "../product-offers/channel-offer.ts";

const { product_id, channel_id } = channelOffer.fields;

export const createChannelOffer = operation({
  name: "catalog.channel_offer.create",
  http: "POST /channel-offers",
  status: 201,
  scope: "write:order_channels",
  about: "Offer a product in a channel. It is offered in a channel once. Returns the offer.",
  refuses: ["unprocessable"],
  input: { product_id, channel_id, ...presented },
  output: entityOf(channelOffer),
});

export const changeChannelOffer = operation({
  name: "catalog.channel_offer.change",
  http: "PATCH /channel-offers/{id}",
  change: true,
  scope: "write:order_channels",
  about: "Change an offer in a channel. It stays the product's. Returns the offer.",
  refuses: ["unprocessable"],
  input: { id: id(), channel_id, ...presented },
  output: entityOf(channelOffer),
});

export const removeChannelOffer = operation({
  name: "catalog.channel_offer.remove",
  http: "DELETE /channel-offers/{id}",
  scope: "delete:order_channels",
  about:
    "Delete an offer in a channel. Its prices count no more until the product is offered there again. Returns the deleted offer.",
  input: { id: id() },
  output: entityOf(channelOffer),
});

export const offersOfProducts = operation({
  name: "catalog.channel_offer.of_products",
  about: "The offers of these products.",
  input: { product_ids: list(id(), { max: 500 }) },
  output: listOf(entityOf(channelOffer)),
});

export const offersInChannels = operation({
  name: "catalog.channel_offer.in_channels",
  about: "How many offers there are in each of these channels that has any.",
  input: { channel_ids: list(id(), { max: 500 }) },
  output: shapeOf({ channels: list(group({ channel_id: id(), offers: count() })) }),
});

export const offersInUse = operation({
  name: "catalog.channel_offer.uses",
  about: "The offers in a channel.",
  input: { channel_id: id() },
  output: usesShape,
});
